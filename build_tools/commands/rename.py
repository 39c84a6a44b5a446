"""The command `rename`: give a record another id, everywhere."""

from __future__ import annotations

import argparse

from build_tools.commands.editing import add_edit_options, carry_out, kinds
from build_tools.commands.shared import Command
from build_tools.editing.renaming import plan_rename
from build_tools.project import Project


def add_options(sub: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    sub.add_argument("old", metavar="OLD", help="id of a record; of a passage, an answer or a provision: RECORD#PART")
    sub.add_argument("new", metavar="NEW", help="its new id; of a part the new id of the part alone will do")
    sub.add_argument("--kind", choices=kinds(), default="", help="kind of the record, where several have that id")
    sub.add_argument("--no-redirect", action="store_true", help="forget the old id: nothing was published under it")
    add_edit_options(sub)


def run(project: Project, options: argparse.Namespace) -> int:
    """Run the command."""
    return carry_out(
        project,
        f"rename {options.old} {options.new}",
        lambda loaded: plan_rename(
            loaded, options.old, options.new, kind=options.kind, redirect=not options.no_redirect
        ),
        dry_run=options.dry_run,
    )


COMMAND = Command("rename", "give a record another id, in every file that names it", add_options, run)
