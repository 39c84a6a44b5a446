"""The pages that compare sources: questions, and what was inferred."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from build_tools.page_models.figures import FigureSetView
from build_tools.page_models.hub import Way
from build_tools.page_models.origins import OriginNote
from build_tools.page_models.passages import ClaimRow
from build_tools.page_models.shared import (
    EditLink,
    EntityRef,
    QuestionTeaser,
    Reference,
    SourceRef,
    TocEntry,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerGroup:
    """One possible answer to a question and the claims that give it."""

    id: str
    """Id of its heading."""
    text: str
    claims: tuple[ClaimRow, ...]
    denials: tuple[ClaimRow, ...]
    """Claims that deny it."""
    origins: OriginNote | None
    """What the claims that give it go back to; None where one source makes them all."""
    denial_origins: OriginNote | None
    """The same of those that deny it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPage:
    """A question, its answers side by side. Template: `pages/question.html.jinja`."""

    title: str
    """The question itself."""
    toc: tuple[TocEntry, ...]
    verdict_label: str
    verdict: str
    verdict_definition: str
    reason: Markup
    settle: str
    about: tuple[EntityRef, ...]
    answers: tuple[AnswerGroup, ...]
    origins: OriginNote | None
    """What all claims that answer it go back to; None where one source makes them all."""
    source_count: int
    figures: FigureSetView | None
    """The figures of its measures, where there are two or more."""
    references: tuple[Reference, ...]
    edit: EditLink


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionTeasers:
    """The questions with one verdict."""

    id: str
    title: str
    definition: str
    questions: tuple[QuestionTeaser, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionsPage:
    """All questions in small. Template: `pages/questions.html.jinja`."""

    title: str
    toc: tuple[TocEntry, ...]
    ways: tuple[Way, ...]
    """The other pages that compare sources."""
    sections: tuple[QuestionTeasers, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Inference:
    """Something that annotators inferred and the quote does not show."""

    what: tuple[str, ...]
    """What was inferred: a date, a due date, a figure; several where they have one value for one reason."""
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
