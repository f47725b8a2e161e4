"""What became of each message to be said, for the operator: never its words, never a LINE id."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from models.chat import Chat
from models.delivery import Delivery, SentMessage
from models.outbox import OutboxMessage


@dataclass(frozen=True)
class OutboxLine:
    """One message. chat: the group's name, None for a 1:1 chat. Moments are aware, UTC.

    state: waiting, sending, said, dropped or refused, and why (if known). way, cost and line_messages are of the
    request that carries it: cost in counted messages of that whole request, line_messages as many as LINE numbered;
    in_doubt when LINE never said whether it took it.
    """

    id: int
    kind: str
    urgency: str
    chat_type: str
    chat: str | None
    state: str
    why: str | None
    created_at: datetime
    push_after: datetime | None
    said_at: datetime | None
    way: str | None
    cost: int | None
    line_messages: int
    in_doubt: bool


@dataclass(frozen=True)
class Chosen:
    """Which messages are asked for: in this state, in groups whose name holds this, made since this moment."""

    state: str | None = None
    chat: str | None = None
    since: datetime | None = None

    def where(self) -> list[ColumnElement[bool]]:
        """The conditions on OutboxMessage and Chat."""
        found: list[ColumnElement[bool]] = []
        if self.state is not None:
            found.append(OutboxMessage.state == self.state)
        if self.chat is not None:
            found.append(Chat.name.icontains(self.chat, autoescape=True))
        if self.since is not None:
            found.append(OutboxMessage.created_at >= self.since)
        return found


EVERYTHING = Chosen()


def counts(session: Session, agency_id: int, chosen: Chosen = EVERYTHING) -> dict[str, int]:
    """State → how many messages of the office that are asked for; states without any are left out."""
    rows = session.execute(
        select(OutboxMessage.state, func.count())
        .join(Chat, Chat.id == OutboxMessage.chat_id)
        .where(OutboxMessage.agency_id == agency_id, *chosen.where())
        .group_by(OutboxMessage.state)
    )
    return {state: int(number) for state, number in rows}


def waiting_chats(session: Session, agency_id: int) -> list[Chat]:
    """The chats in which something waits to be said: each costs one push at most, whatever waits there."""
    waits = select(OutboxMessage.chat_id).where(OutboxMessage.agency_id == agency_id, OutboxMessage.state == "waiting")
    return list(session.scalars(select(Chat).where(Chat.agency_id == agency_id, Chat.id.in_(waits))))


def report(
    session: Session, agency_id: int, limit: int | None, chosen: Chosen = EVERYTHING, offset: int = 0
) -> tuple[OutboxLine, ...]:
    """The messages of one office that are asked for, newest first, those before `offset` left out; at most `limit`."""
    numbered = (
        select(func.count(SentMessage.id)).where(SentMessage.delivery_id == OutboxMessage.delivery_id).scalar_subquery()
    )
    rows = session.execute(
        select(OutboxMessage, Chat, Delivery, numbered)
        .join(Chat, Chat.id == OutboxMessage.chat_id)
        .join(Delivery, Delivery.id == OutboxMessage.delivery_id, isouter=True)
        .where(OutboxMessage.agency_id == agency_id, *chosen.where())
        .order_by(OutboxMessage.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return tuple(_line(message, chat, delivery, count) for message, chat, delivery, count in rows)


def _line(message: OutboxMessage, chat: Chat, delivery: Delivery | None, count: int) -> OutboxLine:
    return OutboxLine(
        id=message.id,
        kind=message.kind,
        urgency=message.urgency,
        chat_type=chat.type,
        chat=chat.name,
        state=message.state,
        why=message.why,
        created_at=message.created_at,
        push_after=message.push_after,
        said_at=message.said_at,
        way=delivery.way if delivery else None,
        cost=delivery.cost if delivery else None,
        line_messages=count,
        in_doubt=delivery is not None and delivery.state == "unknown",
    )
