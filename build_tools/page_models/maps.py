"""Maps: what is drawn and where, the page of the map, and maps in small on other pages."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from build_tools.page_models.shared import EntityRef, Link, Reference, SourceRef, TocEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class MapMark:
    """A place with a point. Positions and lengths of all parts are units of the drawing."""

    id: str
    """Id of the place."""
    x: str
    y: str
    r: str
    """Radius of the circle: its area grows with the mentions."""
    hit: str
    """Radius of what can be touched."""
    precision: str
    """`exact`, `probable` or `stand-in`."""
    title: str
    href: str
    is_subject: bool
    """Whether the page is about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapLabel:
    """Words on a map."""

    id: str
    """Id of the place that they name, or ""."""
    kind: str
    """`place`, `area`, `country`, `road` or `note`."""
    text: str
    x: str
    y: str
    dx: str
    dy: str
    """Where the words begin, as seen from the mark at `x` and `y`."""
    anchor: str
    """`start`, `middle` or `end`."""
    href: str
    leader: tuple[str, str, str, str] | None
    """A line from the mark to the words, as seen from the mark."""
    is_spare: bool
    """Whether there is room for it only where a script has enlarged the map."""
    is_subject: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MapShape:
    """An outline or a line of a place."""

    id: str
    d: str
    """Data of an SVG path."""
    href: str
    title: str
    is_subject: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MapBox:
    """The piece that another map shows in large."""

    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """One drawing of a map."""

    id: str
    """Prefix of the ids in it."""
    layout: str
    """`wide`, `narrow` or `small`: which screens show it."""
    width: int
    height: int
    title: str
    description: str
    land: str
    """Data of an SVG path: the outlines of countries."""
    areas: tuple[MapShape, ...]
    lines: tuple[MapShape, ...]
    marks: tuple[MapMark, ...]
    """Large ones first, so that small ones lie on them."""
    labels: tuple[MapLabel, ...]
    box: MapBox | None
    bar_km: str
    bar: str
    """Length of the scale bar."""
    grow: str
    """Radius of a single mention."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPair:
    """The same map for wide and for narrow screens."""

    id: str
    title: str
    drawings: tuple[Drawing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCount:
    """How often a source names a place."""

    source: SourceRef
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """A place in the list beside the map."""

    place: EntityRef
    precision: str
    """`exact`, `probable`, `stand-in`, `area`, `line` or `none`: how it is drawn."""
    precision_label: str
    precision_definition: str
    mentions: int
    counts: tuple[SourceCount, ...]
    more: int
    """Sources that are not listed."""
    coded: str
    """Mentions by number of the source, for the filter: `0=3 2=1`."""
    where: str
    """`main`, `overview`, `both` or "": on which map it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """A place that no map shows, and why."""

    place: EntityRef
    mentions: int
    reason: str
    note: Markup | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MapOption:
    """A source to choose in the filter."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPage:
    """The map. Template: `pages/map.html.jinja`."""

    title: str
    toc: tuple[TocEntry, ...]
    main: MapPair | None
    """Where most places lie; None where no place has a point."""
    overview: MapPair | None
    """The places beyond it; None where there are none."""
    roads: tuple[Link, ...]
    """Schematic lines, each with what it rests on."""
    rows: tuple[PlaceRow, ...]
    listed: int
    """How many of the placed ones are listed and drawn."""
    placed: int
    unplaced: tuple[Unplaced, ...]
    sources: tuple[MapOption, ...]
    """Choices of the filter; empty where it would not help."""
    credits: tuple[Link, ...]
    data: Link
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLink:
    """A place in a list, with how often it is named."""

    place: EntityRef
    mentions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Locator:
    """Where a place lies, on its page."""

    drawing: Drawing | None
    said: str
    """What the drawing shows, or why there is none."""
    parts: tuple[PlaceLink, ...]
    """What lies in it, by the records."""
    more_parts: int
    map_href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallMap:
    """The map in small, on the home page."""

    main: MapPair
    said: str
    href: str
