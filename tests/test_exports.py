"""The data files of a site can be read by the ordinary tools of their formats, and lead back to the sources exactly."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from copy import deepcopy
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest
import yaml
from pyld import jsonld

from build_tools.exports.csv_tables import FORMULA_STARTS, defused
from build_tools.exports.rows import ROWS, Table
from build_tools.exports.schemas import Known, record_schema
from build_tools.records import RECORD_KINDS
from tests.corpus_support import PROJECTS, Site

OA, AS = "http://www.w3.org/ns/oa#", "http://www.w3.org/ns/activitystreams#"
RDF_VALUE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#value"
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
WITHDRAWN = "courrier-canal"
PASSAGE_COLUMNS = ["source_file", "start", "end", "quote", "source", "passage", "permalink", "line"]
STATEMENTS = ["claims", "relations", "agreement-reports"]
"""Tables of what passages say, several rows of which may lead to one passage."""


FIGURE_COLUMNS = [
    "measure",
    "value",
    "low",
    "high",
    "words",
    "qualifier",
    "unit",
    "since",
    "until",
    "scope",
    "inferred",
    "period_inferred",
]


def raw_text(site: Site, file: str) -> str:
    """Return the text of a source as it is, line ends and byte-order mark kept."""
    with (site.root / "seeds" / file).open(encoding="utf-8", newline="") as stream:
        return stream.read()


def statements(key: str) -> int:
    """Count what the passages of the second corpus list under a key, in its files."""
    files = (PROJECTS / "orchard/annotations/passages").rglob("*.yml")
    listed = [passage.get(key, []) for file in files for passage in yaml.safe_load(file.read_text("utf-8"))["passages"]]
    return sum(1 if isinstance(items, dict) else len(items) for items in listed)


# ---- CSV ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("mentions", ["source_file", "start", "end", "surface", "entity", "kind", "source", "passage", "permalink"]),
        ("passages", ["source_file", "start", "end", "quote", "source", "passage", "permalink"]),
        ("claims", [*PASSAGE_COLUMNS, "number", "type", "said_by", "via", "origin", "about", "date"]),
        ("relations", [*PASSAGE_COLUMNS, "number", "from", "type", "to", "date"]),
        ("agreement-reports", [*PASSAGE_COLUMNS, "number", "agreement", "provision", "report", "by", "date"]),
    ],
)
def test_first_columns_are_stable(orchard: Site, table: str, columns: list[str]) -> None:
    """The first columns have the names and the order that programs elsewhere rely on."""
    with (orchard.folder / f"data/{table}.csv").open(encoding="utf-8", newline="") as stream:
        header, *rows = csv.reader(stream)
    assert header[: len(columns)] == columns
    assert {len(row) for row in rows} == {len(header)}


@pytest.mark.parametrize(
    ("table", "column", "count"),
    [
        ("mentions", "surface", 49),
        ("passages", "quote", 28),
        ("claims", "quote", statements("claims")),
        ("relations", "quote", statements("relations")),
        ("agreement-reports", "quote", statements("provisions")),
    ],
)
def test_offsets_cut_the_words_out_of_the_file(orchard: Site, table: str, column: str, count: int) -> None:
    """The code points from `start` up to `end` of the raw file are the words in the row, or the row has no words at all."""
    rows = orchard.rows(f"data/{table}.csv")
    assert len(rows) == count
    for row in rows:
        words = raw_text(orchard, row["source_file"])[int(row["start"]) : int(row["end"])]
        assert words.strip() == words != ""
        assert row[column] == ("" if row["source"] == WITHDRAWN else words)


def test_quote_over_two_lines_keeps_its_line_ends(orchard: Site) -> None:
    """A quote that crosses lines of a file with CRLF has them in the table, as the file has them."""
    (row,) = [row for row in orchard.rows("data/passages.csv") if row["passage"] == "fewer-trees"]
    assert "its clerk warned.\r\n\r\nGrowers will" in row["quote"]


def test_offsets_count_code_points(orchard: Site) -> None:
    """Characters beyond the BMP and a byte-order mark count one each: neither bytes nor UTF-16 units are meant."""
    (row,) = [row for row in orchard.rows("data/passages.csv") if row["passage"] == "orchards"]
    raw = raw_text(orchard, row["source_file"])
    start = raw.index("10’a kadar")
    assert (raw[0], raw.count("🍎") + raw.count("🍐")) == ("\ufeff", 3)
    assert int(row["start"]) == start
    assert start not in {len(raw[:start].encode()), len(raw[:start].encode("utf-16-le")) // 2}


@pytest.mark.parametrize("table", ["mentions", "passages", *STATEMENTS])
def test_rows_are_sorted_and_different(orchard: Site, table: str) -> None:
    """Rows stand by the publication of their source, then in reading order, the longer first; none stands twice."""
    rows = orchard.rows(f"data/{table}.csv")
    published = ["003_courrier.txt", "001_gazette.txt", "002_sada.txt", "004_su-gunlugu.txt"]
    keys = [(published.index(row["source_file"]), int(row["start"]), -int(row["end"])) for row in rows]
    assert keys == sorted(keys)
    assert Counter(tuple(row.items()) for row in rows).most_common(1)[0][1] == 1
    identity = ["entity"] if table == "mentions" else ["passage", *(["number"] if table in STATEMENTS else [])]
    assert len({(row["source"], row["start"], row["end"], *(row[key] for key in identity)) for row in rows}) == len(
        rows
    )


def test_mention_belongs_to_the_shortest_passage(orchard: Site) -> None:
    """Words that several passages tag lead to the shortest of them."""
    rows = {(row["surface"], row["source"]): row["passage"] for row in orchard.rows("data/mentions.csv")}
    assert rows["Maravel Valley", "valley-gazette-sluice"] == "closure-area"
    assert rows["Upper Valley Council", "valley-gazette-sluice"] == "water-and-court"
    assert rows["Dorn", "valley-gazette-sluice"] == "trucks"  # the last of three


def test_every_passage_with_a_tag_has_its_entities(orchard: Site) -> None:
    """The column `entities` lists what a passage tags in the order of the words."""
    rows = {
        row["passage"]: row["entities"]
        for row in orchard.rows("data/passages.csv")
        if row["source"] == "valley-gazette-sluice"
    }
    assert rows["compact-kept"] == "weir-compact lena-orvik water-board"
    assert rows["court"] == "upper-council east-sluice"


@pytest.mark.parametrize("table", STATEMENTS)
def test_statements_lead_to_their_passage(orchard: Site, table: str) -> None:
    """The place of a statement is that of its passage, word for word as the table of passages has it."""
    places = {
        (row["source"], row["passage"]): [row[column] for column in (*PASSAGE_COLUMNS, "annotation_file")]
        for row in orchard.rows("data/passages.csv")
    }
    for row in orchard.rows(f"data/{table}.csv"):
        assert [row[column] for column in (*PASSAGE_COLUMNS, "annotation_file")] == places[
            row["source"], row["passage"]
        ]


def test_claims_are_counted_as_passages_say(orchard: Site) -> None:
    """A passage has as many rows in the table of claims as the table of passages says, numbered from 1."""
    numbers: dict[tuple[str, str], list[int]] = {}
    for row in orchard.rows("data/claims.csv"):
        numbers.setdefault((row["source"], row["passage"]), []).append(int(row["number"]))
    for row in orchard.rows("data/passages.csv"):
        assert numbers.get((row["source"], row["passage"]), []) == list(range(1, int(row["claims"]) + 1))


def test_cells_of_claims(orchard: Site) -> None:
    """A row has what its claim says: numbers in plain digits, lists separated by spaces, answers as pairs."""
    rows = {row["passage"]: row for row in orchard.rows("data/claims.csv") if row["number"] == "1"}
    denial, demand = rows["denial"], rows["demand"]
    assert (denial["type"], denial["said_by"], denial["origin"]) == ("denial", "lena-orvik", "orvik-at-the-weir")
    assert (denial["answers"], denial["rejects"]) == ("compact-kept=kept", "compact-kept=broken")
    assert (demand["said_by"], demand["about"]) == ("yusuf-haddad maravel-growers", "water-board")
    assert (demand["due"], demand["due_inferred"]) == ("2031-06", "Before the summer.")
    assert {demand[column] for column in ("answers", "rejects", *FIGURE_COLUMNS)} == {""}


def test_cells_of_figures(orchard: Site) -> None:
    """The figure of a claim fills its columns, each number as it was written, and leaves the others empty."""
    figures = {
        row["passage"]: {column: row[column] for column in FIGURE_COLUMNS if row[column]}
        for row in orchard.rows("data/claims.csv")
        if row["measure"]
    }
    level, area, weeks = figures["lake-level"], figures["closure-area"], figures["three-weeks"]
    assert (level["value"], level["qualifier"], level["unit"]) == ("4.5", "exactly", "metres")
    assert (area["low"], area["high"], area["scope"]) == ("140", "180", "orchard, second closure")
    assert "value" not in area
    assert (weeks["since"], weeks["period_inferred"]) == ("2031-03-02", "The day is that of the closure.")
    assert figures["trucks"]["words"] == "Dozens"


def test_words_of_a_figure_are_words_of_the_source(orchard: Site) -> None:
    """A source that may not be shown keeps its figures, without the words that stand for a number."""
    (row,) = [row for row in orchard.rows("data/claims.csv") if row["source"] == WITHDRAWN and row["measure"]]
    assert (row["quote"], row["words"], row["unit"], row["answers"]) == ("", "", "trees", "dry-area=uncounted")


def test_cells_of_relations_and_reports(orchard: Site) -> None:
    """Relations and reports have both sides, their dates, and who says so."""
    gazette = [row for row in orchard.rows("data/relations.csv") if row["source"] == "valley-gazette-sluice"]
    relations = {(row["passage"], row["number"]): row for row in gazette}
    opposes, dries = relations["accusation-and-families", "2"], relations["closure", "1"]
    assert [opposes[key] for key in ("from", "type", "to")] == ["maravel-growers", "opposes", "water-board"]
    assert (opposes["said_by"], opposes["via"]) == ("yusuf-haddad", "maravel-growers")
    assert (dries["date"], dries["extent"], dries["said_by"]) == ("2031-03-02", "the orchards", "")
    report = {row["passage"]: row for row in orchard.rows("data/agreement-reports.csv")}["accusation-and-families"]
    assert [report[key] for key in ("agreement", "provision", "report")] == ["weir-compact", "winter-flow", "breached"]
    assert (report["by"], report["said_by"], report["date"]) == ("water-board", "yusuf-haddad", "")


@pytest.mark.parametrize("table", ROWS, ids=lambda table: table.title)
def test_columns_are_explained(orchard: Site, table: Table) -> None:
    """The page of downloads has every table, with a meaning for each of its columns in their order."""
    with (orchard.folder / table.file).open(encoding="utf-8", newline="") as stream:
        header = next(csv.reader(stream))
    (item,) = [
        node
        for node in orchard.page("data/").css(".bt-download")
        if node.css_first("a").attributes["href"].endswith(table.file.removeprefix("data/"))
    ]
    assert [node.text() for node in item.css("dt")] == header
    assert all(node.text().endswith(".") for node in item.css("dd"))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
def test_formulas_are_defused(start: str) -> None:
    """A cell that a spreadsheet would take for a formula gets an apostrophe; a number stays a number."""
    assert start in FORMULA_STARTS
    assert defused(f"{start}cmd|' /C calc'!A0") == f"'{start}cmd|' /C calc'!A0"
    assert defused(-1) == -1
    assert defused(Decimal("-1.5")) == Decimal("-1.5")
    assert defused(f"a{start}") == f"a{start}"


# ---- JSON-LD --------------------------------------------------------------------------------------


GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"


def test_network_is_the_table_of_relations(orchard: Site) -> None:
    """The network has an edge for each row of the table of relations with what it says, and a node for each side of it."""
    root = ET.fromstring(orchard.files["data/network.graphml"])
    keys = {key.attrib["id"]: key.attrib["attr.name"] for key in root.iter(f"{GRAPHML}key")}
    nodes = [node.attrib["id"] for node in root.iter(f"{GRAPHML}node")]
    table = orchard.rows("data/relations.csv")
    edges = list(root.iter(f"{GRAPHML}edge"))
    assert len(nodes) == len(set(nodes))
    assert set(nodes) == {row[side] for row in table for side in ("from", "to")}
    assert len(edges) == len({edge.attrib["id"] for edge in edges}) == len(table) > 3
    for edge, row in zip(edges, table, strict=True):
        told = {keys[data.attrib["key"]]: data.text for data in edge}
        assert (edge.attrib["source"], edge.attrib["target"]) == (row["from"], row["to"])
        assert {name: told.get(name, "") for name in ("type", "quote", "said_by", "permalink", "extent")} == {
            name: " ".join(row[name].split()) for name in ("type", "quote", "said_by", "permalink", "extent")
        }


@pytest.fixture(scope="module")
def expanded(orchard: Site) -> dict[str, Any]:
    """Expand the annotations as a JSON-LD processor does, without the network."""
    context = json.loads(Path(__file__).with_name("data").joinpath("anno-context.json").read_text(encoding="utf-8"))

    def load(url: str, _options: Any) -> dict[str, Any]:
        assert url == CONTEXT, f"the network was asked for {url}"
        return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": context}

    document = json.loads(orchard.files["data/annotations.jsonld"])
    (collection,) = jsonld.expand(document, {"documentLoader": load, "base": orchard.address})
    return collection


def items(collection: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the annotations of an expanded collection."""
    return collection[f"{AS}first"][0][f"{AS}items"][0]["@list"]


