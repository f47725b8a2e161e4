"""The review of a plan before it is adopted: what is asked, what an answer does, and the year that comes of it."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from models import agency
from models.assignment import Assignment, Occurrence
from models.database import transaction
from models.readings import PlanReading
from models.records import Actor, Role, StaffRecord, UnitRecord
from tasks.plan import kept
from tasks.plan.answers import Answers, Party, RowAnswer, SetDuty, answered, from_json, to_json
from tasks.plan.apply import import_plan, office_of
from tasks.plan.assignees import Office
from tasks.plan.calendar import calendar
from tasks.plan.import_report import Source
from tasks.plan.planned import planned
from tasks.plan.reading import read
from tasks.plan.replying import in_charge, set_row, wanted
from tasks.plan.review import Question, codes_for, questions
from tasks.plan.sources import load
from tests.plan_documents import plan

TODAY = date(2026, 10, 5)
SAMPLES = [Path(__file__).parent / "samples" / f"{name}.txt" for name in ("analysis_and_plan", "grouped_report")]
SAMPLES += [Path(__file__).parent / "samples" / f"{name}.txt" for name in ("report_without_units", "two_score_bands")]
HEAD = """มาตรการส่งเสริมความโปร่งใส องค์การบริหารส่วนตำบลตัวอย่าง ประจำปีงบประมาณ พ.ศ. 2570

