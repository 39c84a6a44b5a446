"""Mends of YAML: the slips that people make in a line, each with the line as it reads without it.

A mend here is a guess. Whether it helps is found out by whoever asked for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from build_tools.yaml_text import wrapped

_LINE = re.compile(
    r"(?P<indent>[ \t]*)(?P<dashes>(?:-[ \t]+)*)"
    r"(?:(?P<key>[^\s:\[\]{}\"'#“”„«-][^:\[\]{}\"'#]*?):(?P<gap>[ \t]+|$))?(?P<value>.*)"
)
_CLOSING = {"[": "]", "{": "}"}
_TYPED = "“„«‘‹‚"
"""Quotation marks of print: for YAML they are letters like others."""


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
        self.value: str = re.sub(r"(?<!\s)\s+# .*$", "", match["value"]).rstrip()
        self.remark: str = match["value"].rstrip()[len(self.value) :]
        self.head: str = text[: match.start("value")]
        self.indent: str = match["indent"]
        self.at_key: int = match.start("key") if match["key"] else match.end("dashes")
        """Column of the key, or of the text, from 0."""
        self.column: int = len(self.head) + 1
        """Column of the value, from 1."""

    def with_value(self, value: str) -> str:
        """Return the line with another value."""
        return f"{self.head}{value}{self.remark}"


def mends(lines: list[str], suspects: list[Line], keys: frozenset[str]) -> Iterator[Mend]:
    """Yield mends of the suspected lines, the likeliest first."""
    for kind in _KINDS:
        for line in suspects:
            yield from kind(lines, line, keys)


def _replaced(
    lines: list[str], fault: str, line: Line, new: list[str], count: int = 1, column: int = 0, context: int = 0
) -> Mend:
    """Return the mend that puts `new` in the place of `count` lines; `context` lines above are shown with it."""
    first = line.number - 1
    mended = [*lines[:first], *new, *lines[first + count :]]
    start = max(0, first - context)
    return Mend(
        fault,
        line.number,
        column or line.column,
        start + 1,
        first + count,
        tuple(mended[start : first + len(new)]),
        tuple(mended),
    )


def _tab(lines: list[str], line: Line, _keys: frozenset[str]) -> Iterator[Mend]:
    if "\t" not in line.indent:
        return
    fault = "the indent has a tab, and YAML knows only spaces"
    column = line.indent.index("\t") + 1
    last = line.number
    while last < len(lines) and re.match(r" *\t", lines[last]):
        last += 1
    if last == line.number and line.number > 1:  # a single line: it most likely goes on with what the one above began
        above = Line(line.number - 1, lines[line.number - 2])
        begun = 2 if above.key and not above.value else 0
        for depth in dict.fromkeys((above.at_key + begun, len(above.indent))):
            yield _replaced(lines, fault, line, [" " * depth + line.text.lstrip()], column=column)
    for width in (2, 4):
        mended = [_untabbed(one, width) for one in lines]
        shown = tuple(mended[line.number - 1 : last])
        yield Mend(fault, line.number, column, line.number, last, shown, tuple(mended))


def _untabbed(text: str, width: int) -> str:
    """Return a line with spaces for the tabs of its indent."""
    words = text.lstrip(" \t")
    return text[: len(text) - len(words)].replace("\t", " " * width) + words


def _dash(lines: list[str], line: Line, _keys: frozenset[str]) -> Iterator[Mend]:
    match = re.fullmatch(r"(\s*)-([^\s-].*)", line.text)
    if not match:
        return
    fault = "the hyphen of a list item needs a space behind it"
    new, below = f"{match[1]}- {match[2]}", _block_below(lines, line)
    yield _replaced(lines, fault, line, [new], column=len(match[1]) + 1)
    moved = [f" {one}" if one.strip() else one for one in below]
    yield _replaced(lines, fault, line, [new, *moved], count=1 + len(below), column=len(match[1]) + 1)


def _block_below(lines: list[str], line: Line) -> list[str]:
    """Return the lines below that are indented deeper than this one, without blank ones at their end."""
    below: list[str] = []
    for text in lines[line.number :]:
        if text.strip() and len(text) - len(text.lstrip(" ")) <= len(line.indent):
            break
        below.append(text)
    while below and not below[-1].strip():
        below.pop()
    return below


def _special(lines: list[str], line: Line, _keys: frozenset[str]) -> Iterator[Mend]:
    if line.value[:1] and line.value[0] in "@`%*&!,]}|>?":
        if line.value[0] in "|>" and re.fullmatch(r"[|>][+-]?\d*", line.value):
            return
        fault = f"a text that begins with {line.value[0]} must stand in quotation marks"
        yield _replaced(lines, fault, line, [line.with_value(wrapped(line.value))])


def _quotation_marks(lines: list[str], line: Line, keys: frozenset[str]) -> Iterator[Mend]:
    mark = line.value[:1]
    if mark not in ('"', "'") or not mark:
        return
    inner = line.value[1:]
    if inner.endswith(mark) and len(inner) > 1:
        inside = inner[:-1]
        if mark in inside:
            fault = f"the text stands in {mark}…{mark} and holds the same mark inside"
            yield _replaced(lines, fault, line, [line.with_value(_other(inside, mark))])
        elif mark == '"' and "\\" in inside:
            fault = 'inside "…" a backslash begins a code'
            yield _replaced(lines, fault, line, [line.with_value("'" + inside.replace("'", "''") + "'")])
        return
    if mark in inner:
        fault = f"the text begins with {mark}, so YAML takes the next {mark} for its end"
        yield _replaced(lines, fault, line, [line.with_value(wrapped(line.value))])
        return
    fault = f"the quotation mark {mark} is opened here and not closed"
    last = line.number
    while True:
        below = Line(last, lines[last - 1])
        new = [*lines[line.number - 1 : last - 1], below.with_value(below.value + mark)]
        yield _replaced(lines, fault, line, new, count=last - line.number + 1)
        if last >= len(lines) or last - line.number > 12:
            break
        following = Line(last + 1, lines[last])
        if not following.text.strip() or following.key in keys or following.text.lstrip().startswith("- "):
            break
        last += 1
    if mark == "'":
        fault = "an apostrophe at the start of a text is taken for a quotation mark"
        yield _replaced(lines, fault, line, [line.with_value(f'"{line.value}"')])


def _other(inside: str, mark: str) -> str:
    if mark == '"':
        return "'" + inside.replace("'", "''") + "'"
    return wrapped(inside) if '"' not in inside else "'" + inside.replace("'", "''") + "'"


def _no_space(lines: list[str], line: Line, keys: frozenset[str]) -> Iterator[Mend]:
    match = re.fullmatch(r"(\s*(?:- +)*)([A-Za-z_]+):([^\s/:].*)", line.text)
    if match and (not keys or match[2] in keys):
        new = f"{match[1]}{match[2]}: {match[3]}"
        column = len(match[1]) + len(match[2]) + 2
        yield _replaced(lines, "a key needs a space after its colon", line, [new], column=column)


def _no_colon(lines: list[str], line: Line, keys: frozenset[str]) -> Iterator[Mend]:
    match = re.fullmatch(r"(\s*(?:- +)*)([A-Za-z_]+)(?: *=| *：| )? *(.*)", line.text)
    if match and match[2] in keys and not line.key:
        new = f"{match[1]}{match[2]}: {match[3]}".rstrip()
        column = len(match[1]) + len(match[2]) + 1
        yield _replaced(lines, f"there is no colon after the key {match[2]!r}", line, [new], column=column)


def _indent(lines: list[str], line: Line, keys: frozenset[str]) -> Iterator[Mend]:
    """Move a key or an item, with what is below it, to a column in which something above begins."""
    is_item = line.text.lstrip().startswith("- ")
    if not is_item and not (line.key and (not keys or line.key in keys)):
        return
    now = len(line.indent)
    above = [Line(number, lines[number - 1]) for number in range(line.number - 1, 0, -1) if lines[number - 1].strip()]
    columns: list[int] = []
    for other in above:
        begins = [len(other.indent)] if is_item else [other.at_key]
        if is_item and other.key and not other.value:
            begins.append(other.at_key + 2)
        if is_item == other.text.lstrip().startswith("- ") or not is_item or len(begins) > 1:
            columns += begins
    block = [line.text, *_block_below(lines, line)]
    what = "list item" if is_item else f"key {line.key!r}"
    nearest = sorted(dict.fromkeys(columns), key=lambda column: (abs(column - now), column))
    for column in nearest[:5]:
        if column == now:
            continue
        new = [(" " * column + one[now:]) if one.strip() else one for one in block]
        spaces = "1 space" if now == 1 else f"{now} spaces"
        fault = f"the {what} has {spaces} before it, and {column} would put it in line with those above"
        yield _replaced(lines, fault, line, [new[0]], column=now + 1, context=1)
        if len(block) > 1:
            yield _replaced(lines, fault, line, new, count=len(block), column=now + 1, context=1)


def _colon(lines: list[str], line: Line, _keys: frozenset[str]) -> Iterator[Mend]:
    if line.value[:1] in ('"', "'", "[", "{", ""):
        return
    if re.search(r":(\s|$)", line.value):
        fault = "the text holds a colon and a space, so YAML takes what is before it for a key"
        if line.value[0] in _TYPED:
            fault = f"the text holds a colon and a space, and {line.value[0]} is for YAML a letter, no quotation mark"
        column = line.column + line.value.index(":")
        yield _replaced(lines, fault, line, [line.with_value(wrapped(line.value))], column=column)


def _flow(lines: list[str], line: Line, _keys: frozenset[str]) -> Iterator[Mend]:
    mark = line.value[:1]
    if mark not in _CLOSING:
        if mark and line.value[-1] in "]}" and line.key:
            fault = f"the text ends with {line.value[-1]}, which nothing opens"
            yield _replaced(lines, fault, line, [line.with_value(line.value[:-1])])
        return
    name = {"[": "bracket", "{": "brace"}[mark]
    core = line.value.rstrip("]} ")
    closed = core + _closers(core)
    if closed != line.value:
        kind = "opened here and not closed" if len(closed) > len(line.value) else "closed once too often"
        yield _replaced(lines, f"the {name} {mark} is {kind}", line, [line.with_value(closed)])
    fault = f"a text that begins with {mark} must stand in quotation marks"
    yield _replaced(lines, fault, line, [line.with_value(wrapped(line.value))])


def _closers(text: str) -> str:
    """Return what closes the brackets and braces that a text leaves open."""
    closers: list[str] = []
    for character in re.sub(r"\"[^\"]*\"|'[^']*'", "", text):
        if character in _CLOSING:
            closers.append(_CLOSING[character])
        elif closers and character == closers[-1]:
            closers.pop()
    return "".join(reversed(closers))


def _item_beside_key(lines: list[str], line: Line, _keys: frozenset[str]) -> Iterator[Mend]:
    if not line.key or not line.value.startswith("- "):
        return
    below = _block_below(lines, line)
    new = [line.head.rstrip(), " " * (line.at_key + 2) + line.value]
    depth = len(below[0]) - len(below[0].lstrip(" ")) if below else 0
    moved = [" " * max(0, line.at_key + 4 - depth) + one for one in below]
    fault = "the first item of a list needs a line of its own"
    yield _replaced(lines, fault, line, new)
    yield _replaced(lines, fault, line, [*new, *moved], count=1 + len(below))


def _folded(lines: list[str], line: Line, _keys: frozenset[str]) -> Iterator[Mend]:
    """Move words behind `>-` to a line of their own, and indent words below it."""
    match = re.fullmatch(r"([|>][+-]?) *(\S.*)", line.value)
    if match and line.key:
        new = [line.with_value(match[1]), " " * (line.at_key + 2) + match[2]]
        fault = f"the text must begin on the line below {match[1]}, indented"
        yield _replaced(lines, fault, line, new, column=line.column)
    if line.key and re.fullmatch(r"[|>][+-]?", line.value) and line.number < len(lines):
        below = lines[line.number]
        new = [line.text, " " * (line.at_key + 2) + below.strip()]
        fault = f"the text below {line.value} must be indented deeper than its key"
        yield _replaced(lines, fault, line, new, count=2)


def _continued(lines: list[str], line: Line, _keys: frozenset[str]) -> Iterator[Mend]:
    """Indent a line that goes on with the text above."""
    if line.key or line.text.lstrip().startswith("- ") or line.number == 1:
        return
    above = Line(line.number - 1, lines[line.number - 2])
    if above.key and above.value and len(line.indent) <= above.at_key:
        new = " " * (above.at_key + 2) + line.text.strip()
        fault = "the line is no key with a colon, and not indented as a part of the text above"
        yield _replaced(lines, fault, line, [new], column=len(line.indent) + 1, context=1)


def _long_text(lines: list[str], line: Line, _keys: frozenset[str]) -> Iterator[Mend]:
    """Put a text over several lines, one of which looks like a key, below `>-`, which takes it as it is."""
    for number in range(line.number - 1, max(0, line.number - 12), -1):
        begin = Line(number, lines[number - 1])
        if begin.key and begin.value and begin.value[0] not in "[{|>\"'":
            count = line.number - number + 1
            words = [begin.value, *(one.strip() for one in lines[number : line.number])]
            indent = " " * (begin.at_key + 2)
            new = [begin.with_value(">-"), *(indent + one for one in words)]
            fault = "the text runs over several lines and holds a colon and a space"
            mend = _replaced(lines, fault, begin, new, count=count)
            yield replace(mend, at=line.number, column=line.column)
            return


_KINDS: tuple[Callable[[list[str], Line, frozenset[str]], Iterator[Mend]], ...] = (
    _tab,
    _dash,
    _special,
    _quotation_marks,
    _no_space,
    _no_colon,
    _folded,
    _item_beside_key,
    _continued,
    _indent,
    _colon,
    _flow,
    _long_text,
)
"""Kinds of slips, the likeliest first."""
