"""What the panel for annotating reads, and what its modules make of it: held to `anchoring.py`, `mentions.py` and the check.

The modules run in Node, without a page; `tests/test_browser_annotate.py` has the whole way.
"""

from __future__ import annotations

import json
import random
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from build_tools import rights
from build_tools.anchoring import Anchored, anchor, find_all, settling
from build_tools.corpus import Corpus, CorpusSource
from build_tools.date_guesses import date_cure
from build_tools.dates import missing_parts, month_words, parse_date
from build_tools.exports.annotating import REGISTRY, annotating_files, shown_runs, source_file
from build_tools.mentions import name_spans
from build_tools.numerals import magnitude_words, number_in_text
from build_tools.registry import read_registry
from build_tools.repeats import as_utf16
from build_tools.settings import Settings
from build_tools.sources import normalise
from build_tools.yaml_reader import plain, read_yaml
from tests.annotate_node_support import asked, checked_corpora, data_of, quote_of
from tests.core_support import check_files

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
    return checked_corpora()


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
