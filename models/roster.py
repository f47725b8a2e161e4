"""The roster changed by somebody of the office: who may give which role, whom the office cannot do without."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import audit, calendar_link, contacts, enrolment, page_access, people
from models.assignment import Assignment, Occurrence, look_again
from models.enrolment import RosterRow
from models.people import Staff
from models.permissions import may_give
from models.person_name import name_key, same_person
from models.progress import owed
from models.records import Role, StaffRecord, Status
from models.refusal import Refusal
from models.thaitext import printable
from models.unit import live_units

LONGEST = 120  # of a name or a position
# Without one of each nobody could plan and confirm, or put things right.
_NEEDED = {Role.COORDINATOR: "ผู้ประสาน", Role.ADMINISTRATOR: "ผู้ดูแลระบบ"}


def guard(session: Session, by: StaffRecord) -> Callable[[Staff | None, RosterRow], None]:
    """What a roster file is held to when somebody of the office takes it over: raises Refusal for a row."""

    def check(known: Staff | None, row: RosterRow) -> None:
        _check_role(session, by, known, row.role)
        if known is not None and known.removed_at is None and not _is_as_said(known, row):
            _check_above(by, known)

    return check


def add(session: Session, agency_id: int, row: RosterRow, now: datetime, by: StaffRecord) -> StaffRecord:
    """Put somebody on the roster. Raises Refusal, with the field it is about, also when they are on it already."""
    _check(session, agency_id, row)
    twin = _called(session, agency_id, row.name)
    if twin is not None and twin.removed_at is None:
        raise Refusal(f"มี “{twin.name}” ในทะเบียนแล้ว", "name")
    _check_role(session, by, twin, row.role)
    return enrolment.add_staff(session, agency_id, row, now, by.id)[0]


def edit(
    session: Session, agency_id: int, staff_id: int, row: RosterRow, now: datetime, by: StaffRecord
) -> StaffRecord:
    """Make the person exactly what the row says; None clears. Raises Refusal as add does."""
    person = _live(session, agency_id, staff_id)
    _check(session, agency_id, row)
    twin = _called(session, agency_id, row.name, besides=staff_id)
    if twin is not None:
        raise Refusal(f"มี “{twin.name}” ในทะเบียนแล้ว ใส่นามสกุลให้ต่างกัน", "name")
    role = row.role or Role(person.role)
    _check_role(session, by, person, role)
    _check_above(by, person)
    before = people.plain(person)
    person.name, person.position, person.unit_id = printable(row.name), row.position or None, row.unit_id
    person.become(role, now)
    session.flush()
    audit.note_change(session, agency_id, "staff_updated", now, by.id, before, people.plain(person), about=staff_id)
    look_again(session, agency_id, now)
    return _record(session, agency_id, staff_id)


def leave(session: Session, agency_id: int, staff_id: int, now: datetime, by: StaffRecord | None = None) -> None:
    """Take a person off the roster, release their LINE account, end sessions and calendars; what they did stays.

    by: who of the office says so, None for the operator. Raises Refusal for oneself and for the last of a role that
    the office needs.
    """
    person = _live(session, agency_id, staff_id)
    if by is not None:
        if by.id == staff_id:
            raise Refusal("นำชื่อตัวเองออกจากทะเบียนไม่ได้ ให้ผู้ดูแลระบบท่านอื่นดำเนินการ")
        if not may_give(by.role, Role(person.role)):
            raise Refusal("ผู้ดูแลระบบนำออกได้โดยผู้ดูแลระบบท่านอื่นเท่านั้น")
        _check_last(session, person)
    bound = contacts.contact_of(session, agency_id, staff_id)
    if bound:
        contacts.release(session, bound.id, now)
    people.remove_staff(session, agency_id, staff_id, now, by.id if by else None)
    page_access.end_all(session, agency_id, staff_id, now, by.id if by else None)
    calendar_link.end_of_person(session, agency_id, staff_id, now, by.id if by else None)
    session.flush()


def own_work(session: Session, agency_id: int, staff_id: int) -> int:
    """How many open due dates were given to this person by name: once they leave, those wait for somebody else."""
    return len(owed(session, agency_id, Assignment.staff_id == staff_id, Occurrence.status != Status.COMPLETED))


def _check(session: Session, agency_id: int, row: RosterRow) -> None:
    if not name_key(printable(row.name)):
        raise Refusal("ต้องระบุชื่อ", "name")
    for field, words in (("name", row.name), ("position", row.position or "")):
        if len(words) > LONGEST:
            raise Refusal(f"ยาวเกิน {LONGEST} ตัวอักษร", field)
    if row.unit_id is not None and all(unit.id != row.unit_id for unit in live_units(session, agency_id)):
        raise Refusal("ไม่พบสังกัดนี้ เลือกจากรายการอีกครั้ง", "unit")
    if row.role == Role.UNIT_HEAD and row.unit_id is None:
        raise Refusal("หัวหน้าส่วนต้องระบุสังกัด", "unit")


def _check_role(session: Session, by: StaffRecord, known: Staff | None, wanted: Role | None) -> None:
    """A role kept is nobody's question; one given or taken is the giver's to give, and never one's own."""
    is_on = known is not None and known.removed_at is None
    has = Role(known.role) if known is not None and is_on else None
    gets = wanted or (Role(known.role) if known is not None else Role.OFFICER)
    if gets == has:
        return
    if known is not None and known.id == by.id:
        raise Refusal("เปลี่ยนบทบาทของตัวเองไม่ได้ ให้ผู้ดูแลระบบหรือผู้ประสานท่านอื่นดำเนินการ", "role")
    if not may_give(by.role, gets) or (has is not None and not may_give(by.role, has)):
        raise Refusal("บทบาทผู้ดูแลระบบ ผู้ดูแลระบบเท่านั้นที่ให้หรือเปลี่ยนได้", "role")
    if known is not None and has is not None:
        _check_last(session, known)


