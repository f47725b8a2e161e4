"""The service was down for days or weeks: what piled up is said once, to each who is told, as it stands now."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from models import progress
from models.chat import Chat
from models.database import transaction
from models.outbox import OutboxMessage
from tasks.plan.apply import Source, import_plan
from tasks.plan.read_text import parse_text
from tasks.plan.reading import read
from tests.town import Town, town

PLAN = """มาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2570
องค์การบริหารส่วนตำบลตัวอย่าง

ประเด็น\tผู้รับผิดชอบ\tขั้นตอน\tการกำกับติดตาม
O12 รายงานผลการดำเนินงานประจำปี\tทุกกอง ส่งให้สำนักปลัดรวบรวม\tสรุปผลงาน\tรายงานภายในเดือนธันวาคมของทุกปี
O11 รายงานความก้าวหน้าการจัดซื้อจัดจ้าง\tกองคลัง\tสรุปผล\tรายงานภายในเดือนธันวาคมของทุกปี
O18 สถิติเรื่องร้องเรียน\tสำนักปลัด\tรวมเรื่องจากทุกช่องทาง\tรายงานภายในเดือนธันวาคมของทุกปี
"""
LAST_DAY_UP = date(2026, 12, 28)  # three days before all of it is due
# Down for three days: the year's end is no working day, so back on the Monday; and down for three weeks.
BACK = (date(2027, 1, 4), date(2027, 1, 18))


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Town]:
    """Everybody has been reminded three days before; then neither the web process nor the worker does anything."""
    with town(database_url, tmp_path) as found:
        with transaction(found.house.engine) as session:
            import_plan(session, found.agency_id, read(parse_text(PLAN), 2570), Source("p", "0"), 2570, found.now)
        found.through_the_day(LAST_DAY_UP)
        yield found
        assert found.line.violations() == []


def said_since(found: Town, last: int) -> list[tuple[OutboxMessage, Chat]]:
    """The reminders said after the one of this row number, each with its chat."""
    with transaction(found.house.engine) as session:
        rows = session.execute(
            select(OutboxMessage, Chat)
            .join(Chat, Chat.id == OutboxMessage.chat_id)
            .where(OutboxMessage.kind == "reminder", OutboxMessage.id > last, OutboxMessage.state == "said")
        ).all()
    return [(message, chat) for message, chat in rows]


def newest(found: Town) -> int:
    with transaction(found.house.engine) as session:
        return max(session.scalars(select(OutboxMessage.id)), default=0)


def two_days(found: Town, back: date) -> None:
    for day in (back, back + timedelta(days=1)):
        for clock in ("08:30", "08:31", "09:30", "11:00", "13:30", "15:50"):
            found.at(day, clock)
            found.work()


@pytest.mark.one_database
@pytest.mark.parametrize("back", BACK)
def test_each_who_is_told_gets_one_digest_with_each_obligation_once(office: Town, back: date):
    last = newest(office)
    two_days(office, back)
    said = said_since(office, last)
    digests = defaultdict(set)
    for message, chat in said:
        digests[chat.id].add(message.delivery_id)
    assert digests
    assert {len(deliveries) for deliveries in digests.values()} == {1}
    stages = defaultdict(set)
    for message, _ in said:
        stages[(message.occurrence_id, message.content["tell"])].add(message.content["stage"])
    assert {len(found) for found in stages.values()} == {1}, "one stage of each, not one after another"
    with transaction(office.house.engine) as session:
        still_open = {o.occurrence_id for o in progress.of_year(session, office.agency_id, 2570) if o.is_open}
    assert {message.occurrence_id for message, _ in said if message.content["tell"] == "responsible"} == still_open


@pytest.mark.one_database
@pytest.mark.parametrize("back", BACK)
def test_nothing_is_said_of_what_was_finished_meanwhile(office: Town, back: date):
    last = newest(office)
    office.at("2026-12-29", "10:00")
    office.line.say("กล้า", None, "O11 เสร็จแล้ว")
    office.line.settle()
    two_days(office, back)
    with transaction(office.house.engine) as session:
        owed = progress.of_year(session, office.agency_id, 2570)
    done = {o.occurrence_id for o in owed if not o.is_open}
    assert {o.codes for o in owed if not o.is_open} == {("O11",)}
    told = {message.occurrence_id for message, _ in said_since(office, last)}
    assert told
    assert not told & done
