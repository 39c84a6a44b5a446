"""A passage as pages show it: its words, and what was annotated in them."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from build_tools.page_models.shared import EditLink, EntityRef, OriginRef, SourceRef


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
    hedge: str
    """E.g. `over`, or ""."""
    amount: str
    """E.g. `875,000`, `dozens`."""
    unit: str
    """As it follows the amount, or ""."""
    language: str
    """Of an amount in the words of its source; "" for numbers."""
    direction: str
    period_text: str
    """E.g. `since 1 December 2019`, or ""."""
    scope: str
    amount_inferred: str
    """Why the number is given where the quote does not show it, or ""."""
    period_inferred: str
    """The same of the period, or ""."""

    @property
    def inferred(self) -> str:
        """Why a part of it is not in the quote, or ""."""
        return " ".join(filter(None, (self.amount_inferred, self.period_inferred)))


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
    origin: OriginRef | None
    """The speech, briefing or report that it goes back to, where one is declared."""
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
    denies: bool
    """Whether it is denied that `by` has done so."""
    by: EntityRef | None
    """Who is said to have done so."""
    date_text: str
    """When what is reported happened, in words, or ""."""
    date_inferred: str
    speakers: tuple[EntityRef, ...]
    via: tuple[EntityRef, ...]
    origin: OriginRef | None
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
    origin: OriginRef | None
    source: SourceRef
    passage_href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimType:
    """A type of claims, and how many of one voice are of it."""

    label: str
    definition: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceLine:
    """Who speaks in a passage, and what kinds of claims that voice makes there."""

    speakers: tuple[EntityRef, ...]
    """Empty: the source's own voice."""
    via: tuple[EntityRef, ...]
    origin: OriginRef | None
    types: tuple[ClaimType, ...]
    """In the order of the claims."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CiteLink:
    """How a passage is cited, and found where it was published."""

    href: str
    """The part of the page of its source that says how it is cited."""
    publisher: str
    """Address of its words on the publisher's own page, or ""."""
    archived: bool
    """Whether that is an archived copy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageCard:
    """A passage as it stands on a page about something else."""

    id: str
    anchor: str
    """Id of the card on this page."""
    href: str
    """Permalink: the passage on the page of its source."""
    followed_href: str
    """The same with the entity of this page, whose passages can be followed from there."""
    source: SourceRef
    line: int
    """1-based line in the source file."""
    shown: bool
    """False where the rights of the source forbid showing its text."""
    runs: tuple[Run, ...]
    voices: tuple[VoiceLine, ...]
    """Who speaks in it, in the order of the claims; each voice once."""
    claims: tuple[ClaimView, ...]
    relations: tuple[RelationView, ...]
    reports: tuple[ReportView, ...]
    entities: tuple[EntityRef, ...]
    """All entities tagged in it, in reading order."""
    note: Markup | None
    edit: EditLink
    cite: CiteLink


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """Claims of one passage in a list, with the passage that makes them: its words stand there once."""

    voices: tuple[tuple[ClaimView, ...], ...]
    """The claims, voice by voice; of those that one voice makes alike, of one kind and date, the first."""
    figures: tuple[FigureView, ...]
    """The figures of all of them."""
    quote: str
    """The words of the passage, or "" where rights forbid showing them."""
    source: SourceRef
    href: str
    """The passage's card, if it has one among those of the page's entity, else its permalink."""