def _is_as_said(person: Staff, row: RosterRow) -> bool:
    return row.position in (None, "", person.position) and row.unit_id in (None, person.unit_id)


def _check_above(by: StaffRecord, person: Staff) -> None:
    """Who watches over the others is renamed or moved by their like only."""
    if not may_give(by.role, Role(person.role)):
        raise Refusal("ข้อมูลของผู้ดูแลระบบ ผู้ดูแลระบบเท่านั้นที่แก้ไขได้", "name")


def _check_last(session: Session, person: Staff) -> None:
    """The office keeps at least one of each role it needs."""
    role = Role(person.role)
    same = (Staff.agency_id == person.agency_id, Staff.role == role, Staff.removed_at.is_(None))
    others = select(func.count(Staff.id)).where(*same, Staff.id != person.id)
    if role in _NEEDED and session.scalars(others).one() == 0:
        raise Refusal(f"{person.name}เป็น{_NEEDED[role]}คนเดียวของหน่วยงาน ตั้งท่านอื่นเป็น{_NEEDED[role]}ก่อน", "role")


def _called(session: Session, agency_id: int, name: str, besides: int | None = None) -> Staff | None:
    """Whoever has or had this name; the row of the very spelling first (it is unique, also of who has left)."""
    key, spelt = name_key(name), printable(name)
    everybody = session.scalars(select(Staff).where(Staff.agency_id == agency_id, Staff.id != (besides or 0))).all()
    same = [one for one in everybody if name_key(one.name) == key and same_person(one.name, spelt)]
    exact = [one for one in same if one.name == spelt]
    live = [one for one in same if one.removed_at is None]
    return next(iter((*exact, *live, *same)), None) if besides is None else next(iter((*exact, *live)), None)


def _live(session: Session, agency_id: int, staff_id: int) -> Staff:
    mine = (Staff.agency_id == agency_id, Staff.id == staff_id, Staff.removed_at.is_(None))
    person = session.scalars(select(Staff).where(*mine)).first()
    if person is None:
        raise Refusal("ไม่พบชื่อนี้ในทะเบียน")
    return person


def _record(session: Session, agency_id: int, staff_id: int) -> StaffRecord:
    found = people.staff_by_id(session, agency_id, staff_id)
    if found is None:
        raise Refusal("ไม่พบชื่อนี้ในทะเบียน")
    return found
