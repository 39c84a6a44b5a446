"""Notes: a small Markdown with citations, whose HTML is safe whatever stands in it."""

from __future__ import annotations

import itertools

import pytest
from selectolax.lexbor import LexborHTMLParser

from build_tools.markdown_notes import CitationMark, citations_in, malformed_citations, render_notes, uncited_sentences
from tests.test_escaping import PARTS

ALLOWED = {
    *["p", "em", "strong", "s", "ul", "ol", "li", "blockquote", "br", "code", "a", "sup"],
}


def cite(target: str) -> CitationMark | None:
    """Number every target but `nowhere`."""
    return None if target == "nowhere" else CitationMark(1, "../sources/a.md#p-b", "c-1")


@pytest.mark.parametrize(
    ("text", "rendered"),
    [
        ("One\ntwo", "<p>One two</p>"),
        ("One\n\ntwo", "<p>One</p><p>two</p>"),
        ("One  \ntwo\\\nthree", "<p>One<br>two<br>three</p>"),
        ("*a* **b** ~~c~~", "<p><em>a</em> <strong>b</strong> <s>c</s></p>"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
        ("> a", "<blockquote><p>a</p></blockquote>"),
        ("`<a>`", "<p><code>&#60;a&#62;</code></p>"),
        ("<b>a</b>", "<p>&#60;b&#62;a&#60;/b&#62;</p>"),
        ("&lt;b&gt; &amp; &copy;", "<p>&#60;b&#62; &#38; ©</p>"),
        ("&#x202e;a", "<p>⟨U+202E⟩a</p>"),
        ("# a", "<p># a</p>"),
        ("a\n===", "<p>a ===</p>"),
        ("a\n\n---", "<p>a</p><p>---</p>"),
        ("| a |\n| - |", "<p>&#124; a &#124; &#124; - &#124;</p>"),
        ("    code", "<p>code</p>"),
        ("https://example.org", "<p>https&#58;//example.org</p>"),
        ("{{ a }}", "<p>&#123;&#123; a &#125;&#125;</p>"),
        ("", ""),
    ],
)
def test_rendered(text: str, rendered: str) -> None:
    """Emphasis, lists, quotations, code and line breaks are markup; everything else is text."""
    assert render_notes(text, cite) == rendered


LINK = '<a href="{}" rel="noopener noreferrer nofollow ugc">{}</a>'


@pytest.mark.parametrize(
    ("text", "rendered"),
    [
        ("[a](https://example.org/b?c=d&e=f)", LINK.format("https&#58;//example.org/b?c=d&#38;e=f", "a")),
        ("<https://example.org/>", LINK.format("https&#58;//example.org/", "https&#58;//example.org/")),
        ("[a]\n\n[a]: https://example.org", LINK.format("https&#58;//example.org", "a")),
        ('[a](https://example.org "title")', LINK.format("https&#58;//example.org", "a")),
        ("[a](https://пример.рф/ё)", LINK.format("https&#58;//xn--e1afmkfd.xn--p1ai/%D1%91", "a")),
        ("[a](https://①②⑦.org)", LINK.format("https&#58;//xn--orhcp.org", "a")),
        ("[*a*](https://example.org)", LINK.format("https&#58;//example.org", "<em>a</em>")),
    ],
)
def test_links(text: str, rendered: str) -> None:
    """Plain addresses become links that give nothing away; hosts in other scripts are written in their safe form."""
    assert render_notes(text, cite) == f"<p>{rendered}</p>"


@pytest.mark.parametrize(
    "address",
    [
        *[
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java&#115;cript:alert(1)",
            "javascript&colon;alert(1)",
            "vbscript:x",
        ],
        *[
            "data:text/html,x",
            "data:image/svg+xml,x",
            "file:///etc/passwd",
            "//example.org",
            "/a",
            "a.md",
            "#a",
            "?a",
            "",
        ],
        *[
            "https:example.org",
            "https:/example.org",
            "https:\\\\example.org",
            "https://a@example.org",
            "https://a:b@example.org",
        ],
        *["https://127.0.0.1", "https://[::1]", "https://2130706433", "https://localhost", "https://example.org:99999"],
        *[
            "https://example.org\\@evil.org",
            "mailto:a@example.org",
            "ftp://a.org",
        ],
    ],
)
def test_other_addresses_are_no_links(address: str) -> None:
    """Addresses that lead elsewhere than they seem, or run something, stay text."""
    for text in (f"[a]({address})", f"[a](<{address}>)", f"<{address}>", f"[a]\n\n[a]: {address}", f"![a]({address})"):
        tree = LexborHTMLParser(f"<body>{render_notes(text, cite)}</body>")
        assert [node.tag for node in tree.css("a, img")] == []


def test_hostile_notes_give_safe_html() -> None:
    """Whatever stands in a note, only the elements of notes come out, with the attributes that the renderer gives."""
    for parts in itertools.product(PARTS, PARTS):
        rendered = str(render_notes("".join(parts), cite))
        tree = LexborHTMLParser(f"<!doctype html><body>{rendered}</body>")
        for node in tree.css("body *"):
            assert node.tag in ALLOWED, parts
            attributes = set(node.attributes)
            assert attributes == ({"href", "rel"} if node.tag == "a" else set()), parts
            assert not node.attributes.get("href") or str(node.attributes["href"]).startswith(("http://", "https://"))
        assert tree.html is not None
        assert "<!--" not in tree.html
        assert len(rendered.splitlines()) <= 1


def test_deep_notes_do_not_end_the_build() -> None:
    """Deeply nested and repetitive notes render without an exception, and cite nothing."""
    for part in (">", "- ", "[", "*", "[@", "**a ", "[a](", "`", "<", "&"):
        text = part * (3_000 // len(part))
        assert render_notes(text, cite) != ""
        assert citations_in(text) == ()


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("a [@b#c].", ("b#c",)),
        ("[@b] and [@c#d][@b]", ("b", "c#d", "b")),
        ("*a [@b]*\n\n- [@c]\n> [@d]", ("b", "c", "d")),
        ("`[@b]`", ()),
        ("\\[@b]", ()),
        ("[@b c]", ()),
        ("[@]", ()),
        ("a@b.org [b]", ()),
        ("[@b](https://example.org)", ("b",)),
    ],
)
def test_citations(text: str, targets: tuple[str, ...]) -> None:
    """Citations are found in order wherever text is, not in code or behind a backslash."""
    assert citations_in(text) == targets


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a [@b].", ()),
        ("a [@b c].", ("[@b c]",)),
        ("a [@ b] and [@c", ("[@ b]", "[@c")),
        ("`[@b c]`", ()),
        ("a@b.org", ()),
        ("[@]", ("[@]",)),
    ],
)
def test_malformed_citations(text: str, found: tuple[str, ...]) -> None:
    """What begins like a citation and is none is found, so that it is not printed as it stands."""
    assert malformed_citations(text) == found


