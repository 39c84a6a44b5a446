"""A preview that follows edits: of the annotations and sources, the templates, the theme and hand-written pages."""

from __future__ import annotations

import logging
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mkdocs.exceptions import Abort

from build_tools.site import generation
from build_tools.site.mkdocs_config import ConfigSources, find_sources
from build_tools.site.mkdocs_site import pinned_environment
from build_tools.site.preview_build import PreviewBuild
from build_tools.site.preview_server import PreviewServer

log = logging.getLogger("mkdocs.preview")

_THEME = Path(__file__).resolve().parents[1] / "theme"


def serve(
    root: Path,
    *,
    address: str | None = None,
    docs_dir: Path | None = None,
    sources: ConfigSources | None = None,
    overrides: Mapping[str, Any] | None = None,
    generate: generation.Generate = generation.generate,
    corpus: Iterable[Path] | None = None,
    open_in_browser: bool = False,
) -> None:
    """Serve the corpus in `root` until interrupted; `address` is `host:port`, by default that of mkdocs.yml.

    `corpus` are the folders that `generate` reads (`root/seeds`, `root/annotations`). Followed are these, the docs, the
    tool's templates and theme, mkdocs.yml and what `watch` in it names.
    Raises `ConfigurationError` for a faulty mkdocs.yml, `OSError` for a taken port; faults of the corpus are logged.
    """
    docs_dir = docs_dir or root / "docs"
    docs_dir.mkdir(parents=True, exist_ok=True)
    site_dir = Path(tempfile.mkdtemp(prefix="preview-"))
    settings = {**(overrides or {}), **({"dev_addr": address} if address else {})}
    folders = (root / "seeds", root / "annotations") if corpus is None else corpus
    try:
        with pinned_environment():
            preview = PreviewBuild(sources or find_sources(root), docs_dir, site_dir, settings, generate, folders)
            server = make_server(preview, sources or find_sources(root), docs_dir, site_dir)
            try:
                server.serve(open_in_browser=open_in_browser)  # type: ignore[no-untyped-call]
            except KeyboardInterrupt:
                pass
            finally:
                server.shutdown()
    finally:
        shutil.rmtree(site_dir, ignore_errors=True)


def make_server(preview: PreviewBuild, sources: ConfigSources, docs_dir: Path, site_dir: Path) -> PreviewServer:
    """Make the first build and return the server: everything watched, not yet listening."""
    config = preview.load()
    config.plugins.on_startup(command="serve", dirty=False)
    host, port = config.dev_addr
    server: PreviewServer = PreviewServer(
        docs_dir=docs_dir,
        builder=lambda: preview.run(server.take_changed()),
        host=host,
        port=port,
        root=str(site_dir),
        mount_path=urlsplit(config.site_url or "/").path,
    )
    server.error_handler = lambda code: _error_page(site_dir, code)
    try:
        preview.run()
    except (Abort, Exception) as error:  # the next edit may mend it
        log.error("the first build failed: %s", error)
    watched = [docs_dir, *preview.corpus, _THEME, sources.base, sources.overlay, *map(Path, config.watch)]
    for path in dict.fromkeys(path.resolve() for path in watched if path):
        if path.exists():
            server.watch(str(path))
    config.plugins.on_serve(server, config=config, builder=server.builder)
    return server


def _error_page(site_dir: Path, code: int) -> bytes | None:
    """Return the site's own page for an HTTP error, if it has one."""
    page = site_dir / f"{code}.html"
    return page.read_bytes() if page.is_file() else None
