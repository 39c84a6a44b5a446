"""Read YAML strictly, from the events of libyaml's parser.

Every scalar stays the text that was written; the schema gives it its type. What YAML offers beyond
mappings, lists and texts (tags, anchors, aliases, merge keys, several documents) is refused, as are
duplicate keys and sizes beyond the limits. PyYAML's loaders are not used: they construct objects,
guess types, keep the last of two equal keys, and can be made to run for hours.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

import yaml

from build_tools.characters import FORBIDDEN, name_character, quoted
from build_tools.locations import KeyPath, Location
from build_tools.problems import Problem
from build_tools.text_encoding import encoding_fault
from build_tools.yaml_mends import Line
from build_tools.yaml_syntax import events, syntax_fault
from build_tools.yaml_text import MOST_SHOWN, wrapped, yaml_text


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

# Besides what no text may hold: a byte-order mark, and the two line ends that YAML knows and editors do not show.
_REFUSED = re.compile(f"{FORBIDDEN.pattern}|[\ufeff\u2028\u2029]")


_LONGEST_SHOWN = 300
"""Characters of a line that is given anew, at most."""
_LISTS = ("passages", "dismissals")
"""Keys of which each is all that its kind of file has."""
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
    content: bytes, path: str, limits: Limits = LIMITS, keys: frozenset[str] = frozenset()
) -> tuple[Mapping | None, list[Problem]]:
    """Parse one file whose top level is a mapping.

    `path` is only for messages, and so are `keys`, the words that may be keys in it.
    Returns the mapping, or None with the problems that forbid it.
    """
    problems: list[Problem] = []
    text = ""
    try:
        text = _decode(content, limits)
        _check_characters(text)
        root = _build(text, path, limits, problems, keys)
    except _Refused as refusal:
        return None, [*problems, refusal.problem(path, text)]
    except yaml.YAMLError as error:
        found = syntax_fault(error, text, keys)
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
    match = _REFUSED.search(text)
    if match:
        start = match.start()
        line = text.count("\n", 0, start) + 1
        column = start - text.rfind("\n", 0, start)
        # The two line ends that editors do not show may end a remark, or part a key from the next.
        written = _REFUSED.sub(lambda found: "\n" if found[0] in "\u2028\u2029" else "", text.split("\n")[line - 1])
        is_short = len(written) <= _LONGEST_SHOWN
        raise _Refused(
            "forbidden-character",
            line,
            column,
            f"a file must not hold the invisible character {name_character(match[0])}",
            f"it came along with copied text; write line {line} so:\n{written}"
            if is_short
            else "type the words on both sides of it anew; it came along with copied text",
        )


def _build(text: str, path: str, limits: Limits, problems: list[Problem], keys: frozenset[str]) -> Mapping:
    """Turn events into nodes with a stack of our own, so that depth is ours to bound."""
    root: Node | None = None
    stack: list[tuple[Mapping | Sequence, Scalar | None]] = []
    nodes = 0
    documents = 0
    lines = text.split("\n") if " #" in text else []
    for event in events(text):
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                line, column = _mark(event)
                raise _Refused(
                    "yaml-documents",
                    line,
                    column,
                    "a file must hold one YAML document; a second begins here",
                    _one_document(text.split("\n"), line, root),
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
            _attach(stack, node, path, problems)
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
            _not_a_mapping(root, text, keys),
        )
    return root


def _one_document(lines: list[str], line: int, root: Node | None) -> str:
    """Return which lines to delete where a second document begins: a key that stands above goes with the mark."""
    below = next((n for n in range(line, len(lines)) if lines[n].strip()), line)
    key = Line(below + 1, lines[below]).key if below < len(lines) else ""
    if isinstance(root, Mapping) and isinstance(root.items.get(key), Sequence):
        return f"delete lines {line}–{below + 1}: '{key}:' stands once, above all that belongs to it"
    return f"delete line {line}; a second record needs a file of its own"


def _not_a_mapping(root: Sequence | Scalar, text: str, keys: frozenset[str]) -> str:
    if isinstance(root, Sequence):
        key = next((key for key in _LISTS if key in keys), "")
        lines = text.rstrip("\n").split("\n")[root.line - 1 :]
        if key and len(lines) < MOST_SHOWN and lines[0].lstrip().startswith("-"):
            last = root.line + len(lines) - 1
            where = f"lines {root.line}–{last}" if last > root.line else f"line {last}"
            return "\n".join((f"write {where} so:", f"{key}:", *(f"  {line}".rstrip() for line in lines)))
        return "write a key above the list, such as 'passages:', and indent the list below it"
    guess = re.match(r"([A-Za-z_]+)\s*[=：-]\s*(\S+)", root.value or "")
    example = f"{guess[1]}: {guess[2]}" if guess else "name: …"
    return f"begin each line with a key, a colon and a space: '{example}'"


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
    forbidden = _REFUSED.search(value)
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
    behind = "" if event.style else lines[event.end_mark.line][event.end_mark.column :].strip()
    return behind if behind.startswith("#") else ""


def _attach(
    stack: list[tuple[Mapping | Sequence, Scalar | None]], node: Node, path: str, problems: list[Problem]
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
                _one_key(name, parent.items[twin], node, parent.keys[twin], key.line),
            )
        )
        return
    parent.items[name] = node
    parent.keys[name] = key


def _one_key(name: str, first: Node, second: Node, key: Scalar, again: int) -> str:
    """Return what to do with a key that stands twice: `key` is the first, and `again` the line of the second."""
    line = key.line
    if isinstance(first, Scalar) and isinstance(second, Scalar) and first.value and second.value:
        both = f"{name}: [{yaml_text(first.value)}, {yaml_text(second.value)}]"
        is_next = again == line + 1 == second.line
        where = f"lines {line}–{again}" if is_next else f"line {line}"
        removed = "" if is_next else f"remove line {again}, and "
        written = " " * (key.column - 1) + both
        return f"keep one of the two; if '{name}' may be a list, {removed}write {where} so:\n{written}"
    return f"move what stands below it to line {line}, and remove it here"


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
