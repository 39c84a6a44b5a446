"""The timeline: what is reported, by the date of the event, with the day on which it was reported."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence

from babel.dates import format_date

from build_tools import urls
from build_tools.collation.collation import Collation
from build_tools.collation.events import AGREEMENT, SOURCE, Event
from build_tools.page_models.shared import TocEntry
from build_tools.page_models.timeline import (
    MonthOfEvents,
    SmallTimeline,
    Strip,
    TimelinePage,
    YearLink,
    YearOfEvents,
)
from build_tools.settings import Settings
from build_tools.views import event_book, strips
from build_tools.views.common import Page
from build_tools.views.event_book import Book, book_of
from build_tools.views.event_entries import event_view, filters

_LANES = 12
"""Sources that have a lane each; more are counted together."""
_MARKED = 80
"""Dates that are marked one by one on a small timeline; more are counted."""


def timeline_years(collation: Collation) -> tuple[int, ...]:
    """Return the years that have a page of their own; none where all entries stand on one page."""
    book = book_of(collation.events)
    return tuple(book.years) if book.is_split else ()


def timeline_view(collation: Collation, settings: Settings) -> TimelinePage:
    """Return the timeline as a whole: its drawings, and the list unless each year has a page of its own."""
    corpus = collation.corpus
    page = Page(collation, settings, urls.TIMELINE)
    book = book_of(collation.events)
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
        filters=filters(corpus, listed),
        total=len(book.events),
    )


def timeline_year_view(collation: Collation, settings: Settings, year: int) -> TimelinePage:
    """Return the page of a year: its densest periods and its list."""
    corpus = collation.corpus
    page = Page(collation, settings, urls.timeline_page(year))
    book = book_of(collation.events)
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
        filters=filters(corpus, events[: event_book.IN_A_YEAR]),
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
    book = book_of(page.collation.events)
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
    shown = events[: event_book.IN_A_YEAR]
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
                events=tuple(event_view(page, event) for event in months[month]),
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
