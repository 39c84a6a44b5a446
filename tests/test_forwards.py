"""Addresses of before lead on: pages that moved, and places within pages, in the second corpus as it is built."""

from __future__ import annotations

import posixpath

import pytest

from build_tools.former_ids import FormerIds
from build_tools.records import RenamesFile
from tests.corpus_support import Site

MOVED = {
    "actors/growers/": "actors/maravel-growers/",
    "agreements/weir-treaty/": "agreements/weir-compact/",
    "compare/questions/treaty-kept/": "compare/questions/compact-kept/",
    "sources/gazette/": "sources/valley-gazette-sluice/",
}
"""Each address that a page of the second corpus had before, with that of today."""
PLACES = {
    ("sources/valley-gazette-sluice/", "p-shut"): "p-closure",
    ("actors/water-board/", "p-gazette--shut"): "p-valley-gazette-sluice--closure",
    ("actors/water-board/", "p-gazette--closure"): "p-valley-gazette-sluice--closure",
    ("actors/water-board/", "s-gazette"): "s-valley-gazette-sluice",
    ("sources/valley-gazette-sluice/", "i-weir-treaty"): "i-weir-compact",
    ("agreements/weir-compact/", "v-open-in-winter"): "v-winter-flow",
    ("compare/questions/compact-kept/", "a-yes"): "a-kept",
    ("compare/", "q-treaty-kept"): "q-compact-kept",
    ("compare/origins/", "o-chair-at-the-weir"): "o-orvik-at-the-weir",
    ("compare/timeline/", "t-source--gazette"): "t-source--valley-gazette-sluice",
    ("compare/timeline/", "t-agreement--weir-treaty"): "t-agreement--weir-compact",
    ("compare/relations/", "r-growers--opposes--water-board"): "r-maravel-growers--opposes--water-board",
}
"""Places within pages under their names of before, with those of today."""


def test_every_address_of_before_is_there(orchard: Site) -> None:
    """There is a forward for each address of before and no other; also in a corpus whose pages are few, none hides one."""
    assert orchard.forward_names == sorted(f"{old}index.html" for old in MOVED)


@pytest.mark.parametrize("old", MOVED)
def test_forward_leads_on(orchard: Site, old: str) -> None:
    """A forward leads to the page of today in each way: for machines, without script, with script, and by hand."""
    page = orchard.page(old)
    new = MOVED[old]
    ways = [
        (page.css_first("noscript").html or "").partition("url=")[2].partition('"')[0],
        page.css_first("script[data-to]").attributes["data-to"] or "",
        page.css_first("main a").attributes["href"] or "",
    ]
    assert [posixpath.normpath(posixpath.join(old, way)) + "/" for way in ways] == [new] * 3
    assert page.css_first("link[rel=canonical]").attributes["href"] == f"{orchard.address}{new}"
    script = page.css_first("script[data-to]").attributes["src"] or ""
    style = page.css_first("link[rel=stylesheet]").attributes["href"] or ""
    for file in (script, style):
        assert posixpath.normpath(posixpath.join(old, file)) in orchard.files
    assert page.css_first("meta[http-equiv=Content-Security-Policy]") is not None
    assert page.css_first("main a").text() == orchard.page(new).css_first("h1").text().strip()


def test_forwards_are_in_no_list(orchard: Site) -> None:
    """No map of the site, no search and no link of a page names an address of before; machines do not index them."""
    sitemap = orchard.files["sitemap.xml"].decode()
    for old in MOVED:
        assert f"{orchard.address}{old}" not in sitemap
        assert old not in orchard.search_entries
        assert orchard.page(old).css_first("meta[name=robots]").attributes["content"] == "noindex"


@pytest.mark.parametrize(("page", "old"), PLACES)
def test_a_place_is_found_under_its_name_of_before(orchard: Site, page: str, old: str) -> None:
    """A link to a place within a page leads to it by the name that it had: the mark stands inside what has the new one."""
    node = orchard.by_id(page, old)
    assert node.text() == ""
    around = node.parent
    while around is not None and around.id != PLACES[page, old]:
        around = around.parent
    assert around is not None


def test_renames_are_followed_to_their_ends() -> None:
    """A chain leads to its end, a circle nowhere, and a part moves along with its record, in whichever order both were renamed."""
    former = FormerIds(
        RenamesFile.model_validate(
            {
                "entities": {"a": "b", "b": "c", "x": "y", "y": "x"},
                "sources": {"s1": "s2", "s2": "s3"},
                "passages": {"s1#p": "s1#q", "s3#q": "s3#r"},
            }
        )
    )
    assert [former.now("entity", i) for i in ("a", "b", "c", "x", "other")] == ["c", "c", "c", "", "other"]
    assert {former.now("passage", f"{source}#{p}") for source in ("s1", "s2", "s3") for p in "pqr"} == {"s3#r"}
    assert former.before("entity", "c") == ("a", "b")
    assert former.before("passage", "s3#r") == ("p", "q")
    assert former.before("source", "s3") == ("s1", "s2")
