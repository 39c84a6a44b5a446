"""Mends of the layout of YAML: tabs and odd spaces, marks of lists, indents, texts over several lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from build_tools.characters import name_character
from build_tools.yaml_lines import ODD_SPACES, Line, Mend, block_below, replaced

_ODD_START = re.compile(rf"(?P<indent>[ \t{ODD_SPACES}]*)(?P<mark>(?:[-–—•][ \t{ODD_SPACES}]+)*)(?P<rest>.*)")
_ODD_GAP = re.compile(rf"([A-Za-z_]+:)[ \t]*[{ODD_SPACES}][ \t{ODD_SPACES}]*(.*)")
ODD = re.compile(f"[–—•{ODD_SPACES}]")
"""Finds what only looks like a hyphen or a space."""
_MOST_LOOKED_UP = 12
"""Lines above in which the start of a text over several lines is looked for."""


def end_mark(lines: list[str], line: Line, _keys: frozenset[str]) -> Iterator[Mend]:
    """Remove the mark that ends a file for YAML."""
    if line.text.rstrip() == "...":
        yield replaced(lines, "a line of three dots ends the file, and more stands below it", line, [], column=1)


def odd_marks(lines: list[str], line: Line, keys: frozenset[str]) -> Iterator[Mend]:
    """Put ordinary spaces for those that only look so, and hyphens for what word processors make of them."""
    plain = _plain_marks(line.text, keys)
    if plain == line.text:
        return
    new = [plain]
    for below in lines[line.number :]:  # as a rule, all lines came from the same program
        if _plain_marks(below, keys) == below:
            break
        new.append(_plain_marks(below, keys))
    at = next(place for place, (one, other) in enumerate(zip(line.text, plain, strict=False)) if one != other)
    fault = (
        f"{line.text[at]} marks no list item; a hyphen and a space do"
        if line.text[at] in "–—•"
        else f"the space in column {at + 1} is no space for YAML ({name_character(line.text[at])})"
    )
    yield replaced(lines, fault, line, new, count=len(new), column=at + 1)
    above = next((Line(n, lines[n - 1]) for n in range(line.number - 1, 0, -1) if lines[n - 1].strip()), None)
    depth = len(plain) - len(plain.lstrip(" "))
    if above and all(one.startswith(" " * depth) for one in new):  # they may stand before a key that needs no indent
        moved = [" " * above.at_key + one[depth:] for one in new]
        yield replaced(lines, fault, line, moved, count=len(new), column=at + 1)


def is_odd(value: str, line: str, keys: frozenset[str], *, is_key: bool) -> bool:
    """Whether a text without quotation marks is none, but a known key with odd spaces or marks around it."""
    if not ODD.search(value):
        return False
    word = re.match(rf"[-–—• \t{ODD_SPACES}]*([A-Za-z_]+){'$' if is_key else f':[{ODD_SPACES}]'}", value)
    return word is not None and word[1] in keys and _plain_marks(line, keys) != line


def _plain_marks(text: str, keys: frozenset[str]) -> str:
    """Return a line with ordinary spaces and hyphens in its indent, its list marks and behind its key."""
    match = _ODD_START.fullmatch(text)
    assert match is not None, "the pattern matches every line"
    indent, mark, rest = match["indent"], match["mark"], match["rest"]
    word = re.match(r"[A-Za-z_]+(?=:)", rest)
    is_known = rest.startswith("{") or bool(word and (not keys or word[0] in keys))
    if not is_known and not mark.startswith("-"):
        return text
    if not is_known and re.search("[–—•]", mark):
        return text
    gap = _ODD_GAP.fullmatch(rest) if is_known else None
    if gap:
        rest = f"{gap[1]} {gap[2]}"
    elif is_known and not re.search(f"[–—•{ODD_SPACES}]", indent + mark):
        return text
    plain = re.sub(f"[{ODD_SPACES}]", " ", indent + mark)
    return re.sub("[–—•]", "-", plain) + rest


def stray(lines: list[str], line: Line, keys: frozenset[str]) -> Iterator[Mend]:
    """Take away marks before a hyphen, a known key or a brace with keys."""
    match = re.fullmatch(r"(.*?)([|>]-|[^\s\w{\[-]{1,2})(\s*)((?:- +)*(?:\{ *)?([A-Za-z_]+):(?: .*|$))", line.text)
    before = match[1].strip() if match else "-"
    if match and match[5] in keys and (not before or before == "-" or re.fullmatch(r"(?:- +)?[A-Za-z_]+:", before)):
        fault = f"{match[2]} does not belong before {match[4].split()[0]!r}"
        for gap in dict.fromkeys((match[3], "")):
            new = [match[1] + gap + match[4]]
            yield replaced(lines, fault, line, new, column=len(match[1]) + 1)


def tab(lines: list[str], line: Line, _keys: frozenset[str]) -> Iterator[Mend]:
    """Put spaces for the tabs of an indent."""
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
            yield replaced(lines, fault, line, [" " * depth + line.text.lstrip()], column=column)
    for width in (2, 4):
        mended = [_untabbed(one, width) for one in lines]
        shown = tuple(mended[line.number - 1 : last])
        yield Mend(fault, line.number, column, line.number, last, shown, tuple(mended))


def _untabbed(text: str, width: int) -> str:
    """Return a line with spaces for the tabs of its indent."""
    words = text.lstrip(" \t")
    return text[: len(text) - len(words)].replace("\t", " " * width) + words


def dash(lines: list[str], line: Line, _keys: frozenset[str]) -> Iterator[Mend]:
    """Put a space behind the hyphen of a list item."""
    match = re.fullmatch(r"(\s*)-([^\s-].*)", line.text)
    if not match:
        return
    fault = "the hyphen of a list item needs a space behind it"
    new, below = f"{match[1]}- {match[2]}", block_below(lines, line)
    yield replaced(lines, fault, line, [new], column=len(match[1]) + 1)
    moved = [f" {one}" if one.strip() else one for one in below]
    yield replaced(lines, fault, line, [new, *moved], count=1 + len(below), column=len(match[1]) + 1)


def no_dash(lines: list[str], line: Line, keys: frozenset[str]) -> Iterator[Mend]:
    """Put a hyphen before the first key of a list item, below which the others are indented."""
    if line.key not in keys or line.is_item or line.number >= len(lines):
        return
    below = Line(line.number + 1, lines[line.number])
    block = line.value[:1] in ("", "|", ">")  # then the line below may belong to its value
    if below.key in keys and not below.is_item and len(below.indent) > max(1, len(line.indent)) and not block:
        fault = "the first key of a list item needs a hyphen and a space before it"
        new = f"{' ' * (len(below.indent) - 2)}- {line.text.lstrip()}"
        yield replaced(lines, fault, line, [new], column=len(line.indent) + 1)


def indent(lines: list[str], line: Line, keys: frozenset[str]) -> Iterator[Mend]:
    """Move a key or an item, with what is below it, to a column in which something above or the next key begins."""
    if not line.is_item and not (line.key and (not keys or line.key in keys)):
        return
    now = len(line.indent)
    above = [Line(number, lines[number - 1]) for number in range(line.number - 1, 0, -1) if lines[number - 1].strip()]
    columns: list[int] = []
    for other in above:
        begins = [len(other.indent)] if line.is_item else [other.at_key]
        if line.is_item and other.key and not other.value:
            begins.append(other.at_key + 2)
        if line.is_item == other.is_item or not line.is_item or len(begins) > 1:
            columns += begins
    block = [line.text, *block_below(lines, line)]
    what = "list item" if line.is_item else f"key {line.key!r}"
    nearest = sorted(dict.fromkeys(columns), key=lambda column: (abs(column - now), column))[:5]
    below = Line(line.number + 1, lines[line.number]) if line.number < len(lines) else line
    if not line.is_item and not below.is_item and below.key in keys and below.at_key not in nearest:
        nearest.append(below.at_key)
    for column in nearest:
        if column == now:
            continue
        new = [(" " * column + one[now:]) if one.strip() else one for one in block]
        spaces = "1 space" if now == 1 else f"{now} spaces"
        others = "those above" if column in columns else "the next"
        fault = f"the {what} has {spaces} before it, and {column} would put it in line with {others}"
        yield replaced(lines, fault, line, [new[0]], column=now + 1, context=1)
        if len(block) > 1:
            yield replaced(lines, fault, line, new, count=len(block), column=now + 1, context=1)


def item_beside_key(lines: list[str], line: Line, _keys: frozenset[str]) -> Iterator[Mend]:
    """Give the first item of a list a line of its own."""
    if not line.key or not line.value.startswith("- "):
        return
    below = block_below(lines, line)
    new = [line.head.rstrip(), " " * (line.at_key + 2) + line.value]
    depth = len(below[0]) - len(below[0].lstrip(" ")) if below else 0
    moved = [" " * max(0, line.at_key + 4 - depth) + one for one in below]
    fault = "the first item of a list needs a line of its own"
    yield replaced(lines, fault, line, new)
    yield replaced(lines, fault, line, [*new, *moved], count=1 + len(below))


def folded(lines: list[str], line: Line, keys: frozenset[str]) -> Iterator[Mend]:
    """Move words behind `>-` to a line of their own, and give the lines below it one indent."""
    # A `>-` that is whole must not be taken for `>` and a text `-`.
    match = re.fullmatch(r"([|>][+-]?)(?: +|(?![+-]))(\S.*)", line.value)
    if match and line.key:
        new = [line.with_value(match[1]), " " * (line.at_key + 2) + match[2]]
        fault = f"the text must begin on the line below {match[1]}, indented"
        yield replaced(lines, fault, line, new, column=line.column)
    if line.key and re.fullmatch(r"[|>][+-]?", line.value) and line.number < len(lines):
        words = list(_words_below(lines, line, keys))
        pad = " " * (line.at_key + 2)
        if words and words[0].startswith(" " * (line.at_key + 1)):
            fault = f"the lines of the text below {line.value} must all be indented alike"
        else:
            fault = f"the text below {line.value} must be indented deeper than its key"
        for count in dict.fromkeys((1, len(words))) if words else ():
            new = [line.text, *(pad + one.strip() for one in words[:count])]
            yield replaced(lines, fault, line, new, count=1 + count)


def _words_below(lines: list[str], line: Line, keys: frozenset[str]) -> Iterator[str]:
    """Yield the lines below that are no item and have no key: those of the text that the line begins."""
    for number in range(line.number, min(len(lines), line.number + _MOST_LOOKED_UP)):
        below = Line(number + 1, lines[number])
        if not below.text.strip() or below.is_item or below.key in keys:
            return
        yield below.text


def continued(lines: list[str], line: Line, keys: frozenset[str]) -> Iterator[Mend]:
    """Indent a line that goes on with the text above."""
    if line.key or not line.value or line.is_item:
        return
    for number in range(line.number - 1, max(0, line.number - _MOST_LOOKED_UP), -1):
        above = Line(number, lines[number - 1])
        if above.key and not above.value and number + 1 == line.number and len(line.indent) <= above.at_key:
            fault = f"the line is no key with a colon, and not indented as what belongs below {above.key!r}"
            new = [" " * (above.at_key + 2) + line.text.strip()]
            yield replaced(lines, fault, line, new, column=len(line.indent) + 1, context=1)
            return
        if above.key and above.value and len(line.indent) <= above.at_key:
            first = lines[number] if number + 1 < line.number else ""
            depth = len(first) - len(first.lstrip(" ")) if first else above.at_key + 2
            fault = "the line is no key with a colon, and not indented as a part of the text above"
            words = [line.text, *_words_below(lines, line, keys)]
            for count in dict.fromkeys((1, len(words))):
                new = [" " * depth + one.strip() for one in words[:count]]
                yield replaced(lines, fault, line, new, count=count, column=len(line.indent) + 1, context=1)
            return
        if above.key in keys or above.is_item:
            return


def long_text(lines: list[str], line: Line, _keys: frozenset[str]) -> Iterator[Mend]:
    """Put a text over several lines, one of which looks like a key, below `>-`, which takes it as it is."""
    for number in range(line.number - 1, max(0, line.number - _MOST_LOOKED_UP), -1):
        begin = Line(number, lines[number - 1])
        if begin.key and begin.value and begin.value[0] not in "[{|>\"'":
            count = line.number - number + 1
            words = [begin.value, *(one.strip() for one in lines[number : line.number])]
            pad = " " * (begin.at_key + 2)
            new = [begin.with_value(">-"), *(pad + one for one in words)]
            fault = "the text runs over several lines and holds a colon and a space"
            yield replace(replaced(lines, fault, begin, new, count=count), at=line.number, column=line.column)
            return
