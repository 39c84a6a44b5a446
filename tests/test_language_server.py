"""What editors make of the schemas: a real language server, driven as an editor drives it, on the second corpus."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from build_tools.exports.schemas import EDITOR_FOLDER, FILES
from build_tools.field_types import is_id
from build_tools.records import RECORD_KINDS
from tests.corpus_support import copy_project, run
from tests.language_server_support import ROOT, LanguageServer, editor_settings, language_server

PASSAGES = "annotations/passages/valley-gazette-sluice"

COMPLETING = """\
passages:
  - id: new
    quote: Talks in Dorn go on.
    places:
      - d
    actors: [wa]
    claims:
      - type:\x20
        said_by:\x20
        answers:
          compact-kept:\x20
    relations:
      - from:\x20
    note:\x20
"""
SAYING = """\
passages:
  - id: new
    quote: Talks in Dorn go on.
    places: [dorn]
    actors: [{water-board: the board}]
    claims:
      - type: denial
        said_by: yusuf-haddad
        origin: orvik-at-the-weir
        answers: {compact-kept: broken}
"""
SLIPS = """\
passages:
  - id: new
    quote: Talks in Dorn go on.
    plases: [dorn]
    places: [dornn]
    actors: [{water-bord: the board}]
    claims:
      - type: denyal
        said_by: dorn
        figure: {measure: famlies, value: 900}
        answers: {compact-kept: brocken}
"""
LIKE_NUMBERS = """\
passages:
  - id: 1917
    quote: 12.5
    places: [dorn: 42]
    actors: [water-board: [1e3, {text: 7}]]
    note: 007
"""
BROKEN_TEXT = "passages:\n  - id: new\n    quote: Talks: in Dorn\n\tplaces: [dorn]\n"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the second corpus with its schemas, and with the files that the tests open."""
    root = copy_project("orchard", tmp_path_factory.mktemp("editor"))
    assert run("schemas", "--root", root).code == 0
    for name, text in (
        ("completing", COMPLETING),
        ("saying", SAYING),
        ("slips", SLIPS),
        ("tabs", BROKEN_TEXT),
        ("numbers", LIKE_NUMBERS),
    ):
        (root / PASSAGES / f"{name}.yml").write_text(text, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def server(corpus: Path) -> Iterator[LanguageServer]:
    """Run the server with the settings that this repository gives its editors."""
    with language_server(corpus, editor_settings()) as running:
        yield running


@pytest.fixture(scope="module")
def marked(corpus: Path, server: LanguageServer) -> dict[str, list[dict[str, Any]]]:
    """Return what the server marks in every file of the corpus, by path."""
    files = sorted((corpus / "annotations").rglob("*.yml"))
    return {path.relative_to(corpus).as_posix(): marks for path, marks in server.open(*files).items()}


def place(text: str, words: str) -> tuple[int, int]:
    """Return the place right behind some words of a text: 0-based line and character."""
    before = text.partition(words)[0] + words
    assert words in text
    return before.count("\n"), len(before) - before.rfind("\n") - 1


def documentation(item: dict[str, Any]) -> str:
    """Return what is shown beside a word that is offered."""
    told = item.get("documentation", "")
    return told["value"] if isinstance(told, dict) else told


def test_settings_name_the_schemas() -> None:
    """The settings of the editor give every kind of file the schema that the command writes."""
    settings = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))
    found = {
        name: tuple([patterns] if isinstance(patterns, str) else patterns)
        for name, patterns in settings["yaml.schemas"].items()
    }
    assert found == {f"./{EDITOR_FOLDER}/{kind}.schema.json": patterns for kind, patterns in FILES.items()}
    assert list(FILES) == list(RECORD_KINDS)


def test_every_right_file_is_left_alone(marked: dict[str, list[dict[str, Any]]]) -> None:
    """In a file that the check accepts the server marks nothing; there is one of every kind."""
    mine = {f"{PASSAGES}/{name}.yml" for name in ("completing", "slips", "tabs")}
    assert {path: marks for path, marks in marked.items() if marks and path not in mine} == {}
    assert f"{PASSAGES}/quarrel.yml" in marked
    assert f"{PASSAGES}/numbers.yml" in marked
    assert len(marked) > 40


@pytest.mark.parametrize(
    ("behind", "word", "told"),
    [
        ("      - d", "dorn", "Dorn (town)"),
        ("- from: ", "water-board", "Sarn Water Board (authority); also: SWB"),
        ("said_by: ", "lena-orvik", "Lena Orvik (person)"),
        ("- type: ", "denial", "Rejects a statement or an accusation."),
        ("compact-kept: ", "broken", "broken"),
    ],
)
def test_completion_offers_ids_with_names(
    corpus: Path, server: LanguageServer, marked: dict[str, Any], behind: str, word: str, told: str
) -> None:
    """Where an id, a term or an answer is due, each is offered with its name or definition, and written as it is."""
    offered = server.complete(corpus / PASSAGES / "completing.yml", *place(COMPLETING, behind))
    assert word in offered
    assert told.lower() in documentation(offered[word]).lower()
    assert offered[word]["textEdit"]["newText"] == word


def test_completion_inside_a_list_on_one_line(corpus: Path, server: LanguageServer, marked: dict[str, Any]) -> None:
    """So is it between brackets, and no id of another kind is among them."""
    offered = server.complete(corpus / PASSAGES / "completing.yml", *place(COMPLETING, "actors: [wa"))
    assert "Sarn Water Board" in documentation(offered["water-board"])
    assert "dorn" not in offered


