"""Lay out record files alike: indents, order of keys, long texts folded, a blank line between passages.

Nothing that a file says changes, and no remark is lost: both are verified, and a file of which that does not hold is
left as it is, with the reason. What is laid out already stays, byte for byte.
"""

from __future__ import annotations

import copy
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from build_tools.editing import scalars
from build_tools.editing.changes import Changes
from build_tools.editing.key_sorting import sort_keys
from build_tools.editing.layout import List, Map, Spot, Text, column, line_end, line_start, remarks
from build_tools.editing.refusal import EditRefused
from build_tools.editing.roundtrip import rewritten
from build_tools.editing.substitution import corpus_files, is_kept_pass
from build_tools.editing.uses import file_kind
from build_tools.editing.yaml_file import YamlFile, same
from build_tools.locations import KeyPath

SPACED = ("passages",)
"""Lists whose items are parted by a blank line."""


def formatted(content: bytes, path: str, kind: str) -> bytes:
    """Return a record file laid out as all are. Raises EditRefused where that cannot be done without loss.

    `kind` is that of the record, a key of `RECORD_KINDS`.
    """
    original = YamlFile(content, path)
    said, remarked = copy.deepcopy(original.values), _remarks(original)
    sort_keys(original, kind)
    file = YamlFile(rewritten(original.text, path).encode("utf-8"), path)
    _restyle(file)
    _break_long_lines(file)
    _indent_remarks(file)
    for name in SPACED:
        _space(file, name)
    result = file.result()
    # The way back: what the new bytes say, and which remarks they have, against what was read at first.
    after = YamlFile(result, path)
    if after.values != said or not same(after.values, original.values):
        raise EditRefused(f"{path}: laid out anew, the file would say something else; it was left as it is")
    if _remarks(after) != remarked:
        raise EditRefused(f"{path}: a remark would be lost or changed; put each on a line of its own, above a key")
    return result


def plan_format(changes: Changes, paths: Iterable[Path] | None = None) -> list[EditRefused]:
    """Plan the layout of files, of all record files if none are named; return why others are left as they are.

    Raises EditRefused for a path that is no record file: nothing says how it is to be laid out.
    """
    project = changes.project
    chosen = [path for path in corpus_files(project) if file_kind(project, path)] if paths is None else list(paths)
    refusals = []
    for path in chosen:
        kind = file_kind(project, path) if path.is_relative_to(project.annotations) else ""
        content = changes.read(path)
        if not kind and not is_kept_pass(project, path, content):
            raise EditRefused(
                f"{project.shown(path)}: no record file; those of {project.shown(project.annotations)}/ are"
            )
        try:
            changes.write(path, formatted(content, project.shown(path), kind or "passages"))
        except EditRefused as refusal:
            refusals.append(refusal)
    return refusals


def _remarks(file: YamlFile) -> list[str]:
    """Return the remarks of a file, sorted: they move along with the keys that they stand above."""
    text = file.text
    return sorted(text[start:end].rstrip() for start, end in remarks(text, file.layout))


def _restyle(file: YamlFile) -> None:
    """Fold texts that are too long or run over several lines; quotation marks are double ones."""
    text = file.text
    for keys, spot in list(_scalars(file.layout, ())):
        if spot.value is not None and not _is_fine(text, spot):
            file.set_text(keys, spot.value, style='"' if spot.style == "'" else spot.style)


def _is_fine(text: str, spot: Text) -> bool:
    first, *rest = text[spot.start : spot.end].split("\n")
    if spot.style == "|" or (spot.style == ">" and not scalars.can_fold(spot.value or "")):
        return True
    if spot.style == ">":
        return first.startswith(">-") and all(len(line) <= scalars.WIDTH for line in rest)
    return spot.style != "'" and not rest and column(text, spot.start) + len(first) <= scalars.WIDTH


