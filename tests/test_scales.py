"""Scales of drawings."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from build_tools.views.scales import Scale, month_ticks, number_scale, time_scale, year_ticks


@pytest.mark.parametrize(
    ("values", "low", "logarithmic"),
    [
        (["875000", "900000"], 850_000, False),
        (["10", "900000"], 10, True),
        (["3"], 2, False),
        (["0"], -1, False),
        (["4.5", "12"], 0, False),
    ],
)
def test_scale_holds_its_numbers(values: list[str], low: float, logarithmic: bool) -> None:
    """Every number lies between the margins, in order, and ticks are round numbers between the ends."""
    numbers = sorted(map(Decimal, values))
    scale = number_scale(numbers)
    assert scale.logarithmic is logarithmic
    assert scale.low <= max(low, float(numbers[0]))
    places = [scale.at(number) for number in numbers]
    assert places == sorted(places)
    assert all(scale.margin <= place <= 100 - scale.margin for place in places)
    ticks = scale.ticks()
    assert 2 <= len(ticks) <= 8
    assert [tick.position for tick in ticks] == sorted(tick.position for tick in ticks)
    assert all(scale.low <= tick.value <= scale.high for tick in ticks)


def test_what_lies_beyond_stands_at_the_end() -> None:
    """A number beyond the ends of a scale does not leave the drawing."""
    scale = Scale(0, 10)
    assert (scale.at(-5), scale.at(50)) == (4.0, 96.0)


def test_ticks_of_time() -> None:
    """Years and months are marked at their first days, never more than a dozen."""
    scale = time_scale(dt.date(2017, 5, 4), dt.date(2022, 1, 1))
    years = [dt.date.fromordinal(int(tick.value)) for tick in year_ticks(scale)]
    assert years == [dt.date(year, 1, 1) for year in range(2018, 2023)]
    months = month_ticks(time_scale(dt.date(2020, 1, 15), dt.date(2020, 4, 2)))
    assert [dt.date.fromordinal(int(tick.value)).month for tick in months] == [2, 3, 4]
    assert len(year_ticks(time_scale(dt.date(1500, 1, 1), dt.date(2020, 1, 1)))) <= 12
    assert len(month_ticks(time_scale(dt.date(1900, 1, 1), dt.date(2020, 1, 1)))) <= 12
