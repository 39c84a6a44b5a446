"""The page of an actor, a place or an agreement, and its parts."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from build_tools.page_models.coverage import SourcesInState
from build_tools.page_models.figures import FigureTeasers
from build_tools.page_models.ledger import LedgerView, LineageView
from build_tools.page_models.naming import EntityNaming
from build_tools.page_models.origins import OriginNote, SpokenNote
from build_tools.page_models.passages import ClaimRow, PassageCard, RelationView
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
class CoOccurrence:
    """An entity that shares passages with the page's entity."""

    entity: EntityRef
    passage_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CoOccurrenceGroup:
    """Co-occurring entities of one kind, most frequent first."""

    kind_label: str
    items: tuple[CoOccurrence, ...]


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
    together: tuple[CoOccurrenceGroup, ...]
    silence: tuple[SourcesInState, ...]
    """The sources that do not mention it, by what holds there."""
    sought: str
    """By how many names it is looked for, and in which languages."""
    claims_by: tuple[ClaimRow, ...]
    claims_about: tuple[ClaimRow, ...]
    spoken: SpokenNote | None
    """How many sources pass on what it says; None where none does."""
    origins_about: OriginNote | None
    """What the claims about it go back to; None where one source makes them all."""
    questions: tuple[QuestionTeaser, ...]
    """Questions that touch it."""
    figures: FigureTeasers
    """Figures about it or by it that are compared with others."""
    timeline: SmallTimeline | None
    """What is dated and touches it; None where nothing is."""
    relations: tuple[tuple[RelationView, ...], ...]
    """Each with every passage that states it: views that differ in nothing else."""
    ledger: LedgerView | None
    """Agreements only: provisions, and what is reported of them."""
    lineage: LineageView | None
    """Agreements only: what came before and after."""
    edit: EditLink
