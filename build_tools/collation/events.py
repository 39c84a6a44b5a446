"""Put every dated statement on one line of time: when it is said to have been, how precisely, and reported when."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from build_tools.corpus import AnchoredPassage, Corpus, CorpusSource
from build_tools.dates import EdtfDate, parse_date
from build_tools.records import Agreement, AgreementReport, Claim, Relation

STATEMENT, AGREEMENT, SOURCE = "statement", "agreement", "source"
"""Kinds of events: what a passage states, the date in an agreement's record, a source's publication."""
CLAIM, RELATION, REPORT = "claim", "relation", "report"
"""Kinds of statements."""
PRECISIONS = ("day", "interval", "month", "season", "year", "about", "open")
"""How precisely a date is known, finer ones first."""

_OPEN = ("..", "")
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])\b")
_DAY = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])-[0-9]{2}")
_LONGEST_DAYS = 7
"""Days that an interval of publication may have for the distance from the event to be counted in days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something with a date. Statements of one passage with the same date, voice and origin are one."""

    date: EdtfDate
    precision: str
    """One of `PRECISIONS`."""
    kind: str
    """`statement`, `agreement` or `source`."""
    type: str = ""
    """Type of an agreement, else ""."""
    due: bool = False
    """Whether it is to come by that date."""
    source_id: str = ""
    """"" for an agreement, whose date stands in its own record."""
    record_id: str = ""
    """Id of the agreement."""
    passage: AnchoredPassage | None = None
    """What says so; None for agreements and sources."""
    number: int = 0
    """1-based position among the events of the passage."""
    speakers: tuple[str, ...] = ()
    """Ids of those who say so together; empty for the text's own voice."""
    via: tuple[str, ...] = ()
    origin: str = ""
    """Id of the speech, briefing or report that it goes back to, where one is declared."""
    statements: tuple[Claim | Relation | AgreementReport, ...] = ()
    entity_ids: tuple[str, ...] = ()
    """Who and what it touches, each once: tagged in the passage, spoken about, speaking."""
    inferred: tuple[str, ...] = ()
    """Reasons for a date that the quote does not show, each once."""
    delay: tuple[int, int] | None = None
    """Least and most days from the event to its publication; negative if it was published before. None if not known."""

    @property
    def types(self) -> tuple[tuple[str, str], ...]:
        """Kind and type of its statements, each once, in their order."""
        return tuple(dict.fromkeys(_type_of(statement) for statement in self.statements))

    @property
    def placed(self) -> dt.date:
        """The day by which it is put in order: the earliest, or the last one where there is no first."""
        return self.date.end if self.date.start == dt.date.min else self.date.start

    @property
    def year(self) -> int:
        """The year that it is listed in."""
        return self.placed.year

    @property
    def month(self) -> int:
        """The month that it is listed in, 1 to 12; 0 where its first date names none."""
        bound = next(bound for bound in self.date.bounds if bound not in _OPEN)
        found = _MONTH.match(bound)
        return int(found[1]) if found else 0

    @property
    def is_open(self) -> bool:
        """Whether it has no first or no last day."""
        return self.date.start == dt.date.min or self.date.end == dt.date.max


@dataclass(frozen=True, eq=False)
class Events:
    """All that has a date in a corpus. Equal only to itself, so that what is made of it can be kept."""

    all: tuple[Event, ...]
    """By earliest day, finer dates first, then by publication, then in reading order."""

    @cached_property
    def of_entity(self) -> Mapping[str, tuple[Event, ...]]:
        """Events by the ids of the entities that they touch."""
        found: dict[str, list[Event]] = {}
        for event in self.all:
            for entity_id in event.entity_ids:
                found.setdefault(entity_id, []).append(event)
        return MappingProxyType({entity_id: tuple(events) for entity_id, events in found.items()})


def events_of(corpus: Corpus) -> Events:
    """Return what has a date in a corpus."""
    return Events(_collated(corpus))


def precision_of(date: EdtfDate) -> str:
    """Return how precisely a date is known, one of `PRECISIONS`.

    A date that is open or only about right is called so, whatever its digits. `2020-02-XX` is some day of a month, so
    its precision is the month; `201X` has a first and a last year, as an interval has.
    """
    if any(bound in _OPEN for bound in date.bounds):
        return "open"
    if any(bound[-1] in "?~%" for bound in date.bounds):
        return "about"
    if len(date.bounds) > 1:
        return "interval"
    year, *rest = date.bounds[0].split("-")
    known = [part for part in rest if "X" not in part]
    if "X" in year:
        return "interval"
    if not known:
        return "year"
    if len(known) == 1:
        return "month" if int(known[0]) <= 12 else "season"
    return "day"


