"""What each source has of each entity: mentioned, found and not annotated, or looked for in vain.

Only what stands in a source is stored. The rest, most of all pairs in a large corpus, follows from two facts of each
side: a source has a language and a last day of publication; an entity has names in languages, and a day when it began.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from heapq import merge
from itertools import islice
from types import MappingProxyType

from build_tools.corpus import AnchoredDismissal, AnchoredPassage, Corpus, CorpusEntity, CorpusSource
from build_tools.dates import safe_bounds
from build_tools.locations import Span
from build_tools.records import Actor, Agreement
from build_tools.registry import read_registry, untagged_names
from build_tools.scripts import main_scripts, scripts_of

MENTIONED, UNTAGGED, SET_ASIDE = "mentioned", "found-untagged", "set-aside"
NOT_FOUND, NOT_SEARCHABLE, LATER = "not-found", "not-searchable", "later"
STATES = (MENTIONED, UNTAGGED, SET_ASIDE, NOT_FOUND, NOT_SEARCHABLE, LATER)
"""The words of the list `coverage_states`, in the order in which they are counted."""
STANDING = (MENTIONED, UNTAGGED, SET_ASIDE)
"""Those of what stands in the source, whatever its dates and languages are."""


@dataclass(frozen=True, slots=True)
class NamePlace:
    """Where a registered name stands in an article outside every mention."""

    source_id: str
    span: Span
    line: int
    entity_ids: tuple[str, ...]
    """Who bears the name: several where it cannot say which of them is meant."""
    dismissal: AnchoredDismissal | None
    """What explains that it is not annotated, if anything does."""


@dataclass(frozen=True, slots=True)
class Presence:
    """What stands in a source of one entity."""

    mentions: int
    first: AnchoredPassage | None
    """The first passage that mentions it."""
    untagged: tuple[NamePlace, ...]
    """Places of its names that nobody explained, in reading order."""
    set_aside: tuple[NamePlace, ...]
    """Those that a dismissal explains."""

    @property
    def state(self) -> str:
        """What the source has of it: a mention counts before anything else, work to do before what is explained."""
        return MENTIONED if self.mentions else UNTAGGED if self.untagged else SET_ASIDE


@dataclass(frozen=True, slots=True, order=True)
class Writing:
    """What a text or a name is written in."""

    language: str
    """Without its region."""
    scripts: tuple[str, ...]
    """Sorted."""


@dataclass(frozen=True, slots=True)
class Searched:
    """A source as it is searched."""

    writing: Writing
    last_day: dt.date
    """The last day on which it can have been published."""
    order: int
    """Place in the order of publication."""


@dataclass(frozen=True, slots=True)
class Sought:
    """An entity as it is looked for."""

    names: tuple[Writing, ...]
    """One for each name or spelling."""
    begins: dt.date
    """The first day on which it can have been there; `date.min` where nothing says."""
    order: int
    """Place by kind and name."""

    def fits(self, writing: Writing) -> bool:
        """Whether any of its names is in the language and script of a text."""
        return any(name.language == writing.language and _within(name, writing) for name in self.names)

    def fits_script(self, writing: Writing) -> bool:
        """Whether any of its names is at least in the script of a text."""
        return any(_within(name, writing) for name in self.names)


def _within(name: Writing, text: Writing) -> bool:
    return set(name.scripts) <= set(text.scripts)


@dataclass(frozen=True)
class Coverage:
    """What each source has of each entity."""

    present: Mapping[str, Mapping[str, Presence]]
    """By entity id and source id, sources in order of publication: only what stands there."""
    places: tuple[NamePlace, ...]
    """Every name outside the mentions, in order of publication and reading."""
    sources: Mapping[str, Searched]
    """By id, in order of publication."""
    entities: Mapping[str, Sought]
    """By id, by kind and name."""

    def state(self, entity_id: str, source_id: str) -> str:
        """Return what a source has of an entity: a word of `STATES`."""
        presence = self.present.get(entity_id, {}).get(source_id)
        return presence.state if presence else self._absence(entity_id, source_id)

    def _absence(self, entity_id: str, source_id: str) -> str:
        """Return what holds of an entity that does not stand in a source."""
        sought, searched = self.entities[entity_id], self.sources[source_id]
        if sought.begins > searched.last_day:
            return LATER
        return NOT_FOUND if sought.fits(searched.writing) else NOT_SEARCHABLE

    # ---- by entity ----------------------------------------------------------------------------

    def counts_of_entity(self, entity_id: str) -> Mapping[str, int]:
        """Return in how many sources each state holds; every state is there."""
        sought = self.entities[entity_id]
        counts = Counter(dict.fromkeys(STATES, 0))
        for writing, sources in self._sources_by_writing.items():
            later = sources.before(sought.begins)
            counts[LATER] += later
            counts[NOT_FOUND if sought.fits(writing) else NOT_SEARCHABLE] += len(sources.ids) - later
        for source_id, presence in self.present.get(entity_id, {}).items():
            counts[self._absence(entity_id, source_id)] -= 1
            counts[presence.state] += 1
        return counts

    def sources_with(self, entity_id: str, state: str, limit: int) -> tuple[str, ...]:
        """Return the ids of sources of which a state holds, `limit` at most, in order of publication."""
        present = self.present.get(entity_id, {})
        if state in STANDING:
            return tuple(islice((i for i, presence in present.items() if presence.state == state), limit))
        sought = self.entities[entity_id]
        parts: list[Iterable[tuple[dt.date, int, str]]] = []
        for writing, sources in self._sources_by_writing.items():
            later = sources.before(sought.begins)
            if state == LATER:
                parts.append(sources.keys(0, later))
            elif (state == NOT_FOUND) == sought.fits(writing):
                parts.append(sources.keys(later, len(sources.ids)))
        found = (key for key in merge(*parts) if key[2] not in present)
        return tuple(i for _, _, i in sorted(islice(found, limit), key=lambda key: key[1]))

    # ---- by source ----------------------------------------------------------------------------

    def counts_of_source(self, source_id: str) -> Mapping[str, int]:
        """Return of how many entities each state holds; every state is there."""
        searched = self.sources[source_id]
        counts = Counter(dict.fromkeys(STATES, 0))
        for state, entities in self._entities_by_writing[searched.writing].items():
            begun = entities.until(searched.last_day)
            counts[state] += begun
            counts[LATER] += len(entities.ids) - begun
        for entity_id in self._standing_in.get(source_id, ()):
            counts[self._absence(entity_id, source_id)] -= 1
            counts[self.present[entity_id][source_id].state] += 1
        return counts

    def entities_with(self, source_id: str, state: str, limit: int) -> tuple[str, ...]:
        """Return the ids of entities of which a state holds, `limit` at most, by kind and name."""
        here = self._standing_in.get(source_id, ())
        if state in STANDING:
            return tuple(islice((i for i in here if self.present[i][source_id].state == state), limit))
        searched = self.sources[source_id]
        parts: list[Iterable[tuple[dt.date, int, str]]] = []
        for absent, entities in self._entities_by_writing[searched.writing].items():
            begun = entities.until(searched.last_day)
            if state == LATER:
                parts.append(entities.keys(begun, len(entities.ids)))
            elif state == absent:
                parts.append(entities.keys(0, begun))
        standing = frozenset(here)
        found = (key for key in merge(*parts) if key[2] not in standing)
        return tuple(i for _, _, i in sorted(islice(found, limit), key=lambda key: key[1]))

    # ---- indexes ------------------------------------------------------------------------------

    @cached_property
    def _standing_in(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the entities that stand in a source, by its id, in their order."""
        found: dict[str, list[str]] = {}
        for entity_id in self.entities:
            for source_id in self.present.get(entity_id, {}):
                found.setdefault(source_id, []).append(entity_id)
        return {source_id: tuple(ids) for source_id, ids in found.items()}

    @cached_property
    def _sources_by_writing(self) -> Mapping[Writing, _ByDay]:
        groups: dict[Writing, list[tuple[dt.date, int, str]]] = {}
        for source_id, searched in self.sources.items():
            groups.setdefault(searched.writing, []).append((searched.last_day, searched.order, source_id))
        return {writing: _ByDay.of(keys) for writing, keys in sorted(groups.items())}

    @cached_property
    def _entities_by_writing(self) -> Mapping[Writing, Mapping[str, _ByDay]]:
        """Entities by what sources are written in, and by what holds where they are not found."""
        found: dict[Writing, Mapping[str, _ByDay]] = {}
        for writing in self._sources_by_writing:
            groups: dict[str, list[tuple[dt.date, int, str]]] = {NOT_FOUND: [], NOT_SEARCHABLE: []}
            for entity_id, sought in self.entities.items():
                state = NOT_FOUND if sought.fits(writing) else NOT_SEARCHABLE
                groups[state].append((sought.begins, sought.order, entity_id))
            found[writing] = {state: _ByDay.of(keys) for state, keys in groups.items()}
        return found


