"""Cures for records that do not fit their class: the line to add, the shape to write, where a key belongs."""

from __future__ import annotations

import re
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from build_tools.editing.scalars import flow
from build_tools.field_types import IdOf, TermOf
from build_tools.known_keys import KnownKeys
from build_tools.locations import KeyPath
from build_tools.problems import nearest, nearest_hint
from build_tools.value_cures import explained, terms_line
from build_tools.vocabulary import Vocabulary
from build_tools.yaml_text import yaml_text

_MOST_EXPLAINED = 6
"""Words of a list that are told with what they mean, at most, beside other lines."""


def fields_of(record: type[BaseModel]) -> dict[str, FieldInfo]:
    """Return the fields of a class by their keys in YAML."""
    return {field.alias or name: field for name, field in record.model_fields.items()}


def model_of(field: FieldInfo) -> type[BaseModel] | None:
    """Return the class of what stands below a key, or of each item there; None for texts."""
    return _model_in(field.annotation) or _model_in(tuple(field.metadata))


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in annotation if isinstance(annotation, tuple) else getattr(annotation, "__args__", ()):
        found = _model_in(part)
        if found:
            return found
    return None


@cache
def known_keys(record: type[BaseModel]) -> KnownKeys:
    """Return every key that may stand in a record, and those below each."""
    return _keys_below(record, (record,))


def _keys_below(record: type[BaseModel], way: tuple[type[BaseModel], ...]) -> KnownKeys:
    """Return the keys of a class; one that stands on the way to itself is not gone into again."""
    known = {}
    for key, field in fields_of(record).items():
        below, shape = model_of(field), repr(field.annotation)
        # What has a form of its own, such as `id: words`, may have any word for a key.
        is_open = bool(below) and "BeforeValidator" in repr((field.annotation, field.metadata))
        keys = _keys_below(below, (*way, below)) if below and below not in way else None
        if "dict[" in shape:
            known[key] = KnownKeys(is_open=True, each=keys)
        else:
            is_list = "tuple[" in shape
            known[key] = KnownKeys(keys.below if keys else {}, is_open=is_open or below in way, is_list=is_list)
    return KnownKeys(known)


def classes_on_way(record: type[BaseModel], keys: KeyPath) -> list[tuple[str, type[BaseModel]]]:
    """Return the classes on the way to a place, outermost first, each with the key that leads to it."""
    way = [("", record)]
    for key in keys:
        fields = fields_of(way[-1][1])
        below = model_of(fields[key]) if isinstance(key, str) and key in fields else None
        if below:
            way.append((str(key), below))
    return way


def metadata(field: FieldInfo) -> Iterator[Any]:
    """Yield what the type of a field carries beside its shape, at any depth."""
    yield from field.metadata
    waiting = [field.annotation]
    while waiting:
        current: Any = waiting.pop()
        yield from getattr(current, "__metadata__", ())
        waiting += getattr(current, "__args__", ())


def field_help(field: FieldInfo, vocabulary: Vocabulary) -> tuple[str, str]:
    """Return a value if there is but one, and what it is, with an example or the words of its list if it is short."""
    described = _described(field)
    for item in metadata(field):
        if isinstance(item, TermOf):
            terms = list(vocabulary.terms(item.list_name))
            listed = terms_line(terms)
            return (terms[0] if len(terms) == 1 else "…"), f"{described}; {listed}" if listed else described
        if isinstance(item, IdOf):
            return "…", f"{described}; an id, such as the-id"
        schema = getattr(item, "json_schema", None) or {}
        if schema.get("description") in ("EDTF date", "day"):
            return "…", f"{described}; such as 2020-02-17"
    return "…", described


def _described(field: FieldInfo) -> str:
    described = (field.description or "").rstrip(".")
    return described[:1].lower() + described[1:]


Added = Callable[[str, str | list[str]], str]
"""Tells how a record is written that has a further key, with a text or as these lines; "" where that cannot be told."""


