"""The collation of a corpus: all that compares its sources, each part computed once, when it is first asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from build_tools.collation.coverage import Coverage, coverage_of
from build_tools.collation.events import Events, events_of
from build_tools.collation.figures import Figures
from build_tools.collation.ledger import Ledger, ledgers
from build_tools.collation.lineage import lineage_of
from build_tools.collation.naming import forms, label_use, names_in_use
from build_tools.collation.origins import Index, group, index
from build_tools.collation.shelves import Shelving, shelvings
from build_tools.corpus import Corpus


@dataclass(frozen=True, eq=False)
class Collation:
    """A corpus with all that compares its sources. What concerns one page alone is computed for that page."""

    corpus: Corpus

    @cached_property
    def coverage(self) -> Coverage:
        """What each source has of each entity."""
        return coverage_of(self.corpus)

    @cached_property
    def figures(self) -> Figures:
        """Figures in sets that count the same, each with a proposed verdict."""
        return Figures(self.corpus)

    @cached_property
    def events(self) -> Events:
        """All that has a date."""
        return events_of(self.corpus)

    @cached_property
    def origins(self) -> Index:
        """What all statements go back to."""
        return index(self.corpus)

    @cached_property
    def ledgers(self) -> Mapping[str, Ledger]:
        """The ledgers of the agreements that are reported on, by their ids."""
        return ledgers(self.corpus)

    @cached_property
    def names_in_use(self) -> Mapping[str, int]:
        """By how many of its names each entity is mentioned."""
        return names_in_use(self.corpus)

    @cached_property
    def shelves(self) -> Mapping[str, Shelving]:
        """On which pages the passages of the entities stand that have too many for one, by their ids."""
        return shelvings(self.corpus)

    def parts(self) -> Iterator[tuple[str, object]]:
        """Yield every part with its name, computed as it is asked for: what a measurement of this stage goes over.

        Of what is computed for one page alone, and not kept, it is the number of values over all pages.
        """
        yield "coverage", self.coverage.present
        yield "silence", _counted(self._silence())
        yield "figures", self.figures.by_entity
        yield "events", self.events.of_entity
        yield "origins", self.origins
        yield "voices", _counted(self._voices())
        yield "ledgers", self.ledgers
        yield "lineages", _counted(self._lineages())
        yield "names", self.names_in_use
        yield "forms", _counted(self._forms())
        yield "labels", _counted(self._labels())

    # ---- what pages ask for one by one --------------------------------------------------------

    def _silence(self) -> Iterator[object]:
        """Yield how often each state holds, of each entity and of each source."""
        yield from map(self.coverage.counts_of_entity, self.corpus.entities)
        yield from map(self.coverage.counts_of_source, self.corpus.sources)

    def _voices(self) -> Iterator[object]:
        """Yield what the answers to each question go back to, and what is said of each entity."""
        for claims in (self.corpus.answers, self.corpus.rejections, self.corpus.claims_about):
            yield from (group(self.corpus, placed) for placed in claims.values())

    def _lineages(self) -> Iterator[object]:
        """Yield what each agreement is connected with."""
        for entity in self.corpus.entities.values():
            if entity.kind == "agreement":
                yield lineage_of(self.corpus, entity.id)

    def _forms(self) -> Iterator[object]:
        """Yield what each entity and each side is called, over all and by each source."""
        corpus = self.corpus
        sides = ((term.members, tuple(corpus.sources)) for term in corpus.vocabulary.terms("sides").values())
        for entity_ids, sources in (*(((i,), tuple(found)) for i, found in corpus.mention_counts.items()), *sides):
            yield forms(corpus, entity_ids, sources, by_speaker=False)
            yield from (forms(corpus, entity_ids, (source_id,)) for source_id in sources)

    def _labels(self) -> Iterator[object]:
        """Yield who is called by each label."""
        for term in self.corpus.vocabulary.terms("labels").values():
            yield label_use(self.corpus, term, self.corpus.sources)


def _counted(values: Iterable[object]) -> int:
    return sum(1 for _ in values)
