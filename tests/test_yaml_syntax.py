"""Files that are no YAML: whatever is wrong, the words are plain, and the lines to write let more of the file be read."""

from __future__ import annotations

import random
import re

import pytest
import yaml

from build_tools.known_keys import KnownKeys
from build_tools.parsing_hints import known_keys
from build_tools.records import RECORD_KINDS
from build_tools.rule_pages import base_files
from build_tools.yaml_reader import read_yaml
from build_tools.yaml_syntax import events

SOUND = {path: text for path, text in base_files().items() if path.endswith(".yml")}
MARKS = [
    "\t",
    ": ",
    '"',
    "'",
    "[",
    "]",
    "{",
    "}",
    "- ",
    "@",
    "*",
    "&",
    "!",
    "%",
    "`",
    "#",
    "|",
    ">",
    ",",
    "\\",
    "\n",
    " ",
]
PARSER_WORDS = re.compile(
    r"while (scanning|parsing)|did not find|block mapping|flow (sequence|mapping)|scalar|token|<unicode"
)


def stops_at(text: str) -> int | None:
    """Return the line on which the parser stops, or None where it reads the whole text."""
    try:
        for _ in events(text):
            pass
    except yaml.YAMLError as error:
        begun, mark = getattr(error, "context_mark", None), getattr(error, "problem_mark", None)
        if begun and "end of stream" in str(getattr(error, "problem", "")):
            return int(begun.line) + 1
        return int(mark.line) + 1 if mark else 1
    return None


def keys_of(path: str) -> KnownKeys:
    """Return the keys that a file of a corpus may have."""
    kind = path.split("/")[1].removesuffix(".yml")
    return known_keys(RECORD_KINDS[kind if kind in RECORD_KINDS else kind.removesuffix("s")])


def corrupted(seed: int) -> tuple[str, str]:
    """Return a sound file with one slip, and its path: a mark too many, something too few, an indent off."""
    chance = random.Random(seed)
    path = chance.choice(list(SOUND))
    return path, with_slip(chance, SOUND[path])


def with_slip(chance: random.Random, text: str) -> str:
    """Return a text with one slip."""
    at = chance.randrange(len(text))
    kind = chance.randrange(4)
    if kind == 0:
        return text[:at] + chance.choice(MARKS) + text[at:]
    if kind == 1:
        return text[:at] + text[at + 1 :]
    lines = text.split("\n")
    line = chance.randrange(len(lines))
    if kind == 2:
        lines[line] = " " * chance.randrange(1, 4) + lines[line]
    else:
        lines[line] = lines[line][1:]
    return "\n".join(lines)


@pytest.mark.parametrize("part", range(10))
def test_any_slip_has_plain_words_and_a_cure(part: int) -> None:
    """Of a thousand slips, each that makes a file unreadable is told with a cure; pasted, it lets more be read."""
    unreadable = mended = 0
    for seed in range(part * 100, part * 100 + 100):
        path, text = corrupted(seed)
        _, found = read_yaml(text.encode(), "a.yml", known=keys_of(path))
        for problem in found:
            assert problem.hint, problem
            assert not PARSER_WORDS.search(problem.message + problem.hint), problem
        stop = stops_at(text)
        if stop is None or not found or found[-1].rule != "yaml-syntax":
            continue
        unreadable += 1
        write = re.match(r"write lines? (\d+)(?:–(\d+))? so:\n(.*)", found[-1].hint, re.DOTALL)
        if write is None or "and so on" in write[3]:
            continue
        mended += 1
        lines = text.split("\n")
        first, last = int(write[1]), int(write[2] or write[1])
        added = write[3].count("\n") + 1 - (last - first + 1)
        lines[first - 1 : last] = write[3].split("\n")
        after = stops_at("\n".join(lines))
        assert after is None or after - added > stop, (seed, found[-1])
    assert unreadable > 5
    assert mended / unreadable > 0.8, (mended, unreadable)


@pytest.mark.parametrize(
    "text",
    [
        "a: b: " * 30_000,
        "\t- a\n" * 30_000,
        "a: [" * 30_000,
        'a: "x\n' * 30_000,
        "- " * 60_000,
        "a: b" + " " * 15_000 + ": c\n",
    ],
)
def test_large_files_are_told_too(text: str) -> None:
    """A large faulty file is told with its place: how many mends are tried is bounded by what parsing them costs."""
    _, found = read_yaml(text.encode(), "a.yml")
    assert found
    assert found[0].hint


def test_remarks_behind_texts_are_kept() -> None:
    """A text without quotation marks knows the remark behind it; one in quotation marks, or without a remark, has none."""
    root, found = read_yaml(b"a: Gate # 5\nb: 'Gate # 5'\nc: Gate\n# d\ne: # f\n  g\n", "a.yml")
    assert found == []
    assert root is not None
    assert [root.items[key].remark for key in "abce"] == ["# 5", "", "", ""]  # type: ignore[union-attr]
