"""What the command line promises: exit codes, forms of its output, and what it leaves alone."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
import termios
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.corpus_support import REPOSITORY, Run, bytes_below, run, run_process, small_corpus, write_files

WRONG_QUOTE = {"passages": [{"id": "closed", "quote": "The weir was opened in May.", "places": ["weir"]}]}
PASSAGES = "annotations__passages__one__all.yml"
STRAY = "seeds__stray.txt"
"""A source without a record: worth a warning, no error."""
COMMANDS = ("check", "generate", "build")


@pytest.fixture
def corpus(tmp_path: Path) -> Any:
    """Give a function that writes a small corpus, with some of its files replaced, and returns its root."""

    def write(**files: Any) -> Path:
        root = tmp_path / "corpus"
        write_files(root, small_corpus(**files))
        return root

    return write


def counted(ended: Run) -> str:
    """Return the line that says how many quotes were checked."""
    (line,) = [line for line in ended.err.splitlines() if "quotes checked" in line]
    return line


# ---- exit codes -------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", COMMANDS)
def test_zero_for_a_sound_corpus(corpus: Any, command: str) -> None:
    """Every command ends with 0 for a corpus without errors and says how many quotes it checked."""
    ended = run(command, "--root", corpus())
    assert (ended.code, counted(ended)) == (0, "1 of 1 quotes checked; 0 errors, 0 warnings")


@pytest.mark.parametrize("command", COMMANDS)
def test_one_for_an_error(corpus: Any, command: str) -> None:
    """Every command ends with 1 where a quote is not in its source, and names the file, the line and the rule."""
    root = corpus(**{PASSAGES: WRONG_QUOTE})
    ended = run(command, "--root", root)
    assert (ended.code, counted(ended)) == (1, "0 of 1 quotes checked; 1 error, 0 warnings")
    assert re.match(r"annotations/passages/one/all\.yml:\d+:\d+: error: .* \[quote-not-found\]\n", ended.out)
    assert not (root / "docs").exists()
    assert not (root / "site").exists()


@pytest.mark.parametrize("command", COMMANDS)
def test_warnings_do_not_fail(corpus: Any, command: str) -> None:
    """A corpus with warnings alone passes; they are told."""
    ended = run(command, "--root", corpus(**{STRAY: "Nobody annotated this.\n"}))
    assert (ended.code, counted(ended)) == (0, "1 of 1 quotes checked; 0 errors, 1 warning")
    assert "seeds/stray.txt:1:1: warning: " in ended.out
    assert "[source-without-record]" in ended.out


@pytest.mark.parametrize("command", COMMANDS)
def test_nothing_checked_is_a_failure(corpus: Any, command: str) -> None:
    """A corpus without a single quote fails: nothing was checked, so nothing may be promised."""
    ended = run(command, "--root", corpus(**{PASSAGES: None}))
    assert (ended.code, counted(ended)) == (1, "0 of 0 quotes checked; 1 error, 0 warnings")
    assert "[no-quotes]" in ended.out


@pytest.mark.parametrize("config", ["site_name: [\n", "- a list\n", "", b"site_name: caf\xe9\n"])
@pytest.mark.parametrize("command", ["generate", "build"])
def test_faulty_configuration_is_told(corpus: Any, command: str, config: str | bytes) -> None:
    """A mkdocs.yml that is no YAML mapping is named in a line of the error stream; nothing is written."""
    root = corpus(**{"mkdocs.yml": config})
    ended = run(command, "--root", root)
    assert ended.code == 1
    assert ended.err.splitlines()[1].startswith("error: mkdocs.yml must be ")
    assert not (root / "docs").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["expound"],
        ["explain", "no-such-rule"],
        ["check", "--rot", "."],
        ["check", "--format", "xml"],
        ["check", "--root", "no/such/folder"],
        ["check", "--root", str(REPOSITORY), "--seeds", "no/such/folder"],
        ["build", "--root", str(REPOSITORY), "--annotations", "no/such/folder"],
    ],
)
def test_two_for_wrong_use(arguments: list[str]) -> None:
    """Wrong use ends with 2, and the error stream says what was wrong."""
    ended = run(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert "error: " in ended.err


def test_help_ends_with_zero() -> None:
    """The help lists the commands and what the folders are."""
    assert run("--help").code == 0
    ended = run("build", "--help")
    assert ended.code == 0
    for option in ("--root", "--seeds", "--annotations", "--out", "--format"):
        assert option in ended.out


# ---- folders ----------------------------------------------------------------------------------------


def test_root_is_the_current_folder_by_default(corpus: Any) -> None:
    """Without --root the corpus in the current folder is taken, not that of the tool."""
    ended = run_process("check", cwd=corpus())
    assert (ended.returncode, ended.stderr.decode().splitlines()) == (
        0,
        ["1 of 1 quotes checked; 0 errors, 0 warnings"],
    )


def test_folders_can_lie_elsewhere(corpus: Any, tmp_path: Path) -> None:
    """Sources, annotations and pages can each lie in a folder of their own; the site then lies beside the pages."""
    root = corpus()
    (root / "seeds").rename(tmp_path / "texts")
    (root / "annotations").rename(tmp_path / "records")
    before = bytes_below(root)
    folders = ["--seeds", tmp_path / "texts", "--annotations", tmp_path / "records", "--out", tmp_path / "pages"]
    ended = run("build", "--root", root, *folders)
    assert ended.code == 0, ended.err
    assert ended.err.splitlines()[-1] == "the site is in ../pages-site/"
    assert (tmp_path / "pages/places/weir.md").is_file()
    assert (tmp_path / "pages-site/places/weir/index.html").is_file()
    assert bytes_below(root) == before


def test_problems_name_files_from_the_root(corpus: Any, tmp_path: Path) -> None:
    """Where the annotations lie elsewhere, messages name their files by the way from the root."""
    root = corpus(**{PASSAGES: WRONG_QUOTE})
    (root / "annotations").rename(tmp_path / "records")
    ended = run("check", "--root", root, "--annotations", tmp_path / "records")
    assert ended.out.startswith("../records/passages/one/all.yml:")


# ---- forms of output ----------------------------------------------------------------------------------


def test_json_can_be_parsed(corpus: Any) -> None:
    """With --format json the output stream is one JSON list of problems, each with place, level, rule, message and hint."""
    ended = run("check", "--format", "json", "--root", corpus(**{PASSAGES: WRONG_QUOTE, STRAY: "x\n"}))
    problems = json.loads(ended.out)
    assert [set(problem) for problem in problems] == [
        {"file", "line", "column", "level", "rule", "message", "hint", "page"}
    ] * 2
    found = {(p["file"], p["level"], p["rule"]) for p in problems}
    assert found == {
        ("annotations/passages/one/all.yml", "error", "quote-not-found"),
        ("seeds/stray.txt", "warning", "source-without-record"),
    }
    assert all(isinstance(p["line"], int) and p["line"] >= 1 for p in problems)


def test_json_is_a_list_even_if_empty(corpus: Any) -> None:
    """A sound corpus gives an empty JSON list, so that a program need not tell two cases apart."""
    assert json.loads(run("check", "--format", "json", "--root", corpus()).out) == []


def test_github_commands_can_be_parsed(corpus: Any) -> None:
    """With --format github each problem is one workflow command with file, line, column and title, escaped as GitHub asks."""
    ended = run("check", "--format", "github", "--root", corpus(**{PASSAGES: WRONG_QUOTE, STRAY: "x\n"}))
    command = re.compile(r"::(error|warning) file=([^,:]+),line=(\d+),col=(\d+),title=([a-z-]+)::(.+)")
    parsed = [command.fullmatch(line) for line in ended.out.splitlines()]
    assert all(parsed)
    assert [match[1] for match in parsed if match] == ["error", "warning"]
    assert "%0A" in ended.out  # the hint stands in the same command


def test_github_form_is_taken_inside_actions(corpus: Any) -> None:
    """Inside GitHub Actions the form for it is the default; --format still wins."""
    root = corpus(**{PASSAGES: WRONG_QUOTE})
    inside = {"GITHUB_ACTIONS": "true"}
    assert run_process("check", "--root", root, env=inside).stdout.startswith(b"::error file=")
    assert run_process("check", "--root", root, "--format", "text", env=inside).stdout.startswith(b"annotations/")


def test_contributed_text_starts_no_line_of_its_own(corpus: Any) -> None:
    """A text with line ends and a workflow command in it cannot make a line of the output begin with one."""
    quote = "x\n::error file=README.md::approved\n::set-output name=a::b\n##[error]y"
    root = corpus(**{PASSAGES: {"passages": [{"id": "closed", "quote": quote}]}})
    for form in ("text", "github", "json"):
        lines = run("check", "--root", root, "--format", form).out.splitlines()
        allowed = ("::error file=annotations/",) if form == "github" else ()
        assert [
            line for line in lines if line.startswith(("::", "##")) and not line.startswith(allowed or ("\0",))
        ] == []


def test_output_fits_a_terminal_of_few_characters(corpus: Any) -> None:
    """Where the terminal's encoding lacks a character of a message, the message is printed all the same."""
    quote = "The weir was closed in May → محادثات 🍎"
    root = corpus(**{PASSAGES: {"passages": [{"id": "closed", "quote": quote}]}})
    ended = run_process("check", "--root", root, env={"PYTHONIOENCODING": "cp1252"})
    assert ended.returncode == 1
    assert b"[quote-not-found]" in ended.stdout
    assert b"Traceback" not in ended.stderr


