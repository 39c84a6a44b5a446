"""Find in running text what claims and names are made of: capitals, numbers, dates, and words that a corpus lists.

Each finder takes the text of an article and yields spans in reading order. None knows what is annotated.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby, pairwise

from build_tools.dates import CalendarNames, calendar_names
from build_tools.locations import Cover, Span
from build_tools.mentions import WORD, Phrases
from build_tools.numerals import cardinal_words, digit_spans, in_ascii_digits, words_for_one


def words_in(text: str, span: Span) -> Iterator[Span]:
    """Yield the words of a stretch of a text."""
    for match in WORD.finditer(text, span.start, span.end):
        yield Span(match.start(), match.end())


# ---- dates ------------------------------------------------------------------------------------

_DIGIT_DATE = re.compile(r"(?<![\w.,])(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}([./-])\d{1,2}\1(?:\d{4}|\d{2}))(?![\w]|[.,]\d)")
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_DAY = re.compile(r"0?[1-9]|[12]\d|3[01]")
# Between the parts of a date: `17th February`, `February 17, 2020`, `17 de febrero`.
_IN_DATE = re.compile(r"[^\W\d_]{0,3}\.?(?:[,،]|[^\S\n\r]){1,3}(?:[^\W\d_]{1,3}[^\S\n\r]+)?|[-–.]")


@dataclass(frozen=True, slots=True, order=True)
class _Part:
    span: Span
    kind: str
    """`month`, `weekday`, `day`, `year`, or `whole` for what stands alone."""


_JOINED = {
    *(("day", "month"), ("month", "day"), ("month", "year"), ("day", "year"), ("year", "month")),
    *(("weekday", "day"), ("weekday", "month"), ("day", "weekday")),
}


def date_spans(text: str, language: str, cues: Phrases) -> tuple[Span, ...]:
    """Return where months, weekdays, years and cues of time stand, the parts of a date as one."""
    plain = in_ascii_digits(text)
    whole = [Span(match.start(), match.end()) for match in _DIGIT_DATE.finditer(plain)]
    taken = Cover(whole)
    parts = [_Part(span, "whole") for span in (*whole, *cues.spans(text))]
    parts += [
        part for part in (*_named_parts(text, plain, language), *_digit_parts(plain)) if not taken.holds(part.span)
    ]
    parts.sort()
    groups: list[list[_Part]] = []
    for part in parts:
        if groups and _belongs(groups[-1][-1], part, text):
            groups[-1].append(part)
        else:
            groups.append([part])
    return tuple(Span(kept[0].span.start, kept[-1].span.end) for kept in map(_without_mere_numbers, groups) if kept)


def _without_mere_numbers(group: list[_Part]) -> list[_Part]:
    """Return the parts of a date; a small number is one only beside a month."""
    if any(part.kind == "month" for part in group):
        return group
    return [part for part in group if part.kind != "day"]


def _belongs(one: _Part, other: _Part, text: str) -> bool:
    gap, kinds = text[one.span.end : other.span.start], (one.kind, other.kind)
    if kinds == ("month", "day") and gap.strip():
        return False  # `since June, 10 people`
    return kinds in _JOINED and _IN_DATE.fullmatch(gap) is not None


def _digit_parts(plain: str) -> Iterator[_Part]:
    for span in digit_spans(plain):
        digits = plain[span.start : span.end]
        if _YEAR.fullmatch(digits):
            yield _Part(span, "year")
        elif _DAY.fullmatch(digits):
            yield _Part(span, "day")


def _named_parts(text: str, plain: str, language: str) -> Iterator[_Part]:
    names = calendar_names(language)
    for span in _calendar_phrases(language).spans(text):
        kind = _calendar_kind(text[span.start : span.end], names)
        if kind and (not kind.startswith("short ") or _beside_digits(plain, span)):
            yield _Part(span, kind.removeprefix("short "))


def _beside_digits(plain: str, span: Span) -> bool:
    """Whether digits stand beside an abbreviation, which alone may be another word."""
    before, after = plain[max(0, span.start - 3) : span.start], plain[span.end : span.end + 4]
    return bool(re.search(r"\d[\s.,-]{0,2}$", before) or re.match(r"[\s.,-]{0,3}\d", after))


@lru_cache(maxsize=64)
def _calendar_phrases(language: str) -> Phrases:
    names = calendar_names(language)
    return Phrases(
        names.months | names.weekdays | names.short_months | names.short_weekdays,
        ignore_case=True,
    )


def _calendar_kind(found: str, names: CalendarNames) -> str:
    """Return what a word is, or "" where it is none: a name with a capital is not meant by a word without."""
    for kind, known in (
        ("month", names.months),
        ("weekday", names.weekdays),
        ("short month", names.short_months),
        ("short weekday", names.short_weekdays),
    ):
        for name in known:
            if name.casefold() == found.casefold() and not (name[0].isupper() and found[0].islower()):
                return kind
    return ""


# ---- numbers ----------------------------------------------------------------------------------

_IN_NUMBER = re.compile(r"[^\S\n\r]|[^\S\n\r]?[-–][^\S\n\r]?")


def number_spans(text: str, language: str, amounts: Phrases, dates: Cover) -> tuple[Span, ...]:
    """Return where numbers stand, in digits, in words or as a listed amount, outside dates; `3 million` is one.

    The word for one alone is left out: most languages use it as an article or pronoun.
    """
    numerals, ones = cardinal_words(language), words_for_one(language)
    words = (match for match in WORD.finditer(text) if match[0].casefold() in numerals)
    found = {Span(match.start(), match.end()) for match in words}
    found |= {*digit_spans(text), *amounts.spans(text)}
    outer: list[Span] = []
    for span in sorted(found, key=lambda span: (span.start, -span.end)):
        if dates.holds(span) or (outer and span.end <= outer[-1].end):
            continue
        if outer and _IN_NUMBER.fullmatch(text[outer[-1].end : span.start]):
            outer[-1] = Span(outer[-1].start, span.end)
        else:
            outer.append(span)
    return tuple(span for span in outer if text[span.start : span.end].casefold() not in ones)


# ---- capitals ---------------------------------------------------------------------------------

# Between the words of one name: `Saint-Denis`, `O’Neil`.
_IN_NAME = re.compile(r"[^\S\n\r]+|[-‐‑'’]")
_AFTER_SHORT = re.compile(r"\.[^\S\n\r]?")
_SHORT = 4
"""Letters of a word at most that a full stop shortens, as in `J. Lee` or `Capt. Lee`."""
# An end of a sentence inside a quotation, where the segmenter does not cut.
_ENDED = re.compile(r"""[.!?…؟。][\"'’”»)\]]*\s+$""")
_HYPHENS = frozenset("-‐‑")
_MARKS_OF_SPEECH = frozenset("\"'„‚”’“‘«»")
_TITLE_SHARE = 0.8


