"""Dates as people write them, and how each is meant."""

from __future__ import annotations

import pytest

from build_tools.date_guesses import date_cure, guess_date
from build_tools.dates import parse_date


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("17 February 2020", "2020-02-17"),
        ("February 17, 2020", "2020-02-17"),
        ("Monday, 17th of February 2020", "2020-02-17"),
        ("Feb 2020", "2020-02"),
        ("17.2.2020", "2020-02-17"),
        ("17/02/2020", "2020-02-17"),
        ("2/17/2020", "2020-02-17"),
        ("2020/02/17", "2020-02-17"),
        ("2020-2-7", "2020-02-07"),
        ("2020.2", "2020-02"),
        ("4.5.2020", "2020-05-04 or 2020-04-05"),
        ("4.4.2020", "2020-04-04"),
        ("about 2020", "2020~"),
        ("around May 2020", "2020-05~"),
        ("the 1990s", "199X"),
        ("4 May 2020 to 6 May 2020", "2020-05-04/2020-05-06"),
        ("2020-05-04 – 2020-05-06", "2020-05-04/2020-05-06"),
        ("6 May 2020 - 4 May 2020", "2020-05-04/2020-05-06"),
    ],
)
def test_guess(written: str, meant: str) -> None:
    """A date in words or with the day first is guessed; where it may mean two, both are told."""
    assert guess_date(written) == meant
    for guess in meant.split(" or "):
        parse_date(guess)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "yesterday",
        "17 February",
        "17 Fevruary 2020",
        "32.1.2020",
        "1.2.20",
        "May June 2020",
        "x" * 10_000,
        "1 " * 5_000,
    ],
)
def test_no_guess(written: str) -> None:
    """What is no date, or lacks its year, is not guessed; the forms that there are, are told."""
    assert guess_date(written) == ""
    assert date_cure(written).startswith("write the year first")


@pytest.mark.parametrize(
    ("written", "cure"),
    [
        ("2020-02-30", "February 2020 has 29 days; write the day, or 2020-02 alone"),
        ("2020-05-06/2020-05-04", "write 2020-05-04/2020-05-06"),
        ("4 May 2020", "write 2020-05-04"),
    ],
)
def test_cure(written: str, cure: str) -> None:
    """A day that a month does not have, and a period that runs backwards, have a cure of their own."""
    assert date_cure(written) == cure
