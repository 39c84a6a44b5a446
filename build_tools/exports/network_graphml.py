"""The network of relations as GraphML: every entity that one joins, and an edge for each statement with its quote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as ET

from build_tools import urls
from build_tools.corpus import Corpus
from build_tools.exports import rows
from build_tools.settings import Settings
from build_tools.sources import normalise

FILE = "data/network.graphml"
TITLE = "Network of relations"
NODES = (
    ("label", "Name of the entity."),
    ("kind", "Actor, place or agreement."),
    ("type", "Type of the entity, a term of the codebook."),
    ("page", "Address of the entity on the site."),
)
"""What a node has beside its id, and what it means."""
_SIDES = ("from", "to")
EDGES = (("label", "The relation as readers see it."), *(c for c in rows.RELATIONS.columns if c[0] not in _SIDES))
"""What an edge has beside its two sides, and what it means: what the table of relations has."""
_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"


def network_graphml(corpus: Corpus, settings: Settings) -> str:
    """Return all statements of relations as a directed graph with several edges between two nodes.

    White space in texts is single spaces, as in no format of a table: readers of XML would change it.
    """
    names = [name for name, _ in rows.RELATIONS.columns]
    found = [dict(zip(names, row, strict=True)) for row in rows.relation_rows(corpus, settings)]
    root = ET.Element("graphml", {"xmlns": _NAMESPACE})
    for prefix, target, columns in (("n", "node", NODES), ("e", "edge", EDGES)):
        for name, _ in columns:
            key = {"id": f"{prefix}-{name}", "for": target, "attr.name": name, "attr.type": "string"}
            ET.SubElement(root, "key", key)
    graph = ET.SubElement(root, "graph", {"id": "relations", "edgedefault": "directed"})
    joined = {str(row[side]) for row in found for side in _SIDES}
    for entity_id in sorted(joined):
        node = ET.SubElement(graph, "node", {"id": entity_id})
        _add(node, "n", _node(corpus, entity_id, settings))
    for number, row in enumerate(found, 1):
        sides = {"source": str(row["from"]), "target": str(row["to"])}
        edge = ET.SubElement(graph, "edge", {"id": f"relation-{number}", **sides})
        label = corpus.vocabulary.label("relation_types", str(row["type"]))
        _add(edge, "e", (("label", label), *((name, row[name]) for name in names if name not in _SIDES)))
    ET.indent(root, " ")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, "unicode")}\n'


def _node(corpus: Corpus, entity_id: str, settings: Settings) -> Iterator[tuple[str, str]]:
    entity = corpus.entities[entity_id]
    yield "label", entity.record.name
    yield "kind", entity.kind
    yield "type", entity.record.type
    yield "page", urls.public(urls.entity_page(entity.kind, entity_id), "", settings.site_url)


def _add(parent: ET.Element, prefix: str, values: Iterable[tuple[str, object]]) -> None:
    for name, value in values:
        text = normalise(str(value))
        if text:
            ET.SubElement(parent, "data", {"key": f"{prefix}-{name}"}).text = text
