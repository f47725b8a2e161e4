"""Asking for more time: by the calendar or in words, who decides, who hears of it, and what stays."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models import contacts, enrolment, people, roster
from models.assignment import Extension
from models.audit import AuditEntry
from models.database import transaction
from models.delivery import Delivery
from models.enrolment import RosterRow
from models.outbox import OutboxMessage
from models.records import Role
from tests.journeys import STAFF_GROUP, Office, labels_of, living

pytestmark = pytest.mark.one_database


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with living(database_url, tmp_path) as found:
        yield found


def a_little_later(office: Office, clock: str) -> None:
    """The patience for a free reply is over: what waits for somebody's 1:1 chat is pushed."""
    office.town.at("2026-12-01", clock)
    office.town.work()


def test_more_time_is_asked_by_calendar_granted_by_the_head_and_the_asker_hears(office: Office):
    office.say("กล้า", "สวัสดีค่ะ", STAFF_GROUP)
    asked = office.press("กล้า", "ขอเลื่อน", STAFF_GROUP, picked="2027-01-15")
    assert asked == (
        "รับเรื่องขอเลื่อน O12 (กองคลัง) เป็นวันศุกร์ที่ 15 มกราคม 2570\n"
        "ส่งให้คุณชูใจพิจารณาแล้วค่ะ (กำหนดตามแผน 31 ธ.ค. 2569 ยังคงอยู่ในรายงาน)"
    )
    a_little_later(office, "09:15")
    assert "คุณกล้าขอเลื่อน O12 (กองคลัง)" in office.town.last("ชูใจ")
    assert office.press("ชูใจ", "อนุมัติ").startswith("บันทึกแล้วค่ะ อนุมัติให้เลื่อน O12 (กองคลัง)")
    a_little_later(office, "09:30")
    assert office.town.last("กล้า").startswith("คุณชูใจอนุมัติให้เลื่อน O12 (กองคลัง) เป็นวันศุกร์ที่ 15 มกราคม 2570 แล้วค่ะ")
    owed = office.owed("O12", "กองคลัง")
    assert (owed.due_on, owed.extended_to) == (date(2026, 12, 31), date(2027, 1, 15))


def test_reminders_follow_the_new_day(office: Office):
    office.say("กล้า", "O13 ขอเลื่อนเป็น 15 มกราคม 2570 รอ สตง. ตรวจเอกสาร")
    a_little_later(office, "09:15")
    office.press("ชูใจ", "อนุมัติ")
    said = office.last_id()
    for day in ("2026-12-30", "2027-01-04", "2027-01-14"):
        office.town.through_the_day(date.fromisoformat(day))
    told = [m["body"]["altText"] for m in office.town.heard("กล้า", said) if "altText" in m["body"]]
    lines = [line for one in told for line in one.split("\n") if line.startswith("O13")]
    assert {line.partition("ขยายถึง")[2][:14] for line in lines} == {" 15 ม.ค. 2570 "}
    assert "(อีก 1 วัน)" in lines[-1]


def test_in_words_the_day_is_asked_for_and_the_cause_is_kept(office: Office):
    assert office.say("กล้า", "E10 ขอเลื่อนนะคะ รอหนังสือตอบจากอำเภอ").startswith("ขอเลื่อน E10 (กองคลัง) ถึงวันไหนคะ")
    assert "เหตุผล: รอหนังสือตอบจากอำเภอ" in office.say("กล้า", "15 กุมภาพันธ์")
    assert office.extensions() == [("2027-02-15", "asked")]
    assert "รออนุมัติเลื่อน: กองคลัง E10 ถึง 15 ก.พ. 2570" in office.say("ปิติ", "สรุป")


def test_a_refusal_is_told_and_the_day_stays(office: Office):
    office.say("กล้า", "O13 ขอเลื่อนไปวันที่ 20 มกราคม 2570")
    a_little_later(office, "09:15")
    assert office.press("ชูใจ", "ไม่อนุมัติ").startswith("ไม่อนุมัติให้เลื่อน O13 (กองคลัง) เพราะเรื่องใดคะ")
    assert office.extensions() == [("2027-01-20", "asked")]
    refused = office.say("ชูใจ", "ใกล้วันประกาศผลแล้ว เร่งให้ทันนะ")
    assert refused.endswith("กำหนดยังเป็นวันพฤหัสบดีที่ 31 ธันวาคม 2569")
    a_little_later(office, "09:30")
    assert office.town.last("กล้า").startswith("คุณชูใจยังไม่อนุมัติให้เลื่อน O13 (กองคลัง) ค่ะ")
    assert office.town.last("กล้า").endswith("เหตุผล: ใกล้วันประกาศผลแล้ว เร่งให้ทันนะ")
    assert office.owed("O13").extended_to is None
    again = office.press("ชูใจ", "อนุมัติ")
    assert again == "คำขอนี้มีผู้พิจารณาแล้วหรือถูกยกเลิกค่ะ ไม่มีการเปลี่ยนแปลง"


