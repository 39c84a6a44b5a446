"""Plots of figures: each amount as a mark on one scale, and what the mark shows in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from build_tools.collation.figures import FigureRow
from build_tools.collation.quantities import Interval
from build_tools.dates import date_text
from build_tools.page_models.figures import Mark, Plot, PlotRow, PlotTick
from build_tools.views.common import Page
from build_tools.views.scales import Scale, number_scale
from build_tools.views.words import number_text

_DRAWN = 60
"""Figures in a plot at most."""
_SHAPES = ("number", "about", "range", "from", "to")


def plots(page: Page, rows: Iterable[FigureRow], *, dated: bool, scoped: bool) -> tuple[Plot, ...]:
    """Return figures drawn on scales, one for each measure and unit of which there are two numbers or more.

    `dated` puts them in order of the days as of which they hold, and says the days; `scoped` says what each counts.
    """
    groups: dict[tuple[str, str], list[FigureRow]] = {}
    for row in rows:
        groups.setdefault((row.figure.measure, (row.figure.unit or "").casefold()), []).append(row)
    drawn = (group for group in groups.values() if sum(row.interval is not None for row in group) > 1)
    return tuple(_plot(page, group, dated=dated, scoped=scoped) for group in drawn)


def _plot(page: Page, rows: list[FigureRow], *, dated: bool, scoped: bool) -> Plot:
    shown = sorted(rows, key=lambda row: row.as_of)[:_DRAWN] if dated else rows[:_DRAWN]
    scale = number_scale(end for row in shown for end in _ends(row.interval))
    made = tuple(_row(page, row, scale, dated=dated, scoped=scoped) for row in shown)
    label = page.corpus.vocabulary.label("measures", rows[0].figure.measure)
    marks = [row.mark for row in made if row.mark is not None]
    used = {mark.shape for mark in marks} | {"about" for mark in marks if mark.approximate}
    return Plot(
        title=f"{label}, in {rows[0].figure.unit}" if rows[0].figure.unit else label,
        description=_description(shown),
        rows=made,
        ticks=tuple(
            PlotTick(position=tick.position, label=number_text(tick.value.normalize())) for tick in scale.ticks()
        ),
        logarithmic=scale.logarithmic,
        total=len(rows),
        shapes=tuple(shape for shape in _SHAPES if shape in used),
    )


def _description(rows: Sequence[FigureRow]) -> str:
    """Return what is drawn, e.g. `3 figures of 2 sources, from 80,000 to 900,000`."""
    ends = [end for row in rows for end in _ends(row.interval)]
    sources = len({row.source_id for row in rows})
    low, high = number_text(min(ends)), number_text(max(ends))
    reach = f"all at {low}" if low == high else f"from {low} to {high}"
    return f"{len(rows):,} figures of {sources:,} source{'' if sources == 1 else 's'}, {reach}"


def _row(page: Page, row: FigureRow, scale: Scale, *, dated: bool, scoped: bool) -> PlotRow:
    passage = row.claims[0].passage
    interval = row.interval
    return PlotRow(
        figure=page.figure(row.figure, passage),
        source=page.source(page.corpus.sources[row.source_id]),
        as_of_text=date_text(row.as_of) if dated else "",
        scope=(row.figure.scope or "") if scoped else "",
        href=page.passage_href(passage),
        mark=_mark(interval, scale) if interval else None,
        reading=_reading(interval) if interval else "",
    )


def _ends(interval: Interval | None) -> Sequence[Decimal]:
    return [end for end in (interval.lower, interval.upper) if end is not None] if interval else []


def _mark(interval: Interval, scale: Scale) -> Mark:
    lower, upper = interval.lower, interval.upper
    ends = [scale.at(end) for end in _ends(interval)]
    if lower is not None and upper is not None:
        shape, left_out = "number" if lower == upper else "range", False
    else:
        shape, left_out = ("from", interval.lower_open) if upper is None else ("to", interval.upper_open)
    return Mark(shape=shape, start=ends[0], end=ends[-1], open=left_out, approximate=interval.approximate)


def _reading(interval: Interval) -> str:
    lower, upper = interval.lower, interval.upper
    if lower is not None and lower == upper:
        return f"near {number_text(lower)}, on either side" if interval.approximate else number_text(lower)
    return f"about {interval_text(interval)}" if interval.approximate else interval_text(interval)


def interval_text(interval: Interval) -> str:
    """Return the numbers of an interval in words, e.g. `above 875,000 and below 900,000`."""
    lower, upper = interval.lower, interval.upper
    if lower is not None and lower == upper:
        return number_text(lower)
    if lower is not None and upper is not None and not interval.lower_open and not interval.upper_open:
        return f"from {number_text(lower)} to {number_text(upper)}"
    words = []
    if lower is not None:
        words.append(f"above {number_text(lower)}" if interval.lower_open else f"{number_text(lower)} or more")
    if upper is not None:
        words.append(f"below {number_text(upper)}" if interval.upper_open else f"{number_text(upper)} or less")
    return " and ".join(words)
