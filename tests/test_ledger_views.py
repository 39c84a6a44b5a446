"""Ledgers and lines in time as pages show them: nothing is lost where there is much of it, and no label lies on another."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from build_tools import pipeline, urls
from build_tools.collation.collation import Collation
from build_tools.corpus import Corpus
from build_tools.page_models.agreement_lines import AgreementLine
from build_tools.project import Project
from build_tools.rendering import Renderer
from build_tools.settings import Settings
from build_tools.views import agreement_lines, entities, ledger
from build_tools.views.agreement_lines import agreement_line
from build_tools.views.common import Page
from tests.core_support import check_files

ORCHARD = Path(__file__).parent / "projects" / "orchard"


@pytest.fixture(scope="module")
def orchard() -> Corpus:
    """The second corpus, read."""
    corpus = pipeline.check(Project.at(ORCHARD)).corpus
    assert corpus is not None
    return corpus


def agreement_page(corpus: Corpus, agreement: str) -> str:
    """The page of an agreement as it is written."""
    view = entities.entity_view(Collation(corpus), Settings(), agreement)
    return Renderer().render("agreement", view, title="t", description="d", section="agreements/")


def passages_linked(page: str) -> list[str]:
    """The passages that the section of reports leads to, below what stands above them all."""
    section = LexborHTMLParser(page).css_first(".bt-section--provisions")
    for above in section.css(".bt-contested"):
        above.decompose()
    return sorted(a.attributes["href"] or "" for a in section.css("a[href]") if "#p-" in (a.attributes["href"] or ""))


@pytest.mark.parametrize("agreement", ["weir-compact", "dorn-protocol", "dorn-talks"])
def test_grid_and_list_say_the_same(orchard: Corpus, monkeypatch: pytest.MonkeyPatch, agreement: str) -> None:
    """Of many sources there is no column each, but every report still stands with its provision and leads to its passage."""
    grid = agreement_page(orchard, agreement)
    monkeypatch.setattr(ledger, "_COLUMNS", 0)
    listed = agreement_page(orchard, agreement)
    assert 'role="table"' in grid
    assert 'role="table"' not in listed
    assert passages_linked(grid) == passages_linked(listed)
    assert len(passages_linked(grid)) == len(orchard.reports_on[agreement])
    anchors = re.findall(r'id="(v-[^"]+)"', grid)
    assert anchors == re.findall(r'id="(v-[^"]+)"', listed)


def test_long_lists_are_cut_with_the_number_said(orchard: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a provision has very many reports the first ones by date are listed, and the page says of how many."""
    monkeypatch.setattr(ledger, "_IN_GRID", 0)
    monkeypatch.setattr(ledger, "_LISTED", 1)
    monkeypatch.setattr(ledger, "_CONTESTED", 0)
    page = agreement_page(orchard, "weir-compact")
    assert "The first 1 of 2 by date" in page
    assert "The first 1 of 3 by date" in page
    assert len(passages_linked(page)) == 2
    assert "and 2 more" in page
    assert "and 3 more" in page


def test_signs_have_words(orchard: Corpus) -> None:
    """Each report has its word beside its sign, with the definition."""
    tree = LexborHTMLParser(agreement_page(orchard, "weir-compact"))
    signs = tree.css(".bt-report")
    assert signs
    assert all(sign.css_first("abbr[title]").text() for sign in signs)


def test_provisions_without_reports_are_told(tmp_path: Path) -> None:
    """An agreement on which nothing is reported has its provisions, and each says so; it has no lineage to show."""
    corpus = check_files(tmp_path, {}).corpus
    assert corpus is not None
    page = agreement_page(corpus, "ester-truce")
    assert page.count("No annotated passage reports on it.") == 1
    assert 'id="v-ceasefire"' in page
    assert 'id="lineage"' not in page


def rounds(number: int, name: str = "Talks, round {}") -> dict[str, str]:
    """A process with so many rounds, a day each, and one without a date."""
    files = {"annotations/agreements/talks.yml": "{name: Talks, type: truce, date: 2010-01/2014-06}"}
    for n in range(1, number + 1):
        day = f"201{n % 5}-{n % 12 + 1:02}-{n % 28 + 1:02}"
        record = f'{{name: "{name.format(n)}", type: truce, part_of: talks, date: {day}}}'
        files[f"annotations/agreements/round-{n}.yml"] = record
    files["annotations/agreements/lost.yml"] = "{name: Lost, type: truce, part_of: talks}"
    return files


def line_of(corpus: Corpus, agreement: str) -> AgreementLine:
    """The line in time on the page of an agreement."""
    view = ledger.lineage_view(Page(Collation(corpus), Settings(), urls.entity_page("agreement", agreement)), agreement)
    assert view is not None
    assert view.line is not None
    return view.line


