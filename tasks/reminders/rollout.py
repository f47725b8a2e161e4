"""From rules to due dates: the occurrences a plan's duties call for in its fiscal year."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import recurrence
from models.assignment import Assignment, set_due_dates
from models.measure import Duty, Measure, Plan


def roll_out_plan(session: Session, plan: Plan, now: datetime) -> int:
    """Bring every duty's occurrences in line with its rule; twice is nothing. Returns how many are new."""
    duties = session.scalars(
        select(Duty)
        .join(Measure, Measure.id == Duty.measure_id)
        .where(Measure.plan_id == plan.id, Measure.withdrawn_at.is_(None), Duty.withdrawn_at.is_(None))
    ).all()
    return sum(roll_out(session, plan, duty, now) for duty in duties)


def roll_out(session: Session, plan: Plan, duty: Duty, now: datetime) -> int:
    """One duty's occurrences for each of its assignments, computed from its rule for the plan's year."""
    dates = recurrence.read(duty.rule, plan.fiscal_year).due
    assignments = session.scalars(
        select(Assignment).where(Assignment.duty_id == duty.id, Assignment.withdrawn_at.is_(None))
    ).all()
    return sum(set_due_dates(session, assignment, dates, plan.starts_on, now) for assignment in assignments)
