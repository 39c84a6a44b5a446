"""The live corpus ten times over: what its pages weigh. Reads `annotations/` and `seeds/`, as `test_content.py` does."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools import pipeline
from build_tools.project import Project
from build_tools.settings import read_settings
from tests.crowded_corpus import dead_links, packed
from tests.scaled_corpus import HAND_WRITTEN, scale_corpus

ROOT = Path(__file__).resolve().parent.parent
TIMES = 10
HEAVIEST = 100_000 - 10_000
"""Bytes that a page may have as it is sent, without the frame that the theme lays around it."""


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> pipeline.Checked:
    """Check the live corpus ten times over."""
    return pipeline.check(Project.at(scale_corpus(ROOT, tmp_path_factory.mktemp("scale") / "ten", TIMES)))


@pytest.fixture(scope="module")
def files(checked: pipeline.Checked) -> dict[str, str | bytes]:
    """Generate its pages and data, in memory."""
    return dict(pipeline.generate_checked(checked, read_settings(ROOT / "mkdocs.yml")).files)


def test_it_is_ten_times_the_corpus(checked: pipeline.Checked) -> None:
    """The scaled corpus passes, and has ten times the sources and passages of the live one."""
    live = pipeline.check(Project.at(ROOT)).corpus
    assert checked.problems == []
    assert checked.corpus is not None
    assert live is not None
    assert len(checked.corpus.sources) == TIMES * len(live.sources)
    assert len(checked.corpus.passages) == TIMES * len(live.passages)


def test_no_page_is_heavy(files: dict[str, str | bytes]) -> None:
    """No page of any kind is heavier than a page of an entity may be."""
    heavy = {path: packed(text) for path, text in files.items() if path.endswith(".md")}
    assert {path: size for path, size in heavy.items() if size > HEAVIEST} == {}


def test_every_link_leads_somewhere(files: dict[str, str | bytes]) -> None:
    """However the pages are divided, each link leads to a file, and to an element if it names one."""
    docs = ROOT / "docs"
    written = {path.relative_to(docs).as_posix() for part in HAND_WRITTEN for path in (docs / part).rglob("*.md")}
    assert list(dead_links(files, written)) == []
