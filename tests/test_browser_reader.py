"""The reader of a source in a real browser: layers, mentions, passages, notes; by keyboard, on a phone, on paper, without script. Previews."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser_support import (
    NARROW,
    OpenTab,
    Tab,
    expect_in_view,
    opened_tab,
)
from tests.corpus_support import Site

GAZETTE, SADA = "sources/valley-gazette-sluice/", "sources/sada-al-wadi-talks/"
LAYERS = ["Actors", "Places", "Agreements", "Claims", "Questions"]
LINE = "one => getComputedStyle(one).textDecorationColor"
CLEAR = "rgba(0, 0, 0, 0)"


def layer(tab: Tab, name: str) -> Locator:
    """The switch of a layer."""
    return tab.page.get_by_role("checkbox", name=name)


def mention(tab: Tab, passage: str, words: str) -> Locator:
    """A mention in a passage."""
    return tab.page.locator(f'.bt-p[data-p="{passage}"] a.bt-m', has_text=words).first


def outline(tab: Tab, passage: str) -> list[str]:
    """How the pieces of a passage are framed."""
    found: list[str] = tab.page.locator(f'.bt-p[data-p="{passage}"]').evaluate_all(
        "all => all.map(one => getComputedStyle(one).outlineStyle)"
    )
    return found


# ---- layers ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("scripts", [True, False])
def test_layers_are_switched(open_tab: OpenTab, scripts: bool) -> None:
    """Every layer is shown at first, and can be taken away and brought back, with script and without; links stay links."""
    tab = open_tab(GAZETTE, scripts=scripts)
    line = mention(tab, "lake-level", "Lake Hesper")
    note = tab.page.locator('.bt-margin[data-note="lake-level"] summary')
    question = tab.page.locator(".bt-ask").first
    for name in LAYERS:
        expect(layer(tab, name)).to_be_checked()
    assert line.evaluate(LINE) != CLEAR
    for name in LAYERS:
        layer(tab, name).uncheck()
    tab.page.wait_for_function(
        "one => getComputedStyle(one).textDecorationColor === 'rgba(0, 0, 0, 0)'", arg=line.element_handle()
    )
    expect(note).to_be_hidden()
    expect(question).to_be_hidden()
    assert line.get_attribute("href")
    for name in ("Claims", "Questions"):
        layer(tab, name).check()
    expect(note).to_be_visible()
    expect(question).to_be_visible()
    for name in LAYERS[:3]:
        layer(tab, name).check()  # the next test begins with all of them


def test_layers_are_remembered(browser: Browser, orchard_below: Site) -> None:
    """What was taken away stays away on the next source and after a reload, on this site alone."""
    with opened_tab(browser, orchard_below.address) as tab:
        tab.open(GAZETTE)
        layer(tab, "Places").uncheck()
        tab.page.locator(".md-tabs a", has_text="Sources").click()
        tab.page.locator("article a.bt-headline[lang=ar]").click()
        tab.page.wait_for_url(f"**/{SADA}")
        expect(layer(tab, "Places")).not_to_be_checked()
        expect(layer(tab, "Actors")).to_be_checked()
        tab.open(GAZETTE)
        expect(layer(tab, "Places")).not_to_be_checked()
        keys = tab.page.evaluate("Object.keys(localStorage).filter(key => key.endsWith('reader.layers'))")
        assert keys == ["/some/path/.reader.layers"]
        assert tab.faults == []


def test_questions_beside_the_text_are_cut_at_their_end(open_tab: OpenTab) -> None:
    """A question beside the text shows its beginning, however long it is: its link ends where the margin does."""
    line = open_tab(GAZETTE).page.locator(".bt-ask:visible").first
    line.locator("a").evaluate("link => { link.textContent = 'How many were there? '.repeat(20); }")
    room, link = line.bounding_box(), line.locator("a").bounding_box()
    assert room
    assert link
    assert 100 < link["width"] <= room["x"] + room["width"] - link["x"] + 1


# ---- mentions and passages ------------------------------------------------------------------------


def test_mention_says_who_it_is(open_tab: OpenTab) -> None:
    """Whoever points at a mention is told its name, kind and type and how often it is named; the pointer can go there, Escape ends it."""
    tab = open_tab(GAZETTE)
    told = tab.page.locator(".bt-pop")
    mention(tab, "closure", "Sarn Water Board").hover()
    expect(told).to_contain_text("Sarn Water Board")
    expect(told).to_contain_text("Actor · ")
    expect(told).to_contain_text("Named 4 times here, ")
    expect(told).to_contain_text("Passage 2 of 9 that name it")
    told.locator(".bt-pop__told").hover()
    tab.page.wait_for_timeout(600)  # longer than it stays by itself
    expect(told).to_be_visible()
    tab.page.keyboard.press("Escape")
    expect(told).to_have_count(0)
    mention(tab, "closure", "East Sluice").hover()
    expect(told).to_contain_text("Place · ")
    tab.page.mouse.move(5, 700)
    expect(told).to_have_count(0)


def test_reader_by_keyboard(open_tab: OpenTab) -> None:
    """By keyboard alone: off with a layer, on to a mention, from what it says to the next passage, its note, the question it answers."""
    tab = open_tab(GAZETTE)
    keys = tab.page.keyboard
    layer(tab, "Agreements").focus()
    keys.press(" ")
    expect(layer(tab, "Agreements")).not_to_be_checked()
    keys.press(" ")
    expect(layer(tab, "Agreements")).to_be_checked()
    first = mention(tab, "closure", "Sarn Water Board")
    for _ in range(40):
        keys.press("Tab")
        if first.evaluate("one => one === document.activeElement"):
            break
    expect(first).to_be_focused()
    expect(first).to_have_attribute("aria-describedby", "bt-pop-told")
    expect(tab.page.locator(".bt-pop")).to_be_visible()
    keys.press("Tab")
    keys.press("Tab")
    expect(tab.page.locator(":focus")).to_have_text("Next ›")
    keys.press("Enter")
    tab.page.wait_for_url("**/?e=water-board#p-compact-kept")
    expect(mention(tab, "compact-kept", "the board")).to_be_focused()
    assert set(outline(tab, "compact-kept")) == {"solid"}
    expect(tab.page.get_by_role("region", name="Passages that name it")).to_contain_text("Passage 3 of 9")
    keys.press("Escape")
    expect(tab.page.locator(".bt-pop")).to_have_count(0)
    note = tab.page.locator('.bt-margin[data-note="compact-kept"]')
    expect(note).to_have_attribute("open", "")
    for _ in range(12):
        keys.press("Tab")
        if note.locator("summary").evaluate("one => one === document.activeElement"):
            break
    expect(note.locator("summary")).to_be_focused()
    for _ in range(12):
        keys.press("Tab")
        if "compare/questions/" in (tab.page.locator(":focus").get_attribute("href") or ""):
            break
    keys.press("Enter")
    tab.page.wait_for_url("**/compare/questions/compact-kept/")


def test_entity_is_followed_from_its_page(open_tab: OpenTab) -> None:
    """From a card on an entity's page the reader comes to the passage, framed, and goes on to those before and after, into other sources and to the end."""
    tab = open_tab("actors/water-board/")
    tab.page.evaluate("window.sameDocument = true")
    card = tab.page.locator('[id="p-valley-gazette-sluice--closure"]')
    card.locator("a", has_text="In context").click()
    tab.page.wait_for_url("**/?e=water-board#p-closure")
    expect_in_view(tab, "p-closure")
    tab.page.mouse.move(0, 0)
    assert set(outline(tab, "closure")) == {"solid"}
    bar = tab.page.get_by_role("region", name="Passages that name it")
    seen = [tab.page.url]
    while bar.locator("a", has_text="Next").count():
        before = bar.locator("output").inner_text()
        bar.locator("a", has_text="Next").click()
        expect(bar.locator("output")).not_to_have_text(before)
        seen.append(tab.page.url)
    expect(bar).to_contain_text("Passage 9 of 9")
    assert len(seen) == len(set(seen)) == 8
    assert len({url.split("?")[0] for url in seen}) > 1
    assert all("?e=water-board#p-" in url for url in seen)
    assert tab.page.evaluate("window.sameDocument")
    bar.get_by_role("button").click()
    expect(bar).to_have_count(0)
    assert "?e=" not in tab.page.url