def test_a_reason_for_refusal_is_of_the_request_that_was_refused_and_of_no_later_one(office: Office):
    office.say("กล้า", "O13 ขอเลื่อนไปวันที่ 20 มกราคม 2570")
    a_little_later(office, "09:15")
    office.press("ชูใจ", "ไม่อนุมัติ")
    office.press("กล้า", "ถอนคำขอ")
    office.say("กล้า", "O13 ขอเลื่อนเป็น 8 มกราคม 2570 รอใบเสนอราคาจากร้าน")
    answer = office.say("ชูใจ", "ใกล้วันประกาศผลแล้ว เร่งให้ทันนะ")
    assert answer.startswith("คำขอนี้มีผู้พิจารณาแล้วหรือถูกยกเลิกค่ะ ไม่มีการเปลี่ยนแปลง\nคุณกล้าขอเลื่อน O13 (กองคลัง)")
    assert office.extensions() == [("2027-01-20", "withdrawn"), ("2027-01-08", "asked")]


def test_a_reason_for_refusal_that_is_withdrawn_is_told_to_nobody(office: Office):
    office.say("กล้า", "O13 ขอเลื่อนไปวันที่ 20 มกราคม 2570")
    a_little_later(office, "09:15")
    office.press("ชูใจ", "ไม่อนุมัติ")
    reason = office.town.say("ชูใจ", "ใกล้วันประกาศผลแล้ว เร่งให้ทันนะ")
    office.act("ชูใจ", lambda: office.line.unsend(reason))
    assert [one.refusal for one in office.rows(Extension)] == [None]
    a_little_later(office, "09:30")
    assert office.town.last("กล้า").endswith("กำหนดยังเป็นวันพฤหัสบดีที่ 31 ธันวาคม 2569")
    assert "เร่งให้ทัน" not in json.dumps([m.content for m in office.rows(OutboxMessage)], ensure_ascii=False)


def test_a_refusal_may_be_bare_and_a_request_is_taken_back_by_who_asked(office: Office):
    office.say("กล้า", "O13 ขอเลื่อนไปวันที่ 20 มกราคม 2570")
    assert office.press("กล้า", "ถอนคำขอ").startswith("ถอนคำขอเลื่อน O13 (กองคลัง) แล้วค่ะ")
    assert office.press("กล้า", "ถอนคำขอ").startswith("คำขอนี้มีผู้พิจารณาแล้วหรือถูกยกเลิกค่ะ")
    office.say("กล้า", "O13 ขอเลื่อนไปวันที่ 21 มกราคม 2570")
    a_little_later(office, "09:15")
    office.press("ชูใจ", "ไม่อนุมัติ")
    office.press("ชูใจ", "ไม่อนุมัติ โดยไม่ระบุเหตุผล")
    assert office.extensions() == [("2027-01-20", "withdrawn"), ("2027-01-21", "refused")]


def test_nobody_decides_their_own_and_each_rank_asks_the_next(office: Office):
    assert "ส่งให้คุณมานีพิจารณาแล้ว" in office.say("ชูใจ", "O13 ขอเลื่อนไปวันที่ 20 มกราคม 2570")
    assert "ส่งให้คุณวีระพิจารณาแล้ว" in office.say("มานี", "E1 ขอเลื่อนไปวันที่ 20 มกราคม 2570")
    a_little_later(office, "09:15")
    office.line.postback("มานี", None, "a=approve&x=2")
    office.town.work()
    assert office.town.last("มานี").startswith("คำขอของตนเองต้องให้ผู้อื่นพิจารณาค่ะ")
    office.line.postback("วีระ", None, "a=approve&x=1")
    office.town.work()
    assert office.town.last("วีระ").startswith("คำขอนี้ให้หัวหน้าส่วนราชการนั้น ผู้ประสานงาน หรือผู้บริหารพิจารณาค่ะ")
    assert [state for _, state in office.extensions()] == ["asked", "asked"]
    office.line.postback("ปิติ", None, "a=approve&x=1")
    office.town.work()
    assert [state for _, state in office.extensions()] == ["approved", "asked"]


def test_a_second_request_takes_the_place_of_the_first(office: Office):
    office.say("กล้า", "O13 ขอเลื่อนไปวันที่ 20 มกราคม 2570")
    office.say("กล้า", "O13 ขอเลื่อนเป็น 25 มกราคม 2570")
    office.line.postback("ชูใจ", None, "a=approve&x=1")
    office.town.work()
    assert office.extensions() == [("2027-01-20", "withdrawn"), ("2027-01-25", "asked")]


