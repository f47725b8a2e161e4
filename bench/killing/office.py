"""The office that is worked for while its processes are killed: people in LINE, reports to come, notices to be said."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from bench.country import MEASURES, NAMES, settle
from models import agency, chat, contacts, people
from models.agency import Agency
from models.assignment import Assignment, Occurrence, hold, take_step
from models.bangkok import bangkok_day
from models.chat import Chat, ChatType
from models.database import make_engine, transaction
from models.outbox import NewMessage, OutboxMessage, enqueue
from models.records import Status
from simulator.client import SimulatorClient

STAGES = (0, 1, 3, 7)  # days before the due date on which a monthly duty is brought up
CARDS = 8
GROUP, NO_LIMIT = "ภายใน", 1_000_000


@dataclass
class Office:
    """What was asked of the service so far: words typed (link → sender), notices, and the duties called for.

    called_for: as a card's button names them, "d=<duty>&on=<day>".
    """

    engine: Engine
    line: SimulatorClient
    agency_id: int
    group: str
    ids: dict[str, str]
    chats: list[int]
    typed: dict[str, str] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)
    called_for: list[str] = field(default_factory=list)

    def type(self, count: int) -> None:
        """People report in the group, each with a link of its own."""
        for _ in range(count):
            number = len(self.typed)
            row = number % MEASURES + 1
            who = NAMES[row % len(NAMES)][number % 3]  # somebody of the unit that owes this measure
            link = f"https://example.go.th/n/{number:05}"
            self.line.say(self.ids[who], self.group, f"O{row} กำลังทำค่ะ {link}")
            self.typed[link] = who

    def notify(self, count: int, now: datetime) -> None:
        """Notices to be pushed now, each in one of the chats."""
        with transaction(self.engine) as session:
            for _ in range(count):
                words = f"ประกาศเลขที่ {len(self.notices):05}"
                self.notices.append(words)
                enqueue(
                    session, _notice(self.agency_id, self.chats[len(self.notices) % len(self.chats)], words, now), now
                )

    def call_for(self, now: datetime) -> None:
        """One more duty is to be reminded of today, as long as any is left: each for a day on which a stage is due.

        Not while many wait already: what a digest has no card for it lists without buttons to know it by.
        """
        today = bangkok_day(now)
        with transaction(self.engine) as session:
            if _unsaid(session, len(self.called_for)) >= CARDS:
                return
            for due_on in (today + timedelta(days=days) for days in STAGES):
                taken = select(Occurrence.assignment_id).where(Occurrence.due_on == due_on)
                free = select(Assignment).where(Assignment.id.not_in(taken)).order_by(Assignment.id)
                if given := session.scalars(free.limit(1)).first():
                    of_day = {"due_on": due_on, "status": Status.NOT_STARTED, "before_start": False}
                    one = Occurrence(agency_id=self.agency_id, assignment_id=given.id, remind_on=today, **of_day)
                    session.add(one)
                    self.called_for.append(f"d={given.duty_id}&on={due_on}")
                    return

    def forget_what_line_told(self) -> None:
        """The group's members are to be counted again, and the bot's own name to be asked for.

        One row a transaction: two held at once would be a deadlock with whoever takes them in the other order.
        """
        with transaction(self.engine) as session:
            session.get_one(Agency, self.agency_id).line_basic_id = None
        with transaction(self.engine) as session:
            session.scalars(select(Chat).where(Chat.line_id == self.group)).one().counted_at = None

    def finish_all(self, now: datetime) -> None:
        """What was called for is done, so that nothing follows of it."""
        with transaction(self.engine) as session:
            last = bangkok_day(now) + timedelta(days=max(STAGES))
            for one in session.scalars(select(Occurrence.id).where(Occurrence.due_on <= last)).all():
                take_step(hold(session, one), Status.COMPLETED, now)


@contextmanager
def office(url: str, line: SimulatorClient, webhook: str, now: datetime) -> Iterator[Office]:
    """An office of fifteen people in one group, its plan without anything due; LINE sends again what was not taken."""
    engine = make_engine(url)
    settle(engine, 0, 1)
    with transaction(engine) as session:
        record = agency.by_slug(session, "o0")
        if record is None:
            raise RuntimeError("the office was not laid in")
        ids = {one.name: line.user(one.name, friend=True) for one in people.roster(session, record.id)}
        group = line.group(GROUP, list(ids.values()))
        chats = _settle_people(session, record.id, ids, group, line.cast()["bot"]["user_id"], now)
    line.set(webhook=webhook, redelivery=True, redelivery_delays=[0.3] * 60)
    line.set_quota(None)
    yield Office(engine, line, record.id, group, ids, chats)
    engine.dispose()


def _settle_people(
    session: Session, agency_id: int, ids: dict[str, str], group: str, bot: str, now: datetime
) -> list[int]:
    """Everybody registered and in the group; the chats in which something can be said."""
    office = session.get_one(Agency, agency_id)
    office.line_bot_id, office.quota = bot, NO_LIMIT
    place = session.scalars(select(Chat).where(Chat.type == ChatType.STAFF)).one()
    place.line_id = group
    chats = [place.id]
    for person in people.roster(session, agency_id):
        met = contacts.meet(session, agency_id, ids[person.name], person.name, now)
        contacts.followed(session, met.id, now)
        contacts.bind_at_once(session, met.id, person.id, now)
        chat.see_member(session, place.id, met.id, now)
        chats.append(chat.private_chat(session, met.id, now).id)
    return chats


def _unsaid(session: Session, called_for: int) -> int:
    said = select(func.count(OutboxMessage.occurrence_id.distinct()))
    return called_for - int(
        session.scalar(said.where(OutboxMessage.kind == "reminder", OutboxMessage.state == "said")) or 0
    )


def _notice(agency_id: int, chat_id: int, words: str, now: datetime) -> NewMessage:
    return NewMessage(
        agency_id=agency_id,
        chat_id=chat_id,
        key=f"notice/{words}",
        kind="notice",
        urgency="request",
        content={"messages": [{"type": "text", "text": words}], "about": [], "asks": None},
        not_before=now,
        push_after=now,
        useless_after=now + timedelta(days=60),
    )
