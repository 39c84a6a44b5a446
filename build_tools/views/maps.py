"""The page of the map: where most places lie, those beyond, the list of all, and what no map shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from build_tools import urls
from build_tools.collation.collation import Collation
from build_tools.corpus import LABEL_POINT, CorpusEntity, Pin
from build_tools.exports import places_geojson
from build_tools.geography.frame import dense_part, fitted
from build_tools.page_models.maps import (
    Drawing,
    MapOption,
    MapPage,
    MapPair,
    PlaceRow,
    SmallMap,
    SourceCount,
    Unplaced,
)
from build_tools.page_models.shared import Link
from build_tools.records import Place
from build_tools.settings import Settings
from build_tools.views.common import Page
from build_tools.views.map_drawing import Artist, Style, mentions_of, place_record

DRAWN = 300
"""Places that the map draws and lists: of more, those most mentioned."""
_UNPLACED = 300
_SOURCES = 40
"""Sources up to which the filter is offered."""
_IN_ROW = 5
"""Sources that a row of the list names."""

_MAIN = (
    Style("wide", 780, 600, 17, 13),
    Style("narrow", 380, 470, 12, 12, margin=24),
)
_OVERVIEW = (
    Style("wide", 780, 340, 17, 13),
    Style("narrow", 380, 300, 12, 12, margin=26),
)
_HOME = (
    Style("wide", 960, 400, 15, 13),
    Style("narrow", 380, 380, 11, 12, margin=24),
)


def map_view(collation: Collation, settings: Settings) -> MapPage:
    """Return the page of the map."""
    corpus = collation.corpus
    page = Page(collation, settings, urls.MAP)
    shown = corpus.pins[:DRAWN]
    near, far = _parts(shown)
    main = _main(page, near, _MAIN, "map")
    overview = _overview(page, near, far) if far else None
    on_main, beyond = {pin.id for pin in near}, {pin.id for pin in far}
    rows = [_row(page, entity, on_main, beyond) for entity in _drawn(page, shown)]
    unplaced = [entity for entity in _places(page) if not _is_placed(page, entity)]
    unplaced.sort(key=lambda entity: -mentions_of(corpus, entity.id))
    notes = tuple(_unplaced(page, entity) for entity in unplaced[:_UNPLACED])
    return MapPage(
        title="Map",
        toc=(),
        main=main,
        overview=overview,
        roads=tuple(
            Link(text=page.entity(road).name, href=page.entity(road).href, note=route.basis)
            for road in _roads(page)
            if (route := place_record(corpus, road).route)
        ),
        rows=tuple(sorted(rows, key=lambda row: -row.mentions)),
        listed=len(shown),
        placed=len(corpus.pins),
        unplaced=notes,
        sources=_options(page),
        credits=tuple(
            Link(text=c.licence, href=c.licence_url, note=f"{c.shows}: {c.basis}", external=True)
            for c in corpus.shapes.credits
        ),
        data=Link(text=places_geojson.TITLE, href=page.href(places_geojson.FILE)),
        references=page.references,
    )


def small_map(page: Page) -> SmallMap | None:
    """Return the map in small, for the home page; None where no place has a point."""
    shown = page.corpus.pins[:DRAWN]
    near, far = _parts(shown)
    main = _main(page, near, _HOME, "home-map")
    if main is None:
        return None
    placed, places = len(page.corpus.pins), sum(1 for _ in _places(page))
    beyond = f", {len(far)} of them farther away than this map reaches" if far else ""
    return SmallMap(
        main=main,
        said=f"{placed} of {places} places have a recorded point{beyond}. Larger marks are named more often.",
        href=page.href(urls.MAP),
    )


def _parts(shown: Sequence[Pin]) -> tuple[list[Pin], list[Pin]]:
    """Return the places that lie close together, and those beyond."""
    together = set(dense_part([pin.point for pin in shown]))
    near = [pin for number, pin in enumerate(shown) if number in together]
    return near, [pin for number, pin in enumerate(shown) if number not in together]


def _main(page: Page, near: Sequence[Pin], styles: Sequence[Style], key: str) -> MapPair | None:
    if not near:
        return None
    areas = [entity.id for entity in _places(page) if entity.id in page.corpus.shapes.places]
    title = "Where most of the places lie"
    return MapPair(
        id=key,
        title=title,
        drawings=tuple(_drawing(page, near, style, f"{key}-{style.layout}", areas, title) for style in styles),
    )


def _drawing(page: Page, near: Sequence[Pin], style: Style, key: str, areas: Sequence[str], title: str) -> Drawing:
    frame = fitted([pin.point for pin in near], style.width, style.height, margin=style.margin)
    return Artist(page, frame, style, key).drawing(near, areas, _roads(page), title)


def _overview(page: Page, near: Sequence[Pin], far: Sequence[Pin]) -> MapPair:
    drawings = []
    for style, main in zip(_OVERVIEW, _MAIN, strict=True):
        inner = fitted([pin.point for pin in near], main.width, main.height, margin=main.margin)
        points = [*(pin.point for pin in far), (inner.lon, inner.lat)]
        frame = fitted(points, style.width, style.height, margin=style.margin + 14)
        artist = Artist(page, frame, style, f"overview-{style.layout}")
        drawings.append(artist.drawing(far, (), (), "Farther away", box=inner, box_label="map above"))
    return MapPair(id="overview", title="Farther away", drawings=tuple(drawings))


# ---- lists ----------------------------------------------------------------------------------------


def _places(page: Page) -> Iterator[CorpusEntity]:
    return (entity for entity in page.corpus.entities.values() if entity.kind == "place")


def _roads(page: Page) -> list[str]:
    return [entity.id for entity in _places(page) if place_record(page.corpus, entity.id).route]


def _is_placed(page: Page, entity: CorpusEntity) -> bool:
    record = place_record(page.corpus, entity.id)
    return bool(record.coordinates or record.route or page.corpus.shapes.outline(entity.id))


def _drawn(page: Page, shown: Sequence[Pin]) -> Iterator[CorpusEntity]:
    """Yield the places that a map shows in some way."""
    pinned, dropped = {pin.id for pin in shown}, {pin.id for pin in page.corpus.pins[DRAWN:]}
    count = 0
    for entity in _places(page):
        if entity.id in pinned:
            yield entity
        elif entity.id not in dropped and _is_placed(page, entity) and count < DRAWN:
            count += 1
            yield entity


def _row(page: Page, entity: CorpusEntity, on_main: set[str], beyond: set[str]) -> PlaceRow:
    corpus = page.corpus
    counts = corpus.mention_counts.get(entity.id, {})
    precision, label, definition = _precision(page, entity)
    order = {source_id: number for number, source_id in enumerate(corpus.sources)}
    return PlaceRow(
        place=page.entity(entity.id),
        precision=precision,
        precision_label=label,
        precision_definition=definition,
        mentions=sum(counts.values()),
        counts=tuple(
            SourceCount(source=page.source(corpus.sources[source_id]), count=count)
            for source_id, count in list(counts.items())[:_IN_ROW]
        ),
        more=max(0, len(counts) - _IN_ROW),
        coded=" ".join(f"{order[source_id]}={count}" for source_id, count in counts.items())
        if len(order) <= _SOURCES
        else "",
        where="main" if entity.id in on_main else "overview" if entity.id in beyond else "",
    )


def _precision(page: Page, entity: CorpusEntity) -> tuple[str, str, str]:
    """Return how a place is drawn, in a word, in words, and what that means."""
    record: Place = place_record(page.corpus, entity.id)
    vocabulary = page.corpus.vocabulary
    if record.coordinates and record.coordinates.precision != LABEL_POINT:
        term = record.coordinates.precision
        label = vocabulary.label("coordinate_precisions", term)
        return term, label, vocabulary.definition("coordinate_precisions", term)
    if record.route:
        return "line", "schematic line", "A line between recorded places that it is said to pass; not its course."
    return "area", "area", "The place is an area: no pin, but its name, and its outline where one is known."


def _unplaced(page: Page, entity: CorpusEntity) -> Unplaced:
    record = entity.record
    return Unplaced(
        place=page.entity(entity.id),
        mentions=mentions_of(page.corpus, entity.id),
        reason=f"{page.entity(entity.id).type_label}: no point or outline is recorded.",
        note=page.notes(record.notes, record.references),
    )


def _options(page: Page) -> tuple[MapOption, ...]:
    sources = page.corpus.sources
    if not 1 < len(sources) <= _SOURCES:
        return ()
    return tuple(MapOption(value=source_id, label=source.record.label) for source_id, source in sources.items())
