"""Say how lines of a file are written, from what is to change in its values: whole lines, with the indent they need.

Nothing is changed here. What cannot be said in a few lines is not said: then "" is returned.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from operator import itemgetter

from build_tools.characters import LONGEST_LINE
from build_tools.editing.layout import List, Map, Spot, Text, column, find, lay_out, line_end, line_start, remarks
from build_tools.editing.scalars import INDENT, block, flow, scalar
from build_tools.locations import KeyPath
from build_tools.yaml_text import MOST_SHOWN

Rewrite = Callable[[Mapping[str, str | None]], str]
"""Tells how the lines of a record are written that has other texts under some keys, or loses them (None)."""


def bare(texts: Mapping[str, str | None]) -> str:
    """Return what to write where the file is not known: the keys with their texts."""
    given = {key: text for key, text in texts.items() if text is not None}
    return "write:\n" + "\n".join(f"  {line}" for line in block(given, 0))


class WrittenLines:
    """The lines of a file that can be read, and how they read after a change.

    Every change is told from the layout of the file as it is: the file is parsed once, however many are asked for.
    """

    def __init__(self, text: str) -> None:
        """Lay out the text of a file: YAML that `read_yaml` takes, without a byte-order mark."""
        self._text = text
        self._root = lay_out(text)
        self._starts = [0, *(at + 1 for at, character in enumerate(text) if character == "\n")]

    def texts_of(self, keys: KeyPath) -> dict[str, str]:
        """Return the texts of the mapping at `keys` by their keys."""
        parent = self._find(keys)
        entries = parent.entries.items() if isinstance(parent, Map) else ()
        return {key: value.value for key, (_, value) in entries if isinstance(value, Text) and value.value}

    def with_texts(self, keys: KeyPath, texts: Mapping[str, str | None], *, plain: bool = False) -> str:
        """Return how the mapping at `keys` is written with other texts under some keys; new ones come last.

        A new `prefix` or `suffix`, or what explains another key (`date_inferred`), stands behind the key it is about.
        It loses the keys that have None. Texts keep their quotation marks, unless they are to be `plain` where that
        is possible.
        """
        parent = self._find(keys)
        item = texts.get("")
        if isinstance(parent, Text) and item is not None:
            style = "" if plain else parent.style
            written = scalar(item, column=0, indent=0, style=style, flow=self._in_flow(keys))
            return self._told([(parent.start, parent.end, written)])
        if not isinstance(parent, Map) or not parent.entries:
            return ""
        gone = {key for key, value in texts.items() if value is None}
        edits = [self._without(parent, key) for key in sorted(gone & parent.entries.keys())]
        new: dict[str, list[tuple[str, str]]] = {}
        for key, value in texts.items():
            if value is None:
                continue
            if key not in parent.entries:
                new.setdefault(self._behind(parent, key, gone), []).append((key, value))
                continue
            spot = parent.entries[key][1]
            edits.append((spot.start, spot.end, self._scalar(keys, parent, spot, value, plain)))
        for after, pairs in new.items():
            end = parent.entries[after][1].end
            if self._in_flow(keys) or parent.flow:
                edits.append((end, end, "".join(f", {flow({key: value})[1:-1]}" for key, value in pairs)))
            else:
                end = line_end(self._text, end)
                lines = block(dict(pairs), self._key_column(parent))
                edits.append((end, end, "".join(f"\n{line}" for line in lines)))
        return self._told(edits)

    def with_lines(self, keys: KeyPath, lines: list[str]) -> str:
        """Return how the mapping at `keys` is written that has further lines, without indent, at its end."""
        parent = self._find(keys)
        if not isinstance(parent, Map) or not parent.entries or parent.flow or self._in_flow(keys):
            return ""
        end = line_end(self._text, max(self._end_of(*entry) for entry in parent.entries.values()))
        pad = " " * self._key_column(parent)
        return self._told([(end, end, "".join(f"\n{pad}{line}" for line in lines))])

    def with_written(self, keys: KeyPath, written: str) -> str:
        """Return how a value is written that has other characters in its place, such as `[one, two]`."""
        spot = self._find(keys)
        return self._told([(spot.start, spot.end, written)]) if spot else ""

    def uncut(self, keys: KeyPath, written: str) -> str:
        """Return how a text is written that takes in the remark behind it."""
        spot = self._find(keys)
        return self._told([(spot.start, line_end(self._text, spot.end), written)]) if spot else ""

    def with_key(self, keys: KeyPath, name: str) -> str:
        """Return how the last key of a way is written under another name, which no key beside it has."""
        parent = self._find(keys[:-1])
        entry = parent.entries.get(str(keys[-1])) if isinstance(parent, Map) and name not in parent.entries else None
        return self._told([(entry[0].start, entry[0].end, name)]) if entry else ""

    def with_item_under(self, keys: KeyPath, name: str) -> str:
        """Return how the only item of a list is written under another key, which the record does not have yet."""
        listed, parent = self._find(keys[:-1]), self._find(keys[:-2])
        is_alone = isinstance(listed, Text) or (isinstance(listed, List) and len(listed.items) == 1)
        is_free = isinstance(parent, Map) and name not in parent.entries
        return self.with_key(keys[:-1], name) if is_alone and is_free else ""

    def joined(self, keys: KeyPath, other: str, written: str) -> str:
        """Return how a value in braces is written that takes in the next key, `other`, which was cut off from it."""
        parent = self._find(keys[:-1])
        if not isinstance(parent, Map) or other not in parent.entries:
            return ""
        return self._told([(parent.entries[str(keys[-1])][1].start, parent.entries[other][1].end, written)])

    def with_block(self, keys: KeyPath, names: Iterable[str], lines: list[str]) -> str:
        """Return how keys of the mapping at `keys` are written that become one: `lines`, without indent.

        What stands between them goes above. Remarks stay with their keys.
        """
        parent = self._find(keys)
        if not isinstance(parent, Map) or parent.flow or self._in_flow(keys):
            return ""
        taken = [name for name in names if name in parent.entries]
        start = min(parent.entries[name][0].start for name in taken)
        end = line_end(self._text, max(self._end_of(*parent.entries[name]) for name in taken))
        above, behind = self._remarks_of(parent, start, end, taken)
        written: list[str] = []
        for name, (key, value) in parent.entries.items():
            if name not in taken and start < key.start < end:
                kept = self._text[key.start : self._end_of(key, value)]
                written += [*above.pop(name, []), kept + behind.pop(name, "")]
        for line in lines:
            name = line.lstrip(" -").partition(":")[0]
            indent = line[: len(line) - len(line.lstrip())]
            written += [*(indent + remark for remark in above.pop(name, [])), line + behind.pop(name, "")]
        if above or behind:
            return ""
        pad = " " * self._key_column(parent)
        return self._told([(start, end, f"\n{pad}".join(written))])

    def moved_out(self, keys: KeyPath, outer: KeyPath) -> str:
        """Return how a key is written behind the key at `outer`, in line with it, below which it stands now.

        Where the outer record has such a list already, the two become one.
        """
        parent, holder = self._find(keys[:-1]), self._find(outer[:-1])
        if not isinstance(parent, Map) or not isinstance(holder, Map) or parent.flow or self._in_flow(keys[:-1]):
            return ""
        name, value = parent.entries[str(keys[-1])]
        start, end = line_start(self._text, name.start), line_end(self._text, self._end_of(name, value))
        if self._text[start : name.start].strip():  # behind the dash of an item, which would lose its first key
            return ""
        if name.value in holder.entries:
            return self._with_items(holder.entries[name.value][1], value, (start, end))
        last = line_end(self._text, self._end_of(*holder.entries[str(outer[-1])]))
        less = self._key_column(parent) - self._key_column(holder)
        moved = [line[less:] for line in self._text[start:end].split("\n")]
        kept = self._text[end + 1 : last].split("\n") if end < last else []
        return self._told([(start, last, "\n".join([*kept, *moved]))])

    # ---- inside ----

    def _find(self, keys: KeyPath) -> Spot | None:
        try:
            return find(self._root, keys)
        except (KeyError, IndexError):
            return None

    def _with_items(self, listed: Spot, other: Spot, gone: tuple[int, int]) -> str:
        """Return how a list is written that takes in the items of another, whose lines go; no remark is lost."""
        if not isinstance(listed, List):  # it may be a key that takes one text
            return ""
        held = self._items(listed)
        there = set(held)
        new = [item for item in self._items(other) if item not in there]
        is_flow = isinstance(other, List) and other.flow
        unsafe = re.compile(r"[\n,\[\]{}]" if listed.flow and not is_flow else r"\n")
        anew = (gone, (listed.start, listed.end)) if listed.flow else (gone,)
        is_marked = any(self._remarks_within(start, end) for start, end in anew)
        if is_marked or any(map(unsafe.search, (*held, *new))):
            return ""
        removed = (gone[0] - 1, gone[1], "")
        if listed.flow:
            return self._told([removed, (listed.start, listed.end, f"[{', '.join([*held, *new])}]")])
        end = line_end(self._text, listed.end)
        lines = "".join(f"\n{' ' * column(self._text, listed.start)}- {item}" for item in new)
        return self._told([removed, (end, end, lines)])

    @cached_property
    def _remarks(self) -> list[tuple[int, int]]:
        return remarks(self._text, self._root)

    def _remarks_within(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return where remarks stand that begin behind `start` and before `end`."""
        first = bisect_right(self._remarks, start, key=itemgetter(0))
        return self._remarks[first : bisect_left(self._remarks, end, key=itemgetter(0))]

    def _items(self, spot: Spot) -> list[str]:
        return [self._text[one.start : one.end] for one in (spot.items if isinstance(spot, List) else [spot])]

    def _remarks_of(
        self, parent: Map, start: int, end: int, taken: list[str]
    ) -> tuple[dict[str, list[str]], dict[str, str]]:
        """Return the remarks of a stretch by the keys of `parent`: those for lines above it, and those behind it.

        Those within a value are left out, unless it is one of the `taken` ones, which are written anew.
        """
        above: dict[str, list[str]] = {}
        behind: dict[str, str] = {}
        for first, last in self._remarks_within(start, end):
            before = self._text[line_start(self._text, first) : first]
            begun = [name for name, (key, _) in parent.entries.items() if key.start < first]
            key, value = parent.entries[begun[-1]]
            if first < value.end and begun[-1] not in taken:
                continue
            if before.strip() and (first > value.end or line_start(self._text, key.start) == first - len(before)):
                gap = before[len(before.rstrip()) :]
                behind[begun[-1]] = behind.get(begun[-1], "") + gap + self._text[first:last]
            else:
                owner = begun[-1] if first < value.end else list(parent.entries)[len(begun)]
                above.setdefault(owner, []).append(self._text[first:last])
        return above, behind

    def _in_flow(self, keys: KeyPath) -> bool:
        spots = [find(self._root, keys[:depth]) for depth in range(len(keys))]
        return any(not isinstance(spot, Text) and spot.flow for spot in spots)

    def _key_column(self, parent: Map) -> int:
        return column(self._text, next(iter(parent.entries.values()))[0].start)

    @staticmethod
    def _end_of(name: Text, value: Spot) -> int:
        return max(name.end + 1, value.end)

    @staticmethod
    def _behind(parent: Map, key: str, gone: set[str]) -> str:
        """Return the key behind which a new one stands."""
        names = [name for name in parent.entries if name not in gone] or list(parent.entries)
        about = "quote" if key in ("prefix", "suffix") else key.removesuffix("_inferred")
        return about if about in names else names[-1]

    def _scalar(self, keys: KeyPath, parent: Map, spot: Spot, value: str, plain: bool) -> str:
        in_flow = parent.flow or self._in_flow(keys)
        return scalar(
            value,
            column=column(self._text, spot.start),
            indent=self._key_column(parent) + INDENT,
            style=spot.style if isinstance(spot, Text) and not plain else "",
            flow=in_flow,
        )

    def _without(self, parent: Map, key: str) -> tuple[int, int, str]:
        """Return the edit that takes a key out; one that has no other key beside it in its line goes with the line."""
        spans = [(name.start, self._end_of(name, value)) for name, value in parent.entries.values()]
        index = list(parent.entries).index(key)
        start, end = spans[index]
        if parent.flow:
            return (spans[index - 1][1], end, "") if index else (start, spans[1][0] if len(spans) > 1 else end, "")
        if self._text[line_start(self._text, start) : start].strip() and index + 1 < len(spans):
            return start, spans[index + 1][0], ""
        return max(0, line_start(self._text, start) - 1), line_end(self._text, end), ""

    def _line(self, offset: int) -> int:
        return bisect_right(self._starts, offset)

    def _told(self, edits: list[tuple[int, int, str]]) -> str:
        if not edits:
            return ""
        edits.sort()
        first, last = line_start(self._text, edits[0][0]), line_end(self._text, max(end for _, end, _ in edits))
        parts, position = [], first
        for start, end, new in edits:
            if start < position:
                return ""
            parts += [self._text[position:start], new]
            position = end
        old = self._text[first:last].split("\n")
        new_lines = "".join([*parts, self._text[position:last]]).split("\n")
        at = self._line(first)
        while len(old) > 1 and len(new_lines) > 1 and old[0] == new_lines[0]:
            old, new_lines, at = old[1:], new_lines[1:], at + 1
        while len(old) > 1 and len(new_lines) > 1 and old[-1] == new_lines[-1]:
            old, new_lines = old[:-1], new_lines[:-1]
        # A message would cut a longer line, and who copies it would lose the rest.
        if len(new_lines) > MOST_SHOWN or max(map(len, new_lines)) > LONGEST_LINE or old == new_lines:
            return ""
        below = [line.rstrip() for line in new_lines]
        if len(old) == 1 and len(new_lines) > 1 and old[0] == new_lines[0]:
            return "\n".join((f"add below line {at}:", *below[1:]))
        where = f"line {at}" if len(old) == 1 else f"lines {at}–{at + len(old) - 1}"
        return "\n".join((f"write {where} so:", *below))
