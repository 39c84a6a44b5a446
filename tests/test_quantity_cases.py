"""Every case in `tests/cases/quantities/` finds its numbers where they stand, with the hedge that each has there."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from build_tools.hedges import stated
from build_tools.numerals import number_in_text
from build_tools.vocabulary import Cues
from tests.core_support import CASES, read_case

QUANTITY_CASES = sorted((CASES / "quantities").glob("*.yml"))


def read(text: str, value: str | int, case: dict[str, Any]) -> list[dict[str, Any]]:
    """Return where a text states a number, as a case writes it: offsets are code points, half-open."""
    cues = Cues(qualifiers=tuple((qualifier, tuple(words)) for qualifier, words in case["qualifiers"].items()))
    found = []
    for place in stated(Decimal(str(value)), text, case["language"], cues):
        span, hedge = place.span, place.hedge
        entry: dict[str, Any] = {"span": [span.start, span.end], "words": text[span.start : span.end]}
        found.append(entry | ({"hedge": hedge.words, "qualifier": " ".join(hedge.qualifiers)} if hedge else {}))
    return found


@pytest.mark.parametrize("path", QUANTITY_CASES, ids=lambda path: path.stem)
def test_case(path: Path) -> None:
    """Each text states the number exactly where the case says, and is hedged there by exactly those words."""
    case = read_case(path)
    for reading in case["readings"]:
        text, value = reading["text"], reading["value"]
        assert {"text": text, "value": value, "found": read(text, value, case)} == reading
        assert number_in_text(Decimal(str(value)), text, case["language"]) == bool(reading["found"])


def test_every_reading_needs_listed_words() -> None:
    """Where no words are listed nothing is a hedge, and a number is found all the same."""
    (place,) = stated(Decimal(40), "over 40 people", "en", Cues())
    assert (place.span.start, place.span.end, place.hedge) == (5, 7, None)
