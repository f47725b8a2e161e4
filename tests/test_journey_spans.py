"""More time asked for by a span, and a request that nobody decided on before its day."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.duewords import span_from
from models.records import Status
from tests.journeys import STAFF_GROUP, Office, living

DUE = date(2026, 12, 31)


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with living(database_url, tmp_path) as found:
        yield found


@pytest.mark.parametrize(
    ("words", "ends"),
    [
        ("ขอเลื่อนออกไปอีก15วัน", date(2027, 1, 15)),
        ("ขอขยายเวลา30วัน", date(2027, 1, 30)),
        ("ขอขยายอีก1เดือน", date(2027, 1, 31)),
        ("ขอเวลาอีกสิบห้าวันค่ะ", date(2027, 1, 15)),
        ("ขออีกสัปดาห์", date(2027, 1, 7)),
    ],
)
def test_a_span_is_counted_from_the_day_given(words: str, ends: date):
    assert span_from(words, DUE) == ends


@pytest.mark.parametrize(
    "words",
    [
        *("O13 ขอเลื่อนเป็น 20 ธันวาคม", "O13 ขอเลื่อนไปศุกร์หน้า", "O13 ขอเลื่อนไปพรุ่งนี้"),
        *("O13 ขอเลื่อน 15 วันนับจากวันนี้", "O13 ขอเลื่อน ส่งภายใน 15 วัน"),
    ],
)
@pytest.mark.one_database
def test_a_day_or_a_span_that_plainly_begins_today_is_not_counted_otherwise(office: Office, words: str):
    assert "ต้องหลังกำหนดเดิม" in office.say("กล้า", words)
    assert office.buttons("กล้า") == []


@pytest.mark.one_database
def test_a_span_that_ends_before_the_deadline_is_offered_from_the_deadline_with_its_reason(office: Office):
    asked = office.say("กล้า", "O13 ขอเลื่อนออกไปอีก 15 วันค่ะ รอเอกสารจากอำเภอ")
    assert asked == (
        "ขอเลื่อน O13 (กองคลัง): นับจากวันนี้จะถึง 16 ธ.ค. 2569 ซึ่งไม่เลยกำหนด 31 ธ.ค. 2569 ค่ะ"
        "\nหมายถึงเลื่อนไปถึงวันศุกร์ที่ 15 มกราคม 2570 ใช่ไหมคะ"
    )
    assert office.buttons("กล้า") == ["ใช่ ถึง 15 ม.ค. 2570", "เลือกวัน"]
    assert (office.extensions(), office.replies()) == ([], [])
    told = office.press("กล้า", "ใช่ ถึง 15 ม.ค. 2570")
    assert told.startswith("รับเรื่องขอเลื่อน O13 (กองคลัง) เป็นวันศุกร์ที่ 15 มกราคม 2570\nเหตุผล: รอเอกสารจากอำเภอ")
    assert office.extensions() == [("2027-01-15", "asked")]


@pytest.mark.one_database
def test_a_day_counted_from_the_deadline_that_nobody_works_on_becomes_the_next_working_day(office: Office):
    asked = office.say("กล้า", "O13 ขอขยายเวลา 30 วัน", STAFF_GROUP)
    assert "หมายถึงเลื่อนไปถึงวันจันทร์ที่ 1 กุมภาพันธ์ 2570 (วันทำการถัดไป) ใช่ไหมคะ" in asked


@pytest.mark.one_database
def test_a_span_typed_after_the_question_for_the_day_is_offered_so_and_another_day_may_be_typed(office: Office):
    office.say("กล้า", "E10 ขอเลื่อนนะคะ รอหนังสือตอบจากอำเภอ")
    assert "หมายถึงเลื่อนไปถึงวันจันทร์ที่ 1 มีนาคม 2570" in office.say("กล้า", "ขออีก 1 เดือนค่ะ")
    assert "เป็นวันเสาร์ที่ 20 กุมภาพันธ์ 2570\nเหตุผล: รอหนังสือตอบจากอำเภอ" in office.say("กล้า", "20 กุมภาพันธ์ 2570 ค่ะ")
    assert "เป็นวันจันทร์ที่ 1 มีนาคม 2570" in office.press("กล้า", "ใช่ ถึง 1 มี.ค. 2570")
    assert office.extensions() == [("2027-02-20", "withdrawn"), ("2027-03-01", "asked")]


@pytest.mark.one_database
def test_a_bare_yes_instead_of_the_press_records_nothing(office: Office):
    office.say("กล้า", "O13 ขอเลื่อนออกไปอีก 15 วันค่ะ")
    office.say("กล้า", "ใช่ค่ะ")
    assert (office.extensions(), office.status("O13")) == ([], Status.NOT_STARTED)


@pytest.mark.one_database
def test_a_span_that_passes_the_deadline_is_counted_from_today_as_ever(office: Office):
    assert "เป็นวันศุกร์ที่ 15 มกราคม 2570" in office.say("กล้า", "O13 ขอเวลาอีก 45 วันค่ะ รอเอกสาร")


@pytest.mark.one_database
def test_a_day_that_has_passed_is_not_granted_and_the_request_stays_open(office: Office):
    office.say("กล้า", "O13 ขอเลื่อนเป็น 5 มกราคม 2570 ค่ะ รอเอกสาร")
    office.town.at("2026-12-01", "09:15")
    office.town.work()
    office.town.at("2027-02-08", "09:00")
    told = office.press("ชูใจ", "อนุมัติ")
    assert told.startswith(
        "ยังไม่ได้บันทึกการอนุมัติให้เลื่อน O13 (กองคลัง) เพราะวันที่ขอไว้คือ 5 ม.ค. 2570 ผ่านมาแล้วค่ะ"
        "\nรบกวนแจ้งคุณกล้าให้ขอเป็นวันใหม่ หรือกดไม่อนุมัติได้เลยค่ะ"
    )
    assert office.extensions() == [("2027-01-05", "asked")]
    assert office.owed("O13").extended_to is None
    office.say("กล้า", "O13 ขอเลื่อนเป็น 15 กุมภาพันธ์ 2570 ค่ะ รอเอกสาร")
    office.town.at("2027-02-08", "09:30")
    office.town.work()
    office.press("ชูใจ", "อนุมัติ")
    assert office.extensions() == [("2027-01-05", "withdrawn"), ("2027-02-15", "approved")]


@pytest.mark.one_database
def test_on_the_very_day_asked_for_it_may_still_be_granted(office: Office):
    office.say("กล้า", "O13 ขอเลื่อนเป็น 5 มกราคม 2570 ค่ะ รอเอกสาร")
    office.town.at("2026-12-01", "09:15")
    office.town.work()
    office.town.at("2027-01-05", "09:00")
    office.press("ชูใจ", "อนุมัติ")
    assert office.extensions() == [("2027-01-05", "approved")]
