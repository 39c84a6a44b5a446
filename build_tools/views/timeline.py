"""The timeline: what is reported, by the date of the event, with the day on which it was reported."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from babel.dates import format_date

from build_tools import urls
from build_tools.collation.collation import Collation
from build_tools.collation.events import AGREEMENT, CLAIM, RELATION, REPORT, SOURCE, STATEMENT, Event, Events
from build_tools.corpus import Corpus, PlacedRelation, PlacedReport, name_order
from build_tools.dates import date_text
from build_tools.page_models.shared import TocEntry
from build_tools.page_models.timeline import (
    EventView,
    FilterChoice,
    FilterOption,
    MonthOfEvents,
    SmallTimeline,
    Strip,
    TimelinePage,
    TypeView,
    YearLink,
    YearOfEvents,
)
from build_tools.records import AgreementReport, Claim, Relation
from build_tools.settings import Settings
from build_tools.sources import normalise
from build_tools.views import strips
from build_tools.views.common import KIND_ORDER, PLURALS, Page
from build_tools.vocabulary import Vocabulary

ON_ONE_PAGE = 300
"""Entries that stand on one page; of more, each year has a page."""
IN_A_YEAR = 1000
"""Entries of a year that are listed; the others are in the data."""
_LANES = 12
"""Sources that have a lane each; more are counted together."""
_MARKED = 80
"""Dates that are marked one by one on a small timeline; more are counted."""
_OTHER_KINDS = {
    RELATION: "relation",
    REPORT: "report on an agreement",
    AGREEMENT: "date of an agreement’s record",
    "publication": "publication of a source",
}
_PRECISIONS = {
    "day": "",
    "interval": "interval",
    "month": "to the month",
    "season": "to the season",
    "year": "to the year",
    "about": "approximate",
    "open": "one end not given",
}
_LENGTHS = ((730, "year", 365.25), (60, "month", 30.44), (0, "day", 1.0))
"""From how many days on a distance is told in which unit, and the days of one."""


@dataclass(frozen=True)
class Book:
    """Which events stand on which page of the timeline."""

    events: tuple[Event, ...]

    @property
    def is_split(self) -> bool:
        """Whether each year has a page of its own."""
        return len(self.events) > ON_ONE_PAGE

    @cached_property
    def years(self) -> dict[int, tuple[Event, ...]]:
        """Every event by its year."""
        found: dict[int, list[Event]] = {}
        for event in self.events:
            found.setdefault(event.year, []).append(event)
        return {year: tuple(events) for year, events in found.items()}

    @cached_property
    def _place(self) -> dict[str, int]:
        """How many events of its year stand before one, by its anchor."""
        return {anchor_of(e): number for events in self.years.values() for number, e in enumerate(events)}

    def page_of(self, year: int) -> str:
        """Return the path of the page that the events of a year stand on."""
        return urls.timeline_page(year) if self.is_split else urls.TIMELINE

    def href(self, page: Page, event: Event, **chosen: str) -> str:
        """Return the link from a page to the entry of an event, or to the page of its year if it is not listed."""
        anchor = anchor_of(event)
        target = urls.filtered(self.page_of(event.year), **chosen)
        return page.href(target, anchor if not self.is_split or self._place[anchor] < IN_A_YEAR else "")


@lru_cache(maxsize=1)
def _book(events: Events) -> Book:
    """Return the pages of some events; kept, as every page of an entity links to them."""
    return Book(events.all)


def anchor_of(event: Event) -> str:
    """Return the id of the entry of an event."""
    if event.passage is not None:
        return urls.event_anchor(event.source_id, event.passage.id, event.number)
    if event.kind == AGREEMENT:
        return urls.agreement_event_anchor(event.record_id)
    return urls.publication_anchor(event.source_id)


def timeline_years(collation: Collation) -> tuple[int, ...]:
    """Return the years that have a page of their own; none where all entries stand on one page."""
    book = _book(collation.events)
    return tuple(book.years) if book.is_split else ()


def timeline_view(collation: Collation, settings: Settings) -> TimelinePage:
    """Return the timeline as a whole: its drawings, and the list unless each year has a page of its own."""
    corpus = collation.corpus
    page = Page(collation, settings, urls.TIMELINE)
    book = _book(collation.events)
    counted = len(corpus.sources) > _LANES
    overview = _overview(page, book, book.events, counted=counted)
    details = _details(page, book, book.events, counted=counted)
    listed = () if book.is_split else book.events
    years = tuple(_year(page, year, book.years[year]) for year in book.years) if listed else ()
    links = _year_links(page, book)
    return TimelinePage(
        title="Timeline",
        toc=_toc(overview, details, years, links),
        lead=_lead(book.events, len(corpus.sources)),
        overview=overview,
        details=details,
        years=years,
        year_links=links,
        index_href="",
        data_href=page.href(urls.DATA),
        filters=_filters(corpus, listed),
        total=len(book.events),
    )


def timeline_year_view(collation: Collation, settings: Settings, year: int) -> TimelinePage:
    """Return the page of a year: its densest periods and its list."""
    corpus = collation.corpus
    page = Page(collation, settings, urls.timeline_page(year))
    book = _book(collation.events)
    events = book.years[year]
    counted = len(corpus.sources) > _LANES
    details = _details(page, book, events, counted=counted)
    years = (_year(page, year, events),)
    return TimelinePage(
        title=f"Timeline: {year}",
        toc=_toc(None, details, years, ()),
        lead=_lead(events, len(corpus.sources)),
        overview=None,
        details=details,
        years=years,
        year_links=_year_links(page, book, year),
        index_href=page.href(urls.TIMELINE),
        data_href=page.href(urls.DATA),
        filters=_filters(corpus, events[:IN_A_YEAR]),
        total=len(events),
    )


def small_timeline(page: Page, entity_id: str) -> SmallTimeline | None:
    """Return what has a date and touches an entity, for its page; None if nothing has."""
    events = page.collation.events.of_entity.get(entity_id, ())
    return _small(page, events, **{page.corpus.entities[entity_id].kind: entity_id})


def home_strip(page: Page) -> SmallTimeline | None:
    """Return the whole timeline in small; None if nothing has a date."""
    return _small(page, page.collation.events.all)


def _small(page: Page, events: Sequence[Event], **chosen: str) -> SmallTimeline | None:
    ends = strips.bounded(events)
    if ends is None:
        return None
    book = _book(page.collation.events)
    row = strips.Row("All sources", events, counted=len({event.date.text for event in events}) > _MARKED)
    per_year = Counter(event.year for event in events) if book.is_split and chosen else {}
    return SmallTimeline(
        strip=strips.strip((row,), *ends, lambda event: book.href(page, event, **chosen)),
        total=len(events),
        links=tuple(
            YearLink(year=year, count=count, href=page.href(urls.filtered(book.page_of(year), **chosen)), is_here=False)
            for year, count in sorted(per_year.items())
        ),
        href=page.href(urls.TIMELINE if book.is_split else urls.filtered(urls.TIMELINE, **chosen)),
    )


# ---- drawings -------------------------------------------------------------------------------------


def _overview(page: Page, book: Book, events: Sequence[Event], *, counted: bool) -> Strip | None:
    ends = strips.bounded(events)
    if ends is None:
        return None
    rows = _rows(page, events, counted=counted)
    return strips.strip(rows, *ends, lambda event: book.href(page, event), title="Overview", anchor="overview")


def _details(page: Page, book: Book, events: Sequence[Event], *, counted: bool) -> tuple[Strip, ...]:
    rows = _rows(page, events, counted=counted)
    return tuple(
        strips.strip(
            rows,
            period.first,
            period.last,
            lambda event: book.href(page, event),
            title=strips.period_text(period),
            anchor=urls.period_anchor(period.first.year, period.first.month, period.first.day),
        )
        for period in strips.dense_periods(events)
    )


def _rows(page: Page, events: Sequence[Event], *, counted: bool) -> tuple[strips.Row, ...]:
    """Return a lane for each source, and one for the dates of agreements; of many sources, two that count."""
    agreements = strips.Row("Agreements, by their records", [e for e in events if e.kind == AGREEMENT], counted=counted)
    if counted:
        stated = [event for event in events if event.passage is not None]
        published = [event for event in events if event.kind == SOURCE]
        return (
            strips.Row("Statements of all sources", stated, counted=True),
            strips.Row("Publications", published, counted=True),
            agreements,
        )
    by_source: dict[str, list[Event]] = {source_id: [] for source_id in page.corpus.sources}
    for event in events:
        if event.source_id:
            by_source[event.source_id].append(event)
    refs = {source_id: page.source(page.corpus.sources[source_id]) for source_id in by_source}
    lanes = (strips.Row(refs[i].label, found, refs[i].href) for i, found in by_source.items())
    return (*lanes, agreements)


# ---- the list -------------------------------------------------------------------------------------


def _year(page: Page, year: int, events: Sequence[Event]) -> YearOfEvents:
    shown = events[:IN_A_YEAR]
    months: dict[int, list[Event]] = {}
    for event in shown:
        months.setdefault(event.month, []).append(event)
    return YearOfEvents(
        id=urls.period_anchor(year),
        title=str(year),
        months=tuple(
            MonthOfEvents(
                id=urls.period_anchor(year, month) if month else f"{urls.period_anchor(year)}-00",
                title=_month_title(year, month),
                events=tuple(_event(page, event) for event in months[month]),
            )
            for month in sorted(months)
        ),
        shown=len(shown),
        total=len(events),
    )


def _month_title(year: int, month: int) -> str:
    if not month:
        return f"{year}, no month given"
    return format_date(dt.date(year, month, 1), "LLLL y", locale="en")


def _toc(
    overview: Strip | None, details: Iterable[Strip], years: Iterable[YearOfEvents], links: Iterable[YearLink]
) -> tuple[TocEntry, ...]:
    drawn = tuple(TocEntry(title=strip.title, id=strip.id) for strip in details)
    entries = []
    if overview is not None or drawn:
        entries.append(TocEntry(title="Overview", id="overview", children=drawn))
    if links:
        entries.append(TocEntry(title="By year", id="by-year"))
    for year in years:
        months = tuple(TocEntry(title=month.title, id=month.id) for month in year.months)
        entries.append(TocEntry(title=year.title, id=year.id, children=months))
    return tuple(entries)


def _lead(events: Sequence[Event], source_count: int) -> str:
    stated = sum(event.passage is not None for event in events)
    agreements = sum(event.kind == AGREEMENT for event in events)
    return (
        f"{stated:,} dated statement{'' if stated == 1 else 's'}, the dates of {agreements:,} "
        f"agreement{'' if agreements == 1 else 's'} by their records, and when each of the sources was published "
        f"({source_count:,} in all)."
    )


def _year_links(page: Page, book: Book, here: int | None = None) -> tuple[YearLink, ...]:
    if not book.is_split:
        return ()
    return tuple(
        YearLink(year=year, count=len(events), href=page.href(urls.timeline_page(year)), is_here=year == here)
        for year, events in book.years.items()
    )


def _kinds_of(event: Event) -> Iterator[str]:
    """Yield what the filter of kinds knows an event by."""
    if event.kind != STATEMENT:
        yield "publication" if event.kind == SOURCE else event.kind
    for kind, name in event.types:
        yield name if kind == CLAIM else kind


def _type_view(vocabulary: Vocabulary, event: Event, kind: str) -> TypeView:
    if event.kind == AGREEMENT:
        return TypeView(label=vocabulary.label("agreement_types", event.type), definition="")
    term = vocabulary.terms("claim_types").get(kind)
    return TypeView(label=term.label if term else _OTHER_KINDS[kind], definition=term.definition if term else "")


def _event(page: Page, event: Event) -> EventView:
    corpus, passage = page.corpus, event.passage
    vocabulary = corpus.vocabulary
    source = corpus.sources[event.source_id] if event.source_id else None
    kinds = tuple(dict.fromkeys(_kinds_of(event)))
    subject = page.entity(event.record_id) if event.kind == AGREEMENT else None
    ref = page.source(source) if source else None
    return EventView(
        anchor=anchor_of(event),
        kinds=kinds,
        due=event.due,
        date_text=date_text(event.date.text),
        precision=_PRECISIONS[event.precision],
        inferred=event.inferred,
        types=tuple(_type_view(vocabulary, event, kind) for kind in kinds),
        speakers=tuple(page.entity(entity_id) for entity_id in event.speakers),
        via=tuple(page.entity(entity_id) for entity_id in event.via),
        origin=page.origin(event.origin),
        said=passage is not None,
        quote=normalise(page.quote(passage)) if passage else "",
        figures=tuple(
            page.figure(s.figure, passage) for s in event.statements if passage and isinstance(s, Claim) and s.figure
        ),
        relations=tuple(
            page.relation(PlacedRelation(s, passage)) for s in event.statements if passage and isinstance(s, Relation)
        ),
        reports=tuple(
            page.report(PlacedReport(s, passage))
            for s in event.statements
            if passage and isinstance(s, AgreementReport)
        ),
        source=ref,
        reported=delay_text(event.delay),
        subject=subject,
        href=page.passage_href(passage) if passage else ref.href if ref else "",
        entities=tuple(page.entity(entity_id) for entity_id in event.entity_ids if entity_id != event.record_id),
        entity_ids=" ".join(event.entity_ids),
    )


def delay_text(delay: tuple[int, int] | None) -> str:
    """Return how long after an event it was published, e.g. `one day later`, `2 to 3 days later`; "" for None."""
    if delay is None:
        return ""
    low, high = delay
    if low < 0 < high:
        return ""
    if low == high == 0:
        return "the same day"
    if low == 0 or high == 0:
        most = max(high, -low)
        up_to = "" if most == 1 else "up to "
        return f"the same day or {up_to}{_days_text(most, most)} {'later' if high else 'before'}"
    if high < 0:
        return f"{_days_text(-high, -low)} before that day"
    return f"{_days_text(low, high)} later"


def _days_text(low: int, high: int) -> str:
    noun, length = next((noun, length) for least, noun, length in _LENGTHS if high >= least)
    first, last = round(low / length), round(high / length)
    about = "" if noun == "day" else "about "
    if first == last:
        return f"{about}{'one' if last == 1 else f'{last:,}'} {noun}{'' if last == 1 else 's'}"
    return f"{about}{first:,} to {last:,} {noun}s"


# ---- filters --------------------------------------------------------------------------------------


def _filters(corpus: Corpus, events: Sequence[Event]) -> tuple[FilterChoice, ...]:
    """Return the select boxes over a list: only what occurs in it, by name."""
    ids = {entity_id for event in events for entity_id in event.entity_ids}
    found = [
        FilterChoice(
            name=kind,
            label=PLURALS[kind].removesuffix("s"),
            every="all",
            options=tuple(
                FilterOption(value=i, label=e.record.name)
                for i, e in corpus.entities.items()
                if e.kind == kind and i in ids
            ),
        )
        for kind in KIND_ORDER
    ]
    told_by = {event.source_id for event in events}
    sources = [FilterOption(value=i, label=s.record.label) for i, s in corpus.sources.items() if i in told_by]
    found.append(
        FilterChoice(
            name="source",
            label="Source",
            every="all",
            options=tuple(sorted(sources, key=lambda option: (name_order(option.label), option.value))),
        )
    )
    found.append(FilterChoice(name="kind", label="Kind", every="all", options=tuple(_kinds(corpus, events))))
    return tuple(choice for choice in found if len(choice.options) > 1)


def _kinds(corpus: Corpus, events: Sequence[Event]) -> Iterator[FilterOption]:
    found = {kind for event in events for kind in _kinds_of(event)}
    for name, term in corpus.vocabulary.terms("claim_types").items():
        if name in found:
            yield FilterOption(value=name, label=term.label)
    for kind, label in _OTHER_KINDS.items():
        if kind in found:
            yield FilterOption(value=kind, label=label)
    if any(event.due for event in events):
        yield FilterOption(value="due", label="to come by a date")
