"""Shapes: outlines of countries and places in degrees, and which belong to the places of a corpus."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

Point = tuple[float, float]
"""Degrees east and north, WGS 84."""


@dataclass(frozen=True, slots=True, eq=False)
class Ring:
    """A closed line; its first point may or may not stand again at the end."""

    points: tuple[Point, ...]
    west: float
    south: float
    east: float
    north: float

    @classmethod
    def of(cls, points: tuple[Point, ...]) -> Ring:
        """Return the ring of some points, with how far it reaches."""
        lons, lats = zip(*points, strict=True)
        return cls(points, min(lons), min(lats), max(lons), max(lats))


Polygon = tuple[Ring, ...]
"""An outer ring, then the holes in it."""
Shape = tuple[Polygon, ...]

WORLD = Path(__file__).with_name("countries.topojson")
"""Natural Earth at 1:50 million, thinned; see ORIGIN.txt beside it."""


@dataclass(frozen=True, slots=True)
class Credit:
    """Where the shapes of a file come from."""

    file: str
    shows: str
    basis: str
    licence: str
    licence_url: str


@dataclass(frozen=True, slots=True)
class Shapes:
    """The outlines that a corpus brings along."""

    places: Mapping[str, Shape] = field(default_factory=lambda: MappingProxyType({}))
    """By id of the place."""
    finer: Mapping[str, Shape] = field(default_factory=lambda: MappingProxyType({}))
    """Countries by ISO code, in the place of the tool's."""
    country_of: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """ISO code of the places that are countries, by id."""
    credits: tuple[Credit, ...] = ()

    def outline(self, place_id: str) -> Shape:
        """Return the outline of a place; empty where none is known."""
        if place_id in self.places:
            return self.places[place_id]
        return self.countries().get(self.country_of.get(place_id, ""), ())

    def countries(self) -> Mapping[str, Shape]:
        """Return every country, the finer outline of each that has one, by ISO code or `-` and a number."""
        return {**world(), **self.finer} if self.finer else world()


@lru_cache(maxsize=1)
def world() -> Mapping[str, Shape]:
    """Return the tool's outlines of countries: by ISO 3166-1 code, without one by `-` and a number."""
    topology = json.loads(WORLD.read_text("utf-8"))
    arcs = [_arc(arc, topology["transform"]) for arc in topology["arcs"]]
    return MappingProxyType(
        {
            country.get("id", f"-{number}"): tuple(
                tuple(_ring(indexes, arcs) for indexes in polygon) for polygon in country["arcs"]
            )
            for number, country in enumerate(topology["objects"]["countries"]["geometries"])
        }
    )


def is_country(code: str) -> bool:
    """Whether a text is the ISO 3166-1 code of a country whose outline the tool has."""
    return code in world() and not code.startswith("-")


def _arc(steps: list[list[int]], transform: Mapping[str, list[float]]) -> tuple[Point, ...]:
    """Return the points of a line that is written as steps of a grid."""
    (scale_x, scale_y), (start_x, start_y) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for step_x, step_y in steps:
        x, y = x + step_x, y + step_y
        points.append((round(x * scale_x + start_x, 6), round(y * scale_y + start_y, 6)))
    return tuple(points)


def _ring(indexes: list[int], arcs: list[tuple[Point, ...]]) -> Ring:
    """Return a ring from its lines; `~index` is the line backwards."""
    points: list[Point] = []
    for index in indexes:
        line = arcs[index] if index >= 0 else arcs[~index][::-1]
        points += line[1:] if points else line
    return Ring.of(_unbroken(points))


def _unbroken(points: list[Point]) -> tuple[Point, ...]:
    """Return a ring without a jump where it crosses the 180th meridian; one around a pole is closed by way of it."""
    turn = 0
    found = [points[0]]
    for (before, _), (lon, lat) in pairwise(points):
        turn += 360 if lon - before < -180 else -360 if lon - before > 180 else 0
        found.append((lon + turn, lat))
    if turn:
        pole = -90.0 if found[0][1] < 0 else 90.0
        found += [(found[-1][0], pole), (found[0][0], pole)]
    return tuple(found)
