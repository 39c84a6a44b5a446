"""Pages of rules: why each exists, with an example that fails, its message, and the same one mended.

One YAML file a rule, beside this module, named after it. An example is laid over the small corpus in `base.yml`.
The message is the one that the check gives, kept in the file and held to by a test: pages and `explain` need no check.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from build_tools.rules import RULES, Rule

FOLDER = Path(__file__).parent

Files = dict[str, Any]
"""Content by path: a text; `{text, encoding}`; `{link}`, a symbolic link to that path; or None for no file."""


@dataclass(frozen=True, slots=True)
class ExampleFile:
    """A file of an example, as it is shown."""

    path: str
    text: str
    """Its content; "" where there is none to show."""
    note: str
    """What its content does not show: its encoding, or that it is a link or not there; or ""."""
    marked: frozenset[int]
    """Lines that the message names, counted from 1."""


@dataclass(frozen=True, slots=True)
class RulePage:
    """What is told of a rule beside its meaning and its cure."""

    rule: Rule
    why: str
    """Markdown: why the rule exists."""
    related: tuple[str, ...]
    """Ids of rules."""
    fails: Files
    passes: Files
    message: str
    """What the check prints for the example that fails, in the form for terminals."""
    completeness: bool
    """Whether it is the check with `--completeness` that reports it."""
    without_example: str
    """Why there is no example, or ""."""

    def failing(self) -> tuple[ExampleFile, ...]:
        """Return the files of the example that fails."""
        return tuple(_shown(path, value, self.message) for path, value in self.fails.items())

    def passing(self) -> tuple[ExampleFile, ...]:
        """Return the files of the example that passes."""
        return tuple(_shown(path, value, "") for path, value in self.passes.items())


@cache
def base_files() -> Files:
    """Return the corpus that every example is laid over."""
    return dict(_read("base")["files"])


@cache
def rule_page(rule: str) -> RulePage:
    """Return the page of a rule. Raises FileNotFoundError if nobody wrote it, KeyError if there is no such rule."""
    content = _read(rule)
    return RulePage(
        rule=RULES[rule],
        why=" ".join(content["why"].split()),
        related=tuple(content.get("related") or ()),
        fails=dict(content.get("fails") or {}),
        passes=dict(content.get("passes") or {}),
        message=str(content.get("message") or "").rstrip("\n"),
        completeness=bool(content.get("completeness")),
        without_example=str(content.get("without_example") or ""),
    )


def _read(name: str) -> dict[str, Any]:
    # Our own files: the loader of PyYAML is enough for them, and knows the escapes that examples need.
    content = yaml.safe_load((FOLDER / f"{name}.yml").read_text("utf-8"))
    assert isinstance(content, dict), name
    return content


def _shown(path: str, value: Any, message: str) -> ExampleFile:
    """Return a file as it is shown, with the lines that a message names."""
    lines = re.findall(rf"^{re.escape(path)}:(\d+):\d+: ", message, re.MULTILINE)
    marked = frozenset(int(line) for line in lines)
    if value is None:
        return ExampleFile(path, "", "This file is not there.", frozenset())
    if isinstance(value, str):
        return ExampleFile(path, value.rstrip("\n"), "" if value.strip() else "This file is empty.", marked)
    if "link" in value:
        return ExampleFile(path, "", f"This is a symbolic link to {value['link']}.", frozenset())
    return ExampleFile(path, value["text"].rstrip("\n"), f"Saved in the encoding {value['encoding']}.", marked)
