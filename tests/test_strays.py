"""What looks like a code but names no item is asked about, and never taken for the only thing somebody owes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.strays import in_text
from bot.wording import read
from models.records import Status
from tests.journeys import PLAN, STAFF_GROUP, Office, living

# กองคลัง owes O13 and nothing else.
ONLY_O13 = "\n".join(line for line in PLAN.splitlines() if line[:2] not in ("O1", "E1", "O2") or line.startswith("O13"))


@pytest.mark.parametrize(
    ("text", "strays"),
    [
        ("O99 เสร็จแล้ว", ("O99",)),
        ("o-๙๙ เสร็จแล้ว", ("o-๙๙",)),
        ("E 77 เรียบร้อย", ("E 77",)),
        ("ข้อ 85 เสร็จแล้ว", ("ข้อ 85",)),
        ("ข้อ 1.2 กับ O13a ส่งแล้ว", ("ข้อ 1.2", "O13a")),
        ("โอสิบห้าเสร็จแล้วค่ะ", ("โอสิบห้า",)),
        ("P13 เสร็จแล้ว", ("P13",)),
    ],
)
def test_a_number_of_no_item_is_told_from_a_code(text: str, strays: tuple[str, ...]):
    assert in_text(text) == strays


@pytest.mark.parametrize(
    "text",
    [
        "O13 เสร็จแล้ว",
        "ข้อ 13 เสร็จแล้ว",
        "โอ 13 ส่งแล้ว",
        "ทั้ง 3 ข้อ 100% แล้ว",
        "ข้อสามารถส่งได้",
        "ข้อห้ามลงเว็บแล้ว",
        "ตามระเบียบพัสดุ ข้อ 85 ส่งแล้ว",
        "ไตรมาส Q1 ส่งแล้ว",
        "กระดาษ A4 เรียบร้อย",
        "วิตามินบี B12 วางไว้ข้าง O13",
        "เหลือ 15 วัน ส่งแล้ว 99 หน้า",
    ],
)
def test_codes_and_other_numbers_are_none_of_them(text: str):
    assert in_text(text) == ()


def test_a_code_that_came_apart_is_one_of_them_and_two_in_a_row_are_not():
    assert read("O 1 5 เสร็จแล้วค่ะ", bare=True).strays == ("O 1 5",)
    assert read("O1 2 เสร็จแล้วค่ะ", bare=True).strays == ()


# ── what is recorded ──


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with living(database_url, tmp_path, plan=ONLY_O13) as found:
        yield found


@pytest.mark.one_database
def test_alone_with_us_who_names_no_item_is_asked_which(office: Office):
    for words in ("O99 เสร็จแล้ว", "O 1 5 เสร็จแล้วค่ะ", "ข้อ 85 เสร็จแล้ว", "โอสิบห้าเสร็จแล้วค่ะ"):
        asked = office.say("กล้า", words)
        assert asked.startswith("ไม่พบ “"), words
        assert asked.endswith("ในแผนปีนี้ค่ะ หมายถึงเรื่องไหนคะ จะบันทึกว่า “เสร็จแล้ว”"), words
    assert office.replies() == []
    assert "O13 (กองคลัง) เสร็จแล้ว" in office.press("กล้า", office.buttons("กล้า")[0])


@pytest.mark.one_database
def test_a_cause_or_a_later_day_of_it_is_asked_about_too(office: Office):
    assert office.say("กล้า", "O99 ติดงบยังไม่โอนค่ะ").endswith("จะบันทึกว่า “ติดปัญหา/อุปสรรค”")
    assert office.say("กล้า", "O99 ขอเลื่อนไปวันศุกร์หน้าค่ะ").endswith("จะบันทึกว่า “ขอขยายเวลา”")
    assert (office.replies(), office.extensions()) == ([], [])


@pytest.mark.one_database
def test_in_a_group_it_is_asked_about_only_when_said_to_us(office: Office):
    office.say("กล้า", "สวัสดีค่ะ", STAFF_GROUP)  # the month's card comes first
    assert office.say("กล้า", "O99 เสร็จแล้วค่ะ", STAFF_GROUP) == ""
    card = office.town.heard(STAFF_GROUP)[-1]["id"]
    for how in ({"mention_bot": True}, {"quote": card}):
        assert office.say("กล้า", "O99 เสร็จแล้วค่ะ", STAFF_GROUP, **how).startswith("ไม่พบ “O99” ในแผนปีนี้ค่ะ หมายถึงเรื่องไหนคะ")
    assert office.replies() == []


@pytest.mark.one_database
def test_who_owes_nothing_is_told_that_it_is_not_in_the_plan(office: Office):
    assert office.say("ธนา", "O99 เสร็จแล้วครับ") == "ไม่พบ “O99” ในแผนปีนี้ค่ะ"
    assert office.status("O13") is Status.NOT_STARTED
