"""What the panel for annotating makes of what was entered: the YAML, and what is wrong with it, held to `fmt` and the check."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from build_tools import pipeline, rights
from build_tools.corpus import Corpus
from build_tools.editing.formatting import formatted
from build_tools.exports.annotating import REGISTRY, annotating_files, source_file
from build_tools.exports.schemas import Known, record_schema
from build_tools.project import Project
from build_tools.rules import RULES
from build_tools.settings import Settings
from build_tools.yaml_reader import plain, read_yaml
from tests.annotate_node_support import asked, checked_corpora
from tests.corpus_support import REPOSITORY, copy_project, write_files


@pytest.fixture(scope="module")
def corpora() -> dict[str, Corpus]:
    """The test corpora, in five languages and three scripts."""
    return checked_corpora()


SELECTED = {  # what is drawn over, between bars: what is quoted
    "Lena Orvik|, more than| 40": "more than",
    "“We wait.|” She |left": "She",
    "growers|’ trees| stand": "trees",
    "|(which trees)| stand": "(which trees)",
    "a tr|ee, a ro|w, and": "tree, a row",
    "they said|, “no|” to": "“no",
    "قال|، إن| ذلك": "إن",
    "one|, |two": None,
}


def test_marks_of_the_words_before_are_no_part_of_a_quote() -> None:
    """A selection that begins at the end of a name takes no comma along; begun words and opening marks it does."""
    cases = []
    for drawn in SELECTED:
        before, selected, after = drawn.split("|")
        cases.append([before + selected + after, len(before), len(before + selected)])
    assert asked("annotate_bounded.mjs", cases) == list(SELECTED.values())


TEXTS = ["no", ":)", "?a", ":", "12:30", "2020-02-17", "40000", "a: b", "a #b", "- a", "'", '"', "“x”", "[x]", "{x", "@a", "*a", "&a", "!a", "%a",
 "|", ">", "?", ": a", "a:", "~", "null", "x, y", "قال: «لا»", "🍐", "\\", "a\\nb", "one " * 60 + "end", "#a", "=", "`a", "a\nb", "- a\n\n- b", "two  spaces " * 20 + "end"]  # fmt: skip


def test_yaml_is_read_as_it_was_meant(corpora: dict[str, Corpus]) -> None:
    """Whatever is entered, our own reader finds it in the YAML unchanged; so does the panel, and the schema allows it."""
    ids = ("water-board", *(f"a-rather-long-name-of-a-body-{number}" for number in range(8)))
    kinds = {
        "actor": dict.fromkeys(ids, ""),
        "place": {"dorn": ""},
        "agreement": {"weir-compact": ""},
        "question": {"a": ""},
        "origin": {"talk": ""},
    }
    known = Known(corpora["orchard"].vocabulary, kinds, {"a": {"b": ""}})
    voice = {"said_by": "water-board", "via": ["water-board"], "origin": "talk"}
    schema = record_schema("passages", known)
    records = [
        {
            "id": "a-passage",
            "quote": " ".join(text.split()),
            "actors": [
                "water-board",
                {"water-board": text.split("\n")[0]},
                {"water-board": {"text": "x", "usage": "quoted"}},
            ],
            "places": [{"dorn": ["one", text.split("\n")[0]]}],
            "claims": [
                {"type": "event", "said_by": "water-board", "about": ["dorn", "water-board"], "date_inferred": text},
                {
                    "type": "figure",
                    **voice,
                    "about": list(ids),
                    "due": "2031-03",
                    "due_inferred": text,
                    "figure": {
                        "measure": "families",
                        "value": "900",
                        "since": "2031",
                        "scope": text,
                        "period_inferred": text,
                    },
                    "answers": {"a": "b"},
                    "rejects": {"a": "b"},
                },
            ],
            "relations": [
                {"from": "dorn", "type": "opposes", "to": "water-board"},
                {"from": "dorn", "type": "opposes", "to": "water-board", "extent": text.split("\n")[0], **voice},
                {"from": "dorn", "type": "opposes", "to": "water-board", "date_inferred": text, "said_by": list(ids)},
            ],
            "provisions": [
                {"agreement": "weir-compact", "report": "kept"},
                {
                    "agreement": "weir-compact",
                    "provision": "winter-flow",
                    "report": "breached",
                    "by": "water-board",
                    "date": "2031-03",
                    "date_inferred": text,
                    **voice,
                },
            ],
            "note": text,
        }
        for text in TEXTS
    ]
    for record, (yaml, read) in zip(
        records, asked("annotate_rules.mjs", [["written", one] for one in records]), strict=True
    ):
        assert read == record
        root, problems = read_yaml(yaml.encode(), "a.yml")
        assert problems == []
        assert root is not None
        assert plain(root) == {"passages": [record]}
        assert max(map(len, yaml.splitlines())) <= 120
        assert formatted(yaml.encode(), "a.yml", "passages").decode() == yaml
        assert "      - {from: dorn, type: opposes, to: water-board}\n" in yaml
        assert "        about:\n          - water-board\n" in yaml
    (faults,) = asked("annotate_rules.mjs", [["faults", schema, records]])
    assert faults == [[]] * len(records)
    wrong = [
        {"id": "A"},
        {"id": "a", "quote": "x", "claims": [{"type": "rumour"}]},
        {"id": "a", "quote": "x", "actor": "y"},
    ]
    (faults,) = asked("annotate_rules.mjs", [["faults", schema, wrong]])
    assert [{rule for rule, _ in found} for found in faults] == [
        {"missing-key", "bad-value"},
        {"unknown-term", "wrong-shape"},  # it is no list either
        {"unknown-key"},
    ]


def test_schema_is_read_as_the_draft_that_it_is_of() -> None:
    """The schemas are of draft 7, in which what stands beside a reference counts for nothing."""
    assert record_schema("passages", Known())["$schema"] == "http://json-schema.org/draft-07/schema#"
    passage = {"$ref": "#/definitions/any", "required": ["missing"]}
    schema = {"properties": {"passages": {"items": passage}}, "definitions": {"any": {"type": "object"}}}
    assert asked("annotate_rules.mjs", [["faults", schema, [{"id": "a"}]]]) == [[[]]]


def test_ids_are_proposed() -> None:
    """An id is made of the telling words, without marks; it is free in the source, and there is one for every script."""
    taken = {"id": "letter", "passages": ["sluice-closed-2031"], "files": ["passage.yml"]}
    quotes = ["The East Sluice’s gate", "Sluice closed in 2031", "قالت", "À l’été, élève", "of the"]
    assert asked("annotate_rules.mjs", [["proposedId", words, taken] for words in quotes]) == [
        "east-sluice-gate",
        "sluice-closed-2031-2",
        "passage-2",
        "lete-eleve",
        "passage-2",
    ]


# ---- what is wrong --------------------------------------------------------------------------------

QUOTE = "Lena Orvik, who chairs the board"
FIGURE = {"type": "figure", "measure": "families", "amount": "value"}
RELATION = {"from": "lena-orvik", "type": "chairs", "to": "water-board"}
REPORT = {"agreement": "weir-compact", "report": "kept"}
BOTH = {
    "question": "compact-kept",
    "answer": "broken",
    "deniedQuestion": "compact-kept",
    "deniedAnswer": "broken",
}
FAULTY: dict[str, dict[str, Any]] = {
    "words": {"tags": [{"id": "water-board", "words": "the union", "usage": ""}]},
    "name": {"tags": [{"id": "maravel-growers", "words": "", "usage": ""}]},
    "type": {"claims": [{"said_by": ["lena-orvik"]}]},
    "no-date": {"claims": [{"type": "event", "date": "17.2.2031"}]},
    "calendar": {"claims": [{"type": "event", "date": "2031-02-30"}]},
    "interval": {"claims": [{"type": "event", "date": "2031-03/2031-02-30"}]},
    "backwards": {"claims": [{"type": "event", "date": "2031-03/2031-02"}]},
    "date": {"claims": [{"type": "event", "date": "2031-03"}]},
    "measure": {"claims": [FIGURE | {"measure": "", "value": "1", "inferred": "x"}]},
    "grouped": {"claims": [FIGURE | {"value": "4,500", "inferred": "x"}]},
    "per-cent": {"claims": [FIGURE | {"value": "70%", "inferred": "x"}]},
    "million": {"claims": [FIGURE | {"value": "3.5 million", "inferred": "x"}]},
    "nearly": {"tags": [{"id": "maravel-growers", "words": "Chairs the  Board", "usage": ""}]},
    "vague": {"claims": [FIGURE | {"value": "dozens", "inferred": "x"}]},
    "range": {"claims": [FIGURE | {"amount": "range", "low": "5", "high": "4", "inferred": "x"}]},
    "amount": {"claims": [FIGURE]},
    "dozens": {"claims": [FIGURE | {"amount": "words", "words": "dozens"}]},
    "due": {"claims": [{"type": "demand", "due": "2031-03"}]},
    "no-due": {"claims": [{"type": "demand", "due": "March 2031"}]},
    "both": {"claims": [{"type": "denial", **BOTH}]},
    "origin": {"claims": [{"type": "event", "origin": "orvik-at-the-weir"}]},
    "since": {"claims": [FIGURE | {"amount": "words", "words": "board", "since": "2031-03"}]},
    "until": {"claims": [FIGURE | {"amount": "words", "words": "board", "until": "2 March 2031"}]},
    "from": {"relations": [RELATION | {"from": ""}]},
    "to": {"relations": [RELATION | {"to": ""}]},
    "relation-type": {"relations": [RELATION | {"type": ""}]},
    "self": {"relations": [RELATION | {"to": "lena-orvik"}]},
    "relation-date": {"relations": [RELATION | {"date": "2031-03"}]},
    "relation-no-date": {"relations": [RELATION | {"date": "2/3/2031"}]},
    "relation-origin": {"relations": [RELATION | {"origin": "orvik-at-the-weir"}]},
    "agreement": {"provisions": [REPORT | {"agreement": ""}]},
    "report": {"provisions": [REPORT | {"report": ""}]},
    "report-date": {"provisions": [REPORT | {"date": "2031-03"}]},
    "report-no-date": {"provisions": [REPORT | {"date": "2031-02-29"}]},
    "report-origin": {"provisions": [REPORT | {"origin": "orvik-at-the-weir"}]},
    "Capital-Id": {},
    "lake-level": {},
    "con": {},
    "accents": {"id": "Üni Corn"},
}
"""Drafts with one fault each, by id of the passage."""
HINTS = {
    "grouped": "write 4500",
    "per-cent": "write 70; what it counts goes under 'unit'",
    "million": "write 3500000",
    "nearly": "did you mean 'chairs the board'?",
    "accents": "for example 'uni-corn'",
    "no-date": "write 2031-02-17",
    "no-due": "write 2031-03",
    "until": "write 2031-03-02",
    "relation-no-date": "write 2031-03-02 or 2031-02-03",
    "calendar": "February 2031 has 28 days; write the day, or 2031-02 alone",
    "report-no-date": "February 2031 has 28 days; write the day, or 2031-02 alone",
    "backwards": "write 2031-02/2031-03",
    "self": "write under 'from' who or what it starts from, and under 'to' where it leads",
    "both": "keep the one that the words of the quote say",
    "origin": "say who speaks under 'said_by', or take 'origin' out",
}
"""What to enter instead, where the panel knows it."""


def test_faults_are_told_as_by_the_check(corpora: dict[str, Corpus], tmp_path: Path) -> None:
    """For each fault that the panel finds, the check of the file that it would make gives that rule, and that message.

    Which record lacks a key the check says in words, the panel by the place where it says so.
    """
    files = dict(annotating_files(rights.for_preview(corpora["orchard"]), Settings()))
    data, registry = (json.loads(files[name]) for name in (source_file("valley-gazette-sluice"), REGISTRY))
    cases = [["drafted", {"id": name, **draft}, QUOTE, data, registry] for name, draft in FAULTY.items()]
    root = copy_project("orchard", tmp_path)
    answers = dict(zip(FAULTY, asked("annotate_rules.mjs", cases), strict=True))
    for name, (text, _) in answers.items():
        write_files(root, {f"annotations/passages/valley-gazette-sluice/x-{name.lower()}.yml": text})
    told: dict[str, list[tuple[str, str]]] = {name.lower(): [] for name in FAULTY}
    for problem in pipeline.check(Project.at(root)).problems:
        message = re.sub(r"^a record below '[a-z_]+' (?=must have)", "", problem.message)
        told[Path(problem.location.path).stem.removeprefix("x-")].append((problem.rule, message))
    for name, (_, problems) in answers.items():
        ((rule, message, hint, later),) = problems
        assert not later
        if name == "lake-level":  # the check names file and line of the other one
            assert (rule, message) == (
                "duplicate-id",
                "'id' must be unique in the source; 'lake-level' stands there already",
            )
        elif name == "measure":  # without one there is no figure for the check to look into
            assert (rule, message) in told[name.lower()]
        else:
            assert told[name.lower()] == [(rule, message)], name
        assert hint == HINTS.get(name, hint)
        assert hint or name in ("con", "range")


INFERRED = {
    "claims": [
        {"type": "demand", "due": "2031-03", "due_inferred": "x"},
        FIGURE | {"amount": "words", "words": "board", "since": "2031-03", "period_inferred": "x"},
        FIGURE | {"amount": "words", "words": "board", "until": "2031-03", "inferred": "x"},
    ],
    "relations": [RELATION | {"date": "2031-03", "date_inferred": "x"}],
    "provisions": [
        REPORT | {"date": "2031-03", "date_inferred": "x", "origin": "orvik-at-the-weir", "said_by": ["lena-orvik"]}
    ],
}


def test_inferred_dates_are_let_be(corpora: dict[str, Corpus]) -> None:
    """A date that the quote does not show has no fault once a reason is given, wherever it stands."""
    files = dict(annotating_files(corpora["orchard"], Settings()))
    data, registry = (json.loads(files[name]) for name in (source_file("valley-gazette-sluice"), REGISTRY))
    ((_, problems),) = asked("annotate_rules.mjs", [["drafted", {"id": "x", **INFERRED}, QUOTE, data, registry]])
    assert problems == []


def test_drafts_are_kept_as_far_as_they_fit(corpora: dict[str, Corpus]) -> None:
    """A draft of an older panel gets what it lacks; what names a record that is gone is emptied."""
    registry = json.loads(dict(annotating_files(corpora["orchard"], Settings()))[REGISTRY])
    old = {"span": {"run": 0, "start": 0, "end": 9}, "claims": [{"type": "event", "about": ["dorn", "gone"]}]}
    new = {
        "span": {"run": 0, "start": 0, "end": 4},
        "tags": [{"id": "gone", "words": "", "usage": ""}, {"id": "dorn", "words": "", "usage": ""}],
        "claims": [{**BOTH, "origin": "gone"}, {"question": "gone", "answer": "a", "deniedQuestion": "compact-kept", "deniedAnswer": "gone"}],
        "relations": [{"from": "gone", "to": "dorn"}],
        "provisions": [REPORT | {"provision": "winter-flow"}, REPORT | {"provision": "gone", "by": "gone"}],
    }  # fmt: skip
    kept, fitted = asked("annotate_rules.mjs", [["kept", draft, registry, [{"text": "A run"}]] for draft in (old, new)])
    assert (kept["span"], kept["relations"], kept["provisions"], kept["tags"]) == (None, [], [], [])
    assert kept["claims"][0]["about"] == ["dorn"]
    assert (kept["claims"][0]["due"], kept["claims"][0]["origin"], kept["claims"][0]["via"]) == ("", "", [])
    assert fitted["span"] == new["span"]
    assert [tag["id"] for tag in fitted["tags"]] == ["dorn"]
    answers = [[claim[key] for key in (*BOTH, "origin")] for claim in fitted["claims"]]
    assert answers == [[*BOTH.values(), ""], ["", "", "compact-kept", "", ""]]
    assert [(one["from"], one["to"], one["said_by"]) for one in fitted["relations"]] == [("", "dorn", [])]
    assert [(one["agreement"], one["provision"], one["by"]) for one in fitted["provisions"]] == [
        ("weir-compact", "winter-flow", ""),
        ("weir-compact", "", ""),
    ]


def test_rules_are_those_of_the_check() -> None:
    """The panel names no rule that the check does not have."""
    script = (REPOSITORY / "build_tools/theme/assets/js/annotate-check.js").read_text("utf-8")
    named = set(re.findall(r'problem\((?:[^,()]|\([^()]*\))+, "([a-z-]+)"', script)) | set(
        re.findall(r': "([a-z]+-[a-z]+)"[,} ]', script)
    )
    assert {"quote-ambiguous", "unknown-term", "bad-date", "relation-self"} <= named <= set(RULES)
