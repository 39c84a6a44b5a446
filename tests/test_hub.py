"""The ways in which sources are compared, as the home page and the page that leads to all of them tell of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from build_tools import pipeline, urls
from build_tools.collation.collation import Collation
from build_tools.corpus import Corpus
from build_tools.page_models.hub import Way
from build_tools.project import Project
from build_tools.settings import Settings
from build_tools.views.common import Page
from build_tools.views.hub import ways

PROJECTS = Path(__file__).with_name("projects")


def corpus_at(name: str) -> Corpus:
    """A test corpus, read."""
    corpus = pipeline.check(Project.at(PROJECTS / name)).corpus
    assert corpus is not None
    return corpus


@pytest.fixture(scope="module")
def orchard() -> Corpus:
    """The second corpus."""
    return corpus_at("orchard")


def ways_of(corpus: Corpus) -> dict[str, Way]:
    """The ways that the home page tells of, by their titles."""
    return {way.title: way for way in ways(Page(Collation(corpus), Settings(), urls.HOME))}


def test_every_way_is_told_with_its_numbers(orchard: Corpus) -> None:
    """A corpus that has something to tell in each way has each of them, in one order, with numbers counted from it."""
    found = ways_of(orchard)
    assert list(found) == [
        *("Figures", "Names", "Labels and sides", "Origins", "Coverage and silence", "Agreements as reported"),
        *("Relations", "Timeline"),
    ]
    figures = sum(placed.claim.figure is not None for placed in orchard.claims)
    assert found["Figures"].told.startswith(f"{figures} figures of ")
    reports = sum(len(passage.record.provisions) for passage in orchard.passages.values())
    assert found["Agreements as reported"].told.startswith(f"{reports} reports on ")
    assert f"Of {len(orchard.entities)} actors, places and agreements" in found["Coverage and silence"].told


def test_first_cases_are_those_that_differ(orchard: Corpus) -> None:
    """Figures that differ come before those that agree; an agreement that is contested before one that is not."""
    found = ways_of(orchard)
    assert found["Figures"].cases[0].note == "differ"
    assert found["Agreements as reported"].cases[0].note in (
        "reported kept and breached",
        "a breach is reported and denied",
    )
    assert [case.note for case in found["Origins"].cases] == [
        f"told in {number} sources"
        for number in sorted((int(c.note.split()[2]) for c in found["Origins"].cases), reverse=True)
    ]


def test_names_are_those_of_records(orchard: Corpus) -> None:
    """Capitals make no other name, nor do adjectives; an actor under one name only is no case."""
    used = Collation(orchard).names_in_use
    cases = {case.text: case.note for case in ways_of(orchard)["Names"].cases}
    for entity_id, entity in orchard.entities.items():
        if entity.record.name in cases:
            assert used[entity_id] > 1
            assert cases[entity.record.name].startswith(f"{used[entity_id]} names in ")


def test_what_has_nothing_to_tell_is_left_out(orchard: Corpus) -> None:
    """A corpus without claims, agreements, labels and a second source has no way that would lead to an empty page."""
    mini = corpus_at("mini")
    assert {"Labels and sides", "Coverage and silence"}.isdisjoint(ways_of(mini))
    assert "0 voices" not in ways_of(mini)["Origins"].told
    assert ways_of(replace(orchard, sources={}, entities={}, questions={}, origins={})).keys() <= {"Labels and sides"}


def test_collation_has_every_part(orchard: Corpus) -> None:
    """What a measurement of the stage goes over is each part once, computed and not empty."""
    parts = dict(Collation(orchard).parts())
    assert len(parts) == len(list(Collation(orchard).parts()))
    assert {
        "coverage",
        "silence",
        "figures",
        "origins",
        "ledgers",
        "events",
        "names",
        "forms",
        "labels",
    } <= parts.keys()
    assert all(parts.values())
