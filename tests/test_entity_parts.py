"""Long pages of entities: what they keep, what stands on pages of its own, and that every way leads there."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from build_tools import pipeline
from build_tools.collation.shelves import FEW, LONG, MANY, in_turn, pieces
from build_tools.views.entity_lists import lettered
from tests.crowded_corpus import SUBJECT, dead_links, packed, write_crowd

Files = dict[str, str | bytes]
HEAVIEST = 100_000
"""No page of an entity may weigh more, in bytes as they are sent."""


def generated(root: Path) -> Files:
    """Return everything that is generated of a corpus."""
    made = pipeline.generate(root)
    assert made.problems == []
    return dict(made.files)


def text(files: Files, path: str) -> str:
    """Return a generated page."""
    content = files[path]
    assert isinstance(content, str)
    return content


def cards(files: Files, under: str) -> Iterator[tuple[str, str]]:
    """Yield page and id of every card below a path."""
    for path in files:
        if path.startswith(under) and path.endswith(".md"):
            yield from ((path, node.id or "") for node in LexborHTMLParser(text(files, path)).css("article.bt-card"))


@pytest.fixture(scope="module")
def by_source(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """A thousand passages of one place: in five sources, of which one has more than a page holds."""
    sizes = {"almanac": 700, "bulletin": 120, "courier": 90, "diary": 60, "echo": 30}
    return generated(write_crowd(tmp_path_factory.mktemp("sources"), sizes))


@pytest.fixture(scope="module")
def by_year(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """The same place in more sources than a list of them could show."""
    sizes = {f"paper-{n}": 5 for n in range(MANY + 10)}
    years = {source: str(2020 + number % 3) for number, source in enumerate(sizes)}
    return generated(write_crowd(tmp_path_factory.mktemp("years"), sizes, years))


@pytest.mark.parametrize("corpus", ["by_source", "by_year"])
def test_every_link_leads_somewhere(corpus: str, request: pytest.FixtureRequest) -> None:
    """On every generated page each link leads to a file, and to an element if it names one."""
    assert list(dead_links(request.getfixturevalue(corpus))) == []


@pytest.mark.parametrize("corpus", ["by_source", "by_year"])
def test_every_passage_has_one_card(corpus: str, request: pytest.FixtureRequest) -> None:
    """Each passage of the place has one card, on one of its pages, and no page holds more than it may."""
    files: Files = request.getfixturevalue(corpus)
    found = list(cards(files, "places/weir"))
    passages = len(text(files, "data/passages.csv").splitlines()) - 1  # each names the place
    assert len(found) == len({anchor for _, anchor in found}) == passages
    assert max(Counter(path for path, _ in found).values()) <= LONG
    assert not any(path == SUBJECT for path, _ in found)


@pytest.mark.parametrize("corpus", ["by_source", "by_year"])
def test_no_page_of_an_entity_is_heavy(corpus: str, request: pytest.FixtureRequest) -> None:
    """No page of an entity is heavier than readers on a slow line can bear."""
    files: Files = request.getfixturevalue(corpus)
    heavy = {path: packed(text) for path, text in files.items() if path.startswith("places/") and path.endswith(".md")}
    assert {path: size for path, size in heavy.items() if size > HEAVIEST} == {}


def test_few_passages_stay_together(tmp_path: Path) -> None:
    """As long as they are few, all cards stand on the page of the entity and there is no other; one more divides them."""
    few = generated(write_crowd(tmp_path / "few", {"almanac": FEW - 1}))  # the corpus has one passage of its own
    assert {path for path, _ in cards(few, "places/weir")} == {SUBJECT}
    assert not any(path.startswith("places/weir/passages") for path in few)
    more = generated(write_crowd(tmp_path / "more", {"almanac": FEW}))
    assert SUBJECT not in {path for path, _ in cards(more, "places/weir")}


def test_old_permalinks_lead_on(by_source: Files) -> None:
    """The page that held the cards has an element with the id of each, and it is a link to the card on its new page."""
    page = LexborHTMLParser(text(by_source, SUBJECT))
    moved = {link.id: link.attributes["href"] or "" for link in page.css("a[data-moved]")}
    assert moved == {
        anchor: f"{posixpath.relpath(path, 'places')}#{anchor}" for path, anchor in cards(by_source, "places/weir")
    }


def test_old_ways_to_sources_lead_on(by_year: Files) -> None:
    """Where passages stand by year, the page has an element with the id of each source, and it is a link to its group."""
    page = LexborHTMLParser(text(by_year, SUBJECT))
    moved = {link.id for link in page.css("a[data-moved]")}
    assert moved == {f"s-paper-{n}" for n in range(MANY + 10)} | {"s-one"}


def test_parts_are_joined(by_source: Files) -> None:
    """From the first page of passages each leads to the next, back, and up to the section of the entity that lists them."""
    seen, path = [], "places/weir/passages/almanac.md"
    while path:
        page = LexborHTMLParser(text(by_source, path))
        seen.append(path)
        assert page.css_first(".bt-ways-on__up").attributes["href"].endswith("weir.md#passages")
        following = page.css_first(".bt-ways-on a[rel=next]")
        link = following.attributes["href"] if following else ""
        path = posixpath.normpath(posixpath.join(posixpath.dirname(path), link)) if link else ""
    assert seen == sorted({path for path, _ in cards(by_source, "places/weir/passages")}, key=seen.index)
    assert len(seen) == 7 + 2 + 1 + 1 + 1 + 1


def test_long_lists_say_what_they_leave_out(by_source: Files) -> None:
    """Claims and relations that are too many for the page are counted there, and all of them stand on pages of their own."""
    page = LexborHTMLParser(text(by_source, SUBJECT))
    told = [node.text() for node in page.css(".bt-rest")]
    assert [re.search(r"of ([\d,]+) ", sentence)[1] for sentence in told] == ["30", "1,000"]  # type: ignore[index]
    listed = [path for path in by_source if path.startswith("places/weir/claims-about")]
    rows = sum(len(LexborHTMLParser(text(by_source, path)).css(".bt-row")) for path in listed)
    assert rows == 1000
    related = [path for path in by_source if path.startswith("places/weir/relations")]
    found = [node.id for path in related for node in LexborHTMLParser(text(by_source, path)).css("tbody[id]")]
    assert len(found) == len(set(found)) == 30


def test_pieces_keep_groups_together() -> None:
    """A group is cut only where it is longer than a piece; nothing is lost and the order stays."""
    assert list(pieces(["aa", "bbb", "c"], 4)) == [("a", "a"), ("b", "b", "b", "c")]
    assert list(pieces(["aaaaa", "b"], 2)) == [("a", "a"), ("a", "a"), ("a", "b")]
    assert list(pieces([], 2)) == []


def test_turns_are_fair() -> None:
    """Of several groups each gives its first before any gives its second; what is taken keeps the order of the groups."""
    assert in_turn(["abc", "d", "ef"], 4) == ("a", "b", "d", "e")
    assert in_turn(["ab"], 9) == ("a", "b")


def test_passages_of_one_line_are_told_apart() -> None:
    """A line that several passages begin in has a letter for each; a line of one passage stands as it is."""
    assert list(lettered([3, 14, 14, 26])) == ["3", "14a", "14b", "26"]
    assert list(lettered([7] * 28))[24:] == ["7y", "7z", "7-27", "7-28"]
