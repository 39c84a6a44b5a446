"""Every case in `tests/cases/naming/` tells who is called what by whom as it lists; a case is a file, as with problems."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from build_tools.collation.collation import Collation
from build_tools.collation.naming import OWN, Form, Uses, Voice, forms, label_use
from build_tools.corpus import Corpus
from build_tools.rendering import Renderer
from build_tools.settings import Settings
from build_tools.views import entities, naming, source_pages
from tests.core_support import CASES, base_files, check_files, read_case

NAMING_CASES = sorted((CASES / "naming").glob("*.yml"))
VOCABULARY = "annotations/vocabulary.yml"


def corpus_of(case: dict[str, Any], folder: Path) -> Corpus:
    """Return the corpus of a case: its files, and its lists added to the vocabulary of the base project."""
    lists = {VOCABULARY: base_files()[VOCABULARY] + case.get("lists", "")}
    checked = check_files(folder, lists | case["files"])
    assert checked.problems == []
    assert checked.corpus is not None
    return checked.corpus


def voice(told: Voice) -> str:
    """Return a voice as a case writes it: `own`, or usage and speakers."""
    return "own" if told == OWN else ", ".join((told.usage, *told.speakers))


def uses(counted: Uses) -> str:
    """Return a count as a case writes it: how often, in which passages, and of how many if not all are named."""
    keys = ", ".join(passage for _, passage in counted.passages)
    more = "" if counted.passage_count == len(counted.passages) else f" of {counted.passage_count}"
    return f"×{counted.count} → {keys}{more}"


def line(form: Form) -> str:
    """Return a form as a case writes it."""
    return f"{voice(form.voice)}: {form.words} {uses(form.uses)}"


def pages(corpus: Corpus) -> str:
    """Return every page that tells names, as written."""
    settings, renderer = Settings(), Renderer()

    def written(template: str, view: object) -> str:
        return renderer.render(template, view, title="t", description="d", section="s/")

    views = [(e.kind, entities.entity_view(Collation(corpus), settings, e.id)) for e in corpus.entities.values()]
    views += [("source", source_pages.source_view(Collation(corpus), settings, source)) for source in corpus.sources]
    views += [
        ("names", naming.names_view(Collation(corpus), settings)),
        ("wording", naming.wording_view(Collation(corpus), settings)),
    ]
    return "\n".join(written(template, view) for template, view in views)


@pytest.mark.parametrize("path", NAMING_CASES, ids=lambda path: path.stem)
def test_case(path: Path, tmp_path: Path) -> None:
    """Names by voice, names for sides, and who is called by a label by whom, are those listed."""
    case = read_case(path)
    corpus = corpus_of(case, tmp_path)
    for key, expected in case.get("names", {}).items():
        entity_id, _, source_id = key.partition(" in ")
        assert [line(form) for form in forms(corpus, [entity_id], [source_id])] == expected
    for key, expected in case.get("sides", {}).items():
        side, _, source_id = key.partition(" in ")
        found = forms(corpus, corpus.vocabulary.terms("sides")[side].members, [source_id])
        assert [f"{line(form)} ({', '.join(form.entity_ids)})" for form in found] == expected
    for label, expected in case.get("labels", {}).items():
        use = label_use(corpus, corpus.vocabulary.terms("labels")[label], corpus.sources)
        called = [
            f"{c.entity_id} in {c.source_id}, {voice(c.voice)}: {', '.join(c.words)} {uses(c.uses)}"
            for c in use.callings
        ]
        nobody = [
            f"{u.source_id}, {'several voices' if u.is_mixed else ', '.join(u.speakers) or 'the source'}: "
            f"{', '.join(u.words)} {uses(u.uses)}"
            for u in use.unnamed
        ]
        assert {"called": called, "of nobody": nobody} == expected


@pytest.mark.parametrize("path", NAMING_CASES, ids=lambda path: path.stem)
def test_pages_of_a_case(path: Path, tmp_path: Path) -> None:
    """Pages show every name of the sources whose words may be shown, and what a case says to be absent nowhere."""
    case = read_case(path)
    shown = pages(corpus_of(case, tmp_path))
    absent = case.get("absent", [])
    assert [words for words in absent if words in shown] == []
    if not absent:
        for listed in case.get("names", {}).values():
            for expected in listed:
                assert f">{expected.partition(': ')[2].rpartition(' ×')[0]}</bdi>" in shown


def test_every_count_leads_to_its_passage(tmp_path: Path) -> None:
    """Over several sources a form is one, with the number of its sources; passages are those of the first source first."""
    case = read_case(CASES / "naming" / "quoted-and-own.yml")
    corpus = corpus_of(case, tmp_path)
    (own, northland, quoted) = forms(corpus, ["northland"], corpus.sources, by_speaker=False)
    assert (own.words, own.source_count, own.uses.count) == ("tyrant", 1, 2)
    assert (northland.words, northland.uses.passages) == ("Northland government", (("daily-post", "signed"),))
    assert quoted.voice == Voice("quoted")
