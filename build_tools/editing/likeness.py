"""Find words that differ from a text only in marks, dashes, white space, or accents written apart from letters.

Loosely, case and all accents do not count either.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from build_tools.folding import folded

_ALIKE = (
    str.maketrans(dict.fromkeys("“”„‟«»″＂", '"'))
    | str.maketrans(dict.fromkeys("‘’‚‛‹›`´′ʼ", "'"))
    | str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
    | str.maketrans({"…": "..."})
    | str.maketrans(dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", ""))
)
"""Signs that are typed for one another, and those that nobody sees."""


def _close(character: str) -> str:
    """Return a character as it is compared: no white space, marks, dashes and accents written in one way."""
    return "" if character.isspace() else unicodedata.normalize("NFD", character.translate(_ALIKE))


@lru_cache(maxsize=65_536)
def _loose(character: str) -> str:
    """Likewise, without case and accents."""
    return folded(character.translate(_ALIKE)).strip()


@dataclass(frozen=True, slots=True)
class Alike:
    """A text without what does not count, and where each of its characters comes from."""

    text: str
    folded: str
    origins: tuple[int, ...]
    """Offset in `text` of each character of `folded`."""
    plain: Callable[[str], str] = _close
    """What is compared of a character."""

    def places(self, words: str) -> list[tuple[int, int]]:
        """Return every stretch of the text that is alike to words, as offsets of its begin and end."""
        wanted = "".join(map(self.plain, words))
        found: list[tuple[int, int]] = []
        at = self.folded.find(wanted) if wanted else -1
        while at >= 0:
            last = at + len(wanted) - 1
            # A character that became several is taken whole or not at all.
            whole = at == 0 or self.origins[at - 1] != self.origins[at]
            whole = whole and (last + 1 == len(self.origins) or self.origins[last + 1] != self.origins[last])
            if whole:
                found.append((self.origins[at], self.origins[last] + 1))
            at = self.folded.find(wanted, at + 1)
        return found


def alike(text: str, *, loosely: bool = False) -> Alike:
    """Prepare a text to be searched; `loosely`, case and accents do not count."""
    plain = _loose if loosely else _close
    parts, origins = [], []
    for offset, character in enumerate(text):
        part = plain(character)
        parts.append(part)
        origins += [offset] * len(part)
    return Alike(text, "".join(parts), tuple(origins), plain)
