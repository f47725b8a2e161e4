"""Reminders move to days on which a Thai government office works."""

from datetime import date, timedelta

import pytest

from models.holidays import holiday_names, read_specials, work_calendar
from models.workdays import WorkCalendar

CALENDAR = work_calendar(2026, 2027)


def test_the_last_day_of_the_year_is_a_holiday_and_moves_back_to_the_30th():
    assert CALENDAR.on_or_before(date(2026, 12, 31)) == date(2026, 12, 30)


def test_a_month_end_on_saturday_moves_back_to_friday():
    assert CALENDAR.on_or_before(date(2026, 10, 31)) == date(2026, 10, 30)


def test_songkran_is_stepped_over_in_both_directions():
    assert CALENDAR.on_or_before(date(2027, 4, 15)) == date(2027, 4, 12)
    assert CALENDAR.on_or_after(date(2027, 4, 13)) == date(2027, 4, 16)


def test_government_offices_work_on_labour_day_and_on_the_day_in_its_stead():
    assert CALENDAR.is_workday(date(2026, 5, 1))
    assert CALENDAR.is_workday(date(2027, 5, 3))


def test_a_holiday_that_only_shares_its_day_with_labour_day_stays_a_holiday():
    names = holiday_names(2025, 2040)
    assert not any("แรงงาน" in name for name in names.values())
    assert "วันวิสาขบูชา" in holiday_names(2026, 2026)[date(2026, 5, 31)]


def test_government_days_are_in_the_list():
    assert holiday_names(2026, 2026)[date(2026, 5, 13)] == "วันพืชมงคล"


def test_the_list_is_kept_to_the_years_asked_for_and_sorted():
    names = holiday_names(2027, 2027)
    assert {day.year for day in names} == {2027}
    assert list(names) == sorted(names)


def test_an_office_closes_and_opens_days_of_its_own():
    own = work_calendar(2026, 2026, closed=[date(2026, 11, 25)], opened=[date(2026, 11, 28), date(2026, 12, 10)])
    assert not own.is_workday(date(2026, 11, 25))
    assert own.is_workday(date(2026, 11, 28))
    assert own.is_workday(date(2026, 12, 10))


def test_working_days_are_counted_over_weekends_and_holidays():
    assert CALENDAR.add_workdays(date(2026, 12, 4), 1) == date(2026, 12, 8)
    assert CALENDAR.add_workdays(date(2026, 12, 8), -1) == date(2026, 12, 4)
    assert CALENDAR.add_workdays(date(2026, 12, 5), 0) == date(2026, 12, 5)


def test_adding_working_days_always_ends_on_one():
    plain = WorkCalendar()
    for offset in range(30):
        day = date(2027, 1, 1) + timedelta(days=offset)
        assert plain.is_workday(plain.add_workdays(day, 3))


def test_a_cabinet_day_is_read_from_the_file_with_its_source():
    text = '[[special]]\ndate = 2027-01-04\nname = "วันหยุดพิเศษ"\nsource = "ตัวอย่าง"\n'
    assert read_specials(text) == {date(2027, 1, 4): "วันหยุดพิเศษ"}


@pytest.mark.parametrize("entry", ["date = 2027-01-04", 'date = "4 ม.ค."\nname = "ก"\nsource = "ข"'])
def test_a_cabinet_day_without_source_or_date_is_refused(entry):
    with pytest.raises(ValueError, match="needs date, name and source"):
        read_specials(f"[[special]]\n{entry}\n")


def test_childrens_day_is_no_day_off():
    names = holiday_names(2027, 2027).values()
    assert "วันขึ้นปีใหม่" in names
    assert not [name for name in names if "วันเด็ก" in name]
