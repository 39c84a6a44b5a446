"""The corpus: every index over the records, and what it counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.corpus import Corpus, name_order
from tests.core_support import check_files

SOURCE = """\
file: letter.txt
sha256: {sha256 of seeds/letter.txt}
headline: A letter
label: Letter
outlet: unknown
published: 2001-05-04
language: en
rights: {display: full, statement: For tests.}
"""
FILES = {
    "seeds/letter.txt": "Ann Lee met Northland in Port Ester. Ann\nLee left Northland. The minister slept.\n",
    "annotations/sources/letter.yml": SOURCE,
    "annotations/actors/zed.yml": "{name: Zed, type: person, part_of: [northland], leads: [ann-lee]}",
    "annotations/actors/abe.yml": "{name: abe, type: person, part_of: northland}",
    "annotations/agreements/pact.yml": "{name: Pact, type: truce, part_of: [ester-truce], builds_on: [ester-truce]}",
    "annotations/passages/letter/b.yml": """\
passages:
  - id: met
    quote: Ann Lee met Northland
    actors: [ann-lee, northland]
    relations:
      - {from: ann-lee, type: backs, to: northland}
""",
    "annotations/passages/letter/a.yml": """\
passages:
  - id: slept
    quote: The minister slept.
    actors: [{ann-lee: {text: The minister, usage: quoted}}]
    claims:
      - {type: statement, said_by: northland, about: [ann-lee, ann-lee, ester-truce], answers: {holding: "yes"}}
      - {type: event, said_by: northland}
    provisions:
      - {agreement: ester-truce, provision: ceasefire, report: kept, by: northland}
  - id: whole
    quote: Ann Lee met Northland in Port Ester. Ann Lee left Northland.
    actors: [northland, ann-lee]
    places: [port-ester]
  - id: sleeper
    quote: The minister
    actors: [{ann-lee: The minister}]
""",
}


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    """Return a corpus of two sources with nested passages."""
    checked = check_files(tmp_path, FILES)
    assert checked.problems == []
    assert checked.passed
    assert checked.corpus is not None
    return checked.corpus


def test_orders(corpus: Corpus) -> None:
    """Sources stand in order of publication, entities of names whatever their case, questions of ids."""
    assert list(corpus.sources) == ["letter", "daily-post"]
    assert [entity.record.name for entity in corpus.entities.values()] == [
        *["abe", "Ann Lee", "Ester Truce", "Northland", "Pact", "Port Ester", "Zed"],
    ]
    assert list(corpus.questions) == ["holding"]


def test_passages_stand_in_reading_order(corpus: Corpus) -> None:
    """Passages of all files come in the order of the text, longer ones first where they begin together."""
    assert list(corpus.passages) == [
        *[("letter", "whole"), ("letter", "met"), ("letter", "slept"), ("letter", "sleeper"), ("daily-post", "signed")],
    ]


def test_backlinks(corpus: Corpus) -> None:
    """Each entity knows the passages that tag it, each once."""
    keys = {entity: [passage.key for passage in passages] for entity, passages in corpus.passages_of.items()}
    assert keys == {
        "ann-lee": [("letter", "whole"), ("letter", "met"), ("letter", "slept"), ("letter", "sleeper")],
        "northland": [("letter", "whole"), ("letter", "met"), ("daily-post", "signed")],
        "port-ester": [("letter", "whole")],
    }


def test_nested_passages_count_once(corpus: Corpus) -> None:
    """The same words in two passages are one mention."""
    assert corpus.mention_counts == {
        "ann-lee": {"letter": 3},
        "northland": {"letter": 2, "daily-post": 1},
        "port-ester": {"letter": 1},
    }
    spans = [(mention.entity_id, mention.span.start) for mention in corpus.mentions_in["letter"]]
    assert spans == [
        ("ann-lee", 0),
        ("northland", 12),
        ("port-ester", 25),
        ("ann-lee", 37),
        ("northland", 50),
        ("ann-lee", 61),
    ]


def test_mentions_of_an_entity(corpus: Corpus) -> None:
    """Each mention is known with the shortest passage that tags it; a usage that one passage gives holds for the words."""
    found = {key: [(m.passage.id, m.mention.usage) for m in mentions] for key, mentions in corpus.mentions_of.items()}
    assert found == {
        ("ann-lee", "letter"): [("met", ""), ("whole", ""), ("sleeper", "quoted")],
        ("northland", "letter"): [("met", ""), ("whole", "")],
        ("northland", "daily-post"): [("signed", "")],
        ("port-ester", "letter"): [("whole", "")],
    }


def test_co_occurrence(corpus: Corpus) -> None:
    """Two entities are counted together once a passage that tags both, and alike from both sides."""
    assert corpus.together["ann-lee"] == {"northland": 2, "port-ester": 1}
    assert corpus.together["port-ester"] == {"northland": 1, "ann-lee": 1}
    for one, others in corpus.together.items():
        assert one not in others
        assert all(corpus.together[other][one] == count for other, count in others.items())


def test_claims(corpus: Corpus) -> None:
    """Claims are found by speaker, by subject (each once) and by answer, with their number in the passage."""
    assert [(claim.passage.id, claim.number) for claim in corpus.claims] == [("slept", 1), ("slept", 2)]
    assert [claim.number for claim in corpus.claims_by["northland"]] == [1, 2]
    assert {entity: len(claims) for entity, claims in corpus.claims_about.items()} == {"ann-lee": 1, "ester-truce": 1}
    assert [claim.passage.key for claim in corpus.answers["holding", "yes"]] == [("letter", "slept")]


def test_relations_and_reports(corpus: Corpus) -> None:
    """A relation is found from both its sides, a report by its agreement, both with their passage."""
    assert {entity: [r.passage.id for r in found] for entity, found in corpus.relations_of.items()} == {
        "ann-lee": ["met"],
        "northland": ["met"],
    }
    assert [(r.report.provision, r.passage.id) for r in corpus.reports_on["ester-truce"]] == [("ceasefire", "slept")]


def test_links_between_entities(corpus: Corpus) -> None:
    """Parts, leaders and successors are known from the other side, in order of names."""
    assert corpus.parts_of == {"northland": ("abe", "zed"), "ester-truce": ("pact",)}
    assert corpus.led_by == {"ann-lee": ("zed",)}
    assert corpus.followed_by == {"ester-truce": ("pact",)}


def test_what_is_not_there(corpus: Corpus) -> None:
    """An id that no passage tags is no key; the corpus cannot be changed through its indexes."""
    assert "zed" not in corpus.passages_of
    with pytest.raises(TypeError):
        corpus.passages_of["zed"] = ()  # type: ignore[index]
    with pytest.raises(AttributeError):
        corpus.entities = {}  # type: ignore[misc]


def test_order_of_files_does_not_matter(tmp_path: Path, corpus: Corpus) -> None:
    """The same passages in other files give the same corpus."""
    renamed = {path.replace("/b.yml", "/0.yml"): content for path, content in FILES.items()}
    other = check_files(tmp_path / "other", renamed).corpus
    assert other is not None
    assert list(other.passages) == list(corpus.passages)
    assert other.mention_counts == corpus.mention_counts
    assert {k: dict(v) for k, v in other.together.items()} == {k: dict(v) for k, v in corpus.together.items()}


def test_names_are_in_order_of_letters_and_numbers() -> None:
    """Round 2 comes before round 10, whatever the case; a name without number before the same one with a number."""
    ordered = ["abe", "Round", "round 2", "Round 10", "round 10 b", "Round 010c", "Round " + "9" * 5000, "Zed"]
    assert sorted({*ordered}, key=name_order) == ordered
