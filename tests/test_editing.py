"""Edits of YAML by place: what changes, what stays, what is refused, and what a kill leaves behind."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from build_tools.editing import yaml_file
from build_tools.editing.changes import Changes
from build_tools.editing.formatting import formatted
from build_tools.editing.journal import JOURNAL, finish_interrupted, is_unfinished
from build_tools.editing.refusal import EditBrokenOff, EditRefused
from build_tools.editing.scalars import scalar
from build_tools.editing.yaml_file import YamlFile
from build_tools.project import Project
from build_tools.yaml_reader import plain, read_yaml
from tests.core_support import CASES, read_case, write_project

EDITS = sorted((CASES / "editing" / "edits").glob("*.yml"))


def edited(case: dict[str, Any]) -> str:
    """Return the text of a case after its steps."""
    file = YamlFile(case["before"].encode(), "a.yml")
    for name, *arguments in case["steps"]:
        if name == "replace_in":
            file.replace_in(tuple(arguments[0]), re.compile(arguments[1]), arguments[2])
        elif name == "add_key":
            file.add_key(tuple(arguments[0]), *arguments[1:3], after=(arguments[3:] or [None])[0])
        else:
            getattr(file, name)(tuple(arguments[0]), *arguments[1:])
    return file.result().decode()


@pytest.mark.parametrize("path", EDITS, ids=lambda path: path.stem)
def test_edit(path: Path) -> None:
    """Only what a step is about changes: remarks, blank lines, order and style of everything else stay."""
    case = read_case(path)
    if "refused" in case:
        with pytest.raises(EditRefused, match=re.escape(case["refused"])):
            edited(case)
    else:
        assert edited(case) == case["after"]


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_mark_stay(ends: str, mark: str) -> None:
    """A file keeps its line ends and a byte-order mark before it."""
    text = mark + "one: 1  # remark\ntwo: 2\n".replace("\n", ends)
    file = YamlFile(text.encode(), "a.yml")
    file.set_text(("two",), "3")
    assert file.result().decode() == text.replace("two: 2", "two: 3")


TEXTS = [
    *("plain", "no", "12:30", "a: b", "a #b", "#a", "- a", "-a", "", " a", "a ", "“curly” ’", '"quoted"', "it's", "\\"),
    *("a, b", "[a]", "{a}", "a]", "*a", "&a", "!a", "%a", "@a", "`a", "?", "? a", ": a", "a:", "|", ">", "~", "<<"),
    *("a\nb", "a\n\nb\n", "\ta", "a\tb", "a  b", "---", "...", "نص عربي", "é", "x" * 130, "word " * 40 + "end"),
    *("two  spaces " * 20 + "end", "- word " * 30 + "end", "# word " * 30 + "end", "line one\n  line two"),
]


@pytest.mark.parametrize("style", ["", "'", '"', ">", "|"])
@pytest.mark.parametrize("value", TEXTS)
def test_every_text_is_read_as_it_was_written(value: str, style: str) -> None:
    """Whatever a text holds, each style that it is asked for in gives a scalar that is read as that text."""
    placed = {
        f"key: {scalar(value, column=5, indent=2, style=style)}\n": {"key": value},
        f"- {scalar(value, column=2, indent=2, style=style)}\n": None,
        f"key: [{scalar(value, column=6, indent=0, style=style, flow=True)}, b]\n": {"key": [value, "b"]},
        f"key: {{a: {scalar(value, column=9, indent=0, style=style, flow=True)}}}\n": {"key": {"a": value}},
    }
    for text, wanted in placed.items():
        wrapped = text if wanted else "key:\n" + text
        root, problems = read_yaml(wrapped.encode(), "a.yml")
        assert problems == []
        assert root is not None
        assert plain(root) == (wanted or {"key": [value]})


def test_what_is_not_meant_is_refused() -> None:
    """Where the new text would say something else than the values that are meant, there is no result."""
    file = YamlFile(b"one: 1\ntwo: 2\n", "a.yml")
    start = file.text.index("2")
    file.replace_lines((start, start + 1, "3"))
    with pytest.raises(EditRefused, match="something else"):
        file.result()


def test_mixed_line_ends_stay_where_they_are() -> None:
    """In a file with line ends of both kinds every line that is not touched keeps its own, and new ones fit in."""
    content = b"one: 1\r\ntwo: 2\nfour: 4\r\nlist:\n- a\r\n- b\nlast: x"
    file = YamlFile(content, "a.yml")
    file.set_text(("two",), "22")
    file.add_key((), "three", "3", after="two")
    file.add_item(("list",), "c")
    assert file.result() == b"one: 1\r\ntwo: 22\nthree: 3\nfour: 4\r\nlist:\n- a\r\n- b\n- c\nlast: x"
    file.remove(("four",))
    assert file.result().startswith(b"one: 1\r\ntwo: 22\n")
    assert file.result().endswith(b"list:\n- a\r\n- b\n- c\nlast: x")
    untouched = YamlFile(content, "a.yml")
    assert untouched.result() == content


def test_a_faulty_file_is_refused_with_its_problems() -> None:
    """A file that the strict reader refuses is not edited, and the refusal brings the problem along."""
    with pytest.raises(EditRefused) as caught:
        YamlFile(b"one: [1\n", "a.yml")
    assert [problem.rule for problem in caught.value.problems] == ["yaml-syntax"]


def test_a_long_file_is_read_no_more_often_than_a_short_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Laying out a file takes a time that grows with its length, not with its square: each step is one for all items."""
    reads: list[bytes] = []
    real = yaml_file.read_yaml

    def counted(content: bytes, *more: Any) -> Any:
        reads.append(content)
        return real(content, *more)

    monkeypatch.setattr(yaml_file, "read_yaml", counted)
    numbers = []
    for count in (2, 40):
        long = ", ".join(f"actor-{n}: [words {n}]" for n in range(12))
        items = (f"  - quote: {n}\n    id: p{n}\n    actors: [{long}]\n" for n in range(count))
        reads.clear()
        laid_out = formatted(("passages:\n" + "".join(items)).encode(), "a.yml", "passages").decode()
        assert laid_out.count("\n\n  - id: p") == count - 1
        numbers.append(len(reads))
    assert numbers[0] == numbers[1]


