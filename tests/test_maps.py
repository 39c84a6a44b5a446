"""Maps as views: which places have a mark, what is said of the others, and what a locator shows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from build_tools import urls
from build_tools.collation.collation import Collation
from build_tools.exports.places_geojson import places_geojson
from build_tools.page_models.maps import Drawing, Locator, MapPage
from build_tools.settings import Settings
from build_tools.views.common import Page
from build_tools.views.locators import locator
from build_tools.views.maps import map_view, small_map
from tests.core_support import check_files

SETTINGS = Settings(site_url="https://maps.example.org/")
POINTS = {
    "aldergate": (2.30, 48.80, "exact"),
    "birchtown": (2.40, 48.90, "probable"),
    "cedarford": (2.50, 48.85, "stand-in"),
    "dunmere": (2.35, 48.95, "exact"),
    "elmhurst": (2.45, 48.75, "exact"),
    "far-harbour": (18.0, 59.3, "exact"),
    "old-county": (2.40, 48.85, "label-point"),
}
COUNTY = (
    '{"type": "FeatureCollection", "features": [\n{"type": "Feature", "properties": {"place": "old-county"}, "geometry": '
    '{"type": "Polygon", "coordinates": [[[2.2, 48.7], [2.6, 48.7], [2.6, 49], [2.2, 49], [2.2, 48.7]]]}}]}'
)


def files() -> dict[str, Any]:
    """Return a corpus with places of every precision, a road, an outline, a country and a village without a point."""
    made = {
        f"annotations/places/{place}.yml": f"name: {place.title()}\ntype: city\n"
        f"coordinates: {{lat: {lat}, lon: {lon}, precision: {precision}, basis: Invented.}}\n"
        + ("part_of: [old-county]\n" if place in ("aldergate", "birchtown") else "")
        for place, (lon, lat, precision) in POINTS.items()
    }
    made |= {
        "annotations/places/port-ester.yml": "name: Port Ester\ntype: city\nnames: [PORT ESTER]\npart_of: [old-county]\n",
        "annotations/places/nowhere.yml": "name: Nowhere\ntype: city\nnotes: No gazetteer has it.\n",
        "annotations/places/gaul.yml": "name: Gaul\ntype: country\n",
        "annotations/places/road.yml": "name: Old Road\ntype: city\nroute: {through: [aldergate, far-harbour], basis: Its name.}\n",
        "annotations/map/county.geojson": COUNTY,
        "annotations/map.yml": "shapes: [{file: county.geojson, shows: counties, basis: Invented., licence: {name: CC0, "
        'url: "https://creativecommons.org/publicdomain/zero/1.0/"}}]\ncountries: {gaul: FR}\n',
    }
    letter = (
        "Aldergate wrote. Aldergate wrote again. Aldergate and Port Ester wait for Aldergate. Port Ester is silent."
    )
    made |= {
        "seeds/letter.txt": letter,
        "annotations/passages/letter/all.yml": f"passages: [{{id: all, quote: {letter}, places: [aldergate, port-ester]}}]\n",
    }
    return made


@pytest.fixture(scope="module")
def collation(tmp_path_factory: pytest.TempPathFactory) -> Collation:
    """Give the collation of that corpus."""
    checked = check_files(tmp_path_factory.mktemp("maps"), files())
    assert checked.problems == []
    assert checked.corpus is not None
    return Collation(checked.corpus)


@pytest.fixture(scope="module")
def page(collation: Collation) -> MapPage:
    """Give the page of the map."""
    return map_view(collation, SETTINGS)


def where(collation: Collation, place: str) -> Locator:
    """Return the locator of a place, on its page."""
    return locator(Page(collation, SETTINGS, urls.entity_page("place", place)), place)


def marks(drawing: Drawing | None) -> dict[str, str]:
    """Return the precision of each mark."""
    assert drawing is not None
    return {mark.id: mark.precision for mark in drawing.marks}


def test_only_points_have_marks(page: MapPage) -> None:
    """Each place with a point of its own has a mark that says how sure it is, in both layouts; no other place has one."""
    assert page.main is not None
    assert page.overview is not None
    near = {
        place: precision for place, (_, _, precision) in POINTS.items() if place not in ("far-harbour", "old-county")
    }
    for drawing in page.main.drawings:
        assert marks(drawing) == near
    for drawing in page.overview.drawings:
        assert marks(drawing) == {"far-harbour": "exact"}
        assert drawing.box is not None


def test_every_place_is_listed_once(page: MapPage) -> None:
    """A place is in the list beside the map or among those that no map shows, with the reason."""
    listed = {row.place.id: row.precision for row in page.rows}
    assert listed == {place: "area" if p == "label-point" else p for place, (_, _, p) in POINTS.items()} | {
        "gaul": "area",
        "road": "line",
    }
    assert [item.place.id for item in page.unplaced] == ["port-ester", "nowhere"]
    assert "no point or outline" in page.unplaced[1].reason
    assert "No gazetteer has it." in str(page.unplaced[1].note)


def test_marks_grow_with_mentions_by_area(page: MapPage) -> None:
    """The most mentioned place has the largest mark, one that nobody names the smallest; the list has the mentions by source."""
    assert page.main is not None
    radii = {mark.id: float(mark.r) for mark in page.main.drawings[0].marks}
    assert radii["aldergate"] == 17
    assert {radii[place] for place in radii if place != "aldergate"} == {3}
    assert float(page.main.drawings[0].grow) == pytest.approx(17 / 4**0.5)
    row = page.rows[0]
    assert (row.place.id, row.mentions, row.coded) == ("aldergate", 4, "1=4")
    assert [(count.source.label, count.count) for count in row.counts] == [("Letter", 4)]
    assert [item.mentions for item in page.unplaced] == [2, 0]


def test_road_is_schematic_and_says_so(page: MapPage) -> None:
    """A route is drawn and labelled as schematic, and what it rests on is told."""
    assert page.main is not None
    (line,) = page.main.drawings[0].lines
    assert "Schematic" in line.title
    assert "Old Road (schematic)" in [label.text for label in page.main.drawings[0].labels]
    assert [(road.text, road.note) for road in page.roads] == [("Old Road", "Its name.")]


def test_outlines_and_their_credit(page: MapPage) -> None:
    """The outline of an area is drawn with its name, and the file is credited with its licence."""
    assert page.main is not None
    (area,) = page.main.drawings[0].areas
    assert area.id == "old-county"
    (credit,) = page.credits
    assert (credit.text, credit.note) == ("CC0", "counties: Invented.")


def test_country_names_come_in_the_language_of_the_corpus(page: MapPage) -> None:
    """A country has the name of its place if it has one, else the one of the language, and only the former is a link."""
    assert page.overview is not None
    labels = {
        label.text: label.href
        for drawing in page.overview.drawings
        for label in drawing.labels
        if label.kind == "country"
    }
    assert labels["Gaul"].endswith("gaul.md")
    assert labels["Germany"] == ""
    assert "France" not in labels


def test_locator_marks_its_place_and_what_it_lies_in(collation: Collation) -> None:
    """The place of the page is the one that is marked, without a link; the area around it is outlined."""
    found = where(collation, "aldergate")
    assert found.drawing is not None
    assert [mark.id for mark in found.drawing.marks if mark.is_subject] == ["aldergate"]
    assert all(mark.href for mark in found.drawing.marks if mark.id != "aldergate")
    assert [area.id for area in found.drawing.areas] == ["old-county"]
    assert found.said.startswith("Exact: ")


@pytest.mark.parametrize(
    ("place", "said", "areas"),
    [
        ("old-county", "The outline of Old-County is marked.", ["old-county"]),
        (
            "port-ester",
            "No point or outline of Port Ester is recorded. Marked is Old-County, of which it is a part.",
            ["old-county"],
        ),
        ("nowhere", "There is no map: neither a point nor an outline of Nowhere is recorded", None),
        ("gaul", "The outline of Gaul is marked.", ["gaul"]),
        ("road", "Schematic: a line between the places that it is recorded to pass, not its course.", []),
    ],
)
def test_locator_without_a_point(collation: Collation, place: str, said: str, areas: list[str] | None) -> None:
    """Without a point there is no pin: the outline, the area around, or a sentence stands in its place."""
    found = where(collation, place)
    assert found.said.startswith(said)
    if areas is None:
        assert found.drawing is None
    else:
        assert found.drawing is not None
        assert place not in marks(found.drawing)
        assert [area.id for area in found.drawing.areas] == areas


def test_parts_are_listed(collation: Collation) -> None:
    """What the records place in an area is listed on its page, the most mentioned first."""
    assert [part.place.id for part in where(collation, "old-county").parts] == ["aldergate", "port-ester", "birchtown"]


def test_no_place_no_map(tmp_path: Path) -> None:
    """A corpus without a single point has no map: its page says so, and the home page leaves it out."""
    corpus = check_files(tmp_path, {}).corpus
    assert corpus is not None
    bare = Collation(corpus)
    assert map_view(bare, SETTINGS).main is None
    assert small_map(Page(bare, SETTINGS, urls.HOME)) is None


def test_places_at_one_point_are_told_apart(tmp_path: Path) -> None:
    """Of two places at one point the second is a ring around the first, so that both can be seen and followed."""
    point = "coordinates: {lat: 1, lon: 2, precision: exact, basis: Invented.}\n"
    stand_in = point.replace("exact", "stand-in")
    checked = check_files(
        tmp_path,
        {
            "annotations/places/town.yml": f"name: Town\ntype: city\n{point}",
            "annotations/places/base.yml": f"name: Base\ntype: city\n{stand_in}",
        },
    )
    assert checked.corpus is not None
    main = map_view(Collation(checked.corpus), SETTINGS).main
    assert main is not None
    assert [(mark.id, mark.r) for mark in main.drawings[0].marks] == [("base", "6.5"), ("town", "3")]


def test_geojson_has_only_recorded_points(collation: Collation) -> None:
    """The data file has every place; one without a recorded point has no geometry, and each says how sure it is."""
    data = json.loads(places_geojson(collation.corpus, SETTINGS))
    features = {feature["id"]: feature for feature in data["features"]}
    assert list(features) == sorted(
        entity.id for entity in collation.corpus.entities.values() if entity.kind == "place"
    )
    located = {i: tuple(f["geometry"]["coordinates"]) for i, f in features.items() if f["geometry"]}
    assert located == {place: (lon, lat) for place, (lon, lat, _) in POINTS.items()}
    assert features["birchtown"]["properties"]["precision"] == "probable"
    assert features["nowhere"]["properties"]["precision"] is None
    assert features["road"]["properties"]["route"] == ["aldergate", "far-harbour"]
    ester = features["port-ester"]["properties"]
    assert ester["mentions"] == sum(ester["mentions_by_source"].values()) > 0
    assert ester["page"] == "https://maps.example.org/places/port-ester/"


def test_drawings_are_the_same_each_time(collation: Collation, page: MapPage) -> None:
    """A second drawing has the same bytes, and positions have one decimal at most."""
    again = map_view(collation, SETTINGS)
    assert again.main == page.main
    assert page.main is not None
    for drawing in page.main.drawings:
        for part in (*drawing.marks, *drawing.labels):
            assert len(part.x.partition(".")[2]) <= 1
