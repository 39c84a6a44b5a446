"""Find words that differ from a text only in marks, dashes, white space, or accents written apart from letters."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

_ALIKE = (
    str.maketrans(dict.fromkeys("“”„‟«»″", '"'))
    | str.maketrans(dict.fromkeys("‘’‚‛`´′ʼ", "'"))
    | str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
    | str.maketrans({"…": "..."})
    | str.maketrans(dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", ""))
)
"""Signs that are typed for one another, and those that nobody sees."""


@dataclass(frozen=True, slots=True)
class Alike:
    """A text without what does not count, and where each of its characters comes from."""

    text: str
    folded: str
    origins: tuple[int, ...]
    """Offset in `text` of each character of `folded`."""

    def places(self, words: str) -> list[tuple[int, int]]:
        """Return every stretch of the text that is alike to words, as offsets of its begin and end."""
        wanted = fold(words)
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


def fold(text: str) -> str:
    """Return a text without white space, its marks, dashes and accents written in one way."""
    return "".join(_folded(character) for character in text)


def alike(text: str) -> Alike:
    """Prepare a text to be searched."""
    parts, origins = [], []
    for offset, character in enumerate(text):
        folded = _folded(character)
        parts.append(folded)
        origins += [offset] * len(folded)
    return Alike(text, "".join(parts), tuple(origins))


def _folded(character: str) -> str:
    if character.isspace():
        return ""
    return unicodedata.normalize("NFD", character.translate(_ALIKE))
