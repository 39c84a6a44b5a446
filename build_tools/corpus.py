"""The corpus: every record in its place, with the ways between them. Read-only, computed once."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import zip_longest
from types import MappingProxyType
from typing import TypeVar

from build_tools.dates import parse_date
from build_tools.former_ids import FormerIds
from build_tools.geography.routes import bows
from build_tools.geography.shapes import Shapes
from build_tools.loaded import Located
from build_tools.locations import Span
from build_tools.records import AgreementReport, Claim, Dismissal, Entity, Origin, Passage, Question, Relation, Source
from build_tools.records import Corpus as CorpusRecord
from build_tools.sources import SourceText
from build_tools.vocabulary import Vocabulary

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """Words of a source that name an entity. Offsets are code points of the raw file."""

    span: Span
    entity_id: str
    usage: str = field(default="", compare=False)
    """A word of the list `usages` where the words are not the source's own name for it."""


@dataclass(frozen=True, slots=True)
class AnchoredPassage:
    """A passage with its place in the source and the mentions in it."""

    source_id: str
    span: Span
    located: Located[Passage]
    mentions: tuple[Mention, ...]
    """In reading order; longer ones first where they begin together."""

    @property
    def id(self) -> str:
        """Id, unique within the source."""
        return self.located.record.id

    @property
    def record(self) -> Passage:
        """What the contributor wrote."""
        return self.located.record

    @property
    def key(self) -> tuple[str, str]:
        """Source id and passage id: unique in the corpus."""
        return self.source_id, self.id

    def tagged_ids(self) -> tuple[str, ...]:
        """Return the ids of the entities tagged, in the order of their first mention."""
        return tuple(dict.fromkeys(mention.entity_id for mention in self.mentions))


@dataclass(frozen=True, slots=True)
class AnchoredDismissal:
    """Words that the check of completeness is not to report, with every place that they stand in."""

    located: Located[Dismissal]
    words: str
    """The quote, or one of the words of a dismissal that names several."""
    spans: tuple[Span, ...]
    """In reading order; one alone for a quote."""


@dataclass(frozen=True, slots=True)
class CorpusSource:
    """A source with its text and passages."""

    id: str
    located: Located[Source]
    text: SourceText
    passages: tuple[AnchoredPassage, ...]
    """In reading order; longer ones first where they begin together."""
    dismissals: tuple[AnchoredDismissal, ...] = ()
    """In order of files and lines."""
    in_preview: bool = False
    """Whether only its maker sees what is made of it; `rights` alone asks."""

    @property
    def record(self) -> Source:
        """What the contributor wrote."""
        return self.located.record


@dataclass(frozen=True, slots=True)
class CorpusEntity:
    """An actor, place or agreement."""

    id: str
    kind: str
    located: Located[Entity]

    @property
    def record(self) -> Entity:
        """What the contributor wrote."""
        return self.located.record


@dataclass(frozen=True, slots=True)
class PlacedMention:
    """A mention and the shortest passage that tags it: where readers are led to."""

    mention: Mention
    passage: AnchoredPassage


@dataclass(frozen=True, slots=True)
class PlacedClaim:
    """A claim and the passage that holds it."""

    claim: Claim
    passage: AnchoredPassage
    number: int
    """1-based position among the claims of the passage."""


@dataclass(frozen=True, slots=True)
class PlacedRelation:
    """A relation and its evidence."""

    relation: Relation
    passage: AnchoredPassage


@dataclass(frozen=True, slots=True)
class PlacedReport:
    """A report on an agreement and its evidence."""

    report: AgreementReport
    passage: AnchoredPassage


LABEL_POINT = "label-point"
"""The precision of coordinates that are no place of their own: the place is the area around them."""


@dataclass(frozen=True, slots=True)
class Pin:
    """A place that has a point of its own, for maps."""

    id: str
    point: tuple[float, float]
    """Degrees east and north."""
    precision: str
    mentions: int


