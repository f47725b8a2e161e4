"""The year's report read from the database: as of any day, from stamps, answers and evidence of that year alone."""

import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import docx
import pytest
from click.testing import Result
from sqlalchemy import Engine, select

from config.settings import Settings
from models import agency, enrolment, reply, report_answer
from models.agency import Wishes
from models.assignment import Occurrence, ask_extension, decide_extension
from models.database import transaction
from models.enrolment import RosterRow
from models.evidence import Evidence
from models.records import Role, Status
from models.refusal import Refusal
from models.reply import StatusReply
from tasks.plan.read_text import parse_text
from tasks.reports.facts import Share
from tasks.reports.gather import as_of_day
from tests.reported import BEGINNING, YEAR, ReportedYear, moment, open_year, sample
from wsgi import create_app

PLAN = """มาตรการส่งเสริมความโปร่งใส องค์การบริหารส่วนตำบลตัวอย่าง ประจำปีงบประมาณ พ.ศ. 2570

ประเด็น\tผู้รับผิดชอบ\tขั้นตอน\tการกำกับติดตาม
O13 แผนการจัดซื้อจัดจ้าง\tกองคลัง\tจัดทำแผน\tรายงานภายในเดือนธันวาคมของทุกปี
E1 การเปิดเผยข้อมูล\tสำนักปลัด\tเผยแพร่ข้อมูล\tรายงานผู้บริหารไตรมาสละ 1 ครั้ง
"""
HALF = date(2027, 3, 31)
EARLY, LATER = date(2026, 12, 20), date(2027, 5, 3)


@pytest.fixture
def year(engine: Engine) -> ReportedYear:
    return open_year(engine, parse_text(PLAN))


def share(year: ReportedYear, code: str = "O13", as_of: date = HALF) -> Share:
    measures = year.report(as_of).facts.measures
    return next(one for one in measures if code in one.codes).shares[0]


def test_what_was_done_and_said_later_is_not_told_of_an_earlier_day(year: ReportedYear):
    one = year.of("O13")
    year.say(one, "ทำไปครึ่งหนึ่ง", EARLY, progress=50)
    year.finish(one, LATER)
    year.answer(one, "result", "ส่งแผนแล้ว", LATER)
    year.link(one, "https://www.example.go.th/o13", LATER)
    year.acknowledge(one, LATER)
    year.publish(one, LATER)
    then, now = share(year), share(year, as_of=date(2027, 9, 30))
    assert (then.status, then.progress, then.completed_on, then.told, then.pieces) == (
        *(Status.IN_PROGRESS, 50, None, (), ()),
    )
    assert (then.verified_on, then.published_on) == (None, None)
    assert (now.completed_on, now.verified_on, now.published_on) == (LATER, LATER, LATER)
    assert ([one.words for one in now.told], len(now.pieces)) == (["ส่งแผนแล้ว"], 1)
    assert then.lacks == ("สรุปผล", "ผลลัพธ์", "หลักฐาน")
    assert now.lacks == ("ผลลัพธ์",)


def test_an_answer_replaced_later_still_stands_on_the_day_it_stood(year: ReportedYear):
    one = year.of("O13")
    year.finish(one, EARLY)
    year.answer(one, "result", "ร่างแรก", EARLY)
    with transaction(year.engine) as session:
        first = report_answer.answers_of(session, year.agency_id, [one.occurrence_id])[one.occurrence_id]
        report_answer.end(session, first, "replaced", moment(LATER))
    year.answer(one, "result", "ฉบับสมบูรณ์", LATER)
    assert [one.words for one in share(year).told] == ["ร่างแรก"]
    assert [one.words for one in share(year, as_of=LATER).told] == ["ฉบับสมบูรณ์"]


def test_what_was_finished_again_after_the_day_counts_by_its_first_time_on_that_day(year: ReportedYear):
    one = year.of("O13")
    year.finish(one, EARLY)
    year.say(one, "ส่งกลับแก้ไข", date(2027, 4, 1))
    year.finish(one, LATER)
    assert (share(year).status, share(year).completed_on) == (Status.COMPLETED, EARLY)
    assert share(year, as_of=LATER).completed_on == LATER


def test_what_was_taken_back_is_not_told(year: ReportedYear):
    one = year.of("O13")
    year.say(one, "รอใบเสนอราคา", EARLY, obstacle="รอใบเสนอราคา")
    assert share(year).obstacles == ("รอใบเสนอราคา",)
    with transaction(year.engine) as session:
        said = session.scalars(select(StatusReply)).one()
        reply.undo(session, said, None, None, moment(EARLY) + timedelta(minutes=1))
    assert (share(year).obstacles, share(year).status) == ((), Status.NOT_STARTED)


def test_more_time_granted_counts_from_the_day_it_was_granted(year: ReportedYear):
    one = year.of("O13")
    with transaction(year.engine) as session:
        row = session.get_one(Occurrence, one.occurrence_id)
        asked = ask_extension(session, row, date(2027, 1, 15), "รอตรวจ", None, moment(date(2026, 12, 28)))
        head, _ = enrolment.add_staff(session, year.agency_id, RosterRow("ปิติ", None, None, Role.EXECUTIVE), BEGINNING)
        decide_extension(session, asked, True, head.id, moment(date(2027, 1, 4)))
    year.finish(one, date(2027, 1, 12))
    told = year.layout(HALF).blocks[0].rows[0].cells[4].text
    assert "ภายในกำหนดที่ขยายถึงวันที่ 15 มกราคม 2570" in told
    assert share(year, as_of=date(2026, 12, 31)).extended_to is None


