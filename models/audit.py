"""Who did what when, for the office's own trail; no message text and no LINE id belongs here."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, OfAgency


class AuditEntry(Base, OfAgency):
    """One act: what kind, by whom (null for the service itself), about which row."""

    __tablename__ = "audit_entry"

    at: Mapped[datetime]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    act: Mapped[str]
    about: Mapped[dict[str, Any]]


def note(session: Session, agency_id: int, act: str, now: datetime, staff_id: int | None = None, **about: Any) -> None:
    """Add one entry; `about` holds row ids and plain values that JSON can keep."""
    session.add(AuditEntry(agency_id=agency_id, act=act, at=now, staff_id=staff_id, about=about))
