"""Every kind of page as a real browser shows it: wide and narrow, light and dark, on paper, with and without script."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser_support import NARROW, PAGES, SCHEMES, WIDE, Tab, opened_tab
from tests.corpus_support import Site

LOOKS = {"wide": (WIDE, "light"), "narrow": (NARROW, "dark")}
STOPS = 15
UNFOLD = "all => all.forEach(one => { one.removeAttribute('name'); one.open = true; })"
pages = pytest.mark.parametrize("kind", PAGES)
looks = pytest.mark.parametrize("look", LOOKS)
schemes = pytest.mark.parametrize("scheme", SCHEMES)


@dataclass(frozen=True)
class Visit:
    """What was seen of one page."""

    faults: list[str]
    shown: dict[str, Any]
    printed: dict[str, dict[str, Any]]
    """By scheme."""
    unfolded: dict[str, dict[str, Any]]
    """By scheme; everything that opens is open."""
    stops: list[dict[str, Any] | None]


def visit(tab: Tab, path: str) -> Visit:
    """Open a page and look at it in every way."""
    tab.faults.clear()
    tab.open(path)
    shown = tab.facts()
    tab.page.emulate_media(media="print")
    printed = tab.facts_by_scheme()
    tab.page.emulate_media(media="screen")
    tab.page.locator("details").evaluate_all(UNFOLD)
    unfolded = tab.facts_by_scheme()
    stops = [tab.press_tab() for _ in range(STOPS)]
    return Visit(list(tab.faults), shown, printed, unfolded, stops)


@pytest.fixture(scope="module")
def visits(browser: Browser, orchard_below: Site) -> Iterator[Callable[[str, str], Visit]]:
    """Give the visit to a kind of page by a look; each is made once."""
    with ExitStack() as stack:

        @cache
        def tab(look: str) -> Tab:
            width, scheme = LOOKS[look]
            return stack.enter_context(opened_tab(browser, orchard_below.address, width=width, scheme=scheme))

        yield cache(lambda kind, look: visit(tab(look), PAGES[kind]))


@pytest.fixture(scope="module")
def unscripted(browser: Browser, orchard_below: Site) -> Iterator[Callable[[str], dict[str, Any]]]:
    """Give the facts of a kind of page, by night, where no script runs; `printed`: what of it is printed."""
    with opened_tab(browser, orchard_below.address, scheme="dark", scripts=False) as tab:

        @cache
        def facts(kind: str) -> dict[str, Any]:
            tab.page.emulate_media(media="screen")
            tab.open(PAGES[kind])
            shown = tab.facts()
            tab.page.emulate_media(media="print")
            return {**shown, "printed": tab.facts()["prose"]}

        yield facts


@looks
@pages
def test_nothing_fails(visits: Callable[[str, str], Visit], kind: str, look: str) -> None:
    """Below a path of a host no page gives an error, a warning or a failed request, or asks anything of another address."""
    assert visits(kind, look).faults == []


def test_nothing_fails_at_the_root(browser: Browser, orchard_at_root: Site) -> None:
    """Nor does any at the root of a host, at whatever depth."""
    with opened_tab(browser, orchard_at_root.address) as tab:
        for kind in ("home", "actors", "actor", "missing"):
            tab.open(PAGES[kind])
        assert tab.faults == []


@looks
@pages
def test_page_has_its_width(visits: Callable[[str, str], Visit], kind: str, look: str) -> None:
    """Notes folded or open, no page is wider than the screen, and no text stands outside it but in a box that scrolls."""
    for facts in (visits(kind, look).shown, *visits(kind, look).unfolded.values()):
        assert (facts["surplus"], facts["outside"]) == (0, [])


@pages
def test_page_says_what_it_is(visits: Callable[[str, str], Visit], kind: str) -> None:
    """Every page has a language, one heading of the first level, and a title that has it."""
    facts = visits(kind, "wide").shown
    assert facts["language"] == "en"
    (heading,) = facts["headings"]
    assert heading
    assert facts["title"]
    if kind not in ("home", "missing"):
        assert facts["title"].startswith(heading.removesuffix("¶"))


@looks
@pages
def test_pictures_are_told_in_words(visits: Callable[[str, str], Visit], kind: str, look: str) -> None:
    """Every picture has a text beside it or is said to be an ornament."""
    assert visits(kind, look).unfolded["paper"]["dumb"] == []


@schemes
@looks
@pages
def test_text_is_readable(visits: Callable[[str, str], Visit], kind: str, look: str, scheme: str) -> None:
    """On screen and on paper every text stands out from its ground by 4.5 to 1, large text and signs by 3 to 1."""
    assert visits(kind, look).unfolded[scheme]["faint"] == []
    assert visits(kind, look).printed[scheme]["faint"] == []


@looks
@pages
def test_focus_is_seen(visits: Callable[[str, str], Visit], kind: str, look: str) -> None:
    """Wherever the tabulator leads in its first steps there is an outline, and nothing covers it."""
    stops = [stop for stop in visits(kind, look).stops if stop]
    assert len(stops) >= STOPS - 1  # a short page may be left once
    assert [stop["element"] for stop in stops if not stop["seen"]] == []


@pages
def test_paper_has_the_text_alone(visits: Callable[[str, str], Visit], kind: str) -> None:
    """Printed, a page has every word that it has on the screen, in its order, and neither navigation nor controls."""
    printed, shown = visits(kind, "wide").printed["paper"], visits(kind, "wide").shown
    rest = iter(printed["prose"].split())
    assert shown["prose"]
    assert [word for word in shown["prose"].split() if word not in rest] == []
    assert printed["frame"] == []


@pytest.mark.parametrize("kind", ["source in full", "source in excerpts", "source withheld", "data"])
def test_paper_has_what_is_folded(
    visits: Callable[[str, str], Visit], unscripted: Callable[[str], dict[str, Any]], kind: str
) -> None:
    """What is folded up on the screen is printed, with script and without."""
    unfolded = visits(kind, "wide").unfolded["paper"]["prose"]
    assert visits(kind, "wide").printed["paper"]["prose"] == unfolded
    assert unscripted(kind)["printed"] == unfolded


@pages
def test_page_reads_without_script(
    visits: Callable[[str, str], Visit], unscripted: Callable[[str], dict[str, Any]], kind: str
) -> None:
    """Without script a page has the same words, and nothing to click that would do nothing: layers are switched by style."""
    facts = unscripted(kind)
    assert facts["text"] == visits(kind, "wide").shown["text"]
    assert [control for control in facts["controls"] if not control.startswith("label.bt-layer")] == []


@pages
def test_night_needs_no_script(unscripted: Callable[[str], dict[str, Any]], kind: str) -> None:
    """Without script the system's wish for dark colours is followed, and every text is readable in them."""
    assert unscripted(kind)["faint"] == []
    assert unscripted(kind)["dark"]


