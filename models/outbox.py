"""Messages waiting to be said, each once, and why one that was not said was not."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, case, exists, func, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, OfAgency, one_of, stamped
from models.chat import ReplyToken
from models.database import changed, insert_once
from models.delivery import Delivery, forget_body

# What a reminder keeps when it is said in another chat.
_KEPT = ("agency_id", "kind", "occurrence_id", "urgency", "not_before", "useless_after", "created_at")


class OutboxMessage(Base, OfAgency):
    """Something to be said in a chat once. content is data for the builder that `kind` names.

    An answer names the reply token of the event it answers; a reminder waits for any token of its chat from
    not_before until push_after, then is pushed, and is worth nothing after useless_after. why: the reason it was
    held, while it waits, or for which it was never said.
    """

    __tablename__ = "outbox_message"
    __table_args__ = (
        UniqueConstraint("agency_id", "key"),
        one_of("state", ("waiting", "sending", "said", "dropped", "refused")),
        stamped("said", "said_at", "state"),
        CheckConstraint("state NOT IN ('sending', 'said') OR delivery_id IS NOT NULL", name="sending_has_delivery"),
        CheckConstraint("state NOT IN ('dropped', 'refused') OR why IS NOT NULL", name="unsaid_has_reason"),
        Index("ix_outbox_message_waiting", "state", "not_before"),
        Index("ix_outbox_message_chat", "chat_id", "state"),
    )

    key: Mapped[str]
    kind: Mapped[str]
    chat_id: Mapped[int] = mapped_column(ForeignKey("chat.id", ondelete="CASCADE"))
    reply_token_id: Mapped[int | None] = mapped_column(ForeignKey("reply_token.id", ondelete="SET NULL"))
    occurrence_id: Mapped[int | None] = mapped_column(ForeignKey("occurrence.id", ondelete="CASCADE"), index=True)
    urgency: Mapped[str]
    content: Mapped[dict[str, Any]]
    not_before: Mapped[datetime]
    push_after: Mapped[datetime | None]
    useless_after: Mapped[datetime]
    state: Mapped[str] = mapped_column(default="waiting")
    delivery_id: Mapped[int | None] = mapped_column(ForeignKey("delivery.id", ondelete="SET NULL"), index=True)
    why: Mapped[str | None]
    created_at: Mapped[datetime]
    said_at: Mapped[datetime | None]


@dataclass(frozen=True)
class NewMessage:
    """Something to be said once in a chat; key says what it is, so the second time is nothing.

    kind "answer" carries finished LINE messages; "reminder" is rendered when it is sent. Times are aware.
    """

    agency_id: int
    chat_id: int
    key: str
    kind: str
    urgency: str
    content: dict[str, Any]
    not_before: datetime
    useless_after: datetime
    push_after: datetime | None = None
    reply_token_id: int | None = None
    occurrence_id: int | None = None


def enqueue(session: Session, message: NewMessage, now: datetime) -> bool:
    """Add a message to be said; False when its key is known already."""
    return insert_once(session, OutboxMessage, {**asdict(message), "state": "waiting", "created_at": now})


def keys_about(session: Session, agency_id: int, occurrence_ids: Sequence[int]) -> list[str]:
    """The keys of what was said, or is still to be said, about these occurrences (not of what was dropped)."""
    alive = OutboxMessage.state.in_(("waiting", "sending", "said"))
    of_these = OutboxMessage.occurrence_id.in_(occurrence_ids)
    return list(session.scalars(select(OutboxMessage.key).where(OutboxMessage.agency_id == agency_id, of_these, alive)))


def latest_stages(session: Session, agency_id: int, occurrence_ids: Sequence[int]) -> dict[tuple[int, str], str]:
    """(occurrence, who is told) → the stage said, or still to be said, last, in whatever chat."""
    rows = session.execute(
        select(OutboxMessage.occurrence_id, OutboxMessage.content)
        .where(
            OutboxMessage.agency_id == agency_id,
            OutboxMessage.occurrence_id.in_(occurrence_ids),
            OutboxMessage.kind == "reminder",
            OutboxMessage.state.in_(("waiting", "sending", "said")),
        )
        .order_by(OutboxMessage.id)
    )
    return {(occurrence_id, content["tell"]): content["stage"] for occurrence_id, content in rows}


def waiting_in(session: Session, chat_id: int, now: datetime) -> list[OutboxMessage]:
    """Everything a chat is owed by now, oldest first."""
    return list(
        session.scalars(
            select(OutboxMessage)
            .where(OutboxMessage.chat_id == chat_id, OutboxMessage.state == "waiting", OutboxMessage.not_before <= now)
            .order_by(OutboxMessage.id)
        )
    )


def movable_chats(session: Session, now: datetime, free_only: bool = False) -> list[int]:
    """Chats in which something can be done: a live token, an answer, patience over, or usefulness over.

    Answers first, since their tokens run out; then the offices in turn, so that a busy one holds up no other.
    free_only: leave out what would be pushed.
    """
    live_token = exists().where(
        ReplyToken.chat_id == OutboxMessage.chat_id, ReplyToken.used_at.is_(None), ReplyToken.expires_at > now
    )
    is_answer = OutboxMessage.reply_token_id.is_not(None)
    free = or_(is_answer, live_token)
    can_wait = or_(OutboxMessage.push_after <= now, OutboxMessage.useless_after <= now)
    rows = session.execute(
        select(OutboxMessage.agency_id, OutboxMessage.chat_id, func.max(case((is_answer, 1), else_=0)))
        .where(
            OutboxMessage.state == "waiting",
            OutboxMessage.not_before <= now,
            free if free_only else or_(free, can_wait),
        )
        .group_by(OutboxMessage.agency_id, OutboxMessage.chat_id)
        .order_by(func.min(OutboxMessage.not_before), OutboxMessage.chat_id)
    ).all()
    nth: Counter[int] = Counter()
    places: list[tuple[bool, int, int]] = []
    for agency_id, chat_id, answers in rows:
        nth[agency_id] += 1
        places.append((not answers, nth[agency_id], chat_id))
    return [chat_id for _, _, chat_id in sorted(places, key=lambda place: place[:2])]


def hold(messages: Iterable[OutboxMessage], why: str, until: datetime) -> None:
    """They cannot be said now: why, for the operator, and when a push is thought of again."""
    for message in messages:
        message.why = why
        if message.push_after is not None:
            message.push_after = max(message.push_after, until)


def move(session: Session, message: OutboxMessage, to: Sequence[tuple[int, int]], why: str, now: datetime) -> None:
    """A reminder is said at once in the chats of these people (chat and staff ids) instead of where it waits.

    The keys tell the same occurrence and stage, so that each person hears it once.
    """
    stage, _, _ = message.key.rpartition("/")
    for chat_id, staff_id in to:
        row = {
            **{name: getattr(message, name) for name in _KEPT},
            "key": f"{stage}/{chat_id}",
            "chat_id": chat_id,
            "content": {**message.content, "staff": [staff_id]},
            "push_after": now,
            "state": "waiting",
            "why": why,
        }
        insert_once(session, OutboxMessage, row)
    session.delete(message)
    session.flush()


def drop(message: OutboxMessage, why: str) -> None:
    """Not said, and why."""
    message.state, message.why = "dropped", why


def of_key(session: Session, agency_id: int, opening: str) -> list[OutboxMessage]:
    """The messages of an office whose key begins so, oldest first."""
    where = (OutboxMessage.agency_id == agency_id, OutboxMessage.key.startswith(opening, autoescape=True))
    return list(session.scalars(select(OutboxMessage).where(*where).order_by(OutboxMessage.id)))


def forget_words(session: Session, message: OutboxMessage, instead: Sequence[dict[str, Any]], now: datetime) -> None:
    """Whoever said the words that it repeats withdrew them; instead: the LINE messages without them, none to say none.

    They go from the request that carried them too.
    """
    message.content = {**message.content, "messages": list(instead)}
    if not instead and message.state == "waiting":
        drop(message, "ผู้ส่งยกเลิกข้อความแล้ว")
    elif not instead:
        message.useless_after = min(message.useless_after, now)  # on its way: not to be said a second time
    if message.delivery_id is not None:
        session.flush()
        forget_body(session, message.delivery_id)


def put_back(session: Session, delivery: Delivery, why: str, push_after: datetime | None = None) -> None:
    """LINE certainly did not say it: its messages wait again, to be pushed no sooner than push_after."""
    values: dict[str, Any] = {"state": "waiting", "delivery_id": None, "why": why[:500]}
    if push_after is not None:
        values["push_after"] = push_after
    changed(session, update(OutboxMessage).where(OutboxMessage.delivery_id == delivery.id).values(values))


def mark_said(session: Session, delivery: Delivery, now: datetime) -> None:
    """The delivery's messages count as said."""
    mine = update(OutboxMessage).where(OutboxMessage.delivery_id == delivery.id)
    changed(session, mine.values(state="said", said_at=now, why=None))


def mark_unsaid(session: Session, delivery: Delivery, state: str, why: str) -> None:
    """The delivery's messages will not be said: dropped or refused, and why."""
    mine = update(OutboxMessage).where(OutboxMessage.delivery_id == delivery.id)
    changed(session, mine.values(state=state, why=why[:500]))


def without_mentions(session: Session, delivery: Delivery) -> bool:
    """Ask for the delivery's reminders without mentions next time; False when that was tried or none has any."""
    mine = list(session.scalars(select(OutboxMessage).where(OutboxMessage.delivery_id == delivery.id)))
    asked = [m for m in mine if m.kind == "reminder" and m.content["staff"] and not m.content.get("plain")]
    for message in asked:
        message.content = {**message.content, "plain": True}
    return bool(asked)
