"""Every case in `tests/cases/coverage/` gives exactly the states that it lists; a case is a file, as with problems."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from build_tools import pipeline
from build_tools.collation import coverage as stage
from build_tools.collation.collation import Collation
from build_tools.collation.coverage import STATES, Coverage, Searched, Sought, Writing, coverage_of
from build_tools.completeness import completeness_of
from build_tools.corpus import Corpus
from build_tools.dates import safe_bounds
from build_tools.project import Project
from build_tools.rendering import Renderer
from build_tools.scripts import main_scripts, scripts_of
from build_tools.settings import Settings
from build_tools.views import coverage as views
from build_tools.views.coverage import coverage_view
from build_tools.views.entities import entity_view
from build_tools.views.source_pages import source_view
from build_tools.vocabulary import TOOL_LISTS
from tests.core_support import CASES, check_complete, read_case

COVERAGE_CASES = sorted((CASES / "coverage").glob("*.yml"))
ORCHARD = Path(__file__).parent / "projects" / "orchard"
GAZETTE, SADA, COURRIER, SU = "valley-gazette-sluice", "sada-al-wadi-talks", "courrier-canal", "su-gunlugu-meeting"


def checked(folder: Path, files: dict[str, Any]) -> Corpus:
    """Return the corpus of a case."""
    run, _ = check_complete(folder, files)
    assert run.corpus is not None, run.problems
    return run.corpus


def shown(coverage: Coverage, entity_id: str) -> str:
    """Return what the letter has of an entity, as a case writes it."""
    state = coverage.state(entity_id, "letter")
    presence = coverage.present.get(entity_id, {}).get("letter")
    if presence is None:
        names = coverage.entities[entity_id].names
        written = ", ".join(" ".join((name.language, *name.scripts)) for name in names)
        return state if state == stage.LATER else f"{state} by {written}"
    untagged = ", ".join(str(place.line) for place in presence.untagged)
    if state == stage.MENTIONED:
        assert presence.first is not None
        rest = f"; untagged {untagged}" if untagged else ""
        return f"{state} {presence.mentions}, first in {presence.first.id}{rest}"
    if state == stage.SET_ASIDE:
        (place,) = presence.set_aside
        assert place.dismissal is not None
        return f"{state} {place.line}: {place.dismissal.located.record.reason}"
    others = {other for place in presence.untagged for other in place.entity_ids} - {entity_id}
    return f"{state} {untagged}" + (f" (shared with {', '.join(sorted(others))})" if others else "")


@pytest.mark.parametrize("path", COVERAGE_CASES, ids=lambda path: path.stem)
def test_case(path: Path, tmp_path: Path) -> None:
    """What the letter has of each entity is what the case says."""
    case = read_case(path)
    coverage = coverage_of(checked(tmp_path, case["files"]))
    assert {entity_id: shown(coverage, entity_id) for entity_id in case["states"]} == case["states"]


@pytest.mark.parametrize("path", COVERAGE_CASES, ids=lambda path: path.stem)
def test_finds_what_the_check_of_completeness_finds(path: Path, tmp_path: Path) -> None:
    """A place that waits for a tag is a finding of the check, and one that is set aside a dismissed one."""
    corpus = checked(tmp_path, read_case(path)["files"])
    (found,) = completeness_of(corpus)
    explained = Counter(place.dismissal is not None for place in coverage_of(corpus).places)
    assert explained[False] == found.left.get("name-untagged", 0)
    assert explained[True] == found.dismissed.get("name-untagged", 0)


def test_states_are_the_list_of_the_vocabulary() -> None:
    """What pages and codebook explain is what is computed, and each state has a golden case."""
    assert tuple(TOOL_LISTS["coverage_states"]) == STATES
    used = {str(line).split()[0] for path in COVERAGE_CASES for line in read_case(path)["states"].values()}
    assert used == set(STATES)


# ---- what is not stored -----------------------------------------------------------------------------


def made_up(seed: int) -> Coverage:
    """Return a coverage with dates and languages drawn at random; one pair in five stands in its source."""
    rng = random.Random(seed)
    writings = [Writing("en", ("latin",)), Writing("tr", ("latin",)), Writing("ar", ("arabic",))]
    days = [dt.date.min, *(dt.date(2000 + n, 1, 1) for n in range(6))]
    sources = {f"s{n}": Searched(rng.choice(writings), rng.choice(days[1:]), n) for n in range(rng.randint(1, 12))}
    entities = {
        f"e{n}": Sought(tuple(rng.choices(writings, k=rng.randint(1, 3))), rng.choice(days), n)
        for n in range(rng.randint(1, 12))
    }
    place = stage.NamePlace("s0", stage.Span(0, 1), 1, ("e0",), None)
    kinds = [stage.Presence(2, None, (), ()), stage.Presence(0, None, (place,), ()), stage.Presence(0, None, (), ())]
    present = {e: {s: rng.choice(kinds) for s in sources if rng.random() < 0.2} for e in entities}
    return Coverage(present, (), sources, entities)


@pytest.mark.parametrize("seed", range(30))
def test_counts_and_lists_follow_from_the_states(seed: int) -> None:
    """Sums and lists, which are computed without looking at every pair, are those of all pairs."""
    coverage = made_up(seed)
    for entity_id in coverage.entities:
        states = {source_id: coverage.state(entity_id, source_id) for source_id in coverage.sources}
        counts = coverage.counts_of_entity(entity_id)
        for state in STATES:
            expected = tuple(source_id for source_id in states if states[source_id] == state)
            assert (counts[state], coverage.sources_with(entity_id, state, 99)) == (len(expected), expected)
            assert len(coverage.sources_with(entity_id, state, 2)) == min(2, len(expected))
    for source_id in coverage.sources:
        states = {entity_id: coverage.state(entity_id, source_id) for entity_id in coverage.entities}
        counts = coverage.counts_of_source(source_id)
        for state in STATES:
            expected = tuple(entity_id for entity_id in states if states[entity_id] == state)
            assert (counts[state], coverage.entities_with(source_id, state, 99)) == (len(expected), expected)
            assert len(coverage.entities_with(source_id, state, 2)) == min(2, len(expected))


# ---- scripts and dates ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "scripts"),
    [
        ("Lena Orvik", {"latin"}),
        ("O’Neil-Özgür 2nd", {"latin"}),
        ("يوسف حداد", {"arabic"}),
        ("Юрий", {"cyrillic"}),
        ("Αθήνα", {"greek"}),
        ("תל", {"hebrew"}),
        ("東京タワー", {"han", "katakana"}),
        ("서울", {"hangul"}),
        ("दिल्ली", {"devanagari"}),
        ("Ａｂ", {"latin"}),
        ("Су-24 fighter", {"cyrillic", "latin"}),
        ("1998–2001 🍎", set()),
        ("e\u0301", {"latin"}),
    ],
)
def test_scripts(text: str, scripts: set[str]) -> None:
    """A text has the scripts of its letters; digits, signs and marks have none."""
    assert scripts_of(text) == scripts


def test_main_scripts_are_not_those_quoted() -> None:
    """A text is written in what a tenth of its letters belong to."""
    assert main_scripts("a" * 95 + "ب" * 5) == {"latin"}
    assert main_scripts("a" * 80 + "ب" * 20) == {"latin", "arabic"}
    assert main_scripts("1, 2") == frozenset()


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        ("2031-03", "2031-03-01", "2031-03-31"),
        ("2031-03~", "2031-01-29", "2031-05-01"),
        ("2031-03-04?", "2031-03-03", "2031-03-05"),
        ("2031%", "2030-01-01", "2032-12-30"),
        ("2031-03~/2031-04-02", "2031-01-29", "2031-04-02"),
        ("../2031", "0001-01-01", "2031-12-31"),
        ("0001~", "0001-01-01", "0002-12-31"),
        ("9999~/..", "9998-01-01", "9999-12-31"),
    ],
)
def test_safe_bounds(date: str, first: str, last: str) -> None:
    """A date that is about or uncertain may lie outside its days by as many days as it has, and no calendar ends early."""
    assert safe_bounds(date) == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))


# ---- pages ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def orchard() -> Corpus:
    """The second corpus, read."""
    corpus = pipeline.check(Project.at(ORCHARD)).corpus
    assert corpus is not None
    return corpus


def rendered(template: str, view: object) -> str:
    """A page model as it is written."""
    return Renderer().render(template, view, title="t", description="d", section="s/")


def test_second_corpus_has_every_state(orchard: Corpus) -> None:
    """Each state stands somewhere in the grid."""
    view = coverage_view(Collation(orchard), Settings())
    cells = [cell for section in view.sections for row in section.rows for cell in row.cells]
    assert {cell.state.state for cell in cells} == set(STATES)
    assert len(cells) == len(orchard.entities) * len(orchard.sources)


def test_sums_are_those_of_the_grid(orchard: Corpus) -> None:
    """Whether by source or by entity, the numbers are those of the cells."""
    view = coverage_view(Collation(orchard), Settings())
    rows = [row for section in view.sections for row in section.rows]
    for column, sums in enumerate(view.sums):
        held = Counter(row.cells[column].state.state for row in rows)
        assert sums.counts == tuple(held[state] for state in STATES)
    for row in rows:
        held = Counter(cell.state.state for cell in row.cells)
        assert row.counts == tuple(held[state] for state in STATES)


def test_every_cell_has_words(orchard: Corpus) -> None:
    """A cell says in words what its number or sign means, for those who do not see it."""
    view = coverage_view(Collation(orchard), Settings())
    cells = {cell.text: cell for section in view.sections for row in section.rows for cell in row.cells}
    assert cells["Sarn Water Board, Gazette, Mar 2031: 4 mentions"].href.endswith(f"water-board.md#s-{GAZETTE}")
    assert cells["Sarn Canal, Sada, Mar 2031: found, not annotated: line 1"].href == f"../sources/{SADA}.md#l-1"
    assert cells["Dorn, Su Günlüğü, Mar 2031: set aside: line 1"].href == f"../sources/{SU}.md#l-1"
    assert cells["Mill owners, Gazette, Mar 2031: came later"].href == ""
    assert "Lake Hesper, Sada, Mar 2031: not searchable" in cells
    page = unescape(rendered("coverage", view))
    assert [text for text in cells if f'aria-label="{text}"' not in page] == []


def test_what_waits_for_an_annotation_is_listed(orchard: Corpus) -> None:
    """A name that nobody tagged is listed with its line and words, one that was dismissed with the reason."""
    view = coverage_view(Collation(orchard), Settings())
    (todo,), (aside,) = view.untagged, view.set_aside
    assert (todo.source.id, todo.place.line, todo.place.words, [e.id for e in todo.entities]) == (
        *(SADA, 1, "القناة"),
        ["sarn-canal"],
    )
    assert (aside.source.id, aside.place.reason) == (SU, "The headline; the text says the same.")


def test_words_that_may_not_be_shown_are_not(orchard: Corpus) -> None:
    """Of a withheld source the line is named, without link and words; of excerpts, words only of what is shown."""
    for display, line_shown, words_shown in (("none", False, False), ("excerpts", True, True), ("full", True, True)):
        corpus = with_display(orchard, SADA, display)
        (row,) = coverage_view(Collation(corpus), Settings()).untagged
        assert (row.place.line, bool(row.place.href), bool(row.place.words)) == (1, line_shown, words_shown)
    for display, shown_at_all in (("excerpts", False), ("full", True)):
        corpus = with_display(orchard, SU, display)
        (row,) = coverage_view(Collation(corpus), Settings()).set_aside  # a headline in no passage
        assert (row.place.line, bool(row.place.href), bool(row.place.words)) == (1, shown_at_all, shown_at_all)


def with_display(corpus: Corpus, source_id: str, display: str) -> Corpus:
    """Return a corpus in which a source is shown otherwise."""
    source = corpus.sources[source_id]
    rights = source.record.rights.model_copy(update={"display": display})
    record = source.record.model_copy(update={"rights": rights})
    changed = replace(source, located=replace(source.located, record=record))
    return replace(corpus, sources={**corpus.sources, source_id: changed})


def test_many_sources_have_no_column_each(orchard: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many sources it is counted in how many each state holds, and which mentions the entity first; lists are cut."""
    monkeypatch.setattr(views, "_COLUMNS", 1)
    monkeypatch.setattr(views, "SHOWN_ROWS", 2)
    view = coverage_view(Collation(orchard), Settings())
    actors = view.sections[0]
    assert (view.sources, len(view.sums), len(actors.rows), actors.total) == ((), 2, 2, 7)
    assert [row.entity.id for row in actors.rows] == ["lena-orvik", "water-board"]  # in all four sources
    assert all(row.cells == () and row.first is not None and row.first.id == COURRIER for row in actors.rows)
    page = rendered("coverage", view)
    assert "Those that most sources mention: 2 of 7." in page
    assert f"The first 2 of {len(orchard.sources)} sources" in page


