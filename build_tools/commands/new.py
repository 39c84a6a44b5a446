"""The command `new`: take a text into the corpus, or begin a record."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from build_tools.authoring.new_records import KINDS, propose_record, write_record
from build_tools.authoring.new_source import NewSource, propose, write
from build_tools.authoring.new_texts import Refused
from build_tools.characters import printable
from build_tools.commands.shared import CLEAN, PROBLEMS, Command
from build_tools.project import Project


def add_options(sub: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    sub.add_argument("kind", choices=("source", *KINDS), metavar="KIND", help=f"source, {', '.join(KINDS)}")
    sub.add_argument(
        "what", metavar="WHAT", help="of a source, the file with its text; else the name, in quotation marks"
    )
    sub.add_argument("--id", metavar="ID", help="id of the record (default: made from the headline or the name)")
    sub.add_argument(
        "--even-if-alike", action="store_true", help="take a text that is nearly the same as that of another source"
    )


def run(project: Project, options: argparse.Namespace) -> int:
    """Run the command."""
    try:
        if options.kind == "source":
            return _new_source(project, options)
        new = propose_record(project, options.kind, options.what, options.id)
        if isinstance(new, Refused):
            return _refuse(new)
        write_record(new)
    except FileExistsError as error:
        return _refuse(
            Refused(f"{printable(str(error.filename2 or error.filename))}: is there already", "run it again")
        )
    print(f"written: {project.shown(new.file)}")
    print(f"next: settle each TODO in it, then run 'check'; its id is '{new.id}'")
    return CLEAN


def _refuse(refused: Refused) -> int:
    print(f"error: {refused.message}\n    {refused.cure}", file=sys.stderr)
    return PROBLEMS


def _new_source(project: Project, options: argparse.Namespace) -> int:
    new = propose(project, Path(options.what), options.id, even_if_alike=options.even_if_alike)
    if isinstance(new, Refused):
        return _refuse(new)
    if new.is_in_place:
        print(f"there already: {project.shown(new.seed)}")
    for path in write(new):
        print(f"written: {project.shown(path)}")
    for remark in new.remarks:
        print(f"the text {remark}")
    _show_guesses(new)
    record, passages = project.shown(new.record), project.shown(new.passages.parent)
    print("next:")
    print(f"  1. settle each TODO in {record}, the rights first; 'check' names what is missing")
    print(f"  2. 'suggest {new.id}' proposes passages, 'locate' finds words and quotes them")
    print(f"  3. write passages in {passages}/ and run 'check --completeness' until nothing is left")
    return CLEAN


def _show_guesses(new: NewSource) -> None:
    print("guessed:")
    for key, guess in new.guesses.items():
        value = printable(guess.value, 120) or "left for you"
        print(f"  {key}: {value} ({printable(guess.basis, 200)})")
    for candidate in new.boilerplate:
        print(f"  boilerplate: {candidate.lines} ({printable(candidate.reason, 200)})")
    if not new.boilerplate:
        print("  boilerplate: none")
    print("  rights: nothing is shown until you settle them")
    if not new.passages_text:
        print("  passages: none, as there is no headline that can be quoted")


COMMAND = Command("new", "take a text into the corpus with a proposed record, or begin a record", add_options, run)
