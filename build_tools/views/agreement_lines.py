"""Agreements as a line in time: positions in per cent, labels only where there is room on the narrowest screen."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from build_tools.collation.lineage import AFTER, BEFORE, PART, WHOLE, date_of
from build_tools.corpus import CorpusSource
from build_tools.dates import EdtfDate, date_text, day_order, parse_date
from build_tools.page_models.agreement_lines import AgreementLine, LineKey, LineLabel, LineMark, LineTick
from build_tools.views.common import Page
from build_tools.views.scales import Scale, month_ticks, time_scale, year_ticks

HERE, LISTED = "here", "listed"

_KEYS = {
    HERE: "this agreement",
    BEFORE: "before: what it builds on",
    AFTER: "after: what builds on it",
    WHOLE: "what it is a part of",
    PART: "its parts",
}
_PUBLISHED = "published: a source that names it"

_NARROW = 340
"""Width in px of the narrowest drawing that labels have to fit."""
_WIDE = 860
"""Width in px of the narrowest drawing of a wide screen."""
_LETTER = 5.8
"""Width in px of a letter of a label, about."""
_NAME = (42, 34, 26, 18)
"""Letters of a name that a label shows, and where that is too long."""
_DIGIT = 7.5
"""Width in px of a figure of a number, about."""
_ROWS = 3
_ROW = 17
"""Height in px of a row of labels."""
_BAR_FROM = 1.2
"""Per cent: what is shorter is drawn as a dot."""
_TICKS = 6
_MONTHS_UP_TO = 700
"""Days: a longer time has ticks by years."""
_SHOWN_SOURCES = 200
_FIRST, _LAST = dt.date(2, 1, 1), dt.date(9998, 1, 1)


@dataclass(frozen=True, slots=True)
class _Dated:
    id: str
    role: str
    name: str
    date: EdtfDate


def agreement_line(
    page: Page, ids: Iterable[str], roles: Mapping[str, str] | None = None, sources: Iterable[CorpusSource] = ()
) -> AgreementLine | None:
    """Return agreements as a line in time; None if fewer than two of them are dated.

    `roles` says what each is to the one that the page is about (`here`), where it is about one; `sources` are those
    whose publication is marked below the line. Every mark leads to the page of its agreement, but for `here`.
    """
    roles = roles or {}
    found = [
        _Dated(i, roles.get(i, LISTED), page.corpus.entities[i].record.name, parse_date(date))
        for i in dict.fromkeys(ids)
        if (date := date_of(page.corpus, i))
    ]
    if len(found) < 2:
        return None
    found.sort(key=lambda item: day_order(item.date.text))
    published = [(source, parse_date(source.record.published)) for source in sources]
    scale = _scale([item.date for item in found] + [date for _, date in published])
    numbers = _numbers([item for item in found if item.role == PART])
    marks = [_mark(page, item, scale, numbers.get(item.id, "")) for item in found]
    labels, rows = _labels(found, marks)
    by_length = sorted(_uncrowded(marks), key=lambda mark: (mark.role == HERE and not mark.is_bar, -mark.width))
    axis = rows * _ROW + (30 if any(mark.number for mark in by_length) else 18)
    present = {item.role for item in found}
    dots = {mark.role for mark in marks if not mark.is_bar}
    keys = [LineKey(role=role, text=_KEYS[role], is_bar=role not in dots) for role in _KEYS if role in present]
    if published:
        keys.append(LineKey(role="source", text=_PUBLISHED, is_bar=False))
    return AgreementLine(
        title=f"{len(found)} agreements as a line in time",
        description=_description(found),
        height=axis + 46,
        axis=axis,
        marks=tuple(by_length),
        labels=labels,
        ticks=_ticks(scale),
        sources=_published(scale, published),
        keys=tuple(keys),
    )


def _scale(dates: list[EdtfDate]) -> Scale:
    """Return the scale from the first day to the last; open ends reach to its margins."""
    days = [day for date in dates for day in (date.start, date.end) if day not in (dt.date.min, dt.date.max)]
    first, last = max(min(days), _FIRST), min(max(days), _LAST)
    return time_scale(min(first, last), max(first, last))


def _mark(page: Page, item: _Dated, scale: Scale, number: str) -> LineMark:
    start, end = scale.at(item.date.start.toordinal()), scale.at(item.date.end.toordinal())
    ref = page.entity(item.id)
    return LineMark(
        role=item.role,
        title=f"{item.name}, {date_text(item.date.text)}",
        href="" if item.role == HERE else ref.href,
        start=start,
        end=end,
        is_bar=end - start >= _BAR_FROM,
        is_open=item.date.start == dt.date.min or item.date.end == dt.date.max,
        number=number,
    )


def _numbers(parts: list[_Dated]) -> dict[str, str]:
    """Return the numbers of the longest series, such as rounds: of names that differ in one number alone."""
    series: dict[tuple[str, str], dict[str, str]] = {}
    for item in parts:
        match = re.fullmatch(r"(.*?)(\d{1,3})(\D*)", item.name)
        if match:
            series.setdefault((match[1], match[3]), {})[item.id] = match[2]
    longest = max(series.values(), key=len, default={})
    return longest if len(longest) > 1 else {}


def _uncrowded(marks: list[LineMark]) -> list[LineMark]:
    """Take the numbers away from marks that stand too near to the one before."""
    kept, free = [], 0.0
    for mark in sorted(marks, key=lambda mark: (mark.middle, mark.end)):
        room = len(mark.number) * _DIGIT / _NARROW * 100
        fits = mark.middle - room / 2 >= free
        if mark.number and fits:
            free = mark.middle + room / 2 + 1
        kept.append(mark if fits else replace(mark, number=""))
    return kept


@dataclass(frozen=True, slots=True)
class _Placed:
    """A name in its row: row 0 is the highest."""

    row: int
    at: float
    text: str
    is_here: bool
    is_wide: bool

    def reach(self, width: int) -> tuple[float, float]:
        """Return from where to where the text goes, in per cent of a drawing of so many px."""
        room = (_width(self.text) + 10) / width * 100
        return (self.at, self.at + room) if self.at < 50 else (self.at - room, self.at)

    def fits(self, others: list[_Placed], width: int) -> bool:
        """Whether it stays inside, and lies over no other name nor over the thread of a higher one to its dot."""
        left, right = self.reach(width)
        if left < 0 or right > 100:
            return False
        for other in others:
            from_, to = other.reach(width)
            if self.row == other.row and left < to and right > from_:
                return False
            if other.row < self.row and left - 1 < other.at < right + 1:
                return False
            if other.row > self.row and from_ - 1 < self.at < to + 1:
                return False
        return True


def _labels(found: list[_Dated], marks: list[LineMark]) -> tuple[tuple[LineLabel, ...], int]:
    """Place names over the line: this agreement, the ends, then the others, as far as there is room; and count rows.

    First those that fit the narrowest drawing, then those that fit a wide one, which are shown there alone.
    """
    named = [n for n in range(len(found)) if not marks[n].number]  # by its number one is told from its neighbours
    ends = (0, len(found) - 1)
    order = sorted(named, key=lambda n: (found[n].role != HERE, found[n].role == PART, n not in ends, n))
    placed: dict[int, _Placed] = {}
    for width in (_NARROW, _WIDE):
        for n in (n for n in order if n not in placed):
            ways = (
                _Placed(row, marks[n].middle, _cut(found[n].name, letters), found[n].role == HERE, width == _WIDE)
                for letters in _NAME
                for row in range(_ROWS)
            )
            label = next((way for way in ways if way.fits(list(placed.values()), width)), None)
            if label:
                placed[n] = label
    labels = tuple(
        LineLabel(
            text=label.text,
            at=label.at,
            anchor="start" if label.at < 50 else "end",
            y=label.row * _ROW + 13,
            is_here=label.is_here,
            is_wide=label.is_wide,
        )
        for _, label in sorted(placed.items())
    )
    return labels, max((label.row for label in placed.values()), default=-1) + 1


def _cut(name: str, letters: int) -> str:
    return name if len(name) <= letters else f"{name[: letters - 1].rstrip()}…"


def _width(text: str) -> float:
    return sum(_LETTER * (2 if unicodedata.east_asian_width(letter) in "WF" else 1) for letter in text)


def _ticks(scale: Scale) -> tuple[LineTick, ...]:
    by_months = scale.high - scale.low <= _MONTHS_UP_TO
    found = month_ticks(scale) if by_months else year_ticks(scale)
    every = -(-len(found) // _TICKS) or 1
    ticks = []
    for tick in found[::every]:
        day = dt.date.fromordinal(int(tick.value))
        anchor = "start" if tick.position < 8 else "end" if tick.position > 92 else "middle"
        text = date_text(f"{day.year:04}-{day.month:02}") if by_months else str(day.year)
        ticks.append(LineTick(at=tick.position, text=text, anchor=anchor))
    if len(ticks) > 1:
        return tuple(ticks)
    # A few weeks: no month and no year begins twice in them.
    ends = ((scale.low + 1, "start"), (scale.high - 1, "end"))
    return tuple(
        LineTick(at=scale.at(day), text=date_text(dt.date.fromordinal(int(day)).isoformat()), anchor=anchor)
        for day, anchor in ends
    )


def _published(scale: Scale, published: list[tuple[CorpusSource, EdtfDate]]) -> tuple[LineTick, ...]:
    """Return the days of publication; sources that would stand on one another share a tick."""
    places: dict[float, list[str]] = {}
    for source, date in published:
        middle = (date.start.toordinal() + date.end.toordinal()) / 2
        text = f"{source.record.label} ({date_text(date.text)})"
        places.setdefault(round(scale.at(middle) * 2) / 2, []).append(text)
    return tuple(
        LineTick(at=at, text=", ".join(texts) if len(texts) <= 3 else f"{len(texts)} sources")
        for at, texts in sorted(places.items())[:_SHOWN_SOURCES]
    )


def _description(found: list[_Dated]) -> str:
    first, last = found[0], found[-1]
    text = f"From {first.name}, {date_text(first.date.text)}, to {last.name}, {date_text(last.date.text)}."
    here = next((item for item in found if item.role == HERE), None)
    if here is None:
        return text
    counts = [
        (sum(item.role == role for item in found), words)
        for role, words in (
            (BEFORE, "before it, on which it builds"),
            (AFTER, "after it, which build on it"),
            (WHOLE, "of which it is a part"),
            (PART, "that are its parts"),
        )
    ]
    told = "; ".join(f"{count} {words}" for count, words in counts if count)
    return f"{text} {here.name} is marked" + (f": {told}." if told else ".")
