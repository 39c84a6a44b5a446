"""Pages of large corpora: what would grow with the square of a corpus is cut, and the page says so."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from build_tools import pipeline
from build_tools.collation.collation import Collation
from build_tools.corpus import Corpus
from build_tools.page_models.naming import FormView, Names
from build_tools.project import Project
from build_tools.records import Figure
from build_tools.rendering import Renderer
from build_tools.settings import Settings
from build_tools.views import common, entities, inferences, naming, source_pages
from build_tools.vocabulary import Term, merged

ORCHARD = Path(__file__).parent / "projects" / "orchard"


@pytest.fixture(scope="module")
def orchard() -> Corpus:
    """The second corpus, read."""
    corpus = pipeline.check(Project.at(ORCHARD)).corpus
    assert corpus is not None
    return corpus


def rendered(template: str, view: object) -> str:
    """A page model as it is written."""
    return Renderer().render(template, view, title="t", description="d", section="s/")


def test_silence_is_counted_whole_and_listed_in_part(orchard: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the sources that do not name an entity a page lists the first ones and says how many there are."""
    monkeypatch.setattr(entities, "SHOWN_SILENT", 1)
    silent = {i: len(orchard.sources) - len(orchard.mention_counts.get(i, {})) for i in orchard.entities}
    entity_id = max(silent, key=lambda i: (silent[i], i))
    view = entities.entity_view(Collation(orchard), Settings(), entity_id)
    assert sum(group.count for group in view.silence) == silent[entity_id]
    assert [len(group.sources) for group in view.silence] == [1 for _ in view.silence]
    most = max(group.count for group in view.silence)
    assert f"The first 1 of {most} sources:" in rendered(view.ref.kind, view)


