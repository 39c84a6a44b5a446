"""Rename and merge in tiny corpora: what changes everywhere, what is left, what is refused, and the same twice."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from build_tools import pipeline
from build_tools.editing.changes import Changes
from build_tools.editing.journal import is_unfinished
from build_tools.editing.substitution import corpus_files, move_named_files, replaced, substitute
from build_tools.former_ids import PART_OF
from build_tools.loading import load
from build_tools.project import Project
from tests.core_support import CASES, read_case, write_project
from tests.corpus_support import run, run_process, write_files
from tests.hostile_corpus import make_corpus
from tests.test_editing import tree

RUNS = sorted((CASES / "editing" / "runs").glob("*/*.yml"))


@pytest.mark.parametrize("path", RUNS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_run(path: Path, tmp_path: Path) -> None:
    """A command leaves exactly the files that its case lists, says what it should, and does nothing the second time."""
    case = read_case(path)
    files: dict[str, Any] = case["files"]
    write_project(tmp_path, files)
    before = tree(tmp_path)
    arguments = [word.replace("FILE/", f"{tmp_path}/") for word in case["run"]]
    ended = run(*arguments, "--root", tmp_path)
    after = tree(tmp_path)
    for said in case.get("says", []):
        assert said in (ended.err + ended.out)
    assert ended.code == case.get("code", 0), ended.err
    wanted: dict[str, Any] = case.get("after", {})
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    assert {name for name in changed if (after.get(name) or before.get(name)) is not None} == set(wanted)
    assert {name: (after[name] or b"").decode() if name in after else None for name in wanted} == wanted
    if "problems" in case:
        problems = pipeline.check(Project.at(tmp_path)).problems
        assert [f"{p.location.path}:{p.location.line} {p.rule}" for p in problems] == case["problems"]
    if path.parent.name in ("fmt", "fix"):
        run(*arguments, "--root", tmp_path)
        assert tree(tmp_path) == after


@pytest.mark.parametrize("arguments", [("rename", "northland", "north"), ("merge", "ann-lee", "bob-lee")])
def test_dry_run_writes_nothing(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """With `--dry-run` the patch is printed and no file is touched."""
    write_project(tmp_path, {"annotations/actors/bob-lee.yml": "name: Bob Lee\ntype: person\n"})
    before = tree(tmp_path)
    ended = run(*arguments, "--dry-run", "--root", tmp_path)
    assert ended.code == 0
    assert "diff --git a/annotations/" in ended.out
    assert "+++ b/annotations/renames.yml" in ended.out
    assert tree(tmp_path) == before


ODD = {
    "annotations/actors/bob-lee.yml": b"name: Bob Lee\r\ntype: person # a\ttab\r\npart_of: northland\r\n",
    "annotations/passages/daily-post/odd.yml": (
        "passages:\n- id: odd # a\ttab \u00e9\u200c\n  quote: We keep our word\n"
        "  actors: [{northland: We}]\n  note: y  # ends without a line end"
    ).encode(),
}
DRY = [("rename", "northland", "north", "--dry-run"), ("merge", "ann-lee", "bob-lee", "--dry-run"), ("fmt", "--check")]


@pytest.mark.parametrize("arguments", DRY, ids=lambda arguments: arguments[0])
def test_printed_patch_is_for_git(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """Where the output is no terminal, the patch is one for `git apply`: tabs, line ends and letters as in the files."""
    for name in ("one", "two"):
        write_project(tmp_path / name, {})
        write_files(tmp_path / name, ODD)
    printed = run_process(*arguments, "--root", tmp_path / "one", env={"GITHUB_ACTIONS": ""}).stdout
    applied = subprocess.run(
        ["git", "apply", "--whitespace=nowarn", "-"],
        cwd=tmp_path / "one", input=printed, capture_output=True, check=False,
    )  # fmt: skip
    assert applied.returncode == 0, applied.stderr
    assert run(*(word for word in arguments if not word.startswith("--")), "--root", tmp_path / "two").code == 0
    assert tree(tmp_path / "one") == tree(tmp_path / "two")
    assert b"\t" in printed
    logged = run_process(*arguments, "--root", tmp_path / "two", env={"GITHUB_ACTIONS": "true"}).stdout
    assert b"\t" not in logged
    assert b"\r" not in logged


def test_printed_patch_has_names_of_any_bytes(tmp_path: Path) -> None:
    """A file whose name is not UTF-8 is in the patch under its own bytes, for a terminal by their codes."""
    root = write_project(tmp_path / "one", {}).root
    name = os.fsencode(root / "annotations/actors/bob") + b"\xff.yml"
    Path(os.fsdecode(name)).write_bytes(b"name:   Bob Lee\ntype: person\n")
    printed = run_process("fmt", "--check", "--root", root, env={"GITHUB_ACTIONS": ""})
    assert printed.stderr.count(b"Traceback") == 0
    assert b"actors/bob\xff.yml" in printed.stdout
    assert b"bob\\u{dcff}.yml" in run_process("fmt", "--check", "--root", root, env={"GITHUB_ACTIONS": "true"}).stdout


def test_a_killed_rename_is_finished_by_the_same_command(tmp_path: Path) -> None:
    """A rename that is killed for real after its first change is ended by the same command, which then has no more to do."""
    write_project(tmp_path / "one", {})
    write_project(tmp_path / "two", {})
    assert run("rename", "northland", "north", "--root", tmp_path / "one").code == 0
    killing = (
        "import os, pathlib, sys; sys.argv[0] = 'build_tools'; real = pathlib.Path.unlink\n"
        "pathlib.Path.unlink = lambda self, **n: os._exit(9) if self.name == 'northland.yml' else real(self, **n)\n"
        "from build_tools.cli import main; main(sys.argv[1:])"
    )
    killed = run_process("rename", "northland", "north", "--root", tmp_path / "two", code=killing)
    assert killed.returncode == 9
    assert is_unfinished(Project.at(tmp_path / "two"))
    assert tree(tmp_path / "one") != tree(tmp_path / "two")
    again = run("rename", "northland", "north", "--root", tmp_path / "two")
    assert (again.code, again.err) == (0, "finished what was broken off: rename northland north\n")
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def rename_all(project: Project, suffix: str, *, back: bool) -> int:
    """Give every record and part another id, or the one that it had; return how many places change."""
    ids = load(project).ids()

    def other(identifier: str) -> str:
        whole, mark, part = identifier.partition("#")
        new = (part or whole).removesuffix(suffix) if back else (part or whole) + suffix
        return f"{whole}#{new}" if mark else new

    new_ids = {kind: {identifier: other(identifier) for identifier in found} for kind, found in ids.items()}
    changes = Changes(project, "everything")
    places = sum(substitute(changes, path, replaced(new_ids)) for path in corpus_files(project))
    for kind in ids.keys() - PART_OF.keys():
        move_named_files(changes, kind, new_ids[kind])
    changes.apply()
    return places


def test_every_key_that_holds_an_id_is_known(tmp_path: Path) -> None:
    """In a corpus that fills every key of every record, all ids get others and the check finds none that was missed."""
    files = {name: content for name, content in make_corpus(hostile=False).files.items() if "renames" not in name}
    write_files(tmp_path, files)
    project = Project.at(tmp_path)
    start = pipeline.check(project)
    assert start.passed
    before = tree(tmp_path)
    assert rename_all(project, "-zz", back=False) > 1000
    checked = pipeline.check(project)
    assert checked.problems == start.problems
    assert checked.quotes_found == start.quotes_found
    rename_all(project, "-zz", back=True)
    assert tree(tmp_path) == before
