"""Every kind of page before axe-core in a real browser: wide and light, narrow and dark, all folds open.

Contrast is nearly all that axe takes its time for. In either scheme at either width it is measured in `test_browser.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from typing import Any

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Browser, Page

from tests.browser_support import ARABIC_PAGES, LONG_PAGES, NARROW, PAGES, SCHEMES, WIDE, opened_context, opened_tab
from tests.corpus_support import Site

AXE = AXE_FILE_PATH.read_text("utf-8")
EVERYTHING: dict[str, Any] = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
"""All of WCAG 2.x A and AA, the best practices, and the size of targets, which axe leaves out by itself."""
SCHEME_AT = dict(zip((WIDE, NARROW), SCHEMES, strict=True))
UNFOLD = """(all, every) => all.forEach(one => {
    if (every) one.removeAttribute("name");
    one.open = true;
})"""
"""Where there is room beside the text, open notes lie over one another: there only one is open."""
widths = pytest.mark.parametrize("width", [WIDE, NARROW])


def violations(page: Page, options: dict[str, Any]) -> list[str]:
    """Return what axe finds on the page as it is shown now, an element a line."""
    found = page.evaluate("options => axe.run(options)", options)["violations"]
    return [f"{rule['id']}: {' '.join(map(str, node['target']))}" for rule in found for node in rule["nodes"]]


def violations_unfolded(page: Page, width: int) -> list[str]:
    """Return what axe finds in the scheme that belongs to the width, with all open that can be open at once."""
    page.evaluate(AXE)
    page.locator("details").evaluate_all(UNFOLD, width == NARROW)
    page.locator("body").evaluate("(body, name) => body.setAttribute('data-md-color-scheme', name)", SCHEME_AT[width])
    return violations(page, EVERYTHING)


@pytest.fixture(scope="module")
def opened(browser: Browser) -> Iterator[Callable[[str, int], Page]]:
    """Give a page that was just loaded, what it was asked for too; there is one tab for each width."""
    with ExitStack() as stack:
        tab = cache(lambda width: stack.enter_context(opened_context(browser, width=width)).new_page())

        def go(address: str, width: int) -> Page:
            tab(width).goto(address)
            if "?q=" in address:
                tab(width).locator(".bt-hit").first.wait_for()
            return tab(width)

        yield go


@widths
@pytest.mark.parametrize("kind", PAGES)
def test_axe_finds_nothing(opened: Callable[[str, int], Page], orchard_below: Site, kind: str, width: int) -> None:
    """No kind of page violates a rule of axe-core, wide and light or narrow and dark."""
    page = opened(orchard_below.address + PAGES[kind], width)
    assert violations_unfolded(page, width) == []


@widths
@pytest.mark.parametrize("kind", ARABIC_PAGES)
def test_axe_finds_nothing_in_arabic(opened: Callable[[str, int], Page], saqiya: Site, kind: str, width: int) -> None:
    """Nor does any page of a corpus in Arabic, and its frame runs from right to left."""
    page = opened(saqiya.address + ARABIC_PAGES[kind], width)
    assert page.evaluate("[document.documentElement.lang, getComputedStyle(document.body).direction]") == ["ar", "rtl"]
    assert violations_unfolded(page, width) == []


@widths
@pytest.mark.parametrize("kind", LONG_PAGES)
def test_axe_finds_nothing_on_long_pages(
    opened: Callable[[str, int], Page], crowded: Site, kind: str, width: int
) -> None:
    """Nor does the page of an entity that very many passages name, or one that it goes on to."""
    page = opened(crowded.address + LONG_PAGES[kind], width)
    assert violations_unfolded(page, width) == []


def test_axe_finds_faults(browser: Browser) -> None:
    """The options used above tell a page with faults from one without."""
    with opened_tab(browser, "about:blank") as tab:
        tab.page.set_content("""<h3>Text</h3><p style="color: #bbb">Text</p><img src="data:,">
            <p><a href="#" style="font-size: 8px">a</a><a href="#" style="font-size: 8px">b</a></p>""")
        tab.page.evaluate(AXE)
        rules = {line.partition(":")[0] for line in violations(tab.page, EVERYTHING)}
    assert {"image-alt", "color-contrast", "target-size", "region", "page-has-heading-one", "html-has-lang"} <= rules