def test_collection_says_what_it_holds(orchard: Site, expanded: dict[str, Any]) -> None:
    """The collection has its address, its licence and the number of its annotations: one a passage, one a mention."""
    assert expanded["@type"] == [f"{AS}OrderedCollection"]
    assert expanded["@id"] == f"{orchard.address}data/annotations.jsonld"
    assert expanded["http://purl.org/dc/terms/rights"] == [
        {"@id": "https://creativecommons.org/publicdomain/zero/1.0/"}
    ]
    assert expanded[f"{AS}totalItems"][0]["@value"] == len(items(expanded)) == 28 + 49


def test_nothing_is_lost_on_expansion(orchard: Site, expanded: dict[str, Any]) -> None:
    """Every key of the file is a term of the Web Annotation context: a processor drops the others without a word."""
    document = json.loads(orchard.files["data/annotations.jsonld"])
    del document["@context"]
    assert _size(document) == _size(expanded)


def _size(value: Any) -> int:
    """Count the values of a JSON-LD document, in compact or expanded form alike."""
    if isinstance(value, list):
        return sum(map(_size, value))
    if not isinstance(value, dict):
        return 1
    if set(value) <= {"@value", "@type"} and "@value" in value:
        return 1
    if set(value) == {"@id"} or set(value) == {"@list"}:
        return _size(next(iter(value.values())))
    return sum(map(_size, value.values()))


