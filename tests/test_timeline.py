"""The timeline as pages and drawings: every event is listed once, nothing grows without bound, no withheld word is shown."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from build_tools import pipeline, urls
from build_tools.collation.collation import Collation
from build_tools.collation.events import CLAIM, SOURCE, Event, events_of, precision_of
from build_tools.corpus import Corpus
from build_tools.dates import EdtfDate, parse_date
from build_tools.page_models.timeline import Strip, TimelinePage
from build_tools.project import Project
from build_tools.rendering import Renderer
from build_tools.settings import Settings
from build_tools.views import event_book, event_entries, strips, timeline
from build_tools.views.common import Page
from tests.corpus_support import Site

ORCHARD = Path(__file__).parent / "projects" / "orchard"
DUE = "t-sada-al-wadi-talks--demand--1"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """The second corpus, read."""
    corpus = pipeline.check(Project.at(ORCHARD)).corpus
    assert corpus is not None
    return corpus


def rendered(view: TimelinePage) -> LexborHTMLParser:
    """A page of the timeline as it is written."""
    return LexborHTMLParser(Renderer().render("timeline", view, title="t", description="d", section="s/"))


def event(date: str, kind: str = CLAIM, **more: object) -> Event:
    """An event with a date and little else."""
    parsed = parse_date(date)
    made = Event(date=parsed, precision=precision_of(parsed), kind=kind, type="")
    return dataclasses.replace(made, **more)  # type: ignore[arg-type]


def on_days(first: str, last: str, number: int) -> list[Event]:
    """Events on so many days from one to another, evenly apart; made without the parser, which is slow."""
    start, end = (dt.date.fromisoformat(day).toordinal() for day in (first, last))
    days = [dt.date.fromordinal(start + n * (end - start) // (number - 1)) for n in range(number)]
    return [
        Event(date=EdtfDate(day.isoformat(), day, day, (day.isoformat(),)), precision="day", kind=CLAIM, type="")
        for day in days
    ]


def drawn(events: Iterable[Event], first: str, last: str, *, counted: bool = False) -> Strip:
    """A strip with one lane."""
    row = strips.Row("One", tuple(events), counted=counted)
    return strips.strip((row,), dt.date.fromisoformat(first), dt.date.fromisoformat(last), lambda e: e.date.text)


# ---- the list -------------------------------------------------------------------------------------


def test_every_event_is_an_entry(corpus: Corpus) -> None:
    """The list has each event once, under its year and month, and every mark of a drawing leads to an entry."""
    view = timeline.timeline_view(Collation(corpus), Settings())
    events = events_of(corpus).all
    listed = [entry.anchor for year in view.years for month in year.months for entry in month.events]
    assert sorted(listed) == sorted(map(event_book.anchor_of, events))
    assert len(set(listed)) == len(listed) == view.total
    page = rendered(view)
    hrefs = [link.attributes["href"] or "" for link in page.css("a.bt-mark")]
    assert hrefs
    assert {href.removeprefix("#") for href in hrefs} <= set(listed)
    for entry in events:
        place = page.css_first(f'[id="{event_book.anchor_of(entry)}"]').parent.parent.css_first("h3").id
        assert place == (urls.period_anchor(entry.year, entry.month) + ("" if entry.month else "-00"))


def test_entry_says_when_it_was_and_when_it_was_reported(corpus: Corpus) -> None:
    """An entry has its date, the reason where it was inferred, and the distance to the day of publication."""
    page = rendered(timeline.timeline_view(Collation(corpus), Settings()))
    closure = page.css_first('[id="t-valley-gazette-sluice--closure--1"]').text()
    assert "2 March 2031" in closure
    assert "reported 4 March 2031, 2 days later" in closure
    between = page.css_first('[id="t-sada-al-wadi-talks--closure--1"]').text()
    assert "reported 5–6 March 2031, 3 to 4 days later" in between
    due = page.css_first(f'[id="{DUE}"]').text()
    assert "looking ahead to June 2031" in due
    assert "(to the month)" in due
    assert "inferred: Before the summer." in due
    assert "reported 5–6 March 2031" in due


def test_withheld_words_are_not_shown(corpus: Corpus) -> None:
    """An entry of a source whose rights forbid showing it says so in place of its words."""
    withheld = next(s for s in corpus.sources.values() if s.record.rights.display == "none")
    passage = withheld.passages[0]
    claim = passage.record.claims[0].model_copy(update={"date": "2031-03-02"})
    record = passage.record.model_copy(update={"claims": (claim,)})
    located = dataclasses.replace(passage.located, record=record)
    source = dataclasses.replace(withheld, passages=(dataclasses.replace(passage, located=located),))
    changed = dataclasses.replace(corpus, sources={**corpus.sources, source.id: source})
    page = rendered(timeline.timeline_view(Collation(changed), Settings()))
    entry = page.css_first(f'[id="t-{source.id}--{passage.id}--1"]').text()
    assert "the rights of the source forbid it" in entry
    assert source.text.raw[passage.span.start : passage.span.end] not in page.html


@pytest.mark.parametrize(
    ("delay", "words"),
    [
        (None, ""),
        ((0, 0), "the same day"),
        ((1, 1), "one day later"),
        ((0, 1), "the same day or one day later"),
        ((0, 3), "the same day or up to 3 days later"),
        ((2, 3), "2 to 3 days later"),
        ((59, 59), "59 days later"),
        ((113, 114), "about 4 months later"),
        ((1095, 1095), "about 3 years later"),
        ((-5, -5), "5 days before that day"),
        ((-4, -3), "3 to 4 days before that day"),
        ((-1, 0), "the same day or one day before"),
        ((-1, 1), ""),
    ],
)
def test_distance_in_words(delay: tuple[int, int] | None, words: str) -> None:
    """The distance from an event to its publication, exact in days as far as days are read as such."""
    assert event_entries.delay_text(delay) == words


def test_filters_offer_what_occurs(corpus: Corpus) -> None:
    """Only entities, sources and kinds of the list can be chosen, and each choice leaves an entry."""
    view = timeline.timeline_view(Collation(corpus), Settings())
    entries = [entry for year in view.years for month in year.months for entry in month.events]
    assert [choice.name for choice in view.filters] == ["actor", "place", "agreement", "source", "kind"]
    for choice in view.filters:
        labels = [option.label for option in choice.options]
        assert len(set(labels)) == len(labels)
        for option in choice.options:
            held = {
                "source": lambda e, v=option.value: e.source is not None and e.source.id == v,
                "kind": lambda e, v=option.value: v in e.kinds or (v == "due" and e.due),
            }.get(choice.name, lambda e, v=option.value: v in e.entity_ids.split())
            assert any(map(held, entries)), option
    box = rendered(view).css_first(".bt-filter")
    assert "hidden" in box.attributes
    assert len(box.css("select")) == len(box.css("label[for]")) == len(view.filters)


def test_large_timelines_have_a_page_a_year(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many entries each year has a page; the whole has the drawings and the years; marks lead to the pages."""
    assert timeline.timeline_years(Collation(corpus)) == ()
    monkeypatch.setattr(event_book, "ON_ONE_PAGE", 3)
    years = timeline.timeline_years(Collation(corpus))
    assert years == (1998, 2030, 2031)
    index = timeline.timeline_view(Collation(corpus), Settings())
    assert (index.years, index.filters) == ((), ())
    page = rendered(index)
    assert [link.attributes["href"] for link in page.css(".bt-years a")] == [f"{year}.md" for year in years]
    assert all(re.match(r"\d{4}\.md#t-", link.attributes["href"] or "") for link in page.css("a.bt-mark"))
    counts = 0
    for year in years:
        view = timeline.timeline_year_view(Collation(corpus), Settings(), year)
        counts += len(rendered(view).css(".bt-event"))
        assert [link.is_here for link in view.year_links] == [other == year for other in years]
    assert counts == len(events_of(corpus).all)
    small = timeline.small_timeline(
        Page(Collation(corpus), Settings(), urls.entity_page("actor", "water-board")), "water-board"
    )
    assert small is not None
    assert [link.href for link in small.links] == [
        f"../compare/timeline/{year}.md?actor=water-board" for year in (1998, 2030, 2031)
    ]


