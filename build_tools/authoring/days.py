"""Days that a text states in full, with day, month and year: in digits, or with the name of a month in its language."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from build_tools.dates import month_words
from build_tools.locations import Span
from build_tools.numerals import in_ascii_digits

_ISO = re.compile(r"(?<![\w.,-])(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?![\w]|[.,-]\d)")
_DIGITS = re.compile(
    r"(?<![\w.,/-])(?P<one>\d{1,2})(?P<mark>[./])(?P<two>\d{1,2})(?P=mark)(?P<year>\d{4})(?![\w]|[./]\d)"
)
_ORDINAL = r"(?:st|nd|rd|th|er|º|ª|\.)?"
_SMALL = r"(?:\s+(?:of|de|del|di|van|du))?"
"""Small words that some languages put between the parts."""


@dataclass(frozen=True, slots=True)
class StatedDay:
    """A day, and where it is stated."""

    day: dt.date
    span: Span


def stated_days(text: str, language: str) -> tuple[StatedDay, ...]:
    """Return the days that a text states in full, in order.

    What can be read in two ways is left out: `3/4/2031` is the 3rd of a month here and the 4th of another there.
    """
    plain = in_ascii_digits(text)
    found = [*_in_digits(plain), *_in_words(plain, language)]
    return tuple(sorted(found, key=lambda stated: stated.span))


def _in_digits(plain: str) -> Iterator[StatedDay]:
    for match in _ISO.finditer(plain):
        yield from _day(match, int(match["year"]), int(match["month"]), int(match["day"]))
    for match in _DIGITS.finditer(plain):
        one, two = int(match["one"]), int(match["two"])
        if match["mark"] == "." or one > 12 or one == two:
            yield from _day(match, int(match["year"]), two, one)
        elif two > 12:
            yield from _day(match, int(match["year"]), one, two)


def _in_words(plain: str, language: str) -> Iterator[StatedDay]:
    months = month_words(language)
    for pattern in _patterns(language):
        for match in pattern.finditer(plain):
            name = match["month"].casefold()
            (month, *more) = [number for number, words in enumerate(months, 1) if name in words]
            if not more:  # a name that stands for two months in different countries is no date
                yield from _day(match, int(match["year"]), month, int(match["day"]))


@lru_cache(maxsize=64)
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    words = {word for month in month_words(language) for word in month if re.search(r"[^\W\d_]", word)}
    names = "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
    month, year = rf"(?P<month>{names})\.?", r"(?P<year>\d{4})(?!\w)"
    return (
        re.compile(rf"(?<![\w.,])(?P<day>\d{{1,2}}){_ORDINAL}{_SMALL}\s+{month}{_SMALL},?\s+{year}", re.IGNORECASE),
        re.compile(rf"(?<!\w){month}\s+(?P<day>\d{{1,2}}){_ORDINAL},?\s+{year}", re.IGNORECASE),
    )


def _day(match: re.Match[str], year: int, month: int, day: int) -> Iterator[StatedDay]:
    try:
        yield StatedDay(dt.date(year, month, day), Span(match.start(), match.end()))
    except ValueError:
        return
