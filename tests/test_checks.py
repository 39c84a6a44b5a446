"""Checks over the whole corpus: what the cases in `tests/cases/problems/` do not show."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from build_tools import loaded, loading
from build_tools.problems import Problem
from build_tools.reporters import report
from build_tools.rules import Level
from build_tools.yaml_reader import read_yaml
from tests.core_support import Files, base_files, check_files


def found(problems: list[Problem]) -> list[tuple[str, str]]:
    """Return place and rule of problems."""
    return [(problem.location.path, problem.rule) for problem in problems]


def test_long_chain_of_parts(tmp_path: Path) -> None:
    """A chain of parts may be of any length; where it closes, that is one problem and no exception."""
    chain: Files = {
        f"annotations/places/p{n}.yml": f"{{name: P{n}, type: city, part_of: [p{n + 1}]}}" for n in range(1_050)
    }
    problems = check_files(
        tmp_path, chain | {"annotations/places/p1050.yml": "{name: End, type: city, part_of: [p7]}"}
    ).problems
    assert [problem.rule for problem in problems] == ["cycle"]


def test_shared_ancestors_are_no_cycle(tmp_path: Path) -> None:
    """Two ways up to the same place are no cycle."""
    places: Files = {
        "annotations/places/a.yml": "{name: A, type: city, part_of: [b, c]}",
        "annotations/places/b.yml": "{name: B, type: city, part_of: [d]}",
        "annotations/places/c.yml": "{name: C, type: city, part_of: [d]}",
        "annotations/places/d.yml": "{name: D, type: city}",
    }
    assert check_files(tmp_path, places).problems == []


def test_one_fault_does_not_hide_another(tmp_path: Path) -> None:
    """Faults of every stage, in several files, are reported in one run, each where it is."""
    problems = check_files(
        tmp_path,
        {
            "seeds/new.txt": "x",
            "annotations/actors/bob.yml": "name: Bob\ntype: persn\n",
            "annotations/actors/eve.yml": "name: [Eve\n",
            "annotations/places/nowhere.yml": "{name: Nowhere, type: city, part_of: [somewhere]}",
            "annotations/passages/daily-post/more.yml": """\
passages:
  - id: rain
    quote: It will rain.
  - id: word
    quote: “We keep our word,”
    actors: [ann-lee]
