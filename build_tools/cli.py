"""The command line: from arguments to a command. Exit code 0: clean; 1: problems; 2: wrong use."""

from __future__ import annotations

import argparse
import io
import os
import sys
from pathlib import Path

from build_tools.characters import printable
from build_tools.commands import (
    build,
    check,
    compare,
    explain,
    fmt,
    generate,
    init,
    locate,
    merge,
    new,
    reanchor,
    rename,
    report,
    sample,
    schemas,
    serve,
    suggest,
)
from build_tools.commands.shared import PROBLEMS, WRONG_USE, Command, fail
from build_tools.project import CALL, Project
from build_tools.settings import SettingsFaulty

COMMANDS: tuple[Command, ...] = (
    check.COMMAND,
    generate.COMMAND,
    build.COMMAND,
    serve.COMMAND,
    compare.COMMAND,
    sample.COMMAND,
    explain.COMMAND,
    init.COMMAND,
    schemas.COMMAND,
    report.COMMAND,
    fmt.COMMAND,
    rename.COMMAND,
    merge.COMMAND,
    new.COMMAND,
    suggest.COMMAND,
    locate.COMMAND,
    reanchor.COMMAND,
)


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a terminal may lack the letters of a quote
    parser = _parser()
    options = parser.parse_args(arguments)
    project = Project.at(
        options.root, seeds=options.seeds, annotations=options.annotations, out=getattr(options, "out", None)
    )
    command: Command = options.command
    for folder in (project.root, project.annotations, project.seeds):
        if command.needs_corpus and not folder.is_dir():
            print(f"error: there is no folder {printable(str(folder))}; name the corpus with --root", file=sys.stderr)
            return WRONG_USE
    try:
        return command.run(project, options)
    except SettingsFaulty as error:
        return fail([str(error)])
    except BrokenPipeError:
        # The reader of our output went away, as `| head` does: no fault, and nobody left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PROBLEMS
    except OSError as error:  # the disk is full, a folder may not be written: no fault of the tool
        return fail([f"{printable(str(error.filename2 or error.filename or 'a file'))}: {error.strerror or error}"])
    except KeyboardInterrupt:
        print("\nstopped", file=sys.stderr)
        return PROBLEMS


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=CALL, description="Check annotations and build the site from them.")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS:
        described = command.help[0].upper() + command.help[1:] + "."
        sub = commands.add_parser(command.name, help=command.help, description=described)
        sub.set_defaults(command=command)
        sub.add_argument(
            "--root", type=Path, default=Path.cwd(), metavar="DIR", help="folder of the corpus (default: here)"
        )
        sub.add_argument("--seeds", type=Path, metavar="DIR", help="folder of the sources (default: ROOT/seeds)")
        sub.add_argument(
            "--annotations", type=Path, metavar="DIR", help="folder of the annotations (default: ROOT/annotations)"
        )
        command.add_options(sub)
    return parser
