"""Characters that no text may hold, and how text found in the world is shown all the same."""

from __future__ import annotations

import re

# C0 and C1 controls but tab and newline, DEL, surrogates, noncharacters, interlinear marks, tags.
_CONTROL = "\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufff9-\ufffb"
_NONCHARACTERS = "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
_TAGS = "\U000e0000-\U000e007f"
# Overrides and isolates reverse what a reviewer reads; the marks 200C-200F, which Arabic and
# Persian need, are not among them.
_BIDI_CONTROLS = "\u202a-\u202e\u2066-\u2069"

FORBIDDEN = re.compile(f"[{_CONTROL}{_NONCHARACTERS}{_TAGS}{_BIDI_CONTROLS}]")
"""Matches a character that contributed data may not hold."""


_NOT_PRINTABLE = re.compile(f"{FORBIDDEN.pattern}|[\ufeff\u2028\u2029]")


LONGEST_LINE = 900
"""Characters of a line of a cure that are shown at most."""


def name_character(character: str) -> str:
    """Return a printable name, e.g. `U+202E`."""
    return f"U+{ord(character):04X}"


def printable(text: str, limit: int = 200) -> str:
    """Return `text` fit for a terminal or log: one line, no control characters, cut at `limit`."""
    shown = _NOT_PRINTABLE.sub(lambda match: f"\\u{{{ord(match[0]):x}}}", text)
    shown = shown.replace("\n", "\\n").replace("\t", "\\t")
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


def is_printable(text: str) -> bool:
    """Whether `printable` shows a text as it is: one line, no control characters. Joiners and such are no fault."""
    return printable(text, len(text)) == text


def quoted(text: str, limit: int = 200) -> str:
    """Return `text` in quotation marks, fit for a message."""
    return f"'{printable(text, limit)}'"
