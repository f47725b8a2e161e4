"""A draft of a plan: uploaded, read apart, answered, adopted once whoever presses, forgotten in time."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from config.settings import Settings
from models import people, plan_draft, progress
from models.audit import AuditEntry
from models.database import reading, transaction
from models.measure import Measure, Plan
from models.plan_draft import PlanDraft
from models.refusal import Refusal
from models.unit import resolve_unit
from tasks import apart as apart_module
from tasks.apart import Apart, apart
from tasks.evidence.storage import received, storage_of
from tasks.house import House, build
from tasks.plan.answers import Answers, Party, SetDuty
from tasks.plan.draft_reading import read_both, read_waiting, remove_bytes, tidy_drafts
from tasks.plan.import_report import ImportReport, MostWouldGo
from tasks.plan.proposal import Look, Proposal, Seen, adopt, answer, look, proposal_of
from tasks.plan.source_error import SourceError
from tests.office import Office

TEXT = """มาตรการส่งเสริมความโปร่งใส องค์การบริหารส่วนตำบลตัวอย่าง ประจำปีงบประมาณ พ.ศ. {year}

ประเด็น\tผู้รับผิดชอบ\tขั้นตอน\tการกำกับติดตาม
O12 รายงานผลการดำเนินงาน\tกองนวัตกรรม\tสรุปผล\tภายในเดือนธันวาคมของทุกปี
E10 ช่องทางร้องเรียน\tสำนักปลัด\tปรับปรุง\tไตรมาสละ 1 ครั้ง
O27 คู่มือ\tกองคลัง\tจัดทำ\tอย่างสม่ำเสมอ
"""


@pytest.fixture
def house(engine, office: Office, settings_for: Callable[..., Settings], database_url: str, now: datetime) -> House:
    built = build(settings_for(database_url))
    return replace(built, engine=engine, clock=lambda: now)


def upload(house: House, office: Office, text: str = TEXT, name: str = "แผน.txt") -> int:
    with transaction(house.engine) as session:
        draft = plan_draft.begin(session, office.agency_id, office.staff["มานี"], 2570, name, house.clock())
    with received(house.settings, [text.format(year=2570).encode()], 10**6) as file:
        storage_of(house.settings).put(draft.stored_as or "", file, "")
        with transaction(house.engine) as session:
            assert plan_draft.arrived(session, draft.id, file.sha256, file.size)
    return draft.id


def at_once(work, *arguments, heard=lambda _: None, **_) -> object:
    return work(*arguments, heard)


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work done in this process: a process of its own takes a second to start, and is tested apart."""
    monkeypatch.setattr("tasks.plan.draft_reading.apart", at_once)


def read_now(house: House, office: Office, text: str = TEXT) -> int:
    number = upload(house, office, text)
    assert read_waiting(house) == 1
    return number


def looked_at(house: House, office: Office, number: int) -> tuple[Look, Seen]:
    with reading(house.engine) as session:
        draft = session.get_one(PlanDraft, number)
        seen = look(session, office.agency_id, proposal_of(draft), date(2026, 11, 30))
        return seen, Seen(draft.revision, seen.against)


def say(house: House, office: Office, number: int, said: Callable[[Proposal], Answers]) -> None:
    with transaction(house.engine) as session:
        answer(session, office.agency_id, number, said)


def take(house: House, office: Office, number: int, seen: Seen, **how) -> ImportReport:
    with transaction(house.engine) as session:
        return adopt(session, office.agency_id, number, seen, office.staff["มานี"], house.clock(), **how)


def trail(session: Session, act: str) -> list[AuditEntry]:
    return list(session.scalars(select(AuditEntry).where(AuditEntry.act == act).order_by(AuditEntry.id)))


def everything(proposal: Proposal) -> Answers:
    said = replace(proposal.answers, units={"กองนวัตกรรม": "กองช่าง"})
    return said.with_row(3, duties=(SetDuty("31 มกราคม 2570"),), party=Party(("กองคลัง",)))


@pytest.mark.usefixtures("here")
def test_a_draft_goes_from_upload_to_plan(house: House, office: Office) -> None:
    number = read_now(house, office)
    shown, _ = looked_at(house, office, number)
    assert [(q.kind, q.rows) for q in shown.questions if q.kind != "note"] == [("unit", (1,)), ("due", (3,))]
    say(house, office, number, everything)
    shown, seen = looked_at(house, office, number)
    assert {q.kind for q in shown.questions} <= {"note"}
    report = take(house, office, number, seen)
    assert (len(report.new_measures), report.undated, report.unassigned) == (3, [], [])
    with reading(house.engine) as session:
        assert session.get_one(PlanDraft, number).state == "adopted"
        owed = progress.of_year(session, office.agency_id, 2570)
        assert len(owed) == shown.calendar.total
        meant = resolve_unit(session, office.agency_id, "กองนวัตกรรม")
        assert meant is not None
        assert meant.name == "กองช่าง", "the spelling is known from now on"
        assert [one.staff_id for one in trail(session, "alias_added")] == [office.staff["มานี"]]
    assert not [f for f in house.settings.evidence_dir.rglob("*") if f.is_file()], (
        "the upload is not kept once it is read"
    )


