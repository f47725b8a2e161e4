"""What lies behind: a trouble that is over, or a report of before, takes nothing from how things are now."""

from datetime import datetime

import pytest

from bot.understanding import Heard, understand
from models.bangkok import BANGKOK
from models.records import Status

TOLD = Heard(addressed=True, now=datetime(2026, 12, 8, 10, 0, tzinfo=BANGKOK))


def read(text: str) -> tuple[str, Status | None] | None:
    found = understand(text, TOLD)
    return (found.intent, found.status) if found else None


@pytest.mark.parametrize(
    "text",
    [
        "O12 เมื่อวานเว็บเข้าไม่ได้ วันนี้เข้าได้แล้ว ลงเรียบร้อยแล้วค่ะ",
        "O12 ที่เคยติดรอหนังสือตอบ ตอนนี้ได้รับแล้ว เผยแพร่เรียบร้อยแล้วครับ",
        "เครื่องสแกนที่เสียซ่อมเสร็จแล้ว O12 ส่งครบแล้วค่ะ",
        "O12 ตอนแรกขาดเอกสารแนบ แต่ตอนนี้ครบและขึ้นเว็บแล้วค่ะ",
        "ที่แจ้งว่า O12 ยังไม่เสร็จ ตอนนี้เสร็จแล้วค่ะ",
        "ที่เคยขอเลื่อน O12 ไว้ บัดนี้ดำเนินการแล้วเสร็จแล้วครับ",
    ],
)
def test_a_trouble_that_is_over_does_not_take_back_that_it_is_done(text: str):
    assert read(text) == ("report_status", Status.COMPLETED)


@pytest.mark.parametrize(
    "text",
    [
        "ไฟล์ที่หายไปเจอแล้วค่ะ กำลังทำ O12 ต่อ",
        "O12 เมื่อวานติดรอตัวเลข วันนี้ได้ครบแล้ว กำลังลงตารางอยู่ค่ะ",
        "O12 เมื่อวานบอกว่าเสร็จแล้ว แต่วันนี้ยังไม่เสร็จค่ะ",
    ],
)
def test_what_is_under_way_after_it_is_no_obstacle_and_not_done(text: str):
    assert read(text) == ("report_status", Status.IN_PROGRESS)


@pytest.mark.parametrize(
    "text",
    [
        "O12 เมื่อวานส่งแล้ว วันนี้โดนตีกลับค่ะ",
        "O12 เมื่อวานเว็บล่ม วันนี้ก็ยังเข้าไม่ได้ค่ะ",
        "O12 กองคลังเดิมยังไม่ส่ง ตอนนี้ส่งแล้ว ส่วนกองช่างยังไม่ส่ง",
        "O12 เมื่อวานติดประชุม วันนี้ส่งแล้วหรือยังคะ",
        "O20 แผนพัฒนาทรัพยากรบุคคลยังทำไม่เสร็จ แต่ประกาศเจตนารมณ์ลงเว็บแล้วค่ะ",
        "O12 วิทยากรยังไม่ส่งสไลด์ แต่ประชุมแล้ว",
        "O12 ภาคผนวกยังแก้อยู่ แต่เล่มหลักลงเว็บแล้ว",
        "O12 ที่ขาดลายเซ็นยังไม่ได้ แต่ลงเว็บแล้ว",
        "O12 ตัวรายงานใช้เวลานาน ยังไม่เสร็จ แต่ประกาศแล้ว",
        "O12 ยังแก้ไม่เสร็จ แต่ส่งแล้ว",
        "O12 เดิมกำหนดส่งวันนี้ แต่เลื่อนประชุมแล้ว",
        "O12 เมื่อวานป่วย วันนี้มาทำงานแล้ว",
        "O12 เมื่อวานรอเอกสาร วันนี้กองคลังส่งเอกสารมาแล้ว",
        "O12 เดิมรอข้อมูลจากอำเภอ วันนี้อำเภอส่งมาแล้ว",
        "O12 เมื่อวานรอประชุม วันนี้ประชุมแล้ว",
        "O12 ตอนแรกติดเรื่องงบ ตอนนี้อนุมัติแล้ว",
    ],
)
def test_what_still_stands_in_the_way_or_is_asked_is_never_done(text: str):
    found = read(text)
    assert found is None or found[1] is not Status.COMPLETED