def test_many_places_are_counted_whole_and_listed_in_part(
    orchard: Corpus, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Of many names that wait for a tag the first are listed, with how many there are."""
    monkeypatch.setattr(views, "SHOWN_PLACES", 2)
    corpus = checked(tmp_path, read_case(CASES / "coverage" / "found-untagged.yml")["files"])
    view = coverage_view(Collation(corpus), Settings())
    assert (len(view.untagged), view.untagged_total) == (2, 3)
    assert "The first 2 of 3 places." in rendered("coverage", view)


def test_shared_name_says_so(tmp_path: Path) -> None:
    """Where a name that several bear is found, the grid's list and their pages say that it is shared."""
    corpus = checked(tmp_path, read_case(CASES / "coverage" / "name-shared.yml")["files"])
    view = coverage_view(Collation(corpus), Settings())
    assert [entity.id for entity in view.untagged[0].entities] == ["ann-lee", "lee"]
    assert "(a name that they share)" in rendered("coverage", view)
    group = next(
        g for g in entity_view(Collation(corpus), Settings(), "ann-lee").silence if g.state.state == stage.UNTAGGED
    )
    assert [other.id for other in group.sources[0].places[0].shared_with] == ["lee"]


def test_silence_of_an_entity(orchard: Corpus) -> None:
    """An entity's page keeps apart what was not found, what waits, what came later and what cannot be searched."""
    view = entity_view(Collation(orchard), Settings(), "mill-owners")
    lists = {group.state.state: [item.source.id for item in group.sources] for group in view.silence}
    assert lists == {stage.LATER: [GAZETTE], stage.NOT_SEARCHABLE: [COURRIER, SADA, SU]}
    assert view.sought == "its one recorded name (English)"
    missing = {item.source.id: item.missing for group in view.silence for item in group.sources}
    assert missing[SADA] == "no Arabic name, none in Arabic script"
    assert missing[SU] == "no Turkish name"
    page = rendered("actor", view)
    assert "Published before it began: they are not silent on it." in page
    canal = entity_view(Collation(orchard), Settings(), "sarn-canal")
    assert {g.state.state: g.count for g in canal.silence} == {
        stage.NOT_FOUND: 1,
        stage.UNTAGGED: 1,
        stage.NOT_SEARCHABLE: 1,
    }
    assert (
        "Looked for by each of its 2 recorded names (1 Arabic, 1 English): none of them stands there, "
        "or only where it names somebody or something else." in rendered("place", canal)
    )


def test_silence_of_a_source(orchard: Corpus) -> None:
    """A source's page does the same of entities: what came later is not silence."""
    view = source_view(Collation(orchard), Settings(), GAZETTE)
    lists = {group.state.state: [item.entity.id for item in group.entities] for group in view.silence}
    assert lists == {
        stage.NOT_FOUND: ["valley-gazette", "sarn-canal", "dorn-talks", "dorn-round-1", "dorn-round-2"],
        stage.LATER: ["mill-owners"],
    }
    assert "it is not silent on them" in rendered("source", view)