def test_citation_is_rendered_as_a_numbered_link() -> None:
    """A citation is a numbered link with an id of its own, close to its word; one that leads nowhere is text."""
    assert render_notes("a [@b#c]", cite) == (
        '<p>a<sup class="bt-cite" id="c-1"><a href="../sources/a.md#p-b" data-preview>1</a></sup></p>'
    )
    assert render_notes("a\n[@b#c] d", cite) == (
        '<p>a<sup class="bt-cite" id="c-1"><a href="../sources/a.md#p-b">1</a></sup> d</p>'
    )
    assert render_notes("[@nowhere] a", cite) == "<p>&#91;@nowhere&#93; a</p>"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One [@a#b]. Two [@c].", ()),
        ("One. [@a#b] Two. [@c]", ()),
        ("One.[@a#b][@c] Two.[@c]", ()),
        ("One [@a#b]. Two.", ("Two.",)),
        ("One. Two [@a#b].", ("One.",)),
        ("He said “One.” [@a#b] Two [@c].", ()),
        ("Mr. Smith came [@a#b].", ()),
        ("One [@a#b]\n\nTwo", ("Two",)),
        ("Is it? [@a] No! [@b] Well… [@c]", ()),
        ("One, two [@a], three.", ()),
        ("No citation at all", ("No citation at all",)),
        ("… [@a]", ()),
        ("", ()),
    ],
)
def test_uncited_sentences(text: str, found: tuple[str, ...]) -> None:
    """Each sentence must hold a citation, before or after its full stop."""
    assert uncited_sentences(text, "en") == found


def test_uncited_sentences_of_other_languages() -> None:
    """Sentences are told apart by the rules of their language."""
    assert uncited_sentences("هل وصل؟ [@a] نعم.", "ar") == ("نعم.",)
    assert uncited_sentences("Он пришёл [@a]. Он ушёл.", "ru") == ("Он ушёл.",)
