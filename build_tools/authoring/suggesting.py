"""Propose passages for what the annotations of a source leave over: sentences, with names and likely claims in them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from build_tools.anchoring import settled_yaml
from build_tools.authoring.days import stated_days
from build_tools.authoring.drafts import Draft, DraftClaim, DraftTag
from build_tools.authoring.figures import guess_figure, measures_by_unit
from build_tools.authoring.ids import proposed_id
from build_tools.authoring.surfaces import tag_of
from build_tools.characters import quoted
from build_tools.completeness.finders import Usage, capital_spans, count_usage
from build_tools.completeness.findings import (
    CAPITALS,
    DATE,
    NAME,
    NUMBER,
    REPORT,
    SENTENCE,
    Finding,
    explained_by,
    findings_in,
    left_over,
)
from build_tools.completeness.reading import Reading, language_of, read_source
from build_tools.corpus import Corpus, CorpusSource
from build_tools.dates import missing_parts
from build_tools.loading import ENTITY_FOLDERS
from build_tools.locations import Cover, Span
from build_tools.registry import Registry, read_registry
from build_tools.rights import merge
from build_tools.sources import normalise

_KEYS = {kind: key for key, (kind, _) in ENTITY_FOLDERS.items()}
"""Key of a passage by the kind of what it tags, in the order of the record."""
_NEAR = 60
"""Characters between a reporting word and the name of who may speak, at most."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What is proposed for one source."""

    drafts: tuple[Draft, ...]
    """New passages, in reading order."""
    remarks: tuple[str, ...]
    """What is left over inside passages that are there, and what cannot be quoted; for people."""


def suggest(corpus: Corpus, source_id: str, seeds: str) -> Suggestion:
    """Return what is proposed for a source; `seeds` is the folder of the sources as messages name it."""
    source, registry = corpus.sources[source_id], read_registry(corpus)
    work = _Work(corpus, source, registry, read_source(corpus, source, seeds, registry))
    left = sorted(work.left_over())
    drafts: list[Draft] = []
    quoted_spans: list[Span] = []
    remarks: list[str] = []
    for finding in left:
        for span in work.to_quote(finding) if finding.kind == SENTENCE else ():
            draft = work.draft(span)
            if draft:
                drafts.append(draft)
                quoted_spans.append(span)
            else:
                remarks.append(
                    f"line {source.text.line_at(span.start)}: {quoted(work.words(span), 90)} stands there so often "
                    "that nothing beside it tells it apart: quote more"
                )
    covered = Cover(quoted_spans)
    rest = [finding for finding in left if finding.kind != SENTENCE and not covered.holds(finding.span)]
    return Suggestion(tuple(drafts), (*work.blind_spots(), *remarks, *map(work.remark, rest)))


