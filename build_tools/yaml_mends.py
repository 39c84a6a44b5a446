"""Mends of YAML: the slips that people make in a line, each with the line as it reads without it.

A mend here is a guess. Whether it helps is found out by whoever asked for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from build_tools import yaml_layout_mends as layout
from build_tools.yaml_lines import Line, Mend, open_mark, replaced
from build_tools.yaml_text import wrapped

_CLOSING = {"[": "]", "{": "}"}
_TYPED = "“„«‘‹‚"
"""Quotation marks of print: for YAML they are letters like others."""


def mends(lines: list[str], suspects: list[Line], keys: frozenset[str]) -> Iterator[Mend]:
    """Yield mends of the suspected lines, the likeliest first."""
    for kind in _KINDS:
        for line in suspects:
            yield from kind(lines, line, keys)


def in_words(now: str, new: str) -> str:
    """Return what a mend does to a line that is too long to be given anew."""
    before, after = Line(1, now), Line(1, new)
    text = before.value
    for mark, inside in (('"', text), ("'", text), ("'", text.replace("'", "''"))):
        if after.value == f"{mark}{inside}{mark}":
            doubled = ", and write '' for each ' in it" if inside != text else ""
            return f"put {mark} before the text and behind it{doubled}"
    if new.startswith(now):
        return f"write {new[len(now) :]} at the end of the line"
    if new.lstrip(" ") == now.lstrip(" "):
        return f"begin the line with {len(new) - len(new.lstrip(' '))} spaces"
    return f"write '{before.key or 'key'}: >-', and the text on the lines below it, indented deeper than the key"


def _special(lines: list[str], line: Line, _keys: frozenset[str]) -> Iterator[Mend]:
    if line.value[:1] and line.value[0] in "@`%*&!,]}|>?":
        if line.value[0] in "|>" and re.fullmatch(r"[|>][+-]?\d*", line.value):
            return
        fault = f"a text that begins with {line.value[0]} must stand in quotation marks"
        yield replaced(lines, fault, line, [line.with_value(wrapped(line.value))])


def _quotation_marks(lines: list[str], line: Line, keys: frozenset[str]) -> Iterator[Mend]:
    mark = line.value[:1]
    if mark not in ('"', "'") or not mark:
        return
    inner = line.value[1:]
    if inner.endswith(mark) and len(inner) > 1:
        inside = inner[:-1]
        if mark in inside:
            fault = f"the text stands in {mark}…{mark} and holds the same mark inside"
            yield replaced(lines, fault, line, [line.with_value(_other(inside, mark))])
        elif mark == '"' and "\\" in inside:
            fault = 'inside "…" a backslash begins a code'
            yield replaced(lines, fault, line, [line.with_value("'" + inside.replace("'", "''") + "'")])
        return
    if mark in inner:
        fault = f"the text begins with {mark}, so YAML takes the next {mark} for its end"
        yield replaced(lines, fault, line, [line.with_value(wrapped(line.value))])
        return
    fault = f"the quotation mark {mark} is opened here and not closed"
    last = line.number
    while True:
        below = Line(last, lines[last - 1])
        new = [*lines[line.number - 1 : last - 1], below.with_value(below.value + mark)]
        yield replaced(lines, fault, line, new, count=last - line.number + 1)
        if last >= len(lines) or last - line.number > 12:
            break
        following = Line(last + 1, lines[last])
        if not following.text.strip() or following.key in keys or following.text.lstrip().startswith("- "):
            break
        last += 1
    if mark == "'":
        fault = "an apostrophe at the start of a text is taken for a quotation mark"
        yield replaced(lines, fault, line, [line.with_value(f'"{line.value}"')])


def _other(inside: str, mark: str) -> str:
    if mark == '"':
        return "'" + inside.replace("'", "''") + "'"
    return wrapped(inside) if '"' not in inside else "'" + inside.replace("'", "''") + "'"


def _no_space(lines: list[str], line: Line, keys: frozenset[str]) -> Iterator[Mend]:
    match = re.fullmatch(r"(\s*(?:- +)*)([A-Za-z_]+):([^\s/:].*)", line.text)
    if match and (not keys or match[2] in keys):
        new = f"{match[1]}{match[2]}: {match[3]}"
        column = len(match[1]) + len(match[2]) + 2
        yield replaced(lines, "a key needs a space after its colon", line, [new], column=column)


def _no_colon(lines: list[str], line: Line, keys: frozenset[str]) -> Iterator[Mend]:
    match = re.fullmatch(r"(\s*(?:- +)*)([A-Za-z_]+)(?: *=| *：| |$) *([^\s:].*|$)", line.text)
    if match and match[2] in keys and not line.key:
        new = f"{match[1]}{match[2]}: {match[3]}".rstrip()
        column = len(match[1]) + len(match[2]) + 1
        yield replaced(lines, f"there is no colon after the key {match[2]!r}", line, [new], column=column)


def _colon(lines: list[str], line: Line, _keys: frozenset[str]) -> Iterator[Mend]:
    if line.value[:1] in ('"', "'", "[", "{", ""):
        return
    if re.search(r":(\s|$)", line.value):
        fault = "the text holds a colon and a space, so YAML takes what is before it for a key"
        if line.value[0] in _TYPED:
            fault = f"the text holds a colon and a space, and {line.value[0]} is for YAML a letter, no quotation mark"
        column = line.column + line.value.index(":")
        yield replaced(lines, fault, line, [line.with_value(wrapped(line.value))], column=column)


def _unopened(lines: list[str], line: Line, keys: frozenset[str]) -> Iterator[Mend]:
    """Put the brace that is missing before the keys inside, or take away the one that closes nothing."""
    if line.value[-1:] not in ("]", "}") or line.value[0] in _CLOSING or not line.key:
        return
    fault = f"the text ends with {line.value[-1]}, which nothing opens"
    if line.value[-1] == "}":
        for at in (len(line.head), line.at_key):
            if _pairs(f" {line.text[at:]}", keys):
                new = f"{line.text[:at]}{{{line.text[at:]}"
                yield replaced(
                    lines, f"a brace {{ is missing before {line.text[at:].split()[0]!r}", line, [new], column=at + 1
                )
    yield replaced(lines, fault, line, [line.with_value(line.value[:-1])])


def _flow(lines: list[str], line: Line, keys: frozenset[str]) -> Iterator[Mend]:
    mark = line.value[:1]
    if mark not in _CLOSING:
        return
    name = {"[": "bracket", "{": "brace"}[mark]
    core = line.value.rstrip("]} ")
    closed = core + _closers(core)
    pairs = _pairs(line.value, keys)
    for pair, words in _words_of(line.value, pairs):
        if words.count("]") > words.count("["):
            at = pair.end() + len(words) - len(words.lstrip())
            new = f"{line.value[:at]}[{line.value[at:]}"
            fault = f"a bracket [ is missing behind '{pair[1]}:'"
            yield replaced(lines, fault, line, [line.with_value(new)], column=line.column + at)
    for found in re.finditer(r"([{,]\s*)([A-Za-z_]+)(?: *=| )(?=[^\s:=])", line.value):
        if found[2] in keys:
            new = f"{line.value[: found.end(2)]}: {line.value[found.end() :]}"
            fault = f"there is no colon after the key {found[2]!r}"
            yield replaced(lines, fault, line, [line.with_value(new)], column=line.column + found.end(2))
    opened = open_mark(line.value)
    if opened is not None:
        quote = line.value[opened]
        fault = f"the quotation mark {quote} is opened here and not closed"
        ends = [found.start() for found in re.finditer(r"[,\]}]", line.value) if found.start() > opened]
        for end in dict.fromkeys((*ends[:1], len(core))):
            text = line.value[:end].rstrip() + quote + line.value[end:]
            yield replaced(lines, fault, line, [line.with_value(text)], column=line.column + opened)
    if closed != line.value:
        kind = "opened here and not closed" if len(closed) > len(line.value) else "closed once too often"
        yield replaced(lines, f"the {name} {mark} is {kind}", line, [line.with_value(closed)])
    if not pairs:
        fault = f"a text that begins with {mark} must stand in quotation marks"
        yield replaced(lines, fault, line, [line.with_value(wrapped(line.value))])
        return
    yield from _pairs_mended(lines, line, pairs)


def _pairs(value: str, keys: frozenset[str]) -> list[re.Match[str]]:
    """Return the known keys inside brackets and braces."""
    return [found for found in re.finditer(r"(?<=[\s,{\[])([A-Za-z_]+):(?=\s)", value) if found[1] in keys]


def _words_of(value: str, pairs: list[re.Match[str]]) -> Iterator[tuple[re.Match[str], str]]:
    """Yield each known key with what stands between it and the next."""
    for number, pair in enumerate(pairs):
        end = pairs[number + 1].start() if number + 1 < len(pairs) else len(value)
        yield pair, value[pair.end() : end]


def _pairs_mended(lines: list[str], line: Line, pairs: list[re.Match[str]]) -> Iterator[Mend]:
    """Put the comma that is missing before a key, or quotation marks around the value of one."""
    value = line.value
    for pair in pairs:
        before = value[: pair.start()].rstrip()
        if before[-1:] not in (",", "{", "["):
            fault = f"a comma is missing before '{pair[1]}:'"
            new = f"{before}, {value[pair.start() :]}"
            yield replaced(lines, fault, line, [line.with_value(new)], column=line.column + len(before))
    for pair, words in _words_of(value, pairs):
        text = re.sub(r"(?<![,\s\]}])[,\s\]}]*([\[{]\s*)?$", "", words).strip()
        start = value.index(text, pair.end())
        mark = text[:1]
        if not text or mark in _CLOSING:
            continue
        if mark in ('"', "'"):
            if mark in text[1:]:
                continue
            fault, new = f"the quotation mark {mark} is opened here and not closed", text + mark
        else:
            fault, new = f"the text behind '{pair[1]}:' must stand in quotation marks", wrapped(text)
        written = value[:start] + new + value[start + len(text) :]
        yield replaced(lines, fault, line, [line.with_value(written)], column=line.column + start)


def _closers(text: str) -> str:
    """Return what closes the brackets and braces that a text leaves open."""
    closers: list[str] = []
    for character in re.sub(r"\"[^\"]*\"|'[^']*'", "", text):
        if character in _CLOSING:
            closers.append(_CLOSING[character])
        elif closers and character == closers[-1]:
            closers.pop()
    return "".join(reversed(closers))


_KINDS: tuple[Callable[[list[str], Line, frozenset[str]], Iterator[Mend]], ...] = (
    layout.end_mark,
    layout.odd_marks,
    layout.tab,
    layout.dash,
    layout.stray,
    _special,
    _quotation_marks,
    _no_space,
    _no_colon,
    layout.folded,
    layout.item_beside_key,
    layout.continued,
    layout.indent,
    layout.no_dash,
    _unopened,
    _colon,
    _flow,
    layout.long_text,
)
"""Kinds of slips, the likeliest first."""
