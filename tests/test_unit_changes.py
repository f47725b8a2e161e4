"""Units renamed, merged and closed by hand: what hangs on them goes along or stands in the way."""

from datetime import date, datetime

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from models import people, progress, unit_changes
from models.assignee import Assignee
from models.assignment import Assignment, Occurrence, assign, take_step
from models.audit import AuditEntry
from models.chat import ChatType, group_joined, groups, set_type
from models.database import transaction
from models.figures import Owed
from models.people import Staff
from models.records import Status
from models.refusal import Refusal
from models.unit import live_units, resolve_unit
from tasks.plan.apply import Source, import_plan
from tasks.plan.dates import set_dates
from tasks.plan.read_text import parse_text
from tasks.plan.reading import read
from tests.office import Office, make_office

PLAN = """มาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2570
องค์การบริหารส่วนตำบลตัวอย่าง

ประเด็น\tผู้รับผิดชอบ\tขั้นตอน\tการกำกับติดตาม
O12 รายงานผลการดำเนินงานประจำปี\tทุกกอง\tสรุปผลงาน\tรายงานภายในเดือนธันวาคมของทุกปี
O13 รายงานผลการจัดซื้อจัดจ้าง\tกองช่าง\tสรุปผลงาน\tรายงานภายในเดือนมกราคมของทุกปี
"""


def owed_by(session: Session, office: Office, unit: str) -> list[Owed]:
    return [one for one in progress.of_year(session, office.agency_id, 2570) if one.unit_name == unit]


def with_plan(session: Session, office: Office, now: datetime) -> None:
    import_plan(session, office.agency_id, read(parse_text(PLAN), 2570), Source("p", "0"), 2570, now)


def acts(session: Session) -> list[str]:
    return list(session.scalars(select(AuditEntry.act).order_by(AuditEntry.id)))


def test_a_renamed_unit_is_still_found_by_its_old_name(engine: Engine, office: Office, now: datetime):
    with transaction(engine) as session:
        unit_changes.rename(session, office.agency_id, office.unit["กองช่าง"], "กองโยธา", now, office.staff["มานี"])
        assert resolve_unit(session, office.agency_id, "กองช่าง") == resolve_unit(session, office.agency_id, "กองโยธา")
        entry = session.scalars(select(AuditEntry).where(AuditEntry.act == "unit_renamed")).one()
        assert entry.staff_id == office.staff["มานี"]
        assert (entry.about["before"], entry.about["after"]) == ({"name": "กองช่าง"}, {"name": "กองโยธา"})


@pytest.mark.parametrize("name", ["กอง คลัง", " ", "การเงิน", "ก" * 200])
def test_a_unit_takes_no_name_that_is_empty_too_long_or_another_units(
    engine: Engine, office: Office, now: datetime, name: str
):
    with transaction(engine) as session:
        unit_changes.call(session, office.agency_id, office.unit["กองคลัง"], "การเงิน", now)
        with pytest.raises(Refusal):
            unit_changes.rename(session, office.agency_id, office.unit["กองช่าง"], name, now)


def test_a_unit_on_which_something_hangs_is_not_closed_and_what_hangs_is_said(
    engine: Engine, office: Office, now: datetime
):
    with transaction(engine) as session:
        with_plan(session, office, now)
        with pytest.raises(Refusal, match=r"เจ้าหน้าที่ 1 คน · งานที่ยังไม่เสร็จ 2 งวด"):
            unit_changes.close(session, office.agency_id, office.unit["กองช่าง"], now)
        made = unit_changes.add(session, office.agency_id, None, "หน่วยตรวจสอบภายใน", now)
        unit_changes.close(session, office.agency_id, made.id, now, office.staff["มานี"])
        assert made not in live_units(session, office.agency_id)
        assert unit_changes.closed_units(session, office.agency_id) == (made,)
        assert unit_changes.reopen(session, office.agency_id, made.id, now) == made
        assert made in live_units(session, office.agency_id)
        assert acts(session)[-3:] == ["unit_added", "unit_closed", "unit_added"]


def test_a_closed_unit_of_the_name_is_taken_up_again_when_added(engine: Engine, office: Office, now: datetime):
    with transaction(engine) as session:
        made = unit_changes.add(session, office.agency_id, None, "หน่วยตรวจสอบภายใน", now)
        unit_changes.close(session, office.agency_id, made.id, now)
        assert unit_changes.add(session, office.agency_id, None, "หน่วย ตรวจสอบภายใน", now) == made


def test_people_work_groups_names_and_sections_go_over_when_units_are_merged(
    engine: Engine, office: Office, now: datetime
):
    into = office.unit["กองคลัง"]
    with transaction(engine) as session:
        with_plan(session, office, now)
        unit_changes.call(session, office.agency_id, office.unit["กองช่าง"], "ฝ่ายโยธา", now)
        mine = unit_changes.add(session, office.agency_id, office.unit["กองช่าง"], "งานธุรการ", now)
        theirs = unit_changes.add(session, office.agency_id, into, "งานธุรการ", now)
        design = unit_changes.add(session, office.agency_id, office.unit["กองช่าง"], "งานออกแบบ", now)
        group = group_joined(session, office.agency_id, "C" + "1" * 32, now)
        set_type(session, group.id, ChatType.UNIT, office.unit["กองช่าง"], now)
        went = unit_changes.merge(session, office.agency_id, office.unit["กองช่าง"], into, now)
        assert went == unit_changes.Hanging(people=1, open_work=2, chats=1, sections=2)
        units = {unit.id: unit for unit in live_units(session, office.agency_id)}
        assert (office.unit["กองช่าง"] in units, mine.id in units) == (False, False)
        assert (units[theirs.id].parent_id, units[design.id].parent_id) == (into, into)
        assert session.get_one(Staff, office.staff["ธนา"]).unit_id == into
        assert [chat.unit_id for chat in groups(session, office.agency_id, ChatType.UNIT)] == [into]
        for name in ("กองช่าง", "ฝ่ายโยธา"):
            found = resolve_unit(session, office.agency_id, name)
            assert found
            assert found.id == into
        # O12 was owed by both on the same day, O13 by กองช่าง alone.
        assert owed_by(session, office, "กองช่าง") == []
        assert sorted(one.codes for one in owed_by(session, office, "กองคลัง")) == [("O12",), ("O13",)]


