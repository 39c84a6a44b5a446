"""What one pass marked in a source, as units that can be compared."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from build_tools.corpus import AnchoredPassage, CorpusSource, Mention
from build_tools.interannotator.matching import Order
from build_tools.locations import KeyPath, Span
from build_tools.mentions import WORD_CHARACTER
from build_tools.records import Claim
from build_tools.sources import SourceText

NO_ENTITY = "(none)"
"""Label of a word over which no entity is mentioned; no id is written so."""

# A joiner that is not seen may stand inside a word, as Persian has it.
_WORD = re.compile(f"{WORD_CHARACTER}+(?:[\u200c\u200d]{WORD_CHARACTER}+)*")


@dataclass(frozen=True, slots=True)
class PassageUnit:
    """A passage."""

    passage: AnchoredPassage

    @property
    def span(self) -> Span:
        """Its place."""
        return self.passage.span

    @property
    def order(self) -> Order:
        """By place, then id."""
        return (self.span.start, self.span.end, self.passage.id)

    @property
    def keys(self) -> KeyPath:
        """Way to it inside its file."""
        return self.passage.located.keys


@dataclass(frozen=True, slots=True)
class MentionUnit:
    """Words that name an entity; the same words in two passages of a pass are one unit."""

    mention: Mention
    passage: AnchoredPassage

    @property
    def span(self) -> Span:
        """Its place."""
        return self.mention.span

    @property
    def order(self) -> Order:
        """By place, then entity."""
        return (self.span.start, self.span.end, self.mention.entity_id)

    @property
    def keys(self) -> KeyPath:
        """Way to the tag inside its file."""
        for key in ("actors", "places", "agreements"):
            for index, tag in enumerate(getattr(self.passage.record, key)):
                if tag.id == self.mention.entity_id:
                    return (*self.passage.located.keys, key, index)
        return self.passage.located.keys


@dataclass(frozen=True, slots=True)
class ClaimUnit:
    """A claim; its place is that of its passage."""

    claim: Claim
    passage: AnchoredPassage
    index: int

    @property
    def span(self) -> Span:
        """Its place."""
        return self.passage.span

    @property
    def order(self) -> Order:
        """By passage, then position in it."""
        return (self.span.start, self.span.end, self.passage.id, self.index)

    @property
    def keys(self) -> KeyPath:
        """Way to it inside its file."""
        return (*self.passage.located.keys, "claims", self.index)


@dataclass(frozen=True, slots=True)
class StatementUnit:
    """An answer, a relation or a report; the same one twice in a passage is one unit."""

    subject: tuple[str, ...]
    """The question; the two sides; the agreement."""
    value: str
    """The answer, with `not` before one that is denied; the type of relation; the report."""
    passage: AnchoredPassage
    keys: KeyPath
    """Way to it inside its file."""

    @property
    def span(self) -> Span:
        """Its place: that of its passage."""
        return self.passage.span

    @property
    def content(self) -> tuple[tuple[str, ...], str]:
        """What it says."""
        return self.subject, self.value

    @property
    def order(self) -> Order:
        """By passage, then content."""
        return (self.span.start, self.span.end, self.passage.id, self.subject, self.value)


STATEMENTS = ("answers", "relations", "reports")
AnyUnit = PassageUnit | MentionUnit | ClaimUnit | StatementUnit


@dataclass(frozen=True)
class SourceUnits:
    """Everything that one pass marked in a source."""

    passages: tuple[PassageUnit, ...]
    mentions: tuple[MentionUnit, ...]
    claims: tuple[ClaimUnit, ...]
    statements: dict[str, tuple[StatementUnit, ...]]
    """By the names in `STATEMENTS`."""


def units_of(source: CorpusSource) -> SourceUnits:
    """Return the units of a source."""
    found: dict[tuple[Span, str], MentionUnit] = {}
    for passage in source.passages:
        for mention in passage.mentions:
            key = (mention.span, mention.entity_id)
            if key not in found or (mention.usage and not found[key].mention.usage):
                found[key] = MentionUnit(mention, passage)
    return SourceUnits(
        passages=tuple(PassageUnit(p) for p in source.passages),
        mentions=tuple(found.values()),
        claims=tuple(ClaimUnit(c, p, n) for p in source.passages for n, c in enumerate(p.record.claims)),
        statements={kind: tuple(_distinct(_statements(kind, source.passages))) for kind in STATEMENTS},
    )


def _statements(kind: str, passages: Iterable[AnchoredPassage]) -> Iterator[StatementUnit]:
    for passage in passages:
        keys = passage.located.keys
        if kind == "answers":
            for index, claim in enumerate(passage.record.claims):
                for key, answers, mark in (("answers", claim.answers, ""), ("rejects", claim.rejects, "not ")):
                    for question, answer in answers.items():
                        way = (*keys, "claims", index, key, question)
                        yield StatementUnit((question,), f"{mark}{answer}", passage, way)
        elif kind == "relations":
            for index, relation in enumerate(passage.record.relations):
                way = (*keys, "relations", index)
                yield StatementUnit((relation.from_, relation.to), relation.type, passage, way)
        else:
            for index, report in enumerate(passage.record.provisions):
                yield StatementUnit((report.agreement,), report.report, passage, (*keys, "provisions", index))


def _distinct(units: Iterable[StatementUnit]) -> Iterator[StatementUnit]:
    seen = set()
    for unit in units:
        if unit.order not in seen:
            seen.add(unit.order)
            yield unit


def speakers(claim: Claim) -> tuple[str, ...]:
    """Return who says it, each once and sorted; nobody for the text's own voice."""
    return tuple(sorted(set(claim.said_by)))


# ---- words --------------------------------------------------------------------------------------


def word_spans(text: SourceText) -> tuple[Span, ...]:
    """Return the words of the article in order; lines that are not the article are left out.

    A word is a run of letters, digits and marks. Scripts that put no space between words have long ones.
    """
    spans = (Span(match.start(), match.end()) for match in _WORD.finditer(text.raw))
    cut = [span.start for span in text.boilerplate]
    words = []
    for span in spans:
        before = bisect_right(cut, span.start) - 1
        if before < 0 or text.boilerplate[before].end <= span.start:
            words.append(span)
    return tuple(words)


def _touched(words: Sequence[Span], span: Span) -> range:
    """Return which words share a code point with a span."""
    first = bisect_right(words, span.start, key=lambda word: word.end)
    return range(first, bisect_left(words, span.end, lo=first, key=lambda word: word.start))


def covered(words: Sequence[Span], units: Iterable[PassageUnit]) -> list[bool]:
    """Return of each word whether a passage holds some of it."""
    inside = [False] * len(words)
    done = 0
    for unit in sorted(units, key=lambda u: u.order):
        touched = _touched(words, unit.span)
        for number in range(max(done, touched.start), touched.stop):
            inside[number] = True
        done = max(done, touched.stop)  # passages may overlap; no word is looked at twice
    return inside


def word_labels(words: Sequence[Span], units: Iterable[MentionUnit]) -> list[str]:
    """Return of each word the entity of the shortest mention that holds some of it, or `NO_ENTITY`."""
    labels = [NO_ENTITY] * len(words)
    # The shortest is written last, over the others.
    for unit in sorted(units, key=lambda u: (u.span.start - u.span.end, u.order)):
        for number in _touched(words, unit.span):
            labels[number] = unit.mention.entity_id
    return labels
