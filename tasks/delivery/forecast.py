"""What an office's plan and outbox will still ask of this month's counted messages, read from the rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from config.policy import Policy
from models import progress
from models.assignment import Occurrence
from models.bangkok import bangkok_day
from models.chat import Chat, ChatType
from models.contacts import reachable_privately
from models.figures import Owed
from models.fiscal import month_end
from models.ladder import policy_for
from models.outbox import OutboxMessage
from models.people import roster
from models.records import Status
from models.workdays import WorkCalendar
from tasks.delivery.budget import Foreseen, Need, Place, needs
from tasks.reminders.addressees import Addressees, applies
from tasks.reminders.calendar import calendar_for
from tasks.reminders.policy import Stage, ladder

UNKNOWN_SIZE = 200  # a group never counted is costed as a large one, so the quota cannot be overrun by it
MOST_WAITING = 5_000  # of one office: more than any month's quota answers for, and few enough to hold in memory
_REMINDER = (
    OutboxMessage.chat_id,
    OutboxMessage.occurrence_id,
    OutboxMessage.urgency,
    OutboxMessage.not_before,
    OutboxMessage.content["staff"],
)
LOOKED_BACK = 10  # working days: long enough to tell a talkative group from a silent one, short enough to follow


@dataclass(frozen=True)
class _Reminder:
    """One that waits, with the staff ids of the people it names."""

    chat_id: int
    occurrence_id: int
    urgency: str
    not_before: datetime
    staff: tuple[int, ...]


def foresee(session: Session, agency_id: int, now: datetime, policy: Policy) -> tuple[Need, ...]:
    """Every digest from now to the end of the Bangkok month: what waits, and the stages whose day is still to come.

    Of what is not due yet only the reminders up to the day are foreseen: that people will be late is not.
    """
    today = bangkok_day(now)
    policy, calendar = policy_for(session, agency_id, policy), calendar_for(session, agency_id, today)
    waiting = _waiting(session, agency_id)
    still_open = {one.occurrence_id: one for one in _open(session, agency_id, _last(today), waiting)}
    told = [_now(message, today, policy) for message in waiting if message.occurrence_id in still_open]
    addressees = Addressees(session, agency_id, now)
    for one in still_open.values():
        for stage in _to_come(one, today, policy, calendar):
            for place in addressees.of(one, stage.tell):
                rank = policy.urgency[stage.urgency].rank
                told.append(Foreseen(place.chat_id, stage.on, rank, one.occurrence_id, place.staff_ids))
    return _costed(session, agency_id, told, now, calendar)


def cost_of(chat: Chat) -> int:
    """Counted messages of one push there; a group never counted is taken for a large one."""
    return 1 if chat.type == ChatType.PRIVATE else chat.member_count or UNKNOWN_SIZE


def _last(day: date) -> date:
    return month_end(day.year, day.month)


def _waiting(session: Session, agency_id: int) -> Sequence[_Reminder]:
    """Columns, not rows: they are many, and looked at once a pass."""
    mine = (OutboxMessage.agency_id == agency_id, OutboxMessage.state == "waiting", OutboxMessage.kind == "reminder")
    rows = session.execute(select(*_REMINDER).where(*mine).order_by(OutboxMessage.id).limit(MOST_WAITING))
    return [
        _Reminder(chat_id, occurrence_id or 0, urgency, not_before, tuple(staff))
        for chat_id, occurrence_id, urgency, not_before, staff in rows
    ]


def _open(session: Session, agency_id: int, last: date, waiting: Sequence[_Reminder]) -> list[Owed]:
    ids = {message.occurrence_id for message in waiting}
    this_month = or_(Occurrence.remind_on <= last, Occurrence.id.in_(ids))
    return progress.owed(session, agency_id, Occurrence.status != Status.COMPLETED, this_month)


def _now(message: _Reminder, today: date, policy: Policy) -> Foreseen:
    day, rank = max(today, bangkok_day(message.not_before)), policy.urgency[message.urgency].rank
    return Foreseen(message.chat_id, day, rank, message.occurrence_id, message.staff)


def _to_come(one: Owed, today: date, policy: Policy, calendar: WorkCalendar) -> list[Stage]:
    rungs = ladder(one.expected_on, one.rhythm, policy, calendar, noted=one.seen_on is not None)
    foretold = one.expected_on if one.expected_on >= today else date.max
    last = min(_last(today), foretold)
    return [stage for stage in rungs if today < stage.on <= last and applies(one, stage.tell)]


def _costed(
    session: Session, agency_id: int, told: Sequence[Foreseen], now: datetime, calendar: WorkCalendar
) -> tuple[Need, ...]:
    """With only the people LINE reaches, none of them in a 1:1 chat, where everything goes to one."""
    chats = session.scalars(select(Chat).where(Chat.id.in_({one.chat_id for one in told}))).all()
    staff = sorted({person for one in told for person in one.people})
    reached = reachable_privately(session, agency_id, staff, now)
    seen = [
        Foreseen(one.chat_id, one.day, one.rank, one.occurrence_id, tuple(p for p in one.people if p in reached))
        for one in told
    ]
    today, everybody = bangkok_day(now), len(roster(session, agency_id))
    places = {chat.id: Place(_foreseen_cost(chat, everybody), _spoken(chat, today, calendar)) for chat in chats}
    return needs(seen, places)


def _foreseen_cost(chat: Chat, everybody: int) -> int:
    """Not UNKNOWN_SIZE, which would keep the whole month's quota for a group that was never counted."""
    return 1 if chat.type == ChatType.PRIVATE else chat.member_count or everybody


def _spoken(chat: Chat, today: date, calendar: WorkCalendar) -> float:
    """The share of the last working days (today left out) on which somebody spoke there in working hours."""
    first, yesterday = calendar.add_workdays(today, -LOOKED_BACK).isoformat(), (today - timedelta(days=1)).isoformat()
    days = [day for day in chat.spoken_on if first <= day <= yesterday and calendar.is_workday(date.fromisoformat(day))]
    return len(days) / LOOKED_BACK