@pytest.mark.parametrize(
    ("behind", "told"),
    [
        ("    quo", "The words, exactly as they stand in the source."),
        ("    pla", "Places that the quote names."),
        ("places: [do", "`dorn`: Dorn (town)"),
        ("[{water", "Sarn Water Board (authority)"),
        ("type: den", "`denial`: "),
        ("said_by: yu", "`yusuf-haddad`: Yusuf Haddad"),
        ("origin: or", "`orvik-at-the-weir`: "),
        ("{compact", "Compact"),
        ("kept: bro", "`broken`: "),
    ],
)
def test_hover_explains(corpus: Path, server: LanguageServer, marked: dict[str, Any], behind: str, told: str) -> None:
    """Over a key stands its definition, over a term its own, over an id the name behind it, and it stands first."""
    shown = server.hover(corpus / PASSAGES / "saying.yml", *place(SAYING, behind))
    assert told in shown
    if told.startswith("`"):
        assert shown.index(told) == shown.index("* `") + 2


def test_slips_are_marked_where_they_stand(marked: dict[str, list[dict[str, Any]]]) -> None:
    """A misspelt key, id, term or answer, and an id of the wrong kind, is marked in its place; the rest is not.

    Of two shapes that a tag can have the server tells neither apart, so it marks the whole tag.
    """
    lines = SLIPS.split("\n")
    found = set()
    for mark in marked[f"{PASSAGES}/slips.yml"]:
        start, end = mark["range"]["start"], mark["range"]["end"]
        assert start["line"] == end["line"]
        found.add(lines[start["line"]][start["character"] : end["character"]])
    assert found == {"plases", "dornn", "{water-bord: the board}", "denyal", "dorn", "famlies", "brocken"}


def test_marks_say_the_cure(marked: dict[str, list[dict[str, Any]]]) -> None:
    """An unknown id is told with the command that makes new ones known; a wrong term with the words of its list."""
    told = " ".join(mark["message"] for mark in marked[f"{PASSAGES}/slips.yml"])
    assert "must be the id of a place" in told
    assert "make schemas" in told
    assert '"denial"' in told


def test_yaml_itself_is_checked(marked: dict[str, list[dict[str, Any]]]) -> None:
    """A tab and a colon in plain words are marked too."""
    assert marked[f"{PASSAGES}/tabs.yml"] != []


def test_new_ids_are_known_after_the_command(tmp_path: Path) -> None:
    """A new actor is unknown to the editor until `schemas` was run, and then known without a restart."""
    root = copy_project("orchard", tmp_path)
    assert run("schemas", "--root", root).code == 0
    using = SAYING.replace("yusuf-haddad", "zora-lind")
    before, after = (root / PASSAGES / name for name in ("before.yml", "after.yml"))
    before.write_text(using, encoding="utf-8")
    after.write_text(using, encoding="utf-8")
    (root / "annotations/actors/zora-lind.yml").write_text("name: Zora Lind\ntype: person\n", encoding="utf-8")
    with language_server(root, editor_settings()) as server:
        assert [mark["range"]["start"]["line"] for mark in server.open(before)[before]] == [7]
        assert run("schemas", "--root", root).code == 0
        server.file_changed(root / EDITOR_FOLDER / "passages.schema.json")
        assert server.open(after)[after] == []
        assert "Zora Lind" in server.hover(after, *place(using, "said_by: zo"))


def test_faulty_corpus_has_schemas(tmp_path: Path) -> None:
    """A record that cannot be read keeps its id: what refers to it is not marked while it is being written."""
    root = copy_project("orchard", tmp_path)
    (root / "annotations/actors/lena-orvik.yml").write_text("name: [\n", encoding="utf-8")
    (root / "annotations/questions/dry-area.yml").write_text("question: Who?\n", encoding="utf-8")
    (root / "annotations/vocabulary.yml").write_text("actor_types: [\n", encoding="utf-8")
    done = run("schemas", "--root", root)
    assert (done.code, done.out) == (0, "")
    schema = json.loads((root / EDITOR_FOLDER / "passages.schema.json").read_text("utf-8"))
    assert "lena-orvik" in schema["definitions"]["actor-ids"]["enum"]
    assert schema["definitions"]["answer-mapping"]["properties"]["dry-area"] == {"description": "", "type": "string"}
    assert "measures" not in schema["definitions"], "a list that cannot be read forbids nothing"


def test_file_name_that_is_no_id_is_no_id_of_a_schema(tmp_path: Path) -> None:
    """A file that cannot be named, and one whose name is not of the form of an id, bring none into the schemas."""
    root = copy_project("orchard", tmp_path)
    folder = root / "annotations/questions"
    for name in (b"b\xff.yml", b"a\nb.yml", b"___.yml", "علي.yml".encode(), b".yml"):
        (folder / os.fsdecode(name)).write_text("question: Who?\n", encoding="utf-8")
    assert run("schemas", "--root", root).code == 0
    schema = json.loads((root / EDITOR_FOLDER / "passages.schema.json").read_text("utf-8"))
    asked = schema["definitions"]["answer-mapping"]["properties"]
    assert [name for name in asked if not is_id(name)] == []
    assert "dry-area" in asked


def test_schemas_are_those_of_the_site(corpus: Path, orchard: Any) -> None:
    """The command writes what the site offers for download."""
    fresh = {kind: orchard.files[f"data/schemas/{kind}.schema.json"] for kind in ("actor", "vocabulary")}
    written = {kind: (corpus / EDITOR_FOLDER / f"{kind}.schema.json").read_bytes() for kind in fresh}
    assert written == fresh


def test_plain_text_is_offered_no_value(corpus: Path, server: LanguageServer, marked: dict[str, Any]) -> None:
    """A text may look like a number, but no value is proposed for it."""
    offered = server.complete(corpus / PASSAGES / "completing.yml", *place(COMPLETING, "    note: "))
    assert offered.keys() & {"true", "false", "0"} == set()
