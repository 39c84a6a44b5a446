"""Make one record of two: what the first says goes into the second, and what names the first names the second.

What cannot be decided by a program (both say something else) is listed, and nothing is merged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from build_tools.characters import quoted
from build_tools.editing.changes import Changes
from build_tools.editing.joining import join_duplicates, names_of
from build_tools.editing.key_order import keys_of, place_for
from build_tools.editing.layout import remarks
from build_tools.editing.refusal import EditRefused
from build_tools.editing.renames_file import record_rename
from build_tools.editing.renaming import Renaming, carry_over, find_kind, leftovers
from build_tools.editing.substitution import corpus_files, replaced
from build_tools.editing.uses import file_kind, follow, uses
from build_tools.editing.yaml_file import YamlFile, same
from build_tools.loaded import Loaded
from build_tools.locations import KeyPath
from build_tools.records import RECORD_KINDS

MERGED_KINDS = ("entity", "origin")
_PROSE = ("summary", "notes", "basis")
_LISTS = ("part_of", "leads", "parties", "builds_on", "by")


def plan_merge(loaded: Loaded, old: str, into: str, *, kind: str = "") -> Renaming:
    """Plan that the record `old` goes into the record `into`.

    Raises EditRefused with a sentence for each thing that the two say differently, or that would come to nothing.
    """
    kind = find_kind(loaded, old, kind)
    if kind not in MERGED_KINDS:
        raise EditRefused(f"only actors, places, agreements and origins are merged; {old} is a {kind}")
    if old == into:
        raise EditRefused(f"{old} and {into} are one record already")
    find_kind(loaded, into, kind)
    if loaded.kinds.get(old) != loaded.kinds.get(into):
        raise EditRefused(f"{old} is {loaded.kinds.get(old)}, {into} is {loaded.kinds.get(into)}; they cannot be one")
    merging = Renaming(Changes(loaded.project, f"merge {old} {into}"), kind, old, into)
    path, target = _file_of(loaded, kind, old), _file_of(loaded, kind, into)
    join = _Join(merging.changes, loaded.kinds.get(old, kind), path, target)
    joined = join.joined()
    conflicts = [*join.conflicts, *_between(merging.changes, old, into)]
    if conflicts:
        raise EditRefused(*conflicts, f"settle these in the files first, then merge {old} {into} again")
    merging.changes.write(target, joined)
    names = names_of(merging.changes, path) + names_of(merging.changes, target) if kind == "entity" else ()
    merging.changes.remove(path)
    for file in corpus_files(loaded.project):
        if file != path:
            join_duplicates(merging.changes, file, kind, old, into, names)
    carry_over(merging, replaced({kind: {old: into}}))
    record_rename(merging.changes, kind, old, into)
    merging.left += leftovers(merging)
    return merging


def _file_of(loaded: Loaded, kind: str, identifier: str) -> Path:
    located = loaded.entities.get(identifier) if kind == "entity" else loaded.origins.get(identifier)
    if located is None:
        raise EditRefused(f"the file of {identifier} cannot be read; `check` says why")
    return loaded.project.root / located.file


def _between(changes: Changes, old: str, into: str) -> Iterator[str]:
    """Yield a sentence for each place where the two stand opposite each other: one record cannot."""
    for path in corpus_files(changes.project):
        content = changes.read(path)
        if path.suffix != ".yml" or not (_names(path, content, old) and _names(path, content, into)):
            continue
        kind = file_kind(changes.project, path)
        file = YamlFile(content, changes.project.shown(path))
        if kind in ("actor", "place", "agreement") and path.stem in (old, into):
            other = into if path.stem == old else old
            for use in uses(kind, path.stem, file.values):
                if use.kind == "entity" and use.id == other:
                    yield f"{file.path}:{file.line(use.keys)}: {path.stem} is linked to {other}; take the link out"
        for keys, passage in follow(file.values, "passages.*"):
            relations = passage.get("relations", []) if isinstance(passage, dict) else []
            for index, relation in enumerate(_listed(relations)):
                if {relation.get("from"), relation.get("to")} == {old, into}:
                    way: KeyPath = (*keys, "relations", index) if isinstance(relations, list) else (*keys, "relations")
                    stated = f"a relation leads from {relation['from']} to {relation['to']}"
                    yield f"{file.path}:{file.line(way)}: {stated}; take it out"
        for keys, through in follow(file.values, "route.through"):
            if old in through and into in through:
                yield f"{file.path}:{file.line(keys)}: the route passes both {old} and {into}; take one out"


def _names(path: Path, content: bytes, identifier: str) -> bool:
    return path.stem == identifier or identifier.encode() in content


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, (list, tuple)) else [value]


class _Join:
    """The record of both, made in the file of the second."""

    def __init__(self, changes: Changes, kind: str, path: Path, target: Path) -> None:
        self._source = YamlFile(changes.read(path), changes.project.shown(path))
        self._file = YamlFile(changes.read(target), changes.project.shown(target))
        self._kind = kind
        self._ids = path.stem, target.stem
        self.conflicts: list[str] = []

    def joined(self) -> bytes:
        """Return the file with what both say; what they say differently is in `conflicts`."""
        theirs, ours = self._source.values, self._file.values
        for key, value in theirs.items():
            if key in ("name", "names"):
                continue
            if key not in ours:
                self._file.add_key((), key, value, after=self._place(key))
            elif key in _PROSE:
                self._file.set_text((key,), _joined(ours[key], value))
            elif key in _LISTS:
                self._join_items(key, _linked_id)
            elif key == "provisions":
                self._join_items(key, lambda item: str(item["id"]))
            elif key in ("same_as", "references"):
                for name, text in value.items():
                    if name not in ours[key]:
                        self._file.add_key((key,), name, text)
                    elif ours[key][name] != text:
                        self._differ((key, name), (key, name))
            elif not same(value, ours[key]):
                self._differ((key,), (key,))
        if self._kind != "origin":
            self._join_names()
        elif theirs["name"] != ours["name"]:
            self._differ(("name",), ("name",))
        lines = [self._source.text[start:end] for start, end in remarks(self._source.text, self._source.layout)]
        if lines:
            self._file.append_lines([f"# From {self._ids[0]}.yml:", *lines])
        return self._file.result()

    def _place(self, key: str) -> str | None:
        return place_for(key, list(self._file.values), keys_of(RECORD_KINDS[self._kind]))

    def _differ(self, theirs: KeyPath, ours: KeyPath) -> None:
        what = ".".join(str(key) for key in theirs if isinstance(key, str))
        self.conflicts.append(
            f"{self._source.path}:{self._source.line(theirs)}: '{what}' of {self._ids[0]} is "
            f"{_short(self._source.value(theirs))}; that of {self._ids[1]} is {_short(self._file.value(ours))} "
            f"({self._file.path}:{self._file.line(ours)})"
        )

    def _join_names(self) -> None:
        """Add the name and the names of one entity to those of the other; a spelling stands once."""
        ours = _listed(self._file.values.get("names", []))
        known = {_spelling(item): index for index, item in enumerate(ours)}
        name, added = self._source.values["name"], []
        if name != self._file.values["name"] and name not in known:
            added.append(name)
        theirs = self._source.values.get("names", [])
        for index, item in enumerate(_listed(theirs)):
            spelling = _spelling(item)
            if spelling in known and not same(_full(item), _full(ours[known[spelling]])):
                self._differ(
                    ("names", index) if isinstance(theirs, list) else ("names",), self._item("names", known[spelling])
                )
            elif spelling not in known and spelling not in (name, self._file.values["name"]):
                added.append(item)
        for item in added:
            if "names" in self._file.values:
                self._file.add_item(("names",), item)
            else:
                self._file.add_key((), "names", [item], after=self._place("names"))

    def _join_items(self, key: str, identify: Callable[[Any], str]) -> None:
        """Add the items of a list that the other does not have; a bare id says no more than one with a citation."""
        theirs = self._source.values[key]
        own = {identify(item): index for index, item in enumerate(_listed(self._file.values[key]))}
        for index, item in enumerate(_listed(theirs)):
            identifier = identify(item)
            if identifier not in own:
                self._file.add_item((key,), item)
                continue
            place = self._item(key, own[identifier])
            mine = self._file.value(place)
            if isinstance(mine, str) and isinstance(item, dict):
                self._file.put(place, item)
            elif isinstance(item, dict) and not same(item, mine):
                self._differ((key, index) if isinstance(theirs, list) else (key,), place)

    def _item(self, key: str, index: int) -> KeyPath:
        return (key, index) if isinstance(self._file.values[key], list) else (key,)


def _spelling(item: Any) -> str:
    return str(item["text"] if isinstance(item, dict) else item)


def _full(item: Any) -> Any:
    return {"kind": "name"} | (item if isinstance(item, dict) else {"text": item})


def _linked_id(item: Any) -> str:
    if isinstance(item, dict):
        return str(item["id"] if "id" in item else next(iter(item)))
    return str(item)


def _joined(one: str, other: str) -> str:
    """Join two texts: sentences on one line, lists and paragraphs one below the other."""
    if other in one:
        return one
    if one in other:
        return other
    return f"{one} {other}" if "\n" not in one + other else f"{one}\n\n{other}"


def _short(value: Any) -> str:
    return quoted(value if isinstance(value, str) else str(value), 80)
