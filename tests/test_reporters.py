"""Reports: one problem in three forms, none of which contributed text can break out of."""

from __future__ import annotations

import itertools
import json
import re
from typing import Any

import pytest

from build_tools.characters import FORBIDDEN, printable, quoted
from build_tools.locations import Location
from build_tools.problems import Problem
from build_tools.reporters import FORMATS, report

ERROR = Problem(
    Location("annotations/actors/a.yml", 3, 5), "unknown-key", "must be a key; found 'x'", "did you mean 'y'?"
)
WARNING = Problem(Location("seeds/b.txt"), "source-without-record", "the file must have a record")

HOSTILE = [
    *[
        "\n::error file=a::approved",
        "\r::error::x",
        "\r\n::warning::x",
        "::error::x",
        "  ::error::x",
        "\t::stop-commands::x",
    ],
    *[
        "##[error]x",
        "a ##[add-mask]x",
        "##[command]x",
        "\x1b[31mred",
        "\x1b]0;title\x07",
        "\x00",
        "\x08\x08",
        "\x85::error::x",
    ],
    *[
        "\u2028::error::x",
        "\u2029::error::x",
        "\u202ereversed",
        "\ud800",
        "%0A::error::x",
        "%25",
        "a%b",
        "x\ty",
        "é 😀 تركيا",
    ],
    *[
        "\x0b::error::x",
        "\x0c::error::x",
        "\x1c::error::x",
        "\x1e::error::x",
        "'; rm -rf ~",
        "{}",
        "{0}",
        "%s",
        "\\n",
        "<b>",
        "]]>",
    ],
]


def problem(text: str, *, path: str = "annotations/a.yml", hint: str = "") -> Problem:
    """Return a problem whose message shows that text as all messages do."""
    return Problem(Location(path, 1, 1), "bad-value", f"'name' must be plain; found {quoted(text)}", hint)


def test_text() -> None:
    """A problem is one line of place, level, message and rule; its hint stands indented under it."""
    assert report([WARNING, ERROR], "text") == (
        "annotations/actors/a.yml:3:5: error: must be a key; found 'x' [unknown-key]\n"
        "    | did you mean 'y'?\n"
        "seeds/b.txt:1:1: warning: the file must have a record [source-without-record]\n"
        "explain a rule: .venv/bin/python -m build_tools explain unknown-key"
    )


def test_hint_over_several_lines() -> None:
    """Each line of a hint stands on a line of its own, its indent kept."""
    shown = report([problem("x", hint="one of these:\n  line 1: a\n  line 2: b")], "text")
    assert shown.split("\n")[1:-1] == ["    | one of these:", "    |   line 1: a", "    |   line 2: b"]


def test_github() -> None:
    """A problem is one workflow command with file, line, column and rule; the hint is part of its message."""
    assert report([WARNING, ERROR], "github") == (
        "::error file=annotations/actors/a.yml,line=3,col=5,title=unknown-key::"
        "must be a key; found 'x'%0Adid you mean 'y'?\n"
        "::warning file=seeds/b.txt,line=1,col=1,title=source-without-record::the file must have a record"
    )


def test_json() -> None:
    """A program gets every field."""
    assert json.loads(report([WARNING, ERROR], "json")) == [
        {
            "file": "annotations/actors/a.yml",
            "line": 3,
            "column": 5,
            "level": "error",
            "rule": "unknown-key",
            "message": "must be a key; found 'x'",
            "hint": "did you mean 'y'?",
            "page": "",
        },
        {
            "file": "seeds/b.txt",
            "line": 1,
            "column": 1,
            "level": "warning",
            "rule": "source-without-record",
            "message": "the file must have a record",
            "hint": "",
            "page": "",
        },
    ]


def test_pages_of_rules_are_named() -> None:
    """Where the address of the site is known, programs and annotations get the page of each rule."""
    site = "https://example.org/site/"
    page = f"{site}codebook/rules/unknown-key/"
    assert report([ERROR], "github", site).endswith(f"%0Adid you mean 'y'?%0A{page}")
    assert json.loads(report([ERROR], "json", site))[0]["page"] == page
    assert site not in report([ERROR], "text", site)


@pytest.mark.parametrize("form", FORMATS)
def test_order_is_by_place(form: str) -> None:
    """The order in which problems were found does not show: they come by file, line and column, as numbers."""
    problems = [Problem(Location(path, line, 1), "bad-value", "m") for path in ("b", "a") for line in (10, 9, 2)]
    reports = {report(order, form) for order in itertools.permutations(problems)}
    assert len(reports) == 1
    if form == "json":
        found = [(p["file"], p["line"]) for p in json.loads(reports.pop())]
        assert found == [("a", 2), ("a", 9), ("a", 10), ("b", 2), ("b", 9), ("b", 10)]


