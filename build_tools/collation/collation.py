"""The collation of a corpus: all that compares its sources, each part computed once, when it is first asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from build_tools.collation.coverage import Coverage, coverage_of
from build_tools.collation.events import Events, events_of
from build_tools.collation.figures import Figures
from build_tools.collation.ledger import Ledger, ledgers
from build_tools.collation.naming import names_in_use
from build_tools.collation.origins import Index, index
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

    def parts(self) -> Iterator[tuple[str, object]]:
        """Yield every part with its name, computed as it is asked for: what a measurement of this stage goes over."""
        yield "coverage", self.coverage.present
        yield "figures", self.figures.by_entity
        yield "events", self.events.of_entity
        yield "origins", self.origins
        yield "ledgers", self.ledgers
        yield "names", self.names_in_use
