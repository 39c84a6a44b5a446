"""Measure how far two passes agree, over one source or over several together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from math import fsum

from build_tools.interannotator.figures import F1, Mean, NamedFigure, Share, nominal_alpha
from build_tools.interannotator.matching import Matched, overlap
from build_tools.interannotator.pairing import SourcePairs, figure_key
from build_tools.interannotator.units import (
    STATEMENTS,
    AnyUnit,
    ClaimUnit,
    MentionUnit,
    StatementUnit,
    speakers,
)

_STATEMENT_LABELS = {"answers": "Answers", "relations": "Relations", "reports": "Reports on agreements"}

OWN_VOICE, OWN_NAME = "own voice", "own name"
"""Labels of a claim that the text makes itself, and of a name that it uses as its own."""


def measure(sources: Sequence[SourcePairs]) -> tuple[NamedFigure, ...]:
    """Return every figure over the sources taken together, always the same ones in the same order."""
    return (
        *_coverage(sources),
        *_passages(sources),
        *_mentions(sources),
        *_claims(sources),
        *_statements(sources),
    )


def _coverage(sources: Sequence[SourcePairs]) -> tuple[NamedFigure, ...]:
    counts = Counter(pair for source in sources for pair in source.covered_words)
    words = counts.total()
    return tuple(
        NamedFigure("coverage", name, label, Share(counts[pair], words))
        for name, label, pair in (
            ("both", "Words inside passages of both", (True, True)),
            ("only_a", "Words inside passages of A alone", (True, False)),
            ("only_b", "Words inside passages of B alone", (False, True)),
            ("neither", "Words in no passage", (False, False)),
        )
    )


def _passages(sources: Sequence[SourcePairs]) -> tuple[NamedFigure, ...]:
    overlaps = [overlap(a.span, b.span) for source in sources for a, b in source.passages.pairs]
    return (
        NamedFigure("passages", "matched", "Passages, F1", _f1(source.passages for source in sources)),
        NamedFigure("passages", "overlap", "Mean overlap of matched passages", Mean(fsum(overlaps), len(overlaps))),
    )


def _f1(matched: Iterable[Matched[AnyUnit]]) -> F1:
    both = only_a = only_b = 0
    for found in matched:
        both += len(found.pairs)
        only_a += len(found.only_a)
        only_b += len(found.only_b)
    return F1(both, only_a, only_b)


def _within(both: int, whole: F1) -> F1:
    """Return the F1 of a stricter comparison of the same units: a pair that fails it counts on each side."""
    return F1(both, whole.both + whole.only_a - both, whole.both + whole.only_b - both)


def _same(pairs: Counter[tuple[str, str]]) -> Share:
    return Share(sum(count for (one, other), count in pairs.items() if one == other), pairs.total())


def _alike(pairs: Iterable[tuple[object, object]]) -> Share:
    """Compare what may be left out; where both leave it out there is nothing to agree on."""
    given = [pair for pair in pairs if pair != (None, None)]
    return Share(sum(one == other for one, other in given), len(given))


def _mentions(sources: Sequence[SourcePairs]) -> tuple[NamedFigure, ...]:
    pairs: list[tuple[MentionUnit, MentionUnit]] = [pair for source in sources for pair in source.mentions.pairs]
    spans = _f1(source.mentions for source in sources)
    exact = sum(a.span == b.span for a, b in pairs)
    strict = sum(a.order == b.order for source in sources for a, b in source.same_entity.pairs)
    entities = Counter((a.mention.entity_id, b.mention.entity_id) for a, b in pairs)
    usages = Counter(
        (a.mention.usage or OWN_NAME, b.mention.usage or OWN_NAME)
        for a, b in pairs
        if a.mention.entity_id == b.mention.entity_id
    )
    words = Counter(pair for source in sources for pair in source.word_labels)
    return (
        NamedFigure("mentions", "strict", "Same words and entity, F1", _within(strict, spans)),
        NamedFigure(
            "mentions",
            "lenient",
            "Overlapping words and same entity, F1",
            _f1(source.same_entity for source in sources),
        ),
        NamedFigure("mentions", "spans_exact", "Same words, any entity, F1", _within(exact, spans)),
        NamedFigure("mentions", "spans_overlapping", "Overlapping words, any entity, F1", spans),
        NamedFigure("mentions", "entity", "Same entity, where both marked", _same(entities)),
        NamedFigure("mentions", "entity_alpha", "Entity, where both marked, alpha", nominal_alpha(entities)),
        NamedFigure("mentions", "words_alpha", "Entity or none, word by word, alpha", nominal_alpha(words)),
        NamedFigure("mentions", "usage", "Same usage, where the entity is the same", _same(usages)),
        NamedFigure("mentions", "usage_alpha", "Usage, where the entity is the same, alpha", nominal_alpha(usages)),
    )


def _claims(sources: Sequence[SourcePairs]) -> tuple[NamedFigure, ...]:
    pairs: list[tuple[ClaimUnit, ClaimUnit]] = [pair for source in sources for pair in source.claims.pairs]
    claims = [(a.claim, b.claim) for a, b in pairs]
    matched = _f1(source.claims for source in sources)
    types = Counter((a.type, b.type) for a, b in claims)
    voices = Counter((voice_label(speakers(a)), voice_label(speakers(b))) for a, b in claims)
    dates = _alike((a.date, b.date) for a, b in claims)
    due = _alike((a.due, b.due) for a, b in claims)
    figures = _alike((figure_key(a.figure), figure_key(b.figure)) for a, b in claims)
    about = [_jaccard(set(a.about), set(b.about)) for a, b in claims if a.about or b.about]
    return (
        NamedFigure("claims", "matched", "Claims, F1", matched),
        NamedFigure("claims", "with_type", "Claims of the same type, F1", _within(_same(types).part, matched)),
        NamedFigure("claims", "type", "Same type, of matched claims", _same(types)),
        NamedFigure("claims", "type_alpha", "Type, alpha", nominal_alpha(types)),
        NamedFigure("claims", "speaker", "Same speaker, of matched claims", _same(voices)),
        NamedFigure("claims", "speaker_alpha", "Speaker, alpha", nominal_alpha(voices)),
        NamedFigure("claims", "date", "Same date, where one has a date", dates),
        NamedFigure("claims", "due", "Same due date, where one has one", due),
        NamedFigure("claims", "figure", "Same figure, where one has a figure", figures),
        NamedFigure("claims", "about", "Mean Jaccard of what they are about", Mean(fsum(about), len(about))),
    )


def voice_label(ids: tuple[str, ...]) -> str:
    """Return the speakers of a claim as one label. Ids hold no space, so none is taken for the text itself."""
    return ", ".join(ids) if ids else OWN_VOICE


def _jaccard(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other)


def _statements(sources: Sequence[SourcePairs]) -> tuple[NamedFigure, ...]:
    figures = []
    for kind in STATEMENTS:
        label = _STATEMENT_LABELS[kind]
        placed = _f1(source.statements[kind] for source in sources)
        anywhere = F1(0, 0, 0)
        for source in sources:
            a, b = _contents(source.a.statements[kind]), _contents(source.b.statements[kind])
            anywhere = F1(anywhere.both + len(a & b), anywhere.only_a + len(a - b), anywhere.only_b + len(b - a))
        figures += [
            NamedFigure(kind, "placed", f"{label}, in overlapping passages, F1", placed),
            NamedFigure(kind, "anywhere", f"{label}, anywhere in the source, F1", anywhere),
        ]
    return tuple(figures)


def _contents(units: Iterable[StatementUnit]) -> set[tuple[tuple[str, ...], str]]:
    return {unit.content for unit in units}