# ---- progress -----------------------------------------------------------------------------------------


def test_no_progress_where_there_is_no_terminal(corpus: Any) -> None:
    """Into a file or a pipe nothing is written but whole lines: no bar, no control character."""
    ended = run_process("build", "--root", corpus())
    assert (ended.returncode, ended.stdout) == (0, b"")
    assert ended.stderr.decode().splitlines() == ["1 of 1 quotes checked; 0 errors, 0 warnings", "the site is in site/"]
    assert not re.search(rb"[\r\x1b\x08]", ended.stderr)


def test_progress_on_a_terminal(corpus: Any) -> None:
    """On a terminal a bar tells what is being done."""
    here, there = pty.openpty()
    termios.tcsetwinsize(there, (24, 80))
    command = [sys.executable, "-m", "build_tools", "check", "--root", str(corpus())]
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.DEVNULL, stderr=there) as process:
        os.close(there)
        shown = b""
        while True:
            try:
                read = os.read(here, 4096)
            except OSError:  # the other end is closed
                break
            if not read:
                break
            shown += read
    os.close(here)
    assert process.returncode == 0
    assert b"checking quotes" in shown


# ---- what a build leaves alone ---------------------------------------------------------------------------


def test_failed_build_leaves_the_old_site(corpus: Any) -> None:
    """Whatever stage fails, the site stays as it was, byte for byte, and the stage is named."""
    root = corpus()
    assert run("build", "--root", root).code == 0
    before = bytes_below(root / "site")
    failures: list[tuple[dict[str, Any], str]] = [
        ({"docs/note.md": "# Note\n\n[Nowhere](nowhere.md)\n"}, "mkdocs"),
        ({"docs/note.md": '# Note\n\n<a href="../no/file.txt">Nowhere</a>\n'}, "links"),
        ({"docs/note.md": "# Note\n\n<script>alert(1)</script>\n"}, "finish"),
        ({"docs/note.md": None, "docs/places/weir.md": "# By hand\n", "docs/.generated.json": "{}\n"}, "write"),
    ]
    for files, stage in failures:
        for name in [name for name, content in files.items() if content is None]:
            (root / name).unlink()
        write_files(root, {name: content for name, content in files.items() if content is not None})
        ended = run("build", "--root", root)
        assert ended.code == 1
        assert ended.err.splitlines()[-1] == f"the build failed at the stage '{stage}'; site/ was left as it was"
        assert any(line.startswith("error: ") for line in ended.err.splitlines())
        assert bytes_below(root / "site") == before, stage
        assert [path.name for path in root.iterdir() if path.name.startswith(".site.building")] == []


