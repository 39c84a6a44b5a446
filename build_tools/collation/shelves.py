"""Shelves: the passages that name one entity, put on pages of their own where they are too many for one.

A shelf holds the passages of one source, or of one year of publication where the sources are many, too. Which shelf a
passage stands on depends on the passages of its entity alone, so addresses stay as long as those do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from types import MappingProxyType
from typing import TypeVar

from build_tools.corpus import AnchoredPassage, Corpus
from build_tools.dates import parse_date

T = TypeVar("T")

FEW = 40
"""How many passages stand on the page of their entity itself: as cards they fill some forty screens of a phone."""
LONG = 100
"""How many passages stand on one shelf."""
MANY = 60
"""By how many sources a list of them is still one; more are put together by year."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Passages that stand on one page."""

    key: str
    """Id of their source, or their year in digits."""
    number: int
    """1-based, among those of one key."""
    passages: tuple[AnchoredPassage, ...]
    """Sources by publication, then reading order."""

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Ids of the sources that they stand in."""
        return tuple(dict.fromkeys(passage.source_id for passage in self.passages))


@dataclass(frozen=True)
class Shelving:
    """All passages of an entity, on more than one page."""

    by_year: bool
    """Whether a key is a year; else it is the id of a source."""
    shelves: tuple[Shelf, ...]
    """In order of publication."""

    @cached_property
    def _shelf_of(self) -> Mapping[tuple[str, str], Shelf]:
        return MappingProxyType({p.key: shelf for shelf in self.shelves for p in shelf.passages})

    @cached_property
    def _first_of(self) -> Mapping[str, Shelf]:
        return MappingProxyType({i: shelf for shelf in reversed(self.shelves) for i in shelf.source_ids})

    def shelf_of(self, source_id: str, passage_id: str = "") -> Shelf:
        """Return where a passage stands, or the first one of a source."""
        return self._shelf_of[source_id, passage_id] if passage_id else self._first_of[source_id]


def shelvings(corpus: Corpus) -> Mapping[str, Shelving]:
    """Return the shelves of the entities that need some, by their ids."""
    return MappingProxyType(
        {i: shelving_of(corpus, passages) for i, passages in corpus.passages_of.items() if len(passages) > FEW}
    )


def shelving_of(corpus: Corpus, passages: Iterable[AnchoredPassage]) -> Shelving:
    """Return passages, given in order of publication of their sources, on shelves."""
    sources = {i: tuple(of_source) for i, of_source in groupby(passages, key=lambda p: p.source_id)}
    by_year = len(sources) > MANY
    keyed = groupby(sources, key=lambda i: _year(corpus, i) if by_year else i)
    return Shelving(
        by_year,
        tuple(
            Shelf(key, number, held)
            for key, ids in keyed
            for number, held in enumerate(pieces((sources[i] for i in ids), LONG), 1)
        ),
    )


def _year(corpus: Corpus, source_id: str) -> str:
    return str(parse_date(corpus.sources[source_id].record.published).start.year)


def pieces(groups: Iterable[Sequence[T]], limit: int) -> Iterator[tuple[T, ...]]:
    """Yield the items of groups in pieces of at most `limit`; a group is cut only where it is longer than one piece."""
    piece: tuple[T, ...] = ()
    for group in groups:
        if piece and len(piece) + len(group) > limit:
            yield piece
            piece = ()
        piece += tuple(group)
        while len(piece) > limit:
            yield piece[:limit]
            piece = piece[limit:]
    if piece:
        yield piece


def in_turn(groups: Iterable[Sequence[T]], count: int) -> tuple[T, ...]:
    """Return at most `count` items, of each group the first before the second of any; in the order of the groups."""
    ranked = [(rank, at, item) for at, group in enumerate(groups) for rank, item in enumerate(group)]
    ranked.sort(key=lambda entry: entry[:2])
    return tuple(item for _, _, item in sorted(ranked[:count], key=lambda entry: (entry[1], entry[0])))
