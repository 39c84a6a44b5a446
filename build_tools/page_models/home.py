"""The home page, and what stands only there."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from build_tools.page_models.agreement_lines import AgreementLine
from build_tools.page_models.comparisons import AnswerGroup
from build_tools.page_models.hub import Way
from build_tools.page_models.indexes import IndexRow, SourceRow
from build_tools.page_models.passages import ClaimView, Run
from build_tools.page_models.shared import EntityRef, Link, QuestionTeaser, Reference, SourceRef, TocEntry
from build_tools.page_models.timeline import SmallTimeline


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
    quote_voices: tuple[ClaimView, ...]
    """Of what it says of the entity, one claim of each voice."""


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
    line: AgreementLine | None
    """The featured agreements as a line in time; None where fewer than two are dated."""
    ways: tuple[Way, ...]
    """The pages that compare sources."""
    timeline: SmallTimeline | None
    questions: tuple[QuestionTeaser, ...]
    """Questions on which sources conflict or differ."""
    all_questions: Link
    case: tuple[AnswerGroup, ...]
    """The answers to the first of them, with their words."""
    sources: tuple[SourceRow, ...]
    actors: tuple[IndexRow, ...]
    """The most mentioned."""
    places: tuple[IndexRow, ...]