def test_annotations_are_those_of_the_model(expanded: dict[str, Any]) -> None:
    """Every item is an Annotation of the W3C model with a target, an own address and a motivation of the model."""
    found = items(expanded)
    assert {tuple(item["@type"]) for item in found} == {(f"{OA}Annotation",)}
    assert len({item["@id"] for item in found}) == len(found)
    motivations = Counter(item[f"{OA}motivatedBy"][0]["@id"] for item in found)
    assert set(motivations) == {f"{OA}{word}" for word in ("tagging", "highlighting", "identifying")}
    assert motivations[f"{OA}identifying"] == 49


def test_selectors_give_the_words_of_the_source(orchard: Site, expanded: dict[str, Any]) -> None:
    """A position selector cuts the words of the quote selector out of the raw file, and prefix and suffix are its neighbours."""
    files = {row["source"]: row["source_file"] for row in orchard.rows("data/passages.csv")}
    quotes = 0
    for item in items(expanded):
        (target,) = item[f"{OA}hasTarget"]
        source = re.fullmatch(rf"{re.escape(orchard.address)}sources/([a-z-]+)/", target[f"{OA}hasSource"][0]["@id"])[1]
        selectors = {selector["@type"][0].removeprefix(OA): selector for selector in target[f"{OA}hasSelector"]}
        start, end = (int(selectors["TextPositionSelector"][f"{OA}{edge}"][0]["@value"]) for edge in ("start", "end"))
        raw = raw_text(orchard, files[source])
        assert 0 <= start < end <= len(raw)
        if source == WITHDRAWN:
            assert set(selectors) == {"TextPositionSelector"}
            continue
        quote = {
            key: selectors["TextQuoteSelector"].get(f"{OA}{key}", [{"@value": ""}])[0]["@value"]
            for key in ("exact", "prefix", "suffix")
        }
        assert quote["exact"] == raw[start:end]
        assert raw[:start].endswith(quote["prefix"])
        assert raw[end:].startswith(quote["suffix"])
        quotes += bool(quote["prefix"] and quote["suffix"])
    assert quotes > 20


