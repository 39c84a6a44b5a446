"""Find the words of a quote that name an entity.

An entity is named by its `name` or one of its `names`, letter by letter, as whole words, the longest
first; white space matches any white space. Where the annotator gave the words, those count instead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from build_tools.locations import Span
from build_tools.records import Entity, Surface
from build_tools.sources import SourceText, normalise


@dataclass(frozen=True, slots=True)
class MissingSurface:
    """Words given for an entity that the quote does not hold."""

    index: int
    """Which of the surfaces."""
    text: str


def name_spans(entity: Entity, source: SourceText, quote: Span) -> tuple[Span, ...]:
    """Return where the names of an entity stand in a quote, in order, not overlapping."""
    pattern = _names_pattern(tuple([entity.name, *(name.text for name in entity.names)]))
    return tuple(Span(match.start(), match.end()) for match in pattern.finditer(source.raw, quote.start, quote.end))


def surface_spans(
    surfaces: tuple[Surface, ...], source: SourceText, quote: Span
) -> tuple[tuple[Span, ...], tuple[MissingSurface, ...]]:
    """Return where given words stand in a quote, in order, and those that do not stand there."""
    spans: set[Span] = set()
    missing: list[MissingSurface] = []
    for index, surface in enumerate(surfaces):
        found = {span for span in _occurrences(surface.text, source, quote) if _fits(surface, source, span)}
        if not found:
            missing.append(MissingSurface(index, surface.text))
        spans |= found
    return tuple(sorted(spans)), tuple(missing)


def _occurrences(words: str, source: SourceText, quote: Span) -> list[Span]:
    """Whole words if there are any, else any stretch: some scripts write particles onto names."""
    for pattern in (_names_pattern((words,)), _loose_pattern(words)):
        spans = [Span(match.start(), match.end()) for match in pattern.finditer(source.raw, quote.start, quote.end)]
        if spans:
            return spans
    return []


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


def _spaced(words: str) -> str:
    return r"\s+".join(re.escape(word) for word in words.split())


@lru_cache(maxsize=65_536)
def _names_pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(set(names), key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(_spaced(name) for name in longest_first)})(?!\w)")


@lru_cache(maxsize=4096)
def _loose_pattern(words: str) -> re.Pattern[str]:
    return re.compile(_spaced(words))
