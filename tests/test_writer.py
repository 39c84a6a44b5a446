"""The writer changes what is generated and nothing else."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from build_tools.site.manifest import JOURNAL, MANIFEST, ManifestDamaged, generated_paths
from build_tools.site.writer import WriteConflict, write_tree

REPOSITORY = Path(__file__).resolve().parent.parent


def test_files_arrive_as_given(tmp_path: Path) -> None:
    """Text is written as UTF-8 with its line ends as they are, bytes as they are."""
    report = write_tree(tmp_path, [("a/b.md", "é\r\n"), ("x.bin", b"\x00\xff")])
    assert (tmp_path / "a/b.md").read_bytes() == "é\r\n".encode()
    assert (tmp_path / "x.bin").read_bytes() == b"\x00\xff"
    assert (report.written, report.unchanged, report.removed) == (("a/b.md", "x.bin"), (), ())


def test_unchanged_files_are_not_touched(tmp_path: Path) -> None:
    """A second run with the same content leaves every file, the manifest too, the same file on disk."""
    files = [("a/b.md", "one"), ("c.md", "two")]
    write_tree(tmp_path, files)
    before = {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in tmp_path.rglob("*")}
    report = write_tree(tmp_path, files)
    assert report.unchanged == ("a/b.md", "c.md")
    assert {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in tmp_path.rglob("*")} == before


def test_only_own_files_are_removed(tmp_path: Path) -> None:
    """What is not made any more goes, with folders left empty; a hand-written file beside it stays."""
    write_tree(tmp_path, [("a/b/c.md", "x"), ("a/d.md", "x"), ("e.md", "x")])
    (tmp_path / "a/hand.md").write_text("mine")
    report = write_tree(tmp_path, [("e.md", "x")])
    assert report.removed == ("a/b/c.md", "a/d.md")
    assert sorted(path.name for path in tmp_path.rglob("*")) == [MANIFEST, "a", "e.md", "hand.md"]


def test_manifest_does_not_depend_on_order(tmp_path: Path) -> None:
    """The same files in another order give the same manifest, sorted by path."""
    files = [("b.md", "1"), ("a.md", "2"), ("c/d.md", "3")]
    write_tree(tmp_path / "one", files)
    write_tree(tmp_path / "two", files[::-1])
    text = (tmp_path / "one" / MANIFEST).read_bytes()
    assert text == (tmp_path / "two" / MANIFEST).read_bytes()
    assert list(json.loads(text)) == ["a.md", "b.md", "c/d.md"]


BAD = [
    "/a.md",
    "../a.md",
    "a/../b.md",
    "./a.md",
    "a//b.md",
    "a/",
    "",
    "a\\b.md",
    "C:/a.md",
    "a\nb.md",
    MANIFEST,
    JOURNAL,
]


@pytest.mark.parametrize("path", BAD)
def test_bad_paths_are_refused(tmp_path: Path, path: str) -> None:
    """A path that is not plain and relative is refused, and nothing outside the folder is made."""
    out = tmp_path / "out"
    with pytest.raises(WriteConflict):
        write_tree(out, [(path, "x")])
    assert [entry.name for entry in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize(
    "paths",
    [("a.md", "A.md"), ("a/b.md", "A/c.md"), ("ß.md", "SS.md"), ("a.md", "a.md"), ("a", "a/b.md"), ("a/b", "a")],
)
def test_paths_that_meet_are_refused(tmp_path: Path, paths: tuple[str, str]) -> None:
    """Two paths that are one where case does not count, or a file and a folder in one, are refused."""
    with pytest.raises(WriteConflict):
        write_tree(tmp_path, [(path, path) for path in paths])


def test_hand_written_file_is_not_overwritten(tmp_path: Path) -> None:
    """A file of other content that was not made here stops the run, which names it and leaves it."""
    (tmp_path / "a.md").write_text("mine")
    with pytest.raises(WriteConflict, match=r"'a\.md' was not made by this tool"):
        write_tree(tmp_path, [("a.md", "x"), ("b.md", "x")])
    assert (tmp_path / "a.md").read_text() == "mine"
    assert generated_paths(tmp_path) == {"b.md"}


def test_identical_file_is_taken_over(tmp_path: Path) -> None:
    """A file that already has the generated content counts as generated."""
    (tmp_path / "a.md").write_text("x")
    assert write_tree(tmp_path, [("a.md", "x")]).unchanged == ("a.md",)
    assert generated_paths(tmp_path) == {"a.md"}


def test_every_conflict_is_named(tmp_path: Path) -> None:
    """One run reports all refused paths, not the first alone."""
    with pytest.raises(WriteConflict) as caught:
        write_tree(tmp_path, [("../a", ""), ("b.md", ""), ("B.md", ""), ("/c", "")])
    assert len(caught.value.reasons) == 3


@pytest.mark.parametrize("link", ["a.md", "a", "."])
def test_symbolic_links_are_not_followed(tmp_path: Path, link: str) -> None:
    """A link in the place of a file, of a folder on the way or of the output folder is refused."""
    out, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    elsewhere.mkdir()
    if link == ".":
        out.symlink_to(elsewhere)
    else:
        out.mkdir()
        (out / link).symlink_to(elsewhere if link == "a" else elsewhere / "new.md")
    with pytest.raises(WriteConflict, match="symbolic link"):
        write_tree(out, [("a/b.md" if link == "a" else "a.md", "x")])
    assert list(elsewhere.iterdir()) == []


def test_link_under_the_temporary_name_is_not_followed(tmp_path: Path) -> None:
    """A link laid where the writer keeps a half-written file does not lead its bytes elsewhere."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / ".a.md.part").symlink_to(tmp_path / "victim")
    write_tree(tmp_path / "out", [("a.md", "x")])
    assert not (tmp_path / "victim").exists()
    assert (tmp_path / "out/a.md").read_text() == "x"


