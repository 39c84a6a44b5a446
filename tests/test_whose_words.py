"""Whose words they are stands wherever words or answers stand in small: nobody is taken for a source that quotes him."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from build_tools import pipeline, urls
from build_tools.collation.collation import Collation
from build_tools.corpus import Corpus
from build_tools.project import Project
from build_tools.rendering import Renderer
from build_tools.settings import Settings
from build_tools.views.common import Page
from build_tools.views.comparisons import answer_groups, question_teaser
from build_tools.views.entities import entity_view
from build_tools.views.home import home_view

ORCHARD = Path(__file__).parent / "projects" / "orchard"


@pytest.fixture(scope="module")
def orchard() -> Corpus:
    """The second corpus, read."""
    corpus = pipeline.check(Project.at(ORCHARD)).corpus
    assert corpus is not None
    return corpus


def rendered(template: str, view: object) -> str:
    """The words of a page model as it is written."""
    tree = LexborHTMLParser(Renderer().render(template, view, title="t", description="d", section="s/"))
    return " ".join((tree.text() or "").split())


def test_answers_in_small_name_their_speakers(orchard: Corpus) -> None:
    """Behind a source stands whom it has say so; a source that speaks itself alone stands alone."""
    page = Page(Collation(orchard), Settings(), urls.HOME)
    kept, broken = question_teaser(page, "compact-kept").answers
    assert {told.source.id: told.voices for told in broken.denied_by} == {
        "sada-al-wadi-talks": ("according to Lena Orvik",)
    }
    for answer_id, answer in (("kept", kept), ("broken", broken)):
        said = orchard.answers[("compact-kept", answer_id)]
        for told in answer.sources:
            speakers = [c.claim.said_by for c in said if c.passage.source_id == told.source.id]
            assert bool(told.voices) == any(speakers)
            assert ("in its own voice" in told.voices) == (any(speakers) and not all(speakers))


def test_featured_words_name_their_speaker(orchard: Corpus) -> None:
    """The words that the home page draws in with are not put down to the source where it quotes somebody."""
    view = home_view(Collation(orchard), Settings())
    assert view.featured
    for item in view.featured:
        quoted = [claim for claim in item.quote_voices if claim.speakers]
        alone = replace(view, featured=(item,), questions=(), case=None, case_answers=())
        for claim in quoted:
            assert f"according to {claim.speakers[0].name}" in rendered("home", alone)


def test_who_denies_is_not_who_is_accused(orchard: Corpus) -> None:
    """A denial names him of whom the breach is denied as such, and then who denies it."""
    told = rendered("agreement", entity_view(Collation(orchard), Settings(), "weir-compact"))
    board = orchard.entities["water-board"].record.name
    assert f"breach denied (none by {board}), according to Lena Orvik" in told
    assert f"breach denied by {board}, according to" not in told


def test_answer_of_several_figures_shows_them_all(orchard: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    """Claims of one voice in one passage are one row, which has the figure of each."""
    key = ("dry-area", "over-200")
    (placed,) = orchard.answers[key]
    number = placed.claim.figure
    assert number is not None
    other = placed.claim.model_copy(update={"figure": number.model_copy(update={"value": 201})})
    both = (placed, replace(placed, claim=other))
    twice = {**orchard.answers, key: both}
    monkeypatch.setitem(orchard.__dict__, "answers", twice)
    answers = answer_groups(Page(Collation(orchard), Settings(), urls.HOME), key[0])
    ((row,),) = (answer.claims for answer in answers if answer.id == urls.answer_anchor(key[1]))
    assert len(row.figures) == 2