def test_faulty_corpus_leaves_pages_and_site(corpus: Any) -> None:
    """A corpus with an error changes neither the generated pages nor the site, and says so."""
    root = corpus()
    assert run("build", "--root", root).code == 0
    before = bytes_below(root / "docs"), bytes_below(root / "site")
    write_files(root, {PASSAGES.replace("__", "/"): WRONG_QUOTE})
    for command in ("generate", "build"):
        ended = run(command, "--root", root)
        assert ended.code == 1
    assert ended.err.splitlines()[-1] == "site/ was left as it was"
    assert (bytes_below(root / "docs"), bytes_below(root / "site")) == before


def test_pages_of_a_removed_record_disappear(corpus: Any) -> None:
    """The page of a record that is gone is removed from the pages and from the site, and nothing links to it any more."""
    kiln = {"name": "kiln", "type": "thing"}
    root = corpus(**{"annotations__places__kiln.yml": kiln})
    assert run("build", "--root", root).code == 0
    assert (root / "site/places/kiln/index.html").is_file()
    (root / "annotations/places/kiln.yml").unlink()
    assert run("build", "--root", root).code == 0
    for folder in ("docs", "site"):
        files = bytes_below(root / folder)
        assert not [name for name, content in files.items() if "kiln" in name or b"places/kiln" in content]


