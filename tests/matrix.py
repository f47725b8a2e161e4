"""Every dialogue of the conversation under every trouble: how an office is bent, what stands and what was said then."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from models.assignment import Extension, Occurrence
from models.audit import AuditEntry
from models.evidence import Evidence
from models.people import Staff
from models.report_answer import ReportAnswer
from tests.journeys import EXECUTIVES_GROUP, STAFF_GROUP, Office, labels_of, living, restarted, said_in

# Nothing is due before the end of January, so that in December nobody hears anything that was not asked for.
PLAN = """มาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2570
องค์การบริหารส่วนตำบลตัวอย่าง

ประเด็น\tผู้รับผิดชอบ\tขั้นตอน\tการกำกับติดตาม
O12 รายงานผลการดำเนินงานประจำปี\tทุกกอง ส่งให้สำนักปลัดรวบรวม\tสรุปผลงาน\tรายงานภายในเดือนมกราคมของทุกปี
E10 ช่องทางร้องเรียนการทุจริต\tกองคลัง\tประชาสัมพันธ์ช่องทาง\tรายงานภายในเดือนมกราคมของทุกปี
"""
DAY, THREE_WEEKS_ON = "2026-12-01", "2026-12-22"
NOBODY_HOME = "http://127.0.0.1:9/callback"
NO_USER = "กลุ่ม: LINE ไม่ได้แจ้งว่าใครเป็นผู้ส่งค่ะ จึงยังไม่ได้บันทึก รบกวนกดปุ่มใต้การ์ดแล้วเลือกชื่อ หรือพิมพ์ในแชตส่วนตัวกับตามงานนะคะ"
NOT_KNOWN = "ยังไม่รู้จักบัญชีนี้ค่ะ ลงทะเบียนชื่อก่อน แล้วจะบันทึกงานให้ได้นะคะ"
_SHORT = {STAFF_GROUP: "กลุ่ม", EXECUTIVES_GROUP: "กลุ่มผู้บริหาร"}
_ACTS = ("acknowledged", "acknowledgement_taken_back", "sent_back", "published", "seen")


class Trouble(StrEnum):
    """What an office meets while it talks with the bot."""

    GROUP = "in_the_group"
    PRIVATE = "in_the_private_chat"
    UNKNOWN = "where_line_tells_no_user"
    TWO = "of_two_at_once"
    RESTART = "restarted_in_the_middle"
    LATE = "three_weeks_late"
    LEFT = "after_somebody_left"


@dataclass(frozen=True)
class End:
    """What stands in the rows and what the bot said, where, each a line; of all that happened and nothing besides."""

    book: tuple[str, ...]
    told: tuple[str, ...]


@dataclass
class Stage:
    """One cell while it is played: where somebody speaks, how their words arrive, and short words for what they do."""

    office: Office
    trouble: Trouble
    where: str | None = None
    quotes: bool = False
    together: bool = False  # nothing is understood before all have spoken
    message: str = ""  # of somebody's, to be edited, withdrawn or quoted
    falls: bool = False  # the next thing done finds nobody home; LINE sends it again to the process that comes after
    until_the_end: ExitStack = field(default_factory=ExitStack)

    def say(self, who: str, words: str, where: str | None = None, **how: Any) -> str:
        """Somebody types; the message's id. A question of the bot is quoted where nothing else tells it is meant."""
        place = where or self.where
        if self.quotes and "quote" not in how:
            how["quote"] = self.last(place or who)["id"]
        return self._do(lambda: self.office.line.say(who, place, words, **how))

    def press(self, who: str, label: str, where: str | None = None, picked: str | None = None) -> None:
        place = where or self.where or who
        card = next(m for m in reversed(self.office.town.heard(place)) if label in labels_of(m))
        self._do(lambda: self.office.line.press(who, card["id"], label, picked))

    def do(self, act: Callable[[], Any]) -> Any:
        """Anything else that somebody does in LINE."""
        return self._do(act)

    def last(self, place: str) -> dict[str, Any]:
        found: dict[str, Any] = self.office.town.heard(place)[-1]
        return found

    def later(self, clock: str) -> None:
        """The same day, when what waited for a free reply is pushed."""
        self.office.town.at(self.office.town.now.date(), clock)
        self.office.town.work()

    def _do(self, act: Callable[[], Any]) -> Any:
        home = self.office.line.call("GET", "settings")["webhook"] if self.falls else None
        if home:
            self.office.line.set(webhook=NOBODY_HOME)
        done = act()
        if home:
            self.falls = False
            self.office.line.settle()
            self.until_the_end.enter_context(restarted(self.office))
            self.office.line.redeliver(1)
        if not self.together:
            self.office.town.work()
        return done


Play = Callable[[Stage], Any]


