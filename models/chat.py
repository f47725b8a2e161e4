"""Chats we may speak in: groups with a type and a size, private chats, who is in them, and reply tokens."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from config.files import load_policy
from models import audit
from models.bangkok import BANGKOK
from models.base import Base, OfAgency, one_of
from models.database import changed, insert_once
from models.people import Contact
from models.records import ChatRecord

MOST_DAYS = 20  # on which somebody spoke that are kept: about a month's working days
# LINE: use a reply token within a minute of the webhook's arrival; the rest is for our own way to LINE.
TOKEN_LIFE = timedelta(seconds=50)
# LINE's console sends these in test events; they answer nothing.
_DUMMY_TOKENS = frozenset(("0" * 32, "f" * 32))


class ChatType(StrEnum):
    """What a group is for; a public group never gets a reminder, a new one gets nothing until it is typed."""

    NEW = "new"
    STAFF = "staff"
    UNIT = "unit"
    EXECUTIVES = "executives"
    PUBLIC = "public"
    PRIVATE = "private"


class Chat(Base, OfAgency):
    """A group or room (with its LINE id) or the 1:1 chat with one contact (whose id the contact row holds).

    spoken_on: the last Bangkok days (ISO) on which somebody spoke there in working hours, a free reply for a reminder.
    """

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
    spoken_on: Mapped[list[str]] = mapped_column(default=list)


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
    __table_args__ = (UniqueConstraint("agency_id", "token"), Index("ix_reply_token_expires_at", "expires_at"))

    chat_id: Mapped[int] = mapped_column(ForeignKey("chat.id", ondelete="CASCADE"), index=True)
    token: Mapped[str]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


@dataclass(frozen=True)
class Token:
    """A reply token taken: row id and what LINE must be given."""

    id: int
    token: str


def group_joined(session: Session, agency_id: int, line_id: str, now: datetime, name: str | None = None) -> ChatRecord:
    """The group (or room) with this LINE id, known from now on; one that comes back keeps its type.

    Call it for any event of a group: a bot may have been invited before the service was set up.
    """
    row = {"agency_id": agency_id, "line_id": line_id, "type": ChatType.NEW, "name": name, "joined_at": now}
    insert_once(session, Chat, row)
    chat = session.scalars(select(Chat).where(Chat.agency_id == agency_id, Chat.line_id == line_id)).one()
    if chat.left_at is not None:
        chat.joined_at, chat.left_at = now, None
    chat.name = name or chat.name
    session.flush()
    return _record(chat)


def group_left(session: Session, chat_id: int, now: datetime) -> None:
    """The bot was taken out of the group: nothing can be said there, and nobody is seen there any more."""
    chat = session.get_one(Chat, chat_id)
    chat.left_at = chat.left_at or now
    still = update(ChatMember).where(ChatMember.chat_id == chat_id, ChatMember.left_at.is_(None))
    changed(session, still.values(left_at=now))


def set_type(
    session: Session,
    chat_id: int,
    chat_type: ChatType,
    unit_id: int | None,
    now: datetime,
    staff_id: int | None = None,
) -> ChatRecord:
    """Say what a group is for; unit_id exactly for a unit's group (a CHECK holds it)."""
    chat = session.get_one(Chat, chat_id)
    before = {"type": str(chat.type), "unit": chat.unit_id}
    chat.type, chat.unit_id, chat.typed_at = chat_type, unit_id, now
    session.flush()
    after = {"type": str(chat_type), "unit": unit_id}
    audit.note_change(session, chat.agency_id, "chat_typed", now, staff_id, before, after, chat=chat_id)
    return _record(chat)


def private_chat(session: Session, contact_id: int, now: datetime) -> ChatRecord:
    """The 1:1 chat with an account, known from its first need on."""
    contact = session.get_one(Contact, contact_id)
    row = {"agency_id": contact.agency_id, "contact_id": contact_id, "type": ChatType.PRIVATE, "joined_at": now}
    insert_once(session, Chat, row)
    return _record(session.scalars(select(Chat).where(Chat.contact_id == contact_id)).one())


def groups(session: Session, agency_id: int, *types: ChatType) -> tuple[ChatRecord, ...]:
    """The groups the bot is in now, of the types given (of all types without any), longest known first."""
    where = [Chat.agency_id == agency_id, Chat.type != ChatType.PRIVATE, Chat.left_at.is_(None)]
    if types:
        where.append(Chat.type.in_(types))
    return tuple(_record(chat) for chat in session.scalars(select(Chat).where(*where).order_by(Chat.id)))


def address_of(session: Session, chat_id: int) -> str | None:
    """The LINE id a push goes to; None when the bot left the group or the account was forgotten."""
    chat = session.get_one(Chat, chat_id)
    if chat.contact_id is None:
        return chat.line_id if chat.left_at is None else None
    line_id = session.get_one(Contact, chat.contact_id).line_user_id
    return None if line_id.startswith("forgotten/") else line_id


