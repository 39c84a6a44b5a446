"""The panel for annotating in a real browser: what is wrong is told, nothing is in the way, nothing is sent."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.annotate_browser_support import AXE, GAZETTE, add, annotate, only, pick, proposed, select
from tests.browser_support import NARROW, SCHEMES, WIDE, OpenTab, opened_tab
from tests.corpus_support import Site


def test_wrong_input_is_told(open_tab: OpenTab) -> None:
    """Each fault names its field, what was found and the cure, under the rule of the check; it goes when it is mended."""
    tab = open_tab(GAZETTE)
    panel = annotate(tab.page, "Lake Hesper stood exactly 4.5 metres below its mark")
    faults = panel.locator(".bt-annotating__faults li")
    expect(faults).to_have_count(0)

    def tells(field: Locator, wrong: str, message: str, right: str) -> None:
        field.fill(wrong)
        expect(faults).to_have_count(1)
        expect(faults).to_contain_text(message)
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_have_accessible_description(re.compile(re.escape(message.partition(" [")[0])))
        field.fill(right)
        expect(faults).to_have_count(0)

    tells(
        panel.get_by_label("Id of the passage"),
        "Lake Level",
        "found 'Lake Level' [bad-id]for example 'lake-level'",
        "lake",
    )
    tells(
        panel.get_by_label("Id of the passage"),
        "lake-level",
        "'lake-level' stands there already [duplicate-id]",
        "lake",
    )
    pick(panel, "Add an actor, place or agreement", "growers")
    expect(faults).to_contain_text(
        "the quote must name 'maravel-growers' by one of its names; it holds none of 'Maravel Growers’ Union'"
    )
    tells(
        panel.get_by_label("Words of the quote that name it"),
        "the union",
        "'the union' does not [surface-not-found]",
        "its",
    )
    panel.get_by_label("Whose words they are").select_option("quoted")
    panel.get_by_role("button", name="Add a claim").click()
    expect(faults).to_contain_text("Claim 1: must have the key 'type' [missing-key]")
    panel.get_by_label("Type").select_option("figure")
    panel.get_by_label("Measure").select_option("water-level")
    tells(panel.get_by_label("Number"), "4,500", "found '4,500' [bad-value]write 4500", "4.5")
    tells(panel.get_by_label("Date", exact=True), "17.2.2031", "found '17.2.2031' [bad-date]", "")
    tells(
        panel.get_by_label("Date", exact=True), "2031-02-30", "'date' must be in the calendar; found '2031-02-30'", ""
    )
    date = panel.get_by_label("Date", exact=True)
    date.fill("2031-03")
    expect(faults).to_contain_text(
        "of 2031-03 it does not show the year and month [date-not-in-quote]quote more, or add"
    )
    panel.get_by_label("Date inferred: why").fill("The month of the paper.")
    expect(faults).to_have_count(0)
    panel.get_by_label("Number").fill("45")
    expect(faults).to_contain_text(
        "'value' must be in the quote, in digits or words; 45 is not there in digits [number-not-in-quote]"
    )
    expect(panel.locator(".bt-annotating__status")).to_have_text(
        "Ready; the check of the pull request looks at the rest"
    )
    panel.get_by_label("Number").fill("4.5")
    _, text = proposed(panel, "valley-gazette-sluice")
    assert "- {maravel-growers: {text: its, usage: quoted}}" in text
    assert "date: 2031-03\n        date_inferred: The month of the paper.\n" in text


def test_the_button_is_not_in_the_way(open_tab: OpenTab) -> None:
    """While the mouse is held down there is no button that it could come upon: what is drawn over is selected."""
    page = open_tab(GAZETTE).page
    select(page, "East Sluice")
    box = page.evaluate("""() => {
        const { left, right, top, height } = getSelection().getRangeAt(0).getBoundingClientRect();
        return { left, right, middle: top + height / 2 };
    }""")
    button = page.locator(".bt-annotate")
    place = button.bounding_box() or {}
    page.mouse.click(5, 300)
    expect(button).to_have_count(0)
    page.mouse.move(box["left"] + 2, box["middle"])
    page.mouse.down()
    page.mouse.move(box["right"] - 2, box["middle"], steps=4)
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    expect(button).to_have_count(0)
    # onto where the button would be
    page.mouse.move(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2, steps=4)
    drawn = page.evaluate("() => getSelection().toString().length")
    assert drawn > len("East Sluice") + 20
    page.mouse.up()
    expect(button).to_be_visible()


def test_one_annotation_after_another(open_tab: OpenTab) -> None:
    """What was entered stays while better words are looked for; once it was handed on, words elsewhere begin anew."""
    page = open_tab(GAZETTE).page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    panel = annotate(page, "Lena Orvik, who chairs the board")
    status = panel.locator(".bt-annotating__status")
    expect(status).to_have_text("Nothing is said of the quote yet")
    add(panel, "Lena Orvik")
    expect(status).to_have_text("Ready")
    panel.get_by_label("Note for readers").fill("A note on her.")

    select(page, "Yusuf Haddad of the Maravel Growers’ Union")
    page.locator(".bt-annotate", has_text="Quote this").click()
    expect(panel).to_contain_text("What you entered for the quote before was kept")
    expect(panel.get_by_label("Note for readers")).to_have_value("A note on her.")
    select(page, "said Lena Orvik, who chairs the board")
    page.locator(".bt-annotate").click()
    expect(status).to_have_text("Ready")
    panel.get_by_role("button", name="Copy the YAML").click()
    expect(panel.locator(".bt-annotating__sent")).to_contain_text("Copied.")

    select(page, "Lena Orvik, who chairs the board")  # the same words, or some of them: the same annotation
    page.locator(".bt-annotate").click()
    expect(panel.get_by_label("Note for readers")).to_have_value("A note on her.")
    select(page, "Yusuf Haddad of the Maravel Growers’ Union")
    page.locator(".bt-annotate").click()
    expect(panel).to_contain_text("This begins a new annotation")
    expect(panel.locator(".bt-annotating__tag")).to_have_count(0)
    expect(panel.get_by_label("Note for readers")).to_have_value("")
    expect(panel.locator(".bt-annotating__sent")).to_be_empty()
    panel.get_by_role("button", name="Bring back what was there").click()
    expect(panel.get_by_label("Note for readers")).to_have_value("A note on her.")
    expect(panel.locator(".bt-quote")).to_have_text("Lena Orvik, who chairs the board")
    page.context.clear_permissions()


def test_names_of_the_quote_come_first(open_tab: OpenTab) -> None:
    """Of the entities that have what was typed in a name, those that the quote names are proposed before others, within
    sight; so are those that were said to be named by other words."""
    page = open_tab(GAZETTE).page
    panel = annotate(page, "Haddad denied that his members had opened the sluice by night.")
    panel.get_by_role("button", name="Add a claim").click()
    about = panel.get_by_role("combobox", name="About", exact=True)
    about.fill("l")  # begins names of others
    options = panel.locator(".bt-annotating__list:not([hidden]) [role=option]")
    expect(options.first).not_to_contain_text("Growers")
    pick(panel, "Add an actor, place or agreement", "growers")
    panel.get_by_label("Words of the quote that name it").fill("His members")
    expect(panel.locator(".bt-annotating__faults")).to_contain_text("did you mean 'his members'?")
    panel.get_by_label("Words of the quote that name it").fill("his members")
    about.fill("l")
    expect(options.first).to_contain_text("Maravel Growers’ Union")
    shown = options.first.evaluate("""option => {
        const [{ bottom }, body] = [option.getBoundingClientRect(), option.closest(".bt-annotating__body")];
        return body.getBoundingClientRect().bottom - bottom;
    }""")
    assert shown >= 0


COVERED = """() => {
    const seen = Object.assign(new EventTarget(), { scale: 1, height: innerHeight, offsetTop: 0 });
    Object.defineProperty(window, "visualViewport", { value: seen });
    window.cover = (height) => {
        seen.height = innerHeight - height;
        seen.dispatchEvent(new Event("resize"));
    };
}"""
"""What a browser tells of a keyboard on the screen, which a headless one does not have."""


def test_what_is_worked_with_is_seen(open_tab: OpenTab) -> None:
    """On a phone, a list opens in view, whatever stands below its field; a keyboard on the screen does not cover the panel."""
    page = open_tab(GAZETTE, width=NARROW).page
    page.evaluate(COVERED)
    panel = annotate(page, "Lena Orvik, who chairs the board")
    panel.get_by_role("button", name="Add a claim").click()
    for label in ("Add an actor, place or agreement", "Said by", "About"):
        field = panel.get_by_role("combobox", name=label, exact=True)
        field.fill("a")
        expect(panel.locator(".bt-annotating__list:visible")).to_be_in_viewport(ratio=0.95)
        field.press("Escape")
    field = panel.get_by_role("combobox", name="Said by", exact=True)
    field.fill("rinder")  # a name that is longer than a line
    assert panel.locator(".bt-annotating__list:visible").evaluate("list => list.scrollWidth <= list.clientWidth")
    field.press("Enter")
    chosen = panel.locator(".bt-annotating__chips li").evaluate(
        "one => [...one.children].map(part => part.getBoundingClientRect()).map(({ top, bottom }) => [top, bottom])"
    )
    (name_top, name_end), (type_top, type_end), _ = chosen
    assert type_top >= name_end - 1
    assert type_end - type_top < (name_end - name_top) * 0.75  # its type stands below it, in one line
    for covered in (300, 0):
        page.evaluate("cover", covered)
        box = panel.bounding_box()
        assert box
        assert round(box["y"] + box["height"]) == 900 - covered
        assert box["y"] > 0
    panel.get_by_role("button", name="Go to the end").click()
    panel.get_by_role("button", name="Copy the YAML").click()
    expect(panel.locator(".bt-annotating__sent")).to_be_in_viewport(ratio=0.95)


def test_nothing_is_sent(open_tab: OpenTab) -> None:
    """Until a button is pressed nothing leaves the site; then the new file or the form opens in a tab of its own, and what
    is too long for an address is copied, or selected where it cannot be."""
    tab = open_tab(GAZETTE)
    page = tab.page
    page.context.route("https://code.example.org/**", lambda route: route.fulfill(body="the repository"))
    panel = annotate(page, "Yusuf Haddad of the Maravel Growers’ Union accused the board of breaking the Compact.")
    add(panel, "Yusuf Haddad")
    with page.expect_popup() as opened:
        panel.get_by_role("link", name="Open the new file").click()
    asked = parse_qs(urlsplit(opened.value.url).query)
    assert only(asked["value"][0])["actors"] == ["yusuf-haddad"]
    opened.value.close()
    with page.expect_popup() as opened:
        panel.get_by_role("link", name="Describe it in a form").click()
    address = urlsplit(opened.value.url)
    asked = parse_qs(address.query)
    assert address.path == "/canal/site/issues/new"
    assert asked["template"] == ["missing-passage.yml"]
    assert asked["source"] == ["valley-gazette-sluice"]
    assert asked["page"] == [tab.address + GAZETTE]
    assert asked["quote"] == ["Yusuf Haddad of the Maravel Growers’ Union accused the board of breaking the Compact."]
    assert asked["says"] == ["It names: Yusuf Haddad"]
    opened.value.close()

    panel.get_by_label("Note for readers").fill("ملاحظة " * 160)  # each letter takes six bytes of an address
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    with page.expect_popup() as opened:
        panel.get_by_role("link", name="Copy, and open an empty new file").click()
    assert parse_qs(urlsplit(opened.value.url).query) == {
        "filename": ["yusuf-haddad-maravel-growers-union-accused.yml"]
    }
    opened.value.close()
    expect(panel.locator(".bt-annotating__sent")).to_contain_text("The annotation was copied: paste it")
    text = panel.locator(".bt-annotating__yaml").text_content()
    assert page.evaluate("navigator.clipboard.readText()") == text

    # a browser that lets nothing be copied
    page.evaluate("""() => {
        Object.defineProperty(navigator, "clipboard", { value: undefined });
        document.execCommand = () => false;
    }""")
    panel.get_by_role("button", name="Copy the YAML").click()
    expect(panel.locator(".bt-annotating__sent")).to_contain_text("press Ctrl+C")
    assert page.evaluate("String(getSelection())").strip() == (text or "").strip()
    page.context.clear_permissions()


def test_beside_the_text(browser: Browser, saqiya: Site) -> None:
    """The panel does not lie where the lines of a text begin, whichever way text and page run."""
    for source, words, is_left in (("al-jadwal", "ميثاق الحصص قائم", True), ("upland-post", "the growers said", False)):
        with opened_tab(browser, saqiya.address) as tab:
            tab.open(f"sources/{source}/")
            box = annotate(tab.page, words).bounding_box()
            assert box
            assert (box["x"] == 0, round(box["x"] + box["width"]) == WIDE) == (is_left, not is_left)
            expect(tab.page.locator("p.bt-par").first).to_have_css("text-align", "right" if is_left else "left")


@pytest.mark.parametrize("width", [None, NARROW])
def test_axe_finds_nothing(browser: Browser, orchard_below: Site, width: int | None) -> None:
    """The panel with everything in it and a list open violates no rule of axe-core, in either scheme."""
    with opened_tab(browser, orchard_below.address, **({"width": width} if width else {})) as tab:
        tab.open(GAZETTE)
        panel = annotate(tab.page, "Talks in Dorn go on.")
        add(panel, "Dorn")
        pick(panel, "Add an actor, place or agreement", "lena")
        panel.get_by_role("button", name="Add a claim").click()
        panel.get_by_label("Type").select_option("figure")
        pick(panel, "Said by", "haddad")
        panel.get_by_role("button", name="Add a relation").click()
        pick(panel, "From", "haddad")
        panel.get_by_role("button", name="Add a report").click()
        pick(panel, "Agreement", "weir")
        tab.page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
        panel.get_by_role("combobox", name="About").click()
        tab.page.evaluate(AXE)
        for scheme in SCHEMES:
            tab.page.locator("body").evaluate("(body, name) => body.setAttribute('data-md-color-scheme', name)", scheme)
            found = tab.page.evaluate(
                "() => axe.run({ resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } })"
            )
            assert [f"{rule['id']}: {node['target']}" for rule in found["violations"] for node in rule["nodes"]] == []
        assert tab.faults == []


def test_only_where_it_can_be_used(open_tab: OpenTab) -> None:
    """Without script, and where the words of a source are withheld, nothing of it is to be seen; nothing is fetched early."""
    without = open_tab(GAZETTE, scripts=False).page
    expect(without.get_by_text("Select a sentence to annotate it.")).to_be_hidden()
    expect(without.locator(".bt-annotating__open")).to_be_hidden()
    expect(open_tab("sources/courrier-canal/").page.locator(".bt-annotating__open")).to_have_count(0)
    tab = open_tab(GAZETTE)
    fetched: list[str] = []
    tab.page.on("request", lambda request: fetched.append(request.url.removeprefix(tab.address)))
    select(tab.page, "Talks in Dorn go on.")
    expect(tab.page.locator(".bt-annotate")).to_be_visible()
    assert [path for path in fetched if not path.startswith("assets/fonts/")] == []  # those come when they are drawn
    tab.page.get_by_role("button", name="Annotate a passage").press("Enter")  # takes what is selected, too
    expect(tab.page.get_by_role("dialog").locator(".bt-quote")).to_have_text("Talks in Dorn go on.")
    assert {"data/annotating/registry.json", "assets/vendor/yaml.js"} <= set(fetched)
    # instant navigation takes the panel away with its page
    tab.page.locator(".md-logo").first.click()
    expect(tab.page.get_by_role("dialog")).to_have_count(0)
