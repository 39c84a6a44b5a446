"""Read YAML strictly, from the events of libyaml's parser.

Every scalar stays the text that was written; the schema gives it its type. What YAML offers beyond
mappings, lists and texts (tags, anchors, aliases, merge keys, several documents) is refused, as are
duplicate keys and sizes beyond the limits. PyYAML's loaders are not used: they construct objects,
guess types, keep the last of two equal keys, and can be made to run for hours.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import Any

import yaml

from build_tools.characters import name_character, quoted
from build_tools.known_keys import NO_KEYS, KnownKeys
from build_tools.locations import KeyPath, Location
from build_tools.problems import Problem
from build_tools.text_encoding import encoding_fault
from build_tools.yaml_lines import Line
from build_tools.yaml_shape_cures import REFUSED, no_keys, no_list, one_document, one_key, without_invisible
from build_tools.yaml_syntax import checked_events, syntax_fault
from build_tools.yaml_text import wrapped


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may hold at most. Each limit is named in the message about it."""

    bytes: int = 256 * 1024
    nodes: int = 20_000
    depth: int = 16
    characters: int = 20_000


LIMITS = Limits()


@dataclass(slots=True)
class Scalar:
    """A text, as written. `value` is None where a key has no value at all."""

    value: str | None
    line: int
    column: int
    remark: str = ""
    """What stands behind ` #` on the line on which a text without quotation marks ends, with the `#`."""


@dataclass(slots=True)
class Mapping:
    """A mapping; `keys` holds the place of each key."""

    line: int
    column: int
    items: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, Scalar] = field(default_factory=dict)
    folded: dict[str, str] = field(default_factory=dict)
    """Each key after NFC and case folding: equal ones are taken for the same key."""


@dataclass(slots=True)
class Sequence:
    """A list."""

    line: int
    column: int
    items: list[Node] = field(default_factory=list)


Node = Scalar | Mapping | Sequence

_EMPTY = "a file must hold a record; this one is empty"
_EMPTY_CURE = "write the record into it, or delete the file"


