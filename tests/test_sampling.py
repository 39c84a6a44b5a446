"""Passages are drawn by a seed alone, and laid out without what the annotator gave as reasons."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools import pipeline
from build_tools.corpus import Corpus
from build_tools.project import Project
from build_tools.sampling import draw, worksheet
from tests.core_support import check_files
from tests.corpus_support import run

ORCHARD = Path(__file__).parent / "projects" / "orchard"


@pytest.fixture(scope="module")
def orchard() -> Corpus:
    """The second corpus, read."""
    corpus = pipeline.check(Project.at(ORCHARD)).corpus
    assert corpus is not None
    return corpus


def test_the_seed_alone_draws(orchard: Corpus) -> None:
    """The same seed draws the same, whatever the order; another draws others; fewer are the first of more."""
    passages = list(orchard.passages.values())
    drawn = draw(passages, 8, "one")
    assert len({passage.key for passage in drawn}) == 8
    assert draw(reversed(passages), 8, "one") == drawn
    assert draw(passages, 3, "one") == drawn[:3]
    assert draw(passages, 8, "two") != drawn
    assert sorted(p.key for p in draw(passages, 10**6, "one")) == sorted(p.key for p in passages)


def test_a_passage_less_leaves_the_others(orchard: Corpus) -> None:
    """Where a passage is taken out, the draw moves up by one and stays the same besides."""
    passages = list(orchard.passages.values())
    drawn = draw(passages, 5, "one")
    without = [passage for passage in passages if passage != drawn[2]]
    assert draw(without, 4, "one") == drawn[:2] + drawn[3:]


def test_every_passage_comes_up(orchard: Corpus) -> None:
    """Over many seeds each passage is drawn about as often as any other."""
    passages = list(orchard.passages.values())
    counts = dict.fromkeys((passage.key for passage in passages), 0)
    for seed in range(400):
        for passage in draw(passages, 5, str(seed)):
            counts[passage.key] += 1
    mean = 400 * 5 / len(passages)
    assert min(counts.values()) > mean / 2
    assert max(counts.values()) < mean * 2


def test_worksheet_holds_what_is_said_and_no_reason(tmp_path: Path) -> None:
    """Words, names, claims, relations and reports stand in it; notes and reasons for what is inferred do not."""
    corpus = check_files(
        tmp_path,
        {
            "annotations/passages/daily-post/main.yml": """\
passages:
  - id: signed
    quote: The Northland government and the Southland Front signed a truce on Friday.
    prefix: "2001."
    actors: [{northland: {text: Northland, usage: quoted}}]
    claims:
      - type: figure
        said_by: ann-lee
        date: 2001-05-04
        date_inferred: REASON
        due: 2002
        due_inferred: REASON
        figure: {measure: displaced-people, value: 12, inferred: REASON}
        answers: {holding: "yes"}
    relations: [{from: northland, type: backs, to: ann-lee, date: 2001, date_inferred: REASON}]
    provisions: [{agreement: ester-truce, report: kept}]
    note: REASON
""",
        },
    ).corpus
    assert corpus is not None
    signed = corpus.passages["daily-post", "signed"]
    sheet = worksheet(corpus, [signed])
    assert "The Northland government and the Southland Front signed a truce on Friday." in sheet
    assert "names: Northland = northland, Northland (quoted)" in sheet
    for word in ("ann-lee", "2001-05-04", "'2002'", "displaced-people", "'12'", "holding", "backs", "kept"):
        assert word in sheet, word
    assert "REASON" not in sheet


def test_command(orchard: Corpus) -> None:
    """The command prints the sheets of as many passages as asked for, and says of how many."""
    ended = run("sample", "--root", ORCHARD, "--seed", "one", "--count", "4")
    assert ended.code == 0
    assert sum(line.startswith("== ") for line in ended.out.splitlines()) == 4
    assert ended.err.splitlines()[-1] == f"4 of {len(orchard.passages)} passages drawn"


@pytest.mark.parametrize(
    "arguments", [("--count", "4"), ("--seed", "x", "--count", "0"), ("--seed", "x", "--count", "٣")]
)
def test_wrong_use(arguments: tuple[str, ...]) -> None:
    """A draw without a seed cannot be repeated; a count is a number from 1."""
    assert run("sample", "--root", ORCHARD, *arguments).code == 2
