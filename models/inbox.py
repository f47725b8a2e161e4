"""Webhook events waiting to be understood: stored raw and once before LINE is answered 200."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from operator import attrgetter, itemgetter
from typing import Any, cast

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    Engine,
    ForeignKey,
    Index,
    Select,
    Table,
    UniqueConstraint,
    and_,
    exists,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from models.base import Base, OfAgency, one_of, stamped
from models.database import bound, changed, insert_bound_once, single_statement


class InboxEvent(Base, OfAgency):
    """One event as LINE sent it. source keeps events of one chat in order without holding its LINE id.

    raw is emptied when its short life ends (PDPA), the row stays so that a late duplicate is still known.
    repeats_id: the earlier event whose words followed from this one, a press, so that withdrawing them finds them.
    """

    __tablename__ = "inbox_event"
    __table_args__ = (
        UniqueConstraint("agency_id", "webhook_event_id"),
        one_of("state", ("new", "done", "failed")),
        stamped("done", "done_at", "state"),
        stamped("failed", "failed_at", "state"),
        CheckConstraint("state = 'new' OR claimed_until IS NULL", name="claim_ends"),
        Index("ix_inbox_event_state", "state", "occurred_at"),
        Index("ix_inbox_event_source", "agency_id", "source", "state"),
    )

    webhook_event_id: Mapped[str]
    type: Mapped[str]
    message_id: Mapped[str | None] = mapped_column(index=True)
    source: Mapped[str]
    occurred_at: Mapped[datetime]
    received_at: Mapped[datetime]
    raw: Mapped[dict[str, Any] | None]
    state: Mapped[str] = mapped_column(default="new")
    attempts: Mapped[int] = mapped_column(default=0)
    claimed_until: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    error: Mapped[str | None]
    repeats_id: Mapped[int | None] = mapped_column(ForeignKey("inbox_event.id", ondelete="SET NULL"), index=True)


LEASE = timedelta(seconds=60)  # longer than understanding one event takes; a killed process's event comes back
ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event as it came (raw), and what is read off it before it is stored; source orders the events of one chat."""

    agency_id: int
    webhook_event_id: str
    type: str
    message_id: str | None
    source: str
    occurred_at: datetime
    received_at: datetime
    raw: dict[str, Any]


Row = tuple[Any, ...]
_TABLE = cast("Table", InboxEvent.__table__)
_READ = tuple(field.name for field in fields(NewEvent))
_AS_READ = attrgetter(*_READ)
_COLUMNS = (*_READ, "state", "attempts")
_ORDER = itemgetter(_READ.index("occurred_at"), _READ.index("webhook_event_id"))


def row_of(engine: Engine, event: NewEvent) -> Row:
    """The event as `store` takes it: made by who has the time, since many wait for the one that stores."""
    return bound(engine.dialect, _TABLE, _COLUMNS, (*_AS_READ(event), "new", 0))


def store(engine: Engine, rows: Iterable[Row]) -> int:
    """Keep these events in one statement, committed when it returns; how many of their ids were not there yet.

    By time, then id: two batches that hold the same events in other orders would wait for each other for ever.
    """
    with single_statement(engine) as connection:
        return insert_bound_once(connection, _TABLE, _COLUMNS, sorted(rows, key=_ORDER))


def claim(session: Session, now: datetime) -> InboxEvent | None:
    """Take the oldest event that is nobody's and whose chat has no older one still open; None when there is none.

    The claim is a conditional UPDATE: of two workers that saw the same row, one finds the count 0.
    """
    while True:
        event = session.scalars(_claimable(now).limit(1)).first()
        if event is None:
            return None
        take = (
            update(InboxEvent)
            .where(InboxEvent.id == event.id, InboxEvent.state == "new", _is_free(InboxEvent, now))
            .values(claimed_until=now + LEASE, attempts=InboxEvent.attempts + 1)
        )
        if changed(session, take) == 1:
            session.refresh(event)
            return event


def events_of_message(session: Session, agency_id: int, message_id: str) -> list[int]:
    """The events that carried a message or an edit of it, oldest first."""
    where = (InboxEvent.agency_id == agency_id, InboxEvent.message_id == message_id)
    return list(session.scalars(select(InboxEvent.id).where(*where).order_by(InboxEvent.id)))


def user_of(event: InboxEvent) -> str | None:
    """LINE's id of whose event it is, where LINE told and it is kept."""
    source = (event.raw or {}).get("source")
    return source.get("userId") if isinstance(source, dict) else None


