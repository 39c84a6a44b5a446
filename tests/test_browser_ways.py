"""The ways through the site in a real browser: search, permalinks, links with script and without, at any address."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.browser_support import NARROW, PAGES, OpenTab, Tab, expect_in_view, heading, opened_tab, search

GAZETTE, SADA = "valley-gazette-sluice", "sada-al-wadi-talks"
SEARCHED = {
    "water board": ("actors/water-board/", "Sarn Water Board"),
    "Haddad": ("actors/yusuf-haddad/", "Yusuf Haddad"),
    "SWB": ("actors/water-board/", "Sarn Water Board"),
    "يوسف حداد": ("actors/yusuf-haddad/", "Yusuf Haddad"),
    "دورن": ("places/dorn/", "Dorn"),
    "Bent Sözleşmesi": ("agreements/weir-compact/", "Weir Compact"),
    "Dhorne": ("places/dorn/", "Dorn"),
}
"""What is typed, and the page that it is to lead to."""
SCROLLED = """() => new Promise(resolve => {
    scrollBy(0, 50);
    const look = () => history.state === null ? requestAnimationFrame(look) : resolve();
    look();
})"""
"""Scroll on, and wait until the theme has taken note of it."""


# ---- search ---------------------------------------------------------------------------------------


def test_search_leads_to_the_page(open_tab: OpenTab) -> None:
    """Whoever types a name of an entity, in another script or misspelt as it is listed, finds a result that leads to its page."""
    tab = open_tab("")
    for typed, (path, name) in SEARCHED.items():
        tab.open("")
        search(tab, typed)
        tab.page.locator(f'.bt-search .bt-hit a[href^="{tab.address}{path}"]').first.click()
        tab.page.wait_for_url(re.compile(re.escape(tab.address + path)))
        expect(heading(tab)).to_have_text(name)


# ---- permalinks -----------------------------------------------------------------------------------


STANDS_OUT = """([marked, others]) => {
  const looks = selector => [...document.querySelectorAll(selector)].map(one => getComputedStyle(one)).map(
    style => [style.backgroundColor, style.outlineStyle, style.outlineColor].join(" "));
  const found = new Set(looks(marked)), rest = looks(others);
  return found.size === 1 && rest.length > 0 && !rest.includes([...found][0]);
}"""
"""Whether all elements of one selector look alike, and unlike each one of another."""


def expect_to_stand_out(tab: Tab, marked: str, others: str) -> None:
    """Wait until what is marked looks alike, and unlike the others: a step within the site may be on its way."""
    tab.page.mouse.move(0, 0)  # what the mouse is over is lit
    tab.page.wait_for_function(STANDS_OUT, arg=[marked, others])


def expect_marked(tab: Tab, passage: str) -> None:
    """Every piece of a passage looks alike, and unlike the passages that have nothing to do with it."""
    piece = f'[data-p="{passage}"]'
    expect_to_stand_out(tab, f".bt-p{piece}", f".bt-p:not({piece} *, :has({piece}), {piece})")


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
    expect_marked(tab, "families-and-denial")


def test_passage_and_card_lead_to_each_other(open_tab: OpenTab) -> None:
    """“In context” leads to the marked passage in its source, a mention there to the passage's card, Back to the passage, without a page loaded anew."""
    tab = open_tab("actors/maravel-growers/")
    tab.page.evaluate("window.sameDocument = true")
    card, passage = f"p-{GAZETTE}--families-and-denial", "families-and-denial"
    tab.page.locator(f'[id="{card}"] a', has_text="In context").click()
    tab.page.wait_for_url(f"{tab.address}sources/{GAZETTE}/?e=maravel-growers#p-{passage}")
    expect_in_view(tab, f"p-{passage}")
    expect_marked(tab, passage)
    tab.page.locator(f'a.bt-m[href$="{card}"]').first.click()
    tab.page.wait_for_url(f"{tab.address}actors/maravel-growers/#{card}")
    expect_in_view(tab, card)
    expect_to_stand_out(tab, f'[id="{card}"]', f'.bt-card:not([id="{card}"])')
    tab.page.go_back()
    tab.page.wait_for_url(f"{tab.address}sources/{GAZETTE}/?e=maravel-growers#p-{passage}")
    expect_marked(tab, passage)
    assert tab.page.evaluate("window.sameDocument")


