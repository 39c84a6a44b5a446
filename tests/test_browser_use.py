"""What readers do on the site, in a real browser: search, follow a permalink, sort, filter, choose colours, use the keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser_support import LONG_NAME, NARROW, PAGES, Tab, opened_tab
from tests.corpus_support import Site

GAZETTE, SADA = "valley-gazette-sluice", "sada-al-wadi-talks"
INDEXES = ("actors", "places", "agreements", "sources")
OpenTab = Callable[..., Tab]
CLEAR_OF_HEAD = """identifier => new Promise((resolve, reject) => {
    const end = performance.now() + 5000;
    const look = () => {
        const head = document.querySelector(".md-header").getBoundingClientRect();
        if (document.getElementById(identifier).getBoundingClientRect().top >= head.bottom - 1) resolve();
        else if (performance.now() > end) reject(new Error(`${identifier} stands behind the head of the site`));
        else requestAnimationFrame(look);
    };
    look();
})"""


@pytest.fixture
def open_tab(browser: Browser, orchard_below: Site) -> Iterator[OpenTab]:
    """Give tabs on the site below a path; at the end of the test nothing may have failed in any."""
    with ExitStack() as stack:
        tabs: list[Tab] = []

        def opened(path: str, **options: Any) -> Tab:
            tabs.append(stack.enter_context(opened_tab(browser, orchard_below.address, **options)))
            tabs[-1].open(path)
            return tabs[-1]

        yield opened
        assert [fault for tab in tabs for fault in tab.faults] == []


def title(tab: Tab) -> Locator:
    """Return the heading of the page that is shown."""
    return tab.page.locator(".md-content h1")


def expect_in_view(tab: Tab, identifier: str) -> None:
    """Wait until an element of a page that is ready has been scrolled to, clear of the site's head."""
    expect(tab.page.locator(f'.bt-page[data-ready] [id="{identifier}"]')).to_be_in_viewport()
    tab.page.evaluate(CLEAR_OF_HEAD, identifier)


# ---- search -----------------------------------------------------------------------------------------


def search(tab: Tab, typed: str) -> None:
    """Put words into the search; the last key is one that every keyboard has, for the search listens to keys."""
    box = tab.page.locator(".md-search__input")
    box.click()
    box.fill(typed)
    box.press("End")


@pytest.mark.parametrize(
    ("typed", "path", "name"),
    [
        ("water board", "actors/water-board/", "Sarn Water Board"),
        ("SWB", "actors/water-board/", "Sarn Water Board"),
        ("Haddad", "actors/yusuf-haddad/", "Yusuf Haddad"),
        ("يوسف حداد", "actors/yusuf-haddad/", "Yusuf Haddad"),
        ("دورن", "places/dorn/", "Dorn"),
        ("Dhorne", "places/dorn/", "Dorn"),
        ("Bent Sözleşmesi", "agreements/weir-compact/", "Weir Compact"),
    ],
)
def test_search_leads_to_the_page(open_tab: OpenTab, typed: str, path: str, name: str) -> None:
    """Whoever types a name of an entity, in another script or misspelt as it is listed, finds a result that leads to its page."""
    tab = open_tab("")
    search(tab, typed)
    tab.page.locator(f'.md-search-result__item a[href^="{tab.address}{path}"]').first.click()
    tab.page.wait_for_url(re.compile(re.escape(tab.address + path)))
    expect(title(tab)).to_have_text(name)


# ---- permalinks -------------------------------------------------------------------------------------


def looks_of(pieces: Locator) -> list[list[str]]:
    """Return what tells a marked element from others, of each element."""
    found: list[list[str]] = pieces.evaluate_all(
        "all => all.map(one => getComputedStyle(one)).map(style => [style.backgroundColor, style.outlineStyle, style.outlineColor])"
    )
    return found


def expect_marked(tab: Tab, passage: str) -> None:
    """Every piece of a passage looks alike, and unlike the passages that have nothing to do with it."""
    tab.page.mouse.move(0, 0)  # what the mouse is over is lit
    marked = looks_of(tab.page.locator(f'.bt-p[data-p="{passage}"]'))
    others = looks_of(
        tab.page.locator(f'.bt-p:not([data-p="{passage}"] *, :has([data-p="{passage}"]), [data-p="{passage}"])')
    )
    assert marked
    assert others
    assert len({tuple(look) for look in marked}) == 1
    assert marked[0] not in others
    assert marked[0][0] not in {background for background, *_ in others}


@pytest.mark.parametrize(
    ("source", "passage"),
    [
        (GAZETTE, "closure"),  # another one lies in it
        (GAZETTE, "closure-area"),
        (GAZETTE, "families-and-denial"),  # it begins within another one and goes on after it
        (GAZETTE, "fewer-trees"),  # over the end of a line
        (SADA, "next-round"),
    ],
)
def test_permalink_shows_its_passage(open_tab: OpenTab, source: str, passage: str) -> None:
    """The address of a passage opens its source with the passage in view, all of it marked, and its note open."""
    tab = open_tab(f"sources/{source}/#p-{passage}")
    expect_in_view(tab, f"p-{passage}")
    expect_marked(tab, passage)
    expect(tab.page.locator(f'details[data-note="{passage}"]')).to_have_attribute("open", "")


