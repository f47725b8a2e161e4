"""The LINE groups as those who keep the office in order see them: what each is for, how large, when last alive."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.chat import Chat, ChatMember, ChatType


@dataclass(frozen=True)
class GroupLine:
    """One group the bot is in. Moments are aware, UTC; spoken_on is a Bangkok day.

    members: people a push reaches, counted at counted_at, None when LINE was never asked. known: how many of them
    were seen, of whom the last at seen_at. spoken_on: the last day on which somebody wrote there in working hours.
    """

    id: int
    type: ChatType
    name: str | None
    unit_id: int | None
    members: int | None
    counted_at: datetime | None
    joined_at: datetime
    known: int
    seen_at: datetime | None
    spoken_on: date | None


def group_lines(session: Session, agency_id: int) -> tuple[GroupLine, ...]:
    """Every group of the office, those not typed yet first, then the longest known."""
    seen = (
        select(ChatMember.chat_id, func.count().label("known"), func.max(ChatMember.seen_at).label("seen_at"))
        .where(ChatMember.agency_id == agency_id, ChatMember.left_at.is_(None))
        .group_by(ChatMember.chat_id)
        .subquery()
    )
    rows = session.execute(
        select(Chat, seen.c.known, seen.c.seen_at)
        .outerjoin(seen, seen.c.chat_id == Chat.id)
        .where(Chat.agency_id == agency_id, Chat.type != ChatType.PRIVATE, Chat.left_at.is_(None))
        .order_by(Chat.type != ChatType.NEW, Chat.id)
    )
    return tuple(_line(chat, known or 0, seen_at) for chat, known, seen_at in rows)


def _line(chat: Chat, known: int, seen_at: datetime | None) -> GroupLine:
    spoken = max(chat.spoken_on, default=None)
    return GroupLine(
        id=chat.id,
        type=ChatType(chat.type),
        name=chat.name,
        unit_id=chat.unit_id,
        members=chat.member_count,
        counted_at=chat.counted_at,
        joined_at=chat.joined_at,
        known=known,
        seen_at=seen_at,
        spoken_on=date.fromisoformat(spoken) if spoken else None,
    )
