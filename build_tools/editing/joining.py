"""What names two records that become one is joined before: tags of one passage, and lists that would name it twice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from build_tools.editing.changes import Changes
from build_tools.editing.uses import Use, file_kind, uses
from build_tools.editing.yaml_file import YamlFile, same
from build_tools.loading import KEPT_FOLDER
from build_tools.locations import KeyPath
from build_tools.mentions import Phrases

_TAGS = ("actors", "places", "agreements")
_LISTS = frozenset(
    [*_TAGS, "said_by", "via", "about", "by", "part_of", "leads", "parties", "builds_on", "featured", "members"]
)


def names_of(changes: Changes, path: Path) -> tuple[str, ...]:
    """Return every spelling under which texts name an entity."""
    values = YamlFile(changes.read(path), changes.project.shown(path)).values
    listed = values.get("names", [])
    entries = listed if isinstance(listed, list) else [listed]
    return (values["name"], *(entry["text"] if isinstance(entry, dict) else entry for entry in entries))


def join_duplicates(changes: Changes, path: Path, kind: str, old: str, into: str, names: tuple[str, ...]) -> None:
    """Plan that a file names `old` nowhere beside `into` in one list: the tag of both has the words of both."""
    content = changes.read(path)
    if kind != "entity" or old.encode() not in content or into.encode() not in content or path.suffix != ".yml":
        return
    record = file_kind(changes.project, path)
    kept = path.relative_to(changes.project.annotations).parts[0] == KEPT_FOLDER
    if not record and not kept:
        return
    file = YamlFile(content, changes.project.shown(path))
    record = record or ("passages" if "passages" in file.values else "")
    owner = path.parent.name if record == "passages" else path.stem
    if record == "map" and {old, into} <= set(file.values.get("countries", {})):
        file.remove(("countries", old))
    while pair := _pair(record, owner, file, old, into):
        theirs, ours = pair
        if ours[-2] in _TAGS and len(ours) == 4:
            quote = file.value(ours[:2]).get("quote", "")
            joined = _joined_tag(file.value(theirs), file.value(ours), into, quote, names)
        else:
            joined = _fuller(file.value(theirs), file.value(ours))
        if not same(joined, file.value(ours)):
            file.put(ours, joined)
        file.remove(theirs)
    if file.result() != content:
        changes.write(path, file.result())


def _pair(record: str, owner: str, file: YamlFile, old: str, into: str) -> tuple[KeyPath, KeyPath] | None:
    """Return the ways to two items of one list that name the one and the other."""
    items: dict[KeyPath, KeyPath] = {}
    for use in uses(record, owner, file.values):
        item = _item(use)
        if item and use.id == into:
            items.setdefault(item[:-1], item)
    for use in uses(record, owner, file.values):
        item = _item(use)
        if item and use.id == old and item[:-1] in items:
            return item, items[item[:-1]]
    return None


def _item(use: Use) -> KeyPath:
    """Return the way to the item of a list that names an entity; () if it is no such item."""
    if use.kind != "entity":
        return ()
    keys = use.keys[:-1] if use.is_key or use.keys[-1] == "id" else use.keys
    return keys if len(keys) > 1 and isinstance(keys[-1], int) and keys[-2] in _LISTS else ()


def _fuller(one: Any, other: Any) -> Any:
    """Return the link that says more: a bare id says less than one with what backs it."""
    if isinstance(other, str) and isinstance(one, dict):
        return {**one, "id": other} if "id" in one else {other: next(iter(one.values()))}
    return other


def _joined_tag(one: Any, other: Any, into: str, quote: str, names: tuple[str, ...]) -> Any:
    """Return a tag with the words of both. A bare id stands for its names: those that the quote has are written out."""
    if isinstance(one, str) and isinstance(other, str):
        return into
    surfaces: list[Any] = []
    for tag in (other, one):
        given = (
            _surfaces(tag) if isinstance(tag, dict) else [quote[s.start : s.end] for s in Phrases(names).spans(quote)]
        )
        for surface in given:
            if not any(same(surface, known) for known in surfaces):
                surfaces.append(surface)
    return {into: surfaces[0] if len(surfaces) == 1 else surfaces}


def _surfaces(tag: dict[str, Any]) -> list[Any]:
    value = tag.get("surfaces", []) if "id" in tag else next(iter(tag.values()))
    return value if isinstance(value, list) else [value]
