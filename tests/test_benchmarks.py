"""The synthetic corpora of the benchmark: valid, the same for the same numbers, with work for every comparison."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools import pipeline
from build_tools.collation.collation import Collation
from build_tools.collation.naming import OWN, forms, label_use
from build_tools.project import Project
from tests.benchmarks.synthetic import PASSAGES_PER_SOURCE, make_corpus

SOURCES = 6


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("synthetic")
    make_corpus(folder, SOURCES)
    return folder


@pytest.fixture(scope="module")
def checked(root: Path) -> pipeline.Checked:
    return pipeline.check(Project.at(root))


def test_synthetic_corpus_passes(checked: pipeline.Checked) -> None:
    """A synthetic corpus has no problem, and as many quotes as it was made for."""
    assert checked.problems == []
    assert checked.quotes_found == SOURCES * PASSAGES_PER_SOURCE


def test_synthetic_corpus_is_the_same_again(root: Path, tmp_path: Path) -> None:
    """The same numbers give the same files."""
    make_corpus(tmp_path, SOURCES)
    files = [sorted(p.relative_to(folder) for p in folder.rglob("*") if p.is_file()) for folder in (root, tmp_path)]
    assert files[0] == files[1]
    assert all((root / path).read_bytes() == (tmp_path / path).read_bytes() for path in files[0])


def test_every_comparison_has_work(checked: pipeline.Checked) -> None:
    """Each part of the collation of a synthetic corpus holds what it is slow with."""
    corpus = checked.corpus
    assert corpus is not None
    collation = Collation(corpus)
    assert all(value for _, value in collation.parts())
    assert {place.dismissal is None for place in collation.coverage.places} == {True, False}
    assert any(found.question_id for group in collation.figures.compared.values() for found in group)
    assert any(found.proposal and found.proposal.parts for found in collation.figures.sets)
    assert collation.origins.passed_on
    assert all(group.tellings for group in collation.origins.by_occasion)
    assert any(row.contested for ledger in collation.ledgers.values() for row in ledger.rows)
    assert any(ledger.parts for ledger in collation.ledgers.values())
    assert any(form.voice.speakers for form in forms(corpus, corpus.entities, corpus.sources))
    assert {form.voice == OWN for form in forms(corpus, corpus.entities, corpus.sources)} == {True, False}
    for term in corpus.vocabulary.terms("labels").values():
        used = label_use(corpus, term, corpus.sources)
        assert used.callings and used.unnamed
    for term in corpus.vocabulary.terms("sides").values():
        assert forms(corpus, term.members, corpus.sources)
