"""Plays a fiscal year of one plan in a town, and keeps what was said where and when."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import select

from models import progress
from models.database import transaction
from models.delivery import Delivery, SentMessage
from models.figures import Owed
from models.outbox import OutboxMessage
from tasks.plan.apply import Source, import_history, import_plan
from tasks.plan.reading import read
from tasks.plan.sources import load
from tests.town import EXECUTIVES_GROUP, STAFF_GROUP, Town

FIRST, LAST = date(2026, 10, 1), date(2027, 9, 30)
# Days off of fiscal year 2570 as the cabinet office lists them; weekends are told by the calendar.
DAYS_OFF = {
    date.fromisoformat(day)
    for day in (
        *("2026-10-13", "2026-10-23", "2026-12-07", "2026-12-10", "2026-12-31", "2027-01-01", "2027-02-22"),
        *("2027-04-06", "2027-04-13", "2027-04-14", "2027-04-15", "2027-05-04", "2027-05-20", "2027-06-03"),
        *("2027-07-19", "2027-07-20", "2027-07-28", "2027-08-12"),
    )
}
ANSWERS_FOR = {
    "สำนักปลัด": "มานี",
    "กองคลัง": "กล้า",
    "กองช่าง": "ธนา",
    "กองการศึกษา": "สมคิด",
    "กองสวัสดิการสังคม": "ดวงใจ",
}


def working_days() -> list[date]:
    """The office's working days of the year."""
    days = (FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1))
    return [day for day in days if day.weekday() < 5 and day not in DAYS_OFF]


@dataclass
class Year:
    """A town living through its plan. said: (chat, day) → the occurrences brought up there that day."""

    town: Town
    acts: int = 0
    said: dict[tuple[str, date], set[int]] = field(default_factory=lambda: defaultdict(set))
    digests: dict[tuple[str, date], set[int]] = field(default_factory=lambda: defaultdict(set))
    requests: set[str] = field(default_factory=set)
    cards: set[str] = field(default_factory=set)  # requests with finished work put before the executive, and no more
    shown: set[str] = field(default_factory=set)
    _last: str | None = None
    _names: dict[str, str] = field(default_factory=dict)

    def take_up(self, file: Path) -> None:
        """Import a document as the plan of 2570, and as history when it is of another year."""
        document = load(file)
        source = Source(file.name, file.name)
        with transaction(self.town.house.engine) as session:
            import_plan(session, self.town.agency_id, read(document, 2570), source, 2570, self.town.now)
            printed = read(document)
            if printed.fiscal_year_be not in (None, 2570):
                import_history(session, self.town.agency_id, printed, source, self.town.now)

    def command(self, *words: str) -> str:
        """What `flask …` prints."""
        done = self.town.app.test_cli_runner().invoke(args=list(words))
        assert done.exit_code == 0, done.output
        return done.output

    def owed(self) -> list[Owed]:
        """Every occurrence of the year."""
        with transaction(self.town.house.engine) as session:
            return progress.of_year(session, self.town.agency_id, 2570)

    def live(self, day: date, done_on: dict[int, date]) -> None:
        """One working day: the morning, the early afternoon, then people report what they finish that day."""
        self.town.through_the_day(day)
        self.listen(day)
        for one in [o for o in self.owed() if done_on.get(o.occurrence_id) == day]:
            self.report_done(one)
        self.town.work()
        self.listen(day)

    def report_done(self, one: Owed) -> None:
        """The person who answers presses ‹เสร็จแล้ว› in the group, as the card there has it."""
        group = EXECUTIVES_GROUP if one.part == "executive" else STAFF_GROUP
        who = "ปิติ" if one.part == "executive" else ANSWERS_FOR[one.unit_name or "สำนักปลัด"]
        data = f"a=done&d={one.duty_id}&on={one.due_on.isoformat()}"
        own = f"{data}&o={one.occurrence_id}"
        assert {data, own} & self.shown, f"no card for {one.codes} due {one.due_on}"
        self.town.line.postback(who, self.town.groups[group], own if own in self.shown else data)
        self.acts += 1

    def listen(self, day: date) -> None:
        """Note what LINE accepted since the last time, told apart into reminders and answers."""
        new = self.town.line.inbox(None, self._last)
        if not new:
            return
        self._last = new[-1]["id"]
        self.requests |= {m["request_id"] for m in new}
        self.shown |= {action["data"] for m in new for action in m["actions"] if "data" in action}
        with transaction(self.town.house.engine) as session:
            for message in new:
                ours = select(SentMessage).where(SentMessage.line_message_id == message["id"])
                sent = session.scalars(ours).one()
                if _kinds(session, sent.delivery_id) == {"notice"}:
                    self.cards.add(message["request_id"])
                if reminded := _reminded(session, sent.delivery_id):
                    chat = self._name(message["chat"])
                    self.said[(chat, day)].update(reminded)
                    self.digests[(chat, day)].add(sent.delivery_id)

    def _name(self, line_id: str) -> str:
        if line_id not in self._names:
            cast = self.town.line.cast()
            self._names = {one["id"]: one["name"] for one in (*cast["users"], *cast["groups"])}
        return self._names[line_id]

    def days_of(self, chat: str) -> dict[int, list[str]]:
        """Occurrence → the days on which it was brought up in a chat, as ISO dates."""
        found: dict[int, list[str]] = defaultdict(list)
        for (where, day), occurrences in sorted(self.said.items()):
            if where == chat:
                for one in occurrences:
                    found[one].append(day.isoformat())
        return found


def _kinds(session, delivery_id: int) -> set[str]:
    return set(session.scalars(select(OutboxMessage.kind).where(OutboxMessage.delivery_id == delivery_id)))


def _reminded(session, delivery_id: int) -> set[int]:
    """What a request that LINE accepted reminds of, whatever else rides on it."""
    if session.get_one(Delivery, delivery_id).state != "accepted":
        return set()
    of_it = select(OutboxMessage.occurrence_id).where(
        OutboxMessage.delivery_id == delivery_id, OutboxMessage.kind == "reminder"
    )
    return set(session.scalars(of_it))
