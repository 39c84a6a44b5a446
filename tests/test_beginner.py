"""Mistakes that beginners make: one message each, and mended by doing what the message says, the file passes.

Each case in `tests/cases/beginner/` has the files as somebody wrote them, laid over the small corpus of the pages of
rules; the whole message; and the files after somebody did what the message says, and nothing else. A case without a
message shows what looks like a mistake and is none. `UPDATE_EXPECTED=1` writes the messages; read the difference, and
mend each case anew from its message.
"""

from __future__ import annotations

import os
import re
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest

from build_tools.pipeline import check
from build_tools.problems import Problem
from build_tools.reporters import report, text_of
from build_tools.rule_pages import Files, base_files
from tests.core_support import CASES, read_case, write_project

BEGINNER = sorted((CASES / "beginner").glob("*.yml"))
# Words in which YAML's parser speaks of its own states: a newcomer can do nothing with them.
PARSER_WORDS = re.compile(
    r"while (scanning|parsing)|did not find expected|block mapping|flow (sequence|mapping)|scalar|token"
)


def problems(folder: Path, files: Files) -> list[Problem]:
    """Check the small corpus with files over it."""
    return check(write_project(folder, files, base_files())).problems


def steps(case: dict[str, Any]) -> list[tuple[Files, str, Files | None]]:
    """Return files, message and mended files, once more where a second slip comes to light behind the first."""
    first = (case["mistake"], case.get("message", "").rstrip("\n"), case.get("mended"))
    then = case.get("then")
    return [first] if then is None else [first, (case["mended"], then["message"].rstrip("\n"), then["mended"])]


@pytest.mark.parametrize("path", BEGINNER, ids=lambda path: path.stem)
def test_mistake(path: Path, tmp_path: Path) -> None:
    """The message is exactly that of the case: one problem, with its line and its cure, in plain words."""
    for number, (files, message, mended) in enumerate(steps(read_case(path))):
        found = problems(tmp_path / str(number), files)
        told = "\n".join(map(text_of, found))
        if os.environ.get("UPDATE_EXPECTED") and number == 0 and message:
            text = path.read_text("utf-8")
            kept = re.split(r"^message: \|\n(?:  .*\n)*", text, maxsplit=1, flags=re.MULTILINE)
            path.write_text(("message: |\n" + "".join(f"  {line}\n" for line in told.split("\n"))).join(kept), "utf-8")
            message = told
        assert told == message
        assert (mended is None) == (not message)
        assert len(found) == (1 if message else 0), "one slip is one problem"
        for problem in found:
            assert problem.hint
            assert not PARSER_WORDS.search(problem.message + problem.hint)
            assert problem.location.path in files, "the message names the file that somebody wrote"


@pytest.mark.parametrize("path", BEGINNER, ids=lambda path: path.stem)
def test_mended_from_the_message(path: Path, tmp_path: Path) -> None:
    """Who does what the message says is done: the file passes, or a second slip of the case comes to light."""
    listed = steps(read_case(path))
    for number, (_, message, mended) in enumerate(listed):
        if not message:
            continue
        found = problems(tmp_path / str(number), mended or {})
        further = listed[number + 1][1] if number + 1 < len(listed) else ""
        assert "\n".join(map(text_of, found)) == further


WRITE = re.compile(
    r"^    \| (?:[^\n ].*)?(?:write lines? (?P<first>\d+)(?:–(?P<last>\d+))? so|add below line (?P<above>\d+)):\n"
    r"(?P<lines>(?:    \| .*(?:\n|$))+)",
    re.MULTILINE,
)
AFTER = re.compile(r"if |'[a-z_]+': |and so on ")
"""How a line of a message begins that is not one to write, behind those that are."""
REWRITTEN = [path for path in BEGINNER if WRITE.search(read_case(path).get("message", ""))]


@pytest.mark.parametrize("path", REWRITTEN, ids=lambda path: path.stem)
def test_lines_to_write_can_be_pasted(path: Path) -> None:
    """Where a message says how lines are written, these lines in their place make the mended file, blank for blank."""
    case = read_case(path)
    found = WRITE.search(case["message"])
    assert found is not None
    ((name, text),) = ((name, text) for name, text in case["mistake"].items() if name.startswith("annotations/"))
    lines = text.rstrip("\n").split("\n")
    shown = [line.removeprefix("    | ") for line in found["lines"].rstrip("\n").split("\n")]
    pasted = list(takewhile(lambda line: not AFTER.match(line), shown))
    start = int(found["above"] or 0) or int(found["first"]) - 1
    lines[start : int(found["above"] or found["last"] or found["first"])] = pasted
    # `…` is where words of one's own belong.
    expected = re.escape("\n".join(lines)).replace("…", ".+")
    assert re.fullmatch(expected, case["mended"][name].rstrip("\n"))


MEANT = re.compile(
    r"(?:found|there is no|cites|stands also in .* 'id') '(?P<wrong>.+?)'(?=[ ,;]).* \[[a-z-]+\]\n"
    r"    \| (?:write|did you mean) '?(?P<right>[^\s'?]+)'?(?:\?.*)?(?:\n|$)"
)
REPLACED = [path for path in BEGINNER if MEANT.search(read_case(path).get("message", ""))]


@pytest.mark.parametrize("path", REPLACED, ids=lambda path: path.stem)
def test_value_can_be_replaced(path: Path) -> None:
    """Where a message names what was found and what to write, the one in the place of the other is the mended file."""
    case = read_case(path)
    found = MEANT.search(case["message"])
    line = re.match(r"([^:]+):(\d+):", case["message"])
    assert found is not None
    assert line is not None
    lines = case["mistake"][line[1]].split("\n")
    at = int(line[2]) - 1
    wrong = next(w for w in (f'"{found["wrong"]}"', f"[@{found['wrong']}]", found["wrong"]) if w in lines[at])
    lines[at] = lines[at].replace(wrong, found["right"], 1)
    assert "\n".join(lines) == case["mended"][line[1]]


def test_there_are_fifty() -> None:
    """There are at least fifty different mistakes, and nearly all are mended in one step."""
    cases = [read_case(path) for path in BEGINNER]
    messages = [case["message"] for case in cases if case.get("message")]
    assert len(set(messages)) == len(messages) >= 50
    assert sum("then" in case for case in cases) <= 1
    assert sum("message" not in case for case in cases) == 4
    assert [path.name[:3] for path in BEGINNER] == [f"{number:03}" for number in range(1, len(BEGINNER) + 1)]


def test_annotation_on_github_has_the_cure(tmp_path: Path) -> None:
    """On a pull request the cure is a part of the annotation, with the address of the page of the rule."""
    case = read_case(CASES / "beginner" / "055-straight-quotation-marks.yml")
    found = problems(tmp_path, case["mistake"])
    shown = report(found, "github", "https://example.org/site/")
    assert shown.startswith(
        "::error file=annotations/passages/valley-news/mine.yml,line=3,col=12,title=quote-not-found::"
    )
    for line in found[0].hint.split("\n"):
        assert line in shown
    assert shown.endswith("%0Ahttps://example.org/site/codebook/rules/quote-not-found/")
