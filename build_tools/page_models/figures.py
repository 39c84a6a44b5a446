"""Figures side by side: sets of those that count the same thing, how they stand to each other, and their drawings."""

from __future__ import annotations

from dataclasses import dataclass

from build_tools.page_models.origins import OriginNote
from build_tools.page_models.passages import ClaimView, FigureView
from build_tools.page_models.shared import EntityRef, Link, SourceRef, TocEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictView:
    """How figures stand to each other."""

    verdict: str
    """A word of the list `verdicts`."""
    verdict_label: str
    verdict_definition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What is drawn of a figure. Positions are per cent of the width."""

    shape: str
    """`number`: a point at `start`. `range`: a bar from `start` to `end`. `from`: a ray from `start` to larger numbers.
    `to`: a ray from `start` to smaller ones."""
    start: float
    end: float
    open: bool
    """Rays: whether the number at `start` itself is left out."""
    approximate: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlotRow:
    """A figure of a plot: its line of text and its mark."""

    figure: FigureView
    source: SourceRef
    as_of_text: str
    """Where the days differ: as of when it holds; else ""."""
    scope: str
    """Where the figures are not comparable: what it counts; else ""."""
    href: str
    """Permalink of its first passage."""
    mark: Mark | None
    """None for an amount in words."""
    reading: str
    """What the mark shows, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlotTick:
    """A number of the axis."""

    position: float
    """Per cent of the width."""
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """Figures of one measure and unit on one scale."""

    title: str
    description: str
    """What is drawn, in numbers."""
    """What is drawn: measure and unit."""
    rows: tuple[PlotRow, ...]
    ticks: tuple[PlotTick, ...]
    logarithmic: bool
    total: int
    """How many figures there are; of very many the first are drawn."""
    shapes: tuple[str, ...]
    """Which signs the legend explains, in its order: shapes of marks, and `about`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigurePassage:
    """A passage that states a figure."""

    href: str
    quote: str
    """Its words, or "" where rights forbid showing them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRowView:
    """A figure of one source in the table."""

    figure: FigureView
    claim: ClaimView
    """The claim that states it first: its voice."""
    about: tuple[EntityRef, ...]
    source: SourceRef
    since_text: str
    until_text: str
    as_of_text: str
    """As of when it holds, where no end of a period says it."""
    as_of_published: bool
    """Whether that is only the date of publication."""
    inferred: tuple[str, ...]
    """Why parts of it are not in the quotes."""
    passages: tuple[FigurePassage, ...]
    note: str
    """Why it stands alone, if not only because no other counts the same; else ""."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartView:
    """Figures of one time within a set, compared among themselves."""

    stands: VerdictView
    rule_label: str
    rule_definition: str
    time_text: str
    figures: tuple[TeaserFigure, ...]
    more: int
    """How many are not listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureSetView:
    """Figures that are compared with each other."""

    anchor: str
    """Id of its heading on the page of its measure."""
    title: str
    question: Link | None
    """The question that holds them together, with its address."""
    stands: VerdictView
    """The verdict of people where there is a question, else the one proposed."""
    proposed: VerdictView
    rule_label: str
    rule_definition: str
    particulars: tuple[str, ...]
    """What the rule found here, in sentences."""
    origins: OriginNote | None
    """What the figures go back to; None where one source states them all."""
    parts: tuple[PartView, ...]
    about: tuple[EntityRef, ...]
    """What all of them are about; empty for a question, whose figures say it one by one."""
    unit: str
    figure_count: int
    source_count: int
    plots: tuple[Plot, ...]
    rows: tuple[FigureRowView, ...]
    """As many as the page has room for."""
    measures: tuple[Link, ...]
    """Its measures, each with the address of the set on the measure's page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeaserFigure:
    """A figure in small."""

    figure: FigureView
    source: SourceRef
    href: str
    """Permalink of its first passage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureTeaser:
    """A set of figures in one line."""

    href: str
    """The set on the page of its measure."""
    title: str
    measure_label: str
    stands: VerdictView
    by_people: bool
    """Whether people set the verdict."""
    figures: tuple[TeaserFigure, ...]
    more: int
    """How many are not listed."""
    of_other_measures: int
    """How many are not listed because they are of other measures than the one at hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureTeasers:
    """Sets of figures in a list."""

    items: tuple[FigureTeaser, ...]
    total: int
    """How many there are; of very many the first are listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureSection:
    """A measure on the page of all figures."""

    id: str
    title: str
    href: str
    """Its own page."""
    definition: str
    figure_count: int
    source_count: int
    alone_count: int
    """How many figures nothing is compared with."""
    sets: FigureTeasers


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresPage:
    """All measures that have figures. Template: `pages/figures.html.jinja`."""

    title: str
    toc: tuple[TocEntry, ...]
    sections: tuple[MeasureSection, ...]
    """Measures of which something is compared."""
    alone: tuple[MeasureSection, ...]
    """The others."""
    figure_count: int
    codebook_href: str
    """The list of rules."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasurePage:
    """The figures of one measure. Template: `pages/measure.html.jinja`."""

    title: str
    toc: tuple[TocEntry, ...]
    definition: str
    kind_label: str
    """How it stands to time, or ""."""
    kind_definition: str
    figure_count: int
    source_count: int
    sets: tuple[FigureSetView, ...]
    alone: tuple[FigureRowView, ...]
    alone_count: int
    set_count: int
    row_count: int
    """Rows that the page would have if it had room for all."""
    rows_shown: int
    index_href: str
    codebook_href: str
