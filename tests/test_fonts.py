"""The fonts: every character that pages have is in a font of ours, and each file holds what the style sheet says."""

from __future__ import annotations

import re
from itertools import combinations
from typing import Any

import pytest
from playwright.sync_api import CDPSession

from tests.browser_support import PAGES, OpenTab
from tests.corpus_support import REPOSITORY, Site
from tests.font_support import FOLDER, Face, faces, without_glyph

SHOW = """face => {
    const shown = document.createElement("p");
    shown.id = "shown";
    Object.assign(shown.style, {fontFamily: `"${face.family}"`, fontStyle: face.style});
    for (const character of face.characters) shown.append(Object.assign(document.createElement("i"),
        {textContent: character, style: "font-style: inherit"}));
    document.body.replaceChildren(shown);
    return document.fonts.ready.then(() => true);
}"""
UNSEEN = re.compile(
    r"[\s\u0300-\u036f\u0483-\u0489\u200b-\u200f\ufeff\u0610-\u061c\u064b-\u065f\u06d6-\u06ed\u0600-\u0605]"
)
"""What takes its shape from its neighbour, or has none."""


def test_sheet_and_folder_agree() -> None:
    """Every font file is declared once, and every file declared exists; no range is claimed twice in a family and style."""
    declared = [face.file for face in faces()]
    assert sorted(declared) == sorted(path.name for path in FOLDER.glob("*.woff2"))
    for one, other in combinations(faces(), 2):
        if (one.family, one.style) == (other.family, other.style):
            assert one.characters & other.characters == set(), (one.file, other.file)


def test_reserved_name_is_not_used() -> None:
    """The fonts are modified, so neither their files nor the styles bear the name that their maker reserves."""
    assert [path.name for path in FOLDER.glob("*source*.woff2")] == []
    sheets = "".join(path.read_text("utf-8") for path in (REPOSITORY / "build_tools/theme/assets/css").glob("*.css"))
    assert "Source S" not in sheets
    assert {path.name for path in FOLDER.glob("OFL-*.txt")} == {
        "OFL-noto-naskh-arabic.txt",
        "OFL-source-sans-3.txt",
        "OFL-source-serif-4.txt",
    }


def test_no_character_of_a_corpus_is_without_glyph(orchard: Site) -> None:
    """Every character on a page in four languages is in a font of ours or known to fall back."""
    texts = {name: orchard.page(name).body for name in orchard.page_names}
    assert {name: missing for name, body in texts.items() if body and (missing := without_glyph(body.text()))} == {}


def test_signs_of_the_style_sheets_have_glyphs() -> None:
    """Every sign that a style sheet writes is in a font of ours."""
    sheets = (REPOSITORY / "build_tools/theme/assets/css").glob("*.css")
    signs = {
        sign for path in sheets for sign in re.findall(r'(?:content|--mark): "([^"\\]+)"', path.read_text("utf-8"))
    }
    assert "‖" in signs
    assert without_glyph("".join(signs)).get("sans", "") == ""


def platform_fonts(session: CDPSession) -> list[dict[str, Any]]:
    """Return which fonts the browser drew the text with."""
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": "#shown"})["nodeId"]
    fonts: list[dict[str, Any]] = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    return fonts


@pytest.mark.parametrize("face", faces(), ids=lambda face: face.file)
def test_file_has_what_the_sheet_says(open_tab: OpenTab, face: Face) -> None:
    """The browser draws every character of a range with the file that claims it."""
    tab = open_tab(PAGES["missing"])
    characters = sorted(c for c in face.characters if not UNSEEN.match(c))
    tab.page.evaluate(SHOW, {"family": face.family, "style": face.style, "characters": characters})
    fonts = platform_fonts(tab.page.context.new_cdp_session(tab.page))
    assert [font["familyName"] for font in fonts if not font["isCustomFont"]] == []
    assert sum(font["glyphCount"] for font in fonts) >= len(characters)