def test_dead_evidence_is_no_evidence(year: ReportedYear):
    one = year.of("O13")
    year.finish(one, EARLY)
    year.link(one, "https://www.example.go.th/gone", EARLY)
    with transaction(year.engine) as session:
        session.scalars(select(Evidence)).one().state = "gone"
    assert share(year).pieces == ()
    assert "หลักฐาน" in share(year).lacks


def test_only_what_is_due_by_the_day_is_missing(year: ReportedYear):
    assert year.layout(date(2026, 12, 1)).check.lines[0] == "ครบ 0 จาก 2 ข้อ · ยังไม่ถึงกำหนด 2 ข้อ"
    assert year.layout(date(2026, 12, 31)).check.lines[0] == "ครบ 0 จาก 2 ข้อ"
    year.live()
    assert year.layout(date(2026, 12, 1)).check.lines[0] == "ครบ 0 จาก 2 ข้อ · ยังไม่ถึงกำหนด 2 ข้อ"


def test_the_figures_are_those_of_the_office(year: ReportedYear):
    year.finish(year.of("O13"), EARLY)
    tally = year.report(HALF).facts.tally
    assert (tally.total, tally.completed, tally.overdue, tally.not_started) == (5, 1, 1, 3)


def test_names_are_told_as_the_office_chose(engine: Engine):
    year = open_year(engine, sample("one_measure_over_pages"))
    assert "มานี ใจกล้า" in year.layout().blocks[0].rows[0].cells[4].text
    with transaction(engine) as session:
        agency.change(session, year.agency_id, Wishes(by_position=True), BEGINNING)
    told = year.layout().blocks[0].rows[0].cells[4].text
    assert "ใจกล้า" not in told
    assert "หัวหน้าสำนักปลัด" in told


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (None, date(2027, 5, 3)),
        ("half", HALF),
        ("full", date(2027, 5, 3)),
        ("2027-01-31", date(2027, 1, 31)),
        ("2570-01-31", date(2027, 1, 31)),
        ("2027-12-31", date(2027, 5, 3)),
    ],
)
def test_the_day_meant_is_never_one_to_come(said: str | None, meant: date):
    assert as_of_day(said, YEAR, moment(LATER)) == meant


@pytest.mark.parametrize(
    ("said", "year"), [("31 มีนาคม", 2570), ("2026-09-30", 2570), ("2568-02-29", 2570), (None, 2571)]
)
def test_a_day_that_is_none_or_before_the_year_is_refused(said: str | None, year: int):
    with pytest.raises(Refusal):
        as_of_day(said, year, moment(LATER))


@pytest.fixture
def flask(
    year: ReportedYear, database_url: str, tmp_path: Path, settings_for: Callable[..., Settings]
) -> Iterator[Callable[..., Result]]:
    """flask("--format", "docx", …) writes the report on 30 September 2570."""
    (tmp_path / "clock").write_text("2027-09-30T16:00:00+07:00")
    app = create_app(settings_for(database_url, CLOCK_FILE=str(tmp_path / "clock")), wake=lambda: None)
    runner = app.test_cli_runner()
    words = ["report", "write", "--agency", "demo", "--fiscal-year", "2570"]
    yield lambda *more: runner.invoke(args=[*words, *map(str, more)])
    app.extensions["tamngan"].engine.dispose()


def test_the_command_writes_each_kind_of_file(flask: Callable[..., Result], year: ReportedYear, tmp_path: Path):
    year.live()
    for style in ("docx", "xlsx", "csv", "json"):
        done = flask("--format", style, "--output", tmp_path / f"report.{style}")
        assert (done.exit_code, done.output) == (0, f"{tmp_path}/report.{style}: ครบ 1 จาก 2 ข้อ\n"), style
    assert docx.Document(str(tmp_path / "report.docx")).tables
    assert json.loads((tmp_path / "report.json").read_text())["as_of"] == "2027-09-30"


def test_the_command_says_in_thai_what_is_wrong(flask: Callable[..., Result], tmp_path: Path):
    nowhere = flask("--output", tmp_path / "none" / "report.docx")
    assert (nowhere.exit_code, "ไม่ได้" in nowhere.output) == (1, True)
    other = flask("--output", tmp_path / "a.docx", "--as-of", "มีนาคม")
    assert (other.exit_code, "ไม่เข้าใจวันที่" in other.output) == (1, True)
    unknown = flask("--output", tmp_path / "a.docx", "--agency", "nowhere")
    assert (unknown.exit_code, "ไม่พบหน่วยงาน" in unknown.output) == (1, True)
    none = flask("--output", tmp_path / "a.docx", "--fiscal-year", "2569")
    assert (none.exit_code, "ยังไม่มีแผนปี 2569" in none.output) == (1, True)
    assert not (tmp_path / "a.docx").exists()
