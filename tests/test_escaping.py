"""The escaper: hostile text comes back from HTML as it was, and is never markup to any later stage."""

from __future__ import annotations

import html
import itertools
import random
import re
from html.parser import HTMLParser

import jinja2
import pytest
from markupsafe import Markup
from selectolax.lexbor import LexborHTMLParser

from build_tools.escaping import escape_text, finalize

PARTS = [
    *["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</div>", "<!--", "-->", "]]>", "<![CDATA["],
    *[
        '" onload="alert(1)',
        "' onload='",
        "&lt;b&gt;",
        "&amp;",
        "&#60;",
        "&notanentity;",
        "{{7*7}}",
        "{% raw %}",
        "{# #}",
    ],
    *[
        "${x}",
        "{++x++}",
        "{: #id }",
        "[x](javascript:alert(1))",
        "![x](//evil)",
        "[^1]",
        "[^1]: x",
        "*[x]: y",
        ":smile:",
    ],
    *[
        "```",
        "~~~",
        "`x`",
        "# h",
        "===",
        "---",
        "- x",
        "1. x",
        "> x",
        "| a | b |",
        "**b**",
        "__b__",
        "*i*",
        "_i_",
        "~x~",
    ],
    *["--8<-- 'x'", "!!! note", "??? x", '=== "Tab"', "::: x", "http://x.org", "a@b.org", "\\<b\\>", "\\", "$x$", "@x"],
    *[
        "\n",
        "\t",
        "\r",
        "\r\n",
        "  ",
        "\u00a0",
        "\u2028",
        "\u2029",
        "    x",
        "é",
        "e\u0301",
        "😀",
        "تركيا",
        "\u200f",
        "\u200c",
    ],
]
SIGNS = {
    "\x00": "⟨U+0000⟩",
    "\x1b": "⟨U+001B⟩",
    "\x85": "⟨U+0085⟩",
    "\u202e": "⟨U+202E⟩",
    "\ufeff": "⟨U+FEFF⟩",
    "\ud800": "⟨U+D800⟩",
    "\uffff": "⟨U+FFFF⟩",
    "\U000e0041": "⟨U+E0041⟩",
}
"""Characters that HTML cannot hold or that would deceive, and what is shown for them."""

_rng = random.Random(1)
HOSTILE = [
    *PARTS,
    *(a + b for a, b in itertools.product(PARTS, PARTS)),
    *("".join(_rng.choices(PARTS, k=9)) for _ in range(500)),
]


class Reader(HTMLParser):
    """Collects the text and every tag, comment and declaration of a piece of HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.markup: list[str] = []

    def handle_data(self, data: str) -> None:
        """Collect text."""
        self.text.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect a tag."""
        self.markup.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Collect a tag."""
        self.markup.append(tag)

    def handle_comment(self, data: str) -> None:
        """Collect a comment."""
        self.markup.append(data)

    def handle_decl(self, decl: str) -> None:
        """Collect a declaration."""
        self.markup.append(decl)

    def unknown_decl(self, data: str) -> None:
        """Collect a section."""
        self.markup.append(data)

    def handle_pi(self, data: str) -> None:
        """Collect an instruction."""
        self.markup.append(data)


def test_text_comes_back_byte_equal() -> None:
    """Two parsers of HTML read every hostile text back as it was, as text alone."""
    for text in HOSTILE:
        escaped = str(escape_text(text))
        reader = Reader()
        reader.feed(escaped)
        reader.close()
        assert "".join(reader.text) == text
        assert reader.markup == []
        tree = LexborHTMLParser(f"<!doctype html><body><p>{escaped}</p></body>")
        assert [node.tag for node in tree.css("body *")] == ["p"]
        paragraph = tree.css_first("p")
        assert paragraph is not None
        assert paragraph.text() == text


@pytest.mark.parametrize("quote", ['"', "'"])
def test_text_is_safe_in_attributes(quote: str) -> None:
    """In an attribute, too, the text comes back as it was and adds no other attribute."""
    for text in PARTS:
        tree = LexborHTMLParser(f"<body><p title={quote}{escape_text(text)}{quote}></p></body>")
        paragraph = tree.css_first("p")
        assert paragraph is not None
        assert paragraph.attributes == {"title": text}


def test_nothing_active_is_left() -> None:
    """No character that HTML, Markdown, templates or their extensions act on is left, and all is on one line."""
    for text in HOSTILE:
        rest = re.sub(r"&#\d+;", "", str(escape_text(text)))
        assert not set(rest) & set("&<>\"'{}`~:[]!*_|\\\n\t\r\x85\u2028\u2029")
        assert len(str(escape_text(text)).splitlines()) <= 1


@pytest.mark.parametrize("character", SIGNS)
def test_deceiving_characters_are_shown_as_signs(character: str) -> None:
    """Characters that no page may hold are seen by their code, not dropped."""
    escaped = str(escape_text(f"a{character}b"))
    assert escaped == f"a{SIGNS[character]}b"
    assert html.unescape(escaped) == escaped


def test_escaping_twice_shows_the_first() -> None:
    """A text that looks escaped is text: escaping is not guessed."""
    assert html.unescape(str(escape_text("&#60;"))) == "&#60;"
    assert html.unescape(html.unescape(str(escape_text(str(escape_text("<")))))) == "<"


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("<b>", "&#60;b&#62;"),
        (Markup("<b>"), "<b>"),
        (5, "5"),
        (1.5, "1.5"),
        (None, "None"),
        (escape_text("<"), "&#60;"),
    ],
)
def test_templates_escape_all_but_safe_html(value: object, printed: str) -> None:
    """What a template prints is text unless it is known to be HTML."""
    template = jinja2.Environment(finalize=finalize, autoescape=True).from_string("{{ value }}")
    assert template.render(value=value) == printed