@dataclass(frozen=True, slots=True)
class _ByDay:
    """Ids in order of a day each."""

    days: tuple[dt.date, ...]
    orders: tuple[int, ...]
    ids: tuple[str, ...]

    @classmethod
    def of(cls, keys: Iterable[tuple[dt.date, int, str]]) -> _ByDay:
        """Sort the keys."""
        ordered = sorted(keys)
        return cls(tuple(k[0] for k in ordered), tuple(k[1] for k in ordered), tuple(k[2] for k in ordered))

    def before(self, day: dt.date) -> int:
        """Return how many come before a day."""
        return bisect_left(self.days, day)

    def until(self, day: dt.date) -> int:
        """Return how many come on a day or before."""
        return bisect_right(self.days, day)

    def keys(self, first: int, end: int) -> Iterator[tuple[dt.date, int, str]]:
        """Yield a stretch of the keys, in order."""
        for number in range(first, end):
            yield self.days[number], self.orders[number], self.ids[number]


# ---- from the corpus --------------------------------------------------------------------------


def coverage_of(corpus: Corpus) -> Coverage:
    """Return what each source has of each entity; each text is read once."""
    registry = read_registry(corpus)
    places: list[NamePlace] = []
    found: dict[tuple[str, str], list[NamePlace]] = {}
    for source in corpus.sources.values():
        for name in untagged_names(source, corpus.mentions_in[source.id], registry):
            line = source.text.line_at(name.span.start)
            places.append(NamePlace(source.id, name.span, line, name.ids, name.dismissal))
            for entity_id in name.ids:
                found.setdefault((entity_id, source.id), []).append(places[-1])
    kinds = {kind: number for number, kind in enumerate(corpus.vocabulary.terms("entity_kinds"))}
    entities = sorted(corpus.entities.values(), key=lambda entity: kinds[entity.kind])  # a stable sort: names stay
    return Coverage(
        _present(corpus, found),
        tuple(places),
        MappingProxyType({s.id: _searched(s, number) for number, s in enumerate(corpus.sources.values())}),
        MappingProxyType({e.id: _sought(corpus, e, number) for number, e in enumerate(entities)}),
    )


