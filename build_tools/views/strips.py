"""Strips: dated events drawn on lanes over a scale of time, so that empty years do not squeeze the dense weeks."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from babel.dates import format_date

from build_tools.collation.events import SOURCE, Event
from build_tools.dates import date_text
from build_tools.page_models.timeline import Lane, Mark, Strip, StripTick
from build_tools.views.scales import Scale, Tick, day_ticks, month_ticks, time_scale, year_ticks

Link = Callable[[Event], str]
"""Gives the address of an event's entry."""

_DOT_ROW, _BAR_ROW, _BAR_STEP, _COLUMN = 14, 28, 7, 40
_BAR_ROWS = 5
"""Rows of bars on a lane; those that find no place are counted."""
_NEAR = 0.6
"""Per cent of the width: dots nearer to each other are one."""
_TICKS = 6
_BINS = 124
_RUN_GAP, _RUN_LONGEST, _RUN_LEAST, _RUNS = 14, 62, 5, 6


@dataclass(frozen=True, slots=True)
class Period:
    """Days that many events fall on."""

    first: dt.date
    last: dt.date
    count: int
    """Events whose days lie in it."""


def bounded(events: Iterable[Event]) -> tuple[dt.date, dt.date] | None:
    """Return the first and last day of some events; ends that are not known do not count. None for no event."""
    days = [day for e in events for day in (e.date.start, e.date.end) if day not in (dt.date.min, dt.date.max)]
    return (min(days), max(days)) if days else None


def dense_periods(events: Iterable[Event]) -> tuple[Period, ...]:
    """Return the periods with the most events of known days, in order of time.

    Days with gaps of at most two weeks between them are one period; one longer than two months is cut by the calendar.
    A period has at least five events.
    """
    runs: list[list[Event]] = []
    last = dt.date.min
    for event in sorted((e for e in events if _is_short(e)), key=lambda e: (e.date.start, e.date.end)):
        if not runs or (event.date.start - last).days > _RUN_GAP:
            runs.append([])
        runs[-1].append(event)
        last = max(last, event.date.end)
    parts = [_period(part) for run in runs for part in _cut(run) if len(part) >= _RUN_LEAST]
    return tuple(sorted(sorted(parts, key=lambda p: (-p.count, p.first))[:_RUNS], key=lambda p: p.first))


def _is_short(event: Event) -> bool:
    return event.precision in ("day", "interval") and (event.date.end - event.date.start).days < _RUN_GAP


def _cut(run: list[Event]) -> Iterable[list[Event]]:
    if (max(e.date.end for e in run) - run[0].date.start).days < _RUN_LONGEST:
        return (run,)
    months: dict[tuple[int, int], list[Event]] = {}
    for event in run:
        months.setdefault((event.date.start.year, event.date.start.month), []).append(event)
    return months.values()


def _period(run: list[Event]) -> Period:
    return Period(run[0].date.start, max(e.date.end for e in run), len(run))


# ---- strips ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Row:
    """What a lane is made of."""

    label: str
    events: Sequence[Event]
    href: str = ""
    counted: bool = False
    """Whether it is drawn as columns of numbers."""


def strip(
    rows: Iterable[Row], first: dt.date, last: dt.date, link: Link, *, title: str = "", anchor: str = ""
) -> Strip:
    """Return a drawing of the time from one day to another, a lane for each row that has something in it."""
    scale = time_scale(first, last)
    lanes = [_lane(row, scale, first, last, link) for row in rows]
    lanes = [lane for lane in lanes if lane.marks]
    said = " ".join(lane.description for lane in lanes)
    return Strip(
        id=anchor,
        title=title,
        description=f"From {_day_text(first)} to {_day_text(last)}. {said}",
        lanes=tuple(lanes),
        ticks=_ticks(scale, first, last),
    )


