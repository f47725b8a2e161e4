"""People and processes come and go in the middle of it: a restart, two at once, long after, somebody who has left."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.delivery import Delivery
from models.evidence import Evidence
from models.outbox import OutboxMessage
from models.report_answer import ReportAnswer
from tests.journeys import STAFF_GROUP, Office, Status, living, restarted

pytestmark = pytest.mark.one_database
RESULT = "ติดป้ายและลงข่าวช่องทางร้องเรียน วันที่ 3 พ.ย. 2569 ที่หน้าสำนักงาน"
DEED = "ชาวบ้านมาร่วมประชุมประชาคม 45 คน ที่ศาลาหมู่บ้าน"


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with living(database_url, tmp_path) as found:
        found.say("สมคิด", "สวัสดีค่ะ", STAFF_GROUP)  # the digest has been said
        yield found


def answers(office: Office) -> list[tuple[str, str]]:
    return [(row.element, row.words) for row in office.rows(ReportAnswer) if row.ended is None]


def test_a_restart_between_question_and_answer_loses_neither(office: Office):
    assert "(1/3) สรุปผล" in office.say("กล้า", "E10 เสร็จแล้วค่ะ")
    with restarted(office):
        assert "(2/3) ผลลัพธ์" in office.say("กล้า", RESULT)
    assert answers(office) == [("result", RESULT)]


def test_of_two_who_report_one_thing_at_once_both_are_answered_and_it_is_finished_once(office: Office):
    office.line.say("กล้า", STAFF_GROUP, "O13 เสร็จแล้วค่ะ")
    office.line.say("ชูใจ", STAFF_GROUP, "O13 เสร็จแล้วค่ะ")
    said = office.act(STAFF_GROUP, lambda: None).split("\n")
    assert said == [
        "บันทึกแล้วค่ะ คุณกล้า: O13 (กองคลัง) เสร็จแล้ว",
        "O13 (กองคลัง) งวด 31 ธ.ค. 2569 บันทึกว่าเสร็จแล้วก่อนหน้านี้ ขอบคุณค่ะ",
    ]
    assert [row.became for row in office.replies()] == ["completed"]


def test_three_weeks_late_the_card_of_the_first_day_is_still_good(office: Office):
    card = office.town.heard(STAFF_GROUP)[-1]["id"]
    office.town.at("2026-12-22", "10:00")
    said = office.say("ธนา", "O20 เสร็จแล้วครับ", STAFF_GROUP, quote=card)
    assert said.startswith("บันทึกแล้วค่ะ คุณธนา: O20 (กองช่าง) เสร็จแล้ว")


def test_who_has_left_reports_nothing_by_words_button_or_photo(office: Office):
    office.say("กล้า", "O13 กำลังทำค่ะ", STAFF_GROUP)
    office.command("staff", "remove", "กล้า")
    assert "ลงทะเบียน" in office.say("กล้า", "O13 เสร็จแล้วค่ะ")
    office.press("กล้า", "ยกเลิกการบันทึก", STAFF_GROUP)
    office.act(STAFF_GROUP, lambda: office.line.send_image("กล้า", STAFF_GROUP, b"\xff\xd8\xff\xe0 a board"))
    assert "ลงทะเบียน" in office.act("กล้า", lambda: office.line.send_image("กล้า", None, b"\xff\xd8\xff\xe0 a board"))
    assert office.status("O13") == Status.IN_PROGRESS
    assert (len(office.replies()), office.rows(Evidence)) == (1, [])


def test_a_press_without_a_user_reminds_nobody_by_hand(office: Office):
    one = office.owed("O12")
    office.line.set(postback_user_id=False)
    data = f"a=nudge&d={one.duty_id}&on={one.due_on}"
    assert office.act(STAFF_GROUP, lambda: office.line.postback("มานี", STAFF_GROUP, data)).startswith("LINE ไม่ได้แจ้ง")
    assert [m for m in office.rows(OutboxMessage) if "/asked-" in m.key] == []


def test_words_typed_after_the_question_closed_are_offered_to_the_report_they_belong_to(office: Office):
    office.say("กล้า", "E10 เสร็จแล้วค่ะ")
    office.say("กล้า", "งานของฉัน")
    assert office.say("กล้า", DEED) == "ข้อความนี้เป็นสรุปผลของ E10 ใช่ไหมคะ"
    assert answers(office) == []
    assert "(2/3) ผลลัพธ์" in office.press("กล้า", "ใช่ จดไว้เลย")
    assert answers(office) == [("result", DEED)]


def test_words_withdrawn_before_the_press_are_not_kept_and_after_it_are_deleted(office: Office):
    office.say("กล้า", "E10 เสร็จแล้วค่ะ")
    office.say("กล้า", "งานของฉัน")
    first = office.town.say("กล้า", DEED)
    office.act("กล้า", lambda: office.line.unsend(first))
    assert office.press("กล้า", "ใช่ จดไว้เลย").endswith("สรุปผล: ทำอะไร เมื่อไร ที่ไหนคะ")
    office.say("กล้า", "งานของฉัน")
    second = office.town.say("กล้า", DEED)
    office.press("กล้า", "ใช่ จดไว้เลย")
    assert answers(office) == [("result", DEED)]
    office.press("กล้า", "แก้คำตอบ")
    office.act("กล้า", lambda: office.line.unsend(second))
    assert answers(office) == []
    assert not repeated(office, DEED)


def repeated(office: Office, words: str) -> bool:
    """Whether words still stand in anything that was said or is to be said."""
    kept = [m.content for m in office.rows(OutboxMessage)] + [d.body for d in office.rows(Delivery)]
    return words in json.dumps(kept, ensure_ascii=False)


def test_words_kept_by_a_press_that_chose_which_are_deleted_with_their_message(office: Office):
    message = office.town.say("กล้า", "ติดปัญหา รอหนังสือจากจังหวัด https://www.example.go.th/letter")
    office.press("กล้า", next(label for label in office.buttons("กล้า") if "O13" in label))
    assert repeated(office, "หนังสือจากจังหวัด")
    office.act("กล้า", lambda: office.line.unsend(message))
    assert [(row.said, row.obstacle, row.became) for row in office.replies()] == [("", None, Status.IN_PROGRESS)]
    assert (office.links(), repeated(office, "หนังสือจากจังหวัด")) == ([], False)
