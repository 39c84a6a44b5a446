"""The corpus that a new folder begins with: a small invented example, under the title that was chosen."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

from build_tools.characters import is_printable
from build_tools.starter.tool_files import File, ToolPage

EXAMPLE = Path(__file__).resolve().with_name("files")
DEFAULT_TITLE = "A new corpus"
_LONGEST_TITLE = 120
_MARKDOWN = re.compile(r"([\\`*_\[\]<>&#])")


class TitleRefused(Exception):
    """The title cannot be one; the message says why."""


def example_files(title: str, pages: Iterable[ToolPage]) -> dict[str, File]:
    """Return the files of the example by path, POSIX, with the title and the tool's pages filled in.

    Raises `TitleRefused`.
    """
    is_visible = any(character.isprintable() and not character.isspace() for character in title)
    if not is_visible or len(title) > _LONGEST_TITLE or not is_printable(title):
        raise TitleRefused(f"the title must be one line of 1 to {_LONGEST_TITLE} visible characters")
    entries = _menu(pages)
    files = {}
    for path in sorted(path for path in EXAMPLE.rglob("*") if path.is_file()):
        text = path.read_text("utf-8").replace('"@TITLE@"', _quoted(title))
        text = text.replace("@TITLE@", _MARKDOWN.sub(r"\\\1", title)).replace("      - '@TOOL PAGES@'\n", entries)
        files[path.relative_to(EXAMPLE).as_posix()] = File(text.encode("utf-8"))
    return files


def _menu(pages: Iterable[ToolPage]) -> str:
    """Return the entries of pages in a section of `nav`: group by group, then those without one."""
    groups: dict[str, list[ToolPage]] = {}
    for page in sorted(pages, key=lambda page: (not page.group, page.group, page.path)):
        groups.setdefault(page.group, []).append(page)
    lines = []
    for group, members in groups.items():
        lines += [f"      - {_quoted(group)}:"] if group else []
        lines += [f"{' ' * (10 if group else 6)}- {_quoted(page.title)}: {page.path}" for page in members]
    return "".join(f"{line}\n" for line in lines)


def _quoted(text: str) -> str:
    """Return a text as YAML has it between double quotation marks: every string of JSON is one."""
    return json.dumps(text, ensure_ascii=False)
