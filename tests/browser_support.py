"""What the browser tests share: the second corpus on a host, tabs that note what fails, facts about a page as it is shown."""

from __future__ import annotations

import re
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Locator, Page, Request, Response, expect

from tests.corpus_support import Site, build_site, copy_project, write_files

FACTS, FOCUS = (Path(__file__).with_name(name).read_text("utf-8") for name in ("page_facts.js", "focus_facts.js"))
WIDE, NARROW = 1280, 390
PATIENCE = 60_000
"""Milliseconds until something that must happen on a page is given up: long, as tests run beside each other."""
expect.set_options(timeout=PATIENCE)
SCHEMES = ("paper", "night")

PAGES = {
    "home": "",
    "actor": "actors/water-board/",
    "actor never named": "actors/cattle-office/",
    "place": "places/east-sluice/",
    "agreement": "agreements/weir-compact/",
    "agreement with parts": "agreements/dorn-talks/",
    "source in full": "sources/sada-al-wadi-talks/",
    "source in excerpts": "sources/valley-gazette-sluice/",
    "source withheld": "sources/courrier-canal/",
    "actors": "actors/",
    "places": "places/",
    "agreements": "agreements/",
    "sources": "sources/",
    "questions": "compare/",
    "question": "compare/questions/compact-kept/",
    "figures": "compare/figures/",
    "figures compared": "compare/figures/families/",
    "figures of a question": "compare/questions/dry-area/",
    "names": "compare/names/",
    "labels and sides": "compare/wording/",
    "timeline": "compare/timeline/",
    "map": "map/",
    "place never placed": "places/lake-hesper/",
    "inferences": "compare/inferences/",
    "origins": "compare/origins/",
    "coverage": "compare/coverage/",
    "ledgers": "compare/ledger/",
    "relations": "compare/relations/",
    "data": "data/",
    "codebook": "codebook/",
    "rule": "codebook/rules/quote-not-found/",
    "search": "search/",
    "search with results": "search/?q=sluice",
    "hand-written": "guide/",
    "missing": "no/such/page/",
}
"""An address of every kind of page."""

ARABIC_PAGES = {
    "home": "",
    "actor": "actors/irrigation-board/",
    "place": "places/great-channel/",
    "agreement": "agreements/shares-charter/",
    "source in Arabic": "sources/al-jadwal/",
    "source in English": "sources/upland-post/",
    "actors": "actors/",
    "questions": "compare/",
    "question": "compare/questions/charter-kept/",
    "figures": "compare/figures/dry-land/",
    "names": "compare/names/",
    "timeline": "compare/timeline/",
    "labels and sides": "compare/wording/",
    "origins": "compare/origins/",
    "coverage": "compare/coverage/",
    "ledgers": "compare/ledger/",
    "relations": "compare/relations/",
    "inferences": "compare/inferences/",
    "map": "map/",
    "data": "data/",
    "codebook": "codebook/",
    "rule": "codebook/rules/quote-not-found/",
    "search with results": "search/?q=%D8%B3%D8%A7%D9%82%D9%8A%D8%A9",
    "hand-written": "about/",
    "missing": "no/such/page/",
}
"""An address of every kind of page that the Arabic corpus has."""

LONG_PAGES = {
    "entity in parts": "places/weir/",
    "passages of an entity": "places/weir/passages/almanac/",
    "claims about an entity": "places/weir/claims-about/",
    "relations of an entity": "places/weir/relations/",
}
"""An address of every kind of page that only a corpus with very many passages has."""