def set_member_count(session: Session, chat_id: int, count: int, now: datetime, name: str | None = None) -> None:
    """How many people a push to the group reaches, as LINE counts them (without the bot), and its name if told."""
    chat = session.get_one(Chat, chat_id)
    chat.name = name or chat.name
    chat.member_count, chat.counted_at = count, now


def see_member(session: Session, chat_id: int, contact_id: int, now: datetime) -> None:
    """The account was seen in the group: it wrote, pressed or joined."""
    agency_id = session.get_one(Chat, chat_id).agency_id
    row = {"agency_id": agency_id, "chat_id": chat_id, "contact_id": contact_id, "seen_at": now}
    if not insert_once(session, ChatMember, row):
        where = (ChatMember.chat_id == chat_id, ChatMember.contact_id == contact_id)
        changed(session, update(ChatMember).where(*where).values(seen_at=now, left_at=None))


def member_left(session: Session, chat_id: int, contact_id: int, now: datetime) -> None:
    """The account left the group; whether its binding ends is models.contacts.release_if_gone's to say."""
    where = (ChatMember.chat_id == chat_id, ChatMember.contact_id == contact_id, ChatMember.left_at.is_(None))
    changed(session, update(ChatMember).where(*where).values(left_at=now))


def members(session: Session, chat_ids: Sequence[int]) -> dict[int, set[int]]:
    """Group → contact ids seen in it and not gone (only these may be mentioned); empty groups are left out."""
    where = (ChatMember.chat_id.in_(chat_ids), ChatMember.left_at.is_(None))
    present: dict[int, set[int]] = {}
    for chat_id, contact_id in session.execute(select(ChatMember.chat_id, ChatMember.contact_id).where(*where)):
        present.setdefault(chat_id, set()).add(contact_id)
    return present


def put_token(session: Session, chat_id: int, token: str, received_at: datetime) -> int | None:
    """Keep an event's reply token; the row id, or None for a token of LINE's own test events.

    A redelivered event brings the same token again, good for another minute if it was not used.
    """
    if not token or token in _DUMMY_TOKENS:
        return None
    chat = session.get_one(Chat, chat_id)
    agency_id, ends = chat.agency_id, received_at + TOKEN_LIFE
    _note_day(chat, received_at)
    row = {"agency_id": agency_id, "chat_id": chat_id, "token": token, "expires_at": ends}
    where = (ReplyToken.agency_id == agency_id, ReplyToken.token == token)
    if not insert_once(session, ReplyToken, row):
        changed(session, update(ReplyToken).where(*where, ReplyToken.used_at.is_(None)).values(expires_at=ends))
    return session.scalars(select(ReplyToken.id).where(*where)).one()


def _note_day(chat: Chat, spoken_at: datetime) -> None:
    local = spoken_at.astimezone(BANGKOK)
    day, hours = local.date().isoformat(), load_policy()
    if hours.opens <= local.time() < hours.closes and day not in chat.spoken_on:
        chat.spoken_on = [*chat.spoken_on, day][-MOST_DAYS:]


def live_token(session: Session, chat_id: int, now: datetime) -> int | None:
    """The unused token of a chat that lives longest, or None."""
    where = (ReplyToken.chat_id == chat_id, ReplyToken.used_at.is_(None), ReplyToken.expires_at > now)
    return session.scalars(select(ReplyToken.id).where(*where).order_by(ReplyToken.expires_at.desc())).first()


def live_tokens(session: Session, chat_ids: Sequence[int], now: datetime) -> dict[int, list[ReplyToken]]:
    """Chat → its unused tokens that have not run out, the newest first; chats without any are left out."""
    where = (ReplyToken.chat_id.in_(chat_ids), ReplyToken.used_at.is_(None), ReplyToken.expires_at > now)
    live: dict[int, list[ReplyToken]] = {}
    for token in session.scalars(select(ReplyToken).where(*where).order_by(ReplyToken.id.desc())):
        live.setdefault(token.chat_id, []).append(token)
    return live


def take_token(session: Session, token_id: int, now: datetime) -> Token | None:
    """Use a token up; None when it was used or ran out: of two workers that want it, one gets it."""
    where = (ReplyToken.id == token_id, ReplyToken.used_at.is_(None), ReplyToken.expires_at > now)
    if changed(session, update(ReplyToken).where(*where).values(used_at=now)) != 1:
        return None
    return Token(token_id, session.scalars(select(ReplyToken.token).where(ReplyToken.id == token_id)).one())


def _record(chat: Chat) -> ChatRecord:
    return ChatRecord(
        *(chat.id, chat.agency_id, chat.type, chat.name, chat.unit_id, chat.contact_id, chat.member_count)
    )
