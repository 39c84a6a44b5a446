"""Take the pictures of the page "Your first annotation" anew: `python -m tests.take_pictures`, after the panel changed.

They show the live corpus in light colours; the page says in words what they show.
"""

from __future__ import annotations

import io
import shutil
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page, expect

from build_tools.site.manifest import generated_paths
from tests.browser import launched_browser
from tests.browser_support import hosted
from tests.corpus_support import REPOSITORY, write_files

FOLDER = REPOSITORY / "docs/assets"
SELECT = Path(__file__).with_name("select_words.js").read_text("utf-8")
SOURCE = "sources/000-idlib-gains/"
WORDS = (
    "According to UN Spokesman David Swanson, more than 40,000 have been displaced in the last four days alone from "
    "western Aleppo province"
)
MARGIN = 12
CONFIG = """\
site_name: Idlib in the sources
site_url: http://127.0.0.1/
repo_url: https://code.example.org/the-repository
"""


def keep(page: Page, name: str, top: Locator, bottom: Locator, beside: int = 0) -> None:
    """Keep a picture of what stands from one element to another, as wide as the first and so much at either side, with
    two pixels for each.
    """
    first, last = (one.bounding_box() for one in (top, bottom))
    assert first
    assert last
    height = last["y"] + last["height"] + MARGIN - first["y"]
    clip = {"x": first["x"] - beside, "y": first["y"], "width": first["width"] + 2 * beside, "height": height}
    picture = Image.open(io.BytesIO(page.screenshot(clip=clip)))  # type: ignore[arg-type]
    picture.convert("RGB").save(FOLDER / f"first-annotation-{name}@2x.webp", quality=82, method=6)


def take(page: Page, address: str) -> None:
    """Go the way of the page, and keep a picture of each step."""
    page.goto(address + SOURCE)
    page.evaluate(SELECT, [WORDS, 0])
    button = page.locator(".bt-annotate")
    expect(button).to_be_visible()
    paragraph = page.locator(".bt-block", has=button).locator(".bt-par")  # on a phone the margin would make it tiny
    page.evaluate("document.fonts.ready")
    keep(page, "select", paragraph, paragraph, beside=4 * MARGIN)
    button.click()
    panel = page.get_by_role("dialog")
    keep(page, "panel", panel, panel.get_by_text("Only what the quote names"))
    for add in reversed(panel.locator(".bt-annotating__add").all()):
        add.click()
    panel.get_by_role("button", name="Add a claim").click()
    panel.get_by_label("Type").select_option("figure")
    panel.get_by_label("Measure").select_option("displaced-people")
    panel.get_by_label("Number").fill("40000")
    panel.get_by_label("Hedge").select_option("over")
    panel.get_by_label("Unit", exact=True).fill("people")
    panel.get_by_label("Scope").fill("people displaced from western Aleppo province in four days")
    speaker = panel.get_by_role("combobox", name="Said by")
    speaker.fill("swan")
    speaker.press("Enter")
    panel.get_by_text("3. What is claimed in it").scroll_into_view_if_needed()
    panel.locator(".bt-annotating__body").evaluate(
        "body => body.scrollTo(0, body.querySelector('fieldset').offsetTop - 100)"
    )
    keep(page, "claim", panel, panel)
    panel.get_by_role("button", name="Go to the end").click()
    expect(panel.locator(".bt-annotating__status")).to_have_text("Ready")
    keep(page, "yaml", panel, panel)


def main() -> None:
    """Build the live corpus elsewhere and take every picture."""
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary, "live")
        for name in ("annotations", "seeds"):
            shutil.copytree(REPOSITORY / name, root / name)
        docs = REPOSITORY / "docs"
        made = generated_paths(docs)
        # hand-written pages must be there, their own words do not matter
        written = [path for path in docs.rglob("*.md") if path.relative_to(docs).as_posix() not in made]
        write_files(root, {path.relative_to(REPOSITORY).as_posix(): "# A page\n" for path in written})
        write_files(root, {"mkdocs.yml": CONFIG})
        with hosted(root, Path(temporary, "host"), "") as site, launched_browser() as browser:
            page = browser.new_page(
                viewport={"width": 1280, "height": 900}, device_scale_factor=2, reduced_motion="reduce"
            )
            take(page, site.address)
            page.close()


if __name__ == "__main__":
    main()