@dataclass(frozen=True)
class Corpus:
    """Records in order, and every index over them. Ids that are not there are KeyErrors."""

    record: Located[CorpusRecord]
    vocabulary: Vocabulary
    sources: Mapping[str, CorpusSource]
    """By id, in order of publication."""
    entities: Mapping[str, CorpusEntity]
    """By id, in order of names."""
    questions: Mapping[str, Located[Question]]
    """By id, in order of ids."""
    origins: Mapping[str, Located[Origin]] = field(default_factory=lambda: MappingProxyType({}))
    """By id, in order of ids."""
    shapes: Shapes = field(default_factory=Shapes)
    """Outlines for maps."""
    added: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Days on which files of passages were added, `YYYY-MM-DD`, by path; those that say so."""
    former: FormerIds = field(default_factory=FormerIds)
    """What records were called before."""

    @cached_property
    def last_added(self) -> str:
        """The latest day on which something was added, as far as files say so; else ""."""
        sources = (source.record.added for source in self.sources.values())
        questions = (question.record.added for question in self.questions.values())
        return max((day for day in (*sources, *questions, *self.added.values()) if day), default="")

    @cached_property
    def passages(self) -> Mapping[tuple[str, str], AnchoredPassage]:
        """Every passage by source id and passage id."""
        return MappingProxyType({p.key: p for source in self.sources.values() for p in source.passages})

    @cached_property
    def passages_of(self) -> Mapping[str, tuple[AnchoredPassage, ...]]:
        """Passages that tag an entity, by its id: sources by publication, then reading order."""
        return _grouped((entity_id, p) for p in self.passages.values() for entity_id in p.tagged_ids())

    @cached_property
    def mentions_in(self) -> Mapping[str, tuple[Mention, ...]]:
        """Mentions by source id, in reading order; the same words in two passages count once."""
        return MappingProxyType({source.id: _distinct(source.passages) for source in self.sources.values()})

    @cached_property
    def mentions_of(self) -> Mapping[tuple[str, str], tuple[PlacedMention, ...]]:
        """Mentions of an entity in a source, in reading order, by entity id and source id; each counts once."""
        shortest = {source.id: shortest_passages(source) for source in self.sources.values()}
        return _grouped(
            ((mention.entity_id, source_id), PlacedMention(mention, shortest[source_id][mention]))
            for source_id, mentions in self.mentions_in.items()
            for mention in mentions
        )

    @cached_property
    def mention_counts(self) -> Mapping[str, Mapping[str, int]]:
        """Number of mentions by entity id, then source id, sources in order of publication."""
        counts: dict[str, dict[str, int]] = {}
        for (entity_id, source_id), mentions in self.mentions_of.items():
            counts.setdefault(entity_id, {})[source_id] = len(mentions)
        return MappingProxyType(counts)

    @cached_property
    def pins(self) -> tuple[Pin, ...]:
        """Every place that has a point of its own, the most mentioned first."""
        found = []
        for entity in self.entities.values():  # in order of names, which the sort keeps
            point = getattr(entity.record, "coordinates", None)
            if point is not None and point.precision != LABEL_POINT:
                mentions = sum(self.mention_counts.get(entity.id, {}).values())
                found.append(Pin(entity.id, (point.lon, point.lat), point.precision, mentions))
        return tuple(sorted(found, key=lambda pin: -pin.mentions))

    @cached_property
    def routes(self) -> Mapping[str, tuple[tuple[tuple[float, float], ...], tuple[float, ...]]]:
        """Points of the stops of each road or other line, and how its stretches are bowed, by id of its place."""
        found = {}
        for entity in self.entities.values():
            route = getattr(entity.record, "route", None)
            if route:
                stops = [getattr(self.entities[stop].record, "coordinates", None) for stop in route.through]
                points = tuple((stop.lon, stop.lat) for stop in stops if stop)
                others = [pin.point for pin in self.pins if pin.id not in route.through]
                found[entity.id] = points, bows(points, others, self.shapes.countries().values())
        return MappingProxyType(found)

    @cached_property
    def mention_totals(self) -> Mapping[str, tuple[int, int]]:
        """Number of mentions in all sources, and of sources with any, by entity id."""
        return MappingProxyType({i: (sum(by.values()), len(by)) for i, by in self.mention_counts.items()})

    @cached_property
    def passage_ranges(self) -> Mapping[tuple[str, str], Span]:
        """Where the passages of a source stand in `passages_of` an entity, by entity id and source id."""
        found: dict[tuple[str, str], Span] = {}
        for entity_id, passages in self.passages_of.items():
            for at, passage in enumerate(passages):
                key = entity_id, passage.source_id
                found[key] = Span(found[key].start if key in found else at, at + 1)
        return MappingProxyType(found)

    @cached_property
    def together(self) -> Mapping[str, Mapping[str, int]]:
        """In how many passages two entities are tagged together, by id and id."""
        counts: dict[str, dict[str, int]] = {}
        for passage in self.passages.values():
            tagged = passage.tagged_ids()
            for one in tagged:
                mine = counts.setdefault(one, {})
                for other in tagged:
                    if other != one:
                        mine[other] = mine.get(other, 0) + 1
        return MappingProxyType(counts)

    @cached_property
    def claims(self) -> tuple[PlacedClaim, ...]:
        """Every claim, in order of passages."""
        return tuple(PlacedClaim(c, p, n) for p in self.passages.values() for n, c in enumerate(p.record.claims, 1))

    @cached_property
    def claims_by(self) -> Mapping[str, tuple[PlacedClaim, ...]]:
        """Claims by the id of their speaker."""
        return _grouped((speaker, c) for c in self.claims for speaker in dict.fromkeys(c.claim.said_by))

    @cached_property
    def claims_about(self) -> Mapping[str, tuple[PlacedClaim, ...]]:
        """Claims by the ids of what they are about."""
        return _grouped((entity_id, c) for c in self.claims for entity_id in dict.fromkeys(c.claim.about))

    @cached_property
    def answers(self) -> Mapping[tuple[str, str], tuple[PlacedClaim, ...]]:
        """Claims by question id and answer id."""
        return _grouped(((question, answer), c) for c in self.claims for question, answer in c.claim.answers.items())

    @cached_property
    def rejections(self) -> Mapping[tuple[str, str], tuple[PlacedClaim, ...]]:
        """Claims that deny an answer, by question id and answer id."""
        return _grouped(((question, answer), c) for c in self.claims for question, answer in c.claim.rejects.items())

    @cached_property
    def questions_of(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the questions about an entity, or answered or denied by a claim by or about it, by its id."""
        touched: dict[tuple[str, str], None] = {}
        for question_id, question in self.questions.items():
            touched |= dict.fromkeys((entity_id, question_id) for entity_id in question.record.about)
        for (question_id, _), claims in (*self.answers.items(), *self.rejections.items()):
            for placed in claims:
                sides = (*placed.claim.said_by, *placed.claim.about)
                touched |= dict.fromkeys((entity_id, question_id) for entity_id in sides)
        return _grouped(sorted(touched))

    @cached_property
    def questions_in(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the questions that passages of a source answer or deny an answer to, by source id."""
        both = (*self.answers.items(), *self.rejections.items())
        return _grouped(sorted({(c.passage.source_id, question) for (question, _), claims in both for c in claims}))

    @cached_property
    def relations_of(self) -> Mapping[str, tuple[PlacedRelation, ...]]:
        """Relations by the id of either side."""
        return _grouped(
            (side, PlacedRelation(r, p))
            for p in self.passages.values()
            for r in p.record.relations
            for side in (r.from_, r.to)
        )

    @cached_property
    def reports_on(self) -> Mapping[str, tuple[PlacedReport, ...]]:
        """Reports by agreement id."""
        return _grouped((r.agreement, PlacedReport(r, p)) for p in self.passages.values() for r in p.record.provisions)

    @cached_property
    def parts_of(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the entities that name another one in `part_of`, by its id."""
        return _grouped((link.id, e.id) for e in self.entities.values() for link in e.record.part_of)

    @cached_property
    def led_by(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the actors that lead another one, by its id."""
        return _grouped((link.id, e.id) for e in self.entities.values() for link in getattr(e.record, "leads", ()))

    @cached_property
    def followed_by(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the agreements that build on another one, by its id."""
        return _grouped((link.id, e.id) for e in self.entities.values() for link in getattr(e.record, "builds_on", ()))


def shortest_passages(source: CorpusSource) -> dict[Mention, AnchoredPassage]:
    """Return, for each mention in a source, the shortest passage that tags it."""
    found: dict[Mention, AnchoredPassage] = {}
    for passage in source.passages:
        for mention in passage.mentions:
            other = found.get(mention)
            if other is None or (passage.span.end - passage.span.start, passage.id) < (
                other.span.end - other.span.start,
                other.id,
            ):
                found[mention] = passage
    return found


def _distinct(passages: Iterable[AnchoredPassage]) -> tuple[Mention, ...]:
    """Return the mentions of a source, each stretch once; a usage that one passage gives holds for it."""
    found: dict[Mention, Mention] = {}
    for passage in passages:
        for mention in passage.mentions:
            if mention.usage or mention not in found:
                found[mention] = mention
    return tuple(sorted(found.values(), key=lambda m: (m.span.start, -m.span.end, m.entity_id)))


def _grouped(pairs: Iterable[tuple[K, V]]) -> Mapping[K, tuple[V, ...]]:
    groups: dict[K, list[V]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return MappingProxyType({key: tuple(values) for key, values in groups.items()})


def name_order(name: str) -> tuple[tuple[str, int, str], ...]:
    """Return the key by which names are put in order: letters without case, numbers by their value."""
    parts = re.split(r"(\d+)", name.casefold())
    numbers = [number.lstrip("0") for number in parts[1::2]]  # compared as text: a name may hold very long ones
    return tuple((word, len(number), number) for word, number in zip_longest(parts[::2], numbers, fillvalue=""))


def in_order(sources: Iterable[CorpusSource]) -> dict[str, CorpusSource]:
    """Return sources by id, in order of publication, then of ids."""
    return {s.id: s for s in sorted(sources, key=publication_order)}


def publication_order(source: CorpusSource) -> tuple[dt.date, str]:
    """Return the key by which sources are put in order."""
    return parse_date(source.record.published).start, source.id
