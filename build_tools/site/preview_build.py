"""The builds of a preview: all pages the first time, then only those that an edit changed, where that is enough.

The writer touches only pages whose text changed, so MkDocs' own "dirty" build (pages newer than their output) is right
for edits of the corpus and of existing Markdown pages. Everything else, such as a page that came or went, an edit of
the theme or of mkdocs.yml, makes a whole build.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mkdocs.commands import build as mkdocs_build
from mkdocs.config.defaults import MkDocsConfig

from build_tools import urls
from build_tools.site import generation, search_index
from build_tools.site.manifest import generated_paths
from build_tools.site.mkdocs_config import ConfigSources, load_config

log = logging.getLogger("mkdocs.preview")

_TEMPLATES = Path(__file__).resolve().parents[1] / "templates"


class PreviewBuild:
    """Builds one corpus into `site_dir` again and again."""

    def __init__(
        self,
        sources: ConfigSources,
        docs_dir: Path,
        site_dir: Path,
        settings: Mapping[str, Any],
        generate: generation.Generate,
        corpus: Iterable[Path],
    ) -> None:
        self._sources, self._docs_dir, self._site_dir = sources, docs_dir.resolve(), site_dir
        self._settings, self._generate = settings, generate
        self.corpus = tuple(path.resolve() for path in (*corpus, _TEMPLATES))
        """Folders and files that show on the site only through generated pages."""
        self._pages: frozenset[Path] | None = None  # Markdown files of the last whole build, None: one is due

    def load(self) -> MkDocsConfig:
        """Return the configuration, with the address that the preview is served at."""
        config = load_config(
            self._sources, docs_dir=self._docs_dir, site_dir=self._site_dir, strict=False, overrides=self._settings
        )
        host, port = config.dev_addr
        config.site_url = f"http://{host}:{port}{urlsplit(config.site_url or '/').path or '/'}"
        return config

    def run(self, changed: set[Path] | None = None) -> None:
        """Generate and build. `changed` are the edited files; None asks for a whole build.

        Faults of the corpus are logged as warnings, and its last good pages stay.
        """
        before = generated_paths(self._docs_dir)
        report, faults = generation.write_pages(self._generate(self._sources.root), self._docs_dir)
        for fault in faults:
            log.warning(fault)
        others = {path for path in changed or () if not any(map(path.is_relative_to, self.corpus))}
        if (
            changed is not None
            and self._pages is not None
            and not others
            and (report is None or not (report.written or report.removed))
        ):
            return  # nothing to show
        came_or_went = report is not None and (bool(report.removed) or not before.issuperset(report.written))
        config = self.load()
        pages, self._pages = self._pages, None
        if changed is None or came_or_went or pages is None or not others <= pages or not _titled(config.nav):
            mkdocs_build.build(config, serve_url=config.site_url)
            pages = frozenset(path.resolve() for path in self._docs_dir.rglob("*.md"))
            self._add_search()
        else:
            self._build_quickly(config)
            if others or (report is not None and urls.SEARCH_RECORDS in report.written):
                self._add_search()
        self._pages = pages

    def _build_quickly(self, config: MkDocsConfig) -> None:
        """Build the changed pages alone."""
        mkdocs_build.log.addFilter(_no_advice)
        try:
            mkdocs_build.build(config, serve_url=config.site_url, dirty=True)
        finally:
            mkdocs_build.log.removeFilter(_no_advice)

    def _add_search(self) -> None:
        """Make the search index; without one the rest of the preview is as good."""
        try:
            search_index.add_search(self._site_dir, self._docs_dir)
        except search_index.SearchFailed as error:
            log.warning(error)


def _no_advice(record: logging.LogRecord) -> bool:
    """Hold back MkDocs' warning of what a build of some pages alone does not see: that is seen to here."""
    return "'dirty' build" not in record.getMessage()


def _titled(nav: Any) -> bool:
    """Whether each entry has a title: MkDocs takes the others from pages, which it then has to read."""
    if nav is None:
        return False
    return all(
        isinstance(entry, dict) and all(not isinstance(value, list) or _titled(value) for value in entry.values())
        for entry in nav
    )
