"""The command `merge`: make one record of two."""

from __future__ import annotations

import argparse

from build_tools.commands.editing import add_edit_options, carry_out
from build_tools.commands.shared import Command
from build_tools.editing.merging import MERGED_KINDS, plan_merge
from build_tools.project import Project


def add_options(sub: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    sub.add_argument("old", metavar="A", help="id of the record that goes into the other")
    sub.add_argument("into", metavar="B", help="id of the record that takes it in")
    sub.add_argument("--kind", choices=MERGED_KINDS, default="", help="kind of the records, where others have that id")
    add_edit_options(sub)


def run(project: Project, options: argparse.Namespace) -> int:
    """Run the command."""
    return carry_out(
        project,
        f"merge {options.old} {options.into}",
        lambda loaded: plan_merge(loaded, options.old, options.into, kind=options.kind),
        dry_run=options.dry_run,
    )


COMMAND = Command("merge", "make one record of two: A goes into B", add_options, run)
