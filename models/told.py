"""What a person was told: every reminder that named them or their unit, and what became of it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from models.assignment import Assignment, Occurrence
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


def told(session: Session, agency_id: int, staff_id: int, unit_ids: Collection[int]) -> tuple[Told, ...]:
    """The reminders of one office that named this person or were about what they or these units owe, oldest first."""
    rows = _rows(session, agency_id)
    mine = [row for row in rows if _is_about(row.OutboxMessage, row.Assignment, staff_id, unit_ids)]
    return _all_told(session, agency_id, mine, staff_id)


def told_about(session: Session, agency_id: int, occurrence_id: int) -> tuple[Told, ...]:
    """Every reminder of one occurrence, whomever it named, oldest first; is_named is False of all."""
    rows = _rows(session, agency_id, OutboxMessage.occurrence_id == occurrence_id)
    return _all_told(session, agency_id, rows, 0)


def _rows(session: Session, agency_id: int, *only: ColumnElement[bool]) -> Sequence[Any]:
    return session.execute(
        select(OutboxMessage, Chat, Occurrence, Assignment, Measure, Delivery)
        .join(Chat, Chat.id == OutboxMessage.chat_id)
        .join(Occurrence, Occurrence.id == OutboxMessage.occurrence_id)
        .join(Assignment, Assignment.id == Occurrence.assignment_id)
        .join(Duty, Duty.id == Assignment.duty_id)
        .join(Measure, Measure.id == Duty.measure_id)
        .join(Delivery, Delivery.id == OutboxMessage.delivery_id, isouter=True)
        .where(OutboxMessage.agency_id == agency_id, OutboxMessage.kind == "reminder", *only)
        .order_by(OutboxMessage.not_before, OutboxMessage.id)
    ).all()


def _all_told(session: Session, agency_id: int, rows: Sequence[Any], staff_id: int) -> tuple[Told, ...]:
    numbers = _numbers(session, agency_id, {row.Delivery.id for row in rows if row.Delivery})
    return tuple(
        _told(row.OutboxMessage, row.Chat, row.Occurrence, row.Measure, row.Delivery, staff_id, numbers) for row in rows
    )


def _is_about(message: OutboxMessage, assignment: Assignment, staff_id: int, unit_ids: Collection[int]) -> bool:
    return staff_id in message.content["staff"] or assignment.staff_id == staff_id or assignment.unit_id in unit_ids


def _numbers(session: Session, agency_id: int, delivery_ids: Iterable[int]) -> dict[tuple[int, int], list[str]]:
    """(delivery, occurrence) → LINE's message ids in which it was spoken of."""
    sent = select(SentMessage).where(SentMessage.agency_id == agency_id, SentMessage.delivery_id.in_(delivery_ids))
    found: dict[tuple[int, int], list[str]] = defaultdict(list)
    for message in session.scalars(sent.order_by(SentMessage.id)):
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
