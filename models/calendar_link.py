"""Addresses of calendars that phones subscribe to: unguessable, kept only as a digest, taken back at any time."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, UniqueConstraint, func, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import audit
from models.base import Base, OfAgency, one_of
from models.database import changed
from models.people import Staff
from models.permissions import ALLOWED, Action
from models.unit import Unit

# Good at one time, the oldest gives way: of one's own a phone, a tablet, the desk and two more; many share the others.
MOST_LIVE = {"person": 5, "unit": 300, "office": 300}
TOKEN_BYTES = 24
_SEES_ALL = [role for role, actions in ALLOWED.items() if Action.SEE_ALL in actions]


class CalendarLink(Base, OfAgency):
    """Whose calendar an address shows: a person's own work, one unit's (or section's), or the whole office's.

    made_by: who asked for it, null from the command line; what many share is theirs no longer than they may see it.
    """

    __tablename__ = "calendar_link"
    __table_args__ = (
        UniqueConstraint("digest"),
        one_of("kind", ("person", "unit", "office")),
        CheckConstraint("(kind = 'person') = (staff_id IS NOT NULL)", name="person_names_staff"),
        CheckConstraint("(kind = 'unit') = (unit_id IS NOT NULL)", name="unit_names_unit"),
    )

    kind: Mapped[str]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id", ondelete="CASCADE"))
    made_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"))
    digest: Mapped[str]
    made_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


@dataclass(frozen=True)
class Whose:
    """A person's calendar (staff_id), a unit's or section's (unit_id), or with neither the whole office's."""

    staff_id: int | None = None
    unit_id: int | None = None

    @property
    def kind(self) -> str:
        """person, unit or office."""
        return "person" if self.staff_id is not None else "unit" if self.unit_id is not None else "office"


def make(session: Session, agency_id: int, whose: Whose, now: datetime, by: int | None = None) -> str:
    """A new address's secret part, told this once; beyond MOST_LIVE the oldest of the same calendar ends."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    of_same = select(CalendarLink.id).where(*_kept(agency_id, whose)).order_by(CalendarLink.id.desc())
    too_many = session.scalars(of_same.offset(MOST_LIVE[whose.kind] - 1)).all()
    session.execute(update(CalendarLink).where(CalendarLink.id.in_(too_many)).values(revoked_at=now))
    link = CalendarLink(agency_id=agency_id, kind=whose.kind, made_by=by, digest=_digest(token), made_at=now)
    link.staff_id, link.unit_id = whose.staff_id, whose.unit_id
    session.add(link)
    session.flush()
    about = {"whose": whose.kind, "about": whose.staff_id or whose.unit_id}
    audit.note(session, agency_id, "calendar_link_made", now, by, link=link.id, **about)
    return token


def find(session: Session, token: str) -> tuple[int, Whose] | None:
    """(agency, whose calendar) of an address; None when it never was, was taken back, or its person left.

    None as well when who asked for it left or may not see that much any more.
    """
    where = (CalendarLink.digest == _digest(token), CalendarLink.revoked_at.is_(None), _rightful())
    link = session.scalars(select(CalendarLink).where(*where)).first()
    return (link.agency_id, Whose(link.staff_id, link.unit_id)) if link else None


def live(session: Session, agency_id: int) -> dict[Whose, list[datetime]]:
    """Each calendar of the office with an address that is good, and when each of those was made (aware, UTC)."""
    mine = (CalendarLink.agency_id == agency_id, CalendarLink.revoked_at.is_(None), _rightful())
    found: dict[Whose, list[datetime]] = {}
    for link in session.scalars(select(CalendarLink).where(*mine).order_by(CalendarLink.id)):
        found.setdefault(Whose(link.staff_id, link.unit_id), []).append(link.made_at)
    return found


def count(session: Session, agency_id: int, whose: Whose) -> int:
    """How many addresses of this calendar are good now."""
    return session.scalars(select(func.count(CalendarLink.id)).where(*_kept(agency_id, whose), _rightful())).one()


def revoke(session: Session, agency_id: int, whose: Whose, now: datetime, by: int | None = None) -> int:
    """Take back every address of this calendar; how many there were."""
    taken = changed(session, update(CalendarLink).where(*_kept(agency_id, whose)).values(revoked_at=now))
    about = {"whose": whose.kind, "about": whose.staff_id or whose.unit_id}
    audit.note(session, agency_id, "calendar_links_revoked", now, by, count=taken, **about)
    return taken


def end_of_person(session: Session, agency_id: int, staff_id: int, now: datetime, by: int | None = None) -> None:
    """End every address of a person's own calendar and every one that they asked for: they leave the office."""
    theirs = or_(CalendarLink.staff_id == staff_id, CalendarLink.made_by == staff_id)
    kept = (CalendarLink.agency_id == agency_id, CalendarLink.revoked_at.is_(None), theirs)
    taken = changed(session, update(CalendarLink).where(*kept).values(revoked_at=now))
    if taken:
        audit.note(session, agency_id, "calendar_links_revoked", now, by, count=taken, whose="person", about=staff_id)


def _rightful() -> ColumnElement[bool]:
    """Its person is on the roster; of a shared one, whoever asked for it, who sits in that unit or sees everything."""
    sections = select(Unit.id).where(Unit.parent_id == CalendarLink.unit_id)
    inside = or_(Staff.unit_id == CalendarLink.unit_id, Staff.unit_id.in_(sections))
    # Of an office's own the unit is NULL, which nobody sits in.
    sees = or_(CalendarLink.kind == "person", Staff.role.in_(_SEES_ALL), inside)
    whose = Staff.id == func.coalesce(CalendarLink.staff_id, CalendarLink.made_by)
    there = select(Staff.id).where(whose, Staff.removed_at.is_(None), sees).exists()
    return or_((CalendarLink.kind != "person") & CalendarLink.made_by.is_(None), there)


def _kept(agency_id: int, whose: Whose) -> tuple[ColumnElement[bool], ...]:
    # "== None" becomes IS NULL: an office's own links have neither person nor unit.
    return (
        CalendarLink.agency_id == agency_id,
        CalendarLink.kind == whose.kind,
        CalendarLink.staff_id == whose.staff_id,
        CalendarLink.unit_id == whose.unit_id,
        CalendarLink.revoked_at.is_(None),
    )


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
