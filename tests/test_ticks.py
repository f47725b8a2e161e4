"""Ticks, arrows and bars under month columns become a deadline a person would read from them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.thaidate import MONTHS as MONTH_NAMES
from tasks.plan.document import Cell
from tasks.plan.tick_columns import month_columns
from tasks.plan.ticks import TickReading, read_marks

YEAR = ["ต.ค.", "พ.ย.", "ธ.ค.", "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย."]
MONTHS = [10, 11, 12, 1, 2, 3, 4, 5, 6, 7, 8, 9]


def row(**marks: str) -> list[Cell]:
    """Twelve cells, October first; m12="/" marks December."""
    return [Cell(marks.get(f"m{month}", "")) for month in MONTHS]


def read_year(cells: list[Cell], legend: str = "") -> TickReading:
    return read_marks(cells, month_columns(YEAR), legend)


@pytest.mark.parametrize(
    "headings",
    [
        YEAR,
        [month.replace(".", "") for month in YEAR],
        [*MONTH_NAMES[9:], *MONTH_NAMES[:9]],
        [f"{month} {'69' if number < 3 else '70'}" for number, month in enumerate(YEAR)],
        [f"ระยะเวลาดำเนินการ ปี พ.ศ. {'2569' if number < 3 else '2570'} {month}" for number, month in enumerate(YEAR)],
        [f"ไตรมาส {number // 3 + 1} {month}" for number, month in enumerate(YEAR)],
        ["ต", "พ", "ธ", "ม", "ก", "มี", "เม", "พ", "มิ", "ก", "ส", "ก"],
        ["10", "11", "12", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
        ["Oct", "Nov", "Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep"],
    ],
)
def test_month_columns_are_known_however_they_are_headed(headings: list[str]) -> None:
    columns = month_columns(["มาตรการ", *headings, "ผู้รับผิดชอบ"])
    assert {index: period.months for index, period in columns.items()} == {
        index: (month,) for index, month in enumerate(MONTHS, start=1)
    }


@pytest.mark.parametrize(
    "headings",
    [
        ["ไตรมาส 1", "ไตรมาส 2", "ไตรมาส 3", "ไตรมาส 4"],
        ["ไตรมาสที่ ๑ (ต.ค.-ธ.ค.)", "ไตรมาสที่ ๒ (ม.ค.-มี.ค.)", "ไตรมาสที่ ๓ (เม.ย.-มิ.ย.)", "ไตรมาสที่ ๔ (ก.ค.-ก.ย.)"],
        ["Q1", "Q2", "Q3", "Q4"],
        ["ต.ค. - ธ.ค.", "ม.ค. - มี.ค.", "เม.ย. - มิ.ย.", "ก.ค. - ก.ย."],
        ["แผนดำเนินการ ปี 2570 Q1", "แผนดำเนินการ ปี 2570 Q2", "แผนดำเนินการ ปี 2570 Q3", "แผนดำเนินการ ปี 2570 Q4"],
    ],
)
def test_quarter_columns_are_known_however_they_are_headed(headings: list[str]) -> None:
    assert [period.quarter for period in month_columns(headings).values()] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    "headings",
    [
        ["มาตรการ", "กำหนดแล้วเสร็จภายในเดือนธันวาคม", "ผู้รับผิดชอบ"],
        ["ขั้นตอน", "การกำกับติดตามรายไตรมาส"],
        ["ต.ค."],
        [],
    ],
)
def test_other_headings_are_no_month_columns(headings: list[str]) -> None:
    assert month_columns(headings) == {}


@pytest.mark.parametrize("mark", ["/", "✓", "✔", "√", "x", "X", "●", "■", "*", "ü", "☑", "<p>✓</p>", "ดำเนินการ"])
def test_each_separate_tick_is_a_deadline_of_its_own(mark: str) -> None:
    reading = read_year(row(m12=mark, m3=mark))
    assert reading == TickReading("ภายในเดือนธันวาคม และเดือนมีนาคม", (12, 3))


@pytest.mark.parametrize("blank", ["", "-", "–", " ", "☐", "0", "ไม่มี"])
def test_an_empty_mark_is_no_deadline(blank: str) -> None:
    assert read_year(row(m10=blank, m11="/")) == TickReading("ภายในเดือนพฤศจิกายน", (11,))


def test_twelve_ticks_say_every_month() -> None:
    assert read_year([Cell("/")] * 12).phrase == "ทุกเดือน"


def test_four_ticked_quarters_say_every_quarter() -> None:
    columns = month_columns(["งาน", "Q1", "Q2", "Q3", "Q4"])
    assert read_marks([Cell("งาน"), *[Cell("✓")] * 4], columns) == TickReading("ทุกไตรมาส", (12, 3, 6, 9))
    assert (
        read_marks([Cell(text) for text in ("งาน", "", "✓", "", "✓")], columns).phrase == "ภายในเดือนมีนาคม และเดือนกันยายน"
    )


def test_neighbouring_ticks_stay_separate_deadlines() -> None:
    assert read_year(row(m10="/", m11="/", m12="/")).phrase == "ภายในเดือนตุลาคม เดือนพฤศจิกายน และเดือนธันวาคม"


@pytest.mark.parametrize(
    "cells",
    [
        row(m10="<---", m11="---", m12="---", m1="---", m2="---", m3="--->"),
        row(m10="←", m3="→"),
        row(m10="◄──", m11="──", m12="──", m1="──", m2="──", m3="──►"),
        [Cell("↔"), *[Cell("↔", origin=False)] * 5, *[Cell("")] * 6],
        [Cell("ดำเนินการ"), *[Cell("ดำเนินการ", origin=False)] * 5, *[Cell("")] * 6],
    ],
)
def test_an_arrow_or_bar_is_one_deadline_at_its_end(cells: list[Cell]) -> None:
    reading = read_year(cells)
    assert (reading.phrase, reading.months, reading.span) == ("ภายในเดือนมีนาคม", (3,), True)
    assert reading.doubts == ("แถบหรือลูกศรหลายเดือนอ่านว่าครบกำหนดสิ้นเดือนสุดท้าย",)


def test_a_bar_over_the_whole_year_is_due_at_its_end_and_not_every_month() -> None:
    assert read_year([Cell("→"), *[Cell("→", origin=False)] * 11]).phrase == "ภายในเดือนกันยายน"


def test_two_bars_are_two_deadlines() -> None:
    cells = row(m10="<--", m11="-->", m4="<--", m5="-->")
    assert read_year(cells).phrase == "ภายในเดือนพฤศจิกายน และเดือนพฤษภาคม"


def test_a_lone_arrow_head_asks_where_it_ends() -> None:
    assert read_year(row(m1="→")).doubts == ("ลูกศรอยู่ในช่องเดือนเดียว ไม่ทราบว่าสิ้นสุดเดือนใด",)


@pytest.mark.parametrize(
    ("marks", "legend", "phrase"),
    [
        ({"m10": "/", "m11": "/", "m12": "X"}, "/ = ดำเนินการ, X = รายงานผล", "ภายในเดือนธันวาคม"),
        ({"m10": "●", "m11": "●", "m12": "●"}, "● หมายถึง ดำเนินการต่อเนื่อง", "ภายในเดือนธันวาคม"),
        ({"m10": "/", "m1": "/"}, "/ : ดำเนินการ", "ภายในเดือนตุลาคม และเดือนมกราคม"),
        ({"m3": "P", "m4": "A"}, "P = แผน; A = ผลการดำเนินงานจริง", "ภายในเดือนมีนาคม"),
        ({"m3": "▲"}, "▲ คือ กำหนดแล้วเสร็จ", "ภายในเดือนมีนาคม"),
    ],
)
def test_the_legend_says_which_marks_are_deadlines(marks: dict[str, str], legend: str, phrase: str) -> None:
    assert read_year(row(**marks), legend).phrase == phrase


def test_a_day_inside_the_cell_is_kept() -> None:
    assert read_year(row(m12="วันที่ 15", m6="30 มิ.ย. 70")).phrase == "ภายในวันที่ 15 ธันวาคม และวันที่ 30 มิถุนายน"


def test_money_per_month_is_no_deadline_but_is_told() -> None:
    reading = read_year(row(m12="50,000"))
    assert (reading.phrase, reading.months) == ("", ())
    assert reading.doubts == ("ตัวเลข “50,000” ในช่องเดือนอ่านเป็นงบประมาณ ไม่ใช่กำหนดเวลา",)


def test_a_count_in_the_cell_is_a_tick_that_is_told() -> None:
    reading = read_year(row(m12="1"))
    assert reading.phrase == "ภายในเดือนธันวาคม"
    assert reading.doubts == ("ตัวเลข “1” ในช่องเดือนอ่านเป็นเครื่องหมายว่าดำเนินการในเดือนนั้น",)


def test_a_row_without_marks_says_nothing() -> None:
    assert read_year(row()) == TickReading()


@given(st.lists(st.sampled_from(["", "/", "→", "---", "<", "15", "x", "วันที่ 3", "50,000", "\x00"]), max_size=14))
@settings(max_examples=100, deadline=None)
def test_any_row_of_marks_is_read_without_an_error(texts: list[str]) -> None:
    reading = read_year([Cell(text) for text in texts])
    assert bool(reading.phrase) == bool(reading.months)
