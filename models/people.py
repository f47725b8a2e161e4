"""People: the roster, the LINE accounts met, how one is tied to the other, and one-time join codes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, UniqueConstraint, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import audit
from models.assignment import look_again
from models.base import Base, OfAgency, one_of, stamped
from models.person_name import rank_names
from models.records import Mention, Role, StaffRecord
from models.unit import Unit


class Staff(Base, OfAgency):
    """A person on the office's roster. role_since: when the role last changed; null when it never did."""

    __tablename__ = "staff"
    __table_args__ = (one_of("role", Role), UniqueConstraint("agency_id", "name"))

    name: Mapped[str]
    position: Mapped[str | None]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id", ondelete="SET NULL"))
    role: Mapped[str]
    role_since: Mapped[datetime | None]
    created_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]

    def become(self, role: str, now: datetime) -> None:
        """Take a role; another one than before ends what was begun in the old one (models.page_access)."""
        if role != self.role:
            self.role, self.role_since = role, now


class Contact(Base, OfAgency):
    """A LINE account that wrote to us or was seen in a group: the only table that holds LINE user ids.

    binding: none → pending (asked to be somebody on the roster) → confirmed; released when it ends.
    """

    __tablename__ = "contact"
    __table_args__ = (
        UniqueConstraint("agency_id", "line_user_id"),
        one_of("binding", ("none", "pending", "confirmed", "released")),
        CheckConstraint("binding = 'none' OR staff_id IS NOT NULL", name="bound_to_somebody"),
        CheckConstraint("binding = 'none' OR asked_at IS NOT NULL", name="asked_has_asked_at"),
        CheckConstraint("binding != 'confirmed' OR confirmed_at IS NOT NULL", name="confirmed_has_confirmed_at"),
        stamped("released", "released_at", "binding"),
        Index(
            "uq_contact_one_account_a_person",
            "staff_id",
            unique=True,
            sqlite_where=text("binding = 'confirmed'"),
            postgresql_where=text("binding = 'confirmed'"),
        ),
    )

    line_user_id: Mapped[str]
    display_name: Mapped[str | None]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), index=True)
    binding: Mapped[str] = mapped_column(default="none")
    asked_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    released_at: Mapped[datetime | None]
    noticed_at: Mapped[datetime | None]
    friend_since: Mapped[datetime | None]
    wrote_privately_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class JoinCode(Base, OfAgency):
    """A one-time code an administrator hands out: typed in a group it types the group, by a person it binds them."""

    __tablename__ = "join_code"
    __table_args__ = (
        UniqueConstraint("digest"),
        one_of("purpose", ("chat", "staff")),
        CheckConstraint("(purpose = 'staff') = (staff_id IS NOT NULL)", name="staff_code_names_staff"),
        CheckConstraint("(purpose = 'chat') = (chat_type IS NOT NULL)", name="chat_code_names_type"),
    )

    digest: Mapped[str]
    purpose: Mapped[str]
    chat_type: Mapped[str | None]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id", ondelete="CASCADE"))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


def plain(person: Staff) -> dict[str, Any]:
    """What the trail keeps of a person on the roster."""
    return {"name": person.name, "position": person.position, "unit": person.unit_id, "role": str(person.role)}


def remove_staff(session: Session, agency_id: int, staff_id: int, now: datetime, by: int | None = None) -> None:
    """Take a person off the roster; what they said stays. models.roster.leave releases their LINE account too."""
    person = session.scalars(select(Staff).where(Staff.agency_id == agency_id, Staff.id == staff_id)).one()
    person.removed_at = person.removed_at or now
    audit.note(session, agency_id, "staff_removed", now, by, about=staff_id)
    look_again(session, agency_id, now)


def roster(session: Session, agency_id: int, *only: ColumnElement[bool]) -> tuple[StaffRecord, ...]:
    """Everybody on the roster now who meets the conditions, in roster order."""
    return records_of(session, Staff.agency_id == agency_id, Staff.removed_at.is_(None), *only)


def staff_by_id(session: Session, agency_id: int, staff_id: int) -> StaffRecord | None:
    """One person on this office's roster; None when they are not (or no longer) on it."""
    return next(iter(roster(session, agency_id, Staff.id == staff_id)), None)


