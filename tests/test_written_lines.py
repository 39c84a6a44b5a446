"""Lines that a cure gives, put in the place of those that it names, make the file that is meant, and only that."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from build_tools import written_lines
from build_tools.editing.layout import remarks
from build_tools.written_lines import WrittenLines
from build_tools.yaml_reader import plain, read_yaml

FILE = """\
# a remark
items:
  - id: one
    text: >-
      some words that
      are folded

    date: 2020
    tags: [a, b]
  - {id: two, text: short, tags: c}
"""


def pasted(told: str) -> dict[str, Any]:
    """Return what the file says when the lines are pasted."""
    found = re.match(r"(?:write lines? (\d+)(?:–(\d+))? so|add below line (\d+)):\n(.*)", told, re.DOTALL)
    assert found, told
    lines = FILE.split("\n")
    start = int(found[3] or 0) or int(found[1]) - 1
    lines[start : int(found[3] or found[2] or found[1])] = found[4].split("\n")
    root, problems = read_yaml("\n".join(lines).encode("utf-8"), "a.yml")
    assert root is not None, problems
    said = plain(root)
    assert isinstance(said, dict)
    return said


def without(record: dict[str, Any], key: str) -> dict[str, Any]:
    """Return a record that lacks a key."""
    return {name: value for name, value in record.items() if name != key}


ONE = {"id": "one", "text": "some words that are folded", "date": "2020", "tags": ["a", "b"]}
TWO = {"id": "two", "text": "short", "tags": "c"}
CHANGES: list[tuple[Callable[[WrittenLines], str], dict[str, Any], dict[str, Any]]] = [
    (lambda w: w.with_texts(("items", 0), {"id": "a: b"}), ONE | {"id": "a: b"}, TWO),
    (lambda w: w.with_texts(("items", 0), {"text": "new " * 40 + "end"}), ONE | {"text": "new " * 40 + "end"}, TWO),
    (lambda w: w.with_texts(("items", 0), {"date_inferred": "x #y"}), ONE | {"date_inferred": "x #y"}, TWO),
    (lambda w: w.with_texts(("items", 0), {"text": None}), without(ONE, "text"), TWO),
    (lambda w: w.with_texts(("items", 0), {"id": None, "note": "n"}), without(ONE, "id") | {"note": "n"}, TWO),
    (lambda w: w.with_texts(("items", 1), {"text": "a, b"}), ONE, TWO | {"text": "a, b"}),
    (lambda w: w.with_texts(("items", 1), {"id": None, "more": "}"}), ONE, without(TWO, "id") | {"more": "}"}),
    (lambda w: w.with_texts(("items", 0, "tags", 1), {"": "it's"}), ONE | {"tags": ["a", "it's"]}, TWO),
    (lambda w: w.with_written(("items", 0, "tags", 0), "a: words"), ONE | {"tags": [{"a": "words"}, "b"]}, TWO),
    (lambda w: w.with_item_under(("items", 1, "tags", 0), "other"), ONE, {"id": "two", "text": "short", "other": "c"}),
    (lambda w: w.with_lines(("items", 0), ["below:", "  key: x"]), ONE | {"below": {"key": "x"}}, TWO),
    (
        lambda w: w.with_block(("items", 0), ["date"], ["when:", "  date: 2020"]),
        without(ONE, "date") | {"when": {"date": "2020"}},
        TWO,
    ),
]


@pytest.mark.parametrize("number", range(len(CHANGES)))
def test_pasted_lines_say_what_is_meant(number: int) -> None:
    """In block and in braces, folded or not: what is to change does, and nothing else."""
    change, one, two = CHANGES[number]
    said = pasted(change(WrittenLines(FILE)))
    assert said["items"] == [one, two]
    assert said.keys() == {"items"}


def test_many_lines_are_not_given() -> None:
    """A cure is short: what would be a page is told in words by whoever asked."""
    assert WrittenLines(FILE).with_lines(("items", 0), [f"key-{number}: x" for number in range(20)]) == ""


def test_what_is_not_there_is_not_written() -> None:
    """A way that leads nowhere gives no line."""
    lines = WrittenLines(FILE)
    assert lines.with_texts(("items", 7), {"id": "x"}) == ""
    assert lines.with_written(("nothing",), "x") == ""


def rewritten(text: str, told: str) -> str:
    """Return a text with the lines of a cure in the place of those that it names."""
    found = re.match(r"write lines? (\d+)(?:–(\d+))? so:\n(.*)", told, re.DOTALL)
    assert found, told
    lines = text.split("\n")
    lines[int(found[1]) - 1 : int(found[2] or found[1])] = found[3].split("\n")
    return "\n".join(lines)


def test_block_keeps_remarks() -> None:
    """Remarks stay with their keys, whether these are written anew, in several lines, or only moved above."""
    text = """\
