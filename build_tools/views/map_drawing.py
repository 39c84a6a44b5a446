"""Drawings of maps: from places with their points, outlines and routes to marks, lines and labels in a frame."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from build_tools.corpus import LABEL_POINT, Corpus, Pin
from build_tools.geography import outlines
from build_tools.geography.frame import Frame
from build_tools.geography.labels import Label, Layout
from build_tools.geography.outlines import number
from build_tools.geography.routes import Stretch, stretches
from build_tools.geography.shapes import Point
from build_tools.page_models.maps import Drawing, MapBox, MapLabel, MapMark, MapShape
from build_tools.records import Coordinates, Place
from build_tools.views.common import Page

_LEAST = 3.0
"""Radius of the smallest mark."""
_TOLD = 6
"""Sources that a title names."""
_NAMED = 12
"""Places that the description of a drawing names."""


@dataclass(frozen=True, slots=True)
class Style:
    """Sizes of a layout, in units of the drawing."""

    layout: str
    width: int
    height: int
    largest: float
    """Radius of the mark with most mentions."""
    text: float
    """Size of the names of places."""
    margin: float = 34
    """Room between the outermost places and the edge."""


def place_record(corpus: Corpus, place_id: str) -> Place:
    """Return the record of a place."""
    record = corpus.entities[place_id].record
    assert isinstance(record, Place)
    return record


def point_of(coordinates: Coordinates) -> Point:
    """Return a recorded point."""
    return coordinates.lon, coordinates.lat


def mentions_of(corpus: Corpus, place_id: str) -> int:
    """Return how often all sources name a place."""
    return sum(corpus.mention_counts.get(place_id, {}).values())


def title_of(page: Page, place_id: str) -> str:
    """Return what is told of a place when its mark is pointed at."""
    ref, counts = page.entity(place_id), page.corpus.mention_counts.get(place_id, {})
    told = [f"{page.corpus.sources[source].record.label}: {count}" for source, count in counts.items()]
    rest = f"; and {len(told) - _TOLD} more sources" if len(told) > _TOLD else ""
    mentions = sum(counts.values())
    said = f"{mentions} mention{'' if mentions == 1 else 's'}" if mentions else "not mentioned"
    coordinates = place_record(page.corpus, place_id).coordinates
    doubt = ""
    if coordinates and coordinates.precision not in ("exact", LABEL_POINT):
        doubt = f" ({page.corpus.vocabulary.label('coordinate_precisions', coordinates.precision)})"
    listed = f" ({'; '.join(told[:_TOLD])}{rest})" if told else ""
    return f"{ref.name}{doubt}, {ref.type_label.lower()}: {said}{listed}"


@dataclass
class Artist:
    """Draws one map of a page."""

    page: Page
    frame: Frame
    style: Style
    key: str
    """Prefix of the ids in the drawing."""
    subject: str = ""
    """Id of the place that the page is about."""

    def __post_init__(self) -> None:
        self.corpus = self.page.corpus
        self.layout = Layout(self.frame)
        self.labels: list[MapLabel] = []
        most = max((pin.mentions for pin in self.corpus.pins), default=1) or 1
        self.grow = self.style.largest / math.sqrt(most)

    def drawing(
        self,
        shown: Sequence[Pin],
        areas: Iterable[str],
        roads: Iterable[str],
        title: str,
        *,
        box: Frame | None = None,
        box_label: str = "",
    ) -> Drawing:
        """Return the drawing: marks first, then names of places, roads, areas and countries as far as there is room."""
        frame = self.frame
        bar_km, bar = frame.scale_bar(frame.width * 0.22)
        self.layout.block((14 + bar / 2, frame.height - 14), bar / 2 + 12)
        shapes = self.corpus.shapes
        outlined = self._outlined(areas)
        countries_shown = {code: list(outlines.rings(shape, frame)) for code, shape in shapes.countries().items()}
        marks = self._marks(shown)
        drawn_box = self._box(box, box_label) if box else None
        roads_seen = list(self._roads(roads))
        for pin, mark in self._by_priority(shown, marks):
            self._label_place(pin, mark)
        lines = tuple(self._line(road, found) for road, found in roads_seen)
        for place_id, rings in outlined:
            self._label_area(place_id, rings)
        self._label_countries(countries_shown)
        return Drawing(
            id=self.key,
            layout=self.style.layout,
            width=frame.width,
            height=frame.height,
            title=title,
            description=self._description(shown),
            land=outlines.path(ring for rings in countries_shown.values() for ring in rings),
            areas=tuple(self._area(place_id, rings) for place_id, rings in outlined),
            lines=lines,
            marks=marks,
            labels=tuple(self.labels),
            box=drawn_box,
            bar_km=f"{bar_km:,} km",
            bar=number(bar),
            grow=f"{self.grow:.3f}",
        )

    # ---- marks and lines --------------------------------------------------------------------------

    def _marks(self, shown: Sequence[Pin]) -> tuple[MapMark, ...]:
        taken: dict[tuple[str, str], float] = {}
        made = []
        for pin in sorted(shown, key=lambda pin: (pin.precision != "exact", -pin.mentions)):
            x, y = self.frame.nearest(pin.point)
            key = number(x), number(y)
            radius = max(_LEAST, self.grow * math.sqrt(pin.mentions))
            if key in taken:  # two at one point: the later is a ring around the former
                radius = max(radius, taken[key] + 3.5)
            taken[key] = radius
            self.layout.block((x, y), radius + 1)
            mark = MapMark(
                id=pin.id,
                x=key[0],
                y=key[1],
                r=number(radius),
                hit=number(max(radius + 2, 12)),
                precision=pin.precision,
                title=title_of(self.page, pin.id),
                href="" if pin.id == self.subject else self.page.entity(pin.id).href,
                is_subject=pin.id == self.subject,
            )
            made.append((radius, mark))
        return tuple(mark for _, mark in sorted(made, key=lambda item: (-item[0], item[1].id)))

    def _by_priority(self, shown: Sequence[Pin], marks: Iterable[MapMark]) -> Iterator[tuple[Pin, MapMark]]:
        by_id = {mark.id: mark for mark in marks}
        for pin in sorted(shown, key=lambda pin: pin.id != self.subject):  # stable: then as they came
            yield pin, by_id[pin.id]

    def _roads(self, roads: Iterable[str]) -> Iterator[tuple[str, list[Stretch]]]:
        """Yield the lines that the frame shows, which names are to keep off."""
        for place_id in roads:
            points, bowed = self.corpus.routes[place_id]
            found = stretches([self.frame.nearest(point) for point in points], bowed, self.frame)
            for stretch in found:
                self.layout.avoid(stretch.seen(self.frame))
            if found:
                yield place_id, found

    def _line(self, place_id: str, found: Sequence[Stretch]) -> MapShape:
        self._label_road(place_id, max((stretch.seen(self.frame) for stretch in found), key=len))
        return MapShape(
            id=place_id,
            d="".join(stretch.written() for stretch in found),
            href="" if place_id == self.subject else self.page.entity(place_id).href,
            title=f"{title_of(self.page, place_id)}. Schematic: a line between recorded places, not its course",
            is_subject=place_id == self.subject,
        )

    def _outlined(self, areas: Iterable[str]) -> list[tuple[str, list[list[Point]]]]:
        found = [
            (place_id, list(outlines.rings(self.corpus.shapes.outline(place_id), self.frame))) for place_id in areas
        ]
        return [(place_id, rings) for place_id, rings in found if rings]

    def _area(self, place_id: str, rings: list[list[Point]]) -> MapShape:
        return MapShape(
            id=place_id,
            d=outlines.path(rings),
            href="" if place_id == self.subject else self.page.entity(place_id).href,
            title=title_of(self.page, place_id),
            is_subject=place_id == self.subject,
        )

    def _box(self, other: Frame, text: str) -> MapBox:
        x, y = self.frame.nearest((other.lon, other.lat))
        width = max(other.width / other.scale / other.stretch * self.frame.stretch * self.frame.scale, 8)
        height = max(other.height / other.scale * self.frame.scale, 8)
        self.layout.block((x, y), max(width, height) / 2 + 2)
        label = self.layout.beside(text, self.style.text, (x, y), max(width, height) / 2)
        self._add(label, "note", "", text, (x, y), "#map")
        return MapBox(x=number(x - width / 2), y=number(y - height / 2), width=number(width), height=number(height))

    # ---- labels -----------------------------------------------------------------------------------

    def _label_place(self, pin: Pin, mark: MapMark) -> None:
        position = self.frame.nearest(pin.point)
        text = self.page.entity(pin.id).name
        size = self.style.text + (1 if pin.id == self.subject else 0)
        label = self.layout.beside(text, size, position, float(mark.r))
        spare = None if label else self.layout.spare(text, size, position, float(mark.r))
        self._add(label or spare, "place", pin.id, text, position, mark.href, is_spare=label is None)

    def _label_road(self, place_id: str, points: Sequence[Point]) -> None:
        ref = self.page.entity(place_id)
        text = f"{ref.name} (schematic)"
        label = self.layout.along(text, self.style.text - 1, points)
        self._add(label, "road", place_id, text, None, "" if place_id == self.subject else ref.href)

    def _label_area(self, place_id: str, rings: list[list[Point]]) -> None:
        if place_id in self.corpus.shapes.country_of:
            return
        coordinates = place_record(self.corpus, place_id).coordinates
        position = self.frame.nearest(point_of(coordinates)) if coordinates else None
        if position is None or not self.frame.holds(position, 10):
            position = outlines.middle(rings)
        if position is not None:
            ref = self.page.entity(place_id)
            label = self.layout.within(ref.name, self.style.text, position, rings)
            self._add(label, "area", place_id, ref.name, None, "" if place_id == self.subject else ref.href)

    def _label_countries(self, shown: Mapping[str, list[list[Point]]]) -> None:
        shapes = self.corpus.shapes
        places = {code: place_id for place_id, code in shapes.country_of.items()}
        names = _territories(self.corpus.record.record.language)
        for code, rings in shown.items():
            position = outlines.middle(rings)
            if position is None or code.startswith("-"):
                continue
            ref = self.page.entity(places[code]) if code in places else None
            text = ref.name if ref else names.get(code, "")
            label = self.layout.within(text.upper(), self.style.text * 1.16, position, rings) if text else None
            href = ref.href if ref and ref.id != self.subject else ""
            self._add(label, "country", ref.id if ref else "", text, None, href)

    def _add(
        self,
        label: Label | None,
        kind: str,
        place_id: str,
        text: str,
        mark: Point | None,
        href: str,
        *,
        is_spare: bool = False,
    ) -> None:
        if label is None:
            return
        x, y = mark or (label.x, label.y)
        leader = label.leader
        self.labels.append(
            MapLabel(
                id=place_id,
                kind=kind,
                text=text,
                x=number(x),
                y=number(y),
                dx=number(label.x - x),
                dy=number(label.y - y),
                anchor=label.anchor,
                href=href,
                leader=(
                    number(leader[0] - x),
                    number(leader[1] - y),
                    number(leader[2] - x),
                    number(leader[3] - y),
                )
                if leader
                else None,
                is_spare=is_spare,
                is_subject=bool(place_id) and place_id == self.subject,
            )
        )

    def _description(self, shown: Sequence[Pin]) -> str:
        """Return in words what is drawn."""
        names = [self.page.entity(pin.id).name for pin in shown if pin.id != self.subject]
        rest = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        marked = f"Marked: {self.page.entity(self.subject).name}. " if self.subject else ""
        counted = f"{len(names)} place{'' if len(names) == 1 else 's'} with a mark"
        return f"{marked}{counted}: {', '.join(names[:_NAMED])}{rest}." if names else marked.strip()


@lru_cache(maxsize=16)
def _territories(language: str) -> dict[str, str]:
    """Return the names of countries in a language, by code."""
    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    return {code: name for code, name in locale.territories.items() if len(code) == 2}
