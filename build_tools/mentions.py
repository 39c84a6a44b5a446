"""Find the words of a quote that name an entity.

An entity is named by its `name` or one of its `names`, letter by letter, as whole words, the longest
first; white space matches any white space. Where the annotator gave the words, those count instead.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from build_tools.locations import Span
from build_tools.records import Entity, Surface
from build_tools.sources import SourceText, normalise

# A letter or digit, or a mark written above or below the letter before it: `e` and U+0301 are one character of a word.
_MARKS = "".join(chr(c) for c in range(0x0300, 0x10000) if unicodedata.category(chr(c)).startswith("M"))
WORD_CHARACTER = rf"[\w{_MARKS}]"
"""A regular expression for one character of a word."""
_WITHIN_WORD = re.compile(WORD_CHARACTER)
_TOKEN = re.compile(rf"[\w{_MARKS}]+|[^\s\w{_MARKS}]")
WORD = re.compile(rf"[^\W_][\w{_MARKS}]*")
"""Matches a word: letters and digits without what stands between them."""


@dataclass(frozen=True, slots=True)
class MissingSurface:
    """Words given for an entity that the quote does not hold."""

    index: int
    """Which of the surfaces."""
    text: str
    is_elsewhere: bool
    """Whether the quote holds the words, but not with their prefix and suffix."""


def name_spans(entity: Entity, source: SourceText, quote: Span) -> tuple[Span, ...]:
    """Return where the names of an entity stand in a quote, in order, not overlapping."""
    pattern = _names_pattern((entity.name, *(name.text for name in entity.names)))
    return tuple(_found(pattern, source, quote))


def _found(pattern: re.Pattern[str], source: SourceText, quote: Span) -> Iterator[Span]:
    """Yield where a pattern stands in a quote; a quote that ends inside a word does not end the word."""
    for match in pattern.finditer(source.raw, quote.start, quote.end):
        if match.end() < quote.end or not _WITHIN_WORD.match(source.raw, match.end()):
            yield Span(match.start(), match.end())


@dataclass(frozen=True, slots=True, order=True)
class SurfaceSpan:
    """Where given words stand, and how the text uses them (a word of the list `usages`, or "")."""

    span: Span
    usage: str


def surface_spans(
    surfaces: tuple[Surface, ...], source: SourceText, quote: Span
) -> tuple[tuple[SurfaceSpan, ...], tuple[MissingSurface, ...]]:
    """Return where given words stand in a quote, in order, and those that do not stand there."""
    spans: dict[Span, SurfaceSpan] = {}
    missing: list[MissingSurface] = []
    for index, surface in enumerate(surfaces):
        everywhere = _occurrences(surface.text, source, quote)
        found = {span for span in everywhere if _fits(surface, source, span)}
        if not found:
            missing.append(MissingSurface(index, surface.text, is_elsewhere=bool(everywhere)))
        for span in found:
            spans.setdefault(span, SurfaceSpan(span, surface.usage or ""))
    # As with names, the longest words count: `Ann` inside the given `Ann's garden` is no second mention.
    outer = [found for found in spans.values() if not any(o != found.span and o.contains(found.span) for o in spans)]
    return tuple(sorted(outer)), tuple(missing)


def _occurrences(words: str, source: SourceText, quote: Span) -> list[Span]:
    """Whole words if there are any, else any stretch: some scripts write particles onto names."""
    whole = list(_found(_names_pattern((words,)), source, quote))
    loose = re.compile(_spaced(words))
    return whole or [Span(match.start(), match.end()) for match in loose.finditer(source.raw, quote.start, quote.end)]


def _fits(surface: Surface, source: SourceText, span: Span) -> bool:
    reach = 400
    if surface.prefix is not None:
        before = normalise(source.raw[max(0, span.start - reach) : span.start])
        if not before.endswith(normalise(surface.prefix)):
            return False
    if surface.suffix is not None:
        after = normalise(source.raw[span.end : span.end + reach])
        if not after.startswith(normalise(surface.suffix)):
            return False
    return True


def word_spans(words: str, source: SourceText) -> tuple[Span, ...]:
    """Return every place of given words in the article: whole words if there are any, else any stretch."""
    everywhere = _occurrences(words, source, Span(0, len(source.raw)))
    return tuple(span for span in everywhere if not source.in_boilerplate(span))


class Phrases:
    """Many names or phrases at once, found in one pass however many there are.

    They are found as `name_spans` finds the names of one entity: whole words, the longest first, not overlapping.
    """

    def __init__(self, phrases: Iterable[str], *, ignore_case: bool = False) -> None:
        """Group the phrases by their first word, so that each word of a text is looked up once."""
        self._ignore_case = ignore_case
        self._key: Callable[[str], str] = str.casefold if ignore_case else str
        grouped: dict[str, set[str]] = {}
        for phrase in phrases:
            first = _TOKEN.search(phrase)
            if first:
                grouped.setdefault(self._key(first[0]), set()).add(phrase)
        self._groups = {key: tuple(sorted(group)) for key, group in grouped.items()}

    def spans(self, text: str) -> Iterator[Span]:
        """Yield where any of the phrases stands in a text, in order."""
        groups, key, position = self._groups, self._key, 0
        for token in _TOKEN.finditer(text):
            group = groups.get(key(token[0]))
            if group is None or token.start() < position:
                continue
            match = _names_pattern(group, self._ignore_case).match(text, token.start())
            if match:
                position = match.end()
                yield Span(match.start(), position)


def _spaced(words: str) -> str:
    return r"\s+".join(re.escape(word) for word in words.split())


@lru_cache(maxsize=65_536)
def _names_pattern(names: tuple[str, ...], ignore_case: bool = False) -> re.Pattern[str]:
    longest_first = sorted(set(names), key=lambda name: (-len(name), name))
    return re.compile(
        rf"(?<!\w)(?:{'|'.join(_spaced(name) for name in longest_first)})(?!{_WITHIN_WORD.pattern})",
        re.IGNORECASE if ignore_case else 0,
    )
