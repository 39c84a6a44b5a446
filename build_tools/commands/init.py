"""The command `init`: begin a corpus of one's own in an empty folder, or give it a later tool."""

from __future__ import annotations

import argparse
import shlex
import sys
from pathlib import Path

from build_tools.characters import printable
from build_tools.commands.shared import CLEAN, WRONG_USE, Command, count, fail
from build_tools.project import Project
from build_tools.starter.folder import Renewed


def add_options(sub: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    sub.add_argument("folder", type=Path, metavar="DIR", help="empty folder, or one that is to be made")
    sub.add_argument("--title", metavar="WORDS", help="title of the site (default: “A new corpus”)")
    sub.add_argument(
        "--update",
        action="store_true",
        help="give a folder that was begun so the tool of this checkout; texts, annotations and pages stay",
    )


def run(_project: Project, options: argparse.Namespace) -> int:
    """Run the command."""
    from build_tools.starter import example, folder, tool_files

    target: Path = options.folder.absolute()
    shown = printable(str(options.folder))
    if options.update and options.title is not None:
        print("error: --title is for a new corpus, not for --update", file=sys.stderr)
        return WRONG_USE
    if target.resolve().is_relative_to(tool_files.TOOL_ROOT):
        return fail([f"{shown}: must lie outside the checkout of the tool; name another folder, such as ../my-corpus"])
    try:
        tool = tool_files.tool_files()
        if options.update:
            return _tell(shown, folder.renew(target, tool))
        title = example.DEFAULT_TITLE if options.title is None else options.title
        files = example.example_files(title, tool_files.tool_pages())
        number = folder.begin(target, tool, files)
    except (tool_files.CheckoutIncomplete, example.TitleRefused) as error:
        return fail([str(error)])
    except folder.FolderRefused as error:
        return fail([f"{shown}: {error}"])
    except OSError as error:
        return fail([f"{printable(str(error.filename or shown))}: {error.strerror or error}"])
    print(f"{count(number, 'file')} written to {shown}", file=sys.stderr)
    print(f"next: cd {printable(shlex.quote(str(options.folder)))} && make serve", file=sys.stderr)
    return CLEAN


def _tell(shown: str, renewed: Renewed) -> int:
    """Say what a later tool changed."""
    for name in renewed.written:
        print(f"written {printable(name)}")
    for name in renewed.removed:
        print(f"removed {printable(name)}")
    changed, gone = len(renewed.written), len(renewed.removed)
    print(f"{shown}: {count(changed, 'file')} written, {gone} removed; next: make check, make site", file=sys.stderr)
    return CLEAN


COMMAND = Command("init", "begin a corpus of your own in an empty folder", add_options, run, needs_corpus=False)
