"""What commands share: exit codes, options, and how problems and faults are told."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from build_tools import pipeline
from build_tools.characters import printable, quoted
from build_tools.corpus import Corpus
from build_tools.field_types import id_fault
from build_tools.problems import Problem, nearest_hint
from build_tools.project import Project
from build_tools.reporters import FORMATS, report
from build_tools.rules import Level
from build_tools.settings import SettingsFaulty, read_settings

CLEAN, PROBLEMS, WRONG_USE = 0, 1, 2
_SHOWN_MESSAGES = 60


@dataclass(frozen=True, slots=True)
class Command:
    """One command: what it is called, what it is for, which options it takes, and what it does."""

    name: str
    help: str
    """What it does, in the imperative, without a capital and without a full stop."""
    add_options: Callable[[argparse.ArgumentParser], None]
    """Adds what it takes beyond `--root`, `--seeds` and `--annotations`."""
    run: Callable[[Project, argparse.Namespace], int]
    """Does it and returns the exit code."""
    needs_corpus: bool = True
    """Whether the folders of a corpus must be there."""


def add_site_options(sub: argparse.ArgumentParser) -> None:
    """Add where pages go, and the form of problems."""
    sub.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        help="folder to write pages into (default: ROOT/docs); the site then goes to DIR-site",
    )
    add_format_option(sub)


def is_on_github() -> bool:
    """Whether what is printed goes into a log of GitHub Actions, which takes some lines for commands."""
    return os.environ.get("GITHUB_ACTIONS") == "true"


def add_format_option(sub: argparse.ArgumentParser) -> None:
    """Add the form of problems."""
    default = "github" if is_on_github() else "text"
    sub.add_argument(
        "--format",
        choices=FORMATS,
        default=default,
        help="form of the problems (default: text; github inside GitHub Actions)",
    )


def positive(text: str) -> int:
    """Parse a whole number from 1."""
    if not text.isascii() or not text.isdecimal() or not 0 < int(text) < 10**9:
        raise argparse.ArgumentTypeError(f"must be a number from 1; found {printable(text, 40)}")
    return int(text)


def progress(items: Iterable[Any], what: str, total: int) -> Iterable[Any]:
    """Show a bar while items pass, where the error stream is a terminal."""
    from tqdm import tqdm

    # disable=None: no bar where the output is no terminal
    return tqdm(items, desc=what, total=total, disable=None, leave=False, file=sys.stderr)


def show(problems: list[Problem], form: str, project: Project | None = None) -> None:
    """Print problems in a form; nothing where there are none, but for JSON.

    The project knows the address of the site, which the forms for programs name.
    """
    if problems or form == "json":
        print(report(problems, form, _public_address(project) if project and form != "text" else ""))


def _public_address(project: Project) -> str:
    """Return the address of the site that others can reach, or ""."""
    try:
        address = read_settings(project.config).site_url
    except SettingsFaulty:
        return ""  # whoever builds the site is told; here it only gives links
    host = urlsplit(address).hostname or ""
    return "" if host in ("", "localhost") or host.startswith("127.") else address


def summary(checked: pipeline.Checked) -> None:
    """Say what was checked: on the error stream, so that JSON on the other one stays JSON."""
    errors = sum(problem.level is Level.ERROR for problem in checked.problems)
    warnings = len(checked.problems) - errors
    print(f"{checked.summary}; {count(errors, 'error')}, {count(warnings, 'warning')}", file=sys.stderr)


def unknown_source(project: Project, corpus: Corpus, source_id: str) -> int:
    """Say that there is no such source, or that its record or text is faulty, and what to do."""
    name = quoted(source_id, 80)
    if not id_fault(source_id) and (project.annotations / "sources" / f"{source_id}.yml").is_file():
        print(f"error: the record or text of {name} is faulty; run 'check' and mend what it names", file=sys.stderr)
        return PROBLEMS
    hint = nearest_hint(source_id, corpus.sources) or f"sources: {', '.join(list(corpus.sources)[:20])}"
    print(f"error: there is no source {name}; {hint}", file=sys.stderr)
    return WRONG_USE


def count(number: int, noun: str) -> str:
    """Return a number with its noun."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def fail(messages: Iterable[str]) -> int:
    """Print messages of a step that failed, the first of them where there are very many."""
    lines = [line for message in messages for line in message.splitlines()]
    for line in lines[:_SHOWN_MESSAGES]:
        print(f"error: {printable(line, 900)}", file=sys.stderr)
    if len(lines) > _SHOWN_MESSAGES:
        print(f"… and {len(lines) - _SHOWN_MESSAGES} more", file=sys.stderr)
    return PROBLEMS
