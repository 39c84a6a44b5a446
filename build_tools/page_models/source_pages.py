"""The page of a source, and its parts: the annotated text in reading order."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from build_tools.page_models.coverage import EntitiesInState
from build_tools.page_models.naming import Names, SideNaming
from build_tools.page_models.passages import CiteLink, ClaimView, RelationView, ReportView
from build_tools.page_models.shared import (
    EditLink,
    EntityRef,
    Fact,
    QuestionTeaser,
    Reference,
    SourceRef,
    TocEntry,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextNode:
    """A piece of a paragraph on a source page: opens or closes a passage, or shows text.

    The sequence of nodes is well nested: every `open` has its `close`.
    """

    kind: str
    """`open`, `close` or `text`."""
    passage_id: str = ""
    anchor: str = ""
    """`open` only: id of the passage; "" on a continuation (a passage that crosses another or a
    paragraph's end is shown in pieces; the first carries the id)."""
    text: str = ""
    mention: EntityRef | None = None
    mention_href: str = ""
    """Leads to the card of the passage on the page of the entity mentioned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarginNote:
    """What is said of a passage beside the text."""

    passage_id: str
    href: str
    """The passage itself (`#p-…`)."""
    anchor: str
    """Id of the note where it stands in for words that are not shown, else ""."""
    opening: str
    """First words of the passage."""
    claims: tuple[ClaimView, ...]
    relations: tuple[RelationView, ...]
    reports: tuple[ReportView, ...]
    entities: tuple[EntityRef, ...]
    """Each `href` leads to the card of this passage on the page of that entity."""
    note: Markup | None
    edit: EditLink
    cite: CiteLink


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceBlock:
    """A stretch of a source in reading order: a paragraph, or a gap that is not shown."""

    kind: str
    """`paragraph` or `gap`."""
    line: int = 0
    """1-based line in the source file."""
    anchor: str = ""
    nodes: tuple[TextNode, ...] = ()
    heading: str = ""
    """`headline`, `heading` (of a section), or "" for a line of text."""
    cut_before: bool = False
    cut_after: bool = False
    margin: tuple[MarginNote, ...] = ()
    gap_text: str = ""
    """`gap`: e.g. `gap of 214 characters, lines 12–14`; `boilerplate, lines 21–34`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamingRow:
    """What a source calls an entity."""

    entity: EntityRef
    names: Names


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePage:
    """Page of a source. Template: `pages/source.html.jinja`."""

    ref: SourceRef
    toc: tuple[TocEntry, ...]
    facts: tuple[Fact, ...]
    rights_label: str
    rights_definition: str
    rights_statement: str
    shown_percent: int
    passage_count: int
    mention_count: int
    claim_count: int
    blocks: tuple[SourceBlock, ...]
    """Empty where rights forbid showing text."""
    withheld: tuple[MarginNote, ...]
    """The passages, without their words, where rights forbid showing text."""
    questions: tuple[QuestionTeaser, ...]
    """Questions that it answers."""
    sides: tuple[SideNaming, ...]
    """What it calls each side."""
    naming: tuple[NamingRow, ...]
    silence: tuple[EntitiesInState, ...]
    """The entities that it does not mention, by what holds of them."""
    written: str
    """Its language and script."""
    notes: Markup | None
    references: tuple[Reference, ...]
    edit: EditLink
