"""Links of the built site lead where they say, and nothing is fetched from elsewhere."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from build_tools.site.link_check import DeadLink, check_links

SITE_URL = "https://example.org/sub/"
FILES = {
    "b/index.html": '<p id="p-1">x</p><a name="old"></a><p id="ä b">x</p>',
    "b/c.html": "<p id=x>x</p>",
    "data/x.csv": "a",
    "data/ä b.csv": "a",
    "i.png": "",
}


def faults(site: Path, html: str, name: str = "a/index.html", **files: str) -> list[DeadLink]:
    """Return the faults of a small site with one page under test."""
    for path, text in {**FILES, "index.html": "", name: html, **files}.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text, encoding="utf-8")
    return check_links(site, site_url=SITE_URL)


@pytest.mark.parametrize(
    "html",
    [
        *(
            f'<a href="{href}">x</a>'
            for href in (
                "", "#", "#top", "#:~:text=word", "?q=x", ".", "./", "..", "../", "../b/", "../b", "../b/index.html",
                "../b/c.html#x", "../b/#p-1", "../b/#old", "../b/#%C3%A4%20b", "../b/#p-1:~:text=x", "../b/?q=1#p-1",
                "../data/x.csv", "../data/%C3%A4%20b.csv", "/sub/b/#p-1", "/sub/", "/sub", SITE_URL,
                SITE_URL + "b/#p-1",
                "//example.org/sub/b/", "HTTPS://EXAMPLE.ORG/sub/b/", "https://example.org/other/", "https://example.com/x#y",
                "//example.com", "mailto:a@example.org", " ../b/ ", "../b&#47;",
            )
            if href != "../b"
        ),
        '<p id="here"></p><a href="#here">x</a><a href="../a/#here">x</a>',
        '<link rel="canonical" href="https://example.com/x">',
        '<link rel="alternate" href="https://example.com/feed.xml">',
        '<link rel="stylesheet" href="../i.png">',
        '<img src="../i.png" srcset="../i.png 1x, /sub/i.png 2x">',
        '<img src="data:image/png;base64,AA">',
        '<svg><a href="../b/"><use href="#s" /></a><g id="s"/><a xlink:href="../b/#p-1"/></svg>',
        '<meta http-equiv="refresh" content="0; url=../b/">',
    ],
)  # fmt: skip
def test_sound_links_pass(tmp_path: Path, html: str) -> None:
    """Links to existing files and ids, and to other sites, are in order."""
    assert faults(tmp_path, html) == []


@pytest.mark.parametrize(
    ("html", "href", "reason"),
    [
        ('<a href="../x/">x</a>', "../x/", "no page 'x/index.html'"),
        ('<a href="../x/#a">x</a>', "../x/#a", "no page"),
        ('<a href="../data/y.csv">x</a>', "../data/y.csv", "no file"),
        ('<a href="../B/">x</a>', "../B/", "no page"),
        ('<a href="../b.md#p-1">x</a>', "../b.md#p-1", "no file"),
        ('<a href="../b">x</a>', "../b", "write 'b/'"),
        ('<a href="../b/#p-2">x</a>', "../b/#p-2", "no element with id 'p-2' in 'b/index.html'"),
        ('<a href="../b/#P-1">x</a>', "../b/#P-1", "no element"),
        ('<a href="#x">x</a>', "#x", "in this page"),
        ('<a href="../../x">x</a>', "../../x", "leads out"),
        ('<a href="/b/">x</a>', "/b/", "leads out of the site, which lies at '/sub/'"),
        (f'<a href="{SITE_URL}x/">x</a>', f"{SITE_URL}x/", "no page"),
        ('<a href="javascript:x()">x</a>', "javascript:x()", "scheme 'javascript'"),
        ('<a href="java&#10;script:x()">x</a>', "java\nscript:x()", "scheme 'javascript'"),
        ('<svg><a xlink:href="javascript:x()"/></svg>', "javascript:x()", "scheme"),
        ('<a href="\\\\example.com">x</a>', "\\\\example.com", "no file"),
        ('<a href="http://[x">x</a>', "http://[x", "not a URL"),
        ('<area href="../x/">', "../x/", "no page"),
        ('<meta http-equiv="Refresh" content="0;URL=\'../x/\'">', "../x/", "no page"),
        ('<img src="x.png">', "x.png", "no file"),
        ('<img srcset="../i.png 1x, x.png 2x">', "x.png", "no file"),
        ('<form action="../x/"></form>', "../x/", "no page"),
        *(
            (html.format("//example.com/x"), "//example.com/x", "off-origin request")
            for html in (
                '<img src="{}">',
                '<img srcset="{} 2x">',
                '<script src="{}"></script>',
                '<link rel="stylesheet" href="{}">',
                '<link rel="shortcut icon" href="{}">',
                '<link rel="preload" href="{}">',
                '<link rel="preconnect" href="{}">',
                '<link rel="alternate stylesheet" href="{}">',
                '<link href="{}">',
                '<iframe src="{}"></iframe>',
                '<video poster="{}"></video>',
                '<picture><source srcset="{}"></picture>',
                '<object data="{}"></object>',
                '<form action="{}"></form>',
                '<button formaction="{}">',
                '<a href="../b/" ping="{}">x</a>',
                '<svg><image href="{}"/></svg>',
                '<svg><use xlink:href="{}#a"/></svg>',
                '<meta http-equiv="refresh" content="1; url={}">',
            )
        ),
    ],
)
def test_dead_links_and_requests_are_found(tmp_path: Path, html: str, href: str, reason: str) -> None:
    """Each kind of link that leads nowhere, and each request to another host, is one fault with its reason."""
    (fault,) = faults(tmp_path, html)
    assert (fault.page, fault.href.partition("#a")[0]) == ("a/index.html", href.partition("#a")[0])
    assert reason in fault.reason


def test_duplicate_ids_are_found(tmp_path: Path) -> None:
    """An id that two elements of a page have is a fault; the same id in two pages is none."""
    (fault,) = faults(tmp_path, '<p id="p-1"></p><p id="x"></p><b id="x"></b>')
    assert (fault.href, fault.reason) == ("#x", "duplicate id: 2 elements have it")


def test_fragments_do_not_depend_on_the_order_of_pages(tmp_path: Path) -> None:
    """A link to an id is checked whether its page comes before or after the linking one."""
    html = '<a href="/sub/{}/#yes">x</a><a href="/sub/{}/#no">x</a>'
    found = faults(
        tmp_path, html.format("z", "z") + '<p id="yes">', **{"z/index.html": html.format("a", "a") + '<p id="yes">'}
    )
    assert [(fault.page, fault.href) for fault in found] == [
        ("a/index.html", "/sub/z/#no"),
        ("z/index.html", "/sub/a/#no"),
    ]


def test_error_page_needs_absolute_links(tmp_path: Path) -> None:
    """404.html is served at any depth, so a relative link in it is a fault, an absolute one is followed."""
    html = '<a href="/sub/b/">x</a><a href="#x">x</a><p id="x"></p><a href="b/">x</a><a href="/sub/c/">x</a>'
    assert [fault.href for fault in faults(tmp_path, html, name="404.html")] == ["/sub/c/", "b/"]


def test_style_sheets_are_checked(tmp_path: Path) -> None:
    """A style sheet may not fetch from elsewhere nor name a missing file; comments and data URLs are passed over."""
    css = (
        "/* url(https://example.com/0) */ a { b: url(../i.png), url('data:x'), url( \"x.png\" ), "
        "url(https://example.com/1) }"
        '@import "//example.com/2";'
    )
    found = faults(tmp_path, "", **{"css/a.css": css})
    assert [fault.href for fault in found] == ["//example.com/2", "https://example.com/1", "x.png"]


def test_sitemap_and_search_index_are_checked(tmp_path: Path) -> None:
    """What the sitemap and the search lead to must exist, ids included."""
    shown = [{"id": json.dumps({"address": address})} for address in ("", "b/#p-1", "b/#x")]
    fragments = {
        f"assets/search/fragment/{number}.pf_fragment": b"pagefind_dcd" + json.dumps({"anchors": [anchor]}).encode()
        for number, anchor in enumerate(shown)
    }
    for name, content in fragments.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(gzip.compress(content))
    found = faults(
        tmp_path,
        "",
        **{
            "sitemap.xml": f"<urlset><url><loc>{SITE_URL}b/</loc></url><url><loc>{SITE_URL}x/</loc></url></urlset>",
        },
    )
    assert [(fault.page, fault.href) for fault in found] == [
        ("assets/search", "b/#x"),
        ("sitemap.xml", SITE_URL + "x/"),
    ]


def test_site_without_an_address(tmp_path: Path) -> None:
    """Without `site_url` the site lies at the root of its host."""
    faults(tmp_path, '<a href="/b/">x</a><a href="https://example.org/sub/x/">x</a><a href="/sub/b/">x</a>')
    assert [fault.href for fault in check_links(tmp_path)] == ["/sub/b/"]


def test_a_fault_is_named_once_in_one_line(tmp_path: Path) -> None:
    """The same dead link twice in a page is one fault, and its text has no control character."""
    (fault,) = faults(tmp_path, '<a href="x&#27;y">x</a><a href="x&#27;y">x</a>')
    assert str(fault).startswith("a/index.html: ")
    assert str(fault).isprintable()
