"""Rename a record everywhere: its file, every reference, and a line in `renames.yml` so that old addresses lead on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from build_tools.characters import quoted
from build_tools.editing.changes import Changes
from build_tools.editing.refusal import EditRefused
from build_tools.editing.renames_file import FILE as RENAMES
from build_tools.editing.renames_file import record_rename
from build_tools.editing.substitution import NewId, corpus_files, move_named_files, replaced, substitute
from build_tools.editing.uses import file_kind, uses
from build_tools.editing.yaml_file import YamlFile
from build_tools.field_types import id_fault
from build_tools.former_ids import PART_OF
from build_tools.loaded import Loaded
from build_tools.problems import nearest_hint
from build_tools.project import Project


@dataclass
class Renaming:
    """What a rename or a merge will do."""

    changes: Changes
    kind: str
    old: str
    new: str
    places: dict[str, int] = field(default_factory=dict)
    """How many ids change in each file, by its path before."""
    left: list[tuple[str, int]] = field(default_factory=list)
    """File and line of words that hold the old id and were left: remarks, prose, hand-written pages."""


def plan_rename(loaded: Loaded, old: str, new: str, *, kind: str = "", redirect: bool = True) -> Renaming:
    """Plan that a record, or a part of one, gets another id.

    Ids of parts come with that of their record: `source#passage`; the new one may leave that out. `kind` tells records
    of several kinds with the same id apart. Without `redirect`, the old id is forgotten.
    Raises EditRefused where the rename is not possible.
    """
    kind = find_kind(loaded, old, kind)
    if kind in PART_OF:
        whole, mark, part = new.rpartition("#")
        if mark and whole != old.partition("#")[0]:
            raise EditRefused(f"{old} stays in its record; write the new id alone: {part}")
        new = f"{old.partition('#')[0]}#{part}"
    check_new_id(loaded, kind, old, new)
    renaming = Renaming(Changes(loaded.project, f"rename {old} {new}"), kind, old, new)
    carry_over(renaming, replaced({kind: {old: new}}))
    move_named_files(renaming.changes, kind, {old: new})
    record_rename(renaming.changes, kind, old, new, redirect=redirect)
    renaming.left += leftovers(renaming)
    return renaming


def find_kind(loaded: Loaded, identifier: str, kind: str = "") -> str:
    """Return the kind of the record that has an id. Raises EditRefused if there is none, or several."""
    found = [name for name, ids in loaded.ids().items() if identifier in ids and kind in ("", name)]
    if len(found) == 1:
        return found[0]
    if found:
        raise EditRefused(f"{identifier} is the id of several records; say which with --kind: {', '.join(found)}")
    known = {known for name, ids in loaded.ids().items() if kind in ("", name) for known in ids}
    hint = nearest_hint(identifier, sorted(known)) or "passages are named source#passage"
    raise EditRefused(f"there is no record with the id {quoted(identifier, 170)}; {hint}")


def check_new_id(loaded: Loaded, kind: str, old: str, new: str) -> None:
    """Raise EditRefused where a record cannot get a new id: malformed, taken, or once that of another record."""
    for part in new.split("#"):
        fault = id_fault(part)
        if fault:
            context = fault.context or {}
            raise EditRefused(f"the new id {context['message']}" + (f"; {context['hint']}" if context["hint"] else ""))
    if new == old:
        raise EditRefused(f"{new} is its id already")
    if new in loaded.ids()[kind]:
        cure = f"; to make one record of the two: merge {old} {new}" if kind in ("entity", "origin") else ""
        raise EditRefused(f"there is a record with the id {new} already{cure}")
    now = loaded.former.now(kind, new)
    if now not in (new, old):
        raise EditRefused(f"{new} was the id of what is now {now or 'lost in a circle'}; old addresses lead there")


def carry_over(renaming: Renaming, new_id: NewId) -> None:
    """Plan new ids in all files that hold the old one. Raises EditRefused where such a file cannot be read."""
    needle = renaming.old.rpartition("#")[2].encode("utf-8")
    problems = []
    for path in corpus_files(renaming.changes.project):
        if not renaming.changes.exists(path) or needle not in renaming.changes.read(path):
            continue
        try:
            count = substitute(renaming.changes, path, new_id)
        except EditRefused as refusal:
            if not refusal.problems:
                raise
            problems += refusal.problems
            continue
        if count:
            renaming.places[renaming.changes.project.shown(path)] = count
    if problems:
        raise EditRefused("mend first what keeps files from being read", problems=problems)


def leftovers(renaming: Renaming) -> list[tuple[str, int]]:
    """Return where words remain that look like the old id: nobody can tell by program that they mean it."""
    project, old = renaming.changes.project, renaming.old
    in_ticks = re.compile(rf"`{re.escape(old)}`")
    word = re.compile(rf"(?<![A-Za-z0-9#-]){re.escape(old)}(?![A-Za-z0-9-])")
    link = re.compile(rf"`{re.escape(old)}`|/{re.escape(old)}(?:\.md|/)")
    found = []
    planned = {change.path: change.new for change in renaming.changes}
    for path in corpus_files(project):
        content = planned[path] if path in planned else renaming.changes.read(path)
        if content is None or path.name == RENAMES:
            continue
        pattern = word if "-" in old or "#" in old else in_ticks
        lines = _lines_with(pattern, content)
        if lines:
            others = _lines_of_ids(project, path, content, old)
            found += [(project.shown(path), line) for line in lines if line not in others]
    found += [
        (project.shown(path), line) for path in _written_pages(project) for line in _lines_with(link, path.read_bytes())
    ]
    return sorted(found)


def _lines_of_ids(project: Project, path: Path, content: bytes, old: str) -> set[int]:
    """Return the lines where the same word is the id of something else."""
    kind = file_kind(project, path)
    if not kind:
        return set()
    file = YamlFile(content, project.shown(path))
    owner = path.parent.name if kind in ("passages", "dismissals") else path.stem
    return {file.line(use.keys) for use in uses(kind, owner, file.values) if old in (use.id, use.id.partition("#")[2])}


def _lines_with(pattern: re.Pattern[str], content: bytes) -> list[int]:
    lines = content.decode("utf-8", "replace").split("\n")
    return [number for number, line in enumerate(lines, 1) if pattern.search(line)]


def _written_pages(project: Project) -> Iterator[Path]:
    """Yield the pages that people wrote: those that no build has made."""
    from build_tools.site.manifest import ManifestDamaged, generated_paths

    if not project.docs.is_dir():
        return
    try:
        made = generated_paths(project.docs)
    except ManifestDamaged:
        made = frozenset()
    for path in sorted(project.docs.rglob("*.md")):
        if path.relative_to(project.docs).as_posix() not in made and path.is_file() and not path.is_symlink():
            yield path
