"""The working days an office keeps, for every round of reminders."""

from datetime import date

from sqlalchemy.orm import Session

from models.holidays import work_calendar
from models.own_days import day_overrides
from models.workdays import WorkCalendar


def calendar_for(session: Session, agency_id: int, today: date) -> WorkCalendar:
    """The office's working days around today, with its own days off."""
    closed, opened = day_overrides(session, agency_id)
    return work_calendar(today.year - 1, today.year + 2, closed, opened)
