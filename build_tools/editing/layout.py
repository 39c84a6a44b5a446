"""Where every value of a YAML file stands: offsets into its text, and how it is written.

`yaml_reader` says what a file means and keeps lines for messages; this says which characters to change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]

from build_tools.locations import KeyPath


@dataclass(slots=True)
class Text:
    """A scalar as written: quotation marks or block header included."""

    start: int
    """Offset in the text of the file, in code points."""
    end: int
    """Just behind its last character that is neither a space nor a line end."""
    value: str | None
    style: str
    """`""` (plain), `'`, `"`, `>` or `|`."""


@dataclass(slots=True)
class Map:
    """A mapping; `entries` holds its keys and values in the order of the file."""

    start: int
    end: int
    flow: bool
    """Whether it is written in braces."""
    entries: dict[str, tuple[Text, Spot]] = field(default_factory=dict)


@dataclass(slots=True)
class List:
    """A list."""

    start: int
    end: int
    flow: bool
    """Whether it is written in brackets."""
    items: list[Spot] = field(default_factory=list)


Spot = Text | Map | List


def lay_out(text: str) -> Map:
    """Return the layout of a text that `read_yaml` takes: one document, a mapping, no anchors and no tags."""
    parser: Any = CParser(text)
    try:
        events = iter(parser.get_event, None)
        for event in events:
            if isinstance(event, yaml.MappingStartEvent):
                return _mapping(event, events, text)
    finally:
        parser.dispose()
    raise ValueError("no mapping")


def _spot(event: Any, events: Iterator[Any], text: str) -> Spot:
    if isinstance(event, yaml.MappingStartEvent):
        return _mapping(event, events, text)
    start = event.start_mark.index
    if isinstance(event, yaml.SequenceStartEvent):
        listed = List(start, start, bool(event.flow_style))
        for item in events:
            if isinstance(item, yaml.SequenceEndEvent):
                listed.end = _end(item) if listed.flow else _last_end(listed.items, start)
                return listed
            listed.items.append(_spot(item, events, text))
    style = event.style or ""
    end = start + len(text[start : event.end_mark.index].rstrip())
    return Text(start, end, event.value if event.value or style else None, style)


def _mapping(event: Any, events: Iterator[Any], text: str) -> Map:
    start: int = event.start_mark.index
    mapping = Map(start, start, bool(event.flow_style))
    end = start
    for key in events:
        if isinstance(key, yaml.MappingEndEvent):
            end = _end(key)
            break
        name = _spot(key, events, text)
        assert isinstance(name, Text)
        mapping.entries[name.value or ""] = (name, _spot(next(events), events, text))
    ends = [part for pair in mapping.entries.values() for part in pair]
    mapping.end = end if mapping.flow else _last_end(ends, start)
    if mapping.flow and text[mapping.end - 1 : mapping.end] != "}":  # `[one: two]`: a mapping without braces of its own
        mapping.end = _last_end(ends, start)
    return mapping


def _end(event: Any) -> int:
    return int(event.end_mark.index)  # the published types of PyYAML know no place of an event


def _last_end(spots: list[Any], start: int) -> int:
    return max((spot.end for spot in spots), default=start)


def find(root: Spot, keys: KeyPath) -> Spot:
    """Return what stands at the end of the way. Raises KeyError or IndexError where it leads nowhere."""
    spot = root
    for key in keys:
        if isinstance(spot, Map) and isinstance(key, str):
            spot = spot.entries[key][1]
        elif isinstance(spot, List) and isinstance(key, int):
            spot = spot.items[key]
        else:
            raise KeyError(key)
    return spot


def line_start(text: str, offset: int) -> int:
    """Return the offset of the first character of the line."""
    return text.rfind("\n", 0, offset) + 1


def line_end(text: str, offset: int) -> int:
    """Return the offset of the line end behind `offset`, or the length of the text."""
    end = text.find("\n", offset)
    return len(text) if end < 0 else end


def column(text: str, offset: int) -> int:
    """Return how many characters stand before `offset` on its line."""
    return offset - line_start(text, offset)


def texts(spot: Spot) -> Iterator[Text]:
    """Yield every scalar in the order of the file, keys among them."""
    if isinstance(spot, Text):
        yield spot
    elif isinstance(spot, List):
        for item in spot.items:
            yield from texts(item)
    else:
        for key, value in spot.entries.values():
            yield key
            yield from texts(value)


_REMARK = re.compile(r"(?:^|(?<=[\s]))#[^\n]*", re.MULTILINE)


def remarks(text: str, root: Map) -> list[tuple[int, int]]:
    """Return where comments stand, from the `#` to the end of the line, in the order of the file."""
    found, position = [], 0
    for spot in texts(root):
        found += [match.span() for match in _REMARK.finditer(text, position, spot.start)]
        if spot.style in (">", "|"):
            found += [match.span() for match in _REMARK.finditer(text, spot.start, line_end(text, spot.start))]
        position = spot.end
    found += [match.span() for match in _REMARK.finditer(text, position)]
    return found