def test_passages_of_withheld_source_are_reached(open_tab: OpenTab) -> None:
    """Where words are withheld, the bar still says where the reader stands, and leads on."""
    tab = open_tab("sources/courrier-canal/?e=water-board#p-closure")
    bar = tab.page.get_by_role("region", name="Passages that name it")
    expect(bar).to_contain_text("Passage 1 of 9")
    bar.locator("a", has_text="Next").click()
    tab.page.wait_for_url(f"**/{GAZETTE}?e=water-board#p-closure")
    expect_in_view(tab, "p-closure")


def test_overlapping_passages_stay_apart(open_tab: OpenTab) -> None:
    """Of passages that nest or cross, the one that is pointed at is told from the other, and each number is seen once."""
    tab = open_tab(GAZETTE)
    grounds = "all => all.map(one => getComputedStyle(one).backgroundColor)"
    mention(tab, "closure-area", "Maravel Valley").hover()
    assert tab.page.locator('.bt-p[data-p="closure-area"]').evaluate_all(grounds) != [CLEAR]
    assert set(tab.page.locator('.bt-p[data-p="closure"]').evaluate_all(grounds)) == {CLEAR}
    numbers = tab.page.locator(".bt-p[data-n]").evaluate_all("all => all.map(one => Number(one.dataset.n))")
    assert numbers == list(range(1, len(numbers) + 1))
    signs = tab.page.locator(".bt-p--ends").evaluate_all(
        "all => all.map(one => getComputedStyle(one, '::after').borderBottomStyle)"
    )
    assert set(signs) == {"solid"}


