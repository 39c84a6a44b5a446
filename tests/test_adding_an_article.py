"""The whole way of somebody who works locally: from a file with a text to the page of the source."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest

from build_tools.authoring.days import stated_days
from build_tools.authoring.ids import proposed_id
from build_tools.site.atomic import create_file
from tests.corpus_support import REPOSITORY, bytes_below, copy_project, run, run_process, words

ARTICLE = """Home > News > Valley

Growers take the board to court

Dorn, 9 March 2031

The Upper Valley Council went to court against the Sarn Water Board on Friday, its clerk said. More than 300 families of growers have no water, Yusuf Haddad added.

“We had no other way,” Haddad said in Dorn. The East Sluice has been closed since 2 March. Lena Orvik denied that the Weir Compact was broken.

Some 12 boats lie dry in Dorn, where the court will sit in June.

Read more: The dry orchards
"""
SOURCE = "growers-take-the-board-to-court"


def settle(record: Path, **values: str) -> None:
    """Do what the remarks ask for: give each key that is left a value, and take the remarks out."""
    lines = []
    for line in record.read_text("utf-8").splitlines():
        bare, mark, _ = line.partition("  # TODO")
        key = bare.strip().removesuffix(":")
        lines.append(f"{bare} {values.pop(key)}" if mark and key in values and bare.endswith(":") else bare)
    assert values == {}
    record.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_from_a_text_to_a_page(tmp_path: Path) -> None:
    """A text is taken in, what is left open is named and filled in, passages are proposed, and the page shows them."""
    root = copy_project("orchard", tmp_path)
    article = tmp_path / "article.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    before = bytes_below(root)
    ended = run("new", "source", article, "--root", root)
    assert (ended.code, ended.err) == (0, "")
    assert (root / "seeds/article.txt").read_bytes() == article.read_bytes()
    assert {name: body for name, body in bytes_below(root).items() if name in before} == before

    record = root / f"annotations/sources/{SOURCE}.yml"
    ended = run("check", "--root", root)
    assert ended.code == 1
    left = re.findall(rf"annotations/sources/{SOURCE}\.yml:\d+:\d+: error: '(\w+)' must have a value", ended.out)
    assert left == ["label", "outlet", "statement"]
    settle(record, label="Court report", outlet="unknown", statement="Written for a test.")
    record.write_text(record.read_text("utf-8").replace("display: none", "display: full"), encoding="utf-8")
    assert run("check", "--root", root).code == 0

    ended = run("suggest", SOURCE, "--root", root, "--write")
    assert (ended.code, ended.out) == (0, "")
    ended = run("check", "--root", root, "--completeness")
    (line,) = [line for line in ended.err.splitlines() if line.startswith(f"{SOURCE}: ")]
    assert line == f"{SOURCE}: 8 of 8 sentences inside passages (100 %); left: nothing; dismissed: nothing"
    assert run("suggest", SOURCE, "--root", root).out == ""

    assert run("generate", "--root", root).code == 0
    page = (root / f"docs/sources/{SOURCE}.md").read_text("utf-8")
    assert "Growers take the board to court" in page
    shown = words(re.sub(r"<[^>]+>", "", page))
    assert "The East Sluice has been closed since 2 March." in shown
    assert (root / "docs/actors/upper-council.md").read_text("utf-8").count(f"sources/{SOURCE}.md") > 0


def test_the_same_text_twice(tmp_path: Path) -> None:
    """A text that was taken in and not settled yet is not taken in again, under whatever name it comes."""
    root = copy_project("orchard", tmp_path)
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text(ARTICLE, encoding="utf-8")
    assert run("new", "source", tmp_path / "one.txt", "--root", root).code == 0
    before = bytes_below(root)
    ended = run("new", "source", tmp_path / "two.txt", "--root", root)
    assert ended.code == 1
    assert f"as seeds/one.txt of the source '{SOURCE}'" in ended.err
    assert bytes_below(root) == before


FULL = """
import os, sys
from build_tools.cli import main
from build_tools.site import atomic

