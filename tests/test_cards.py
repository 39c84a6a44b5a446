"""Cards of passages: the words on one side, who speaks on the other, the rest folded and counted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from build_tools import pipeline, urls
from build_tools.collation.collation import Collation
from build_tools.corpus import Corpus
from build_tools.page_models.passages import PassageCard
from build_tools.project import Project
from build_tools.rendering import Renderer
from build_tools.settings import Settings
from build_tools.views.common import Page, voice_lines
from build_tools.views.entities import entity_view

ORCHARD = Path(__file__).parent / "projects" / "orchard"


@pytest.fixture(scope="module")
def orchard() -> Corpus:
    """The second corpus, read."""
    corpus = pipeline.check(Project.at(ORCHARD)).corpus
    assert corpus is not None
    return corpus


@pytest.fixture(scope="module")
def cards(orchard: Corpus) -> list[PassageCard]:
    """Every passage of it as a card."""
    page = Page(Collation(orchard), Settings(), urls.HOME)
    return [page.card(passage) for passage in orchard.passages.values()]


def test_each_voice_stands_once_with_all_its_claims(cards: list[PassageCard]) -> None:
    """No two lines of a card have the same voice, and together they count every claim."""
    assert any(len(card.voices) < len(card.claims) for card in cards), "no passage has a voice with two claims"
    for card in cards:
        voices = [(line.speakers, line.via, line.origin) for line in card.voices]
        assert len(set(voices)) == len(voices)
        assert sum(item.count for line in card.voices for item in line.types) == len(card.claims)


def test_claims_of_one_type_are_counted_together(cards: list[PassageCard]) -> None:
    """A voice that makes two claims of a type has the type once, with the number; the order is that of the claims."""
    claim = next(card.claims[0] for card in cards if card.claims)
    other = replace(claim, type_label="another type")
    (line,) = voice_lines((claim, other, claim))
    assert [(item.label, item.count) for item in line.types] == [(claim.type_label, 2), ("another type", 1)]


def test_what_is_folded_is_counted(orchard: Corpus) -> None:
    """The fold of a card says how many claims, relations and reports it holds, and holds them."""
    view = entity_view(Collation(orchard), Settings(), "weir-compact")
    tree = LexborHTMLParser(Renderer().render("agreement", view, title="t", description="d", section="s/"))
    shown = {node.attributes["id"]: node for node in tree.css("article.bt-card")}
    for card in (card for group in view.groups for card in group.cards):
        fold = shown[card.anchor].css_first("details")
        told = (fold.css_first("summary").text() or "").strip()
        assert len(fold.css(".bt-claim")) == len(card.claims)
        assert told.startswith(f"{len(card.claims)} claim" if card.claims else "No claim" if not card.reports else "")
        assert ("a note" in told) == (card.note is not None)