def test_the_work_done_meanwhile_needs_no_more_time(office: Office):
    office.say("กล้า", "O13 ขอเลื่อนไปวันที่ 20 มกราคม 2570")
    a_little_later(office, "09:15")
    office.say("กล้า", "O13 เสร็จแล้วค่ะ")
    assert office.extensions() == [("2027-01-20", "needless")]
    assert "บันทึกว่าเสร็จแล้วก่อนหน้านี้" in office.press("ชูใจ", "อนุมัติ")
    assert office.owed("O13").extended_to is None
    assert office.say("ชูใจ", "มีใครขอเลื่อนไหมคะ") == "ไม่มีคำขอเลื่อนที่รอพิจารณาค่ะ"


def test_of_a_request_that_is_not_needed_any_more_nobody_is_told_and_undoing_brings_it_back(office: Office):
    office.say("กล้า", "O13 ขอเลื่อนไปวันที่ 20 มกราคม 2570")
    office.say("กล้า", "O13 เสร็จแล้วค่ะ")
    a_little_later(office, "09:15")
    assert "ขอเลื่อน" not in office.town.last("ชูใจ")
    office.press("กล้า", "ยกเลิกการบันทึก")
    assert office.extensions() == [("2027-01-20", "asked")]
    assert "คุณกล้า: O13 (กองคลัง) ถึง 20 ม.ค. 2570" in office.say("ชูใจ", "คำขอเลื่อน")


def test_finished_after_the_granted_day_was_given_it_is_finished(office: Office):
    office.say("กล้า", "O13 ขอเลื่อนไปวันที่ 20 มกราคม 2570")
    a_little_later(office, "09:15")
    office.press("ชูใจ", "อนุมัติ")
    office.town.at("2027-01-18", "09:00")
    assert "O13 (กองคลัง) เสร็จแล้ว" in office.say("กล้า", "O13 เสร็จแล้วค่ะ")
    assert "O13 แผนการจัดซื้อจัดจ้าง เสร็จแล้ว (กำหนด 31 ธ.ค. 2569)" in office.say("ปิติ", "สรุป O13")


def test_a_day_that_is_not_later_is_no_extension(office: Office):
    assert "ต้องหลังกำหนดเดิม" in office.say("กล้า", "E10 ขอเลื่อนไปวันที่ 15 มกราคม 2570")
    assert office.extensions() == []


def test_with_nobody_to_be_reached_in_private_the_request_lies_in_the_group(office: Office):
    for name in ("ชูใจ", "มานี", "ปิติ"):
        office.line.unfollow(name)
    office.town.work()
    asked = office.say("กล้า", "O13 ขอเลื่อนไปวันที่ 20 มกราคม 2570", STAFF_GROUP)
    assert "คุณกล้าขอเลื่อน O13 (กองคลัง)" in asked
    assert office.press("กล้า", "อนุมัติ", STAFF_GROUP).startswith("คำขอของตนเอง")
    assert office.press("ชูใจ", "อนุมัติ", STAFF_GROUP).startswith("บันทึกแล้วค่ะ อนุมัติ")


def test_an_edit_withdraws_the_request_and_the_note_nobody_has_read(office: Office):
    message = office.town.say("กล้า", "O13 ขอเลื่อนเป็น 15 มกราคม 2570 รอ สตง. ตรวจ", STAFF_GROUP)
    answer = office.act(STAFF_GROUP, lambda: office.line.edit(message, "E10 ขอเลื่อนเป็น 15 กุมภาพันธ์ 2570"))
    assert answer.startswith("ปรับตามข้อความที่แก้แล้ว ถอนคำขอเลื่อน O13 (กองคลัง) แล้ว\nรับเรื่องขอเลื่อน E10")
    assert office.extensions() == [("2027-01-15", "withdrawn"), ("2027-02-15", "asked")]
    a_little_later(office, "09:15")
    heard = "".join(str(message["body"]) for message in office.town.heard("ชูใจ"))
    assert "ขอเลื่อน E10" in heard
    assert "ขอเลื่อน O13" not in heard


def test_a_request_decided_before_the_edit_stands(office: Office):
    message = office.town.say("กล้า", "O13 ขอเลื่อนเป็น 15 มกราคม 2570", STAFF_GROUP)
    office.line.postback("ชูใจ", None, "a=approve&x=1")
    office.town.work()
    assert "ถอน" not in office.act(STAFF_GROUP, lambda: office.line.edit(message, "สวัสดีค่ะ"))
    assert office.extensions() == [("2027-01-15", "approved")]


