"""Where the card of a passage stands on the pages of an entity: the one place that knows."""

from __future__ import annotations

from build_tools import urls
from build_tools.collation.collation import Collation
from build_tools.collation.shelves import Shelf


def card_place(collation: Collation, entity_id: str, source_id: str, passage_id: str = "") -> tuple[str, str]:
    """Return path and fragment of a passage's card, or of all of a source, on the pages of an entity that they tag."""
    kind = collation.corpus.entities[entity_id].kind
    shelving = collation.shelves.get(entity_id)
    fragment = urls.card_anchor(source_id, passage_id) if passage_id else urls.group_anchor(source_id)
    if shelving is None:
        return urls.entity_page(kind, entity_id), fragment
    return shelf_path(kind, entity_id, shelving.shelf_of(source_id, passage_id)), fragment


def shelf_path(kind: str, entity_id: str, shelf: Shelf) -> str:
    """Return the path of the page of a shelf."""
    return urls.shelf_page(kind, entity_id, shelf.key, shelf.number)
