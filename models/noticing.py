"""What is noted without a report: that who owes it has seen it, and that somebody had it brought up by hand."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from models import audit
from models.assignment import Occurrence, hold
from models.bangkok import bangkok_day
from models.figures import Owed
from models.records import Status


def see(session: Session, some: Sequence[Owed], staff_id: int, now: datetime) -> list[int]:
    """Who owes them said "noted" and no more; those noted for the first time. Their reminders get fewer."""
    return [row.id for row in _open(session, some) if _see(session, row, staff_id, now)]


def _see(session: Session, row: Occurrence, staff_id: int, now: datetime) -> bool:
    if row.seen_at is not None:
        return False
    row.seen_at, row.seen_by = now, staff_id
    audit.note(session, row.agency_id, "seen", now, staff_id, occurrence=row.id)
    return True


def bring_up(session: Session, some: Sequence[Owed], staff_id: int, now: datetime) -> list[int]:
    """Have the next round remind of them, once a Bangkok day at most; those it will remind of."""
    today, asked = bangkok_day(now), []
    for row in _open(session, some):
        if row.asked_on != today and row.withdrawn_at is None:
            row.asked_on = row.remind_on = today
            audit.note(session, row.agency_id, "brought_up", now, staff_id, occurrence=row.id)
            asked.append(row.id)
    session.flush()
    return asked


def _open(session: Session, some: Sequence[Owed]) -> list[Occurrence]:
    rows = [hold(session, one.occurrence_id) for one in sorted(some, key=lambda o: o.occurrence_id)]
    return [row for row in rows if row.status != Status.COMPLETED]
