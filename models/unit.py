"""The units of an office and their sections, and every name that means one of them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, delete, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, OfAgency
from models.records import UnitRecord
from models.refusal import Refusal
from models.unit_key import match_unit, unit_key


class Unit(Base, OfAgency):
    """A unit (กอง, สำนัก) or, with a parent, a section (งาน) of it.

    closed_at: nothing is given to it any more; it stays for what it did (models/unit_changes.py).
    """

    __tablename__ = "unit"
    # Null parents are all different to a unique constraint, so the units themselves need an index of their own.
    __table_args__ = (
        UniqueConstraint("agency_id", "parent_id", "name"),
        Index(
            "uq_unit_one_name_an_agency",
            "agency_id",
            "name",
            unique=True,
            sqlite_where=text("parent_id IS NULL"),
            postgresql_where=text("parent_id IS NULL"),
        ),
    )

    parent_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id", ondelete="CASCADE"))
    name: Mapped[str]
    position: Mapped[int]
    closed_at: Mapped[datetime | None]


class UnitAlias(Base, OfAgency):
    """Another spelling of a unit or section, matched without spaces and decorations."""

    __tablename__ = "unit_alias"
    __table_args__ = (UniqueConstraint("agency_id", "key"),)

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id", ondelete="CASCADE"))
    key: Mapped[str]


def live_units(session: Session, agency_id: int) -> tuple[UnitRecord, ...]:
    """Units and sections of the office that are not closed, in the order they were added."""
    live = select(Unit).where(Unit.agency_id == agency_id, Unit.closed_at.is_(None))
    rows = session.scalars(live.order_by(Unit.position, Unit.id))
    return tuple(UnitRecord(row.id, row.name, row.parent_id) for row in rows)


def add_unit(session: Session, agency_id: int, name: str) -> UnitRecord:
    """The unit of this name, added when no spelling of it is there. Raises Refusal for an empty name."""
    return _add(session, agency_id, None, name)


def add_section(session: Session, agency_id: int, parent_id: int, name: str) -> UnitRecord:
    """The section of this name in a unit of the same office, added when it is not there.

    Raises Refusal for an empty name or a unit that is not this office's.
    """
    if not any(unit.id == parent_id for unit in live_units(session, agency_id)):
        raise Refusal("ไม่พบส่วนราชการที่ระบุในหน่วยงานนี้")
    return _add(session, agency_id, parent_id, name)


def add_alias(session: Session, agency_id: int, unit_id: int, alias: str) -> None:
    """Another spelling of a unit or section. Raises Refusal when it already means another one."""
    key = unit_key(alias)
    meant = resolve_unit(session, agency_id, alias)
    if not key:
        raise Refusal("ต้องระบุชื่อเรียก")
    if not any(unit.id == unit_id for unit in live_units(session, agency_id)):
        raise Refusal("ไม่พบส่วนราชการที่ระบุในหน่วยงานนี้")
    if aliases_of(session, agency_id).get(key, unit_id) != unit_id or (
        meant and meant.id != unit_id and unit_key(meant.name) == key
    ):
        raise Refusal(f"ชื่อ {alias!r} ใช้เรียกส่วนราชการอื่นอยู่แล้ว")
    if key not in aliases_of(session, agency_id):
        session.add(UnitAlias(agency_id=agency_id, unit_id=unit_id, key=key))
        session.flush()


def aliases_of(session: Session, agency_id: int) -> dict[str, int]:
    """Key (models/unit_key.py) → unit id, of the further spellings only."""
    rows = session.scalars(select(UnitAlias).where(UnitAlias.agency_id == agency_id))
    return {row.key: row.unit_id for row in rows}


def resolve_unit(session: Session, agency_id: int, name: str) -> UnitRecord | None:
    """The one unit or section that a written name ("กองคลังฯ", "กองคลัง/งาน พัสดุ") means, or None."""
    return match_unit(live_units(session, agency_id), aliases_of(session, agency_id), name)


def _add(session: Session, agency_id: int, parent_id: int | None, name: str) -> UnitRecord:
    key = unit_key(name)
    if not key:
        raise Refusal("ต้องระบุชื่อส่วนราชการ")
    known = live_units(session, agency_id)
    for unit in known:
        if unit.parent_id == parent_id and unit_key(unit.name) == key:
            return unit
    row = _closed(session, agency_id, parent_id, key)
    if row is None:
        row = Unit(agency_id=agency_id, parent_id=parent_id, name=" ".join(name.split()), position=len(known))
        session.add(row)
    row.closed_at = None
    session.flush()
    return UnitRecord(row.id, row.name, row.parent_id)


def _closed(session: Session, agency_id: int, parent_id: int | None, key: str) -> Unit | None:
    """A closed one of the name is taken up again with what it did; what else its name meant meanwhile ends."""
    closed = select(Unit).where(Unit.agency_id == agency_id, Unit.closed_at.is_not(None), Unit.parent_id == parent_id)
    row = next((unit for unit in session.scalars(closed) if unit_key(unit.name) == key), None)
    if row is not None:
        session.execute(delete(UnitAlias).where(UnitAlias.agency_id == agency_id, UnitAlias.key == key))
    return row
