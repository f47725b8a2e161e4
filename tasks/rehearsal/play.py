"""A fiscal year lived through by the real rounds on a scratch copy, a pretended LINE and a clock that jumps."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, exists, func, or_, select
from sqlalchemy.orm import Session

from config.files import load_policy
from config.settings import Settings
from models import agency, progress
from models.assignment import Occurrence, take_step
from models.chat import Chat, ChatType, groups, put_token
from models.database import reading, transaction
from models.delivery import Delivery
from models.fiscal import fiscal_bounds
from models.outbox import OutboxMessage
from models.records import Status
from models.workdays import WorkCalendar
from tasks.delivery.compose import HOLD, SHORT_HOLD
from tasks.delivery.sender import deliver
from tasks.house import House
from tasks.housekeeping import tidy
from tasks.rehearsal.account import Rehearsal, account
from tasks.rehearsal.assumed import complete
from tasks.rehearsal.habits import Habits, closing, reported_on, speaking
from tasks.rehearsal.pretended import PretendedLine
from tasks.rehearsal.scratch import scratch_copy, year_begins
from tasks.reminders.calendar import calendar_for
from tasks.reminders.policy import opening
from tasks.reminders.tick import tick

SPOKEN_IN = (ChatType.STAFF, ChatType.UNIT, ChatType.EXECUTIVES)


@dataclass
class JumpingClock:
    """The time of the rehearsal: it stands still until it is set."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now


def rehearse(
    house: House,
    agency_id: int,
    fiscal_year: int,
    habits: Habits,
    tell: Callable[[date], None] = lambda _: None,
    take_up: Callable[[Session], object] | None = None,
) -> Rehearsal:
    """Play the whole fiscal year (BE) of one office's plan; sends nothing and changes nothing of the office.

    tell: called with each working day before it is played; take_up: takes up a plan not adopted yet in the copy that
    is played. Raises Refusal when there is no plan of that year.
    """
    with scratch_copy(house.engine, agency_id, fiscal_year, take_up) as engine:
        stage = _stage(house.settings, engine, agency_id, fiscal_year)
        for day in stage.working_days:
            tell(day)
            stage.live(day, habits)
        return stage.account(habits)


def _stage(settings: Settings, engine: Engine, agency_id: int, fiscal_year: int) -> "_Stage":
    clock = JumpingClock(year_begins(fiscal_year))
    with transaction(engine) as session:
        assumed = complete(session, agency_id, clock.now)
        spoken_in = tuple(chat.id for chat in groups(session, agency_id, *SPOKEN_IN))
        known = select(Chat.line_id, Chat.member_count).where(Chat.line_id.is_not(None))
        sizes = {line_id: size for line_id, size in session.execute(known) if line_id and size}
        line = PretendedLine(clock, agency.by_id(session, agency_id).quota, sizes)
        calendar = calendar_for(session, agency_id, fiscal_bounds(fiscal_year)[0])
    own = replace(
        settings,
        data_dir=Path(str(engine.url.database)).parent,  # nothing of a rehearsal may touch the office's evidence files
        line_channel_secret="rehearsal",  # noqa: S106
        line_channel_access_token="rehearsal",  # noqa: S106
    )
    return _Stage(House(own, engine, clock, line), clock, line, agency_id, fiscal_year, calendar, spoken_in, assumed)


