"""Texts as YAML has them on one line: plain where that is safe, else in quotation marks."""

from __future__ import annotations

import re

MOST_SHOWN = 12
"""Lines of a file that a message gives at most."""


def yaml_text(text: str) -> str:
    """Return `text` as a YAML scalar on one line."""
    if re.fullmatch(r"[\w][\w ,.’‘“”()/-]*", text) and not re.fullmatch(r"[\d.]+", text) and not text.endswith(" "):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def wrapped(text: str) -> str:
    """Return a text in the quotation marks of YAML that need the least change inside."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'
