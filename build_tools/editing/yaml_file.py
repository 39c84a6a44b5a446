"""Edit one YAML file by the ways to its values: comments, order and style of everything else stay as they are.

Beside the text the values are kept that must come out; `result` reads the new text with the strict reader and refuses
it if it says anything else. So a slip of this code can lose nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from difflib import SequenceMatcher
from typing import Any

from build_tools.characters import quoted
from build_tools.editing import scalars
from build_tools.editing.layout import List, Map, Spot, Text, column, find, lay_out, line_end, line_start, remarks
from build_tools.editing.refusal import EditRefused
from build_tools.locations import KeyPath
from build_tools.yaml_reader import LIMITS, Limits, plain, read_yaml
from build_tools.yaml_text import double_quoted

BOM = "\ufeff"


class YamlFile:
    """A file that is edited. Ways to values are those of the text as edited so far."""

    def __init__(self, content: bytes, path: str, limits: Limits = LIMITS) -> None:
        """Read a file; `path` is for messages. Raises EditRefused with its problems if it is not strict YAML."""
        self.path = path
        self._limits = limits
        self._content = content
        self.values: Any = _read(content, path, limits)
        """What the file must say in the end: dicts, lists, texts and None."""
        text = content.decode("utf-8")
        self._bom = text.startswith(BOM)
        self._text = text.removeprefix(BOM).replace("\r\n", "\n")
        self._layout: Map | None = None
        self._edits: dict[tuple[int, int], str] = {}

    # ---- what stands there ----

    @property
    def text(self) -> str:
        """The text as edited so far, with line feeds as line ends."""
        self._flush()
        return self._text

    @property
    def layout(self) -> Map:
        """Where everything stands in `text`."""
        self._flush()
        return self._laid_out()

    def value(self, keys: KeyPath) -> Any:
        """Return the value at the end of a way. Raises KeyError or IndexError where there is none."""
        found = self.values
        for key in keys:
            found = found[key]
        return found

    def line(self, keys: KeyPath) -> int:
        """Return the 1-based line of a value, or of its key if it has one, in the text as edited so far."""
        layout = self.layout
        parent = find(layout, keys[:-1]) if keys else layout
        spot = parent.entries[str(keys[-1])][0] if keys and isinstance(parent, Map) else find(layout, keys)
        return self._text.count("\n", 0, spot.start) + 1

    # ---- single texts: positions stay good, so many are changed in one go ----

    def set_text(self, keys: KeyPath, value: str, style: str | None = None) -> None:
        """Put another text in the place of a text. It keeps its style if it can; a folded one is folded anew.

        `style` is another one to write it in: `""`, `'`, `"`, `>` or `|`.
        """
        spot = find(self._laid_out(), keys)
        if not isinstance(spot, Text):
            raise EditRefused(f"{self.path}: {_shown(keys)} is no text")
        self._put(keys, value)
        in_flow = self._in_flow(keys)
        written = scalars.scalar(
            value,
            column=column(self._text, spot.start),
            indent=0 if in_flow else self._block_indent(keys, spot),
            style=spot.style if style is None else style,
            flow=in_flow,
        )
        header = self._text[spot.start : line_end(self._text, spot.start)]
        if spot.style in (">", "|") and "#" in header and "\n" in written:  # a remark behind the sign of the block
            first, _, rest = written.partition("\n")
            written = f"{first}{header.lstrip('>|+-0123456789')}\n{rest}"
        self._edits[spot.start, spot.end] = written

    def replace_in(self, keys: KeyPath, pattern: re.Pattern[str], new: str | Callable[[re.Match[str]], str]) -> bool:
        """Replace each match of a pattern inside a text where it stands, lines unbroken; return whether any changed.

        `new` is what `re.sub` takes. Matches hold no white space and nothing that YAML escapes.
        """
        spot = find(self._laid_out(), keys)
        if not isinstance(spot, Text):
            raise EditRefused(f"{self.path}: {_shown(keys)} is no text")
        written = self._edits.get((spot.start, spot.end), self._text[spot.start : spot.end])
        changed = pattern.sub(new, written)
        if changed == written:
            return False
        self._put(keys, pattern.sub(new, self.value(keys)))
        self._edits[spot.start, spot.end] = changed
        return True

    def rename_key(self, keys: KeyPath, new: str) -> None:
        """Give the last key of a way another name; its place and value stay."""
        parent = find(self._laid_out(), keys[:-1])
        old = str(keys[-1])
        if not isinstance(parent, Map):
            raise EditRefused(f"{self.path}: {_shown(keys[:-1])} is no mapping")
        if new in parent.entries:
            raise EditRefused(f"{self.path}: {_shown(keys[:-1])} has a key '{new}' already")
        mapping = self.value(keys[:-1])
        renamed = {new if key == old else key: value for key, value in mapping.items()}
        mapping.clear()
        mapping.update(renamed)
        name = parent.entries[old][0]
        parent.entries = {new if key == old else key: pair for key, pair in parent.entries.items()}
        name.value = new
        self._edits[name.start, name.end] = scalars.scalar(
            new, column=0, indent=0, style=name.style, flow=parent.flow, key=True
        )

    # ---- what comes and goes: the text is laid out anew each time ----

    def add_key(self, keys: KeyPath, key: str, value: Any, *, after: str | None = None) -> None:
        """Add a key to the mapping at `keys`: behind the key `after`, first if that is "", last if None."""
        parent = find(self.layout, keys)
        if not isinstance(parent, Map) or not parent.entries:
            raise EditRefused(f"{self.path}: {_shown(keys)} is no mapping that has keys")
        if key in parent.entries:
            raise EditRefused(f"{self.path}: {_shown(keys)} has a key '{key}' already")
        names = list(parent.entries)
        place = 0 if after == "" else names.index(after) + 1 if after in names else len(names)
        start, last = parent.start, parent.entries[names[place - 1]][1].end
        indent = column(self._text, parent.entries[names[0]][0].start)
        if parent.flow:
            written = scalars.flow({key: value})[1:-1]
            self._insert(last if place else start + 1, f", {written}" if place else f"{written}, ")
        elif place:
            self._insert_lines(last, list(scalars.block({key: value}, indent)))
        else:
            first, *rest = scalars.block({key: value}, indent)
            self._insert(start, "\n".join([first.lstrip(" "), *rest, " " * indent]))
        mapping = self.value(keys)
        pairs = list(mapping.items())
        mapping.clear()
        mapping.update([*pairs[:place], (key, value), *pairs[place:]])
        self._flush()

    def add_entry(self, other: YamlFile, key: str, *, after: str | None = None) -> tuple[int, int]:
        """Add a key of the top level as another file has it, remarks within included; return its place there.

        `after` is as in `add_key`.
        """
        name, value = other.layout.entries[key]
        span = name.start, line_end(other.text, value.end)
        names = list(self.layout.entries)
        place = 0 if after == "" else names.index(after) + 1 if after in names else len(names)
        if place:
            self._insert_lines(self.layout.entries[names[place - 1]][1].end, [other.text[slice(*span)]])
        else:
            self._insert(self.layout.start, f"{other.text[slice(*span)]}\n")
        pairs = list(self.values.items())
        self.values.clear()
        self.values.update([*pairs[:place], (key, other.values[key]), *pairs[place:]])
        self._flush()
        return span

    def add_item(self, keys: KeyPath, value: Any) -> None:
        """Add an item at the end of the list at `keys`; a single text there becomes the first item of a list."""
        spot = find(self.layout, keys)
        if isinstance(spot, List) and spot.items:
            last = spot.items[-1]
            if spot.flow:
                self._insert(last.end, f", {scalars.flow(value)}")
            else:
                self._insert_lines(last.end, list(scalars.block([value], self._dash_column(spot))))
            self.value(keys).append(value)
        elif isinstance(spot, Text) and spot.style not in (">", "|"):
            first = self.value(keys)
            written = first if scalars.is_plain(first, flow=True) else double_quoted(first)
            self._edits[spot.start, spot.end] = f"[{written}, {scalars.flow(value)}]"
            self._put(keys, [first, value])
        else:
            raise EditRefused(f"{self.path}: {_shown(keys)} is no list that can be added to")
        self._flush()

    def remove(self, keys: KeyPath) -> None:
        """Remove a key with its value, or an item of a list; lines of remarks above it stay.

        Refuses to remove the last one: what is empty must go as a whole.
        """
        parent = find(self.layout, keys[:-1])
        if isinstance(parent, Map):
            names = list(parent.entries)
            index = names.index(str(keys[-1]))
            spans = [(key.start, value.end) for key, value in parent.entries.values()]
        elif isinstance(parent, List):
            index = int(keys[-1])
            spans = [(item.start, item.end) for item in parent.items]
        else:
            raise EditRefused(f"{self.path}: {_shown(keys[:-1])} holds nothing")
        if len(spans) == 1:
            raise EditRefused(f"{self.path}: {_shown(keys)} is all that {_shown(keys[:-1])} has")
        start, end = spans[index]
        if parent.flow:
            start, end = (spans[index - 1][1], end) if index else (start, spans[1][0])
        else:
            first_of_line = line_start(self._text, start)
            lead = self._text[first_of_line:start]
            if not lead.strip(" ") or (isinstance(parent, List) and lead.strip(" ") == "-"):
                start = first_of_line
                end = min(line_end(self._text, end) + 1, len(self._text))
            else:  # the first key of an item, behind its dash: the next key takes its place
                end = spans[index + 1][0]
        indent = " " * (column(self._text, parent.start) if not parent.flow else 0)
        kept = [self._text[at:stop] for at, stop in remarks(self._text, self.layout) if start <= at < end]
        self._edits[start, end] = "".join(f"{indent}{remark}\n" for remark in kept)
        del self.value(keys[:-1])[keys[-1]]
        self._flush()

    def put(self, keys: KeyPath, value: Any) -> None:
        """Put any value in the place of one; lists and mappings on one line."""
        spot = find(self.layout, keys)
        self._edits[spot.start, spot.end] = scalars.flow(value)
        self._put(keys, value)
        self._flush()

    def append_lines(self, lines: list[str]) -> None:
        """Add lines of remarks at the end of the file."""
        end = len(self.text.rstrip("\n"))
        self._edits[end, end] = "".join(f"\n{line}" for line in lines)
        self._flush()

    def replace_lines(self, *stretches: tuple[int, int, str]) -> None:
        """Put other characters in the place of stretches of `text`; `values` must be set to what they then say.

        Each is its begin, its end and what comes there. Many at once take no longer than one.
        """
        self._flush()
        self._edits = {(start, end): new for start, end, new in stretches}
        self._flush()

    # ---- the outcome ----

    def result(self) -> bytes:
        """Return the new bytes of the file.

        Raises EditRefused if they would not say exactly `values`, or would lack a remark that was there.
        """
        self._flush()
        text = _with_line_ends(self._text, self._content.decode("utf-8").removeprefix(BOM))
        content = ((BOM if self._bom else "") + text).encode("utf-8")
        if content != self._content:
            try:
                said = _read(content, self.path, self._limits)
            except EditRefused as refusal:
                raise EditRefused(
                    f"{self.path}: the file would not be readable after the edit", problems=refusal.problems
                ) from None
            if not same(said, self.values):
                raise EditRefused(
                    f"{self.path}: the file would say something else than what was meant; nothing was written"
                )
            lost = _remarks(self._content.decode("utf-8")) - _remarks(content.decode("utf-8"))
            if lost:
                remark = quoted(next(iter(lost)), 60)
                raise EditRefused(f"{self.path}: the remark {remark} would be lost; put it on a line of its own first")
        return content

    # ---- inside ----

    def _laid_out(self) -> Map:
        if self._layout is None:
            self._layout = lay_out(self._text)
        return self._layout

    def _flush(self) -> None:
        if not self._edits:
            return
        parts, position = [], 0
        for (start, end), new in sorted(self._edits.items()):
            if start < position:
                raise EditRefused(f"{self.path}: two edits touch the same words")
            parts += [self._text[position:start], new]
            position = end
        self._text = "".join([*parts, self._text[position:]])
        self._edits = {}
        self._layout = None
        if self._text:
            _read(self._text.encode("utf-8"), self.path, self._limits)

    def _insert(self, at: int, new: str) -> None:
        self._edits[at, at] = new

    def _insert_lines(self, behind: int, lines: list[str]) -> None:
        end = line_end(self._text, behind)
        self._edits[end, end] = "\n" + "\n".join(lines)

    def _put(self, keys: KeyPath, value: Any) -> None:
        self.value(keys[:-1])[keys[-1]] = value

    def _in_flow(self, keys: KeyPath) -> bool:
        spots: list[Spot] = [find(self._laid_out(), keys[:depth]) for depth in range(len(keys))]
        return any(not isinstance(spot, Text) and spot.flow for spot in spots)

    def _block_indent(self, keys: KeyPath, spot: Text) -> int:
        """Return the indent of the lines of a block scalar: what it has, or two more than its key or dash."""
        if spot.style in (">", "|"):
            second = line_end(self._text, spot.start) + 1
            line = self._text[second : line_end(self._text, second)]
            return len(line) - len(line.lstrip(" "))
        parent = find(self._laid_out(), keys[:-1])
        if isinstance(parent, Map):
            return column(self._text, parent.start) + scalars.INDENT
        return (self._dash_column(parent) if isinstance(parent, List) else 0) + scalars.INDENT

    def _dash_column(self, listed: List) -> int:
        return column(self._text, listed.start)  # a block list begins with the dash of its first item


def _read(content: bytes, path: str, limits: Limits) -> Any:
    root, problems = read_yaml(content, path, limits)
    if root is None:
        raise EditRefused(problems=problems)
    return plain(root)


def _remarks(text: str) -> Counter[str]:
    text = text.removeprefix(BOM).replace("\r\n", "\n")
    return Counter(text[start:end].rstrip() for start, end in remarks(text, lay_out(text)))


def _with_line_ends(new: str, old: str) -> str:
    """Return a text with the line ends of its old form; of mixed ones, each line that is still there keeps its own."""
    ends = re.findall("\r?\n", old)
    if len(set(ends)) < 2:
        return new.replace("\n", ends[0]) if ends else new
    before, after = old.replace("\r\n", "\n").split("\n"), new.split("\n")
    given: list[str] = []
    for _, i1, i2, j1, j2 in SequenceMatcher(None, before, after).get_opcodes():
        # a new line ends as the one in whose place or behind which it stands
        places = (i1 + min(number, i2 - i1 - 1) for number in range(j2 - j1))
        given += [ends[min(max(0, place), len(ends) - 1)] for place in places]
    return "".join(map(str.__add__, after, [*given[:-1], ""]))


def same(one: Any, other: Any) -> bool:
    """Whether two values say the same, in the same order: that of keys is what readers of the file see."""
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and one == other


def _shown(keys: KeyPath) -> str:
    return ".".join(map(str, keys)) or "the file"
