"""Every case in `tests/cases/problems/` gives exactly the problems that it lists; adding a case is adding a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from build_tools.problems import Problem
from build_tools.rules import RULES
from tests.core_support import CASES, check_complete, check_files, read_case

PROBLEM_CASES = sorted((CASES / "problems").glob("*/*.yml"))


def shown(problem: Problem, wanted: dict[str, Any]) -> dict[str, str]:
    """Return a problem as a case writes it; the hint only where the case gives one."""
    place = problem.location
    fields = {"at": f"{place.path}:{place.line}:{place.column} {problem.rule}", "message": problem.message}
    return fields | ({"hint": problem.hint} if "hint" in wanted else {})


@pytest.mark.parametrize("path", PROBLEM_CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_case(path: Path, tmp_path: Path) -> None:
    """The whole list of problems is that of the case: place, rule, message, and the hint where it is the point."""
    case = read_case(path)
    wanted: list[dict[str, Any]] = case["problems"]
    complete = case.get("completeness", False)
    checked = check_complete(tmp_path, case["files"])[0] if complete else check_files(tmp_path, case["files"])
    found = checked.problems
    padded = wanted + [{}] * (len(found) - len(wanted))
    assert [shown(problem, want) for problem, want in zip(found, padded, strict=False)] == wanted
    assert path.parent.name in {problem.rule for problem in found}
    assert [problem for problem in found if not problem.hint] == [], "every problem has a cure"


def test_base_has_no_problem(tmp_path: Path) -> None:
    """The project that cases overlay passes, so what a case reports comes from its overlay."""
    checked = check_files(tmp_path, {})
    assert checked.problems == []
    assert checked.passed


def test_complete_base_has_no_problem(tmp_path: Path) -> None:
    """Nothing is overlooked in the project that cases with `completeness: true` overlay."""
    checked, _ = check_complete(tmp_path, {})
    assert checked.problems == []
    assert checked.passed


def test_cases_belong_to_rules() -> None:
    """Each folder is a rule. The first case of a rule is the example of its page (`test_rule_pages.py`)."""
    folders = {path.parent.name for path in PROBLEM_CASES}
    assert folders <= RULES.keys()
    assert {path.name for path in (CASES / "problems").iterdir()} == folders
