"""Who did what when, for the office's own trail; no message text and no LINE id belongs here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, OfAgency


class AuditEntry(Base, OfAgency):
    """One act: what kind, by whom (null for the service itself), about which row.

    about: row ids and plain values; of a change `before` and `after`, each with only what differs.
    """

    __tablename__ = "audit_entry"

    at: Mapped[datetime]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    act: Mapped[str]
    about: Mapped[dict[str, Any]]


@dataclass(frozen=True)
class Entry:
    """One act as pages show it; `at` is aware, UTC."""

    id: int
    at: datetime
    staff_id: int | None
    act: str
    about: Mapping[str, Any]


@dataclass(frozen=True)
class Asked:
    """Which acts are asked for: of these kinds, by this person, between these moments (the second excluded)."""

    acts: Sequence[str] = ()
    staff_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None

    def where(self) -> list[ColumnElement[bool]]:
        """The conditions on AuditEntry."""
        found: list[ColumnElement[bool]] = []
        if self.acts:
            found.append(AuditEntry.act.in_(self.acts))
        if self.staff_id is not None:
            found.append(AuditEntry.staff_id == self.staff_id)
        if self.since is not None:
            found.append(AuditEntry.at >= self.since)
        if self.until is not None:
            found.append(AuditEntry.at < self.until)
        return found


def note(session: Session, agency_id: int, act: str, now: datetime, staff_id: int | None = None, **about: Any) -> None:
    """Add one entry; `about` holds row ids and plain values that JSON can keep."""
    session.add(AuditEntry(agency_id=agency_id, act=act, at=now, staff_id=staff_id, about=about))


def note_change(
    session: Session,
    agency_id: int,
    act: str,
    now: datetime,
    staff_id: int | None,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    **about: Any,
) -> bool:
    """Note what differs between the two; nothing, and False, when nothing does."""
    told = difference(before, after)
    if told is None:
        return False
    note(session, agency_id, act, now, staff_id, **about, **told)
    return True


def difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, dict[str, Any]] | None:
    """{"before": …, "after": …} with only what differs, as an entry of the trail holds it; None when nothing does."""
    keys = [key for key in {**before, **after} if before.get(key) != after.get(key)]
    was, became = ({key: told[key] for key in keys if key in told} for told in (before, after))
    return {"before": was, "after": became} if keys else None


def count(session: Session, agency_id: int, asked: Asked) -> int:
    """How many acts of the office are asked for."""
    mine = select(func.count(AuditEntry.id)).where(AuditEntry.agency_id == agency_id, *asked.where())
    return session.scalars(mine).one()


def entries(session: Session, agency_id: int, asked: Asked, limit: int, offset: int = 0) -> tuple[Entry, ...]:
    """The acts of the office that are asked for, newest first."""
    mine = select(AuditEntry).where(AuditEntry.agency_id == agency_id, *asked.where())
    rows = session.scalars(mine.order_by(AuditEntry.id.desc()).limit(limit).offset(offset))
    return tuple(Entry(row.id, row.at, row.staff_id, row.act, row.about) for row in rows)
