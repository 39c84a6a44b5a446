"""Where the entries of the timeline stand: on which page, and under which id."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from build_tools import urls
from build_tools.collation.events import AGREEMENT, Event, Events
from build_tools.views.common import Page

ON_ONE_PAGE = 300
"""Entries that stand on one page; of more, each year has a page."""
IN_A_YEAR = 1000
"""Entries of a year that are listed; the others are in the data."""


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
def book_of(events: Events) -> Book:
    """Return the pages of some events; kept, as every page of an entity links to them."""
    return Book(events.all)


def anchor_of(event: Event) -> str:
    """Return the id of the entry of an event."""
    if event.passage is not None:
        return urls.event_anchor(event.source_id, event.passage.id, event.number)
    if event.kind == AGREEMENT:
        return urls.agreement_event_anchor(event.record_id)
    return urls.publication_anchor(event.source_id)
