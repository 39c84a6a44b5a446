"""The command `check`: check every record and every quote."""

from __future__ import annotations

import argparse
import sys

from build_tools import pipeline
from build_tools.characters import printable
from build_tools.commands.editing import finished, refused
from build_tools.commands.shared import CLEAN, PROBLEMS, Command, add_site_options, count, fail, progress, show, summary
from build_tools.completeness import Completeness, summary_lines
from build_tools.editing.fixing import plan_fixes
from build_tools.editing.journal import is_unfinished
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
    left: list[str] = []
    if options.fix:
        try:
            left = _fix(project)
        except EditRefused as refusal:
            return refused(refusal)
    checked = pipeline.check(project, progress)
    sources: tuple[Completeness, ...] = ()
    was_looked_at = options.completeness and checked.passed
    if was_looked_at:
        checked, sources = pipeline.check_completeness(project, checked, progress)
    show(checked.problems, options.format, project)
    summary(checked)
    if is_unfinished(project):
        print("an edit was broken off half-way; run its command again, or `check --fix`, to end it", file=sys.stderr)
    for line in summary_lines(sources):
        print(line, file=sys.stderr)
    if options.completeness and not was_looked_at:
        print("completeness was not checked; mend the errors first", file=sys.stderr)
    return CLEAN if checked.passed and not left else PROBLEMS


def _fix(project: Project) -> list[str]:
    """Mend what is safe and say what was mended; return why files were left as they are. Raises EditRefused."""
    finished(project, "")
    changes, fixed, left = plan_fixes(load(project))
    changes.apply()
    for item in fixed:
        print(f"fixed: {printable(item.file)}:{item.line}: {item.what}", file=sys.stderr)
    fail(left)
    beside = f", {count(len(left), 'file')} not mended" if left else ""
    print(f"{count(len(fixed), 'place')} fixed{beside}", file=sys.stderr)
    return left


COMMAND = Command("check", "check every record and every quote", add_options, run)
