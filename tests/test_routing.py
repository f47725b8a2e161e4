"""What becomes of what a chat is owed: reply, push, hold or drop."""

from dataclasses import replace
from datetime import datetime, timedelta

from models.bangkok import BANGKOK
from tasks.delivery.routing import LINE_SILENT, LINE_UNASKED, Send, Situation, Waiting, route
from tasks.delivery.splitting import Move

NOON = datetime(2026, 11, 30, 12, 0, tzinfo=BANGKOK)
HOUR = timedelta(hours=1)
AT = Situation(now=NOON, tokens=(), is_open=True, is_public=False, cost=20, left=300)
REMINDER = Waiting(1, False, 0, 4, NOON - HOUR, NOON + HOUR, None, True)
ANSWER = Waiting(9, True, 1, 0, None, NOON + HOUR, 5, True)


def test_a_reminder_rides_on_a_free_reply_as_soon_as_somebody_speaks():
    fresh = replace(REMINDER, push_after=NOON + HOUR)
    assert route([fresh], replace(AT, tokens=(7,))).send == Send("reply", (), (1,), 7, 0)


def test_a_reminder_waits_for_somebody_to_speak_before_it_costs_anything():
    decided = route([replace(REMINDER, push_after=NOON + HOUR)], AT)
    assert decided.send is None
    assert decided.held == "รอให้มีคนพูดในกลุ่ม"


def test_when_patience_is_over_all_reminders_of_the_chat_go_in_one_push():
    later = replace(REMINDER, id=2, push_after=NOON + HOUR)
    assert route([REMINDER, later], AT).send == Send("push", (), (1, 2), None, 20)


def test_the_quota_is_never_overrun():
    decided = route([REMINDER], replace(AT, left=19))
    assert decided.send is None
    assert "โควตาเหลือ 19" in decided.held


def test_without_lines_word_on_the_quota_no_push_is_begun():
    assert route([REMINDER], replace(AT, left=None)).held == LINE_SILENT


def test_nothing_is_reminded_outside_working_hours_even_for_free():
    decided = route([REMINDER], replace(AT, is_open=False, tokens=(7,)))
    assert (decided.send, decided.held) == (None, "นอกเวลาทำการ")


def test_an_answer_goes_at_any_hour_on_its_own_token():
    at = replace(AT, is_open=False, tokens=(5, 7))
    assert route([REMINDER, ANSWER], at).send == Send("reply", (9,), (), 5, 0)


def test_a_digest_rides_along_with_an_answer():
    assert route([REMINDER, ANSWER], replace(AT, tokens=(5,))).send == Send("reply", (9,), (1,), 5, 0)


def test_an_answer_of_four_messages_leaves_no_room_for_a_digest():
    long = replace(ANSWER, size=4)
    assert route([REMINDER, long], replace(AT, tokens=(5,))).send == Send("reply", (9,), (), 5, 0)


def test_notices_and_digest_together_never_pass_five_messages():
    notices = [replace(REMINDER, id=i, size=2, rank=1) for i in (11, 12, 13)]
    send = route([REMINDER, *notices], AT).send
    assert send is not None
    assert send.reminders == (11, 1) or sorted(send.reminders) == [1, 11]


def test_a_public_group_is_never_reminded():
    decided = route([REMINDER], replace(AT, is_public=True, tokens=(7,)))
    assert decided.send is None
    assert decided.drops == ((1, "กลุ่มสาธารณะไม่รับการเตือน"),)


def test_what_is_no_longer_wanted_or_useful_is_dropped_with_its_reason():
    done = replace(REMINDER, wanted=False, why_not="ทำเสร็จแล้ว")
    stale = replace(REMINDER, id=2, useless_after=NOON)
    late_answer = replace(ANSWER, token_id=6)
    assert dict(route([done, stale, late_answer], AT).drops) == {
        1: "ทำเสร็จแล้ว",
        2: "พ้นเวลาที่มีประโยชน์",
        9: "หมดเวลาตอบกลับ",
    }