@pytest.mark.parametrize("read_before", [False, True])
def test_a_cause_withdrawn_by_its_sender_is_nowhere_and_the_request_is_still_put_before_the_head(
    office: Office, read_before: bool
):
    message = office.town.say("กล้า", "O13 ขอเลื่อนเป็น 15 มกราคม 2570 รอเอกสารลับมาก", STAFF_GROUP)
    if read_before:
        a_little_later(office, "09:15")
    office.act(STAFF_GROUP, lambda: office.line.unsend(message))
    a_little_later(office, "09:30")
    kept = [*(row.content for row in office.rows(OutboxMessage)), *(row.body for row in office.rows(Delivery))]
    assert "รอเอกสารลับมาก" not in str(kept)
    assert "คุณกล้าขอเลื่อน O13 (กองคลัง)" in office.town.last("ชูใจ")
    assert ("รอเอกสารลับมาก" in office.town.last("ชูใจ")) == read_before


def asked_of(office: Office, name: str) -> list[str]:
    """The cards of requests that somebody was shown, by the day they were said on."""
    cards = [m for m in office.town.heard(name) if "ขอเลื่อน" in str(m["body"]) and "อนุมัติ" in labels_of(m)]
    return [one["id"] for one in cards]


def test_a_request_nobody_decides_on_comes_back_after_three_days_then_weekly_and_no_more(office: Office):
    office.say("กล้า", "O13 ขอเลื่อนไปวันที่ 20 มกราคม 2570")
    seen = []
    for day in ("01", "02", "03", "04", "09", "11", "14", "17", "18", "21", "28"):
        office.town.through_the_day(date(2026, 12, int(day)))
        seen.append((day, len(asked_of(office, "ชูใจ"))))
    counts = dict(seen)
    assert [counts[day] for day in ("01", "03", "04", "09", "11", "17", "18", "28")] == [1, 1, 2, 2, 3, 3, 4, 4]
    assert {row.nudge_on for row in office.rows(Extension)} == {None}


def test_what_was_decided_or_finished_is_not_put_before_anybody_again(office: Office):
    office.say("กล้า", "O13 ขอเลื่อนไปวันที่ 20 มกราคม 2570")
    office.say("กล้า", "E10 ขอเลื่อนไปวันที่ 15 กุมภาพันธ์ 2570")
    office.town.through_the_day(date(2026, 12, 1))
    office.line.postback("ชูใจ", None, "a=approve&x=1")
    office.town.work()
    office.say("กล้า", "E10 เสร็จแล้วค่ะ")
    shown = len(asked_of(office, "ชูใจ"))
    office.town.through_the_day(date(2026, 12, 4))
    office.town.through_the_day(date(2026, 12, 14))
    assert len(asked_of(office, "ชูใจ")) == shown
    assert {row.nudge_on for row in office.rows(Extension)} == {None}


def test_a_missing_reason_is_asked_for_in_private_and_reaches_the_card_of_who_decides(office: Office):
    asked = office.say("กล้า", "O13 ขอเลื่อนไปวันที่ 20 มกราคม 2570")
    assert asked.endswith("ขอเลื่อนเพราะเรื่องใดคะ พิมพ์สั้น ๆ ตอบข้อความนี้ได้เลย")
    told = office.say("กล้า", "คณะกรรมการตรวจรับยังประชุมไม่ได้")
    assert told == "เพิ่มเหตุผลในคำขอเลื่อน O13 (กองคลัง) แล้วค่ะ: คณะกรรมการตรวจรับยังประชุมไม่ได้"
    a_little_later(office, "09:15")
    assert len(asked_of(office, "ชูใจ")) == 1
    assert "เหตุผล: คณะกรรมการตรวจรับยังประชุมไม่ได้" in office.town.last("ชูใจ")


def test_a_reason_told_after_the_card_was_read_follows_it(office: Office):
    office.say("กล้า", "O13 ขอเลื่อนไปวันที่ 20 มกราคม 2570")
    a_little_later(office, "09:15")
    office.say("กล้า", "เครื่องสแกนเสียค่ะ")
    office.say("ชูใจ", "สวัสดีค่ะ")
    assert "คุณกล้าแจ้งเหตุผลที่ขอเลื่อน O13 (กองคลัง): เครื่องสแกนเสียค่ะ" in str(office.town.heard("ชูใจ"))


