"""How much waits or went wrong, and since when: for the metrics and for `flask doctor`."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import Session

from models.agency import Agency
from models.bangkok import month_start
from models.chat import Chat, ChatType
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
_NUMBERS = re.compile(r"[0-9][0-9,]*")


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


@dataclass(frozen=True)
class Sent:
    """Requests to LINE of one office this month, of one way (reply, push_person, push_group) and one state."""

    agency: str
    way: str
    state: str
    requests: int
    counted: int


def sent_this_month(session: Session, now: datetime) -> list[Sent]:
    """What each office said since the Bangkok month began, and what is still under way.

    Read by index from the month's beginning: what was settled before is not looked at.
    """
    to_person = and_(Delivery.way == "push", Chat.type == ChatType.PRIVATE)
    way = case((Delivery.way == "reply", "reply"), (to_person, "push_person"), else_="push_group")
    rows = session.execute(
        select(Agency.slug, way, Delivery.state, func.count(), func.sum(Delivery.cost))
        .join(Delivery, Delivery.agency_id == Agency.id)
        .join(Chat, Chat.id == Delivery.chat_id)
        .where(or_(Delivery.settled_at.is_(None), Delivery.settled_at >= month_start(now)))
        .group_by(Agency.slug, way, Delivery.state)
    )
    return [Sent(*row) for row in rows]


def held(session: Session) -> dict[str, int]:
    """How many messages wait for each reason, as the operator reads it; numbers in it are taken together."""
    why = select(OutboxMessage.why, func.count()).where(OutboxMessage.state == "waiting").group_by(OutboxMessage.why)
    found: Counter[str] = Counter()
    for reason, count in session.execute(why):
        found[_NUMBERS.sub("…", reason) if reason else "not looked at yet"] += count
    return dict(found)


def quotas(session: Session) -> dict[str, int]:
    """Short name → counted messages a month that the office may spend."""
    return {row.slug: row.quota for row in session.execute(select(Agency.slug, Agency.quota))}
