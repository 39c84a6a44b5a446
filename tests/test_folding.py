"""Spellings that are one to the search are folded to one form, by Python and by the browser alike."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser

from build_tools.folding import folded, indexed

CASES: list[list[str]] = yaml.safe_load((Path(__file__).parent / "cases/folding.yml").read_text("utf-8"))
SCRIPTS = Path(__file__).parents[1] / "build_tools/theme/assets/js"


@pytest.mark.parametrize(("written", "form"), CASES)
def test_form(written: str, form: str) -> None:
    """What is written has the form of the table, which folds to itself."""
    assert folded(written) == form
    assert folded(form) == form


def test_browser_folds_alike(browser: Browser) -> None:
    """The script of the site gives every case of the table the same form."""
    page = browser.new_page()
    page.add_script_tag(content=(SCRIPTS / "fold.js").read_text("utf-8"))
    found = page.evaluate("texts => texts.map(btFold)", [written for written, _ in CASES])
    assert found == [form for _, form in CASES]
    page.close()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Over  875,000\u00a0people — fled", "over 875,000 people — fled"),
        ("\u0640 x", "- x"),
        ("المدينة والمدينة للمدينة", "ال'مدينه وال'مدينه لل'مدينه"),
        ("وإدلب بإدلب وادي الله", "و'ادلب ب'ادلب وادي الله"),
    ],
)
def test_words_stay_in_their_places(text: str, words: str) -> None:
    """The index has as many words as a text has between spaces; what is joined to an Arabic word is parted by a sign."""
    assert indexed(text) == words
    assert len(indexed(text).split(" ")) == len(text.split())


def test_sign_for_several_words_is_one() -> None:
    """A character that stands for several words is one word of the index, so that the others keep their numbers."""
    assert len(indexed("a ﷺ b").split(" ")) == 3
