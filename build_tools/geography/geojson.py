"""Read the outlines of a GeoJSON file: polygons, each of a place or a country."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat
from typing import Any, NoReturn

from build_tools.characters import quoted
from build_tools.geography.shapes import Point, Polygon, Ring, Shape

MAX_BYTES = 2 * 1024 * 1024
"""Size of a file at most."""
MAX_POINTS = 60_000
"""Points of a file at most."""


@dataclass(frozen=True, slots=True)
class Feature:
    """An outline, and what it is the outline of: an id of a place, or an ISO code of a country."""

    place: str
    country: str
    shape: Shape
    line: int
    """1-based line on which it begins."""


class GeoJsonFault(Exception):
    """What is wrong with a file, on which line and in which column, both counted from 1, and the cure."""

    def __init__(self, message: str, line: int = 1, column: int = 1, cure: str = "") -> None:
        super().__init__(message)
        self.message, self.line, self.column, self.cure = message, line, column, cure


def read_geojson(content: bytes) -> tuple[Feature, ...]:
    """Return the features of a file. Raises `GeoJsonFault` at the first thing that is not as it must be."""
    if len(content) > MAX_BYTES:
        raise GeoJsonFault(f"must have at most {MAX_BYTES:,} bytes")
    try:
        text = content.decode("utf-8-sig")
        data = json.loads(text, parse_constant=_no_constant)
    except UnicodeDecodeError:
        raise GeoJsonFault("must be UTF-8") from None
    except json.JSONDecodeError as error:
        raise GeoJsonFault(f"must be JSON: {error.msg}", error.lineno, error.colno) from None
    except (ValueError, RecursionError):  # numbers of thousands of digits, or a thousand brackets
        raise GeoJsonFault("must be JSON with ordinary numbers, not too deep") from None
    if (
        not isinstance(data, dict)
        or data.get("type") != "FeatureCollection"
        or not isinstance(data.get("features"), list)
    ):
        raise GeoJsonFault("must be a FeatureCollection with a list of features")
    features, points = [], 0
    for item, line in zip(data["features"], _lines(text), strict=False):
        feature = _feature(item, line)
        points += sum(len(ring.points) for polygon in feature.shape for ring in polygon)
        if points > MAX_POINTS:
            raise GeoJsonFault(f"must have at most {MAX_POINTS:,} points", line)
        features.append(feature)
    if not features:
        raise GeoJsonFault("must have at least one feature")
    return tuple(features)


def _lines(text: str) -> Iterator[int]:
    """Yield the line on which each feature begins, as far as the text has marks of features; then 1 for ever."""
    line, position = 1, 0
    for found in re.finditer(r'"Feature"', text):
        line += text.count("\n", position, found.start())
        position = found.start()
        yield line
    yield from repeat(1)


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _feature(item: Any, line: int) -> Feature:
    if not isinstance(item, dict) or item.get("type") != "Feature":
        raise GeoJsonFault("each item of 'features' must be a Feature", line)
    properties, geometry = (
        part if isinstance(part, dict) else {} for part in map(item.get, ("properties", "geometry"))
    )
    if set(properties) not in ({"place"}, {"country"}) or not all(isinstance(v, str) for v in properties.values()):
        message = "'properties' must have one key, 'place' with an id or 'country' with a code"
        raise GeoJsonFault(message, line, cure='write "properties": {"place": "the-id-of-the-place"}')
    kind = geometry.get("type")
    if kind not in ("Polygon", "MultiPolygon"):
        found = quoted(str(kind), 40)
        message = f"'geometry' must be a Polygon or a MultiPolygon; found {found}"
        raise GeoJsonFault(message, line, cure="draw the outline as an area; a point goes into the record of the place")
    coordinates = geometry.get("coordinates")
    polygons = [coordinates] if kind == "Polygon" else coordinates
    shape = tuple(_polygon(polygon, line) for polygon in _listed(polygons, line))
    return Feature(properties.get("place", ""), properties.get("country", ""), shape, line)


def _listed(value: Any, line: int) -> list[Any]:
    if not isinstance(value, list) or not value:
        raise GeoJsonFault("'coordinates' must be lists that are not empty", line)
    return value


def _polygon(value: Any, line: int) -> Polygon:
    return tuple(_ring(ring, line) for ring in _listed(value, line))


def _ring(value: Any, line: int) -> Ring:
    points = tuple(_point(point, line) for point in _listed(value, line))
    if len(points) < 4:
        message = "a ring must have at least four points"
        raise GeoJsonFault(message, line, cure="end the ring with the point that it begins with")
    return Ring.of(points)


def _point(value: Any, line: int) -> Point:
    if isinstance(value, list) and len(value) in (2, 3) and all(type(part) in (int, float) for part in value):
        lon, lat = value[:2]
        if abs(lon) <= 180 and abs(lat) <= 90:  # before they are floats: a whole number may be too large for one
            return float(lon), float(lat)
    raise GeoJsonFault(
        f"a point must be degrees east, then degrees north; found {quoted(json.dumps(value)[:60], 60)}",
        line,
        cure="write the longitude first, as in [10.5, 50.7]",
    )
