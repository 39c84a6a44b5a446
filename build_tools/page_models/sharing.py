"""What every page carries so that it can be cited and shared: its citations, and what its head tells machines."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationPiece:
    """A piece of a citation."""

    text: str
    foreign: bool = False
    """Whether it is to be kept apart from the rest: of another language or direction."""
    language: str = ""
    """Of a foreign piece, where it is known."""
    direction: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationForm:
    """A citation in one of its forms."""

    label: str
    pieces: tuple[CitationPiece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationView:
    """A citation in all its forms."""

    title: str
    """What is cited, e.g. `The source`."""
    text: CitationForm
    forms: tuple[CitationForm, ...]
    """The other ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitePart:
    """The part of a page that says how it is cited. Template: `partials/cite.html.jinja`."""

    anchor: str
    """Id of the part."""
    citations: tuple[CitationView, ...]
    coins: str
    """Sources: the OpenURL context object of the source, else ""."""
    passage_address: str
    """Sources with passages: the address of one of them, as a pattern for all; else ""."""
    downloads: str
    """Link to the citations of all sources."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageHead:
    """What stands in the head of a page for machines."""

    metas: tuple[tuple[str, str], ...]
    """Names and values of Highwire `citation_*` tags."""
    jsonld: str
    """JSON-LD with the words of schema.org, safe inside a script element; "" for none."""
    card: str
    """Path below docs/ of the picture for sharing, or ""."""
    card_alt: str
    """What the picture shows, in words."""
    feed: str
    """Path below docs/ of the feed of additions, or ""."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """All that a page carries so that it can be cited and shared."""

    cite: CitePart
    head: PageHead
