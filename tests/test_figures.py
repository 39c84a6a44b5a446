"""Figures as intervals, what is drawn of them, and the pages on which they stand side by side."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from build_tools import pipeline, urls
from build_tools.collation.collation import Collation
from build_tools.collation.figures import Figures
from build_tools.collation.quantities import Interval, coinciding, common, interval_of, may_grow
from build_tools.project import Project
from build_tools.records import Figure
from build_tools.rendering import Renderer
from build_tools.settings import Settings
from build_tools.views import comparisons, figures
from build_tools.views.common import Page
from build_tools.views.plots import interval_text
from build_tools.vocabulary import Term, merged
from tests.corpus_support import words
from tests.figures_support import collated

ORCHARD = Path(__file__).parent / "projects" / "orchard"
COUNT = merged({"measures": {"count": Term(label="Count", definition="A count.")}})


@pytest.fixture(scope="module")
def orchard() -> Figures:
    """The figures of the second corpus."""
    corpus = pipeline.check(Project.at(ORCHARD)).corpus
    assert corpus is not None
    return Figures(corpus)


def rendered(template: str, view: object) -> LexborHTMLParser:
    """A page model as a reader's browser has it."""
    page = Renderer().render(template, view, title="t", description="d", section="s/")
    return LexborHTMLParser(page.split("---\n", 2)[2])


def measure_page(found: Figures, measure: str) -> LexborHTMLParser:
    """The page of a measure."""
    return rendered("measure", figures.measure_view(Collation(found.corpus), Settings(), measure))


def text_of(page: LexborHTMLParser, selector: str) -> list[str]:
    """The words of the elements that a selector finds."""
    return [words(node.text()) for node in page.css(selector)]


def figure(**given: Any) -> Figure:
    """A figure, validated."""
    return Figure.model_validate({"measure": "count", **given}, context={"vocabulary": COUNT})


# ---- quantities -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "shown", "ends"),
    [
        ({"value": "30"}, "30", "[30, 30]"),
        ({"value": "30", "qualifier": "exactly"}, "30", "[30, 30]"),
        ({"value": "30", "qualifier": "over"}, "above 30", "(30, None]"),
        ({"value": "30", "qualifier": "at-least"}, "30 or more", "[30, None]"),
        ({"value": "30", "qualifier": "nearly"}, "below 30", "[None, 30)"),
        ({"value": "30", "qualifier": "under"}, "below 30", "[None, 30)"),
        ({"value": "30", "qualifier": "up-to"}, "30 or less", "[None, 30]"),
        ({"value": "30", "qualifier": "about"}, "30", "[30, 30] approximate"),
        ({"value": "30", "qualifier": "some"}, "30", "[30, 30] approximate"),
        ({"low": "10", "high": "1200"}, "from 10 to 1,200", "[10, 1200]"),
        ({"low": "10", "high": "12", "qualifier": "about"}, "from 10 to 12", "[10, 12] approximate"),
        ({"low": "10"}, "10 or more", "[10, None]"),
        ({"high": "12", "qualifier": "under"}, "below 12", "[None, 12)"),
    ],
)
def test_figure_is_an_interval(given: dict[str, str], shown: str, ends: str) -> None:
    """A number with its hedge means an interval: ends open or closed, unknown ends open for ever."""
    interval = interval_of(figure(**given))
    assert interval is not None
    left, right = "(" if interval.lower_open else "[", ")" if interval.upper_open else "]"
    loose = " approximate" if interval.approximate else ""
    assert f"{left}{interval.lower}, {interval.upper}{right}{loose}" == ends
    assert interval_text(interval) == shown


def test_words_are_no_number() -> None:
    """An amount in words is not turned into numbers."""
    assert interval_of(figure(words="dozens")) is None


