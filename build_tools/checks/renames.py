"""Check renames: each leads to a record that is there, and no record takes an id that another one had."""

from __future__ import annotations

from build_tools.characters import quoted
from build_tools.former_ids import ID_KINDS
from build_tools.loaded import Loaded, Located
from build_tools.problems import nearest_hint
from build_tools.records import RenamesFile


def check_renames(loaded: Loaded) -> None:
    """Report renames that lead astray, and ids that are used a second time."""
    if loaded.renames is None:
        return
    living = loaded.ids()
    for kind in ID_KINDS:
        for old in loaded.former.listed(kind):
            _check_rename(loaded, loaded.renames, kind, old, living[kind])


def _check_rename(loaded: Loaded, renames: Located[RenamesFile], kind: str, old: str, living: frozenset[str]) -> None:
    keys = (ID_KINDS[kind], old)
    moved = loaded.former.moved(kind, old)
    if moved in living:
        loaded.add(
            "renamed-id-reused",
            renames.file,
            keys,
            f"an id that was renamed must not be given away again; a record has the id {quoted(moved, 170)}",
            "give that record another id; if the rename was taken back, take this line out",
            at_key=True,
        )
        return
    now = loaded.former.now(kind, old)
    whole = now.partition("#")[0]
    if now in living or {now, whole, f"passages of {whole}"} & loaded.broken_ids:
        return
    if not now:
        message = f"a rename must lead to a record; that of {quoted(old, 170)} leads in a circle"
        loaded.add("rename-astray", renames.file, keys, message, "take out the line that leads back")
        return
    hint = nearest_hint(now, living) or "take the line out if there is no such record any more"
    message = f"a rename must lead to a record; there is no {kind} {quoted(now, 170)}"
    loaded.add("rename-astray", renames.file, keys, message, hint)