ประเด็น | ผู้รับผิดชอบ | ขั้นตอน | การกำกับติดตาม
"""
OFFICE = Office(
    (UnitRecord(1, "สำนักปลัด"), UnitRecord(2, "กองคลัง"), UnitRecord(3, "กองช่าง"), UnitRecord(4, "งานพัสดุ", 2)),
    {},
    (
        StaffRecord(1, 1, "มานี ใจดี", None, 1, Role.COORDINATOR),
        StaffRecord(2, 1, "กล้า หาญชัย", None, 2, Role.OFFICER),
    ),
)


def of(*rows: str, year: int = 2570) -> PlanReading:
    return plan(HEAD + "\n".join(rows), year)


def asked(reading: PlanReading, answers: Answers = Answers(), office: Office = OFFICE) -> dict[str, Question]:  # noqa: B008
    """The questions by kind; none of these documents asks two of a kind."""
    found = questions(answered(reading, answers, 2570), office, 2570, TODAY)
    others = [one for one in found if one.kind != "note"]
    assert len({one.kind for one in others}) == len(others)
    return {one.kind: one for one in found}


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.stem)
def test_a_reading_is_kept_without_loss(file: Path):
    reading = read(load(file), 2570)
    assert kept.from_json(kept.to_json(reading)) == reading


def test_answers_are_kept_without_loss():
    row = RowAnswer(("E4",), Party(("กองคลัง",), people=("มานี ใจดี",)), (SetDuty("31 มกราคม 2570", 0),))
    said = Answers({3: row, 4: RowAnswer(left_out=True)}, {"กองใหม่": None}, {"นายก": None}, ("ข้อสงสัย",))
    assert from_json(to_json(said)) == said
    assert from_json({}) == Answers()


def test_a_clear_row_asks_nothing():
    assert asked(of("O12 รายงานผล | กองคลัง | ทำ | รายงานผู้บริหารไตรมาสละ 1 ครั้ง")) == {}


def test_others_to_be_named_are_asked_with_the_other_units():
    reading = of("E9 ช่องทาง | สำนักปลัดและส่วนราชการอื่นที่เกี่ยวข้อง | ทำ | ไตรมาสละ 1 ครั้ง")
    question = asked(reading)["others"]
    assert question.proposed == ("กองคลัง", "กองช่าง")
    said = Answers().with_row(1, party=Party(("สำนักปลัด", "กองช่าง")))
    assert asked(reading, said) == {}
    assert answered(reading, said, 2570).measures[0].responsible.units == ("สำนักปลัด", "กองช่าง")


def test_nine_rows_without_a_deadline_are_one_question():
    rows = [f"O{n} เรื่องที่ {n} | กองคลัง | ดำเนินการ | อย่างสม่ำเสมอ" for n in range(1, 10)]
    question = asked(of(*rows))["due"]
    assert question.rows == tuple(range(1, 10))
    assert question.proposed == ("31 มีนาคม 2570",)
    answers = Answers()
    for row in range(1, 10):
        answers = answers.with_row(row, duties=(SetDuty("31 มีนาคม 2570"),))
    assert "due" not in asked(of(*rows), answers)
    assert answered(of(*rows), answers, 2570).measures[8].duties[0].schedule.due == (date(2027, 3, 31),)


def test_a_past_years_date_is_proposed_for_the_same_day_of_this_year():
    reading = of("O18 สถิติ | กองคลัง | รวบรวม | รายงานความก้าวหน้า ณ 31 มีนาคม 2568")
    question = asked(reading)["due"]
    assert question.proposed == ("31 มีนาคม 2570",)
    said = Answers().with_row(1, duties=(SetDuty("31 มีนาคม 2570", 0),))
    done = answered(reading, said, 2570).measures[0]
    assert (done.duties[0].schedule.due, done.duties[0].set_phrase) == ((date(2027, 3, 31),), "31 มีนาคม 2570")
    assert done.duties[0].phrase == reading.measures[0].duties[0].phrase, "the document's words stay"
    left = questions(answered(reading, said, 2570), OFFICE, 2570, TODAY)
    assert [one.rows for one in left] == [()], "only that the document names two years is left"


def test_who_follows_up_within_the_set_time_has_the_officers_new_date():
    monitoring = "เจ้าหน้าที่รายงานภายใน 31 มีนาคม 2568 - ผู้บริหารกำกับติดตามให้เสร็จสิ้นภายในระยะเวลาที่กำหนด"
    reading = of(f"O18 สถิติ | กองคลัง | รวบรวม | {monitoring}")
    assert [d.actor for d in reading.measures[0].duties] == [Actor.OFFICER, Actor.EXECUTIVE]
    said = Answers().with_row(
        1, duties=(SetDuty("30 เมษายน 2570", 0), SetDuty(reading.measures[0].duties[1].phrase, 1, Actor.EXECUTIVE))
    )
    days = [d.schedule.due for d in answered(reading, said, 2570).measures[0].duties]
    assert days == [(date(2027, 4, 30),)] * 2


def test_a_unit_nobody_knows_is_mapped_or_made():
    reading = of("O12 รายงานผล | กองนวัตกรรม | ทำ | ไตรมาสละ 1 ครั้ง")
    question = asked(reading)["unit"]
    assert (question.subject, "กองคลัง/งานพัสดุ" in question.choices) == ("กองนวัตกรรม", True)
    assert answered(reading, Answers(units={"กองนวัตกรรม": "กองช่าง"}), 2570).measures[0].responsible.units == ("กองช่าง",)
    made = Answers(units={"กองนวัตกรรม": None})
    assert asked(reading, made, planned(OFFICE, reading, made.new_units)) == {}


def test_an_office_without_units_is_asked_for_none():
    reading = of("O12 รายงานผล | กองนวัตกรรม | ทำ | ไตรมาสละ 1 ครั้ง")
    assert asked(reading, office=planned(Office((), {}), reading)) == {}


def test_nobody_named_falls_to_who_runs_the_work_when_a_person_says_so():
    reading = of("O12 รายงานผล |  | ทำ | ไตรมาสละ 1 ครั้ง")
    assert asked(reading)["party"].proposed == ("สำนักปลัด",)
    assert asked(reading, Answers().with_row(1, party=Party(("กองคลัง",)))) == {}


def test_a_person_off_the_roster_is_asked_for():
    reading = of("O12 รายงานผล | กองคลัง นางสาวกล้า หาญไชย ตำแหน่ง นักวิชาการ | ทำ | ไตรมาสละ 1 ครั้ง")
    name = reading.measures[0].responsible.people[0].name
    assert asked(reading)["person"].proposed == ("กล้า หาญชัย",)
    found = answered(reading, Answers(people={name: "กล้า หาญชัย"}), 2570)
    assert found.measures[0].responsible.people[0].name == "กล้า หาญชัย"
    assert answered(reading, Answers(people={name: None}), 2570).measures[0].responsible.people == ()


@pytest.mark.parametrize(
    ("raw", "codes"), [("๓๓", ("I3", "O33")), ("๔๔", ("E4", "O44")), ("๒๒", ("O22",)), ("๔๑๐", ("E10",))]
)
def test_a_misread_code_has_choices(raw: str, codes: tuple[str, ...]):
    assert codes_for(raw) == codes


def test_an_unclear_code_is_asked_and_answered():
    reading = of("ข้อ ๔๔ การเปิดโอกาสให้มีส่วนร่วม | กองคลัง | ทำ | ไตรมาสละ 1 ครั้ง")
    assert asked(reading)["code"].proposed == ("E4",)
    done = answered(reading, Answers().with_row(1, codes=("E4",)), 2570).measures[0]
    assert (done.codes, done.codes_unclear) == (("E4",), ())
    assert asked(reading, Answers().with_row(1, codes=("E4",))) == {}


def test_what_is_left_is_noted_once_and_can_be_settled():
    reading = of(*(f"O{n} เรื่อง {n} | กองคลัง | ทำ | ภายในเดือนธันวาคมของทุกปี" for n in (12, 13)))
    note = asked(reading)["note"]
    assert note.rows == (1, 2)
    assert asked(reading, Answers(seen=(note.subject,))) == {}


def test_a_row_that_is_no_measure_is_left_out_with_its_form():
    reading = of("O12 ก | กองคลัง | ทำ | ทุกเดือน", "O13 ข | กองคลัง | ทำ | ทุกเดือน")
    done = answered(reading, Answers().with_row(1, left_out=True), 2570)
    assert [m.row for m in done.measures] == [2]
    assert len(done.form.rows) == 1


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.stem)
def test_the_calendar_shown_is_the_calendar_that_comes(engine: Engine, now: datetime, file: Path):
    reading = read(load(file), 2570)
    with transaction(engine) as session:
        made = agency.create(session, "demo", "อบต.ตัวอย่าง", 300, ("สำนักปลัด", "กองคลัง", "กองช่าง"), now)
        shown = calendar(reading, planned(office_of(session, made.id), reading), 2570)
        import_plan(session, made.id, reading, Source(file.name, file.name), 2570, now)
        stored = session.scalars(select(Occurrence.due_on).join(Assignment)).all()
    assert Counter(due.on for due in shown.dues) == Counter(stored)
    assert sum(shown.by_month) == shown.total == len(stored)


def test_a_calendar_counts_by_month_and_unit():
    shown = calendar(of("E10 ช่องทาง | กองคลัง/งานพัสดุ และสำนักปลัด | ทำ | ไตรมาสละ 1 ครั้ง"), OFFICE, 2570)
    assert shown.counts == dict.fromkeys(("สำนักปลัด", "กองคลัง"), (0, 0, 1) * 4)
    assert shown.by_month == (0, 0, 2) * 4
    assert calendar(replace(of("O1 ก | กองคลัง | ข | ค"), measures=()), OFFICE, 2570).by_month == (0,) * 12


def test_a_form_sent_as_it_was_shown_says_nothing():
    reading = of("O12 รายงาน | กองช่าง สำนักปลัด กองคลัง/งานพัสดุ | ทำ | ไตรมาสละ 1 ครั้ง")
    party = in_charge(reading.measures[0], OFFICE)
    assert party.units == ("สำนักปลัด", "กองคลัง/งานพัสดุ", "กองช่าง")
    shown = RowAnswer(("O12",), party, wanted(Answers(), reading.measures[0]))
    assert set_row(Answers(), 1, shown, shown) == Answers()
    changed = set_row(Answers(), 1, shown, replace(shown, party=Party(("กองช่าง",))))
    assert changed == Answers({1: RowAnswer(party=Party(("กองช่าง",)))})
