"""From selected words to an annotation: the panel in a real browser, and what it gives in the check and on the page."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, Locator, expect

from tests.annotate_browser_support import GAZETTE, SU, add, annotate, built, drag, only, pick, proposed, select
from tests.browser_support import NARROW, OpenTab, opened_tab
from tests.corpus_support import Site


def test_from_selection_to_page(open_tab: OpenTab, tmp_path: Path) -> None:
    """What the panel proposes, saved under its name, passes the check and stands on the page: curly quotes, a quote that
    occurs twice, one across other passages, several claims, words of somebody else, on a phone."""
    files: dict[str, str] = {}
    tab = open_tab(GAZETTE)
    page = tab.page

    # by mouse, from within the first word to within the last: across passage 2 and into passage 3
    drag(page, "ast Sluice on 2 March 2031 for the second time this year, leaving between 140 and 180 hectare")
    page.locator(".bt-annotate").click()
    panel = page.get_by_role("dialog")
    expect(panel.locator(".bt-quote")).to_have_text(
        "East Sluice on 2 March 2031 for the second time this year, leaving between 140 and 180 hectares"
    )
    expect(panel).to_contain_text("It stands in the source once.")
    add(panel, "East Sluice")
    panel.get_by_role("button", name="Add a claim").click()
    panel.get_by_label("Type").select_option("event")
    expect(panel).to_contain_text("Reports that something happened or is happening.")
    pick(panel, "About", "east")
    panel.get_by_label("Date", exact=True).fill("2031-03-02")
    panel.get_by_role("button", name="Add a claim").click()
    second = panel.get_by_role("group", name="Claim 2")
    second.get_by_label("Type").select_option("figure")
    second.get_by_label("Measure").select_option("dry-land")
    second.get_by_label("The amount is given as").select_option("range")
    second.get_by_label("From", exact=True).fill("140")
    second.get_by_label("To", exact=True).fill("180")
    second.get_by_label("Unit").fill("hectares")
    second.get_by_text("More: passed on by").click()
    second.get_by_label("Answers the question").select_option("dry-area")
    second.get_by_label("Its answer").select_option("up-to-180")
    path, text = proposed(panel, "valley-gazette-sluice")
    assert path.endswith("/east-sluice-2-march-2031-second.yml")
    assert only(text) == {
        "id": "east-sluice-2-march-2031-second",
        "quote": "East Sluice on 2 March 2031 for the second time this year, leaving between 140 and 180 hectares",
        "places": ["east-sluice"],
        "claims": [
            {"type": "event", "about": ["east-sluice"], "date": "2031-03-02"},
            {
                "type": "figure",
                "figure": {"measure": "dry-land", "low": "140", "high": "180", "unit": "hectares"},
                "answers": {"dry-area": "up-to-180"},
            },
        ],
    }
    files[path] = text

    # another quote while the panel is open; what was entered stays until it is taken away
    panel.get_by_role("button", name="Start over").click()
    select(page, "“We keep the Weir Compact to the letter,” said Lena Orvik, who chairs the board")
    expect(page.locator(".bt-annotate")).to_have_text("Quote this")
    page.locator(".bt-annotate").click()
    add(panel, "Lena Orvik", "Weir Compact")
    pick(panel, "Add an actor, place or agreement", "sarn water")
    expect(panel.get_by_label("Words of the quote that name it").last).to_be_focused()
    expect(panel.locator(".bt-annotating__status")).to_have_text("1 thing to mend")
    panel.get_by_label("Words of the quote that name it").last.fill("the board")
    panel.get_by_label("Note for readers").fill("Said at the weir.\n\n- twice")
    path, text = proposed(panel, "valley-gazette-sluice")
    assert only(text)["actors"] == ["lena-orvik", {"water-board": "the board"}]
    assert only(text)["quote"] == "“We keep the Weir Compact to the letter,” said Lena Orvik, who chairs the board"
    files[path] = text
    panel.get_by_role("button", name="Close").click()
    expect(page.locator(".bt-annotating__open")).to_be_focused()

    # words that stand there twice, on a phone
    narrow = open_tab(GAZETTE, width=NARROW).page
    panel = annotate(narrow, "Talks in Dorn go on.", 1)
    add(panel, "Dorn")
    expect(panel).to_contain_text("It stands in the source more than once")
    box = panel.bounding_box()
    assert box
    assert (box["x"], box["width"], round(box["y"] + box["height"])) == (0, NARROW, 900)
    path, text = proposed(panel, "valley-gazette-sluice")
    assert only(text)["prefix"] == "cent."
    assert path.endswith("/talks-dorn.yml")
    files[path] = text

    # characters beyond the first plane and spaces in a row, in a source shown as a whole
    other = open_tab(SU).page
    panel = annotate(
        other, "Kanal en  az 3 hafta kapalı kalacak” dedi. Yukarı Vadi Meclisi, Bent Sözleşmesi’nin 🍐 çiğnendiğini"
    )
    add(panel, "Yukarı Vadi Meclisi")
    path, text = proposed(panel, "su-gunlugu-meeting")
    assert "Kanal en az 3 hafta" in text
    files[path] = text

    site = built(tmp_path, "orchard", files)
    for path, text in files.items():
        _, _, _, source, _ = f"/{path}".split("/")
        passage = only(text)
        assert site.passage_text(source, str(passage["id"])) == passage["quote"]
    assert {row["passage"] for row in site.rows("data/passages.csv")} >= {Path(path).stem for path in files}


HADDAD = "Yusuf Haddad of the Maravel Growers’ Union accused the board of breaking the Compact."


def test_relations_reports_and_all_of_a_claim(open_tab: OpenTab, tmp_path: Path) -> None:
    """On a phone: a relation, a report on a provision, a deadline, an origin, a denial and a period come into the file, which
    passes the check, is laid out as all are, and whose statements stand on the pages; the tab keeps what was entered."""
    page = open_tab(GAZETTE, width=NARROW).page
    panel = annotate(page, HADDAD)
    headings = panel.get_by_role("heading", level=3)
    expect(headings).to_have_text(
        ["1. The quote", "2. Who and what it names", "3. What is claimed in it", "4. Relations that it states",
         "5. What it reports of agreements", "6. Name and note", "7. The annotation"]
    )  # fmt: skip
    expect(panel.get_by_role("group", name=re.compile("^(Claim|Relation|Report) "))).to_have_count(0)
    add(panel, "Yusuf Haddad", "Weir Compact")

    panel.get_by_role("button", name="Add a relation").click()
    relation = panel.get_by_role("group", name="Relation 1")
    expect(relation.get_by_role("combobox", name="From")).to_be_focused()
    pick(relation, "From", "haddad")
    expect(relation.get_by_role("combobox", name="From")).to_be_focused()
    relation.get_by_label("Type").select_option("speaks-for")
    expect(relation).to_contain_text("Speaks in the name of.")
    pick(relation, "To", "dorn")
    pick(relation, "To", "growers")  # one is meant: the later choice takes the place of the one before
    expect(relation.locator(".bt-annotating__chips li")).to_have_text([re.compile("Haddad"), re.compile("Growers")])
    relation.get_by_text("More: extent").click()
    relation.get_by_label("Extent").fill("in the matter of the sluice")

    panel.get_by_role("button", name="Add a report").click()
    report = panel.get_by_role("group", name="Report 1")
    expect(report.get_by_label("Provision")).to_have_count(0)
    pick(report, "Agreement", "dorn talks")
    expect(report.get_by_label("Provision")).to_have_count(0)  # it has none
    pick(report, "Agreement", "weir")
    report.get_by_label("Provision").select_option(label="The sluice stays open in winter.")
    report.get_by_label("What is reported").select_option("breached")
    pick(report, "By", "sarn water")
    pick(report, "Said by", "haddad")
    report.get_by_label("Date", exact=True).fill("2 March 2031")
    expect(panel.locator(".bt-annotating__faults")).to_contain_text("[bad-date]write 2031-03-02")
    report.get_by_label("Date", exact=True).fill("2031-03")
    report.get_by_label("Date inferred: why").fill("The month of the paper.")

    panel.get_by_role("button", name="Add a claim").click()
    claim = panel.get_by_role("group", name="Claim 1")
    claim.get_by_label("Type").select_option("figure")
    claim.get_by_label("Measure").select_option("other-count")
    claim.get_by_label("The amount is given as").select_option("words")
    claim.get_by_label("Words", exact=True).fill("the board")
    claim.get_by_text("Period counted", exact=True).click()
    claim.get_by_label("Since").fill("2031-03")
    claim.get_by_label("Period inferred: why").fill("It says this year.")
    claim.get_by_text("More: passed on by, origin, due, answer").click()
    claim.get_by_label("Origin").select_option(label="The growers on the closed sluice")
    claim.get_by_label("Due", exact=True).fill("2031-06")
    claim.get_by_label("Due inferred: why").fill("Before the summer.")
    claim.get_by_label("Denies an answer to the question").select_option("compact-kept")
    claim.get_by_label("The answer that it denies").select_option("kept")
    # a fault in what is folded up: from the list to its field
    claim.get_by_text("More: passed on by, origin, due, answer").click()
    expect(claim.get_by_label("Origin")).to_be_hidden()
    panel.locator(".bt-annotating__goto", has_text="Claim 1: 'origin' must stand beside 'said_by'").click()
    expect(claim.get_by_label("Origin")).to_be_focused()
    pick(claim, "Said by", "haddad")
    claim.get_by_role("combobox", name="Passed on by").fill("growers")
    claim.get_by_role("combobox", name="Passed on by").press("Enter")
    claim.get_by_role("button", name="Take out Maravel Growers").click()
    expect(claim.get_by_role("combobox", name="Passed on by")).to_be_focused()  # not folded up over it

    path, text = proposed(panel, "valley-gazette-sluice")
    assert only(text) == {
        "id": "yusuf-haddad-maravel-growers-union-accused",
        "quote": HADDAD,
        "actors": ["yusuf-haddad"],
        "agreements": ["weir-compact"],
        "claims": [
            {
                "type": "figure",
                "said_by": "yusuf-haddad",
                "origin": "growers-on-the-sluice",
                "due": "2031-06",
                "due_inferred": "Before the summer.",
                "figure": {
                    "measure": "other-count",
                    "words": "the board",
                    "since": "2031-03",
                    "period_inferred": "It says this year.",
                },
                "rejects": {"compact-kept": "kept"},
            }
        ],
        "relations": [
            {
                "from": "yusuf-haddad",
                "type": "speaks-for",
                "to": "maravel-growers",
                "extent": "in the matter of the sluice",
            }
        ],
        "provisions": [
            {
                "agreement": "weir-compact",
                "provision": "winter-flow",
                "report": "breached",
                "by": "water-board",
                "date": "2031-03",
                "date_inferred": "The month of the paper.",
                "said_by": "yusuf-haddad",
            }
        ],
    }
    form = panel.get_by_role("link", name="Describe it in a form").get_attribute("href") or ""
    told = parse_qs(urlsplit(form).query)["says"][0].splitlines()
    assert told[1:] == [
        "It claims: figure, said by Yusuf Haddad, going back to “The growers on the closed sluice”, due 2031-06, "
        "other-count the board, since 2031-03, denying as an answer to “Has the board kept the Weir Compact?”: “It has”",
        "It states: Yusuf Haddad speaks for Maravel Growers’ Union, in the matter of the sluice",
        "It reports: Weir Compact breached, provision “The sluice stays open in winter.”, by Sarn Water Board, "
        "date 2031-03, said by Yusuf Haddad",
    ]

    page.reload()
    page.get_by_role("button", name="Annotate a passage").click()
    expect(panel.locator(".bt-annotating__yaml")).to_have_text(text)
    relation.get_by_role("button", name="Take out relation 1").click()
    expect(panel.get_by_role("button", name="Add a relation")).to_be_focused()
    expect(panel.locator(".bt-annotating__yaml")).not_to_contain_text("relations:")

    site = built(tmp_path, "orchard", {path: text})
    passage = Path(path).stem
    (report_row,) = (row for row in site.rows("data/agreement-reports.csv") if row["passage"] == passage)
    assert (report_row["provision"], report_row["report"], report_row["said_by"]) == (
        "winter-flow",
        "breached",
        "yusuf-haddad",
    )
    (relation_row,) = (row for row in site.rows("data/relations.csv") if row["passage"] == passage)
    assert (relation_row["from"], relation_row["to"]) == ("yusuf-haddad", "maravel-growers")
    assert relation_row["extent"] == "in the matter of the sluice"
    for address in ("agreements/weir-compact/", "actors/yusuf-haddad/"):
        assert site.page(address).css(f'a[href$="#p-{passage}"]'), address


def test_from_selection_to_page_in_arabic(browser: Browser, saqiya: Site, tmp_path: Path) -> None:
    """Arabic words, with particles written onto names, in a frame from right to left: the same way."""
    with opened_tab(browser, saqiya.address) as tab:
        tab.open("sources/al-jadwal/")
        panel = annotate(tab.page, "وقال مزارعو السهل إن أكثر من 120 فداناً جفت قرب بلدة عين السدر")
        expect(panel.locator(".bt-quote")).to_have_attribute("dir", "rtl")
        # in English from left to right; words of the source run their own way
        expect(panel).to_have_css("direction", "ltr")
        quote = panel.locator(".bt-annotating__yaml bdi", has_text="وقال")
        expect(quote.first).to_have_css("direction", "rtl")
        expect(panel.get_by_role("heading", name="Relations that it states")).to_have_count(0)  # no types of them
        expect(panel.get_by_role("heading", name="4. What it reports of agreements")).to_be_visible()
        panel.get_by_role("button", name="Add a report").click()
        pick(panel, "Agreement", "charter")
        provision = panel.get_by_label("Provision").get_by_role("option").nth(1)
        expect(provision).to_have_css("direction", "rtl")
        panel.get_by_role("button", name="Take out report 1").click()
        add(panel, *panel.locator(".bt-annotating__add bdi:first-child").all_inner_texts()[:1])
        panel.get_by_role("button", name="Add a claim").click()
        panel.get_by_label("Type").select_option("assessment")
        expect(panel.locator(".bt-annotating__status")).to_have_text("Ready")
        text = panel.locator(".bt-annotating__yaml").text_content() or ""
        path = panel.locator("code").inner_text()
        expect(panel.get_by_role("link")).to_have_count(0)  # no repository is known: it is copied and saved by hand
        assert tab.faults == []
    assert path == "annotations/passages/al-jadwal/passage.yml"
    passage = only(text)
    assert passage["quote"] == "وقال مزارعو السهل إن أكثر من 120 فداناً جفت قرب بلدة عين السدر"
    site = built(tmp_path, "saqiya", {path: text})
    assert site.passage_text("al-jadwal", "passage") == passage["quote"]


def test_by_keyboard_alone(open_tab: OpenTab) -> None:
    """Without a pointer: from the button above the text to a sentence, to words of it, to names and a claim, and out again."""
    tab = open_tab(GAZETTE)
    page, keys = tab.page, tab.page.keyboard
    focus = page.locator(":focus")

    def tab_to(found: Locator, most: int = 40) -> None:
        for _ in range(most):
            if found.count() and found.evaluate("one => one === document.activeElement"):
                return
            keys.press("Tab")
        expect(found).to_be_focused()

    page.get_by_role("checkbox", name="Questions").focus()
    tab_to(page.get_by_role("button", name="Annotate a passage"), 3)
    keys.press("Enter")
    panel = page.get_by_role("dialog")
    expect(panel.get_by_role("heading", name="Annotate a passage")).to_be_focused()
    expect(panel.locator(".bt-annotating__status")).to_have_text("Nothing is quoted yet")
    expect(panel.locator("[aria-invalid=true], a, .bt-annotating__steps button:enabled")).to_have_count(0)
    expect(panel.locator("pre")).to_be_hidden()
    tab_to(panel.get_by_text("Choose by sentence and word"), 3)
    keys.press("Enter")
    keys.press("Tab")
    keys.type("3. ")  # the third sentence
    expect(panel.locator(".bt-quote")).to_have_text(
        "“We keep the Weir Compact to the letter,” said Lena Orvik, who chairs the board."
    )
    tab_to(panel.get_by_role("group", name="Where the quote begins").get_by_role("button", name="a word later"), 4)
    keys.press("Enter")
    tab_to(panel.get_by_role("group", name="Where the quote ends").get_by_role("button", name="a word earlier"), 4)
    for _ in range(4):
        keys.press("Enter")
    expect(panel.locator(".bt-quote")).to_have_text("keep the Weir Compact to the letter,” said Lena Orvik,")
    tab_to(panel.get_by_role("button", name="Weir Compact"), 6)
    keys.press("Enter")
    expect(focus).to_have_accessible_name(re.compile("Lena Orvik"))  # what may be named, too; not what takes it out
    tab_to(panel.get_by_role("combobox", name="Add an actor, place or agreement"), 6)
    keys.type("orvik")
    expect(focus).to_have_attribute("aria-expanded", "true")
    keys.press("ArrowDown")
    keys.press("ArrowUp")
    keys.press("Escape")  # closes the list, not the panel
    expect(focus).to_have_attribute("aria-expanded", "false")
    keys.press("ArrowDown")
    keys.press("Enter")
    expect(panel.locator(".bt-annotating__tag")).to_have_count(2)
    tab_to(panel.get_by_role("button", name="Add a claim"), 8)
    keys.press("Enter")
    keys.type("statement")
    expect(focus).to_have_value("statement")
    tab_to(panel.get_by_role("button", name="Go to the end"))
    keys.press("Enter")
    expect(focus).to_have_accessible_name("Open the new file on the site of the repository")
    _, text = proposed(panel, "valley-gazette-sluice")
    assert only(text)["actors"] == ["lena-orvik"]
    keys.press("Escape")
    expect(panel).to_be_hidden()
    expect(page.get_by_role("button", name="Annotate a passage")).to_be_focused()
    keys.press("Enter")
    expect(panel.locator(".bt-annotating__yaml")).to_have_text(text)  # nothing was lost
