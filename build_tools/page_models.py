"""What the templates lay out: one frozen record per page kind and per part of a page.

Everything here is sorted, labelled and linked already, so that a template has nothing to decide.
Plain `str` fields are text and are escaped by the renderer; `Markup` fields are safe HTML made by
`markdown_notes`. `href` fields are source-relative links to `.md` files (see `urls`).
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class TocEntry:
    """A heading of a page, for the table of contents beside it."""

    title: str
    id: str
    children: tuple[TocEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EditLink:
    """Where the data behind a page or a passage is kept."""

    file: str
    """Path of the YAML file in the repository, POSIX."""
    line: int
    """1-based line of the record in that file."""
    href: str
    """Address of the editor for that file, or "" where no repository is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityRef:
    """An actor, place or agreement as something to link to."""

    id: str
    kind: str
    """`actor`, `place` or `agreement`."""
    kind_label: str
    name: str
    type_label: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRef:
    """A source as something to link to."""

    id: str
    label: str
    """Short name for tables and cards."""
    headline: str
    outlet: str
    published: str
    """EDTF."""
    published_text: str
    """The same for readers, e.g. `7–8 January 2018`."""
    language: str
    direction: str
    """`ltr` or `rtl`."""
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A piece of source text that is shown in one manner."""

    text: str
    in_quote: bool = True
    """False for the rest of the sentence around a quoted passage."""
    mention: EntityRef | None = None
    """The entity that this piece names (the innermost one, where mentions nest)."""
    is_subject: bool = False
    """Whether the mentioned entity is the one that the page is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureView:
    """A quantity that a claim states."""

    measure_label: str
    measure_definition: str
    text: str
    """E.g. `over 875,000 people`."""
    period_text: str
    """E.g. `since 1 December 2019`, or ""."""
    scope: str
    inferred: str
    """Why a part of it is not in the quote, or ""."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerView:
    """The answer to a question that a claim gives or denies."""

    question: str
    answer: str
    rejected: bool
    """Whether the claim denies it."""
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView:
    """A claim, with the voice that makes it."""

    type_label: str
    type_definition: str
    speakers: tuple[EntityRef, ...]
    """Empty: the source's own voice."""
    via: tuple[EntityRef, ...]
    about: tuple[EntityRef, ...]
    date: str
    """EDTF or ""."""
    date_text: str
    date_inferred: str
    due_text: str
    """By when it is to come, in words, or ""."""
    due_inferred: str
    figure: FigureView | None
    answers: tuple[AnswerView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """How a passage reports an agreement: described, kept, breached and so on."""

    agreement: EntityRef
    provision: str
    """Text of the provision, or "" for the agreement as a whole."""
    report_label: str
    report_definition: str
    by: EntityRef | None
    """Who is said to have done so."""
    speakers: tuple[EntityRef, ...]
    via: tuple[EntityRef, ...]
    passage_label: str
    passage_href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationView:
    """A relation as seen from the page's entity, or from neither side (`subject` given)."""

    subject: EntityRef
    label: str
    """Reads from `subject` to `object`, e.g. `backs`, `backed by`."""
    definition: str
    object: EntityRef
    date_text: str
    """When it holds, in words, or ""."""
    date_inferred: str
    extent: str
    """How far it holds, or ""."""
    speakers: tuple[EntityRef, ...]
    via: tuple[EntityRef, ...]
    source: SourceRef
    passage_href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageCard:
    """A passage as it stands on a page about something else."""

    id: str
    anchor: str
    """Id of the card on this page."""
    href: str
    """Permalink: the passage on the page of its source."""
    source: SourceRef
    line: int
    """1-based line in the source file."""
    shown: bool
    """False where the rights of the source forbid showing its text."""
    runs: tuple[Run, ...]
    cut_before: bool
    """Whether text of the same sentence before the runs is left out."""
    cut_after: bool
    claims: tuple[ClaimView, ...]
    relations: tuple[RelationView, ...]
    reports: tuple[ReportView, ...]
    entities: tuple[EntityRef, ...]
    """All entities tagged in it, in reading order."""
    note: Markup | None
    edit: EditLink


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A numbered reference under a summary or note."""

    number: int
    anchor: str
    """Id of the entry in the list of references."""
    back: str
    """Id of the place that cites it first."""
    text: str
    quote: str
    """The words of the passage cited, or "" for a reference outside the corpus."""
    href: str
    """Permalink of the passage, or ""."""
    source: SourceRef | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NameView:
    """A name or spelling of an entity."""

    text: str
    language: str
    """BCP 47 tag, or "" for the language of the corpus."""
    language_label: str
    direction: str
    kind_label: str
    """"" for an ordinary name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Text with an address; `href` may be ""."""

    text: str
    href: str = ""
    note: str = ""
    external: bool = False
    cite: Markup | None = None
    """Numbered reference to what backs it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One row of the fact table of an entity or a source."""

    label: str
    values: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SurfaceCount:
    """A surface form and how often a source uses it."""

    text: str
    count: int
    usage_label: str = ""
    """E.g. `quoted`, where it is not the source's own name for the entity."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageGroup:
    """The passages of one source on an entity page, in reading order."""

    source: SourceRef
    anchor: str
    mention_count: int
    names_used: tuple[SurfaceCount, ...]
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
class ClaimRow:
    """A claim in a list, with the passage that makes it."""

    claim: ClaimView
    quote: str
    """The words of the passage, or "" where rights forbid showing them."""
    source: SourceRef
    href: str
    """Anchor of the passage's card on this page if there is one, else its permalink."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionView:
    """A provision of an agreement and the passages that report it."""

    id: str
    anchor: str
    text: str
    reference: str
    cite: Markup | None
    """Numbered reference to where the provision is taken from."""
    reports: tuple[ReportView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityPage:
    """Page of an actor, a place or an agreement. Templates: `pages/{actor,place,agreement}.html.jinja`."""

    ref: EntityRef
    toc: tuple[TocEntry, ...]
    type_definition: str
    names: tuple[NameView, ...]
    summary: Markup | None
    references: tuple[Reference, ...]
    notes: Markup | None
    facts: tuple[Fact, ...]
    identifiers: tuple[Link, ...]
    mention_count: int
    passage_count: int
    source_count: int
    total_sources: int
    groups: tuple[PassageGroup, ...]
    together: tuple[CoOccurrenceGroup, ...]
    silent_count: int
    """How many sources tag it in no passage."""
    silent: tuple[SourceRef, ...]
    """The first of them, in order of publication: a list of thousands tells a reader nothing."""
    claims_by: tuple[ClaimRow, ...]
    claims_about: tuple[ClaimRow, ...]
    relations: tuple[tuple[RelationView, ...], ...]
    """Each with every passage that states it: views that differ in nothing else."""
    provisions: tuple[ProvisionView, ...]
    """Agreements only."""
    reports: tuple[ReportView, ...]
    """Agreements only: reports on the agreement as a whole."""
    edit: EditLink


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
    surfaces: tuple[SurfaceCount, ...]


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
    naming: tuple[NamingRow, ...]
    silent_count: int
    """How many entities it tags nowhere."""
    silent_on: tuple[EntityRef, ...]
    """The first of them, by kind and name."""
    notes: Markup | None
    references: tuple[Reference, ...]
    edit: EditLink


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexRow:
    """A line of a section index."""

    entity: EntityRef
    also: tuple[NameView, ...]
    """Some other names, native script first."""
    mention_count: int
    passage_count: int
    source_count: int
    first: str
    """EDTF of the earliest source that mentions it, or ""."""
    first_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexPage:
    """Index of actors, places or agreements. Template: `pages/index.html.jinja`."""

    kind: str
    title: str
    intro: str
    toc: tuple[TocEntry, ...]
    rows: tuple[IndexRow, ...]
    total_sources: int
    new_href: str
    """Where a new record is begun, or ""."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """A line of the index of sources."""

    source: SourceRef
    passage_count: int
    mention_count: int
    claim_count: int
    word_count: int
    rights_label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceIndexPage:
    """Index of sources. Template: `pages/sources.html.jinja`."""

    title: str
    intro: str
    toc: tuple[TocEntry, ...]
    rows: tuple[SourceRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesCell:
    """What one source calls one entity."""

    surfaces: tuple[SurfaceCount, ...]
    href: str
    """The entity's passages of that source."""
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesRow:
    """One entity across the sources."""

    entity: EntityRef
    cells: tuple[NamesCell, ...]
    """In the order of the page's `sources`; empty where that has none."""
    source_count: int
    surfaces: tuple[SurfaceCount, ...]
    """The most frequent names over all sources, where there are too many sources for a column each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesPage:
    """What each source calls whom. Template: `pages/names.html.jinja`."""

    title: str
    toc: tuple[TocEntry, ...]
    sources: tuple[SourceRef, ...]
    """The columns; empty where there are too many sources for a column each."""
    total_sources: int
    language: str
    """Language of the corpus."""
    direction: str
    sections: tuple[NamesSection, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesSection:
    """The rows of one kind of entity."""

    title: str
    id: str
    rows: tuple[NamesRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerGroup:
    """One possible answer to a question and the claims that give it."""

    text: str
    claims: tuple[ClaimRow, ...]
    denials: tuple[ClaimRow, ...]
    """Claims that deny it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionView:
    """A question on which sources are compared."""

    id: str
    anchor: str
    question: str
    verdict_label: str
    verdict: str
    verdict_definition: str
    reason: Markup
    settle: str
    about: tuple[EntityRef, ...]
    answers: tuple[AnswerGroup, ...]
    source_count: int
    edit: EditLink


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionsPage:
    """All questions. Template: `pages/questions.html.jinja`."""

    title: str
    toc: tuple[TocEntry, ...]
    questions: tuple[QuestionView, ...]
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Inference:
    """Something that annotators inferred and the quote does not show."""

    what: str
    """What was inferred: a date, a due date, a figure."""
    value: str
    reason: str
    quote: str
    """Words of the passage, or "" where rights forbid showing them."""
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InferencesSection:
    """What was inferred in one source."""

    id: str
    source: SourceRef
    published_basis: str
    """What the date of publication rests on, or ""."""
    rows: tuple[Inference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InferencesPage:
    """What was inferred, with reasons. Template: `pages/inferences.html.jinja`."""

    title: str
    toc: tuple[TocEntry, ...]
    sections: tuple[InferencesSection, ...]
    total: int
    shown: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number of the corpus, with where it leads."""

    number: int
    label: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Featured:
    """An agreement (or other entity) that the home page draws into."""

    entity: EntityRef
    date_text: str
    passage_count: int
    source_count: int
    quote: tuple[Run, ...]
    """The words of one passage that tags it, or empty."""
    quote_href: str
    quote_source: SourceRef | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """Home. Template: `pages/home.html.jinja`."""

    title: str
    tagline: str
    description: str
    introduction: Markup | None
    references: tuple[Reference, ...]
    toc: tuple[TocEntry, ...]
    counts: tuple[Count, ...]
    featured: tuple[Featured, ...]
    questions: tuple[QuestionView, ...]
    """Questions on which sources conflict or differ, with `anchor` being a link to the question."""
    sources: tuple[SourceRow, ...]
    actors: tuple[IndexRow, ...]
    """The most mentioned."""
    places: tuple[IndexRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a data file."""

    name: str
    definition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A data file."""

    title: str
    href: str
    file: str
    description: str
    rows: int
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DataPage:
    """The downloads with their dictionary. Template: `pages/data.html.jinja`."""

    title: str
    toc: tuple[TocEntry, ...]
    downloads: tuple[Download, ...]
    schemas: tuple[Link, ...]
    licence: Link
    credits: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TermView:
    """A term of a closed list."""

    term: str
    label: str
    definition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TermList:
    """A closed list of the vocabulary."""

    title: str
    id: str
    used_in: str
    terms: tuple[TermView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldView:
    """A key of a record kind."""

    key: str
    required: bool
    type: str
    definition: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordView:
    """A record kind and its keys."""

    title: str
    id: str
    file: str
    definition: str
    fields: tuple[FieldView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleView:
    """A rule that the check enforces."""

    id: str
    level: str
    meaning: Markup
    cure: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class CodebookPage:
    """Vocabulary, record kinds and rules, from the code. Template: `pages/codebook.html.jinja`."""

    title: str
    toc: tuple[TocEntry, ...]
    records: tuple[RecordView, ...]
    lists: tuple[TermList, ...]
    rules: tuple[RuleView, ...]
