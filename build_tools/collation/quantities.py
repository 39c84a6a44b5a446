"""Quantities: a stated number as an interval with its hedge, and a stated time as the days that it may mean."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from build_tools.dates import parse_date
from build_tools.records import Figure

T = TypeVar("T")

APPROXIMATE = frozenset({"about", "some"})
"""Qualifiers that put a number near the one named, on either side."""
UPWARDS = frozenset({"over", "at-least"})
DOWNWARDS = frozenset({"nearly", "under", "up-to"})
_OPEN = frozenset({"over", "nearly", "under"})
"""Qualifiers that leave out the number itself."""


@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers that a figure may mean. An end that is not known is None: the interval is unbounded there."""

    lower: Decimal | None
    upper: Decimal | None
    lower_open: bool = False
    """Whether the lower end itself is left out."""
    upper_open: bool = False
    approximate: bool = False
    """Whether its ends are named loosely: then a number a little outside them may be meant too."""

    @property
    def empty(self) -> bool:
        """Whether no number lies in it."""
        if self.lower is None or self.upper is None:
            return False
        return self.lower > self.upper or (self.lower == self.upper and (self.lower_open or self.upper_open))


def interval_of(figure: Figure) -> Interval | None:
    """Return the numbers that a figure may mean, or None where it is given in words alone.

    No qualifier or `exactly`: the number itself. `over`: more than it; `at-least`: it or more. `nearly`, `under`: less
    than it, how much less is not said; `up-to`: it or less. `about`, `some`: the number, approximate. A range has both
    its ends, or only the one that is given; a qualifier can leave that end out or make a range approximate.
    """
    qualifier = figure.qualifier or ""
    lower, upper = figure.low, figure.high
    if figure.value is not None:
        lower = None if qualifier in DOWNWARDS else figure.value
        upper = None if qualifier in UPWARDS else figure.value
    elif lower is None and upper is None:
        return None
    one_end = lower is None or upper is None
    return Interval(
        lower,
        upper,
        lower_open=one_end and lower is not None and qualifier in _OPEN,
        upper_open=one_end and upper is not None and qualifier in _OPEN,
        approximate=qualifier in APPROXIMATE,
    )


def common(intervals: Iterable[Interval]) -> Interval | None:
    """Return the numbers that lie in every one of some intervals; None if there is no such number."""
    lower = upper = None
    lower_open = upper_open = approximate = False
    for interval in intervals:
        approximate |= interval.approximate
        if interval.lower is not None and (lower is None or interval.lower >= lower):
            lower_open = interval.lower_open or (interval.lower == lower and lower_open)
            lower = interval.lower
        if interval.upper is not None and (upper is None or interval.upper <= upper):
            upper_open = interval.upper_open or (interval.upper == upper and upper_open)
            upper = interval.upper
    found = Interval(lower, upper, lower_open, upper_open, approximate)
    return None if found.empty else found


def oppose(qualifiers: Iterable[str]) -> bool:
    """Return whether some of the qualifiers say more and others less."""
    given = set(qualifiers)
    return bool(given & UPWARDS) and bool(given & DOWNWARDS)


def days(date: str) -> tuple[dt.date, dt.date]:
    """Return the earliest and the latest day that an EDTF date may mean."""
    parsed = parse_date(date)
    return parsed.start, parsed.end


def coinciding(items: Iterable[T], date_of: Callable[[T], str]) -> tuple[tuple[T, ...], ...]:
    """Put what has a day in common together: groups in order of time, each with one day that all its dates may mean.

    Dates are EDTF. One that could stand in two groups is put into the earlier. Within a group the order stays. Takes
    n log n steps.
    """
    dated = sorted(((*days(date_of(item)), at, item) for at, item in enumerate(items)), key=lambda found: found[:3])
    groups: list[list[tuple[int, T]]] = []
    latest = dt.date.min
    for start, end, at, item in dated:
        if groups and start <= latest:
            latest = min(latest, end)
            groups[-1].append((at, item))
        else:
            latest = end
            groups.append([(at, item)])
    return tuple(tuple(item for _, item in sorted(group, key=lambda found: found[0])) for group in groups)


def may_grow(earlier: Interval, later: Interval) -> bool:
    """Return whether a count may have gone from one figure to a later one without falling.

    Hedges are not weighed to the last unit: the same number with another hedge may be a growth.
    """
    return earlier.lower is None or later.upper is None or later.upper >= earlier.lower
