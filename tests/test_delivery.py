"""Delivery under attack: whatever LINE, the network or the clock do, each thing is said once, or not begun."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.line import Channel, LineGateway
from config.files import load_policy
from models import agency, outbox
from models import delivery as delivery_table
from models.agency import Agency
from models.chat import Chat, ChatType, group_joined, set_type
from models.database import transaction
from models.delivery import Delivery
from models.outbox import NewMessage, OutboxMessage
from tasks.delivery import sender
from tasks.delivery.allowance import Left
from tasks.delivery.compose import Ask, Composed, compose, look_up_for, store
from tasks.delivery.forecast import UNKNOWN_SIZE
from tasks.delivery.sender import deliver
from tasks.plan.apply import Source, import_plan
from tasks.plan.read_text import parse_text
from tasks.plan.reading import read
from tasks.scheduling import rounds
from tests.town import STAFF_GROUP, Town, town

PLAN = """มาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2570
องค์การบริหารส่วนตำบลตัวอย่าง

ประเด็น\tผู้รับผิดชอบ\tขั้นตอน\tการกำกับติดตาม
O12 รายงานผลการดำเนินงานประจำปี\tทุกกอง ส่งให้สำนักปลัดรวบรวม\tสรุปผลงาน\tรายงานภายในเดือนธันวาคมของทุกปี
"""
PATIENCE_OVER = "12:31"
PEOPLE = 8
LAST_DAY = "2026-12-30"  # the last working day before the report is due: nothing more is foreseen this month
SUPERSEDED = ("dropped", "มีการเตือนรอบใหม่กว่า")
# Every way in which the answer to a push may fail to come, whether or not LINE took the message.
FAULTS = ("error_before", "error_after", "cut_before", "cut_after", "malformed")


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Town]:
    """The first of December: the report is due in thirty days and its reminder waits for somebody to speak."""
    with town(database_url, tmp_path) as found:
        found.befriended_by_nobody()
        with transaction(found.house.engine) as session:
            reading = read(parse_text(PLAN), 2570)
            import_plan(session, found.agency_id, reading, Source("plan.txt", "0"), 2570, found.now)
        found.at("2026-12-01")
        found.work()
        assert found.line.requests("push") == []
        yield found
        assert found.line.violations() == []


def at(found: Town, clock: str) -> None:
    found.at("2026-12-01", clock)
    found.work()


def messages(found: Town, kind: str = "reminder") -> list[OutboxMessage]:
    with transaction(found.house.engine) as session:
        return list(session.scalars(select(OutboxMessage).where(OutboxMessage.kind == kind).order_by(OutboxMessage.id)))


def states(found: Town, kind: str = "reminder") -> set[tuple[str, str | None]]:
    return {(message.state, message.why) for message in messages(found, kind)}


def deliveries(found: Town) -> list[str]:
    with transaction(found.house.engine) as session:
        return list(session.scalars(select(Delivery.state).order_by(Delivery.id)))


def digests(found: Town, where: str = STAFF_GROUP) -> int:
    """Requests of the bot that reached the chat."""
    return len({message["request_id"] for message in found.heard(where)})


def tries(found: Town, endpoint: str = "push") -> list[dict[str, Any]]:
    return found.line.requests(endpoint)


# -- LINE's answers ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("times", [1, 3])
@pytest.mark.parametrize("kind", FAULTS)
def test_a_push_without_an_answer_is_tried_with_the_same_key_and_body_and_said_once(
    office: Town, kind: str, times: int
):
    office.line.fault("push", kind, times)
    at(office, PATIENCE_OVER)
    for _ in range(8):
        office.line.advance(seconds=40)
        office.work()
    made = tries(office)
    assert len(made) >= 2
    assert len({one["retry_key"] for one in made}) == len({json.dumps(one["body"]) for one in made}) == 1
    assert digests(office) == 1
    assert office.line.quota()["used"] == PEOPLE
    assert states(office) == {("said", None)}
    assert deliveries(office) == ["accepted"]
    with transaction(office.house.engine) as session:
        assert delivery_table.quoted_message(session, office.agency_id, office.heard(STAFF_GROUP)[-1]["id"]) is not None


@pytest.mark.parametrize("kind", FAULTS)
def test_a_reply_without_an_answer_counts_as_said_and_is_not_repeated(office: Town, kind: str):
    office.line.fault("reply", kind)
    at(office, "09:00")
    office.say("ธนา", "สวัสดีตอนเช้าค่ะทุกคน", STAFF_GROUP)
    at(office, PATIENCE_OVER)
    assert len(tries(office, "reply")) == 1
    assert tries(office) == []
    assert digests(office) == (1 if kind in ("error_after", "cut_after", "malformed") else 0)
    assert (states(office), deliveries(office)) == ({("said", None)}, ["unknown"])


def test_too_many_requests_at_once_put_a_reminder_off_for_a_minute(office: Town):
    office.line.fault("push", "rate_limit")
    at(office, PATIENCE_OVER)
    at(office, PATIENCE_OVER)
    assert len(tries(office)) == 1
    assert states(office) == {("waiting", "429 The API rate limit has been exceeded. Try again later.")}
    at(office, "12:32")
    assert [one["status"] for one in tries(office)] == [429, 200]
    assert digests(office) == 1


def test_a_limit_met_while_trying_again_does_not_make_it_a_new_message(office: Town):
    office.line.fault("push", "error_after")
    office.line.fault("push", "rate_limit", 2)
    at(office, PATIENCE_OVER)
    for _ in range(6):
        office.line.advance(minutes=5)
        office.work()
    assert len({one["retry_key"] for one in tries(office)}) == 1
    assert [one["status"] for one in tries(office)] == [500, 429, 429, 409]
    assert (digests(office), office.line.quota()["used"]) == (1, PEOPLE)


def test_a_refusal_met_while_trying_again_ends_the_matter(office: Town):
    office.line.fault("push", "error_after")
    office.line.fault("push", "error_before", 1, status=400)
    at(office, PATIENCE_OVER)
    office.line.advance(minutes=5)
    office.work()
    assert (digests(office), len(tries(office))) == (1, 2)
    assert deliveries(office) == ["refused"]


def test_with_a_refused_access_token_reminders_wait_and_answers_are_dropped(office: Town):
    office.line.set(token="another")
    at(office, "09:00")
    office.say("ธนา", "วิธีใช้")
    office.say("ธนา", "สวัสดีตอนเช้าค่ะทุกคน", STAFF_GROUP)
    at(office, PATIENCE_OVER)
    assert states(office, "answer") == {("dropped", "หมดเวลาตอบกลับ")}
    assert states(office) == {("waiting", "LINE ไม่ตอบโควตาที่เหลือ")}
    office.line.set(token="town-token")
    at(office, "13:00")
    assert (digests(office), digests(office, "ธนา")) == (1, 0)
    assert states(office) == {("said", None)}


def test_the_quota_is_never_overrun_and_the_reminder_says_why_it_waits(office: Town):
    office.line.set_quota(PEOPLE + 5, used=6)
    for clock in ("08:30", PATIENCE_OVER, "14:00"):
        office.at(LAST_DAY, clock)
        office.work()
    assert tries(office) == []
    assert states(office) == {SUPERSEDED, ("waiting", "โควตาเหลือ 7 ต้องใช้ 8")}
    office.line.set_quota(PEOPLE + 6, used=6)
    office.at(LAST_DAY, "15:00")
    office.work()
    assert office.line.quota()["used"] == office.line.quota()["quota"] == PEOPLE + 6
    assert states(office) == {SUPERSEDED, ("said", None)}


def test_the_offices_own_budget_is_kept_where_line_allows_more(office: Town):
    with transaction(office.house.engine) as session:
        session.get_one(Agency, office.agency_id).quota = PEOPLE + 1
    office.line.set_quota(PEOPLE + 50, used=2)
    for clock in ("08:30", PATIENCE_OVER):
        office.at(LAST_DAY, clock)
        office.work()
    assert states(office) == {SUPERSEDED, ("waiting", "โควตาเหลือ 7 ต้องใช้ 8")}
    office.line.set_quota(PEOPLE + 50, used=1)
    office.at(LAST_DAY, "14:00")
    office.work()
    assert states(office) == {SUPERSEDED, ("said", None)}


def test_of_two_workers_that_saw_the_same_allowance_the_second_counts_what_the_first_spent(office: Town):
    office.at("2026-12-01", PATIENCE_OVER)
    other = office.line.group("กลุ่มที่สอง", ["มานี"])
    with transaction(office.house.engine) as session:
        first = session.scalars(select(Chat.id).where(Chat.line_id == office.groups[STAFF_GROUP])).one()
        second = group_joined(session, office.agency_id, other, office.now).id
        set_type(session, second, ChatType.STAFF, None, office.now)
        words = {"messages": [{"type": "text", "text": "ประกาศ"}], "about": [], "asks": None}
        new = NewMessage(
            office.agency_id, second, "n", "notice", "soon", words, office.now, office.now.replace(hour=23)
        )
        outbox.enqueue(session, replace(new, push_after=office.now), office.now)
    seen = Left(UNKNOWN_SIZE + 10, 0)
    made = []
    for chat_id in (first, second):
        with transaction(office.house.engine) as session:
            made.append(stored(session, Ask(chat_id, seen), office.now))
    assert made[0].delivery is not None
    assert (made[1].delivery, made[1].held) == (None, "โควตาเหลือ 10 ต้องใช้ 200")


def test_a_groups_name_is_learnt_when_its_people_are_counted(office: Town):
    with transaction(office.house.engine) as session:
        session.scalars(select(Chat).where(Chat.line_id == office.groups[STAFF_GROUP])).one().name = None
    at(office, PATIENCE_OVER)
    with transaction(office.house.engine) as session:
        found = session.scalars(select(Chat).where(Chat.line_id == office.groups[STAFF_GROUP])).one()
        assert (found.name, found.member_count) == (STAFF_GROUP, PEOPLE)


def test_a_room_is_counted_where_line_counts_rooms(office: Town, monkeypatch: pytest.MonkeyPatch):
    asked: list[str] = []
    monkeypatch.setattr(LineGateway, "_ask", lambda self, channel, path: asked.append(path) or {"count": 3})
    gateway = office.house.gateway
    assert [gateway.member_count(Channel("s", "t"), chat) for chat in ("R1", "C1")] == [3, 3]
    assert asked == ["/v2/bot/room/R1/members/count", "/v2/bot/group/C1/members/count"]


def test_our_own_ledger_stands_where_line_has_not_counted_yet(office: Town):
    at(office, PATIENCE_OVER)
    office.line.set_quota(PEOPLE + 1, used=0)
    for clock in ("08:30", "13:00"):
        office.at("2026-12-17", clock)
        office.work()
    assert len(tries(office)) == 1
    assert ("waiting", "โควตาเหลือ 1 ต้องใช้ 8") in states(office)


def test_a_mention_of_somebody_who_left_costs_the_mention_not_the_reminder(office: Town):
    office.line.hold()
    office.line.member_left(STAFF_GROUP, "ธนา")
    at(office, PATIENCE_OVER)
    at(office, "12:40")
    assert [one["status"] for one in tries(office)] == [400, 200]
    assert [part["type"] for part in tries(office)[1]["body"]["messages"]] == ["text", "flex"]
    assert digests(office) == 1


def test_a_mention_of_somebody_who_left_costs_no_answer_either(office: Town):
    office.at("2026-12-01", "09:00")
    office.line.say("มานี", STAFF_GROUP, "@ตามงาน วิธีใช้", mention_bot=True)
    office.line.settle()
    office.line.hold()
    office.line.member_left(STAFF_GROUP, "ธนา")
    rounds(office.house)
    rounds(office.house)
    assert [one["status"] for one in tries(office, "reply")] == [400, 200]
    assert states(office, "answer") == states(office) == {("said", None)}
    assert (digests(office), tries(office)) == (1, [])


def test_nothing_is_pushed_into_a_group_that_took_the_bot_out(office: Town):
    office.line.leave(STAFF_GROUP)
    at(office, PATIENCE_OVER)
    assert tries(office) == []
    assert states(office) == {("refused", "บอตไม่อยู่ในแชตนี้แล้ว")}


def test_a_group_that_took_the_bot_out_unheard_is_given_up(office: Town):
    office.line.hold()
    office.line.leave(STAFF_GROUP)
    at(office, PATIENCE_OVER)
    at(office, "13:00")
    at(office, "14:00")
    assert [one["status"] for one in tries(office)] == [400, 400]  # with mentions, then without
    assert states(office) == {("refused", "400 Failed to send messages")}


def test_an_answer_whose_reply_token_ran_out_is_dropped_and_its_effect_stays(office: Town):
    office.line.hold()
    office.line.say("ธนา", None, "O12 เสร็จแล้ว")
    office.line.advance(minutes=21)
    office.line.release()
    office.work()
    office.line.advance(minutes=2)
    office.work()
    assert digests(office, "ธนา") == 0
    assert states(office, "answer") == {("dropped", "หมดเวลาตอบกลับ")}


# -- long silences ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["error", "cut"])
def test_after_a_working_day_without_line_everything_arrives_once_in_one_digest(office: Town, how: str):
    office.line.down(how)
    for hour in range(9, 24):
        office.at("2026-12-01", f"{hour:02}:00")
        if hour < 17:
            office.line.say("กล้า", STAFF_GROUP, f"ตอนนี้ {hour} นาฬิกาแล้วนะคะ")
        office.work()
    assert office.heard(STAFF_GROUP) == []
    office.line.up()
    for clock in ("08:30", "08:35", "13:00", "16:00"):
        office.at("2026-12-02", clock)
        office.work()
    assert (digests(office), len(tries(office)[-1:])) == (1, 1)
    assert states(office) == {("said", None)}
    assert office.line.quota()["used"] == PEOPLE


@pytest.mark.parametrize("days", [3, 21])
def test_after_days_without_our_service_each_obligation_is_brought_up_once(office: Town, days: int):
    back = date(2026, 12, 1) + timedelta(days=days)
    for on in (back, back + timedelta(days=1)):
        for clock in ("08:30", "08:31", "13:00", "16:00"):
            office.at(on, clock)
            office.work()
    assert digests(office) == 1
    brought_up = [message for message in messages(office) if message.state == "said"]
    assert set(Counter(message.occurrence_id for message in brought_up).values()) == {1}
    assert len({message.occurrence_id for message in brought_up}) == len({m.occurrence_id for m in messages(office)})


# -- restarts ---------------------------------------------------------------------------------------------------


def composed(found: Town) -> Composed:
    with transaction(found.house.engine) as session:
        chat_id = session.scalars(select(Chat.id).where(Chat.line_id == found.groups[STAFF_GROUP])).one()
        return stored(session, Ask(chat_id, Left(300, 0)), found.now)


def stored(session: Session, ask: Ask, now: datetime) -> Composed:
    found = compose(session, look_up_for(session, [ask], now), [ask], now, load_policy())
    store(session, found)
    return found[0]


def test_a_request_stored_before_the_process_ended_is_made_by_the_next_one(office: Town):
    office.at("2026-12-01", PATIENCE_OVER)
    assert composed(office).delivery is not None
    office.work()
    assert (digests(office), len(tries(office))) == (1, 1)


def test_a_request_stored_long_ago_and_never_made_is_composed_anew(office: Town):
    office.at("2026-12-01", PATIENCE_OVER)
    assert composed(office).delivery is not None
    for clock in ("13:00", "13:01"):
        office.at("2026-12-03", clock)
        office.work()
    assert deliveries(office) == ["refused", "accepted"]
    assert (digests(office), len(tries(office))) == (1, 1)
    assert "อีก 28 วัน" in office.last(STAFF_GROUP)


def test_a_push_cut_short_by_the_end_of_the_process_is_repeated_under_its_own_key(
    office: Town, monkeypatch: pytest.MonkeyPatch
):
    ask, told = sender.ask_line, []

    def killed(house: Any, request: Any) -> Any:
        told.append(ask(house, request))
        raise SystemExit

    office.at("2026-12-01", PATIENCE_OVER)
    monkeypatch.setattr(sender, "ask_line", killed)
    with pytest.raises(SystemExit):
        deliver(office.house, load_policy())
    monkeypatch.undo()
    assert [one.state for one in told] == ["accepted"]
    at(office, "12:40")
    assert [one["status"] for one in tries(office)] == [200, 409]
    assert (digests(office), states(office)) == (1, {("said", None)})


def test_a_reply_cut_short_by_the_end_of_the_process_counts_as_said(office: Town, monkeypatch: pytest.MonkeyPatch):
    def killed(house: Any, request: Any) -> Any:
        raise SystemExit

    office.at("2026-12-01", "09:00")
    office.line.say("ธนา", STAFF_GROUP, "สวัสดีตอนเช้าค่ะทุกคน")
    office.line.settle()
    monkeypatch.setattr(sender, "ask_line", killed)
    with pytest.raises(SystemExit):
        rounds(office.house)
    monkeypatch.undo()
    at(office, "09:02")
    assert (deliveries(office), states(office)) == (["unknown"], {("said", None)})
    assert tries(office, "reply") == tries(office) == []


def test_a_push_unanswered_for_a_day_is_not_repeated_under_another_key(office: Town):
    office.line.fault("push", "error_before", 1_000)
    at(office, PATIENCE_OVER)
    office.line.clear_faults()
    office.at("2026-12-02", "13:00")
    office.work()
    assert len(tries(office)) == 1
    assert deliveries(office) == ["given_up"]
    assert {state for state, _ in states(office)} == {"dropped"}


# -- many chats -------------------------------------------------------------------------------------------------


def movable(found: Town, limit: int = 1_000) -> list[int]:
    """The chats in which something can be done now, in the order of their turns."""
    with transaction(found.house.engine) as session:
        return [chat.chat_id for chat in outbox.movable_chats(session, found.now, limit, found.now)]


def crowd(found: Town, slug: str, chats: int, push_after: datetime) -> list[int]:
    """An office whose chats each wait for a notice; the ids of the chats."""
    with transaction(found.house.engine) as session:
        owner = agency.by_slug(session, slug) or agency.create(session, slug, slug, 300, ["กองคลัง"], found.now)
        ids = []
        for n in range(chats):
            chat = group_joined(session, owner.id, f"C{slug}{n}", found.now)
            set_type(session, chat.id, ChatType.STAFF, None, found.now)
            words = {"messages": [{"type": "text", "text": f"ถึงกลุ่ม {n}"}], "about": [], "asks": None}
            notice = NewMessage(
                *(owner.id, chat.id, f"notice/{n}", "notice", "request", words),
                not_before=push_after,
                push_after=push_after,
                useless_after=found.now + timedelta(days=5),
            )
            outbox.enqueue(session, notice, found.now)
            ids.append(chat.id)
        return ids


def test_an_office_with_three_hundred_waiting_chats_holds_up_no_other(office: Town):
    busy = crowd(office, "busy", 300, office.now - timedelta(hours=1))
    quiet = crowd(office, "quiet", 2, office.now)
    order = movable(office)
    assert set(order) == {*busy, *quiet}
    assert max(order.index(chat_id) for chat_id in quiet) < 4


def test_a_chat_that_cannot_be_pushed_to_is_not_looked_at_again_at_once(office: Town):
    crowd(office, "demo", 40, office.now)
    office.line.set_quota(100, used=100)
    at(office, "09:00")
    asked = len(tries(office, "quota"))
    assert asked == 1  # once for the office, not once for each of forty chats
    at(office, "09:00")
    assert movable(office) == []
    at(office, "09:11")
    assert len(tries(office, "quota")) == 2
    assert tries(office) == []


def test_while_the_office_is_closed_nothing_is_looked_at_before_it_opens(office: Town):
    crowd(office, "demo", 3, office.now)
    at(office, "18:00")
    assert states(office, "notice") == {("waiting", "นอกเวลาทำการ")}
    office.line.advance(hours=3)
    assert movable(office) == []


def test_a_chat_whose_message_cannot_be_built_holds_up_nobody(office: Town):
    first, *_ = crowd(office, "demo", 3, office.now)
    with transaction(office.house.engine) as session:
        for message in session.scalars(select(OutboxMessage).where(OutboxMessage.chat_id == first)):
            message.content = {"messages": [1]}
    before = len(tries(office))
    at(office, "09:00")
    at(office, "09:11")  # groups of unknown size: the quota holds one at a time
    assert len(tries(office)) == before + 2


def test_an_answer_goes_before_what_others_are_pushed(office: Town):
    crowd(office, "demo", 5, office.now)
    office.line.say("ธนา", None, "วิธีใช้")
    office.line.settle()
    rounds(office.house)
    assert next(one["endpoint"] for one in office.line.requests() if one["endpoint"] in ("push", "reply")) == "reply"


def test_a_settled_request_no_longer_holds_the_line_ids_it_mentioned(office: Town):
    at(office, PATIENCE_OVER)
    with transaction(office.house.engine) as session:
        bodies = [json.dumps(d.body) for d in session.scalars(select(Delivery)) if d.state == "accepted"]
    assert any('"mention"' in body for body in bodies)
    assert not any(re.search(r"U[0-9a-f]{32}", body) for body in bodies)
