"""Guess the figure that a number in a sentence states: value, hedge, unit, and the measure that the unit has had."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from build_tools.corpus import Corpus
from build_tools.hedges import hedge_at
from build_tools.locations import Span
from build_tools.mentions import WORD
from build_tools.numerals import number_in_text, values_of
from build_tools.vocabulary import Cues

_UNIT_WORDS = 3
"""Words behind a number among which its unit is looked for."""
_DASH = re.compile(r"\s?[-–]\s?")


@dataclass(frozen=True, slots=True)
class FigureGuess:
    """Keys of a figure with their values, in the order of the record."""

    keys: Mapping[str, str]
    """Without `measure` where none can be proposed."""

    @property
    def is_whole(self) -> bool:
        """Whether it is a figure that the check accepts."""
        return "measure" in self.keys


def measures_by_unit(corpus: Corpus) -> dict[str, str]:
    """Return the measure of each unit that the corpus has used for one measure only, and more than once.

    Units are in small letters.

    One use is no custom: where "several civilians" were wounded, "14 civilians" may as well have been killed.
    """
    used: dict[str, Counter[str]] = {}
    for source in corpus.sources.values():
        for passage in source.passages:
            for claim in passage.record.claims:
                if claim.figure and claim.figure.unit:
                    used.setdefault(claim.figure.unit.casefold(), Counter())[claim.figure.measure] += 1
    return {
        unit: next(iter(measures))
        for unit, measures in sorted(used.items())
        if len(measures) == 1 and measures.total() > 1
    }


def guess_figure(
    quote: str, number: Span, language: str, cues: Cues | None, measures: Mapping[str, str], *, units_in_text: bool
) -> FigureGuess:
    """Return what the number at a place of a quote may state.

    `units_in_text` says whether the text is in the language in which units are recorded.
    """
    amount = _amount(quote, number, language)
    unit = _unit(quote, number, measures, cues) if units_in_text else ""
    keys = {"measure": measures.get(unit.casefold(), "")} | amount
    hedge = hedge_at(number, quote, language, cues) if cues and "words" not in amount else None
    keys |= {"qualifier": hedge.qualifiers[0] if hedge else "", "unit": unit}
    return FigureGuess({key: value for key, value in keys.items() if value})


def _amount(quote: str, number: Span, language: str) -> dict[str, str]:
    words = quote[number.start : number.end]
    ends = [values_of(part, language) for part in _DASH.split(words)]
    if len(ends) == 2 and all(len(values) == 1 for values in ends) and ends[0][0] < ends[1][0]:
        bounds = [values[0] for values in ends]
        if all(number_in_text(bound, quote, language) for bound in bounds):
            return {"low": _digits(bounds[0]), "high": _digits(bounds[1])}
    for value in values_of(words, language):
        if number_in_text(value, quote, language):
            return {"value": _digits(value)}
    return {"words": " ".join(words.split())}


def _digits(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _unit(quote: str, number: Span, measures: Mapping[str, str], cues: Cues | None) -> str:
    """Return the first word behind the number that has been a unit, else the very next word, if it is no hedge."""
    behind = re.compile(rf"\s+(?:of\s+)?{WORD.pattern}(?:[ \t]+{WORD.pattern}){{0,{_UNIT_WORDS - 1}}}")
    found = behind.match(quote, number.end)
    words = [word for word in WORD.findall(found[0]) if word != "of"] if found else []
    known = next((word for word in words if word.casefold() in measures), "")
    hedges = {word for _, listed in (cues.qualifiers if cues else ()) for hedge in listed for word in hedge.split()}
    return known or (words[0] if words and words[0].islower() and words[0] not in hedges else "")