# ---- phone, paper, no script, right to left -------------------------------------------------------


def test_notes_unfold_on_a_phone(open_tab: OpenTab) -> None:
    """On a narrow screen the notes are small markers below their paragraph, big enough to touch, and unfold one at a time."""
    tab = open_tab(GAZETTE, width=NARROW)
    marker = tab.page.locator('.bt-margin[data-note="closure"] summary')
    box, par = marker.bounding_box(), tab.page.locator("#l-3").bounding_box()
    assert box and par
    assert box["y"] >= par["y"] + par["height"] - 1
    assert box["height"] >= 24
    body = tab.page.locator('.bt-margin[data-note="closure"] .bt-margin__body')
    expect(body).to_be_hidden()
    marker.click()
    expect(body).to_be_visible()
    tab.page.locator('.bt-margin[data-note="closure-area"] summary').click()
    expect(body).to_be_hidden()
    facts = tab.facts()
    assert (facts["surplus"], facts["outside"]) == (0, [])


def test_steps_need_no_script(open_tab: OpenTab) -> None:
    """Without script the notes and the index lead from passage to passage of an entity, into other sources too."""
    tab = open_tab(f"{GAZETTE}#p-compact-kept", scripts=False)
    note = tab.page.locator('.bt-margin[data-note="compact-kept"]')
    note.locator("summary").click()
    note.locator("li", has_text="Sarn Water Board").locator("[rel=next]").click()
    tab.page.wait_for_url("**/#p-accusation-and-families")
    tab.page.locator("#i-water-board .bt-index__where a").first.click()
    tab.page.wait_for_url("**/#p-closure")
    assert outline(tab, "closure")[0] == "solid"
    tab.page.locator("#i-water-board [rel=next]").click()
    tab.page.wait_for_url(f"**/{SADA}?e=water-board#p-*")


