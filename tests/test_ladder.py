"""An office's own days of reminding and days off: kept as data, and what is owed already follows."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from config.files import load_policy
from config.policy import Ladder
from models import ladder as ladders
from models import own_days
from models.assignment import Occurrence
from models.audit import AuditEntry
from models.database import transaction
from models.outbox import OutboxMessage
from models.refusal import Refusal
from tasks.plan.apply import Source, import_plan
from tasks.plan.read_text import parse_text
from tasks.plan.reading import read
from tasks.reminders.recompute import look_again
from tasks.reminders.tick import tick
from tests.town import Town, town

PLAN = """มาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2570
องค์การบริหารส่วนตำบลตัวอย่าง

ประเด็น\tผู้รับผิดชอบ\tขั้นตอน\tการกำกับติดตาม
O12 รายงานผลการดำเนินงานประจำปี\tกองช่าง\tสรุปผลงาน\tรายงานภายในเดือนธันวาคมของทุกปี
"""
OWN = Ladder(
    {
        **dict.fromkeys(("yearly", "once", "half_yearly"), (21, 0)),
        "quarterly": (7, 0),
        "monthly": (3, 0),
        "weekly": (0,),
    },
    *(2, 4, 8, 10, 7, 1),
)


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Town]:
    """One report of กองช่าง is due on 31 December, and reminded of 30 days before by the policy."""
    with town(database_url, tmp_path) as found:
        with transaction(found.house.engine) as session:
            import_plan(session, found.agency_id, read(parse_text(PLAN), 2570), Source("p", "0"), 2570, found.now)
        tick(found.house.engine, found.now, load_policy())
        yield found


def next_look(found: Town) -> date | None:
    with transaction(found.house.engine) as session:
        return session.scalars(select(Occurrence.remind_on)).one()


def stages(found: Town, first: str, last: str) -> dict[str, str]:
    """Stage → the day on which it was brought up, going through the days."""
    seen: dict[str, str] = {}
    for day in range(date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal() + 1):
        found.at(date.fromordinal(day))
        tick(found.house.engine, found.now, load_policy())
        with transaction(found.house.engine) as session:
            for key in session.scalars(select(OutboxMessage.key).where(OutboxMessage.kind == "reminder")):
                seen.setdefault(key.split("/")[3], date.fromordinal(day).isoformat())
    return seen


@pytest.mark.one_database
def test_the_office_is_reminded_on_its_own_days_from_then_on(office: Town):
    assert next_look(office) == date(2026, 12, 1)
    with transaction(office.house.engine) as session:
        ladders.set_ladder(session, office.agency_id, OWN, office.now)
        assert ladders.own_ladder(session, office.agency_id) == OWN
        assert look_again(session, office.agency_id, office.now, load_policy()) == 1
    assert next_look(office) == date(2026, 12, 9)  # the 10th is a holiday
    assert stages(office, "2026-12-01", "2027-01-12") == {
        "before-21": "2026-12-09",
        "before-0": "2026-12-30",  # the 31st is a day off for the whole country
        "after-2": "2027-01-04",
        "after-4": "2027-01-04",
        "after-8": "2027-01-08",
        "after-10": "2027-01-11",
    }


@pytest.mark.one_database
def test_a_day_off_moves_the_reminder_to_the_working_day_before_and_back_again(office: Town):
    with transaction(office.house.engine) as session:
        own_days.set_day(session, office.agency_id, date(2026, 12, 1), False, "ประกาศจังหวัด", office.now)
        assert look_again(session, office.agency_id, office.now, load_policy()) == 1
    assert next_look(office) == date(2026, 11, 30)
    with transaction(office.house.engine) as session:
        assert own_days.clear_day(session, office.agency_id, date(2026, 12, 1), office.now)
        assert not own_days.clear_day(session, office.agency_id, date(2026, 12, 1), office.now)
        look_again(session, office.agency_id, office.now, load_policy())
        acts = session.scalars(select(AuditEntry.act).where(AuditEntry.act.startswith("day_"))).all()
        assert acts == ["day_set", "day_cleared"]
    assert next_look(office) == date(2026, 12, 1)


@pytest.mark.one_database
def test_going_back_to_the_policys_own_days_is_one_step(office: Town):
    with transaction(office.house.engine) as session:
        ladders.set_ladder(session, office.agency_id, OWN, office.now)
        ladders.set_ladder(session, office.agency_id, None, office.now)
        assert ladders.policy_for(session, office.agency_id, load_policy()) is load_policy()


@pytest.mark.parametrize("preset", ladders.PRESETS, ids=lambda preset: preset.key)
def test_every_ready_made_choice_can_be_kept(preset: ladders.Preset):
    if preset.ladder:
        ladders.check(preset.ladder)


def test_the_policys_own_days_can_be_kept_too():
    ladders.check(load_policy().ladder)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (replace(OWN, before={**OWN.before, "yearly": (7,)}), "yearly"),
        (replace(OWN, before={**OWN.before, "monthly": (40, 0)}), "monthly"),
        (replace(OWN, before={**OWN.before, "weekly": (0, 0)}), "weekly"),
        (replace(OWN, before={**OWN.before, "once": tuple(range(9))}), "once"),
        (replace(OWN, before={}), "weekly"),
        (replace(OWN, responsible=0), "after"),
        (replace(OWN, unit_head=2), "after"),
        (replace(OWN, executive=61), "after"),
        (replace(OWN, times=13), "times"),
        (replace(OWN, first=8), "first"),
        (replace(OWN, every=0), "first"),
    ],
)
def test_days_that_cannot_be_kept_are_refused_with_their_place(wrong: Ladder, field: str):
    with pytest.raises(Refusal) as refused:
        ladders.check(wrong)
    assert refused.value.field == field
