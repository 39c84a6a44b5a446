"""Under the policy the theme works in a real browser."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from build_tools import site_build
from tests.site_support import CONFIG, make_project, sources_of, things

playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no browser here")


class Quiet(SimpleHTTPRequestHandler):
    """A static host without a log."""

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Serve a built site below `/sub/` of a host."""
    root = make_project(tmp_path, config=CONFIG.replace("navigation.instant", "navigation.instant, content.code.copy"))
    result = site_build.build(root, generate=things, sources=sources_of(root), site_dir=tmp_path / "host/sub")
    assert result.failed_stage is None, result
    host = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path / "host")))
    threading.Thread(target=host.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{host.server_port}/sub/"
    host.shutdown()
    host.server_close()


def test_theme_works_and_nothing_leaves(address: str) -> None:
    """Colours, search and instant navigation work, without a violation, an error or a request to another host."""
    faults: list[str] = []
    with playwright.sync_playwright() as p:
        browser = p.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1300, "height": 900})
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda sent: None if sent.url.startswith((address, "data:")) else faults.append(sent.url))
        page.goto(address)
        page.locator("label.md-header__button[for^=__palette]:visible").click()
        page.wait_for_function("document.body.dataset.mdColorScheme == 'slate'")
        page.evaluate("window.sameDocument = true")
        page.locator("article a[href*=one]").click()
        page.wait_for_url(address + "things/one/#p-1")
        page.wait_for_function("document.title.startsWith('Page')")
        page.locator("article a[href*=two]").click()
        page.wait_for_url(address + "things/two/#p-2")
        assert page.evaluate("window.sameDocument"), "instant navigation loaded a new document"
        page.locator(".md-search__input").fill("second")
        page.locator(".md-search-result__link").first.wait_for()
        page.reload()
        assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
        assert page.evaluate(
            "(() => { const s = document.createElement('script'); s.textContent = 'window.ran = true';"
            " document.body.append(s); return window.ran === undefined })()"
        ), "the policy lets an unknown script run"
        browser.close()
    (blocked,) = [fault for fault in faults if "Content Security Policy" in fault]
    assert faults == [blocked]