def test_failing_stream_removes_nothing(tmp_path: Path) -> None:
    """If generation breaks halfway, old files stay, old and new are listed, and the next run is an ordinary one."""
    write_tree(tmp_path, [("a.md", "1"), ("b.md", "1")])

    def broken() -> Iterator[tuple[str, str]]:
        yield "b.md", "2"
        yield "c.md", "2"
        raise RuntimeError("broken")

    with pytest.raises(RuntimeError):
        write_tree(tmp_path, broken())
    assert set(json.loads((tmp_path / MANIFEST).read_text())) == {"a.md", "b.md", "c.md"}
    assert write_tree(tmp_path, [("c.md", "3")]).removed == ("a.md", "b.md")
    assert sorted(path.name for path in tmp_path.iterdir()) == [MANIFEST, "c.md"]


def test_killed_run_leaves_no_orphan(tmp_path: Path) -> None:
    """After a kill the next run knows every file of the killed one as its own: it overwrites and removes them."""
    script = (
        "import os, signal, sys; from pathlib import Path; from build_tools.site.writer import write_tree\n"
        "def files():\n"
        "    yield 'a.md', 'new'\n"
        "    yield 'b.md', 'new'\n"
        "    yield 'gone.md', 'new'\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "write_tree(Path(sys.argv[1]), files())"
    )
    write_tree(tmp_path, [("a.md", "old"), ("old.md", "old")])
    run = subprocess.run([sys.executable, "-c", script, tmp_path], cwd=REPOSITORY, check=False)
    assert run.returncode == -signal.SIGKILL
    (tmp_path / ".b.md.part").write_text("half")
    report = write_tree(tmp_path, [("a.md", "newer"), ("b.md", "newer")])
    assert report.written == ("a.md", "b.md")
    assert report.removed == ("gone.md", "old.md")
    assert sorted(path.name for path in tmp_path.iterdir()) == [MANIFEST, "a.md", "b.md"]


def test_generated_file_changed_by_hand_is_kept_when_it_goes(tmp_path: Path) -> None:
    """A page that is not made any more but was edited meanwhile is left to its editor, and reported."""
    write_tree(tmp_path, [("a.md", "x")])
    (tmp_path / "a.md").write_text("edited")
    report = write_tree(tmp_path, [])
    assert (report.kept, report.removed) == (("a.md",), ())
    assert (tmp_path / "a.md").read_text() == "edited"
    assert generated_paths(tmp_path) == frozenset()


def test_forged_manifest_removes_nothing_outside(tmp_path: Path) -> None:
    """A manifest that lists a path outside the folder cannot make the writer remove it."""
    out = tmp_path / "out"
    out.mkdir()
    (tmp_path / "victim").write_text("")
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    (out / MANIFEST).write_text(json.dumps({"../victim": empty, os.fspath(tmp_path / "victim"): empty}))
    write_tree(out, [])
    assert (tmp_path / "victim").exists()


@pytest.mark.parametrize("text", ["{", "[]", '{"a.md": 1}'])
def test_damaged_manifest_is_said(tmp_path: Path, text: str) -> None:
    """A manifest that is not one stops the run with the way out, before anything is written."""
    (tmp_path / MANIFEST).write_text(text)
    with pytest.raises(ManifestDamaged, match="delete it"):
        write_tree(tmp_path, [("a.md", "x")])
    assert not (tmp_path / "a.md").exists()