@dataclass(frozen=True)
class Bullet:
    """One dialogue: given what was said before, begin leads up to what the bot asks or tells, and answer follows it.

    second: what another person does at the same moment. leaves: who is off the roster before the answer; succeeds:
    what happens then. ends: what must follow; after a restart, and three weeks later where nothing else is said, the
    same as in the ordinary case. whynot: where a trouble makes no sense, and why.
    """

    name: str
    begin: Play
    answer: Play
    ends: Mapping[Trouble, End]
    given: Play = lambda stage: None
    second: Play = lambda stage: None
    succeeds: Play = lambda stage: None
    leaves: str = "กล้า"
    whynot: Mapping[Trouble, str] = field(default_factory=dict)
    ordinary: Trouble = Trouble.PRIVATE

    def end(self, trouble: Trouble) -> End:
        """What must follow."""
        as_ever = trouble in (Trouble.RESTART, Trouble.LATE) and trouble not in self.ends
        return self.ends[self.ordinary if as_ever else trouble]


def cells(*bullets: Bullet) -> list[Any]:
    """Every trouble of every dialogue that can be played, for pytest; one named nowhere has no end and fails."""
    some = ((one, trouble) for one, trouble in product(bullets, Trouble) if trouble not in one.whynot)
    return [pytest.param(one, trouble, id=f"{one.name}-{trouble}") for one, trouble in some]


@contextmanager
def staged(database_url: str, folder: Path) -> Iterator[Office]:
    """The office of the matrix, on its first day."""
    with living(database_url, folder, PLAN, DAY) as office:
        yield office


def played(bullet: Bullet, trouble: Trouble, office: Office) -> End:
    """Begin, bend, answer, and let the day end."""
    with ExitStack() as until_the_end:
        in_group = trouble in (Trouble.GROUP, Trouble.UNKNOWN)
        stage = Stage(office, trouble, STAFF_GROUP if in_group else None, until_the_end=until_the_end)
        bullet.given(stage)
        before = office.last_id()
        bullet.begin(stage)
        _BENDS.get(trouble, lambda s, b: None)(stage, bullet)
        bullet.answer(stage)
        if trouble is Trouble.TWO:
            bullet.second(stage)
            stage.together = False
            office.town.work()
        if trouble is Trouble.LEFT:
            bullet.succeeds(stage)
        stage.later("13:30")
        return End(tuple(book(office)), tuple(told(office, before)))


def _unknown(stage: Stage, bullet: Bullet) -> None:
    stage.quotes = True
    for one in stage.office.line.cast()["users"]:
        stage.office.line.alter_user(one["id"], hides_id="always")


def _late(stage: Stage, bullet: Bullet) -> None:
    stage.quotes = True
    stage.office.town.at(THREE_WEEKS_ON, "09:00")


_BENDS: dict[Trouble, Callable[[Stage, Bullet], None]] = {
    Trouble.GROUP: lambda stage, bullet: setattr(stage, "quotes", True),
    Trouble.UNKNOWN: _unknown,
    Trouble.TWO: lambda stage, bullet: setattr(stage, "together", True),
    Trouble.RESTART: lambda stage, bullet: setattr(stage, "falls", True),
    Trouble.LATE: _late,
    Trouble.LEFT: lambda stage, bullet: stage.office.command("staff", "remove", bullet.leaves) and None,
}


# -- what stands --


def book(office: Office) -> Iterator[str]:
    """The office's record, a line for every row that somebody's words made or moved."""
    names = {one.id: one.name for one in office.rows(Staff)}
    shares = {one.occurrence_id: f"{'/'.join(one.codes)} {one.owner}" for one in office.shares()}
    yield from sorted(_statuses(office, shares))  # databases number what is made at once in their own order
    for row in office.replies():
        obstacle = f" · {row.obstacle}" if row.obstacle else ""
        yield f"{_by(names, row)} {row.intent} → {row.became}: “{row.said}”{obstacle}"
    for row in office.rows(ReportAnswer):
        yield f"{_by(names, row)} {row.element}: “{row.words}”{f' ({row.ended})' if row.ended else ''}"
    for row in office.rows(Extension):
        why = "".join(f" · {word}" for word in (row.reason, row.refusal) if word)
        yield f"{_by(names, row, 'asked_by')} until {row.asked_until} {row.state}{why}"
    for row in office.rows(Evidence):
        yield f"{_by(names, row)} {row.kind} {row.state} of {shares.get(row.occurrence_id, 'nothing')}"
    for row in office.rows(AuditEntry):
        if row.act in _ACTS:
            yield f"{_by(names, row)} {row.act}"


def _statuses(office: Office, shares: Mapping[int, str]) -> Iterator[str]:
    for row in office.rows(Occurrence):
        marks = [
            *([row.status] if row.status != "not_started" else []),
            *([f"until {row.extended_to}"] if row.extended_to else []),
            *(word for word in ("seen", "verified", "published") if getattr(row, f"{word}_at")),
        ]
        if marks:
            yield f"{shares[row.id]}: {', '.join(marks)}"


def _by(names: Mapping[int, str], row: Any, column: str = "staff_id") -> str:
    return names.get(getattr(row, column), "?")


def told(office: Office, after: str | None) -> Iterator[str]:
    """What the bot said since, chat by chat in the order it was said there: where, and its words on one line."""
    cast = office.line.cast()
    places = {one["id"]: _SHORT.get(one["name"], one["name"]) for one in (*cast["users"], *cast["groups"])}
    said = [(places[one["chat"]], said_in([one]).replace("\n", " | ")) for one in office.line.inbox(None, after)]
    return (f"{place}: {words}" for place, words in sorted(said, key=lambda one: one[0]))
