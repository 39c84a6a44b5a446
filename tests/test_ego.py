"""Ego networks: how they are laid out. Every case in `tests/cases/ego/` gives the bands and rows worked out by hand."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from build_tools import urls
from build_tools.collation.collation import Collation
from build_tools.corpus import Corpus
from build_tools.page_models.networks import EgoBand, EgoDrawing, EgoView
from build_tools.settings import Settings
from build_tools.views.common import Page
from build_tools.views.ego import LINE, MOST, ROW, broken, ego_view
from build_tools.views.relations import edges_of
from tests.core_support import CASES, base_files, check_files, read_case

EGO_CASES = sorted((CASES / "ego").glob("*.yml"))
TERMS = """relation_types:
  feeds: {label: feeds, inverse: fed by, definition: Gives water to.}
  joins: {label: joins, inverse: joins, definition: Meets. Symmetric.}
  drains: {label: drains, inverse: drained by, definition: Takes water from.}
"""


def corpus_of(root: Path, relations: list[str], names: dict[str, str]) -> Corpus:
    """Return a corpus whose one source states relations; each is `one type other`, said by whoever follows `by`."""
    quotes, passages = [], []
    for number, told in enumerate(relations):
        one, type_, other, *rest = told.split()
        quotes.append(f"Sentence {number} of the source.")
        said = f", said_by: {rest[1]}" if rest else ""
        passages.append(
            f"  - id: s-{number}\n    quote: {quotes[-1]}\n"
            f"    relations: [{{from: {one}, type: {type_}, to: {other}{said}}}]\n"
        )
    text = "\n".join(quotes) + "\n"
    files: dict[str, Any] = {
        "annotations/vocabulary.yml": base_files()["annotations/vocabulary.yml"].replace("relation_types:\n", TERMS),
        "seeds/more.txt": text,
        "annotations/sources/more.yml": (
            "file: more.txt\nsha256: '{sha256 of seeds/more.txt}'\nheadline: More\nlabel: More\noutlet: unknown\n"
            "published: '2031'\nlanguage: en\nrights: {display: full, statement: Free.}\n"
        ),
        "annotations/passages/more/all.yml": "passages:\n" + "".join(passages),
    }
    for entity_id, name in names.items():
        files[f"annotations/actors/{entity_id}.yml"] = f"name: {name}\ntype: person\n"
    checked = check_files(root, files)
    assert checked.problems == []
    assert checked.corpus is not None
    return checked.corpus


def drawn(corpus: Corpus, entity_id: str) -> EgoView:
    """Return the drawing of an entity."""
    page = Page(Collation(corpus), Settings(), urls.entity_page(corpus.entities[entity_id].kind, entity_id))
    view = ego_view(page, entity_id, edges_of(page, entity_id))
    assert view is not None
    return view


def shown(bands: tuple[EgoBand, ...]) -> list[str]:
    """Return bands as a case writes them."""
    lines = []
    for band in bands:
        arrow = ("<- " if band.incoming else "-> ") if band.directed else "-- "
        names = [" / ".join(edge.text) + (" (quoted)" if edge.quoted else "") for edge in band.edges]
        lines.append(arrow + band.label + ": " + ", ".join([*names, band.more] if band.more else names))
    return lines


@pytest.mark.parametrize("path", EGO_CASES, ids=lambda path: path.stem)
def test_case(path: Path, tmp_path: Path) -> None:
    """The bands of a case stand on the sides and in the order that it lists."""
    case = read_case(path)
    view = drawn(corpus_of(tmp_path, case["relations"], case["names"]), case["of"])
    assert shown(view.wide.start) == case["start"]
    assert shown(view.wide.end) == case["end"]
    assert view.wide.layout == case["layout"]
    assert (view.narrow is not None) == (case["layout"] == "sides")
    if view.narrow is not None:
        assert shown(view.narrow.end) == [*case["end"], *case["start"]]


def rows(drawing: EgoDrawing) -> list[list[tuple[float, float]]]:
    """Return top and bottom of every row of each column."""
    columns = []
    for bands in (drawing.start, drawing.end):
        found = []
        for band in bands:
            if drawing.layout == "stem":
                found.append((band.y - 12, band.y + 3))
            for edge in band.edges:
                half = (ROW + LINE * (len(edge.text) - 1)) / 2
                found.append((edge.y - half, edge.y + half))
            if band.more:
                found.append((band.more_y - ROW / 2, band.more_y + ROW / 2))
        columns.append(found)
    return columns


@pytest.mark.parametrize("path", EGO_CASES, ids=lambda path: path.stem)
def test_nothing_overlaps(path: Path, tmp_path: Path) -> None:
    """Rows and labels of a column stand below one another and inside the drawing, at both widths."""
    case = read_case(path)
    view = drawn(corpus_of(tmp_path, case["relations"], case["names"]), case["of"])
    for drawing in (view.wide, view.narrow or view.wide):
        for column in rows(drawing):
            assert all(above[1] <= below[0] for above, below in pairwise(column))
            assert all(0 <= top < bottom <= drawing.height for top, bottom in column)


def test_drawing_is_stable(tmp_path: Path) -> None:
    """A relation of others changes nothing; one more of its own keeps the order of those that were there."""
    names = {"mill": "Mill", "lock": "Lock", "pond": "Pond", "weir-2": "Weir 2", "weir-10": "Weir 10"}
    relations = ["mill feeds lock", "mill feeds weir-10", "pond feeds mill"]
    before = drawn(corpus_of(tmp_path / "a", relations, names), "mill")
    elsewhere = drawn(corpus_of(tmp_path / "b", ["pond drains lock", *relations], names), "mill")
    assert (elsewhere.wide, elsewhere.narrow) == (before.wide, before.narrow)
    more = drawn(corpus_of(tmp_path / "c", ["mill feeds weir-2", *relations], names), "mill")
    assert shown(more.wide.end) == ["-> feeds: Lock, Weir 2, Weir 10"]
    assert shown(more.wide.start) == shown(before.wide.start)


def test_many_are_counted(tmp_path: Path) -> None:
    """Of very many relations some are drawn, of each type at least one; the rest is counted and leads to the table."""
    names = {"mill": "Mill", **{f"pond-{n}": f"Pond {n}" for n in range(40)}}
    relations = [f"mill feeds pond-{n}" for n in range(40)] + ["mill drains pond-1", "pond-2 feeds mill"]
    view = drawn(corpus_of(tmp_path, relations, names), "mill")
    bands = (*view.wide.end, *view.wide.start)
    assert sum(len(band.edges) for band in bands) == MOST
    assert [len(band.edges) for band in bands] == [MOST - 2, 1, 1]
    assert bands[0].more == f"and {40 - MOST + 2} more in the table"
    assert bands[0].more_href.startswith("#r-mill--feeds--pond-")
    assert view.left_out == 40 - MOST + 2


@pytest.mark.parametrize(
    ("name", "width", "lines", "expected"),
    [
        ("Weir", 10, 2, ("Weir",)),
        ("Old Weir of the Upper Canal", 12, 2, ("Old Weir of", "the Upper C…")),
        ("Rinderkennzeichnungsamt", 10, 2, ("Rinderken…",)),
        ("Upper Council", 20, 1, ("Upper Council",)),
        ("Upper Council of the Valley", 12, 1, ("Upper Counc…",)),
    ],
)
def test_names_are_broken(name: str, width: int, lines: int, expected: tuple[str, ...]) -> None:
    """A name has as many lines as there is room for, none longer than that, and what is cut off has a sign."""
    assert broken(name, width, lines) == expected


def test_symmetric_relation_is_one(tmp_path: Path) -> None:
    """A relation that reads the same from both sides stands once, whichever side a statement begins with; others do not."""
    told = ["ann-lee joins northland", "northland joins ann-lee", "ann-lee feeds northland", "northland feeds ann-lee"]
    page = Page(Collation(corpus_of(tmp_path, told, {})), Settings(), urls.RELATIONS)
    for subject in ("ann-lee", "northland"):
        found = edges_of(page, subject).all
        assert sorted((edge.type, edge.incoming, len(edge.statements)) for edge in found) == [
            ("feeds", False, 1),
            ("feeds", True, 1),
            ("joins", False, 1),
        ]
        assert [edge.source_count for edge in found] == [1, 1, 1]
        (joined,) = (edge for edge in found if edge.type == "joins")
        assert len(joined.statements[0]) == 2, "both statements of it, which differ in nothing but their passages"
