"""Hedges: the listed words beside a number that say how exact it is, and whether a figure has the one of its quote.

They are read directly before the number; words listed with `…` before them are read behind it, where up to two
words may stand between, as in `200 people or more`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from build_tools.locations import Span
from build_tools.mentions import WORD_CHARACTER
from build_tools.numerals import cardinal_words, stated_spans
from build_tools.records import Figure
from build_tools.vocabulary import NUMBER_PLACE, Cues

_REACH = 40
"""Characters of a text beside a number that are looked at, beyond the longest listed words."""
_MARKS = frozenset("\"'„‚‹›-‐‑%٪")
"""What may stand between a hedge and its number, beside white space, other quotation marks and currency signs."""
_OPEN_ENDS = {"low": frozenset({"at-least", "over"}), "high": frozenset({"up-to", "under"})}
"""Qualifiers that a range says by its shape: `low` alone is the number or more."""


@dataclass(frozen=True, slots=True)
class Hedge:
    """Words that hedge a number."""

    words: str
    """Without capitals; of words behind the number without their `…`."""
    qualifiers: tuple[str, ...]
    """The words of the list `qualifiers` that they are listed for, sorted; mostly one."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A number where a text states it."""

    span: Span
    hedge: Hedge | None


@dataclass(frozen=True, slots=True)
class Misfit:
    """A figure whose qualifier is not that of the quote."""

    key: str
    """`value`, `low` or `high`: the number that was looked at."""
    hedges: tuple[Hedge, ...]
    """What the quote has beside it, in order, each once; empty if it has no listed words there."""


def stated(value: Decimal, text: str, language: str, cues: Cues) -> tuple[Stated, ...]:
    """Return where the text states a number, in order, each with the listed words that hedge it there."""
    return tuple(Stated(span, hedge_at(span, text, language, cues)) for span in stated_spans(value, text, language))


def hedge_at(number: Span, text: str, language: str, cues: Cues) -> Hedge | None:
    """Return the hedge of a number: the longest listed words before it, else the nearest behind it."""
    words = _words_of(cues)
    return _hedge_before(number, text, words) or _hedge_behind(number, text, language, words)


def _hedge_before(number: Span, text: str, words: _Words) -> Hedge | None:
    if words.before is None:
        return None
    end = number.start
    while end and _may_stand_between(text[end - 1]):
        end -= 1
    # The first place from which listed words reach up to the number is that of the longest ones.
    found = words.before.search(_folded(text[max(0, end - words.reach) : end]))
    return Hedge(found["hedge"], words.qualifiers_before[found["hedge"]]) if found else None


def _hedge_behind(number: Span, text: str, language: str, words: _Words) -> Hedge | None:
    if words.behind is None:
        return None
    start = number.end
    while start < len(text) and _may_stand_between(text[start]):
        start += 1
    found = words.behind.match(_folded(text[start : start + words.reach]))
    if found is None or (found["between"] and not cardinal_words(language).isdisjoint(found["between"].split())):
        return None  # with a number between, as in `13 or twenty at most`, the words are those of that one
    return Hedge(found["hedge"], words.qualifiers_behind[found["hedge"]])


def misfit(figure: Figure, quote: str, language: str, cues: Cues) -> Misfit | None:
    """Return how the qualifier of a figure differs from what its quote says, or None.

    One fitting place of the number is enough. Nothing is said where the vocabulary lists no words for the
    language, where the figure is inferred, or where the quote does not state its number. A qualifier that has
    no listed words cannot be read: it fits a number without a hedge. A range takes its hedge from either end.
    """
    keys = [key for key in ("value", "low", "high") if getattr(figure, key) is not None]
    if not cues.qualifiers or figure.inferred or not keys:
        return None
    places = {key: stated(getattr(figure, key), quote, language, cues) for key in keys}
    key = keys[0]
    if not places[key] or any(_fits(figure.qualifier, key, place.hedge, cues) for place in places[key]):
        return None
    ends = [place.hedge for found in places.values() for place in found if place.hedge]
    if any(figure.qualifier in hedge.qualifiers for hedge in ends):
        return None
    return Misfit(key, tuple(dict.fromkeys(place.hedge for place in places[key] if place.hedge)))


def _fits(qualifier: str | None, key: str, hedge: Hedge | None, cues: Cues) -> bool:
    """Whether a qualifier, or none, is what the hedge of the number under that key says."""
    if hedge is None:
        return qualifier not in dict(cues.qualifiers)
    if qualifier is None:
        return not _OPEN_ENDS.get(key, frozenset()).isdisjoint(hedge.qualifiers)
    return qualifier in hedge.qualifiers


# ---- reading ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Words:
    before: re.Pattern[str] | None
    """Finds the words at the end of what stands before a number."""
    behind: re.Pattern[str] | None
    """Matches them at the beginning of what stands behind it."""
    reach: int
    """Characters on either side within which they lie."""
    qualifiers_before: Mapping[str, tuple[str, ...]]
    qualifiers_behind: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=64)
def _words_of(cues: Cues) -> _Words:
    before: dict[str, set[str]] = {}
    behind: dict[str, set[str]] = {}
    for qualifier, listed in cues.qualifiers:
        for words in listed:
            side = behind if words.startswith(NUMBER_PLACE) else before
            folded = _folded(words.removeprefix(NUMBER_PLACE))
            start, end = 0, len(folded)
            while start < end and _may_stand_between(folded[start]):
                start += 1
            while start < end and _may_stand_between(folded[end - 1]):
                end -= 1  # as of `plus d’`
            if start < end:
                side.setdefault(folded[start:end], set()).add(qualifier)
    between = rf"(?P<between>(?:(?!\d){WORD_CHARACTER}+ ){{0,2}}?)"  # lazy: the nearest words count
    return _Words(
        re.compile(rf"{_any_of(before)}\Z") if before else None,
        re.compile(rf"{between}{_any_of(behind)}") if behind else None,
        _REACH + 2 * max(map(len, (*before, *behind)), default=0),
        {words: tuple(sorted(found)) for words, found in before.items()},
        {words: tuple(sorted(found)) for words, found in behind.items()},
    )


def _any_of(words: Iterable[str]) -> str:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return f"(?P<hedge>{'|'.join(map(_whole, longest_first))})"


def _whole(words: str) -> str:
    """Return a pattern for whole words; letters of a script without case may be written onto others of it."""
    first, last = (r"(?<!\w)" if _has_case(words[0]) else ""), (r"(?!\w)" if _has_case(words[-1]) else "")
    return f"{first}{re.escape(words)}{last}"


def _has_case(letter: str) -> bool:
    return letter.isupper() or letter.islower() or letter.isdecimal()


def _folded(text: str) -> str:
    """Return the text as hedges are compared: without capitals, with single spaces and one kind of apostrophe."""
    return re.sub(r"\s+", " ", re.sub(r"[’‘ʼ]", "'", text.casefold()))


def _may_stand_between(character: str) -> bool:
    return character.isspace() or character in _MARKS or unicodedata.category(character) in ("Sc", "Pi", "Pf", "Cf")
