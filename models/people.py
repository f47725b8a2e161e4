"""People: the roster, the LINE accounts met, how one is tied to the other, and one-time join codes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, UniqueConstraint, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import audit
from models.agency import Unit
from models.assignment import look_again
from models.base import Base, OfAgency, one_of, stamped
from models.person_name import name_key, rank_names, same_person
from models.records import Mention, Role, StaffRecord
from models.refusal import Refusal
from models.thaitext import printable


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


@dataclass(frozen=True)
class RosterRow:
    """A person as a roster file gives them; None says nothing and changes nothing (a new person: officer)."""

    name: str
    position: str | None = None
    unit_id: int | None = None
    role: Role | None = None


@dataclass(frozen=True)
class RosterChange:
    """What a roster did, by name; absent: on the roster but not in the file, left as they are.

    refused: the rows that were not taken over, by their place from 0, and why. details: of each person updated,
    by name, what differs, as the trail has it (models.audit.difference).
    """

    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    refused: tuple[tuple[int, str], ...] = ()
    details: tuple[tuple[str, dict[str, dict[str, Any]]], ...] = ()


Guard = Callable[[Staff | None, RosterRow], None]


def update_roster(
    session: Session,
    agency_id: int,
    rows: Sequence[RosterRow],
    now: datetime,
    by: int | None = None,
    guard: Guard | None = None,
    moving: bool = False,
) -> RosterChange:
    """Add who is new, change who changed, remove nobody; the same rows a second time change nothing.

    by: whose word it is. guard: raises Refusal for a row that is not theirs to say; the others are taken over.
    moving: a name known in another unit is the same person, who moved there; otherwise the row is refused, as two may
    bear one name. A second row of the name in yet another unit always is.
    """
    known, homes = _by_key(session, agency_id), _homes(session, agency_id)
    done, refused = list[_Taken](), list[tuple[int, str]]()
    for n, row in enumerate(rows):
        settled = [one.person for one in done] if moving else None
        try:
            done.append(_take_over(session, agency_id, row, known, now, guard, homes, settled))
        except Refusal as refusal:
            refused.append((n, str(refusal)))
    _note(session, agency_id, done, now, by)
    names = {what: tuple(one.person.name for one in done if one.what == what) for what in _WHAT}
    seen = {one.person.id for one in done}
    absent = tuple(person.name for person in roster(session, agency_id) if person.id not in seen)
    changed = ((one.person.name, audit.difference(one.before, plain(one.person))) for one in done if one.before)
    details = tuple((name, told) for name, told in changed if told)
    return RosterChange(**names, absent=absent, refused=tuple(refused), details=details)


def add_staff(
    session: Session, agency_id: int, row: RosterRow, now: datetime, by: int | None = None
) -> tuple[StaffRecord, str]:
    """The person of this name, added, updated or unchanged, and which of the three words it was.

    Somebody taken off the roster before comes back as added. Raises Refusal for an empty name, and for a name that
    somebody of another unit bears.
    """
    known, homes = _by_key(session, agency_id), _homes(session, agency_id)
    taken = _take_over(session, agency_id, row, known, now, None, homes, None)
    _note(session, agency_id, [taken], now, by)
    return _records(session, Staff.id == taken.person.id)[0], taken.what


def _by_key(session: Session, agency_id: int) -> dict[str, list[Staff]]:
    """Everybody ever on the roster, by the key of their name."""
    known: dict[str, list[Staff]] = {}
    for person in session.scalars(select(Staff).where(Staff.agency_id == agency_id).order_by(Staff.id)):
        known.setdefault(name_key(person.name), []).append(person)
    return known


def _homes(session: Session, agency_id: int) -> dict[int, tuple[int, str]]:
    """Unit or section → the unit it lies in, and that one's name."""
    units = session.execute(select(Unit.id, Unit.parent_id, Unit.name).where(Unit.agency_id == agency_id)).all()
    names = {unit_id: name for unit_id, _, name in units}
    return {unit_id: (parent or unit_id, names[parent or unit_id]) for unit_id, parent, _ in units}


def plain(person: Staff) -> dict[str, Any]:
    """What the trail keeps of a person on the roster."""
    return {"name": person.name, "position": person.position, "unit": person.unit_id, "role": str(person.role)}


_WHAT = ("added", "updated", "unchanged")


@dataclass(frozen=True)
class _Taken:
    """What a row did with a person: one of _WHAT; before is empty for who was not on the roster."""

    person: Staff
    what: str
    before: dict[str, Any]


