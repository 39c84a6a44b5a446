"""Guess what the head of a text tells: headline, language, day of publication; each with what the guess rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from build_tools.authoring.days import stated_days
from build_tools.sources import SourceText, normalise

_HEADLINE = 160
"""Characters of a headline at most; a longer first line is a paragraph."""
_ENOUGH_LETTERS = 120
"""Letters of a text from which its language can be told."""
_SURE = 0.9
_HEAD_LINES = 8
"""Lines with words at most that a head has."""
_DATE_LINE = 120
"""Characters of a line of the head at most; of a longer one, only so many from its beginning are looked at."""
_DATELINE = 70


@dataclass(frozen=True, slots=True)
class Guess:
    """A proposed value; "" where there is none to propose."""

    value: str
    basis: str
    """What it rests on, or why there is none; for people."""
    line: int = 0
    """1-based line that it was read from, or 0."""


def guess_headline(text: SourceText, passed_over: Iterable[int]) -> Guess:
    """Return the first line with words that is none of the lines passed over, if it is short enough for a headline."""
    skipped = set(passed_over)
    for number in range(1, text.line_count + 1):
        span = text.line_span(number)
        words = normalise(text.raw[span.start : span.end])
        if number in skipped or not any(character.isalnum() for character in words):
            continue
        if len(words) > _HEADLINE:
            return Guess("", f"line {number} is a paragraph; supply one in square brackets, as '[Letter of a reader]'")
        return Guess(words, f"the words of line {number}", number)
    return Guess("", "no line has words")


def guess_language(text: str) -> Guess:
    """Return the language that a text is written in; none for a text too short or too mixed to be told.

    Only languages with a code of two letters that have names of months in the locale data are considered:
    for others the tool knows neither dates nor numbers.
    """
    letters = sum(character.isalpha() for character in text)
    ranked: list[tuple[str, float]] = _identifier().rank(text)[:3]
    likely = ", ".join(f"{language} {100 * share:.0f} %" for language, share in ranked if share >= 0.005)
    if letters < _ENOUGH_LETTERS:
        return Guess("", f"the text is too short to tell ({likely})")
    if ranked[0][1] < _SURE:
        return Guess("", f"not clear: {likely}")
    return Guess(ranked[0][0], f"the letters of the text: {likely}")


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from babel.localedata import exists  # late, as the next: only new sources need them
    from py3langid import langid

    identifier = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
    identifier.set_languages([label for label in identifier.labels if len(label) == 2 and exists(label)])
    return identifier


def guess_published(text: SourceText, language: str) -> Guess:
    """Return the one day that the head of a text states: in short lines, or at the beginning of its first paragraph."""
    found: dict[str, int] = {}
    seen = 0
    for number in range(1, text.line_count + 1):
        span = text.line_span(number)
        words = text.raw[span.start : span.end]
        if not words.strip():
            continue
        seen += 1
        is_paragraph = len(words) > _DATE_LINE
        for stated in stated_days(words[:_DATELINE] if is_paragraph else words, language or "en"):
            found.setdefault(stated.day.isoformat(), number)
        if is_paragraph or seen == _HEAD_LINES:
            break
    if not found:
        return Guess("", "the head of the text states no day")
    if len(found) > 1:
        return Guess("", f"the head of the text states several days: {', '.join(sorted(found))}")
    ((day, number),) = found.items()
    return Guess(day, f"line {number} states this day; is it that of publication?", number)
