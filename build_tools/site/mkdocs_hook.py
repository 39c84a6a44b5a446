"""The hook that MkDocs loads (`hooks: [build_tools/site/mkdocs_hook.py]` in mkdocs.yml).

It makes the pages before a build, so that `mkdocs serve` follows edits of the annotations, and it keeps their bodies
away from Python-Markdown: taken out before it runs, put back after, links to `.md` files resolved.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import unquote

_HERE = Path(__file__).resolve().parent
# MkDocs loads this file alone, with its folder first in the path, where modules of the package could hide others
sys.path[:] = [str(_HERE.parents[1]), *(entry for entry in sys.path if entry not in ("", str(_HERE)))]

from mkdocs.config.defaults import MkDocsConfig  # noqa: E402
from mkdocs.exceptions import PluginError  # noqa: E402
from mkdocs.plugins import event_priority  # noqa: E402
from mkdocs.structure.files import Files  # noqa: E402
from mkdocs.structure.pages import Page  # noqa: E402
from mkdocs.structure.toc import AnchorLink, TableOfContents  # noqa: E402
from mkdocs.utils import get_relative_url  # noqa: E402

from build_tools.site import docs_checks, generation, pictures, raw_body  # noqa: E402
from build_tools.site.manifest import ManifestDamaged, generated_paths  # noqa: E402

log = logging.getLogger("mkdocs.hooks.build_tools")


class _Run:
    """What one build needs from one event to the next."""

    command: ClassVar = "build"
    generated: ClassVar[frozenset[str]] = frozenset()
    bodies: ClassVar[dict[str, str]] = {}


def on_startup(*, command: str, **_: Any) -> None:
    """Remember whether this is `serve`, where a fault must not end the server."""
    _Run.command = command


def on_pre_build(*, config: MkDocsConfig) -> None:
    """Make the pages, unless the build command has just done so."""
    told = config.extra.get("build_tools") or {}
    docs_dir = Path(config.docs_dir)
    generate = told.get("generate", generation.generate)  # absent where plain MkDocs runs
    if generate is not None:
        _make_pages(generate(Path(told.get("root") or Path(config.config_file_path).resolve().parent)), docs_dir)
    try:
        _Run.generated = generated_paths(docs_dir)
    except ManifestDamaged as error:
        raise PluginError(str(error)) from error
    _Run.bodies = {}


def on_files(files: Files, *, config: MkDocsConfig) -> None:
    """Warn of what MkDocs would publish or hide silently; for a corpus kept elsewhere, fit the tool's `nav` to it."""
    if (config.extra.get("build_tools") or {}).get("prune_nav"):
        config.nav = docs_checks.existing_entries(config.nav, files) or None
    docs_dir = Path(config.docs_dir)
    for sentence in docs_checks.symbolic_links(docs_dir) + docs_checks.shadowed_files(
        files, config.docs_dir, config.theme
    ):
        log.warning(sentence)


@event_priority(100)
def on_page_markdown(markdown: str, *, page: Page, **_: Any) -> str | None:
    """Take the body out of a generated page."""
    path = page.file.src_uri
    if path not in _Run.generated:
        _share_by_hand(page)
        return None
    if not page.meta:
        log.warning(f"'{path}': the front matter of this generated page cannot be read")
    _Run.bodies[path] = markdown
    return ""


@event_priority(100)
def on_page_content(markup: str, *, page: Page, config: MkDocsConfig, files: Files) -> str | None:
    """Put the body back: links resolved, contents and ids told to MkDocs, which saw none of it.

    In a hand-written page, pictures get their sizes.
    """
    body = _Run.bodies.pop(page.file.src_uri, None)
    if body is None:
        pictures_of = {file.dest_uri: Path(file.abs_src_path) for file in files.media_files() if file.abs_src_path}
        return pictures.with_sizes(markup, page.file.url, pictures_of.get)
    page.toc = _contents(page.meta.get("toc"))
    page.present_anchor_ids = raw_body.anchor_ids(body)
    anchors: dict[Any, dict[str, str]] = {}

    def find_url(link: raw_body.Link) -> str | None:
        target = files.src_uris.get(link.target)
        if target is None or target.inclusion.is_excluded():  # type: ignore[no-untyped-call]
            log.log(
                config.validation.links.not_found,
                f"'{page.file.src_uri}' contains a link '{link.href}', but '{link.target}' is not part of the site",
            )
            return None
        anchor = unquote(link.fragment.partition(":~:")[0])
        if anchor:
            anchors.setdefault(target, {}).setdefault(anchor, link.href)
        return get_relative_url(target.url, page.file.url)

    content = raw_body.resolve_links(body, page.file.src_uri, find_url)
    page.links_to_anchors = anchors  # MkDocs checks them when every page is read
    return content


def _share_by_hand(page: Page) -> None:
    """Give a hand-written page what every page of the site has in its head: the feed, and a card for sharing."""
    for key, path in (("card", "cards/site.png"), ("feed", "feed.xml")):
        if path in _Run.generated:
            page.meta.setdefault(key, path)


def _make_pages(made: generation.Generated, docs_dir: Path) -> None:
    """Write what was generated. Faults keep the old pages: as warnings under `serve`, else they end the build."""
    _, faults = generation.write_pages(made, docs_dir)
    for fault in faults:
        log.log(logging.WARNING if _Run.command == "serve" else logging.ERROR, fault)
    if faults and _Run.command != "serve":
        raise PluginError(f"The pages were not made: {len(faults)} faults in the corpus.")


def _contents(entries: Any) -> TableOfContents:
    """Return the table of contents from front matter: `{title, id, children}`, nested, titles as HTML."""

    def links(level: int, listed: Any) -> list[AnchorLink]:
        made = []
        for entry in listed or []:
            link = AnchorLink(str(entry["title"]), str(entry["id"]), level)
            link.children = links(level + 1, entry.get("children"))
            made.append(link)
        return made

    return TableOfContents(links(2, entries))  # the page's title is level 1 and not among its contents
