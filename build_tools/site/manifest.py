"""The writer's memory: which files of a folder it made, and what it put into them.

Two files in the folder itself. `.generated.json` maps each path to the SHA-256 of its content, sorted, one a line.
`.generated.journal` exists only while a run is under way, or after one failed or was killed: every path is noted there
*before* its file changes, so that no moment leaves a file of ours that passes for a hand-written one.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import IO

from build_tools.site.atomic import replace_file

MANIFEST = ".generated.json"
JOURNAL = ".generated.journal"
_CURE = "delete it together with the generated files beside it; the next build makes both again"


class ManifestDamaged(Exception):
    """The manifest is not what the writer writes; the message says what to do."""


def generated_paths(folder: Path) -> frozenset[str]:
    """Return the relative POSIX paths of the generated files of `folder`; empty if it has none."""
    return frozenset(Ledger(folder).known)


class Ledger:
    """What was made before and what is made now. `note` each file before it changes, `save` at the end."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._saved = _read_manifest(folder)
        self._journal: IO[bytes] | None = None
        self._now: dict[str, str] = {}
        interrupted = _read_journal(folder)
        self.interrupted = tuple(sorted({path for path, _ in interrupted}))
        """Paths that a failed run had begun to write."""
        self.known: dict[str, frozenset[str]] = {path: frozenset({digest}) for path, digest in self._saved.items()}
        """Path → every SHA-256 that its file may have if nobody else touched it."""
        for path, digest in interrupted:
            self.known[path] = self.known.get(path, frozenset()) | {digest}

    def note(self, path: str, digest: str, *, changes: bool) -> None:
        """Remember that `path` is made with content `digest`; with `changes`, on disk before this returns."""
        self._now[path] = digest
        if changes:
            if self._journal is None:
                flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
                self._journal = open(os.open(self._folder / JOURNAL, flags, 0o666), "ab", buffering=0)  # noqa: PTH123, SIM115
            self._journal.write(json.dumps([path, digest]).encode() + b"\n")

    def stale(self) -> list[str]:
        """Return the paths made before and not now, sorted."""
        return sorted(self.known.keys() - self._now.keys())

    def save(self, *, whole: bool) -> None:
        """Write the manifest. After a run that was not `whole` it lists old and new, and the journal stays."""
        if self._journal is not None:
            self._journal.close()
            self._journal = None
        listed = self._now if whole else {**self._now, **self._saved}
        if listed != self._saved or not (self._folder / MANIFEST).exists():
            text = json.dumps(listed, sort_keys=True, indent=0, ensure_ascii=False) + "\n"
            replace_file(self._folder / MANIFEST, text.encode("utf-8"))
        if whole:
            (self._folder / JOURNAL).unlink(missing_ok=True)


def _read_manifest(folder: Path) -> dict[str, str]:
    """Return path → SHA-256 as saved."""
    try:
        content = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError as error:
        raise ManifestDamaged(f"{MANIFEST!r} must be JSON ({error}); {_CURE}") from error
    if not isinstance(content, dict) or not all(isinstance(digest, str) for digest in content.values()):
        raise ManifestDamaged(f"{MANIFEST!r} must map paths to digests; {_CURE}")
    return content


def _read_journal(folder: Path) -> list[tuple[str, str]]:
    """Return the (path, SHA-256) pairs a failed run noted; a half-written last line is no note."""
    try:
        lines = (folder / JOURNAL).read_bytes().split(b"\n")[:-1]
    except FileNotFoundError:
        return []
    try:
        return [(str(path), str(digest)) for path, digest in map(json.loads, lines)]
    except ValueError as error:
        raise ManifestDamaged(f"{JOURNAL!r} must hold one pair a line ({error}); {_CURE}") from error
