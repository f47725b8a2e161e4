"""Requests to LINE: stored whole before the first try, settled by its answer, and what LINE calls the result."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Row, Text, UniqueConstraint, cast, func, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, OfAgency, one_of
from models.database import changed, insert_each_once

TOLD_LATELY = timedelta(days=7)  # "noted" in a 1:1 chat answers what was said there within a week
QUESTION_LASTS = timedelta(hours=1)  # in a 1:1 chat; later words are more likely about something else
DELIVERY_LEASE = timedelta(seconds=60)  # longer than one call to LINE may last


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


def settle(session: Session, delivery: Delivery, state: str, answer: str, now: datetime) -> None:
    """The request is over: accepted, refused, unknown or given_up, with LINE's words for the operator.

    It is never made again, so the LINE ids of the people it mentioned are taken out: they live in one table.
    """
    delivery.body = _kept(delivery.body, delivery.about)
    delivery.state, delivery.answer, delivery.settled_at, delivery.claimed_until = state, answer[:500], now, None


def forget_body(session: Session, delivery_id: int) -> None:
    """Somebody's words in it were withdrawn: a settled request loses its body now, another one once it is settled."""
    delivery = session.get_one(Delivery, delivery_id, with_for_update=True, populate_existing=True)
    if delivery.state == "ready":
        delivery.about = {**delivery.about, "forget": True}
    else:
        delivery.body = {"messages": []}


def _kept(body: dict[str, Any], about: dict[str, Any]) -> dict[str, Any]:
    return {"messages": [] if about.get("forget") else [_without_ids(message) for message in body["messages"]]}


def _without_ids(message: dict[str, Any]) -> dict[str, Any]:
    """A textV2 message with the places of its mentions, but without whom they were."""
    if "substitution" not in message:
        return message
    places = {key: {"type": place.get("type")} for key, place in message["substitution"].items()}
    return {**message, "substitution": places}


@dataclass(frozen=True)
class Accepted:
    """A request LINE took: its words, and the id and quote token it gave each message, in their order."""

    delivery_id: int
    words: str
    sent: tuple[tuple[str, str | None], ...]


def settle_accepted(session: Session, accepted: Sequence[Accepted], now: datetime) -> list[int]:
    """All that LINE took since the last commit, in few statements; the ids of those that were still open.

    LINE's message ids are kept with what each message was about, so that quoting it names the occurrences.
    """
    by_id = {one.delivery_id: one for one in accepted}
    columns = (Delivery.id, Delivery.agency_id, Delivery.about)
    still = select(*columns).where(Delivery.id.in_(by_id), Delivery.state == "ready").order_by(Delivery.id)
    rows = session.execute(still.with_for_update()).all()
    by_words: dict[str, list[int]] = {}
    for row in rows:
        by_words.setdefault(by_id[row.id].words[:500], []).append(row.id)
    _forget_ids(session, [row.id for row in rows])
    for words, ids in by_words.items():
        _change(session, ids, state="accepted", answer=words, settled_at=now, claimed_until=None)
    insert_each_once(session, SentMessage, [said for row in rows for said in _numbered(row, by_id[row.id].sent, now)])
    return [row.id for row in rows]


def _forget_ids(session: Session, ids: Sequence[int]) -> None:
    """Of many requests few mention anybody: only the bodies of those are read."""
    may_hold = or_(
        cast(Delivery.body, Text).contains('"substitution"'), cast(Delivery.about, Text).contains('"forget"')
    )
    for row in session.execute(
        select(Delivery.id, Delivery.body, Delivery.about).where(Delivery.id.in_(ids), may_hold)
    ):
        kept = _kept(row.body, row.about)
        if kept != row.body:
            _change(session, [row.id], body=kept)


def _change(session: Session, ids: Sequence[int], **values: Any) -> None:
    changed(session, update(Delivery).where(Delivery.id.in_(ids)).values(values))


