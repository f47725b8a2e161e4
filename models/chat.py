"""Chats we may speak in: groups with a type and a size, private chats, who is in them, and reply tokens."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, OfAgency, one_of


class ChatType(StrEnum):
    """What a group is for; a public group never gets a reminder, a new one gets nothing until it is typed."""

    NEW = "new"
    STAFF = "staff"
    UNIT = "unit"
    EXECUTIVES = "executives"
    PUBLIC = "public"
    PRIVATE = "private"


class Chat(Base, OfAgency):
    """A group or room (with its LINE id) or the 1:1 chat with one contact (whose id the contact row holds)."""

    __tablename__ = "chat"
    __table_args__ = (
        UniqueConstraint("agency_id", "line_id"),
        UniqueConstraint("contact_id"),
        one_of("type", ChatType),
        CheckConstraint("(type = 'private') = (contact_id IS NOT NULL)", name="private_has_contact"),
        CheckConstraint("(type = 'private') = (line_id IS NULL)", name="group_has_line_id"),
        CheckConstraint("(type = 'unit') = (unit_id IS NOT NULL)", name="unit_chat_has_unit"),
    )

    type: Mapped[str]
    line_id: Mapped[str | None]
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id", ondelete="CASCADE"))
    name: Mapped[str | None]
    member_count: Mapped[int | None]
    counted_at: Mapped[datetime | None]
    joined_at: Mapped[datetime]
    typed_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]


class ChatMember(Base, OfAgency):
    """A contact seen in a group, until it leaves."""

    __tablename__ = "chat_member"
    __table_args__ = (UniqueConstraint("chat_id", "contact_id"),)

    chat_id: Mapped[int] = mapped_column(ForeignKey("chat.id", ondelete="CASCADE"))
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), index=True)
    seen_at: Mapped[datetime]
    left_at: Mapped[datetime | None]


class ReplyToken(Base, OfAgency):
    """Leave to say five messages in a chat for free, once, within a minute of the webhook's arrival."""

    __tablename__ = "reply_token"
    __table_args__ = (UniqueConstraint("agency_id", "token"),)

    chat_id: Mapped[int] = mapped_column(ForeignKey("chat.id", ondelete="CASCADE"), index=True)
    token: Mapped[str]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