def _lane(row: Row, scale: Scale, first: dt.date, last: dt.date, link: Link) -> Lane:
    within = [e for e in row.events if _shows(e, first, last)]
    if row.counted:
        marks, height, left = _columns(within, scale, first, last, link)
    else:
        marks, height, left = _marks(within, scale, link)
    statements = sum(event.kind != SOURCE for event in within)
    published = [date_text(event.date.text) for event in within if event.kind == SOURCE]
    said = f"{row.label}: {statements:,} dated {'entry' if statements == 1 else 'entries'}{_extent(within)}"
    if len(published) == 1 and not row.counted:
        said += f", published {published[0]}"
    elif published:
        said += f", {len(published):,} publications"
    note = f"{left:,} longer span{'' if left == 1 else 's'} not drawn" if left else ""
    return Lane(label=row.label, href=row.href, description=f"{said}.", height=height, marks=marks, note=note)


def _extent(events: Sequence[Event]) -> str:
    """Return from when to when statements reach, and which date most have, in words; "" where none is closed."""
    stated = [event for event in events if event.kind != SOURCE and not event.is_open]
    if not stated:
        return ""
    first, last = min(stated, key=lambda event: event.date.start), max(stated, key=lambda event: event.date.end)
    texts = [date_text(event.date.text) for event in (first, last)]
    if texts[0] == texts[1]:
        return f", {texts[0]}"
    (most, count), *_ = Counter(event.date.text for event in stated).most_common(1)
    return f", from {texts[0]} to {texts[1]}" + (
        f", most on one date: {count:,}, {date_text(most)}" if count > 1 else ""
    )


def _shows(event: Event, first: dt.date, last: dt.date) -> bool:
    """Whether something of an event is to be seen: what covers all of a shorter strip says nothing there."""
    if event.date.end < first or event.date.start > last:
        return False
    return event.date.start >= first or event.date.end <= last


def _marks(events: Sequence[Event], scale: Scale, link: Link) -> tuple[tuple[Mark, ...], int, int]:
    """Return the marks of a lane, its height, and how many bars found no place: publications, bars, then dots."""
    published = [e for e in events if e.kind == SOURCE]
    stated = [e for e in events if e.kind != SOURCE]
    days: dict[tuple[int, bool, bool], list[Event]] = {}
    spans: dict[tuple[float, float, bool, bool, bool, bool], list[Event]] = {}
    for event in stated:
        x, x2 = _ends(event, scale)
        about = event.precision == "about"
        if event.date.start == event.date.end:
            days.setdefault((round(x / _NEAR), about, event.due), []).append(event)
        else:
            open_ends = event.date.start == dt.date.min, event.date.end == dt.date.max
            spans.setdefault((x, x2, about, event.due, *open_ends), []).append(event)
    top = _BAR_ROW if days or published else _BAR_STEP
    bars, rows, left = _packed(spans, top, link)
    dots = [
        Mark(
            shape="dot",
            x=_ends(group[0], scale)[0],
            x2=_ends(group[0], scale)[0],
            y=_DOT_ROW,
            size=min(7, 3 + math.floor(math.log2(len(group)) / 1.5)),
            about=about,
            due=due,
            title=_title(group),
            href=link(group[0]),
        )
        for (_, about, due), group in sorted(days.items())
    ]
    height = top + _BAR_STEP * rows
    flags = [
        Mark(shape="published", x=_ends(e, scale)[0], x2=_ends(e, scale)[1], y=height, title=_title([e]), href=link(e))
        for e in published
    ]
    return (*flags, *bars, *dots), height, left


def _ends(event: Event, scale: Scale) -> tuple[float, float]:
    """Return where an event begins and ends: an open end at the margin, one beyond the strip at the edge."""
    start, end = event.date.start.toordinal(), event.date.end.toordinal()
    x = scale.at(start) if start >= scale.low or event.date.start == dt.date.min else 0.0
    x2 = scale.at(end) if end <= scale.high or event.date.end == dt.date.max else 100.0
    return x, x2