def test_the_same_plan_again_changes_nothing_after_units_were_merged(engine: Engine, office: Office, now: datetime):
    with transaction(engine) as session:
        with_plan(session, office, now)
        unit_changes.merge(session, office.agency_id, office.unit["กองช่าง"], office.unit["กองคลัง"], now)
        before = progress.of_year(session, office.agency_id, 2570)
        with_plan(session, office, now)
        assert progress.of_year(session, office.agency_id, 2570) == before


def test_work_that_comes_back_by_a_merger_has_the_dates_it_has_by_then(engine: Engine, office: Office, now: datetime):
    with transaction(engine) as session:
        with_plan(session, office, now)
        (once,) = [one for one in owed_by(session, office, "กองช่าง") if one.codes == ("O13",)]
        assign(session, office.agency_id, once.duty_id, [Assignee("doer", office.unit["กองคลัง"])], now)
        set_dates(session, office.agency_id, once.duty_id, "ภายในเดือนกุมภาพันธ์", now)
    with transaction(engine) as session:
        unit_changes.merge(session, office.agency_id, office.unit["กองคลัง"], office.unit["กองช่าง"], now)
        found = [one.due_on for one in owed_by(session, office, "กองช่าง") if one.codes == ("O13",)]
        assert found == [date(2027, 2, 28)]


def test_a_merger_leaves_no_due_date_to_nobody(engine: Engine, office: Office, now: datetime):
    with transaction(engine) as session:
        with_plan(session, office, now)
        (once,) = [one for one in owed_by(session, office, "กองช่าง") if one.codes == ("O13",)]
        set_dates(session, office.agency_id, once.duty_id, "ภายในเดือนกุมภาพันธ์", now)
        assign(session, office.agency_id, once.duty_id, [Assignee("doer", office.unit["กองคลัง"])], now)
        set_dates(session, office.agency_id, once.duty_id, "ภายในเดือนมกราคม", now)
    with transaction(engine) as session:
        unit_changes.merge(session, office.agency_id, office.unit["กองคลัง"], office.unit["กองช่าง"], now)
        found = [one.due_on for one in owed_by(session, office, "กองช่าง") if one.codes == ("O13",)]
        assert found == [date(2027, 1, 31)]


def test_what_was_finished_before_a_merger_stays_and_what_both_have_begun_stands_in_its_way(
    engine: Engine, office: Office, now: datetime
):
    with transaction(engine) as session:
        with_plan(session, office, now)
        (mine,) = [one for one in owed_by(session, office, "กองช่าง") if one.due_on == date(2026, 12, 31)]
        take_step(session.get_one(Occurrence, mine.occurrence_id), Status.IN_PROGRESS, now)
    with pytest.raises(Refusal, match="กำลังทำ"), transaction(engine) as session:
        unit_changes.merge(session, office.agency_id, office.unit["กองช่าง"], office.unit["กองคลัง"], now)
    with transaction(engine) as session:
        take_step(session.get_one(Occurrence, mine.occurrence_id), Status.COMPLETED, now)
    with transaction(engine) as session:
        unit_changes.merge(session, office.agency_id, office.unit["กองช่าง"], office.unit["กองคลัง"], now)
        assert [one.status for one in owed_by(session, office, "กองช่าง")] == [Status.COMPLETED]
        assert [one.codes for one in owed_by(session, office, "กองคลัง")] == [("O12",), ("O13",)]


def test_a_unit_is_not_merged_with_itself_its_own_section_or_another_offices(
    engine: Engine, office: Office, now: datetime
):
    with transaction(engine) as session:
        other = make_office(session, now, "other", "เทศบาลอื่น")
        section = unit_changes.add(session, office.agency_id, office.unit["กองช่าง"], "งานออกแบบ", now)
        for into in (office.unit["กองช่าง"], section.id, other.unit["กองคลัง"]):
            with pytest.raises(Refusal):
                unit_changes.merge(session, office.agency_id, office.unit["กองช่าง"], into, now)
        with pytest.raises(Refusal):
            unit_changes.close(session, office.agency_id, other.unit["กองคลัง"], now)
        assert len(people.roster(session, other.agency_id)) == 7
        assert session.scalars(select(Assignment)).all() == []


def test_the_name_of_a_closed_unit_is_not_given_to_another(engine: Engine, office: Office, now: datetime):
    with transaction(engine) as session:
        made = unit_changes.add(session, office.agency_id, None, "หน่วยตรวจสอบภายใน", now)
        unit_changes.close(session, office.agency_id, made.id, now)
        with pytest.raises(Refusal, match="ปิดแล้ว"):
            unit_changes.rename(session, office.agency_id, office.unit["กองช่าง"], "หน่วยตรวจสอบภายใน", now)
