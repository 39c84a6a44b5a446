"""Rename, merge and format on copies of the live annotations: nothing is lost, all is clean, and the way back is exact."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from build_tools import pipeline
from build_tools.corpus import Corpus, CorpusEntity
from build_tools.editing.changes import Changes
from build_tools.editing.formatting import plan_format
from build_tools.interannotator.passes import check_pass
from build_tools.loading import load
from build_tools.project import Project
from tests.corpus_support import Run, run
from tests.test_editing import tree
from tests.test_renaming import rename_all

ROOT = Path(__file__).resolve().parent.parent
PASSES = ("2026-11/a", "2026-11/b")


@pytest.fixture
def copy(tmp_path: Path) -> Project:
    """Copy the live corpus, hand-written pages included."""
    for name in ("annotations", "seeds"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for name in ("about", "contributing"):
        shutil.copytree(ROOT / "docs" / name, tmp_path / "docs" / name)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    return Project.at(tmp_path)


def edit(project: Project, *arguments: str) -> Run:
    """Run a command on the copy; it must end well."""
    ended = run(*arguments, "--root", project.root)
    assert ended.code == 0, ended.err
    return ended


def expect_clean(project: Project, quotes: int) -> pipeline.Checked:
    """Check the copy and the passes that are kept in it: no problem, no quote lost."""
    checked = pipeline.check(project)
    assert checked.problems == []
    assert checked.quotes_found == quotes
    for name in PASSES:
        kept = check_pass(project, project.annotations / "passes" / name, lambda items, _what, _total: items)
        assert kept.problems == []
        assert kept.passed
    return checked


def test_everything_renamed_and_renamed_back_is_as_it_was(copy: Project) -> None:
    """Each record and part gets another id and then its own again: clean in between, and every byte as before."""
    before = tree(copy.root)
    quotes = pipeline.check(copy).quotes_found
    places = rename_all(copy, "-zz", back=False)
    assert places > 20 * quotes
    expect_clean(copy, quotes)
    assert rename_all(copy, "-zz", back=True) == places
    assert tree(copy.root) == before


def test_renames_of_each_kind_lead_on(copy: Project) -> None:
    """One record of each kind is renamed by the command: the corpus stays clean and the old addresses lead on; and back."""
    before = tree(copy.root)
    checked = pipeline.check(copy)
    loaded = load(copy)
    assert checked.corpus is not None
    ids = {kind: sorted(found)[0] for kind, found in loaded.ids().items()}
    ids["entity"] = next(iter(checked.corpus.mention_counts))
    ids["passage"] = f"{ids['source']}#{checked.corpus.sources[ids['source']].passages[0].id}"
    new = {kind: f"{identifier.rpartition('#')[2]}-of-today" for kind, identifier in ids.items()}
    for kind in ("passage", "answer", "provision", "entity", "question", "origin", "source"):
        edit(copy, "rename", ids[kind], new[kind], "--kind", kind)
    renamed = expect_clean(copy, checked.quotes_found)
    assert renamed.corpus is not None
    files = dict(pipeline.generate(copy.root, copy).files)
    kind_of = renamed.corpus.entities[new["entity"]].kind
    for old, today in (
        (f"{kind_of}s/{ids['entity']}/", f"{kind_of}s/{new['entity']}.md"),
        (f"sources/{ids['source']}/", f"sources/{new['source']}.md"),
        (f"compare/questions/{ids['question']}/", f"compare/questions/{new['question']}.md"),
    ):
        assert today in files
        forward = LexborHTMLParser(str(files[f"{old}index.html"]))
        href = forward.css_first("main a").attributes["href"] or ""
        assert href.rstrip("/").endswith(today.rpartition("/")[2].removesuffix(".md"))
    assert f'id="p-{ids["passage"].partition("#")[2]}"' in files[f"sources/{new['source']}.md"]
    assert f'id="o-{ids["origin"]}"' in files["compare/origins.md"]
    for kind in ("source", "origin", "question", "entity", "provision", "answer", "passage"):
        whole, mark, part = ids[kind].partition("#")
        edit(copy, "rename", f"{whole}#{new[kind]}" if mark else new[kind], part or whole, "--kind", kind)
    after = tree(copy.root)
    assert {name for name in after.keys() | before.keys() if after.get(name) != before.get(name)} == {
        "annotations/renames.yml"
    }
    assert pipeline.check(copy).problems == []


def _likely(corpus: Corpus) -> Iterator[tuple[CorpusEntity, CorpusEntity]]:
    """Yield pairs of actors that a passage tags side by side and that a program may be able to join."""
    for passage in corpus.passages.values():
        ids = [tag.id for tag in passage.record.actors]
        for one, other in zip(ids, ids[1:], strict=False):
            pair = corpus.entities[one], corpus.entities[other]
            if pair[0].record.type == pair[1].record.type == "collective":
                yield pair


def test_a_merge_keeps_every_quote(copy: Project) -> None:
    """Two actors that a program can join become one: every quote and mention is there, the names are those of both."""
    checked = pipeline.check(copy)
    assert checked.corpus is not None
    merged = 0
    for one, other in _likely(checked.corpus):
        if merged < 2 and not run("merge", one.id, other.id, "--root", copy.root).code:
            merged += 1
            after = expect_clean(copy, checked.quotes_found)
            assert after.corpus is not None
            assert one.id not in after.corpus.entities
            names = {name.text for name in after.corpus.entities[other.id].record.names}
            names.add(after.corpus.entities[other.id].record.name)
            assert {one.record.name, *(name.text for name in one.record.names)} <= names
            spans = {(source, mention.span) for source, found in after.corpus.mentions_in.items() for mention in found}
            assert {
                (source, placed.mention.span)
                for (entity, source), found in checked.corpus.mentions_of.items()
                if entity == one.id
                for placed in found
            } <= spans
    assert merged == 2


def test_the_annotations_are_laid_out(copy: Project) -> None:
    """`fmt` and `check --fix` find nothing to change in the live annotations."""
    before = tree(copy.root)
    changes = Changes(copy, "fmt")
    assert plan_format(changes) == []
    assert [copy.shown(change.path) for change in changes] == []
    assert "0 places fixed" in edit(copy, "check", "--fix").err
    assert tree(copy.root) == before
