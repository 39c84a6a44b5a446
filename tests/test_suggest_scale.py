"""The work of proposing passages grows with the text, not with the names of the corpus: counted, not timed."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from build_tools.authoring.suggesting import suggest
from build_tools.corpus import Corpus
from build_tools.pipeline import check
from build_tools.project import Project
from tests.corpus_support import small_corpus, write_files

SENTENCES = 150
"""In the shorter text."""


def names(count: int) -> dict[str, Any]:
    """Return records of so many places, each with a name of its own."""
    return {f"annotations/places/mill-{n}.yml": {"name": f"Vale{n} Mill", "type": "thing"} for n in range(count)}


def text(sentences: int) -> str:
    """Return a text of so many sentences, no two alike; each names a place and states a number."""
    return "".join(
        f"Some {n + 2} boats came to Vale{n % 20} Mill on the {n}th night, he said.\n" for n in range(sentences)
    )


def corpus_of(root: Path, name_count: int, sentences: int) -> Corpus:
    """Return a corpus with so many names and a text of so many sentences without passages."""
    body = text(sentences)
    record = {
        "file": "two.txt",
        "sha256": hashlib.sha256(body.encode()).hexdigest(),
        "headline": "Two",
        "label": "Two",
        "outlet": "unknown",
        "published": "2031",
        "language": "en",
        "rights": {"display": "full", "statement": "Free."},
    }
    files = small_corpus() | names(name_count) | {"seeds/two.txt": body, "annotations/sources/two.yml": record}
    write_files(root, files)
    checked = check(Project.at(root))
    assert checked.passed
    assert checked.corpus is not None
    return checked.corpus


@contextmanager
def counting(calls: list[int]) -> Iterator[None]:
    """Count calls of functions, Python's own and ours, into the only item of `calls`."""

    def count(_frame: Any, event: str, _argument: Any) -> None:
        if event in ("call", "c_call"):
            calls[0] += 1

    sys.setprofile(count)
    try:
        yield
    finally:
        sys.setprofile(None)


def work(root: Path, name_count: int, sentences: int) -> int:
    """Return how many calls it takes to propose passages for the text, its names aside."""
    corpus = corpus_of(root, name_count, sentences)
    suggest(corpus, "one", "seeds")  # what is built once for a language is not counted
    calls, of_names = [0], [0]
    with counting(of_names):
        suggest(corpus, "one", "seeds")  # a text of one sentence: nearly all is reading the names
    with counting(calls):
        found = suggest(corpus, "two", "seeds")
    assert len(found.drafts) == sentences
    assert all(draft.tags for draft in found.drafts)
    return calls[0] - of_names[0]


def test_work_grows_with_the_text_alone(tmp_path: Path) -> None:
    """Fifty times the names (5,000) cost nothing more, and ten times the text (100 kB) ten times as much."""
    small = work(tmp_path / "small", 100, SENTENCES)
    large = work(tmp_path / "large", 5000, 10 * SENTENCES)
    assert large < 11 * small
