"""Write texts as YAML: plain where they can be, in quotation marks where they must, folded where they are long."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]

from build_tools.yaml_text import double_quoted, single_quoted

WIDTH = 120
"""Columns of a line at most; what is longer and can be folded is."""
INDENT = 2


def is_plain(value: str, *, flow: bool = False, key: bool = False) -> bool:
    """Whether a text can stand without quotation marks; `flow`: in brackets or braces, `key`: before a colon."""
    if not value or value != value.strip() or "\n" in value or "\t" in value or value[0] in "\"'|>%@`#&*!?-:[]{},":
        # some of these are allowed in some places; quotation marks are clearer to everybody
        return bool(re.match(r"-[^\s-]", value)) and is_plain(value[1:], flow=flow, key=key)
    written = f"{value}: x" if key else f"x: {value}"
    return _reads_as(f"{{{written}}}" if flow else written, [value, "x"] if key else ["x", value])


def _reads_as(written: str, values: list[str]) -> bool:
    """Whether YAML holds exactly these scalars, the last of them plain, in a single mapping."""
    parser = CParser(f"{written}\n")
    scalars, others = [], 0
    try:
        while parser.check_event():
            event = parser.get_event()
            if isinstance(event, yaml.ScalarEvent):
                scalars.append(event.value)
            others += isinstance(event, yaml.CollectionStartEvent | yaml.AliasEvent)
    except yaml.YAMLError:
        return False
    finally:
        parser.dispose()
    return scalars == values and others == 1


def can_fold(value: str) -> bool:
    """Whether a text can stand below `>-`: one paragraph without white space at its ends."""
    return bool(value) and value == value.strip() and "\n" not in value and "\t" not in value


def folded_lines(value: str, indent: int, width: int = WIDTH) -> list[str]:
    """Return the lines of a text below `>-`, each as long as it can be; a break stands for a single space."""
    lines: list[str] = []
    line = ""
    # Only a single space between two words may become a break: more of them would be lost.
    for word in re.split(r"(?<=\S) (?=\S)", value):
        if line and indent + len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [" " * indent + line for line in [*lines, line]]


def scalar(value: str, *, column: int, indent: int, style: str = "", flow: bool = False, key: bool = False) -> str:
    """Return a text as a scalar: in the style that it had if it can be, otherwise in the next that holds it.

    `column` is where it begins, `indent` the one of the lines below a block header. Lines after the first bring their
    indent along.
    """
    if flow or key:
        if style == "'" and "\n" not in value and "\t" not in value:
            return single_quoted(value)
        return value if style != '"' and is_plain(value, flow=flow, key=key) else double_quoted(value)
    if "\n" in value:
        return _literal(value, indent) or double_quoted(value)
    if style == ">" and can_fold(value):
        return "\n".join([">-", *folded_lines(value, indent)])
    if style == "'" and "\t" not in value:
        written = single_quoted(value)
    else:
        written = value if style != '"' and is_plain(value) else double_quoted(value)
    if column + len(written) > WIDTH and can_fold(value):
        return "\n".join([">-", *folded_lines(value, indent)])
    return written


def _literal(value: str, indent: int) -> str:
    """Return a text of several lines below `|-`, or "" where only quotation marks hold it."""
    lines = value.split("\n")
    if value != value.strip() or any(line != line.rstrip() or "\t" in line for line in lines):
        return ""
    return "\n".join(["|-", *((" " * indent + line).rstrip() for line in lines)])


def block(value: object, indent: int) -> Iterator[str]:
    """Yield the lines of a mapping or list in block style, at an indent; texts and None within are scalars."""
    pad = " " * indent
    if isinstance(value, dict):
        for name, below in value.items():
            head = f"{pad}{scalar(str(name), column=indent, indent=0, key=True)}:"
            if isinstance(below, dict | list) and below:
                yield head
                yield from block(below, indent + INDENT)
            else:
                yield from f"{head} {_leaf(below, len(head) + 1, indent + INDENT)}".split("\n")
    elif isinstance(value, list):
        for item in value:
            if isinstance(item, dict | list) and item:
                first, *rest = block(item, indent + INDENT)
                yield f"{pad}- {first.lstrip(' ')}"
                yield from rest
            else:
                yield from f"{pad}- {_leaf(item, indent + INDENT, indent + INDENT)}".split("\n")


def _leaf(value: object, at: int, indent: int) -> str:
    if isinstance(value, dict | list):
        return "{}" if isinstance(value, dict) else "[]"
    return scalar(str(value), column=at, indent=indent)


def flow(value: object) -> str:
    """Return a value in brackets and braces, on one line."""
    if isinstance(value, dict):
        pairs = (f"{scalar(str(k), column=0, indent=0, flow=True, key=True)}: {flow(v)}" for k, v in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    return scalar(str(value), column=0, indent=0, flow=True)
