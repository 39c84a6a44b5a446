"""The files that an edit will change: planned together, shown as a patch, written whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from build_tools.editing.corpus_paths import read_editable
from build_tools.editing.journal import Change, carry_out
from build_tools.editing.patches import patch
from build_tools.editing.refusal import EditRefused
from build_tools.project import Project


class Changes:
    """Planned changes of the files of one corpus. What is read from it is as it will be."""

    def __init__(self, project: Project, what: str) -> None:
        """Begin a plan; `what` names it to people, such as `rename one two`."""
        self.project = project
        self.what = what
        self._old: dict[Path, bytes | None] = {}
        self._new: dict[Path, bytes | None] = {}
        self._moved: dict[Path, Path] = {}
        """Where a file with a new path was before."""

    def read(self, path: Path) -> bytes:
        """Return what a file will hold. Raises EditRefused if there will be none, or it must not be edited."""
        content = self._content(path)
        if content is None:
            raise EditRefused(f"{self.project.shown(path)}: there is no such file")
        return content

    def exists(self, path: Path) -> bool:
        """Whether there will be a file."""
        return self._content(path) is not None

    def write(self, path: Path, content: bytes) -> None:
        """Plan what a file will hold; it may be new. `content` is UTF-8."""
        self._content(path)
        self._new[path] = content

    def remove(self, path: Path) -> None:
        """Plan that a file goes."""
        self.read(path)
        self._new[path] = None

    def move(self, old: Path, new: Path) -> None:
        """Plan that a file gets another path."""
        if self.exists(new):
            raise EditRefused(f"{self.project.shown(new)}: there is such a file already")
        self.write(new, self.read(old))
        self.remove(old)
        self._moved[new] = self._moved.pop(old, old)

    def __iter__(self) -> Iterator[Change]:
        """Yield what changes in the order in which it is written: what goes, goes when all else is there."""
        changes = [Change(path, self._old[path], new) for path, new in self._new.items() if new != self._old[path]]
        yield from sorted(changes, key=lambda change: (_turn(change), change.path))

    def __bool__(self) -> bool:
        """Whether anything changes."""
        return any(True for _ in self)

    def diff(self) -> str:
        """Return the changes as a patch in the form of Git; "" where nothing changes."""
        changes = {change.path: change for change in self}
        moved = {
            new: old
            for new, old in self._moved.items()
            if new in changes and changes[new].old is None and old in changes and changes[old].new is None
        }
        parts = []
        for path in sorted(changes.keys() - set(moved.values())):
            origin = moved.get(path, path)
            names = self.project.shown(origin), self.project.shown(path)
            parts.append(patch(*names, changes[origin].old, changes[path].new))
        return "".join(parts)

    def apply(self) -> int:
        """Write everything; return how many files changed. Raises EditRefused as `carry_out` does."""
        changes = list(self)
        if changes:
            carry_out(self.project, self.what, changes)
        return len(changes)

    def _content(self, path: Path) -> bytes | None:
        if path in self._new:
            return self._new[path]
        if path not in self._old:
            self._old[path] = read_editable(self.project, path)
        return self._old[path]


def _turn(change: Change) -> int:
    """Return when a change is made: new files first, then those that are there, removals last."""
    return 0 if change.old is None else 2 if change.new is None else 1