@pytest.mark.parametrize("name", ["Talks, round {}", "Meeting held in a place with a name as long as this one, {}"])
@pytest.mark.parametrize("number", [1, 2, 17, 45])
def test_every_part_has_its_mark(tmp_path: Path, number: int, name: str) -> None:
    """Each dated part is drawn with a title and a link; numbers and names are told as far as they stand apart."""
    corpus = check_files(tmp_path, rounds(number, name)).corpus
    assert corpus is not None
    line = line_of(corpus, "talks")
    parts = [mark for mark in line.marks if mark.role == "part"]
    assert len(parts) == number
    assert all(mark.title.startswith(name[:5]) and mark.href for mark in parts)
    (here,) = (mark for mark in line.marks if mark.role == "here")
    assert (here.href, here.is_bar, line.marks[0]) == ("", True, here)
    numbers = sorted((mark.middle, len(mark.number)) for mark in parts if mark.number)
    assert bool(numbers) == (number > 1)
    for (at, digits), (following, more) in zip(numbers, numbers[1:], strict=False):
        assert (following - at) / 100 * 358 >= (digits + more) / 2 * 6.5
    view = ledger.lineage_view(Page(Collation(corpus), Settings(), "agreements/talks.md"), "talks")
    assert view is not None
    assert len(view.dated) == number + 1
    assert [item.agreement.name for item in view.undated] == ["Lost"]


def test_labels_stand_apart(tmp_path: Path) -> None:
    """On the narrowest screen no label leaves the drawing, and none of a row touches another; this agreement has one."""
    files = {
        f"annotations/agreements/a{n}.yml": (
            f'{{name: "An agreement with a rather long name, {n}", type: truce, date: {1990 + n * n}'
            + (f", builds_on: [a{n - 1}]}}" if n else "}")
        )
        for n in range(8)
    }
    corpus = check_files(tmp_path, files).corpus
    assert corpus is not None
    for n in range(8):
        line = line_of(corpus, f"a{n}")
        assert sum(label.is_here and not label.is_wide for label in line.labels) == 1
        rows: dict[int, list[tuple[float, float]]] = {}
        for label in (label for label in line.labels if not label.is_wide):
            room = (len(label.text) * agreement_lines._LETTER) / agreement_lines._NARROW * 100
            reach = (label.at, label.at + room) if label.anchor == "start" else (label.at - room, label.at)
            assert reach[0] >= 0
            assert reach[1] <= 100
            rows.setdefault(label.y, []).append(reach)
        for reaches in rows.values():
            reaches.sort()
            assert all(one[1] < other[0] for one, other in zip(reaches, reaches[1:], strict=False))


@pytest.mark.parametrize(
    ("date", "is_bar", "is_open"),
    [
        ("2005-06-07", False, False),
        ("2005-06-07/2005-06-08", False, False),
        ("2005-06", True, False),
        ("2005", True, False),
        ("2005/..", True, True),
        ("../2005", True, True),
    ],
)
def test_precision_is_drawn(tmp_path: Path, date: str, is_bar: bool, is_open: bool) -> None:
    """A day is a dot; a month or a year is a bar as long as it; what has no end reaches to the margin."""
    files = {
        "annotations/agreements/first.yml": "{name: First, type: truce, date: 2004-03-01}",
        "annotations/agreements/other.yml": f"{{name: Other, type: truce, date: {date}, builds_on: [first]}}",
        "annotations/agreements/last.yml": "{name: Last, type: truce, date: 2007-03-01, builds_on: [other]}",
    }
    corpus = check_files(tmp_path, files).corpus
    assert corpus is not None
    line = agreement_line(Page(Collation(corpus), Settings(), urls.HOME), ["first", "other", "last", "ester-truce"])
    assert line is not None
    (mark,) = (mark for mark in line.marks if mark.title.startswith("Other"))
    assert (mark.is_bar, mark.is_open) == (is_bar, is_open)
    assert mark.href == "agreements/other.md"
    assert line.keys == ()


def test_one_agreement_makes_no_line(tmp_path: Path) -> None:
    """Of fewer than two dated agreements there is nothing to draw."""
    corpus = check_files(tmp_path, {"annotations/agreements/one.yml": "{name: One, type: truce, date: 2004}"}).corpus
    assert corpus is not None
    assert agreement_line(Page(Collation(corpus), Settings(), urls.HOME), ["one", "ester-truce", "one"]) is None


def test_many_sources_share_their_ticks(orchard: Corpus) -> None:
    """Sources that were published near each other share a tick, which names them."""
    line = line_of(orchard, "weir-compact")
    assert [tick.text for tick in line.sources] == [
        "Gazette, Mar 2031 (4 March 2031), Sada, Mar 2031 (5–6 March 2031), Su Günlüğü, Mar 2031 (7 March 2031)"
    ]
