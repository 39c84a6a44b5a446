"""How a tag names the words that it means: the id alone where its names do, else the words with what settles them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from build_tools.locations import Span
from build_tools.mentions import name_spans, surface_spans
from build_tools.records import Entity, Surface
from build_tools.sources import SourceText, normalise

Words = str | dict[str, str]
"""Given words as a tag has them: the words alone, or with `prefix` or `suffix`."""


def tag_of(entity_id: str, entity: Entity, wanted: Iterable[Span], quote: Span, source: SourceText) -> object:
    """Return the tag that names exactly the wanted places of a quote: an id, or an id with words."""
    places = tuple(sorted(wanted))
    if name_spans(entity, source, quote) == places:
        return entity_id
    found: list[Words] = []
    for place in places:
        words = words_for(place, places, quote, source)
        if words not in found:
            found.append(words)
    return {entity_id: found[0] if len(found) == 1 else found}


def words_for(place: Span, wanted: Iterable[Span], quote: Span, source: SourceText) -> Words:
    """Return given words that stand for a place, and for others at most that are wanted, too."""
    text = normalise(source.raw[place.start : place.end])
    allowed = set(wanted) | {place}
    before = [match.start() for match in re.finditer(r"\S+", source.raw[quote.start : place.start])]
    behind = [match.end() for match in re.finditer(r"\S+", source.raw[place.end : quote.end])]
    candidates: list[Surface] = [Surface(text=text)]
    for count in range(1, max(len(before), len(behind)) + 1):
        if count <= len(before):
            words = normalise(source.raw[quote.start + before[-count] : place.start])
            candidates.append(Surface(text=text, prefix=words))
        if count <= len(behind):
            words = normalise(source.raw[place.end : place.end + behind[count - 1]])
            candidates.append(Surface(text=text, suffix=words))
    for surface in candidates:
        spans = {found.span for found in surface_spans((surface,), source, quote)[0]}
        if place in spans and spans <= allowed:
            return _written(surface)
    return text


def _written(surface: Surface) -> Words:
    given = {key: value for key in ("text", "prefix", "suffix") if (value := getattr(surface, key))}
    return surface.text if len(given) == 1 else given