def test_only_the_last_passage_is_marked(open_tab: OpenTab) -> None:
    """A step to another passage of the same page marks that one and no longer the first, and Back the first again."""
    tab = open_tab(f"sources/{GAZETTE}/#p-families-and-denial")
    expect_in_view(tab, "p-families-and-denial")
    note = tab.page.locator("details[data-note=lake-level]")
    note.locator("summary").click()
    note.locator("a", has_text="Link to this passage").click()
    tab.page.wait_for_url("**/#p-lake-level")
    expect_in_view(tab, "p-lake-level")
    expect_marked(tab, "lake-level")
    tab.page.go_back()
    tab.page.wait_for_url("**/#p-families-and-denial")
    expect_in_view(tab, "p-families-and-denial")
    expect_marked(tab, "families-and-denial")


def test_passage_and_card_lead_to_each_other(open_tab: OpenTab) -> None:
    """“In context” leads to the marked passage in its source, a mention there to the passage's card, Back to the passage, without a page loaded anew."""
    tab = open_tab("actors/maravel-growers/")
    tab.page.evaluate("window.sameDocument = true")
    card, passage = f"p-{GAZETTE}--families-and-denial", "families-and-denial"
    tab.page.locator(f'[id="{card}"] a', has_text="In context").click()
    tab.page.wait_for_url(f"{tab.address}sources/{GAZETTE}/#p-{passage}")
    expect_in_view(tab, f"p-{passage}")
    expect_marked(tab, passage)
    tab.page.locator(f'a.bt-m[href$="{card}"]').first.click()
    tab.page.wait_for_url(f"{tab.address}actors/maravel-growers/#{card}")
    expect_in_view(tab, card)
    assert looks_of(tab.page.locator(f'[id="{card}"]'))[0] not in looks_of(
        tab.page.locator(f'.bt-card:not([id="{card}"])')
    )
    tab.page.go_back()
    tab.page.wait_for_url(f"{tab.address}sources/{GAZETTE}/#p-{passage}")
    expect_in_view(tab, f"p-{passage}")
    expect_marked(tab, passage)
    assert tab.page.evaluate("window.sameDocument")


def test_permalink_needs_no_script(open_tab: OpenTab) -> None:
    """Without script the address of a passage still marks it."""
    tab = open_tab(f"sources/{GAZETTE}/#p-lake-level", scripts=False)
    expect(tab.page.locator("#p-lake-level")).to_be_in_viewport()
    expect_marked(tab, "lake-level")


# ---- tables -----------------------------------------------------------------------------------------


def keys(table: Locator, column: int) -> list[str]:
    """Return what the rows of a table are sorted by, in the order that they are shown in."""
    found: list[str] = table.locator("tbody tr").evaluate_all(
        "(rows, column) => rows.map(row => row.cells[column]).map(cell => cell.dataset.sort ?? cell.textContent.trim())",
        column,
    )
    return found


@pytest.mark.parametrize("path", [*(PAGES[kind] for kind in INDEXES), PAGES["source in excerpts"]])
def test_headers_sort(open_tab: OpenTab, path: str) -> None:
    """A click on a header sorts by its column, another click the other way, what is missing last; the header says which."""
    table = open_tab(path).page.locator("table.bt-sortable")
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


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("union", ["Maravel Growers’ Union"]),
        ("growers' UNION", ["Maravel Growers’ Union"]),
        ("حداد", ["Yusuf Haddad"]),
        ("uberwachung", [LONG_NAME]),
        ("authority council", ["Upper Valley Council"]),
        ("no such name", []),
    ],
)
def test_filter_narrows(open_tab: OpenTab, typed: str, names: list[str]) -> None:
    """The filter leaves the rows that have all words typed, by any name, marks and case aside, and tells how many there are."""
    tab = open_tab("actors/")
    box, told = tab.page.get_by_label("Filter"), tab.page.get_by_role("status")
    shown = tab.page.locator("tbody tr:visible a.bt-e")
    expect(told).to_have_attribute("aria-live", "polite")
    expect(told).to_have_text("8 rows")
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
    expect(title(tab)).to_have_text("Places")
    tab.page.go_back()
    expect(title(tab)).to_have_text("Actors")
    tab.page.get_by_label("Filter").fill("haddad")
    expect(tab.page.locator("tbody tr:visible")).to_have_count(1)
    assert tab.page.locator("thead button").count() == tab.page.locator("thead th").count()


def test_links_inside_a_page_leave_it_as_it_is(open_tab: OpenTab) -> None:
    """Steps to and fro within a page fetch nothing and keep what the reader has filtered."""
    tab = open_tab("compare/names/")
    asked: list[str] = []
    tab.page.get_by_label("Filter").fill("sluice")
    tab.page.on("request", lambda request: asked.append(request.url))
    tab.page.locator(".md-nav--secondary a", has_text="Places").click()
    expect_in_view(tab, "places")
    expect(tab.page.locator("tbody tr:visible")).to_have_count(1)
    tab.page.go_back()
    tab.page.wait_for_url("**/compare/names/")
    expect(tab.page.locator("tbody tr:visible")).to_have_count(1)
    assert asked == []