def said_between(session: Session, agency_id: int, after: int, before: int) -> list[tuple[str, str | None]]:
    """The chat (as in `source`) and LINE's user of every message that came between two events."""
    ours = (InboxEvent.agency_id == agency_id, InboxEvent.type == "message")
    rows = session.scalars(select(InboxEvent).where(*ours, InboxEvent.id > after, InboxEvent.id < before))
    return [(row.source, user_of(row)) for row in rows]


def wordings_before(session: Session, event_id: int) -> list[int]:
    """The events that carried what is edited now in its earlier wordings, oldest first; empty for any other event."""
    edit = session.get(InboxEvent, event_id)
    if edit is None or edit.type != "messageEdited" or edit.message_id is None:
        return []
    return [one for one in events_of_message(session, edit.agency_id, edit.message_id) if one != event_id]


def sender_of_message(session: Session, edit: InboxEvent) -> str | None:
    """LINE's id of who sent the message that is edited, from whichever event of it in the same chat told.

    None where none did or none is kept, and where LINE does not tell which message it is.
    """
    if edit.message_id is None:
        return None
    same = (InboxEvent.agency_id == edit.agency_id, InboxEvent.message_id == edit.message_id)
    where = (*same, InboxEvent.source == edit.source, InboxEvent.raw.is_not(None))
    kept = session.scalars(select(InboxEvent.raw).where(*where).order_by(InboxEvent.id))
    sources = (raw.get("source") for raw in kept if raw)
    told = (source.get("userId") for source in sources if isinstance(source, dict))
    return next((str(user_id) for user_id in told if user_id), None)


def repeat(session: Session, event_id: int | None, words_of: int | None) -> None:
    """What follows from the event repeats an earlier one's words."""
    if event_id is not None and words_of is not None:
        session.get_one(InboxEvent, event_id).repeats_id = words_of


def repeating(session: Session, event_ids: Sequence[int]) -> list[int]:
    """The events from which words of these followed once more."""
    return list(session.scalars(select(InboxEvent.id).where(InboxEvent.repeats_id.in_(event_ids))))


def has_newer_wording(session: Session, event: InboxEvent) -> bool:
    """Whether a later wording of the same message has had its effect: the largest time wins, whatever came first."""
    newer = select(InboxEvent.id).where(
        InboxEvent.agency_id == event.agency_id,
        InboxEvent.message_id == event.message_id,
        InboxEvent.state == "done",
        InboxEvent.type == "messageEdited",
        InboxEvent.occurred_at > event.occurred_at,
    )
    return session.scalars(newer.limit(1)).first() is not None


def forget_raw(session: Session, event_id: int) -> None:
    """Delete an event's content; the row stays so that a duplicate is still known."""
    session.get_one(InboxEvent, event_id).raw = None


def finish(session: Session, event: InboxEvent, now: datetime) -> None:
    """The event has had its effect."""
    event.state, event.done_at, event.claimed_until, event.error = "done", now, None, None


def fail(session: Session, event: InboxEvent, now: datetime, error: str) -> None:
    """Understanding broke: it rests a while before the next try, longer each time; after the last it is set aside.

    Nothing happens to an event that another worker finished meanwhile. error: no words of people.
    """
    last = event.attempts >= ATTEMPTS
    rest = now + timedelta(seconds=2**event.attempts)
    values = {"state": "failed", "failed_at": now, "claimed_until": None} if last else {"claimed_until": rest}
    still_new = update(InboxEvent).where(InboxEvent.id == event.id, InboxEvent.state == "new")
    changed(session, still_new.values(error=error[:500], **values))
    session.refresh(event)


def _is_free(table: Any, now: datetime) -> ColumnElement[bool]:
    return or_(table.claimed_until.is_(None), table.claimed_until < now)


def _claimable(now: datetime) -> Select[InboxEvent]:
    """New and free events with no earlier open event of the same chat, oldest first."""
    earlier = aliased(InboxEvent)
    blocked = exists().where(
        earlier.agency_id == InboxEvent.agency_id,
        earlier.source == InboxEvent.source,
        earlier.state == "new",
        or_(
            earlier.occurred_at < InboxEvent.occurred_at,
            and_(earlier.occurred_at == InboxEvent.occurred_at, earlier.id < InboxEvent.id),
        ),
    )
    return (
        select(InboxEvent)
        .where(InboxEvent.state == "new", _is_free(InboxEvent, now), ~blocked)
        .order_by(InboxEvent.occurred_at, InboxEvent.id)
        .with_for_update(skip_locked=True)
    )
