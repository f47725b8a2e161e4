"""A round of reminders: each stage reaches somebody once, wherever the people can be reached by then."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from config.files import load_policy
from models import contacts, progress
from models.assignment import Assignment, Occurrence
from models.chat import Chat, ChatType, group_joined, group_left, set_type
from models.database import transaction
from models.figures import Owed
from models.outbox import OutboxMessage
from models.people import Contact, Staff
from models.records import Role
from tasks.plan.apply import Source, import_plan
from tasks.plan.read_text import parse_text
from tasks.plan.reading import read
from tasks.reminders.addressees import places
from tasks.reminders.tick import tick
from tests.town import Town, town

PLAN = """มาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2570
องค์การบริหารส่วนตำบลตัวอย่าง

ประเด็น\tผู้รับผิดชอบ\tขั้นตอน\tการกำกับติดตาม
O12 รายงานผลการดำเนินงานประจำปี\tกองช่าง\tสรุปผลงาน\tรายงานภายในเดือนธันวาคมของทุกปี
"""
LATE, NEXT = date(2027, 1, 4), date(2027, 1, 5)  # three days after the end of December, on working days


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Town]:
    """กองช่าง has an officer and no head, and owes one report since the new year."""
    with town(database_url, tmp_path) as found:
        with transaction(found.house.engine) as session:
            import_plan(session, found.agency_id, read(parse_text(PLAN), 2570), Source("p", "0"), 2570, found.now)
        yield found


def look(found: Town, day: date) -> list[str]:
    """The stages that this day's round brought up: name and chat, as their keys have them."""
    found.at(day)
    with transaction(found.house.engine) as session:
        session.execute(update(Occurrence).values(remind_on=day))
        known = set(session.scalars(select(OutboxMessage.key)))
    tick(found.house.engine, found.now, load_policy())
    with transaction(found.house.engine) as session:
        said = select(OutboxMessage.key).where(OutboxMessage.kind == "reminder").order_by(OutboxMessage.id)
        keys = session.scalars(said)
        return [key.split("/")[3] for key in keys if key not in known]


def owed(found: Town) -> Owed:
    with transaction(found.house.engine) as session:
        return progress.of_year(session, found.agency_id, 2570)[0]


def head(found: Town, name: str) -> None:
    with transaction(found.house.engine) as session:
        session.execute(update(Staff).where(Staff.name == name).values(role=Role.UNIT_HEAD))


def test_a_stage_that_reached_nobody_comes_again_tomorrow_though_another_was_told(office: Town):
    office.befriended_by_nobody()
    with transaction(office.house.engine) as session:
        officer = session.scalars(select(Contact).join(Staff, Staff.id == Contact.staff_id).where(Staff.name == "ธนา"))
        contacts.followed(session, officer.one().id, office.now)
        for chat in session.scalars(select(Chat).where(Chat.type == ChatType.STAFF)):
            group_left(session, chat.id, office.now)
    assert look(office, LATE) == ["after-1"]
    with transaction(office.house.engine) as session:
        assert session.scalars(select(Occurrence.remind_on)).one() == NEXT
    head(office, "ธนา")
    assert look(office, NEXT) == ["after-3"]


def test_where_a_unit_has_no_head_the_coordinator_hears_it_alone_not_the_whole_group(office: Town):
    one = owed(office)
    with transaction(office.house.engine) as session:
        (place,) = places(session, office.agency_id, one, "unit_head", office.now)
        assert [session.get_one(Staff, i).name for i in place.staff_ids] == ["มานี"]
        assert session.get_one(Chat, place.chat_id).type == ChatType.PRIVATE


def test_two_stages_of_one_day_in_one_chat_are_one_item_in_the_words_of_the_later(office: Town):
    with transaction(office.house.engine) as session:  # only the coordinator is left to hear either
        for chat in session.scalars(select(Chat).where(Chat.type == ChatType.STAFF)):
            group_left(session, chat.id, office.now)
        officer = session.scalars(select(Contact).join(Staff, Staff.id == Contact.staff_id).where(Staff.name == "ธนา"))
        contacts.unfollowed(session, officer.one().id)
    office.through_the_day(LATE)
    with transaction(office.house.engine) as session:
        said = session.scalars(select(OutboxMessage).where(OutboxMessage.kind == "reminder")).all()
        assert {(one.content["stage"], one.state) for one in said} == {("after-1", "said"), ("after-3", "said")}
        assert len({one.delivery_id for one in said}) == 1
    lead, cards = (json.dumps(one["body"], ensure_ascii=False) for one in office.heard("มานี"))
    assert "เรียนหัวหน้าส่วนราชการ" in lead
    assert cards.count('"bubble"') == 1


def test_a_round_told_to_stop_begins_no_further_batch(office: Town):
    with transaction(office.house.engine) as session:
        session.execute(update(Occurrence).values(remind_on=LATE))
    office.at(LATE)
    assert tick(office.house.engine, office.now, load_policy(), lambda: True) == 0
    assert tick(office.house.engine, office.now, load_policy()) == 3  # two stages, and how the first quarter stands


def test_a_stage_told_is_not_told_again_where_it_would_be_said_since(office: Town):
    assert look(office, LATE) == ["after-1", "after-3"]
    head(office, "ธนา")
    unit_id = owed(office).unit_id
    with transaction(office.house.engine) as session:
        group = group_joined(session, office.agency_id, "C" + "9" * 32, office.now)
        set_type(session, group.id, ChatType.UNIT, unit_id, office.now)
    assert look(office, NEXT) == []


def test_the_head_of_a_persons_unit_hears_of_what_is_that_persons_own(office: Town):
    with transaction(office.house.engine) as session:
        officer = session.scalars(select(Staff.id).where(Staff.name == "กล้า")).one()
        session.execute(update(Assignment).values(unit_id=None, staff_id=officer))
    one = owed(office)
    with transaction(office.house.engine) as session:
        (place,) = places(session, office.agency_id, one, "unit_head", office.now)
        assert [session.get_one(Staff, i).name for i in place.staff_ids] == ["ชูใจ"]
        assert session.get_one(Chat, place.chat_id).type == ChatType.PRIVATE


def test_one_that_cannot_be_reckoned_with_waits_a_day_and_silences_no_other(office: Town):
    plan = PLAN + "O13 รายงานผลการจัดซื้อจัดจ้าง\tกองช่าง\tสรุปผลงาน\tรายงานภายในเดือนธันวาคมของทุกปี\n"
    with transaction(office.house.engine) as session:
        import_plan(session, office.agency_id, read(parse_text(plan), 2570), Source("p", "1"), 2570, office.now)
        first, _ = session.scalars(select(Occurrence).order_by(Occurrence.id)).all()
        first.extended_to = date.max
    assert look(office, LATE)
    with transaction(office.house.engine) as session:
        told = set(session.scalars(select(OutboxMessage.occurrence_id).where(OutboxMessage.kind == "reminder")))
        days = dict(session.execute(select(Occurrence.id, Occurrence.remind_on)).all())
    assert first.id not in told
    assert set(days) - told == {first.id}
    assert days[first.id] == LATE + timedelta(days=1)
