"""Dates as offices write them are found, and nothing else is."""

from datetime import date

import pytest

from models.thaidate import find_dates, find_mentions, long_date, short_date, year_from
from models.thaitext import compact, to_thai_digits

NEW_YEARS_EVE = date(2026, 12, 31)


@pytest.mark.parametrize(
    "written",
    [
        "31 ธันวาคม 2569",
        "๓๑ ธันวาคม พ.ศ. ๒๕๖๙",
        "วันที่ 31 เดือนธันวาคม ปี 2569",
        "วันพฤหัสบดีที่ 31 ธันวาคม 2569",
        "31 ธ.ค. 69",
        "31ธค69",
        "31 ธ.ค 2569",
        "31 ธันวา 69",
        "31/12/2569",
        "31-12-69",
        "31.12.2569",
        "2026-12-31",
        "2569-12-31",
        "31/12/2026",
        "31 ธันวาคม ค.ศ. 2026",
        "31 December 2026",
        "31 ธัน วา คม 25\u200b69",
        "31 เดือนธันวาคม ของปีงบประมาณ พ.ศ. 2570",
    ],
)
def test_one_day_is_understood_in_every_way_it_is_written(written):
    assert find_dates(written) == (NEW_YEARS_EVE,)
    assert find_dates(to_thai_digits(written)) == (NEW_YEARS_EVE,)


@pytest.mark.parametrize(
    "written",
    [
        "31 กุมภาพันธ์ 2570",
        "29 ก.พ. 2570",
        "32/1/2570",
        "พ.ศ. 2537",
        "แผนพัฒนา (พ.ศ. 2566-2570)",
        "คำสั่งที่ 123/2569",
        "คำสั่งที่ 12/3/2569",
        "ข้อ 9.1.2",
        "สำนักงาน ก.พ. กำหนด",
        "สำนักงาน ก.พ.ร. 2570",
        "ก.พ. 7",
        "กฎ ก.ค.ศ.",
        "สังคมความรู้",
        "ภายใน 5 นาที นาทีที่ 10",
        "ศาลตุลาการ",
        "โทร 02-12-4567",
        "เวลา 08.30-16.30 น.",
    ],
)
def test_what_is_no_date_is_left_alone(written):
    assert find_mentions(compact(written)) == ()


def test_days_that_share_a_month_are_all_found():
    assert find_dates("วันที่ 5, 15 และ 25 มกราคม 2570") == tuple(date(2027, 1, day) for day in (5, 15, 25))


def test_two_dates_joined_by_a_dash_are_two():
    assert find_dates("2026-10-01 - 2026-12-31") == (date(2026, 10, 1), NEW_YEARS_EVE)
    assert find_dates("1-10-2569 - 31-12-2569") == (date(2026, 10, 1), NEW_YEARS_EVE)


def test_a_month_without_a_day_is_mentioned_without_a_day():
    (mention,) = find_mentions(compact("ภายในเดือนมีนาคม ๒๕๗๐"))
    assert (mention.day, mention.month, mention.year) == (None, 3, 2027)


def test_a_number_that_counts_something_is_no_year():
    (mention,) = find_mentions(compact("มกราคม 60 วัน"))
    assert mention.year is None


def test_the_29th_of_february_exists_only_in_leap_years():
    (mention,) = find_mentions(compact("29 กุมภาพันธ์"))
    assert mention.on(2028) == date(2028, 2, 29)
    assert mention.on(2027) is None


def test_two_digit_years_are_buddhist_and_four_digit_ones_say_it():
    assert [year_from(digits) for digits in ("70", "2570", "2027", "12", "1234")] == [2027, 2027, 2027, None, None]


def test_dates_are_written_long_and_short_in_either_digits():
    assert long_date(NEW_YEARS_EVE) == "31 ธันวาคม 2569"
    assert short_date(NEW_YEARS_EVE) == "31 ธ.ค. 2569"
    assert long_date(NEW_YEARS_EVE, thai_digits=True) == "๓๑ ธันวาคม ๒๕๖๙"
    assert short_date(date(2027, 3, 1), thai_digits=True) == "๑ มี.ค. ๒๕๗๐"


def test_what_is_written_is_read_back():
    for month in range(1, 13):
        day = date(2027, month, 9)
        assert find_dates(long_date(day)) == find_dates(short_date(day)) == (day,)
