"""The command `check`: check every record and every quote."""

from __future__ import annotations

import argparse
import sys

from build_tools import pipeline
from build_tools.commands.shared import CLEAN, PROBLEMS, Command, add_site_options, progress, show, summary
from build_tools.completeness import Completeness, summary_lines
from build_tools.project import Project


def add_options(sub: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    add_site_options(sub)
    sub.add_argument(
        "--completeness", action="store_true", help="report, too, what the annotations overlook in the sources"
    )


def run(project: Project, options: argparse.Namespace) -> int:
    """Run the command."""
    checked = pipeline.check(project, progress)
    sources: tuple[Completeness, ...] = ()
    was_looked_at = options.completeness and checked.passed
    if was_looked_at:
        checked, sources = pipeline.check_completeness(project, checked, progress)
    show(checked.problems, options.format, project)
    summary(checked)
    for line in summary_lines(sources):
        print(line, file=sys.stderr)
    if options.completeness and not was_looked_at:
        print("completeness was not checked; mend the errors first", file=sys.stderr)
    return CLEAN if checked.passed else PROBLEMS


COMMAND = Command("check", "check every record and every quote", add_options, run)