def test_neighbours_stay_inside_what_may_be_shown(expanded: dict[str, Any]) -> None:
    """The neighbours of a quote of a source shown in excerpts end where what is shown ends."""
    (item,) = [item for item in items(expanded) if item["@id"].endswith("/valley-gazette-sluice/#p-closure")]
    selectors = {s["@type"][0]: s for s in item[f"{OA}hasTarget"][0][f"{OA}hasSelector"]}
    assert f"{OA}prefix" not in selectors[f"{OA}TextQuoteSelector"]
    (suffix,) = selectors[f"{OA}TextQuoteSelector"].get(f"{OA}suffix", [{"@value": ""}])
    assert suffix["@value"].strip() == ""


def test_bodies_name_entities_by_their_pages(orchard: Site, expanded: dict[str, Any]) -> None:
    """A tag leads to the page of the entity; a note is a comment in Markdown."""
    purposes: Counter[str] = Counter()
    for item in items(expanded):
        for body in item.get(f"{OA}hasBody", []):
            purposes[body[f"{OA}hasPurpose"][0]["@id"].removeprefix(OA)] += 1
            if body["@type"] == [f"{OA}TextualBody"]:
                assert body[RDF_VALUE][0]["@value"].startswith("The *winter clause* is meant")
            else:
                address = body[f"{OA}hasSource"][0]["@id"].removeprefix(orchard.address)
                assert f"{address}index.html" in orchard.files
    assert purposes["commenting"] == 1
    assert purposes["identifying"] == 49
    assert purposes["tagging"] > 30


