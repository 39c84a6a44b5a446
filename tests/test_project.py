"""Where a corpus lives: its folders, and reaching files in them without following links."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from build_tools import project as project_module
from build_tools.pipeline import check
from build_tools.problems import Problem
from build_tools.project import Project, list_files, read_file
from tests.core_support import check_files, write_project


def found(problems: list[Problem]) -> list[tuple[str, str]]:
    """Return place and rule of problems."""
    return [(problem.location.path, problem.rule) for problem in problems]


def test_folders_of_a_project(tmp_path: Path) -> None:
    """All folders lie under the root unless said otherwise; with a folder for pages, the site lies beside it."""
    project = Project.at(tmp_path)
    assert (project.seeds, project.annotations) == (tmp_path / "seeds", tmp_path / "annotations")
    assert (project.docs, project.site) == (tmp_path / "docs", tmp_path / "site")
    other = Project.at(tmp_path, seeds=tmp_path / "s", annotations=tmp_path / "a", out=tmp_path / "pages")
    assert (other.seeds, other.annotations) == (tmp_path / "s", tmp_path / "a")
    assert (other.docs, other.site) == (tmp_path / "pages", tmp_path / "pages-site")


def test_passages_can_lie_elsewhere(tmp_path: Path) -> None:
    """With another folder of passages all else stays, the corpus's own passages are not read, and faults name theirs."""
    project = write_project(tmp_path, {"pass/daily-post/deep/all.yml": "passages: []"})
    assert project.passages == tmp_path / "annotations/passages"
    other = project.with_passages(tmp_path / "pass")
    assert (other.passages, other.annotations) == (tmp_path / "pass", project.annotations)
    checked = check(other)
    assert checked.quotes == 0
    (misplaced,) = [problem for problem in checked.problems if problem.rule == "file-misplaced"]
    assert misplaced.location.path == "pass/daily-post/deep/all.yml"
    assert misplaced.message == "must lie in pass/<source-id>/"


def test_paths_are_shown_relative_to_the_root(tmp_path: Path) -> None:
    """Messages name files relative to the root, also those outside it."""
    project = Project.at(tmp_path / "root")
    assert project.shown(tmp_path / "root" / "seeds" / "a.txt") == "seeds/a.txt"
    assert project.shown(tmp_path / "elsewhere" / "a.txt") == "../elsewhere/a.txt"


