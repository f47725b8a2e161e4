"""How a claim ends: a particle or a known continuation leaves it one, whatever else is short behind it may ask."""

from datetime import datetime, timedelta, timezone

import pytest

from bot.understanding import Heard, understand
from models.records import Status

NOW = datetime(2027, 2, 10, 10, 0, tzinfo=timezone(timedelta(hours=7)))
IN_GROUP = Heard(addressed=False, now=NOW)
ALONE = Heard(addressed=True, now=NOW)


@pytest.mark.parametrize(
    "end", ["หรือไม่คะ", "ป่าวว่ะ", "มะพี่", "ก๋าอ้าย", "กา", "ก่อเจ้า", "เร้อ", "หลือน้อง", "ม้ายพี่บ่าว", "ชิมิ", "ฮึบ"]
)
def test_who_asks_whether_it_is_done_or_may_be_asking_is_left_alone_in_a_group_and_claims_nothing(end: str):
    assert understand(f"O7 ส่งแล้ว{end}", IN_GROUP) is None
    told = understand(f"O7 ส่งแล้ว{end}", ALONE)
    assert told is None or told.status is not Status.COMPLETED


@pytest.mark.parametrize("end", ["", "ค่ะพี่ติ๋ว", "เด้อสู", "ครับนายช่าง", "ตั้งแต่วันจันทร์", "เมื่อวานนี้ครับ", "ทั้งหมดค่ะ", "โว้ย"])
def test_a_claim_that_goes_on_in_a_known_way_stays_one(end: str):
    told = understand(f"O7 ส่งแล้ว{end}", IN_GROUP)
    assert told is not None
    assert told.status is Status.COMPLETED


@pytest.mark.parametrize("text", ["O 1 3 เสร็จแล้ว", "O๑ ๓ ส่งแล้วค่ะ"])
def test_a_number_that_came_apart_names_no_item(text: str):
    assert understand(text, IN_GROUP) is None
    told = understand(text, ALONE)
    assert told is not None
    assert told.codes == ()


def test_two_items_one_after_the_other_are_two():
    told = understand("O1 2 เสร็จแล้ว", IN_GROUP)
    assert told is not None
    assert told.codes == ("O1", "O2")
