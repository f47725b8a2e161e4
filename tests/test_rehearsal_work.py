"""Rehearsals asked for on a page: a draft is played on a copy, one at a time for each office, and ended cleanly."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import Engine, func, select

from config.settings import Settings
from models import plan_draft, rehearsal
from models.database import reading, transaction
from models.measure import Plan
from models.refusal import Refusal
from models.rehearsal import RehearsalRun
from tasks.apart import Apart
from tasks.house import House, build
from tasks.plan import kept
from tasks.plan.read_text import parse_text
from tasks.plan.reading import read
from tasks.rehearsal import work
from tasks.rehearsal.told import sentence
from tests.office import Office, make_office

PLAN = """มาตรการส่งเสริมความโปร่งใส องค์การบริหารส่วนตำบลตัวอย่าง ประจำปีงบประมาณ พ.ศ. 2570

ประเด็น\tผู้รับผิดชอบ\tขั้นตอน\tการกำกับติดตาม
O12 รายงานผลการดำเนินงาน\tกองช่าง\tสรุปผล\tภายในเดือนธันวาคมของทุกปี
"""


@pytest.fixture
def house(engine: Engine, settings_for: Callable[..., Settings], database_url: str, now: datetime) -> House:
    return replace(build(settings_for(database_url)), engine=engine, clock=lambda: now)


@pytest.mark.one_database
def test_a_draft_is_played_on_a_copy_and_the_office_stays_as_it_was(house: House, office: Office) -> None:
    with transaction(house.engine) as session:
        draft = plan_draft.begin(session, office.agency_id, None, 2570, "แผน.txt", house.clock())
        draft.state, draft.reading = "read", kept.to_json(read(parse_text(PLAN), 2570))
    months: list[str] = []
    found = work.play(house.settings, office.agency_id, 2570, draft.id, months.append)
    assert [one["month"] for one in found["months"]] == months
    assert len(months) == 12
    assert sum(one["reminders"] for one in found["months"]) >= 3
    assert sentence(found).startswith("คาดว่าใช้ข้อความที่นับโควตาเดือนละ 0")
    with reading(house.engine) as session:
        assert session.scalars(select(Plan)).all() == []
    with pytest.raises(Refusal, match="ยังไม่มีแผนปี 2570"):
        work.play(house.settings, office.agency_id, 2570, None, months.append)
    with pytest.raises(Refusal, match="ถูกยกเลิกไปแล้ว"):
        work.play(house.settings, office.agency_id + 1, 2570, draft.id, months.append)


def test_an_office_has_one_rehearsal_at_a_time(house: House, office: Office) -> None:
    with transaction(house.engine) as session:
        other = make_office(session, house.clock(), "other", "อบต.อื่น").agency_id
        asked = [rehearsal.ask(session, office.agency_id, 2570, None, "a", None, house.clock()) for _ in range(2)]
        assert asked == [True, False]
        assert rehearsal.ask(session, other, 2570, None, "a", None, house.clock())
        taken = [rehearsal.claim(session, house.clock()) for _ in range(3)]
        assert [one.agency_id if one else None for one in taken] == [office.agency_id, other, None]


@pytest.mark.parametrize(
    ("how", "runs", "state"), [("time", 1, "failed"), ("died", 1, "failed"), ("stopped", 3, "waiting")]
)
def test_one_that_is_broken_off_is_told_or_comes_again(
    house: House, office: Office, monkeypatch: pytest.MonkeyPatch, how: str, runs: int, state: str
) -> None:
    with transaction(house.engine) as session:
        rehearsal.ask(session, office.agency_id, 2570, None, "a", None, house.clock())

    def ends(*_: object, **__: object) -> None:
        raise Apart(how)

    monkeypatch.setattr(work, "apart", ends)
    for _ in range(runs):  # a worker that is told to end looks no further
        work.rehearse_waiting(house, iter([False, True]).__next__)
    with reading(house.engine) as session:
        run = session.scalars(select(RehearsalRun)).one()
        assert (run.state, run.claimed_until) == (state, None)
        assert (run.why is None) is (state == "waiting")


def test_old_ones_are_forgotten(house: House, office: Office) -> None:
    with transaction(house.engine) as session:
        rehearsal.ask(session, office.agency_id, 2570, None, "a", None, house.clock())
        run = session.scalars(select(RehearsalRun)).one()
        rehearsal.finish(session, run.id, house.clock() - 2 * rehearsal.KEPT, {"months": []})
    work.tidy_rehearsals(house)
    with reading(house.engine) as session:
        assert session.scalar(select(func.count(RehearsalRun.id))) == 0
