"""Deadline wordings become the dates an office would put in its calendar, and no others."""

import json
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.fiscal import fiscal_bounds
from models.readings import Rhythm
from models.recurrence import read, read_duties
from models.thaidate import MONTHS
from models.thaitext import to_thai_digits

SHARED = Path(__file__).resolve().parents[2] / "shared"
GIVEN = SHARED / "corpora" / "schedule_dev.jsonl"
OWN = Path(__file__).with_name("samples") / "schedule_own.jsonl"
# Written down before the rules were looked at.
BLIND = OWN.with_name("schedule_blind.jsonl")
# Clerks, planners, lawyers, LINE messages, English words: ten hands; and a scan's damage.
THIRD = OWN.with_name("schedule_third.jsonl")


MARKS = set("ัิีึืฺุู็่้๊๋์")


def phrases(file):
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()] if file.exists() else []


def due(phrase, year=2570):
    return [day.isoformat() for day in read(phrase, year).due]


@pytest.mark.seeds
@pytest.mark.skipif(not GIVEN.exists(), reason="the labelled phrases are not beside the repository")
def test_every_given_phrase_is_read_as_labelled():
    wrong = [
        case["id"] for case in phrases(GIVEN) if due(case["phrase"], case["fiscal_year_be"]) != case["expect"]["due"]
    ]
    assert wrong == []


@pytest.mark.parametrize("case", [*phrases(OWN), *phrases(BLIND), *phrases(THIRD)], ids=lambda case: case["id"])
def test_a_phrase_of_our_own_is_read_as_worked_out_by_hand(case):
    assert due(case["phrase"], case["fiscal_year_be"]) == case["expect"]["due"]


@pytest.mark.parametrize(
    ("phrase", "rhythm"),
    [
        ("ทุกวันจันทร์", Rhythm.WEEKLY),
        ("ทุกเดือน", Rhythm.MONTHLY),
        ("ภายใน 15 วันหลังสิ้นไตรมาส", Rhythm.QUARTERLY),
        ("เม.ย. และ ต.ค. ของทุกปี", Rhythm.HALF_YEARLY),
        ("ภายในเดือนธันวาคมของทุกปี", Rhythm.YEARLY),
        ("31 มีนาคม 2570", Rhythm.ONCE),
        ("31 มีนาคม 2568", Rhythm.ONCE),
        ("อย่างสม่ำเสมอ", None),
    ],
)
def test_the_rhythm_says_how_often(phrase, rhythm):
    assert read(phrase, 2570).rhythm is rhythm


def test_a_date_of_another_year_is_kept_as_fixed_but_not_due():
    schedule = read("รายงาน ณ ๓๑ มีนาคม ๒๕๖๘", 2570)
    assert (schedule.due, schedule.fixed, schedule.recurring) == ((), (date(2025, 3, 31),), False)


def test_a_window_is_fixed_at_its_end():
    schedule = read("ปีงบประมาณ ๒๕๖๙ (๑ ตุลาคม ๒๕๖๘) ถึง (๓๐ กันยายน ๒๕๖๙)", 2569)
    assert schedule.due == schedule.fixed == (date(2026, 9, 30),)


def test_a_wording_without_a_year_recurs_in_any_year():
    assert read("ภายในเดือนธันวาคม ของทุกปี", 2572).due == (date(2028, 12, 31),)
    assert read("ภายในเดือนธันวาคม ของทุกปี", 2572).recurring
    assert read("วันที่ 29 กุมภาพันธ์", 2571).due == (date(2028, 2, 29),)


def test_soft_words_are_named_and_give_no_date():
    schedule = read("ให้เป็น ปัจจุบันอย่าง สม่ำเสมอ โดยเร็ว", 2570)
    assert schedule.vague == ("เป็นปัจจุบัน", "อย่างสม่ำเสมอ", "โดยเร็ว")
    assert schedule.due == ()


def test_daily_work_is_shown_and_never_scheduled():
    assert read("ตรวจสอบเว็บไซต์ทุกวัน", 2570).due == ()
    assert read("ตรวจสอบเว็บไซต์ทุกวัน", 2570).vague == ("ทุกวัน",)
    assert read("ทุกวันจันทร์", 2570).vague == ()


def test_days_that_count_from_no_named_day_are_shown_and_never_scheduled():
    assert read("ติดตามทุก ๑๕ วัน", 2570).due == ()
    assert read("ติดตามทุก ๑๕ วัน", 2570).vague == ("ทุก15วัน",)
    assert read("ติดตามทุก 7 วัน", 2570) == read("ติดตามทุกสัปดาห์", 2570)


def test_the_items_of_a_cell_are_read_together():
    named, followed = read_duties(["รายงานทุก 6 เดือน ภายในเดือนเมษายนและตุลาคม", "ติดตามทุก 6 เดือน"], 2570)
    assert [day.month for day in named.due] == [10, 4]
    assert followed.due == ()
    (alone,) = read_duties(["ติดตามทุก 6 เดือน"], 2570)
    assert [day.month for day in alone.due] == [3, 9]


PHRASES = [case["phrase"] for case in [*phrases(OWN), *phrases(BLIND), *phrases(THIRD)]]


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(PHRASES))
def test_thai_and_arabic_digits_read_alike(phrase):
    assert due(to_thai_digits(phrase)) == due(phrase)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(PHRASES))
def test_a_scan_that_takes_one_sara_for_another_changes_nothing(phrase):
    assert read(phrase.replace("า", "ำ"), 2570) == read(phrase, 2570)


