"""Validate a YAML mapping against a record class: a record, or every problem with its line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from build_tools.characters import quoted
from build_tools.locations import KeyPath
from build_tools.parsing_hints import (
    Block,
    classes_on_way,
    empty_hint,
    fields_of,
    home_of_keys,
    mapping_shape_hint,
    missing_hint,
    model_of,
    outer_home,
    skeleton,
    text_shape_hint,
    typo_of,
    unknown_hint,
)
from build_tools.problems import Problem
from build_tools.rules import RULES
from build_tools.value_cures import Cure
from build_tools.vocabulary import Vocabulary
from build_tools.written_lines import WrittenLines
from build_tools.yaml_reader import Mapping, Node, Scalar, Sequence, locate, plain

R = TypeVar("R", bound=BaseModel)

_UNWRITTEN = ("id", "cite", "surfaces")
"""Keys that short forms such as `{id: words}` leave out."""

_SHAPES = {
    "string_type": "a text",
    "model_type": "a mapping of keys",
    "model_attributes_type": "a mapping of keys",
    "dict_type": "a mapping of keys",
    "tuple_type": "a list",
    "list_type": "a list",
}


class _File:
    """A file of which a record is read: its values, and how its lines are written otherwise."""

    def __init__(self, root: Mapping, path: str, text: str) -> None:
        self.root, self.path, self._text = root, path, text
        self._lines: WrittenLines | None = None

    @property
    def lines(self) -> WrittenLines | None:
        """Lines to ask, laid out only where something is at fault; None where the text is not known."""
        if self._lines is None and self._text:
            self._lines = WrittenLines(self._text)
        return self._lines


def parse_record(
    record: type[R], root: Mapping, path: str, vocabulary: Vocabulary, text: str = ""
) -> tuple[R | None, list[Problem]]:
    """Return the record, or None with one problem for each slip in the mapping.

    `text` is that of the file: cures then say how its lines are written.
    One slip can break several demands: a misspelt key is unknown, and the key that was meant is missing.
    It is told once.
    """
    file = _File(root, path, text)
    empty = list(_empty_values(root))
    try:
        parsed = record.model_validate(plain(root), context={"vocabulary": vocabulary})
    except ValidationError as error:
        # A value that is not there is reported as such; a list whose items are all faulty is not too short for that.
        faults = [
            fault
            for fault in error.errors(include_url=False)
            if fault["input"] is not None and not (fault["type"] == "too_short" and fault["input"])
        ]
        unknown, explained = _unknown_keys(faults, record, file)
        problems = [
            *unknown,
            *(_empty(keys, file, record, vocabulary) for keys in empty if keys not in explained),
            *(
                _problem(fault, record, file, vocabulary)
                for fault in faults
                if fault["type"] != "extra_forbidden" and fault["loc"] not in explained
            ),
        ]
        return None, sorted(problems)
    problems = [_empty(keys, file, record, vocabulary) for keys in empty]
    return (None if problems else parsed), problems


def _unknown_keys(faults: list[Any], record: type[BaseModel], file: _File) -> tuple[list[Problem], set[KeyPath]]:
    """Return a problem for each slip that made keys unknown, and the places of other faults that it explains."""
    root, path = file.root, file.path
    places: dict[KeyPath, list[str]] = {}
    missing: dict[KeyPath, list[str]] = {}
    for fault in faults:
        if fault["type"] in ("extra_forbidden", "missing"):
            listed = places if fault["type"] == "extra_forbidden" else missing
            listed.setdefault(fault["loc"][:-1], []).append(str(fault["loc"][-1]))
    problems: list[Problem] = []
    explained: set[KeyPath] = set()
    for at, keys in places.items():
        way = classes_on_way(record, at)
        lacking = missing.get(at, [])
        mapping = dict(_at(root, at).items)
        home = home_of_keys(keys, way)
        if home:
            owner, known = home
            explained.add((*at, owner))
            problems.append(_outside(at, owner, known, mapping, way, file))
        for key in (key for key in keys if home is None or key not in home[1]):
            meant = typo_of(key, lacking)
            if meant:
                explained.add((*at, meant))
            location = locate(root, (*_as_written(root, at), key), path, at_key=True)
            message = f"must be a key of {_what(way)}; found {quoted(key, 60)}"
            hint = unknown_hint(key, way)
            outer = outer_home(key, way, at) if "further out" in hint else ()
            if outer and file.lines:
                moved = file.lines.moved_out((*_as_written(root, at), key), _as_written(root, outer))
                if key in _at(root, outer[:-1]).items:
                    hint += ", where there is one already"
                    moved = moved or "bring the two together"
                hint = f"{hint}: {moved}" if moved else hint
            problems.append(Problem(location, "unknown-key", message, hint))
    return problems, explained


def _at(root: Mapping, keys: KeyPath) -> Mapping:
    node: Node = root
    for key in _as_written(root, keys):
        node = node.items[key]  # type: ignore[union-attr, index]
    return node if isinstance(node, Mapping) else Mapping(node.line, node.column)


def _what(way: list[tuple[str, type[BaseModel]]]) -> str:
    """Return what a record is called, by the key that it stands below."""
    return "this record" if way[-1][0] in ("", *_UNWRITTEN) else f"a record below '{way[-1][0]}'"


def _outside(
    at: KeyPath,
    owner: str,
    known: list[str],
    mapping: dict[str, Node],
    way: list[tuple[str, type[BaseModel]]],
    file: _File,
) -> Problem:
    """Return the problem of keys that belong to the record below another key."""
    field = fields_of(way[-1][1])[owner]
    below = model_of(field)
    assert below is not None, "a home has a record below it"
    written = _as_written(file.root, at)
    location = locate(file.root, (*written, known[0]), file.path, at_key=True)
    listed = " and ".join(quoted(key, 60) for key in known)
    ahead = f"the line {owner!r} and " if owner in mapping else ""
    these = "these lines" if len(known) > 1 else "this line"
    new = skeleton(owner, field, below, {k: plain(mapping[k]) for k in known})
    hint = file.lines.with_block(written, [*known, owner], new) if file.lines else ""
    if owner in mapping and plain(mapping[owner]) is not None:  # its own lines would be lost
        hint = f"move {'them' if len(known) > 1 else 'it'} to the record below '{owner}', in line with the keys there"
    lines = "".join(f"\n  {line}" for line in new)
    return Problem(
        location,
        "unknown-key",
        f"must be a key of {_what(way)}; found {listed}, which belong{'' if len(known) > 1 else 's'} below '{owner}'",
        hint or _indented(f"write in the place of {ahead}{these}:{lines}", location.column),
    )


def _empty_values(node: Node, keys: KeyPath = ()) -> Iterator[KeyPath]:
    """Yield the way to each value that is not there, optional ones too: a key without a value is a slip."""
    if isinstance(node, Scalar):
        if node.value is None:
            yield keys
        return
    items = node.items.items() if isinstance(node, Mapping) else enumerate(node.items)
    for key, value in items:
        yield from _empty_values(value, (*keys, key))


def _empty(keys: KeyPath, file: _File, record: type[BaseModel], vocabulary: Vocabulary) -> Problem:
    location = locate(file.root, keys, file.path, at_key=True)
    hint = _cut_number(keys, file) or empty_hint(keys, record, vocabulary)
    if isinstance(keys[-1], int):
        hint = "write the item behind the hyphen, or remove the line"
    return Problem(location, "empty-value", f"{_last_name(keys)} must have a value", hint)


def _cut_number(keys: KeyPath, file: _File) -> str:
    """Return the cure for a number that braces cut in two at its comma, so that its end is a key without a value."""
    mapping, key = _at(file.root, keys[:-1]), keys[-1]
    names = list(mapping.items)
    if not isinstance(key, str) or not key.isdecimal() or names.index(key) == 0:
        return ""
    before = names[names.index(key) - 1]
    start = mapping.items[before]
    if not isinstance(start, Scalar) or not (start.value or "").isdecimal():
        return ""
    whole = f"{start.value}{key}"
    told = file.lines.joined((*_as_written(file.root, keys[:-1]), before), key, whole) if file.lines else ""
    return f"a number has no comma: {told or f'write {whole}'}"


def _problem(fault: Any, record: type[BaseModel], file: _File, vocabulary: Vocabulary) -> Problem:
    root, path, lines = file.root, file.path, file.lines
    keys: KeyPath = fault["loc"]
    kind: str = fault["type"]
    key = _last_name(keys)
    written = _as_written(root, keys)
    if kind == "missing":
        way = classes_on_way(record, keys[:-1])
        message = f"{_what(way)} must have the key '{keys[-1]}'"
        location = locate(root, written, path)

        def added(key: str, text: str | list[str]) -> str:
            if lines is None:
                return ""
            return lines.with_lines(written, text) if isinstance(text, list) else lines.with_texts(written, {key: text})

        hint = missing_hint(str(keys[-1]), way[-1][1], vocabulary, added)
        return Problem(location, "missing-key", message, hint)
    is_key = _is_key(root, keys)
    location = locate(root, written, path, at_key=is_key)
    if kind in RULES:
        context = fault["ctx"]
        hint = context["hint"]
        if isinstance(hint, Cure) and lines:
            told = lines.with_key(written, hint.texts.get("", key)) if is_key else _applied(hint, written, lines)
            hint = (f"{hint.why}: {told}" if hint.why else told) if told else hint
        return Problem(location, kind, f"{key} {context['message']}", str(hint))
    found = fault["input"]
    if kind in _SHAPES:

        def block(new: list[str]) -> str:
            return lines.with_block(written[:-1], [str(written[-1])], new) if lines and written else ""

        hint = _shape_hint(kind, keys, found, record, vocabulary, block)
        return Problem(
            location,
            "wrong-shape",
            f"{key} must be {_SHAPES[kind]}; found {_shape(found)}",
            _indented(hint, locate(root, written, path, at_key=True).column) if "so:\n" not in hint else hint,
        )
    if kind == "too_short":
        least = fault["ctx"]["min_length"]
        needed = "at least one item" if least == 1 else f"at least {least} items"
        return Problem(location, "bad-value", f"{key} must have {needed}", _indented(_item_hint(keys, record), 1))
    if kind in ("string_too_long", "too_long"):
        limit = fault["ctx"]["max_length"]
        return Problem(
            location,
            "bad-value",
            f"{key} must have at most {limit} characters; found {len(found)}: {quoted(found, 80)}",
            f"shorten it by {len(found) - limit}",
        )
    message = f"{key}: {fault['msg']}; found {quoted(str(found), 80)}"
    return Problem(location, "bad-value", message, f"compare {key} with what the codebook says of it")


def _applied(cure: Cure, written: KeyPath, lines: WrittenLines) -> str:
    """Return how the lines are written to which a cure comes, or ""."""
    if not written:
        return ""
    if isinstance(written[-1], int):
        return lines.with_texts(written, cure.texts, plain=True)
    key = str(written[-1])
    texts: dict[str, str | None] = {name or key: value for name, value in cure.texts.items()}
    return lines.with_texts(written[:-1], texts if cure.stays else {**texts, key: None}, plain=True)


def _is_key(root: Mapping, keys: KeyPath) -> bool:
    """Whether what a fault speaks of is a key, and not the value behind it: in `{id: words}` the id is."""
    if keys[-1:] != ("id",):
        return keys[-1:] == ("[key]",)
    holder = _at(root, keys[:-1])
    return len(holder.items) == 1 and "id" not in holder.items


def _indented(hint: str, column: int) -> str:
    """Return a hint whose lines of YAML have the indent that they need in the file."""
    return hint.replace("\n  ", "\n" + " " * (column - 1))


def _as_written(root: Mapping, keys: KeyPath) -> KeyPath:
    """Return the way to a value as the file has it: in short forms such as `{id: words}` some steps are left out."""
    written: list[str | int] = []
    node: Node = root
    for step in keys:
        key = step
        if isinstance(node, Mapping) and len(node.items) == 1 and key in _UNWRITTEN:
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


def _field_at(record: type[BaseModel], keys: KeyPath) -> FieldInfo | None:
    names = [str(key) for key in keys if isinstance(key, str)]
    way = classes_on_way(record, keys[: len(keys) - 1 - [*reversed(keys)].index(names[-1])]) if names else []
    return fields_of(way[-1][1]).get(names[-1]) if way else None


def _item_hint(keys: KeyPath, record: type[BaseModel]) -> str:
    field = _field_at(record, keys)
    below = model_of(field) if field else None
    if field is None or below is None:
        return "add one, on a line of its own that begins with '- '"
    lines = skeleton(str(keys[-1]), field, below)
    return "add one, or remove the file:\n" + "\n".join(f"  {line}" for line in lines)


def _shape_hint(
    kind: str, keys: KeyPath, found: object, record: type[BaseModel], vocabulary: Vocabulary, block: Block
) -> str:
    names = [str(key) for key in keys if isinstance(key, str) and key != "[key]"]
    key = names[-1] if names else "key"
    if kind == "string_type":
        return text_shape_hint(key, found)
    field = _field_at(record, keys)
    below = model_of(field) if field else None
    if kind in ("tuple_type", "list_type"):
        if field and below and isinstance(found, dict):
            dashed = "begin the first line of each item with '- '"
            new = skeleton(key, field, below, found)
            lines = "\n".join(f"  {line}" for line in new)
            told = block(new)
            return f"{dashed}: {told}" if told else f"{dashed}:\n{lines}"
        return "write each item on a line of its own that begins with '- '"
    return mapping_shape_hint(key, found, field, vocabulary, block)
