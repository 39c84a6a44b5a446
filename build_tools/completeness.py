"""Find what the annotations of a corpus overlook in its sources, and what of it was dismissed with a reason.

A finding is a place in the article, outside boilerplate, of one of the kinds of the list `findings`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from build_tools.anchoring import settled_yaml, yaml_text
from build_tools.characters import quoted
from build_tools.corpus import AnchoredDismissal, AnchoredPassage, Corpus, CorpusSource
from build_tools.finders import (
    Cover,
    Usage,
    capital_spans,
    count_usage,
    date_spans,
    is_title,
    number_spans,
    words_in,
)
from build_tools.loading import Progress
from build_tools.locations import Location, Span
from build_tools.mentions import Phrases
from build_tools.problems import Problem
from build_tools.rights import merge, sentences_of
from build_tools.sources import SourceText, normalise
from build_tools.vocabulary import Cues

SENTENCE, NAME, CAPITALS = "sentence-outside", "name-untagged", "capitals-unregistered"
NUMBER, DATE, REPORT = "number-outside", "date-outside", "report-outside"
KINDS = (SENTENCE, NAME, CAPITALS, NUMBER, DATE, REPORT)
"""Kinds of findings, the words of the list `findings`, in the order in which they are counted."""
_BY_WORDS = frozenset((SENTENCE, CAPITALS))
"""Kinds of which several dismissals may each explain some words; any other finding is dismissed as a whole."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """What the annotations overlook at one place."""

    span: Span
    """The words, from the first to the last that is left over."""
    kind: str
    """A word of the list `findings`."""
    parts: tuple[Span, ...]
    """The stretches of words that are left over: all of it, but where a sentence or a run of capitals is explained
    in part."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many sentences of an article passages hold."""

    sentences: int
    """Sentences that have a word."""
    inside: int
    """Those of which every word stands in a passage."""
    dismissed: int
    """Those of which the words outside passages are all dismissed."""

    @property
    def percent(self) -> int:
        """Sentences inside passages in per cent, rounded down: 100 means all."""
        return 100 * self.inside // self.sentences if self.sentences else 100


@dataclass(frozen=True, slots=True)
class Completeness:
    """What was found in one source, and what of it is left to do."""

    source_id: str
    coverage: Coverage
    left: Mapping[str, int]
    """Number of findings that nobody explained, by kind; kinds without any are left out."""
    dismissed: Mapping[str, int]
    """Number of findings that were dismissed, by kind."""
    problems: tuple[Problem, ...]
    """One for each finding left, each idle dismissal, and for missing cues."""


# ---- what stands where ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Registry:
    """Names of all entities."""

    phrases: Phrases
    ids: Mapping[str, tuple[str, ...]]
    """Ids of the entities that bear a name, by its words with single spaces."""


@dataclass(frozen=True, slots=True)
class _Reading:
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


def completeness_of(
    corpus: Corpus, seeds: str = "seeds", progress: Progress = lambda items, _what, _total: items
) -> tuple[Completeness, ...]:
    """Return what the annotations overlook, source by source, in the order of the corpus.

    `seeds` is the folder of the sources as messages name it.
    """
    registry = _registry(corpus)
    readings = []
    usage: dict[str, Usage] = {}
    for source in progress(corpus.sources.values(), "reading sources", len(corpus.sources)):
        reading = _read(corpus, source, seeds, registry)
        readings.append(reading)
        words = usage.setdefault(_language(source), Usage())
        for sentence, title in reading.sentences:
            count_usage(source.text.article, sentence, title=title, known=reading.known, usage=words)
    return tuple(
        _complete(reading, registry, usage[_language(reading.source)])
        for reading in progress(readings, "looking for what was overlooked", len(readings))
    )


def coverage_of(source: CorpusSource) -> Coverage:
    """Return how many sentences of a source its passages hold; no other kind of finding is looked for."""
    sentences = [sentence for sentence, _ in _sentences(source)]
    outside = _sentence_findings(source, sentences)
    explained = _explained(source, SENTENCE)
    dismissed = sum(not _left_over(finding, explained, source.text.article) for finding in outside)
    return Coverage(len(sentences), len(sentences) - len(outside), dismissed)


def _language(source: CorpusSource) -> str:
    return source.record.language.split("-", maxsplit=1)[0]


def _registry(corpus: Corpus) -> _Registry:
    ids: dict[str, list[str]] = {}
    for entity in corpus.entities.values():
        for name in dict.fromkeys((entity.record.name, *(name.text for name in entity.record.names))):
            ids.setdefault(normalise(name), []).append(entity.id)
    return _Registry(Phrases(ids), MappingProxyType({name: tuple(sorted(found)) for name, found in ids.items()}))


