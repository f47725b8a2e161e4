"""People: the roster, the LINE accounts met, how one is tied to the other, and one-time join codes."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, OfAgency, one_of, stamped
from models.records import Role


class Staff(Base, OfAgency):
    """A person on the office's roster."""

    __tablename__ = "staff"
    __table_args__ = (one_of("role", Role), UniqueConstraint("agency_id", "name"))

    name: Mapped[str]
    position: Mapped[str | None]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id", ondelete="SET NULL"))
    role: Mapped[str]
    created_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]


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
        CheckConstraint(
            "binding != 'confirmed' OR confirmed_at IS NOT NULL", name="confirmed_has_confirmed_at"
        ),
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
