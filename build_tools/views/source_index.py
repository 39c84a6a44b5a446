"""The index of a source: who and what it names, how often and where, and the way to the next passage that does."""

from __future__ import annotations

from collections.abc import Iterable

from build_tools import urls
from build_tools.corpus import AnchoredPassage, CorpusSource
from build_tools.page_models.source_pages import (
    IndexEntry,
    IndexGroup,
    IndexNeighbour,
    IndexPlace,
    Layer,
    NoteEntity,
)
from build_tools.views.common import KIND_ORDER, PLURALS, Page


class SourceIndex:
    """The entities that a source names, each with its passages there and those before and after in other sources."""

    def __init__(self, page: Page, source: CorpusSource) -> None:
        self.page = page
        self.source = source
        self.numbers = {passage.id: number for number, passage in enumerate(source.passages, 1)}
        """Number of each passage in the source, by its id."""
        tagged = {entity_id for passage in source.passages for entity_id in passage.tagged_ids()}
        # in order of names, as the entities of a corpus are
        self._tagged = [entity_id for entity_id in page.corpus.entities if entity_id in tagged]
        self._positions = {
            (entity_id, page.corpus.passages_of[entity_id][at].id): at
            for entity_id in self._tagged
            for at in self._range(entity_id)
        }

    def _range(self, entity_id: str) -> range:
        span = self.page.corpus.passage_ranges[entity_id, self.source.id]
        return range(span.start, span.end)

    def groups(self) -> tuple[IndexGroup, ...]:
        """Return the index, one group for each kind that the source names."""
        kinds = {
            kind: tuple(self._entry(i) for i in self._tagged if self.page.corpus.entities[i].kind == kind)
            for kind in KIND_ORDER
        }
        return tuple(IndexGroup(label=PLURALS[kind], entries=entries) for kind, entries in kinds.items() if entries)

    def _entry(self, entity_id: str) -> IndexEntry:
        corpus = self.page.corpus
        passages, here = corpus.passages_of[entity_id], self._range(entity_id)
        everywhere, source_count = corpus.mention_totals[entity_id]
        return IndexEntry(
            anchor=urls.index_anchor(entity_id),
            ref=self.page.entity(entity_id),
            here=corpus.mention_counts[entity_id][self.source.id],
            everywhere=everywhere,
            source_count=source_count,
            places=tuple(
                IndexPlace(number=self.numbers[p.id], href=f"#{urls.passage_anchor(p.id)}")
                for p in passages[here.start : here.stop]
            ),
            first=here.start + 1,
            total=len(passages),
            before=self._neighbour(entity_id, here.start - 1),
            after=self._neighbour(entity_id, here.stop),
        )

    def _neighbour(self, entity_id: str, at: int) -> IndexNeighbour | None:
        passages = self.page.corpus.passages_of[entity_id]
        if not 0 <= at < len(passages):
            return None
        source = self.page.corpus.sources[passages[at].source_id]
        return IndexNeighbour(label=source.record.label, href=self._href(entity_id, passages[at]))

    def _href(self, entity_id: str, passage: AnchoredPassage) -> str:
        if passage.source_id == self.source.id:
            return f"#{urls.passage_anchor(passage.id)}"
        return self.page.passage_href(passage, entity_id)

    def entities(self, passage: AnchoredPassage) -> Iterable[NoteEntity]:
        """Yield the entities tagged in a passage, each with the passages before and after that tag it too."""
        for entity_id in passage.tagged_ids():
            passages, at = self.page.corpus.passages_of[entity_id], self._positions[entity_id, passage.id]
            yield NoteEntity(
                ref=self.page.entity(entity_id),
                index_href=f"#{urls.index_anchor(entity_id)}",
                card_href=self.page.entity_at(entity_id, *passage.key).href,
                position=at + 1,
                total=len(passages),
                before=self._href(entity_id, passages[at - 1]) if at else "",
                after=self._href(entity_id, passages[at + 1]) if at + 1 < len(passages) else "",
            )

    def layers(self) -> tuple[Layer, ...]:
        """Return what can be shown or not over the text: kinds of mentions, claims, answers to questions."""
        corpus = self.page.corpus
        found = dict.fromkeys(KIND_ORDER, 0)
        for mention in corpus.mentions_in[self.source.id]:
            found[corpus.entities[mention.entity_id].kind] += 1
        claims = sum(len(passage.record.claims) for passage in self.source.passages)
        asked = len(corpus.questions_in.get(self.source.id, ()))
        return (
            *(Layer(id=kind, label=PLURALS[kind], count=count) for kind, count in found.items()),
            Layer(id="claim", label="Claims", count=claims),
            Layer(id="question", label="Questions", count=asked),
        )