def test_numbers_in_common() -> None:
    """What lies in all intervals is an interval; an end that one of them leaves out is left out; none may be left."""
    over, nearly = Interval(Decimal(5), None, lower_open=True), Interval(None, Decimal(9), upper_open=True)
    assert common([over, nearly]) == Interval(Decimal(5), Decimal(9), lower_open=True, upper_open=True)
    assert common([Interval(Decimal(5), None), over]) == common([over, Interval(Decimal(5), None)]) == over
    assert common([over, Interval(Decimal(5), Decimal(5))]) is None
    assert common([]) == Interval(None, None)


def test_growth() -> None:
    """A later figure may be a growth unless it must be smaller."""
    over, up_to = Interval(Decimal(5), None, lower_open=True), Interval(None, Decimal(5))
    assert may_grow(over, up_to)
    assert not may_grow(Interval(Decimal(6), None), up_to)


def test_days_in_common() -> None:
    """Dates with a day in common stand together, in order of time; a long one counts with the earliest that it meets."""
    dates = ["2001-03", "2001-01-31", "2001-03-31/..", "2001-01", "2000/2001", "2001-02"]
    assert coinciding(dates, str) == (
        ("2001-01-31", "2001-01", "2000/2001"),
        ("2001-02",),
        ("2001-03", "2001-03-31/.."),
    )


# ---- pages ------------------------------------------------------------------------------------------


def test_sets_of_the_second_corpus(orchard: Figures) -> None:
    """Sources in several languages agree, differ, grow and cannot be compared; two questions overrule the rules."""
    found = {s.measures[0]: (s.proposal.verdict, s.proposal.rule) for s in orchard.sets if s.proposal}
    assert found == {
        "dry-land": ("series", "growing-count"),
        "families": ("agree", "same-number"),
        "water-level": ("differ", "ranges-apart"),
        "water-share": ("not-comparable", "period-unstated"),
    }
    assert sorted(orchard.by_question) == ["dry-area", "growers-share"]
    assert {s.measures[0] for s in orchard.by_entity["lake-hesper"]} == {"water-level"}
    assert {s.measures[0] for s in orchard.by_entity["lena-orvik"]} == {"water-level", "duration"}


def test_every_figure_has_its_page(orchard: Figures) -> None:
    """Each passage that states a figure is linked from the page of its measure, with its words where rights allow it."""
    for placed in orchard.corpus.claims:
        if placed.claim.figure is None:
            continue
        page = measure_page(orchard, placed.claim.figure.measure)
        target = f"{placed.passage.source_id}.md#{urls.passage_anchor(placed.passage.id)}"
        assert page.css(f'.bt-figures a[href$="{target}"]'), target
    withheld = next(s for s in orchard.corpus.sources.values() if s.record.rights.display == "none")
    html = measure_page(orchard, "other-count").html or ""
    assert "[words not shown]" in html
    assert all(withheld.text.raw[p.span.start : p.span.end] not in html for p in withheld.passages)


def test_one_source_counts_once(orchard: Figures) -> None:
    """What a source says in two passages is one row with both, drawn once."""
    page = measure_page(orchard, "families")
    first, second = page.css(".bt-figures tbody tr")
    assert [len(row.css("q")) for row in (first, second)] == [2, 1]
    assert second.css_first("q").attributes == {"class": "bt-words", "lang": "ar", "dir": "rtl"}
    assert len(page.css(".bt-plot__row")) == 2
    assert "agree proposed by rule “same number”" in words(page.css_first(".bt-standing").text())


def test_verdict_of_people_stands_first(orchard: Figures) -> None:
    """A question's verdict comes before the one proposed, and the page says that they are not the same."""
    page = measure_page(orchard, "dry-land")
    people, rule = text_of(page, ".bt-standing > p")
    assert people == "not comparable set by people: their reason."
    assert rule.startswith("series proposed by rule “growing count”.")
    assert "As of 4 March 2031 (publication): 140–180" in rule
    assert "People and rule do not say the same" in rule
    shown = rendered("question", comparisons.question_view(Collation(orchard.corpus), Settings(), "dry-area"))
    assert len(shown.css(".bt-plot__row")) == 2
    assert text_of(shown, ".bt-standing > p")[0] == "not comparable set by people, see below."
    alone = rendered("question", comparisons.question_view(Collation(orchard.corpus), Settings(), "compact-kept"))
    assert not alone.css(".bt-plot, .bt-standing")