def test_source_is_printed_as_an_article(open_tab: OpenTab) -> None:
    """On paper come the words of the article first, in serif and without controls, then all notes by number with the address of each passage."""
    tab = open_tab(f"{GAZETTE}?e=water-board#p-closure")
    tab.page.emulate_media(media="print")
    for gone in (".bt-layers", ".bt-follow", ".bt-lineno", ".bt-steps"):
        expect(tab.page.locator(gone).first).to_be_hidden()
    lowest = tab.page.locator(".bt-par").evaluate_all(
        "all => Math.max(...all.map(one => one.getBoundingClientRect().bottom))"
    )
    tops = tab.page.locator(".bt-margin").evaluate_all("all => all.map(one => one.getBoundingClientRect().top)")
    assert tops == sorted(tops)
    assert tops[0] >= lowest
    assert tab.page.locator(".bt-margin__body").evaluate_all("all => all.every(one => one.checkVisibility())")
    assert outline(tab, "closure") == ["none"]
    said = "one => getComputedStyle(one, '::after').content"
    feet = tab.page.locator(".bt-margin__foot a[href*='#p-']")
    assert feet.count() == tab.page.locator(".bt-margin").count()
    assert "#p-" in feet.first.evaluate(said)
    assert tab.page.locator(".bt-head").evaluate(said) == f'"{tab.address}{GAZETTE}"'
    assert (
        tab.page.locator(".bt-par")
        .first.evaluate("one => getComputedStyle(one).fontFamily")
        .startswith('"Lemma Serif"')
    )


def test_arabic_source_is_read_from_the_right(open_tab: OpenTab) -> None:
    """In an Arabic source the lines' numbers stand to the right of the text, notes and what mentions say in English from the left, all within the screen."""
    tab = open_tab(f"{SADA}?e=water-board#p-next-round")
    par, number = (
        tab.page.locator("#l-3").bounding_box(),
        tab.page.locator(".bt-block:has(#l-3) .bt-lineno").bounding_box(),
    )
    notes = tab.page.locator(".bt-margins").nth(1).bounding_box()
    assert par and number and notes
    assert number["x"] > par["x"] + par["width"] - 1
    assert notes["x"] + notes["width"] <= par["x"] + 1
    tab.page.keyboard.press("Escape")
    tab.page.locator(".bt-text a.bt-m").first.hover()
    told = tab.page.locator(".bt-pop")
    expect(told).to_have_css("direction", "ltr")
    box = told.bounding_box()
    assert box
    assert 0 <= box["x"] <= 1280 - box["width"]
    assert tab.facts()["outside"] == []


# ---- previews -------------------------------------------------------------------------------------


def preview(tab: Tab) -> Locator:
    """The preview that is shown."""
    return tab.page.locator(".md-tooltip2--active:visible")


@pytest.mark.parametrize("by", ["pointer", "keyboard"])
def test_entity_has_a_preview(open_tab: OpenTab, by: str) -> None:
    """A link to an entity shows its name, kind, the first sentence on it and how often it is named; Escape takes that away."""
    tab = open_tab("actors/")
    link = tab.page.locator("tbody a.bt-e", has_text="Sarn Water Board")
    if by == "pointer":
        link.hover()
    else:
        link.focus()
    expect(preview(tab).locator("h3")).to_have_text("Sarn Water Board")
    expect(preview(tab).locator(".bt-gist")).to_contain_text("Actor, ")
    expect(preview(tab).locator(".bt-count")).to_contain_text("Named 9 times")
    assert tab.faint() == []
    tab.page.keyboard.press("Escape")
    expect(preview(tab)).to_have_count(0)


def test_passage_has_a_preview(open_tab: OpenTab) -> None:
    """A link to a passage that does not stand beside its words shows these alone, with who speaks and where."""
    tab = open_tab("actors/water-board/")
    tab.page.locator('.bt-section--relations a.bt-go[href*="valley-gazette"]').first.hover()
    words = preview(tab).locator("h3 > .bt-p")
    expect(words).to_have_count(1)
    expect(words).to_be_visible()
    assert "Mar 2031" in words.evaluate("one => getComputedStyle(one, '::after').content")
    shown = (
        preview(tab)
        .locator(".md-tooltip2__inner > *")
        .evaluate_all("all => all.filter(one => one.checkVisibility()).map(one => one.localName)")
    )
    assert shown == ["h3"]


def test_reference_has_a_preview(open_tab: OpenTab) -> None:
    """The number of a reference shows that reference alone."""
    tab = open_tab("actors/water-board/")
    tab.page.locator(".bt-section--summary .bt-cite a").first.hover()
    expect(preview(tab).locator("h3 .bt-reference")).to_be_visible()
    shown = (
        preview(tab)
        .locator(".md-tooltip2__inner > *")
        .evaluate_all("all => all.filter(one => one.checkVisibility()).map(one => one.localName)")
    )
    assert shown == ["h3"]
