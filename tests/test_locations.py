"""Places in files and stretches of texts."""

from __future__ import annotations

import pytest

from build_tools.locations import Location, Span, place_of_byte


@pytest.mark.parametrize(
    ("inner", "contained", "overlapping"),
    [
        ((2, 5), True, True),
        ((2, 3), True, True),
        ((4, 5), True, True),
        ((1, 3), False, True),
        ((4, 6), False, True),
        ((1, 6), False, True),
        ((0, 2), False, False),
        ((5, 6), False, False),
    ],
)
def test_spans(inner: tuple[int, int], contained: bool, overlapping: bool) -> None:
    """A span is half-open: it contains itself, and does not share a character with its neighbours."""
    span, other = Span(2, 5), Span(*inner)
    assert span.contains(other) is contained
    assert span.overlaps(other) is overlapping
    assert other.overlaps(span) is overlapping


def test_locations_sort_by_number() -> None:
    """Line 9 stands before line 10."""
    assert sorted([Location("a", 10), Location("a", 9, 2), Location("a", 9)]) == [
        Location("a", 9, 1),
        Location("a", 9, 2),
        Location("a", 10, 1),
    ]


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"\xff", (1, 1)),
        (b"ab\xff", (1, 3)),
        (b"a\n\xff", (2, 1)),
        ("é😀".encode() + b"\xff", (1, 3)),
        (b"a\r\nb\xff", (2, 2)),
    ],
)
def test_place_of_byte(content: bytes, place: tuple[int, int]) -> None:
    """The place of a byte is counted in characters."""
    assert place_of_byte(content, content.index(b"\xff")) == place