def test_dates_of_publication_are_called_so(orchard: Figures) -> None:
    """Where only the publication says as of when a figure holds, the table says so."""
    times = [row.css("td")[1].text() for row in measure_page(orchard, "water-share").css(".bt-figures tbody tr")]
    assert [words(text) for text in times] == [
        "since 11 November 2030as of 4 March 2031 (date of publication)",
        "as of 7 March 2031 (date of publication)",
    ]


def test_index_lists_every_measure_with_figures(orchard: Figures) -> None:
    """The page of all figures leads to each measure's page and each set, and counts what stands alone."""
    view = figures.figures_view(Collation(orchard.corpus), Settings())
    assert [section.id for section in view.sections] == ["m-dry-land", "m-families", "m-water-level", "m-water-share"]
    assert [section.id for section in view.alone] == ["m-duration", "m-other-count"]
    assert view.figure_count == 12
    page = rendered("figures", view)
    linked = {node.attributes["href"] for node in page.css(".bt-figure-sets p:first-child a")}
    anchors = {
        f"{measure}.md#{node.id}"
        for measure in orchard.by_measure
        for node in measure_page(orchard, measure).css("h2[id]")
    }
    assert len(linked) == 4
    assert linked <= anchors


def test_figures_of_an_entity_in_small(orchard: Figures) -> None:
    """A set about or by an entity is one line: verdict, amounts by source, and a link to the set."""
    page = Page(Collation(orchard.corpus), Settings(), urls.entity_page("actor", "maravel-growers"))
    view = figures.figure_teasers(page, orchard, "maravel-growers")
    assert view.total == len(view.items) == 2
    asked, counted = view.items
    assert (asked.stands.verdict, asked.by_people) == ("not-comparable", True)
    assert (counted.stands.verdict, counted.by_people) == ("agree", False)
    assert [(item.figure.text, item.source.id) for item in counted.figures] == [
        ("nearly 900 families", "valley-gazette-sluice"),
        ("900 families", "sada-al-wadi-talks"),
    ]
    assert re.fullmatch(r"\.\./compare/figures/families\.md#f-[0-9a-f]{12}", counted.href)
    assert figures.figure_teasers(page, orchard, "mill-owners").items == ()


MARKS = [
    {"value": 30, "unit": "km"},
    {"value": 30, "qualifier": "about", "unit": "km"},
    {"low": 20, "high": 40, "unit": "km"},
    {"value": 20, "qualifier": "over", "unit": "km"},
    {"value": 20, "qualifier": "at-least", "unit": "km"},
    {"value": 40, "qualifier": "under", "unit": "km"},
    {"words": "a few", "unit": "km"},
]


def test_marks_differ_by_hedge(tmp_path: Path) -> None:
    """Each hedge has a mark of its own shape and a reading in words; an amount in words is listed, not drawn."""
    found = collated(tmp_path, {"figures": MARKS})
    (plot,) = figures.measure_view(Collation(found.corpus), Settings(), "count").sets[0].plots
    drawn = [(m.shape, m.open, m.approximate) if (m := row.mark) else None for row in plot.rows]
    assert drawn == [
        ("number", False, False),
        ("number", False, True),
        ("range", False, False),
        ("from", True, False),
        ("from", False, False),
        ("to", True, False),
        None,
    ]
    assert plot.shapes == ("number", "about", "range", "from", "to")
    assert plot.rows[3].mark is not None
    assert plot.rows[3].mark.start < plot.rows[0].mark.start < plot.rows[2].mark.end  # type: ignore[union-attr]
    page = measure_page(found, "count")
    titles = text_of(page, ".bt-plot__strip title")
    assert titles[1] == "about 30 km: near 30, on either side"
    assert len(titles) == len(set(titles)) == 6
    assert "viewBox" not in (page.html or "")
    assert "style=" not in (page.html or "")


