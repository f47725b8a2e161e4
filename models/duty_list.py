"""Every duty of the plans in force with whom it was given to and its dates, for listing."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.assignment import Assignment
from models.figures import EXECUTIVES
from models.measure import Duty, Measure, Plan
from models.people import Staff
from models.progress import owed
from models.unit import Unit


def duty_rows(session: Session, agency_id: int) -> list[dict[str, Any]]:
    """Every measure of the active plans with each of its duties, for listing; a measure without one has id None."""
    rows = session.execute(
        select(Measure, Duty)
        .join(Plan, Plan.id == Measure.plan_id)
        .outerjoin(Duty, (Duty.measure_id == Measure.id) & Duty.withdrawn_at.is_(None))
        .where(Plan.agency_id == agency_id, Plan.kind == "active", Measure.withdrawn_at.is_(None))
        .order_by(Plan.fiscal_year, Measure.row, Duty.id)
    ).all()
    dates: dict[int, set[date]] = {}
    for one in owed(session, agency_id):
        dates.setdefault(one.duty_id, set()).add(one.due_on)
    who = _assigned_names(session, agency_id)
    return [
        _duty_row(measure, duty, who.get(duty.id, []) if duty else [], sorted(dates.get(duty.id, ())) if duty else [])
        for measure, duty in rows
    ]


def _assigned_names(session: Session, agency_id: int) -> dict[int, list[str]]:
    rows = session.execute(
        select(Assignment, Unit.name, Staff.name)
        .outerjoin(Unit, Unit.id == Assignment.unit_id)
        .outerjoin(Staff, Staff.id == Assignment.staff_id)
        .where(Assignment.agency_id == agency_id, Assignment.withdrawn_at.is_(None), Assignment.part != "nobody")
        .order_by(Assignment.id)
    )
    names: dict[int, list[str]] = {}
    for assignment, unit, person in rows:
        names.setdefault(assignment.duty_id, []).append(person or unit or EXECUTIVES)
    return names


def _duty_row(measure: Measure, duty: Duty | None, who: Sequence[str], dates: Sequence[date]) -> dict[str, Any]:
    return {
        "id": duty.id if duty else None,
        "row": measure.row,
        "codes": list(measure.codes),
        "title": measure.title,
        "rule": duty.rule if duty else None,
        "who": list(dict.fromkeys(who)),
        "due": len(dates),
        "dates": [day.isoformat() for day in dates],
    }