def test_line_is_asked_before_any_reminder_is_begun_free_or_not():
    unasked = replace(AT, left=None, asked=False)
    for at, waiting in (
        (unasked, [REMINDER]),
        (replace(unasked, tokens=(7,)), [replace(REMINDER, push_after=NOON + HOUR)]),
        (replace(unasked, tokens=(5,)), [REMINDER, ANSWER]),
    ):
        assert (route(waiting, at).send, route(waiting, at).held) == (None, LINE_UNASKED)


def test_an_answer_alone_asks_nobody_and_while_line_is_silent_nothing_rides_on_it():
    unasked = replace(AT, left=None, asked=False, tokens=(5,))
    assert route([ANSWER], unasked).send == Send("reply", (9,), (), 5, 0)
    assert route([REMINDER, ANSWER], replace(unasked, asked=True)).send == Send("reply", (9,), (), 5, 0)
    assert route([REMINDER], replace(unasked, asked=True)).held == LINE_SILENT


# -- a group's reminders in people's 1:1 chats ---------------------------------------------------------------------


def owed_by(message_id: int, *people: int, rank: int = 4, waits: timedelta = -HOUR) -> Waiting:
    return replace(REMINDER, id=message_id, rank=rank, people=people, push_after=NOON + waits)


def test_where_fewer_people_answer_than_sit_in_the_group_each_hears_it_alone():
    decided = route([owed_by(1, 31), owed_by(2, 31, 32)], AT)
    assert (decided.send, decided.held) == (None, "")
    assert decided.moves == (Move(1, (31,)), Move(2, (31, 32)))


def test_a_free_token_in_the_group_carries_it_for_everybody():
    assert route([owed_by(1, 31)], replace(AT, tokens=(7,))).send == Send("reply", (), (1,), 7, 0)


def test_a_group_no_larger_than_the_people_concerned_is_told_together():
    decided = route([owed_by(1, 31, 32), owed_by(2, 33)], replace(AT, cost=3))
    assert decided.send == Send("push", (), (1, 2), None, 3)


def test_where_line_reaches_nobody_of_one_reminder_the_group_hears_all_of_them():
    assert route([owed_by(1, 31), owed_by(2)], AT).send == Send("push", (), (1, 2), None, 20)


def test_where_the_group_is_too_dear_those_who_can_be_reached_hear_it_alone_and_the_rest_waits():
    decided = route([owed_by(1, 31), owed_by(2)], replace(AT, left=19))
    assert (decided.moves, decided.held) == ((Move(1, (31,)),), "โควตาเหลือ 19 ต้องใช้ 20")


def test_where_there_is_not_enough_for_everybody_one_of_them_hears_it_the_most_urgent_first():
    waiting = [owed_by(1, 31, 32), owed_by(2, 33, 34, rank=2), owed_by(3, 35)]
    decided = route(waiting, replace(AT, left=3))
    assert decided.moves == (Move(2, (33, 34)), Move(1, (31,)))
    assert decided.held == "โควตาเหลือ 3 ต้องใช้ 20"


def test_what_can_still_wait_goes_along_with_people_spoken_to_anyway():
    waiting = [owed_by(1, 31), owed_by(2, 31, waits=HOUR), owed_by(3, 31, 32, waits=HOUR)]
    assert route(waiting, AT).moves == (Move(1, (31,)), Move(2, (31,)))


def test_what_is_kept_for_more_urgent_things_is_not_spent():
    kept = replace(AT, left=25, kept={4: 20, 2: 5})
    assert route([REMINDER], kept).held == "โควตาเหลือ 25 (กันไว้ 20 สำหรับเรื่องเร่งด่วนกว่า) ต้องใช้ 20"
    assert route([replace(REMINDER, rank=2)], kept).send == Send("push", (), (1,), None, 20)
