"""Who is put on the roster, one person or a whole file: added, changed, or refused where another may be meant."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit, people
from models.assignment import look_again
from models.people import Staff
from models.person_name import name_key, same_person
from models.records import Role, StaffRecord
from models.refusal import Refusal
from models.thaitext import printable
from models.unit import Unit


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
    taking, refused = _Taking(session, agency_id, now, guard, moving), list[tuple[int, str]]()
    for n, row in enumerate(rows):
        try:
            taking.done.append(_take_over(taking, row))
        except Refusal as refusal:
            refused.append((n, str(refusal)))
    done = taking.done
    _note(session, agency_id, done, now, by)
    names = {what: tuple(one.person.name for one in done if one.what == what) for what in _WHAT}
    seen = {one.person.id for one in done}
    absent = tuple(person.name for person in people.roster(session, agency_id) if person.id not in seen)
    changed = ((one.person.name, audit.difference(one.before, people.plain(one.person))) for one in done if one.before)
    details = tuple((name, told) for name, told in changed if told)
    return RosterChange(**names, absent=absent, refused=tuple(refused), details=details)


def add_staff(
    session: Session, agency_id: int, row: RosterRow, now: datetime, by: int | None = None
) -> tuple[StaffRecord, str]:
    """The person of this name, added, updated or unchanged, and which of the three words it was.

    Somebody taken off the roster before comes back as added. Raises Refusal for an empty name, and for a name that
    somebody of another unit bears.
    """
    taken = _take_over(_Taking(session, agency_id, now), row)
    _note(session, agency_id, [taken], now, by)
    return people.records_of(session, Staff.id == taken.person.id)[0], taken.what


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


_WHAT = ("added", "updated", "unchanged")


@dataclass(frozen=True)
class _Taken:
    """What a row did with a person: one of _WHAT; before is empty for who was not on the roster."""

    person: Staff
    what: str
    before: dict[str, Any]


class _Taking:
    """A roster that is being taken over. done: what its rows did until now; whom they spoke of moves no more.

    known: everybody ever on the roster, by the key of their name.
    """

    def __init__(
        self, session: Session, agency_id: int, now: datetime, guard: Guard | None = None, moving: bool = False
    ) -> None:
        self.session, self.agency_id, self.now = session, agency_id, now
        self.guard, self.moving = guard, moving
        self.known, self.homes = _by_key(session, agency_id), _homes(session, agency_id)
        self.done: list[_Taken] = []


def _take_over(taking: _Taking, row: RosterRow) -> _Taken:
    name = printable(row.name)
    if not name:
        raise Refusal("ต้องระบุชื่อ")
    person = _of_name(taking.known.get(name_key(name), ()), name)
    is_on = person is not None and person.removed_at is None
    if person is not None and is_on:
        _check_unit(taking, person, row)
    if taking.guard is not None:
        taking.guard(person, row)
    before = people.plain(person) if person is not None and is_on else {}
    person = person or _new(taking, name)
    person.removed_at = None
    person.position = row.position or person.position
    person.unit_id = row.unit_id or person.unit_id
    person.become(row.role or person.role, taking.now)
    changed = "unchanged" if before == people.plain(person) else "updated"
    return _Taken(person, changed if before else "added", before)


def _new(taking: _Taking, name: str) -> Staff:
    person = Staff(agency_id=taking.agency_id, name=name, role=Role.OFFICER, created_at=taking.now)
    taking.known.setdefault(name_key(name), []).append(person)
    taking.session.add(person)
    return person


def _check_unit(taking: _Taking, person: Staff, row: RosterRow) -> None:
    """Who is known in another unit may be somebody else of the same name: nobody's work is moved for that."""
    before, after = taking.homes.get(person.unit_id or 0), taking.homes.get(row.unit_id or 0)
    if not before or not after or before == after:
        return
    apart = f"มี “{person.name}” อยู่ที่{before[1]}แล้ว หากเป็นคนละคน ใส่นามสกุลให้ต่างกัน"
    if not taking.moving:
        raise Refusal(f"{apart} หากคนเดิมย้ายมา{after[1]} แก้สังกัดในทะเบียน หรือนำเข้าไฟล์แบบมีคนย้ายสังกัด")
    if any(one.person is person for one in taking.done):
        raise Refusal(apart)


def _note(session: Session, agency_id: int, done: Sequence[_Taken], now: datetime, by: int | None) -> None:
    """The trail of what rows did, once all of them have a number: one flush for a whole file."""
    session.flush()
    for one in done:
        act, after = f"staff_{one.what}", people.plain(one.person)
        audit.note_change(session, agency_id, act, now, by, one.before, after, about=one.person.id)
    if any(one.what == "updated" for one in done):
        look_again(session, agency_id, now)


def _of_name(alike: Sequence[Staff], name: str) -> Staff | None:
    """The row of this person; the very spelling wins where two rows could be meant."""
    same = [row for row in alike if same_person(row.name, name)]
    return next((row for row in same if row.name == name), same[0] if same else None)