# ---- JSON Schemas -----------------------------------------------------------------------------------


class _EditorLoader(yaml.SafeLoader):
    """Reads YAML as editors do: numbers and truth values are typed, dates are text."""


_EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}

FOLDERS = {"actors": "actor", "places": "place", "agreements": "agreement", "sources": "source"}
FOLDERS |= {"passages": "passages", "dismissals": "dismissals", "questions": "question", "origins": "origin"}


def kind_of(path: Path) -> str:
    """Return the kind of record that a file of the annotations holds."""
    folder = path.relative_to(PROJECTS / "orchard/annotations").parts[0]
    return FOLDERS.get(folder, path.stem)


RECORD_FILES = sorted((PROJECTS / "orchard/annotations").rglob("*.yml"))


def read_record(path: Path | str) -> Any:
    """Read a file of the annotations."""
    return yaml.load((PROJECTS / "orchard/annotations" / path).read_text(encoding="utf-8"), Loader=_EditorLoader)


@pytest.fixture(scope="module")
def validators(orchard: Site) -> dict[str, Any]:
    """Return a validator for each kind of record, from the schemas of the site."""
    found = {}
    for kind in RECORD_KINDS:
        schema = json.loads(orchard.files[f"data/schemas/{kind}.schema.json"])
        jsonschema.Draft7Validator.check_schema(schema)
        found[kind] = jsonschema.Draft7Validator(schema)
    return found