LONG_NAME = "Rinderkennzeichnungs" + "fleischetikettierungs" + "überwachungsaufgaben" + "übertragungsamt"
GUIDE = """# A guide

Written by hand, with [a link](../actors/water-board.md) and `code`.

!!! note "Mind this"

    A box of its own.

| One column | Another column | A third column | A fourth column | A fifth column |
| --- | --- | --- | --- | --- |
| first-quite-long-cell | second-quite-long-cell | third-quite-long-cell | fourth-quite-long-cell | fifth |

## A section

```yaml
passages: [{id: a-rather-long-line, quote: "A long line of code is not wrapped, so it has to scroll in a box of its own"}]
```
"""
ADDED: dict[str, str | bytes | dict[str, Any]] = {
    "docs/guide/index.md": GUIDE,
    "annotations/actors/cattle-office.yml": {"name": LONG_NAME, "type": "authority"},
    "annotations/places/dorn.yml": {
        "name": "Dorn",
        "type": "town",
        "names": [{"text": "دورن", "language": "ar"}, {"text": "Dhorne", "kind": "misspelling"}],
        "part_of": ["maravel-valley"],
        "coordinates": {"lat": "12.58", "lon": "-33.38", "precision": "probable", "basis": "Invented."},
    },
}
"""What the second corpus lacks: a hand-written page with what Markdown can do, a name longer than a line, a misspelling."""


OpenTab = Callable[..., "Tab"]
"""Opens an address below the site's; takes the options of `opened_context`."""
SEARCHED = """() => [...document.querySelectorAll("[data-search-page], [data-search-missing]")].every(
    place => place.querySelector(".bt-search-page__told")?.textContent && !place.ariaBusy)"""
"""Wait until a page that searches by itself has said what it found, and shows it."""
CLEAR_OF_HEAD = """identifier => new Promise((resolve, reject) => {
    const end = performance.now() + 50000;
    const look = () => {
        const head = document.querySelector(".md-header").getBoundingClientRect();
        if (document.getElementById(identifier).getBoundingClientRect().top >= head.bottom - 1) resolve();
        else if (performance.now() > end) reject(new Error(`${identifier} stands behind the head of the site`));
        else requestAnimationFrame(look);
    };
    look();
})"""
"""Wait until an element stands below the head of the site."""


class _Handler(SimpleHTTPRequestHandler):
    """Serves like a static host: connections and files are kept for a while, what is not there has the site's own page."""

    protocol_version = "HTTP/1.1"
    missing: Path

    def log_message(self, *_: Any) -> None:
        pass

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()

    def send_error(self, code: int, *_: Any) -> None:
        page = self.missing.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)