def full(path, flags, *more, opened=os.open, **named):
    descriptor = opened(path, flags, *more, **named)
    if str(path).endswith(".part"):
        os.dup2(opened("/dev/full", os.O_WRONLY), descriptor)
    return descriptor

atomic.os.open = full
sys.exit(main())
"""
"""Files can be created, but nothing can be written into them: a full disk."""


@pytest.mark.parametrize(
    "command", [("new", "source", "../article.txt"), ("suggest", "valley-gazette-sluice", "--write")]
)
def test_a_full_disk(tmp_path: Path, command: tuple[str, ...]) -> None:
    """Where a file cannot be written, that is said in a line, no part of it is left, and what was there is as before."""
    root = copy_project("orchard", tmp_path)
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    for passages in (root / "annotations/passages/valley-gazette-sluice").iterdir():
        passages.unlink()
    before = bytes_below(root)
    ended = run_process(*command, cwd=root, code=FULL)
    (told,) = [line for line in ended.stderr.decode("utf-8").splitlines() if line.startswith("error: ")]
    assert ended.returncode == 1
    assert re.fullmatch(r"error: .*(article\.txt|suggested\.yml): No space left on device", told)
    assert b"Traceback" not in ended.stderr
    assert bytes_below(root) == before
    assert run_process(*command, cwd=root).returncode == 0


# ---- the page that tells how ---------------------------------------------------------------------------

PAGE = REPOSITORY / "docs/contributing/sources.md"
CORRECTED = {"regretable": "regrettable"}
"""What is corrected in the text of the page where `reanchor` is shown."""


def as_shown(ended: subprocess.CompletedProcess[bytes], shown: str) -> str:
    """Return what a command printed, with `…` for lines that the page leaves out."""
    printed = (ended.stdout + ended.stderr).decode("utf-8").rstrip("\n")
    pattern = ".*".join(re.escape(part) for part in re.split(r"(?m)^…$", shown))
    return shown if "…\n" in shown and re.fullmatch(pattern, printed, re.DOTALL) else printed


def test_the_page_shows_what_commands_print(tmp_path: Path) -> None:
    """The page runs: its text is added by its commands, its record is what it shows, and each prints what it shows.

    `UPDATE_EXPECTED=1` writes what they print into the page.
    """
    root = copy_project("orchard", tmp_path)
    page = PAGE.read_text("utf-8")
    blocks = re.split(r"(```\w+\n.*?\n```)", page, flags=re.DOTALL)
    record = root / f"annotations/sources/{SOURCE}.yml"
    for number, block in enumerate(blocks):
        kind, _, body = block.removesuffix("\n```").partition("\n")
        if kind == "```text":
            (root / "court.txt").write_text(f"{body}\n", encoding="utf-8")
            for slip, right in CORRECTED.items():
                body = body.replace(slip, right)
            (root / "corrected.txt").write_text(f"{body}\n", encoding="utf-8")
        elif kind == "```yaml" and body.startswith("# Proposed"):
            blocks[number] = f"{kind}\n{record.read_text('utf-8')}```"
        elif kind == "```yaml":
            record.write_text(f"{body}\n", encoding="utf-8")
        elif kind == "```console":
            command, _, shown = body.partition("\n")
            arguments = shlex.split(command.removeprefix("$ .venv/bin/python -m build_tools "))
            blocks[number] = f"{kind}\n{command}\n{as_shown(run_process(*arguments, cwd=root), shown)}\n```"
            if arguments[0] == "suggest":
                assert run_process(*arguments, "--write", cwd=root).returncode == 0
    if os.environ.get("UPDATE_EXPECTED"):
        PAGE.write_text("".join(blocks), encoding="utf-8")
    assert page == "".join(blocks)


# ---- the text that was annotated --------------------------------------------------------------------------


def git(root: Path, *arguments: str) -> None:
    """Run Git in a folder, as nobody in particular."""
    who = ["-c", "user.name=Nobody", "-c", "user.email=nobody@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)


def test_the_old_text_is_found_in_git(tmp_path: Path) -> None:
    """The annotated text is known by its digest among the committed ones, whatever was committed since.

    What is left to a person is mended by hand; the same command then ends the work.
    """
    root = copy_project("orchard", tmp_path)
    git(root, "init", "--quiet")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "Annotated")
    seed = root / "seeds/001_gazette.txt"
    new = seed.read_text("utf-8").replace("140 and 180", "140 and 190").replace("its mark", "its  mark")
    seed.write_text(new, encoding="utf-8")
    git(root, "commit", "--quiet", "--all", "--message", "Corrected")
    ended = run("reanchor", "valley-gazette-sluice", "--root", root, "--write")
    assert ended.code == 1
    assert re.findall(r"left to you: passage '([^']+)': digits differ", ended.err) == ["closure", "closure-area"]
    page = root / "annotations/passages/valley-gazette-sluice/front-page.yml"
    mended = page.read_text("utf-8").replace("180 hectares", "190 hectares").replace("high: 180", "high: 190")
    page.write_text(mended, encoding="utf-8")
    assert "[source-changed]" in run("check", "--root", root).out
    assert run("reanchor", "valley-gazette-sluice", "--root", root, "--write").code == 0
    ended = run("check", "--root", root)
    assert (ended.code, ended.out) == (0, "")


# ---- parts ------------------------------------------------------------------------------------------


def test_what_is_there_is_never_overwritten(tmp_path: Path) -> None:
    """A file, or a link to one, that is in the way stays as it is, and nothing is left beside it."""
    kept, link = tmp_path / "kept.yml", tmp_path / "link.yml"
    kept.write_text("mine", encoding="utf-8")
    link.symlink_to(kept)
    for target in (kept, link):
        with pytest.raises(FileExistsError):
            create_file(target, b"other")
    create_file(tmp_path / "new.yml", b"other")
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {
        "kept.yml": "mine",
        "link.yml": "mine",
        "new.yml": "other",
    }


@pytest.mark.parametrize(
    ("text", "taken", "expected"),
    [
        ("The weir is shut in May and June", (), "the-weir-is-shut-in-may"),
        ("The weir", ("the-weir", "the-weir-2"), "the-weir-3"),
        ("L’été à Çorlu: O'Neil", (), "lete-a-corlu-oneil"),
        ("٤٠ مزارعاً في 2031", (), "the-file"),
        ("index", (), "index-2"),
        ("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft", (), None),
    ],
)
def test_ids_are_made_of_words(text: str, taken: tuple[str, ...], expected: str | None) -> None:
    """An id is made of the first words in plain letters; one that is taken or reserved gets a number."""
    made = proposed_id(text, taken, ("the file",))
    assert len(made) <= 50
    assert expected is None or made == expected


@pytest.mark.parametrize(
    ("text", "language", "days"),
    [
        ("on 2 March 2031 and March 3rd, 2031", "en", ["2031-03-02", "2031-03-03"]),
        (
            "2031-03-02, 03.04.2031, 13/04/2031 and 04/13/2031",
            "en",
            ["2031-03-02", "2031-04-03", "2031-04-13", "2031-04-13"],
        ),
        ("3/4/2031 or 31 June 2031 or 2 March", "en", []),
        ("le 1er mars 2031", "fr", ["2031-03-01"]),
        ("el 2 de marzo de 2031", "es", ["2031-03-02"]),
        ("am 2. März 2031", "de", ["2031-03-02"]),
        ("٢ مارس ٢٠٣١ و 2 آذار 2031", "ar", ["2031-03-02", "2031-03-02"]),
        ("2 Mart 2031 Pazar", "tr", ["2031-03-02"]),
        ("2 марта 2031 года", "ru", ["2031-03-02"]),
    ],
)
def test_days_in_full(text: str, language: str, days: list[str]) -> None:
    """Days are read in digits and in words of each language; what may be two days, or none, is left out."""
    assert [stated.day.isoformat() for stated in stated_days(text, language)] == days
