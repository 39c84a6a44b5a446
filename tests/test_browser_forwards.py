"""Addresses of before in a real browser: who follows an old link arrives at the place that it meant."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser_support import OpenTab, expect_in_view

OLD = {
    "sources/gazette/#p-shut": ("sources/valley-gazette-sluice/", "p-closure"),
    "actors/growers/#s-gazette": ("actors/maravel-growers/", "s-valley-gazette-sluice"),
    "agreements/weir-treaty/#v-open-in-winter": ("agreements/weir-compact/", "v-winter-flow"),
    "compare/questions/treaty-kept/#a-yes": ("compare/questions/compact-kept/", "a-kept"),
    "compare/relations/#r-growers--opposes--water-board": (
        "compare/relations/",
        "r-maravel-growers--opposes--water-board",
    ),
}
"""Old addresses of places, with the page and the id of today."""


@pytest.mark.parametrize("old", OLD)
def test_an_old_link_leads_to_its_place(open_tab: OpenTab, old: str) -> None:
    """With script, the address becomes that of today, place included, and the place is in view."""
    page, place = OLD[old]
    tab = open_tab(old)
    tab.page.wait_for_url(f"{tab.address}{page}#{place}")
    expect_in_view(tab, place)


def test_an_old_link_leads_on_without_script(open_tab: OpenTab) -> None:
    """Without script, the page of today is shown; a place on a page that has not moved is found by its old name."""
    tab = open_tab("sources/gazette/", scripts=False)
    tab.page.wait_for_url(f"{tab.address}sources/valley-gazette-sluice/")
    tab = open_tab("sources/valley-gazette-sluice/#p-shut", scripts=False)
    expect(tab.page.locator("#p-closure")).to_be_in_viewport()
    expect(tab.page.locator("#p-shut")).to_have_count(1)
