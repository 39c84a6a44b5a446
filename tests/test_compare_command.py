"""What `compare` promises on the command line: exit codes, folders, streams and forms."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.corpus_support import bytes_below, copy_project, run, small_corpus, write_files

PASSAGE = {"id": "closed", "quote": "The weir was closed in May.", "places": ["weir"]}
RIGHT = {"passages": [PASSAGE]}
BARE = {"passages": [{"id": "other", "quote": PASSAGE["quote"]}]}
WRONG = {"passages": [PASSAGE | {"quote": "The weir was opened in May."}]}


@pytest.fixture
def corpus(tmp_path: Path) -> Any:
    """Give a function that writes a small corpus with two passes beside its annotations, and returns its root."""

    def write(a: Any = RIGHT, b: Any = RIGHT, more: Any = None) -> Path:
        root = tmp_path / "corpus"
        passes = {"first/one/all.yml": a, "second/passages/one/all.yml": b}
        write_files(root, small_corpus() | passes | (more or {}))
        return root

    return write


def compared(root: Path, *options: str, a: str = "first", b: str = "second") -> Any:
    """Compare two passes of a corpus."""
    return run("compare", root / a, root / b, "--root", root, *options)


def test_zero_whether_they_agree_or_not(corpus: Any) -> None:
    """Two sound passes end with 0, differences or none; the figures alone are on the output stream."""
    ended = compared(corpus())
    assert (ended.code, ended.err) == (0, "A: 1 of 1 quotes checked\nB: 1 of 1 quotes checked\n")
    assert ended.out.startswith("A: first\nB: second/passages\n")
    ended = compared(corpus(b=BARE))
    assert ended.code == 0
    assert "Differences" not in ended.out


def test_differences_are_listed_on_demand(corpus: Any) -> None:
    """With --differences each one has its place in the source and in the YAML file."""
    ended = compared(corpus(b=BARE), "--differences")
    listed = ended.out.partition("\nDifferences (1)\n")[2]
    assert re.fullmatch(
        r"\nseeds/one\.txt:1:5: mention: “weir”\n    \| A: weir  \(first/one/all\.yml:\d+\)\n    \| B: –\n", listed
    )


def test_own_passages_can_be_one_pass(corpus: Any) -> None:
    """The annotations of the corpus itself can be named as a pass, also by the folder above the passages."""
    for a in ("annotations", "annotations/passages"):
        assert compared(corpus(), a=a).out.startswith("A: annotations/passages\n")


def test_nothing_is_written(corpus: Any) -> None:
    """The command leaves every file as it was, and makes none."""
    root = corpus(b=BARE)
    before = bytes_below(root)
    compared(root, "--differences")
    assert bytes_below(root) == before


def test_one_for_a_faulty_pass(corpus: Any) -> None:
    """A fault in a pass is reported as `check` does, with the file of the pass, and there are no figures."""
    ended = compared(corpus(b=WRONG))
    assert ended.code == 1
    assert re.match(r"second/passages/one/all\.yml:\d+:\d+: error: .* \[quote-not-found\]\n", ended.out)
    assert "All sources" not in ended.out
    assert ended.err == "A: 1 of 1 quotes checked\nB: 0 of 1 quotes checked\n"
    problems = json.loads(compared(corpus(b=WRONG), "--format", "json").out)
    assert [problem["rule"] for problem in problems] == ["quote-not-found"]


def test_a_fault_of_the_corpus_is_reported_once(corpus: Any) -> None:
    """What is wrong outside the passes stands in the way of both and is said once."""
    ended = compared(corpus(more={"annotations/places/mill.yml": {"name": "mill", "type": "nothing"}}))
    assert ended.code == 1
    assert ended.out.count("annotations/places/mill.yml:") == 1


def test_misplaced_files_of_a_pass(corpus: Any) -> None:
    """A folder of a pass that is laid out otherwise, or named after no source, is a fault with its own path."""
    ended = compared(corpus(more={"first/stray.yml": RIGHT, "first/two/all.yml": RIGHT}))
    assert ended.code == 1
    found = re.findall(r"^(\S+?):\d+:\d+: error: .* \[([a-z-]+)\]$", ended.out, re.MULTILINE)
    assert found == [("first/stray.yml", "file-misplaced"), ("first/two/all.yml", "unknown-id")]
    assert "first/<source-id>/" in ended.out


def test_empty_pass(corpus: Any) -> None:
    """A folder without a passage is no pass: the message names it."""
    root = corpus()
    (root / "nothing").mkdir()
    ended = compared(root, b="nothing")
    assert ended.code == 1
    assert ended.out.startswith("nothing:1:1: error: ")
    assert "[no-quotes]" in ended.out


@pytest.mark.parametrize("missing", ["a", "b"])
def test_two_for_a_wrong_folder(corpus: Any, missing: str) -> None:
    """A folder that is not there is wrong use, and the message names it."""
    root = corpus()
    ended = compared(root, **{missing: "nowhere"})
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == f"error: there is no folder {root}/nowhere; name the folder of a pass\n"


def test_two_for_wrong_use(corpus: Any) -> None:
    """One folder alone, no corpus, or a form that there is not, is wrong use."""
    root = corpus()
    assert run("compare", root / "first", "--root", root).code == 2
    assert run("compare", root / "first", root / "second", "--root", root / "nowhere").code == 2
    assert compared(root, "--format", "github").code == 2


def test_citations_of_the_corpus_are_no_fault_of_a_pass(corpus: Any) -> None:
    """A summary cites a passage of the corpus that no pass has; a note of a pass that cites nothing is a fault."""
    weir = {"name": "weir", "type": "thing", "summary": "It was closed [@one#closed]."}
    root = corpus(BARE, BARE, {"annotations/places/weir.yml": weir})
    assert compared(root).code == 0
    noted = {"passages": [BARE["passages"][0] | {"note": "See [@one#nowhere]."}]}
    ended = compared(corpus(noted, BARE, {"annotations/places/weir.yml": weir}))
    assert (ended.code, ended.out.count("[citation-not-found]")) == (1, 1)
    assert ended.out.startswith("first/one/all.yml:")


def test_warnings_are_told_beside_the_figures(corpus: Any) -> None:
    """Warnings go to the error stream, so that the document on the other one stays whole."""
    ended = compared(corpus(more={"seeds/stray.txt": "x\n"}), "--format", "json")
    assert ended.code == 0
    assert ended.err.count("[source-without-record]") == 1
    assert json.loads(ended.out)["a"] == "first"


def test_json_is_one_document(corpus: Any) -> None:
    """JSON holds figures and differences, whether they are asked for or not, in characters that any terminal has."""
    root = corpus(b=BARE)
    ended = compared(root, "--format", "json")
    assert ended.out == compared(root, "--format", "json", "--differences").out
    assert ended.out.isascii()
    document = json.loads(ended.out)
    assert list(document) == ["a", "b", "only_a", "only_b", "overall", "sources", "differences"]
    assert [source["source"] for source in document["sources"]] == ["one"]
    (difference,) = document["differences"]
    assert (difference["file"], difference["line"], difference["column"]) == ("seeds/one.txt", 1, 5)
    assert (difference["start"], difference["end"], difference["words"]) == (4, 8, "weir")
    assert (difference["kind"], difference["a"]["text"], difference["b"]) == ("mention", "weir", None)


def test_markdown_is_tables(corpus: Any) -> None:
    """Markdown has one table for all sources, one for each, and one of differences if asked for."""
    root = corpus(b=BARE)
    for options, tables in (([], 2), (["--differences"], 3)):
        lines = compared(root, "--format", "markdown", *options).out.splitlines()
        assert sum(line.startswith("| ---") for line in lines) == tables
        assert "| Same words and entity, F1 | 0.00 | both 0, only A 1, only B 0 |" in lines


def test_sources_of_one_pass_alone_are_named(tmp_path: Path) -> None:
    """A source that one pass alone annotates is said to be left out."""
    root = copy_project("orchard", tmp_path)
    copy_project("orchard/annotations/passages/courrier-canal", tmp_path / "half")
    ended = run("compare", root / "annotations", tmp_path / "half/orchard/annotations/passages", "--root", root)
    assert ended.code == 0
    assert "sada-al-wadi-talks: annotated by A alone, left out of the figures" in ended.out
    assert "All sources (1)" in ended.out
