"""What the browser tests of the panel for annotating share: words selected, the panel worked with, what it gives."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import yaml
from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Locator, Page, expect

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
