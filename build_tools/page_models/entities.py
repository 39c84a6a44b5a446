"""The page of an actor, a place or an agreement, and its parts."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from build_tools.page_models.coverage import SourcesInState
from build_tools.page_models.figures import FigureTeasers
from build_tools.page_models.ledger import LedgerView, LineageView
from build_tools.page_models.maps import Locator
from build_tools.page_models.naming import EntityNaming, FormView
from build_tools.page_models.networks import EgoView, RelationEdge
from build_tools.page_models.origins import OriginNote, SpokenNote
from build_tools.page_models.passages import ClaimRow, PassageCard
from build_tools.page_models.shared import (
    EditLink,
    EntityRef,
    Fact,
    Link,
    NameView,
    QuestionTeaser,
    Reference,
    SourceRef,
    TocEntry,
)
from build_tools.page_models.timeline import SmallTimeline


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageGroup:
    """The passages of one source on an entity page, in reading order."""

    source: SourceRef
    anchor: str
    mention_count: int
    cards: tuple[PassageCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """What a list leaves out, and where all of it stands."""

    shown: int
    total: int
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardLink:
    """The way to the card of a passage on another page."""

    anchor: str
    """The id that the card itself has there: a link to it that was made when it stood here leads to this one."""
    href: str
    label: str
    """The line that the passage begins in, with a letter where several do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelfSource:
    """A source among those of a year."""

    source: SourceRef
    anchor: str
    href: str
    passage_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelfRow:
    """The passages of a source or of a year, which stand on a page of their own."""

    anchor: str
    """"" for a year: its sources have theirs."""
    title: str
    """The year, or "" for a source."""
    href: str
    source: SourceRef | None
    """None for a year."""
    passage_count: int
    mention_count: int
    names: tuple[FormView, ...]
    """What the source calls it most often; of a year none."""
    quote: str
    """Words of one passage, or "" where rights forbid showing any."""
    quoted: SourceRef
    """Where they stand."""
    quote_href: str
    cards: tuple[CardLink, ...]
    """The passages of a source in reading order; of a year none."""
    sources: tuple[ShelfSource, ...]
    """The sources of a year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimList:
    """Claims in a list."""

    rows: tuple[ClaimRow, ...]
    rest: Rest | None
    """None where all are listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoOccurrence:
    """An entity that shares passages with the page's entity."""

    entity: EntityRef
    passage_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CoOccurrenceGroup:
    """Co-occurring entities of one kind, most frequent first."""

    kind_label: str
    items: tuple[CoOccurrence, ...]
    left_out: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityPage:
    """Page of an actor, a place or an agreement. Templates: `pages/{actor,place,agreement}.html.jinja`."""

    ref: EntityRef
    toc: tuple[TocEntry, ...]
    type_definition: str
    names: tuple[NameView, ...]
    summary: Markup | None
    gist: str
    """First sentence of the summary, for previews of links to the page; "" for no summary."""
    references: tuple[Reference, ...]
    notes: Markup | None
    facts: tuple[Fact, ...]
    naming: EntityNaming | None
    """What the sources call it; None where none names it."""
    identifiers: tuple[Link, ...]
    mention_count: int
    passage_count: int
    source_count: int
    total_sources: int
    groups: tuple[PassageGroup, ...]
    """Empty where `shelves` lead to the passages."""
    shelves: tuple[ShelfRow, ...]
    """Empty where the passages stand on the page itself."""
    together: tuple[CoOccurrenceGroup, ...]
    silence: tuple[SourcesInState, ...]
    """The sources that do not mention it, by what holds there."""
    sought: str
    """By how many names it is looked for, and in which languages."""
    claims_by: ClaimList
    claims_about: ClaimList
    spoken: SpokenNote | None
    """How many sources pass on what it says; None where none does."""
    origins_about: OriginNote | None
    """What the claims about it go back to; None where one source makes them all."""
    questions: tuple[QuestionTeaser, ...]
    """Questions that touch it."""
    questions_rest: Rest | None
    figures: FigureTeasers
    """Figures about it or by it that are compared with others."""
    timeline: SmallTimeline | None
    """What is dated and touches it; None where nothing is."""
    ego: EgoView | None
    """Its relations as a drawing; None where it has none."""
    relations: tuple[RelationEdge, ...]
    relations_rest: Rest | None
    locator: Locator | None
    """Places only: where it lies, and what lies in it."""
    ledger: LedgerView | None
    """Agreements only: provisions, and what is reported of them."""
    lineage: LineageView | None
    """Agreements only: what came before and after."""
    edit: EditLink


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimGroup:
    """Claims in the passages of one source."""

    source: SourceRef
    anchor: str
    rows: tuple[ClaimRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityPart:
    """A page that the page of an entity goes on to: passages, or a long list.

    Template: `pages/entity_part.html.jinja`. One of `groups`, `claims` and `relations` is not empty.
    """

    ref: EntityRef
    type_definition: str
    title: str
    """With the name of the entity."""
    subtitle: str
    """The same without it."""
    path: str
    """Below docs/."""
    up: str
    """Its section on the page of the entity."""
    told: str
    """What of how many stands here, in words."""
    toc: tuple[TocEntry, ...]
    previous: Link | None
    following: Link | None
    references: tuple[Reference, ...]
    edit: EditLink
    groups: tuple[PassageGroup, ...] = ()
    claims: tuple[ClaimGroup, ...] = ()
    with_voice: bool = True
    """Whether the claims say who makes them."""
    relations: tuple[RelationEdge, ...] = ()