items:
  - id: one
    # what
    type: demand # it asks
    # who says it
    said_by: council # the council
    note: >- # mine
      # no remark
      words # none either
    # what about
    about: # these two
      # the first
      - well # old
      - town
    # the last
    tags: [a]
"""
    new = ["claims:", "  - type: demand", "    said_by: council", "    about: [well, town]"]
    told = WrittenLines(text).with_block(("items", 0), ["type", "said_by", "about", "claims"], new)
    assert (
        rewritten(text, told)
        == """\
items:
  - id: one
    # what
    note: >- # mine
      # no remark
      words # none either
    claims:
      - type: demand # it asks
        # who says it
        said_by: council # the council
        # what about
        # the first
        # old
        about: [well, town] # these two
    # the last
    tags: [a]
"""
    )


def test_block_without_a_place_for_a_remark_is_not_given() -> None:
    """Where the new lines lack the key that a remark stands with, no lines are given that would lose it."""
    text = "items:\n  - id: one\n    tags: x # why\n"
    assert WrittenLines(text).with_block(("items", 0), ["tags"], ["others: [x]"]) == ""
    assert (
        WrittenLines(text).with_block(("items", 0), ["tags"], ["tags: [x]"]) == "write line 3 so:\n    tags: [x] # why"
    )


MOVED = [
    ("tags: [a, b: words]", "tags: [c, a]", "tags: [a, b: words, c]"),
    ("tags:\n  - a # first\n  - b", "tags: [c, {d: x}]", "tags:\n  - a # first\n  - b\n  - c\n  - {d: x}"),
    ("note: a", "tags: [c, a]", "note: a"),
]


@pytest.mark.parametrize(("outer", "inner", "whole"), MOVED)
def test_list_that_moves_out_joins_the_one_there(outer: str, inner: str, whole: str) -> None:
    """A list that belongs further out is added to the one that the outer record has, or stands there as it is."""
    text = f"{outer}\nbelow:\n  - key: x\n    {inner}\n    more: y\nlast: z\n"
    told = WrittenLines(text).moved_out(("below", 0, "tags"), ("below",))
    moved = "" if outer.startswith("tags") else "tags: [c, a]\n"
    assert rewritten(text, told) == f"{whole}\nbelow:\n  - key: x\n    more: y\n{moved}last: z\n"


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        ("tags: a", "tags: c"),
        ("tags: a", "tags: [c, d]"),
        ("tags: [a]", "tags: [c] # why"),
        ("tags: [a, # why\n  b]", "tags: [c]"),
        ("tags: [a]", "tags:\n      - c, d"),
        ("tags: [a]", "tags:\n      - c:\n          text: d"),
    ],
)
def test_what_cannot_be_joined_is_not_written(outer: str, inner: str) -> None:
    """What one text is added to, remarks that would be lost, and items that brackets would cut are left to people."""
    text = f"{outer}\nbelow:\n  - key: x\n    {inner}\n    more: y\n"
    assert WrittenLines(text).moved_out(("below", 0, "tags"), ("below",)) == ""


def test_key_is_not_written_twice() -> None:
    """A key gets no name that another one beside it has."""
    lines = WrittenLines("one: a\n'two b': c\n")
    assert lines.with_key(("two b",), "two-b") == "write line 2 so:\ntwo-b: c"
    assert lines.with_key(("two b",), "one") == ""


def test_remarks_are_looked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many changes are told of a file, its remarks are looked for once."""
    text = "items:\n" + "".join(f"  - key: k-{number} # kept\n    date: 2020\n" for number in range(50))
    calls = []
    monkeypatch.setattr(written_lines, "remarks", lambda *given: calls.append(given) or remarks(*given))
    lines = WrittenLines(text)
    told = [lines.with_block(("items", number), ["date"], ["when:", "  date: 2020"]) for number in range(50)]
    assert told[49] == "write line 101 so:\n    when:\n      date: 2020"
    assert len(calls) == 1


@pytest.mark.parametrize(("length", "is_told"), [(880, True), (1000, False)])
def test_a_line_is_told_whole_or_not_at_all(length: int, is_told: bool) -> None:
    """A line that a message would cut is not given to be copied."""
    told = WrittenLines(f"note: {'a' * length}\nnmae: x\n").with_texts((), {"note": "b" * length})
    assert bool(told) == ("b" * length in told) == is_told
