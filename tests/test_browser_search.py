"""The search in a real browser: what is found under which spelling, where it leads, filters, keyboard, phone, no script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser_support import NARROW, OpenTab, Tab, expect_in_view, heading, search
from tests.corpus_support import Site

GAZETTE, SADA, TURKISH = "valley-gazette-sluice", "sada-al-wadi-talks", "su-gunlugu-meeting"
PASSAGES = {
    "تعقد جولة": (f"sources/{SADA}/", "p-next-round"),  # printed with a vowel mark
    "هويس شرقي": (f"sources/{SADA}/", "p-closure"),  # printed with the article
    "200 هكتار": (f"sources/{SADA}/", "p-dry-land"),  # printed in other digits
    "اسرة": (f"sources/{SADA}/", "p-families-and-lake"),  # printed with a hamza
    "cignendigini": (f"sources/{TURKISH}/", "p-compact-broken"),
    "lake hesper metres": (f"sources/{GAZETTE}/", "p-lake-level"),
    "dozens truck": (f"sources/{GAZETTE}/", "p-trucks"),
    "sluic": (f"sources/{GAZETTE}/", "p-headline"),  # the beginning of a word
}
"""What is typed, and the passage that it is to lead to."""
NAMES = {
    "Bent Sozlesmesi": "agreements/weir-compact/",
    "conseil de l'eau": "actors/water-board/",
    "ACCORD": None,
    "دُورن": "places/dorn/",
    "dhorne": "places/dorn/",
}
ASKED_FOR = "() => performance.getEntriesByType('resource').map(one => new URL(one.name).pathname)"


def results(tab: Tab) -> list[str]:
    """Return where the results that are shown lead to, below the site."""
    links = tab.page.locator(".bt-hit__link").all()
    return [str(link.get_attribute("href")).removeprefix(tab.address) for link in links]


def told(tab: Tab, text: str | re.Pattern[str]) -> None:
    """Wait until the search says how much it has found."""
    expect(tab.page.locator(".bt-search__told, .bt-search-page__told").last).to_have_text(text)


# ---- what is found --------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", PASSAGES)
def test_passage_is_found_and_framed(open_tab: OpenTab, typed: str) -> None:
    """Words of a passage, written with other marks, letters, digits or unfinished, lead to it, and it is framed there."""
    path, anchor = PASSAGES[typed]
    tab = open_tab("")
    search(tab, typed)
    tab.page.locator(f'.bt-search .bt-hit--passage a[href="{tab.address}{path}#{anchor}"]').click()
    tab.page.wait_for_url(f"{tab.address}{path}#{anchor}")
    expect_in_view(tab, anchor)
    expect(tab.page.locator(f'[id="{anchor}"] > .bt-p--addressed')).to_be_visible()
    expect(tab.page.locator("dialog.bt-search")).to_be_hidden()
    tab.page.wait_for_function("CSS.highlights.get('bt-found')?.size > 0")


def test_names_are_found_in_any_spelling(open_tab: OpenTab) -> None:
    """Names without their accents, with other apostrophes, with vowel marks added lead to their entity; a stray word does not."""
    tab = open_tab("")
    search(tab, "")
    for typed, path in NAMES.items():
        tab.page.locator(".bt-search .bt-field__input").fill(typed)
        if path:
            expect(tab.page.locator(f'.bt-search .bt-hit a[href="{tab.address}{path}"]')).to_be_visible()


@pytest.mark.parametrize(("typed", "path"), [("Dorn", "places/dorn/"), ("dorn talks", "agreements/dorn-talks/")])
def test_exact_name_comes_first(open_tab: OpenTab, typed: str, path: str) -> None:
    """What is called as was typed comes before everything that has the word in a longer name."""
    tab = open_tab("")
    search(tab, typed)
    expect(tab.page.locator(".bt-search .bt-hit__link").first).to_have_attribute("href", tab.address + path)
    tab.page.locator(".bt-search__all").click()
    expect(tab.page.locator(".bt-hits--page .bt-hit__link").first).to_have_attribute("href", tab.address + path)


def test_found_words_are_marked_and_nothing_else(open_tab: OpenTab) -> None:
    """The words that were found are marked as they are printed, in their language and direction."""
    tab = open_tab("")
    search(tab, "تعقد")
    quote = tab.page.locator(".bt-hit--passage .bt-hit__quote").first
    expect(quote.locator("mark")).to_have_text("تُعقد")
    expect(quote).to_have_attribute("dir", "rtl")
    expect(quote).to_have_attribute("lang", "ar")
    expect(quote).to_have_text("ولن تُعقد جولة أخرى بدورن قبل الصيف.")


@pytest.mark.parametrize("typed", ["xyzzy", "qqqq", "sluiceandnotaword zzz"])
def test_nothing_is_found_for_no_word(open_tab: OpenTab, typed: str) -> None:
    """For what stands nowhere nothing is shown, though something begins with the same letter; it says so."""
    tab = open_tab("")
    search(tab, typed)
    told(tab, re.compile("^Nothing is found for"))
    assert results(tab) == []


# ---- what is fetched ------------------------------------------------------------------------------


def test_nothing_is_fetched_before_it_is_opened(open_tab: OpenTab) -> None:
    """A page asks for no index and no engine until the search is opened; the policy then lets the engine run."""
    tab = open_tab("actors/water-board/")
    fetched = tab.page.evaluate(ASKED_FOR)
    assert not [path for path in fetched if "assets/search/" in path or "search_index" in path or "search-" in path]
    search(tab, "board")
    expect(tab.page.locator(".bt-hit").first).to_be_visible()
    assert any(path.endswith("assets/search/pagefind.js") for path in tab.page.evaluate(ASKED_FOR))


# ---- keyboard -------------------------------------------------------------------------------------


def test_keyboard_alone(open_tab: OpenTab) -> None:
    """By keyboard the search opens, results are chosen with the arrows and followed; Escape closes and gives the focus back."""
    tab = open_tab("actors/")
    keys = tab.page.keyboard
    tab.page.locator(".bt-search-open").focus()
    keys.press("Enter")
    expect(tab.page.locator(".bt-search .bt-field__input")).to_be_focused()
    keys.type("dorn talks")
    expect(tab.page.locator(".bt-hit").first).to_be_visible()
    keys.press("Escape")
    expect(tab.page.locator("dialog.bt-search")).to_be_hidden()
    expect(tab.page.locator(".bt-search-open")).to_be_focused()
    keys.press("/")
    expect(tab.page.locator(".bt-search .bt-field__input")).to_have_value("dorn talks")
    expect(tab.page.locator(".bt-hit").first).to_be_visible()
    keys.press("ArrowDown")
    expect(tab.page.locator(".bt-hit__link").first).to_be_focused()
    keys.press("ArrowDown")
    keys.press("ArrowUp")
    keys.press("ArrowUp")
    expect(tab.page.locator(".bt-search .bt-field__input")).to_be_focused()
    keys.press("ArrowDown")
    keys.press("Enter")
    tab.page.wait_for_url(tab.address + "agreements/dorn-talks/")
    expect(heading(tab)).to_have_text("Dorn Talks")


def test_letters_in_a_field_do_not_open_it(open_tab: OpenTab) -> None:
    """In a field of a page the letters that open the search are letters."""
    tab = open_tab("actors/")
    field = tab.page.locator(".bt-filter input").first
    field.focus()
    tab.page.keyboard.type("sf/")
    expect(field).to_have_value("sf/")
    expect(tab.page.locator("dialog.bt-search")).to_have_count(0)


# ---- the page -------------------------------------------------------------------------------------


def test_filters_narrow_and_stand_in_the_address(open_tab: OpenTab) -> None:
    """Kinds and sources narrow the results, are counted, stand in the address, come back with it and with the way back."""
    tab = open_tab("search/?q=dorn")
    told(tab, re.compile(r"^\d+ results$"))
    passages = tab.page.get_by_role("checkbox", name="Passages")
    label = tab.page.locator("label", has=passages)
    count = int(label.locator(".bt-facet__count").inner_text())
    passages.check()
    told(tab, f"{count} results")
    assert all("#p-" in path for path in results(tab))
    tab.page.get_by_role("checkbox", name="Gazette, Mar 2031").check()
    expect(tab.page.locator(f'.bt-hit__link:not([href*="{GAZETTE}"])')).to_have_count(0)
    assert tab.page.url.endswith("search/?q=dorn&kind=passage&source=Gazette%2C+Mar+2031")
    tab.page.reload()
    expect(tab.page.get_by_role("checkbox", name="Gazette, Mar 2031")).to_be_checked()
    tab.page.go_back()
    told(tab, f"{count} results")
    expect(tab.page.get_by_role("checkbox", name="Gazette, Mar 2031")).not_to_be_checked()
    expect(passages).to_be_checked()


def test_panel_leads_to_the_page(open_tab: OpenTab) -> None:
    """From the panel the page of the search is reached with what was typed, and again from itself with other words."""
    tab = open_tab("")
    search(tab, "sluice")
    tab.page.locator(".bt-search__all").click()
    tab.page.wait_for_url(tab.address + "search/?q=sluice")
    field = tab.page.locator(".bt-field--page .bt-field__input")
    expect(field).to_have_value("sluice")
    expect(tab.page.locator(".bt-hits--page .bt-hit").first).to_be_visible()
    search(tab, "dorn")
    tab.page.locator(".bt-search__all").click()
    tab.page.wait_for_url(tab.address + "search/?q=dorn")
    expect(field).to_have_value("dorn")
    tab.page.go_back()
    expect(field).to_have_value("sluice")


def test_way_back_leads_to_the_results(open_tab: OpenTab) -> None:
    """Whoever follows a result and goes back finds the words and the filters as they were."""
    tab = open_tab("search/?q=sluice&kind=passage")
    tab.page.locator(".bt-hit__link").first.click()
    tab.page.wait_for_url(re.compile("#p-"))
    tab.page.go_back()
    expect(tab.page.locator(".bt-field--page .bt-field__input")).to_have_value("sluice")
    expect(tab.page.get_by_role("checkbox", name="Passages")).to_be_checked()


def test_page_on_a_phone(open_tab: OpenTab) -> None:
    """On a phone the panel fills the screen, the filters are behind a button, and nothing is wider than the screen."""
    tab = open_tab("search/?q=dorn", width=NARROW)
    expect(tab.page.get_by_role("checkbox", name="Passages")).to_be_hidden()
    tab.page.get_by_role("button", name="Filters").click()
    expect(tab.page.get_by_role("checkbox", name="Passages")).to_be_visible()
    tab.page.get_by_role("checkbox", name="Passages").check()
    expect(tab.page.get_by_role("button", name="Filters (1)")).to_have_attribute("aria-expanded", "true")
    search(tab, "dorn")
    expect(tab.page.locator(".bt-search .bt-hit").first).to_be_visible()
    box = tab.page.locator("dialog.bt-search").bounding_box()
    assert box is not None
    assert box["width"] == NARROW
    assert tab.page.evaluate("document.documentElement.scrollWidth") <= NARROW


def test_without_script(open_tab: OpenTab) -> None:
    """Without script the link in the head leads to a page that says what to do instead, with lists that lead on."""
    tab = open_tab("places/dorn/", scripts=False)
    tab.page.locator(".bt-search-open").click()
    tab.page.wait_for_url(tab.address + "search/")
    assert "needs JavaScript" in tab.page.locator("article").inner_text()
    tab.page.get_by_role("link", name="Names and spellings").first.click()
    tab.page.wait_for_url(tab.address + "compare/names/")


# ---- a wrong address ------------------------------------------------------------------------------


def test_wrong_address_is_searched_for(open_tab: OpenTab, orchard_below: Site) -> None:
    """The page for a wrong address searches for the words of the address, fewer if need be, and for others."""
    tab = open_tab("actors/yusuf-hadaddt.html")
    field = tab.page.locator(".bt-field--page .bt-field__input")
    expect(field).to_have_value("yusuf")  # the second word is nowhere
    expect(tab.page.locator(f'.bt-hits--page a[href="{orchard_below.address}actors/yusuf-haddad/"]')).to_be_visible()
    field.fill("haddad")
    tab.page.locator(f'.bt-hits--page a[href="{orchard_below.address}actors/yusuf-haddad/"]').click()
    expect(heading(tab)).to_have_text("Yusuf Haddad")
    tab.faults[:] = [fault for fault in tab.faults if "404" not in fault]
