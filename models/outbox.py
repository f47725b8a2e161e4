"""Messages waiting to be said, the requests that say them, and what LINE calls the result."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, case, exists, func, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, OfAgency, one_of, stamped
from models.chat import ReplyToken
from models.database import changed, insert_once

QUESTION_LASTS = timedelta(hours=1)  # in a 1:1 chat; later words are more likely about something else
DELIVERY_LEASE = timedelta(seconds=60)  # longer than one call to LINE may last


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


class Delivery(Base, OfAgency):
    """One request to LINE: body and retry key are stored before the first attempt and never change.

    cost: counted messages (people reached) for a push, 0 for a reply. A reply is tried once. A push is tried again
    only when LINE may have accepted it without saying so; what it certainly did not take is composed anew.
    """

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("retry_key"),
        one_of("way", ("reply", "push")),
        one_of("state", ("ready", "accepted", "refused", "unknown", "given_up")),
        CheckConstraint("(way = 'reply') = (reply_token_id IS NOT NULL)", name="reply_has_token"),
        CheckConstraint("(way = 'push') = (retry_key IS NOT NULL)", name="push_has_retry_key"),
        CheckConstraint("(state = 'ready') = (settled_at IS NULL)", name="settled_has_settled_at"),
        Index("ix_delivery_ready", "state", "try_at"),
        Index("ix_delivery_agency_id_settled_at", "agency_id", "settled_at"),
    )

    chat_id: Mapped[int] = mapped_column(ForeignKey("chat.id", ondelete="CASCADE"), index=True)
    way: Mapped[str]
    retry_key: Mapped[str | None]
    reply_token_id: Mapped[int | None] = mapped_column(ForeignKey("reply_token.id", ondelete="CASCADE"))
    body: Mapped[dict[str, Any]]
    about: Mapped[dict[str, Any]]
    cost: Mapped[int]
    state: Mapped[str] = mapped_column(default="ready")
    attempts: Mapped[int] = mapped_column(default=0)
    try_at: Mapped[datetime]
    claimed_until: Mapped[datetime | None]
    created_at: Mapped[datetime]
    first_tried_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    answer: Mapped[str | None]


class SentMessage(Base, OfAgency):
    """One message of ours as LINE numbered it: quoting it tells which occurrences are meant.

    asks: what it asked to be typed next (obstacle, date), if anything.
    """

    __tablename__ = "sent_message"
    __table_args__ = (UniqueConstraint("agency_id", "line_message_id"),)

    line_message_id: Mapped[str]
    delivery_id: Mapped[int] = mapped_column(ForeignKey("delivery.id", ondelete="CASCADE"), index=True)
    quote_token: Mapped[str | None]
    occurrence_ids: Mapped[list[int]]
    asks: Mapped[str | None]
    sent_at: Mapped[datetime]


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


def drop(message: OutboxMessage, why: str) -> None:
    """Not said, and why."""
    message.state, message.why = "dropped", why


def put_back(session: Session, delivery: Delivery, why: str, push_after: datetime | None = None) -> None:
    """LINE certainly did not say it: its messages wait again, to be pushed no sooner than push_after."""
    values: dict[str, Any] = {"state": "waiting", "delivery_id": None, "why": why[:500]}
    if push_after is not None:
        values["push_after"] = push_after
    changed(session, update(OutboxMessage).where(OutboxMessage.delivery_id == delivery.id).values(values))


def settle(session: Session, delivery: Delivery, state: str, answer: str, now: datetime) -> None:
    """The request is over: accepted, refused, unknown or given_up, with LINE's words for the operator."""
    delivery.state, delivery.answer, delivery.settled_at, delivery.claimed_until = state, answer[:500], now, None


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


def remember_sent(session: Session, delivery: Delivery, sent: Sequence[tuple[str, str | None]], now: datetime) -> None:
    """Keep LINE's message ids with what each message was about, so that quoting it names the occurrences."""
    for (line_message_id, quote_token), about in zip(sent, delivery.about["parts"], strict=False):
        row = {
            "agency_id": delivery.agency_id,
            "line_message_id": line_message_id,
            "delivery_id": delivery.id,
            "quote_token": quote_token,
            "occurrence_ids": about["occurrences"],
            "asks": about["asks"],
            "sent_at": now,
        }
        insert_once(session, SentMessage, row)


@dataclass(frozen=True)
class Asked:
    """A message of ours that somebody speaks to: the occurrences it was about, and what it asked for."""

    occurrence_ids: tuple[int, ...]
    asks: str | None


def quoted(session: Session, agency_id: int, line_message_id: str) -> Asked | None:
    """The message of ours with this LINE id; None when it is not ours."""
    row = session.scalars(
        select(SentMessage).where(SentMessage.agency_id == agency_id, SentMessage.line_message_id == line_message_id)
    ).first()
    return Asked(tuple(row.occurrence_ids), row.asks) if row else None


def open_question(session: Session, chat_id: int, now: datetime) -> Asked | None:
    """What we asked last in a chat, when that was our last word there and not long ago."""
    row = session.scalars(
        select(SentMessage)
        .join(Delivery, Delivery.id == SentMessage.delivery_id)
        .where(Delivery.chat_id == chat_id)
        .order_by(SentMessage.id.desc())
        .limit(1)
    ).first()
    if row is None or row.asks is None or row.sent_at < now - QUESTION_LASTS:
        return None
    return Asked(tuple(row.occurrence_ids), row.asks)


def claim_delivery(session: Session, delivery_id: int, now: datetime) -> bool:
    """Take a stored request for one attempt; False when another worker has it or it is settled."""
    take = (
        update(Delivery)
        .where(
            Delivery.id == delivery_id,
            Delivery.state == "ready",
            Delivery.try_at <= now,
            or_(Delivery.claimed_until.is_(None), Delivery.claimed_until < now),
        )
        .values(
            claimed_until=now + DELIVERY_LEASE,
            attempts=Delivery.attempts + 1,
            first_tried_at=func.coalesce(Delivery.first_tried_at, now),
        )
    )
    return changed(session, take) == 1


def ready_deliveries(session: Session, now: datetime, limit: int = 100) -> list[int]:
    """Requests to be tried (again) now, whose worker is not busy with them."""
    return list(
        session.scalars(
            select(Delivery.id)
            .where(
                Delivery.state == "ready",
                Delivery.try_at <= now,
                or_(Delivery.claimed_until.is_(None), Delivery.claimed_until < now),
            )
            .order_by(Delivery.try_at)
            .limit(limit)
        )
    )


def counted_since(session: Session, agency_id: int, since: datetime) -> int:
    """Our own ledger: counted messages of pushes begun since a moment that were not refused."""
    spent = select(func.coalesce(func.sum(Delivery.cost), 0)).where(
        Delivery.agency_id == agency_id,
        Delivery.way == "push",
        Delivery.state != "refused",
        Delivery.created_at >= since,
    )
    return int(session.scalar(spent) or 0)
