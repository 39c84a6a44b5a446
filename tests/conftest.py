"""Sites that several test modules read: each is built once. The browser that looks at them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser import launched_browser
from tests.browser_support import OpenTab, Tab, hosted, hosted_orchard, opened_context
from tests.corpus_support import Site, build_site, copy_project
from tests.crowded_corpus import write_crowd


@pytest.fixture(scope="session")
def orchard(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Build the second corpus: another subject, other languages, its own vocabulary."""
    root = copy_project("orchard", tmp_path_factory.mktemp("orchard"))
    return build_site(root, "https://canal.example.org/sub/")


@pytest.fixture(scope="session")
def orchard_at_root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Build and serve the second corpus as the only site of a host."""
    with hosted_orchard(tmp_path_factory.mktemp("root"), "") as site:
        yield site


@pytest.fixture(scope="session")
def orchard_below(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Build and serve the second corpus below a path of a host, as pages of a project are."""
    with hosted_orchard(tmp_path_factory.mktemp("below"), "some/path/") as site:
        yield site


@pytest.fixture(scope="session")
def saqiya(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Build and serve the corpus in Arabic, whose pages run from right to left."""
    folder = tmp_path_factory.mktemp("saqiya")
    with hosted(copy_project("saqiya", folder), folder / "host", "") as site:
        yield site


@pytest.fixture(scope="session")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Build and serve a corpus with a place that more passages name than one page holds."""
    folder = tmp_path_factory.mktemp("crowd")
    root = write_crowd(folder / "crowd", {"almanac": 90, "bulletin": 8})
    with hosted(root, folder / "host", "") as site:
        yield site


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Run one browser for a module; its event loop must not run while other modules are tested."""
    with launched_browser() as browser:
        yield browser


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Give the stores that tabs with the same options share: files need not come again and again."""
    with ExitStack() as stack:
        yield cache(lambda **options: stack.enter_context(opened_context(browser, **options)))


@pytest.fixture(scope="module")
def kept_tabs() -> dict[str, list[Tab]]:
    """Keep tabs that no test uses now, by their options: a new one costs several times what a page in it does."""
    return defaultdict(list)


@pytest.fixture
def open_tab(
    context: Callable[..., BrowserContext], kept_tabs: dict[str, list[Tab]], orchard_below: Site
) -> Iterator[OpenTab]:
    """Give tabs on the site below a path; at the end of the test nothing may have failed in any."""
    used: list[tuple[str, Tab]] = []

    def opened(path: str, **options: Any) -> Tab:
        key = repr(sorted(options.items()))
        if kept_tabs[key]:
            tab = kept_tabs[key].pop()
        else:
            tab = Tab(context(**options).new_page(), orchard_below.address, options.get("scripts", True))
        used.append((key, tab))
        tab.open(path)
        return tab

    yield opened
    faults = [fault for _, tab in used for fault in tab.faults]
    for key, tab in used:
        if faults or not tab.is_left_as_new():
            tab.page.close()
        else:
            kept_tabs[key].append(tab)
    assert faults == []
