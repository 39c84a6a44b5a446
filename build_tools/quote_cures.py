"""Cures for what a quote and its passage do not agree in: lines that are written from the words of the quote."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from build_tools.characters import quoted
from build_tools.loaded import Loaded, Located
from build_tools.locations import KeyPath, Span
from build_tools.mentions import name_spans
from build_tools.numerals import numbers_in_digits
from build_tools.records import Dismissal, Passage
from build_tools.sources import SourceText
from build_tools.written_lines import bare
from build_tools.yaml_text import yaml_text

_MOST_NAMED = 2
"""Records that may be meant in the place of one that a quote does not name."""


def rewritten(
    loaded: Loaded, located: Located[Passage] | Located[Dismissal], keys: KeyPath, texts: Mapping[str, str | None]
) -> str:
    """Return how what stands at `keys` is written with other texts, "" where that cannot be told."""
    lines = loaded.lines(located.file)
    return lines.with_texts(keys, texts) if lines else ""


def uncut(loaded: Loaded, located: Located[Passage], whole: str) -> str:
    """Return how a quote is written whole that was cut at ` #`."""
    lines = loaded.lines(located.file)
    return (lines and lines.uncut((*located.keys, "quote"), yaml_text(whole))) or bare({"quote": whole})


def tag_cure(
    loaded: Loaded, source: SourceText, located: Located[Passage], quote: Span, tagged: str, keys: KeyPath
) -> str:
    """Return what to do with a tag of what the quote does not call by a name."""
    lines = loaded.lines(located.file)

    def written(tag: str) -> str:
        # One tag may stand without a list.
        return (lines and (lines.with_written(keys, tag) or lines.with_written(keys[:-1], tag))) or f"write '{tag}'"

    unnamed = "if the quote has no words for it, take the tag away" + (
        ", and list it under 'about' of a claim" if located.record.claims else ""
    )
    others = [
        f"if {other!r} is meant, which the quote names, {written(other)}"
        for other in _named_there(loaded, source, quote, tagged)
    ]
    words = f"if the quote has words for {tagged!r}, put them for …: {written(f'{tagged}: …')}"
    return "\n".join((*others, unnamed, words))


def _named_there(loaded: Loaded, source: SourceText, quote: Span, tagged: str) -> list[str]:
    """Return some other records of the kind of a tag that the quote names: one of them may be meant."""
    kind = loaded.kinds.get(tagged)
    others = (
        identifier
        for identifier, of in loaded.kinds.items()
        if of == kind
        and identifier in loaded.entities
        and name_spans(loaded.entities[identifier].record, source, quote)
    )
    return [*islice(others, _MOST_NAMED)]


def number_cure(loaded: Loaded, located: Located[Passage], language: str, keys: KeyPath) -> str:
    """Return what to do with a number that a quote does not have: the line, where there is one number in its place."""
    otherwise = "quote more, or add 'inferred: why' to the figure"
    lines = loaded.lines(located.file)
    given = lines.texts_of(keys[:-1]) if lines else {}
    others = {text for key, text in given.items() if key != keys[-1]}
    numbers = [pair for pair in numbers_in_digits(located.record.quote, language) if pair[1] not in others]
    if not numbers:
        return otherwise
    written, plain = numbers[0]
    if len(numbers) == 1:
        told = rewritten(loaded, located, keys[:-1], {str(keys[-1]): plain}) or f"write {plain}"
        return f"{otherwise}; if it is {quoted(written, 40)} of the quote, {told}"
    listed = ", ".join(dict.fromkeys(number for _, number in numbers[:6]))
    return f"write a number of the quote ({listed}), {otherwise}"
