"""Put the keys of records in their order, each with the remarks above it; what stands in braces stays on its line."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from build_tools.editing.key_order import ordered_mappings
from build_tools.editing.layout import Map, column, find, line_end, line_start
from build_tools.editing.yaml_file import YamlFile
from build_tools.locations import KeyPath


def sort_keys(file: YamlFile, kind: str) -> list[int]:
    """Put the keys of every record of a file in order; return the lines, before the change, of those that were not."""
    wrong = []
    for keys, order in list(ordered_mappings(kind, file.values)):
        names = list(file.value(keys))
        wanted = sorted(names, key=order.index)
        if names != wanted:
            wrong.append((keys, wanted))
    lines = [file.line((*keys, wanted[0])) for keys, wanted in wrong]
    # The innermost first: the way to a record stays good. Those of one depth lie beside each other.
    for _, group in groupby(sorted(wrong, key=_depth, reverse=True), key=_depth):
        file.replace_lines(*[_sorted(file, keys, wanted) for keys, wanted in group])
    return lines


def _depth(record: tuple[KeyPath, list[str]]) -> int:
    return len(record[0])


def _sorted(file: YamlFile, keys: KeyPath, wanted: list[str]) -> tuple[int, int, str]:
    """Put the values of a record in order; return where it stands in the text, and its lines in order."""
    mapping = find(file.layout, keys)
    assert isinstance(mapping, Map)
    values = file.value(keys)
    reordered: dict[str, Any] = {key: values[key] for key in wanted}
    values.clear()
    values.update(reordered)
    return (_flow if mapping.flow else _block)(file.text, mapping, wanted)


def _flow(text: str, mapping: Map, wanted: list[str]) -> tuple[int, int, str]:
    """Return the entries in order, with what stands between them where it was."""
    spans = [(key.start, value.end) for key, value in mapping.entries.values()]
    written = {name: text[key.start : value.end] for name, (key, value) in mapping.entries.items()}
    parts = [written[wanted[0]]]
    for (_, end), (start, _), name in zip(spans, spans[1:], wanted[1:], strict=False):
        parts += [text[end:start], written[name]]
    return spans[0][0], spans[-1][1], "".join(parts)


def _block(text: str, mapping: Map, wanted: list[str]) -> tuple[int, int, str]:
    """Return the lines of the entries in order. Whole lines move: a remark above a key or behind its value with it."""
    entries = list(mapping.entries.items())
    first = mapping.start
    indent = " " * column(text, first)
    begins = [first]
    for _, (_, value) in entries[:-1]:
        begins.append(line_end(text, value.end) + 1)
    end = line_end(text, entries[-1][1][1].end)
    pieces = {}
    for number, (name, (key, _)) in enumerate(entries):
        stop = begins[number + 1] - 1 if number + 1 < len(entries) else end
        above = text[begins[number] : line_start(text, key.start)] if number else ""
        pieces[name] = (above, text[key.start : stop].rstrip("\n"))
    lead = line_start(text, first)
    before = text[lead:first]
    above = "".join(pieces[name][0] for name in wanted[:1])
    # What stood above a key that comes first now goes above the whole, as nothing can stand behind a dash.
    lines = [above + before + pieces[wanted[0]][1]]
    lines += [pieces[name][0] + indent + pieces[name][1] for name in wanted[1:]]
    return lead, end, "\n".join(lines)
