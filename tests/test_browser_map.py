"""The map in a real browser: without script, filtered, pointed at, enlarged by keyboard, and on a narrow screen."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser_support import NARROW, WIDE, OpenTab, Tab, heading

OVERLAPS = """() => [...document.querySelectorAll('.bt-map__drawing')].filter(svg => svg.getClientRects().length).map(svg => {
    const words = [...svg.querySelectorAll('text')].filter(text => text.getClientRects().length);
    const boxes = words.map(text => [text.textContent, text.getBoundingClientRect()]);
    const frame = svg.getBoundingClientRect();
    const meet = (a, b) => a.left < b.right && b.left < a.right && a.top + 3 < b.bottom - 3 && b.top + 3 < a.bottom - 3;
    return {
        words: boxes.length,
        pairs: boxes.flatMap(([one, a], n) => boxes.slice(n + 1).filter(([, b]) => meet(a, b)).map(([other]) => [one, other])),
        outside: boxes.filter(([, a]) => a.left < frame.left || a.right > frame.right || a.top < frame.top || a.bottom > frame.bottom).map(([text]) => text),
    };
})"""
"""For each drawing that is shown: how many words it has, which of them overlap, and which leave it."""

SCROLLED = """() => new Promise((resolve, reject) => {
    const end = performance.now() + 5000;
    const look = () => (scrollY > 100 ? resolve() : performance.now() > end ? reject(new Error("not scrolled")) : requestAnimationFrame(look));
    look();
})"""
"""Wait until the page is scrolled; the policy of the pages forbids what Playwright waits with."""


def rows(tab: Tab) -> Locator:
    """Return the places that are listed."""
    return tab.page.locator(".bt-atlas__row:visible")


def pin(tab: Tab, place: str) -> Locator:
    """Return the mark of a place on the drawing that is shown."""
    return tab.page.locator(f'.bt-atlas__main .bt-map__pin[data-place="{place}"]:visible')


def view_box(tab: Tab) -> list[float]:
    """Return what the main map shows: left, top, width, height."""
    shown = tab.page.locator(".bt-atlas__main svg.bt-map__drawing:visible")
    return [float(part) for part in (shown.get_attribute("viewBox") or "").split()]


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("address", ["map/", "places/east-sluice/", "places/maravel-valley/", ""])
def test_names_do_not_overlap(open_tab: OpenTab, address: str, width: int) -> None:
    """On every map and screen one drawing is shown, its words lie inside it, and none of them lies on another."""
    drawings = open_tab(address, width=width).page.evaluate(OVERLAPS)
    assert [(drawing["pairs"], drawing["outside"]) for drawing in drawings] == [([], [])]
    assert drawings[0]["words"] > 3


def test_map_needs_no_script(open_tab: OpenTab) -> None:
    """Without script the drawing, its links, the list and the sources of each place are there, and nothing that would do nothing."""
    tab = open_tab("map/", scripts=False)
    expect(tab.page.get_by_role("combobox")).to_have_count(0)
    expect(tab.page.locator(".bt-map__tools")).to_have_count(0)
    expect(tab.page.get_by_role("group", name="Where most of the places lie")).to_be_visible()
    assert rows(tab).count() == 4
    told = rows(tab).filter(has_text="East Sluice").inner_text()
    assert "Gazette, Mar 2031" in told
    pin(tab, "east-sluice").click()
    expect(heading(tab)).to_have_text("East Sluice")


def test_filter_narrows_marks_and_list(open_tab: OpenTab) -> None:
    """A source that is chosen leaves the places that it names, counts its mentions alone, and stands in the address."""
    tab = open_tab("map/")
    expect(tab.page.get_by_role("status")).to_have_text("4 places")
    before = pin(tab, "east-sluice").locator(".bt-map__dot").get_attribute("r")
    tab.page.get_by_label("Source", exact=True).select_option("su-gunlugu-meeting")
    assert tab.page.url.endswith("map/?source=su-gunlugu-meeting")
    named = rows(tab).evaluate_all("rows => rows.map(row => row.dataset.place)")
    assert 0 < len(named) < 4
    expect(tab.page.get_by_role("status")).to_have_text(f"{len(named)} of 4 places")
    for place in ("dorn", "east-sluice"):
        expect(pin(tab, place)).to_have_count(int(place in named))
    tab.page.get_by_role("button", name="Reset").click()
    expect(rows(tab)).to_have_count(4)
    expect(pin(tab, "east-sluice").locator(".bt-map__dot")).to_have_attribute("r", before or "")
    assert tab.page.url.endswith("map/")
    rows(tab).evaluate_all("rows => rows.slice(1).forEach(row => row.remove())")
    tab.page.get_by_label("Source", exact=True).select_option("su-gunlugu-meeting")
    expect(tab.page.get_by_role("status")).to_have_text(re.compile("^[01] of 1 place$"))


def test_filtered_map_can_be_linked(open_tab: OpenTab) -> None:
    """An address with a source opens the map filtered; one that does not exist filters nothing."""
    tab = open_tab("map/?source=su-gunlugu-meeting")
    assert 0 < rows(tab).count() < 4
    tab.open("map/?source=nobody")
    expect(rows(tab)).to_have_count(4)


def test_mark_and_row_belong_together(open_tab: OpenTab) -> None:
    """A place that is pointed at, or whose row has the focus, shows a card and is marked in both; Escape takes it away."""
    tab = open_tab("map/")
    card = tab.page.locator(".bt-map__card")
    row = tab.page.locator('.bt-atlas__row[data-place="dorn"]')
    pin(tab, "dorn").hover()
    expect(card).to_contain_text("Dorn")
    expect(row).to_have_class("bt-atlas__row bt-is-hot")
    tab.page.mouse.move(2, 2)
    row.locator(".bt-e").focus()
    expect(card).to_be_visible()
    tab.page.keyboard.press("Escape")
    expect(card).to_be_hidden()


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_map_is_enlarged_by_keyboard(open_tab: OpenTab, width: int) -> None:
    """Plus, minus, arrows and 0 enlarge, move and reset the map; what is enlarged keeps the size of its words."""
    tab = open_tab("map/", width=width)
    whole = view_box(tab)
    size = pin(tab, "east-sluice").locator(".bt-map__dot").bounding_box()
    assert size is not None
    tab.page.get_by_role("group", name="Map. Plus and minus").first.focus()
    tab.page.keyboard.press("ArrowRight")
    assert view_box(tab) == whole
    tab.page.keyboard.press("+")
    left, _, across, _ = view_box(tab)
    assert across == pytest.approx(whole[2] / 1.6)
    tab.page.keyboard.press("ArrowRight")
    assert view_box(tab)[0] > left
    again = pin(tab, "east-sluice").locator(".bt-map__dot").bounding_box()
    assert again is not None
    assert again["width"] == pytest.approx(size["width"], abs=0.5)
    tab.page.keyboard.press("0")
    assert view_box(tab) == whole
    buttons = tab.page.locator(".bt-atlas__main .bt-map__tools button")
    for box in (button.bounding_box() for button in buttons.all()):
        assert box is not None
        assert min(box["width"], box["height"]) >= 24


def test_wheel_scrolls_the_page(open_tab: OpenTab) -> None:
    """The wheel over the map scrolls the page; with Ctrl it enlarges the map."""
    tab = open_tab("map/")
    whole = view_box(tab)
    pin(tab, "east-sluice").hover()
    tab.page.mouse.wheel(0, 300)
    tab.page.evaluate(SCROLLED)
    assert view_box(tab) == whole
    tab.page.evaluate("scrollTo(0, 0)")
    pin(tab, "east-sluice").hover()
    tab.page.keyboard.down("Control")
    tab.page.mouse.wheel(0, -300)
    expect(tab.page.locator(".bt-map--zoomed")).to_have_count(1)
    tab.page.keyboard.up("Control")
    assert view_box(tab)[2] < whole[2]


def test_dragging_is_no_click(open_tab: OpenTab) -> None:
    """A mark by which the enlarged map is dragged is not followed as a link; one that is clicked is."""
    tab = open_tab("map/")
    tab.page.get_by_role("button", name="Enlarge the map").first.click()
    tab.page.get_by_role("group", name="Map. Plus and minus").first.focus()
    tab.page.keyboard.press("ArrowLeft")
    before = view_box(tab)
    pin(tab, "dorn").hover()
    tab.page.mouse.down()
    tab.page.mouse.move(500, 500, steps=5)
    tab.page.mouse.up()
    assert view_box(tab) != before
    expect(heading(tab)).to_have_text("Map")
    tab.page.get_by_role("button", name="Show the whole map").first.click()
    pin(tab, "dorn").click()
    expect(heading(tab)).to_have_text("Dorn")


def test_map_fits_a_narrow_screen(open_tab: OpenTab) -> None:
    """Nothing of the map makes the page wider than the screen."""
    facts = open_tab("map/", width=NARROW).facts()
    assert (facts["surplus"], facts["outside"], facts["dumb"]) == (0, [], [])
