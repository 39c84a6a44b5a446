"""Pair the units of a source in two passes: which passage, mention, claim of one is which of the other."""

from __future__ import annotations

from dataclasses import dataclass

from build_tools.corpus import CorpusSource
from build_tools.interannotator.matching import Matched, Rank, match, overlap
from build_tools.interannotator.units import (
    STATEMENTS,
    ClaimUnit,
    MentionUnit,
    PassageUnit,
    SourceUnits,
    StatementUnit,
    covered,
    speakers,
    units_of,
    word_labels,
    word_spans,
)
from build_tools.locations import Span
from build_tools.records import Figure

ENOUGH = 0.5
"""Intersection over union from which two passages are taken for the same one."""


@dataclass(frozen=True)
class SourcePairs:
    """A source that both passes annotate, with their units paired."""

    source: CorpusSource
    """As pass A has it; its text is that of both."""
    a: SourceUnits
    b: SourceUnits
    covered_words: tuple[tuple[bool, bool], ...]
    """Of each word of the article, whether a passage of A and one of B holds it."""
    word_labels: tuple[tuple[str, str], ...]
    """Of each word of the article, which entity A and B mention with it."""
    passages: Matched[PassageUnit]
    """By overlap of at least `ENOUGH`."""
    mentions: Matched[MentionUnit]
    """By overlap of the words, whatever the entity."""
    same_entity: Matched[MentionUnit]
    """By overlap of the words, only where the entity is the same."""
    claims: Matched[ClaimUnit]
    """By passages that overlap by `ENOUGH` or of which one holds the other; then by what the claims say."""
    statements: dict[str, Matched[StatementUnit]]
    """The same answers, relations and reports in overlapping passages."""


def pair_source(source_a: CorpusSource, source_b: CorpusSource) -> SourcePairs:
    """Return the units of a source paired. Both passes must be over the same text."""
    a, b = units_of(source_a), units_of(source_b)
    words = word_spans(source_a.text)
    return SourcePairs(
        source=source_a,
        a=a,
        b=b,
        covered_words=tuple(zip(covered(words, a.passages), covered(words, b.passages), strict=True)),
        word_labels=tuple(zip(word_labels(words, a.mentions), word_labels(words, b.mentions), strict=True)),
        passages=match(a.passages, b.passages, _rank_passages),
        mentions=match(a.mentions, b.mentions, _rank_words),
        same_entity=match(a.mentions, b.mentions, _rank_same_entity),
        claims=match(a.claims, b.claims, _rank_claims),
        statements={kind: match(a.statements[kind], b.statements[kind], _rank_statements) for kind in STATEMENTS},
    )


def _rank_passages(a: PassageUnit, b: PassageUnit) -> Rank | None:
    shared = overlap(a.span, b.span)
    return (-shared,) if shared >= ENOUGH else None


def _rank_words(a: MentionUnit, b: MentionUnit) -> Rank:
    """Let the words decide, and the entity only where two pairs overlap alike, so that agreement is not made up."""
    return (-overlap(a.span, b.span), a.mention.entity_id != b.mention.entity_id)


def _rank_same_entity(a: MentionUnit, b: MentionUnit) -> Rank | None:
    return (-overlap(a.span, b.span),) if a.mention.entity_id == b.mention.entity_id else None


def _rank_claims(a: ClaimUnit, b: ClaimUnit) -> Rank | None:
    if not _same_place(a.span, b.span):
        return None
    return (
        a.claim.type != b.claim.type,
        speakers(a.claim) != speakers(b.claim),
        figure_key(a.claim.figure) != figure_key(b.claim.figure),
        -overlap(a.span, b.span),
        # What is left decides only between claims of one passage, which may stand there in any order.
        a.claim.date != b.claim.date,
        set(a.claim.about) != set(b.claim.about),
    )


def _same_place(one: Span, other: Span) -> bool:
    return one.contains(other) or other.contains(one) or overlap(one, other) >= ENOUGH


def _rank_statements(a: StatementUnit, b: StatementUnit) -> Rank | None:
    return (-overlap(a.span, b.span),) if a.content == b.content else None


def figure_key(figure: Figure | None) -> tuple[object, ...] | None:
    """Return what makes two figures the same: the measure and the amount, however it is written."""
    if figure is None:
        return None
    return (figure.measure, figure.value, figure.low, figure.high, figure.words)
