"""The live corpus passes. The only module that reads `annotations/` and `seeds/`; nothing else depends on their words."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import posixpath
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser

from build_tools import pipeline, rights, urls
from build_tools.collation.coverage import LATER, NOT_FOUND, coverage_of
from build_tools.collation.figures import Figures
from build_tools.collation.naming import names_in_use
from build_tools.collation.origins import index
from build_tools.folding import folded, indexed
from build_tools.interannotator.comparison import Comparison, compare
from build_tools.interannotator.passes import check_pass
from build_tools.interannotator.report import report
from build_tools.locations import Location
from build_tools.project import Project
from build_tools.settings import read_settings
from tests.font_support import without_glyph

ROOT = Path(__file__).resolve().parent.parent
SOURCES = {
    "000_64d1871be761ce37.txt": "f173295f17d5d4d3f8104684cff7e89569bf1881ba869aafd11a8e5d6b56425e",
    "001_6f1a60c365f5a4e8.txt": "db584aba4780fbadeb9156036f51265b333cfee226c4751aff45e391bf33990b",
    "002_6bdc50b4f568bc60.txt": "c4cdc2ed636a4d3d966d5927ef5490a0cd2e17fe40da168d18d3d6aa282962ba",
    "003_e1538d7a0bf9e7d9.txt": "3cf9156babc436c4fe60ec63fadf2366c994be5b591716223332f1508efd0e76",
    "004_573a40b49a96bbe4.txt": "41f0816227801efa32d8ad7cbfbd840450d8e9c653da5532f6ce0f62f64fdf85",
}
"""File and SHA-256 of each source: a change of one is a change of what everything else rests on."""
FEWEST_PASSAGES = 25
"""Below this many in a source something was lost."""


@pytest.fixture(scope="module")
def checked() -> pipeline.Checked:
    """Check the live corpus."""
    return pipeline.check(Project.at(ROOT))


@pytest.fixture(scope="module")
def files(checked: pipeline.Checked) -> dict[str, str | bytes]:
    """Generate its pages and data, in memory."""
    return dict(pipeline.generate_checked(checked, read_settings(ROOT / "mkdocs.yml")).files)


def raw_text(file: str) -> str:
    """Return the text of a source, its line ends as they are."""
    return (ROOT / "seeds" / file).read_bytes().decode("utf-8")


def rows(files: dict[str, str | bytes], table: str) -> list[dict[str, str]]:
    """Return the rows of a generated table."""
    text = files[f"data/{table}.csv"]
    assert isinstance(text, str)
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_check_is_clean(checked: pipeline.Checked) -> None:
    """There is neither an error nor a warning, and every quote stands in its source exactly once."""
    assert checked.problems == []
    assert checked.passed
    assert checked.quotes_found == checked.quotes >= FEWEST_PASSAGES * len(SOURCES)


@pytest.mark.parametrize("file", SOURCES)
def test_sources_are_unchanged(file: str) -> None:
    """Each source has the bytes that were annotated."""
    assert hashlib.sha256((ROOT / "seeds" / file).read_bytes()).hexdigest() == SOURCES[file]


def test_no_source_came_or_went() -> None:
    """The folder of sources holds exactly the files of the table."""
    assert {path.name for path in (ROOT / "seeds").iterdir()} == set(SOURCES)


@pytest.mark.parametrize("file", SOURCES)
def test_every_source_is_annotated(files: dict[str, str | bytes], file: str) -> None:
    """Each source has enough passages to be compared with the others."""
    assert Counter(row["source_file"] for row in rows(files, "passages"))[file] >= FEWEST_PASSAGES


@pytest.mark.parametrize(("table", "column"), [("mentions", "surface"), ("passages", "quote")])
def test_offsets_give_the_words_back(
    checked: pipeline.Checked, files: dict[str, str | bytes], table: str, column: str
) -> None:
    """The offsets of every row cut its words out of the source, byte for byte, but for those of sources taken down."""
    assert checked.corpus is not None
    found = rows(files, table)
    assert len(found) >= FEWEST_PASSAGES * len(SOURCES)
    for row in found:
        cut = raw_text(row["source_file"])[int(row["start"]) : int(row["end"])]
        shown = rights.may_show(checked.corpus.sources[row["source"]])
        assert row[column].encode() == (cut.encode() if shown else b"")
        assert cut


def test_every_page_is_made(checked: pipeline.Checked, files: dict[str, str | bytes]) -> None:
    """There is a page for each actor, place, agreement and source."""
    assert checked.corpus is not None
    corpus = checked.corpus
    pages = {f"{entity.kind}s/{entity.id}.md" for entity in corpus.entities.values()}
    pages |= {f"sources/{source}.md" for source in corpus.sources}
    assert pages <= files.keys()


# ---- what the method page says -----------------------------------------------------------------


METHOD = ROOT / "docs" / "about" / "method.md"
PASSES = ROOT / "annotations" / "passes" / "2026-11"


def test_nothing_is_overlooked(checked: pipeline.Checked) -> None:
    """Nothing in any article is left unexplained, and at least 95 of 100 sentences of each lie in passages."""
    with_findings, found = pipeline.check_completeness(Project.at(ROOT), checked)
    assert with_findings.problems == []
    assert {source.source_id for source in found} == set(checked.corpus.sources if checked.corpus else ())
    assert min(source.coverage.percent for source in found) >= 95
    dismissed = sum(count for source in found for count in source.dismissed.values())
    assert f"{dismissed} findings are dismissed" in METHOD.read_text("utf-8")


@pytest.fixture(scope="module")
def compared() -> Comparison:
    """Compare the two passes that are kept."""
    passes = [check_pass(Project.at(ROOT), PASSES / name, lambda items, _what, _total: items) for name in "ab"]
    one, other = (checked.corpus for checked in passes)
    assert one is not None and other is not None
    assert all(checked.passed for checked in passes)
    return compare(one, other)


def test_figures_of_agreement_are_those_of_the_passes(compared: Comparison) -> None:
    """The method page has the figures that `compare` makes of the two passes, and has the number of differences."""
    tables = report(compared, ("a", "b"), "seeds", lambda file, _keys: Location(file), "markdown", False)
    overall = tables.partition("## All sources")[2].partition("\n\n")[2].partition("\n\n")[0]
    text = METHOD.read_text("utf-8")
    assert overall.startswith("| Figure |")
    assert overall in text
    assert f"Of {len(compared.differences)} differences" in text


def test_every_source_was_settled(compared: Comparison) -> None:
    """For each source the decisions on what differed are kept, each with its reason, and the page counts them."""
    taken: Counter[str] = Counter()
    beyond = 0
    for source in compared.sources:
        settled = yaml.safe_load((PASSES / "settled" / f"{source.source_id}.yml").read_text("utf-8"))
        assert settled["source"] == source.source_id
        for decision in settled["differences"]:
            assert decision["reason"].strip(), decision
            taken[decision["taken"]] += len(decision["at"]) if isinstance(decision["at"], list) else 1
        beyond += len(settled["beyond"])
    said = (
        f"settled in {taken.total()} decisions, {taken['a']} went to the first pass, {taken['b']} to the second, "
        f"{taken['both']} to both and {taken['neither']} to neither.\nIn {beyond} further places"
    )
    assert said in METHOD.read_text("utf-8")


def test_audits_are_those_that_are_kept() -> None:
    """The table of the method page counts the findings of each audit; the last two found nothing wrong."""
    text = METHOD.read_text("utf-8")
    wrong, drawn = [], []
    for number, path in enumerate(sorted((PASSES / "audits").glob("*.yml")), 1):
        audit = yaml.safe_load(path.read_text("utf-8"))
        verdicts = Counter(entry["verdict"] for entry in audit["passages"])
        drawn.append({entry["passage"] for entry in audit["passages"]})
        assert len(drawn[-1]) == verdicts.total() == 60
        wrong.append(verdicts["error"])
        share = f" ({round(100 * wrong[-1] / 60)} %)" if wrong[-1] else ""
        row = f"| {number} | {audit['seed']} | 60 | {wrong[-1]}{share} | {verdicts['omission']} "
        assert f"{row}| {verdicts['debatable']} | {verdicts['right']} |" in text
    assert wrong[-2:] == [0, 0]
    assert f"hold {len(drawn[-1] | drawn[-2])} different passages, all three {len(set().union(*drawn))} of the" in text


def test_questions_can_be_compared(checked: pipeline.Checked) -> None:
    """Each answer of a question is given by a claim, and at least thirty questions have two claims to compare."""
    corpus = checked.corpus
    assert corpus is not None
    without = [
        (question_id, answer.id)
        for question_id, question in corpus.questions.items()
        for answer in question.record.answers
        if (question_id, answer.id) not in corpus.answers
    ]
    assert without == []
    claims = Counter(
        question_id for question_id, answer_id in corpus.answers for _ in corpus.answers[question_id, answer_id]
    )
    assert sum(count > 1 for count in claims.values()) >= 30
    assert {question.record.verdict for question in corpus.questions.values()} >= {"agree", "differ", "conflict"}


# ---- what compares the sources ----------------------------------------------------------------


def links_of(files: dict[str, str | bytes], path: str) -> set[str]:
    """Return the pages and anchors that a generated page leads to, as paths below docs/."""
    page = files[path]
    assert isinstance(page, str)
    hrefs = LexborHTMLParser(page.split("---\n", 2)[2]).css("a[href]")
    folder = posixpath.dirname(path)
    found = set()
    for node in hrefs:
        target, mark, fragment = (node.attributes["href"] or "").partition("#")
        whole = posixpath.normpath(posixpath.join(folder, target.partition("?")[0])) if target else path
        found |= {whole, f"{whole}{mark}{fragment}"}
    return found


CASES = {
    "displaced since December": ("compare/questions/displaced-since-december.md", "differ", "1 origin: United Nations"),
    "who held Darat Izza": ("compare/questions/darat-izza-control.md", "conflict", "Hayat Tahrir al-Sham"),
    "the breach of Sochi": ("compare/questions/sochi-breach.md", "conflict", "Denied"),
    "one speech, three renderings": (
        *("compare/questions/assad-speech-17-february.md", "differ"),
        "3 sources, 1 origin: Bashar al-Assad",
    ),
    "two kinds of deaths": ("compare/questions/people-killed.md", "not comparable", "other measure"),
    "one group, many names": ("actors/hayat-tahrir-al-sham.md#naming", "", "Levant Liberation Committee"),
}
"""Where the sources differ, as far as the project was asked to show it: the page, its verdict, and words on it."""


@pytest.mark.parametrize("case", CASES)
def test_case_is_two_clicks_from_home(files: dict[str, str | bytes], case: str) -> None:
    """Each known difference stands on a page that the home page leads to in at most two steps, with its verdict."""
    target, verdict, words = CASES[case]
    once = links_of(files, "index.md")
    twice = {step for path in once if path in files and path.endswith(".md") for step in links_of(files, path)}
    assert target in once | twice
    page = files[target.partition("#")[0]]
    assert isinstance(page, str)
    text = " ".join(LexborHTMLParser(page.split("---\n", 2)[2]).text().split())
    assert verdict in text
    assert words in text


def test_names_of_one_group(checked: pipeline.Checked) -> None:
    """The sources know one armed group by at least five of its names."""
    assert checked.corpus is not None
    assert names_in_use(checked.corpus)["hayat-tahrir-al-sham"] >= 5


def test_figures_stand_as_they_should(checked: pipeline.Checked) -> None:
    """Known sets of figures get the verdict by rule that a reader would give them."""
    assert checked.corpus is not None
    figures = Figures(checked.corpus)
    proposed = {key: found.proposal for key, found in figures.by_question.items()}
    displaced, killed = proposed["displaced-since-december"], proposed["people-killed"]
    assert displaced is not None
    assert (displaced.verdict, displaced.rule) == ("differ", "ranges-overlap")
    assert killed is not None
    assert (killed.verdict, killed.rule) == ("not-comparable", "other-measure")
    distances = [found.proposal for found in figures.compared["distance"] if found.proposal]
    assert [(found.verdict, found.rule) for found in distances] == [("agree", "same-number")]


def test_origins_are_used(checked: pipeline.Checked) -> None:
    """Every recorded origin is what some passage goes back to, and one is told by three sources."""
    assert checked.corpus is not None
    told = {group.occasion: len(group.tellings) for group in index(checked.corpus).by_occasion}
    assert told.keys() == checked.corpus.origins.keys()
    assert min(told.values()) >= 1
    assert told["assad-speech-2020-02-17"] == 3


def test_silence_is_verified(checked: pipeline.Checked) -> None:
    """No registered name stands in a text without being tagged or set aside; what came later is no silence."""
    assert checked.corpus is not None
    coverage = coverage_of(checked.corpus)
    assert [place for place in coverage.places if place.dismissal is None] == []
    assert coverage.state("moscow-protocol-2020", "002-after-defeat-of-daesh") == LATER
    assert coverage.state("moscow-protocol-2020", "003-assad-pledges-offensive") == LATER
    assert coverage.state("sochi-memorandum-2018", "001-liberation-of-idlib-city") == NOT_FOUND


def test_every_character_has_a_glyph() -> None:
    """Every character of the annotations and of the sources is in a font of ours or known to fall back."""
    folders = (ROOT / "annotations", ROOT / "seeds")
    texts = (path.read_text("utf-8") for folder in folders for path in sorted(folder.rglob("*")) if path.is_file())
    assert without_glyph("".join(texts)) == {}


# ---- search ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "address", "in_passages"),
    [
        ("Iblib", "places/idlib-governorate/", True),
        ("HTS", "actors/hayat-tahrir-al-sham/", True),
        ("ادلب", "places/idlib/", False),  # recorded with a hamza
        ("Omer Celik", "actors/omer-celik/", True),
        ("Erdogan", "actors/recep-tayyip-erdogan/", True),
    ],
)
def test_search_knows_what_readers_type(
    files: dict[str, str | bytes], typed: str, address: str, in_passages: bool
) -> None:
    """A name as readers type it leads to its entity, and where the sources write it, to their passages."""
    records = json.loads(files[urls.SEARCH_RECORDS])["records"]
    found = [record for record in records if f" {folded(typed)}" in f" {indexed_words(record)}"]
    assert address in [record["address"] for record in found]
    assert any(record["kind"] == "passage" for record in found) is in_passages


def indexed_words(record: dict[str, Any]) -> str:
    """Return what is searched of a record, before and after each sign that parts a word."""
    texts = [record.get("title", {}), record.get("quote", {}), *record.get("names", ())]
    words = " ".join(indexed(text.get("text", "")) for text in texts)
    return " ".join(re.findall(r"[\w']+", words) + re.findall(r"\w+", words))
