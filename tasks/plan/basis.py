"""The wording a duty's dates are computed from, where its own only points at another duty's. Pure."""

from collections.abc import Sequence

from models import recurrence
from models.readings import DutyReading


def basis(duty: DutyReading, row: Sequence[DutyReading], fiscal_year: int) -> str | None:
    """None when the duty's own rule yields its dates; else the wordings of the row that do, as numbered items.

    "ให้เสร็จสิ้นภายในระยะเวลาที่กำหนด" names no date: its rule is that of the officers' duties beside it. Dates
    that no wording of the row yields are written out one by one.
    """
    due = duty.schedule.due
    if recurrence.read(duty.rule, fiscal_year).due == due:
        return None
    phrases = [d.rule for d in row if d is not duty and d.schedule.due and set(d.schedule.due) <= set(due)]
    for wording in (*phrases, "\n".join(f"{n}. {phrase}" for n, phrase in enumerate(phrases, 1))):
        if recurrence.read(wording, fiscal_year).due == due:
            return wording
    return " และ ".join(day.isoformat() for day in due)
