"""Every case in `tests/cases/agreement/` gives the figures and differences that were worked out for it by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from build_tools.interannotator.comparison import compare
from build_tools.interannotator.passes import check_pass, places_in
from build_tools.interannotator.report import report
from tests.agreement_support import exchanged
from tests.core_support import CASES, read_case, write_project

AGREEMENT_CASES = sorted((CASES / "agreement").glob("*.yml"))


def document(root: Path, files: dict[str, Any], a: str = "a", b: str = "b") -> dict[str, Any]:
    """Write a case and return the JSON document of its comparison."""
    project = write_project(root, files)
    passes = [check_pass(project, root / name, lambda items, _what, _total: items) for name in (a, b)]
    assert {problem.rule for checked in passes for problem in checked.problems} <= {"no-quotes"}
    corpora = [checked.corpus for checked in passes]
    assert corpora[0] and corpora[1]
    shown = report(compare(corpora[0], corpora[1]), (a, b), "seeds", places_in(project), "json", True)
    found = json.loads(shown)
    assert isinstance(found, dict)
    return found


def listed(difference: dict[str, Any]) -> str:
    """Return a difference as a case writes it."""
    sides = [f"{s['text']} ({s['file']}:{s['line']})" if s else "–" for s in (difference["a"], difference["b"])]
    place = f"{difference['line']}:{difference['column']}"
    return f"{place} {difference['kind']}: {difference['words']} | {' | '.join(sides)}"


@pytest.mark.parametrize("path", AGREEMENT_CASES, ids=lambda path: path.stem)
def test_case(path: Path, tmp_path: Path) -> None:
    """The figures that a case lists are those found, and its differences are all there are; texts with their places."""
    case = read_case(path)
    found = document(tmp_path, case["files"])
    assert (found["only_a"], found["only_b"]) == (case.get("only_a", []), case.get("only_b", []))
    for group, figures in case["figures"].items():
        for name, wanted in figures.items():
            figure = found["overall"][group][name]
            assert {key: figure.get(key) for key in wanted} == wanted, (group, name)
    assert [listed(difference) for difference in found["differences"]] == case["differences"]


@pytest.mark.parametrize("path", AGREEMENT_CASES, ids=lambda path: path.stem)
def test_case_exchanged(path: Path, tmp_path: Path) -> None:
    """With A and B exchanged, the document is the same but for the names."""
    files = read_case(path)["files"]
    assert document(tmp_path, files, "b", "a") == exchanged(document(tmp_path, files)) | {"a": "b", "b": "a"}


@pytest.mark.parametrize("path", AGREEMENT_CASES, ids=lambda path: path.stem)
def test_one_source_is_all_sources(path: Path, tmp_path: Path) -> None:
    """Where both annotate one source, its figures are those over all."""
    found = document(tmp_path, read_case(path)["files"])
    assert [source["figures"] for source in found["sources"]] in ([found["overall"]], [])
