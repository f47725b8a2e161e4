"""A month that runs out of counted messages: who is told, what still travels, and how the next month begins."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.outbox import OutboxMessage
from tests.journeys import STAFF_GROUP, Office, living

DAYS = ("2026-12-17", "2026-12-24", "2026-12-28", "2026-12-30")


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    """The first of December; others have spent all but thirty of the month's 300 messages."""
    with living(database_url, tmp_path) as found:
        found.line.set_quota(300, used=270)
        yield found
        assert {one["status"] for one in found.line.requests("push")} <= {200}


def a_day(office: Office, day: str, *clocks: str) -> None:
    for clock in clocks or ("08:30", "12:31", "15:46"):
        office.town.at(day, clock)
        office.town.work()


def pushed(office: Office, since: int = 0) -> Counter[str]:
    names = {user["id"]: user["name"] for user in office.line.cast()["users"]}
    return Counter(names.get(one["body"]["to"], "group") for one in office.line.requests("push")[since:])


def test_the_coordinator_hears_in_time_that_the_month_will_not_suffice_and_sees_what_waits(office: Office):
    a_day(office, "2026-12-01")
    assert pushed(office) == {"มานี": 1}
    told = office.town.last("มานี")
    assert "เดือนนี้เหลือข้อความ 30 จาก 300 ค่ะ งานที่จะเตือนถึงสิ้นเดือนยังต้องใช้ราว 25" in told
    assert "กันข้อความส่วนหนึ่งไว้สำหรับเรื่องเร่งด่วน" in told, "or 30 left, 25 needed and 10 missing would contradict"
    assert "หากต้องการส่งให้ครบในเวลา ต้องมีเพิ่มอีกราว 10 ข้อความ" in told
    listed = office.press("มานี", "ดูรายการ")
    assert "เรื่องที่จะรอส่งแบบไม่เสียโควตา" in listed
    assert "O12" in listed
    a_day(office, "2026-12-02")
    assert pushed(office) == {"มานี": 1}, "once a month for each level"


def test_what_is_early_waits_for_a_free_reply_so_that_what_is_due_can_be_pushed(office: Office):
    a_day(office, "2026-12-01")
    waits = {row.why for row in office.rows(OutboxMessage) if row.kind == "reminder"}
    assert waits == {"โควตาเหลือ 30 (กันไว้ 30 สำหรับเรื่องเร่งด่วนกว่า) ต้องใช้ 8"}
    for day in DAYS:
        a_day(office, day)
    assert office.line.quota()["used"] <= 300
    said = {row.content["stage"] for row in office.rows(OutboxMessage) if row.kind == "reminder" and row.said_at}
    assert "before-0" in said


def test_with_the_quota_gone_on_the_third_everything_still_travels_on_free_replies(office: Office):
    a_day(office, "2026-12-01")
    office.line.set_quota(300, used=300)
    before = len(office.line.requests("push"))
    for day in DAYS:
        a_day(office, day)
        office.town.at(day, "15:50")
        office.line.say("กล้า", STAFF_GROUP, "ประชุมเสร็จแล้วนะคะ")
        office.town.work()
        assert {m["via"] for m in office.town.heard(STAFF_GROUP)} == {"reply"}
    assert len(office.line.requests("push")) == before
    assert "O12" in office.town.heard(STAFF_GROUP)[-1]["body"]["altText"]


def test_the_next_month_begins_with_one_digest_a_chat_and_no_flood(office: Office):
    office.line.set_quota(300, used=300)
    for day in ("2026-12-01", *DAYS):
        a_day(office, day)
    assert pushed(office) == {}
    office.line.set_quota(300, used=0)
    a_day(office, "2027-01-04")
    told = pushed(office)
    # Heads hear of their units alone, the coordinator of those without one, the officers of their own; the executive
    # of the quarter just over.
    assert told == dict.fromkeys(("กล้า", "ชูใจ", "ดวงใจ", "ธนา", "ปิติ", "มานี", "วีระ", "สมคิด"), 1)
    said = Counter(
        (row.occurrence_id, row.content["tell"], tuple(row.content["staff"]))
        for row in office.rows(OutboxMessage)
        if row.kind == "reminder" and row.said_at
    )
    assert set(said.values()) == {1}