def _scalars(spot: Spot, keys: KeyPath) -> Iterator[tuple[KeyPath, Text]]:
    """Yield every value that is a text, with the way to it."""
    if isinstance(spot, Text):
        yield keys, spot
    elif isinstance(spot, List):
        for index, item in enumerate(spot.items):
            yield from _scalars(item, (*keys, index))
    else:
        for key, (_, value) in spot.entries.items():
            yield from _scalars(value, (*keys, key))


def _break_long_lines(file: YamlFile) -> None:
    """Write lists and mappings in brackets or braces item by item where they do not fit on a line."""
    while True:
        text, layout = file.text, file.layout
        noted = [start for start, _ in remarks(text, layout)]
        long = [
            spot
            for spot in _outer_flow(layout)
            if _is_long(text, spot) and bisect_left(noted, spot.start) == bisect_left(noted, spot.end)
        ]
        if not long:
            return
        file.replace_lines(*[_item_by_item(text, spot) for spot in long])  # in brackets within, the next time


def _outer_flow(spot: Spot) -> Iterator[Map | List]:
    if isinstance(spot, Text):
        return
    if spot.flow and spot.end > spot.start + 2:
        yield spot
        return
    for below in spot.items if isinstance(spot, List) else [value for _, value in spot.entries.values()]:
        yield from _outer_flow(below)


def _is_long(text: str, spot: Map | List) -> bool:
    return "\n" in text[spot.start : spot.end] or column(text, spot.end) > scalars.WIDTH


def _item_by_item(text: str, spot: Map | List) -> tuple[int, int, str]:
    """Return what a block replaces that stands for brackets or braces, begin and end, and the block."""
    lead = text[line_start(text, spot.start) : spot.start]
    behind_key = lead.rstrip().endswith(":")
    indent = len(lead) - len(lead.lstrip(" -")) + scalars.INDENT if behind_key else len(lead)
    if isinstance(spot, List):
        parts = [f"- {_piece(text, item, indent + scalars.INDENT)}" for item in spot.items]
    else:
        parts = [_entry(text, key, value, indent) for key, value in spot.entries.values()]
    body = f"\n{' ' * indent}".join(parts)
    if not behind_key:
        return spot.start, spot.end, body
    return len(text[: spot.start].rstrip(" ")), spot.end, f"\n{' ' * indent}{body}"


def _entry(text: str, key: Text, value: Spot, indent: int) -> str:
    name = text[key.start : key.end]
    return f"{name}: {_piece(text, value, indent + scalars.INDENT, len(name) + 2 + indent)}"


def _piece(text: str, spot: Spot, indent: int, at: int | None = None) -> str:
    """Return an item as it is written; a text as it is written outside of brackets."""
    if isinstance(spot, Text) and spot.value is not None:
        return scalars.scalar(spot.value, column=indent if at is None else at, indent=indent, style=spot.style)
    return " ".join(line.strip() for line in text[spot.start : spot.end].split("\n"))


def _indent_remarks(file: YamlFile) -> None:
    """Let a remark on a line of its own begin where the line that it stands above does."""
    text = file.text
    for start, _ in reversed(remarks(text, file.layout)):
        begin = line_start(text, start)
        following = next(filter(_is_content, text[line_end(text, start) + 1 :].split("\n")), None)
        if text[begin:start].strip() == "" and following is not None:
            indent = following[: len(following) - len(following.lstrip(" "))]
            text = text[:begin] + indent + text[start:]
    file.replace_lines((0, len(file.text), text))


def _is_content(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _space(file: YamlFile, name: str) -> None:
    """Put one blank line before each item of a list but the first, above the remarks that belong to it."""
    spot = file.layout.entries.get(name)
    listed = spot[1] if spot else None
    if not isinstance(listed, List) or listed.flow:
        return
    text = file.text
    gaps = [(line_end(text, before.end) + 1, line_start(text, item.start)) for before, item in pairwise(listed.items)]
    parted = [(start, end, _with_blank(text[start:end].strip("\n"))) for start, end in gaps]
    file.replace_lines(*[gap for gap in parted if text[gap[0] : gap[1]] != gap[2]])


def _with_blank(remarked: str) -> str:
    return f"\n{remarked}\n" if remarked else "\n"
