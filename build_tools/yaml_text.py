"""Texts as YAML has them on one line: plain where that is safe, else in quotation marks."""

from __future__ import annotations

import re

MOST_SHOWN = 12
"""Lines of a file that a message gives at most."""


def yaml_text(text: str) -> str:
    """Return `text` as a YAML scalar on one line."""
    if re.fullmatch(r"[\w][\w ,.’‘“”()/-]*", text) and not re.fullmatch(r"[\d.]+", text) and not text.endswith(" "):
        return text
    return double_quoted(text)


def double_quoted(text: str) -> str:
    """Return a text in double quotation marks, on one line."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def single_quoted(text: str) -> str:
    """Return a text of one line in single quotation marks."""
    doubled = text.replace("'", "''")
    return f"'{doubled}'"


def wrapped(text: str) -> str:
    """Return a text in the quotation marks of YAML that need the least change inside."""
    if "\t" in text:
        return double_quoted(text)
    return single_quoted(text) if '"' in text or "\\" in text else f'"{text}"'
