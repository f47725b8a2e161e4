"""The plan that stands, as a corrected document is compared with it."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.assignment import Assignment, Occurrence
from models.measure import Duty, Measure, Plan
from models.people import Staff
from models.records import Actor
from models.reply import StatusReply
from models.unit import Unit
from tasks.plan.difference import StandingDuty, StandingMeasure


def active_plan(session: Session, agency_id: int, fiscal_year: int) -> Plan | None:
    """The year's plan by which people are reminded."""
    where = (Plan.agency_id == agency_id, Plan.fiscal_year == fiscal_year, Plan.kind == "active")
    return session.scalars(select(Plan).where(*where)).first()


def plans_of(session: Session, agency_id: int) -> Sequence[Plan]:
    """Every plan of the office, the latest year first; past years' are only read."""
    return session.scalars(select(Plan).where(Plan.agency_id == agency_id).order_by(Plan.fiscal_year.desc())).all()


def measures_of(session: Session, plan: Plan) -> int:
    """How many live measures it has."""
    live = select(func.count(Measure.id)).where(Measure.plan_id == plan.id, Measure.withdrawn_at.is_(None))
    return session.scalars(live).one()


def standing(session: Session, plan: Plan) -> tuple[StandingMeasure, ...]:
    """Its measures in their order, withdrawn ones too, with their live duties and how much was reported."""
    measures = session.scalars(select(Measure).where(Measure.plan_id == plan.id).order_by(Measure.row)).all()
    ids = [measure.id for measure in measures]
    live = select(Duty).where(Duty.measure_id.in_(ids), Duty.withdrawn_at.is_(None)).order_by(Duty.id)
    duties: dict[int, list[Duty]] = {}
    for duty in session.scalars(live):
        duties.setdefault(duty.measure_id, []).append(duty)
    given = _given(session, plan)
    replies = _replies(session, plan)
    return tuple(
        StandingMeasure(
            id=one.id,
            key=one.key,
            codes=tuple(one.codes),
            title=one.title,
            group=one.group,
            score=one.score,
            content=one.content,
            duties=tuple(_duty(duty, given.get(duty.id, ())) for duty in duties.get(one.id, ())),
            replies=replies.get(one.id, 0),
            withdrawn=one.withdrawn_at is not None,
        )
        for one in measures
    )


_To = tuple[str, str | None, str | None, str | None]  # part, unit, the unit it is a section of, person


def _given(session: Session, plan: Plan) -> dict[int, list[_To]]:
    """Duty → to whom it is given."""
    parent = select(Unit.id, Unit.name).subquery()
    rows = session.execute(
        select(Assignment.duty_id, Assignment.part, Unit.name, parent.c.name.label("over"), Staff.name.label("person"))
        .join(Duty, Duty.id == Assignment.duty_id)
        .join(Measure, Measure.id == Duty.measure_id)
        .outerjoin(Unit, Unit.id == Assignment.unit_id)
        .outerjoin(parent, parent.c.id == Unit.parent_id)
        .outerjoin(Staff, Staff.id == Assignment.staff_id)
        .where(Measure.plan_id == plan.id, Assignment.withdrawn_at.is_(None))
        .order_by(Assignment.id)
    )
    found: dict[int, list[_To]] = {}
    for row in rows:
        found.setdefault(row.duty_id, []).append((row.part, row.name, row.over, row.person))
    return found


def _duty(duty: Duty, given: Sequence[_To]) -> StandingDuty:
    units = [(part, f"{over}/{unit}" if over else unit) for part, unit, over, _ in given if unit]
    return StandingDuty(
        id=duty.id,
        key=duty.key,
        phrase=duty.phrase,
        actor=Actor(duty.actor),
        set_phrase=duty.set_phrase,
        by_hand=duty.assigned_by_hand,
        units=tuple(unit for part, unit in units if part == "doer"),
        people=tuple(person for _, _, _, person in given if person),
        collector=next((unit for part, unit in units if part == "collector"), None),
    )


def _replies(session: Session, plan: Plan) -> dict[int, int]:
    """Measure → how often its status was reported."""
    rows = session.execute(
        select(Duty.measure_id, func.count(StatusReply.id))
        .join(Assignment, Assignment.duty_id == Duty.id)
        .join(Occurrence, Occurrence.assignment_id == Assignment.id)
        .join(StatusReply, StatusReply.occurrence_id == Occurrence.id)
        .join(Measure, Measure.id == Duty.measure_id)
        .where(Measure.plan_id == plan.id)
        .group_by(Duty.measure_id)
    )
    return {row[0]: row[1] for row in rows}
