"""Outlines, routes and labels: properties that hold for any map."""

from __future__ import annotations

import math
import random
import re

import pytest

from build_tools.geography.frame import Frame, distance_km, fitted
from build_tools.geography.geojson import GeoJsonFault, read_geojson
from build_tools.geography.labels import Layout, text_width
from build_tools.geography.outlines import clip, inside, middle, path, rings, thin
from build_tools.geography.routes import bows, stretches
from build_tools.geography.shapes import Ring, Shapes, is_country, world


def square(west: float, south: float, size: float) -> tuple[tuple[Ring, ...], ...]:
    """Return a square as a shape."""
    corners = ((west, south), (west + size, south), (west + size, south + size), (west, south + size), (west, south))
    return ((Ring.of(corners),),)


# ---- outlines ----------------------------------------------------------------------------------------


def test_every_country_has_an_outline() -> None:
    """The tool has the countries of the world by their codes, each ring closed by at least three points."""
    countries = world()
    assert len([code for code in countries if is_country(code)]) > 230
    assert all(len(ring.points) > 2 for shape in countries.values() for polygon in shape for ring in polygon)
    assert not is_country("XX")
    assert not is_country("-1")


@pytest.mark.parametrize(
    ("code", "point"), [("FR", (2.35, 48.86)), ("JP", (139.7, 35.8)), ("BR", (-47.9, -15.8)), ("ZA", (28.2, -25.7))]
)
def test_capitals_lie_in_their_countries(code: str, point: tuple[float, float]) -> None:
    """A known point lies inside the outline of its country and of no other."""
    frame = Frame(*point, 100, 400, 400)
    holding = [one for one, shape in world().items() if inside(frame.at(point), list(rings(shape, frame)))]
    assert holding == [code]


def test_outlines_do_not_jump_at_the_date_line() -> None:
    """No line of an outline is longer than 60 degrees, but along a pole."""
    for shape in world().values():
        for ring in (ring for polygon in shape for ring in polygon):
            for (lon1, lat1), (lon2, lat2) in zip(ring.points, ring.points[1:], strict=False):
                assert abs(lon2 - lon1) < 60 or {lat1, lat2} <= {-90.0, 90.0}


def test_finer_outlines_stand_before_those_of_the_tool() -> None:
    """An outline that a corpus brings along is used for its place or its country; a place that is a country has that one."""
    mine, finer = square(1, 1, 1), square(2, 2, 1)
    shapes = Shapes({"valley": mine}, {"FR": finer}, {"gaul": "FR", "rhine": "DE"})
    assert shapes.outline("valley") is mine
    assert shapes.outline("gaul") is finer
    assert shapes.outline("rhine") is world()["DE"]
    assert shapes.outline("nowhere") == ()
    assert shapes.countries().keys() == world().keys()


def test_paths_are_short_and_inside_the_bleed() -> None:
    """A path has steps of a tenth of a unit, ends its rings, and leaves its frame by no more than the bleed."""
    frame = fitted([(2, 47), (8, 50)], 400, 300, margin=20)
    data = path(ring for shape in world().values() for ring in rings(shape, frame))
    assert re.fullmatch(r"(M[-\d. ]+l[-\d. ]+z)+", data)
    assert not re.search(r"\.\d\d", data)
    x = y = 0.0
    for ring in data.split("z")[:-1]:
        start, steps = ring.removeprefix("M").split("l")
        x, y = (float(part) for part in start.split(" "))
        numbers = [float(part) for part in re.findall(r"-?[\d.]+", steps)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            assert -8.2 <= x <= 408.2
            assert -8.2 <= y <= 308.2


def test_a_frame_beyond_the_date_line_shows_land() -> None:
    """Land is drawn on both sides of the 180th meridian."""
    frame = Frame(180, 67, 20, 400, 300)
    xs = [x for shape in (world()["RU"],) for ring in rings(shape, frame) for x, _ in ring]
    assert min(xs) < 100
    assert max(xs) > 250


def test_thinned_outlines_stay_near() -> None:
    """A thinned ring keeps every point of the full one within its tolerance."""
    full = [
        (100 + (50 + 3 * math.sin(9 * a)) * math.cos(a), 100 + 50 * math.sin(a)) for a in (n / 50 for n in range(314))
    ]
    kept = thin(full, 0.5)
    assert 10 < len(kept) < 150

    def off(point: tuple[float, float], start: tuple[float, float], end: tuple[float, float]) -> float:
        length = math.dist(start, end) or 1
        share = ((point[0] - start[0]) * (end[0] - start[0]) + (point[1] - start[1]) * (end[1] - start[1])) / length**2
        share = max(0.0, min(1.0, share))
        nearest = start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])
        return math.dist(point, nearest)

    closed = [*kept, kept[0]]
    for point in full:
        assert min(off(point, *pair) for pair in zip(closed, closed[1:], strict=False)) <= 0.5


def test_middle_lies_inside() -> None:
    """The middle of an outline lies inside it, even where it is bent like a horseshoe."""
    bent = [(0.0, 0.0), (90.0, 0.0), (90.0, 90.0), (60.0, 90.0), (60.0, 20.0), (30.0, 20.0), (30.0, 90.0), (0.0, 90.0)]
    found = middle([bent])
    assert found is not None
    assert inside(found, [bent])
    assert middle([]) is None


def test_clipping_twice_changes_nothing() -> None:
    """What was cut to a frame lies in it."""
    ring = [(-20.0, 3.0), (4.0, -9.0), (31.0, 12.0), (9.0, 40.0)]
    once = clip(ring, (0, 0), (10, 10))
    assert clip(once, (0, 0), (10, 10)) == once


# ---- scale and distance ------------------------------------------------------------------------------


