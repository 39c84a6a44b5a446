"""Keep `renames.yml`: what is renamed gets its line there, and lines of before lead straight to the ids of today."""

from __future__ import annotations

from pathlib import Path

from build_tools.editing.changes import Changes
from build_tools.editing.scalars import block
from build_tools.editing.yaml_file import YamlFile
from build_tools.former_ids import ID_KINDS, PART_OF

FILE = "renames.yml"
_HEAD = (
    "# Ids that records had before, each with the one that took its place: old addresses lead on by this list.\n"
    "# `rename` and `merge` write it; a line goes only if nothing was ever published under its id.\n"
)


def record_rename(changes: Changes, kind: str, old: str, new: str, *, redirect: bool = True) -> None:
    """Plan the line of a rename; without `redirect`, only that older lines follow it."""
    path = changes.project.annotations / FILE
    if changes.exists(path):
        _add(changes, path, kind, old, new, redirect)
    elif redirect:
        changes.write(path, (_HEAD + "\n".join(block({ID_KINDS[kind]: {old: new}}, 0)) + "\n").encode("utf-8"))


def _add(changes: Changes, path: Path, kind: str, old: str, new: str, redirect: bool) -> None:
    file = YamlFile(changes.read(path), changes.project.shown(path))
    for name, key in ID_KINDS.items():
        for before, after in file.values.get(key, {}).items():
            if name == kind and after == old:
                file.set_text((key, before), new)
            elif PART_OF.get(name) == kind and after.partition("#")[0] == old:
                file.set_text((key, before), f"{new}#{after.partition('#')[2]}")
    key = ID_KINDS[kind]
    if redirect and key in file.values:
        file.add_key((key,), old, new)
    elif redirect:
        order = list(ID_KINDS.values())
        above = [name for name in file.values if order.index(name) < order.index(key)]
        file.add_key((), key, {old: new}, after=above[-1] if above else "")
    taken_back = new in file.values.get(key, {})  # the record takes up an id that it had before
    if taken_back and len(file.values) == len(file.values[key]) == 1:
        changes.remove(path)
        return
    if taken_back:
        file.remove((key, new) if len(file.values[key]) > 1 else (key,))
    changes.write(path, file.result())
