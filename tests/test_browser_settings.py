"""What readers set in their system: forced colours, less motion, no script. And the drawings, which need all of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser_support import NARROW, PAGES, OpenTab, Tab
from tests.corpus_support import Site

DRAWN = ["home", "actor", "agreement", "figures compared", "timeline", "ledgers"]
DRAWINGS = """() => [...document.querySelectorAll("svg[role]")].map(svg => ({
    role: svg.getAttribute("role"),
    links: svg.querySelectorAll("a").length,
    stops: svg.querySelectorAll('a:not([tabindex="-1"])').length,
    title: svg.querySelector(":scope > title")?.textContent.trim() ?? "",
    words: svg.querySelector(":scope > desc")?.textContent.trim() ?? "",
    sizes: [...svg.querySelectorAll("text")].filter(text => text.checkVisibility()).map(text =>
        parseFloat(getComputedStyle(text).fontSize)),
}))"""
PAINTS = """() => [...document.querySelectorAll(".bt-mark :is(circle, line), .bt-line__dot")].filter(mark => mark.checkVisibility())
    .map(mark => getComputedStyle(mark)).map(style => style.fill === "none" ? style.stroke : style.fill)"""
MOVING = """() => [...document.querySelectorAll("*")].filter(element =>
    ["", "::before", "::after"].map(part => getComputedStyle(element, part)).some(style =>
        style.animationName !== "none" || style.transitionDuration.split(", ").some(time => parseFloat(time) > 0)))
    .map(element => element.className || element.localName)"""
FRAME = """() => [...document.querySelectorAll(".md-tabs, .md-sidebar--secondary, footer")].map(part =>
    part.innerText.split(/\\s+/).filter(Boolean).join(" "))"""


@pytest.mark.parametrize("kind", DRAWN)
def test_drawings_say_what_they_show(open_tab: OpenTab, kind: str) -> None:
    """A drawing has a name and says in numbers what it shows; it is an `img` if and only if it has no links."""
    found: list[dict[str, Any]] = open_tab(PAGES[kind], width=NARROW).page.evaluate(DRAWINGS)
    assert found
    for drawing in found:
        assert drawing["role"] == ("group" if drawing["links"] else "img")
        assert drawing["stops"] == 0
        assert drawing["title"]
        assert any(character.isdigit() for character in drawing["title"] + drawing["words"]), drawing


@pytest.mark.parametrize("kind", DRAWN)
def test_drawings_are_legible_on_a_phone(open_tab: OpenTab, kind: str) -> None:
    """At 390 px no text in a drawing is smaller than 11 px."""
    found = open_tab(PAGES[kind], width=NARROW).page.evaluate(DRAWINGS)
    assert [size for drawing in found for size in drawing["sizes"] if size < 11] == []


@pytest.fixture
def forced(browser: Browser, orchard_below: Site) -> Iterator[Tab]:
    """Give a tab of a system that forces its colours."""
    context = browser.new_context(forced_colors="active", color_scheme="dark", reduced_motion="reduce")
    yield Tab(context.new_page(), orchard_below.address)
    context.close()


@pytest.mark.parametrize("kind", ["timeline", "agreement"])
def test_drawings_are_seen_in_forced_colours(forced: Tab, kind: str) -> None:
    """Where the system forces its colours, marks are not drawn in the colour of the ground."""
    forced.open(PAGES[kind])
    ground = forced.page.evaluate("getComputedStyle(document.body).backgroundColor")
    paints = forced.page.evaluate(PAINTS)
    assert ground == "rgb(0, 0, 0)"
    assert any(paint == "rgb(255, 255, 255)" for paint in paints)
    assert forced.faults == []


@pytest.mark.parametrize("kind", ["home", "source in excerpts", "timeline"])
def test_nothing_moves_for_who_wants_it_so(open_tab: OpenTab, kind: str) -> None:
    """With the wish for less motion no element has an animation or a transition."""
    assert open_tab(PAGES[kind]).page.evaluate(MOVING) == []


@pytest.mark.parametrize("kind", PAGES)
def test_frame_reads_without_script(open_tab: OpenTab, kind: str) -> None:
    """Tabs, contents and foot have the same words with script and without."""
    with_script, without = (open_tab(PAGES[kind], scripts=scripts).page.evaluate(FRAME) for scripts in (True, False))
    assert without == with_script