# ---- without script -----------------------------------------------------------------------------------


def test_links_need_no_script(open_tab: OpenTab) -> None:
    """Without script the tabs, a row of a table, a mention and the foot lead to their pages."""
    tab = open_tab("", scripts=False)
    for step, path in [
        (".md-tabs a >> text=Actors", "actors/"),
        ("tbody a >> text=Yusuf Haddad", "actors/yusuf-haddad/"),
        (f'[id="p-{GAZETTE}--families-and-denial"] a >> text=In context', f"sources/{GAZETTE}/#p-families-and-denial"),
        ('.bt-p[data-p="lake-level"] a >> text=Lake Hesper', f"places/lake-hesper/#p-{GAZETTE}--lake-level"),
        (".md-footer a >> text=Codebook", "codebook/"),
    ]:
        tab.page.locator(step).first.click()
        tab.page.wait_for_url(tab.address + path)


def test_drawer_needs_no_script(open_tab: OpenTab) -> None:
    """On a narrow screen without script the drawer opens, and nothing else is shown that would do nothing."""
    tab = open_tab("", scripts=False, width=NARROW)
    (opener,) = tab.facts()["controls"]
    assert opener.endswith("label.md-header__button.md-icon")
    tab.page.get_by_role("button", name="Sections").click()
    tab.page.locator(".bt-drawer a", has_text="Places").click()
    tab.page.wait_for_url(tab.address + "places/")


# ---- colours ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [1280, NARROW])
@pytest.mark.parametrize(
    ("scheme", "offered"), [("light", "Switch to dark colours"), ("dark", "Switch to light colours")]
)
def test_choice_of_colours_is_remembered(open_tab: OpenTab, width: int, scheme: str, offered: str) -> None:
    """A page begins with the colours that the system asks for; the switch changes them, and the choice holds on other pages and after a reload."""
    tab = open_tab("", width=width, scheme=scheme)
    dark = scheme == "dark"
    assert tab.facts()["dark"] == dark
    tab.page.get_by_title(offered).click()
    expect(tab.page.get_by_title(offered)).to_be_hidden()
    assert tab.facts()["dark"] == (not dark)
    tab.page.locator(".bt-counts a", has_text="actors").click()
    expect(title(tab)).to_have_text("Actors")
    assert tab.facts()["dark"] == (not dark)
    tab.open("places/")
    assert tab.facts()["dark"] == (not dark)


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


# ---- keyboard ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["home", "actor", "source in excerpts", "actors", "hand-written", "missing"])
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


# ---- what only shows in use -------------------------------------------------------------------------------


def test_texts_that_show_in_use_are_readable(open_tab: OpenTab) -> None:
    """A marked passage and its note, a preview of a link, results of the search and the drawer are readable in both schemes."""
    tab = open_tab(f"sources/{GAZETTE}/#p-accusation-and-families", width=NARROW)
    assert tab.faint() == {"paper": [], "night": []}
    tab.page.locator(".bt-section--silence a[data-preview]").first.hover()
    expect(tab.page.locator(".md-tooltip2--active")).to_be_visible()
    assert tab.faint() == {"paper": [], "night": []}
    tab.page.get_by_role("button", name="Sections").click()
    expect(tab.page.locator(".bt-drawer")).to_be_visible()
    assert tab.faint() == {"paper": [], "night": []}
    tab.page.keyboard.press("Escape")
    tab.page.get_by_role("button", name="Search").click()
    search(tab, "sluice")
    expect(tab.page.locator(".md-search-result__item").first).to_be_visible()
    assert tab.faint() == {"paper": [], "night": []}


# ---- addresses --------------------------------------------------------------------------------------


@pytest.mark.parametrize("site", ["orchard_at_root", "orchard_below"])
def test_ways_are_the_same_wherever_the_site_lies(browser: Browser, request: pytest.FixtureRequest, site: str) -> None:
    """At the root of a host or below a path, from the page for a wrong address a reader gets by links and search to all others, without one loaded anew."""
    address = request.getfixturevalue(site).address
    with opened_tab(browser, address) as tab:
        tab.open(PAGES["missing"])
        tab.page.evaluate("window.sameDocument = true")
        tab.page.locator("article a", has_text="Sources").click()
        tab.page.wait_for_url(address + "sources/")
        expect(title(tab)).to_have_text("Sources")
        tab.page.locator("article a", has_text="Sluice closed again").click()
        tab.page.wait_for_url(f"{address}sources/{GAZETTE}/")
        expect(title(tab)).to_have_text("Sluice closed again as growers count dry trees")
        search(tab, "Dhorne")
        tab.page.locator(f'.md-search-result__item a[href^="{address}places/dorn/"]').first.click()
        expect(title(tab)).to_have_text("Dorn")
        assert tab.page.evaluate("window.sameDocument")
        assert tab.faults == []
