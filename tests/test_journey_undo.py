"""Taking back what was recorded: by its button, by editing the message, by withdrawing it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from models import inbox
from models.assignment import Occurrence
from models.database import transaction
from models.inbox import InboxEvent
from tests.journeys import EXECUTIVES_GROUP, STAFF_GROUP, Office, Status, living

NOT_CHANGED = "เรื่องนี้ยกเลิกไปแล้วหรือมีการรายงานใหม่แล้วค่ะ ไม่มีการเปลี่ยนแปลง"


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with living(database_url, tmp_path) as found:
        found.say("สมคิด", "สวัสดีค่ะ", STAFF_GROUP)  # the digest has been said
        yield found


def say(office: Office, words: str) -> str:
    """กล้า says it in the group; the message's id."""
    return office.town.say("กล้า", words, STAFF_GROUP)


def test_an_edited_message_is_read_anew_and_answered_once(office: Office):
    message = say(office, "O12 เสร็จแล้ว")
    requests = len(office.line.requests("reply"))
    answer = office.act(STAFF_GROUP, lambda: office.line.edit(message, "O13 เสร็จแล้ว"))
    assert answer == ("ปรับตามข้อความที่แก้แล้ว O12 (กองคลัง) กลับเป็น “ยังไม่ได้ดำเนินการ”\nบันทึกแล้วค่ะ คุณกล้า: O13 (กองคลัง) เสร็จแล้ว")
    assert len(office.line.requests("reply")) == requests + 1
    assert (office.status("O12", "กองคลัง"), office.status("O13")) == (Status.NOT_STARTED, Status.COMPLETED)


@pytest.mark.one_database
def test_a_slip_of_the_pen_put_right_changes_nothing_else(office: Office):
    message = say(office, "O13 เสร็จแลว")
    say(office, "O12 กำลังทำ")
    answer = office.act(STAFF_GROUP, lambda: office.line.edit(message, "O13 เสร็จแล้วค่ะ"))
    assert "กลับเป็น" not in answer
    assert office.status("O13") == Status.COMPLETED


@pytest.mark.one_database
def test_an_edit_to_small_talk_takes_the_report_back(office: Office):
    message = say(office, "O13 เสร็จแล้ว")
    answer = office.act(STAFF_GROUP, lambda: office.line.edit(message, "ขอโทษค่ะ ผิดห้อง"))
    assert answer == "ปรับตามข้อความที่แก้แล้วค่ะ O13 (กองคลัง) กลับเป็น “ยังไม่ได้ดำเนินการ”"


@pytest.mark.one_database
def test_of_two_edits_that_arrive_the_wrong_way_round_the_later_one_counts(office: Office):
    message = say(office, "O13 กำลังทำ")
    office.act(STAFF_GROUP, lambda: office.line.edit(message, "O13 เสร็จแล้ว"))
    event = office.line.webhooks()[-1]["events"][0]
    event |= {"timestamp": event["timestamp"] - 1, "webhookEventId": "0" * 26}
    event["message"]["text"] = "O12 เสร็จแล้ว"
    earlier = json.dumps({"destination": office.line.cast()["bot"]["user_id"], "events": [event]})
    assert office.act(STAFF_GROUP, lambda: office.line.raw(earlier)) == ""
    assert (office.status("O13"), office.status("O12", "กองคลัง")) == (Status.COMPLETED, Status.NOT_STARTED)


@pytest.mark.one_database
def test_an_edit_of_a_report_that_others_followed_takes_nothing_back(office: Office):
    message = say(office, "O13 กำลังทำ")
    say(office, "O13 เสร็จแล้ว")
    office.act(STAFF_GROUP, lambda: office.line.edit(message, "สวัสดีค่ะ"))
    assert office.status("O13") == Status.COMPLETED


@pytest.mark.one_database
def test_a_withdrawn_message_loses_its_words_and_the_status_stays(office: Office):
    message = say(office, "O13 ขอเลื่อนเป็น 15 มกราคม 2570 รอ สตง. ตรวจเอกสาร")
    other = say(office, "O12 ติดปัญหา รอหนังสือจากจังหวัด")
    for one in (message, other):
        assert office.act(STAFF_GROUP, lambda one=one: office.line.unsend(one)) == ""
    assert [(row.said, row.obstacle, row.became) for row in office.replies()] == [
        ("", None, Status.NOT_STARTED),
        ("", None, Status.IN_PROGRESS),
    ]
    assert office.extensions() == [("2027-01-15", "asked")]
    assert "สตง." not in office.say("ปิติ", "สรุป")


