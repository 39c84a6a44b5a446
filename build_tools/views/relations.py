"""Relations between entities: each pair once, with every statement of it; on the pages of entities and on one page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from build_tools import urls
from build_tools.collation.shelves import pieces
from build_tools.corpus import PlacedRelation, name_order
from build_tools.page_models.entities import Rest
from build_tools.page_models.networks import RelationEdge
from build_tools.page_models.passages import RelationView
from build_tools.views.common import Page

FEW_ROWS = 80
"""How many statements of relations an entity's page lists in full."""
SHOWN_EDGES = 24
"""How many relations it lists of more: those that most sources state."""
SHOWN_STATEMENTS = 6
"""How many statements of one relation are then listed."""
LONG_ROWS = 200
"""How many statements one page of a long list has."""
LIST = "relations"


@dataclass(frozen=True)
class Edges:
    """The relations of an entity, as its page and the pages of the whole list show them."""

    all: tuple[RelationEdge, ...]
    """What leads from the entity first; then by type, in the order of the vocabulary, and by names."""

    @property
    def row_count(self) -> int:
        """How many statements there are; the same one in several passages counts once."""
        return sum(len(edge.statements) for edge in self.all)

    @property
    def is_long(self) -> bool:
        """Whether they go on to pages of their own."""
        return self.row_count > FEW_ROWS

    def pieces(self) -> tuple[tuple[RelationEdge, ...], ...]:
        """Return them as they stand on those pages."""
        return tuple(_cut(self.all)) if self.is_long else ()

    def shown(self) -> tuple[RelationEdge, ...]:
        """Return what the entity's page lists."""
        if not self.is_long:
            return self.all
        first = sorted(self.all, key=lambda edge: (-edge.source_count, edge.anchor))[:SHOWN_EDGES]
        kept = {edge.anchor for edge in first}
        return tuple(_shortened(edge) for edge in self.all if edge.anchor in kept)


def edges_of(page: Page, entity_id: str) -> Edges:
    """Return the relations of an entity, read from its side."""
    terms = list(page.corpus.vocabulary.terms("relation_types"))

    def order(edge: RelationEdge) -> tuple[object, ...]:
        return edge.incoming, terms.index(edge.type), *edge_name(edge)

    return Edges(tuple(sorted(edges(page, page.corpus.relations_of.get(entity_id, ()), entity_id), key=order)))


def edge_name(edge: RelationEdge) -> tuple[object, ...]:
    """Return the key by which relations of one type are put in order: the name of the other side."""
    return name_order(edge.object.name), edge.object.id


def edges(page: Page, placed: Iterable[PlacedRelation], subject: str = "") -> Iterator[RelationEdge]:
    """Yield relations, each once, in the order of their first statements; read from the side of `subject`, if given.

    A relation that reads the same from both sides is one, whichever side a statement begins with.
    """
    terms = page.corpus.vocabulary.terms("relation_types")
    groups: dict[tuple[str, str, str], list[PlacedRelation]] = {}
    for item in placed:
        one, type_, other = item.relation.from_, item.relation.type, item.relation.to
        if terms[type_].is_symmetric:
            one, other = sorted((one, other))
        groups.setdefault((one, type_, other), []).append(item)
    for key, items in groups.items():
        views = [page.relation(item, subject) for item in items]
        yield RelationEdge(
            anchor=urls.relation_anchor(*key),
            type=key[1],
            incoming=subject == key[2] and not terms[key[1]].is_symmetric,
            subject=views[0].subject,
            label=views[0].label,
            definition=views[0].definition,
            object=views[0].object,
            statements=_alike(views),
            left_out=0,
            source_count=len({item.passage.source_id for item in items}),
        )


def relations_rest(page: Page, entity_id: str, found: Edges) -> Rest | None:
    """Return what the page of an entity leaves out of its relations."""
    if not found.is_long:
        return None
    href = page.href(urls.list_page(page.corpus.entities[entity_id].kind, entity_id, LIST))
    return Rest(shown=len(found.shown()), total=len(found.all), href=href)


def evidence_places(page: Page, entity_id: str, found: Edges) -> dict[str, str]:
    """Return where the statements of each relation stand, by the id of its row."""
    here = {edge.anchor: f"#{edge.anchor}" for edge in found.shown()}
    kind = page.corpus.entities[entity_id].kind
    there = {
        edge.anchor: page.href(urls.list_page(kind, entity_id, LIST, number), edge.anchor)
        for number, piece in enumerate(found.pieces(), 1)
        for edge in piece
    }
    return there | here


def shortened(edge: RelationEdge, count: int) -> RelationEdge:
    """Return a relation with its first statements alone."""
    left_out = max(0, len(edge.statements) - count)
    return replace(edge, statements=edge.statements[:count], left_out=left_out)


def _shortened(edge: RelationEdge) -> RelationEdge:
    return shortened(edge, SHOWN_STATEMENTS)


def _cut(found: Sequence[RelationEdge]) -> Iterator[tuple[RelationEdge, ...]]:
    """Yield relations in pieces of so many statements; one that is longer by itself has a piece of its own."""
    rows = pieces([[edge] * len(edge.statements) for edge in found], LONG_ROWS)
    seen: set[str] = set()
    for piece in rows:
        fresh = tuple({edge.anchor: edge for edge in piece if edge.anchor not in seen}.values())
        seen |= {edge.anchor for edge in fresh}
        if fresh:
            yield fresh


def _alike(views: Iterable[RelationView]) -> tuple[tuple[RelationView, ...], ...]:
    """Put relations together that differ in nothing but the passage that states them, in order of the first one."""
    groups: dict[tuple[object, ...], list[RelationView]] = {}
    for view in views:
        sides = (view.speakers, view.via)
        groups.setdefault((*sides, view.extent, view.date_text, view.date_inferred), []).append(view)
    return tuple(tuple(group) for group in groups.values())
