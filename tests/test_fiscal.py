"""The government's year and month ends come out right for every start and every step."""

from calendar import monthrange
from datetime import date, timedelta

import pytest

from models.fiscal import (
    add_months,
    fiscal_bounds,
    fiscal_year_of,
    month_ends,
    quarter_bounds,
    quarter_of,
    series,
    year_of_month,
)

STARTS = [
    date(2026, month, day) for month in range(1, 13) for day in range(28, 32) if day <= monthrange(2026, month)[1]
]


def test_the_fiscal_year_opens_in_october_and_closes_in_september():
    assert fiscal_bounds(2570) == (date(2026, 10, 1), date(2027, 9, 30))
    assert fiscal_year_of(date(2026, 9, 30)) == 2569
    assert fiscal_year_of(date(2026, 10, 1)) == 2570
    assert (year_of_month(2570, 12), year_of_month(2570, 1)) == (2026, 2027)


def test_every_day_of_a_fiscal_year_lies_in_the_quarter_whose_bounds_hold_it():
    first, last = fiscal_bounds(2571)
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        opening, closing = quarter_bounds(2571, quarter_of(day))
        assert opening <= day <= closing
        assert fiscal_year_of(day) == 2571


def test_quarter_one_is_october_to_december():
    assert quarter_bounds(2570, 1) == (date(2026, 10, 1), date(2026, 12, 31))
    assert quarter_bounds(2570, 4) == (date(2027, 7, 1), date(2027, 9, 30))


def test_a_leap_february_ends_on_the_29th():
    assert date(2028, 2, 29) in month_ends(2571)
    assert date(2027, 2, 28) in month_ends(2570)
    assert len(month_ends(2570)) == 12


def test_every_month_end_series_of_ten_years_keeps_its_own_day_or_the_months_last():
    checked = 0
    for start in STARTS:
        for step in (1, 3, 6, 12):
            dates = list(series(start, step, count=120 // step))
            for number, day in enumerate(dates):
                year, month = divmod(start.year * 12 + start.month - 1 + number * step, 12)
                assert (day.year, day.month) == (year, month + 1)
                assert day.day == min(start.day, monthrange(year, month + 1)[1])
                checked += 1
    assert checked == 7_790


def test_a_series_may_end_on_a_date_that_belongs_to_it():
    assert list(series(date(2027, 1, 31), 1, until=date(2027, 3, 31))) == [
        date(2027, 1, 31),
        date(2027, 2, 28),
        date(2027, 3, 31),
    ]
    assert list(series(date(2027, 1, 31), 1, until=date(2027, 1, 30))) == []


def test_months_count_backwards_too():
    assert add_months(date(2027, 3, 31), -1) == date(2027, 2, 28)
    assert add_months(date(2027, 1, 15), -1) == date(2026, 12, 15)


@pytest.mark.parametrize("wrong", [{"step_months": 0, "count": 1}, {"step_months": 1}])
def test_a_series_without_step_or_end_is_refused(wrong):
    with pytest.raises(ValueError, match="at least one month and an end"):
        list(series(date(2027, 1, 1), **wrong))
