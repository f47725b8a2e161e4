"""Rehearsals that were asked for on a page: played by the worker, each in a process of its own."""

import hashlib
import logging
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from functools import partial
from typing import Any

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from config.settings import Settings
from models import agency, rehearsal
from models.assignment import Assignment
from models.chat import Chat, ChatType
from models.database import reading, transaction
from models.measure import Duty, Measure, Plan
from models.people import roster
from models.plan_draft import PlanDraft
from models.refusal import Refusal
from models.rehearsal import ToRehearse
from tasks.apart import Apart, apart
from tasks.house import House, build
from tasks.plan.import_report import ApplyRefused
from tasks.plan.proposal import proposal_of, take_over
from tasks.rehearsal.habits import Habits
from tasks.rehearsal.play import rehearse
from tasks.rehearsal.scratch import year_begins

log = structlog.get_logger()
LONGEST = 600.0  # seconds; shorter than the claim (rehearsal.LEASE)
_TOO_LONG = "ซ้อมนานเกิน 10 นาที จึงหยุดไว้ แผนนี้อาจมีงวดงานมากผิดปกติ โปรดตรวจปฏิทินของแผน"
_BROKE = "ซ้อมไม่สำเร็จ โปรดลองอีกครั้ง หากยังไม่ได้ให้แจ้งผู้ดูแลระบบ"


def mark_of(session: Session, agency_id: int, fiscal_year: int) -> str:
    """What a rehearsal of the plan that stands depends on, in short: another mark is another year."""
    duties = session.execute(
        select(Duty.id, Duty.set_phrase, Duty.basis, Duty.phrase, Duty.withdrawn_at, Assignment.key)
        .join(Measure, Measure.id == Duty.measure_id)
        .join(Plan, Plan.id == Measure.plan_id)
        .outerjoin(Assignment, (Assignment.duty_id == Duty.id) & Assignment.withdrawn_at.is_(None))
        .where(Plan.agency_id == agency_id, Plan.fiscal_year == fiscal_year, Measure.withdrawn_at.is_(None))
        .order_by(Duty.id, Assignment.id)
    ).all()
    chats = session.execute(
        select(Chat.id, Chat.type, Chat.unit_id, Chat.member_count)
        .where(Chat.agency_id == agency_id, Chat.left_at.is_(None), Chat.type != ChatType.PRIVATE)
        .order_by(Chat.id)
    ).all()
    people = [(one.id, one.unit_id, one.role, one.bound) for one in roster(session, agency_id)]
    said = repr((duties, chats, people, agency.by_id(session, agency_id).quota))
    return hashlib.sha256(said.encode()).hexdigest()[:20]


def rehearse_waiting(house: House, stopping: Callable[[], bool] = lambda: False) -> int:
    """Play every rehearsal that waits; returns how many were taken up."""
    taken = 0
    while not stopping() and _play_one(house, stopping):
        taken += 1
    return taken


def _play_one(house: House, stopping: Callable[[], bool]) -> bool:
    with transaction(house.engine) as session:
        run = rehearsal.claim(session, house.clock())
    if run is None:
        return False
    if run.attempts > rehearsal.MOST_ATTEMPTS:
        _finish(house, run, None, _BROKE)
        return True
    try:
        arguments = (house.settings, run.agency_id, run.fiscal_year, run.draft_id)
        heard = partial(_tell, house, run)
        _finish(house, run, apart(play, *arguments, seconds=LONGEST, stopping=stopping, heard=heard), None)
    except (Refusal, ApplyRefused) as why:
        _finish(house, run, None, str(why))
    except Apart as end:
        log.warning("rehearsal_ended", id=run.id, how=end.how)
        if end.how == "time":
            _finish(house, run, None, _TOO_LONG)
        elif end.how == "stopped":
            with transaction(house.engine) as session:
                rehearsal.give_back(session, run.id)
        else:
            _finish(house, run, None, _BROKE)
    return True


def play(
    settings: Settings, agency_id: int, fiscal_year: int, draft_id: int | None, tell: Callable[[str], object]
) -> dict[str, Any]:
    """The year of a plan, or of a draft of it, played; tell: called with each month ("2027-03") as it begins.

    Raises Refusal and ApplyRefused when there is nothing to play.
    """
    logging.getLogger("tasks").setLevel(logging.WARNING)  # what the rounds say would read as if something were sent
    house = build(settings)
    take_up = None
    if draft_id is not None:
        with reading(house.engine) as session:
            own = (PlanDraft.id == draft_id, PlanDraft.agency_id == agency_id)
            draft = session.scalars(select(PlanDraft).where(*own)).first()
            if draft is None:
                raise Refusal("เอกสารนี้ถูกยกเลิกไปแล้ว")
            proposal = proposal_of(draft)

        def take_up(copy: Session) -> object:
            return take_over(copy, agency_id, proposal, year_begins(fiscal_year), replace_plan=True)

    said: list[str] = []

    def tell_month(day: date) -> None:
        month = f"{day:%Y-%m}"
        if said[-1:] != [month]:
            said.append(month)
            tell(month)

    found = rehearse(house, agency_id, fiscal_year, Habits(), tell_month, take_up)
    house.engine.dispose()
    return {
        "months": [asdict(month) for month in found.months],
        "naive_counted": found.naive_counted,
        "quota": found.quota,
        "habits": asdict(found.habits),
        "assumed": list(found.assumed),
    }


def _tell(house: House, run: ToRehearse, month: str) -> None:
    with transaction(house.engine) as session:
        rehearsal.tell_month(session, run.id, month)


def _finish(house: House, run: ToRehearse, result: dict[str, Any] | None, why: str | None) -> None:
    with transaction(house.engine) as session:
        rehearsal.finish(session, run.id, house.clock(), result, why)


def tidy_rehearsals(house: House) -> None:
    """Forget those past their time."""
    with transaction(house.engine) as session:
        rehearsal.tidy(session, house.clock())
