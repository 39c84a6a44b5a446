"""The command `sample`: draw passages at random."""

from __future__ import annotations

import argparse
import sys

from build_tools import pipeline
from build_tools.commands.shared import CLEAN, PROBLEMS, Command, positive, progress, show, summary
from build_tools.project import Project


def add_options(sub: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    sub.add_argument("--count", type=positive, default=60, metavar="N", help="how many passages (default: 60)")
    sub.add_argument("--seed", required=True, metavar="WORDS", help="what draws them: the same seed, the same passages")


def run(project: Project, options: argparse.Namespace) -> int:
    """Run the command."""
    from build_tools.sampling import draw, worksheet

    checked = pipeline.check(project, progress)
    show(checked.problems, "text", project)
    summary(checked)
    if not checked.passed or checked.corpus is None:
        return PROBLEMS
    drawn = draw(checked.corpus.passages.values(), options.count, options.seed)
    print(worksheet(checked.corpus, drawn))
    print(f"{len(drawn)} of {len(checked.corpus.passages)} passages drawn", file=sys.stderr)
    return CLEAN


COMMAND = Command("sample", "draw passages at random, to be read against their sources", add_options, run)