# ---- files ----


def planned(root: Path) -> Changes:
    """Plan each kind of change in a project: new, changed, moved with and without change, removed."""
    project = Project.at(root)
    annotations = project.annotations
    changes = Changes(project, "a test")
    changes.write(annotations / "new-folder" / "new.yml", b"one: 1\n")
    changes.write(annotations / "corpus.yml", changes.read(annotations / "corpus.yml").replace(b"Tiny", b"Small"))
    changes.move(annotations / "sources" / "letter.yml", annotations / "moved" / "letter.yml")
    changes.move(annotations / "actors" / "northland.yml", annotations / "actors" / "south.yml")
    path = annotations / "actors" / "south.yml"
    changes.write(path, changes.read(path).replace(b"Northland", b"South"))
    changes.remove(annotations / "vocabulary.yml")
    return changes


def tree(root: Path) -> dict[str, bytes | None]:
    """Return every file below a folder, and None for each folder."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(root.rglob("*"))
    }


def test_changes_are_written(tmp_path: Path) -> None:
    """Each change arrives, folders that are left empty go, and nothing of the work is left behind."""
    write_project(tmp_path, {"annotations/lonely/file.yml": "one: 1\n"})
    before = tree(tmp_path)
    changes = planned(tmp_path)
    changes.move(tmp_path / "annotations/lonely/file.yml", tmp_path / "annotations/company/file.yml")
    assert tree(tmp_path) == before  # planning writes nothing
    assert changes.apply() == 9
    after = tree(tmp_path)
    assert after.keys() - before.keys() == {
        *("annotations/new-folder", "annotations/new-folder/new.yml", "annotations/moved"),
        *("annotations/moved/letter.yml", "annotations/actors/south.yml"),
        *("annotations/company", "annotations/company/file.yml"),
    }
    assert before.keys() - after.keys() == {
        *("annotations/sources/letter.yml", "annotations/actors/northland.yml", "annotations/vocabulary.yml"),
        *("annotations/lonely", "annotations/lonely/file.yml"),
    }
    assert (after["annotations/corpus.yml"] or b"").startswith(b"title: Small")


def operations(monkeypatch: pytest.MonkeyPatch, broken_off_before: int) -> list[str]:
    """Let the run be broken off before the operation of that number, counted from 0; return those that were done."""
    done: list[str] = []

    def counted(name: str, real: Any) -> Any:
        def operation(*arguments: Any, **named: Any) -> Any:
            if len(done) == broken_off_before:
                raise KeyboardInterrupt
            done.append(name)
            return real(*arguments, **named)

        return operation

    for name in ("replace", "unlink", "rmdir", "mkdir"):
        monkeypatch.setattr(Path, name, counted(name, getattr(Path, name)))
    return done


def test_a_run_broken_off_anywhere_is_finished_by_the_next(tmp_path: Path) -> None:
    """Before whichever operation on a file a run dies, nothing is lost, and the next run arrives where it would have."""
    write_project(tmp_path / "whole", {})
    start = tree(tmp_path / "whole")
    planned(tmp_path / "whole").apply()
    wanted = tree(tmp_path / "whole")
    kept = {content for content in (start | wanted).values() if content is not None}
    number, finished = 0, False
    while not finished:
        root = tmp_path / str(number)
        write_project(root, {})
        changes = planned(root)
        with pytest.MonkeyPatch.context() as patched:
            operations(patched, number)
            try:
                changes.apply()
                finished = True
            except KeyboardInterrupt:
                pass
        now = tree(root)
        journal = (root / "annotations" / JOURNAL).read_text("utf-8") if is_unfinished(Project.at(root)) else ""
        for content in kept & set(start.values()):  # what was there is there, or all of what replaces it is safe
            assert content in now.values() or journal or finished
        ended = finish_interrupted(Project.at(root))
        assert ended == ("a test" if journal else "")
        if not journal and not finished:  # it died before anything was promised
            assert {name: now[name] for name in start} == start
            planned(root).apply()
        assert tree(root) == wanted
        number += 1
    assert number > 10


def test_a_file_edited_after_a_kill_is_not_overwritten(tmp_path: Path) -> None:
    """If somebody edits a file of a broken-off edit, finishing is refused and leaves that file alone."""
    project = write_project(tmp_path, {})
    changes = planned(tmp_path)
    with pytest.MonkeyPatch.context() as patched:
        operations(patched, 4)
        with pytest.raises(KeyboardInterrupt):
            changes.apply()
    mine = project.annotations / "vocabulary.yml"
    mine.write_bytes(b"mine: 1\n")
    with pytest.raises(EditRefused, match=re.escape("annotations/vocabulary.yml")):
        finish_interrupted(project)
    assert mine.read_bytes() == b"mine: 1\n"


def test_a_file_edited_between_plan_and_writing_is_not_overwritten(tmp_path: Path) -> None:
    """What somebody writes while a plan is shown stays."""
    project = write_project(tmp_path, {})
    changes = planned(tmp_path)
    (project.annotations / "corpus.yml").write_bytes(b"mine: 1\n")
    before = tree(tmp_path)
    with pytest.raises(EditRefused, match="meanwhile"):
        changes.apply()
    assert tree(tmp_path) == before


@pytest.mark.parametrize(
    "journal",
    [
        *("", "[]", "{}", '{"what": 1, "files": []}', '{"what": "x", "files": [{"path": "annotations/a.yml"}]}'),
        '{"what": "x", "files": [{"path": "../escaped.yml", "old": null, "new": "one: 1"}]}',
        '{"what": "x", "files": [{"path": "/etc/escaped.yml", "old": null, "new": "one: 1"}]}',
        '{"what": "x", "files": [{"path": "annotations/../escaped.yml", "old": null, "new": "one: 1"}]}',
        '{"what": "x", "files": [{"path": "annotations/linked/a.yml", "old": null, "new": "one: 1"}]}',
        '{"what": "x", "files": [{"path": "annotations/.git/a.yml", "old": null, "new": "one: 1"}]}',
        '{"what": "x", "files": [{"path": "annotations/a\\u0000.yml", "old": null, "new": "one: 1"}]}',
        '{"what": "x", "files": [{"path": "annotations/%s.yml", "old": null, "new": "one: 1"}]}' % ("a" * 5000),
        "[" * 100_000,
    ],
)
def test_a_journal_of_unknown_origin_does_no_harm(tmp_path: Path, journal: str) -> None:
    """A journal that is damaged, or leads out of the corpus, is refused and nothing is written."""
    project = write_project(tmp_path / "corpus", {})
    (tmp_path / "outside").mkdir()
    (project.annotations / "linked").symlink_to(tmp_path / "outside")
    (project.annotations / JOURNAL).write_text(journal, "utf-8")
    before = tree(tmp_path)
    with pytest.raises(EditRefused):
        finish_interrupted(project)
    assert tree(tmp_path) == before


def test_an_edit_of_annotations_elsewhere_is_finished(tmp_path: Path) -> None:
    """The journal leads back to files that lie outside of the root, as `--annotations` allows."""
    (tmp_path / "root" / "seeds").mkdir(parents=True)
    write_project(tmp_path / "elsewhere", {})
    project = Project.at(tmp_path / "root", annotations=tmp_path / "elsewhere" / "annotations")
    changes = Changes(project, "a test")
    path = project.annotations / "corpus.yml"
    changes.write(path, changes.read(path).replace(b"Tiny", b"Small"))
    changes.write(project.annotations / "z.yml", b"one: 1\n")
    with pytest.MonkeyPatch.context() as patched:
        operations(patched, 3)  # the journal is there, and the first file
        with pytest.raises(KeyboardInterrupt):
            changes.apply()
    assert is_unfinished(project)
    assert finish_interrupted(project) == "a test"
    assert path.read_bytes().startswith(b"title: Small")


def test_one_edit_at_a_time(tmp_path: Path) -> None:
    """While one run edits a corpus, another neither edits it nor ends the work of the first."""
    fcntl = pytest.importorskip("fcntl")
    project = write_project(tmp_path, {})
    changes = planned(tmp_path)
    before = tree(tmp_path)
    holder = os.open(project.annotations, os.O_RDONLY)
    try:
        fcntl.flock(holder, fcntl.LOCK_EX)
        with pytest.raises(EditRefused, match="just now"):
            changes.apply()
        assert tree(tmp_path) == before
        (project.annotations / JOURNAL).write_text('{"what": "x", "files": []}', "utf-8")
        with pytest.raises(EditRefused, match="just now"):
            finish_interrupted(project)
    finally:
        os.close(holder)
    with pytest.raises(EditRefused, match="broken off meanwhile"):  # its journal is not overwritten
        changes.apply()
    assert (project.annotations / JOURNAL).read_text("utf-8") == '{"what": "x", "files": []}'
    assert finish_interrupted(project) == "x"
    assert changes.apply() == 7


def test_a_protected_file_is_not_overwritten(tmp_path: Path) -> None:
    """A file that its owner has protected from writing is refused, before anything is written."""
    project = write_project(tmp_path, {})
    changes = planned(tmp_path)
    (project.annotations / "corpus.yml").chmod(0o444)
    before = tree(tmp_path)
    with pytest.raises(EditRefused, match="write-protected"):
        changes.apply()
    assert tree(tmp_path) == before


@pytest.mark.parametrize("room", range(4))
def test_a_full_disk_loses_nothing(tmp_path: Path, room: int) -> None:
    """Where the disk is full after some files, the edit says so in place of a crash, and the next run ends it."""
    project = write_project(tmp_path / "one", {})
    planned(write_project(tmp_path / "two", {}).root).apply()
    real, left = os.fsync, [2 * room]  # each file is put on the disk, then the name of it

    def fsync(descriptor: int) -> None:
        if not left[0]:
            raise OSError(errno.ENOSPC, "No space left on device")
        left[0] -= 1
        real(descriptor)

    changes = planned(project.root)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(os, "fsync", fsync)
        with pytest.raises(EditRefused, match="No space left") as caught:
            changes.apply()
    assert isinstance(caught.value, EditBrokenOff) == is_unfinished(project) == (room > 0)
    assert finish_interrupted(project) == ("a test" if room else "")
    if not room:
        changes.apply()
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


@pytest.mark.parametrize(
    "path",
    ["annotations/link.yml", "annotations/linked/a.yml", "outside.yml", "annotations/.hidden.yml", "annotations"],
)
def test_only_plain_files_of_the_corpus_are_edited(tmp_path: Path, path: str) -> None:
    """Links, files elsewhere, hidden files and folders are refused."""
    project = write_project(tmp_path, {})
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "a.yml").write_bytes(b"one: 1\n")
    (project.annotations / "linked").symlink_to(tmp_path / "outside")
    (project.annotations / "link.yml").symlink_to(tmp_path / "outside" / "a.yml")
    with pytest.raises(EditRefused):
        Changes(project, "a test").write(tmp_path / path, b"one: 1\n")


def test_the_patch_is_that_of_git(tmp_path: Path) -> None:
    """The patch names new, changed, moved and removed files as Git does."""
    write_project(tmp_path, {"annotations/vocabulary.yml": "one: 1"})
    wanted = (CASES / "editing" / "changes.patch").read_text("utf-8")
    assert planned(tmp_path).diff() == wanted


def test_cases_are_yaml_for_other_readers_too() -> None:
    """What the edits leave is read alike by an ordinary reader of YAML."""
    for path in EDITS:
        case = read_case(path)
        if "after" in case:
            root, _ = read_yaml(case["after"].encode(), "a.yml")
            assert root is not None
            assert plain(root) == yaml.load(case["after"], yaml.BaseLoader)
