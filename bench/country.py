"""Many offices alike, laid in by the database itself: a plan, its duties, a year of due dates, people and a group."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Engine, Select, func, insert, literal, select, update
from sqlalchemy.orm import Session

from models.agency import Agency
from models.assignment import Assignment, Occurrence
from models.base import Base
from models.chat import Chat, ChatType
from models.database import changed, transaction
from models.fiscal import month_ends
from models.measure import Duty, Measure, Plan
from models.outbox import OutboxMessage
from models.people import Staff
from models.readings import Rhythm
from models.records import Actor, Role, Status
from models.unit import Unit

FISCAL_YEAR = 2570
UNITS = ("สำนักปลัด", "กองคลัง", "กองช่าง", "กองการศึกษา", "กองสวัสดิการสังคม")
NAMES = (  # two officers and the head of each unit
    ("มานี", "มานะ", "วีระ"),
    ("กล้า", "จันทร์", "ชูใจ"),
    ("ธนา", "เพชร", "สมคิด"),
    ("ดวงใจ", "ปิติ", "อารี"),
    ("สุดา", "ก้อน", "ประสงค์"),
)
MEASURES = 20
AN_OFFICE = MEASURES * 12  # occurrences: about what 2 million of 8,317 offices come to
LONG_AGO = datetime(2026, 10, 1, 2, 0, tzinfo=UTC)
LATER = date(2027, 9, 1)  # no occurrence is to be looked at before


def settle(engine: Engine, first: int, last: int) -> None:
    """The offices of these numbers with all their rows, nothing due; one transaction."""
    with transaction(engine) as session:
        offices = [
            {"slug": f"o{n}", "name": f"อบต.ที่ {n}", "quota": 300, "created_at": LONG_AGO} for n in range(first, last)
        ]
        top = session.scalar(select(func.max(Agency.id))) or 0
        session.execute(insert(Agency), offices)
        _people(session, top)
        _plans(session, top)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")  # as autovacuum would in its time


def make_due(engine: Engine, offices: int, each: int, today: date, due_on: date) -> int:
    """So many occurrences in each of the first offices fall due for a reminder today, whatever was said of them before.

    Returns how many there are.
    """
    with transaction(engine) as session:
        session.query(OutboxMessage).delete()
        numbered = select(
            Occurrence.id,
            func.row_number().over(partition_by=Occurrence.agency_id, order_by=Occurrence.id).label("place"),
        ).where(Occurrence.agency_id.in_(select(Agency.id).order_by(Agency.id).limit(offices)))
        some = numbered.subquery()
        chosen = select(some.c.id).where(some.c.place <= each)
        move = update(Occurrence).where(Occurrence.id.in_(chosen))
        return changed(session, move.values(remind_on=today, due_on=due_on))


def _people(session: Session, top: int) -> None:
    for position, name in enumerate(UNITS, 1):
        _lay(session, Unit, select(Agency.id).where(Agency.id > top), {"name": name, "position": position})
    for position, (officer, colleague, head) in enumerate(NAMES, 1):
        unit = select(Unit.agency_id, Unit.id).where(Unit.agency_id > top, Unit.position == position)
        for name, role in ((officer, Role.OFFICER), (colleague, Role.OFFICER), (head, Role.UNIT_HEAD)):
            _lay(session, Staff, unit, {"name": name, "role": role, "created_at": LONG_AGO}, ["agency_id", "unit_id"])
    group = {"type": ChatType.STAFF, "line_id": "C", "name": "ภายใน", "member_count": 16, "joined_at": LONG_AGO}
    _lay(session, Chat, select(Agency.id).where(Agency.id > top), {**group, "typed_at": LONG_AGO})


def _plans(session: Session, top: int) -> None:
    of_plan = {"kind": "active", "title": "แผน", "source_name": "แผน.xlsx", "source_sha256": "0", "layout": {}}
    of_plan |= {"fiscal_year": FISCAL_YEAR, "doubts": [], "starts_on": date(2026, 10, 1), "imported_at": LONG_AGO}
    _lay(session, Plan, select(Agency.id).where(Agency.id > top), of_plan)
    plans = select(Plan.agency_id, Plan.id).where(Plan.agency_id > top)
    for row in range(1, MEASURES + 1):
        of_measure = {"key": f"m{row}", "row": row, "codes": [f"O{row}"], "title": f"มาตรการที่ {row}", "content": {}}
        _lay(session, Measure, plans, of_measure, ["agency_id", "plan_id"])
    measures = select(Measure.agency_id, Measure.id).where(Measure.agency_id > top)
    of_duty = {"key": "d", "phrase": "ทุกสิ้นเดือน", "actor": Actor.OFFICER, "rhythm": Rhythm.MONTHLY}
    _lay(session, Duty, measures, of_duty, ["agency_id", "measure_id"])
    given = (
        select(Duty.agency_id, Duty.id, Unit.id)
        .join(Measure, Measure.id == Duty.measure_id)
        .join(Unit, (Unit.agency_id == Duty.agency_id) & (Unit.position == Measure.row % len(UNITS) + 1))
        .where(Duty.agency_id > top)
    )
    _lay(session, Assignment, given, {"key": "unit", "part": "doer"}, ["agency_id", "duty_id", "unit_id"])
    assignments = select(Assignment.agency_id, Assignment.id).where(Assignment.agency_id > top)
    for due_on in month_ends(FISCAL_YEAR):
        of_day = {"due_on": due_on, "status": Status.NOT_STARTED, "before_start": False, "remind_on": LATER}
        _lay(session, Occurrence, assignments, of_day, ["agency_id", "assignment_id"])


def _lay(
    session: Session,
    table: type[Base],
    rows: Select[Any],
    alike: Mapping[str, Any],
    names: Sequence[str] = ("agency_id",),
) -> None:
    """One row for each of the selected, the same but for the named columns."""
    columns = table.__table__.c
    source = rows.add_columns(*(literal(value, columns[name].type) for name, value in alike.items()))
    session.execute(insert(table).from_select([*names, *alike], source))
