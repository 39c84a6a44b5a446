"""Write generated files into a folder that also holds hand-written ones.

A file is written only if its bytes change, each by an atomic replacement; a file that an earlier run made and this one
does not is removed, and nothing else ever is. What is ours is known from the manifest (`manifest.py`).
"""

from __future__ import annotations

import contextlib
import hashlib
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from build_tools.site.atomic import replace_file, temporary_name
from build_tools.site.manifest import Ledger
from build_tools.site.tree_paths import PathGuard, PathRefused, checked_path


class WriteConflict(Exception):
    """Paths that must not be written. `reasons` has one sentence for each; nothing was removed."""

    def __init__(self, reasons: Iterable[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__("; ".join(self.reasons))


@dataclass(frozen=True, kw_only=True)
class WriteReport:
    """What a run did: relative POSIX paths, sorted."""

    written: tuple[str, ...]
    """New or changed."""
    unchanged: tuple[str, ...]
    """Made again with the same bytes; the file on disk was not touched."""
    removed: tuple[str, ...]
    """Made by an earlier run, not by this one."""
    kept: tuple[str, ...]
    """Not made any more, but changed by hand since: left alone, and hand-written from now on."""


def write_tree(out_dir: Path, files: Iterable[tuple[str, str | bytes]]) -> WriteReport:
    """Make the generated part of `out_dir` equal to `files` (relative POSIX path, content; text as UTF-8).

    Raises `WriteConflict`, after writing the rest, for paths that are not plain, collide, lead through a symbolic
    link or belong to a hand-written file with other content. Then, and when `files` itself raises, nothing is removed
    and the manifest lists the files of the earlier runs and the new ones.
    """
    if out_dir.is_symlink():
        raise WriteConflict([f"{out_dir.name!r} is a symbolic link; generated files go only into a real folder"])
    out_dir.mkdir(parents=True, exist_ok=True)
    ledger = Ledger(out_dir)
    guard = PathGuard(out_dir)
    written: list[str] = []
    unchanged: list[str] = []
    refused: list[str] = []
    whole = False
    try:
        for path in ledger.interrupted:
            temporary_name(out_dir / checked_path(path)).unlink(missing_ok=True)
        for path, content in files:
            body = content.encode("utf-8") if isinstance(content, str) else content
            try:
                changed = _write(guard.admit(path), path, body, ledger)
            except PathRefused as reason:
                refused.append(str(reason))
            else:
                (written if changed else unchanged).append(path)
        if refused:
            raise WriteConflict(refused)
        removed, kept = _remove_stale(out_dir, ledger)
        whole = True
    finally:
        ledger.save(whole=whole)
    return WriteReport(
        written=tuple(sorted(written)), unchanged=tuple(sorted(unchanged)), removed=tuple(removed), kept=tuple(kept)
    )


def _write(target: Path, path: str, body: bytes, ledger: Ledger) -> bool:
    """Bring `target` to `body`; return whether it had to be written. Raises `PathRefused` for what is not ours."""
    digest = hashlib.sha256(body).hexdigest()
    try:
        status = target.lstat()
    except FileNotFoundError:
        pass
    else:
        if not stat.S_ISREG(status.st_mode):
            raise PathRefused(f"{path!r} is a symbolic link, a folder or no plain file; remove it")
        if status.st_size == len(body) and target.read_bytes() == body:
            ledger.note(path, digest, changes=path not in ledger.known)
            return False
        if path not in ledger.known:
            raise PathRefused(f"{path!r} was not made by this tool; rename or remove the hand-written file")
    target.parent.mkdir(parents=True, exist_ok=True)
    ledger.note(path, digest, changes=True)
    replace_file(target, body)
    return True


def _remove_stale(out_dir: Path, ledger: Ledger) -> tuple[list[str], list[str]]:
    """Remove what is not made any more, then folders left empty by that; return (removed, kept) paths."""
    removed: list[str] = []
    kept: list[str] = []
    guard = PathGuard(out_dir)
    for path in ledger.stale():
        try:
            target = guard.admit(path)
            digest = hashlib.sha256(target.read_bytes()).hexdigest() if not target.is_symlink() else ""
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError, PathRefused):
            continue  # gone already, or something else stands there now
        if digest not in ledger.known[path]:
            kept.append(path)
            continue
        target.unlink()
        removed.append(path)
        for parent in target.relative_to(out_dir).parents[:-1]:
            with contextlib.suppress(OSError):  # not empty: somebody's file is in it
                (out_dir / parent).rmdir()
    return removed, kept
