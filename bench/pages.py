"""The overview of an office of 60 measures, 12 units and three years: time on the server, bytes to a phone."""

import gc
import statistics
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Engine, insert, text
from sqlalchemy.orm import Session

from bench.databases import KINDS, ground
from bench.table import Figures
from config.settings import load
from models import enrolment, page_access, people
from models.agency import Agency
from models.assignment import Assignment, Occurrence
from models.bangkok import BANGKOK
from models.base import Base
from models.database import make_engine, transaction
from models.enrolment import RosterRow
from models.fiscal import month_ends
from models.measure import Duty, Measure, Plan
from models.people import Staff
from models.readings import Rhythm
from models.records import Actor, Role, Status
from models.reply import StatusReply
from models.unit import Unit
from wsgi import create_app

YEARS, MEASURES, UNITS = (2568, 2569, 2570), 60, 12
NOW = datetime(2027, 2, 15, 9, 0, tzinfo=BANGKOK)
LONG_AGO = datetime(2024, 10, 1, tzinfo=BANGKOK)
ROUNDS = 30
SEEN = (("overview", "/overview"), ("late", "/overview?status=overdue"), ("measure", "/measures/150"))
STATIC = (
    "app.css",
    "icon.svg",
    *(f"fonts/sarabun-{a}-{b}-normal.woff2" for a in ("thai", "latin") for b in (400, 700)),
)


def bench() -> Iterator[Figures]:
    """Each database; as an executive opens the page for the first time that day."""
    for kind in KINDS:
        with ground(kind) as place, TemporaryDirectory() as folder:
            engine = make_engine(place.url)
            with transaction(engine) as session:
                staff_id = _office(session)
                session.execute(text("ANALYZE"))  # as PostgreSQL does by itself soon after so much was added
            yield {"database": kind, **_figures(engine, place.url, Path(folder), staff_id)}
            engine.dispose()


def _figures(engine: Engine, url: str, folder: Path, staff_id: int) -> Figures:
    (folder / "clock").write_text(NOW.isoformat())
    given = {"DATABASE_URL": url, "DATA_DIR": str(folder), "CLOCK_FILE": str(folder / "clock"), "SECRET_KEY": "k" * 32}
    app = create_app(load(given), wake=lambda: None)
    client = app.test_client()
    with transaction(engine) as session:
        person = people.staff_by_id(session, 1, staff_id)
        assert person
        cookie = page_access.begin_session(session, page_access.make_link(session, person, NOW), NOW)
    client.set_cookie("tamngan", str(cookie))
    found: Figures = {"occurrences": len(YEARS) * MEASURES * UNITS * 4}
    gc.freeze()  # as the service's processes do once they have started
    for name, address in SEEN:
        wall, worked = _medians(client, address)
        found |= {f"{name}, ms": round(wall, 1), f"{name}, ms of our processor": round(worked, 1)}
    sizes = [_bytes(client, at) for at in ("/overview", *(f"/static/{name}" for name in STATIC))]
    app.extensions["tamngan"].engine.dispose()
    return {**found, "page, kB": round(sizes[0] / 1000, 1), "first view, kB": round(sum(sizes) / 1000, 1)}


def _medians(client: Any, address: str) -> tuple[float, float]:
    """By the clock, and as worked by this process: the former also waits for whatever else the machine does."""
    times, worked = [], []
    for _ in range(ROUNDS):
        began, before = time.perf_counter(), time.process_time()
        answer = client.get(address, headers={"Accept-Encoding": "gzip"})
        times.append((time.perf_counter() - began) * 1000)
        worked.append((time.process_time() - before) * 1000)
        if answer.status_code != 200:
            raise RuntimeError(f"{address}: {answer.status_code}")
    return statistics.median(times), statistics.median(worked)


def _bytes(client: Any, address: str) -> int:
    """Body and headers as they travel."""
    answer = client.get(address, headers={"Accept-Encoding": "gzip"})
    size = len(answer.data) + sum(len(f"{name}: {value}\r\n") for name, value in answer.headers.items())
    answer.close()
    return size


