"""Where something stands: in a file, for people; in a text, for programs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file, as editors show it."""

    path: str
    """POSIX path relative to the root of the corpus."""
    line: int = 1
    """1-based."""
    column: int = 1
    """1-based, in code points."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a text, half-open, counted in code points from 0."""

    start: int
    end: int

    def contains(self, other: Span) -> bool:
        """Whether `other` lies inside this span (both may be equal)."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end


class Cover:
    """Stretches of a text, asked whether one of them holds another stretch."""

    def __init__(self, spans: Iterable[Span]) -> None:
        """Sort the spans; they may overlap."""
        self._starts: list[int] = []
        self._reach: list[int] = []  # the furthest end of all spans that begin there or before
        for span in sorted(spans):
            self._starts.append(span.start)
            self._reach.append(max(span.end, self._reach[-1] if self._reach else 0))

    def holds(self, span: Span) -> bool:
        """Whether the stretch lies wholly inside one of the spans."""
        index = bisect_right(self._starts, span.start) - 1
        return index >= 0 and self._reach[index] >= span.end


def place_of_byte(content: bytes, offset: int) -> tuple[int, int]:
    """Return line and column of a byte of a file that is UTF-8 up to there, 1-based."""
    before = content[:offset]
    return before.count(b"\n") + 1, len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1


KeyPath = tuple[str | int, ...]
"""The way to a value inside a YAML document: keys of mappings and indexes of lists."""


def last_key(keys: KeyPath) -> str:
    """Return the last key of a path, indexes of lists left out; `id` if there is none."""
    return next((str(key) for key in reversed(keys) if isinstance(key, str)), "id")