def _packed(
    spans: dict[tuple[float, float, bool, bool, bool, bool], list[Event]], top: int, link: Link
) -> tuple[list[Mark], int, int]:
    """Return bars so that none covers another one, the rows that they need, and how many events found no place."""
    bars, ends, left = [], list[float](), 0
    for key, group in sorted(spans.items(), key=lambda item: (item[0][0], -item[0][1], item[0])):
        x, x2, about, due, open_start, open_end = key
        row = next((number for number, end in enumerate(ends) if end + 1.5 < x), len(ends))
        if row == _BAR_ROWS:
            left += len(group)
            continue
        ends[row : row + 1] = [x2]
        bars.append(
            Mark(
                shape="bar",
                x=x,
                x2=x2,
                y=top + _BAR_STEP * row,
                about=about,
                due=due,
                open_start=open_start,
                open_end=open_end,
                title=_title(group),
                href=link(group[0]),
            )
        )
    return bars, len(ends), left


def _columns(
    events: Sequence[Event], scale: Scale, first: dt.date, last: dt.date, link: Link
) -> tuple[tuple[Mark, ...], int, int]:
    """Return columns of numbers, by day, month or years, their height, and how many events are not as precise."""
    cut, days = _bins(first, last)
    bins: dict[dt.date, list[Event]] = {}
    left = 0
    for event in events:
        if event.is_open or (event.date.end - event.date.start).days > days:
            left += 1
        else:
            bins.setdefault(max(cut(event.placed), first), []).append(event)
    most = max(map(len, bins.values()), default=1)
    marks = [
        Mark(
            shape="column",
            x=scale.at(start.toordinal()),
            x2=scale.at(min(start.toordinal() + days, last.toordinal() + 1)),
            y=max(2, round(len(group) / most * _COLUMN)),
            title=_title(group),
            href=link(group[0]),
        )
        for start, group in sorted(bins.items())
    ]
    return tuple(marks), _COLUMN, left


def _bins(first: dt.date, last: dt.date) -> tuple[Callable[[dt.date], dt.date], int]:
    """Return what gives the first day of a day's bin, and the days that a bin has about."""
    days = (last - first).days
    if days < _BINS:
        return (lambda day: day), 1
    if days < _BINS * 30:
        return (lambda day: day.replace(day=1)), 31
    years = next(step for step in (1, 2, 5, 10, 20, 50, 100) if days < _BINS * 365 * step)
    return (lambda day: dt.date(max(1, day.year // years * years), 1, 1)), 366 * years


def _title(events: Sequence[Event]) -> str:
    first, last = date_text(events[0].date.text), date_text(events[-1].date.text)
    when = first if first == last else f"{first} to {last}"
    if all(event.kind == SOURCE for event in events):
        return f"Published {when}" if len(events) == 1 else f"{len(events):,} publications, {when}"
    noun = "entry" if len(events) == 1 else "entries"
    return f"{when}: {len(events):,} {noun}{', to come' if all(e.due for e in events) else ''}"


# ---- labels of the scale --------------------------------------------------------------------------


def _ticks(scale: Scale, first: dt.date, last: dt.date) -> tuple[StripTick, ...]:
    days = (last - first).days
    if days <= _RUN_LONGEST:
        return _labelled(day_ticks(scale, _TICKS), "d MMM")
    if days <= 2 * 366:
        return _labelled(_thinned(month_ticks(scale)), "MMM y")
    return _labelled(_thinned(year_ticks(scale)), "y")


def _thinned(ticks: tuple[Tick, ...]) -> tuple[Tick, ...]:
    return ticks[:: math.ceil(len(ticks) / _TICKS) or 1]


def _labelled(ticks: Iterable[Tick], form: str) -> tuple[StripTick, ...]:
    days = ((tick.position, dt.date.fromordinal(int(tick.value))) for tick in ticks)
    return tuple(StripTick(x=x, text=format_date(day, form, locale="en")) for x, day in days)


def _day_text(day: dt.date) -> str:
    return date_text(f"{day.year:04}-{day.month:02}-{day.day:02}")


def period_text(period: Period) -> str:
    """Return a period in words, e.g. `7–8 January 2018`."""
    first, last = (f"{d.year:04}-{d.month:02}-{d.day:02}" for d in (period.first, period.last))
    return date_text(first if first == last else f"{first}/{last}")