@pytest.mark.parametrize("scale", [0.5, 3, 17, 400, 90_000])
def test_scale_bar_is_round_and_fits(scale: float) -> None:
    """The bar stands for 1, 2 or 5 times a power of ten, and is as long as the scale has it."""
    frame = Frame(0, 30, scale, 780, 600)
    km, length = frame.scale_bar(170)
    assert str(km).strip("0") in ("1", "2", "5")
    assert length == pytest.approx(km * frame.km, abs=0.06)
    assert length <= 170 or km == 1


def test_distance() -> None:
    """A degree of the equator has 111 kilometres, and half the earth lies between the poles."""
    assert distance_km((0, 0), (1, 0)) == pytest.approx(111.2, abs=0.1)
    assert distance_km((0, 90), (77, -90)) == pytest.approx(math.pi * 6371)


# ---- routes ------------------------------------------------------------------------------------------


def test_line_is_straight_where_nothing_is_in_its_way() -> None:
    """Without other places near it a line runs straight."""
    assert bows([(0, 0), (1, 0), (2, 1)], [(1, 5)], ()) == (0.0, 0.0)


def test_line_keeps_clear_of_other_places() -> None:
    """A place between two stops that it is not said to pass is passed by, on every map in the same way."""
    stops, other = [(0.0, 0.0), (2.0, 0.0)], (1.0, 0.01)
    bowed = bows(stops, [other], ())
    assert bowed != (0.0,)
    for size in (200, 900):
        frame = fitted([*stops, other], size, size, margin=10)
        (stretch,) = stretches([frame.at(stop) for stop in stops], bowed, frame)
        nearest = min(math.dist(point, frame.at(other)) for point in stretch.seen(frame))
        assert nearest > 0.03 * size


def test_line_stays_in_the_country_of_its_stops() -> None:
    """Of two sides the line takes the one that does not leave the country."""
    stops = [(0.2, 0.05), (1.8, 0.05)]
    inland = bows(stops, [(1.0, 0.06)], [square(0, 0, 2)])
    frame = fitted(stops, 300, 300, margin=20)
    (stretch,) = stretches([frame.at(stop) for stop in stops], inland, frame)
    assert min(y for _, y in stretch.points()) < frame.at(stops[0])[1] - 5


# ---- labels ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(12))
def test_no_label_overlaps(seed: int) -> None:
    """Over many crowded maps no name lies on another, on the mark of another, or beyond the edge."""
    chance = random.Random(seed)
    layout = Layout(Frame(0, 0, 1, 600, 400))
    marks = [((chance.uniform(0, 600), chance.uniform(0, 400)), chance.uniform(3, 15)) for _ in range(60)]
    for position, radius in marks:
        layout.block(position, radius)
    names = ["n" * chance.randint(3, 24) for _ in marks]
    found = [layout.beside(name, 13, *mark) for name, mark in zip(names, marks, strict=True)]
    boxes = [label.box for label in found if label]
    assert len(boxes) > 20
    for number, box in enumerate(boxes):
        assert box.left >= 0
        assert box.right <= 600
        assert not any(box.meets(other) for other in boxes[number + 1 :])
    for (x, y), radius in marks:
        assert not any(
            b.left < x + radius and b.right > x - radius and b.top < y + radius and b.bottom > y - radius for b in boxes
        )


def test_width_of_scripts() -> None:
    """Wide scripts take more room than narrow letters, and marks above letters none."""
    assert text_width("illi", 10) < text_width("WMWM", 10) < text_width("東京東京", 10) + 1
    assert text_width("e\u0301", 10) == text_width("e", 10)


# ---- GeoJSON -----------------------------------------------------------------------------------------

OUTLINE = b"""{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"place": "a"},
"geometry": {"type": "Polygon", "coordinates": [[[%s, 0], [4, 0], [4, 4], [0, 0]]]}}]}"""


@pytest.mark.parametrize(
    "content",
    [
        b"\xff",
        b"[" * 100_000,
        b'{"type": "FeatureCollection", "features": [' + b"9" * 5000 + b"]}",
        b'{"type": "FeatureCollection", "features": []}',
        b'{"type": "FeatureCollection", "features": [1]}',
        b'{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": [], "geometry": 1}]}',
        b" " * 3_000_000,
        OUTLINE % (b"9" * 400),
        b'{"type": "FeatureCollection", "features": [\n' + b",\n".join([b'"Feature"'] * 150_000) + b"]}",
    ],
    ids=lambda content: f"{len(content)} bytes",
)
def test_odd_files_are_faults(content: bytes) -> None:
    """Whatever a file holds, it is read or it is a fault; nothing else is raised."""
    with pytest.raises(GeoJsonFault):
        read_geojson(content)


def test_features_know_their_lines() -> None:
    """A feature has the line on which it begins."""
    one = b'{"type": "Feature", "properties": {"place": "a"}, "geometry": {"type": "Polygon", "coordinates": '
    one += b"[[[0, 0], [4, 0], [4, 4], [0, 0]]]}}"
    content = b'{"type": "FeatureCollection", "features": [\n' + one + b",\n\n" + one + b"]}"
    assert [feature.line for feature in read_geojson(content)] == [2, 4]


def test_holes_and_heights_are_read() -> None:
    """A polygon may have holes, and its points a height."""
    (feature,) = read_geojson(
        b'{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"place": "a"}, "geometry": '
        b'{"type": "Polygon", "coordinates": [[[0, 0, 9], [4, 0, 9], [4, 4, 9], [0, 0, 9]], [[1, 1], [2, 1], [2, 2], [1, 1]]]}}]}'
    )
    assert (feature.place, feature.country, feature.line) == ("a", "", 1)
    assert [len(ring.points) for ring in feature.shape[0]] == [4, 4]