def test_very_full_years_are_cut(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a year with very many entries the first are listed, with both numbers; marks of the others lead to the page."""
    monkeypatch.setattr(event_book, "ON_ONE_PAGE", 3)
    monkeypatch.setattr(event_book, "IN_A_YEAR", 2)
    view = timeline.timeline_year_view(Collation(corpus), Settings(), 2031)
    page = rendered(view)
    assert len(page.css(".bt-event")) == 2
    assert f"The first 2 of {view.total} entries are listed" in page.body.text()
    ids = {node.id for node in page.css(".bt-event")}
    hrefs = {link.attributes["href"] or "" for link in page.css("a.bt-mark")}
    assert hrefs <= {f"#{identifier}" for identifier in ids} | {"2031.md"}
    assert "2031.md" in hrefs


# ---- drawings -------------------------------------------------------------------------------------


def test_marks_show_how_precise_a_date_is() -> None:
    """A day is a dot, larger for more entries; a stretch a bar; open ends, doubt and what is to come are marked."""
    events = [
        *(event("2031-03-02"),) * 4,
        event("2031-03-09", due=True),
        event("2031-02"),
        event("2031-03~"),
        event("2031-02/.."),
        event("../2031-03"),
        event("2031-03-05/2031-03-06", kind=SOURCE),
    ]
    (lane,) = drawn(events, "2031-01-01", "2031-04-30").lanes
    marks = {mark.href: mark for mark in lane.marks}
    assert {href: mark.shape for href, mark in marks.items()} == {
        "2031-03-02": "dot",
        "2031-03-09": "dot",
        "2031-02": "bar",
        "2031-03~": "bar",
        "2031-02/..": "bar",
        "../2031-03": "bar",
        "2031-03-05/2031-03-06": "published",
    }
    assert marks["2031-03-02"].size > marks["2031-03-09"].size
    assert (marks["2031-03-09"].due, marks["2031-03~"].about) == (True, True)
    assert (marks["2031-02/.."].open_start, marks["2031-02/.."].open_end) == (False, True)
    assert (marks["../2031-03"].open_start, marks["../2031-03"].x) == (True, 4.0)
    assert marks["2031-03-02"].title == "2 March 2031: 4 entries"
    assert marks["2031-03-09"].title == "9 March 2031: 1 entry, to come"
    bars = [mark for mark in lane.marks if mark.shape == "bar"]
    for one in bars:
        assert not [b for b in bars if b is not one and b.y == one.y and b.x <= one.x2 and one.x <= b.x2]
    assert lane.description.startswith("One: 9 dated entries, from ")
    assert lane.description.endswith(", most on one date: 4, 2 March 2031, published 5–6 March 2031.")


def test_bars_without_room_are_counted() -> None:
    """A lane does not grow with the number of its bars: it says how many are not drawn."""
    events = [event(f"2031-01-{day:02}/2031-02-{day:02}") for day in range(1, 29)]
    (lane,) = drawn(events, "2031-01-01", "2031-03-01").lanes
    bars = [mark for mark in lane.marks if mark.shape == "bar"]
    assert len({mark.y for mark in bars}) == 5
    assert lane.note == f"{28 - len(bars)} longer spans not drawn"
    assert lane.height < 100


@pytest.mark.parametrize(
    ("first", "last"), [("2031-01-01", "2031-02-01"), ("2025-01-01", "2031-01-01"), ("1000-01-01", "2031-01-01")]
)
def test_many_sources_are_counted(first: str, last: str) -> None:
    """Columns count entries by day, month or years; there are never very many of them, and they stay in the drawing."""
    (lane,) = drawn(on_days(first, last, 1000), first, last, counted=True).lanes
    assert 10 < len(lane.marks) <= 130
    assert max(mark.y for mark in lane.marks) == lane.height
    assert all(0 <= mark.x <= mark.x2 <= 100 for mark in lane.marks)


def test_dots_do_not_grow_with_the_corpus() -> None:
    """Dots that would cover one another are one."""
    (lane,) = drawn(on_days("1990-01-01", "2017-05-18", 10_000), "1990-01-01", "2017-05-18").lanes
    assert len(lane.marks) < 170
    assert lane.height < 60


def test_dense_periods_are_found() -> None:
    """Days near each other are a period if they are many; a long one is cut by the calendar; only the fullest stay."""
    near = [event(f"2020-02-{day}") for day in ("10", "15", "17", "17", "18")]
    far = [event(day) for day in ("2015-01-01", "2020-06-01", "2020", "2020-02")]
    (period,) = strips.dense_periods([*far, *near])
    assert (period.first, period.last, period.count) == (dt.date(2020, 2, 10), dt.date(2020, 2, 18), 5)
    assert strips.period_text(period) == "10–18 February 2020"
    assert strips.dense_periods(near[1:]) == ()
    long = on_days("2019-01-01", "2019-12-31", 122)
    cut = strips.dense_periods(long)
    assert len(cut) == 6
    assert all((p.last - p.first).days <= 31 for p in cut)
    assert [p.first for p in cut] == sorted(p.first for p in cut)


def test_what_covers_a_whole_strip_is_left_out() -> None:
    """In a drawing of a week a year says nothing; what begins or ends in the week runs out of it."""
    (lane,) = drawn([event("2031"), event("2031-03"), event("2031-02-20/2031-03-03")], "2031-03-01", "2031-03-07").lanes
    assert {mark.href: (mark.x == 0.0, mark.x2 == 100.0) for mark in lane.marks} == {
        "2031-02-20/2031-03-03": (True, False),
        "2031-03": (False, True),
    }


# ---- in small -------------------------------------------------------------------------------------


def test_small_timelines(corpus: Corpus) -> None:
    """The page of an entity has a strip of what touches it, with links to the list narrowed to it; home has it all."""
    events = events_of(corpus)
    for entity_id, entity in corpus.entities.items():
        page = Page(Collation(corpus), Settings(), urls.entity_page(entity.kind, entity_id))
        small = timeline.small_timeline(page, entity_id)
        assert (small is None) == (entity_id not in events.of_entity)
        if small is None:
            continue
        target = f"../compare/timeline/index.md?{entity.kind}={entity_id}"
        assert (small.href, small.total) == (target, len(events.of_entity[entity_id]))
        for lane in small.strip.lanes:
            assert all(mark.href.startswith(f"{target}#t-") for mark in lane.marks)
    home = timeline.home_strip(Page(Collation(corpus), Settings(), urls.HOME))
    assert home is not None
    assert (home.href, home.total) == ("compare/timeline/index.md", len(events.all))


def test_small_timeline_is_laid_out(corpus: Corpus) -> None:
    """The macro for other pages prints the strip and the number of entries behind it."""
    from build_tools.rendering import make_environment

    view = timeline.home_strip(Page(Collation(corpus), Settings(), urls.HOME))
    macros = make_environment().get_template("partials/macros/timeline.html.jinja").module
    page = LexborHTMLParser(str(macros.small_timeline(view)))  # type: ignore[attr-defined]
    assert page.css("figure svg a.bt-mark")
    assert view is not None
    assert f"{view.total} dated entries on the timeline" in page.body.text()


def test_nothing_dated_has_no_drawing(corpus: Corpus) -> None:
    """A corpus without any date has a page that says so."""
    empty = dataclasses.replace(corpus, sources={}, entities={})
    view = timeline.timeline_view(Collation(empty), Settings())
    assert (view.overview, view.toc, view.total) == (None, (), 0)
    assert "Nothing in the corpus has a date yet." in rendered(view).body.text()
    assert timeline.home_strip(Page(Collation(empty), Settings(), urls.HOME)) is None


def test_page_of_the_site(orchard: Site) -> None:
    """In the built site Arabic words of an entry have their language and direction; the search has the page, not its list."""
    page = orchard.page("compare/timeline/")
    (words,) = page.css(f'[id="{DUE}"] q')
    assert (words.attributes["lang"], words.attributes["dir"]) == ("ar", "rtl")
    entry = orchard.search_entries["compare/timeline/"]
    assert entry["title"]["text"] == "Timeline"
    assert "looking ahead to" not in entry["searched"]
