"""The command `report`: what a change does, for those who review it."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from build_tools import pipeline
from build_tools.commands.shared import CLEAN, PROBLEMS, WRONG_USE, Command, positive, progress, summary
from build_tools.problems import Problem, has_errors
from build_tools.project import Project
from build_tools.settings import read_settings


def add_options(sub: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    from build_tools.changes.report import FORMATS

    sub.add_argument("base", metavar="BASE", help="the corpus before the change: a revision of Git, or a folder")
    sub.add_argument("--format", choices=FORMATS, default="text", help="form of the report (default: text)")
    sub.add_argument(
        "--no-pages", dest="pages", action="store_false", help="do not render both sites to say which pages differ"
    )
    sub.add_argument(
        "--limit", type=positive, default=None, metavar="BYTES", help="cut the report to this length (default: whole)"
    )


def run(project: Project, options: argparse.Namespace) -> int:
    """Run the command."""
    from build_tools.changes.comparison import compare
    from build_tools.changes.report import report
    from build_tools.changes.revisions import NoRevision, base_of

    settings = read_settings(project.config)
    after = pipeline.check(project, progress)
    with tempfile.TemporaryDirectory(prefix="report-") as folder:
        try:
            base = base_of(project, options.base, Path(folder))
        except NoRevision as error:
            print(f"error: {error}", file=sys.stderr)
            return WRONG_USE
        before = pipeline.check(base, progress)
        problems = (before.problems, after.problems)
        if before.passed and after.passed:  # what is overlooked in a faulty corpus is not known
            problems = (_with_overlooked(base, before), _with_overlooked(project, after))
        vocabulary = project.shown(project.annotations / "vocabulary.yml")
        found = compare(options.base, before, after, settings, vocabulary, problems, options.pages, progress)
        print(report(found, settings, options.format, options.limit))
    summary(after)
    return PROBLEMS if has_errors(after.problems) else CLEAN


def _with_overlooked(project: Project, checked: pipeline.Checked) -> list[Problem]:
    """Return the problems of a corpus, with what its annotations overlook."""
    return pipeline.check_completeness(project, checked, progress)[0].problems


COMMAND = Command("report", "say what a change does, for those who review it", add_options, run)
