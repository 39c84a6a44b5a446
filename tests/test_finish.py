"""Every page has a policy under which the theme works and nothing else runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from build_tools.site import finish, page_policy
from build_tools.site.mkdocs_site import build_site
from tests.site_support import CONFIG, make_project, sources_of

HEAD = '<!doctype html><html><head><meta charset="utf-8"><title>x</title></head><body>'


def hashes_of(root: Path, depth: int) -> frozenset[str]:
    """Return what the control build of a project allows."""
    return finish.control_hashes(sources_of(root), depth=depth)


@pytest.mark.parametrize("directories", [True, False])
def test_pages_of_every_depth_are_covered(tmp_path: Path, directories: bool) -> None:
    """The control build knows the theme's scripts on pages of each depth and on 404.html; each gets one same policy."""
    root = make_project(tmp_path, config=CONFIG + f"use_directory_urls: {str(directories).lower()}\n", home="# Home\n")
    for path in ("a.md", "a/b.md", "a/b/c/d.md"):
        (root / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "docs" / path).write_text("# Page\n")
    site = root / "out"
    assert build_site(sources_of(root), docs_dir=root / "docs", site_dir=site).messages == ()
    assert finish.deepest(site) == 3 + directories
    assert finish.finish_site(site, hashes_of(root, finish.deepest(site))) == []
    policies = set()
    for path in finish.html_files(site):
        found = re.search(
            r'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="([^"]*)">'
            r'<meta name="referrer" content="no-referrer">',
            path.read_text(),
        )
        assert found, path
        policies.add(found[1])
    assert len(policies) == 1
    allowed = policies.pop().replace("'wasm-unsafe-eval'", "")  # for the engine of the search alone
    assert "unsafe" not in allowed


def test_deeper_page_than_the_control_build_is_refused(tmp_path: Path) -> None:
    """A theme script of a depth that the control build did not make is not taken on trust."""
    root = make_project(tmp_path, home="# Home\n")
    (root / "docs/a/b").mkdir(parents=True)
    (root / "docs/a/b/index.md").write_text("# Page\n")
    build_site(sources_of(root), docs_dir=root / "docs", site_dir=root / "out")
    faults = finish.finish_site(root / "out", hashes_of(root, 1))
    assert len(faults) == 1
    assert faults[0].startswith("a/b/index.html: inline script that the theme alone does not make")


@pytest.mark.parametrize("home", ["<script>alert(1)</script>\n", '# <img src="x" onerror="alert(1)">\n'])
def test_markup_from_a_page_is_refused(tmp_path: Path, home: str) -> None:
    """A script or handler that came in through a page's text ends the build, although it is in the built page."""
    root = make_project(tmp_path, home=home)
    build_site(sources_of(root), docs_dir=root / "docs", site_dir=root / "out", strict=False)
    faults = finish.finish_site(root / "out", hashes_of(root, 0))
    assert faults
    assert all(fault.startswith("index.html: ") for fault in faults)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<p>plain</p>", None),
        ('<script src="a.js"></script>', None),
        ('<script type="application/json">{"a": 1}</script>', None),
        ('<script type="application/ld+json">{"a": 1}</script>', None),
        ("<script>known()</script>", None),
        ("<p>one on one = two; onclick=x</p>", None),
        ("<script>other()</script>", "inline script"),
        ("<script></script>", "inline script"),
        ('<script type="module">other()</script>', "inline script"),
        ('<script type="importmap">{}</script>', "inline script"),
        ('<script type="text/plain">x</script>', "inline script"),
        ('<script src="">other()</script>', "inline script"),
        ("<svg><script>other()</script></svg>", "inline script"),
        ('<table><tr><td style="text-align: right">', "style attribute on <td>"),
        ("<style>p {}</style>", "<style>"),
        ('<base href="x">', "<base>"),
        ('<iframe src="x"></iframe>', "<iframe>"),
        ('<object data="x"></object>', "<object>"),
        ("<p ONCLICK='x'>", "event handler 'onclick' on <p>"),
        ("<svg/onload=x>", "event handler 'onload' on <svg>"),
    ],
)
def test_what_the_policy_would_block_is_named(body: str, said: str | None) -> None:
    """Each part of a page that could not run or show under the policy is a fault; data and files are none."""
    text = (HEAD + body).encode()
    known = {value for value, _ in page_policy.inline_scripts(LexborHTMLParser("<script>known()</script>"))}
    faults = page_policy.blocked_parts(text, LexborHTMLParser(text), known)
    assert [said in fault for fault in faults] == [True] if said else faults == []


def test_hash_is_that_of_the_standard() -> None:
    """The value of a script is the base64 of the SHA-256 of its text, as in the standard's own example."""
    tree = LexborHTMLParser("<script>alert('Hello, world.');</script>")
    assert [value for value, _ in page_policy.inline_scripts(tree)] == [
        "sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng="
    ]


@pytest.mark.parametrize(
    "text", ["<html><head></head>", f"<!-- {HEAD} -->{HEAD}", " " * 1024 + HEAD, '<meta charset="utf-16">']
)
def test_page_without_a_place_for_the_policy_is_refused(tmp_path: Path, text: str) -> None:
    """A page that does not begin with a plain `<meta charset="utf-8">` gets no policy and is a fault."""
    (tmp_path / "a.html").write_text(text)
    assert [fault.partition(":")[0] for fault in finish.finish_site(tmp_path, [])] == ["a.html"]


def test_message_shows_no_control_character(tmp_path: Path) -> None:
    """Markup quoted in a message is escaped and cut."""
    (tmp_path / "a.html").write_text(HEAD + "<script>\n::error::\x1b[1m" + "x" * 500)
    (fault,) = finish.finish_site(tmp_path, [])
    assert fault.isprintable()
    assert len(fault) < 200