@pytest.mark.usefixtures("here")
def test_a_person_of_the_document_comes_onto_the_roster_when_a_coordinator_says_so(
    house: House, office: Office
) -> None:
    row = "O13 คู่มือ\tกองคลัง นายสมชาย ทดสอบ ตำแหน่ง นักวิชาการคลัง\tทำ\tภายในเดือนมีนาคม\n"
    number = read_now(house, office, TEXT.split("O12")[0] + row)
    shown, _ = looked_at(house, office, number)
    name = next(q.subject for q in shown.questions if q.kind == "person")
    say(house, office, number, lambda of: replace(of.answers, people={name: name}))
    shown, seen = looked_at(house, office, number)
    assert not [q for q in shown.questions if q.kind == "person"]
    assert shown.calendar.counts == {"กองคลัง": (0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0)}
    take(house, office, number, seen)
    with reading(house.engine) as session:
        assert [o.staff_name for o in progress.of_year(session, office.agency_id, 2570)] == [name]
        person = people.find_staff(session, office.agency_id, "สมชาย")[0]
        assert (person.position, person.unit_id) == ("นักวิชาการคลัง", office.unit["กองคลัง"])
        assert [(one.act, one.staff_id) for one in trail(session, "staff_added")][-1:] == [
            ("staff_added", office.staff["มานี"])
        ]


@pytest.mark.usefixtures("here")
def test_pressing_twice_adopts_once(house: House, office: Office) -> None:
    number = read_now(house, office)
    _, seen = looked_at(house, office, number)
    done: list[object] = []

    def press() -> None:
        try:
            done.append(take(house, office, number, seen))
        except Refusal as why:
            done.append(str(why))

    together = [threading.Thread(target=press) for _ in range(3)]
    for one in together:
        one.start()
    for one in together:
        one.join()
    assert [type(one).__name__ for one in sorted(done, key=str)].count("ImportReport") == 1
    with reading(house.engine) as session:
        assert session.scalar(select(func.count(Measure.id))) == 3


@pytest.mark.usefixtures("here")
def test_what_changed_since_it_was_seen_is_not_adopted_unseen(house: House, office: Office) -> None:
    first, second = read_now(house, office), read_now(house, office, TEXT.replace("O27 คู่มือ", "O28 คู่มือ"))
    _, seen_first = looked_at(house, office, first)
    _, seen_second = looked_at(house, office, second)
    say(house, office, first, everything)
    with pytest.raises(Refusal, match="มีการแก้ไขเพิ่ม"):
        take(house, office, first, seen_first)
    take(house, office, first, looked_at(house, office, first)[1])
    with pytest.raises(Refusal, match="มีการแก้ไขเพิ่ม"):
        take(house, office, second, seen_second)


@pytest.mark.usefixtures("here")
def test_a_corrected_document_is_a_difference_that_keeps_what_was_set(house: House, office: Office) -> None:
    first = read_now(house, office)
    say(house, office, first, everything)
    take(house, office, first, looked_at(house, office, first)[1])
    corrected = TEXT.replace("ปรับปรุง", "ปรับปรุงและเผยแพร่") + "O30 ใหม่\tกองช่าง\tทำ\tทุกเดือน\n"
    second = read_now(house, office, corrected)
    shown, seen = looked_at(house, office, second)
    assert {q.kind for q in shown.questions} <= {"note"}, "nobody is asked twice"
    assert shown.difference
    assert [label for _, label in shown.difference.added] == ["O30 ใหม่"]
    assert [(c.row, [x.field for x in c.changes]) for c in shown.difference.changed] == [(2, ["ขั้นตอน"])]
    assert (shown.difference.withdrawn, shown.difference.alike) == ((), 2)
    report = take(house, office, second, seen)
    assert (len(report.new_measures), report.withdrawn_measures) == (1, [])
    with reading(house.engine) as session:
        owed = [o for o in progress.of_year(session, office.agency_id, 2570) if "O27" in o.codes]
        assert [(o.unit_name, o.due_on) for o in owed] == [("กองคลัง", date(2027, 1, 31))]


@pytest.mark.usefixtures("here")
def test_another_years_plan_in_place_of_this_one_must_be_meant(house: House, office: Office) -> None:
    take(house, office, (first := read_now(house, office)), looked_at(house, office, first)[1])
    other = TEXT.split("O12")[0] + "".join(f"I{n} เรื่องอื่น {n}\tกองคลัง\tก\tทุกเดือน\n" for n in range(1, 5))
    second = read_now(house, office, other)
    _, seen = looked_at(house, office, second)
    with pytest.raises(MostWouldGo):
        take(house, office, second, seen)
    assert len(take(house, office, second, seen, replace_plan=True).withdrawn_measures) == 3


