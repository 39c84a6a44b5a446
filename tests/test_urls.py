"""Addresses: where pages lie, what anchors are called, and how one page links to another."""

from __future__ import annotations

import itertools
import posixpath
import re

import pytest

from build_tools import urls

PAGES = [
    urls.HOME,
    urls.QUESTIONS,
    urls.NAMES,
    urls.WORDING,
    urls.INFERENCES,
    urls.ORIGINS,
    urls.COVERAGE,
    urls.FIGURES,
    urls.measure_page("ann-lee"),
    urls.TIMELINE,
    urls.timeline_page(2031),
    urls.LEDGER,
    urls.question_page("ann-lee"),
    urls.DATA,
    urls.CODEBOOK,
    urls.entity_page("actor", "ann-lee"),
    urls.entity_page("place", "ann-lee"),
    urls.entity_page("agreement", "ann-lee"),
    urls.source_page("ann-lee"),
    urls.section_index("actor"),
    urls.section_index("source"),
]


def test_pages_do_not_collide() -> None:
    """Records of different kinds with the same id have pages of their own; an index is no record."""
    assert len(set(PAGES)) == len(PAGES)
    assert all(re.fullmatch(r"[a-z-]+(/[a-z0-9-]+){0,2}\.md", page) for page in PAGES)


def test_anchors_do_not_collide() -> None:
    """Anchors have a prefix each, so no id of a record can take the place of another's or of the theme's."""
    ids = ["a", "b", "a-b", "b-a", "p-a", "s-a", "o-a", "config", "search", "1"]
    anchors = [
        make(identifier)
        for identifier in ids
        for make in (
            urls.passage_anchor,
            urls.group_anchor,
            urls.provision_anchor,
            urls.question_anchor,
            urls.answer_anchor,
            urls.origin_anchor,
            urls.label_anchor,
            urls.side_anchor,
            urls.measure_anchor,
            urls.figure_set_anchor,
        )
    ]
    anchors += [urls.card_anchor(source, passage) for source, passage in itertools.product(ids, ids)]
    anchors += [urls.event_anchor(source, passage, 1) for source, passage in itertools.product(ids, ids)]
    anchors += [
        make(identifier) for identifier in ids for make in (urls.agreement_event_anchor, urls.publication_anchor)
    ]
    anchors += [urls.period_anchor(2031), urls.period_anchor(2031, 1), urls.period_anchor(2031, 11)]
    anchors += [urls.period_anchor(2031, 1, 1), urls.period_anchor(2031, 1, 11)]
    anchors += [urls.line_anchor(line) for line in (1, 11, 111)]
    assert len(set(anchors)) == len(anchors)
    assert all(re.match(r"[a-z]-", anchor) for anchor in anchors)


@pytest.mark.parametrize(
    ("folder", "target", "fragment", "link"),
    [
        ("", "index.md", "", "index.md"),
        ("", "actors/a.md", "", "actors/a.md"),
        ("actors", "actors/a.md", "p-b", "a.md#p-b"),
        ("actors", "places/a.md", "", "../places/a.md"),
        ("actors", "index.md", "", "../index.md"),
        ("a/b", "c/d.csv", "", "../../c/d.csv"),
    ],
)
def test_relative(folder: str, target: str, fragment: str, link: str) -> None:
    """A link names its target from the folder of the page that holds it."""
    assert urls.relative(folder, target, fragment) == link


def test_relative_links_lead_back() -> None:
    """From every page to every page, the link followed from its folder arrives."""
    for page, target in itertools.product(PAGES, PAGES):
        folder = posixpath.dirname(page)
        assert posixpath.normpath(posixpath.join(folder, urls.relative(folder, target))) == target


def test_filtered_pages() -> None:
    """A choice stands in the query of an address, before the fragment; without one the address is that of the page."""
    assert urls.filtered("a/b.md") == "a/b.md"
    assert urls.relative("a", urls.filtered("a/b.md", actor="c-d", kind="due"), "t-x") == "b.md?actor=c-d&kind=due#t-x"


@pytest.mark.parametrize(
    ("target", "fragment", "site_url", "address"),
    [
        ("index.md", "", "https://a.org/b/", "https://a.org/b/"),
        ("actors/index.md", "", "https://a.org/", "https://a.org/actors/"),
        ("actors/a.md", "p-b", "https://a.org/", "https://a.org/actors/a/#p-b"),
        ("data/x.csv", "", "https://a.org/", "https://a.org/data/x.csv"),
        ("actors/a.md", "", "", "actors/a/"),
        ("actors/my-index.md", "", "", "actors/my-index/"),
    ],
)
def test_public(target: str, fragment: str, site_url: str, address: str) -> None:
    """A page has the address of a folder, a file its own."""
    assert urls.public(target, fragment, site_url) == address