def _read(corpus: Corpus, source: CorpusSource, seeds: str, registry: _Registry) -> _Reading:
    text, language = source.text.article, source.record.language
    cues = corpus.vocabulary.cues_of(language)
    reporting, amounts, time = _cue_phrases(cues or Cues())
    mentions = [mention.span for mention in corpus.mentions_in[source.id]]
    names = tuple(registry.phrases.spans(text))
    named = Cover([*mentions, *names])  # a number or word inside a name is a part of the name
    dates = tuple(span for span in date_spans(text, language, time) if not named.holds(span))
    numbers = number_spans(text, language, amounts, Cover(dates))
    numbers = tuple(span for span in numbers if not named.holds(span))
    reports = tuple(span for span in reporting.spans(text) if not named.holds(span))
    return _Reading(
        source,
        f"{seeds}/{source.text.file}",
        tuple(_sentences(source)),
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


def _sentences(source: CorpusSource) -> Iterator[tuple[Span, bool]]:
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


# ---- findings ---------------------------------------------------------------------------------


def _complete(reading: _Reading, registry: _Registry, usage: Usage) -> Completeness:
    source, text = reading.source, reading.source.text.article
    findings = sorted(_findings(reading, usage))
    problems: list[Problem] = []
    left: Counter[str] = Counter()
    dismissed: Counter[str] = Counter()
    explained = {kind: _explained(source, kind) for kind in KINDS}
    for finding in findings:
        rest = _left_over(finding, explained[finding.kind], text)
        if rest is None:
            dismissed[finding.kind] += 1
        else:
            left[finding.kind] += 1
            problems.append(_problem(reading, rest, registry))
    problems += _idle(source, findings, text)
    if not reading.has_cues:
        problems.append(_missing_cues(source))
    outside = sum(finding.kind == SENTENCE for finding in findings)
    total = len(reading.sentences)
    return Completeness(
        source.id,
        Coverage(total, total - outside, dismissed[SENTENCE]),
        _in_order(left),
        _in_order(dismissed),
        tuple(problems),
    )


def _in_order(counts: Mapping[str, int]) -> Mapping[str, int]:
    return MappingProxyType({kind: counts[kind] for kind in KINDS if counts.get(kind)})


def _findings(reading: _Reading, usage: Usage) -> Iterator[Finding]:
    source, text = reading.source, reading.source.text.article
    yield from _sentence_findings(source, [sentence for sentence, _ in reading.sentences])
    claimed = Cover(passage.span for passage in source.passages if passage.record.claims)
    for kind, spans, cover in (
        (NAME, reading.names, reading.tagged),
        (NUMBER, reading.numbers, claimed),
        (DATE, reading.dates, claimed),
        (REPORT, reading.reports, claimed),
    ):
        yield from (Finding(span, kind, (span,)) for span in spans if not cover.holds(span))
    for sentence, title in reading.sentences:
        for span in capital_spans(text, sentence, title=title, known=reading.known, usage=usage):
            yield Finding(span, CAPITALS, (span,))


def _sentence_findings(source: CorpusSource, sentences: Iterable[Span]) -> list[Finding]:
    text = source.text.article
    inside = Cover(merge(passage.span for passage in source.passages))
    found = []
    for sentence in sentences:
        parts = _stretches((word, not inside.holds(word)) for word in words_in(text, sentence))
        if parts:
            found.append(_finding(SENTENCE, parts))
    return found


def _stretches(words: Iterable[tuple[Span, bool]]) -> tuple[Span, ...]:
    """Return the stretches of neighbouring words that are marked."""
    found: list[Span] = []
    was_marked = False
    for word, marked in words:
        if marked and was_marked:
            found[-1] = Span(found[-1].start, word.end)
        elif marked:
            found.append(word)
        was_marked = marked
    return tuple(found)


def _finding(kind: str, parts: tuple[Span, ...]) -> Finding:
    return Finding(Span(parts[0].start, parts[-1].end), kind, parts)


# ---- dismissals -------------------------------------------------------------------------------


def _explained(source: CorpusSource, kind: str) -> Cover:
    spans = [span for dismissal in source.dismissals if kind in _kinds(dismissal) for span in dismissal.spans]
    return Cover(merge(spans) if kind in _BY_WORDS else spans)


def _kinds(dismissal: AnchoredDismissal) -> tuple[str, ...]:
    return dismissal.located.record.findings


def _left_over(finding: Finding, explained: Cover, text: str) -> Finding | None:
    """Return what of a finding no dismissal explains."""
    if finding.kind not in _BY_WORDS:
        return None if explained.holds(finding.span) else finding
    parts = tuple(
        left
        for part in finding.parts
        for left in _stretches((word, not explained.holds(word)) for word in words_in(text, part))
    )
    if finding.kind == CAPITALS:  # of `al-Nour`, the particle is no name
        parts = tuple(part for part in parts if any(letter.isupper() for letter in text[part.start : part.end]))
    return _finding(finding.kind, parts) if parts else None


def _idle(source: CorpusSource, findings: list[Finding], text: str) -> Iterator[Problem]:
    """Yield a problem for each kind that a dismissal names and does not find."""
    by_kind: dict[str, list[Span]] = {kind: [] for kind in KINDS}
    for finding in findings:
        words = (word for part in finding.parts for word in words_in(text, part))
        by_kind[finding.kind] += words if finding.kind in _BY_WORDS else [finding.span]
    for dismissal in source.dismissals:
        cover = Cover(dismissal.spans)
        idle = [kind for kind in _kinds(dismissal) if not any(cover.holds(span) for span in by_kind[kind])]
        if idle:
            yield Problem(
                Location(dismissal.located.file, dismissal.located.line),
                "dismissal-idle",
                f"the dismissal of {quoted(dismissal.words, 80)} must dismiss something of each kind that it names; "
                f"there is no {' and no '.join(idle)}",
                "remove it" if len(idle) == len(_kinds(dismissal)) else f"take {' and '.join(idle)} out of 'findings'",
            )


# ---- what contributors are told ---------------------------------------------------------------

_MUST = MappingProxyType(
    {
        SENTENCE: "every word of a sentence must stand in a passage; outside stand {}",
        NAME: "a registered name must be tagged where it stands; {} is not",
        CAPITALS: "words with capitals must be a registered name; {} is none",
        NUMBER: "a number or amount must stand in a passage with a claim; {} does not",
        DATE: "a date must stand in a passage with a claim; {} does not",
        REPORT: "a word that reports speech must stand in a passage with a claim; {} does not",
    }
)
_SHOWN_PARTS = 4


def _problem(reading: _Reading, finding: Finding, registry: _Registry) -> Problem:
    text = reading.source.text
    line = text.line_at(finding.span.start)
    location = Location(reading.file, line, finding.span.start - text.line_starts[line - 1] + 1)
    shown = [quoted(_words(text, part), 90) for part in finding.parts]
    listed = " and ".join(shown[:_SHOWN_PARTS]) + (" and more" if len(shown) > _SHOWN_PARTS else "")
    folder = f"annotations/dismissals/{reading.source.id}/"
    hint = f"{_cure(reading.source, finding, registry)}, or list it below 'dismissals:' in a file in {folder}\n"
    return Problem(
        location, finding.kind, _MUST[finding.kind].format(listed), hint + _dismissal(reading.source, finding)
    )


def _words(text: SourceText, span: Span) -> str:
    return normalise(text.raw[span.start : span.end])


def _cure(source: CorpusSource, finding: Finding, registry: _Registry) -> str:
    """Return what to do where the words are worth annotating."""
    if finding.kind == SENTENCE:
        return "quote the words in a passage"
    around = [passage for passage in source.passages if passage.span.contains(finding.span)]
    where = f"passage '{_closest(around).id}'" if around else "a passage that holds the words"
    if finding.kind == NAME:
        ids = " or ".join(f"'{identifier}'" for identifier in registry.ids[_words(source.text, finding.span)])
        return f"tag {ids} in {where}"
    if finding.kind == CAPITALS:
        return f"add a record or a name for it and tag it in {where}"
    what = {NUMBER: "a claim with the figure", DATE: "a claim with the date", REPORT: "the claim that is reported"}
    return f"add {what[finding.kind]} to {where}"


def _closest(passages: list[AnchoredPassage]) -> AnchoredPassage:
    return min(passages, key=lambda passage: (passage.span.end - passage.span.start, passage.id))


def _dismissal(source: CorpusSource, finding: Finding) -> str:
    """Return the lines of YAML that dismiss a finding."""
    lines = []
    for part in finding.parts:
        place = settled_yaml(part, source.text) or (f"words: {yaml_text(_words(source.text, part))}",)
        first, *more = (*place, f"findings: {finding.kind}", "reason: …")
        lines += [f"  - {first}", *(f"    {line}" for line in more)]
    return "\n".join(lines)


def _missing_cues(source: CorpusSource) -> Problem:
    language = _language(source)
    return Problem(
        Location(source.located.file),
        "cues-missing",
        f"vocabulary.yml must list cues for '{language}'; without them no reporting word and no vague amount of this "
        "source is looked for",
        f"cues:\n  {language}:\n    reporting: [said, …]\n    amounts: [dozens, …]",
    )


def summary_lines(sources: Iterable[Completeness]) -> Iterator[str]:
    """Yield a line for each source on what stands in passages, what is left, and what was dismissed."""
    for source in sources:
        coverage = source.coverage
        yield (
            f"{source.source_id}: {coverage.inside} of {coverage.sentences} sentences inside passages "
            f"({coverage.percent} %); left: {_counted(source.left)}; dismissed: {_counted(source.dismissed)}"
        )


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {kind}" for kind, count in counts.items()) or "nothing"