class _Refused(Exception):
    """Carries the problem that ends the reading of a file."""

    def __init__(self, rule: str, line: int, column: int, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.rule, self.line, self.column, self.message, self.hint = rule, line, column, message, hint

    def problem(self, path: str, text: str) -> Problem:
        hint = self.hint
        if self.rule in ("yaml-anchor", "yaml-tag", "bad-key"):
            line = Line(self.line, text.split("\n")[self.line - 1])
            if line.key and line.value and (line.column == self.column or self.rule == "bad-key"):
                hint = f"{hint}:\n  {line.with_value(wrapped(line.value)).strip()}"
        return Problem(Location(path, self.line, self.column), self.rule, self.message, hint)


def read_yaml(
    content: bytes, path: str, limits: Limits = LIMITS, known: KnownKeys = NO_KEYS
) -> tuple[Mapping | None, list[Problem]]:
    """Parse one file whose top level is a mapping.

    `path` is only for messages, and so is `known`, the keys that may stand in it.
    Returns the mapping, or None with the problems that forbid it.
    """
    problems: list[Problem] = []
    text = ""
    try:
        text = _decode(content, limits)
        _check_characters(text)
        root = _build(text, path, limits, problems, known)
    except _Refused as refusal:
        return None, [*problems, refusal.problem(path, text)]
    except yaml.YAMLError as error:
        found = syntax_fault(error, text, known)
        where = Location(path, found.line, found.column)
        return None, [*problems, Problem(where, "yaml-syntax", found.message, found.hint, found.mended)]
    return (None if problems else root), problems


def plain(node: Node) -> object:
    """Return the node as dicts, lists, texts and None."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key: plain(value) for key, value in node.items.items()}


def locate(root: Node, keys: KeyPath, path: str, *, at_key: bool = False) -> Location:
    """Return the place of the value that `keys` lead to, as far as they lead.

    With `at_key` the place of the last key itself is returned.
    """
    node = root
    for position, key in enumerate(keys):
        last = position == len(keys) - 1
        if isinstance(node, Mapping) and isinstance(key, str) and key in node.items:
            if last and at_key:
                return Location(path, node.keys[key].line, node.keys[key].column)
            node = node.items[key]
        elif isinstance(node, Sequence) and isinstance(key, int) and 0 <= key < len(node.items):
            node = node.items[key]
        else:
            break
    return Location(path, node.line, node.column)


def _decode(content: bytes, limits: Limits) -> str:
    if len(content) > limits.bytes:
        raise _Refused(
            "file-too-large",
            1,
            1,
            f"a file must have at most {limits.bytes:,} bytes; this one has more",
            "split it into several files",
        )
    try:
        return plain_text(content)
    except UnicodeDecodeError as error:
        raise _Refused("encoding", *encoding_fault(content, error.start, "a file", ".yml")) from None


def plain_text(content: bytes) -> str:
    """Return the text of a file as it is parsed: without a byte-order mark, with line feeds as line ends.

    Raises UnicodeDecodeError if it is not UTF-8.
    """
    return content.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")


def _check_characters(text: str) -> None:
    match = REFUSED.search(text)
    if match:
        start = match.start()
        line = text.count("\n", 0, start) + 1
        column = start - text.rfind("\n", 0, start)
        raise _Refused(
            "forbidden-character",
            line,
            column,
            f"a file must not hold the invisible character {name_character(match[0])}",
            without_invisible(text, line),
        )


def _build(text: str, path: str, limits: Limits, problems: list[Problem], known: KnownKeys) -> Mapping:
    """Turn events into nodes with a stack of our own, so that depth is ours to bound."""
    root: Node | None = None
    stack: list[tuple[Mapping | Sequence, Scalar | None]] = []
    nodes = 0
    documents = 0
    lines = text.split("\n") if " #" in text else []
    for event in checked_events(text, known.everywhere):
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                line, column = _mark(event)
                raise _Refused(
                    "yaml-documents",
                    line,
                    column,
                    "a file must hold one YAML document; a second begins here",
                    one_document(text.split("\n"), line, _lists_of(root)),
                )
            continue
        if isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            stack.pop()
            continue
        if not isinstance(event, yaml.NodeEvent):
            continue
        nodes += 1
        node = _node(event, limits)
        if lines and isinstance(node, Scalar):
            node.remark = _remark(event, lines)
        if nodes > limits.nodes:
            raise _Refused(
                "file-too-large",
                node.line,
                node.column,
                f"a file must hold at most {limits.nodes:,} values",
                "split it into several files",
            )
        if not stack:
            root = node
        else:
            _attach(stack, node, path, problems, known)
        if not isinstance(node, Scalar):
            stack.append((node, None))
            if len(stack) > limits.depth:
                raise _Refused(
                    "file-too-large",
                    node.line,
                    node.column,
                    f"values must be nested at most {limits.depth} deep",
                    "take out brackets, braces or list marks that stand too often",
                )
    if root is None:
        raise _Refused("yaml-empty", 1, 1, _EMPTY, _EMPTY_CURE)
    if isinstance(root, Scalar) and not root.value:
        raise _Refused("yaml-empty", root.line, root.column, _EMPTY, _EMPTY_CURE)
    if not isinstance(root, Mapping):
        found = "a list" if isinstance(root, Sequence) else f"the text {quoted(root.value or '', 60)}"
        raise _Refused(
            "wrong-shape",
            root.line,
            root.column,
            f"the file must be a mapping of keys; found {found}",
            no_list(text, root.line, len(root.items), known)
            if isinstance(root, Sequence)
            else no_keys(root.value or ""),
        )
    return root


def _lists_of(root: Node | None) -> set[str]:
    """Return the keys of a record that hold a list."""
    items = root.items if isinstance(root, Mapping) else {}
    return {key for key, value in items.items() if isinstance(value, Sequence)}


def _mark(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _node(event: Any, limits: Limits) -> Node:
    line, column = _mark(event)
    if isinstance(event, yaml.AliasEvent):
        raise _Refused(
            "yaml-anchor",
            line,
            column,
            f"aliases are not allowed; found '*{quoted(str(event.anchor))[1:-1]}'",
            "write the value out, or put the text in quotation marks",
        )
    if event.anchor is not None:
        raise _Refused(
            "yaml-anchor",
            line,
            column,
            f"anchors are not allowed; found '&{quoted(str(event.anchor))[1:-1]}'",
            "write the value out, or put the text in quotation marks",
        )
    if event.tag is not None:
        raise _Refused(
            "yaml-tag",
            line,
            column,
            f"tags are not allowed; found {quoted(event.tag)}",
            "remove the tag, or put the text in quotation marks",
        )
    if isinstance(event, yaml.MappingStartEvent):
        return Mapping(line, column)
    if isinstance(event, yaml.SequenceStartEvent):
        return Sequence(line, column)
    value: str = event.value
    if len(value) > limits.characters:
        raise _Refused(
            "file-too-large",
            line,
            column,
            f"a text must have at most {limits.characters:,} characters; this one has {len(value):,}",
            "shorten it; a quotation mark that is not closed makes a text of all that follows",
        )
    forbidden = REFUSED.search(value)
    if forbidden:  # written as an escape, so the check of the raw text did not see it
        raise _Refused(
            "forbidden-character",
            line,
            column,
            f"a text must not hold the invisible character {name_character(forbidden[0])}",
            "delete the escape",
        )
    if value == "" and not event.style:
        return Scalar(None, line, column)
    return Scalar(value, line, column)


def _remark(event: Any, lines: list[str]) -> str:
    """Return what stands behind ` #` where a text without quotation marks ends, or ""."""
    # A value that is not there may end below the last line, where no line end follows.
    if event.style or event.end_mark.line >= len(lines):
        return ""
    behind = lines[event.end_mark.line][event.end_mark.column :].strip()
    return behind if behind.startswith("#") else ""


def _attach(
    stack: list[tuple[Mapping | Sequence, Scalar | None]],
    node: Node,
    path: str,
    problems: list[Problem],
    known: KnownKeys,
) -> None:
    parent, key = stack[-1]
    if isinstance(parent, Sequence):
        parent.items.append(node)
        return
    if key is None:
        stack[-1] = (parent, _checked_key(node))
        return
    stack[-1] = (parent, None)
    name = key.value or ""
    twin = parent.folded.setdefault(_fold(name), name)
    if twin in parent.keys:
        problems.append(
            Problem(
                Location(path, key.line, key.column),
                "duplicate-key",
                f"a mapping must have each key once; {quoted(name, 60)} "
                f"stands already on line {parent.keys[twin].line}",
                _twice(name, (parent.items[twin], node), (parent.keys[twin], key), known),
            )
        )
        return
    parent.items[name] = node
    parent.keys[name] = key


def _twice(name: str, values: tuple[Node, Node], keys: tuple[Scalar, Scalar], known: KnownKeys) -> str:
    """Return what to do with a key that stands twice."""
    texts = [value.value for value in values if isinstance(value, Scalar) and value.value]
    first, again = ((key.line, key.column) for key in keys)
    is_in_line = all(key.line == value.line for key, value in zip(keys, values, strict=True))
    return one_key(name, texts, (first, again), may_be_listed=is_in_line and name in known.text_lists)


def _fold(key: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", key).casefold())


def _checked_key(node: Node) -> Scalar:
    if not isinstance(node, Scalar) or not node.value:
        raise _Refused(
            "bad-key",
            node.line,
            node.column,
            "a key must be a word",
            "braces and brackets at the start of a text need quotation marks around it",
        )
    if node.value == "<<":
        raise _Refused(
            "yaml-anchor", node.line, node.column, "merge keys are not allowed; found '<<'", "write the values out"
        )
    return node
