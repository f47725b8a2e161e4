"""Messages waiting to be said, each once, and why one that was not said was not."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    Select,
    UniqueConstraint,
    case,
    func,
    literal,
    select,
    union_all,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, OfAgency, one_of, stamped
from models.chat import Chat, ReplyToken
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
        Index("ix_outbox_message_reply_token_id", "reply_token_id", "state"),
        Index("ix_outbox_message_push_after", "state", "push_after"),
        Index("ix_outbox_message_useless_after", "state", "useless_after"),
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


def latest_stages(
    session: Session, agency_ids: Sequence[int], occurrence_ids: Sequence[int]
) -> dict[tuple[int, str], str]:
    """(occurrence, who is told) → the stage said, or still to be said, last, in whatever chat."""
    told, stage = OutboxMessage.content["tell"].as_string(), OutboxMessage.content["stage"].as_string()
    each = (
        select(OutboxMessage.id, OutboxMessage.occurrence_id, told.label("tell"), stage.label("stage"))
        .where(
            OutboxMessage.agency_id.in_(agency_ids),
            OutboxMessage.occurrence_id.in_(occurrence_ids),
            OutboxMessage.kind == "reminder",
            OutboxMessage.state.in_(("waiting", "sending", "said")),
        )
        .subquery()
    )
    # Grouped by the database: an item of which many people are told has a message for each of them.
    rows = session.execute(
        select(each.c.occurrence_id, each.c.tell, each.c.stage)
        .group_by(each.c.occurrence_id, each.c.tell, each.c.stage)
        .order_by(func.max(each.c.id))
    )
    return {(occurrence_id, tell): stage for occurrence_id, tell, stage in rows}


def waiting_in(session: Session, chat_ids: Sequence[int], now: datetime) -> dict[int, list[OutboxMessage]]:
    """Chat → everything it is owed by now, oldest first; chats owed nothing are left out."""
    rows = session.scalars(
        select(OutboxMessage)
        .where(OutboxMessage.chat_id.in_(chat_ids), OutboxMessage.state == "waiting", OutboxMessage.not_before <= now)
        .order_by(OutboxMessage.id)
    )
    waiting: dict[int, list[OutboxMessage]] = {}
    for message in rows:
        waiting.setdefault(message.chat_id, []).append(message)
    return waiting


def waiting_count(session: Session, chat_ids: Sequence[int], now: datetime) -> dict[int, int]:
    """Chat → how many messages it is owed by now; chats owed nothing are left out."""
    where = (OutboxMessage.chat_id.in_(chat_ids), OutboxMessage.state == "waiting", OutboxMessage.not_before <= now)
    counted = select(OutboxMessage.chat_id, func.count()).where(*where).group_by(OutboxMessage.chat_id)
    return {chat_id: int(count) for chat_id, count in session.execute(counted)}


@dataclass(frozen=True)
class Movable:
    """A chat in which something can be done now. has_answer: on a live token; uncounted: a group not counted lately."""

    chat_id: int
    agency_id: int
    has_answer: bool
    uncounted: bool


def movable_chats(
    session: Session, now: datetime, limit: int, counted_since: datetime, free_only: bool = False
) -> list[Movable]:
    """Chats in which something can be done: a live token, an answer, patience over, or usefulness over.

    Answers first, since their tokens run out; then the offices in turn, so that a busy one holds up no other.
    free_only: only what a live token carries. At most `limit`, however many wait.
    """
    found = union_all(*_riding(now), *(() if free_only else _overdue(now))).subquery()
    answers, since = func.max(found.c.answer), func.min(found.c.not_before)
    nth = func.row_number().over(partition_by=found.c.agency_id, order_by=(answers.desc(), since, found.c.chat_id))
    chats = (
        select(found.c.chat_id, found.c.agency_id, answers.label("answers"), nth.label("nth"))
        .group_by(found.c.agency_id, found.c.chat_id)
        .order_by(answers.desc(), nth, since, found.c.chat_id)
        .limit(limit)
        .subquery()
    )
    uncounted = Chat.line_id.is_not(None) & (Chat.counted_at.is_(None) | (Chat.counted_at < counted_since))
    rows = session.execute(
        select(chats.c.chat_id, chats.c.agency_id, chats.c.answers, uncounted)
        .join(Chat, Chat.id == chats.c.chat_id)
        .order_by(chats.c.answers.desc(), chats.c.nth, chats.c.chat_id)
    )
    return [
        Movable(chat_id, agency_id, bool(answer), bool(not_counted)) for chat_id, agency_id, answer, not_counted in rows
    ]


def _riding(now: datetime) -> list[Select[int, int, datetime, int]]:
    """What a live token carries, looked up from the tokens: they are few, what waits may be much."""
    live = (ReplyToken.used_at.is_(None), ReplyToken.expires_at > now)
    is_answer = case((OutboxMessage.reply_token_id == ReplyToken.id, 1), else_=0)
    return [_waiting(now, is_answer).join(ReplyToken, ReplyToken.chat_id == OutboxMessage.chat_id).where(*live)]


def _overdue(now: datetime) -> list[Select[int, int, datetime, int]]:
    """What waits no longer, each kind by an index of its own: a full outbox is not read through each second."""
    late = (
        OutboxMessage.reply_token_id.is_not(None),
        OutboxMessage.push_after <= now,
        OutboxMessage.useless_after <= now,
    )
    return [_waiting(now, literal(0)).where(reason) for reason in late]


def _waiting(now: datetime, answer: ColumnElement[int]) -> Select[int, int, datetime, int]:
    columns = (OutboxMessage.agency_id, OutboxMessage.chat_id, OutboxMessage.not_before, answer.label("answer"))
    return select(*columns).where(OutboxMessage.state == "waiting", OutboxMessage.not_before <= now)


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


def mark_said(session: Session, delivery_ids: Sequence[int], now: datetime) -> None:
    """The messages of these requests count as said."""
    theirs = update(OutboxMessage).where(OutboxMessage.delivery_id.in_(delivery_ids))
    changed(session, theirs.values(state="said", said_at=now, why=None))


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
