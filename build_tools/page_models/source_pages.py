"""The page of a source, and its parts: the annotated text in reading order."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from build_tools.page_models.coverage import EntitiesInState
from build_tools.page_models.naming import Names, SideNaming
from build_tools.page_models.passages import CiteLink, ClaimView, FigureView, RelationView, ReportView
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
    number: int = 0
    """`open` only: of the passage in its source, from 1; 0 on a continuation."""
    level: int = 0
    """`open` only: how many passages lie around it."""
    ends: bool = False
    """`open` only: whether the passage ends with this piece where nothing else shows it: words follow that
    do not begin another one."""
    answers: bool = False
    """`open` only: whether it answers a question."""
    byline: str = ""
    """`open` with an anchor only: who speaks, and where, for previews of the passage."""
    text: str = ""
    mention: EntityRef | None = None
    mention_href: str = ""
    """Leads to the card of the passage on the page of the entity mentioned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteVoice:
    """Who speaks in a passage, and what kinds of claims that voice makes there."""

    speakers: tuple[EntityRef, ...]
    """Empty: the source's own voice."""
    via: tuple[EntityRef, ...]
    """Those from whom the source has it."""
    kinds: tuple[str, ...]
    """Labels of the types of its claims, each once."""
    figures: tuple[FigureView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteQuestion:
    """A question that a passage answers, or an answer of which it denies."""

    text: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteEntity:
    """An entity tagged in a passage, and the passages before and after that tag it too."""

    ref: EntityRef
    index_href: str
    """Its entry in the index of the source."""
    card_href: str
    """The card of the passage on the page of the entity."""
    position: int
    """Of this passage among all that tag it, from 1."""
    total: int
    before: str
    """Address of the passage before, maybe in another source; "" for none."""
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarginNote:
    """What is said of a passage beside the text."""

    passage_id: str
    number: int
    """Of the passage in its source, from 1."""
    href: str
    """The passage itself (`#p-…`)."""
    anchor: str
    """Id of the note where it stands in for words that are not shown, else ""."""
    voices: tuple[NoteVoice, ...]
    asks: tuple[NoteQuestion, ...]
    claims: tuple[ClaimView, ...]
    relations: tuple[RelationView, ...]
    reports: tuple[ReportView, ...]
    entities: tuple[NoteEntity, ...]
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
class Layer:
    """What can be shown or not over the text."""

    id: str
    """A kind of entity, `claim` or `question`."""
    label: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexPlace:
    """A passage of the source, in its index."""

    number: int
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexNeighbour:
    """The nearest passage of another source that tags the same entity."""

    label: str
    """Of that source."""
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexEntry:
    """An entity in the index of a source: how often it is named, and where."""

    anchor: str
    ref: EntityRef
    here: int
    """Number of mentions in the source."""
    everywhere: int
    """Number of mentions in all sources."""
    source_count: int
    """Number of sources that name it."""
    places: tuple[IndexPlace, ...]
    """The passages of the source that tag it, in reading order."""
    first: int
    """Position of the first of them among all passages that tag it, from 1."""
    total: int
    """Number of passages that tag it, in all sources."""
    before: IndexNeighbour | None
    after: IndexNeighbour | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexGroup:
    """The entities of one kind in the index of a source."""

    label: str
    entries: tuple[IndexEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NamingRow:
    """What a source calls an entity."""

    entity: EntityRef
    names: Names


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePage:
    """Page of a source. Template: `pages/source.html.jinja`."""

    ref: SourceRef
    address: str
    """Where the page is published, for paper; "" where that is not known."""
    toc: tuple[TocEntry, ...]
    facts: tuple[Fact, ...]
    rights_label: str
    rights_definition: str
    rights_statement: str
    preview: bool
    """Whether more is shown than a published page may show."""
    shown_percent: int
    passage_count: int
    mention_count: int
    claim_count: int
    layers: tuple[Layer, ...]
    blocks: tuple[SourceBlock, ...]
    """Empty where rights forbid showing text."""
    withheld: tuple[MarginNote, ...]
    """The passages, without their words, where rights forbid showing text."""
    index: tuple[IndexGroup, ...]
    """Who and what it names; groups without an entry are left out."""
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
