"""Repeats: from each place of a text, how long a stretch occurs elsewhere in it too; longer ones stand there once.

Whoever has these lengths for a part of a text can tell whether a quote from that part is unique in all of it, without
the words that were left out.
"""

from __future__ import annotations

from array import array
from itertools import pairwise

_FIRST = 64
"""Characters by which places are put in order at first; most texts have few longer repeats."""


def as_utf16(text: str) -> str:
    """Return the text with each UTF-16 unit as a character of its own: offsets are those of browsers."""
    if not text or max(text) <= "\uffff":
        return text
    return "".join(map(chr, array("H", text.encode("utf-16-le", "surrogatepass"))))


def repeat_lengths(text: str) -> array[int]:
    """Return, for each place, the length of the longest stretch from it that begins at another place as well."""
    size = len(text)
    order = _suffixes(text)
    position = array("L", bytes(array("L").itemsize * size))
    for at, start in enumerate(order):
        position[start] = at
    lengths = array("L", bytes(array("L").itemsize * size))
    common = 0
    # What a place has in common with its neighbour in the order shrinks by one at most from place to place.
    for start in range(size):
        at = position[start]
        if at:
            other = order[at - 1]
            while start + common < size and other + common < size and text[start + common] == text[other + common]:
                common += 1
            lengths[start] = max(lengths[start], common)
            lengths[other] = max(lengths[other], common)
            common = max(0, common - 1)
        else:
            common = 0
    return lengths


def _suffixes(text: str) -> list[int]:
    """Return the places of a text in the order of what begins there, by doubling the length that is compared."""
    size, length = len(text), _FIRST
    order = sorted(range(size), key=lambda start: text[start : start + length])
    rank = [0] * size
    for before, start in pairwise(order):
        is_same = text[before : before + length] == text[start : start + length]
        rank[start] = rank[before] + (not is_same)
    while size and rank[order[-1]] < size - 1:
        keys = [
            rank[start] * (size + 1) + (rank[start + length] + 1 if start + length < size else 0)
            for start in range(size)
        ]
        order.sort(key=keys.__getitem__)
        rank = [0] * size
        for before, start in pairwise(order):
            rank[start] = rank[before] + (keys[before] != keys[start])
        length *= 2
    return order
