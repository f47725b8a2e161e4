"""Verification: finished work is put before the executives, acknowledged or sent back with a reason, and comes back."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models.assignment import Occurrence
from models.audit import AuditEntry
from models.outbox import OutboxMessage
from models.people import Staff
from tasks.reminders import tick
from tests.journeys import EXECUTIVES_GROUP, STAFF_GROUP, Office, Status, labels_of, living

pytestmark = pytest.mark.one_database


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with living(database_url, tmp_path) as found:
        yield found


def row(office: Office, code: str) -> Occurrence:
    wanted = office.owed(code).occurrence_id
    return next(one for one in office.rows(Occurrence) if one.id == wanted)


def staff(office: Office, name: str) -> int:
    return next(one.id for one in office.rows(Staff) if one.name == name)


def acts(office: Office) -> list[str]:
    known = {"acknowledged", "acknowledgement_taken_back", "sent_back", "published", "seen"}
    return [one.act for one in office.rows(AuditEntry) if one.act in known]


def told(office: Office, where: str) -> list[str]:
    """Every card of finished work in a chat, by its short text."""
    heard = [m["body"].get("altText", "") for m in office.town.heard(where)]
    return [words for words in heard if "รอรับทราบ" in words.split("\n")[0]]


def finish(office: Office, code: str = "O13", who: str = "กล้า") -> None:
    assert "เสร็จแล้ว" in office.say(who, f"{code} เสร็จแล้วค่ะ")
    office.town.work()


def test_finished_work_rides_free_to_the_executives_and_is_acknowledged_by_a_button(office: Office):
    finish(office)
    assert told(office, "ปิติ") == []  # it waits for somebody to speak there
    said = office.say("ปิติ", "สรุป")
    assert "เรียนผู้บริหาร งานที่เสร็จแล้ว รอรับทราบ 1 เรื่องค่ะ\nO13 แผนการจัดซื้อจัดจ้าง เสร็จ 1 ธ.ค. 2569 · กองคลัง" in said
    assert office.line.quota()["used"] == 0
    assert office.press("ปิติ", "รับทราบ") == "บันทึกแล้วค่ะ รับทราบ O13 งวด 31 ธ.ค. 2569"
    assert (row(office, "O13").verified_by, acts(office)) == (staff(office, "ปิติ"), ["acknowledged"])
    assert office.press("ปิติ", "รับทราบ").startswith("O13 ไม่ได้อยู่ในรายการรอรับทราบค่ะ")
    office.press("ปิติ", "ยกเลิกการรับทราบ")
    assert (row(office, "O13").verified_at, acts(office)[-1]) == (None, "acknowledgement_taken_back")


def test_nothing_is_acknowledged_before_every_unit_and_the_collector_are_through(office: Office):
    for who in ("ธนา", "กล้า", "สมคิด", "ดวงใจ", "วีระ"):
        office.say(who, "O12 เสร็จแล้ว")
    assert office.say("ปิติ", "รอรับทราบ") == "ไม่มีงานที่รอรับทราบค่ะ"
    office.say("มานี", "O12 เสร็จแล้วค่ะ")
    assert "รอรับทราบ 1 เรื่องค่ะ\nO12" in office.say("ปิติ", "รอรับทราบ")
    assert "ทุกส่วนราชการ" in office.town.last("ปิติ")


def test_in_words_a_code_is_acknowledged_and_another_sent_back_with_its_reason(office: Office):
    finish(office, "O13")
    finish(office, "E10")
    assert office.say("ปิติ", "รับทราบ ข้อ O13").startswith("บันทึกแล้วค่ะ รับทราบ O13")
    answer = office.say("ปิติ", "ส่งกลับ E10 ขาดหลักฐานภาพถ่าย")
    assert answer == (
        "ส่งกลับ E10 งวด 31 ม.ค. 2570 แล้วค่ะ สถานะกลับเป็น “กำลังดำเนินการ” และแจ้งกองคลังให้แก้ไข\nเหตุผล: ขาดหลักฐานภาพถ่าย"
    )
    assert (office.status("E10"), office.status("O13")) == (Status.IN_PROGRESS, Status.COMPLETED)
    office.town.at("2026-12-01", "09:15")
    office.town.work()
    assert office.town.heard("กล้า")[-1]["body"]["altText"].startswith(
        "คุณกล้าคะ คุณปิติขอให้แก้ไข E10 ช่องทางร้องเรียนการทุจริตค่ะ\nเหตุผล: ขาดหลักฐานภาพถ่าย"
    )
    assert "E10 (กองคลัง) เสร็จแล้ว" in office.press("กล้า", "แก้ไขแล้ว")
    last = office.replies()[-2]
    assert (last.intent, last.said, last.became) == ("send_back", "ขาดหลักฐานภาพถ่าย", "in_progress")
    assert "รอรับทราบ 1 เรื่องค่ะ\nE10" in office.say("ปิติ", "รอรับทราบ")


def test_sent_back_by_a_button_the_reason_is_asked_for_before_anything_changes(office: Office):
    finish(office)
    office.say("ปิติ", "รอรับทราบ")
    assert office.press("ปิติ", "ส่งกลับแก้ไข").startswith("ส่งกลับ O13 งวด 31 ธ.ค. 2569 เพราะเรื่องใดคะ")
    assert office.status("O13") == Status.COMPLETED
    assert "เหตุผล: ลิงก์เปิดไม่ได้" in office.say("ปิติ", "ลิงก์เปิดไม่ได้")
    assert (office.status("O13"), acts(office)) == (Status.IN_PROGRESS, ["sent_back"])
    assert office.say("ปิติ", "รอรับทราบ") == "ไม่มีงานที่รอรับทราบค่ะ"


def test_executives_who_cannot_be_reached_alone_hear_of_it_in_their_group(office: Office):
    office.line.unfollow("ปิติ")
    office.town.work()
    finish(office)
    assert "รอรับทราบ 1 เรื่องค่ะ" in office.say("ปิติ", "สรุป", EXECUTIVES_GROUP)
    assert office.press("ปิติ", "รับทราบ", EXECUTIVES_GROUP).startswith("บันทึกแล้วค่ะ รับทราบ O13")


def test_what_was_acknowledged_can_still_be_sent_back(office: Office):
    finish(office)
    office.say("ปิติ", "รอรับทราบ")
    card = office.town.heard("ปิติ")[-1]["id"]
    office.say("ปิติ", "รับทราบ O13")
    office.town.press("ปิติ", card, "ส่งกลับแก้ไข")
    office.say("ปิติ", "ตัวเลขในตารางไม่ตรง")
    assert (office.status("O13"), row(office, "O13").verified_at) == (Status.IN_PROGRESS, None)


def test_all_that_the_card_told_is_acknowledged_at_once_and_nothing_finished_since(office: Office):
    finish(office, "O13")
    finish(office, "E10")
    office.say("ปิติ", "รอรับทราบ")
    office.town.at("2026-12-02", "10:00")
    finish(office, "O20", "ธนา")
    answer = office.press("ปิติ", "รับทราบทั้งหมด 2 เรื่อง")
    assert answer.startswith("บันทึกแล้วค่ะ รับทราบ O13 งวด 31 ธ.ค. 2569, E10 งวด 31 ม.ค. 2570")
    assert [row(office, code).verified_at is None for code in ("O13", "E10", "O20")] == [False, False, True]


def test_only_an_executive_acknowledges_or_sends_back(office: Office):
    finish(office)
    one = office.owed("O13")
    for who in ("มานี", "ชูใจ", "กล้า"):
        for action in ("ack", "sendback", "ackall&t=9999999999"):
            data = f"a={action}&d={one.duty_id}&on={one.due_on}"
            said = office.act(who, lambda who=who, data=data: office.line.postback(who, None, data))
            assert said.startswith("เรื่องนี้ให้ผู้บริหารเป็นผู้รับทราบหรือส่งกลับค่ะ")
    assert acts(office) == []


def test_two_executives_at_once_acknowledge_it_once(office: Office):
    finish(office)
    office.say("ปิติ", "รอรับทราบ")
    office.town.heard("ปิติ")
    for _ in range(2):
        one = office.owed("O13")
        office.line.postback("ปิติ", None, f"a=ack&d={one.duty_id}&on={one.due_on}")
    office.town.work()
    assert acts(office) == ["acknowledged"]


def test_what_nobody_acknowledged_comes_back_once_a_week_and_then_rests(office: Office):
    finish(office)
    days = [date(2026, 12, day) for day in (2, 4, 8, 9, 15, 16, 22, 29)]
    days += [date(2027, 1, day) for day in (5, 6, 12, 19, 26)]
    cards = {}
    for day in days:
        office.town.through_the_day(day)
        cards[day] = len(told(office, "ปิติ"))
    assert cards[date(2026, 12, 4)] == 0
    assert cards[date(2026, 12, 8)] == 1  # a week's patience for a free ride was over
    assert cards[date(2027, 1, 26)] <= 5
    keys = [m.key for m in office.rows(OutboxMessage) if m.key.startswith("approval/")]
    assert 2 <= len(keys) <= 5


def test_an_acknowledged_card_is_not_said_any_more(office: Office):
    finish(office)
    office.say("ปิติ", "รับทราบ O13")
    for day in (2, 8, 9):
        office.town.through_the_day(date(2026, 12, day))
    assert told(office, "ปิติ") == []
    assert [m.why for m in office.rows(OutboxMessage) if m.key.startswith("approval/")] == ["ไม่มีงานที่รอรับทราบแล้ว"]


def test_a_press_without_a_user_acknowledges_nothing(office: Office):
    finish(office)
    office.say("ปิติ", "รอรับทราบ", EXECUTIVES_GROUP, mention_bot=True)
    office.line.set(postback_user_id=False)
    assert office.press("ปิติ", "รับทราบ", EXECUTIVES_GROUP).startswith("LINE ไม่ได้แจ้งว่าใครเป็นผู้ส่งค่ะ")
    assert acts(office) == []


def test_the_coordinator_says_it_stands_on_the_site(office: Office):
    finish(office)
    assert office.say("มานี", "O13 เผยแพร่แล้วค่ะ") == ("บันทึกแล้วค่ะ O13 งวด 31 ธ.ค. 2569 เผยแพร่บนเว็บไซต์ของหน่วยงานแล้ว")
    assert row(office, "O13").published_by == staff(office, "มานี")
    office.say("กล้า", "O13 ยังไม่เสร็จค่ะ แจ้งผิด")
    assert row(office, "O13").published_at is None


def test_a_correction_after_the_acknowledgement_is_told_apart(office: Office):
    finish(office)
    office.say("ปิติ", "รับทราบ O13")
    assert "ผู้บริหารรับทราบเรื่องนี้แล้ว" in office.say("กล้า", "O13 ยังไม่เสร็จค่ะ แจ้งผิด", STAFF_GROUP)
    assert labels_of(office.town.heard("ปิติ")[-1]) == ["ยกเลิกการรับทราบ"]


def test_the_owner_who_has_left_is_not_asked_to_mend_it(office: Office):
    finish(office)
    office.command("staff", "remove", "กล้า")
    office.say("ปิติ", "ส่งกลับ O13 ไม่มีลายมือชื่อ")
    office.town.at("2026-12-01", "09:30")
    office.town.work()
    assert "เหตุผล: ไม่มีลายมือชื่อ" not in office.town.last("กล้า")
    assert "เหตุผล: ไม่มีลายมือชื่อ" in office.town.last("ชูใจ")


def test_a_card_that_cannot_be_made_silences_no_reminder(office: Office, monkeypatch: pytest.MonkeyPatch):
    def broken(*_: object) -> int:
        raise ValueError("no card")

    monkeypatch.setattr(tick, "bring_up", broken)
    finish(office)
    assert row(office, "O13").remind_on == date(2026, 12, 2)
    monkeypatch.undo()
    office.town.through_the_day(date(2026, 12, 2))
    assert [m.key for m in office.rows(OutboxMessage) if m.key.startswith("approval/")]


@pytest.mark.parametrize("words", ["O13 ลงเว็บแล้วหรือยังคะ", "ถ้า O13 ลงเว็บแล้วแจ้งด้วยนะคะ", "O13 ยังไม่ได้เผยแพร่แล้ว"])
def test_a_question_a_condition_or_a_denial_publishes_nothing(office: Office, words: str):
    finish(office)
    office.say("มานี", words)
    assert (row(office, "O13").published_at, "published" in acts(office)) == (None, False)


@pytest.mark.parametrize("words", ["O13 ส่งกลับหรือยัง", "O13 ส่งกลับแล้วใช่ไหมคะ", "ส่งกลับ O13 ไปแล้วกี่ครั้ง"])
def test_an_executive_who_asks_about_sending_back_sends_nothing_back(office: Office, words: str):
    finish(office)
    office.say("ปิติ", words)
    assert (office.status("O13"), acts(office)) == (Status.COMPLETED, [])


@pytest.mark.parametrize("words", ["ภาพรวม", "งานของฉัน", "รับทราบค่ะ", "ไว้ทีหลังนะคะ"])
def test_a_question_or_a_put_off_is_no_reason_for_sending_back(office: Office, words: str):
    finish(office)
    office.say("ปิติ", "รอรับทราบ")
    office.press("ปิติ", "ส่งกลับแก้ไข")
    office.say("ปิติ", words)
    assert (office.status("O13"), acts(office)) == (Status.COMPLETED, [])


def test_what_is_missing_is_a_reason_though_it_names_a_summary(office: Office):
    finish(office)
    office.say("ปิติ", "รอรับทราบ")
    office.press("ปิติ", "ส่งกลับแก้ไข")
    assert "เหตุผล: ขาดสรุปผลโครงการ" in office.say("ปิติ", "ขาดสรุปผลโครงการ")


def test_an_executive_who_puts_the_words_right_has_nobody_told_to_mend_it(office: Office):
    finish(office)
    message = office.town.say("ปิติ", "ส่งกลับ O13 เพราะขาดลายมือชื่อ", EXECUTIVES_GROUP, mention_bot=True)
    office.town.work()
    assert office.status("O13") == Status.IN_PROGRESS
    office.act(EXECUTIVES_GROUP, lambda: office.line.edit(message, "ขอบคุณทุกท่านครับ"))
    notes = [(m.state, m.why) for m in office.rows(OutboxMessage) if m.key.startswith("sent_back/")]
    assert (office.status("O13"), notes) == (Status.COMPLETED, [("dropped", "ผู้บริหารแก้ไขข้อความแล้ว")])


def test_an_executive_is_told_when_nobody_can_be_told_to_mend_it(office: Office):
    finish(office)
    for who in ("กล้า", "ชูใจ"):
        office.line.unfollow(who)
    office.line.leave(STAFF_GROUP)
    office.town.work()
    answer = office.say("ปิติ", "ส่งกลับ O13 ขาดลายมือชื่อ")
    assert "แต่ยังไม่มีแชตที่แจ้งกองคลังได้ รบกวนแจ้งด้วยตนเองค่ะ\nเหตุผล: ขาดลายมือชื่อ" in answer


def test_what_is_finished_after_the_days_card_comes_on_the_next_working_day(office: Office):
    finish(office, "O13")
    office.say("ปิติ", "สรุป")  # the card rode along
    office.press("ปิติ", "รับทราบ")
    office.town.at("2026-12-01", "11:00")
    finish(office, "E10")
    office.town.at("2026-12-02", "09:00")
    assert "รอรับทราบ 1 เรื่องค่ะ\nE10" in office.say("ปิติ", "สรุป")


def test_a_forged_moment_acknowledges_no_more_than_now(office: Office):
    finish(office)
    said = office.act("ปิติ", lambda: office.line.postback("ปิติ", None, f"a=ackall&t={2**40}"))
    assert said.startswith("บันทึกแล้วค่ะ รับทราบ O13")