def missing_hint(
    key: str, record: type[BaseModel], vocabulary: Vocabulary, added: Added = lambda _key, _text: ""
) -> str:
    """Return the line to add for a key that is needed."""
    field = fields_of(record).get(key)
    if field is None:
        return f"add '{key}: …'"
    example, described = field_help(field, vocabulary)
    below = model_of(field)
    if below:
        lines = skeleton(key, field, below)
        told = added(key, lines) or "\n".join((f"add {described}:", *(f"  {line}" for line in lines)))
        return "\n".join((told, *choices(below, vocabulary)))
    return f"{added(key, example) or f'add {key}: {example}'}\n'{key}': {described}"


def empty_hint(keys: KeyPath, record: type[BaseModel], vocabulary: Vocabulary) -> str:
    """Return what to write behind a key that has no value."""
    way = classes_on_way(record, keys[:-1])
    field = fields_of(way[-1][1]).get(str(keys[-1])) if keys else None
    if field is None:
        if "surfaces" in fields_of(way[-1][1]):
            return "write the words of the quote that name it behind the colon, or take the colon away"
        return "write one behind it, or remove the line"
    _, described = field_help(field, vocabulary)
    below = model_of(field)
    if field.is_required() and below and len(keys) == 1:
        # the file is a list and nothing else: without an item there is no use for it
        lines = [f"  {line}" for line in skeleton(str(keys[-1]), field, below)]
        return "\n".join((f"write {described} below it, or delete the file:", *lines))
    removable = "" if field.is_required() else ", or remove the line"
    return f"write it behind the colon{removable}; '{keys[-1]}': {described}"


def skeleton(key: str, field: FieldInfo, below: type[BaseModel], given: Mapping[str, Any] | None = None) -> list[str]:
    """Return the lines that a key with a record, or with a list of them, begins with."""
    values = dict(given or {name: "…" for name, one in fields_of(below).items() if one.is_required()})
    shape = str(typing.get_origin(field.annotation) or field.annotation)
    marks = ("- ", "  ") if "tuple" in shape else ("", "")
    if "dict" in shape:
        return [f"{key}:", "  a-short-name:", *(f"    {name}: {_inline(value)}" for name, value in values.items())]
    lines = [f"{name}: {_inline(value)}" for name, value in values.items()]
    return [f"{key}:", *(f"  {marks[bool(number)]}{line}" for number, line in enumerate(lines))]


def choices(below: type[BaseModel], vocabulary: Vocabulary, given: Iterable[str] = ()) -> list[str]:
    """Return what stands for `…`: a line for each key that a record needs, with the words of its list."""
    lines = []
    for name, field in fields_of(below).items():
        terms = [item for item in metadata(field) if isinstance(item, TermOf)]
        if field.is_required() and terms and name not in given:
            listed = vocabulary.terms(terms[0].list_name)
            if 1 < len(listed) <= _MOST_EXPLAINED:
                lines.append(f"'{name}': one of these:\n{explained(listed)}")
            else:
                lines.append(f"'{name}': {terms_line(listed) or 'a word of a long list'}")
        elif field.is_required() and name not in given:
            lines.append(f"'{name}': {_described(field)}")
    return lines


def _inline(value: Any) -> str:
    """Return a value on one line of YAML."""
    if isinstance(value, dict | list):
        return flow(_filled(value))
    text = str(_filled(value))
    return text if text == "…" or re.fullmatch(r"-?[\d.]+", text) else yaml_text(text)


def _filled(value: Any) -> Any:
    """Return a value with `…` wherever nothing stands."""
    if isinstance(value, dict):
        return {key: _filled(item) for key, item in value.items()}
    return [_filled(item) for item in value] if isinstance(value, list) else "…" if value is None else value


def home_of_keys(unknown: list[str], way: list[tuple[str, type[BaseModel]]]) -> tuple[str, list[str]] | None:
    """Return the key of a record whose items know the unknown keys best, and those that they know.

    `way` are the classes on the way to the record that has the unknown keys.
    """
    here = fields_of(way[-1][1])
    best: tuple[str, list[str]] | None = None
    for name, field in here.items():
        below = model_of(field)
        known = [key for key in unknown if below and key in fields_of(below)]
        if known and (best is None or len(known) > len(best[1])):
            best = (name, known)
    return best