def test_scrolling_does_not_lose_the_passage(open_tab: OpenTab) -> None:
    """A reader who goes on scrolling until the page has come is shown the passage all the same."""
    tab = open_tab("actors/maravel-growers/")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    tab.page.route("**/sources/**", hold)
    with tab.page.expect_request(lambda request: request.resource_type == "xhr"):
        tab.page.locator(f'[id="p-{GAZETTE}--families-and-denial"] a', has_text="In context").click()
    tab.page.evaluate(SCROLLED)
    for route in held:
        route.continue_()
    expect_in_view(tab, "p-families-and-denial")
    expect_marked(tab, "families-and-denial")


def test_permalink_needs_no_script(open_tab: OpenTab) -> None:
    """Without script the address of a passage still marks it."""
    tab = open_tab(f"sources/{GAZETTE}/#p-lake-level", scripts=False)
    expect(tab.page.locator("#p-lake-level")).to_be_in_viewport()
    expect_marked(tab, "lake-level")


# ---- links ----------------------------------------------------------------------------------------


def test_links_inside_a_page_leave_it_as_it_is(open_tab: OpenTab) -> None:
    """Steps to and fro within a page load nothing anew and keep what the reader has filtered."""
    tab = open_tab("compare/names/")
    asked: list[str] = []
    tab.page.get_by_label("Filter").fill("sluice")
    tab.page.on(
        "request", lambda request: asked.append(request.url) if request.resource_type in ("xhr", "fetch") else None
    )
    tab.page.locator(".md-nav--secondary a", has_text="Places").click()
    expect_in_view(tab, "places")
    expect(tab.page.locator("tbody tr:visible")).to_have_count(1)
    tab.page.go_back()
    tab.page.wait_for_url("**/compare/names/")
    expect(tab.page.locator("tbody tr:visible")).to_have_count(1)
    assert asked == []


def test_links_need_no_script(open_tab: OpenTab) -> None:
    """Without script the tabs, a row of a table, a mention and the foot lead to their pages."""
    tab = open_tab("", scripts=False)
    for step, path in [
        (".md-tabs a >> text=Actors", "actors/"),
        ("tbody a >> text=Yusuf Haddad", "actors/yusuf-haddad/"),
        (
            f'[id="p-{GAZETTE}--families-and-denial"] a >> text=In context',
            f"sources/{GAZETTE}/?e=yusuf-haddad#p-families-and-denial",
        ),
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


@pytest.mark.parametrize("site", ["orchard_at_root", "orchard_below"])
def test_ways_are_the_same_wherever_the_site_lies(browser: Browser, request: pytest.FixtureRequest, site: str) -> None:
    """At the root of a host or below a path, from the page for a wrong address a reader gets on by search, tabs and links, and none is loaded anew."""
    address = request.getfixturevalue(site).address
    with opened_tab(browser, address) as tab:
        tab.open(PAGES["missing"])
        tab.page.evaluate("window.sameDocument = true")
        search(tab, "Dhorne")
        tab.page.locator(f'.bt-search .bt-hit a[href^="{address}places/dorn/"]').first.click()
        expect(heading(tab)).to_have_text("Dorn")
        tab.page.locator(".md-tabs a", has_text="Sources").click()
        tab.page.wait_for_url(address + "sources/")
        expect(heading(tab)).to_have_text("Sources")
        tab.page.locator("article a", has_text="Sluice closed again").click()
        tab.page.wait_for_url(f"{address}sources/{GAZETTE}/")
        expect(heading(tab)).to_have_text("Sluice closed again as growers count dry trees")
        assert tab.page.evaluate("window.sameDocument")
        assert tab.faults == []
