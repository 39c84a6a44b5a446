"""The search of the site beside that of the theme, over the same pages: what is found, what is fetched, what it costs.

The corpus has four names that are often typed otherwise than they are printed. Each search is asked in a browser, as a
reader would: the theme's in its own field, ours through its script. Bytes are those that a host sends compressed.
"""

from __future__ import annotations

import gzip
import resource
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

from mkdocs.config.defaults import MkDocsConfig
from playwright.sync_api import Page

from build_tools import cli
from build_tools.site import mkdocs_config, mkdocs_site, search_index
from tests.benchmarks.synthetic import SPELLED
from tests.browser import launched_browser

SCRIPTS = mkdocs_config.TOOL_ROOT / "build_tools/theme/assets/js"
THEIRS = ("search/search_index.json", "assets/javascripts/workers/search")
OURS = (f"{search_index.FOLDER}/", "assets/js/search", "assets/js/fold")
"""What only a search fetches, by the beginning of its address."""
PATIENCE = 300_000
"""Milliseconds that a search may take to answer for the first time."""
ASKED = """async ([scripts, typed]) => {
  if (!globalThis.btFold) await new Promise(resolve => document.head.append(
    Object.assign(document.createElement("script"), {src: `${scripts}fold.js`, onload: resolve})));
  const engine = await import(`${scripts}search-engine.js`);
  const {results} = await engine.find(typed);
  const shown = await Promise.all(results.slice(0, 12).map(engine.fetched));
  return shown.map(({record}) => record.address);
}"""


class _Host(SimpleHTTPRequestHandler):
    """Notes what was asked for."""

    asked: ClassVar[list[str]] = []

    def log_message(self, *_: Any) -> None:
        pass

    def do_GET(self) -> None:
        self.asked.append(self.path.partition("?")[0].lstrip("/"))
        super().do_GET()


def measure(root: Path) -> dict[str, Any]:
    """Return what both searches find and cost over the pages of a corpus."""
    assert cli.main(["generate", "--root", str(root)]) == 0
    site = root / "plain"
    seconds = _build(root, site)
    begun, children = time.process_time(), resource.getrusage(resource.RUSAGE_CHILDREN)
    records = search_index.add_search(site, root / "docs")
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    ours = (
        time.process_time()
        - begun
        + sum(getattr(ended, name) - getattr(children, name) for name in ("ru_utime", "ru_stime"))
    )
    shutil.copytree(SCRIPTS, site / "assets/js")
    found = {
        "pages": sum(1 for _ in site.rglob("*.html")),
        "records": records,
        "theme": {
            "index": _weight(site / "search/search_index.json"),
            "build": seconds,
            **_asked(site, _ask_theme, *THEIRS),
        },
        "ours": {
            "index": sum(_weight(path) for path in (site / search_index.FOLDER).rglob("*") if path.is_file()),
            "build": ours,
            **_asked(site, _ask_ours, *OURS),
        },
    }
    shutil.rmtree(site)
    return found


def _build(root: Path, site: Path) -> float:
    """Build the pages with the theme as it comes, and its search; return the processor time of that search."""
    config = MkDocsConfig(config_file_path=str(mkdocs_config.TOOL_ROOT / "mkdocs.yml"))
    settings = mkdocs_config.raw_settings(mkdocs_config.find_sources(root), config)
    settings |= {"docs_dir": str(root / "docs"), "site_dir": str(site), "hooks": [], "strict": False}
    settings |= {"theme": {"name": "material", "font": False}, "plugins": ["search"]}
    settings |= {"nav": [{"Home": "index.md"}]}  # else every page would hold a list of all
    with mkdocs_site.pinned_environment(), mkdocs_site.collected_messages() as messages:
        loaded = mkdocs_config.validated(config, settings)
        spent = [0.0]
        for event in ("page_context", "post_build"):
            loaded.plugins.events[event] = [_timed(method, spent) for method in loaded.plugins.events[event]]
        assert not mkdocs_site.run_build(loaded, messages).failed, messages
    return spent[0]


def _timed(method: Callable[..., Any], spent: list[float]) -> Callable[..., Any]:
    def timed(*arguments: Any, **named: Any) -> Any:
        begun = time.process_time()
        try:
            return method(*arguments, **named)
        finally:
            spent[0] += time.process_time() - begun

    return timed


def _weight(path: Path) -> int:
    """Return how many bytes of a file go over the line: compressed, unless it is so already."""
    body = path.read_bytes()
    return min(len(body), len(gzip.compress(body, 6)))


# ---- asking -----------------------------------------------------------------------------------


def _asked(site: Path, ask: Callable[[Page, str], list[str]], *parts: str) -> dict[str, Any]:
    """Return for each name whether its page is found, and of the first one the bytes fetched and the seconds."""
    found: dict[str, bool] = {}
    fetched, first = 0, 0.0
    with _hosted(site) as address, launched_browser() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(PATIENCE)
        for typed, path in SPELLED.items():
            _Host.asked.clear()
            page.goto(f"{address}404.html")
            begun = time.monotonic()
            found[typed] = any(path in result for result in ask(page, typed))
            if len(found) == 1:
                first = time.monotonic() - begun
                fetched = sum(_weight(site / name) for name in set(_Host.asked) if name.startswith(parts))
    return {"found": found, "fetched": fetched, "first": first}


def _ask_theme(page: Page, typed: str) -> list[str]:
    page.goto(page.url.replace("404.html", "codebook/"))  # its index is fetched with every page
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").fill(typed)
    page.locator(".md-search__input").press("End")
    page.locator(".md-search-result__meta", has_text="matching").wait_for(state="attached")
    links = page.locator(".md-search-result__list a")
    return [link.get_attribute("href") or "" for link in links.all()]


def _ask_ours(page: Page, typed: str) -> list[str]:
    scripts = page.url.replace("404.html", "assets/js/")
    return list(page.evaluate(ASKED, [scripts, typed]))


@contextmanager
def _hosted(site: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Host, directory=str(site))) as host:
        threading.Thread(target=host.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{host.server_port}/"
        host.shutdown()
