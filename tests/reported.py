"""A year that was lived through, for the tests of its report: an office, a plan, and what people answered for it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from config.files import load_catalogues
from models import agency, progress, report_answer, verification
from models.assignee import Assignee
from models.assignment import Assignment, Occurrence, assign
from models.bangkok import BANGKOK
from models.database import transaction
from models.evidence import Evidence, keep_link
from models.figures import Owed
from models.measure import Duty, Measure, Plan
from models.records import Status
from models.reply import Statement, record
from models.report_gaps import reports_of
from models.unit import live_units
from tasks.plan.apply import Source, import_plan
from tasks.plan.document import Document
from tasks.plan.reading import read
from tasks.plan.sources import load
from tasks.reminders.rollout import roll_out
from tasks.reports.layout import Layout
from tasks.reports.report import Report, prepare

SAMPLES = Path(__file__).parent / "samples"
UNITS = ("สำนักปลัด", "กองคลัง", "กองช่าง", "กองการศึกษา", "กองสวัสดิการสังคม")
BEGINNING = datetime(2026, 10, 1, 9, tzinfo=BANGKOK)
YEAR, YEAR_END = 2570, date(2027, 9, 30)
SETTLED = "ภายในเดือนมีนาคมของทุกปี"


@dataclass
class ReportedYear:
    """An office in fiscal year 2570 with short words for what people do in it."""

    engine: Engine
    agency_id: int

    def owed(self) -> list[Owed]:
        """Every occurrence of the year."""
        with transaction(self.engine) as session:
            return progress.of_year(session, self.agency_id, YEAR)

    def of(self, code: str, who: str | None = None) -> Owed:
        """The first share of a code, of a unit if given."""
        return next(one for one in self.owed() if code in one.codes and who in (None, one.owner, one.unit_name))

    def finish(self, one: Owed, on: date | None = None, said: str = "เสร็จแล้วค่ะ") -> datetime:
        """Somebody reports it finished, at ten in the morning of a day (its due date by default)."""
        at = moment(on or one.due_on)
        with transaction(self.engine) as session:
            row = session.get_one(Occurrence, one.occurrence_id)
            record(session, row, Statement(said, "report_status", "test"), Status.COMPLETED, None, None, at)
        return at

    def say(self, one: Owed, words: str, on: date, obstacle: str | None = None, progress: int | None = None) -> None:
        """Somebody tells that it is under way, or what stands in the way."""
        intent = "report_obstacle" if obstacle else "report_status"
        with transaction(self.engine) as session:
            row = session.get_one(Occurrence, one.occurrence_id)
            statement = Statement(words, intent, "test", progress, obstacle)
            record(session, row, statement, Status.IN_PROGRESS, None, None, moment(on))

    def answer(self, one: Owed, element: str, words: str, on: date | None = None) -> None:
        """Somebody answers for the report."""
        with transaction(self.engine) as session:
            row = session.get_one(Occurrence, one.occurrence_id)
            report_answer.keep(session, row, element, words, None, None, moment(on or one.due_on))

    def link(self, one: Owed, url: str, on: date | None = None) -> None:
        """Somebody sends a link."""
        with transaction(self.engine) as session:
            keep_link(session, self.agency_id, one.occurrence_id, None, url, moment(on or one.due_on))

    def photo(self, one: Owed, name: str, on: date) -> int:
        """Somebody sent a photo, fetched and kept; its id."""
        sent = Evidence(
            agency_id=self.agency_id,
            occurrence_id=one.occurrence_id,
            kind="photo",
            message_id=name,
            file_name=name,
            content_type="image/png",
            stored_as=f"1/{name}",
            sha256=name,
            state="kept",
            at=moment(on),
            attempts=1,
        )
        with transaction(self.engine) as session:
            session.add(sent)
            session.flush()
            return sent.id

    def publish(self, one: Owed, on: date) -> None:
        """It was seen on the office's own site."""
        with transaction(self.engine) as session:
            verification.publish(session, [one.occurrence_id], None, moment(on))

    def acknowledge(self, one: Owed, on: date) -> None:
        """An executive has seen it; by the stamp, since whose word it was is no part of the report."""
        with transaction(self.engine) as session:
            session.get_one(Occurrence, one.occurrence_id).verified_at = moment(on)

    def live(self) -> None:
        """A whole year in which everything is done the day before, but the answers to every third thing are lacking."""
        with transaction(self.engine) as session:
            everything = progress.of_year(session, self.agency_id, YEAR)
            reports = reports_of(session, self.agency_id, everything, load_catalogues())
            for n, one in enumerate(everything):
                at = moment(one.due_on - timedelta(days=1))
                row = session.get_one(Occurrence, one.occurrence_id)
                record(session, row, Statement("เสร็จแล้วค่ะ", "report_status", "test"), Status.COMPLETED, None, None, at)
                if one.part == "executive":
                    continue
                for element in reports[one.occurrence_id].needed if n % 3 < 2 else ():
                    if element.kind == "evidence":
                        address = f"https://www.example.go.th/ita/{one.occurrence_id}"
                        keep_link(session, self.agency_id, one.occurrence_id, None, address, at)
                    else:
                        words = f"{element.label}ของ{one.owner} ครั้งที่ {n}"
                        report_answer.keep(session, row, element.key, words, None, None, at)
                row.verified_at = moment(one.due_on)
                verification.publish(session, [one.occurrence_id], None, moment(one.due_on))

    def report(self, as_of: date = YEAR_END) -> Report:
        """The report of the year."""
        with transaction(self.engine) as session:
            return prepare(session, self.agency_id, YEAR, as_of)

    def layout(self, as_of: date = YEAR_END) -> Layout:
        """The report as it is to be drawn."""
        return self.report(as_of).layout


