"""Citing in a real browser: what is copied, by mouse and by keyboard, what there is without script, links to publishers."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from build_tools import pipeline
from build_tools.citations.formats import FORMATS
from build_tools.citations.items import passage_item
from build_tools.citations.publisher import publisher_link
from build_tools.corpus import Corpus
from build_tools.project import Project
from build_tools.settings import Settings
from tests.browser_support import NARROW, WIDE, OpenTab, Tab, opened_context
from tests.corpus_support import PROJECTS, Site, words

GAZETTE, SADA, WITHHELD = (
    f"sources/{name}/" for name in ("valley-gazette-sluice", "sada-al-wadi-talks", "courrier-canal")
)
CLIPBOARD = "navigator.clipboard.readText()"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """The records of the second corpus."""
    checked = pipeline.check(Project.at(PROJECTS / "orchard")).corpus
    assert checked is not None
    return checked


@pytest.fixture(params=[WIDE, NARROW], ids=["wide", "narrow"])
def tab(browser: Browser, orchard_below: Site, request: pytest.FixtureRequest) -> Iterator[Tab]:
    """Give a tab that may read what is copied."""
    with opened_context(browser, width=request.param) as context:
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        tab = Tab(context.new_page(), orchard_below.address)
        yield tab
        assert tab.faults == []


def copied(tab: Tab, shown: Locator) -> str:
    """Press the button that copies a text, and return what was copied."""
    tab.page.evaluate("navigator.clipboard.writeText('nothing yet')")
    button = shown.locator("xpath=following-sibling::p[1]").get_by_role("button")
    button.click()
    expect(shown.locator("xpath=following-sibling::p[1]").get_by_role("status")).to_have_text("Copied")
    return str(tab.page.evaluate(CLIPBOARD))


def test_a_page_is_copied_in_every_form(tab: Tab) -> None:
    """What a button of the fold copies is what is shown: the source and the page, each as text and three forms."""
    tab.open(GAZETTE)
    tab.page.locator(".bt-citation__fold > summary").click()
    titles = []
    for item in tab.page.locator(".bt-citation__item").all():
        text = item.locator("p.bt-citation__text")
        assert copied(tab, text) == text.text_content()
        forms = {}
        for fold in item.locator("details").all():
            fold.locator("summary").click()
            form = fold.locator("pre")
            forms[fold.locator("summary").inner_text()] = copied(tab, form)
            assert form.text_content() == forms[fold.locator("summary").inner_text()]
        assert list(forms) == ["BibTeX", "CSL-JSON", "RIS"]
        assert (forms["BibTeX"][0], forms["RIS"][:5]) == ("@", "TY  -")
        titles.append(json.loads(forms["CSL-JSON"])[0]["title"])
    headline = "Sluice closed again as growers count dry trees"
    assert titles == [headline, f"Annotated source: {headline}"]


@pytest.mark.parametrize("page", [GAZETTE, SADA, WITHHELD, "actors/water-board/"])
def test_a_passage_is_cited_as_the_writers_write_it(tab: Tab, corpus: Corpus, page: str) -> None:
    """The dialog of a passage has, letter by letter, the citation of that passage in every form."""
    tab.open(page)
    settings = Settings(site_url=tab.address)
    links = tab.page.locator("a.bt-citing")
    seen = 0
    for number in range(min(links.count(), 4)):
        link = links.nth(number)
        passage_id = link.get_attribute("data-cite") or ""
        source_id = (link.evaluate("link => link.href")).split("/")[-2]
        item = passage_item(corpus, corpus.passages[source_id, passage_id], settings)
        link.dispatch_event("click")  # it may be in a note that is folded
        dialog = tab.page.locator("dialog[open]")
        expect(dialog).to_be_visible()
        for form, (_, write, _) in FORMATS.items():
            assert dialog.locator(f"[data-form={form}]").text_content() == write(item), (passage_id, form)
        dialog.get_by_role("button", name="Close").click()
        expect(tab.page.locator("dialog")).to_have_count(0)
        seen += 1
    assert seen


def test_a_quotation_is_copied_with_its_citation(tab: Tab, corpus: Corpus) -> None:
    """The first button of the dialog copies the words and where they are from."""
    tab.open("actors/water-board/")
    link = tab.page.locator(f"a.bt-citing[href*='{GAZETTE}']").first
    link.click()
    text = tab.page.locator("dialog [data-form=text]")
    got = copied(tab, text)
    source_id = link.evaluate("link => link.href").split("/")[-2]
    passage = corpus.passages[source_id, link.get_attribute("data-cite") or ""]
    raw = corpus.sources[source_id].text.raw
    assert got.startswith(f"“{words(raw[passage.span.start : passage.span.end])}” – ")
    assert got.endswith(f"{tab.address}sources/{source_id}/#p-{passage.id}")


def test_all_of_it_goes_by_keyboard(browser: Browser, orchard_below: Site) -> None:
    """Enter opens the dialog and its forms, copies, and Escape leads back to where one was."""
    with opened_context(browser) as context:
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        tab = Tab(context.new_page(), orchard_below.address)
        tab.open("actors/water-board/")
        link = tab.page.locator("a.bt-citing").first
        link.focus()
        tab.page.keyboard.press("Enter")
        dialog = tab.page.locator("dialog[open]")
        expect(dialog).to_be_visible()
        reached = []
        for _ in range(5):
            reached.append(
                tab.page.evaluate("document.activeElement.tagName + ' ' + document.activeElement.textContent")
            )
            tab.page.keyboard.press("Tab")
        assert reached[:4] == ["BUTTON Close", "BUTTON Copy", "SUMMARY BibTeX", "SUMMARY CSL-JSON"]
        dialog.locator("summary").first.focus()
        tab.page.keyboard.press("Enter")
        expect(dialog.locator("[data-form=bibtex]")).to_be_visible()
        tab.page.keyboard.press("Tab")  # the text, which can be scrolled
        tab.page.keyboard.press("Tab")
        tab.page.keyboard.press("Enter")
        expect(dialog.get_by_text("Copied")).to_be_visible()
        assert tab.page.evaluate(CLIPBOARD).startswith("@")
        tab.page.keyboard.press("Escape")
        expect(tab.page.locator("dialog")).to_have_count(0)
        expect(link).to_be_focused()
        assert tab.faults == []


def test_without_permission_the_words_are_copied_or_selected(browser: Browser, orchard_below: Site) -> None:
    """Where the clipboard is not to be had, the older way copies, or leaves the words selected and says so."""
    with opened_context(browser) as context:
        page = context.new_page()
        page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('no'))")
        tab = Tab(page, orchard_below.address)
        tab.open(GAZETTE)
        page.locator(".bt-citation__fold > summary").click()
        page.locator(".bt-citation .bt-copy").first.click()
        told = page.locator(".bt-copy__told").first
        expect(told).to_have_text("Copied")
        page.evaluate("document.execCommand = () => false")
        page.locator(".bt-citation .bt-copy").first.click()
        expect(told).to_have_text("Selected: press Ctrl+C")
        assert page.evaluate("String(getSelection())") == page.locator(".bt-citation__text").first.inner_text()
        assert tab.faults == []


def test_the_address_of_the_citation_opens_it(open_tab: OpenTab) -> None:
    """`#cite` unfolds the citation, at once and by a step within the page."""
    tab = open_tab(f"{GAZETTE}#cite")
    expect(tab.page.locator("#cite")).to_be_in_viewport()


def test_if_the_file_cannot_be_had_the_link_is_followed(open_tab: OpenTab) -> None:
    """When the citations of a source do not come, the link leads to them on its page."""
    tab = open_tab("actors/water-board/")
    tab.page.route("**/data/citations/*.json", lambda route: route.abort("aborted"))
    link = tab.page.locator("a.bt-citing").first
    target = link.evaluate("link => link.href")
    link.click()
    tab.page.wait_for_url(target)
    expect(tab.page.locator("#cite")).to_be_visible()


def test_citations_need_no_script(open_tab: OpenTab) -> None:
    """Without script, “Cite” beside a passage leads to the open citation of its source, with every form to be selected."""
    tab = open_tab("actors/water-board/", scripts=False)
    assert tab.page.locator(".bt-copy").count() == 0
    tab.page.locator("a.bt-citing").first.click()
    tab.page.wait_for_url("**/sources/**#cite")
    expect(tab.page.locator("#cite")).to_be_visible()
    expect(tab.page.locator("#cite .bt-citation__hint").first).to_contain_text("#p-")
    tab.page.locator(".bt-citation__form summary").first.click()
    expect(tab.page.locator(".bt-citation__form pre").first).to_be_visible()


def test_a_link_to_the_publisher_scrolls_to_the_words(browser: Browser, corpus: Corpus) -> None:
    """On a page with the text of a source, each link to a passage brings its line into view, as the browser itself does it."""
    source = corpus.sources["valley-gazette-sluice"]
    lines = source.text.raw.split("\n")
    body = "".join(
        f'<p id="l-{n}" style="margin: 0 0 1500px">{html.escape(line)}</p>'
        for n, line in enumerate(lines, 1)
        if line.strip()
    )
    page_text = f"<!doctype html><meta charset=utf-8><title>x</title><p style='margin-bottom: 1500px'>Above.</p>{body}"
    with opened_context(browser) as context:
        context.route("https://example.org/**", lambda route: route.fulfill(body=page_text, content_type="text/html"))
        links = [(passage, publisher_link(source, passage)) for passage in source.passages]
        found = [(passage, address) for passage, address in links if ":~:text=" in address]
        assert len(found) > 5
        for passage, address in found:
            page = context.new_page()
            page.goto(address)
            line = source.text.line_at(passage.span.start)
            page.wait_for_function("scrollY > 0")
            expect(page.locator(f"#l-{line}")).to_be_in_viewport()
            page.close()
