"""Frame: the piece of the earth that a map shows, and where a point of it lies on the drawing.

The projection is equirectangular, true to scale along the parallel through the middle: a straight grid, right for small
pieces and readable for large ones.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from build_tools.geography.shapes import Point

KM_PER_DEGREE = 111.32
"""Kilometres in a degree of latitude, about."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle of a drawing, in its units, around a point of the earth."""

    lon: float
    lat: float
    """The middle."""
    scale: float
    """Units in a degree of latitude."""
    width: int
    height: int

    @property
    def stretch(self) -> float:
        """Length of a degree of longitude, as a share of one of latitude, in the middle."""
        return math.cos(math.radians(self.lat))

    def at(self, point: Point, turn: int = 0) -> Point:
        """Return the position of a point in units, from the left and from above; `turn` is added to its longitude."""
        x = (point[0] + turn - self.lon) * self.stretch * self.scale + self.width / 2
        return x, (self.lat - point[1]) * self.scale + self.height / 2

    def nearest(self, point: Point) -> Point:
        """Return the position of a point by the shorter way around the earth."""
        return self.at(point, round((self.lon - point[0]) / 360) * 360)

    def holds(self, position: Point, margin: float = 0) -> bool:
        """Whether a position lies in the frame, that far from its edges."""
        x, y = position
        return margin <= x <= self.width - margin and margin <= y <= self.height - margin

    @property
    def km(self) -> float:
        """Units in a kilometre along the middle."""
        return self.scale / KM_PER_DEGREE

    def scale_bar(self, longest: float) -> tuple[int, float]:
        """Return a round number of kilometres and its length in units, at most `longest`."""
        most = longest / self.km
        power = 10 ** max(0, math.floor(math.log10(most))) if most >= 1 else 1
        km = max((step * power for step in (1, 2, 5) if step * power <= most), default=1)
        return km, round(km * self.km, 1)


def fitted(points: Sequence[Point], width: int, height: int, *, margin: float, least_km: float = 60) -> Frame:
    """Return the frame that holds some points, that far from its edges, and is not smaller than some kilometres."""
    lons = _together([point[0] for point in points])
    lats = [point[1] for point in points]
    lon, lat = (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2
    stretch = max(math.cos(math.radians(lat)), 0.05)
    inner_width, inner_height = width - 2 * margin, height - 2 * margin
    least = least_km / KM_PER_DEGREE
    scale = min(
        inner_width / max((max(lons) - min(lons)) * stretch, least),
        inner_height / max(max(lats) - min(lats), least),
    )
    return Frame((lon + 180) % 360 - 180, lat, scale, width, height)


def _together(lons: Sequence[float]) -> list[float]:
    """Return longitudes as they lie closest together: the widest gap between them is left out."""
    ring = sorted(set(lons))
    gaps = [(after - before, number) for number, (before, after) in enumerate(pairwise(ring), 1)]
    widest, first = max(gaps, default=(0.0, 0))
    start = ring[first] if widest > ring[0] + 360 - ring[-1] else ring[0]
    return [lon if lon >= start else lon + 360 for lon in lons]


def distance_km(one: Point, other: Point) -> float:
    """Return the distance of two points along the surface, in kilometres."""
    lon1, lat1, lon2, lat2 = (math.radians(part) for part in (*one, *other))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371 * math.asin(min(1, math.sqrt(half)))


def dense_part(points: Sequence[Point], *, gap: float = 1.7) -> tuple[int, ...]:
    """Return which points lie together: at least half of them, up to the widest gap in their distances.

    Distances are taken from the point that has the smallest sum of them to all others. A gap is one distance as a
    multiple of the one before; where none is as wide as `gap`, all points lie together.
    """
    if len(points) < 4:
        return tuple(range(len(points)))
    sums = [(sum(math.sqrt(distance_km(one, other)) for other in points), n) for n, one in enumerate(points)]
    middle = points[min(sums)[1]]
    order = sorted((distance_km(middle, point), number) for number, point in enumerate(points))
    half = len(points) // 2
    gaps = [(order[n + 1][0] / max(order[n][0], 1.0), -n) for n in range(half, len(points) - 1)]
    if not gaps or max(gaps)[0] < gap:
        return tuple(range(len(points)))
    last = -max(gaps)[1]
    return tuple(sorted(number for _, number in order[: last + 1]))
