"""Scripts: which systems of writing the letters of a text belong to."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import lru_cache

_LETTERS = frozenset(("Lu", "Ll", "Lt", "Lo"))
_TWO_WORDS = frozenset(("OLD", "NEW", "TAI", "MEETEI", "PHAGS", "SYLOTI", "OL", "SORA", "PAU", "WARANG"))
"""First words of the names of scripts that have two."""
_SHARE = 0.1
"""Of the letters of a text, that make a script one that it is written in: less is quoted in it."""


@lru_cache(maxsize=16_384)
def script_of(character: str) -> str:
    """Return the script of a letter, such as `latin`, `arabic` or `han`; "" for what is no letter.

    It is the first word of the letter's name in Unicode, so that no table has to be kept; shapes that stand for a
    letter, as those of double width, count as that letter.
    """
    plain = unicodedata.normalize("NFKD", character)[:1]
    if unicodedata.category(plain) not in _LETTERS:
        return ""
    first, *more = unicodedata.name(plain, "").split(" ")
    if first == "CJK":
        return "han"
    return f"{first} {more[0]}".lower() if first in _TWO_WORDS and more else first.lower()


def scripts_of(text: str) -> frozenset[str]:
    """Return every script that a text has a letter of."""
    return frozenset(script_of(character) for character in set(text)) - {""}


def main_scripts(text: str) -> frozenset[str]:
    """Return the scripts that a text is written in: each has a tenth of its letters at least."""
    letters: Counter[str] = Counter()
    for character, count in Counter(text).items():
        letters[script_of(character)] += count
    del letters[""]
    total = sum(letters.values())
    return frozenset(script for script, count in letters.items() if count >= _SHARE * total)
