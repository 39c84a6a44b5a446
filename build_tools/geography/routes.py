"""Schematic lines: from stop to stop, bowed where a straight one would touch a place that it is not said to pass."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from build_tools.geography.frame import Frame, fitted
from build_tools.geography.outlines import inside, number, rings
from build_tools.geography.shapes import Point, Shape

_BOWS = (0.0, 0.07, -0.07, 0.12, -0.12, 0.18, -0.18, 0.25, -0.25)
"""How far the middle of a line is bowed, as a share of its length: what comes first is preferred."""
_CLEAR = 18.0
"""How far a line is to keep from places that it is not said to pass, in units of a drawing of 600."""
_STEPS = 24


@dataclass(frozen=True, slots=True)
class Stretch:
    """The line from one stop to the next, in units: a curve with one handle."""

    start: Point
    handle: Point
    end: Point

    def points(self) -> Iterator[Point]:
        """Yield points along the curve, from its start to its end."""
        for step in range(_STEPS + 1):
            share = step / _STEPS
            first, second, third = (1 - share) ** 2, 2 * share * (1 - share), share**2
            yield (
                first * self.start[0] + second * self.handle[0] + third * self.end[0],
                first * self.start[1] + second * self.handle[1] + third * self.end[1],
            )

    def written(self) -> str:
        """Return the curve as SVG path data."""
        start, handle, end = (f"{number(x)} {number(y)}" for x, y in (self.start, self.handle, self.end))
        return f"M{start}Q{handle} {end}"

    def seen(self, frame: Frame) -> list[Point]:
        """Return the points along the curve that lie in a frame, near enough to each other to place words by."""
        dense = [
            (a[0] + (b[0] - a[0]) * part / 8, a[1] + (b[1] - a[1]) * part / 8)
            for a, b in pairwise(self.points())
            for part in range(8)
        ]
        return [point for point in dense if frame.holds(point)]


def bows(stops: Sequence[Point], others: Sequence[Point], countries: Iterable[Shape]) -> tuple[float, ...]:
    """Return how far each stretch from stop to stop is bowed, the same on every map; positions are in degrees.

    It keeps inside the countries of the stops, and clear of other places, as far as a bow can.
    """
    frame = fitted(stops, 600, 600, margin=90)
    placed, beside = [frame.nearest(stop) for stop in stops], [frame.nearest(other) for other in others]
    shown = [list(rings(country, frame)) for country in countries]
    home = [ring for found in shown for ring in found if any(inside(stop, [ring]) for stop in placed)]
    chosen = []
    for start, end in pairwise(placed):
        avoided = [other for other in beside if min(math.dist(other, start), math.dist(other, end)) > _CLEAR / 2]
        tried = [_bowed(start, end, bow) for bow in _BOWS]
        fit = [
            (-_abroad(stretch, frame, home), min(_clearance(stretch, avoided, frame), _CLEAR), -order)
            for order, stretch in enumerate(tried)
        ]
        chosen.append(_BOWS[-max(fit)[2]])
    return tuple(chosen)


def stretches(stops: Sequence[Point], bowed: Sequence[float], frame: Frame) -> list[Stretch]:
    """Return the line through stops, as far as a frame shows it; positions are in units."""
    found = [_bowed(start, end, bow) for (start, end), bow in zip(pairwise(stops), bowed, strict=True)]
    return [stretch for stretch in found if stretch.seen(frame)]


def _bowed(start: Point, end: Point, bow: float) -> Stretch:
    dx, dy = end[0] - start[0], end[1] - start[1]
    middle = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    return Stretch(start, (middle[0] - 2 * bow * dy, middle[1] + 2 * bow * dx), end)


def _abroad(stretch: Stretch, frame: Frame, home: list[list[Point]]) -> int:
    """Return how many points of the line lie outside the countries of its stops."""
    return sum(not inside(point, home) for point in stretch.seen(frame)[3:-3:4]) if home else 0


def _clearance(stretch: Stretch, others: Sequence[Point], frame: Frame) -> float:
    """Return how near the line comes to a place in the frame."""
    seen = stretch.seen(frame)
    return min((math.dist(point, other) for point in seen[::2] for other in others), default=math.inf)