def _take_over(
    session: Session,
    agency_id: int,
    row: RosterRow,
    known: dict[str, list[Staff]],
    now: datetime,
    guard: Guard | None,
    homes: Mapping[int, tuple[int, str]],
    settled: Sequence[Staff] | None,
) -> _Taken:
    """settled: whom earlier rows spoke of, and who moves no more; None: nobody moves."""
    name = printable(row.name)
    if not name:
        raise Refusal("ต้องระบุชื่อ")
    person = _of_name(known.setdefault(name_key(name), []), name)
    if person is not None and person.removed_at is None and (settled is None or person in settled):
        _check_unit(person, row, homes)
    if guard is not None:
        guard(person, row)
    before = plain(person) if person is not None and person.removed_at is None else {}
    if person is None:
        person = Staff(agency_id=agency_id, name=name, role=Role.OFFICER, created_at=now)
        known[name_key(name)].append(person)
        session.add(person)
    person.removed_at = None
    person.position = row.position or person.position
    person.unit_id = row.unit_id or person.unit_id
    person.become(row.role or person.role, now)
    return _Taken(person, "added" if not before else "unchanged" if before == plain(person) else "updated", before)


def _check_unit(person: Staff, row: RosterRow, homes: Mapping[int, tuple[int, str]]) -> None:
    """Who is known in another unit may be somebody else of the same name: nobody's work is moved for that."""
    before, after = homes.get(person.unit_id or 0), homes.get(row.unit_id or 0)
    if before and after and before != after:
        apart = f"มี “{person.name}” อยู่ที่{before[1]}แล้ว หากเป็นคนละคน ใส่นามสกุลหรือคำนำหน้าให้ต่างกัน"
        raise Refusal(f"{apart} หากคนเดิมย้ายมา{after[1]} แก้สังกัดในทะเบียน หรือนำเข้าไฟล์แบบมีคนย้ายสังกัด")


def _note(session: Session, agency_id: int, done: Sequence[_Taken], now: datetime, by: int | None) -> None:
    """The trail of what rows did, once all of them have a number: one flush for a whole file."""
    session.flush()
    for one in done:
        act, after = f"staff_{one.what}", plain(one.person)
        audit.note_change(session, agency_id, act, now, by, one.before, after, about=one.person.id)
    if any(one.what == "updated" for one in done):
        look_again(session, agency_id, now)


def _of_name(alike: Sequence[Staff], name: str) -> Staff | None:
    """The row of this person; the very spelling wins where two rows could be meant."""
    same = [row for row in alike if same_person(row.name, name)]
    return next((row for row in same if row.name == name), same[0] if same else None)


def remove_staff(session: Session, agency_id: int, staff_id: int, now: datetime, by: int | None = None) -> None:
    """Take a person off the roster; what they said stays. models.roster.leave releases their LINE account too."""
    person = session.scalars(select(Staff).where(Staff.agency_id == agency_id, Staff.id == staff_id)).one()
    person.removed_at = person.removed_at or now
    audit.note(session, agency_id, "staff_removed", now, by, about=staff_id)
    look_again(session, agency_id, now)


def roster(session: Session, agency_id: int, *only: ColumnElement[bool]) -> tuple[StaffRecord, ...]:
    """Everybody on the roster now who meets the conditions, in roster order."""
    return _records(session, Staff.agency_id == agency_id, Staff.removed_at.is_(None), *only)


def staff_by_id(session: Session, agency_id: int, staff_id: int) -> StaffRecord | None:
    """One person on this office's roster; None when they are not (or no longer) on it."""
    return next(iter(roster(session, agency_id, Staff.id == staff_id)), None)


def find_staff(session: Session, agency_id: int, typed: str) -> tuple[StaffRecord, ...]:
    """Whom a typed name may mean (titles, spaces and slips aside), nearest first; empty when nobody."""
    everybody = roster(session, agency_id)
    return tuple(everybody[n] for n in rank_names(typed, [person.name for person in everybody]))


def find_anybody(session: Session, agency_id: int, typed: str) -> tuple[StaffRecord, ...]:
    """As find_staff, among everybody ever on the roster: who left it may still ask to be forgotten (PDPA s.33)."""
    everybody = _records(session, Staff.agency_id == agency_id)
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


def _records(session: Session, *only: ColumnElement[bool]) -> tuple[StaffRecord, ...]:
    bound = select(Contact.id).where(Contact.binding == "confirmed", Contact.staff_id == Staff.id).exists()
    columns = (Staff.id, Staff.agency_id, Staff.name, Staff.position, Staff.unit_id, Staff.role)
    rows = session.execute(select(*columns, bound).where(*only).order_by(Staff.id))
    return tuple(
        StaffRecord(id, office, name, position, unit_id, Role(role), is_bound)
        for id, office, name, position, unit_id, role, is_bound in rows
    )
