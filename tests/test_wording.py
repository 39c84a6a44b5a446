"""What a reader of a corrected text, or of a slip, would take for the same words: the borders, each from both sides."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from build_tools.authoring.days import stated_days
from build_tools.authoring.wording import Wording
from build_tools.completeness.finders import Usage
from build_tools.editing.likeness import alike
from build_tools.mentions import Phrases


@pytest.mark.parametrize(
    ("text", "days"),
    [("3/12/2031", []), ("3/13/2031", ["2031-03-13"]), ("13/3/2031", ["2031-03-13"]), ("3.12.2031", ["2031-12-03"])],
)
def test_a_day_that_can_be_read_in_two_ways_is_none(text: str, days: list[str]) -> None:
    """A day up to the 12th, before or behind a month, is no day; points always have the day first."""
    assert [stated.day.isoformat() for stated in stated_days(f"On {text} it rained.", "en")] == days


@pytest.mark.parametrize(
    ("old", "new", "is_slip"),
    [("the sluce", "the sluice", True), ("the gate", "the gibe", False), ("the irigaton", "the irrigation", True)],
)
def test_a_slip_is_one_letter_in_four(old: str, new: str, is_slip: bool) -> None:
    """A word of up to seven letters may differ in one, a longer one in more; beyond, it is another word."""
    names: Any = SimpleNamespace(phrases=Phrases([]))
    wording = Wording("en", names, Phrases([]), Usage(), frozenset())
    assert (wording.changed(old, new) == "") == is_slip


def test_a_sign_that_stands_for_several_is_found_whole() -> None:
    """A part of what one character stands for is no place: nothing in the text could be quoted there."""
    assert alike("wait… now").places("wait...") == [(0, 5)]
    assert alike("wait… now").places("wait..") == []
    assert alike("wait… now").places(". now") == []
    assert alike("Straße").places("strasse") == []
    assert alike("Straße", loosely=True).places("STRASSE") == [(0, 6)]
