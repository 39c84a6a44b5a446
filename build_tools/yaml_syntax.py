"""Say in plain words why a file is not YAML, and how its lines read when they are mended.

The parser's own words name states of a machine, not slips of a writer. So the slips that people make are tried out:
each mend is applied to the text, and the text is parsed again. The mend that lets most of it be read is proposed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import yaml

from build_tools.characters import LONGEST_LINE, quoted
from build_tools.known_keys import NO_KEYS, KnownKeys
from build_tools.yaml_layout_mends import ODD, is_odd
from build_tools.yaml_lines import Line, Mend
from build_tools.yaml_mends import in_words, mends

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


_KEY = re.compile(r"\s*(?:- +)*([A-Za-z_]+)(?::|\s*[=：]|\s+[\[{\"'>|])")
"""Matches how a line begins that has a key, or has it but for its colon."""
_IN_BRACES = re.compile(r"\{\s*([A-Za-z_]+):\s")
_COLON = re.compile(r"\s*:")
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


def checked_events(text: str, keys: frozenset[str]) -> Iterator[Any]:
    """Yield the events of libyaml, but refuse a text that people see a key in: one with an odd space."""
    lines = text.split("\n")
    for event in events(text):
        start, end = event.start_mark, event.end_mark
        if (
            isinstance(event, yaml.ScalarEvent)
            and not event.style
            and end.line < len(lines)
            and ODD.search(event.value)
        ):
            is_key = bool(_COLON.match(lines[end.line], end.column))
            if is_odd(event.value, lines[start.line], keys, is_key=is_key):
                raise yaml.scanner.ScannerError(None, None, "an odd space or mark", start)
        yield event


def syntax_fault(error: yaml.YAMLError, text: str, known: KnownKeys = NO_KEYS) -> SyntaxFault:
    """Return what is wrong with a text that the parser refused.

    The keys that are known tell one that is indented wrongly from a text, and a mend that puts one where it does not
    belong from a better one.
    """
    stop = _stop_of(error)
    mend = _best_mend(text, stop, known)
    if mend is None:
        return _unmended(stop, text)
    return SyntaxFault(
        mend.at,
        mend.column,
        f"the file must be YAML; {mend.fault}",
        _written_anew(mend, text.split("\n")),
        "\n".join(mend.lines),
    )


def _written_anew(mend: Mend, lines: list[str]) -> str:
    """Return the lines to write, the first of them where there are many: then the others move as they do."""
    first, shown = mend.first, list(mend.shown)  # with the indents that they need in the file
    if shown and len(shown[0]) > LONGEST_LINE and shown[0] == lines[first - 1] and first < mend.last:
        del shown[0]
        first += 1
    where = f"line {first}" if first == mend.last else f"lines {first}–{mend.last}"
    if not shown:
        return f"delete {where}"
    for now, new in zip(lines[first - 1 : mend.last], shown, strict=False):
        if len(new) > LONGEST_LINE:
            return in_words(now, new)
    if len(shown) > _MOST_SHOWN:
        shown = [*shown[:_MOST_SHOWN], f"and so on to line {mend.last}"]
    return "\n".join((f"write {where} so:", *shown))


def _stop_of(error: yaml.YAMLError) -> _Stop:
    mark, begun = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    words = getattr(error, "problem", None) or str(error)
    return _Stop(
        mark.line + 1 if mark else 1, mark.column + 1 if mark else 1, begun.line + 1 if begun else 0, str(words)
    )


@dataclass(slots=True)
class _Reading:
    """How far a text can be read, and what of it is then not where it belongs."""

    stop: _Stop | None = None
    swallowed: list[tuple[int, int]] = field(default_factory=list)
    """Known keys that have become a part of a text: the line on which it begins, and that of the key."""
    strangers: list[int] = field(default_factory=list)
    """Lines of known keys that stand where they do not belong, or for the second time."""
    unknown: int = 0
    """Other keys that nobody knows, and what is a list or none against expectation."""

    @property
    def faults(self) -> int:
        return len(self.swallowed) + len(self.strangers) + self.unknown


@dataclass(slots=True)
class _Open:
    """A mapping or a list that is being read."""

    known: KnownKeys | None
    """What may stand in it; None where nobody knows."""
    keys: set[str] | None = None
    """The keys so far; None for a list."""
    below: KnownKeys | None = None
    """What may stand below the last of them."""
    is_at_key: bool = True


def _read(text: str, known: KnownKeys) -> _Reading:
    reading = _Reading()
    lines = text.split("\n")
    everywhere = known.everywhere
    stack = [_Open(known)]
    try:
        for event in checked_events(text, everywhere):
            here = stack[-1]
            if isinstance(event, yaml.CollectionEndEvent):
                stack.pop()
                continue
            begin = event.start_mark.line + 1
            if isinstance(event, yaml.ScalarEvent):
                reading.swallowed += [(begin, line) for line in _keys_in(event, lines, everywhere)]
                if here.keys is not None and here.is_at_key:
                    _take_key(event, here, everywhere, reading)
            if isinstance(event, yaml.NodeEvent) and here.keys is not None:
                here.is_at_key = not here.is_at_key
            if isinstance(event, yaml.CollectionStartEvent):
                within = here.known if here.keys is None else here.below
                is_mapping = isinstance(event, yaml.MappingStartEvent)
                reading.unknown += _is_of_other_shape(within, is_mapping, in_list=here.keys is None)
                stack.append(_Open(within, set() if is_mapping else None))
    except yaml.YAMLError as error:
        reading.stop = _stop_of(error)
    return reading


def _is_of_other_shape(known: KnownKeys | None, is_mapping: bool, *, in_list: bool) -> bool:
    """Whether a list stands where none belongs, or a single record where several are listed."""
    if known is None or known.is_open:
        return False
    return known.is_list and not in_list and bool(known.below) if is_mapping else not known.is_list


def _keys_in(text: Any, lines: list[str], everywhere: frozenset[str]) -> list[int]:
    """Return the lines of a text, after its first, that begin with a known key; the first if it has keys in braces."""
    first, last = text.start_mark.line, text.end_mark.line + (text.end_mark.column > 0)
    begins = {number + 1: _KEY.match(lines[number]) for number in range(first + 1, min(last, len(lines)))}
    found = [number for number, match in begins.items() if match and match[1] in everywhere]
    in_braces = [key for key in _IN_BRACES.findall(text.value) if key in everywhere] if "{" in text.value else []
    return [first + 1, *found] if in_braces else found


def _take_key(key: Any, here: _Open, everywhere: frozenset[str], reading: _Reading) -> None:
    """Note a key, whether it belongs where it stands, and what may stand below it."""
    known, name = here.known, key.value
    assert here.keys is not None
    is_again, is_known = name in here.keys, known is not None and name in known.below
    here.keys.add(name)
    here.below = known.below.get(name, known.each) if known else None
    is_free = known is None or (known.is_open and not known.below)  # any word may be a key there
    if is_again or (name in everywhere and not is_known and not is_free):
        reading.strangers.append(key.start_mark.line + 1)
    elif known and not is_known and not known.is_open:
        reading.unknown += 1


def _best_mend(text: str, stop: _Stop, known: KnownKeys) -> Mend | None:
    """Return the first mend after which all can be read and is where it belongs, else the one that comes nearest."""
    lines = text.split("\n")
    before = _read(text, known)
    best: Mend | None = None
    nearest = (False, stop.progress, 0)
    suspects = [Line(number, lines[number - 1]) for number in _suspects(lines, stop, before)]
    parsed = 0
    for mend in islice(mends(lines, suspects, known.everywhere), _MOST_TRIED):
        if parsed > _MOST_PARSED:
            break
        after = _read("\n".join(mend.lines), known)
        parsed += len(text) * (after.stop.line if after.stop else len(lines)) // len(lines)
        if _misplaces(mend, before, after, lines):
            continue
        if after.stop is None and not after.faults:
            return mend
        reached = after.stop.progress - (len(mend.lines) - len(lines)) if after.stop else 0
        rank = (after.stop is None, reached, -after.faults)
        if rank > nearest and (after.stop is None or reached > stop.progress):
            best, nearest = mend, rank
    return best


def _misplaces(mend: Mend, before: _Reading, after: _Reading, lines: list[str]) -> bool:
    """Whether a mend puts a known key where it does not belong, or makes it a part of a text."""
    as_they_were = set(lines[mend.first - 1 : mend.last])
    written = {mend.first + number for number, line in enumerate(mend.shown) if line not in as_they_were}
    if not written.isdisjoint((*after.strangers, *(line for _, line in after.swallowed))):
        return True
    # A text that begins further down is not of its making.
    last = mend.first + len(mend.shown) - 1
    return sum(begin <= last for begin, _ in after.swallowed) > sum(begin <= mend.last for begin, _ in before.swallowed)


def _suspects(lines: list[str], stop: _Stop, before: _Reading) -> list[int]:
    """Return the lines that may be at fault, the likeliest first.

    These are where it stopped, the lines above, where it began, and where a text began that has keys in it.
    """
    last = min(stop.line, len(lines))
    above = [number for number in range(last - 1, 0, -1) if lines[number - 1].strip()]
    listed = [last, *above[:2], stop.begun, *(begin for begin, _ in before.swallowed[-2:]), *above[2:8]]
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


def _unmended(stop: _Stop, text: str) -> SyntaxFault:
    """Return what can be told without a mend: where the text stops, at the latest its last line with words."""
    lines = text.split("\n")
    last = next((number for number in range(len(lines), 0, -1) if lines[number - 1].strip()), 1)
    line, column = (stop.progress, stop.column) if stop.progress <= last else (last, 1)
    for words, fault, cure in _UNMENDED:
        if words in stop.words:
            return SyntaxFault(line, column, f"the file must be YAML; {fault}", cure)
    found = quoted(lines[line - 1].strip(), 80)
    return SyntaxFault(line, column, f"the file must be YAML; it cannot be read from this line on: {found}", _GUIDE)
