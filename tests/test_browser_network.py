"""Relations and long pages of entities in a real browser: evidence on click, by keyboard, on a phone and without script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.browser_support import NARROW, SCHEMES, WIDE, OpenTab, expect_in_view, heading, opened_tab
from tests.corpus_support import Site

ACTOR = "actors/water-board/"
DRAWING = ".bt-ego__drawing:visible"
SHELF = "places/weir/passages/almanac/"
OVERLAPS = """(svg) => {
  const texts = [...svg.querySelectorAll("text")].map((text) => [text.textContent, text.getBoundingClientRect()]);
  const apart = (a, b) => a.right <= b.left || b.right <= a.left || a.bottom - 3 <= b.top || b.bottom - 3 <= a.top;
  return texts.flatMap(([one, a], at) => texts.slice(at + 1).filter(([, b]) => !apart(a, b)).map(([two]) => [one, two]));
}"""
"""Texts of a drawing that lie over one another; lines of a name may touch."""
OUTSIDE = """(svg) => {
  const frame = svg.closest(".bt-page").getBoundingClientRect();
  return [...svg.querySelectorAll("text")]
    .filter((text) => {
      const box = text.getBoundingClientRect();
      return box.left < frame.left - 1 || box.right > frame.right + 1;
    })
    .map((text) => text.textContent);
}"""


@pytest.mark.parametrize(("width", "layout"), [(WIDE, "sides"), (NARROW, "stem"), (320, "stem")])
def test_one_drawing_is_shown(open_tab: OpenTab, width: int, layout: str) -> None:
    """Each width has its drawing and no other; no text lies over another or outside the page."""
    tab = open_tab(ACTOR, width=width)
    shown = tab.page.locator(DRAWING)
    expect(shown).to_have_count(1)
    expect(shown).to_have_class(re.compile(rf"bt-ego__drawing--{layout}$"))
    assert shown.evaluate(OVERLAPS) == []
    assert shown.evaluate(OUTSIDE) == []


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_long_names_have_room(browser: Browser, crowded: Site, width: int) -> None:
    """Nor does any where there are as many relations as are drawn."""
    with opened_tab(browser, crowded.address, width=width) as tab:
        tab.open("places/weir/")
        shown = tab.page.locator(DRAWING)
        assert shown.evaluate(OVERLAPS) == []
        assert shown.evaluate(OUTSIDE) == []
        assert tab.faults == []


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_line_leads_to_its_evidence(open_tab: OpenTab, width: int, scripts: bool) -> None:
    """A click on a line leads to the rows of its relation, which stand out; each has a link to its passage."""
    tab = open_tab(ACTOR, width=width, scripts=scripts)
    line = tab.page.locator(f"{DRAWING} .bt-ego__edge").first
    target = (line.get_attribute("href") or "").partition("#")[2]
    line.locator(".bt-ego__reach").dispatch_event("click")
    expect(tab.page.locator(f'tbody[id="{target}"]')).to_be_in_viewport()
    assert tab.page.url.endswith(f"#{target}")
    ground = "(row) => getComputedStyle(row.querySelector('td')).backgroundColor"
    others = tab.page.locator(f'.bt-relations tbody:not([id="{target}"])').first
    assert tab.page.locator(f'tbody[id="{target}"]').evaluate(ground) != others.evaluate(ground)
    assert tab.page.locator(f'tbody[id="{target}"] a.bt-go').count() > 0


def test_line_says_who_says_so(open_tab: OpenTab) -> None:
    """Whatever is drawn says in words who stands in which relation to whom, and according to whom in which source."""
    tab = open_tab(ACTOR)
    told = tab.page.locator(f"{DRAWING} .bt-ego__edge title").all_text_contents()
    assert any("opposed by" in text and "according to Yusuf Haddad" in text for text in told)
    assert any("chaired by" in text and "itself" in text for text in told)


def test_table_lights_the_line(open_tab: OpenTab) -> None:
    """By keyboard the drawing is no stop; a row that has the focus lights its line."""
    tab = open_tab(ACTOR)
    assert tab.page.locator(f"{DRAWING} a:not([tabindex='-1'])").count() == 0
    row = tab.page.locator(".bt-relations tbody[id]").first
    row.locator("a").first.focus()
    identifier = row.get_attribute("id")
    lit = tab.page.locator(f'{DRAWING} .bt-ego__edge[href$="#{identifier}"]')
    expect(lit).to_have_class(re.compile(r"bt-ego__edge--lit"))


def test_relations_can_be_filtered(browser: Browser, crowded: Site) -> None:
    """On the page of all relations a word leaves the rows that have it, and the types that have such a row."""
    with opened_tab(browser, crowded.address) as tab:
        tab.open("compare/relations/")
        rows = tab.page.locator(".bt-relations tbody tr")
        expect(rows).to_have_count(30)
        tab.page.get_by_role("searchbox", name="Filter").fill("pond 17")
        expect(rows.locator("visible=true")).to_have_count(1)
        assert tab.faults == []


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_part_reads(browser: Browser, crowded: Site, width: int) -> None:
    """A page of passages, a long list and the page that leads to them have their width and readable text."""
    with opened_tab(browser, crowded.address, width=width) as tab:
        for path in ("places/weir/", SHELF, "places/weir/claims-about/", "places/weir/relations/"):
            tab.open(path)
            for scheme, facts in tab.facts_by_scheme().items():
                outside = [
                    found for found in facts["outside"] if "bt-search" not in found
                ]  # the head is not its matter
                assert (path, scheme, facts["surplus"], outside, facts["faint"]) == (path, scheme, 0, [], [])
                assert len(facts["headings"]) == 1
        assert {"paper", "night"} == set(SCHEMES)
        assert tab.faults == []


def test_old_permalink_is_followed(browser: Browser, crowded: Site) -> None:
    """A permalink of the time when the card stood on the entity's page leads to the card, also from another page."""
    with opened_tab(browser, crowded.address) as tab:
        tab.open("places/weir/#p-almanac--entry-41")
        tab.page.wait_for_url(f"**/{SHELF}#p-almanac--entry-41")
        expect(heading(tab)).to_contain_text("passages in Almanac")
        expect_in_view(tab, "p-almanac--entry-41")
        assert tab.faults == []


def test_old_permalink_needs_no_script(browser: Browser, crowded: Site) -> None:
    """Without script it leads to a link that goes on to the card; from there the way back is on the page."""
    with opened_tab(browser, crowded.address, scripts=False, width=NARROW) as tab:
        tab.open("places/weir/#p-almanac--entry-41")
        link = tab.page.locator('[id="p-almanac--entry-41"]')
        expect(link).to_be_in_viewport()
        link.click()
        tab.page.wait_for_url(f"**/{SHELF}#p-almanac--entry-41")
        expect(tab.page.locator('[id="p-almanac--entry-41"]')).to_be_in_viewport()
        tab.page.get_by_role("link", name="Next").last.click()
        expect(heading(tab)).to_contain_text("passages in Bulletin")
        tab.page.get_by_role("link", name="Back to").first.click()
        expect(heading(tab)).to_have_text("weir")
        assert tab.faults == []
