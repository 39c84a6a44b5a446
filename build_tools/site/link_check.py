"""Check the links of a built site: every one that stays inside leads to a file, and to an id if it names one.

Nothing is fetched. Each page is parsed once; of its ids only hashes are kept, so that a large site needs little memory.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import unescape

from selectolax.lexbor import LexborHTMLParser

from build_tools.site import search_index
from build_tools.site.page_links import Reference, page_references
from build_tools.site.site_urls import Inside, Outside, SiteUrls

_CSS_URL = re.compile(r"""url\(\s*(["']?)(.*?)\1\s*\)|@import\s+(["'])(.*?)\3""", re.DOTALL)
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_LOCATION = re.compile(r"<loc>\s*(.*?)\s*</loc>", re.DOTALL)


@dataclass(frozen=True, order=True)
class DeadLink:
    """A link, request or id of the built site that is not in order."""

    page: str
    """File in the site, relative POSIX path."""
    href: str
    """As written in the page, entities decoded."""
    reason: str

    def __str__(self) -> str:
        return f"{self.page}: {self.href[:200]!r}: {self.reason}"


def check_links(site_dir: Path, *, site_url: str | None = None) -> list[DeadLink]:
    """Return everything that is not in order, sorted by page, link and reason.

    `site_url` is the address the site is built for: absolute links below it, and links from the root of its host that
    have its path, count as links inside. `404.html` is served at any depth: its links must be such ones.
    """
    return sorted(set(_Check(site_dir, site_url).run()))


class _Check:
    """One pass over a site. A fragment in a page that was not read yet waits until it is."""

    def __init__(self, site_dir: Path, site_url: str | None) -> None:
        self._site_dir = site_dir
        self._files = {path.relative_to(site_dir).as_posix() for path in site_dir.rglob("*") if path.is_file()}
        self._urls = SiteUrls(self._files, site_url)
        self._ids: dict[str, array[int]] = {}
        self._waiting: dict[str, list[tuple[str, str, str]]] = {}

    def run(self) -> Iterator[DeadLink]:
        """Yield the faults, unsorted, some of them twice."""
        for name in sorted(self._files):
            if name.endswith((".html", ".htm")):
                yield from self._page(name)
            elif name.endswith(".css"):
                yield from self._references(name, self._style_sheet(name))
        yield from self._references("sitemap.xml", self._sitemap())
        yield from self._references(search_index.FOLDER, self._searched(), base="index.html")

    def _page(self, name: str) -> Iterator[DeadLink]:
        tree = LexborHTMLParser((self._site_dir / name).read_bytes())
        ids = Counter(value for node in tree.css("[id]") if (value := node.id))
        for value, count in ids.items():
            if count > 1:
                yield DeadLink(name, f"#{value}", f"duplicate id: {count} elements have it")
        names = (node.attributes.get("name") for node in tree.css("a[name]"))
        own = self._ids[name] = array("q", sorted(map(hash, {*ids, *filter(None, names)})))
        for href, source, fragment in self._waiting.pop(name, ()):
            if not _has(own, fragment):
                yield _no_id(source, href, name, fragment)
        yield from self._references(name, page_references(tree))

    def _references(self, name: str, references: Iterable[Reference], base: str | None = None) -> Iterator[DeadLink]:
        """Check each reference of the file `name`; relative ones start at `base`, else at the file."""
        for reference in dict.fromkeys(references):
            target = self._urls.resolve(base or name, reference.href)
            if isinstance(target, Inside):
                if reference.href and name == "404.html" and not target.absolute and target.path != name:
                    yield DeadLink(name, reference.href, "relative link in a page that is served at any depth")
                if target.fragment and target.path.endswith((".html", ".htm")):
                    if target.path not in self._ids:
                        waiting = (reference.href, name, target.fragment)
                        self._waiting.setdefault(target.path, []).append(waiting)
                    elif not _has(self._ids[target.path], target.fragment):
                        yield _no_id(name, reference.href, target.path, target.fragment)
            elif isinstance(target, Outside):
                if reference.fetched:
                    yield DeadLink(name, reference.href, "off-origin request")
            else:
                yield DeadLink(name, reference.href, target)

    def _style_sheet(self, name: str) -> Iterator[Reference]:
        text = _CSS_COMMENT.sub("", (self._site_dir / name).read_text(encoding="utf-8", errors="replace"))
        for match in _CSS_URL.finditer(text):
            yield Reference(match[2] or match[4] or "", fetched=True)

    def _sitemap(self) -> Iterator[Reference]:
        if "sitemap.xml" in self._files:
            for match in _LOCATION.finditer((self._site_dir / "sitemap.xml").read_text(encoding="utf-8")):
                yield Reference(unescape(match[1]), fetched=True)

    def _searched(self) -> Iterator[Reference]:
        for address in search_index.addresses(self._site_dir):
            yield Reference(address, fetched=True)


def _has(ids: array[int], fragment: str) -> bool:
    """Whether the sorted hashes contain that of `fragment`; `top` is the top of every page."""
    value = hash(fragment)
    place = bisect_left(ids, value)
    return (place < len(ids) and ids[place] == value) or fragment.lower() == "top"


def _no_id(page: str, href: str, target: str, fragment: str) -> DeadLink:
    where = "this page" if target == page else repr(target)
    return DeadLink(page, href, f"no element with id {fragment!r} in {where}")
