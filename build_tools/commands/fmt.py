"""The command `fmt`: lay out the YAML of records alike."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from build_tools.characters import printable
from build_tools.commands.editing import finished, print_patch, refused
from build_tools.commands.shared import CLEAN, PROBLEMS, Command, count, fail, show
from build_tools.editing.changes import Changes
from build_tools.editing.formatting import plan_format
from build_tools.editing.refusal import EditRefused
from build_tools.project import Project


def add_options(sub: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    sub.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="files of the annotations (default: every record)"
    )
    sub.add_argument("--check", action="store_true", help="show what would change, write nothing; 1 if anything would")


def run(project: Project, options: argparse.Namespace) -> int:
    """Run the command."""
    changes = Changes(project, "fmt")
    try:
        if not options.check:
            finished(project, "")
        left = plan_format(changes, [file.absolute() for file in options.files] or None)
        changed = [change.path for change in changes]
        if options.check:
            print_patch(changes)
        else:
            changes.apply()
    except EditRefused as refusal:
        return refused(refusal)
    for path in changed:
        print(f"{printable(project.shown(path))}: {'would be ' if options.check else ''}laid out anew", file=sys.stderr)
    for reason in left:
        show(sorted(reason.problems), "text")
        fail(reason.reasons)
    print(f"{count(len(changed), 'file')} {'would change' if options.check else 'changed'}", file=sys.stderr)
    return PROBLEMS if left or (options.check and changed) else CLEAN


COMMAND = Command("fmt", "lay out the YAML of records alike, remarks kept", add_options, run)
