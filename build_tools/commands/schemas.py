"""The command `schemas`: write what editors need to know of the records."""

from __future__ import annotations

import argparse
import sys

from build_tools.commands.shared import CLEAN, Command, count, fail, progress
from build_tools.project import Project


def add_options(sub: argparse.ArgumentParser) -> None:
    """Add no option."""


def run(project: Project, options: argparse.Namespace) -> int:  # noqa: ARG001
    """Run the command. A faulty corpus has schemas too: whoever mends it needs them most."""
    from build_tools.exports.schemas import EDITOR_FOLDER, known_of_files, schema_files
    from build_tools.loading import load
    from build_tools.site.manifest import ManifestDamaged
    from build_tools.site.writer import WriteConflict, write_tree

    known = known_of_files(load(project, progress))
    files = [(path.removeprefix("/"), text) for path, text in schema_files(known, "")]
    try:
        written = write_tree(project.root / EDITOR_FOLDER, files)
    except WriteConflict as conflict:
        return fail(conflict.reasons)
    except ManifestDamaged as error:
        return fail([str(error)])
    ids = count(len(known.of(["entity"])), "id")
    changed = count(len(written.written), "file")
    print(f"{len(files)} schemas with {ids} of entities in {EDITOR_FOLDER}/, {changed} changed", file=sys.stderr)
    return CLEAN


COMMAND = Command("schemas", "write the schemas by which editors complete, explain and check", add_options, run)
