"""Show a comparison: for a terminal, as tables for a page, as JSON for programs.

Texts of contributors and sources are shown so that they are neither commands to a terminal nor markup.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from build_tools.characters import printable
from build_tools.escaping import escape_text
from build_tools.interannotator.comparison import Comparison
from build_tools.interannotator.differences import Difference, Side
from build_tools.interannotator.figures import F1, Alpha, Figure, Mean, NamedFigure, Share
from build_tools.locations import KeyPath, Location

FORMATS = ("text", "markdown", "json")
Place = Callable[[str, KeyPath], Location]
"""Finds the place of a value in a YAML file."""
NOTHING = "–"
_WORDS = 160


def report(comparison: Comparison, names: tuple[str, str], seeds: str, place: Place, form: str, listed: bool) -> str:
    """Return a comparison in one of `FORMATS`, without a line end.

    `names` are the folders of A and B and `seeds` that of the sources, as they are to be shown. Differences
    are given where they are `listed`, and always in JSON.
    """
    if form == "json":
        return json.dumps(_document(comparison, names, seeds, place), ensure_ascii=True, allow_nan=False, indent=1)
    if form == "markdown":
        return "\n".join(_markdown(comparison, names, seeds, place, listed))
    lines = "\n".join(_text(comparison, names, seeds, place, listed))
    return lines.replace("##[", "##\\u{5b}")  # the older form of a workflow command may stand anywhere in a line


def shown_value(figure: Figure) -> str:
    """Return the value of a figure with two decimals, or why there is none."""
    if figure.value is None:
        return f"not defined ({figure.reason})" if isinstance(figure, Alpha) else NOTHING
    return f"{round(figure.value, 2) + 0.0:.2f}"  # the sum makes 0 of -0


def shown_counts(figure: Figure) -> str:
    """Return what a figure was computed from."""
    match figure:
        case Share(part, whole):
            return f"{part} of {whole}"
        case F1(both, only_a, only_b):
            return f"both {both}, only A {only_a}, only B {only_b}"
        case Mean(total, count):
            return f"{total:.2f} over {count}"
        case Alpha():
            return f"{figure.agreed} of {figure.units} alike, {len(figure.labels)} labels"


def _left_out(comparison: Comparison) -> Iterator[tuple[str, str]]:
    yield from (("A", source_id) for source_id in comparison.only_a)
    yield from (("B", source_id) for source_id in comparison.only_b)


def _tables(comparison: Comparison) -> Iterator[tuple[str, tuple[NamedFigure, ...]]]:
    number = len(comparison.sources)
    yield f"All sources ({number})", comparison.overall
    for source in comparison.sources:
        yield source.source_id, source.figures


# ---- terminal -----------------------------------------------------------------------------------


def _text(comparison: Comparison, names: tuple[str, str], seeds: str, place: Place, listed: bool) -> Iterator[str]:
    yield f"A: {printable(names[0])}"
    yield f"B: {printable(names[1])}"
    for which, source_id in _left_out(comparison):
        yield f"{source_id}: annotated by {which} alone, left out of the figures"
    width = max(len(named.label) for named in comparison.overall)
    for title, figures in _tables(comparison):
        yield f"\n{title}"
        group = ""
        for named in figures:
            if group and named.group != group:
                yield ""
            group = named.group
            counts = shown_counts(named.figure)
            yield f"  {named.label:<{width}} {shown_value(named.figure):<12} {counts}"
    if listed:
        yield f"\nDifferences ({len(comparison.differences)})"
        files = _files(comparison)
        for found in comparison.differences:
            where = f"{printable(seeds)}/{printable(files[found.source_id])}:{found.line}:{found.column}"
            yield f"\n{where}: {found.kind}: “{printable(found.words, _WORDS)}”"
            for which, side in (("A", found.a), ("B", found.b)):
                yield f"    | {which}: {_text_side(side, place)}"


def _text_side(side: Side | None, place: Place) -> str:
    if side is None:
        return NOTHING
    return f"{printable(side.text, _WORDS)}  ({printable(side.file)}:{place(side.file, side.keys).line})"


def _files(comparison: Comparison) -> dict[str, str]:
    return {source.source_id: source.file for source in comparison.sources}


# ---- Markdown -----------------------------------------------------------------------------------


def _markdown(comparison: Comparison, names: tuple[str, str], seeds: str, place: Place, listed: bool) -> Iterator[str]:
    yield f"A: {escape_text(printable(names[0]))}  "
    yield f"B: {escape_text(printable(names[1]))}"
    if comparison.only_a or comparison.only_b:
        yield ""
        for which, source_id in _left_out(comparison):
            yield f"- {source_id}: annotated by {which} alone, left out of the figures"
    for title, figures in _tables(comparison):
        yield f"\n## {title}\n"
        yield "| Figure | Value | Counts |"
        yield "| --- | --- | --- |"
        for named in figures:
            yield f"| {named.label} | {shown_value(named.figure)} | {shown_counts(named.figure)} |"
    if listed:
        yield f"\n## Differences ({len(comparison.differences)})\n"
        yield "| Place | Kind | Words | A | B |"
        yield "| --- | --- | --- | --- | --- |"
        files = _files(comparison)
        for found in comparison.differences:
            where = escape_text(f"{printable(seeds)}/{printable(files[found.source_id])}:{found.line}:{found.column}")
            words = escape_text(printable(found.words, _WORDS))
            sides = [escape_text(_text_side(side, place)) for side in (found.a, found.b)]
            yield f"| {where} | {found.kind} | {words} | {sides[0]} | {sides[1]} |"


# ---- JSON ---------------------------------------------------------------------------------------


def _document(comparison: Comparison, names: tuple[str, str], seeds: str, place: Place) -> dict[str, object]:
    files = _files(comparison)
    return {
        "a": names[0],
        "b": names[1],
        "only_a": list(comparison.only_a),
        "only_b": list(comparison.only_b),
        "overall": figures_as_dict(comparison.overall),
        "sources": [
            {"source": s.source_id, "file": f"{seeds}/{s.file}", "figures": figures_as_dict(s.figures)}
            for s in comparison.sources
        ],
        "differences": [
            _difference_as_dict(found, f"{seeds}/{files[found.source_id]}", place) for found in comparison.differences
        ],
    }


def figures_as_dict(figures: tuple[NamedFigure, ...]) -> dict[str, dict[str, object]]:
    """Return figures by group and name. Values are rounded to six decimals, so that no machine differs in the last."""
    groups: dict[str, dict[str, object]] = {}
    for named in figures:
        groups.setdefault(named.group, {})[named.name] = _figure_as_dict(named.figure)
    return groups


def _figure_as_dict(figure: Figure) -> dict[str, object]:
    value = None if figure.value is None else round(figure.value, 6) + 0.0
    match figure:
        case Share(part, whole):
            return {"share": value, "part": part, "whole": whole}
        case F1(both, only_a, only_b):
            return {"f1": value, "both": both, "only_a": only_a, "only_b": only_b}
        case Mean(total, count):
            return {"mean": value, "total": round(total, 6), "count": count}
        case Alpha():
            reason = {"reason": figure.reason} if figure.reason else {}
            counts = {"units": figure.units, "agreed": figure.agreed, "labels": len(figure.labels)}
            return {"alpha": value, **reason, **counts, "pairs": [list(pair) for pair in figure.pairs]}


def _difference_as_dict(found: Difference, file: str, place: Place) -> dict[str, object]:
    return {
        "source": found.source_id,
        "file": file,
        "line": found.line,
        "column": found.column,
        "start": found.span.start,
        "end": found.span.end,
        "kind": found.kind,
        "words": found.words,
        "a": _side_as_dict(found.a, place),
        "b": _side_as_dict(found.b, place),
    }


def _side_as_dict(side: Side | None, place: Place) -> dict[str, object] | None:
    if side is None:
        return None
    return {"text": side.text, "file": side.file, "line": place(side.file, side.keys).line}
