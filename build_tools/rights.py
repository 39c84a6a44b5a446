"""What may be shown of a source: the one place that decides it.

`full`: the article. `excerpts`: the sentences that hold an annotated passage. `none`: nothing; not on
pages, not in the search, not in data. In a preview, which only its maker sees, `excerpts` is as good as `full`.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from build_tools.corpus import Corpus, CorpusSource
from build_tools.locations import Span
from build_tools.sources import SourceText, sentence_spans


def for_preview(corpus: Corpus) -> Corpus:
    """Return the corpus as a preview shows it to whoever has its texts anyway."""
    return replace(corpus, sources={i: replace(source, in_preview=True) for i, source in corpus.sources.items()})


def display(source: CorpusSource) -> str:
    """Return the term of the list `rights_displays` that holds for a source."""
    return "full" if shown_for_preview(source) else source.record.rights.display


def shown_for_preview(source: CorpusSource) -> bool:
    """Whether more of a source is shown than a published site may show."""
    return source.in_preview and source.record.rights.display == "excerpts"


def may_show(source: CorpusSource) -> bool:
    """Whether words of the source may appear at all."""
    return display(source) != "none"


def article_lines(source: CorpusSource) -> tuple[Span, ...]:
    """Return the spans of the lines of the article that are not blank, in order."""
    text = source.text
    spans = (text.line_span(line) for line in range(1, text.line_count + 1))
    return tuple(
        span
        for span in spans
        if text.raw[span.start : span.end].strip("\ufeff \t\u00a0") and not text.in_boilerplate(span)
    )


def shown_spans(source: CorpusSource) -> tuple[Span, ...]:
    """Return what may be shown, in order; spans neither touch nor cross a line's end."""
    if not may_show(source):
        return ()
    lines = article_lines(source)
    if display(source) == "full":
        return lines
    wanted = merge(passage.span for passage in source.passages)
    shown: list[Span] = []
    position = 0
    for line in lines:
        while position < len(wanted) and wanted[position].end <= line.start:
            position += 1
        here = []
        index = position
        while index < len(wanted) and wanted[index].start < line.end:
            here.append(wanted[index])
            index += 1
        if here:
            sentences = sentences_of(source.text, line, source.record.language)
            shown += merge(s for s in sentences if any(s.overlaps(span) for span in here))
    return tuple(shown)


def shows_line(source: CorpusSource, line: int) -> bool:
    """Whether any word of a line is shown: then its place on the page of the source has an id."""
    span = source.text.line_span(line)
    if not may_show(source) or source.text.in_boilerplate(span) or not source.text.raw[span.start : span.end].strip():
        return False
    return display(source) == "full" or any(passage.span.overlaps(span) for passage in source.passages)


def shows(source: CorpusSource, span: Span) -> bool:
    """Whether the words of a stretch within one line are shown."""
    line = source.text.line_at(span.start)
    if not shows_line(source, line) or span.end > source.text.line_span(line).end:
        return False
    if display(source) == "full":
        return True
    sentences = sentences_of(source.text, source.text.line_span(line), source.record.language)
    return all(any(p.span.overlaps(s) for p in source.passages) for s in sentences if s.overlaps(span))


def merge(spans: object) -> list[Span]:
    """Return spans sorted, with those that touch or overlap joined."""
    merged: list[Span] = []
    for span in sorted(spans):  # type: ignore[call-overload]
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def sentences_of(text: SourceText, line: Span, language: str) -> tuple[Span, ...]:
    """Return the spans of the sentences of a line."""
    return _sentences(text.raw[line.start : line.end], line.start, language)


@lru_cache(maxsize=4096)
def _sentences(words: str, start: int, language: str) -> tuple[Span, ...]:
    return sentence_spans(words, start, language)


def context_span(source: CorpusSource, span: Span) -> Span:
    """Return a passage extended to the ends of its first and last sentence."""
    first = source.text.line_span(source.text.line_at(span.start))
    last = source.text.line_span(source.text.line_at(max(span.start, span.end - 1)))
    start, end = span.start, span.end
    for sentence in sentences_of(source.text, first, source.record.language):
        if sentence.start <= span.start < sentence.end:
            start = sentence.start
    for sentence in sentences_of(source.text, last, source.record.language):
        if sentence.start < span.end <= sentence.end:
            end = sentence.end
    return Span(start, end)
