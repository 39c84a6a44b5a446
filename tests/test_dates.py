"""EDTF dates: which are dates, what they may mean, how they are shown, and what of them a quote shows."""

from __future__ import annotations

import datetime as dt

import pytest

from build_tools.dates import date_text, missing_parts, parse_date


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2020", "2020-01-01", "2020-12-31"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2019-02", "2019-02-01", "2019-02-28"),
        ("2020-02-17", "2020-02-17", "2020-02-17"),
        ("2020-02-17?", "2020-02-17", "2020-02-17"),
        ("2020-02~", "2020-02-01", "2020-02-29"),
        ("2020%", "2020-01-01", "2020-12-31"),
        ("201X", "2010-01-01", "2019-12-31"),
        ("20XX", "2000-01-01", "2099-12-31"),
        ("2020-XX", "2020-01-01", "2020-12-31"),
        ("2020-02-XX", "2020-02-01", "2020-02-29"),
        ("2020-21", "2020-03-01", "2020-05-31"),
        ("2018-01-07/2018-01-08", "2018-01-07", "2018-01-08"),
        ("2018/2019-02", "2018-01-01", "2019-02-28"),
        ("2020-02-17/2020-02-17", "2020-02-17", "2020-02-17"),
        ("2020/2020-02", "2020-01-01", "2020-02-29"),
        ("0001", "0001-01-01", "0001-12-31"),
        ("9999", "9999-01-01", "9999-12-31"),
    ],
)
def test_bounds(text: str, start: str, end: str) -> None:
    """A date stands for all days that it may mean."""
    date = parse_date(text)
    assert (date.text, date.start.isoformat(), date.end.isoformat()) == (text, start, end)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2020/", dt.date(2020, 1, 1), dt.date.max),
        ("2020/..", dt.date(2020, 1, 1), dt.date.max),
        ("/2020", dt.date.min, dt.date(2020, 12, 31)),
        ("../2020-02-17", dt.date.min, dt.date(2020, 2, 17)),
    ],
)
def test_open_intervals(text: str, start: dt.date, end: dt.date) -> None:
    """An interval may be open on one side."""
    assert (parse_date(text).start, parse_date(text).end) == (start, end)


@pytest.mark.parametrize(
    "text",
    [
        *["", " ", ".", "..", "/", "../..", "../", "/..", "//", "2020//2021", "2020/2021/2022"],
        *["2020-02-30", "2019-02-29", "2020-04-31", "2020-13", "2020-00", "2020-02-00", "2020-02-32", "0000", "00XX"],
        *["2020-2-3", "20-02-03", "20200217", "2020-02-17T10:00", "2020-02-17Z", "17.2.2020", "17 February 2020"],
        *["2020-25", "2020-41", "2020-21-05", "2020-1X", "2020-XX-17", "20X0", "X020", "XXXX", "XXXX-02", "201X-05"],
        *[
            "2020-02-1X",
            "2020?-02",
            "2020-?02",
            "2020??",
            "?",
            "-2020",
            "+2020",
            "Y12020",
            "2020-02-17?~",
            "2020 ",
            "\n2020",
        ],
        *["2021/2020", "2020-02-18/2020-02-17", "2020-02-30/2020-03-01", "٢٠٢٠", "2020‐02", "[2020,2021]", "{2020}"],
    ],
)
def test_what_is_no_date(text: str) -> None:
    """What is not EDTF, not in the calendar or backwards is a ValueError that says what must hold, nothing else."""
    with pytest.raises(ValueError, match=r"^must (be a date such as|be in the calendar|not end before)"):
        parse_date(text)


@pytest.mark.parametrize(
    ("text", "language", "shown"),
    [
        ("", "en", ""),
        ("2020", "en", "2020"),
        ("2020-02", "en", "February 2020"),
        ("2020-02-17", "en", "17 February 2020"),
        ("2020-02-17?", "en", "17 February 2020 (uncertain)"),
        ("2020-02~", "en", "about February 2020"),
        ("2020%", "en", "about 2020 (uncertain)"),
        ("201X", "en", "201X"),
        ("2020-02-XX", "en", "2020-02-XX"),
        ("2018-01-07/2018-01-08", "en", "7–8 January 2018"),
        ("2018-01-07/2018-02-08", "en", "7 January 2018 – 8 February 2018"),
        ("2018-01-07?/2018-01-08", "en", "7 January 2018 (uncertain) – 8 January 2018"),
        ("2020-02-XX/2020-02-28", "en", "2020-02-XX – 28 February 2020"),
        ("2020-02-17/2020-02-XX", "en", "17 February 2020 – 2020-02-XX"),
        ("2017/2020-02", "en", "2017 – February 2020"),
        ("2020/..", "en", "since 2020"),
        ("/2020-02", "en", "until February 2020"),
        ("2020-02-17", "de", "17 Februar 2020"),
        ("2020-02-17", "ru", "17 февраля 2020"),
        ("2020-02", "ru", "февраль 2020"),
        ("2020-02-17", "tr", "17 Şubat 2020"),
        ("2020-02-17", "zz", "17 February 2020"),
        ("2020-02-17", "en-GB-x-odd", "17 February 2020"),
    ],
)
def test_shown(text: str, language: str, shown: str) -> None:
    """A date is shown in words of the language, English where the language is not known, with its doubts."""
    assert date_text(text, language) == shown


@pytest.mark.parametrize(
    ("text", "quote", "language", "missing"),
    [
        ("2020-02-17", "on 17 February 2020", "en", ()),
        ("2020-02-17", "on February 17th, 2020", "en", ()),
        ("2020-02-17", "on Feb. 17, 2020", "en", ()),
        ("2020-02-17", "on 17 FEBRUARY 2020", "en", ()),
        ("2020-02-17", "dated 2020-02-17.", "en", ()),
        ("2020-02-17", "on Monday", "en", ("year", "month", "day")),
        ("2020-02-17", "on 17 February", "en", ("year",)),
        ("2020-02-17", "in February 2020", "en", ("day",)),
        ("2020-02-17", "on 17 March 2020", "en", ("month",)),
        ("2020-02-17", "on 17/02/2020", "en", ("month",)),
        ("2020-02-17", "on 170 February 12020", "en", ("year", "day")),
        ("2020-02", "in February 2020", "en", ()),
        ("2020", "in 2020", "en", ()),
        ("2020-02-17?", "on 17 February 2020", "en", ()),
        ("2020-02-XX", "in February 2020", "en", ()),
        ("202X", "in the twenties", "en", ()),
        ("2018-01-07/2018-01-08", "on 7 and 8 January 2018", "en", ()),
        ("2018-01-07/2018-01-08", "on 7 January 2018", "en", ("day",)),
        ("2020/..", "since 2020", "en", ()),
        ("2020-21", "in the spring of 2020", "en", ("month",)),
        ("2020-02-17", "17 Şubat 2020", "tr", ()),
        ("2020-02-17", "17 февраля 2020 года", "ru", ()),
        ("2020-02-17", "le 17 février 2020", "fr", ()),
        ("2020-02-17", "١٧ فبراير ٢٠٢٠", "ar", ()),
        ("2020-02-17", "17 شباط 2020", "ar-SY", ()),
        ("2020-02-17", "17 شباط 2020", "ar", ()),
        ("2020-02-17", "17 février 2020", "en", ("month",)),
    ],
)
def test_parts_that_a_quote_does_not_show(text: str, quote: str, language: str, missing: tuple[str, ...]) -> None:
    """Year, month and day are looked for in the quote; the month by its names in the language of the source."""
    assert missing_parts(text, quote, language) == missing
