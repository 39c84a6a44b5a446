"""Lists of claims, facts and the order of an index: nothing is said twice, what is named most comes first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from build_tools import pipeline
from build_tools.collation.collation import Collation
from build_tools.corpus import Corpus, PlacedClaim
from build_tools.page_models.passages import ClaimRow
from build_tools.project import Project
from build_tools.settings import Settings
from build_tools.views import entities, indexes

ORCHARD = Path(__file__).parent / "projects" / "orchard"


@pytest.fixture(scope="module")
def orchard() -> Corpus:
    """The second corpus, read."""
    corpus = pipeline.check(Project.at(ORCHARD)).corpus
    assert corpus is not None
    return corpus


def lists(orchard: Corpus) -> Iterator[tuple[tuple[PlacedClaim, ...], tuple[ClaimRow, ...]]]:
    """The claims by and about each entity, and the rows of its page."""
    for entity_id in orchard.entities:
        view = entities.entity_view(Collation(orchard), Settings(), entity_id)
        yield orchard.claims_about.get(entity_id, ()), view.claims_about.rows
        yield orchard.claims_by.get(entity_id, ()), view.claims_by.rows


def test_a_passage_is_quoted_once_in_a_list_of_claims(orchard: Corpus) -> None:
    """Each passage is one row of a list, and no type of claim and no figure is lost."""
    gathered = 0
    for claims, rows in lists(orchard):
        assert len(rows) == len({placed.passage.key for placed in claims})
        assert sum(len(row.figures) for row in rows) == sum(placed.claim.figure is not None for placed in claims)
        told = {claim.type_label for row in rows for voice in row.voices for claim in voice}
        assert told == {orchard.vocabulary.label("claim_types", placed.claim.type) for placed in claims}
        gathered += len(claims) - len(rows)
    assert gathered


def test_claims_of_one_voice_stand_together(orchard: Corpus) -> None:
    """In a row each voice is named once, and nothing that it claims is said twice alike."""
    for _, rows in lists(orchard):
        for row in rows:
            voices = [(voice[0].speakers, voice[0].via, voice[0].origin) for voice in row.voices]
            assert len(voices) == len(set(voices))
            for voice in row.voices:
                alike = [(claim.type_label, claim.date_text, claim.due_text) for claim in voice]
                assert len(alike) == len(set(alike))


@pytest.mark.parametrize("kind", ["actor", "place", "agreement"])
def test_an_index_begins_with_what_is_named_most(orchard: Corpus, kind: str) -> None:
    """Rows stand by the number of mentions, those with as many in the order of the corpus, which counts as people do."""
    rows = indexes.index_view(Collation(orchard), Settings(), kind).rows
    place = {entity_id: number for number, entity_id in enumerate(orchard.entities)}
    order = [(-row.mention_count, place[row.entity.id]) for row in rows]
    assert order == sorted(order)
    assert len({count for count, _ in order}) > 1


def test_facts_name_few_parts_and_count_many(orchard: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    """The facts on an agreement name its parts; where they are many they lead to the list that has all of them."""
    whole = max(
        (i for i, e in orchard.entities.items() if e.kind == "agreement"),
        key=lambda i: len(orchard.parts_of.get(i, ())),
    )
    count = len(orchard.parts_of[whole])

    def included() -> list[tuple[str, str]]:
        view = entities.entity_view(Collation(orchard), Settings(), whole)
        (fact,) = (fact for fact in view.facts if fact.label == "Includes")
        assert "lineage" in {entry.id for entry in view.toc}
        return [(value.text, value.href) for value in fact.values]

    assert [text for text, _ in included()] == [orchard.entities[i].record.name for i in orchard.parts_of[whole]]
    monkeypatch.setattr(entities, "FEW_PARTS", count - 1)
    assert included() == [(f"{count} agreements", "#lineage")]
