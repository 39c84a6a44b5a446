"""Agreements as a line in time: what is drawn, and where."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LineMark:
    """An agreement on the line: a dot for a day or some days, a bar for a longer time. Positions are per cent."""

    role: str
    """`here`, `before`, `after`, `whole`, `part` or `listed`."""
    title: str
    """Name and date, for those who point at it."""
    href: str
    start: float
    end: float
    is_bar: bool
    is_open: bool
    """Whether a bar has no end, or no beginning."""
    number: str
    """What tells it from its neighbours of one series, such as the number of a round; or ""."""

    @property
    def middle(self) -> float:
        """Where a dot or a label stands."""
        return round((self.start + self.end) / 2, 2)

    @property
    def width(self) -> float:
        """How long a bar is."""
        return round(self.end - self.start, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineLabel:
    """A name over the line, where there is room for it."""

    text: str
    """The name, cut if it is long."""
    at: float
    """Per cent: the dot that it belongs to."""
    anchor: str
    """`start` or `end`: the side of the dot that the text stands on."""
    y: int
    """Baseline in px."""
    is_here: bool
    is_wide: bool
    """Whether there is room for it on a wide screen alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineTick:
    """A mark of the scale below the line, or the day that a source was published."""

    at: float
    text: str
    """Words of the scale, or the sources published there."""
    anchor: str = "middle"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineKey:
    """What a sign of the drawing stands for."""

    role: str
    """A role of marks, or `source`."""
    text: str
    is_bar: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementLine:
    """Agreements in order of time. Macro: `line` of `partials/macros/agreement_line.html.jinja`."""

    title: str
    description: str
    """What the drawing shows, in words."""
    height: int
    """Px."""
    axis: int
    """Where the line is, in px from the top."""
    marks: tuple[LineMark, ...]
    """What is long first, so that it lies below."""
    labels: tuple[LineLabel, ...]
    ticks: tuple[LineTick, ...]
    sources: tuple[LineTick, ...]
    keys: tuple[LineKey, ...]
