"""The page of all relations: who is said to stand in which relation to whom, by whom and where."""

from __future__ import annotations

from build_tools import urls
from build_tools.collation.collation import Collation
from build_tools.collation.shelves import in_turn
from build_tools.corpus import PlacedRelation, name_order
from build_tools.page_models.networks import RelationEdge, RelationGroup, RelationsPage
from build_tools.page_models.shared import TocEntry
from build_tools.settings import Settings
from build_tools.views.common import Page
from build_tools.views.relations import edges, shortened

SHOWN_EDGES = 300
"""How many relations are listed; of more those that most sources state, of each type in turn."""
SHOWN_STATEMENTS = 4
"""How many statements of each are listed."""
SHOWN_WEIGHTS = 60
"""How many relations of a type its mark in the overview has."""


def relations_view(collation: Collation, settings: Settings) -> RelationsPage:
    """Return the page of all relations."""
    corpus = collation.corpus
    page = Page(collation, settings, urls.RELATIONS)
    by_type: dict[str, list[PlacedRelation]] = {}
    for passage in corpus.passages.values():
        for relation in passage.record.relations:
            by_type.setdefault(relation.type, []).append(PlacedRelation(relation, passage))
    found = {
        type_: tuple(sorted(edges(page, by_type[type_]), key=_order))
        for type_ in corpus.vocabulary.terms("relation_types")
        if type_ in by_type
    }
    listed = {edge.anchor for edge in in_turn(found.values(), SHOWN_EDGES)}
    groups = tuple(_group(page, type_, of_type, len(by_type[type_]), listed) for type_, of_type in found.items())
    return RelationsPage(
        title="Relations",
        toc=tuple(TocEntry(title=group.label.capitalize(), id=group.id) for group in groups),
        edge_count=sum(group.edge_count for group in groups),
        statement_count=sum(group.statement_count for group in groups),
        source_count=len({item.passage.source_id for items in by_type.values() for item in items}),
        total_sources=len(corpus.sources),
        groups=groups,
        data_href=page.href(urls.DATA),
    )


def _group(
    page: Page, type_: str, found: tuple[RelationEdge, ...], statement_count: int, listed: set[str]
) -> RelationGroup:
    return RelationGroup(
        id=urls.relation_type_anchor(type_),
        label=found[0].label,
        definition=page.corpus.vocabulary.definition("relation_types", type_),
        edges=tuple(shortened(edge, SHOWN_STATEMENTS) for edge in found if edge.anchor in listed),
        edge_count=len(found),
        statement_count=statement_count,
        weights=tuple(min(edge.source_count, 3) for edge in found[:SHOWN_WEIGHTS]),
    )


def _order(edge: RelationEdge) -> tuple[object, ...]:
    """Return the key by which relations are listed: what most sources state first, then names."""
    names = name_order(edge.subject.name), name_order(edge.object.name)
    return (-edge.source_count, *names, edge.anchor)