def _numbered(
    row: Row[*tuple[Any, ...]], sent: Sequence[tuple[str, str | None]], now: datetime
) -> Iterator[dict[str, Any]]:
    """LINE's ids and quote tokens of a request's messages, beside what each was about."""
    for (line_message_id, quote_token), about in zip(sent, row.about["parts"], strict=False):
        yield {
            "agency_id": row.agency_id,
            "line_message_id": line_message_id,
            "delivery_id": row.id,
            "quote_token": quote_token,
            "occurrence_ids": about["occurrences"],
            "asks": about["asks"],
            "sent_at": now,
        }


@dataclass(frozen=True)
class Asked:
    """A message of ours that somebody speaks to: the occurrences it was about, and what it asked for."""

    occurrence_ids: tuple[int, ...]
    asks: str | None


def quoted_message(session: Session, agency_id: int, line_message_id: str) -> Asked | None:
    """The message of ours with this LINE id; None when it is not ours."""
    row = session.scalars(
        select(SentMessage).where(SentMessage.agency_id == agency_id, SentMessage.line_message_id == line_message_id)
    ).first()
    return Asked(tuple(row.occurrence_ids), row.asks) if row else None


def open_question(session: Session, chat_id: int, now: datetime) -> Asked | None:
    """What we asked last in a chat, when that was our last word there and not long ago.

    A digest may ride behind an answer that asks: all messages of the last delivery count as the last word.
    """
    mine = select(func.max(Delivery.id)).join(SentMessage).where(Delivery.chat_id == chat_id).scalar_subquery()
    asking = select(SentMessage).where(SentMessage.delivery_id == mine, SentMessage.asks.is_not(None))
    row = session.scalars(asking.order_by(SentMessage.id.desc()).limit(1)).first()
    if row is None or row.sent_at < now - QUESTION_LASTS:
        return None
    return Asked(tuple(row.occurrence_ids), row.asks)


def last_told(session: Session, chat_id: int, now: datetime) -> tuple[int, ...]:
    """The occurrences that our last message in a chat was about, if that is not a week ago; () for none."""
    last = (
        select(SentMessage).join(Delivery).where(Delivery.chat_id == chat_id, SentMessage.sent_at > now - TOLD_LATELY)
    )
    row = session.scalars(last.order_by(SentMessage.id.desc()).limit(1)).first()
    return tuple(row.occurrence_ids) if row else ()


def begin(delivery: Delivery, now: datetime) -> None:
    """An attempt is about to be made by whoever commits this; it is theirs until the lease runs out."""
    delivery.attempts += 1
    delivery.claimed_until = now + DELIVERY_LEASE
    delivery.first_tried_at = delivery.first_tried_at or now


def claim_ready(session: Session, now: datetime, limit: int) -> list[Delivery]:
    """Stored requests that are to be tried (again) now, taken for one attempt each, the longest waiting first.

    Those of a worker that was killed come back here when its claim runs out. On PostgreSQL what another worker is
    taking is passed over; on SQLite one transaction writes at a time.
    """
    free = or_(Delivery.claimed_until.is_(None), Delivery.claimed_until < now)
    ready = (
        select(Delivery)
        .where(Delivery.state == "ready", Delivery.try_at <= now, free)
        .order_by(Delivery.try_at, Delivery.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    taken = list(session.scalars(ready))
    for delivery in taken:
        begin(delivery, now)
    return taken


def counted_since(session: Session, agency_id: int, since: datetime) -> int:
    """Our own ledger: counted messages of pushes begun since a moment that were not refused."""
    return counted_by_office(session, [agency_id], since).get(agency_id, 0)


def counted_by_office(session: Session, agency_ids: Sequence[int], since: datetime) -> dict[int, int]:
    """As counted_since(), of several offices: agency → counted messages; none where nothing was pushed."""
    rows = session.execute(
        select(Delivery.agency_id, func.sum(Delivery.cost))
        .where(
            Delivery.agency_id.in_(agency_ids),
            Delivery.way == "push",
            Delivery.state != "refused",
            Delivery.created_at >= since,
        )
        .group_by(Delivery.agency_id)
    )
    return {agency_id: int(spent) for agency_id, spent in rows}