""",
        },
    ).problems
    assert found(problems) == [
        ("annotations/actors/bob.yml", "unknown-term"),
        ("annotations/actors/eve.yml", "yaml-syntax"),
        ("annotations/passages/daily-post/more.yml", "quote-not-found"),
        ("annotations/passages/daily-post/more.yml", "mention-not-found"),
        ("annotations/places/nowhere.yml", "unknown-id"),
        ("seeds/new.txt", "source-without-record"),
    ]


def test_kept_passes_are_no_part_of_the_corpus(tmp_path: Path) -> None:
    """What lies in `annotations/passes/` is for comparing passes: it is neither checked nor read."""
    kept = {"annotations/passes/anna/daily-post/x.yml": "passages: nonsense", "annotations/passes/notes.txt": "Notes."}
    checked, bare = check_files(tmp_path / "kept", kept), check_files(tmp_path / "bare", {})
    assert (checked.problems, checked.quotes) == ([], bare.quotes)


def test_warnings_alone_do_not_forbid_the_site(tmp_path: Path) -> None:
    """A site is built where there is no error and at least one quote was checked."""
    warned = check_files(tmp_path / "warned", {"seeds/new.txt": "x"})
    assert [problem.level for problem in warned.problems] == [Level.WARNING]
    assert warned.passed
    assert warned.summary == "1 of 1 quotes checked"
    faulty = check_files(tmp_path / "faulty", {"annotations/actors/bob.yml": "name: Bob"})
    assert not faulty.passed
    assert faulty.summary == "1 of 1 quotes checked"


def test_many_faults_in_one_file(tmp_path: Path) -> None:
    """A file full of faults is read again once for their places, not once a fault."""
    reads: list[str] = []
    quotes = "".join(f"  - {{id: p-{n}, quote: no such words {n}}}\n" for n in range(300))
    with pytest.MonkeyPatch.context() as patch:
        for module in (loaded, loading):  # which reads again, and which reads first
            patch.setattr(
                module, "read_yaml", lambda content, path, **_: reads.append(path) or read_yaml(content, path)
            )
        problems = check_files(tmp_path, {"annotations/passages/letter/a.yml": f"passages:\n{quotes}"}).problems
    assert [problem.location.line for problem in problems] == list(range(2, 302))
    assert reads.count("annotations/passages/letter/a.yml") == 2


ODD = [
    *[
        "",
        "~",
        "[]",
        "{}",
        "[a]",
        "{a: b}",
        "[[]]",
        "[{}]",
        "{a: {b: c}}",
        "-5",
        "1e9999",
        "2020-02-30",
        "../2020",
        "x" * 300,
    ],
    *[
        "northland",
        "[northland, northland]",
        "{northland: Northland}",
        "{northland: {text: x}}",
        "{northland: [x, {y: [z]}]}",
    ],
    *[
        "{northland: {text: Northland, prefix: The}}",
        "daily-post#signed",
        "'[@a#b]'",
        "javascript:x",
        "|\n      x",
        '"\\u202e"',
    ],
    *[
        "[null]",
        "{a: null}",
        "7-1",
        "[1-2, 3]",
        "none",
        "{measure: displaced-people, value: 5}",
        "{holding: x}",
        "'#'",
        "é",
    ],
]


def mutated(rng: random.Random, text: str) -> str:
    """Return a file with a line gone, doubled, cut or with another value."""
    lines = text.split("\n")
    index = rng.randrange(len(lines))
    line = lines[index]
    match rng.randrange(5):
        case 0:
            del lines[index]
        case 1:
            lines.insert(index, rng.choice(lines))
        case 2 if line:
            cut = rng.randrange(len(line))
            lines[index] = line[:cut] + rng.choice([":", " ", "-", "[", "}", ",", '"', "#", "\t", ""]) + line[cut + 1 :]
        case 3 if ":" in line:
            lines[index] = f"{line.split(':')[0]}: {rng.choice(ODD)}"
        case _:
            lines[index] = re.sub(r"[\w-]+(?=[,\]}]|$)", lambda m: rng.choice([m[0], rng.choice(ODD)]), line)
    return "\n".join(lines)


def test_no_mutation_of_a_corpus_is_an_exception(tmp_path: Path) -> None:
    """Whatever is wrong with a file, there is a list of problems, each in a file of the corpus, and no site without reason."""
    rng = random.Random(42)
    rich: Files = {
        "annotations/passages/daily-post/main.yml": """\
passages:
  - id: signed
    quote: The Northland government and the Southland Front signed a truce on Friday.
    prefix: "2001."
    actors: [northland]
    agreements: [{ester-truce: truce}]
    claims:
      - type: figure
        said_by: ann-lee
        via: [northland]
        date: 2001-05-04
        date_inferred: From the dateline.
        figure: {measure: displaced-people, value: 12, unit: people, since: 2001, inferred: For tests.}
        answers: {holding: "yes"}
    relations:
      - {from: northland, type: backs, to: ann-lee}
    provisions:
      - {agreement: ester-truce, provision: ceasefire, report: kept}
""",
        "annotations/actors/northland.yml": """\
name: Northland
type: state
names: [{text: Northland government, kind: epithet, language: en}]
summary: A state that signed the truce [@daily-post#signed].
leads: [{ann-lee: gazette}]
dates: {start: 1999, end: 2000, basis: For tests.}
same_as: {wikidata: Q42}
references: {gazette: A gazette}
""",
    }
    assert check_files(tmp_path / "whole", rich).problems == []
    sources = {path: text for path, text in (base_files() | rich).items() if path.endswith(".yml")}
    faulty = 0
    for number in range(150):
        path = rng.choice(sorted(sources))
        root = tmp_path / str(number)
        checked = check_files(root, rich | {path: mutated(rng, sources[path])})
        errors = [problem for problem in checked.problems if problem.level is Level.ERROR]
        assert checked.passed != bool(errors)
        assert all((root / problem.location.path).exists() for problem in checked.problems)
        assert (report(errors, "text") == "") == (errors == [])
        faulty += bool(errors)
    assert faulty > 50
