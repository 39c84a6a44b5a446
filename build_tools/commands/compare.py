"""The command `compare`: how far two independent passes over the same sources agree."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from build_tools.characters import printable
from build_tools.commands.shared import CLEAN, PROBLEMS, WRONG_USE, Command, progress, show
from build_tools.interannotator.report import FORMATS
from build_tools.project import Project
from build_tools.reporters import report


def add_options(sub: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    for name in ("a", "b"):
        sub.add_argument(
            name,
            type=Path,
            metavar=name.upper(),
            help="folder of a pass: a folder for each source, as in ROOT/annotations/passages",
        )
    sub.add_argument("--format", choices=FORMATS, default="text", help="form of the figures (default: text)")
    sub.add_argument(
        "--differences", action="store_true", help="list every difference after the figures (json always does)"
    )


def run(project: Project, options: argparse.Namespace) -> int:
    """Run the command."""
    from build_tools.interannotator.comparison import compare
    from build_tools.interannotator.passes import check_pass, folder_of_pass, places_in
    from build_tools.interannotator.report import report as report_comparison

    for folder in (options.a, options.b):
        if not folder.is_dir():
            print(f"error: there is no folder {printable(str(folder))}; name the folder of a pass", file=sys.stderr)
            return WRONG_USE
    passes = [check_pass(project, folder, progress) for folder in (options.a, options.b)]
    problems = sorted({problem for checked in passes for problem in checked.problems})
    for name, checked in zip("AB", passes, strict=True):
        print(f"{name}: {checked.summary}", file=sys.stderr)
    if not all(checked.passed for checked in passes):
        show(problems, "json" if options.format == "json" else "text", project)
        return PROBLEMS
    if problems:  # warnings: the other stream holds the figures alone
        print(report(problems, "text"), file=sys.stderr)
    corpora = [checked.corpus for checked in passes]
    assert corpora[0] is not None and corpora[1] is not None
    names = (project.shown(folder_of_pass(options.a).absolute()), project.shown(folder_of_pass(options.b).absolute()))
    comparison = compare(corpora[0], corpora[1])
    seeds = project.shown(project.seeds)
    print(report_comparison(comparison, names, seeds, places_in(project), options.format, options.differences))
    return CLEAN


COMMAND = Command("compare", "say how far two independent passes over the same sources agree", add_options, run)