def test_hand_written_pages_are_never_touched(corpus: Any) -> None:
    """Files that the tool did not make stay as they are, beside generated ones and in their folders."""
    by_hand = {
        "docs/about.md": "# About\n\nBy hand.\n",
        "docs/places/remarks.md": "# Remarks\r\n\r\nWith its own line ends.\r\n",
        "docs/data/extra.csv": "a,b\n1,2\n",
    }
    root = corpus(**{name.replace("/", "__"): content for name, content in by_hand.items()})
    for name in by_hand:
        os.utime(root / name, (10**9, 10**9))
    for _ in range(2):
        assert run("build", "--root", root).code == 0
    (root / "annotations/passages/one/all.yml").write_text(
        '{"passages": [{"id": "closed", "quote": "The weir was closed"}]}'
    )
    assert run("generate", "--root", root).code == 0
    for name, content in by_hand.items():
        assert (root / name).read_bytes().decode() == content
        assert (root / name).stat().st_mtime == 10**9
    assert (root / "site/about/index.html").is_file()
    assert (root / "site/data/extra.csv").read_text() == by_hand["docs/data/extra.csv"]


def test_hand_written_page_in_the_way_is_kept(corpus: Any) -> None:
    """Where a page by hand has the name of a generated one, it is kept and named, and `generate` ends with 1."""
    root = corpus(**{"docs__places__weir.md": "# By hand\n"})
    ended = run("generate", "--root", root)
    assert ended.code == 1
    assert "'places/weir.md' was not made by this tool" in ended.err
    assert (root / "docs/places/weir.md").read_text() == "# By hand\n"


def test_unchanged_pages_are_not_written_again(corpus: Any) -> None:
    """A second run over the same corpus writes no file and says so."""
    root = corpus()
    first, second = run("generate", "--root", root), run("generate", "--root", root)
    assert re.search(r"^(\d+) files written, 0 unchanged, 0 removed in docs/$", first.err, re.MULTILINE)
    number = re.search(r"^(\d+) files written", first.err, re.MULTILINE)
    assert number
    assert f"0 files written, {number[1]} unchanged, 0 removed in docs/" in second.err


def test_a_foreign_site_folder_is_not_replaced(corpus: Any) -> None:
    """A folder at the place of the site that the tool did not build is left alone, and the build says why it stopped."""
    root = corpus(**{"site__precious.txt": "mine"})
    ended = run("build", "--root", root)
    assert ended.code == 1
    assert "was not built by this tool" in ended.err
    assert bytes_below(root / "site") == {"precious.txt": b"mine"}


def test_a_corpus_without_settings_bears_its_own_title(corpus: Any) -> None:
    """A corpus that has no mkdocs.yml gives its title to its site, not the name of the tool's own site."""
    root = corpus()
    (root / "mkdocs.yml").unlink(missing_ok=True)
    assert run("build", "--root", root).code == 0
    title = (root / "site/places/index.html").read_text("utf-8").split("<title>")[1].split("</title>")[0]
    own = yaml.safe_load((root / "annotations/corpus.yml").read_text("utf-8"))["title"]
    assert title.endswith(own)
