"""Every case in `tests/cases/completeness/` finds exactly what it lists; a case is a file, as with problems."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from build_tools.completeness import KINDS, Completeness, completeness_of, coverage_of
from build_tools.corpus import Corpus
from build_tools.problems import Problem
from build_tools.vocabulary import TOOL_LISTS
from tests.core_support import CASES, check_complete, check_files, read_case
from tests.corpus_support import SENTENCE, copy_project, run, small_corpus, write_files

COMPLETENESS_CASES = sorted((CASES / "completeness").glob("*.yml"))


def shown(problem: Problem) -> str:
    """Return a finding as a case writes it: place, rule, and what the message says of the words."""
    place = problem.location
    file = "" if place.path == "seeds/letter.txt" else f"{place.path}:"
    return f"{file}{place.line}:{place.column} {problem.rule}: {problem.message.partition('; ')[2]}"


def numbers(found: Completeness) -> dict[str, Any]:
    """Return the numbers of a source as a case writes them."""
    coverage = found.coverage
    sentences = [coverage.sentences, coverage.inside, coverage.dismissed]
    return {"sentences": sentences} | ({"dismissed": dict(found.dismissed)} if found.dismissed else {})


@pytest.mark.parametrize("path", COMPLETENESS_CASES, ids=lambda path: path.stem)
def test_case(path: Path, tmp_path: Path) -> None:
    """The findings of the letter, its sentences (all, inside passages, dismissed) and what was dismissed are those listed."""
    case = read_case(path)
    checked, (found,) = check_complete(tmp_path, case["files"])
    assert [shown(problem) for problem in checked.problems] == case["findings"]
    assert numbers(found) == case["numbers"]
    assert sum(found.left.values()) == sum(problem.rule in KINDS for problem in checked.problems)
    assert checked.corpus is not None
    assert coverage_of(checked.corpus.sources["letter"]) == found.coverage


def test_kinds_are_the_list_of_the_vocabulary() -> None:
    """What a dismissal can name is what is looked for."""
    assert tuple(TOOL_LISTS["findings"]) == KINDS


@pytest.mark.parametrize("path", COMPLETENESS_CASES, ids=lambda path: path.stem)
def test_plain_check_reports_none(path: Path, tmp_path: Path) -> None:
    """Without the flag nothing that is overlooked is reported."""
    overlay = {**read_case(CASES / "complete.yml")["files"], **read_case(path)["files"]}
    assert check_files(tmp_path, overlay).problems == []


@pytest.mark.parametrize("path", COMPLETENESS_CASES, ids=lambda path: path.stem)
def test_proposed_dismissals_settle(path: Path, tmp_path: Path) -> None:
    """Whatever is found, the YAML that the message proposes is valid, is anchored at that place and settles it."""
    files = read_case(path)["files"]
    checked, _ = check_complete(tmp_path / "before", files)
    findings = [problem for problem in checked.problems if problem.rule in KINDS]
    proposed = "\n".join(problem.hint.partition("\n")[2] for problem in findings)
    new = {"annotations/dismissals/letter/proposed.yml": f"dismissals:\n{proposed}\n"} if findings else {}
    checked, (found,) = check_complete(tmp_path / "after", files | new)
    assert [problem for problem in checked.problems if problem.location.path.endswith("proposed.yml")] == []
    assert found.left == {}


def test_sources_in_order(tmp_path: Path) -> None:
    """Numbers come in the order of the corpus, and paths bear the folder that is named."""
    run_on = check_files(tmp_path, {})
    assert run_on.corpus is not None
    found = completeness_of(run_on.corpus, "../texts")
    assert [source.source_id for source in found] == ["daily-post", "letter"]
    assert {p.location.path for source in found for p in source.problems} == {
        "../texts/daily-post.txt",
        "../texts/letter.txt",
    }


def test_percent_is_rounded_down(tmp_path: Path) -> None:
    """No per cent is given away: 100 stands for all sentences alone, and for a text without any."""
    lines = "".join(f"It rained on day {number}.\n" for number in range(300))
    checked, (found,) = check_complete(
        tmp_path,
        {
            "seeds/letter.txt": lines,
            "annotations/passages/letter/main.yml": json.dumps(
                {"passages": [{"id": f"d-{n}", "quote": f"It rained on day {n}."} for n in range(299)]}
            ),
        },
    )
    assert isinstance(checked.corpus, Corpus)
    assert (found.coverage.inside, found.coverage.sentences, found.coverage.percent) == (299, 300, 99)


# ---- command ----------------------------------------------------------------------------------------


def test_command_ends_with_one_for_a_finding(tmp_path: Path) -> None:
    """With the flag a finding fails the check, and every source has its line; without, nothing of it is told."""
    write_files(tmp_path, small_corpus())
    assert run("check", "--root", tmp_path).code == 0
    ended = run("check", "--completeness", "--root", tmp_path)
    assert ended.code == 1
    assert "seeds/one.txt:1:24: error: " in ended.out
    assert "[date-outside]" in ended.out
    assert ended.err.splitlines() == [
        "1 of 1 quotes checked; 1 error, 1 warning",
        "one: 1 of 1 sentences inside passages (100 %); left: 1 date-outside; dismissed: nothing",
    ]


def test_command_ends_with_zero_where_all_is_explained(tmp_path: Path) -> None:
    """A dismissed finding does not fail the check; missing cues alone are a warning."""
    dismissal = {"dismissals": [{"words": ["May"], "findings": ["date-outside"], "reason": "No claim."}]}
    write_files(tmp_path, small_corpus(**{"annotations__dismissals__one__all.yml": dismissal}))
    ended = run("check", "--completeness", "--root", tmp_path)
    assert (ended.code, ended.err.splitlines()) == (
        0,
        [
            "1 of 1 quotes checked; 0 errors, 1 warning",
            "one: 1 of 1 sentences inside passages (100 %); left: nothing; dismissed: 1 date-outside",
        ],
    )


def test_findings_in_json(tmp_path: Path) -> None:
    """Findings come in the form of every other problem."""
    write_files(tmp_path, small_corpus())
    problems = json.loads(run("check", "--completeness", "--format", "json", "--root", tmp_path).out)
    assert [(p["file"], p["level"], p["rule"]) for p in problems] == [
        ("annotations/sources/one.yml", "warning", "cues-missing"),
        ("seeds/one.txt", "error", "date-outside"),
    ]


def test_errors_come_first(tmp_path: Path) -> None:
    """A corpus with errors is not looked through: what a faulty passage leaves out was not overlooked."""
    wrong = {"passages": [{"id": "closed", "quote": f"{SENTENCE[:-1]}!", "places": ["weir"]}]}
    write_files(tmp_path, small_corpus(**{"annotations__passages__one__all.yml": wrong}))
    ended = run("check", "--completeness", "--root", tmp_path)
    assert ended.code == 1
    assert "-outside]" not in ended.out
    assert ended.err.splitlines()[-1] == "completeness was not checked; mend the errors first"


def test_other_scripts_in_a_whole_corpus(tmp_path: Path) -> None:
    """A corpus in four languages and two scripts is looked through; what its dismissals name is not told again."""
    ended = run("check", "--completeness", "--root", copy_project("orchard", tmp_path))
    assert ended.code == 1
    assert ended.err.splitlines()[1:] == [
        "courrier-canal: 3 of 5 sentences inside passages (60 %); left: 2 sentence-outside, 1 capitals-unregistered; "
        "dismissed: nothing",
        "valley-gazette-sluice: 13 of 15 sentences inside passages (86 %); left: nothing; dismissed: 2 sentence-outside",
        "sada-al-wadi-talks: 7 of 7 sentences inside passages (100 %); left: 1 name-untagged; dismissed: nothing",
        "su-gunlugu-meeting: 3 of 4 sentences inside passages (75 %); left: nothing; dismissed: 1 sentence-outside, "
        "1 name-untagged",
    ]
