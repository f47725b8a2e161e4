"""A whole office on the simulator: the product's web application over HTTP, its rounds run when the test says so."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.serving import make_server

from config.settings import load
from models import agency, chat, contacts, enrolment, people
from models.bangkok import BANGKOK
from models.chat import ChatType
from models.database import transaction
from models.enrolment import RosterRow
from models.people import Contact
from models.records import Role
from models.unit import live_units
from simulator.client import SimulatorClient
from simulator.server import start
from tasks.house import House
from tasks.scheduling import rounds
from wsgi import create_app

SECRET, TOKEN = "town-secret", "town-token"
UNITS = ("สำนักปลัด", "กองคลัง", "กองช่าง", "กองการศึกษา", "กองสวัสดิการสังคม")
STAFF_GROUP, EXECUTIVES_GROUP = "อบต.ตัวอย่าง (ภายใน)", "ผู้บริหาร"
# Who answers for what, and the two above them.
ROSTER = (
    ("มานี", "สำนักปลัด", Role.COORDINATOR),
    ("วีระ", "สำนักปลัด", Role.UNIT_HEAD),
    ("กล้า", "กองคลัง", Role.OFFICER),
    ("ชูใจ", "กองคลัง", Role.UNIT_HEAD),
    ("ธนา", "กองช่าง", Role.OFFICER),
    ("สมคิด", "กองการศึกษา", Role.OFFICER),
    ("ดวงใจ", "กองสวัสดิการสังคม", Role.OFFICER),
    ("ปิติ", None, Role.EXECUTIVE),
)


@dataclass
class Town:
    """The simulator, the product and the people of one office. Days are Bangkok days."""

    app: Flask
    line: SimulatorClient
    agency_id: int
    groups: dict[str, str] = field(default_factory=dict)

    @property
    def house(self) -> House:
        """The product as a process holds it."""
        found: House = self.app.extensions["tamngan"]
        return found

    @property
    def now(self) -> datetime:
        """What every part takes the time from."""
        return self.house.clock()

    def at(self, day: date | str, clock: str = "08:30") -> None:
        """Set everybody's clock; nothing happens by itself."""
        on = day if isinstance(day, date) else date.fromisoformat(day)
        self.line.set_clock(datetime.combine(on, time.fromisoformat(clock), BANGKOK).isoformat())

    def work(self) -> None:
        """Let the webhooks arrive and the product do all that is due now."""
        self.line.settle()
        rounds(self.house)

    def through_the_day(self, day: date) -> None:
        """A working day as the office lives it: 08:30, and late enough that patience for free replies is over."""
        for clock in ("08:30", "13:30"):
            self.at(day, clock)
            self.work()

    def say(self, who: str, words: str, where: str | None = None, **how: Any) -> str:
        """Somebody types (1:1 without a place) and the product answers."""
        message_id = self.line.say(who, where, words, **how)
        self.work()
        return message_id

    def press(self, who: str, message_id: str, label: str, picked: str | None = None) -> None:
        """Somebody presses a card's button and the product answers."""
        self.line.press(who, message_id, label, picked)
        self.work()

    def befriended_by_nobody(self) -> None:
        """As in an office where nobody added the bot as a friend: people are reached in their groups only."""
        with transaction(self.house.engine) as session:
            for contact in session.scalars(select(Contact).where(Contact.agency_id == self.agency_id)).all():
                contacts.unfollowed(session, contact.id)

    def heard(self, where: str, after: str | None = None) -> list[dict[str, Any]]:
        """What the bot has said in a chat."""
        return self.line.inbox(where, after)

    def last(self, where: str) -> str:
        """Every word of the bot's last request in a chat, joined."""
        said = self.heard(where)
        return "" if not said else words_of(said[-1])


@contextmanager
def town(database_url: str, folder: Path, **extra: str) -> Iterator[Town]:
    """An office with its people registered and two groups typed, at 1 October 2569, 08:30."""
    clock_file = folder / "clock"
    clock_file.write_text("2026-10-01T08:30:00+07:00\n")
    with start(port=0, secret=SECRET, token=TOKEN, clock_file=clock_file) as simulator:
        app = create_app(
            load(
                {
                    "DATABASE_URL": database_url,
                    "DATA_DIR": str(folder),
                    "LINE_CHANNEL_SECRET": SECRET,
                    "LINE_CHANNEL_ACCESS_TOKEN": TOKEN,
                    "LINE_API_BASE": simulator.url,
                    "CLOCK_FILE": str(clock_file),
                    "SECRET_KEY": "town-secret-key-0123456789",
                    **extra,
                }
            ),
            wake=lambda: None,
        )
        server = make_server("127.0.0.1", 0, app, threaded=True)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        house: House = app.extensions["tamngan"]
        line = simulator.client()
        try:
            line.set(webhook=f"http://127.0.0.1:{server.server_port}/callback")
            yield _settled(app, line)
        finally:
            line.close()
            server.shutdown()
            thread.join()
            server.server_close()
            house.gateway.close()
            house.engine.dispose()


def _settled(app: Flask, line: SimulatorClient) -> Town:
    house: House = app.extensions["tamngan"]
    now = house.clock()
    with transaction(house.engine) as session:
        office = agency.create(session, "demo", "องค์การบริหารส่วนตำบลตัวอย่าง", 300, UNITS, now)
        units = {unit.name: unit.id for unit in live_units(session, office.id)}
        rows = [RosterRow(name, None, units.get(unit or ""), role) for name, unit, role in ROSTER]
        enrolment.update_roster(session, office.id, rows, now)
    found = Town(app, line, office.id)
    ids = {name: line.user(name, friend=True) for name, _, _ in ROSTER}
    found.groups[STAFF_GROUP] = line.group(STAFF_GROUP, list(ids))
    found.groups[EXECUTIVES_GROUP] = line.group(EXECUTIVES_GROUP, ["ปิติ", "มานี"])
    with transaction(house.engine) as session:
        by_name = {person.name: person.id for person in people.roster(session, office.id)}
        for name, line_id in ids.items():
            contact = contacts.meet(session, office.id, line_id, name, now)
            contacts.followed(session, contact.id, now)
            contacts.bind_at_once(session, contact.id, by_name[name], now)
        for name, kind in ((STAFF_GROUP, ChatType.STAFF), (EXECUTIVES_GROUP, ChatType.EXECUTIVES)):
            place = chat.group_joined(session, office.id, found.groups[name], now, name)
            chat.set_type(session, place.id, kind, None, now)
            for person in line.cast()["groups"]:
                if person["id"] == found.groups[name]:
                    for member in person["members"]:
                        met = contacts.meet(session, office.id, member, None, now)
                        chat.see_member(session, place.id, met.id, now)
    return found


def words_of(message: Any) -> str:
    """Every text a person would read in a message: lines, cards, button labels; not what buttons carry."""
    if isinstance(message, dict):
        return " ".join(words_of(v) for k, v in message.items() if k in SHOWN or isinstance(v, dict | list)).strip()
    if isinstance(message, list):
        return " ".join(filter(None, (words_of(one) for one in message)))
    return str(message)


SHOWN = frozenset({"text", "altText", "label"})