def _present(corpus: Corpus, found: Mapping[tuple[str, str], list[NamePlace]]) -> Mapping[str, Mapping[str, Presence]]:
    first: dict[tuple[str, str], AnchoredPassage] = {}
    for entity_id, passages in corpus.passages_of.items():
        for passage in passages:
            first.setdefault((entity_id, passage.source_id), passage)
    order = {source_id: number for number, source_id in enumerate(corpus.sources)}
    present: dict[str, dict[str, Presence]] = {}
    for entity_id, source_id in sorted({*first, *found}, key=lambda key: (key[0], order[key[1]])):
        places = found.get((entity_id, source_id), [])
        present.setdefault(entity_id, {})[source_id] = Presence(
            mentions=corpus.mention_counts.get(entity_id, {}).get(source_id, 0),
            first=first.get((entity_id, source_id)),
            untagged=tuple(place for place in places if place.dismissal is None),
            set_aside=tuple(place for place in places if place.dismissal is not None),
        )
    return MappingProxyType({entity_id: MappingProxyType(sources) for entity_id, sources in present.items()})


def _searched(source: CorpusSource, order: int) -> Searched:
    scripts = tuple(sorted(main_scripts(source.text.article)))
    return Searched(Writing(_bare(source.record.language), scripts), safe_bounds(source.record.published)[1], order)


def _sought(corpus: Corpus, entity: CorpusEntity, order: int) -> Sought:
    record, language = entity.record, corpus.record.record.language
    names = {record.name: language} | {name.text: name.language or language for name in record.names}
    written = tuple(Writing(_bare(tag), tuple(sorted(scripts_of(text)))) for text, tag in names.items())
    return Sought(written, begins_of(entity), order)


def begins_of(entity: CorpusEntity) -> dt.date:
    """Return the first day on which an entity can have been there; `date.min` where nothing says."""
    record = entity.record
    start = record.date if isinstance(record, Agreement) else None
    if isinstance(record, Actor) and record.dates:
        start = record.dates.start
    return safe_bounds(start)[0] if start else dt.date.min


def _bare(language: str) -> str:
    """Return a language tag without its region."""
    return language.split("-", maxsplit=1)[0]
