"""The home page: what it shows large, what it explains the marks by, and the ways to take part."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from build_tools import pipeline, urls
from build_tools.collation.collation import Collation
from build_tools.corpus import Corpus
from build_tools.page_models.home import HomePage
from build_tools.project import Project
from build_tools.settings import Settings
from build_tools.views.common import Page
from build_tools.views.home import home_view
from build_tools.views.specimen import specimen
from tests.core_support import check_files
from tests.corpus_support import copy_project, write_files

WITHHELD = "rights: {display: none, statement: Withheld.}"


def corpus_of(root: Path) -> Corpus:
    """A test corpus, read."""
    corpus = pipeline.check(Project.at(root)).corpus
    assert corpus is not None
    return corpus


@pytest.fixture(scope="module")
def home() -> HomePage:
    """Home of the second corpus."""
    return home_view(Collation(corpus_of(Path(__file__).with_name("projects") / "orchard")), Settings())


def test_case_is_not_told_twice(home: HomePage) -> None:
    """The question that is shown large is not in the list of the others."""
    assert home.case is not None
    assert home.case.question not in [teaser.question for teaser in home.questions]


def test_specimen_has_what_it_explains(home: HomePage) -> None:
    """The passage that the marks are explained by may be shown, has a speaker, and names what its key lists."""
    example = home.specimen
    assert example is not None
    assert example.card.shown
    assert example.claim.speakers
    named = {run.mention.kind for run in example.card.runs if run.in_quote and run.mention}
    assert [ref.kind for ref in example.kinds] == [kind for kind in ("actor", "place", "agreement") if kind in named]
    assert all(run.in_quote for run in example.card.runs), "whole sentences come first, and the corpus has one"
    used = {verdict.verdict for verdict in example.verdicts}
    assert used == {"conflict", "differ", "agree", "not-comparable"} & used != set()


def test_specimen_never_shows_withheld_words(tmp_path: Path) -> None:
    """Where no source may be shown there is no passage to explain the marks by, and no such section."""
    root = copy_project("orchard", tmp_path)
    for path in (root / "annotations/sources").glob("*.yml"):
        text = re.sub(r"^rights:.*(\n  .*)*", WITHHELD, path.read_text("utf-8"), flags=re.MULTILINE)
        write_files(root, {f"annotations/sources/{path.name}": text})
    corpus = corpus_of(root)
    assert specimen(Page(Collation(corpus), Settings(), urls.HOME)) is None
    assert "reading" not in [entry.id for entry in home_view(Collation(corpus), Settings()).toc]


def test_ways_to_take_part_lead_to_their_pages(tmp_path: Path) -> None:
    """Each way is told in the words of the corpus and leads to the page that it names."""
    files = {
        "docs/guides/first.md": "# First\n",
        "annotations/corpus.yml": "title: T\ntagline: T\ndescription: D\nlicence: {name: CC0, url: 'https://example.org/'}\n"
        "take_part: {title: Write <b>, text: In ten minutes., page: guides/first.md}\n",
    }
    checked = check_files(tmp_path, files)
    assert checked.problems == []
    assert checked.corpus is not None
    view = home_view(Collation(checked.corpus), Settings())
    assert [(way.title, way.text, way.href) for way in view.take_part] == [
        ("Write <b>", "In ten minutes.", "guides/first.md")
    ]
    assert "take-part" in [entry.id for entry in view.toc]
