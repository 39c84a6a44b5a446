"""Read a source once: its sentences, and the names, numbers, dates and cues that stand in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from build_tools.completeness.finders import date_spans, is_title, number_spans, words_in
from build_tools.corpus import Corpus, CorpusSource
from build_tools.locations import Cover, Span
from build_tools.mentions import Phrases
from build_tools.registry import Registry
from build_tools.rights import sentences_of
from build_tools.vocabulary import Cues


@dataclass(frozen=True, slots=True)
class Reading:
    """One source, read once: what the finders found in it."""

    source: CorpusSource
    file: str
    """Path of its text in messages."""
    sentences: tuple[tuple[Span, bool], ...]
    """Each with whether its line is a title."""
    names: tuple[Span, ...]
    numbers: tuple[Span, ...]
    dates: tuple[Span, ...]
    reports: tuple[Span, ...]
    tagged: Cover
    """The mentions."""
    known: Cover
    """What explains a capital: mentions, names and the words of the other kinds."""
    has_cues: bool


def language_of(source: CorpusSource) -> str:
    """Return the language of a source without its region: cues and usage are shared."""
    return source.record.language.split("-", maxsplit=1)[0]


def read_source(corpus: Corpus, source: CorpusSource, seeds: str, registry: Registry) -> Reading:
    """Return what the finders find in a source; `seeds` is the folder of the sources in messages."""
    text, language = source.text.article, source.record.language
    cues = corpus.vocabulary.cues_of(language)
    reporting, amounts, time = _cue_phrases(cues or Cues())
    mentions = [mention.span for mention in corpus.mentions_in[source.id]]
    names = tuple(registry.spans(source.text))
    named = Cover([*mentions, *names])  # a number or word inside a name is a part of the name
    dates = tuple(span for span in date_spans(text, language, time) if not named.holds(span))
    numbers = number_spans(text, language, amounts, Cover(dates))
    numbers = tuple(span for span in numbers if not named.holds(span))
    reports = tuple(span for span in reporting.spans(text) if not named.holds(span))
    return Reading(
        source,
        f"{seeds}/{source.text.file}",
        tuple(sentences_in(source)),
        names,
        numbers,
        dates,
        reports,
        Cover(mentions),
        Cover([*mentions, *names, *numbers, *dates, *reports]),
        cues is not None,
    )


@lru_cache(maxsize=64)
def _cue_phrases(cues: Cues) -> tuple[Phrases, Phrases, Phrases]:
    return (
        Phrases(cues.reporting, ignore_case=True),
        Phrases(cues.amounts, ignore_case=True),
        Phrases(cues.dates, ignore_case=True),
    )


def sentences_in(source: CorpusSource) -> Iterator[tuple[Span, bool]]:
    """Yield the sentences of the article that have a word, each with whether its line is a title."""
    text = source.text
    for number in range(1, text.line_count + 1):
        line = text.line_span(number)
        if line.start == line.end or text.in_boilerplate(line):
            continue
        title = is_title(text.article, line)
        for sentence in sentences_of(text, line, source.record.language):
            if next(words_in(text.article, sentence), None):
                yield sentence, title
