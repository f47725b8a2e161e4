"""What a person was told: every reminder that named them or their unit, and what became of it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from models.assignment import Assignment, Occurrence
from models.batches import in_batches
from models.chat import Chat
from models.delivery import Delivery, SentMessage
from models.measure import Duty, Measure
from models.outbox import OutboxMessage


@dataclass(frozen=True)
class Told:
    """One reminder. is_named: it named the person, not only their unit. Moments are aware, UTC; days Bangkok days.

    chat: the group's name, None for a 1:1 chat. expected_on: the day the reminder spoke of, the extension where one
    was granted. line_message_ids: LINE's numbers of the messages it stood in; in_doubt when LINE never said that it
    took them.
    """

    id: int
    codes: tuple[str, ...]
    title: str
    stage: str
    due_on: date
    expected_on: date
    is_named: bool
    chat_type: str
    chat: str | None
    state: str
    why: str | None
    said_at: datetime | None
    way: str | None
    line_message_ids: tuple[str, ...]
    in_doubt: bool


def reminders_of(
    session: Session, agency_id: int, staff_id: int, unit_ids: Collection[int], code: str = ""
) -> list[int]:
    """The reminders of one office that named this person or were about what they or these units owe, oldest first.

    code: only of this item of the assessment, in large letters or small. told() says of any of them what became of it.
    """
    staff, owner = OutboxMessage.content["staff"], (Assignment.staff_id, Assignment.unit_id)
    rows = session.execute(_chosen(agency_id, OutboxMessage.id, staff, *owner, Measure.codes))
    return [
        reminder_id
        for reminder_id, named, of_staff, of_unit, codes in rows
        if (staff_id in named or of_staff == staff_id or of_unit in unit_ids)
        and (not code or code.casefold() in (own.casefold() for own in codes))
    ]


def told(session: Session, agency_id: int, staff_id: int, reminder_ids: Sequence[int]) -> tuple[Told, ...]:
    """Of each of these reminders what became of it, oldest first; staff_id: whom is_named is about."""
    rows = [row for ids in in_batches(reminder_ids) for row in _rows(session, agency_id, OutboxMessage.id.in_(ids))]
    return _all_told(session, agency_id, rows, staff_id)


def told_about(session: Session, agency_id: int, occurrence_id: int) -> tuple[Told, ...]:
    """Every reminder of one occurrence, whomever it named, oldest first; is_named is False of all."""
    rows = _rows(session, agency_id, OutboxMessage.occurrence_id == occurrence_id)
    return _all_told(session, agency_id, rows, 0)


def _rows(session: Session, agency_id: int, *only: ColumnElement[bool]) -> Sequence[Any]:
    found = _chosen(agency_id, OutboxMessage, Chat, Occurrence, Measure, Delivery)
    joined = found.join(Chat, Chat.id == OutboxMessage.chat_id)
    sent = joined.outerjoin(Delivery, Delivery.id == OutboxMessage.delivery_id)
    return session.execute(sent.where(*only)).all()


def _chosen(agency_id: int, *columns: Any) -> Select[Any]:
    """Reminders of the office with what they were about, oldest first."""
    return (
        select(*columns)
        .select_from(OutboxMessage)
        .join(Occurrence, Occurrence.id == OutboxMessage.occurrence_id)
        .join(Assignment, Assignment.id == Occurrence.assignment_id)
        .join(Duty, Duty.id == Assignment.duty_id)
        .join(Measure, Measure.id == Duty.measure_id)
        .where(OutboxMessage.agency_id == agency_id, OutboxMessage.kind == "reminder")
        .order_by(OutboxMessage.not_before, OutboxMessage.id)
    )


def _all_told(session: Session, agency_id: int, rows: Sequence[Any], staff_id: int) -> tuple[Told, ...]:
    numbers = _numbers(session, agency_id, {row.Delivery.id for row in rows if row.Delivery})
    return tuple(
        _told(row.OutboxMessage, row.Chat, row.Occurrence, row.Measure, row.Delivery, staff_id, numbers) for row in rows
    )


def _numbers(session: Session, agency_id: int, delivery_ids: Iterable[int]) -> dict[tuple[int, int], list[str]]:
    """(delivery, occurrence) → LINE's message ids in which it was spoken of."""
    sent = select(SentMessage).where(SentMessage.agency_id == agency_id).order_by(SentMessage.id)
    found: dict[tuple[int, int], list[str]] = defaultdict(list)
    for ids in in_batches(sorted(delivery_ids)):
        for message in session.scalars(sent.where(SentMessage.delivery_id.in_(ids))):
            for occurrence_id in message.occurrence_ids:
                found[message.delivery_id, occurrence_id].append(message.line_message_id)
    return found


def _told(
    message: OutboxMessage,
    chat: Chat,
    occurrence: Occurrence,
    measure: Measure,
    delivery: Delivery | None,
    staff_id: int,
    numbers: dict[tuple[int, int], list[str]],
) -> Told:
    return Told(
        id=message.id,
        codes=tuple(measure.codes),
        title=measure.title,
        stage=message.content["stage"],
        due_on=occurrence.due_on,
        expected_on=date.fromisoformat(message.content["expected_on"]),
        is_named=staff_id in message.content["staff"],
        chat_type=chat.type,
        chat=chat.name,
        state=message.state,
        why=message.why,
        said_at=message.said_at,
        way=delivery.way if delivery else None,
        line_message_ids=tuple(numbers.get((delivery.id, occurrence.id), ())) if delivery else (),
        in_doubt=delivery is not None and delivery.state == "unknown",
    )