def test_a_reason_may_be_left_out_withdrawn_and_is_not_asked_for_in_a_group(office: Office):
    office.say("กล้า", "O13 ขอเลื่อนไปวันที่ 20 มกราคม 2570")
    assert office.press("กล้า", "ไม่ระบุเหตุผล") == "ส่งคำขอโดยไม่ระบุเหตุผลแล้วค่ะ"
    assert "เพราะเรื่องใด" not in office.say("กล้า", "E10 ขอเลื่อนไปวันที่ 15 กุมภาพันธ์ 2570", STAFF_GROUP)
    office.say("กล้า", "O13 ขอเลื่อนไปวันที่ 21 มกราคม 2570")
    message = office.town.say("กล้า", "รอเอกสารลับมาก")
    office.act("กล้า", lambda: office.line.unsend(message))
    kept = [*(row.content for row in office.rows(OutboxMessage)), *(row.reason for row in office.rows(Extension))]
    assert "รอเอกสารลับมาก" not in str(kept)


def test_another_report_is_no_reason(office: Office):
    office.say("กล้า", "O13 ขอเลื่อนไปวันที่ 20 มกราคม 2570")
    assert "E10 (กองคลัง) กำลังดำเนินการ" in office.say("กล้า", "E10 กำลังทำอยู่ค่ะ")
    assert [row.reason for row in office.rows(Extension)] == [None]


def test_a_question_in_between_is_no_reason_for_refusing(office: Office):
    office.say("กล้า", "O13 ขอเลื่อนเป็น 15 มกราคม 2570 รอ สตง. ตรวจเอกสาร")
    a_little_later(office, "09:15")
    office.press("ชูใจ", "ไม่อนุมัติ")
    office.say("ชูใจ", "งานของฉัน")
    assert office.extensions() == [("2027-01-15", "asked")]


# ── nobody who decides is there ──


def release(office: Office, *names: str) -> None:
    """Their LINE accounts are not registered (any more)."""
    with transaction(office.town.house.engine) as session:
        for person in people.roster(session, office.town.agency_id):
            if person.name in names and (contact := contacts.contact_of(session, office.town.agency_id, person.id)):
                contacts.release(session, contact.id, office.town.now)


def join(office: Office, name: str, role: Role | None = None) -> str:
    """Somebody registers by a code in the 1:1 chat; what they are told."""
    if role:
        with transaction(office.town.house.engine) as session:
            enrolment.add_staff(session, office.town.agency_id, RosterRow(name, role=role), office.town.now)
    if name not in [user["name"] for user in office.line.cast()["users"]]:
        office.line.user(name, friend=True)
    return office.say(name, office.code("staff", "code", name))


def test_with_no_decider_registered_the_request_waits_and_is_shown_to_who_registers_later(office: Office):
    release(office, "ชูใจ", "วีระ", "ปิติ")
    asked = office.say("มานี", "E1 ขอเลื่อนไปวันที่ 20 มกราคม 2570 เพราะเว็บไซต์ปิดปรับปรุง")
    assert "คำขอรอคุณวีระพิจารณา ซึ่งยังไม่ได้ลงทะเบียน LINE" in asked
    assert "มีคำขอเลื่อนรอพิจารณา 1 คำขอค่ะ" in join(office, "วีระ")
    office.press("วีระ", "ดูคำขอเลื่อน")
    assert office.press("วีระ", "อนุมัติ").startswith("บันทึกแล้วค่ะ อนุมัติให้เลื่อน E1")


def test_an_administrator_stands_in_where_nobody_else_can_decide_and_no_longer(office: Office):
    join(office, "สมบูรณ์", Role.ADMINISTRATOR)
    assert office.say("สมบูรณ์", "มีใครขอเลื่อนบ้าง") == "ไม่มีคำขอเลื่อนที่รอพิจารณาค่ะ"
    release(office, "ชูใจ", "วีระ", "ปิติ")
    assert "ส่งให้คุณสมบูรณ์พิจารณาแล้ว" in office.say("มานี", "E1 ขอเลื่อนไปวันที่ 20 มกราคม 2570")
    assert "คุณมานี: E1 (สำนักปลัด) ถึง 20 ม.ค. 2570" in office.say("สมบูรณ์", "อนุมัติ")
    join(office, "วีระ")
    assert "คำขอนี้ให้หัวหน้าส่วนราชการนั้น" in office.press("สมบูรณ์", "อนุมัติ")
    assert office.extensions() == [("2027-01-20", "asked")]


def test_a_decision_reaches_who_asked_in_a_group_and_nowhere_else(office: Office):
    office.line.unfollow("กล้า")
    office.town.work()
    office.say("กล้า", "O13 ขอเลื่อนไปวันที่ 20 มกราคม 2570", STAFF_GROUP)
    a_little_later(office, "09:15")
    office.press("ชูใจ", "ไม่อนุมัติ")
    office.press("ชูใจ", "ไม่อนุมัติ โดยไม่ระบุเหตุผล")
    office.say("ธนา", "สวัสดีครับ", STAFF_GROUP)
    assert office.town.last(STAFF_GROUP).startswith("คุณกล้า\nคุณชูใจยังไม่อนุมัติให้เลื่อน O13 (กองคลัง) ค่ะ")


