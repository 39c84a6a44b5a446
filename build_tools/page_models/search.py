"""What the search finds: a record for each, and the page on which it is asked with filters."""

from __future__ import annotations

from dataclasses import dataclass

from build_tools.page_models.shared import Link, TocEntry

KINDS = ("actor", "place", "agreement", "provision", "passage", "question", "figure", "source", "page")
"""What a record can be, in the order in which filters list it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchText:
    """A text with its language, where that is not the one of the corpus."""

    text: str
    language: str = ""
    direction: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRecord:
    """One thing that the search leads to: what is searched of it, and what its result shows."""

    kind: str
    """One of `KINDS`."""
    address: str
    """From the root of the site, with the place on the page."""
    title: SearchText
    """Of a passage: nothing."""
    names: tuple[SearchText, ...] = ()
    """Every other name of an entity."""
    quote: SearchText = SearchText(text="")
    """Of a passage its words, of a question its answers, of anything else what it says in short."""
    before: str = ""
    """The beginning of the sentence that a passage stands in."""
    after: str = ""
    """The end of the sentence."""
    note: str = ""
    """In few words what it is, such as the type of an actor."""
    said: str = ""
    """Who speaks in a passage."""
    date: str = ""
    """When a passage was published."""
    source: str = ""
    """Label of the source of a passage."""
    also: str = ""
    """Searched, not shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """The page of the search. Template: `pages/search.html.jinja`."""

    title: str
    toc: tuple[TocEntry, ...]
    lists: tuple[Link, ...]
    """Where names and texts are listed, for whoever searches without script."""
    entity_count: int
    passage_count: int
    source_count: int