def test_what_a_source_leaves_out_is_counted_whole_and_listed_in_part(
    orchard: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the entities that a source does not name a page lists the first ones and says how many there are."""
    monkeypatch.setattr(source_pages, "SHOWN_SILENT", 2)
    source_id = next(iter(orchard.sources))
    named = {mention.entity_id for mention in orchard.mentions_in[source_id]}
    view = source_pages.source_view(Collation(orchard), Settings(), source_id)
    assert sum(group.count for group in view.silence) == len(orchard.entities) - len(named)
    most = max(group.count for group in view.silence)
    assert f"The first 2 of {most}:" in rendered("source", view)


def _all_forms(names: Names) -> list[FormView]:
    return [*names.own, *(form for group in names.others for form in group.forms)]


def test_many_sources_have_no_column_each(orchard: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many sources the names over all are shown: as often as the columns of few sources hold them together."""
    few = naming.names_view(Collation(orchard), Settings())
    monkeypatch.setattr(naming, "COLUMNS", 1)
    many = naming.names_view(Collation(orchard), Settings())
    assert many.sources == ()
    for one, other in zip(few.sections, many.sections, strict=True):
        assert other.extent == one.extent
        for row, beside in zip(one.rows, other.rows, strict=True):
            over_all = beside.over_all
            assert over_all is not None
            assert (beside.entity, beside.cells) == (row.entity, ())
            assert beside.source_count == sum(cell.names.total > 0 for cell in row.cells)
            assert over_all.total == sum(cell.names.total for cell in row.cells)
            forms = [form for cell in row.cells for form in _all_forms(cell.names)]
            assert {form.text for form in _all_forms(over_all)} <= {form.text for form in forms}
            assert sum(form.count for form in _all_forms(over_all)) == sum(form.count for form in forms)
    assert "bt-matrix" not in rendered("names", many)
    assert "bt-matrix" in rendered("names", few)


def test_of_very_many_names_the_first_are_listed(orchard: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list of names is cut, and says how many are left out."""
    monkeypatch.setattr(naming, "SHOWN_FORMS", 1)
    view = entities.entity_view(Collation(orchard), Settings(), "maravel-growers")
    assert view.naming is not None
    assert (len(view.naming.over_all.own), view.naming.over_all.more > 0) == (1, True)
    assert f"and {view.naming.over_all.more} more" in rendered("actor", view)


def test_of_very_many_sources_names_are_folded(orchard: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    """What each of many sources calls an entity is folded below the names over all."""
    few = rendered("actor", entities.entity_view(Collation(orchard), Settings(), "water-board"))
    monkeypatch.setattr(naming, "COLUMNS", 1)
    many = rendered("actor", entities.entity_view(Collation(orchard), Settings(), "water-board"))
    assert ("Source by source" in few, "Source by source" in many) == (False, True)


def test_wording_of_many_sources_is_cut(orchard: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    """Labels list their first rows and say how many there are; sides show the names over all sources."""
    whole = naming.wording_view(Collation(orchard), Settings())
    monkeypatch.setattr(naming, "COLUMNS", 1)
    monkeypatch.setattr(naming, "SHOWN_ROWS", 1)
    view = naming.wording_view(Collation(orchard), Settings())
    for label, full in zip(view.labels, whole.labels, strict=True):
        assert label.rows == full.rows[:1]
        assert (label.count, label.total_rows) == (full.count, len(full.rows))
    assert any(label.total_rows > 1 for label in view.labels)
    page = rendered("wording", view)
    for label in view.labels:
        assert (f"the first 1 of {label.total_rows} rows" in page) == (label.total_rows > 1)
    for side, full_side in zip(view.sides, whole.sides, strict=True):
        assert (side.rows, full_side.over_all) == ((), None)
        assert side.over_all is not None
        assert side.over_all.total == sum(row.names.total for row in full_side.rows)


def test_a_source_tells_its_words_for_each_side(orchard: Corpus) -> None:
    """The page of a source has its names for each side, each leading to a passage of its own text."""
    view = source_pages.source_view(Collation(orchard), Settings(), "sada-al-wadi-talks")
    board = next(side for side in view.sides if side.label == "The board")
    (quoted,) = board.names.others
    assert [ref.id for ref in quoted.voice.speakers] == ["maravel-growers", "yusuf-haddad"]
    assert [(form.text, form.language, form.direction, form.href) for form in quoted.forms] == [
        ("لصوص الماء", "ar", "rtl", "#p-demand")
    ]
    withheld = next(s for s in orchard.sources.values() if s.record.rights.display == "none")
    assert source_pages.source_view(Collation(orchard), Settings(), withheld.id).sides == ()


def test_a_corpus_without_labels_and_sides_says_so(orchard: Corpus) -> None:
    """The page of wording says that none is recorded, and the page of names does not lead to it."""
    lists = {name: terms for name, terms in orchard.vocabulary.lists.items() if name not in ("labels", "sides")}
    bare = replace(orchard, vocabulary=replace(orchard.vocabulary, lists=lists))
    assert "No label and no side is recorded yet." in rendered(
        "wording", naming.wording_view(Collation(bare), Settings())
    )
    assert naming.names_view(Collation(bare), Settings()).wording_href == ""


def test_inferences_stand_with_their_reasons(orchard: Corpus) -> None:
    """Dates to come, figures and relations that were inferred stand on one page; words of a withheld source do not."""
    view = inferences.inferences_view(Collation(orchard), Settings())
    rows = {row.reason: row for section in view.sections for row in section.rows}
    assert (rows["Before the summer."].what, rows["Before the summer."].value) == (("By when, demand",), "June 2031")
    assert rows["The day is that of the closure."].value.startswith("at least 3 weeks, since 2 March 2031")
    assert view.total == view.shown == len([row for section in view.sections for row in section.rows])
    page = rendered("inferences", view)
    for row in rows.values():
        assert row.reason in page
    withheld = next(s for s in orchard.sources.values() if s.record.rights.display == "none")
    assert all(withheld.text.raw[p.span.start : p.span.end] not in page for p in withheld.passages)


def test_inferences_alike_stand_once(orchard: Corpus) -> None:
    """What has one value for one reason in a passage is one row that names each; nothing that was inferred is left out."""
    passage = next(p for p in orchard.passages.values() if any(claim.date_inferred for claim in p.record.claims))
    claim = next(claim for claim in passage.record.claims if claim.date_inferred)
    claims = (claim, claim.model_copy(update={"type": "denial"}), claim, claim.model_copy(update={"date": "2031-04"}))
    again = replace(
        passage,
        located=replace(
            passage.located,
            record=passage.record.model_copy(update={"claims": claims, "relations": (), "provisions": ()}),
        ),
    )
    page = common.Page(Collation(orchard), Settings(), "index.md")
    label = orchard.vocabulary.label("claim_types", claim.type)
    alike = inferences._alike(inferences._inferred(page, again))
    assert list(alike.values()) == [[f"Date, {label}", "Date, denial"], [f"Date, {label}"]]


def test_of_very_many_inferences_the_first_are_listed(orchard: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page says how many there are and where the others stand."""
    monkeypatch.setattr(inferences, "SHOWN", 1)
    view = inferences.inferences_view(Collation(orchard), Settings())
    assert (view.shown, sum(len(section.rows) for section in view.sections)) == (1, 1)
    assert f"The first 1 of {view.total} are listed" in rendered("inferences", view)


@pytest.mark.parametrize(
    ("figure", "shown"),
    [
        ({"words": "dozens", "unit": "towns"}, "(towns)"),
        ({"words": "several civilians", "unit": "civilians"}, ""),
        ({"value": "2", "unit": "hospitals"}, "hospitals"),
        ({"words": "dozens"}, ""),
    ],
)
def test_unit_follows_its_amount(figure: dict[str, str], shown: str) -> None:
    """After a number stands the unit; after words it stands in brackets, unless they name it."""
    vocabulary = merged({"measures": {"count": Term(label="Count", definition="A count.")}})
    record = Figure.model_validate({"measure": "count", **figure}, context={"vocabulary": vocabulary})
    assert common.unit_text(record) == shown


def test_notes_stand_without_a_summary(orchard: Corpus) -> None:
    """Notes on an entity are shown where nobody has written a summary, too."""
    entity = orchard.entities["yusuf-haddad"]
    record = entity.record.model_copy(update={"summary": None, "notes": "Two men bear the name."})
    noted = replace(entity, located=replace(entity.located, record=record))
    corpus = replace(orchard, entities={**orchard.entities, entity.id: noted})
    page = rendered("actor", entities.entity_view(Collation(corpus), Settings(), entity.id))
    assert "Nobody has written a summary yet." in page
    assert "Two men bear the name." in page


def test_forms_know_where_they_came_from(orchard: Corpus) -> None:
    """Pages and passages lead to forms with their address filled in; without a repository nothing of it is there."""
    known = Settings("Canal", "https://canal.example/", "https://code.example/canal")
    collation = Collation(orchard)
    source = source_pages.source_view(collation, known, "courrier-canal")
    forms = {text: parse_qs(urlsplit(href).query) for text, href in source.edit.forms}
    assert list(forms) == ["Report an error", "Report a missing passage", "Ask about rights"]
    assert forms["Report an error"]["page"] == ["https://canal.example/sources/courrier-canal/"]
    assert forms["Ask about rights"]["source"] == [orchard.sources["courrier-canal"].record.headline]
    actor = entities.entity_view(collation, known, "lena-orvik")
    assert [text for text, _ in actor.edit.forms] == ["Report an error", "Report a missing passage"]
    (form,) = actor.groups[0].cards[0].edit.forms
    (address,) = parse_qs(urlsplit(form[1]).query)["page"]
    assert re.fullmatch(r"https://canal\.example/sources/[\w-]+/#p-[\w-]+", address)
    assert source_pages.source_view(collation, Settings(), "courrier-canal").edit.forms == ()
    page = rendered("source", source_pages.source_view(collation, Settings(), "courrier-canal"))
    assert "issues/new" not in page
    assert "Report an error" not in page


def test_relations_alike_stand_once(orchard: Corpus) -> None:
    """What several passages state of two entities in the same way is one row with a link to each of them."""
    for entity_id in orchard.entities:
        edges = entities.entity_view(Collation(orchard), Settings(), entity_id).relations
        groups = [group for edge in edges for group in edge.statements]
        keys = [(v.subject, v.label, v.object, v.speakers, v.via, v.extent, v.date_text) for (v, *_) in groups]
        assert len(keys) == len(set(keys))
        stated = [view.passage_href for group in groups for view in group]
        assert len(stated) == len(orchard.relations_of.get(entity_id, ()))
    board = entities.entity_view(Collation(orchard), Settings(), "water-board").relations
    assert max(len(group) for edge in board for group in edge.statements) > 1
