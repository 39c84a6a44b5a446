"""EDTF dates: parsed once, compared by their bounds, shown in words, and looked for in a quote."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, get_day_names, get_month_names

# EDTF level 1: unknown digits only at the end, months 01-12 or seasons 21-24.
_FORM = re.compile(
    r"(?:(?:[0-9]{2}XX|[0-9]{3}X|[0-9]{4}(?:-XX(?:-XX)?|-(?:0[1-9]|1[0-2])(?:-(?:[0-9]{2}|XX))?|-2[1-4])?)[?~%]?|\.\.|)"
)


_PLAIN = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """A date or interval with its precision."""

    text: str
    """As written."""
    start: dt.date
    """Earliest day that it may mean; `date.min` for an open start."""
    end: dt.date
    """Latest day; `date.max` for an open end."""
    bounds: tuple[str, ...]
    """The one or two dates that it is written with."""


@lru_cache(maxsize=16_384)
def parse_date(text: str) -> EdtfDate:
    """Parse an EDTF date (level 1: year, month, day, interval, `?`, `~`, `X` for unknown digits).

    Raises ValueError, with a message for annotators, if it is none.
    """
    bounds = tuple(text.split("/"))
    if (
        len(bounds) > 2
        or not all(_FORM.fullmatch(bound) for bound in bounds)
        or not any(bound.strip(".") for bound in bounds)
    ):
        raise ValueError("must be a date such as 2020, 2020-02, 2020-02-17 or 2020-02-17/2020-02-18")
    starts, ends = [], []
    for bound in bounds:
        if bound in ("..", ""):
            starts.append(dt.date.min)
            ends.append(dt.date.max)
            continue
        try:
            start, end = _days_of(bound)
            starts.append(start)
            ends.append(end)
        except (ValueError, OverflowError):
            which = f"; {bound!r} is none" if len(bounds) > 1 else ""
            raise ValueError(f"must be in the calendar{which}") from None
    if starts[0] > ends[-1]:
        raise ValueError("must not end before it begins")
    return EdtfDate(text, starts[0], ends[-1], bounds)


def _days_of(bound: str) -> tuple[dt.date, dt.date]:
    """Return the first and last day of one date. Raises ValueError or OverflowError if it is not in the calendar."""
    plain = _PLAIN.fullmatch(bound)
    if plain and int(plain[2] or 1) <= 12:  # most dates: the parser takes a thousand times as long
        year, month, day = int(plain[1]), int(plain[2] or 1), int(plain[3] or 1)
        last_month = month if plain[2] else 12
        last_day = day if plain[3] else calendar.monthrange(max(1, year), last_month)[1]
        return dt.date(year, month, day), dt.date(year, last_month, last_day)
    from edtf import EDTFParseException, parse_edtf  # late: the parser takes long to import

    try:
        parsed = parse_edtf(bound)
    except EDTFParseException as error:
        raise ValueError(str(error)) from None
    return _to_date(parsed.lower_strict()), _to_date(parsed.upper_strict())


@lru_cache(maxsize=16_384)
def safe_bounds(text: str) -> tuple[dt.date, dt.date]:
    """Return the days that an EDTF date certainly lies between, both included.

    `?`, `~` and `%` let it lie outside its own days, by as many days as it has: about the 4th of a month is from
    the 3rd to the 5th, about 2031 from 2030 on and nearly to the end of 2032.
    """
    whole = parse_date(text)
    first, last = whole.bounds[0], whole.bounds[-1]
    start, end = whole.start, whole.end
    if first[-1:] in _MARKS:
        start = dt.date.fromordinal(max(1, start.toordinal() - _days(first)))
    if last[-1:] in _MARKS:
        end = dt.date.fromordinal(min(dt.date.max.toordinal(), end.toordinal() + _days(last)))
    return start, end


_MARKS = frozenset("?~%")


def _days(bound: str) -> int:
    date = parse_date(bound)
    return date.end.toordinal() - date.start.toordinal() + 1


def _to_date(parts: Any) -> dt.date:
    return dt.date(parts[0], parts[1], parts[2])


def day_order(text: str) -> tuple[dt.date, dt.date]:
    """Return the key by which EDTF dates are put in order: first day, then last day, so the exact one stands first.

    An open start counts as the last day, since nothing else is known of it.
    """
    date = parse_date(text)
    return (date.end if date.start == dt.date.min else date.start, date.end)


@lru_cache(maxsize=16_384)
def date_text(text: str, language: str = "en") -> str:
    """Return an EDTF date in words, e.g. `17 February 2020`, `about February 2020`, `7–8 January 2018`."""
    if not text:
        return ""
    date = parse_date(text)
    if len(date.bounds) == 1:
        return _bound_text(date.bounds[0], language)
    first, last = date.bounds
    if first in ("..", ""):
        return f"until {_bound_text(last, language)}"
    if last in ("..", ""):
        return f"since {_bound_text(first, language)}"
    same_month = first[:7] == last[:7] and re.fullmatch(r"[0-9]{2}", first[8:]) and re.fullmatch(r"[0-9]{2}", last[8:])
    if same_month and language.startswith("en"):
        return f"{int(first[8:10])}–{_bound_text(last, language)}"
    return f"{_bound_text(first, language)} – {_bound_text(last, language)}"


def _bound_text(bound: str, language: str) -> str:
    mark = bound[-1] if bound[-1] in "?~%" else ""
    core = bound.rstrip("?~%")
    before = "about " if mark in ("~", "%") else ""
    after = " (uncertain)" if mark in ("?", "%") else ""
    if "X" in core:
        return f"{before}{core}{after}"
    parts = [int(part) for part in core.split("-")]
    if len(parts) == 1:
        shown = str(parts[0])
    elif parts[1] > 12:
        shown = core  # an EDTF season: no words of our own for it
    elif len(parts) == 2:
        shown = format_date(dt.date(parts[0], parts[1], 1), "LLLL y", locale=_locale(language))
    else:
        shown = format_date(dt.date(*parts), "d MMMM y", locale=_locale(language))
    return f"{before}{shown}{after}"


@lru_cache(maxsize=256)
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")


# Where a language has several sets of months, a text may use any of them whatever its tag.
_FURTHER_MONTHS = {"ar": ("ar-SY", "ar-DZ", "ar-MA")}


@lru_cache(maxsize=256)
def month_words(language: str) -> tuple[frozenset[str], ...]:
    """Return the forms of the name of each month, without capitals and a full stop at their end."""
    locales = [_locale(name) for name in (language, *_FURTHER_MONTHS.get(language, ()))]
    words: list[frozenset[str]] = []
    for month in range(1, 13):
        forms = {
            str(get_month_names(width, context=context, locale=locale)[month]).casefold().rstrip(".")
            for locale in locales
            for width in ("wide", "abbreviated")
            for context in ("format", "stand-alone")
        }
        if language.startswith("en"):
            forms.add(calendar.month_name[month].casefold())
        words.append(frozenset(forms))
    return tuple(words)


@dataclass(frozen=True, slots=True)
class CalendarNames:
    """What a language calls months and weekdays, with capitals where it writes them so."""

    months: frozenset[str]
    weekdays: frozenset[str]
    short_months: frozenset[str]
    """Abbreviations, which may be other words too; without a full stop at their end."""
    short_weekdays: frozenset[str]


@lru_cache(maxsize=256)
def calendar_names(language: str) -> CalendarNames:
    """Return the names of months and weekdays; those of English for a language that is not known."""
    months, weekdays = _names_of(get_month_names, language, "wide"), _names_of(get_day_names, language, "wide")
    return CalendarNames(
        months,
        weekdays,
        _names_of(get_month_names, language, "abbreviated") - months,
        _names_of(get_day_names, language, "abbreviated") - weekdays,
    )


def _names_of(names: Any, language: str, width: str) -> frozenset[str]:
    return frozenset(
        str(name).rstrip(".")
        for tag in (language, *_FURTHER_MONTHS.get(language, ()))
        for context in ("format", "stand-alone")
        for name in names(width, context=context, locale=_locale(tag)).values()
        if re.search(r"[^\W\d_]", str(name))
    )


def missing_parts(text: str, quote: str, language: str) -> tuple[str, ...]:
    """Return which parts of an EDTF date the quote does not show: `year`, `month`, `day`.

    A month may be named in the language of the source; digits may be of any script.
    """
    folded = "".join(str(int(c)) if c.isdecimal() else c for c in quote).casefold()
    numbers = {int(number) for number in re.findall(r"\d+", folded)}
    words = set(re.findall(r"[^\W\d_]+", folded))
    missing: set[str] = set()
    for bound in parse_date(text).bounds:
        parts = bound.rstrip("?~%").split("-") if bound not in ("..", "") else []
        iso = bound.rstrip("?~%") in folded
        for name, part in zip(("year", "month", "day"), parts, strict=False):
            if "X" in part or iso:
                continue
            if name == "month":
                shown = 1 <= int(part) <= 12 and any(
                    form in words or (" " in form and form in folded) for form in month_words(language)[int(part) - 1]
                )
            else:
                shown = int(part) in numbers
            if not shown:
                missing.add(name)
    return tuple(name for name in ("year", "month", "day") if name in missing)
