"""The corpus that a new folder begins with: a small invented example, under the title that was chosen."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

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
    if not title.strip() or len(title) > _LONGEST_TITLE or not title.isprintable():
        raise TitleRefused(f"the title must be one line of 1 to {_LONGEST_TITLE} visible characters")
    entries = "".join(f"      - {_quoted(page.title)}: {page.path}\n" for page in pages)
    files = {}
    for path in sorted(path for path in EXAMPLE.rglob("*") if path.is_file()):
        text = path.read_text("utf-8").replace('"@TITLE@"', _quoted(title))
        text = text.replace("@TITLE@", _MARKDOWN.sub(r"\\\1", title)).replace("      - '@TOOL PAGES@'\n", entries)
        files[path.relative_to(EXAMPLE).as_posix()] = File(text.encode("utf-8"))
    return files


def _quoted(text: str) -> str:
    """Return a text as YAML has it between double quotation marks: every string of JSON is one."""
    return json.dumps(text, ensure_ascii=False)
