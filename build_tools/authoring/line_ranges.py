"""Follow ranges of lines, as records of sources list them, into a corrected text."""

from __future__ import annotations

from collections.abc import Sequence

from build_tools.authoring.alignment import Alignment
from build_tools.sources import SourceText, parse_line_range


def follow_ranges(
    ranges: Sequence[str], old: SourceText, new: SourceText, alignment: Alignment
) -> tuple[list[str], list[str]]:
    """Return the ranges as they are now, and what a person has to look at.

    A line goes with its words; lines that are new count with a range where it lies on both sides of them, or where
    it ended the text. A line that holds words of a range and others is left out of it.
    """
    owner = {line: number for number, text in enumerate(ranges) for line in _lines(text)}
    origins = _origins(old, new, alignment)
    owners: dict[int, int | None] = {}
    remarks: list[str] = []
    for line, lines in sorted(origins.items()):
        found = {owner.get(one) for one in lines}
        if len(found) > 1:
            remarks.append(f"line {line} holds words of listed lines and others: it is not listed any more")
        owners[line] = found.pop() if len(found) == 1 else None
    followed: list[str] = []
    for number, text in enumerate(ranges):
        runs = _runs(number, owners, new)
        runs = [_with_blanks(run, text, old, new, owners) for run in runs]
        followed += [str(first) if first == last else f"{first}-{last}" for first, last in runs]
        if not runs:
            remarks.append(f"nothing of the lines {text} is left: they are not listed any more")
    return followed, remarks


def _lines(text: str) -> range:
    first, last = parse_line_range(text)
    return range(first, last + 1)


def _origins(old: SourceText, new: SourceText, alignment: Alignment) -> dict[int, set[int]]:
    """Return the old lines that the words of each new line were on; lines of new words alone have none."""
    origins: dict[int, set[int]] = {}
    for number, token in enumerate(alignment.old_tokens):
        image = alignment.image_of.get(number)
        if image is not None:
            line = new.line_at(alignment.new_tokens[image].start)
            origins.setdefault(line, set()).add(old.line_at(token.start))
    return origins


def _runs(number: int, owners: dict[int, int | None], new: SourceText) -> list[tuple[int, int]]:
    """Return the stretches of lines of a range, with the lines of unknown origin between and after them."""
    runs: list[tuple[int, int]] = []
    open_run = False
    for line in sorted(owners):
        if owners[line] == number:
            runs = [*runs[:-1], (runs[-1][0], line)] if open_run else [*runs, (line, line)]
        open_run = owners[line] == number
    if runs and runs[-1][1] == max(owners):
        worded = [line for line in range(runs[-1][1], new.line_count + 1) if not _is_blank(new, line)]
        runs[-1] = (runs[-1][0], max(worded))
    return runs


def _with_blanks(
    run: tuple[int, int], text: str, old: SourceText, new: SourceText, owners: dict[int, int | None]
) -> tuple[int, int]:
    """Return a run with as many lines without words at its ends as the range had, where they are there."""
    lines = list(_lines(text))
    before, behind = _blanks(lines, old), _blanks(list(reversed(lines)), old)
    first, last = run
    while before and first > 1 and first - 1 not in owners and _is_blank(new, first - 1):
        first, before = first - 1, before - 1
    while behind and last < new.line_count and last + 1 not in owners and _is_blank(new, last + 1):
        last, behind = last + 1, behind - 1
    return first, last


def _blanks(lines: Sequence[int], text: SourceText) -> int:
    count = 0
    while count < len(lines) and lines[count] <= text.line_count and _is_blank(text, lines[count]):
        count += 1
    return count


def _is_blank(text: SourceText, line: int) -> bool:
    span = text.line_span(line)
    return not text.raw[span.start : span.end].strip()