FAULTY = """
<title></title><body style="margin: 0; background: #eee">
<article class="md-content__inner">
  <h1>One</h1> <h1>Two</h1>
  <p class="faint" style="color: #888">Text</p>
  <p class="faint-mix" style="color: color-mix(in srgb, blue 40%, transparent)">Text</p>
  <div style="opacity: 0.5"><p class="faint-box">Text</p></div>
  <p class="sign" style="color: #888">→</p>
  <p class="plain">Text</p>
  <p class="wide" style="width: 3000px">Text</p>
  <div style="overflow: auto"><p class="boxed" style="width: 3000px">Text</p></div>
  <img class="dumb" src="data:,"> <img alt=""> <svg class="dumb"></svg> <figure class="dumb"></figure>
  <figure>Text</figure> <button title="Text"><svg></svg></button>
  <button class="bare" style="outline: none">Text</button>
</article>
"""


def test_measures_find_faults(browser: Browser) -> None:
    """The measures used above tell a page with faults from one without."""
    with opened_tab(browser, "about:blank") as tab:
        tab.page.set_content(FAULTY)
        facts = tab.facts()
        stops = [tab.press_tab() for _ in range(3)]  # a box that scrolls may be a stop
    faint = [text.partition(":")[0].rpartition("p.")[2] for text in facts["faint"]]
    assert (facts["language"], facts["title"], facts["headings"]) == ("", "", ["One", "Two"])
    assert faint == ["faint", "faint-mix", "faint-box"]
    assert facts["outside"] == ["article.md-content__inner > p.wide"]
    assert facts["surplus"] > 1000
    assert [path.rpartition(" > ")[2] for path in facts["dumb"]] == ["img.dumb", "svg.dumb", "figure.dumb"]
    seen = {stop["element"]: stop["seen"] for stop in stops if stop}
    assert (seen["button"], seen["button.bare"]) == (True, False)