@dataclass
class _Stage:
    house: House
    clock: JumpingClock
    line: PretendedLine
    agency_id: int
    fiscal_year: int
    calendar: WorkCalendar
    spoken_in: Sequence[int]
    assumed: Sequence[str]
    tidied: int = 0  # the month in which it was last tidied

    @property
    def working_days(self) -> list[date]:
        """The office's working days of the year."""
        first, last = fiscal_bounds(self.fiscal_year)
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        return [day for day in days if self.calendar.is_workday(day)]

    def live(self, day: date, habits: Habits) -> None:
        """One working day, moment by moment while anything waits to be said; else and outside of it nothing happens."""
        policy = load_policy()
        spoken: dict[datetime, list[int]] = defaultdict(list)
        for chat_id in self.spoken_in:
            for moment in speaking(day, chat_id, habits, policy):
                spoken[moment].append(chat_id)
        now, ends = opening(day, policy), closing(day, policy)
        if day.month != self.tidied:  # reply tokens nobody used pile up, not so quickly that every day need sweep them
            tidy(self.house.engine, now)
            self.tidied = day.month
        while now < ends:
            before = self.line.requests
            self.clock.now = now
            self._hear(spoken.pop(now, []))
            tick(self.house.engine, now, policy)
            if self._waits():  # on most days nothing does, and to look through every queue for it takes half the time
                deliver(self.house, policy)
            following = self._next_patience(ends, self.line.requests == before)
            if following is None:
                break
            now = min([*spoken, following])
        self._keep_unused(spoken)
        self.clock.now = ends
        self._report(day, habits)

    def _hear(self, chats: Sequence[int]) -> None:
        with transaction(self.house.engine) as session:
            for chat_id in chats:
                put_token(session, chat_id, self.line.somebody_writes(), self.clock.now)

    def _keep_unused(self, spoken: Mapping[datetime, Sequence[int]]) -> None:
        """What is said while nothing waits is of no use but for knowing that somebody speaks there on such days."""
        first = {chat_id: moment for moment in sorted(spoken, reverse=True) for chat_id in spoken[moment]}
        with transaction(self.house.engine) as session:
            for chat_id, moment in first.items():
                put_token(session, chat_id, self.line.somebody_writes(), moment)

    def _waits(self) -> bool:
        """Whether anything is to be said, now or later."""
        with reading(self.house.engine) as session:
            return _anything_waits(session)

    def _next_patience(self, ends: datetime, in_vain: bool) -> datetime | None:
        """The next moment at which a message may begin to be said, or its patience is over; None: nothing waits.

        in_vain: nothing went just now (the quota does not suffice). A worker then looks again every ten minutes; here
        that waits until something else happens, or for a last look before the day ends.
        """
        last = ends - HOLD if in_vain and self.clock.now < ends - HOLD else ends
        since = self.clock.now + SHORT_HOLD if in_vain else self.clock.now
        with reading(self.house.engine) as session:
            if not _anything_waits(session):
                return None
            waiting = OutboxMessage.state == "waiting"
            moments = [
                session.scalar(select(func.min(column)).where(column > since, of_state))
                for column, of_state in (
                    (OutboxMessage.push_after, waiting),
                    (OutboxMessage.not_before, waiting),
                    (Delivery.try_at, Delivery.state == "ready"),
                )
            ]
        return min([last, *(moment for moment in moments if moment)])

    def _report(self, day: date, habits: Habits) -> None:
        """Whoever owes something reports it done on the day they do, without a word in a group that would be free."""
        with transaction(self.house.engine) as session:
            for one in self._to_report(session):
                if reported_on(one.due_on, habits, self.calendar) <= day:
                    take_step(one, Status.COMPLETED, self.clock.now)

    def _to_report(self, session: Session) -> Sequence[Occurrence]:
        still_open = (Occurrence.status != Status.COMPLETED, Occurrence.withdrawn_at.is_(None))
        soon = self.clock.now.date() + timedelta(days=14)
        return session.scalars(select(Occurrence).where(*still_open, Occurrence.due_on <= soon)).all()

    def account(self, habits: Habits) -> Rehearsal:
        """What came of the year."""
        with reading(self.house.engine) as session:
            owed = progress.of_year(session, self.agency_id, self.fiscal_year)
            return account(session, self.agency_id, self.fiscal_year, owed, self.line, habits, self.assumed)


def _anything_waits(session: Session) -> bool:
    waiting, ready = OutboxMessage.state == "waiting", Delivery.state == "ready"
    return bool(session.scalar(select(or_(exists().where(waiting), exists().where(ready)))))
