"""How complete the annotations are, source by source: what is left, what was dismissed, how much is inside passages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from build_tools.completeness.finders import Usage, count_usage
from build_tools.completeness.findings import (
    KINDS,
    SENTENCE,
    explained_by,
    findings_in,
    idle_dismissals,
    left_over,
    sentence_findings,
)
from build_tools.completeness.messages import missing_cues, problem_of
from build_tools.completeness.reading import Reading, language_of, read_source, sentences_in
from build_tools.corpus import Corpus, CorpusSource
from build_tools.loaded import Progress
from build_tools.problems import Problem
from build_tools.registry import Registry, read_registry


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


def completeness_of(
    corpus: Corpus, seeds: str = "seeds", progress: Progress = lambda items, _what, _total: items
) -> tuple[Completeness, ...]:
    """Return what the annotations overlook, source by source, in the order of the corpus.

    `seeds` is the folder of the sources as messages name it.
    """
    registry = read_registry(corpus)
    readings = []
    usage: dict[str, Usage] = {}
    for source in progress(corpus.sources.values(), "reading sources", len(corpus.sources)):
        reading = read_source(corpus, source, seeds, registry)
        readings.append(reading)
        words = usage.setdefault(language_of(source), Usage())
        for sentence, title in reading.sentences:
            count_usage(source.text.article, sentence, title=title, known=reading.known, usage=words)
    return tuple(
        _complete(reading, registry, usage[language_of(reading.source)])
        for reading in progress(readings, "looking for what was overlooked", len(readings))
    )


def coverage_of(source: CorpusSource) -> Coverage:
    """Return how many sentences of a source its passages hold; no other kind of finding is looked for."""
    sentences = [sentence for sentence, _ in sentences_in(source)]
    outside = sentence_findings(source, sentences)
    explained = explained_by(source, SENTENCE)
    dismissed = sum(not left_over(finding, explained, source.text.article) for finding in outside)
    return Coverage(len(sentences), len(sentences) - len(outside), dismissed)


def _complete(reading: Reading, registry: Registry, usage: Usage) -> Completeness:
    source, text = reading.source, reading.source.text.article
    findings = sorted(findings_in(reading, usage))
    problems: list[Problem] = []
    left: Counter[str] = Counter()
    dismissed: Counter[str] = Counter()
    explained = {kind: explained_by(source, kind) for kind in KINDS}
    for finding in findings:
        rest = left_over(finding, explained[finding.kind], text)
        if rest is None:
            dismissed[finding.kind] += 1
        else:
            left[finding.kind] += 1
            problems.append(problem_of(reading, rest, registry))
    problems += idle_dismissals(source, findings, text)
    if not reading.has_cues:
        problems.append(missing_cues(source))
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