def dismiss(office: Office, *names: str) -> None:
    """Taken off the roster."""
    with transaction(office.town.house.engine) as session:
        for person in people.roster(session, office.town.agency_id):
            if person.name in names:
                roster.leave(session, office.town.agency_id, person.id, office.town.now)


def test_a_request_reaches_the_next_who_decides_as_soon_as_the_first_has_left(office: Office):
    office.say("กล้า", "O13 ขอเลื่อนไปวันที่ 20 มกราคม 2570 รอ สตง. ตรวจเอกสาร")
    a_little_later(office, "09:05")
    dismiss(office, "ชูใจ")
    a_little_later(office, "09:06")
    a_little_later(office, "09:20")
    assert not asked_of(office, "ชูใจ")
    assert len(asked_of(office, "มานี")) == 1
    assert office.press("มานี", "อนุมัติ").startswith("บันทึกแล้วค่ะ อนุมัติให้เลื่อน O13 (กองคลัง)")


def test_a_request_reaches_the_next_when_the_first_blocks_the_bot_or_gets_another_role(office: Office):
    office.say("กล้า", "O13 ขอเลื่อนไปวันที่ 20 มกราคม 2570 รอ สตง. ตรวจเอกสาร")
    a_little_later(office, "09:20")
    assert (len(asked_of(office, "ชูใจ")), asked_of(office, "มานี")) == (1, [])
    office.line.unfollow("ชูใจ")
    office.town.work()
    a_little_later(office, "09:40")
    assert len(asked_of(office, "มานี")) == 1
    with transaction(office.town.house.engine) as session:
        row = RosterRow("มานี", role=Role.OFFICER)
        enrolment.update_roster(session, office.town.agency_id, [row], office.town.now)
    a_little_later(office, "09:41")
    a_little_later(office, "09:59")
    assert len(asked_of(office, "ปิติ")) == 1


def test_a_request_taken_from_who_decides_by_mistake_and_given_back_is_put_before_them_after_all(office: Office):
    office.say("กล้า", "O13 ขอเลื่อนไปวันที่ 20 มกราคม 2570 รอ สตง. ตรวจเอกสาร")
    for role, clock in ((Role.OFFICER, "09:05"), (Role.UNIT_HEAD, "09:06")):
        with transaction(office.town.house.engine) as session:
            row = RosterRow("ชูใจ", role=role)
            enrolment.update_roster(session, office.town.agency_id, [row], office.town.now)
        a_little_later(office, clock)
    a_little_later(office, "09:20")
    assert (len(asked_of(office, "ชูใจ")), asked_of(office, "มานี")) == (1, [])
    a_little_later(office, "09:40")
    assert len(asked_of(office, "ชูใจ")) == 1


def test_a_request_waits_for_who_blocked_the_bot_by_mistake_and_took_it_back(office: Office):
    office.say("กล้า", "O13 ขอเลื่อนไปวันที่ 20 มกราคม 2570 รอ สตง. ตรวจเอกสาร")
    office.line.unfollow("ชูใจ")
    a_little_later(office, "09:05")
    office.line.follow("ชูใจ")
    a_little_later(office, "09:06")
    a_little_later(office, "09:20")
    assert (len(asked_of(office, "ชูใจ")), asked_of(office, "มานี")) == (1, [])


def test_whoever_is_alone_with_the_role_decides_on_their_own_request_and_the_trail_says_so(office: Office):
    dismiss(office, "วีระ", "ชูใจ", "ปิติ")
    asked = office.say("มานี", "E1 ขอเลื่อนไปวันที่ 20 มกราคม 2570 เพราะเว็บไซต์ปิดปรับปรุง")
    assert "ในทะเบียนยังไม่มีท่านอื่นที่พิจารณาคำขอนี้ได้ ท่านพิจารณาเองได้ค่ะ และจะบันทึกว่าเป็นการพิจารณาคำขอของตนเอง" in asked
    assert office.buttons("มานี") == ["อนุมัติ", "ไม่อนุมัติ", "ถอนคำขอ"]
    assert office.press("มานี", "อนุมัติ").startswith("บันทึกแล้วค่ะ อนุมัติให้เลื่อน E1")
    (entry,) = [one for one in office.rows(AuditEntry) if one.act == "own_request_decided"]
    (extension,) = office.rows(Extension)
    assert extension.state == "approved"
    assert entry.staff_id == extension.asked_by == extension.decided_by


