"""Compare two passes: two corpora in, figures and differences out."""

from __future__ import annotations

from dataclasses import dataclass

from build_tools.corpus import Corpus
from build_tools.interannotator.differences import Difference, differences
from build_tools.interannotator.figures import NamedFigure
from build_tools.interannotator.measures import measure
from build_tools.interannotator.pairing import SourcePairs, pair_source


@dataclass(frozen=True, slots=True)
class SourceFigures:
    """The figures of one source."""

    source_id: str
    file: str
    """Name of the source's file in seeds/."""
    figures: tuple[NamedFigure, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """How far two passes agree, and where they differ."""

    overall: tuple[NamedFigure, ...]
    """Over all sources that both annotate, counts added up."""
    sources: tuple[SourceFigures, ...]
    """In order of publication."""
    only_a: tuple[str, ...]
    """Ids of sources that A alone annotates; they are in no figure."""
    only_b: tuple[str, ...]
    differences: tuple[Difference, ...]
    """By source, then place."""


def compare(a: Corpus, b: Corpus) -> Comparison:
    """Compare two passes over one corpus: the same sources and entities, other passages.

    `compare(b, a)` is the same with A and B exchanged. The work grows with the length of the sources and
    with the units of each, times how many overlap at one place.
    """
    annotated_a = [source.id for source in a.sources.values() if source.passages]
    annotated_b = [source.id for source in b.sources.values() if source.passages]
    both = set(annotated_a) & set(annotated_b)
    paired: list[SourcePairs] = [pair_source(a.sources[i], b.sources[i]) for i in annotated_a if i in both]
    return Comparison(
        overall=measure(paired),
        sources=tuple(SourceFigures(p.source.id, p.source.text.file, measure([p])) for p in paired),
        only_a=tuple(i for i in annotated_a if i not in both),
        only_b=tuple(i for i in annotated_b if i not in both),
        differences=tuple(difference for pairs in paired for difference in differences(pairs)),
    )
