"""Taking a plan over: twice is nothing, a corrected file changes what changed, replies stay, the past stays past."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from sqlalchemy import Engine, select

from models import hindrance, progress, recurrence
from models.agency import create
from models.assignment import Assignment, Occurrence
from models.database import transaction
from models.measure import Duty, Measure, Plan
from models.readings import DutyReading
from models.records import Actor, Status
from models.reply import Statement, record, undo
from models.unit import add_alias, resolve_unit
from tasks.plan.apply import import_history, import_plan
from tasks.plan.import_report import ApplyRefused, ImportReport, Source
from tasks.plan.read_text import parse_text
from tasks.plan.reading import read

HEAD = (
    "มาตรการส่งเสริมความโปร่งใส องค์การบริหารส่วนตำบลตัวอย่าง ประจำปีงบประมาณ พ.ศ. {year}\n\n"
    "ประเด็น\tผู้รับผิดชอบ\tขั้นตอน\tการกำกับติดตาม\n"
)
O12 = "O12 รายงานผลการดำเนินงานประจำปี\tทุกกอง ส่งให้สำนักปลัดรวบรวม\tสรุปผลงานของกอง\t{when}\n"
E10 = "E10 ช่องทางร้องเรียน\tสำนักปลัด\tปรับปรุงช่องทาง\tรายงานผู้บริหารไตรมาสละ 1 ครั้ง\n"
O18 = "O18 สถิติเรื่องร้องเรียน\tกองคลัง\tรวบรวมสถิติ\tภายใน 31 มีนาคม {year}\n"
UNITS = ("สำนักปลัด", "กองคลัง", "กองช่าง")


def plan_text(*rows: str, year: int = 2570, when: str = "รายงานภายในเดือนธันวาคมของทุกปี") -> str:
    return HEAD.format(year=year) + "".join(rows).format(when=when, year=year)


def take_over(engine: Engine, text: str, now: datetime, name: str = "plan.txt", **how) -> ImportReport:
    """As `flask plan import --fiscal-year 2570` does it, history included."""
    document = parse_text(text)
    source = Source(name, text)
    with transaction(engine) as session:
        office = session.scalars(select(Plan.agency_id)).first() or 1
        report = import_plan(session, office, read(document, 2570), source, 2570, now, **how)
        printed = read(document)
        if printed.fiscal_year_be != 2570:
            import_history(session, office, printed, source, now)
        return report


def owed(engine: Engine) -> dict[tuple[str, str, date], str]:
    """(code, who, due) → status."""
    with transaction(engine) as session:
        return {(o.codes[0], o.owner, o.due_on): o.status.value for o in progress.of_year(session, 1, 2570)}


@pytest.fixture
def office(engine: Engine, now: datetime) -> Engine:
    with transaction(engine) as session:
        create(session, "demo", "อบต.ตัวอย่าง", 300, UNITS, now)
    return engine


def finish(engine: Engine, code: str, who: str, now: datetime) -> None:
    with transaction(engine) as session:
        one = next(o for o in progress.of_year(session, 1, 2570) if code in o.codes and o.owner == who)
        occurrence = session.get_one(Occurrence, one.occurrence_id)
        record(session, occurrence, Statement("เสร็จแล้ว", "report_status", "ทดสอบ"), Status.COMPLETED, None, None, now)


def test_what_a_person_set_beside_the_document_outlives_a_corrected_one(office: Engine, now: datetime):
    document = read(parse_text(plan_text(O18)), 2570)
    row = document.measures[0]
    january = DutyReading(
        row.duties[0].phrase, Actor.OFFICER, recurrence.read("31 มกราคม 2570", 2570), set_phrase="31 มกราคม 2570"
    )
    by_hand = replace(row, duties=(january,), responsible=replace(row.responsible, units=("กองช่าง",), by_hand=True))
    with transaction(office) as session:
        import_plan(session, 1, replace(document, measures=(by_hand,)), Source("a.txt", "a"), 2570, now)
    assert list(owed(office)) == [("O18", "กองช่าง", date(2027, 1, 31))]
    take_over(office, plan_text(O18, when="ปรับถ้อยคำ"), now)
    assert list(owed(office)) == [("O18", "กองช่าง", date(2027, 1, 31))]


def test_every_duty_goes_to_those_who_answer_for_it(office: Engine, now: datetime):
    report = take_over(office, plan_text(O12, E10), now)
    year_end = date(2026, 12, 31)
    assert {k for k in owed(office) if k[0] == "O12"} == {
        ("O12", "สำนักปลัด", year_end),
        ("O12", "กองคลัง", year_end),
        ("O12", "กองช่าง", year_end),
        ("O12", "สำนักปลัด (รวบรวม)", year_end),
    }
    quarters = [date(2026, 12, 31), date(2027, 3, 31), date(2027, 6, 30), date(2027, 9, 30)]
    assert [due for code, _, due in owed(office) if code == "E10"] == quarters
    assert (len(report.new_measures), report.duties, report.new_occurrences) == (2, 2, 8)


def test_next_years_plan_does_not_end_this_year(office: Engine, now: datetime):
    take_over(office, plan_text(O12), now)
    with transaction(office) as session:
        later = read(parse_text(plan_text(O12, year=2572)), 2572)
        import_plan(session, 1, later, Source("later.txt", "2572"), 2572, now)
        days = {2569: date(2026, 9, 30), 2570: date(2027, 9, 30), 2571: date(2027, 10, 1), 2572: date(2028, 10, 1)}
        shown = {year: progress.current_year(session, 1, day) for year, day in days.items()}
    assert shown == {2569: 2570, 2570: 2570, 2571: 2570, 2572: 2572}, "the latest begun, else the next"


def test_an_obstacle_taken_back_is_no_obstacle_any_more(office: Engine, now: datetime):
    take_over(office, plan_text(O12), now)
    with transaction(office) as session:
        everything = progress.of_year(session, 1, 2570)
        for one, words in zip(everything, ("ขาดเอกสาร", "ระบบล่ม"), strict=False):
            stuck = Statement(words, "report_status", "ทดสอบ", obstacle=words)
            occurrence = session.get_one(Occurrence, one.occurrence_id)
            said = record(session, occurrence, stuck, Status.IN_PROGRESS, None, None, now)
        assert [o.words for o in hindrance.obstacles(session, 1, everything)] == ["ขาดเอกสาร", "ระบบล่ม"]
        undo(session, said, None, None, now)
        assert [o.words for o in hindrance.obstacles(session, 1, everything)] == ["ขาดเอกสาร"]


def test_the_same_file_twice_changes_nothing(office: Engine, now: datetime):
    take_over(office, plan_text(O12, E10), now)
    before = owed(office)
    again = take_over(office, plan_text(O12, E10), now)
    assert again.unchanged
    assert again.new_occurrences == 0
    assert owed(office) == before


def test_a_corrected_file_is_told_as_a_difference_and_loses_no_reply(office: Engine, now: datetime):
    take_over(office, plan_text(O12, E10), now)
    finish(office, "O12", "กองช่าง", now)
    corrected = plan_text(O12.replace("สรุปผลงานของกอง", "สรุปผลงานและงบประมาณของกอง"), E10, O18)
    report = take_over(office, corrected, now)
    assert [len(x) for x in (report.new_measures, report.changed_measures, report.withdrawn_measures)] == [1, 1, 0]
    assert owed(office)[("O12", "กองช่าง", date(2026, 12, 31))] == "completed"
    assert ("O18", "กองคลัง", date(2027, 3, 31)) in owed(office)


def test_a_moved_deadline_moves_what_is_open_and_keeps_what_was_reported(office: Engine, now: datetime):
    take_over(office, plan_text(O12), now)
    finish(office, "O12", "กองช่าง", now)
    take_over(office, plan_text(O12, when="รายงานภายในเดือนมกราคมของทุกปี"), now)
    found = owed(office)
    assert found[("O12", "กองช่าง", date(2026, 12, 31))] == "completed"
    assert ("O12", "กองคลัง", date(2026, 12, 31)) not in found
    assert found[("O12", "กองคลัง", date(2027, 1, 31))] == "not_started"


def test_a_measure_that_is_gone_is_withdrawn_and_comes_back_with_its_replies(office: Engine, now: datetime):
    take_over(office, plan_text(O12, E10, O18), now)
    finish(office, "E10", "สำนักปลัด", now)
    gone = take_over(office, plan_text(O12, O18), now)
    assert len(gone.withdrawn_measures) == 1
    assert not any(code == "E10" for code, _, _ in owed(office))
    take_over(office, plan_text(O12, E10, O18) + "\n", now)
    assert owed(office)[("E10", "สำนักปลัด", date(2026, 12, 31))] == "completed"


def test_another_document_does_not_silently_replace_the_plan(office: Engine, now: datetime):
    take_over(office, plan_text(O12, E10, O18), now)
    other = plan_text("O2 ข้อมูลผู้บริหาร\tกองคลัง\tปรับปรุงข้อมูล\tทุกเดือน\n")
    with pytest.raises(ApplyRefused, match="--replace"):
        take_over(office, other, now)
    assert len(take_over(office, other, now, replace=True).withdrawn_measures) == 3


def test_last_years_report_is_kept_as_history_and_rolled_into_this_year(office: Engine, now: datetime):
    report = take_over(office, plan_text(O12, E10, O18, year=2568), now)
    with transaction(office) as session:
        kinds = {p.fiscal_year: p.kind for p in session.scalars(select(Plan))}
        of_plan = select(Plan.fiscal_year).join(Measure).join(Duty).join(Assignment).join(Occurrence).distinct()
        assert session.scalars(of_plan).all() == [2570], "history has nothing that could remind anybody"
    assert kinds == {2568: "history", 2570: "active"}
    assert all(date(2026, 10, 1) <= due <= date(2027, 9, 30) for _, _, due in owed(office))
    assert [line for line in report.undated if "O18" in line], "a fixed past date is listed to be set anew"


def test_what_was_due_before_the_plan_was_taken_up_is_never_reminded(office: Engine, now: datetime):
    take_over(office, plan_text("O4 ข่าว\tกองคลัง\tเผยแพร่\tทุกเดือน\n"), now)  # 30 November 2569
    with transaction(office) as session:
        rows = session.scalars(select(Occurrence).order_by(Occurrence.due_on)).all()
        early = [o for o in rows if o.before_start]
    assert [o.due_on for o in early] == [date(2026, 10, 31)]
    assert all(o.remind_on is None for o in early)
    assert len(owed(office)) == 11


def test_the_coordinators_own_dates_and_people_survive_a_corrected_file(office: Engine, now: datetime):
    take_over(office, plan_text(O12, O18, year=2568), now)
    with transaction(office) as session:
        duty = session.scalars(
            select(Duty).join(Measure).join(Plan).where(Plan.kind == "active", Measure.title.like("%สถิติ%"))
        ).one()
        duty.set_phrase, duty.assigned_by_hand = "ภายในเดือนกุมภาพันธ์", True
    take_over(office, plan_text(O12, O18, E10, year=2568), now)
    assert ("O18", "กองคลัง", date(2027, 2, 28)) in owed(office)


def test_every_doubt_of_the_reading_is_told_at_the_import(office: Engine, now: datetime):
    mixed = "O18 สถิติเรื่องร้องเรียน\tกองคลัง\tรวบรวม\t1. เจ้าหน้าที่รายงานภายใน 31 มีนาคม 2568 2. ผู้บริหารติดตามทุกไตรมาส\n"
    report = take_over(office, plan_text(mixed, year=2568), now)
    assert [line for line in report.undated if "31 มีนาคม 2568" in line], "a fixed past date beside a recurring duty"
    assert [doubt for doubt, rows in report.doubts.items() if rows == [1]]


def test_doubts_that_are_alike_are_told_once_with_their_rows(office: Engine, now: datetime):
    rows = (O18.replace("กองคลัง", "กองหาย"), O12, E10.replace("สำนักปลัด", "กองหาย"))
    report = take_over(office, plan_text(*rows), now)
    (about,) = (told for told in report.doubts.items() if "กองหาย" in told[0])
    assert about[1] == [1, 3]


def test_a_document_without_measures_is_refused(office: Engine, now: datetime):
    take_over(office, plan_text(O12), now)
    with pytest.raises(ApplyRefused, match="ไม่พบมาตรการในไฟล์นี้ จึงไม่ได้นำเข้า"):
        take_over(office, "บันทึกการประชุม ประจำปีงบประมาณ พ.ศ. 2570\n", now, replace=True)
    assert {code for code, _, _ in owed(office)} == {"O12"}


def test_what_was_due_before_the_plan_was_taken_up_is_counted(office: Engine, now: datetime):
    report = take_over(office, plan_text(E10), datetime.fromisoformat("2027-04-05T09:00:00+07:00"))
    assert (report.new_occurrences, report.before_start) == (4, 2)


def test_what_comes_back_into_the_plan_is_reminded_again(office: Engine, now: datetime):
    take_over(office, plan_text(O12, E10), now)
    take_over(office, plan_text(O12), now)
    with transaction(office) as session:
        for occurrence in session.scalars(select(Occurrence)):
            occurrence.remind_on = None  # as the rounds leave what is withdrawn
    take_over(office, plan_text(O12, E10) + "\n", now)
    with transaction(office) as session:
        assert {o.remind_on for o in session.scalars(select(Occurrence))} == {now.date()}


def test_what_is_added_in_june_does_not_bring_up_the_months_before(office: Engine, now: datetime):
    take_over(office, plan_text(O12), now)
    june = datetime.fromisoformat("2027-06-10T09:00:00+07:00")
    take_over(office, plan_text(O12, "O4 ข่าว\tกองคลัง\tเผยแพร่\tทุกเดือน\n"), june)
    with transaction(office) as session:
        added = session.scalars(select(Occurrence).where(Occurrence.remind_on == june.date())).all()
        late = [o.due_on for o in session.scalars(select(Occurrence)) if o.before_start]
    assert len(late) == 8
    assert min(late) == date(2026, 10, 31)
    assert {o.due_on for o in added if o.due_on > june.date()} >= {date(2027, 6, 30), date(2027, 9, 30)}


def test_the_coordinators_rhythm_stays_with_the_coordinators_dates(office: Engine, now: datetime):
    take_over(office, plan_text(O12, O18, year=2568), now)
    with transaction(office) as session:
        duty = session.scalars(select(Duty).where(Duty.phrase.like("%31 มีนาคม%"), Duty.rhythm == "once").limit(1)).one()
        duty.set_phrase, duty.rhythm = "ทุกเดือน", "monthly"
        duty_id = duty.id
    report = take_over(office, plan_text(O12, O18, E10, year=2568), now)
    with transaction(office) as session:
        assert session.get_one(Duty, duty_id).rhythm == "monthly"
    assert not [line for line in report.undated if "O18" in line]


def test_the_same_file_again_finds_the_people_named_since(office: Engine, now: datetime):
    stranger = "O18 สถิติเรื่องร้องเรียน\tฝ่ายนิติกรรม\tรวบรวม\tทุกเดือน\n"
    first = take_over(office, plan_text(stranger), now)
    assert first.unassigned
    with transaction(office) as session:
        unit = resolve_unit(session, 1, "สำนักปลัด")
        add_alias(session, 1, unit.id, "ฝ่ายนิติกรรม")
    again = take_over(office, plan_text(stranger), now)
    assert not again.unassigned
    assert {who for _, who, _ in owed(office)} == {"สำนักปลัด"}
