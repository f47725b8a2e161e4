"""What the office does to its units and sections by hand: added, renamed, called by another name, merged, closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from models import audit, progress
from models.assignee import Assignee
from models.assignment import Assignment, Occurrence, take_up_again
from models.bangkok import bangkok_day
from models.calendar_link import CalendarLink
from models.chat import Chat
from models.database import changed
from models.people import JoinCode, Staff
from models.records import Status, UnitRecord
from models.refusal import Refusal
from models.unit import Unit, UnitAlias, add_alias, add_section, add_unit, aliases_of, live_units
from models.unit_key import unit_key

_UNKNOWN = "ไม่พบส่วนราชการที่ระบุในหน่วยงานนี้"
LONGEST = 120  # of a name or a further spelling


@dataclass(frozen=True)
class Hanging:
    """What hangs on a unit or section itself (its sections' apart): people, open due dates, LINE groups, sections."""

    people: int = 0
    open_work: int = 0
    chats: int = 0
    sections: int = 0

    @property
    def words(self) -> tuple[str, ...]:
        """Each kind in words, with its number; empty when nothing hangs on it."""
        told = (
            (self.sections, "งานย่อย {} งาน"),
            (self.people, "เจ้าหน้าที่ {} คน"),
            (self.open_work, "งานที่ยังไม่เสร็จ {} งวด"),
            (self.chats, "กลุ่ม LINE {} กลุ่ม"),
        )
        return tuple(words.format(number) for number, words in told if number)


def add(
    session: Session, agency_id: int, parent_id: int | None, name: str, now: datetime, staff_id: int | None = None
) -> UnitRecord:
    """The unit (with parent_id the section) of this name, new or there before; a closed one is taken up again.

    Raises Refusal for an empty or over-long name or a parent that is not this office's.
    """
    _check_length(name)
    known = {unit.id for unit in live_units(session, agency_id)}
    made = add_unit(session, agency_id, name) if parent_id is None else add_section(session, agency_id, parent_id, name)
    if made.id not in known:
        audit.note(session, agency_id, "unit_added", now, staff_id, unit=made.id, name=made.name)
    return made


def rename(
    session: Session, agency_id: int, unit_id: int, name: str, now: datetime, staff_id: int | None = None
) -> UnitRecord:
    """Give it another name; the old one goes on meaning it, as documents and people do.

    Raises Refusal for an empty or over-long name, or one that means another unit.
    """
    row = _row(session, agency_id, unit_id)
    new, key, old = " ".join(name.split()), unit_key(name), row.name
    _check_length(name)
    if not key:
        raise Refusal("ต้องระบุชื่อส่วนราชการ", "name")
    beside = select(Unit).where(Unit.agency_id == agency_id, Unit.parent_id == row.parent_id, Unit.id != unit_id)
    same = next((other for other in session.scalars(beside) if unit_key(other.name) == key), None)
    if same is not None and same.closed_at is not None:
        raise Refusal(f"“{new}” เป็นชื่อของส่วนราชการที่ปิดแล้ว เปิดใช้แห่งนั้นอีกครั้ง แล้วรวมเข้าด้วยกัน", "name")
    if same is not None:
        raise Refusal(f"มี “{new}” อยู่แล้ว ถ้าเป็นส่วนราชการเดียวกัน ใช้ “รวมส่วนราชการ”", "name")
    if aliases_of(session, agency_id).get(key, unit_id) != unit_id:
        raise Refusal(f"ชื่อ “{new}” ใช้เรียกส่วนราชการอื่นอยู่แล้ว", "name")
    row.name = new
    session.flush()
    if unit_key(old) != key and _is_free(session, agency_id, unit_key(old)):
        add_alias(session, agency_id, unit_id, old)
    audit.note_change(session, agency_id, "unit_renamed", now, staff_id, {"name": old}, {"name": new}, unit=unit_id)
    return UnitRecord(row.id, row.name, row.parent_id)


def call(
    session: Session, agency_id: int, unit_id: int, alias: str, now: datetime, staff_id: int | None = None
) -> None:
    """Another name by which documents and people call it. Raises Refusal as models.unit.add_alias does."""
    _check_length(alias)
    if unit_key(alias) not in aliases_of(session, agency_id):
        add_alias(session, agency_id, unit_id, alias)
        audit.note(session, agency_id, "alias_added", now, staff_id, unit=unit_id, alias=unit_key(alias))
    elif aliases_of(session, agency_id)[unit_key(alias)] != unit_id:
        raise Refusal(f"ชื่อ “{alias}” ใช้เรียกส่วนราชการอื่นอยู่แล้ว")


def call_no_more(
    session: Session, agency_id: int, unit_id: int, key: str, now: datetime, staff_id: int | None = None
) -> bool:
    """The further spelling of this key (models/unit_key.py) means it no more; False when it did not."""
    mine = (UnitAlias.agency_id == agency_id, UnitAlias.unit_id == unit_id, UnitAlias.key == key)
    gone = changed(session, delete(UnitAlias).where(*mine)) == 1
    if gone:
        audit.note(session, agency_id, "alias_removed", now, staff_id, unit=unit_id, alias=key)
    return gone


def hanging(session: Session, agency_id: int, unit_id: int) -> Hanging:
    """What hangs on it now. Raises Refusal when it is not this office's, or closed."""
    _row(session, agency_id, unit_id)
    still = (Assignment.unit_id == unit_id, Occurrence.status != Status.COMPLETED)
    chats = (Chat.agency_id == agency_id, Chat.unit_id == unit_id, Chat.left_at.is_(None))
    sections = (Unit.agency_id == agency_id, Unit.parent_id == unit_id, Unit.closed_at.is_(None))
    return Hanging(
        _count(session, Staff, Staff.agency_id == agency_id, Staff.unit_id == unit_id, Staff.removed_at.is_(None)),
        len(progress.owed(session, agency_id, *still)),
        _count(session, Chat, *chats),
        _count(session, Unit, *sections),
    )


def close(session: Session, agency_id: int, unit_id: int, now: datetime, staff_id: int | None = None) -> None:
    """Nothing is given to it any more; what it did stays in every report. Raises Refusal naming what hangs on it."""
    left = hanging(session, agency_id, unit_id).words
    if left:
        raise Refusal(f"ยังปิดไม่ได้ เพราะยังมี{' · '.join(left)} ย้ายหรือรวมเข้ากับส่วนราชการอื่นก่อน")
    _row(session, agency_id, unit_id).closed_at = now
    _end_codes(session, agency_id, unit_id, now)
    session.flush()
    audit.note(session, agency_id, "unit_closed", now, staff_id, unit=unit_id)


def reopen(session: Session, agency_id: int, unit_id: int, now: datetime, staff_id: int | None = None) -> UnitRecord:
    """Take a closed one up again; a section only in a unit that is open. Raises Refusal otherwise."""
    row = session.scalars(select(Unit).where(Unit.agency_id == agency_id, Unit.id == unit_id)).first()
    if row is None:
        raise Refusal(_UNKNOWN)
    return add(session, agency_id, row.parent_id, row.name, now, staff_id)


def closed_units(session: Session, agency_id: int) -> tuple[UnitRecord, ...]:
    """Units and sections that are closed, in the order they were added."""
    closed = select(Unit).where(Unit.agency_id == agency_id, Unit.closed_at.is_not(None))
    return tuple(
        UnitRecord(u.id, u.name, u.parent_id) for u in session.scalars(closed.order_by(Unit.position, Unit.id))
    )


def merge(
    session: Session, agency_id: int, unit_id: int, into_id: int, now: datetime, staff_id: int | None = None
) -> Hanging:
    """One becomes part of the other: people, work, groups, sections and names go over, and it is closed.

    Of what both owe on the same day the other's stays. Returns what went over. Raises Refusal when both have begun the
    same thing, or one lies within the other.
    """
    row, into = _row(session, agency_id, unit_id), _row(session, agency_id, into_id)
    if unit_id == into_id:
        raise Refusal("เลือกส่วนราชการปลายทางที่ไม่ใช่ตัวเอง", "into")
    if into.parent_id == unit_id:
        raise Refusal("รวมเข้ากับงานย่อยของตัวเองไม่ได้ เลือกส่วนราชการอื่น", "into")
    went = hanging(session, agency_id, unit_id)
    if went.sections and into.parent_id is not None:
        raise Refusal("ส่วนราชการที่มีงานย่อย รวมได้เฉพาะกับส่วนราชการ ไม่ใช่กับงาน", "into")
    _move_sections(session, agency_id, unit_id, into_id, now, staff_id)
    _move_work(session, agency_id, unit_id, into_id, now)
    for table in (Staff, Chat, JoinCode, UnitAlias, CalendarLink):
        changed(
            session, update(table).where(table.agency_id == agency_id, table.unit_id == unit_id).values(unit_id=into_id)
        )
    row.closed_at = now
    session.flush()
    session.expire_all()  # the updates went past what the session remembers
    if _is_free(session, agency_id, unit_key(row.name)):
        add_alias(session, agency_id, into_id, row.name)
    audit.note(session, agency_id, "units_merged", now, staff_id, unit=unit_id, into=into_id)
    return went


def _move_sections(
    session: Session, agency_id: int, unit_id: int, into_id: int, now: datetime, staff_id: int | None
) -> None:
    """A section of a name that the other has too is merged with it, closed or not; the others change their unit."""
    inside = select(Unit).where(Unit.agency_id == agency_id, Unit.parent_id == unit_id, Unit.closed_at.is_(None))
    for section in session.scalars(inside.order_by(Unit.id)).all():
        there = select(Unit).where(Unit.agency_id == agency_id, Unit.parent_id == into_id)
        same = next((u for u in session.scalars(there) if unit_key(u.name) == unit_key(section.name)), None)
        if same is None:
            section.parent_id = into_id
            session.flush()
        else:
            same.closed_at = None
            merge(session, agency_id, section.id, same.id, now, staff_id)


def _move_work(session: Session, agency_id: int, unit_id: int, into_id: int, now: datetime) -> None:
    mine = select(Assignment).where(Assignment.agency_id == agency_id, Assignment.unit_id == unit_id)
    for own in session.scalars(mine.where(Assignment.withdrawn_at.is_(None))).all():
        key = Assignee(own.part, into_id).key
        theirs = session.scalars(
            select(Assignment).where(Assignment.duty_id == own.duty_id, Assignment.key == key)
        ).first()
        if theirs is None:
            own.unit_id, own.key = into_id, key
        else:
            _join(session, own, theirs, now)
    session.flush()


def _join(session: Session, own: Assignment, theirs: Assignment, now: datetime) -> None:
    """Both owe the duty: due dates of one alone go to the other; of those of both what was finished stays on record."""
    known = {o.due_on: o for o in _occurrences(session, theirs)}
    if theirs.withdrawn_at is not None:  # what it owed when it was taken away from there may be called for no more
        for old in known.values():
            old.withdrawn_at = now if old.status == Status.NOT_STARTED else old.withdrawn_at
        theirs.withdrawn_at = None
    stays = False
    for one in _occurrences(session, own):
        if one.withdrawn_at is not None:
            continue
        other = known.get(one.due_on)
        if other is None:
            one.assignment_id = theirs.id
        elif one.status == Status.IN_PROGRESS:
            raise Refusal(_BOTH_BEGUN)
        elif one.status == Status.COMPLETED:
            stays = True
        else:
            one.withdrawn_at = now
            take_up_again(other, bangkok_day(now))
    own.withdrawn_at = None if stays else now


_BOTH_BEGUN = "มีงานที่กำลังทำอยู่และทั้งสองแห่งต้องรายงานในงวดเดียวกัน รายงานงวดนั้นให้เสร็จก่อน แล้วจึงรวม"


def _occurrences(session: Session, assignment: Assignment) -> Sequence[Occurrence]:
    return session.scalars(select(Occurrence).where(Occurrence.assignment_id == assignment.id)).all()


def _end_codes(session: Session, agency_id: int, unit_id: int, now: datetime) -> None:
    unused = (JoinCode.unit_id == unit_id, JoinCode.used_at.is_(None), JoinCode.expires_at > now)
    changed(session, update(JoinCode).where(JoinCode.agency_id == agency_id, *unused).values(expires_at=now))


def _is_free(session: Session, agency_id: int, key: str) -> bool:
    """No open unit or section has the name, and nothing else is called by it."""
    named = any(unit_key(unit.name) == key for unit in live_units(session, agency_id))
    return bool(key) and not named and key not in aliases_of(session, agency_id)


def _row(session: Session, agency_id: int, unit_id: int) -> Unit:
    mine = (Unit.agency_id == agency_id, Unit.id == unit_id, Unit.closed_at.is_(None))
    row = session.scalars(select(Unit).where(*mine)).first()
    if row is None:
        raise Refusal(_UNKNOWN)
    return row


def _check_length(name: str) -> None:
    if len(name) > LONGEST:
        raise Refusal(f"ชื่อยาวเกิน {LONGEST} ตัวอักษร", "name")


def _count(session: Session, table: type[Staff | Chat | Unit], *where: object) -> int:
    return session.scalars(select(func.count()).select_from(table).where(*where)).one()  # type: ignore[arg-type]
