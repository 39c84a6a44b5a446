"""The journal of an edit: all of its outcome in one file, there from before the first change until after the last.

While it is there, every file of the edit is either as it was or as it will be, so whoever finds it can finish.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

from build_tools.editing.corpus_paths import bases, read_editable
from build_tools.editing.refusal import EditBrokenOff, EditRefused
from build_tools.project import Project, read_file
from build_tools.site.atomic import replace_file, sync_folder, temporary_name

JOURNAL = ".unfinished-edit.json"
"""Name in the folder of the annotations: a dot file, which nothing else reads."""
_LIMIT = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Change:
    """One file: what it held when it was read, and what it will hold; None is no file."""

    path: Path
    old: bytes | None
    new: bytes | None


def carry_out(project: Project, what: str, changes: list[Change]) -> None:
    """Write the journal, then the files in the order given, then take the journal away.

    Raises EditRefused where a file is not as it was read, is write-protected, or another edit is under way; and
    EditBrokenOff where the system stops it half-way, as on a full disk.
    """
    files = [
        {
            "path": project.shown(change.path),
            "old": _digest(change.old),
            "new": None if change.new is None else change.new.decode("utf-8"),
        }
        for change in changes
    ]
    body = json.dumps({"what": what, "files": files}, ensure_ascii=False).encode("utf-8")
    with _alone(project):
        if is_unfinished(project):
            raise EditRefused("another edit was broken off meanwhile; run this again, which first ends it")
        for change in changes:
            _check(project, change)
        journal = project.annotations / JOURNAL
        try:
            replace_file(journal, body, durable=True)
        except OSError as error:
            temporary_name(journal).unlink(missing_ok=True)
            raise EditRefused(f"{project.shown(journal)}: cannot be written: {error.strerror or error}") from None
        _write(project, changes)


@contextlib.contextmanager
def _alone(project: Project) -> Iterator[None]:
    """Keep other edits of the corpus away. The system ends that, too, if the process dies."""
    descriptor = os.open(project.annotations, os.O_RDONLY) if fcntl is not None else -1
    try:
        if fcntl is not None:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise EditRefused("another run is editing this corpus just now; wait for it to end") from None
        yield
    finally:
        if fcntl is not None:
            os.close(descriptor)


def _check(project: Project, change: Change) -> None:
    shown = project.shown(change.path)
    if read_editable(project, change.path) != change.old:
        raise EditRefused(f"{shown}: somebody else has changed this file meanwhile")
    if change.old is not None and not change.path.stat().st_mode & 0o222:
        raise EditRefused(f"{shown}: the file is write-protected; take the protection off if it is to be edited")


def is_unfinished(project: Project) -> bool:
    """Whether an edit was broken off."""
    return os.path.lexists(project.annotations / JOURNAL)


def finish_interrupted(project: Project) -> str:
    """End what a run that was broken off had begun; return what that was, "" if nothing was.

    Raises EditRefused where a file is neither as it was nor as it should become: somebody has edited it since.
    """
    if not os.path.lexists(project.annotations / JOURNAL):
        return ""
    with _alone(project):
        return _finish(project)


def _finish(project: Project) -> str:
    journal = project.annotations / JOURNAL
    try:
        body = read_file(journal, _LIMIT)
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise EditRefused(f"{project.shown(journal)}: the file cannot be read: {error.strerror or error}") from None
    try:
        what, files = _parsed(json.loads(body))
    except (ValueError, TypeError, KeyError, RecursionError):
        raise EditRefused(
            f"{project.shown(journal)}: cannot be understood: it is damaged, or from another version of the tool; end "
            "the edit with that one, or delete the file and mend by hand what `check` then reports"
        ) from None
    changes = []
    for name, digest, new in files:
        path = Path(os.path.normpath(project.root / name))  # the annotations may lie elsewhere, at `../…`
        found = read_editable(project, path)
        if found != new and _digest(found) != digest:
            raise EditRefused(
                f"{name}: '{what}' was broken off, and since then somebody has changed this file; put it back as it "
                f"was, or delete {project.shown(journal)} and mend by hand what `check` then reports"
            )
        changes.append(Change(path, found, new))
    _write(project, changes)
    return what


def _parsed(document: Any) -> tuple[str, list[tuple[str, str | None, bytes | None]]]:
    """Return what the edit was, and path, digest before and content afterwards of each file."""
    what, files = document["what"], []
    for entry in document["files"]:
        name, digest, new = entry["path"], entry["old"], entry["new"]
        if not isinstance(name, str) or not isinstance(digest, str | None) or not isinstance(new, str | None):
            raise TypeError
        files.append((name, digest, None if new is None else new.encode("utf-8")))
    if not isinstance(what, str):
        raise TypeError
    return what, files


def _digest(content: bytes | None) -> str | None:
    return None if content is None else hashlib.sha256(content).hexdigest()


def _write(project: Project, changes: list[Change]) -> None:
    try:
        for change in changes:
            if change.new is None:
                change.path.unlink(missing_ok=True)
            elif change.new != change.old:
                change.path.parent.mkdir(parents=True, exist_ok=True)
                replace_file(change.path, change.new, durable=True)
        for change in changes:
            if change.new is None:
                _remove_empty(project, change.path.parent)
        (project.annotations / JOURNAL).unlink()
        sync_folder(project.annotations)
    except OSError as error:
        raise EditBrokenOff(f"{project.shown(Path(error.filename or '.'))}: {error.strerror or error}") from None


def _remove_empty(project: Project, folder: Path) -> None:
    """Remove a folder that is left empty, and those above it, up to the folders of the corpus."""
    while folder not in bases(project) and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
