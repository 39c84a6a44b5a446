"""Match what two passes marked, one to one, by where it stands.

Matching is greedy: of all candidates the best pair is taken, then the best of what is left, and so on. Ties
are broken by the order of the units, in a way that does not depend on which pass is called A. Candidates are
found by one sweep over the source, so the work grows with the units and the pairs of them that overlap.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Any, Generic, Protocol, TypeVar

from build_tools.locations import Span

Order = tuple[Any, ...]
"""Sorts the units of a source; no two units of a pass share one."""


class Unit(Protocol):
    """Something that a pass marked in a source."""

    @property
    def span(self) -> Span:
        """Where it stands, in code points of the raw file."""
        ...

    @property
    def order(self) -> Order:
        """Its place among the units of its pass."""
        ...


U = TypeVar("U", bound=Unit)
U_co = TypeVar("U_co", bound=Unit, covariant=True)
Rank = tuple[Any, ...]
"""The better a pair, the smaller."""


@dataclass(frozen=True)
class Matched(Generic[U_co]):
    """Units of two passes, one to one as far as they match. Each list is in order of places."""

    pairs: tuple[tuple[U_co, U_co], ...]
    """The unit of A, then that of B."""
    only_a: tuple[U_co, ...]
    only_b: tuple[U_co, ...]


def overlap(one: Span, other: Span) -> float:
    """Return intersection over union of two spans, in code points: 1 for equal ones, 0 for separate ones."""
    shared = max(0, min(one.end, other.end) - max(one.start, other.start))
    return shared / (one.end - one.start + other.end - other.start - shared)


def overlapping(a: Sequence[U], b: Sequence[U]) -> Iterator[tuple[U, U]]:
    """Yield every pair of a unit of A and one of B that share a code point."""
    events = sorted([(u.span.start, 0, n) for n, u in enumerate(a)] + [(u.span.start, 1, n) for n, u in enumerate(b)])
    # Units of each side that have begun and not ended, the first to end on top.
    open_units: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    for start, side, number in events:
        others = open_units[1 - side]
        while others and others[0][0] <= start:
            heappop(others)
        for _, other in others:
            yield (a[number], b[other]) if side == 0 else (a[other], b[number])
        heappush(open_units[side], ((a, b)[side][number].span.end, number))


def match(a: Sequence[U], b: Sequence[U], rank: Callable[[U, U], Rank | None]) -> Matched[U]:
    """Match overlapping units one to one, greedily by `rank`; pairs for which it gives None are no candidates."""
    candidates = []
    for one, other in overlapping(a, b):
        found = rank(one, other)
        if found is not None:
            low, high = sorted((one.order, other.order))
            candidates.append((found, low, high, one, other))
    candidates.sort(key=lambda candidate: candidate[:3])
    free_a, free_b = {u.order: u for u in a}, {u.order: u for u in b}
    pairs = []
    for *_, one, other in candidates:
        if one.order in free_a and other.order in free_b:
            del free_a[one.order], free_b[other.order]
            pairs.append((one, other))
    return Matched(
        pairs=tuple(sorted(pairs, key=lambda pair: sorted((pair[0].order, pair[1].order)))),
        only_a=tuple(free_a[order] for order in sorted(free_a)),
        only_b=tuple(free_b[order] for order in sorted(free_b)),
    )