def outer_home(key: str, way: list[tuple[str, type[BaseModel]]], at: KeyPath) -> KeyPath:
    """Return the way to the key in line with which another belongs, to a record further out; empty if to none.

    `at` is the way to the record that has the key now, and `way` the classes on it.
    """
    for number in range(len(way) - 2, -1, -1):
        if key in fields_of(way[number][1]):
            names = [name for name, _ in way[1 : number + 2]]
            for position, step in enumerate(at):
                if step == names[0]:
                    names.pop(0)
                if not names:
                    return at[: position + 1]
    return ()


def unknown_hint(key: str, way: list[tuple[str, type[BaseModel]]]) -> str:
    """Return where an unknown key belongs, or the nearest known one, or all of them."""
    known = list(fields_of(way[-1][1]))
    outer = next((way[n + 1][0] for n in range(len(way) - 2, -1, -1) if key in fields_of(way[n][1])), "")
    further_out = f"'{key}' belongs further out: in line with '{outer}', not below it" if outer else ""
    if key.startswith("-") and key[1:] in known:
        return f"write a space behind the hyphen: '- {key[1:]}: …'"
    return nearest_hint(key, known) or further_out or f"known keys: {', '.join(known)}"


def typo_of(key: str, missing: Iterable[str]) -> str:
    """Return the missing key that an unknown one is most likely meant for, or ""."""
    return nearest(key, list(missing))


def text_shape_hint(key: str, found: object) -> str:
    """Return the line for a text that was taken for a list or a mapping, as far as it can be told."""
    words = ""
    if isinstance(found, (list, tuple)):
        if len(found) == 1 and isinstance(found[0], str):
            return f"write one text: '{key}: {yaml_text(found[0])}'; one that begins with [ or - needs quotation marks"
        return "only one text may stand here; one that begins with [ or - needs quotation marks"
    if isinstance(found, dict) and len(found) == 1:
        ((name, value),) = found.items()
        words = f"{name}: {value}" if isinstance(value, str) else f"{{{name}}}" if value is None else ""
    cure = "a text that holds ': ' or begins with { must stand in quotation marks"
    return f"{cure}:\n  {key}: {yaml_text(words)}" if words else cure


Block = Callable[[list[str]], str]
"""Tells how lines, without indent, are written in the place of a key with its value; "" where that cannot be told."""


def mapping_shape_hint(
    key: str, found: object, field: FieldInfo | None, vocabulary: Vocabulary, block: Block = lambda _lines: ""
) -> str:
    """Return the lines for a record that was written as a text or a list."""
    below = model_of(field) if field else None
    if field is None or below is None:
        return f"write indented 'key: value' lines under '{key}'"
    given: dict[str, Any] = {name: "…" for name, one in fields_of(below).items() if one.is_required()}
    text = " ".join(map(str, found)) if isinstance(found, (list, tuple)) else str(found)
    numbers = re.findall(r"-?\d+(?:\.\d+)?", text)
    if {"lat", "lon"} <= set(given) and len(numbers) == 2:
        given |= {"lat": numbers[0], "lon": numbers[1]}
    elif "value" in fields_of(below) and numbers == [text.strip()]:
        given["value"] = numbers[0]
    lines = skeleton(key, field, below, given)
    told = block(lines)
    filled = [name for name, value in given.items() if value != "…"]
    if told:
        return "\n".join((f"with words of your own for each …, {told}", *choices(below, vocabulary, filled)))
    shown = [f"  {line}" for line in lines]
    return "\n".join(("write it so, with words of your own for each …:", *shown, *choices(below, vocabulary, filled)))


def beginning(record: type[BaseModel]) -> list[str]:
    """Return the lines that a record begins with: the keys that it needs."""
    lines: list[str] = []
    for name, field in fields_of(record).items():
        below = model_of(field)
        if field.is_required():
            lines += skeleton(name, field, below) if below else [f"{name}: …"]
    return lines
