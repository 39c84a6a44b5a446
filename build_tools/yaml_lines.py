"""Lines of YAML, taken apart, and mends of them, as values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

ODD_SPACES = "\u00a0\u2000-\u200a\u202f\u3000"
"""Spaces that look like others and are none for YAML; a part of a class of characters."""
_LINE = re.compile(
    r"(?P<indent>[ \t]*)(?P<dashes>(?:-[ \t]+)*)"
    r"(?:(?P<key>[^\s:\[\]{}\"'#“”„«-][^:\[\]{}\"'#]*?):(?P<gap>[ \t]+|$))?(?P<value>.*)"
)
_QUOTED = {'"': re.compile(r'"(?:[^"\\]|\\.)*"'), "'": re.compile(r"'(?:[^']|'')*'(?!')")}
_REMARK = re.compile(r"(?<!\s)\s+# .*$")


@dataclass(frozen=True, slots=True)
class Mend:
    """A guess at what is wrong, and the file without it."""

    fault: str
    """What is wrong, in plain words; begins with a small letter."""
    at: int
    """Line of the fault, from 1."""
    column: int
    first: int
    last: int
    """First and last line of the file as it is that are written anew."""
    shown: tuple[str, ...]
    """These lines as they read when they are mended."""
    lines: tuple[str, ...]
    """The whole file, mended."""


class Line:
    """A line of a file, taken apart: indent, list marks, key, value."""

    def __init__(self, number: int, text: str) -> None:
        """Take the line apart; its number is counted from 1."""
        match = _LINE.fullmatch(text)
        assert match is not None, "the pattern matches every line"
        self.number, self.text = number, text
        self.key: str = match["key"] or ""
        self.value: str = _without_remark(match["value"])
        self.remark: str = match["value"].rstrip()[len(self.value) :]
        self.head: str = text[: match.start("value")]
        self.indent: str = match["indent"]
        self.at_key: int = match.start("key") if match["key"] else match.end("dashes")
        """Column of the key, or of the text, from 0."""
        self.column: int = len(self.head) + 1
        """Column of the value, from 1."""

    @property
    def is_item(self) -> bool:
        """Whether it begins an item of a list."""
        return self.text.lstrip().startswith("- ")

    def with_value(self, value: str) -> str:
        """Return the line with another value."""
        gap = " " if self.remark.startswith("#") else ""
        return f"{self.head}{value}{gap}{self.remark}"


def _without_remark(value: str) -> str:
    """Return a value without the remark behind it: a ` # ` inside quotation marks begins none."""
    if re.match(r"#( |$)", value):
        return ""
    mark = value[:1]
    begin = 0
    if mark and mark in _QUOTED:
        closed = _QUOTED[mark].match(value)
        is_closed = closed is not None and re.match(r"\s*($|#)", value[closed.end() :])
        begin = closed.end() if closed and is_closed else value.rfind(mark)
    elif mark in ("[", "{"):
        begin = _behind_quoted(value)
    # Where a mark is not closed, nobody can tell a remark from the text.
    is_open = begin == 0 and mark in ('"', "'", "[", "{")
    remark = None if is_open else _REMARK.search(value, begin)
    return (value[: remark.start()] if remark else value).rstrip()


def open_mark(value: str) -> int | None:
    """Return where a quotation mark is opened, in brackets or braces, that is not closed."""
    return next((place for place, end in _quoted_within(value) if end is None), None)


def _behind_quoted(value: str) -> int:
    """Return where the last text in quotation marks before a remark ends, in brackets or braces; 0 if one is open."""
    last = 1
    for _, end in _quoted_within(value):
        if end is None:
            return 0
        last = end
    return last


def _quoted_within(value: str) -> Iterator[tuple[int, int | None]]:
    """Yield where each text in quotation marks begins and ends, in brackets or braces; None for one that is open."""
    place, before = 1, value[0]
    while place < len(value) and not value.startswith(" # ", place):
        # Within a word, an apostrophe opens nothing.
        if value[place] in _QUOTED and before in ("[", "{", ",", ":"):
            closed = _QUOTED[value[place]].match(value, place)
            yield place, closed.end() if closed else None
            if closed is None:
                return
            before, place = value[place], closed.end()
            continue
        before = value[place] if value[place] != " " else before
        place += 1


def pasted(text: str) -> str:
    """Return a line to be copied from a message, without tabs: a message would show their code."""
    if "\t" not in text:
        return text
    line = Line(1, text)
    if line.value.startswith('"'):  # there, and only there, `\t` is a tab
        return "".join((line.head.replace("\t", " "), line.value.replace("\t", "\\t"), line.remark.replace("\t", " ")))
    return text.replace("\t", " ")


def replaced(
    lines: list[str], fault: str, line: Line, new: list[str], count: int = 1, column: int = 0, context: int = 0
) -> Mend:
    """Return the mend that puts `new` in the place of `count` lines; `context` lines above are shown with it."""
    first = line.number - 1
    mended = [*lines[:first], *map(pasted, new), *lines[first + count :]]
    start = max(0, first - context)
    shown = tuple(mended[start : first + len(new)])
    return Mend(fault, line.number, column or line.column, start + 1, first + count, shown, tuple(mended))


def block_below(lines: list[str], line: Line) -> list[str]:
    """Return the lines below that are indented deeper than this one, without blank ones at their end."""
    below: list[str] = []
    for text in lines[line.number :]:
        if text.strip() and len(text) - len(text.lstrip(" ")) <= len(line.indent):
            break
        below.append(text)
    while below and not below[-1].strip():
        below.pop()
    return below
