"""A preview that follows edits: of the annotations and sources, the templates, the theme and hand-written pages.

The hook makes the pages anew in every build, so the builds of the preview are those of `mkdocs serve`. Of its server
one thing is changed: the files that a build itself writes do not start the next one.
"""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mkdocs.commands.build import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileSystemEvent, FileSystemEventHandler

from build_tools.manifest import JOURNAL, MANIFEST, ManifestDamaged, generated_paths
from build_tools.mkdocs_config import ConfigSources, find_sources, load_config
from build_tools.mkdocs_site import pinned_environment

log = logging.getLogger("mkdocs.preview")

_WATCHED = ("seeds", "annotations")
_WATCHED_OF_TOOL = ("templates", "theme")
_POLL_SECONDS = 0.25  # half of MkDocs' own, so that an edit is on the screen within two seconds


class PreviewServer(LiveReloadServer):
    """MkDocs' server, deaf to the files that generation writes into `docs_dir`."""

    def __init__(self, *, docs_dir: Path, **arguments: Any) -> None:
        super().__init__(polling_interval=_POLL_SECONDS, **arguments)
        self._docs_dir = docs_dir.resolve()
        self._generated: set[Path] = set()
        self._manifest_seen: tuple[int, ...] = ()

    def watch(self, path: str, func: None = None, *, recursive: bool = True) -> None:
        """Build again when a file below `path` changes that a person may have changed."""
        path = os.path.abspath(path)  # noqa: PTH100 - the base class keys by it
        self._watched_paths[path] = self._watched_paths.get(path, 0) + 1
        if self._watched_paths[path] == 1:
            handler = FileSystemEventHandler()
            handler.on_any_event = self.on_event  # type: ignore[method-assign]
            self._watch_refs[path] = self.observer.schedule(handler, path, recursive=recursive)

    def on_event(self, event: FileSystemEvent) -> None:
        """Ask for a build unless the event is of our own making."""
        paths = [Path(os.fsdecode(path)) for path in (event.src_path, event.dest_path) if path]
        if event.is_directory or all(map(self._is_ours, paths)):
            return
        with self._rebuild_cond:
            self._want_rebuild = True
            self._rebuild_cond.notify_all()

    def _is_ours(self, path: Path) -> bool:
        """Whether `path` is or was a generated page, or a dot file: manifest, half-written file, an editor's own."""
        if path.name.startswith("."):
            return True
        states = [self._docs_dir / name for name in (MANIFEST, JOURNAL)]
        seen = tuple(state.stat().st_mtime_ns for state in states if state.exists())
        if seen != self._manifest_seen:
            self._manifest_seen = seen
            with contextlib.suppress(ManifestDamaged):
                self._generated |= {self._docs_dir / name for name in generated_paths(self._docs_dir)}
        return path.resolve() in self._generated


def serve(
    root: Path,
    *,
    address: str | None = None,
    docs_dir: Path | None = None,
    sources: ConfigSources | None = None,
    overrides: Mapping[str, Any] | None = None,
    watch: Iterable[Path] = (),
    open_in_browser: bool = False,
) -> None:
    """Serve the corpus in `root` until interrupted; `address` is `host:port`, by default that of mkdocs.yml.

    Raises `ConfigurationError` for a faulty mkdocs.yml, `OSError` for a taken port; faults of the corpus are logged.
    """
    docs_dir = docs_dir or root / "docs"
    docs_dir.mkdir(parents=True, exist_ok=True)
    site_dir = Path(tempfile.mkdtemp(prefix="preview-"))
    settings = {**(overrides or {}), **({"dev_addr": address} if address else {})}
    try:
        with pinned_environment():
            server = make_server(sources or find_sources(root), docs_dir, site_dir, settings, watch)
            try:
                server.serve(open_in_browser=open_in_browser)  # type: ignore[no-untyped-call]
            except KeyboardInterrupt:
                pass
            finally:
                server.shutdown()
    finally:
        shutil.rmtree(site_dir, ignore_errors=True)


def make_server(
    sources: ConfigSources, docs_dir: Path, site_dir: Path, settings: Mapping[str, Any], watch: Iterable[Path] = ()
) -> PreviewServer:
    """Make the first build and return the server, everything watched, not yet listening."""

    def load() -> MkDocsConfig:
        config = load_config(
            sources, docs_dir=docs_dir, site_dir=site_dir, strict=False, generate=True, overrides=settings
        )
        host, port = config.dev_addr
        config.site_url = f"http://{host}:{port}{_mount_path(config.site_url)}"
        return config

    def rebuild() -> None:
        loaded = load()
        build(loaded, serve_url=loaded.site_url)

    config = load()
    host, port = config.dev_addr
    config.plugins.on_startup(command="serve", dirty=False)
    server = PreviewServer(
        docs_dir=docs_dir,
        builder=rebuild,
        host=host,
        port=port,
        root=str(site_dir),
        mount_path=_mount_path(config.site_url),
    )
    server.error_handler = lambda code: _error_page(site_dir, code)
    try:
        build(config, serve_url=config.site_url)
    except (Abort, Exception) as error:  # the next edit may mend it
        log.error("the first build failed: %s", error)
    package = Path(__file__).resolve().parent
    watched = [docs_dir, *(sources.root / name for name in _WATCHED), *(package / name for name in _WATCHED_OF_TOOL)]
    watched += [path for path in (sources.base, sources.overlay) if path] + [Path(path) for path in config.watch]
    for path in dict.fromkeys(path.absolute() for path in [*watched, *watch]):
        if path.exists():
            server.watch(str(path))
    return config.plugins.on_serve(server, config=config, builder=rebuild)  # type: ignore[return-value]


def _mount_path(site_url: str | None) -> str:
    """Return the path that the site is served under."""
    return urlsplit(site_url or "/").path or "/"


def _error_page(site_dir: Path, code: int) -> bytes | None:
    """Return the site's own page for an HTTP error, if it has one."""
    page = site_dir / f"{code}.html"
    return page.read_bytes() if page.is_file() else None