def test_relative_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A root given relative to the working directory gives the same messages."""
    write_project(tmp_path, {"annotations/actors/bob.yml": "name: Bob"})
    absolute = check(Project.at(tmp_path)).problems
    monkeypatch.chdir(tmp_path)
    assert check(Project.at(Path())).problems == absolute
    assert found(absolute) == [("annotations/actors/bob.yml", "missing-key")]


def test_files_are_sorted_and_hidden_ones_passed_over(tmp_path: Path) -> None:
    """Files come in an order that no file system decides; those that editors leave behind are no fault."""
    for name in ("b/2.yml", "b/10.yml", "a.yml", "C.yml", ".a.yml.swp", ".git/config", "b/.DS_Store"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    files, problems = list_files(Project.at(tmp_path), tmp_path)
    assert [path.relative_to(tmp_path).as_posix() for path in files] == ["C.yml", "a.yml", "b/10.yml", "b/2.yml"]
    assert problems == []


@pytest.mark.parametrize("kind", ["file", "folder", "dangling", "loop", "absolute", "fifo"])
def test_what_is_no_plain_file_is_not_read(tmp_path: Path, kind: str) -> None:
    """Links of every kind, and files that are none, are problems; nothing of what they lead to is read."""
    write_project(tmp_path, {"outside/bob.yml": "name: Bob\ntype: person\n"})
    odd = tmp_path / "annotations" / "actors" / ("odd.yml" if kind != "folder" else "odd")
    if kind == "fifo":
        os.mkfifo(odd)
    else:
        targets = {
            "folder": tmp_path / "outside",
            "dangling": tmp_path / "nowhere",
            "loop": odd,
            "absolute": "/etc/passwd",
        }
        odd.symlink_to(targets.get(kind, tmp_path / "outside" / "bob.yml"))
    checked = check(Project.at(tmp_path))
    assert found(checked.problems) == [(f"annotations/actors/{odd.name}", "path-unsafe")]
    assert not checked.passed


@pytest.mark.parametrize("folder", ["seeds", "annotations"])
def test_linked_folder_of_the_corpus(tmp_path: Path, folder: str) -> None:
    """The folders of the corpus themselves are no links."""
    write_project(tmp_path / "real", {})
    write_project(tmp_path / "corpus", {})
    (tmp_path / "corpus" / folder).rename(tmp_path / "moved")
    (tmp_path / "corpus" / folder).symlink_to(tmp_path / "real" / folder)
    checked = check(Project.at(tmp_path / "corpus"))
    assert (folder, "folder-missing") in found(checked.problems)
    assert not checked.passed


def test_link_put_in_place_of_a_file(tmp_path: Path) -> None:
    """A file that became a link after it was listed is not followed."""
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "a.yml").symlink_to(tmp_path / "secret")
    with pytest.raises(OSError, match="symbolic link"):
        read_file(tmp_path / "a.yml", 100)
    with pytest.raises(OSError, match=r"directory|plain file"):
        read_file(tmp_path, 100)


def test_reading_stops_at_the_limit(tmp_path: Path) -> None:
    """Of a large file one byte more than the limit is read: enough to see that it is too large."""
    (tmp_path / "a").write_bytes(b"x" * 1_000)
    assert len(read_file(tmp_path / "a", 10)) == 11
    assert len(read_file(tmp_path / "a", 1_000)) == 1_000


def test_too_many_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """More files than the tool reads are one problem for their folder; the limit itself is not."""
    monkeypatch.setattr(project_module, "MAX_FILES", 10)
    assert check_files(tmp_path / "a", {}).problems == []
    problems = check_files(tmp_path / "b", {f"seeds/{n}.txt": "x" for n in range(9)}).problems
    assert ("seeds", "file-count") in found(problems)
    assert next(p for p in problems if p.rule == "file-count").message == "a folder must hold at most 10 files"


def test_too_large_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A source beyond the limit is one problem; its passages are not missed."""
    monkeypatch.setattr("build_tools.loading_texts.MAX_SOURCE_BYTES", 100)
    checked = check_files(tmp_path, {})
    assert found(checked.problems) == [("seeds/daily-post.txt", "file-too-large")]
    assert checked.summary == "0 of 1 quotes checked"
    assert not checked.passed


@pytest.mark.parametrize(
    "name", ["odd\nname.yml", "::error::x.yml", "\x1b[31m.yml", "\udcff.yml", "a b.yml", "\u202e.yml"]
)
def test_hostile_file_names(tmp_path: Path, name: str) -> None:
    """A file whose name is no id is reported, whatever bytes it is made of."""
    write_project(tmp_path, {})
    (tmp_path / "annotations" / "actors" / name).write_text("name: Bob\ntype: person\n")
    assert found(check(Project.at(tmp_path)).problems) == [(f"annotations/actors/{name}", "bad-id")]


def test_folder_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder without permission to read is a problem, not an exception."""
    write_project(tmp_path, {"annotations/actors/more/a.yml": "name: A"})
    real = os.scandir

    def scandir(path: Path | str) -> object:
        if str(path).endswith("more"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert found(check(Project.at(tmp_path)).problems) == [("annotations/actors/more", "file-unreadable")]


def test_file_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file without permission to read is a problem of its own; what refers to its record is not at fault."""
    write_project(tmp_path, {})
    real = os.open

    def deny(path: Path | str, *rest: object, **more: object) -> int:
        if str(path).endswith("northland.yml"):
            raise PermissionError(13, "Permission denied")
        return real(path, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", deny)
    assert found(check(Project.at(tmp_path)).problems) == [("annotations/actors/northland.yml", "file-unreadable")]
