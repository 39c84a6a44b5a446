"""MkDocs' server for previews, told what changed, and deaf to the files that a build itself writes."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Any

from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileSystemEvent, FileSystemEventHandler

from build_tools.site.manifest import JOURNAL, MANIFEST, ManifestDamaged, generated_paths

_POLL_SECONDS = 0.25  # half of MkDocs' own, so that an edit is on the screen within two seconds


class PreviewServer(LiveReloadServer):
    """Watches what people edit; what generation writes into `docs_dir` asks for no build."""

    def __init__(self, *, docs_dir: Path, **arguments: Any) -> None:
        super().__init__(polling_interval=_POLL_SECONDS, **arguments)
        self._docs_dir = docs_dir.resolve()
        self._generated: set[Path] = set()
        self._manifest_seen: tuple[int, ...] = ()
        self._changed: set[Path] = set()

    def watch(self, path: str, func: None = None, *, recursive: bool = True) -> None:  # noqa: ARG002
        """Build again when a file below `path` changes that a person may have changed."""
        path = os.path.abspath(path)  # noqa: PTH100 - the base class keys by it
        self._watched_paths[path] = self._watched_paths.get(path, 0) + 1
        if self._watched_paths[path] == 1:
            handler = FileSystemEventHandler()
            handler.on_any_event = self.on_event  # type: ignore[method-assign]
            self._watch_refs[path] = self.observer.schedule(handler, path, recursive=recursive)

    def on_event(self, event: FileSystemEvent) -> None:
        """Ask for a build unless the event is of our own making."""
        paths = {Path(os.fsdecode(path)).resolve() for path in (event.src_path, event.dest_path) if path}
        theirs = {path for path in paths if not self._is_ours(path)}
        if event.is_directory or not theirs:
            return
        with self._rebuild_cond:
            self._changed |= theirs
            self._want_rebuild = True
            self._rebuild_cond.notify_all()

    def take_changed(self) -> set[Path]:
        """Return the files changed since the last call, as absolute paths."""
        with self._rebuild_cond:
            changed, self._changed = self._changed, set()
        return changed

    def _is_ours(self, path: Path) -> bool:
        """Whether `path` is or was generated, or is a dot file (manifest, half-written, an editor's) or compiled."""
        if path.name.startswith(".") or path.suffix == ".pyc":
            return True
        states = [self._docs_dir / name for name in (MANIFEST, JOURNAL)]
        seen = tuple(state.stat().st_mtime_ns for state in states if state.exists())
        if seen != self._manifest_seen:
            self._manifest_seen = seen
            with contextlib.suppress(ManifestDamaged):
                self._generated |= {self._docs_dir / name for name in generated_paths(self._docs_dir)}
        return path in self._generated