def test_far_numbers_have_a_logarithmic_scale_that_says_so(tmp_path: Path) -> None:
    """Numbers of other magnitudes are drawn on a logarithmic scale, labelled as one, with readable numbers."""
    found = collated(tmp_path, {"figures": [{"value": 13, "unit": "km"}, {"value": 380000, "unit": "km"}]})
    page = measure_page(found, "count")
    assert "Logarithmic scale" in page.css_first(".bt-plot figcaption").text()
    assert text_of(page, ".bt-plot__tick") == ["10", "100", "1,000", "10,000", "100,000", "1,000,000"]


def test_measures_and_units_have_scales_of_their_own(tmp_path: Path) -> None:
    """Within a question only figures of one measure and unit are drawn on one scale."""
    asked = {"toll": {"measures": ["count", "lost"], "verdict": "not-comparable"}}
    given = [
        {"value": 1, "unit": "km", "scope": "from the weir"},
        {"value": 2, "unit": "km"},
        {"value": 3, "unit": "miles"},
        {"value": 4, "unit": "km", "measure": "lost"},
        {"value": 5, "unit": "km", "measure": "lost"},
    ]
    case = {
        "measures": {"lost": {}},
        "questions": asked,
        "figures": [{**f, "answers": {"toll": "some"}} for f in given],
    }
    found = collated(tmp_path, case)
    (view,) = figures.measure_view(Collation(found.corpus), Settings(), "lost").sets
    assert [[row.figure.text for row in plot.rows] for plot in view.plots] == [["1 km", "2 km"], ["4 km", "5 km"]]
    assert view.plots[0].rows[0].scope == "from the weir"
    assert [link.href for link in view.measures] == ["count.md#f-q-toll", "#f-q-toll"]


def test_of_very_many_figures_the_first_are_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page has a bound, says how many there are, and nothing links to a set that it has no room for."""
    monkeypatch.setattr(figures, "SHOWN_ROWS", 5)
    monkeypatch.setattr(figures, "SHOWN_SETS", 2)
    about = ["weir", "lake", "mill", "ford"]
    given = [{"value": n, "about": [place]} for place in about for n in (1, 2)] + [{"value": 3, "about": ["barn"]}]
    found = collated(tmp_path, {"figures": given})
    view = figures.measure_view(Collation(found.corpus), Settings(), "count")
    assert (len(view.sets), view.set_count, view.rows_shown, view.row_count) == (3, 4, 5, 9)
    assert (view.alone, view.alone_count) == ((), 1)
    page = measure_page(found, "count")
    assert "5 of 9 rows are shown, with 3 of 4 sets" in words(page.css_first("header").text())
    assert len(page.css(".bt-figures tbody tr")) == 5
    index = rendered("figures", figures.figures_view(Collation(found.corpus), Settings()))
    assert "The first 2 of 4." in words(index.css_first("section").text())
    small = figures.figure_teaser(
        Page(Collation(found.corpus), Settings(), urls.HOME), found, found.compared["count"][3]
    )
    assert small.href == "compare/figures/count.md"


def test_parts_of_one_time_are_listed(tmp_path: Path) -> None:
    """Where a set holds several times, the page says of which the verdict is, and how the others stand."""
    given = [
        {"value": 100, "since": "2000", "date": "2001-04-01"},
        {"value": 120, "since": "2000", "date": "2001-04"},
        {"value": 90, "since": "1999"},
        {"words": "dozens"},
    ]
    found = collated(tmp_path, {"figures": given})
    standing = words(measure_page(found, "count").css_first(".bt-standing").text())
    assert "Said of 2 of the 4 figures, those since 2000, as of 1 April 2001; April 2001." in standing
    assert "1 in words alone is left out of the comparison." in standing
    assert "Of one time, compared among themselves differ 100 s1 · 120 s2" in standing
