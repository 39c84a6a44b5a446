"""Which relative paths the writer may touch below a folder; everything else is refused with a reason."""

from __future__ import annotations

import stat
import unicodedata
from pathlib import Path, PurePosixPath

from build_tools.site.manifest import JOURNAL, MANIFEST


class PathRefused(Exception):
    """A path that must not be written; the message names it and says why."""


def checked_path(path: str) -> str:
    """Return `path` if it is a plain relative POSIX path: no root, no `..`, no empty part, no control character.

    Raises `PathRefused` otherwise.
    """
    parts = path.split("/")
    if path.startswith("/") or PurePosixPath(path).is_absolute() or (len(path) > 1 and path[1] == ":"):
        raise PathRefused(f"{path!r} must be relative")
    if any(part in ("", ".", "..") for part in parts):
        raise PathRefused(f"{path!r} must not have empty parts, '.' or '..'")
    if "\\" in path or any(unicodedata.category(character) in ("Cc", "Cs") for character in path):
        raise PathRefused(f"{path!r} must not have backslashes or control characters")
    if path in (MANIFEST, JOURNAL):
        raise PathRefused(f"{path!r} is a name of the writer's own")
    return path


class PathGuard:
    """Checks the paths of one run: each one plain, no two equal but for case, none leading through a link."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._spelled: dict[str, str] = {}
        self._files: set[str] = set()
        self._real: set[str] = set()

    def admit(self, path: str) -> Path:
        """Return the place of `path` on disk, parents not yet made. Raises `PathRefused`."""
        checked_path(path)
        if path in self._files:
            raise PathRefused(f"{path!r} is made twice")
        for end in [*(i for i, character in enumerate(path) if character == "/"), len(path)]:
            part = path[:end]
            spelled = self._spelled.setdefault(_folded(part), part)
            if spelled != part:
                raise PathRefused(f"{path!r} and {spelled!r} are one path where case does not count")
            if part in self._files:
                raise PathRefused(f"{path!r} lies below {part!r}, which is a file")
        self._files.add(path)
        self._check_parents(path)
        return self._folder / path

    def _check_parents(self, path: str) -> None:
        """Refuse a parent that is a link or a file; each folder is looked at once a run."""
        parent = path.rpartition("/")[0]
        if not parent or parent in self._real:
            return
        self._check_parents(parent)
        try:
            mode = (self._folder / parent).lstat().st_mode
        except FileNotFoundError:
            pass
        else:
            if not stat.S_ISDIR(mode):
                kind = "a symbolic link" if stat.S_ISLNK(mode) else "not a folder"
                raise PathRefused(f"{path!r}: {parent!r} is {kind}; remove it")
        self._real.add(parent)


def _folded(path: str) -> str:
    """Return the form under which two paths are one on a file system that ignores case."""
    return unicodedata.normalize("NFC", path).casefold()
