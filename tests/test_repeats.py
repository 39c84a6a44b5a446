"""Lengths of repeats: from each place of a text, how long a stretch stands elsewhere in it too."""

from __future__ import annotations

import random

import pytest

from build_tools.repeats import as_utf16, repeat_lengths


def common(text: str, one: int, other: int) -> int:
    """How many characters two places of a text have in common, counted one by one."""
    length = 0
    while max(one, other) + length < len(text) and text[one + length] == text[other + length]:
        length += 1
    return length


@pytest.mark.parametrize("letters", ["a", "ab", "abc  .", "the valley of water "])
def test_lengths_are_those_counted_one_by_one(letters: str) -> None:
    """At every place stands the most that it has in common with any other place, overlaps among them."""
    draw = random.Random(letters)
    for size in (0, 1, 2, 3, 17, 60, 61, 120):
        text = "".join(draw.choice(letters) for _ in range(size))
        counted = [max((common(text, i, j) for j in range(size) if j != i), default=0) for i in range(size)]
        assert list(repeat_lengths(text)) == counted


def test_long_repeats() -> None:
    """A text that is written twice is as long a repeat as it can be, however far that goes."""
    half = "".join(random.Random(1).choice("the water of a valley") for _ in range(3000))
    lengths = repeat_lengths(f"{half}|{half}")
    assert lengths[0] == len(half)
    assert lengths[len(half) + 1] == len(half)
    assert lengths[len(half) - 1] >= 1


def test_utf16_units() -> None:
    """Offsets are those that browsers count: a character beyond the first plane takes two."""
    assert as_utf16("“Weir” دورن") == "“Weir” دورن"
    assert [len(as_utf16(text)) for text in ("", "a", "🍐", "a🍐b")] == [0, 1, 2, 4]
