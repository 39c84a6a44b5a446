"""Weigh the pages of the live site, and of one made from ten times its corpus: `make bench ARGS=--weight`.

Prints a table in Markdown: for each kind of page how many there are, what the heaviest weighs as it is sent, and what
comes with it in a first view without the search.
"""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser

from tests.browser import launched_browser
from tests.browser_support import hosted, opened_tab
from tests.corpus_support import Site
from tests.scaled_corpus import scale_corpus
from tests.weight_support import FirstView, first_view, packed

TIMES = (1, 10)
_ENTITIES = "actors|places|agreements"
_KINDS = (
    (rf"({_ENTITIES})/[^/]+/passages/.+", "passages of an entity"),
    (rf"({_ENTITIES})/[^/]+/(claims|relations).+", "long lists of an entity"),
    (rf"({_ENTITIES})/[^/]+/", "an entity"),
    (r"sources/[^/]+/", "a source"),
    (r"compare/questions/.+", "a question"),
    (r"codebook/rules/.+", "a rule"),
    (r"compare/figures/.+/", "figures of a measure"),
    (r"compare/timeline/.+/", "the timeline of a year"),
    (r"(about|contributing|development)/.*", "written by hand"),
)
"""Kinds of pages by their addresses, the first that fits; any other page is a kind of its own."""


@dataclass(frozen=True, slots=True)
class Kind:
    """The pages of one kind."""

    count: int
    heaviest: int
    """Bytes as a host sends them."""
    view: FirstView
    """Of the heaviest."""


def main() -> int:
    """Build both sites and print the table."""
    root = Path(__file__).resolve().parents[2]
    found = []
    with tempfile.TemporaryDirectory() as scratch, launched_browser() as browser:
        for times in TIMES:
            corpus = scale_corpus(root, Path(scratch) / f"times-{times}", times)
            with hosted(corpus, Path(scratch) / f"host-{times}", "") as site:
                found.append(_weigh(browser, site))
    _print(*found)
    return 0


def _kind(address: str) -> str:
    return next((kind for pattern, kind in _KINDS if re.fullmatch(pattern, address)), address or "home")


def _weigh(browser: Browser, site: Site) -> dict[str, Kind]:
    pages: dict[str, list[tuple[int, str]]] = {}
    for name in site.page_names:
        address = name.removesuffix("index.html")
        pages.setdefault(_kind(address), []).append((packed(site.files[name]), address))
    with opened_tab(browser, site.address) as tab:
        return {
            kind: Kind(len(found), max(found)[0], first_view(tab, max(found)[1]))
            for kind, found in sorted(pages.items())
        }


def _print(one: dict[str, Kind], ten: dict[str, Kind]) -> None:
    print("| Kind of page | pages | HTML | first view | requests | pages at ten times | HTML at ten times |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for name, kind in ten.items():
        now = one.get(name)
        told = (now.count, _kb(now.heaviest), _kb(now.view.total), now.view.requests) if now else ("–",) * 4
        print(f"| {name} | {' | '.join(map(str, told))} | {kind.count:,} | {_kb(kind.heaviest)} |")


def _kb(size: int) -> str:
    return f"{size / 1000:.0f} KB"