def test_schemas_say_which_draft_they_are(orchard: Site) -> None:
    """Every kind of record has a schema of draft 7, without marks of ours left in it and with every reference met."""
    for kind in RECORD_KINDS:
        text = orchard.files[f"data/schemas/{kind}.schema.json"].decode()
        schema = json.loads(text)
        assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
        assert '"x-' not in text
        assert '"$defs"' not in text
        used = set(re.findall(r'"\$ref": "#/definitions/([^"]+)"', text))
        assert used == set(schema["definitions"])


def faults_with(validators: dict[str, Any], path: str, keys: list[str | int], value: Any) -> list[str]:
    """Return what its schema says of a record of the second corpus in which one value is another."""
    record = deepcopy(read_record(path))
    place = record
    for key in keys[:-1]:
        place = place[key]
    place[keys[-1]] = value
    validator = validators[kind_of(PROJECTS / "orchard/annotations" / path)]
    return [error.message for error in validator.iter_errors(record)]


LIKE_NUMBERS: list[tuple[str, list[str | int], Any]] = [
    ("actors/lena-orvik.yml", ["name"], 1917),
    ("actors/lena-orvik.yml", ["names"], [12.5, {"text": 7}]),
    ("actors/water-board.yml", ["summary"], 2020),
    ("sources/courrier-canal.yml", ["label"], 7),
    ("passages/valley-gazette-sluice/front-page.yml", ["passages", 1, "id"], 1917),
    ("passages/valley-gazette-sluice/front-page.yml", ["passages", 1, "actors"], [{"water-board": 5}]),
    ("questions/dry-area.yml", ["answers", 0, "id"], 2024),
]


@pytest.mark.parametrize(("path", "keys", "value"), LIKE_NUMBERS, ids=str)
def test_text_may_look_like_a_number(validators: dict[str, Any], path: str, keys: list[str | int], value: Any) -> None:
    """What an editor takes for a number the check takes for a text, so the schema takes it too."""
    assert faults_with(validators, path, keys, value) == []


def test_ids_that_look_like_numbers_may_be_written() -> None:
    """An id of digits is known to editors as the number that they take it for."""
    known = Known(ids={"question": {"when": "When?"}, "actor": {"1917": "Film"}}, answers={"when": {"2024": "then"}})
    schema = record_schema("passages", known)
    validator = jsonschema.Draft7Validator(schema)
    claim = {"type": "event", "said_by": 1917, "answers": {"when": 2024}}
    passage = {"id": 1, "quote": "x", "claims": [claim]}
    assert [error.message for error in validator.iter_errors({"passages": [passage]})] == []
    passage["claims"] = [claim | {"said_by": 1918}]
    assert list(validator.iter_errors({"passages": [passage]})) != []


