"""List every difference of two passes over a source, in the order of the text, for somebody to settle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from build_tools.interannotator.matching import Matched, Rank, match, overlap
from build_tools.interannotator.measures import OWN_NAME, voice_label
from build_tools.interannotator.pairing import SourcePairs, figure_key
from build_tools.interannotator.units import (
    STATEMENTS,
    AnyUnit,
    ClaimUnit,
    MentionUnit,
    PassageUnit,
    StatementUnit,
    speakers,
)
from build_tools.locations import KeyPath, Span
from build_tools.records import Claim, Figure
from build_tools.sources import normalise

KINDS = (
    *("passage", "mention", "entity", "words", "usage"),
    *("claim", "type", "speaker", "date", "due", "figure", "about"),
    *("answer", "relation", "report"),
)
"""Kinds of differences, in the order in which they are listed at one place."""
_KIND_OF = dict(zip(STATEMENTS, ("answer", "relation", "report"), strict=True))


@dataclass(frozen=True, slots=True)
class Side:
    """What one pass has."""

    text: str
    file: str
    """Path of the YAML file relative to the root, POSIX."""
    keys: KeyPath
    """Way to it inside that file."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference. A side that has nothing is None."""

    source_id: str
    span: Span
    """From where the first of both begins to where the last ends, in code points of the raw file."""
    line: int
    column: int
    """Of the beginning in the source file, 1-based."""
    words: str
    """What stands there, with single spaces."""
    kind: str
    """One of `KINDS`."""
    a: Side | None
    b: Side | None


def differences(pairs: SourcePairs) -> tuple[Difference, ...]:
    """Return every difference over a source, sorted by place, then kind."""
    found = [
        *_one_sided("passage", pairs.passages),
        *_mentions(pairs.mentions),
        *_claims(pairs.claims),
        *(found for kind in STATEMENTS for found in _statements(_KIND_OF[kind], pairs.statements[kind])),
    ]
    listed = [_placed(pairs, *difference) for difference in found]
    return tuple(sorted(listed, key=_order))


_Found = tuple[str, AnyUnit | None, str, AnyUnit | None, str]
"""Kind, the unit of A and its text, the unit of B and its text."""


def _placed(
    pairs: SourcePairs, kind: str, a: AnyUnit | None, text_a: str, b: AnyUnit | None, text_b: str
) -> Difference:
    units = [unit for unit in (a, b) if unit]
    span = Span(min(unit.span.start for unit in units), max(unit.span.end for unit in units))
    text = pairs.source.text
    line = text.line_at(span.start)
    return Difference(
        source_id=pairs.source.id,
        span=span,
        line=line,
        column=span.start - text.line_span(line).start + 1,
        words=_words(pairs, span),
        kind=kind,
        a=_side(a, text_a or _words(pairs, a.span)) if a else None,
        b=_side(b, text_b or _words(pairs, b.span)) if b else None,
    )


def _side(unit: AnyUnit, text: str) -> Side:
    return Side(text, unit.passage.located.file, unit.keys)


def _words(pairs: SourcePairs, span: Span) -> str:
    return normalise(pairs.source.text.raw[span.start : span.end])


def _order(difference: Difference) -> tuple[object, ...]:
    """Sort by place and kind; what is left is sorted without regard to which pass is A."""
    sides = sorted((side.text, side.file, str(side.keys)) for side in (difference.a, difference.b) if side)
    return (difference.span.start, -difference.span.end, KINDS.index(difference.kind), sides)


def _one_sided(kind: str, matched: Matched[PassageUnit]) -> Iterator[_Found]:
    for unit in matched.only_a:
        yield kind, unit, unit.passage.id, None, ""
    for unit in matched.only_b:
        yield kind, None, "", unit, unit.passage.id


def _mentions(matched: Matched[MentionUnit]) -> Iterator[_Found]:
    for a, b in matched.pairs:
        one, other = a.mention, b.mention
        if one.entity_id != other.entity_id:
            yield "entity", a, one.entity_id, b, other.entity_id
            continue
        if one.span != other.span:
            yield "words", a, "", b, ""
        if one.usage != other.usage:
            yield "usage", a, _usage(a), b, _usage(b)
    for unit in matched.only_a:
        yield "mention", unit, unit.mention.entity_id, None, ""
    for unit in matched.only_b:
        yield "mention", None, "", unit, unit.mention.entity_id


def _usage(unit: MentionUnit) -> str:
    return f"{unit.mention.entity_id}: {unit.mention.usage or OWN_NAME}"


# ---- claims -------------------------------------------------------------------------------------


def _claims(matched: Matched[ClaimUnit]) -> Iterator[_Found]:
    for a, b in matched.pairs:
        one, other = a.claim, b.claim
        if one.type != other.type:
            yield "type", a, one.type, b, other.type
        if speakers(one) != speakers(other):
            yield "speaker", a, f"{one.type}: {_voice(one)}", b, f"{other.type}: {_voice(other)}"
        if one.date != other.date:
            yield "date", a, f"{one.type}: {one.date or '–'}", b, f"{other.type}: {other.date or '–'}"
        if one.due != other.due:
            yield "due", a, f"{one.type}: {one.due or '–'}", b, f"{other.type}: {other.due or '–'}"
        if figure_key(one.figure) != figure_key(other.figure):
            yield "figure", a, f"{one.type}: {_figure(one.figure)}", b, f"{other.type}: {_figure(other.figure)}"
        if set(one.about) != set(other.about):
            yield "about", a, f"{one.type}: {_ids(one.about)}", b, f"{other.type}: {_ids(other.about)}"
    for unit in matched.only_a:
        yield "claim", unit, _claim(unit.claim), None, ""
    for unit in matched.only_b:
        yield "claim", None, "", unit, _claim(unit.claim)


def _voice(claim: Claim) -> str:
    return voice_label(speakers(claim))


def _ids(ids: Iterable[str]) -> str:
    return ", ".join(sorted(set(ids))) or "–"


def _figure(figure: Figure | None) -> str:
    if figure is None:
        return "–"
    if figure.words is not None:
        return f"{figure.measure} {figure.words}"
    if figure.value is not None:
        return f"{figure.measure} {figure.value}"
    low, high = ("" if end is None else str(end) for end in (figure.low, figure.high))
    return f"{figure.measure} {low}–{high}"


def _claim(claim: Claim) -> str:
    parts = [claim.type, _voice(claim)]
    if claim.date:
        parts.append(claim.date)
    if claim.due:
        parts.append(f"due {claim.due}")
    if claim.figure:
        parts.append(_figure(claim.figure))
    if claim.about:
        parts.append(f"about {_ids(claim.about)}")
    return "; ".join(parts)


# ---- answers, relations, reports ----------------------------------------------------------------


def _statements(kind: str, matched: Matched[StatementUnit]) -> Iterator[_Found]:
    """Where both speak of the same thing in overlapping passages and say another, it is one difference."""
    others = match(matched.only_a, matched.only_b, _same_subject)
    for a, b in others.pairs:
        yield kind, a, _statement(a), b, _statement(b)
    for unit in others.only_a:
        yield kind, unit, _statement(unit), None, ""
    for unit in others.only_b:
        yield kind, None, "", unit, _statement(unit)


def _same_subject(a: StatementUnit, b: StatementUnit) -> Rank | None:
    return (-overlap(a.span, b.span),) if a.subject == b.subject else None


def _statement(unit: StatementUnit) -> str:
    if len(unit.subject) == 2:
        return f"{unit.subject[0]} {unit.value} {unit.subject[1]}"
    return f"{unit.subject[0]}: {unit.value}"