def _collated(corpus: Corpus) -> tuple[Event, ...]:
    order = {source_id: number for number, source_id in enumerate(corpus.sources)}
    found = [*_agreements(corpus), *(event for source in corpus.sources.values() for event in _in_source(source))]
    return tuple(sorted(found, key=lambda event: _position(event, order)))


def _position(event: Event, order: Mapping[str, int]) -> tuple[object, ...]:
    span = (event.date.end - event.date.start).days  # an open one is longer than any other
    placed = event.passage.span if event.passage else None
    return (
        event.placed,
        span,
        PRECISIONS.index(event.precision),
        order.get(event.source_id, -1),
        (placed.start, -placed.end) if placed else (-1, 0),
        event.passage.id if event.passage else event.record_id,
        event.number,
    )


def _agreements(corpus: Corpus) -> Iterator[Event]:
    for entity in corpus.entities.values():
        record = entity.record
        if not isinstance(record, Agreement) or not record.date:
            continue
        date = parse_date(record.date)
        touched = (entity.id, *(link.id for link in record.parties), *((record.place,) if record.place else ()))
        yield Event(
            date=date,
            precision=precision_of(date),
            kind=AGREEMENT,
            type=record.type,
            record_id=entity.id,
            entity_ids=tuple(dict.fromkeys(touched)),
        )


def _in_source(source: CorpusSource) -> Iterator[Event]:
    record = source.record
    published = parse_date(record.published)
    yield Event(
        date=published,
        precision=precision_of(published),
        kind=SOURCE,
        source_id=source.id,
        entity_ids=(record.publisher,) if record.publisher else (),
    )
    for passage in source.passages:
        yield from _in_passage(passage, published)


_Dated = tuple[str, bool, str, Claim | Relation | AgreementReport]
"""Date, whether it is to come, the reason where the date was inferred, and the statement."""


def _type_of(statement: Claim | Relation | AgreementReport) -> tuple[str, str]:
    if isinstance(statement, AgreementReport):
        return REPORT, statement.report
    return (CLAIM if isinstance(statement, Claim) else RELATION), statement.type


def _in_passage(passage: AnchoredPassage, published: EdtfDate) -> Iterator[Event]:
    groups: dict[tuple[object, ...], list[_Dated]] = {}
    for dated in _dated(passage):
        text, due, _, statement = dated
        groups.setdefault((text, due, statement.said_by, statement.via, statement.origin), []).append(dated)
    for number, alike in enumerate(groups.values(), 1):
        text, due, _, first = alike[0]
        date = parse_date(text)
        precision = precision_of(date)
        statements = tuple(statement for *_, statement in alike)
        yield Event(
            date=date,
            precision=precision,
            kind=STATEMENT,
            due=due,
            source_id=passage.source_id,
            passage=passage,
            number=number,
            speakers=tuple(dict.fromkeys(first.said_by)),
            via=first.via,
            origin=first.origin or "",
            statements=statements,
            entity_ids=_touched(passage, statements),
            inferred=tuple(dict.fromkeys(reason for *_, reason, _ in alike if reason)),
            delay=_delay(date, published) if precision == "day" and not due else None,
        )


def _dated(passage: AnchoredPassage) -> Iterator[_Dated]:
    record = passage.record
    for claim in record.claims:
        if claim.date:
            yield claim.date, False, claim.date_inferred or "", claim
        if claim.due:
            yield claim.due, True, claim.due_inferred or "", claim
    for relation in record.relations:
        if relation.date:
            yield relation.date, False, relation.date_inferred or "", relation
    for report in record.provisions:
        if report.date:
            yield report.date, False, report.date_inferred or "", report


def _touched(passage: AnchoredPassage, statements: Iterable[Claim | Relation | AgreementReport]) -> tuple[str, ...]:
    ids = list(passage.tagged_ids())
    for statement in statements:
        if isinstance(statement, Claim):
            ids += statement.about
        elif isinstance(statement, Relation):
            ids += (statement.from_, statement.to)
        else:
            ids += (statement.agreement, *((statement.by,) if statement.by else ()))
        ids += (*statement.said_by, *statement.via)
    return tuple(dict.fromkeys(ids))


def _delay(happened: EdtfDate, published: EdtfDate) -> tuple[int, int] | None:
    """Return the days from a day to its publication; those of a source that names two days lie between two numbers."""
    if not all(_DAY.fullmatch(bound) for bound in published.bounds):
        return None
    if (published.end - published.start).days > _LONGEST_DAYS:
        return None
    return (published.start - happened.end).days, (published.end - happened.start).days
