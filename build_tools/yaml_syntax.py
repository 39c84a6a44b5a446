"""Say in plain words why a file is not YAML, and how its lines read when they are mended.

The parser's own words name states of a machine, not slips of a writer. So the slips that people make are tried out:
each mend is applied to the text, and the text is parsed again. The mend that lets most of it be read is proposed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from build_tools.characters import quoted
from build_tools.yaml_mends import Line, Mend, mends

try:
    from yaml.cyaml import CParser as Parser  # type: ignore[attr-defined]
except ImportError:  # pragma: no cover - PyYAML wheels carry libyaml on every platform we know
    raise ImportError("PyYAML was built without libyaml; install a wheel of PyYAML") from None


@dataclass(frozen=True, slots=True)
class SyntaxFault:
    """Why a text is not YAML: where, in plain words, and the cure."""

    line: int
    column: int
    message: str
    hint: str
    mended: str = ""
    """The text without it, "" where no mend is known."""


@dataclass(frozen=True, slots=True)
class _Stop:
    """Where the parser stopped, and in which words of its own. Lines and columns are counted from 1."""

    line: int
    column: int
    begun: int
    """The line on which what it was reading began, or 0."""
    words: str

    @property
    def progress(self) -> int:
        """How far the text could be read: a line. What is never closed was read up to where it was opened."""
        return self.begun if self.begun and "end of stream" in self.words else self.line


_MOST_SHOWN = 8
"""Lines of a mend that are shown at most."""
_MOST_TRIED = 400
"""Mends that are tried at most: each is a parse of the file."""
_MOST_PARSED = 4_000_000
"""Characters that are parsed for it at most, over all tries: what takes longer is told without a mend."""


def events(text: str) -> Iterator[Any]:
    """Yield the events of libyaml; the published types of PyYAML leave out most of their attributes."""
    parser = Parser(text)
    try:
        while parser.check_event():
            yield parser.get_event()
    finally:
        parser.dispose()


def syntax_fault(error: yaml.YAMLError, text: str, keys: frozenset[str] = frozenset()) -> SyntaxFault:
    """Return what is wrong with a text that the parser refused.

    `keys` are the words that may be keys in this kind of file: they tell a key that is indented wrongly from a text.
    """
    stop = _stop_of(error)
    mend = _best_mend(text, stop, keys)
    if mend is None:
        return SyntaxFault(stop.progress, stop.column, *_unmended(stop, text))
    return SyntaxFault(
        mend.at, mend.column, f"the file must be YAML; {mend.fault}", _written_anew(mend), "\n".join(mend.lines)
    )


def _written_anew(mend: Mend) -> str:
    """Return the lines to write, the first of them where there are many: then the others move as they do."""
    where = f"line {mend.first}" if mend.first == mend.last else f"lines {mend.first}–{mend.last}"
    shown = list(mend.shown)  # with the indents that they need in the file
    if len(shown) > _MOST_SHOWN:
        shown = [*shown[:_MOST_SHOWN], f"and so on to line {mend.last}"]
    return "\n".join((f"write {where} so:", *shown))


def _stop_of(error: yaml.YAMLError) -> _Stop:
    mark, begun = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    words = getattr(error, "problem", None) or str(error)
    return _Stop(
        mark.line + 1 if mark else 1, mark.column + 1 if mark else 1, begun.line + 1 if begun else 0, str(words)
    )


def _first_stop(text: str) -> _Stop | None:
    try:
        for _ in events(text):
            pass
    except yaml.YAMLError as error:
        return _stop_of(error)
    return None


def _best_mend(text: str, stop: _Stop, keys: frozenset[str]) -> Mend | None:
    """Return the first mend after which the whole file can be read, else the one after which most of it can."""
    lines = text.split("\n")
    best, furthest = None, stop.progress
    suspects = [Line(number, lines[number - 1]) for number in _suspects(lines, stop)]
    for tried, mend in enumerate(mends(lines, suspects, keys)):
        if tried >= min(_MOST_TRIED, _MOST_PARSED // (len(text) + 1)):
            break
        again = _first_stop("\n".join(mend.lines))
        if again is None:
            return mend
        reached = again.progress - (len(mend.lines) - len(lines))
        if reached > furthest:
            best, furthest = mend, reached
    return best


def _suspects(lines: list[str], stop: _Stop) -> list[int]:
    """Return the lines that may be at fault, the likeliest first: where it stopped, the lines above, where it began."""
    last = min(stop.line, len(lines))
    above = [number for number in range(last - 1, 0, -1) if lines[number - 1].strip()]
    listed = [last, *above[:2], stop.begun, *above[2:8]]
    return [number for number in dict.fromkeys(listed) if 1 <= number <= len(lines) and lines[number - 1].strip()]


_GUIDE = "compare the file with the example in the contributors' guide, line by line from here"
_UNMENDED = (
    ("control characters", "a character stands here that no text may hold", "delete the character"),
    ("found undefined tag", "a text that begins with ! is taken for a tag", "put the text in quotation marks"),
    ("end of stream", "a quotation mark, a bracket or a brace that is opened here is never closed", "close it"),
    ("%YAML", "a line that begins with % is an instruction to the program", "delete the line"),
    ("version", "a line that begins with % is an instruction to the program", "delete the line"),
    ("escape", 'inside "…" a backslash begins a code', "write \\\\ for a backslash, or '…' for \"…\""),
)


def _unmended(stop: _Stop, text: str) -> tuple[str, str]:
    found = text.split("\n")[stop.progress - 1].strip() if text else ""
    for words, fault, cure in _UNMENDED:
        if words in stop.words:
            return f"the file must be YAML; {fault}", cure
    return f"the file must be YAML; it cannot be read from this line on: {quoted(found, 80)}", _GUIDE
