"""What readers can handle in a real browser: tables, colours, all by keyboard, and what shows only in use."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser_support import LONG_NAME, NARROW, PAGES, WIDE, OpenTab, heading, opened_tab, search
from tests.corpus_support import Site

FILTERED = {
    "union": ["Maravel Growers’ Union"],
    "growers' UNION": ["Maravel Growers’ Union"],
    "حداد": ["Yusuf Haddad"],
    "uberwachung": [LONG_NAME],
    "authority council": ["Upper Valley Council"],
    "no such name": [],
}
"""What is typed over the table of actors, and what is left of it."""


# ---- tables ---------------------------------------------------------------------------------------


def keys(table: Locator, column: int) -> list[str]:
    """Return what the rows of a table are sorted by, in the order that they are shown in."""
    found: list[str] = table.locator("tbody tr").evaluate_all(
        "(rows, column) => rows.map(row => row.cells[column]).map(cell => cell.dataset.sort ?? cell.textContent.trim())",
        column,
    )
    return found


@pytest.mark.parametrize("kind", ["actors", "sources", "source in excerpts"])
def test_headers_sort(open_tab: OpenTab, kind: str) -> None:
    """A click on a header sorts by its column, another click the other way, what is missing last; the header says which."""
    table = open_tab(PAGES[kind]).page.locator("table.bt-sortable")
    headers = table.locator("thead th")
    assert headers.count() > 2
    for column in range(headers.count()):
        header = headers.nth(column)
        orders = {}
        for _ in range(2):
            header.get_by_role("button").click()
            orders[header.get_attribute("aria-sort")] = keys(table, column)
            assert table.locator("[aria-sort]").count() == 1
        up, down = orders["ascending"], orders["descending"]
        given = [key for key in up if key]
        assert (given + [""] * (len(up) - len(given)), given[::-1] + [""] * (len(up) - len(given))) == (up, down)
        assert (up != down) == (len(set(given)) > 1)
        if all(key.isdecimal() for key in given):
            assert given == sorted(given, key=int)
        elif all(key.isascii() for key in given):
            assert given == sorted(given, key=str.casefold)


def test_filter_narrows(open_tab: OpenTab) -> None:
    """The filter leaves the rows that have all words typed, by any name, marks and case aside, and tells how many there are."""
    tab = open_tab("actors/")
    box, told = tab.page.get_by_label("Filter"), tab.page.get_by_role("status")
    shown = tab.page.locator("tbody tr:visible a.bt-e")
    expect(told).to_have_attribute("aria-live", "polite")
    expect(told).to_have_text("8 rows")
    for typed, names in FILTERED.items():
        box.fill(typed)
        expect(told).to_have_text(f"{len(names)} of 8 rows")
        expect(shown).to_have_text(names)
    box.fill("")
    expect(shown).to_have_count(8)


def test_filter_is_over_all_tables_of_a_page(open_tab: OpenTab) -> None:
    """Where a page has several tables, one filter narrows them all, and sections without a row left are not shown."""
    tab = open_tab("compare/names/")
    sections = tab.page.locator(".bt-section:visible h2")
    before = sections.count()
    tab.page.get_by_label("Filter").fill("sluice")
    expect(tab.page.locator("tbody tr:visible")).to_have_count(1)
    expect(sections).to_have_count(1)
    tab.page.get_by_label("Filter").fill("")
    expect(sections).to_have_count(before)


def test_tables_work_after_steps_to_and_fro(open_tab: OpenTab) -> None:
    """After steps to another page and back a table has one filter and one button in each header, and both work."""
    tab = open_tab("actors/")
    tab.page.locator(".md-tabs a", has_text="Places").click()
    expect(heading(tab)).to_have_text("Places")
    tab.page.go_back()
    expect(heading(tab)).to_have_text("Actors")
    tab.page.get_by_label("Filter").fill("haddad")
    expect(tab.page.locator("tbody tr:visible")).to_have_count(1)
    assert tab.page.locator("thead button").count() == tab.page.locator("thead th").count()


# ---- colours --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("width", "scheme", "offered"),
    [(WIDE, "light", "Switch to dark colours"), (NARROW, "dark", "Switch to light colours")],
)
def test_choice_of_colours_is_remembered(
    browser: Browser, orchard_below: Site, width: int, scheme: str, offered: str
) -> None:
    """A page begins with the colours that the system asks for; the switch changes them, on pages to come and after a reload too."""
    dark = scheme == "dark"
    with opened_tab(browser, orchard_below.address, width=width, scheme=scheme) as tab:
        tab.open("")
        assert tab.facts()["dark"] == dark
        tab.page.get_by_title(offered).click()
        expect(tab.page.get_by_title(offered)).to_be_hidden()
        assert tab.facts()["dark"] == (not dark)
        tab.page.locator(".bt-counts a", has_text="actors").click()
        expect(heading(tab)).to_have_text("Actors")
        assert tab.facts()["dark"] == (not dark)
        tab.open("places/")
        assert tab.facts()["dark"] == (not dark)
        assert tab.faults == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_change_by_keyboard(open_tab: OpenTab, scheme: str) -> None:
    """Who comes to the switch by the tabulator changes the colours by Enter, there and back."""
    tab = open_tab("", scheme=scheme)
    dark = scheme == "dark"
    while "palette" not in (tab.press_tab() or {"element": "palette"})["element"]:
        pass
    for expected in (not dark, dark):
        tab.page.keyboard.press("Enter")
        expect(tab.page.locator("body")).to_have_attribute("data-md-color-scheme", "night" if expected else "paper")
        assert tab.facts()["dark"] == expected


# ---- keyboard -------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["home", "source in excerpts", "hand-written", "missing"])
def test_skip_link_leads_to_the_text(open_tab: OpenTab, kind: str) -> None:
    """The first stop of the tabulator is a link past the head of the page: the stop after it is in the text."""
    tab = open_tab(PAGES[kind])
    first = tab.press_tab()
    assert first
    assert first["seen"]
    expect(tab.page.locator(":focus")).to_have_text("Skip to content")
    tab.page.keyboard.press("Enter")
    expect(tab.page.locator("#bt-content")).to_be_focused()
    then = tab.press_tab()
    assert then
    assert then["inArticle"]


@pytest.mark.parametrize("key", ["Enter", " "])
def test_drawer_by_keyboard(open_tab: OpenTab, key: str) -> None:
    """On a narrow screen the drawer opens by Enter or the space bar, takes the focus, and gives it back at Escape."""
    tab = open_tab("", width=NARROW)
    opener = tab.page.get_by_role("button", name="Sections")
    expect(tab.page.locator(".bt-drawer")).to_be_hidden()
    opener.focus()
    tab.page.keyboard.press(key)
    expect(tab.page.locator(".bt-drawer a").first).to_be_focused()
    tab.page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    expect(tab.page.locator(".bt-drawer")).to_be_hidden()


# ---- what shows only in use -----------------------------------------------------------------------


def test_texts_that_show_in_use_are_readable(open_tab: OpenTab) -> None:
    """A marked passage and its note, a preview of a link, results of the search and the drawer are readable in both schemes."""
    tab = open_tab(PAGES["source in excerpts"] + "#p-accusation-and-families", width=NARROW)
    assert tab.faint() == []
    tab.page.locator(".bt-section--silence a[data-preview]").first.hover()
    expect(tab.page.locator(".md-tooltip2--active")).to_be_visible()
    assert tab.faint() == []
    tab.page.get_by_role("button", name="Sections").click()
    expect(tab.page.locator(".bt-drawer")).to_be_visible()
    assert tab.faint() == []
    tab.page.keyboard.press("Escape")
    search(tab, "sluice")
    expect(tab.page.locator(".bt-hit").first).to_be_visible()
    assert tab.faint() == []
