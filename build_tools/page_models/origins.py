"""What statements go back to: the page of origins, and the note that other pages carry."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from build_tools.page_models.shared import EditLink, EntityRef, OriginRef, Reference, SourceRef, TocEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """A passage that passes something on, with its words."""

    href: str
    """Its permalink."""
    quote: str
    """Its words, or "" where rights forbid showing them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinePlace:
    """A line of a source in which passages pass something on."""

    line: int
    """1-based line in the source file."""
    href: str
    """Permalink of the first of them."""
    passage_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TellingView:
    """What one source passes on."""

    source: SourceRef
    lines: tuple[LinePlace, ...]
    """The first lines with such passages."""
    line_count: int
    renderings: tuple[Rendering, ...]
    """The first of its passages with their words; empty where only their places are told."""
    passage_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceView:
    """A voice with the sources that carry it."""

    actors: tuple[EntityRef, ...]
    """Empty where it is a source itself: the first of `tellings`."""
    tellings: tuple[TellingView, ...]
    """The first of them, in the order of what the page lists."""
    source_count: int
    passage_count: int
    occasions: tuple[OriginRef, ...]
    """The first origins that are declared for what it says."""
    occasion_count: int
    partly: bool
    """Whether they are declared for a part of what it says only."""

    @property
    def shared(self) -> bool:
        """Whether several sources carry it."""
        return self.source_count > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginNote:
    """How many origins the statements of a list go back to. Macros: `partials/macros/origins.html.jinja`."""

    statement_count: int
    source_count: int
    """At least two: what one source says needs no such note."""
    origin_count: int
    voices: tuple[VoiceView, ...]
    """The first of them, those that most sources carry before others."""
    shared_count: int
    """How many are carried by several sources."""
    single: bool
    """Whether all goes back to one voice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenNote:
    """How many sources pass on what an actor says, and from which declared origins."""

    source_count: int
    total_sources: int
    occasions: tuple[OccasionCount, ...]
    """The first of them, those that most sources tell before others."""
    occasion_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OccasionCount:
    """A declared origin and how many sources pass on what an actor said there."""

    origin: OriginRef
    source_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WayView:
    """How something came to sources, from the speaker on."""

    speakers: tuple[EntityRef, ...]
    """Who is said to have said it; empty where those did whose the origin is."""
    via: tuple[EntityRef, ...]
    """Who passes it on, in order from the speaker to the text."""
    tellings: tuple[TellingView, ...]
    """The first of them."""
    source_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OccasionView:
    """A declared origin with everything that is held to go back to it."""

    ref: OriginRef
    anchor: str
    by: tuple[EntityRef, ...]
    date_text: str
    basis: Markup
    source_count: int
    passage_count: int
    ways: tuple[WayView, ...]
    """Empty where it is not drawn, for there are too many."""
    edit: EditLink


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginsPage:
    """Origins, voices that several sources carry, ways through others. Template: `pages/origins.html.jinja`."""

    title: str
    toc: tuple[TocEntry, ...]
    source_count: int
    voice_count: int
    """How many voices speak in all sources together, those of the sources among them."""
    occasions: tuple[OccasionView, ...]
    """All of them."""
    drawn_count: int
    """How many of them are drawn."""
    voices: tuple[VoiceView, ...]
    """The first that several sources carry."""
    shared_count: int
    ways: tuple[WayView, ...]
    """The first that lead through others."""
    way_count: int
    references: tuple[Reference, ...]
