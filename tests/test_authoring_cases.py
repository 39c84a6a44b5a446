"""Every case of the commands for who adds an article: a tiny project, a command, and exactly what it prints and writes.

A case is a file in `tests/cases/locate/`, `suggest/`, `new-source/` or `reanchor/`. `ROOT` stands for the project.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from build_tools.pipeline import check
from build_tools.project import Project
from build_tools.rules import Level
from tests.core_support import CASES, read_case, write_project
from tests.corpus_support import Run, bytes_below, run

FOLDERS = ("locate", "suggest", "new-source", "reanchor")
BY_FOLDER = {folder: sorted((CASES / folder).glob("*.yml")) for folder in FOLDERS}
ALL = [path for paths in BY_FOLDER.values() for path in paths]


def name_of(path: Path) -> str:
    """Return what a case is called."""
    return f"{path.parent.name}/{path.stem}"


def prepared(path: Path, root: Path) -> dict[str, Any]:
    """Write the project of a case below `root` and return the case."""
    case = read_case(path)
    write_project(root, dict(read_case(CASES / "complete.yml")["files"]) | case["files"])
    return case


def ran(case: dict[str, Any], root: Path) -> Run:
    """Run the command of a case."""
    return run(*(argument.replace("ROOT", str(root)) for argument in case["command"]), "--root", root)


def changed_below(root: Path, before: dict[str, bytes]) -> dict[str, bytes]:
    """Return the files that are other than they were; none may be gone."""
    after = bytes_below(root)
    assert before.keys() <= after.keys()
    return {name: content for name, content in after.items() if before.get(name) != content}


@pytest.mark.parametrize("path", ALL, ids=name_of)
def test_case(path: Path, tmp_path: Path) -> None:
    """The command ends with the code, prints the lines and writes the files that the case lists, and nothing else."""
    case = prepared(path, tmp_path)
    before = bytes_below(tmp_path)
    ended = ran(case, tmp_path)
    shown = [text.replace(str(tmp_path), "ROOT") for text in (ended.out, ended.err)]
    assert (ended.code, *shown) == (case["code"], case["out"], case["err"])
    written = {name: content.decode("utf-8") for name, content in changed_below(tmp_path, before).items()}
    assert written == case.get("written", {})


@pytest.mark.parametrize("path", BY_FOLDER["suggest"], ids=name_of)
def test_what_is_suggested_passes_the_check(path: Path, tmp_path: Path) -> None:
    """The YAML as it is printed, saved as a file, adds no problem; suggested again, nothing is."""
    case = prepared(path, tmp_path)
    before = [problem for problem in check(Project.at(tmp_path)).problems if problem.level is Level.ERROR]
    ended = ran(case, tmp_path)
    if ended.out:
        folder = tmp_path / "annotations/passages" / case["command"][1]
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "taken-over.yml").write_text(ended.out, encoding="utf-8")
    checked = check(Project.at(tmp_path))
    assert [problem for problem in checked.problems if problem.level is Level.ERROR] == before
    assert checked.quotes == checked.quotes_found or before
    assert ran(case, tmp_path).out == ""


@pytest.mark.parametrize("path", BY_FOLDER["locate"], ids=name_of)
def test_quotes_that_locate_gives_are_found(path: Path, tmp_path: Path) -> None:
    """Each quote that is printed, made a passage of its source, names its place."""
    case = prepared(path, tmp_path)
    source, lines, number = "", [], 0
    for line in ran(case, tmp_path).out.splitlines():
        if ": source '" in line:
            source = line.split("'")[1]
        elif line.startswith(("    quote: ", "    prefix: ", "    suffix: ", "      ")) and "{+" not in line:
            if line.startswith("    quote: "):
                number += 1
                lines.append((source, f"  - id: located-{number}\n"))
            lines.append((source, f"{line}\n"))
    for source in {source for source, _ in lines}:
        folder = tmp_path / "annotations/passages" / source
        folder.mkdir(parents=True, exist_ok=True)
        body = "passages:\n" + "".join(line for owner, line in lines if owner == source)
        (folder / "located.yml").write_text(body, encoding="utf-8")
    checked = check(Project.at(tmp_path))
    assert [problem for problem in checked.problems if problem.level is Level.ERROR] == []
    assert checked.quotes_found == checked.quotes


@pytest.mark.parametrize("path", BY_FOLDER["reanchor"], ids=name_of)
def test_reanchored_twice_is_reanchored_once(path: Path, tmp_path: Path) -> None:
    """A second run changes nothing; where nothing was left to a person, the check is clean and nothing is to do."""
    case = prepared(path, tmp_path)
    first = ran(case, tmp_path)
    written = bytes_below(tmp_path)
    second = ran(case, tmp_path)
    assert bytes_below(tmp_path) == written
    if "--write" in case["command"] and first.code == 0:
        assert "there is nothing to do" in second.err
        assert check(Project.at(tmp_path)).problems == []
    elif "--write" in case["command"]:
        assert second.code == 1
        assert "0 files changed" in second.err or second.err.endswith("nothing was written\n")
