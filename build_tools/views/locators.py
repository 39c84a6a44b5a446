"""Locator maps: where a place lies, what is around it, and what lies in it, for its page."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools import urls
from build_tools.corpus import Corpus, Pin
from build_tools.geography.frame import KM_PER_DEGREE, Frame, distance_km, fitted
from build_tools.geography.shapes import Point, Shape
from build_tools.page_models.maps import Locator, PlaceLink
from build_tools.records import Place
from build_tools.views.common import Page
from build_tools.views.map_drawing import Artist, Style, mentions_of, place_record, point_of

_STYLE = Style("small", 400, 310, 11, 12, margin=28)
_NEIGHBOURS = 6
"""Places around that are shown at least, if there are as many."""
_SHOWN = 60
"""Places that a locator shows at most."""
_PARTS = 40
"""Places listed that lie in it."""
_ALONE_KM = 100
_FARTHEST_KM = 1500
"""How far around a place a locator shows, where it is alone and at most."""
_LARGEST_KM = 1800
"""From this diagonal on an outline is too large to say where a place in it lies."""


def locator(page: Page, place_id: str) -> Locator:
    """Return where a place lies, as far as that is recorded, and what lies in it."""
    corpus = page.corpus
    parts = sorted(
        (part for part in corpus.parts_of.get(place_id, ()) if corpus.entities[part].kind == "place"),
        key=lambda part: -mentions_of(corpus, part),
    )
    listed = tuple(PlaceLink(place=page.entity(i), mentions=mentions_of(corpus, i)) for i in parts[:_PARTS])
    frame, areas, said = _framed(page, place_id)
    drawing = None
    if frame is not None:
        shown = _shown(corpus, place_id, frame)
        roads = [place_id] if place_record(corpus, place_id).route else _roads_near(corpus, frame)
        title = f"Where {page.entity(place_id).name} lies"
        drawing = Artist(page, frame, _STYLE, "locator", place_id).drawing(shown, areas, roads, title)
    return Locator(
        drawing=drawing,
        said=said,
        parts=listed,
        more_parts=len(parts) - len(listed),
        map_href=page.href(urls.MAP),
    )


def _framed(page: Page, place_id: str) -> tuple[Frame | None, list[str], str]:
    """Return what to show, the areas to outline, and what is said of it."""
    corpus = page.corpus
    record = place_record(corpus, place_id)
    name = page.entity(place_id).name
    outline = corpus.shapes.outline(place_id)
    around = [i for i in _ancestors(corpus, place_id) if corpus.shapes.outline(i)]
    if outline:
        frame = fitted(_corners(outline), _STYLE.width, _STYLE.height, margin=26)
        return frame, [place_id], f"The outline of {name} is marked."
    if record.route:
        frame = fitted(corpus.routes[place_id][0], _STYLE.width, _STYLE.height, margin=48)
        return frame, around[:1], "Schematic: a line between the places that it is recorded to pass, not its course."
    inner = next((i for i in around if _diagonal_km(corpus.shapes.outline(i)) <= _LARGEST_KM), "")
    if record.coordinates:
        point = point_of(record.coordinates)
        points = _around(corpus, place_id, point)
        if inner and _diagonal_km(corpus.shapes.outline(inner)) < 400:
            points = [point, *_corners(corpus.shapes.outline(inner))]
        frame = fitted(points, _STYLE.width, _STYLE.height, margin=34)
        return frame, [inner] if inner else [], _precision_said(page, record)
    if inner:
        frame = fitted(_corners(corpus.shapes.outline(inner)), _STYLE.width, _STYLE.height, margin=26)
        said = f"No point or outline of {name} is recorded. Marked is {page.entity(inner).name}, of which it is a part."
        return frame, [inner], said
    return (
        None,
        [],
        f"There is no map: neither a point nor an outline of {name} is recorded, nor of what it is a part of.",
    )


def _precision_said(page: Page, record: Place) -> str:
    assert record.coordinates is not None
    definition = page.corpus.vocabulary.definition("coordinate_precisions", record.coordinates.precision)
    label = page.corpus.vocabulary.label("coordinate_precisions", record.coordinates.precision)
    basis = record.coordinates.basis
    return f"{label.capitalize()}: {definition} {basis}" + ("" if basis.endswith(".") else ".")


def _ancestors(corpus: Corpus, place_id: str) -> Iterator[str]:
    """Yield what a place is a part of, the nearest first."""
    row, seen = [place_id], {place_id}
    while row:
        above = [link.id for i in row for link in corpus.entities[i].record.part_of if link.id not in seen]
        row = list(dict.fromkeys(above))
        seen.update(row)
        yield from row


def _corners(shape: Shape) -> list[Point]:
    """Return the corners of the largest part of an outline and of all parts near it."""
    outer = [polygon[0] for polygon in shape]
    largest = max(outer, key=lambda ring: (ring.east - ring.west) * (ring.north - ring.south))
    reach = max(largest.east - largest.west, largest.north - largest.south)
    near = [
        ring
        for ring in outer
        if largest.west - ring.east < reach / 3
        and ring.west - largest.east < reach / 3
        and abs(ring.south - largest.south) < 2 * reach
    ]
    west, east = min(ring.west for ring in near), max(ring.east for ring in near)
    return [(west, min(ring.south for ring in near)), (east, max(ring.north for ring in near))]


def _diagonal_km(shape: Shape) -> float:
    low, high = _corners(shape)
    return distance_km(low, high)


def _around(corpus: Corpus, place_id: str, point: Point) -> list[Point]:
    """Return the points nearest to a place, and as many on the other side of it, so that it stays in the middle."""
    others = [pin for pin in corpus.pins if pin.id != place_id]
    distances = sorted(distance_km(point, pin.point) for pin in others)[:_NEIGHBOURS]
    reach = min(max(distances, default=_ALONE_KM), _FARTHEST_KM) / KM_PER_DEGREE * 0.75
    return [(point[0], max(point[1] - reach, -85.0)), (point[0], min(point[1] + reach, 85.0))]


def _shown(corpus: Corpus, place_id: str, frame: Frame) -> list[Pin]:
    """Return the places in a frame: the one that the page is about, then the most mentioned."""
    inside = [pin for pin in corpus.pins if frame.holds(frame.nearest(pin.point), 2)]
    mine = [pin for pin in inside if pin.id == place_id]
    return [*mine, *(pin for pin in inside if pin.id != place_id)][:_SHOWN]


def _roads_near(corpus: Corpus, frame: Frame) -> list[str]:
    """Return the roads of which a stop lies in the frame."""
    return [
        place_id
        for place_id, (stops, _) in corpus.routes.items()
        if any(frame.holds(frame.nearest(stop)) for stop in stops)
    ]
