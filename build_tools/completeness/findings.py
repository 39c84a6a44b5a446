"""What the annotations of a source overlook: findings by kind, and what dismissals explain of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from build_tools.characters import quoted
from build_tools.completeness.finders import Usage, capital_spans, words_in
from build_tools.completeness.reading import Reading
from build_tools.corpus import AnchoredDismissal, CorpusSource
from build_tools.locations import Cover, Location, Span
from build_tools.problems import Problem
from build_tools.registry import UNTAGGED
from build_tools.rights import merge

SENTENCE, NAME, CAPITALS = "sentence-outside", UNTAGGED, "capitals-unregistered"
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


def findings_in(reading: Reading, usage: Usage) -> Iterator[Finding]:
    """Yield everything that the annotations of a source overlook, kind by kind."""
    source, text = reading.source, reading.source.text.article
    yield from sentence_findings(source, [sentence for sentence, _ in reading.sentences])
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


def sentence_findings(source: CorpusSource, sentences: Iterable[Span]) -> list[Finding]:
    """Return the sentences that have words in no passage, each with these words."""
    text = source.text.article
    inside = Cover(merge(passage.span for passage in source.passages))
    found = []
    for sentence in sentences:
        parts = _stretches((word, not inside.holds(word)) for word in words_in(text, sentence))
        if parts:
            found.append(finding_of(SENTENCE, parts))
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


def finding_of(kind: str, parts: tuple[Span, ...]) -> Finding:
    """Return a finding from its stretches of words, at least one, in reading order."""
    return Finding(Span(parts[0].start, parts[-1].end), kind, parts)


# ---- dismissals -------------------------------------------------------------------------------


def explained_by(source: CorpusSource, kind: str) -> Cover:
    """Return what the dismissals of a source explain of one kind."""
    spans = [span for dismissal in source.dismissals if kind in _kinds(dismissal) for span in dismissal.spans]
    return Cover(merge(spans) if kind in _BY_WORDS else spans)


def _kinds(dismissal: AnchoredDismissal) -> tuple[str, ...]:
    return dismissal.located.record.findings


def left_over(finding: Finding, explained: Cover, text: str) -> Finding | None:
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
    return finding_of(finding.kind, parts) if parts else None


def idle_dismissals(source: CorpusSource, findings: list[Finding], text: str) -> Iterator[Problem]:
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