def _office(session: Session) -> int:
    """Every measure owed by every unit each quarter; the years before are finished, of this year every third round."""
    agency = Agency(slug="bench", name="เทศบาลตำบลตัวอย่าง", quota=300, created_at=LONG_AGO)
    session.add(agency)
    session.flush()
    units = [Unit(agency_id=agency.id, name=f"กองที่ {n}", position=n) for n in range(1, UNITS + 1)]
    session.add_all(units)
    session.flush()
    row = RosterRow("ปลัดตัวอย่าง", "ปลัดเทศบาล", None, Role.EXECUTIVE)
    executive, _ = enrolment.add_staff(session, agency.id, row, LONG_AGO)
    for number in range(200):
        unit = units[number % UNITS].id
        session.add(
            Staff(agency_id=agency.id, name=f"คนที่ {number}", role=Role.OFFICER, unit_id=unit, created_at=LONG_AGO)
        )
    for year in YEARS:
        _year(session, agency.id, year, [unit.id for unit in units])
    return executive.id


def _year(session: Session, agency_id: int, year: int, units: list[int]) -> None:
    of_plan = {"kind": "active", "title": "แผน", "source_name": "แผน.xlsx", "source_sha256": str(year), "layout": {}}
    starts_on = date(year - 544, 10, 1)
    plan = Plan(agency_id=agency_id, fiscal_year=year, doubts=[], starts_on=starts_on, imported_at=LONG_AGO, **of_plan)
    session.add(plan)
    session.flush()
    for n in range(1, MEASURES + 1):
        title = f"มาตรการส่งเสริมความโปร่งใสลำดับที่ {n} เรื่องการเปิดเผยข้อมูลและการให้บริการ"
        measure = Measure(
            agency_id=agency_id, plan_id=plan.id, key=f"m{n}", row=n, codes=[f"O{n}"], title=title, content={}
        )
        session.add(measure)
        session.flush()
        of_duty = {"key": "d", "phrase": "รายงานทุกไตรมาส", "actor": Actor.OFFICER, "rhythm": Rhythm.QUARTERLY}
        duty = Duty(agency_id=agency_id, measure_id=measure.id, **of_duty)
        session.add(duty)
        session.flush()
        _shares(session, agency_id, duty.id, year, units)


def _shares(session: Session, agency_id: int, duty_id: int, year: int, units: list[int]) -> None:
    given = [Assignment(agency_id=agency_id, duty_id=duty_id, key=f"unit/{u}", part="doer", unit_id=u) for u in units]
    session.add_all(given)
    session.flush()
    due = month_ends(year)[2::3]
    rows = [_round(agency_id, one.id, day, n) for n, one in enumerate(given) for day in due]
    _all(session, Occurrence, rows)
    if year == YEARS[-1]:
        hindered = Occurrence.assignment_id.in_([one.id for one in given[::6]])
        ids = session.scalars(Occurrence.__table__.select().with_only_columns(Occurrence.id).where(hindered)).all()
        _all(session, StatusReply, [_hindered(agency_id, one) for one in ids])


def _round(agency_id: int, assignment_id: int, day: date, n: int) -> dict[str, Any]:
    done = day < NOW.date() and (day < date(2026, 10, 1) or n % 3 == 0)
    at = datetime.combine(day - timedelta(days=5), datetime.min.time(), BANGKOK) if done else None
    status = Status.COMPLETED if done else Status.NOT_STARTED
    verified_at = at if day < date(2026, 10, 1) else None
    stamps = {"completed_at": at, "started_at": at, "verified_at": verified_at, "before_start": False}
    return {"agency_id": agency_id, "assignment_id": assignment_id, "due_on": day, "status": status, **stamps}


def _hindered(agency_id: int, occurrence_id: int) -> dict[str, Any]:
    words = "รอเอกสารจากหน่วยงานอื่น"
    said = {"said": words, "obstacle": words, "intent": "report_obstacle", "reason": "", "at": NOW}
    return {
        "agency_id": agency_id,
        "occurrence_id": occurrence_id,
        "was": "not_started",
        "became": "not_started",
        **said,
    }


def _all(session: Session, table: type[Base], rows: list[dict[str, Any]]) -> None:
    session.execute(insert(table), rows)