class _Host(ThreadingHTTPServer):
    """Does not mind a browser that goes on before it has all."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def hosted_orchard(folder: Path, path: str) -> AbstractContextManager[Site]:
    """Build the second corpus and a little more for `path` of a host of its own, and serve it there."""
    root = copy_project("orchard", folder)
    write_files(root, ADDED)
    return hosted(root, folder / "host", path)


@contextmanager
def hosted(root: Path, host: Path, path: str) -> Iterator[Site]:
    """Build the corpus in `root` for `path` of a host of its own, whose files are in `host`, and serve it there.

    A site built for another address would do but for instant navigation: that asks the sitemap, which has whole
    addresses.
    """
    published = host / path if path else host
    published.parent.mkdir(parents=True, exist_ok=True)
    published.symlink_to(root / "site")
    handler = type("Handler", (_Handler,), {"missing": root / "site/404.html"})
    with _Host(("127.0.0.1", 0), partial(handler, directory=str(host))) as server:
        address = f"http://127.0.0.1:{server.server_port}/{path}"
        config = (root / "mkdocs.yml").read_text("utf-8")
        write_files(root, {"mkdocs.yml": re.sub(r"(?m)^site_url: .*$", f"site_url: {address}", config)})
        site = build_site(root, address)
        assert site.build.code == 0, site.build
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield site
        server.shutdown()
        thread.join()


@dataclass
class Tab:
    """A page of a browser on a site, and all that went wrong in it."""

    page: Page
    address: str
    """Of the site."""
    scripts: bool = True
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        self.page.on("request", self._request)
        self.page.on("requestfailed", self._failed)
        self.page.on("response", self._response)

    def open(self, path: str) -> None:
        """Go to an address below the site's, and wait until all that the theme asks for by itself has come."""
        if not self.scripts:
            self.page.goto(self.address + path)
            return
        self.page.goto(self.address + path)
        self.page.wait_for_function("typeof document$ === 'object'")
        if self.page.locator("[data-search-page], [data-search-missing]").count():
            self.page.wait_for_function(SEARCHED)  # results push down what stands below them

    def facts(self) -> dict[str, Any]:
        """Return what `page_facts.js` finds on the page as it is shown now."""
        return dict(self.page.evaluate(FACTS))

    def facts_by_scheme(self) -> dict[str, dict[str, Any]]:
        """Return the facts in the colours of each scheme; those of the page come back at the end."""
        body = self.page.locator("body")
        found = {}
        before = body.get_attribute("data-md-color-scheme")
        for scheme in (*(name for name in SCHEMES if name != before), before):
            body.evaluate("(body, scheme) => body.setAttribute('data-md-color-scheme', scheme)", scheme)
            found[str(scheme)] = self.facts()
        return found

    def faint(self) -> list[str]:
        """Return the texts that are hard to read in any scheme."""
        return [f"{scheme}: {text}" for scheme, facts in self.facts_by_scheme().items() for text in facts["faint"]]

    def press_tab(self) -> dict[str, Any] | None:
        """Press the tabulator and return what `focus_facts.js` finds; None if the focus left the page."""
        self.page.keyboard.press("Tab")
        found: dict[str, Any] | None = self.page.evaluate(FOCUS)
        return found

    def is_left_as_new(self) -> bool:
        """Leave the page, and whether that left nothing of it: what a test routed, stored in the tab, or pressed."""
        if self.page.is_closed() or not self.page.url.startswith(self.address):
            return False
        try:
            self.page.unroute_all(behavior="ignoreErrors")
            self.page.emulate_media(media="null")
            for key in ("Control", "Shift", "Alt", "Meta"):
                self.page.keyboard.up(key)
            self.page.mouse.up()
            self.page.mouse.move(0, 0)
            self.page.evaluate("sessionStorage.clear()")
            self.page.goto("about:blank")
        except Error:  # it is on its way to another page
            return False
        self.faults.clear()
        return True

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not self._is_missing(message.location["url"]):
            self.faults.append(f"{message.type}: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.faults.append(f"request: {request.url}")

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the next page was opened before this came
            self.faults.append(f"failed: {request.url}: {request.failure}")

    def _response(self, response: Response) -> None:
        if response.status >= HTTPStatus.BAD_REQUEST and not self._is_missing(response.url):
            self.faults.append(f"{response.status}: {response.url}")

    def _is_missing(self, url: str) -> bool:
        """Whether this is the address at which there is meant to be nothing."""
        return url == self.address + PAGES["missing"]


@contextmanager
def opened_context(
    browser: Browser, *, width: int = WIDE, scheme: str = "light", scripts: bool = True
) -> Iterator[BrowserContext]:
    """Begin with empty stores; nothing on the pages moves by itself."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        java_script_enabled=scripts,
    )
    context.set_default_timeout(PATIENCE)
    try:
        yield context
    finally:
        context.close()


@contextmanager
def opened_tab(browser: Browser, address: str, **options: Any) -> Iterator[Tab]:
    """Open a tab on a site, with stores of its own."""
    with opened_context(browser, **options) as context:
        yield Tab(context.new_page(), address, options.get("scripts", True))


def heading(tab: Tab) -> Locator:
    """Return the heading of the page that is shown."""
    return tab.page.locator(".md-content h1")


def search(tab: Tab, typed: str) -> None:
    """Open the search from the head of a page and put words into it."""
    tab.page.locator(".bt-search-open").click()
    tab.page.locator(".bt-search .bt-field__input").fill(typed)


def expect_in_view(tab: Tab, identifier: str) -> None:
    """Wait until an element of a page that is ready has been scrolled to, clear of the site's head."""
    expect(tab.page.locator(f'.bt-page[data-ready] [id="{identifier}"]')).to_be_in_viewport()
    tab.page.evaluate(CLEAR_OF_HEAD, identifier)