@pytest.mark.usefixtures("here")
def test_a_past_years_document_is_kept_as_history_too(house: House, office: Office) -> None:
    number = upload(house, office, TEXT.replace("{year}", "2569"))
    read_waiting(house)
    take(house, office, number, looked_at(house, office, number)[1])
    with reading(house.engine) as session:
        kinds = {plan.fiscal_year: plan.kind for plan in session.scalars(select(Plan))}
    assert kinds == {2569: "history", 2570: "active"}


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("text", "name", "why"),
    [
        ("ไม่มีตาราง", "แผน.txt", "ไม่พบมาตรการ"),
        ("PK\x03\x04เสีย", "แผน.docx", "ไฟล์เสียหาย"),
        (" ", "แผน.csv", "ไฟล์ว่าง"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_with_what_to_do(
    house: House, office: Office, text: str, name: str, why: str
) -> None:
    number = upload(house, office, text, name)
    read_waiting(house)
    with reading(house.engine) as session:
        draft = session.get_one(PlanDraft, number)
        assert draft.state == "failed"
        assert why in (draft.why or "")
        assert draft.stored_as is None


def test_a_document_of_too_many_measures_is_no_plan() -> None:
    rows = "".join(f"O12 เรื่องที่ {n}\tกองคลัง\tก\tทุกเดือน\n" for n in range(501))
    with pytest.raises(SourceError, match="พบมาตรการเกิน 500"):
        read_both("a.txt", (TEXT.split("O12")[0] + rows).encode(), 2570, lambda _: None)


def test_reading_happens_in_a_process_of_its_own(house: House, office: Office) -> None:
    number = upload(house, office)
    assert read_waiting(house) == 1
    with reading(house.engine) as session:
        assert session.get_one(PlanDraft, number).state == "read"


def test_work_apart_is_ended_when_it_is_to_end_or_breaks(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[object] = []
    with pytest.raises(SourceError, match="ไม่รู้จักไฟล์"):
        apart(read_both, "a.exe", b"x", 2570, seconds=60, heard=said.append)
    assert said == ["เปิดไฟล์"]
    for how, stops in (("stopped", lambda: True), ("time", lambda: False)):
        with pytest.raises(Apart) as end:
            apart(read_both, "a.txt", b"x", 2570, seconds=0, stopping=stops)
        assert end.value.how == how
    with pytest.raises(Apart) as end:
        apart(exit, seconds=60)
    assert end.value.how == "died"
    assert apart_module.__doc__


@pytest.mark.usefixtures("here")
def test_a_reading_that_was_broken_off_is_taken_up_again_and_given_up_in_the_end(
    house: House, office: Office, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = upload(house, office)

    def dies(*_, **__) -> None:
        raise Apart("died")

    monkeypatch.setattr("tasks.plan.draft_reading.apart", dies)
    later = now
    for _ in range(plan_draft.MOST_ATTEMPTS + 1):
        later += timedelta(minutes=1)
        read_waiting(replace(house, clock=lambda at=later: at), iter([False, True]).__next__)
    with reading(house.engine) as session:
        draft = session.get_one(PlanDraft, number)
        assert (draft.state, draft.attempts) == ("failed", plan_draft.MOST_ATTEMPTS + 1)


@pytest.mark.usefixtures("here")
def test_drafts_are_forgotten_in_time(house: House, office: Office, now: datetime) -> None:
    adopted, left, gone = read_now(house, office), read_now(house, office), upload(house, office)
    with transaction(house.engine) as session:
        broken = plan_draft.begin(session, office.agency_id, None, 2570, "ค้าง.pdf", now)
        assert plan_draft.discard(session, office.agency_id, gone, None, now)
        assert not plan_draft.discard(session, office.agency_id + 1, left, None, now), "another office's"
    take(house, office, adopted, looked_at(house, office, adopted)[1])
    assert remove_bytes(house) == 1, "of the one that was discarded unread"
    tidy_drafts(replace(house, clock=lambda: now + timedelta(days=31)))
    with reading(house.engine) as session:
        assert session.scalars(select(PlanDraft.id)).all() == [adopted]
        assert session.get_one(PlanDraft, adopted).reading is None
        assert broken.id not in session.scalars(select(PlanDraft.id)).all()


def test_an_office_cannot_pile_up_drafts(house: House, office: Office, now: datetime) -> None:
    with transaction(house.engine) as session:
        for n in range(plan_draft.MOST_OPEN):
            plan_draft.begin(session, office.agency_id, None, 2570, f"{n}.txt", now)
        with pytest.raises(Refusal, match="ยกเลิกฉบับที่ไม่ใช้ก่อน"):
            plan_draft.begin(session, office.agency_id, None, 2570, "อีก.txt", now)
