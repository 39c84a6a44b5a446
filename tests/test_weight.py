"""What every kind of page weighs for a reader who comes for the first time, and what it asks for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser_support import PAGES, Tab, opened_tab
from tests.corpus_support import Site
from tests.weight_support import SEARCH, first_view, packed

HEAVIEST_PAGE, HEAVIEST_VIEW = 100_000, 300_000
"""Bytes as they are sent: of the HTML of a page, and of all that comes with it, without the search."""
MOST_REQUESTS = 40


@pytest.fixture(scope="module")
def tab(browser: Browser, orchard_below: Site) -> Iterator[Tab]:
    """Give one tab for all pages."""
    with opened_tab(browser, orchard_below.address) as tab:
        yield tab


@pytest.mark.parametrize("kind", PAGES)
def test_first_view_is_light(tab: Tab, kind: str) -> None:
    """Without a cache no kind of page weighs more than its limit, asks for many things or another host, or complains."""
    seen = first_view(tab, PAGES[kind])
    assert seen.html <= HEAVIEST_PAGE
    assert seen.html < seen.total <= HEAVIEST_VIEW
    assert 1 < seen.requests <= MOST_REQUESTS
    assert seen.faults == ()


def test_every_view_is_the_first(tab: Tab) -> None:
    """The second time a page weighs what it did the first time: nothing is taken from a store."""
    assert first_view(tab, PAGES["home"]) == first_view(tab, PAGES["home"])


def test_no_page_is_heavy(orchard: Site) -> None:
    """No page of the built site is heavier than a page may be."""
    assert max(packed(orchard.files[name]) for name in orchard.page_names) <= HEAVIEST_PAGE


def test_search_is_told_from_the_rest() -> None:
    """What the limit leaves out is the search alone: neither a page nor a style or a font."""
    for path in (*PAGES.values(), "assets/css/shell.css", "assets/fonts/lemma-sans-latin.woff2"):
        assert not any(part in f"https://example.org/some/path/{path}" for part in SEARCH)
