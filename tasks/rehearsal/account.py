"""What came of a rehearsed year: every reminder with its day and way, and each month's figures."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import agency
from models.bangkok import BANGKOK, bangkok_day
from models.chat import Chat, ChatType, groups
from models.delivery import Delivery
from models.figures import EXECUTIVES, Owed
from models.fiscal import add_months, fiscal_bounds
from models.outbox import OutboxMessage
from tasks.rehearsal.habits import Habits
from tasks.rehearsal.pretended import PretendedLine

REPLY, PUSH, GROUP_PUSH = "reply", "1:1 push", "group push"


@dataclass(frozen=True)
class Told:
    """One stage of one occurrence. day: the working day it was meant for; said: when it was said first.

    chat: the group's name, or "1:1" (with one person or several); way: how it went, None when it was not said, and
    why then says the reason.
    """

    occurrence_id: int
    day: date
    said: datetime | None
    addressee: str
    chat: str
    way: str | None
    stage: str
    codes: tuple[str, ...]
    title: str
    due_on: date
    why: str | None


@dataclass(frozen=True)
class Month:
    """month: "2026-10". Reminders by the day they were meant for; requests and counted messages by when they went.

    late: said after its day; undelivered: not said though it was still owed all that day.
    """

    month: str
    reminders: int
    delivered: int
    replies: int
    pushes: int
    counted: int
    late: int
    undelivered: int


@dataclass(frozen=True)
class Rehearsal:
    """A whole year. naive_counted: what one push into the group for every reminder would have cost."""

    months: tuple[Month, ...]
    naive_counted: int
    quota: int
    told: tuple[Told, ...]
    assumed: tuple[str, ...]
    habits: Habits


def account(
    session: Session,
    agency_id: int,
    fiscal_year: int,
    owed: Sequence[Owed],
    line: PretendedLine,
    habits: Habits,
    assumed: Sequence[str],
) -> Rehearsal:
    """Read what the rounds left in the copy's outbox, beside what the pretended LINE counted."""
    live = {one.occurrence_id: one for one in owed}
    told = tuple(_told(copies, live[copies[0].message.occurrence_id or 0]) for copies in _reminders(session, live))
    sizes = _Sizes(session, agency_id)
    naive = sum(sizes.of(live[one.occurrence_id]) for one in told)
    months = tuple(_month(month, told, line) for month in _months(fiscal_year))
    return Rehearsal(months, naive, agency.by_id(session, agency_id).quota, told, tuple(assumed), habits)


@dataclass(frozen=True)
class _Copy:
    """A reminder as one chat is told it: moved out of a group, it is told to several people."""

    message: OutboxMessage
    delivery: Delivery | None
    chat: Chat


def _reminders(session: Session, live: Container[int]) -> list[list[_Copy]]:
    """The copies of each stage of each occurrence, by day; the one said first comes first."""
    rows = session.execute(
        select(OutboxMessage, Delivery, Chat)
        .join(Chat, Chat.id == OutboxMessage.chat_id)
        .outerjoin(Delivery, Delivery.id == OutboxMessage.delivery_id)
        .where(OutboxMessage.kind == "reminder")
        .order_by(OutboxMessage.not_before, OutboxMessage.said_at.is_(None), OutboxMessage.said_at, OutboxMessage.id)
    )
    found: dict[str, list[_Copy]] = {}
    for message, delivery, chat in rows:
        if message.occurrence_id in live:
            found.setdefault(message.key.rpartition("/")[0], []).append(_Copy(message, delivery, chat))
    return list(found.values())


class _Sizes:
    """How many people the group has into which a reminder would be pushed: its unit's own, else everybody's."""

    def __init__(self, session: Session, agency_id: int) -> None:
        self._staff = groups(session, agency_id, ChatType.STAFF)[0].member_count or 0
        self._units = {g.unit_id: g.member_count or 0 for g in groups(session, agency_id, ChatType.UNIT)}
        self._executives = [g.member_count or 0 for g in groups(session, agency_id, ChatType.EXECUTIVES)]

    def of(self, one: Owed) -> int:
        if one.part == "executive" and self._executives:
            return self._executives[0]
        return self._units.get(one.unit_id, self._staff)


def _told(copies: Sequence[_Copy], one: Owed) -> Told:
    first = copies[0]
    message, chat = first.message, first.chat
    private = chat.type == ChatType.PRIVATE
    way = None
    if message.state == "said" and first.delivery is not None:
        way = REPLY if first.delivery.way == "reply" else PUSH if private else GROUP_PUSH
    return Told(
        occurrence_id=one.occurrence_id,
        day=bangkok_day(message.not_before),
        said=message.said_at.astimezone(BANGKOK) if message.said_at else None,
        addressee=_addressee(message.content, one),
        chat="1:1" if private else chat.name or chat.type,
        way=way,
        stage=message.content["stage"],
        codes=one.codes,
        title=one.title,
        due_on=one.due_on,
        why=message.why,
    )


def _addressee(content: Mapping[str, str], one: Owed) -> str:
    if content["tell"] == "executive":
        return EXECUTIVES
    return f"หัวหน้า{one.unit_name or one.owner}" if content["tell"] == "unit_head" else one.owner


def _months(fiscal_year: int) -> list[str]:
    first, _ = fiscal_bounds(fiscal_year)
    return [f"{add_months(first, n):%Y-%m}" for n in range(12)]


def _month(month: str, told: Sequence[Told], line: PretendedLine) -> Month:
    mine = [one for one in told if f"{one.day:%Y-%m}" == month]
    said = [one for one in mine if one.said]
    return Month(
        month=month,
        reminders=len(mine),
        delivered=len(said),
        replies=line.replies[month],
        pushes=line.pushes[month],
        counted=line.counted[month],
        late=sum(bangkok_day(one.said) > one.day for one in said if one.said),
        undelivered=len(mine) - len(said),
    )
