"""Under the policy the theme works in a real browser."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from build_tools.site import site_build
from tests.browser import launched_browser
from tests.site_support import CONFIG, make_project, sources_of, things

EMPTY_MODULE = [0, 97, 115, 109, 1, 0, 0, 0]
"""The shortest program for WebAssembly."""


class Quiet(SimpleHTTPRequestHandler):
    """A static host without a log."""

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Serve a site built for the address it is served at, below `/sub/` of a host."""
    (tmp_path / "host").mkdir()
    host = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path / "host")))
    threading.Thread(target=host.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{host.server_port}/sub/"
    root = make_project(tmp_path, config=CONFIG)
    result = site_build.build(
        root,
        generate=things,
        sources=sources_of(root),
        site_dir=tmp_path / "host/sub",
        overrides={"site_url": address},
    )
    assert result.failed_stage is None, result
    yield address
    host.shutdown()
    host.server_close()


def test_theme_works_and_nothing_leaves(address: str) -> None:
    """Colours, instant navigation and what the search runs on work, without a violation, an error or a request to another host."""
    faults: list[str] = []
    with launched_browser() as browser:
        page = browser.new_page(viewport={"width": 1300, "height": 900})
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda sent: None if sent.url.startswith((address, "data:")) else faults.append(sent.url))
        page.goto(address)
        page.locator("label.md-header__button[for^=__palette]:visible").click()
        page.locator("body[data-md-color-scheme=slate]").wait_for()
        page.evaluate("window.sameDocument = true")
        page.locator("article a[href*=one]").click()
        page.wait_for_url(address + "things/one/#p-1")
        page.locator("h1", has_text="One").wait_for()
        page.locator("article a[href*=two]").click()
        page.wait_for_url(address + "things/two/#p-2")
        page.locator("h1", has_text="Two").wait_for()
        assert page.evaluate("window.sameDocument"), "instant navigation loaded a new document"
        page.reload()
        assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
        assert page.evaluate(f"WebAssembly.compile(new Uint8Array({EMPTY_MODULE})).then(() => true)"), "no engine"
        assert page.evaluate(
            "(() => { const s = document.createElement('script'); s.textContent = 'window.ran = true';"
            " document.body.append(s); return window.ran === undefined })()"
        ), "the policy lets an unknown script run"
    (blocked,) = [fault for fault in faults if "Content Security Policy" in fault]
    assert faults == [blocked]
