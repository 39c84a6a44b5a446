"""The timeline in a real browser: the list without script, and narrowed by select boxes, by keyboard and by a link."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.browser_support import NARROW, OpenTab, Tab, heading

TIMELINE = "compare/timeline/"


def entries(tab: Tab) -> Locator:
    """Return the entries that are shown."""
    return tab.page.locator(".bt-event:visible")


def test_list_needs_no_script(open_tab: OpenTab) -> None:
    """Without script every entry is there, with its date, and no select box that would do nothing."""
    tab = open_tab(TIMELINE, scripts=False)
    expect(tab.page.get_by_role("combobox")).to_have_count(0)
    assert entries(tab).count() == tab.page.locator(".bt-event").count() > 5
    assert all(text.strip() for text in tab.page.locator(".bt-event__when strong").all_inner_texts())


def test_filters_work_by_keyboard(open_tab: OpenTab) -> None:
    """A name typed into a select box narrows the list, tells how much is left, and stands in the address; a button undoes it."""
    tab = open_tab(TIMELINE)
    total = entries(tab).count()
    told = tab.page.get_by_role("status")
    expect(told).to_have_attribute("aria-live", "polite")
    expect(told).to_have_text(f"{total} entries")
    expect(tab.page.get_by_role("button", name="Reset")).to_be_hidden()
    tab.page.get_by_label("Agreement", exact=True).focus()
    tab.page.keyboard.type("Dorn P")
    narrowed = tab.page.locator('.bt-event[data-entities~="dorn-protocol"]').count()
    assert 0 < narrowed < total
    expect(told).to_have_text(f"{narrowed} of {total} entries")
    expect(entries(tab)).to_have_count(narrowed)
    assert tab.page.url.endswith(f"{TIMELINE}?agreement=dorn-protocol")
    assert tab.page.locator(".bt-month:visible").count() < tab.page.locator(".bt-month").count()
    tab.page.keyboard.press("Tab")
    while tab.page.evaluate("document.activeElement.localName") == "select":
        tab.page.keyboard.press("Tab")
    expect(tab.page.get_by_role("button", name="Reset")).to_be_focused()
    tab.page.keyboard.press("Enter")
    expect(entries(tab)).to_have_count(total)
    assert tab.page.url.endswith(TIMELINE)
    expect(tab.page.get_by_label("Actor", exact=True)).to_be_focused()


def test_narrowed_list_can_be_linked(open_tab: OpenTab) -> None:
    """An address with a choice opens the list narrowed; of two filters both hold; what does not occur leaves nothing."""
    tab = open_tab(f"{TIMELINE}?agreement=dorn-protocol&kind=agreement", width=NARROW)
    expect(entries(tab)).to_have_count(1)
    expect(entries(tab)).to_have_attribute("id", "t-agreement--dorn-protocol")
    expect(tab.page.get_by_label("Kind", exact=True)).to_have_value("agreement")
    tab.open(f"{TIMELINE}?actor=nobody")
    expect(entries(tab)).to_have_count(0)
    assert tab.facts()["surplus"] == 0


def test_addressed_entry_is_shown(open_tab: OpenTab) -> None:
    """A mark of a drawing leads to its entry, though the list was narrowed to others."""
    tab = open_tab(f"{TIMELINE}?agreement=dorn-protocol")
    total = tab.page.locator(".bt-event").count()
    hidden = tab.page.locator('.bt-event[hidden][id^="t-source--"]').first.get_attribute("id")
    tab.page.locator(f'.bt-mark[href="#{hidden}"]').first.dispatch_event("click")  # its middle may lie beside it
    expect(tab.page.locator(f"#{hidden}")).to_be_in_viewport()
    expect(entries(tab)).to_have_count(total)


def test_links_in_drawings_are_steps(open_tab: OpenTab) -> None:
    """A mark that leads to another page leads there as a link of the text does: the page is replaced, not loaded anew."""
    tab = open_tab(TIMELINE)
    tab.page.evaluate("window.before = true")
    mark = tab.page.locator(".bt-mark--dot").first
    mark.evaluate("(mark, href) => mark.setAttribute('href', href)", f"{tab.address}actors/water-board/#facts")
    mark.hover()
    mark.dispatch_event("click")
    expect(heading(tab)).to_have_text("Sarn Water Board")
    assert tab.page.url.endswith("actors/water-board/#facts")
    assert tab.page.evaluate("window.before")


def test_contents_keep_the_choice(open_tab: OpenTab) -> None:
    """A step to a part of the page leaves the list as narrow as it was."""
    tab = open_tab(f"{TIMELINE}?source=valley-gazette-sluice")
    narrowed = entries(tab).count()
    tab.page.locator('.md-sidebar--secondary a[href$="#y-2031"]').first.click()
    expect(tab.page.locator("#y-2031")).to_be_in_viewport()
    expect(entries(tab)).to_have_count(narrowed)
    assert tab.page.url.endswith("?source=valley-gazette-sluice#y-2031")


def test_filters_work_after_steps_to_and_fro(open_tab: OpenTab) -> None:
    """After a step to another page and back the choice holds, and the select boxes still work."""
    tab = open_tab(TIMELINE)
    total = entries(tab).count()
    tab.page.get_by_label("Kind", exact=True).select_option("publication")
    expect(entries(tab)).to_have_count(4)
    entries(tab).first.locator("a.bt-headline").click()
    expect(heading(tab)).not_to_have_text("Timeline")
    tab.page.go_back()
    expect(heading(tab)).to_have_text("Timeline")
    expect(entries(tab)).to_have_count(4)
    tab.page.get_by_role("button", name="Reset").click()
    expect(entries(tab)).to_have_count(total)


def test_drawings_fit_a_narrow_screen(open_tab: OpenTab) -> None:
    """Nothing of a drawing makes the page wider than the screen, and its labels are not cut."""
    facts = open_tab(TIMELINE, width=NARROW).facts()
    assert (facts["surplus"], facts["outside"], facts["dumb"]) == (0, [], [])
