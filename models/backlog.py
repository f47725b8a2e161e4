"""How much waits or went wrong, and since when: for the metrics and for `flask doctor`."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.delivery import Delivery
from models.inbox import InboxEvent
from models.outbox import OutboxMessage

# Only states that work moves out of or that somebody should look at: what is done is not counted, so the
# cost of looking grows with what waits, not with what is stored.
QUEUES = (
    ("inbox", InboxEvent, InboxEvent.received_at, ("new", "failed")),
    ("outbox", OutboxMessage, OutboxMessage.not_before, ("waiting", "sending")),
    ("delivery", Delivery, Delivery.created_at, ("ready", "unknown", "given_up")),
)


@dataclass(frozen=True)
class Backlog:
    """One queue (inbox, outbox, delivery) in one state: how many rows, and the oldest one's moment (UTC)."""

    queue: str
    state: str
    count: int
    oldest: datetime | None


def backlogs(session: Session) -> list[Backlog]:
    """What waits or went wrong over all offices; no row of an office is read, only counted."""
    found = []
    for queue, table, since, states in QUEUES:
        waiting = select(table.state, func.count(), func.min(since)).where(table.state.in_(states))
        for state, count, oldest in session.execute(waiting.group_by(table.state)):
            found.append(Backlog(queue, state, count, oldest))
    return found