def test_whoever_is_alone_without_the_role_hears_how_to_add_somebody_and_does_not_decide(office: Office):
    dismiss(office, "วีระ", "ชูใจ", "ปิติ", "มานี")
    asked = office.say("กล้า", "O13 ขอเลื่อนไปวันที่ 20 มกราคม 2570 รอ สตง. ตรวจเอกสาร")
    assert "ในทะเบียนยังไม่มีผู้พิจารณา รบกวนผู้ประสานงานเพิ่มชื่อหัวหน้าส่วนราชการหรือผู้บริหารที่หน้าเว็บ “ทะเบียนเจ้าหน้าที่”" in asked
    assert office.buttons("กล้า") == ["ถอนคำขอ"]


# ── what is no reason ──


@pytest.mark.parametrize("aside", ["ใครเป็นคนอนุมัติคะ", "สวัสดีค่ะ", "ช่วยดูให้หน่อยค่ะ", "ok"])
def test_what_merely_follows_the_question_is_no_reason(office: Office, aside: str):
    office.say("กล้า", "O13 ขอเลื่อนไปวันที่ 20 มกราคม 2570")
    office.say("กล้า", aside)
    assert [row.reason for row in office.rows(Extension)] == [None]


def test_a_reason_that_was_none_is_taken_out_with_one_press(office: Office):
    office.say("กล้า", "O13 ขอเลื่อนไปวันที่ 20 มกราคม 2570")
    office.say("กล้า", "เย็นนี้ไม่มีใครว่างเลย")
    assert office.press("กล้า", "ไม่ใช่เหตุผล") == "นำเหตุผลออกจากคำขอเลื่อน O13 (กองคลัง) แล้วค่ะ คำขอยังอยู่"
    assert [row.reason for row in office.rows(Extension)] == [None]
    a_little_later(office, "09:15")
    assert "ว่าง" not in office.town.last("ชูใจ")


def test_words_that_may_be_no_reason_are_asked_about_and_kept_with_a_press(office: Office):
    office.say("กล้า", "O13 ขอเลื่อนไปวันที่ 20 มกราคม 2570")
    asked = office.say("กล้า", "เย็นนี้ทุกคนไปงานเลี้ยงกัน")
    assert asked == "ข้อความนี้เป็นเหตุผลที่ขอเลื่อน O13 (กองคลัง) ใช่ไหมคะ"
    assert office.buttons("กล้า") == ["ใช่ เป็นเหตุผล", "ไม่ใช่ ไม่ระบุเหตุผล"]
    assert [row.reason for row in office.rows(Extension)] == [None]
    kept = "เพิ่มเหตุผลในคำขอเลื่อน O13 (กองคลัง) แล้วค่ะ: เย็นนี้ทุกคนไปงานเลี้ยงกัน"
    assert (office.press("กล้า", "ใช่ เป็นเหตุผล"), office.press("กล้า", "ใช่ เป็นเหตุผล")) == (kept, kept)
    assert [row.reason for row in office.rows(Extension)] == ["เย็นนี้ทุกคนไปงานเลี้ยงกัน"]
    a_little_later(office, "09:15")
    assert "เหตุผล: เย็นนี้ทุกคนไปงานเลี้ยงกัน" in office.town.last("ชูใจ")


def test_a_reason_that_was_taken_out_may_be_put_back_by_the_older_button(office: Office):
    office.say("กล้า", "O13 ขอเลื่อนไปวันที่ 20 มกราคม 2570")
    aside = office.town.say("กล้า", "เย็นนี้ทุกคนไปงานเลี้ยงกัน")
    office.press("กล้า", "ใช่ เป็นเหตุผล")
    office.press("กล้า", "ไม่ใช่เหตุผล")
    assert office.press("กล้า", "ใช่ เป็นเหตุผล").endswith("แล้วค่ะ: เย็นนี้ทุกคนไปงานเลี้ยงกัน")
    assert [row.reason for row in office.rows(Extension)] == ["เย็นนี้ทุกคนไปงานเลี้ยงกัน"]
    office.act("กล้า", lambda: office.line.unsend(aside))
    assert [row.reason for row in office.rows(Extension)] == [None]
    assert "งานเลี้ยง" not in str([(row.said, row.obstacle) for row in office.replies()])


@pytest.mark.parametrize("words", ["ไม่มีเหตุผลค่ะ", "ไม่เป็นไรค่ะ", "ไม่รู้เหมือนกันค่ะ", "ไม่บอก", "ไม่มีค่ะ", "no reason"])
def test_that_there_is_no_reason_sends_the_request_without_one(office: Office, words: str):
    office.say("กล้า", "O13 ขอเลื่อนไปวันที่ 20 มกราคม 2570")
    assert office.say("กล้า", words) in ("ส่งคำขอโดยไม่ระบุเหตุผลแล้วค่ะ", "Sent without a reason.")
    assert [row.reason for row in office.rows(Extension)] == [None]


