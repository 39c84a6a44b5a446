"""Validate a YAML mapping against a record class: a record, or every problem with its line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from build_tools.characters import quoted
from build_tools.locations import KeyPath
from build_tools.problems import Problem, nearest_hint
from build_tools.rules import RULES
from build_tools.vocabulary import Vocabulary
from build_tools.yaml_reader import Mapping, Node, Scalar, Sequence, locate, plain

R = TypeVar("R", bound=BaseModel)

_SHAPES = {
    "string_type": "a text",
    "model_type": "a mapping of keys",
    "model_attributes_type": "a mapping of keys",
    "dict_type": "a mapping of keys",
    "tuple_type": "a list",
    "list_type": "a list",
}


def parse_record(record: type[R], root: Mapping, path: str, vocabulary: Vocabulary) -> tuple[R | None, list[Problem]]:
    """Return the record, or None with one problem for each fault of the mapping."""
    problems = [_empty(keys, root, path) for keys in _empty_values(root)]
    try:
        parsed = record.model_validate(plain(root), context={"vocabulary": vocabulary})
    except ValidationError as error:
        # A value that is not there was reported; a list whose items are all faulty is not too short for that.
        faults = (
            fault
            for fault in error.errors(include_url=False)
            if fault["input"] is not None and not (fault["type"] == "too_short" and fault["input"])
        )
        return None, sorted([*problems, *(_problem(fault, record, root, path) for fault in faults)])
    return (None if problems else parsed), problems


def _empty_values(node: Node, keys: KeyPath = ()) -> Iterator[KeyPath]:
    """Yield the way to each value that is not there, optional ones too: a key without a value is a slip."""
    if isinstance(node, Scalar):
        if node.value is None:
            yield keys
        return
    items = node.items.items() if isinstance(node, Mapping) else enumerate(node.items)
    for key, value in items:
        yield from _empty_values(value, (*keys, key))


def _empty(keys: KeyPath, root: Mapping, path: str) -> Problem:
    location = locate(root, keys, path, at_key=True)
    return Problem(location, "empty-value", f"{_last_name(keys)} must have a value", "write one, or remove the key")


def _problem(fault: Any, record: type[BaseModel], root: Mapping, path: str) -> Problem:
    keys: KeyPath = fault["loc"]
    kind: str = fault["type"]
    key = _last_name(keys)
    written = _as_written(root, keys)
    if kind == "extra_forbidden":
        known = _keys_at(record, keys[:-1])
        hint = nearest_hint(str(keys[-1]), known) or f"known keys: {', '.join(known)}"
        return Problem(
            locate(root, written, path, at_key=True),
            "unknown-key",
            f"must be a key of this record; found {quoted(str(keys[-1]), 60)}",
            hint,
        )
    if kind == "missing":
        return Problem(
            locate(root, written, path), "missing-key", f"must have the key '{keys[-1]}'", f"add '{keys[-1]}: …'"
        )
    location = locate(root, written, path, at_key=keys[-1:] == ("[key]",))
    if kind in RULES:
        context = fault["ctx"]
        return Problem(location, kind, f"{key} {context['message']}", context["hint"])
    found = fault["input"]
    if kind in _SHAPES:
        return Problem(
            location,
            "wrong-shape",
            f"{key} must be {_SHAPES[kind]}; found {_shape(found)}",
            _shape_hint(kind, key, found),
        )
    if kind == "too_short":
        return Problem(location, "bad-value", f"{key} must have at least one item", "add one, or remove the file")
    if kind in ("string_too_long", "too_long"):
        limit = fault["ctx"]["max_length"]
        return Problem(
            location,
            "bad-value",
            f"{key} must have at most {limit} characters; found {len(found)}: {quoted(found, 80)}",
        )
    return Problem(location, "bad-value", f"{key}: {fault['msg']}; found {quoted(str(found), 80)}")


def _as_written(root: Mapping, keys: KeyPath) -> KeyPath:
    """Return the way to a value as the file has it: in short forms such as `{id: words}` some steps are left out."""
    written: list[str | int] = []
    node: Node = root
    for step in keys:
        key = step
        if isinstance(node, Mapping) and len(node.items) == 1 and key in ("id", "cite", "surfaces"):
            key = key if key in node.items else next(iter(node.items))
        below: Node | None = None
        if isinstance(node, Mapping) and isinstance(key, str):
            below = node.items.get(key)
        elif isinstance(node, Sequence) and isinstance(key, int) and key < len(node.items):
            below = node.items[key]
        if below is not None:
            node = below
            written.append(key)
    return tuple(written)


def _last_name(keys: KeyPath) -> str:
    names = [str(key) for key in keys if isinstance(key, str) and key != "[key]"]
    return f"'{names[-1]}'" if names else "the record"


def _shape(found: object) -> str:
    if isinstance(found, dict):
        return f"a mapping with the key {quoted(str(next(iter(found), '')), 40)}" if found else "an empty mapping"
    if isinstance(found, (list, tuple)):
        return "a list"
    return quoted(str(found), 80)


def _shape_hint(kind: str, key: str, found: object) -> str:
    if kind == "string_type":
        mark = "begins with '[' or '- '" if isinstance(found, (list, tuple)) else "holds ': ' or begins with '{'"
        return f"a text that {mark} must stand in quotation marks"
    if kind in ("tuple_type", "list_type"):
        return "write each item on a line of its own that begins with '- '"
    return f"write indented 'key: value' lines under {key}"


def _keys_at(record: type[BaseModel], keys: KeyPath) -> list[str]:
    """Return the keys that the record class knows at that place."""
    current: type[BaseModel] = record
    for key in keys:
        if isinstance(key, str) and key in _fields(current):
            nested = _model_in(_fields(current)[key].annotation) or _model_in(tuple(_fields(current)[key].metadata))
            if nested:
                current = nested
    return list(_fields(current))


def _fields(record: type[BaseModel]) -> dict[str, Any]:
    return {field.alias or name: field for name, field in record.model_fields.items()}


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in annotation if isinstance(annotation, tuple) else getattr(annotation, "__args__", ()):
        found = _model_in(part)
        if found:
            return found
    return None
