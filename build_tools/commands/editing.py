"""What commands that edit files share: finishing what was broken off, showing the patch, saying what was done."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from build_tools.characters import printable
from build_tools.commands.shared import CLEAN, PROBLEMS, count, fail, is_on_github, show
from build_tools.editing.changes import Changes
from build_tools.editing.journal import finish_interrupted
from build_tools.editing.refusal import EditBrokenOff, EditRefused
from build_tools.editing.renaming import Renaming
from build_tools.former_ids import ID_KINDS
from build_tools.loaded import Loaded
from build_tools.loading import load
from build_tools.project import Project

_SHOWN_LEFT = 40


def kinds() -> list[str]:
    """Return the kinds of records that can be renamed."""
    return list(ID_KINDS)


def add_edit_options(sub: argparse.ArgumentParser) -> None:
    """Add the option that shows what would be done."""
    sub.add_argument("--dry-run", action="store_true", help="show the changes as a patch and write nothing")


def refused(refusal: EditRefused) -> int:
    """Say why nothing was written, or only a part."""
    show(sorted(refusal.problems), "text")
    fail(refusal.reasons)
    if isinstance(refusal, EditBrokenOff):
        print("broken off half-way; once that is settled, run the command again, which ends it", file=sys.stderr)
    else:
        print("nothing was written", file=sys.stderr)
    return PROBLEMS


def finished(project: Project, what: str) -> bool:
    """End what an earlier run was kept from ending; return whether that was the very same command."""
    ended = finish_interrupted(project)
    if ended:
        print(f"finished what was broken off: {printable(ended, 200)}", file=sys.stderr)
    return ended == what


def print_patch(changes: Changes) -> None:
    """Print changes as a patch: byte for byte as `git apply` needs it, but safe to look at in a terminal or a log."""
    diff = changes.diff()
    if sys.stdout.isatty() or is_on_github():
        for line in diff.removesuffix("\n").split("\n") if diff else ():
            print(printable(line, 100_000))
    elif binary := getattr(sys.stdout, "buffer", None):  # a text stream may write other line ends
        sys.stdout.flush()
        binary.write(diff.encode("utf-8", "surrogateescape"))  # names of files may be of any bytes
        binary.flush()
    else:
        sys.stdout.write(diff)


def carry_out(project: Project, what: str, plan: Callable[[Loaded], Renaming], *, dry_run: bool) -> int:
    """Rename or merge, or show what would be done; return the exit code."""
    try:
        if not dry_run and finished(project, what):
            return CLEAN
        renaming = plan(load(project))
        if dry_run:
            print_patch(renaming.changes)
        written = sum(1 for _ in renaming.changes) if dry_run else renaming.changes.apply()
    except EditRefused as refusal:
        return refused(refusal)
    for file, places in sorted(renaming.places.items()):
        print(f"{printable(file)}: {count(places, 'place')}", file=sys.stderr)
    _tell_left(renaming)
    would = "would change" if dry_run else "changed"
    done = f"{renaming.kind} '{renaming.old}' is '{renaming.new}'"
    print(f"{done}: {count(written, 'file')} {would}, {count(sum(renaming.places.values()), 'place')}", file=sys.stderr)
    return CLEAN


def _tell_left(renaming: Renaming) -> None:
    for file, line in renaming.left[:_SHOWN_LEFT]:
        print(
            f"{printable(file)}:{line}: left as it is: '{renaming.old}' stands there in words or in a remark",
            file=sys.stderr,
        )
    if len(renaming.left) > _SHOWN_LEFT:
        print(f"… and {len(renaming.left) - _SHOWN_LEFT} more such places", file=sys.stderr)
