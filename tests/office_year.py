"""A random year of an office, lived on the real rows: what people report, take back, ask for, grant and publish."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import noticing, progress, verification
from models.agency import create
from models.assignment import Extension, Occurrence, StepRefused, ask_extension, decide_extension
from models.enrolment import RosterRow, update_roster
from models.figures import Owed
from models.people import executives
from models.records import Role, Status
from models.reply import Statement, StatusReply, record, undo
from tasks.plan.apply import Source, import_plan
from tasks.plan.read_text import parse_text
from tasks.plan.reading import read

UNITS = ("สำนักปลัด", "กองคลัง", "กองช่าง", "กองการศึกษา")
FIRST = date(2026, 10, 1)
PLAN = """มาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2570
องค์การบริหารส่วนตำบลตัวอย่าง

ประเด็น\tผู้รับผิดชอบ\tขั้นตอน\tการกำกับติดตาม
O12 รายงานผลการดำเนินงานประจำปี\tทุกกอง ส่งให้สำนักปลัดรวบรวม\tสรุปผลงาน\tรายงานภายในเดือนธันวาคมของทุกปี
O13 รายงานผลการจัดซื้อจัดจ้าง\tกองคลัง\tสรุปผล\tรายงานทุกเดือน
E10 ช่องทางร้องเรียน\tสำนักปลัด\tปรับปรุงช่องทาง\tรายงานทุกไตรมาส
O27 รายงานผลการพัฒนาบุคลากร\tกองการศึกษา\tสรุปผล\tรายงานภายในเดือนมีนาคมของทุกปี
E2 ปรับปรุงการให้บริการ\tกองช่าง\tปรับปรุง\tรายงานทุก 6 เดือน ผู้บริหารติดตามทุกไตรมาส
"""


def make(session: Session) -> int:
    """The office with its plan of 2570 taken up on its first day; its id."""
    now = moment(FIRST)
    agency = create(session, "demo", "อบต.ตัวอย่าง", 300, UNITS, now)
    update_roster(session, agency.id, [RosterRow("ปิติ", role=Role.EXECUTIVE)], now)
    import_plan(session, agency.id, read(parse_text(PLAN), 2570), Source("plan.txt", "0"), 2570, now)
    return agency.id


def moment(day: date, hour: int = 3) -> datetime:
    """A moment of a Bangkok day (UTC hours before 17)."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def live_a_day(session: Session, agency_id: int, day: date, chance: Random, acts: int = 2) -> None:
    """A few acts on occurrences picked by chance; what the product refuses has no effect."""
    for hour in range(acts):
        everything = progress.of_year(session, agency_id, 2570)
        _ACTS[chance.choice(sorted(_ACTS))](session, chance.choice(everything), moment(day, hour + 1), chance)


def _report(session: Session, one: Owed, now: datetime, chance: Random) -> None:
    became = chance.choice(list(Status))
    words = chance.choice((None, None, "รอเอกสาร", "ระบบขัดข้อง"))
    said = Statement(words or "แจ้งสถานะ", "report_status", "ทดสอบ", obstacle=words)
    try:
        record(session, session.get_one(Occurrence, one.occurrence_id), said, became, None, None, now)
    except StepRefused:
        return


def finish(session: Session, one: Owed, now: datetime, chance: Random | None = None) -> None:
    """Reported as finished, unless an executive has acknowledged it."""
    del chance
    if one.verified:
        return
    said = Statement("เสร็จแล้ว", "report_status", "ทดสอบ")
    record(session, session.get_one(Occurrence, one.occurrence_id), said, Status.COMPLETED, None, None, now)


def _take_back(session: Session, one: Owed, now: datetime, chance: Random) -> None:
    del chance
    of_it = select(StatusReply).where(StatusReply.occurrence_id == one.occurrence_id)
    last = session.scalars(of_it.order_by(StatusReply.id.desc()).limit(1)).first()
    if last is not None and not one.verified:
        undo(session, last, None, None, now)


def _ask_for_time(session: Session, one: Owed, now: datetime, chance: Random) -> None:
    until, why = max(one.expected_on, now.date()) + timedelta(days=chance.randint(1, 60)), f"รอตรวจ {now.day}"
    row = session.get_one(Occurrence, one.occurrence_id)
    try:
        asked = ask_extension(session, row, until, why, None, now)
    except StepRefused:
        return
    record(session, row, Statement(why, "request_extension", "ทดสอบ", obstacle=why), one.status, None, None, now)
    if chance.random() < 0.7:
        decide_extension(session, asked, chance.random() < 0.7, _executive(session, one), now)


def _decide(session: Session, one: Owed, now: datetime, chance: Random) -> None:
    waiting = select(Extension).where(Extension.state == "asked", Extension.occurrence_id == one.occurrence_id)
    asked = session.scalars(waiting).first()
    if asked is not None and one.is_open:
        decide_extension(session, asked, chance.random() < 0.5, _executive(session, one), now)


def acknowledge(session: Session, one: Owed, now: datetime, chance: Random | None = None) -> None:
    """By the executive, when every share of it is finished."""
    del chance
    done = verification.finished(session, one.agency_id, one.duty_id, one.due_on)
    if done:
        verification.acknowledge(session, done, _executive(session, one), now)


def publish(session: Session, one: Owed, now: datetime, chance: Random | None = None) -> None:
    """Our own look at its link, when it is finished."""
    del chance
    verification.publish(session, [one.occurrence_id], None, now)


def _note(session: Session, one: Owed, now: datetime, chance: Random) -> None:
    del chance
    noticing.see(session, [one], _executive(session, one), now)


def _withdraw(session: Session, one: Owed, now: datetime, chance: Random) -> None:
    if chance.random() < 0.1 and one.status == Status.NOT_STARTED:
        session.get_one(Occurrence, one.occurrence_id).withdrawn_at = now


def _executive(session: Session, one: Owed) -> int:
    return executives(session, one.agency_id)[0].id


_ACTS: dict[str, Callable[[Session, Owed, datetime, Random], None]] = {
    "report": _report,
    "finish": finish,
    "take back": _take_back,
    "ask for time": _ask_for_time,
    "decide": _decide,
    "look": acknowledge,
    "publish": publish,
    "note": _note,
    "withdraw": _withdraw,
}
