"""Figures: those that count the same thing, side by side, with a verdict that is proposed by rule.

A set holds what is compared. Each question that names measures has one: the figures of these measures whose claims
answer it, whatever they are about. Of the other figures, those of one measure with the same unit that are about the
same entities are a set; one that is about nothing is compared with nothing, for nothing says that it counts the same.

What one source states several times, with the same number, hedge, unit and speakers, is one row: it counts once.

The rule that gives a verdict is a word of the list `figure_rules`; they are tried in its order. Where a set holds
several times (starts without a common day, or days as of which figures hold), those that coincide are first compared
among themselves, as parts of the proposal. If those of one time differ, that is the verdict of the whole, for it is
the nearest comparison there is; else the rule on times gives it. A date that could belong to two times counts with
the earlier one. No rule says `conflict`: that is for people.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType

from build_tools.collation.quantities import Interval, coinciding, common, interval_of, may_grow, oppose
from build_tools.corpus import Corpus, PlacedClaim
from build_tools.records import Claim, Figure

RULE_VERDICTS: Mapping[str, str] = MappingProxyType(
    {
        "other-measure": "not-comparable",
        "other-unit": "not-comparable",
        "same-words": "agree",
        "no-number": "not-comparable",
        "period-unstated": "not-comparable",
        "other-period": "not-comparable",
        "other-date": "not-comparable",
        "growing-count": "series",
        "shrinking-count": "differ",
        "same-number": "agree",
        "ranges-overlap": "differ",
        "approximate": "differ",
        "ranges-apart": "differ",
    }
)
"""The verdict that each rule proposes."""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure of one source, with every passage in which it states it."""

    source_id: str
    claims: tuple[PlacedClaim, ...]
    """In reading order; at least one."""
    published: str
    """When the source was published: EDTF."""

    @property
    def figure(self) -> Figure:
        """The figure, as the first of the passages has it."""
        return _figure(self.claims[0])

    @property
    def interval(self) -> Interval | None:
        """The numbers that it may mean; None for words."""
        return interval_of(self.figure)

    @property
    def speakers(self) -> tuple[str, ...]:
        """Ids of those who say it; empty for the source's own voice."""
        return self.claims[0].claim.said_by

    @property
    def about(self) -> tuple[str, ...]:
        """Ids of what it is about in any of the passages."""
        return tuple(dict.fromkeys(i for placed in self.claims for i in placed.claim.about))

    @property
    def since(self) -> str:
        """From when it counts: EDTF or ""."""
        return next((f.since for f in map(_figure, self.claims) if f.since), "")

    @property
    def until(self) -> str:
        """Until when it counts, if it says so: EDTF or ""."""
        return next((f.until for f in map(_figure, self.claims) if f.until), "")

    @property
    def as_of(self) -> str:
        """As of when it holds: the end of its period, else the date of its claim, else of publication. EDTF."""
        return self.until or next((p.claim.date for p in self.claims if p.claim.date), "") or self.published

    @property
    def as_of_published(self) -> bool:
        """Whether that is only the date of publication."""
        return not self.until and not any(placed.claim.date for placed in self.claims)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a rule says of some figures."""

    rule: str
    """A word of the list `figure_rules`."""
    rows: tuple[FigureRow, ...]
    """Those that it speaks of: all that were compared, or those of one time."""
    fits: Interval | None = None
    """`ranges-overlap`: the numbers that fit all of them."""
    parts: tuple[Proposal, ...] = ()
    """Where there are several times: what is said of those that coincide, two or more together, in order of time."""

    @property
    def verdict(self) -> str:
        """A word of the list `verdicts`; never `conflict`."""
        return RULE_VERDICTS[self.rule]


@dataclass(frozen=True, slots=True)
class FigureSet:
    """Figures that are compared with each other, or one that stands alone."""

    key: str
    """Unique in the corpus, the same from build to build: made of what is compared, or of the id of the question."""
    measures: tuple[str, ...]
    """Those of its figures, in order of the vocabulary; one, but for questions on several."""
    question_id: str
    """The question that holds them together, or ""."""
    rows: tuple[FigureRow, ...]
    """Sources by publication, then reading order."""
    proposal: Proposal | None
    """None where it stands alone."""

    @property
    def alone(self) -> bool:
        """Whether there is nothing to compare with: one figure of one source."""
        return self.proposal is None

    @property
    def one_source(self) -> bool:
        """Whether all its figures are of one source, which may differ from itself."""
        return len({row.source_id for row in self.rows}) == 1


@dataclass(frozen=True, eq=False)
class Figures:
    """The figures of a corpus in sets, and every index over them. Computed once, in n log n steps.

    Equal only to itself, so that what is made of it can be kept.
    """

    corpus: Corpus

    @cached_property
    def sets(self) -> tuple[FigureSet, ...]:
        """Every set: those of questions by id, then the others in order of their first passage."""
        stated = [placed for placed in self.corpus.claims if placed.claim.figure is not None]
        asked = self._of_questions(stated)
        taken = {_place(placed) for claims in asked.values() for placed in claims}
        rest: dict[tuple[str, ...], list[PlacedClaim]] = {}
        for placed in stated:
            if _place(placed) not in taken:
                rest.setdefault(_counted(placed), []).append(placed)
        return (
            *(self._set(f"q-{question_id}", question_id, claims) for question_id, claims in asked.items()),
            *(self._set(_digest(key), "", claims) for key, claims in rest.items()),
        )

    @cached_property
    def by_measure(self) -> Mapping[str, tuple[FigureSet, ...]]:
        """Sets by measure, in order of the vocabulary; a set of several measures stands under each."""
        return _indexed(self.sets, lambda found: found.measures, self.corpus.vocabulary.terms("measures"))

    @cached_property
    def compared(self) -> Mapping[str, tuple[FigureSet, ...]]:
        """The sets of each measure in which something is compared."""
        return MappingProxyType({m: tuple(s for s in sets if not s.alone) for m, sets in self.by_measure.items()})

    @cached_property
    def standing_alone(self) -> Mapping[str, tuple[FigureSet, ...]]:
        """The sets of each measure that stand alone."""
        return MappingProxyType({m: tuple(s for s in sets if s.alone) for m, sets in self.by_measure.items()})

    @cached_property
    def by_question(self) -> Mapping[str, FigureSet]:
        """The set of each question that has one."""
        return MappingProxyType({found.question_id: found for found in self.sets if found.question_id})

    @cached_property
    def by_entity(self) -> Mapping[str, tuple[FigureSet, ...]]:
        """Sets by the ids of those that their figures are about, and of those who say them."""
        return _indexed(self.sets, _entities, self.corpus.entities)

    def _of_questions(self, stated: Iterable[PlacedClaim]) -> dict[str, list[PlacedClaim]]:
        measures = {i: q.record.measures for i, q in self.corpus.questions.items() if q.record.measures}
        found: dict[str, list[PlacedClaim]] = {question_id: [] for question_id in measures}
        for placed in stated:
            for question_id in placed.claim.answers:
                if _figure(placed).measure in measures.get(question_id, ()):
                    found[question_id].append(placed)
        return {question_id: claims for question_id, claims in found.items() if claims}

    def _set(self, key: str, question_id: str, claims: Iterable[PlacedClaim]) -> FigureSet:
        rows = self._rows(claims)
        terms = self.corpus.vocabulary.terms("measures")
        used = {row.figure.measure for row in rows}
        return FigureSet(
            key=key,
            measures=tuple(measure for measure in terms if measure in used),
            question_id=question_id,
            rows=rows,
            proposal=propose(rows, terms[rows[0].figure.measure].kind) if len(rows) > 1 else None,
        )

    def _rows(self, claims: Iterable[PlacedClaim]) -> tuple[FigureRow, ...]:
        """Put the passages together in which one source states one figure, unless their dates say otherwise."""
        found: dict[Hashable, list[FigureRow]] = {}
        for placed in claims:
            alike = found.setdefault(_stated(placed), [])
            # Few: all are of one source, with one number and other dates.
            at = next((at for at, row in enumerate(alike) if _same_time(row, placed)), None)
            if at is None:
                source = self.corpus.sources[placed.passage.source_id]
                alike.append(FigureRow(source.id, (placed,), source.record.published))
            else:
                alike[at] = replace(alike[at], claims=(*alike[at].claims, placed))
        return tuple(
            sorted((row for rows in found.values() for row in rows), key=lambda row: self._order[_place(row.claims[0])])
        )

    @cached_property
    def _order(self) -> Mapping[Hashable, int]:
        return {_place(placed): at for at, placed in enumerate(self.corpus.claims)}


def propose(rows: Sequence[FigureRow], kind: str = "") -> Proposal:
    """Return what the rules say of two figures or more.

    `kind` is how their measure stands to time: a word of the list `measure_kinds`, or "".
    """
    rows = tuple(rows)
    if len({row.figure.measure for row in rows}) > 1:
        return Proposal("other-measure", rows)
    if len({_unit(row.figure) for row in rows}) > 1:
        return Proposal("other-unit", rows)
    numbers = tuple(row for row in rows if row.interval is not None)
    if len(numbers) < 2:
        words = {_folded(row.figure.words or "") for row in rows}
        return Proposal("same-words" if not numbers and len(words) == 1 else "no-number", rows)
    return _by_numbers(numbers) if kind == "constant" else _by_start(numbers, kind)


def _by_start(rows: tuple[FigureRow, ...], kind: str) -> Proposal:
    unstated = tuple(row for row in rows if not row.since)
    times = coinciding((row for row in rows if row.since), lambda row: row.since)
    if len(times) + bool(unstated) == 1:
        return _by_day(rows, kind)
    parts = tuple(_by_day(time, kind) for time in (*times, unstated) if len(time) > 1)
    return _of_times("period-unstated" if unstated else "other-period", rows, parts)


def _by_day(rows: tuple[FigureRow, ...], kind: str) -> Proposal:
    times = coinciding(rows, lambda row: row.as_of)
    if len(times) == 1:
        return _by_numbers(rows)
    parts = tuple(_by_numbers(time) for time in times if len(time) > 1)
    if kind != "level" and (kind == "total" or rows[0].since):
        if _growing(times):
            return _of_times("growing-count", rows, parts)
        if kind == "total":
            return _of_times("shrinking-count", rows, parts)
    return _of_times("other-date", rows, parts)


def _of_times(rule: str, rows: tuple[FigureRow, ...], parts: tuple[Proposal, ...]) -> Proposal:
    """Return the verdict on several times: that of the first whose own figures differ, else that of the rule."""
    differing = next((part for part in parts if part.verdict == "differ"), None)
    return replace(differing, parts=parts) if differing else Proposal(rule, rows, parts=parts)


def _growing(times: Iterable[tuple[FigureRow, ...]]) -> bool:
    """Return whether each figure may have grown from all those of earlier times."""
    highest: Interval | None = None  # the one that is known to be the largest so far
    for time in times:
        intervals = [row.interval for row in time if row.interval is not None]
        if highest is not None and not all(may_grow(highest, interval) for interval in intervals):
            return False
        known = [interval for interval in (highest, *intervals) if interval and interval.lower is not None]
        highest = max(known, key=lambda interval: interval.lower or 0, default=None)
    return True


def _by_numbers(rows: tuple[FigureRow, ...]) -> Proposal:
    figures = [row.figure for row in rows]
    if len({(f.value, f.low, f.high) for f in figures}) == 1 and not oppose(f.qualifier or "" for f in figures):
        return Proposal("same-number", rows)
    intervals = [interval for row in rows if (interval := row.interval) is not None]
    fits = common(intervals)
    if fits is not None:
        return Proposal("ranges-overlap", rows, fits)
    # What is only approximate may still meet the others, if these have a number in common.
    exact = [interval for interval in intervals if not interval.approximate]
    return Proposal("approximate" if len(exact) < len(intervals) and common(exact) else "ranges-apart", rows)


def _figure(placed: PlacedClaim) -> Figure:
    figure = placed.claim.figure
    assert figure is not None  # only claims with a figure are asked
    return figure


def _place(placed: PlacedClaim) -> tuple[str, str, int]:
    return (*placed.passage.key, placed.number)


def _unit(figure: Figure) -> str:
    return _folded(figure.unit or "")


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _stated(placed: PlacedClaim) -> tuple[Hashable, ...]:
    """Return what makes a figure of a source the one that it states elsewhere too."""
    figure = _figure(placed)
    number = (figure.value, figure.low, figure.high, _folded(figure.words or ""))
    return placed.passage.source_id, figure.measure, number, figure.qualifier, _unit(figure), placed.claim.said_by


def _counted(placed: PlacedClaim) -> tuple[str, ...]:
    """Return what makes figures a set where no question does."""
    figure, about = _figure(placed), sorted(set(placed.claim.about))
    return figure.measure, _unit(figure), *(about or map(str, _stated(placed)))


def _digest(counted: tuple[str, ...]) -> str:
    """Return a short name for a set that depends on nothing but what makes it one."""
    return hashlib.sha256("\n".join(counted).encode()).hexdigest()[:12]


def _times(claim: Claim, figure: Figure) -> tuple[str, str, str]:
    return figure.since or "", figure.until or "", claim.date or ""


def _same_time(row: FigureRow, placed: PlacedClaim) -> bool:
    """Return whether the dates of another passage are those of a row, or only more or fewer of them."""
    given = [_times(p.claim, _figure(p)) for p in (*row.claims, placed)]
    return all(len({date for date in dates if date}) <= 1 for dates in zip(*given, strict=True))


def _entities(found: FigureSet) -> Iterable[str]:
    return dict.fromkeys(i for row in found.rows for i in (*row.about, *row.speakers))


def _indexed(
    sets: Iterable[FigureSet], keys_of: Callable[[FigureSet], Iterable[str]], order: Iterable[str]
) -> Mapping[str, tuple[FigureSet, ...]]:
    groups: dict[str, list[FigureSet]] = {}
    for found in sets:
        for key in keys_of(found):
            groups.setdefault(key, []).append(found)
    return MappingProxyType({key: tuple(groups[key]) for key in order if key in groups})
