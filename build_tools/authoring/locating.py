"""Find words in the sources, also where marks, case, accents or spaces differ, and the quote that names their place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from build_tools.anchoring import find_all, nearest, settled_yaml, word_diff
from build_tools.corpus import AnchoredPassage, Corpus, CorpusSource
from build_tools.editing.likeness import alike
from build_tools.locations import Span
from build_tools.mentions import WORD_CHARACTER
from build_tools.sources import SourceText, normalise

_NEAREST = 3
"""Nearest passages shown at most."""
_CONTEXT = 400
"""Characters by which a quote grows at most, until it stands in its source once."""
_WORD = re.compile(WORD_CHARACTER)


@dataclass(frozen=True, slots=True)
class Found:
    """One place of the words."""

    source: CorpusSource
    span: Span
    """Whole words of the raw text."""
    differs: str
    """The words of the source with what differs marked, `[-yours-]{+the source's+}`; "" where nothing does."""
    quote: tuple[str, ...]
    """Lines of YAML that name the place; empty where it cannot be quoted."""
    passages: tuple[AnchoredPassage, ...]
    """Those that hold it, the shortest first."""
    is_article: bool
    """False for lines that the record lists as boilerplate."""


@dataclass(frozen=True, slots=True)
class Near:
    """A passage that is like the words."""

    source: CorpusSource
    line: int
    score: float
    """From 60 to 100, which is the same."""
    diff: str


def locate(words: str, corpus: Corpus, source_ids: Iterable[str]) -> list[Found]:
    """Return every place of the words in these sources, in order.

    In each source they are looked for letter by letter, and where they do not stand so, where only marks, case,
    accents or white space differ. Lines that are not the article are looked at where no article has the words.
    """
    sources = [corpus.sources[source_id] for source_id in source_ids]
    found = []
    for source in sources:
        exact = _exact(words, source.text)
        found += _found(source, exact, "") if exact else _found(source, _alike(words, source.text.article), words)
    return found or [
        Found(source, span, "", (), (), is_article=False)
        for source in sources
        if source.text.boilerplate
        for span in _alike(words, source.text.raw)
    ]


def nearest_of(words: str, corpus: Corpus, source_ids: Iterable[str]) -> list[Near]:
    """Return the passages of these sources that are most like the words, the best first; one a source."""
    found = []
    for source_id in source_ids:
        source = corpus.sources[source_id]
        near = nearest(normalise(words), source.text)
        if near is not None:
            found.append(Near(source, near.line, near.score, near.diff))
    return sorted(found, key=lambda near: (-near.score, near.source.id))[:_NEAREST]


def _exact(words: str, text: SourceText) -> list[Span]:
    wanted = normalise(words)
    return [text.to_raw(start, start + len(wanted)) for start in find_all(text.normalised, wanted)] if wanted else []


def _alike(words: str, article: str) -> list[Span]:
    """Return where the letters of the words stand: at the ends of words if they do anywhere."""
    spans = [Span(*place) for place in alike(article, loosely=True).places(words)]
    return [span for span in spans if _whole(span, article) == span] or spans


def _whole(span: Span, text: str) -> Span:
    """Return the span grown to the ends of its first and last word."""
    start, end = span.start, span.end
    while start > 0 and _WORD.match(text, start) and _WORD.match(text, start - 1):
        start -= 1
    while end < len(text) and _WORD.match(text, end - 1) and _WORD.match(text, end):
        end += 1
    return Span(start, end)


def _found(source: CorpusSource, spans: Iterable[Span], compared: str) -> list[Found]:
    found = []
    for place in dict.fromkeys(_whole(span, source.text.article) for span in spans):
        theirs = normalise(source.text.raw[place.start : place.end])
        found.append(
            Found(
                source,
                place,
                word_diff(normalise(compared), theirs) if compared else "",
                shortest_quote(place, source.text),
                tuple(
                    sorted(
                        (passage for passage in source.passages if passage.span.contains(place)),
                        key=lambda passage: (passage.span.end - passage.span.start, passage.id),
                    )
                ),
                is_article=True,
            )
        )
    return found


def shortest_quote(span: Span, text: SourceText) -> tuple[str, ...]:
    """Return the lines of YAML that name a stretch of whole words, or the shortest longer one that can be named.

    A prefix or suffix tells it from other places; where none does, words are added behind it, then before it.
    """
    grown = span
    while True:
        lines = settled_yaml(grown, text)
        if lines or grown.end - grown.start > span.end - span.start + _CONTEXT:
            return lines
        longer = _one_word_more(grown, text)
        if longer == grown:
            return ()
        grown = longer


def _one_word_more(span: Span, text: SourceText) -> Span:
    line = text.line_span(text.line_at(span.start))
    behind = re.compile(r"\s*\S+").match(text.article, span.end, max(line.end, span.end))
    if behind:
        return Span(span.start, behind.end())
    before = re.search(r"\S+\s*$", text.article[line.start : span.start])
    return Span(line.start + before.start(), span.end) if before else span
