"""What is proposed for the real sources, on copies: nothing where all is annotated, sound passages where nothing is."""

from __future__ import annotations

from pathlib import Path

from build_tools.authoring.drafts import yaml_files
from build_tools.authoring.suggesting import suggest
from build_tools.completeness import coverage_of
from build_tools.corpus import Corpus
from build_tools.interannotator.passes import check_pass
from build_tools.pipeline import Checked, check
from build_tools.project import Project
from tests.corpus_support import REPOSITORY

LIVE = Project.at(REPOSITORY)


def corpus_of(checked: Checked) -> Corpus:
    """Return the corpus that was read."""
    assert checked.corpus is not None
    return checked.corpus


def tags_of(corpus: Corpus) -> set[tuple[str, int, int, str]]:
    """Return which entity is tagged where."""
    return {
        (source.id, mention.span.start, mention.span.end, mention.entity_id)
        for source in corpus.sources.values()
        for passage in source.passages
        for mention in passage.mentions
    }


def test_nothing_is_left_to_propose() -> None:
    """The annotations overlook nothing, so nothing is proposed and nothing is left to a person."""
    corpus = corpus_of(check(LIVE))
    for source_id in corpus.sources:
        found = suggest(corpus, source_id, "seeds")
        assert (found.drafts, found.remarks) == ((), ()), source_id


def test_sources_without_passages(tmp_path: Path) -> None:
    """Where nothing is annotated, what is proposed passes the check as it stands, quotes every sentence that no
    dismissal explains, and tags little that people did not tag.
    """
    (tmp_path / "none").mkdir()
    bare = corpus_of(check(LIVE.with_passages(tmp_path / "none")))
    for source_id in bare.sources:
        for number, text in enumerate(yaml_files("a file", suggest(bare, source_id, "seeds").drafts)):
            folder = tmp_path / "proposed" / source_id
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"part-{number}.yml").write_text(text, encoding="utf-8")
    checked = check_pass(LIVE, tmp_path / "proposed", lambda items, _what, _total: items)
    assert checked.problems == []
    proposed = corpus_of(checked)
    for source in proposed.sources.values():
        coverage = coverage_of(source)
        assert coverage.inside + coverage.dismissed == coverage.sentences, source.id
    machine, people = tags_of(proposed), tags_of(corpus_of(check(LIVE)))
    assert len(machine & people) > 0.8 * len(machine)
    assert len(machine & people) > 0.3 * len(people)