@pytest.mark.parametrize("month", MONTHS)
def test_a_month_is_known_with_any_of_its_marks_lost_or_one_letter_late(month):
    for place in (index for index, letter in enumerate(month) if letter in MARKS):
        before, mark, after = month[:place], month[place], month[place + 1 :]
        for spoilt in (before + after, before + after[:1] + mark + after[1:]):
            assert due(f"ภายในเดือน{spoilt} ของทุกปี") == due(f"ภายในเดือน{month} ของทุกปี"), spoilt


@pytest.mark.parametrize(
    "phrase",
    [
        "ประสานกระทรวงคมนาคม 2570",
        "แบบรายงานส่วนที่ 2",
        "ตามจำนวนที่ 5 หมู่บ้านแจ้ง",
        "แจ้งผ่าน LINE Notify 2570",
        "ค่าบริการ 600 baht per month",
        "ฉีดวัคซีน H1N1",
        "เสนอ ก.คู่มือ",
    ],
)
def test_what_looks_like_a_misprint_of_a_time_is_left_alone(phrase):
    assert due(phrase) == []


def test_a_part_of_a_form_gives_no_day_to_a_monthly_duty():
    assert due("ส่งแบบรายงานส่วนที่ 2 ทุกเดือน") == due("ทุกเดือน")


def test_a_meeting_in_a_year_is_not_half_of_it():
    assert due("ประชุม 2 ครั้งปี 2570") == due("ประชุมในปี 2570")


def broken(phrase, cuts):
    """The phrase with spaces inside, but none between two digits, nor where a mark or a bullet would change."""
    pieces = list(phrase)
    for cut in sorted({cut % len(phrase) for cut in cuts}, reverse=True):
        left, right = phrase[cut - 1 : cut], phrase[cut : cut + 1]
        if cut and not (left.isdecimal() and right.isdecimal()) and not {left, right} & set("-–<>/.)(•12345๑๒๓๔๕"):
            pieces.insert(cut, " ")
    return "".join(pieces)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(PHRASES), st.lists(st.integers(0, 300), max_size=8))
def test_spaces_that_a_scan_puts_into_words_change_nothing(phrase, cuts):
    assert due(broken(phrase, cuts)) == due(phrase)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(PHRASES), st.integers(2560, 2580))
def test_dates_lie_inside_the_year_sorted_and_each_once(phrase, year):
    first, last = fiscal_bounds(year)
    dates = read(phrase, year).due
    assert list(dates) == sorted(set(dates))
    assert all(first <= day <= last for day in dates)


WORDS_WITHOUT_TIME = [
    "จัดทำ",
    "คู่มือ",
    "ภายใน",
    "หน่วยงาน",
    "รอบ",
    "การอบรม",
    "กรอบ",
    "ครอบคลุม",
    "ผู้บริหาร",
    "ณ",
    "และ",
    "ขั้นตอน",
    "ระยะเวลา",
    "ทราบ",
    "เว็บไซต์",
    "ทุก",
    "ราย",
    "แผน",
    "ที่",
    "ของ",
    "ประจำ",
    "เสร็จสิ้น",
    "-",
    "(",
    "/",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS_WITHOUT_TIME), max_size=20))
def test_no_date_is_invented_from_words_that_name_no_time(words):
    schedule = read(" ".join(words), 2570)
    assert (schedule.due, schedule.fixed, schedule.rhythm) == ((), (), None)


@settings(max_examples=200, deadline=None)
@given(
    st.text(max_size=80) | st.text(st.sampled_from([*"0123456789๑๒.-/(),; ทุกเดือนปีที่ละและ\ue000\x00\x1e"]), max_size=80)
)
def test_any_text_at_all_is_read_without_an_error(text):
    read(text, 2570)


@pytest.mark.parametrize(
    "unit",
    [
        "ทุกเดือน",
        "ทุกวันศุกร์",
        "1,",
        "1 ",
        "31 มีนาคม 2570 ",
        "มีนาคม",
        "ไตรมาสที่ 1,",
        "วันจันทร์,",
        "<p>",
        "1. ",
        "- ",
        "ต.ค.-",
        "วันที่ 1 และ",
        "รอบ 6,",
        "๑๒/๓/",
        "1/1/2570-",
        " ",
        "ที่",
        "หลัง",
        "ยกเว้น",
        "ทุกเดือน 1 ต.ค. 69 - 2 ต.ค. 69 ",
        "ทุกวันที่ 5 ของเดือน ตั้งแต่ ต.ค. 69 ถึง ธ.ค. 69 ",
        "วันพุธแรกและวันพุธที่สามของเดือน ",
        "ท่านหรือไม่",
        "ณ 31 มี.ค. ",
        "ภายใน3/4และ",
        "มีนาคมภายในวันที่1,",
        "มีนาคม 2 5 ",
        "www.",
        "by the 5th ",
        "ขั้นที่ 1 ",
        "ผู้บริหารติดตาม",
        "มนาคม",
        "วนที",
        "ก. ข. ",
    ],
)
def test_five_thousand_characters_are_read_at_once(unit):
    text = (unit * 5000)[:5000]
    begin = time.perf_counter()
    read(text, 2570)
    assert time.perf_counter() - begin < 1.0


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_falls_due_on_its_last_day_in_every_year(month):
    for year in range(2566, 2576):
        (day,) = read(f"ภายในเดือน{MONTHS[month - 1]} ของทุกปี", year).due
        assert day.month == month
        assert fiscal_bounds(year)[0] <= day <= fiscal_bounds(year)[1]
