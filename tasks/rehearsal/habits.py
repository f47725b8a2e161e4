"""How the people of a rehearsal behave: when somebody writes in a group, and when they report a thing done. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zlib import crc32

from config.policy import Policy
from models.bangkok import BANGKOK
from models.workdays import WorkCalendar


@dataclass(frozen=True)
class Habits:
    """speaks_per_day: messages in each group on each working day; late_days: from the due date to the report."""

    speaks_per_day: int = 3
    late_days: int = 0


def speaking(day: date, chat_id: int, habits: Habits, policy: Policy) -> list[datetime]:
    """When somebody writes in a chat on a working day (aware, Bangkok), the same at every rehearsal.

    One message in each equal part of the working hours, at a moment that is not the same every day: at fixed hours
    it would always, or never, fall into a message's patience.
    """
    opens, closes = _hours(day, policy)
    part = (closes - opens) / max(1, habits.speaks_per_day)
    shares = (crc32(f"{day}/{chat_id}/{n}".encode()) / 2**32 for n in range(habits.speaks_per_day))
    return [opens + (n + share) * part for n, share in enumerate(shares)]


def reported_on(due_on: date, habits: Habits, calendar: WorkCalendar) -> date:
    """The working day at whose end it is reported done: the last one until the due date, or the first one that late.

    At its end, so that every reminder of the day is still wanted: a rehearsal must not need too little.
    """
    if habits.late_days == 0:
        return calendar.on_or_before(due_on)
    return calendar.on_or_after(due_on + timedelta(days=habits.late_days))


def closing(day: date, policy: Policy) -> datetime:
    """The end of a working day (aware, Bangkok)."""
    return _hours(day, policy)[1]


def _hours(day: date, policy: Policy) -> tuple[datetime, datetime]:
    return datetime.combine(day, policy.opens, BANGKOK), datetime.combine(day, policy.closes, BANGKOK)
