"""The command `check`: check every record and every quote."""

from __future__ import annotations

import argparse
import sys

from build_tools import pipeline
from build_tools.characters import printable
from build_tools.commands.editing import finished, refused
from build_tools.commands.shared import CLEAN, PROBLEMS, Command, add_site_options, count, progress, show, summary
from build_tools.completeness import Completeness, summary_lines
from build_tools.editing.fixing import plan_fixes
from build_tools.editing.refusal import EditRefused
from build_tools.loading import load
from build_tools.project import Project


def add_options(sub: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    add_site_options(sub)
    sub.add_argument(
        "--completeness", action="store_true", help="report, too, what the annotations overlook in the sources"
    )
    sub.add_argument("--fix", action="store_true", help="mend first what has one certain cure, and say what was mended")


def run(project: Project, options: argparse.Namespace) -> int:
    """Run the command."""
    if options.fix:
        stopped = _fix(project)
        if stopped:
            return stopped
    checked = pipeline.check(project, progress)
    sources: tuple[Completeness, ...] = ()
    was_looked_at = options.completeness and checked.passed
    if was_looked_at:
        checked, sources = pipeline.check_completeness(project, checked, progress)
    show(checked.problems, options.format)
    summary(checked)
    for line in summary_lines(sources):
        print(line, file=sys.stderr)
    if options.completeness and not was_looked_at:
        print("completeness was not checked; mend the errors first", file=sys.stderr)
    return CLEAN if checked.passed else PROBLEMS


def _fix(project: Project) -> int:
    """Mend what is safe and say what was mended; return the exit code if that was not possible, else 0."""
    try:
        finished(project, "")
        changes, fixed = plan_fixes(load(project))
        changes.apply()
    except EditRefused as refusal:
        return refused(refusal)
    for item in fixed:
        print(f"fixed: {printable(item.file)}:{item.line}: {item.what}", file=sys.stderr)
    print(f"{count(len(fixed), 'place')} fixed", file=sys.stderr)
    return CLEAN


COMMAND = Command("check", "check every record and every quote", add_options, run)