@dataclass(frozen=True)
class _Work:
    """One source and what was read of it once, so that each sentence takes its part."""

    corpus: Corpus
    source: CorpusSource
    registry: Registry
    reading: Reading

    @cached_property
    def usage(self) -> Usage:
        usage, text = Usage(), self.source.text.article
        for sentence, title in self.reading.sentences:
            count_usage(text, sentence, title=title, known=self.reading.known, usage=usage)
        return usage

    @cached_property
    def explained(self) -> dict[str, Cover]:
        return {kind: explained_by(self.source, kind) for kind in (SENTENCE, NAME, NUMBER, DATE, REPORT, CAPITALS)}

    @cached_property
    def sentence_starts(self) -> list[int]:
        return [sentence.start for sentence, _ in self.reading.sentences]

    @cached_property
    def inside(self) -> list[Span]:
        """What passages hold, sorted, not overlapping."""
        return merge(passage.span for passage in self.source.passages)

    @cached_property
    def taken(self) -> set[str]:
        return {passage.id for passage in self.source.passages}

    @cached_property
    def measures(self) -> dict[str, str]:
        return measures_by_unit(self.corpus)

    @cached_property
    def units_in_text(self) -> bool:
        return language_of(self.source) == self.corpus.record.record.language.split("-", maxsplit=1)[0]

    def blind_spots(self) -> Iterator[str]:
        """Yield what cannot be looked for."""
        if not self.reading.has_cues:
            yield (
                f"vocabulary.yml lists no cues for '{language_of(self.source)}': words that report speech and vague "
                "amounts are not looked for"
            )

    def words(self, span: Span) -> str:
        return normalise(self.source.text.raw[span.start : span.end])

    def left_over(self) -> Iterator[Finding]:
        """Yield what the annotations overlook and no dismissal explains; capitals are told in new passages only."""
        for finding in findings_in(self.reading, self.usage):
            if finding.kind != CAPITALS:
                rest = left_over(finding, self.explained[finding.kind], self.source.text.article)
                if rest:
                    yield rest

    def to_quote(self, finding: Finding) -> tuple[Span, ...]:
        """Return the whole sentence where no word of it is in a passage or dismissed, else the stretches left over."""
        index = bisect_right(self.sentence_starts, finding.span.start) - 1
        sentence = self.reading.sentences[index][0]
        before = bisect_left(self.inside, Span(sentence.end, 0)) - 1
        touched = before >= 0 and self.inside[before].overlaps(sentence)
        if touched or any(True for _ in self._dismissed_words(sentence)):
            return finding.parts
        raw = self.source.text.raw[sentence.start : sentence.end]
        return (Span(sentence.start + len(raw) - len(raw.lstrip()), sentence.start + len(raw.rstrip())),)

    def _dismissed_words(self, sentence: Span) -> Iterator[Span]:
        for dismissal in self.source.dismissals:
            if SENTENCE in dismissal.located.record.findings:
                yield from (span for span in dismissal.spans if span.overlaps(sentence))

    # ---- one passage ----

    def draft(self, span: Span) -> Draft | None:
        """Return the passage that quotes a stretch, or None where no lines of YAML name it."""
        text = self.source.text
        quote = settled_yaml(span, text)
        if not quote:
            return None
        line = text.line_at(span.start)
        identifier = proposed_id(self.words(span), self.taken, (f"line-{line}",))
        self.taken.add(identifier)
        tags, ambiguous, actors = self._tags(span)
        return Draft(
            identifier,
            line,
            quote,
            tags,
            tuple(self._claims(span, actors)),
            (*ambiguous, *self._unregistered(span)),
        )

    def _tags(self, quote: Span) -> tuple[dict[str, tuple[DraftTag, ...]], list[str], list[tuple[Span, str]]]:
        """Return the tags by key, what is to be said of names that several bear, and where which actor is named."""
        places: dict[str, list[Span]] = {}
        ambiguous: list[str] = []
        for name in self._part(self.reading.names, quote, NAME):
            bearers = self.registry.bearers(self.source.text, name)
            if len(bearers) == 1:
                places.setdefault(bearers[0], []).append(name)
            else:
                ambiguous.append(f"{quoted(self.words(name), 60)} is a name of {', '.join(bearers)}: tag what is meant")
        tags: dict[str, list[DraftTag]] = {key: [] for key in _KEYS.values()}
        for entity_id, wanted in places.items():
            entity = self.corpus.entities[entity_id]
            shown = ", ".join(dict.fromkeys(self.words(name) for name in wanted))
            tag = tag_of(entity_id, entity.record, wanted, quote, self.source.text)
            tags[_KEYS[entity.kind]].append(DraftTag(tag, shown))
        actors = [
            (name, i) for i, wanted in places.items() if self.corpus.entities[i].kind == "actor" for name in wanted
        ]
        return {key: tuple(found) for key, found in tags.items() if found}, list(dict.fromkeys(ambiguous)), actors

    def _claims(self, quote: Span, actors: list[tuple[Span, str]]) -> Iterator[DraftClaim]:
        """Yield a claim for each number, or else one for the words that report speech or the date."""
        raw = self.source.text.raw[quote.start : quote.end]
        language, cues = self.source.record.language, self.corpus.vocabulary.cues_of(self.source.record.language)
        numbers = self._part(self.reading.numbers, quote, NUMBER)
        reports = self._part(self.reading.reports, quote, REPORT)
        dates = self._part(self.reading.dates, quote, DATE)
        speaker = _nearest_actor(reports, actors)
        days = {stated.day.isoformat() for stated in stated_days(raw, language)}
        day = days.pop() if len(days) == 1 else ""
        day = "" if day and missing_parts(day, raw, language) else day
        for number in numbers:
            place = Span(number.start - quote.start, number.end - quote.start)
            figure = guess_figure(raw, place, language, cues, self.measures, units_in_text=self.units_in_text)
            yield DraftClaim("figure", speaker, day, figure=figure)
        if not numbers and reports:
            yield DraftClaim("statement", speaker, day)
        elif not numbers and dates:
            yield DraftClaim("event", "", day, date_is_sure=True)

    def _unregistered(self, quote: Span) -> Iterator[str]:
        """Yield what is to be said of words that look like a name and are none of any record."""
        found: list[str] = []
        index = bisect_right(self.sentence_starts, quote.start) - 1
        sentence, title = self.reading.sentences[index]
        text, known = self.source.text.article, self.reading.known
        for span in capital_spans(text, sentence, title=title, known=known, usage=self.usage):
            if quote.contains(span) and not self.explained[CAPITALS].holds(span):
                found.append(quoted(self.words(span), 60))
        if found:
            yield f"no record has these names: {', '.join(dict.fromkeys(found))}"

    def _part(self, spans: Sequence[Span], quote: Span, kind: str) -> list[Span]:
        """Return those of the spans, which are in order, that lie in the quote and that no dismissal explains."""
        first = bisect_left(spans, Span(quote.start, quote.start))
        last = bisect_left(spans, Span(quote.end, quote.end))
        explained = self.explained[kind]
        return [span for span in spans[first:last] if span.end <= quote.end and not explained.holds(span)]

    # ---- what is in passages that are there ----

    def remark(self, finding: Finding) -> str:
        """Return what is to be done about a finding inside a passage that is there."""
        holding = [passage for passage in self.source.passages if passage.span.contains(finding.span)]
        where = "a passage"
        if holding:
            closest = min(holding, key=lambda passage: (passage.span.end - passage.span.start, passage.id))
            where = f"'{closest.id}' ({closest.located.file}:{closest.located.line})"
        words = f"line {self.source.text.line_at(finding.span.start)}, {quoted(self.words(finding.span), 60)}"
        if finding.kind == NAME:
            return f"{words}: tag {' or '.join(self.registry.bearers(self.source.text, finding.span))} in {where}"
        return f"{words}: add a claim to {where}"


def _nearest_actor(reports: Sequence[Span], actors: Sequence[tuple[Span, str]]) -> str:
    """Return the actor whose name stands nearest to a word that reports speech, or ""."""
    gaps = [
        (max(actor.start - report.end, report.start - actor.end), actor.start, identifier)
        for report in reports
        for actor, identifier in actors
    ]
    near = min(gaps, default=(_NEAR + 1, 0, ""))
    return near[2] if near[0] <= _NEAR else ""