@pytest.mark.parametrize("path", RECORD_FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_valid_file_is_valid_for_the_schema(validators: dict[str, Any], path: Path) -> None:
    """What the check accepts the schema accepts too, short forms among it: an editor underlines nothing in it."""
    assert [error.message for error in validators[kind_of(path)].iter_errors(read_record(path))] == []


def test_there_is_a_file_of_every_kind() -> None:
    """The second corpus has a record of every kind that has a schema."""
    assert {kind_of(path) for path in RECORD_FILES} == set(RECORD_KINDS)


GAZETTE = "passages/valley-gazette-sluice/front-page.yml"
QUARREL = "passages/valley-gazette-sluice/quarrel.yml"
SLIPS: list[tuple[str, list[str | int], Any]] = [
    ("actors/lena-orvik.yml", ["sumary"], "x"),
    ("actors/lena-orvik.yml", ["type"], "persona"),
    ("actors/lena-orvik.yml", ["leads"], ["water-bord"]),
    ("actors/lena-orvik.yml", ["leads"], [{"water-bord": "valley-gazette-sluice#closure"}]),
    ("actors/lena-orvik.yml", ["names"], [{"text": "Orvik", "lang": "ar"}]),
    ("actors/lena-orvik.yml", ["names"], [{"text": "Orvik", "kind": "nickname"}]),
    ("actors/water-board.yml", ["same_as", "handbok"], 12),
    ("places/dorn.yml", ["type"], "person"),
    ("places/east-sluice.yml", ["coordinates", "precision"], "precise"),
    ("places/east-sluice.yml", ["coordinates", "lat"], 91),
    ("agreements/weir-compact.yml", ["place"], "water-board"),
    ("agreements/weir-compact.yml", ["parties"], ["dornn"]),
    ("agreements/weir-compact.yml", ["provisions", 0, "txt"], "x"),
    ("sources/courrier-canal.yml", ["rights", "display"], "hidden"),
    ("sources/courrier-canal.yml", ["sha256"], "12"),
    ("sources/courrier-canal.yml", ["publisher"], "dorn"),
    ("sources/courrier-canal.yml", ["label"], "x" * 41),
    (GAZETTE, ["passages", 1, "quotes"], "x"),
    (GAZETTE, ["passages", 1, "actors"], ["water-bord"]),
    (GAZETTE, ["passages", 1, "actors"], [{"water-bord": "the board"}]),
    (GAZETTE, ["passages", 1, "actors"], [{"water-board": {"text": "the board", "prefx": "x"}}]),
    (GAZETTE, ["passages", 1, "places"], ["water-board"]),
    (GAZETTE, ["passages", 1, "claims", 0, "type"], "evnt"),
    (GAZETTE, ["passages", 1, "claims", 0, "said_by"], "dorn"),
    (GAZETTE, ["passages", 2, "claims", 0, "figure", "measure"], "dry"),
    (GAZETTE, ["passages", 3, "relations", 0, "type"], "chair"),
    (GAZETTE, ["passages", 3, "relations", 0, "form"], "x"),
    (GAZETTE, ["passages", 3, "provisions", 0, "report"], "keeps"),
    (GAZETTE, ["passages"], []),
    (QUARREL, ["passages", 0, "agreements"], ["weir-compactt"]),
    ("questions/dry-area.yml", ["verdict"], "disagree"),
    ("questions/dry-area.yml", ["about"], ["maravel-vallley"]),
    ("questions/dry-area.yml", ["answers"], []),
    ("corpus.yml", ["featured"], ["weir"]),
    ("corpus.yml", ["licence", "url"], "ftp://example.org"),
    ("vocabulary.yml", ["measures", "families", "lable"], "x"),
]


@pytest.mark.parametrize(
    ("path", "keys", "value"), SLIPS, ids=lambda value: "-".join(map(str, value)) if isinstance(value, list) else None
)
def test_slip_is_refused_by_the_schema(
    validators: dict[str, Any], path: str, keys: list[str | int], value: Any
) -> None:
    """A misspelt key, term or id, and a value beyond its bounds, is an error for an editor that knows the schema."""
    assert faults_with(validators, path, keys, value) != []
