"""The order in which the keys of a record stand in its file: that of its class, but for a few."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from build_tools.locations import KeyPath
from build_tools.records import (
    RECORD_KINDS,
    Agreement,
    Entity,
    EntityTag,
    Question,
    Relation,
    Source,
    Surface,
    TermRecord,
    VocabularyFile,
)

LAST = "the end"
MOVED: Mapping[type[BaseModel], Mapping[str, str]] = {
    # A class has what all entities share before what its own kind adds; in a file, remarks come last.
    Entity: {"part_of": "same_as", "references": LAST, "notes": LAST},
    Agreement: {"part_of": "parties", "same_as": "builds_on"},
    Question: {"references": "settle"},
    Relation: {"extent": "to"},
    Source: {"added": "headings"},
    TermRecord: {"kind": "label", "inverse": "label", "schema_org": "label"},
    VocabularyFile: {"authorities": "labels"},
}
"""Keys that stand elsewhere in files than in their class, with the key that they follow."""


def keys_of(record: type[BaseModel]) -> tuple[str, ...]:
    """Return the keys of a record class in the order in which they stand in files."""
    keys = [field.alias or name for name, field in record.model_fields.items()]
    for base in (base for base in reversed(record.__mro__) if base in MOVED):
        for key, before in MOVED[base].items():
            keys.remove(key)
            keys.insert(len(keys) if before == LAST else keys.index(before) + 1, key)
    return tuple(keys)


def place_for(key: str, present: Sequence[str], order: Sequence[str]) -> str | None:
    """Return the key that is there after which another one goes in: "" for the beginning, None for the end."""
    if key not in order:
        return None
    above = [name for name in present if name in order and order.index(name) < order.index(key)]
    return above[-1] if above else ""


def ordered_mappings(kind: str, values: Any) -> Iterator[tuple[KeyPath, tuple[str, ...]]]:
    """Yield the way to each mapping of a file that is a record, outermost first, with the order of its keys."""
    yield from _records(RECORD_KINDS[kind], values, ())


def _records(record: type[BaseModel], value: Any, keys: KeyPath) -> Iterator[tuple[KeyPath, tuple[str, ...]]]:
    if not isinstance(value, dict):
        return
    order = keys_of(record)
    if set(value) <= set(order):  # short forms such as `{id: words}` have no keys of the record
        yield keys, order
    if record is EntityTag:
        for key, below in value.items() if "id" not in value else ():
            yield from _below(Surface, below, (*keys, key))
    for name, field in record.model_fields.items():
        key = field.alias or name
        if key in value:
            yield from _walk(field.annotation, value[key], (*keys, key))


def _walk(annotation: Any, value: Any, keys: KeyPath) -> Iterator[tuple[KeyPath, tuple[str, ...]]]:
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        yield from _walk(arguments[0], value, keys)
    elif origin in (typing.Union, types.UnionType):
        for argument in arguments:
            yield from _walk(argument, value, keys)
    elif origin is tuple:
        yield from _each(arguments[0], value, keys)
    elif origin is dict and isinstance(value, dict):
        for key, below in value.items():
            yield from _walk(arguments[1], below, (*keys, key))
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield from _records(annotation, value, keys)


def _each(annotation: Any, value: Any, keys: KeyPath) -> Iterator[tuple[KeyPath, tuple[str, ...]]]:
    """Walk the items of a list, or the single one that stands without list marks."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _walk(annotation, item, (*keys, index))
    else:
        yield from _walk(annotation, value, keys)


def _below(record: type[BaseModel], value: Any, keys: KeyPath) -> Iterator[tuple[KeyPath, tuple[str, ...]]]:
    for index, item in enumerate(value) if isinstance(value, list) else [(None, value)]:
        yield from _records(record, item, keys if index is None else (*keys, index))