@pytest.mark.one_database
def test_what_was_withdrawn_before_it_was_answered_changes_nothing(office: Office):
    message = office.line.say("กล้า", STAFF_GROUP, "O13 เสร็จแล้ว https://www.example.go.th/o13")
    other = office.line.say("กล้า", STAFF_GROUP, "O12 ขอเลื่อนเป็น 15 มกราคม 2570 รอ สตง.")
    office.line.unsend(message)
    assert office.act(STAFF_GROUP, lambda: office.line.unsend(other)) == ""
    assert (office.status("O13"), office.links()) == (Status.NOT_STARTED, [])
    assert office.extensions() == [("2027-01-15", "withdrawn")]
    assert {row.said for row in office.replies()} == {""}


@pytest.mark.one_database
def test_an_older_claim_edited_in_nothing_but_its_manners_stands_back_behind_a_newer_report(office: Office):
    message = say(office, "E10 เสร็จแล้วค่ะ")
    office.say("ชูใจ", "E10 ยังไม่เสร็จค่ะ", STAFF_GROUP)
    answer = office.act(STAFF_GROUP, lambda: office.line.edit(message, "E10 เสร็จแล้วค่า"))
    assert "E10 (กองคลัง) มีรายงานใหม่กว่านั้นแล้วค่ะ คงไว้ว่า “กำลังดำเนินการ”" in answer
    assert office.status("E10") is Status.IN_PROGRESS


@pytest.mark.one_database
def test_a_message_edited_to_say_something_else_is_a_new_report(office: Office):
    message = say(office, "E10 กำลังทำค่ะ")
    office.say("ชูใจ", "E10 ยังไม่เริ่มเลยค่ะ", STAFF_GROUP)
    office.act(STAFF_GROUP, lambda: office.line.edit(message, "E10 เสร็จแล้วค่ะ"))
    assert office.status("E10") is Status.COMPLETED


@pytest.mark.one_database
def test_an_older_question_does_not_override_a_newer_report(office: Office):
    office.say("มานี", "O20 เสร็จแล้วค่ะ")
    office.say("ธนา", "O20 ยังไม่เสร็จครับ", STAFF_GROUP)
    told = office.press("มานี", "ใช่ บันทึกแทนกองช่าง")
    assert told.startswith("O20 (กองช่าง) มีรายงานใหม่กว่านั้นแล้วค่ะ")
    assert office.status("O20") is Status.IN_PROGRESS


@pytest.mark.one_database
def test_only_the_reporter_and_the_coordinator_take_a_report_back_and_only_once(office: Office):
    say(office, "O13 เสร็จแล้ว")
    card = office.town.heard(STAFF_GROUP)[-1]["id"]

    def undo(who: str) -> str:
        return office.act(STAFF_GROUP, lambda: office.line.press(who, card, "ยกเลิกการบันทึก"))

    assert undo("ธนา") == "เรื่องนี้ให้คุณกล้าหรือผู้ประสานงานเป็นผู้ยกเลิกค่ะ ไม่มีการเปลี่ยนแปลง"
    assert office.status("O13") == Status.COMPLETED
    assert undo("มานี") == "ยกเลิกการบันทึกแล้วค่ะ O13 (กองคลัง) กลับเป็น “ยังไม่ได้ดำเนินการ”"
    assert undo("กล้า") == NOT_CHANGED


@pytest.mark.one_database
def test_nothing_is_taken_back_in_a_group_that_is_not_the_offices(office: Office):
    say(office, "O13 เสร็จแล้ว")
    office.line.group("กลุ่มใหม่", ["กล้า"])
    office.act("กลุ่มใหม่", lambda: office.line.join("กลุ่มใหม่"))
    data = f"a=undo&r={office.replies()[-1].id}"
    answer = office.act("กลุ่มใหม่", lambda: office.line.postback("กล้า", "กลุ่มใหม่", data))
    assert answer.startswith("กลุ่มนี้ยังไม่ได้ตั้งค่าค่ะ")
    assert office.status("O13") == Status.COMPLETED


