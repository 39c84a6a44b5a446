"""Scales of drawings: from numbers and days to positions in per cent of the width, with ticks that readers know.

Drawings are SVG without a view box: positions are per cent, so that text and marks keep their size at any width.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

_TICKS = 5
_LOG_FROM = 60
"""From this ratio of the largest to the smallest number on, a scale is logarithmic."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of a scale."""

    position: float
    """Per cent of the width."""
    value: Decimal
    """The number, or the ordinal of the day."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Positions between two margins, linear or logarithmic."""

    low: float
    """Number at the left margin."""
    high: float
    """Number at the right margin; larger than `low`."""
    logarithmic: bool = False
    margin: float = 4.0
    """Per cent of the width left free at each side."""

    def at(self, value: Decimal | float) -> float:
        """Return the position of a number in per cent of the width; one beyond the ends stands at the end."""
        number = min(max(float(value), self.low), self.high)
        if self.logarithmic:
            share = math.log(number / self.low) / math.log(self.high / self.low)
        else:
            share = (number - self.low) / (self.high - self.low)
        return round(self.margin + share * (100 - 2 * self.margin), 2)

    def ticks(self) -> tuple[Tick, ...]:
        """Return about five round numbers on the scale."""
        values = _powers(self.low, self.high) if self.logarithmic else _steps(self.low, self.high)
        return tuple(Tick(self.at(value), value) for value in values)


def number_scale(values: Iterable[Decimal]) -> Scale:
    """Return a scale that holds some numbers: from zero if they are near it, logarithmic if they lie far apart."""
    numbers = sorted(float(value) for value in values)
    low, high = numbers[0], numbers[-1]
    if low > 0 and high / low >= _LOG_FROM:
        return Scale(10 ** math.floor(math.log10(low)), 10 ** math.ceil(math.log10(high)), logarithmic=True)
    room = (high - low) * 0.15 or abs(high) * 0.15 or 1.0
    floor = 0.0 if 0 <= low <= 0.5 * high else low - room
    return Scale(floor, high + room)


def time_scale(first: dt.date, last: dt.date) -> Scale:
    """Return a scale of days, by their ordinals, with a day of room at each end."""
    return Scale(first.toordinal() - 1, last.toordinal() + 1)


def _steps(low: float, high: float) -> list[Decimal]:
    raw = (high - low) / _TICKS
    power = Decimal(10) ** math.floor(math.log10(raw))
    step = next(power * factor for factor in (1, 2, 5, 10) if float(power * factor) >= raw)
    first = math.ceil(low / float(step))
    return [step * n for n in range(first, math.floor(high / float(step)) + 1)]


def _powers(low: float, high: float) -> list[Decimal]:
    first, last = math.ceil(math.log10(low)), math.floor(math.log10(high))
    every = max(1, math.ceil((last - first) / _TICKS))
    return [Decimal(10) ** n for n in range(first, last + 1, every)]


def year_ticks(scale: Scale) -> tuple[Tick, ...]:
    """Return the first days of years on a scale of days, at most a dozen of them."""
    first, last = dt.date.fromordinal(math.ceil(scale.low)), dt.date.fromordinal(math.floor(scale.high))
    years = [year for year in range(first.year, last.year + 1) if dt.date(year, 1, 1) >= first]
    every = max(1, math.ceil(len(years) / 12))
    days = [dt.date(year, 1, 1).toordinal() for year in years if year % every == 0]
    return tuple(Tick(scale.at(day), Decimal(day)) for day in days)


def month_ticks(scale: Scale) -> tuple[Tick, ...]:
    """Return the first days of months on a scale of days, at most a dozen of them."""
    first, last = dt.date.fromordinal(math.ceil(scale.low)), dt.date.fromordinal(math.floor(scale.high))
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    days = [dt.date(month // 12, month % 12 + 1, 1) for month in months]
    if len(days) > 12 * 12:
        return year_ticks(scale)
    every = next(step for step in (1, 2, 3, 4, 6, 12) if len(days) <= 12 * step)
    kept = [day.toordinal() for day in days if day >= first and (day.month - 1) % every == 0]
    return tuple(Tick(scale.at(day), Decimal(day)) for day in kept)


def day_ticks(scale: Scale, most: int = 8) -> tuple[Tick, ...]:
    """Return days on a scale of days, evenly apart, at most `most` of them, the first one among them."""
    first, last = math.ceil(scale.low) + 1, math.floor(scale.high) - 1  # without the room at the ends
    every = max(1, math.ceil((last - first + 1) / most))
    return tuple(Tick(scale.at(day), Decimal(day)) for day in range(first, last + 1, every))
