"""From selected words to an annotation: the panel in a real browser, and what it gives in the check and on the page."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser_support import NARROW, SCHEMES, WIDE, OpenTab, opened_tab
from tests.corpus_support import Site, build_site, copy_project, run, write_files

GAZETTE, SADA, SU = "sources/valley-gazette-sluice/", "sources/sada-al-wadi-talks/", "sources/su-gunlugu-meeting/"
SELECT = Path(__file__).with_name("select_words.js").read_text("utf-8")
AXE = AXE_FILE_PATH.read_text("utf-8")
NEW = "https://code.example.org/canal/site/new/main/annotations/passages"


def select(page: Page, words: str, nth: int = 0) -> None:
    """Select words of the text; `nth` of several places."""
    page.evaluate(SELECT, [words, nth])


def annotate(page: Page, words: str, nth: int = 0) -> Locator:
    """Select words, press the button beside them, and return the panel."""
    select(page, words, nth)
    page.locator(".bt-annotate").click()
    panel = page.get_by_role("dialog", name="Annotate a passage")
    expect(panel).to_be_visible()
    return panel


def add(panel: Locator, *names: str) -> None:
    """Tag entities that the panel proposes."""
    for name in names:
        panel.locator(".bt-annotating__add", has=panel.page.get_by_text(name, exact=True)).click()


def pick(panel: Locator, label: str, typed: str) -> None:
    """Choose the first entity that is found for what is typed."""
    field = panel.get_by_role("combobox", name=label, exact=True)
    field.fill(typed)
    field.press("Enter")


def proposed(panel: Locator, folder: str) -> tuple[str, str]:
    """Return path and content of the file that the main link proposes; nothing is left to mend."""
    expect(panel.locator(".bt-annotating__status")).to_contain_text("Ready")
    address = urlsplit(panel.get_by_role("link", name="Open the new file").get_attribute("href") or "")
    asked = parse_qs(address.query)
    assert f"{address.scheme}://{address.netloc}{address.path}" == f"{NEW}/{folder}"
    path = f"annotations/passages/{folder}/{asked['filename'][0]}"
    expect(panel.locator("code")).to_have_text(path)
    assert asked["value"][0] == panel.locator(".bt-annotating__yaml").text_content()
    return path, asked["value"][0]


def only(text: str) -> dict[str, object]:
    """Return the one passage of a file, every value as text."""
    ((passage,),) = yaml.load(text, yaml.BaseLoader).values()
    return dict(passage)


def built(tmp_path: Path, project: str, files: dict[str, str]) -> Site:
    """Build a test corpus with files added; the check has nothing to say."""
    root = copy_project(project, tmp_path)
    write_files(root, dict(files))
    checked = run("check", "--root", root)
    assert (checked.code, "error" in checked.out) == (0, False), checked
    laid_out = run("fmt", "--check", *(str(root / path) for path in files), "--root", root)
    assert laid_out.code == 0, laid_out
    site = build_site(root, "")
    assert site.build.code == 0, site.build
    return site


def drag(page: Page, words: str) -> None:
    """Select words with the mouse, from the middle of their first letter to the middle of their last."""
    select(page, words)
    ends = page.evaluate("""() => {
        const boxes = [...getSelection().getRangeAt(0).getClientRects()].filter(box => box.width > 1);
        getSelection().removeAllRanges();
        const [first, last] = [boxes[0], boxes.at(-1)];
        return [[first.left + 1, first.top + first.height / 2], [last.right - 3, last.top + last.height / 2]];
    }""")
    page.mouse.move(*ends[0])
    page.mouse.down()
    page.mouse.move(*ends[1], steps=4)
    page.mouse.up()


# ---- the whole way --------------------------------------------------------------------------------


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


# ---- what is wrong, and what does not fit -----------------------------------------------------------


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