@pytest.mark.parametrize("words", ["เดี๋ยวไปทำงานต่อนะคะ", "วันนี้ไม่ร้อนเลย", "ทำไมฝนตกทุกวัน", "ยังไม่ง่วงเลย"])
def test_words_that_tell_no_cause_are_not_kept_as_the_reason(office: Office, words: str):
    office.say("กล้า", "O13 ขอเลื่อนไปวันที่ 20 มกราคม 2570")
    assert "เพิ่มเหตุผล" not in office.say("กล้า", words)
    assert [row.reason for row in office.rows(Extension)] == [None]


def test_after_words_that_were_no_reason_the_next_may_be_one(office: Office):
    office.say("กล้า", "O13 ขอเลื่อนไปวันที่ 20 มกราคม 2570")
    office.say("กล้า", "วันนี้อากาศดีจัง")
    assert office.say("กล้า", "รอใบเสนอราคาจากร้านค่ะ").startswith("เพิ่มเหตุผลในคำขอเลื่อน O13 (กองคลัง) แล้วค่ะ")
    office.say("กล้า", "E10 ขอเลื่อนไปวันที่ 15 กุมภาพันธ์ 2570")
    office.say("กล้า", "วันนี้อากาศดีจัง")
    assert office.press("กล้า", "ไม่ใช่ ไม่ระบุเหตุผล") == "ส่งคำขอโดยไม่ระบุเหตุผลแล้วค่ะ"
    assert [row.reason for row in office.rows(Extension)] == ["รอใบเสนอราคาจากร้านค่ะ", None]


def test_the_reason_of_an_earlier_request_is_not_that_of_the_next(office: Office):
    office.say("กล้า", "O13 ขอเลื่อนเป็น 15 มกราคม 2570 รอ สตง. ตรวจเอกสาร")
    office.press("กล้า", "ถอนคำขอ")
    assert "เหตุผล" not in office.say("กล้า", "O13 ขอเลื่อนเป็น 20 มกราคม 2570").split("เพราะเรื่องใด")[0]
    assert [row.reason for row in office.rows(Extension)] == ["รอ สตง. ตรวจเอกสาร", None]


def test_why_more_time_is_asked_stands_in_the_way_only_once_it_is_granted(office: Office):
    office.say("กล้า", "O13 ขอเลื่อนไปวันที่ 20 มกราคม 2570 รอ สตง. ตรวจเอกสาร")
    waiting = office.say("ปิติ", "สรุป")
    assert "รออนุมัติเลื่อน: กองคลัง O13 ถึง 20 ม.ค. 2570" in waiting
    assert "ติดขัด" not in waiting
    a_little_later(office, "09:15")
    office.press("ชูใจ", "อนุมัติ")
    granted = office.say("ปิติ", "สรุป")
    assert "ติดขัด: กองคลัง O13 “รอ สตง. ตรวจเอกสาร”" in granted
    assert "รออนุมัติเลื่อน" not in granted


@pytest.mark.parametrize("until", ["อีก ๓๐๐๐ สัปดาห์", "อีก 5000 วัน", "อีก 999999 เดือน", "เป็น 31 ธันวาคม 9999 ค่ะ"])
def test_far_more_time_than_two_years_is_refused_for_that(office: Office, until: str):
    assert office.say("กล้า", f"O13 ขอเลื่อน{until}").endswith("ขอเลื่อนได้ไม่เกิน 2 ปีนับจากวันนี้")
    assert office.rows(Extension) == []


def test_a_weekday_that_the_day_does_not_fall_on_is_pointed_out(office: Office):
    said = office.say("กล้า", "O13 ขอเลื่อนไปวันจันทร์ที่ 15 มกราคม 2570 ค่ะ รอเอกสาร").split("\n")
    assert said[0] == "รับเรื่องขอเลื่อน O13 (กองคลัง) เป็นวันศุกร์ที่ 15 มกราคม 2570"
    assert said[1].startswith("(15 ม.ค. 2570 เป็นวันศุกร์ ไม่ตรงกับวันที่พิมพ์มา")
    assert office.extensions()[-1] == ("2027-01-15", "asked")
    for right in ("วันศุกร์ที่ 15 มกราคม 2570", "15 มกราคม 2570", "ศุกร์ 15 ม.ค. ไม่ใช่จันทร์ 18 ม.ค."):
        assert "ไม่ตรงกับวัน" not in office.say("กล้า", f"O13 ขอเลื่อนไป{right} ค่ะ รอเอกสาร"), right