@dataclass(slots=True)
class Usage:
    """How often words stand in the sentences of a language, by their lower-case forms."""

    small: Counter[str] = field(default_factory=Counter)
    """Without a capital."""
    capital: Counter[str] = field(default_factory=Counter)
    """With a capital that no beginning of a sentence explains, outside known names."""

    def is_common(self, word: str) -> bool:
        """Whether the word is one of everyday use, which a capital does not make a name."""
        return self.small[word.casefold()] > 0 and not self.is_name(word)

    def is_name(self, word: str) -> bool:
        """Whether the word has its capital more often than not where no sentence begins."""
        folded = word.casefold()
        return self.capital[folded] > self.small[folded]


def is_title(text: str, line: Span) -> bool:
    """Whether a line is in title case or in capitals: nearly all its longer words begin with one."""
    longer = [text[word.start] for word in words_in(text, line) if word.end - word.start > 3]
    cased = [letter for letter in longer if letter.isupper() or letter.istitle() or letter.islower()]
    capitals = sum(not letter.islower() for letter in cased)
    return len(cased) >= 3 and capitals >= _TITLE_SHARE * len(cased)


def count_usage(text: str, sentence: Span, *, title: bool, known: Cover, usage: Usage) -> None:
    """Add the words of a sentence to `usage`; in a title capitals say nothing."""
    for number, word in enumerate(words_in(text, sentence)):
        if text[word.start].islower():
            usage.small[text[word.start : word.end].casefold()] += 1
        elif not title and _is_capital(text[word.start]) and not _begins(text, number, word) and not known.holds(word):
            usage.capital[text[word.start : word.end].casefold()] += 1


def capital_spans(text: str, sentence: Span, *, title: bool, known: Cover, usage: Usage) -> Iterator[Span]:
    """Yield the runs of capitalised words of a sentence that lie outside what is known.

    A capital that only begins a sentence, or a quotation in it, counts if the word is a name elsewhere or
    another capitalised word follows; in a title, a word of everyday use never does.
    """
    words = list(words_in(text, sentence))
    taken = [
        _is_capital(text[word.start])
        and not known.holds(word)
        and not (title and usage.is_common(text[word.start : word.end]))
        for word in words
    ]
    # A particle joined by a hyphen, as in `al-Nour`, is a part of the name.
    joined = [
        took or (after and text[one.end : other.start] in _HYPHENS and text[one.start].isalpha())
        for (one, took), (other, after) in pairwise([*zip(words, taken, strict=True), (Span(0, 0), False)])
    ]
    for is_run, numbers in groupby(range(len(words)), key=lambda number: joined[number]):
        if is_run:
            yield from _runs(text, words, list(numbers), title, usage)


def _runs(text: str, words: list[Span], numbers: list[int], title: bool, usage: Usage) -> Iterator[Span]:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and _is_one_name(text, words[number - 1], words[number], usage):
            runs[-1].append(number)
        else:
            runs.append([number])
    for run in runs:
        first = words[run[0]]
        word = text[first.start : first.end]
        plain = _begins(text, run[0], first) and not (word.isupper() and len(word) > 1 and not title)
        skipped = plain and (usage.is_common(word) or (len(run) == 1 and not usage.is_name(word)))
        kept = run[1:] if skipped else run
        if len(kept) > 1 or (kept and words[kept[0]].end - words[kept[0]].start > 1):
            yield Span(words[kept[0]].start, words[kept[-1]].end)


def _is_one_name(text: str, one: Span, other: Span, usage: Usage) -> bool:
    gap = text[one.end : other.start]
    if _AFTER_SHORT.fullmatch(gap):
        return one.end - one.start <= _SHORT and not usage.is_common(text[other.start : other.end])
    return _IN_NAME.fullmatch(gap) is not None


def _is_capital(letter: str) -> bool:
    return unicodedata.category(letter) in ("Lu", "Lt")


def _begins(text: str, number: int, word: Span) -> bool:
    """Whether a word begins its sentence, or a quotation or a further sentence inside it."""
    before = text[max(0, word.start - 6) : word.start]
    if number == 0 or _ENDED.search(before):
        return True
    bare = before.rstrip()
    if not bare or bare[-1] not in _MARKS_OF_SPEECH:
        return False
    if unicodedata.category(bare[-1]) == "Pi" or bare[-1] in "„‚":
        return True
    # Marks that may also end a quotation begin one where white space is before them, and none behind.
    return bare == before and (len(bare) == 1 or not (bare[-2].isalnum()))
