"""What stands in the way of a new text: its encoding, its characters, or that it is there already."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from build_tools.characters import FORBIDDEN, name_character
from build_tools.locations import place_of_byte
from build_tools.mentions import WORD

_ODD = re.compile(f"{FORBIDDEN.pattern}|(?<!^)\ufeff")
"""What no text may hold; a byte-order mark only at its beginning: inside, YAML could not quote it."""
_RUN = 5
"""Words in a row by which texts are compared."""
_ALIKE = 0.5
"""Share of such runs that two texts have in common, of all that either has, from which they are nearly the same."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Why something is not done."""

    message: str
    """Begins with the place, where there is one."""
    cure: str


def fault_of(content: bytes, shown: str) -> Refused | None:
    """Return what makes the bytes no text that can be a source; `shown` names the file."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line, column = place_of_byte(content, error.start)
        return Refused(
            f"{shown}:{line}:{column}: a source must be UTF-8; byte 0x{content[error.start]:02x} is not",
            "save the text as UTF-8 and try again",
        )
    # Line ends of every system are kept as they are; alone among control characters they are expected.
    match = _ODD.search(text.replace("\r", "\n"))
    if match:
        line = text.count("\n", 0, match.start()) + 1
        column = match.start() - text.rfind("\n", 0, match.start())
        return Refused(
            f"{shown}:{line}:{column}: a source must not hold the invisible character {name_character(match[0])}",
            "delete it before the text is added; it may have come along with copied text",
        )
    if not any(map(str.isalnum, text)):
        return Refused(f"{shown}:1:1: a source must have words; this text has none", "give the file of an article")
    return None


def remarks_on(content: bytes) -> Iterator[str]:
    """Yield what is kept though it looks odd, for people who wonder."""
    text = content.decode("utf-8")
    if text.startswith("\ufeff"):
        yield "begins with a byte-order mark: it is kept, and no quote has it"
    if "\r" in text:
        yield "has line ends of Windows or old Macs: they are kept; quotes match over any line end"


def same_text(content: bytes, seeds: Mapping[str, bytes]) -> str:
    """Return the name of the file with the same bytes, or ""."""
    digest = hashlib.sha256(content).digest()
    return next((name for name, other in sorted(seeds.items()) if hashlib.sha256(other).digest() == digest), "")


def nearly_same_text(text: str, others: Mapping[str, str]) -> tuple[str, float]:
    """Return the text that is most like this one and how much of both they share (0 to 1), or "" if none is near."""
    mine, best = _runs(text), ("", 0.0)
    for name, other in sorted(others.items()):
        theirs = _runs(other)
        share = len(mine & theirs) / len(mine | theirs) if mine or theirs else 0.0
        if share >= _ALIKE and share > best[1]:
            best = name, share
    return best


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = re.findall(WORD, text.casefold())
    return frozenset(tuple(words[start : start + _RUN]) for start in range(max(1, len(words) - _RUN + 1)))
