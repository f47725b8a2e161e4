"""The days an office is closed though others work, or open though others rest."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session

from models import audit
from models.base import Base, OfAgency
from models.records import OwnDay
from models.refusal import Refusal
from models.thaitext import printable


class DayOverride(Base, OfAgency):
    """One such day, by the office's own word."""

    __tablename__ = "day_override"
    __table_args__ = (UniqueConstraint("agency_id", "day"),)

    day: Mapped[date]
    is_open: Mapped[bool]
    reason: Mapped[str]


def set_day(
    session: Session, agency_id: int, day: date, is_open: bool, reason: str, now: datetime, staff_id: int | None = None
) -> None:
    """The office is closed (or open) on this Bangkok day whatever the calendar says; a later word wins.

    Raises Refusal without a reason. Reminders move with the day once tasks.reminders.recompute has looked.
    """
    why = printable(reason)
    if not why:
        raise Refusal("ต้องระบุเหตุผล เช่น ประกาศจังหวัด")
    row = _row(session, agency_id, day)
    before = _plain(row)
    if row is None:
        row = DayOverride(agency_id=agency_id, day=day)
        session.add(row)
    row.is_open, row.reason = is_open, why
    session.flush()
    audit.note_change(session, agency_id, "day_set", now, staff_id, before, _plain(row), day=day.isoformat())


def clear_day(session: Session, agency_id: int, day: date, now: datetime, staff_id: int | None = None) -> bool:
    """The day is again what the calendar says; False when nothing was said of it."""
    row = _row(session, agency_id, day)
    if row is None:
        return False
    audit.note_change(session, agency_id, "day_cleared", now, staff_id, _plain(row), {}, day=day.isoformat())
    session.delete(row)
    session.flush()
    return True


def own_days(session: Session, agency_id: int, since: date) -> tuple[OwnDay, ...]:
    """What the office said of its days from this Bangkok day on, soonest first."""
    where = (DayOverride.agency_id == agency_id, DayOverride.day >= since)
    rows = session.scalars(select(DayOverride).where(*where).order_by(DayOverride.day))
    return tuple(OwnDay(row.day, row.is_open, row.reason) for row in rows)


def day_overrides(session: Session, agency_id: int) -> tuple[frozenset[date], frozenset[date]]:
    """(days closed, days open) by the office's own word, as Bangkok days."""
    rows = session.scalars(select(DayOverride).where(DayOverride.agency_id == agency_id)).all()
    return frozenset(r.day for r in rows if not r.is_open), frozenset(r.day for r in rows if r.is_open)


def _row(session: Session, agency_id: int, day: date) -> DayOverride | None:
    where = (DayOverride.agency_id == agency_id, DayOverride.day == day)
    return session.scalars(select(DayOverride).where(*where)).first()


def _plain(row: DayOverride | None) -> dict[str, object]:
    return {"is_open": row.is_open, "reason": row.reason} if row else {}