@pytest.mark.one_database
def test_a_report_followed_by_another_is_not_taken_back(office: Office):
    say(office, "O13 กำลังทำ")
    card = office.town.heard(STAFF_GROUP)[-1]["id"]
    say(office, "O13 เสร็จแล้ว")
    undone = office.act(STAFF_GROUP, lambda: office.line.press("กล้า", card, "ยกเลิกการบันทึก"))
    assert undone == NOT_CHANGED
    assert office.status("O13") == Status.COMPLETED


@pytest.mark.one_database
def test_taking_back_brings_the_per_cent_back_and_lets_the_links_go(office: Office):
    say(office, "O13 กำลังทำ 60%")
    say(office, "O13 เสร็จแล้ว https://www.example.go.th/o13")
    assert (office.percent("O13"), len(office.links())) == (100, 1)
    office.press("กล้า", "ยกเลิกการบันทึก", STAFF_GROUP)
    assert (office.status("O13"), office.percent("O13"), office.links()) == (Status.IN_PROGRESS, 60, [])
    say(office, "O13 เสร็จแล้ว https://www.example.go.th/o13")
    assert len(office.links()) == 1


@pytest.mark.one_database
def test_a_slip_taken_back_leaves_the_day_on_which_it_was_finished(office: Office):
    say(office, "O13 เสร็จแล้ว")
    finished = next(row.completed_at for row in office.rows(Occurrence) if row.completed_at)
    office.town.at("2026-12-20", "09:00")
    say(office, "O13 กำลังทำ")
    office.press("กล้า", "ยกเลิกการบันทึก", STAFF_GROUP)
    assert [row.completed_at for row in office.rows(Occurrence) if row.completed_at] == [finished]


# ── an edit of which LINE tells less than usual ──


def edited(office: Office, message: str, words: str, where: str = STAFF_GROUP, **told: str | None) -> str:
    """The message edited in an event that names no user; told: what its message says otherwise. What is answered."""
    office.act(STAFF_GROUP, lambda: office.line.edit(message, "แก้คำ"))
    event = office.line.webhooks()[-1]["events"][0]
    event |= {"timestamp": event["timestamp"] + 1, "webhookEventId": "0" * 26, "replyToken": "f" * 32}
    event["source"] = {"type": "group", "groupId": office.town.groups[where]}
    event["message"] |= {"text": words, **told}
    body = json.dumps({"destination": office.line.cast()["bot"]["user_id"], "events": [event]})
    return office.act(where, lambda: office.line.raw(body))


def who_said(office: Office) -> list[tuple[str, int | None]]:
    return [(row.said, row.staff_id) for row in office.replies() if not row.undoes_id]


@pytest.mark.one_database
def test_an_edit_that_names_nobody_is_its_messages_senders(office: Office):
    message = say(office, "O13 กำลังทำ")
    edited(office, message, "O13 ทำไปแล้ว 60%")
    (first, sender), (second, editor) = who_said(office)
    assert (first, second, editor) == ("O13 กำลังทำ", "O13 ทำไปแล้ว 60%", sender)
    assert sender


@pytest.mark.one_database
def test_an_edit_that_names_no_message_either_is_nobodys(office: Office):
    message = say(office, "O13 กำลังทำ")
    office.press("กล้า", "ยกเลิกการบันทึก", STAFF_GROUP)  # an event of กล้า without a message, as the edit is
    edited(office, message, "O13 เสร็จแล้ว", id=None)
    assert [said for said, _ in who_said(office)] == ["O13 กำลังทำ"]
    assert office.status("O13") == Status.NOT_STARTED


@pytest.mark.one_database
def test_an_edit_in_one_chat_takes_no_sender_from_another(office: Office):
    message = say(office, "O13 กำลังทำ")
    edited(office, message, "O13 เสร็จแล้ว", EXECUTIVES_GROUP)
    assert [said for said, _ in who_said(office)] == ["O13 กำลังทำ"]
    assert office.status("O13") != Status.COMPLETED