def moment(day: date) -> datetime:
    """Ten in the morning."""
    return datetime.combine(day, time(10), BANGKOK)


def sample(name: str) -> Document:
    """One of the sample documents."""
    return load(SAMPLES / f"{name}.txt")


def open_year(engine: Engine, document: Document, digits: str = "arabic") -> ReportedYear:
    """An office that takes a document up as its plan of 2570 on the first day of that year."""
    with transaction(engine) as session:
        office = agency.create(session, "demo", "องค์การบริหารส่วนตำบลตัวอย่าง", 300, UNITS, BEGINNING)
        agency.change(session, office.id, agency.Wishes(voice=agency.Voice("ค่ะ", digits)), BEGINNING)
        import_plan(session, office.id, read(document, YEAR), Source("plan.txt", "plan"), YEAR, BEGINNING)
        settle(session, office.id)
    return ReportedYear(engine, office.id)


def settle(session: Session, agency_id: int) -> None:
    """The coordinator gives a day and a unit to what the document leaves open."""
    plan = session.scalars(select(Plan).where(Plan.agency_id == agency_id, Plan.kind == "active")).one()
    unit = live_units(session, agency_id)[0]
    dated = {one.duty_id for one in progress.of_year(session, agency_id, YEAR)}
    for measure in session.scalars(select(Measure).where(Measure.plan_id == plan.id)).all():
        duties = session.scalars(select(Duty).where(Duty.measure_id == measure.id)).all()
        if not duties:
            duties = [Duty(agency_id=agency_id, measure_id=measure.id, key="hand", phrase=SETTLED, actor="officer")]
            session.add_all(duties)
        for duty in duties:
            if duty.id not in dated:
                duty.set_phrase, duty.rhythm = SETTLED, "yearly"
                session.flush()
                if not session.scalars(select(Assignment.id).where(Assignment.duty_id == duty.id)).first():
                    assign(session, agency_id, duty.id, [Assignee("doer", unit_id=unit.id)], BEGINNING)
                roll_out(session, plan, duty, BEGINNING)
