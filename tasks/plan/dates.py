"""A deadline set by hand, in the words of a plan or as a date: the rounds follow, the trail keeps both wordings."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from models import audit, recurrence
from models.measure import Duty, Measure, Plan
from models.readings import Rhythm
from models.refusal import Refusal
from tasks.reminders.rollout import roll_out


def set_dates(
    session: Session, agency_id: int, duty_id: int, phrase: str, now: datetime, staff_id: int | None = None
) -> tuple[date, ...]:
    """The due dates the wording gives in the plan's year. staff_id: who set it, null from the command line.

    A round that was reported on stays. Raises Refusal for another office's duty or words that give no date.
    """
    duty, plan = duty_of(session, agency_id, duty_id)
    before = duty.rule
    set_rule(duty, plan, phrase)
    roll_out(session, plan, duty, now)
    change = {"before": {"rule": before}, "after": {"rule": phrase}}
    audit.note(session, agency_id, "dates_corrected", now, staff_id, duty=duty.id, **change)
    return recurrence.read(phrase, plan.fiscal_year).due


def duty_of(session: Session, agency_id: int, duty_id: int) -> tuple[Duty, Plan]:
    """The office's duty of this number with its plan. Raises Refusal when there is none."""
    duty = session.get(Duty, duty_id)
    if duty is None or duty.agency_id != agency_id:
        raise Refusal(f"ไม่พบหน้าที่เลขที่ {duty_id} ดูเลขที่ด้วย `flask duty list`")
    return duty, session.get_one(Plan, session.get_one(Measure, duty.measure_id).plan_id)


def set_rule(duty: Duty, plan: Plan, phrase: str) -> None:
    """Take over the wording. Raises Refusal when no date of the plan's year can be read from it."""
    read = recurrence.read(phrase, plan.fiscal_year)
    if not read.due:
        raise Refusal(f"อ่านวันครบกำหนดในปีงบประมาณ {plan.fiscal_year} จาก “{phrase}” ไม่ได้ เช่น “ภายในเดือนมกราคม”")
    duty.set_phrase, duty.rhythm = phrase, read.rhythm or Rhythm.ONCE