def find_staff(session: Session, agency_id: int, typed: str) -> tuple[StaffRecord, ...]:
    """Whom a typed name may mean (titles, spaces and slips aside), nearest first; empty when nobody."""
    everybody = roster(session, agency_id)
    return tuple(everybody[n] for n in rank_names(typed, [person.name for person in everybody]))


def find_anybody(session: Session, agency_id: int, typed: str) -> tuple[StaffRecord, ...]:
    """As find_staff, among everybody ever on the roster: who left it may still ask to be forgotten (PDPA s.33)."""
    everybody = records_of(session, Staff.agency_id == agency_id)
    return tuple(everybody[n] for n in rank_names(typed, [person.name for person in everybody]))


def coordinators(session: Session, agency_id: int) -> tuple[StaffRecord, ...]:
    """Who runs the work of the year."""
    return roster(session, agency_id, Staff.role == Role.COORDINATOR)


def executives(session: Session, agency_id: int) -> tuple[StaffRecord, ...]:
    """นายก, ปลัด and their deputies."""
    return roster(session, agency_id, Staff.role == Role.EXECUTIVE)


def heads_of(session: Session, agency_id: int, unit_id: int) -> tuple[StaffRecord, ...]:
    """Who heads the unit; of a section without a head of its own, who heads its unit."""
    own = roster(session, agency_id, Staff.unit_id == unit_id, Staff.role == Role.UNIT_HEAD)
    parent = _parent(session, agency_id, unit_id)
    return own if own or parent is None else heads_of(session, agency_id, parent)


def heads_over(session: Session, agency_id: int, unit_id: int | None, staff_id: int | None) -> tuple[StaffRecord, ...]:
    """Who heads the unit that owes something; what is one person's own is their unit's."""
    owner = staff_by_id(session, agency_id, staff_id) if staff_id else None
    of_unit = owner.unit_id if owner else unit_id
    return heads_of(session, agency_id, of_unit) if of_unit else ()


def officers_of(session: Session, agency_id: int, unit_id: int) -> tuple[StaffRecord, ...]:
    """The officers who answer for a unit (its sections' with them) or a section; never nobody without need.

    A section without officers falls back on its unit's, a unit without officers on its head. A coordinator
    is also an officer of the unit they sit in.
    """
    sections = select(Unit.id).where(Unit.agency_id == agency_id, Unit.parent_id == unit_id)
    inside = Staff.unit_id.in_(sections) | (Staff.unit_id == unit_id)
    found = roster(session, agency_id, inside, Staff.role.in_((Role.OFFICER, Role.COORDINATOR)))
    parent = _parent(session, agency_id, unit_id)
    if found:
        return found
    return officers_of(session, agency_id, parent) if parent else heads_of(session, agency_id, unit_id)


def mentions(session: Session, agency_ids: Sequence[int], staff_ids: Sequence[int]) -> dict[int, Mention]:
    """Person → how to name them, with the LINE account confirmed for each; who left the roster is left out."""
    rows = session.execute(
        select(Staff.id, Staff.name, Contact.line_user_id)
        .outerjoin(Contact, (Contact.staff_id == Staff.id) & (Contact.binding == "confirmed"))
        .where(Staff.agency_id.in_(agency_ids), Staff.id.in_(staff_ids), Staff.removed_at.is_(None))
    )
    return {staff_id: Mention(name, line_id) for staff_id, name, line_id in rows}


def _parent(session: Session, agency_id: int, unit_id: int) -> int | None:
    return session.scalar(select(Unit.parent_id).where(Unit.agency_id == agency_id, Unit.id == unit_id))


def records_of(session: Session, *only: ColumnElement[bool]) -> tuple[StaffRecord, ...]:
    """Whoever fits, also who has left the roster, in the order they were put on it."""
    bound = select(Contact.id).where(Contact.binding == "confirmed", Contact.staff_id == Staff.id).exists()
    columns = (Staff.id, Staff.agency_id, Staff.name, Staff.position, Staff.unit_id, Staff.role)
    rows = session.execute(select(*columns, bound).where(*only).order_by(Staff.id))
    return tuple(
        StaffRecord(id, office, name, position, unit_id, Role(role), is_bound)
        for id, office, name, position, unit_id, role, is_bound in rows
    )