@pytest.mark.one_database
def test_an_edit_of_words_that_are_not_kept_any_more_is_nobodys(office: Office):
    message = say(office, "O13 กำลังทำ")
    office.act(STAFF_GROUP, lambda: office.line.unsend(message))
    with transaction(office.town.house.engine) as session:
        (edit,) = [e for e in session.scalars(select(InboxEvent)) if e.message_id == message and e.type == "message"]
        assert inbox.sender_of_message(session, edit) is None


# ── taken back in the next words ──


@pytest.mark.one_database
@pytest.mark.parametrize("words", ["เอ๊ย ยังไม่เสร็จค่ะ", "*ยัง", "เอ้ย ไม่ใช่ ยังไม่เสร็จ", "กดผิดค่ะ ยังไม่เสร็จ", "ยังไม่เสร็จค่ะ"])
def test_a_report_denied_in_the_next_words_is_not_done(office: Office, words: str):
    say(office, "O13 เสร็จแล้วค่ะ")
    assert "O13 (กองคลัง) กำลังดำเนินการ" in office.say("กล้า", words, STAFF_GROUP)
    assert office.status("O13") is Status.IN_PROGRESS


@pytest.mark.one_database
def test_a_slip_told_in_the_next_words_takes_the_whole_report_back(office: Office):
    say(office, "O12 O13 เสร็จแล้วค่ะ")
    assert office.say("กล้า", "พิมพ์ผิดค่ะ", STAFF_GROUP).startswith("ยกเลิกการบันทึกแล้วค่ะ")
    assert {one.status for one in office.shares()} == {Status.NOT_STARTED}
    assert office.say("กล้า", "พิมพ์ผิดค่ะ", STAFF_GROUP) == ""


@pytest.mark.one_database
def test_words_of_others_or_later_ones_take_nothing_back(office: Office):
    say(office, "O13 เสร็จแล้วค่ะ")
    assert office.say("ธนา", "พิมพ์ผิดครับ", STAFF_GROUP) == ""
    assert office.say("กล้า", "ยังค่ะ", STAFF_GROUP) == ""  # to ธนา
    assert office.say("กล้า", "เอ๊ย ยังไม่เสร็จค่ะ", STAFF_GROUP) == ""
    say(office, "E10 เสร็จแล้วค่ะ")
    office.town.at("2026-12-01", "09:06")
    assert office.say("กล้า", "พิมพ์ผิดค่ะ", STAFF_GROUP) == ""
    assert [office.status(code) for code in ("O13", "E10")] == [Status.COMPLETED] * 2


@pytest.mark.one_database
def test_said_to_the_bot_alone_the_denial_is_of_the_report_just_made(office: Office):
    office.say("ธนา", "O20 เสร็จแล้วครับ", STAFF_GROUP)
    office.say("ธนา", "ยังไม่เสร็จครับ")
    assert (office.status("O20"), office.status("O12", "กองช่าง")) == (Status.IN_PROGRESS, Status.NOT_STARTED)


@pytest.mark.one_database
def test_not_yet_said_to_a_question_for_the_report_puts_the_answer_off(office: Office):
    office.say("ธนา", "O20 เสร็จแล้วครับ")
    office.say("ธนา", "ยังครับ")
    assert office.status("O20") is Status.COMPLETED


@pytest.mark.one_database
def test_a_colleague_of_the_unit_opens_finished_work_again(office: Office):
    say(office, "E10 เสร็จแล้วค่ะ")
    office.say("ชูใจ", "E10 ยังไม่เสร็จ ตีกลับไปแก้", STAFF_GROUP)
    assert office.status("E10") is Status.IN_PROGRESS


@pytest.mark.one_database
def test_a_problem_told_of_finished_work_is_asked_about(office: Office):
    say(office, "E10 เสร็จแล้วค่ะ")
    asked = office.say("ชูใจ", "E10 ยังใช้ไม่ได้", STAFF_GROUP)
    assert asked == "E10 (กองคลัง) บันทึกว่าเสร็จแล้วก่อนหน้านี้ค่ะ ยังไม่เสร็จใช่ไหมคะ"
    office.press("ชูใจ", "ใช่ ยังไม่เสร็จ", STAFF_GROUP)
    assert office.status("E10") is Status.IN_PROGRESS
