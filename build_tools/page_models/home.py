"""The home page, and what stands only there."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from build_tools.page_models.agreement_lines import AgreementLine
from build_tools.page_models.comparisons import AnswerGroup
from build_tools.page_models.hub import Way
from build_tools.page_models.indexes import IndexRow, SourceRow
from build_tools.page_models.maps import SmallMap
from build_tools.page_models.passages import ClaimView, PassageCard, Run
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
class VerdictTerm:
    """How answers can stand to each other, with the word's definition."""

    verdict: str
    label: str
    definition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Specimen:
    """One passage with every mark that readers meet, to explain them by."""

    card: PassageCard
    claim: ClaimView
    """Its first claim."""
    kinds: tuple[EntityRef, ...]
    """One entity of each kind that it names, in the order of kinds."""
    verdicts: tuple[VerdictTerm, ...]
    """Those that questions of the corpus have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WayIn:
    """A way to take part."""

    title: str
    text: str
    href: str


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
    map: SmallMap | None
    """None where no place has a point."""
    case: QuestionTeaser | None
    """The question that is shown large; None where no answers conflict or differ."""
    case_answers: tuple[AnswerGroup, ...]
    """The answers to it, with their words."""
    questions: tuple[QuestionTeaser, ...]
    """More questions on which sources conflict or differ."""
    all_questions: Link
    sources: tuple[SourceRow, ...]
    actors: tuple[IndexRow, ...]
    """The most mentioned."""
    places: tuple[IndexRow, ...]
    specimen: Specimen | None
    """How to read the site; None where no passage has what there is to explain."""
    take_part: tuple[WayIn, ...]
