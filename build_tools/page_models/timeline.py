"""The timeline: drawings of what is said to have happened when, the list behind them, and both in small."""

from __future__ import annotations

from dataclasses import dataclass

from build_tools.page_models.passages import FigureView, RelationView, ReportView
from build_tools.page_models.shared import EntityRef, OriginRef, SourceRef, TocEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A mark on a lane of a strip."""

    shape: str
    """`dot` for a day, `bar` for a stretch, `column` for a number of entries, `published` for a publication."""
    x: float
    """Per cent of the width; of a bar or column the left end."""
    x2: float
    """Per cent of the width; of a bar or column the right end."""
    y: int
    """Pixels from the top; of a column its height."""
    size: int = 0
    """Pixels: the radius of a dot."""
    about: bool = False
    due: bool = False
    """Whether all that it stands for is to come."""
    open_start: bool = False
    """Whether it has no first day."""
    open_end: bool = False
    title: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """A row of a strip."""

    label: str
    href: str
    description: str
    """What the row shows, in words."""
    height: int
    """Pixels."""
    marks: tuple[Mark, ...]
    note: str = ""
    """What it leaves out, or ""."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StripTick:
    """A label of the scale."""

    x: float
    """Per cent of the width."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """A drawing of a stretch of time."""

    id: str
    """Of its heading; "" where it has none."""
    title: str
    description: str
    lanes: tuple[Lane, ...]
    ticks: tuple[StripTick, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeView:
    """What kind of thing is said or dated."""

    label: str
    definition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView:
    """An entry of the timeline."""

    anchor: str
    kinds: tuple[str, ...]
    """What the filter of kinds knows it by: types of claims, `relation`, `report`, `agreement`, `publication`."""
    due: bool
    date_text: str
    precision: str
    """In words; "" for a day, which shows it."""
    inferred: tuple[str, ...]
    """Why the date is given where the quote does not show it."""
    types: tuple[TypeView, ...]
    """What kinds of statements it gathers, or what else it is."""
    speakers: tuple[EntityRef, ...]
    via: tuple[EntityRef, ...]
    origin: OriginRef | None
    """The speech, briefing or report that it goes back to, where one is declared."""
    said: bool
    """Whether a passage says so."""
    quote: str
    """The words of the passage, or "" where rights forbid showing them."""
    figures: tuple[FigureView, ...]
    relations: tuple[RelationView, ...]
    reports: tuple[ReportView, ...]
    source: SourceRef | None
    reported: str
    """How long after the event it was published, or ""."""
    subject: EntityRef | None
    """The agreement whose record has the date."""
    href: str
    """Permalink of the passage, the page of the source that is published, or ""."""
    entities: tuple[EntityRef, ...]
    """Who and what it touches, but for `subject`."""
    entity_ids: str
    """Ids of all that it touches, with spaces between them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthOfEvents:
    """The entries of a month, or those of a year that name no month."""

    id: str
    title: str
    events: tuple[EventView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearOfEvents:
    """The entries of a year."""

    id: str
    title: str
    months: tuple[MonthOfEvents, ...]
    shown: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class YearLink:
    """A year that has a page of its own."""

    year: int
    count: int
    href: str
    is_here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterOption:
    """Something that the list can be narrowed to."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterChoice:
    """A select box over the list."""

    name: str
    """In the address."""
    label: str
    every: str
    """What stands where nothing is chosen."""
    options: tuple[FilterOption, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelinePage:
    """What is reported by date, or one year of it. Template: `pages/timeline.html.jinja`."""

    title: str
    toc: tuple[TocEntry, ...]
    lead: str
    overview: Strip | None
    details: tuple[Strip, ...]
    """The densest periods, drawn large."""
    years: tuple[YearOfEvents, ...]
    """The list; empty where each year has a page of its own and this is not one."""
    year_links: tuple[YearLink, ...]
    """Empty where all entries stand on one page."""
    index_href: str
    """From the page of a year to the timeline as a whole, or ""."""
    data_href: str
    filters: tuple[FilterChoice, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallTimeline:
    """A strip on a page about something else, with the way to the entries behind it."""

    strip: Strip
    total: int
    links: tuple[YearLink, ...]
    """One for each year, where years have pages of their own."""
    href: str
    """The timeline, narrowed to what the page is about."""