def test_github_is_told_the_causes_first() -> None:
    """GitHub shows few problems on the lines: errors come before warnings, and what cannot be read before the rest."""
    found = [
        Problem(Location("a.yml", 1, 1), "source-without-record", "m"),
        Problem(Location("b.yml", 2, 1), "quote-not-found", "m"),
        Problem(Location("b.yml", 1, 1), "quote-not-found", "m"),
        Problem(Location("c.yml", 1, 1), "yaml-syntax", "m"),
    ]
    shown = report(found, "github").split("\n")
    places = [re.search(r"file=(\w)\.yml,line=(\d)", line) for line in shown]
    assert [place.groups() for place in places if place] == [("c", "1"), ("b", "1"), ("b", "2"), ("a", "1")]


def test_no_problems() -> None:
    """Nothing found is nothing said, and an empty list for programs."""
    assert [report([], form) for form in ("text", "github")] == ["", ""]
    assert json.loads(report([], "json")) == []


@pytest.mark.parametrize("text", HOSTILE)
def test_text_holds_no_command_of_others(text: str) -> None:
    """Whatever is contributed, no line but ours begins, no control character and no workflow command comes out."""
    hint = f"it stands here:\n{text}"
    shown = report([problem(text, hint=hint), problem(text, path=f"annotations/{text}.yml")], "text")
    assert not FORBIDDEN.search(shown.replace("\n", ""))
    assert "##[" not in shown
    lines = shown.splitlines()
    assert lines == shown.split("\n")
    assert lines.pop().startswith("explain a rule: ")
    assert all(line.startswith(("annotations/", "    | ")) for line in lines)
    assert len(lines) == 3 + hint.count("\n")


@pytest.mark.parametrize("text", HOSTILE)
def test_github_holds_one_command_a_problem(text: str) -> None:
    """Whatever is contributed, each problem is one line, whose properties and message end where ours do."""
    shown = report([problem(text, hint=text), problem(text, path=f"annotations/{text},line=9::x.yml")], "github")
    lines = shown.splitlines()
    assert len(lines) == 2
    for line in lines:
        _, command, _message = line.split("::", 2)
        assert command.startswith("error file=annotations/")
        assert command.count(",") == 3
        assert command.endswith(",line=1,col=1,title=bad-value")
    assert not FORBIDDEN.search(shown.replace("\n", ""))


def unescaped(data: str) -> str:
    """Return the message as GitHub reads it."""
    return data.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


@pytest.mark.parametrize("message", ["100%", "%0A", "%250A", "a\tb", "a::b,c", "“é”"])
def test_github_message_comes_back(message: str) -> None:
    """Percent signs, colons and commas of a message come back as they were."""
    shown = report([Problem(Location("a.yml"), "bad-value", message)], "github")
    assert unescaped(shown.split("::", 2)[2]) == message.replace("\t", "\\t")


@pytest.mark.parametrize("text", HOSTILE)
def test_json_is_read_back(text: str) -> None:
    """Every text is read back from the JSON, which is ASCII."""
    shown = report([problem("x", hint=text)], "json")
    found: list[dict[str, Any]] = json.loads(shown)
    assert found[0]["hint"] == text
    assert shown.isascii()


def test_long_texts_are_cut() -> None:
    """A text of any length takes part of a line, and says that it was cut."""
    assert quoted("x" * 500, 20) == "'" + "x" * 19 + "…'"
    assert len(report([problem("x" * 10_000, hint="y" * 10_000)], "text")) < 2_000
    assert printable("x" * 200) == "x" * 200


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\nb\tc", "a\\nb\\tc"),
        ("\x1b[0m", "\\u{1b}[0m"),
        ("\u202e\U000e0041\ud800", "\\u{202e}\\u{e0041}\\u{d800}"),
        ("\u200f\u200cي é", "\u200f\u200cي é"),
    ],
)
def test_printable(text: str, shown: str) -> None:
    """Control and deceiving characters are shown by their code; what scripts need is kept."""
    assert printable(text) == shown


def test_problem_of_no_rule() -> None:
    """A problem that names no rule of the table cannot be made."""
    with pytest.raises(KeyError, match="no-such-rule"):
        Problem(Location("a"), "no-such-rule", "m")
