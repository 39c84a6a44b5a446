"""The command `suggest`: propose passages of a source as YAML, to accept or delete."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from build_tools import pipeline
from build_tools.authoring.drafts import yaml_files
from build_tools.authoring.suggesting import suggest
from build_tools.characters import printable
from build_tools.commands.shared import CLEAN, PROBLEMS, Command, count, progress, unknown_source
from build_tools.project import Project
from build_tools.site.atomic import create_file


def add_options(sub: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    sub.add_argument("source", metavar="SOURCE", help="id of the source")
    sub.add_argument(
        "--write", action="store_true", help="write suggested.yml into the folder of its passages; overwrites nothing"
    )


def run(project: Project, options: argparse.Namespace) -> int:
    """Run the command."""
    checked = pipeline.check(project, progress)
    corpus = checked.corpus
    if corpus is None:
        print("error: the corpus cannot be read; run 'check' and mend what it names", file=sys.stderr)
        return PROBLEMS
    if options.source not in corpus.sources:
        return unknown_source(project, corpus, options.source)
    seeds = project.shown(project.seeds)
    suggestion = suggest(corpus, options.source, seeds)
    files = yaml_files(f"{seeds}/{corpus.sources[options.source].text.file}", suggestion.drafts)
    code = CLEAN
    if options.write:
        code = _write(project, options.source, files)
    else:
        print("\n".join(files), end="")
        if len(files) > 1:
            print(f"this is more than one file may hold: --write makes {len(files)} files of it", file=sys.stderr)
    for remark in suggestion.remarks:
        print(f"left to you: {printable(remark, 400)}", file=sys.stderr)
    print(f"{count(len(suggestion.drafts), 'passage')} proposed for '{options.source}'", file=sys.stderr)
    return code


def _write(project: Project, source_id: str, files: list[str]) -> int:
    folder = project.annotations / "passages" / source_id
    paths = [
        folder / ("suggested.yml" if number == 1 else f"suggested-{number}.yml") for number in range(1, len(files) + 1)
    ]
    for path in paths:
        if path.exists():
            return _there_already(project, path)
    folder.mkdir(parents=True, exist_ok=True)
    for path, text in zip(paths, files, strict=True):
        try:
            create_file(path, text.encode("utf-8"))
        except FileExistsError:
            return _there_already(project, path)
        print(f"written: {project.shown(path)}", file=sys.stderr)
    return CLEAN


def _there_already(project: Project, path: Path) -> int:
    print(
        f"error: {project.shown(path)}: is there already, and nothing is overwritten\n"
        "    go through it and rename it, or delete it; then run this again",
        file=sys.stderr,
    )
    return PROBLEMS


COMMAND = Command("suggest", "propose passages of a source as YAML, to accept or delete", add_options, run)
