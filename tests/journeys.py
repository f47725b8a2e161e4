"""What the journeys share: a plan of an invented office, and short words for what people see and the rows hold."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from werkzeug.serving import make_server

from models import enrolment, progress
from models.assignment import Extension, Occurrence
from models.database import transaction
from models.enrolment import RosterRow
from models.evidence import Evidence
from models.figures import Owed
from models.records import Role, Status
from models.reply import StatusReply
from models.unit import resolve_unit
from tasks.plan.apply import Source, import_plan
from tasks.plan.read_text import parse_text
from tasks.plan.reading import read
from tests.town import EXECUTIVES_GROUP, STAFF_GROUP, Town, town, words_of
from wsgi import create_app

# O12 is everybody's and is gathered; E10 and O13 are of กองคลัง, O20 of กองช่าง, E1 of สำนักปลัด every quarter.
PLAN = """มาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2570
องค์การบริหารส่วนตำบลตัวอย่าง

ประเด็น\tผู้รับผิดชอบ\tขั้นตอน\tการกำกับติดตาม
O12 รายงานผลการดำเนินงานประจำปี\tทุกกอง ส่งให้สำนักปลัดรวบรวม\tสรุปผลงาน\tรายงานภายในเดือนธันวาคมของทุกปี
O13 แผนการจัดซื้อจัดจ้าง\tกองคลัง\tจัดทำแผน\tรายงานภายในเดือนธันวาคมของทุกปี
E10 ช่องทางร้องเรียนการทุจริต\tกองคลัง\tประชาสัมพันธ์ช่องทาง\tรายงานภายในเดือนมกราคมของทุกปี
O20 คู่มือการขออนุญาต\tกองช่าง\tทบทวนคู่มือ\tรายงานภายในเดือนธันวาคมของทุกปี
E1 การเปิดเผยข้อมูล\tสำนักปลัด\tเผยแพร่ข้อมูล\tรายงานผู้บริหารไตรมาสละ 1 ครั้ง
"""


@dataclass
class Office:
    """A town with its plan, on 1 December 2569 at 09:00, and short words for looking and asking."""

    town: Town

    @property
    def line(self) -> Any:
        return self.town.line

    def say(self, who: str, words: str, where: str | None = None, **how: Any) -> str:
        """Somebody types; the words of the bot's answer there, "" for silence."""
        return self.heard_after(where or who, lambda: self.town.say(who, words, where, **how))

    def press(self, who: str, label: str, where: str | None = None, picked: str | None = None) -> str:
        """Somebody presses the newest button of this label in a chat; the words of the answer."""
        place = where or who
        card = next(m for m in reversed(self.town.heard(place)) if label in labels_of(m))
        return self.heard_after(place, lambda: self.town.press(who, card["id"], label, picked))

    def act(self, place: str, what: Any) -> str:
        """Anything done to the simulator; the words said in a place after it."""

        def done() -> None:
            what()
            self.town.work()

        return self.heard_after(place, done)

    def heard_after(self, place: str, what: Any) -> str:
        before = self.last_id()
        what()
        return said_in(self.town.heard(place, before))

    def last_id(self) -> str | None:
        everything = self.town.heard(None)  # type: ignore[arg-type]
        return everything[-1]["id"] if everything else None

    def buttons(self, where: str) -> list[str]:
        """The labels of the bot's last message in a chat."""
        return labels_of(self.town.heard(where)[-1])

    # -- the rows -----------------------------------------------------------------------------------------------

    def owed(self, code: str, unit: str | None = None, part: str = "doer") -> Owed:
        """The first share of a code, of a unit if given."""
        return next(o for o in self.shares() if code in o.codes and o.part == part and unit in (None, o.unit_name))

    def shares(self) -> list[Owed]:
        """Everything owed."""
        with transaction(self.town.house.engine) as session:
            return list(progress.owed(session, self.town.agency_id))

    def status(self, code: str, unit: str | None = None) -> Status:
        return self.owed(code, unit).status

    def rows(self, table: Any) -> list[Any]:
        with transaction(self.town.house.engine) as session:
            found = session.scalars(select(table).order_by(table.id)).all()
            session.expunge_all()
            return list(found)

    def replies(self) -> list[StatusReply]:
        return self.rows(StatusReply)

    def links(self) -> list[str]:
        return [row.url for row in self.rows(Evidence) if row.kind == "link" and row.occurrence_id]

    def extensions(self) -> list[tuple[str, str]]:
        return [(row.asked_until.isoformat(), row.state) for row in self.rows(Extension)]

    def percent(self, code: str, unit: str | None = None) -> int | None:
        wanted = self.owed(code, unit).occurrence_id
        return next(row.progress for row in self.rows(Occurrence) if row.id == wanted)

    def hire(self, name: str, unit: str, role: Role = Role.OFFICER) -> None:
        """Somebody new on the roster, without an account."""
        with transaction(self.town.house.engine) as session:
            found = resolve_unit(session, self.town.agency_id, unit)
            assert found
            enrolment.add_staff(session, self.town.agency_id, RosterRow(name, None, found.id, role), self.town.now)

    def command(self, *words: str) -> str:
        """What `flask … --agency demo` prints."""
        done = self.town.app.test_cli_runner().invoke(args=[*words, "--agency", "demo"])
        assert done.exit_code == 0, done.output
        return done.output

    def code(self, *words: str) -> str:
        """A join code as the operator's command prints it."""
        found = re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}", self.command(*words))
        assert found
        return found[0]


def labels_of(message: dict[str, Any]) -> list[str]:
    return [action["label"] for action in message["actions"] if "label" in action]


def said_in(messages: list[dict[str, Any]]) -> str:
    """What a person reads, each message on its own line; a card by its short text, which tells the same."""
    return "\n".join(m["body"].get("altText") or words_of(m["body"]) for m in messages)


@contextmanager
def living(
    database_url: str, folder: Path, plan: str | None = PLAN, day: str = "2026-12-01", **settings: str
) -> Iterator[Office]:
    """The town at nine in the morning, its plan taken up two months before, nothing said yet."""
    with town(database_url, folder, **settings) as found:
        office = Office(found)
        if plan:
            take_up(found, plan)
        found.at(day, "09:00")
        yield office
        assert found.line.violations() == []


@contextmanager
def restarted(office: Office) -> Iterator[None]:
    """The web process and the worker end and begin anew on the same database."""
    old = office.town.app
    office.town.house.gateway.close()
    office.town.house.engine.dispose()
    office.town.app = create_app(office.town.house.settings, wake=lambda: None)
    server = make_server("127.0.0.1", 0, office.town.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    office.line.set(webhook=f"http://127.0.0.1:{server.server_port}/callback")
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        office.town.house.gateway.close()
        office.town.house.engine.dispose()
        office.town.app = old


def take_up(town: Town, text: str, year: int = 2570, now: datetime | None = None) -> None:
    """Import a plan as its coordinator would; now: the town's, unless it is a plan of long ago."""
    source = Source("plan.txt", text[:9])
    with transaction(town.house.engine) as session:
        import_plan(session, town.agency_id, read(parse_text(text), year), source, year, now or town.now)


__all__ = ["EXECUTIVES_GROUP", "PLAN", "STAFF_GROUP", "Office", "Status", "living", "restarted", "take_up"]
