"""The roster changed by somebody of the office: what each may do, and what nobody may."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from sqlalchemy import Engine, select

from models import contacts, enrolment, people, roster
from models.audit import AuditEntry
from models.database import transaction
from models.enrolment import RosterRow
from models.records import Role, StaffRecord
from models.refusal import Refusal
from models.unit import add_section
from tasks.roster_apply import apply_roster
from tasks.roster_rows import RosterLine
from tests.office import Office, make_office
from tests.pages import Pages


def who(session: object, office: Office, name: str) -> StaffRecord:
    found = people.staff_by_id(session, office.agency_id, office.staff[name])  # type: ignore[arg-type]
    assert found
    return found


def test_a_person_is_edited_and_the_trail_keeps_before_and_after(engine: Engine, office: Office, now: datetime):
    with transaction(engine) as session:
        by, row = who(session, office, "มานี"), RosterRow("กล้า หาญ", None, office.unit["กองช่าง"], Role.UNIT_HEAD)
        after = roster.edit(session, office.agency_id, office.staff["กล้า"], row, now, by)
        assert (after.name, after.position, after.unit_id) == ("กล้า หาญ", None, office.unit["กองช่าง"])
        entry = session.scalars(select(AuditEntry).where(AuditEntry.act == "staff_updated")).one()
        assert entry.staff_id == by.id
        assert entry.about["before"]["role"] == "officer"
        assert entry.about["after"]["role"] == "unit_head"


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (RosterRow("  "), "name"),
        (RosterRow("ก" * 200), "name"),
        (RosterRow("คุณกล้า"), "name"),
        (RosterRow("สุดา", "ก" * 200), "position"),
        (RosterRow("สุดา", None, 999), "unit"),
        (RosterRow("สุดา", None, None, Role.UNIT_HEAD), "unit"),
        (RosterRow("สุดา", None, None, Role.ADMINISTRATOR), "role"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    engine: Engine, office: Office, now: datetime, row: RosterRow, field: str
):
    with transaction(engine) as session:
        with pytest.raises(Refusal) as refused:
            roster.add(session, office.agency_id, row, now, who(session, office, "มานี"))
        assert refused.value.field == field


def test_nobody_changes_their_own_role_or_takes_themselves_off(engine: Engine, office: Office, now: datetime):
    with transaction(engine) as session:
        for name, role in (("มานี", Role.ADMINISTRATOR), ("สมคิด", Role.COORDINATOR)):
            by = who(session, office, name)
            with pytest.raises(Refusal, match="ตัวเอง"):
                roster.edit(session, office.agency_id, by.id, RosterRow(name, role=role), now, by)
            with pytest.raises(Refusal, match="ตัวเอง"):
                roster.leave(session, office.agency_id, by.id, now, by)


def test_the_last_coordinator_and_the_last_administrator_stay(engine: Engine, office: Office, now: datetime):
    with transaction(engine) as session:
        admin, manee = who(session, office, "สมคิด"), who(session, office, "มานี")
        with pytest.raises(Refusal, match="คนเดียว"):
            roster.leave(session, office.agency_id, manee.id, now, admin)
        with pytest.raises(Refusal, match="คนเดียว"):
            roster.edit(session, office.agency_id, manee.id, RosterRow("มานี", role=Role.OFFICER), now, admin)
        roster.edit(session, office.agency_id, office.staff["กล้า"], RosterRow("กล้า", role=Role.COORDINATOR), now, admin)
        roster.leave(session, office.agency_id, manee.id, now, admin)
        with pytest.raises(Refusal, match="ผู้ดูแลระบบ"):
            roster.leave(session, office.agency_id, admin.id, now, who(session, office, "กล้า"))


def test_who_leaves_loses_the_account_and_may_come_back(engine: Engine, office: Office, now: datetime):
    with transaction(engine) as session:
        kla, by = office.staff["กล้า"], who(session, office, "มานี")
        contact = contacts.meet(session, office.agency_id, "U" + "1" * 32, "กล้า", now)
        contacts.bind_at_once(session, contact.id, kla, now)
        roster.leave(session, office.agency_id, kla, now, by)
        assert contacts.contact_of(session, office.agency_id, kla) is None
        with pytest.raises(Refusal):
            roster.leave(session, office.agency_id, kla, now, by)
        assert roster.add(session, office.agency_id, RosterRow("กล้า"), now, by).id == kla


def test_a_file_gives_no_role_that_its_bearer_may_not_give(engine: Engine, office: Office, now: datetime):
    lines = (
        RosterLine(2, "มานี", None, None, Role.ADMINISTRATOR),
        RosterLine(3, "สุดา", None, "กองคลัง", Role.ADMINISTRATOR),
        RosterLine(4, "สมคิด", None, None, Role.OFFICER),
        RosterLine(5, "กล้า", None, None, Role.EXECUTIVE),
        RosterLine(6, "มานี", "นักจัดการงานทั่วไป", None, Role.COORDINATOR),
    )
    with transaction(engine) as session:
        report = apply_roster(session, office.agency_id, lines, (), now, who(session, office, "มานี"))
        assert [fault.line for fault in report.faults] == [2, 3, 4]
        assert report.change.updated == ("กล้า", "มานี")
        assert who(session, office, "มานี").position == "นักจัดการงานทั่วไป"
        assert [p.name for p in people.roster(session, office.agency_id) if p.role == Role.ADMINISTRATOR] == ["สมคิด"]


def test_a_name_known_in_another_unit_is_somebody_elses_until_it_is_said_to_have_moved(
    engine: Engine, office: Office, now: datetime
):
    there, lines = office.unit["กองช่าง"], (RosterLine(2, "นายกล้า", None, "กองช่าง"), RosterLine(3, "ธนา", "นายช่าง"))
    with transaction(engine) as session:
        report = apply_roster(session, office.agency_id, lines, (), now)
        assert [fault.words for fault in report.faults] == [
            "นายกล้า: มี “กล้า” อยู่ที่กองคลังแล้ว หากเป็นคนละคน ใส่นามสกุลให้ต่างกัน "
            "หากคนเดิมย้ายมากองช่าง แก้สังกัดในทะเบียน หรือนำเข้าไฟล์แบบมีคนย้ายสังกัด"
        ]
        assert (report.change.updated, who(session, office, "กล้า").unit_id) == (("ธนา",), office.unit["กองคลัง"])
        with pytest.raises(Refusal, match="อยู่ที่กองคลังแล้ว"):
            enrolment.add_staff(session, office.agency_id, RosterRow("กล้า", unit_id=there), now)
    with transaction(engine) as session:
        again = (*lines, RosterLine(4, "กล้า", None, "กองคลัง"))  # once more, and elsewhere: two people
        report = apply_roster(session, office.agency_id, again, (), now, moving=True)
        assert [(fault.line, fault.words) for fault in report.faults] == [
            (4, "กล้า: มี “กล้า” อยู่ที่กองช่างแล้ว หากเป็นคนละคน ใส่นามสกุลให้ต่างกัน")
        ]
        assert report.change.updated == ("กล้า",)
        assert who(session, office, "กล้า").unit_id == there


def test_who_goes_to_a_section_of_the_same_unit_is_plainly_the_same_person(
    engine: Engine, office: Office, now: datetime
):
    with transaction(engine) as session:
        section = add_section(session, office.agency_id, office.unit["กองคลัง"], "งานพัสดุ").id
        kla, what = enrolment.add_staff(session, office.agency_id, RosterRow("กล้า", unit_id=section), now)
        assert (kla.id, kla.unit_id, what) == (office.staff["กล้า"], section, "updated")


def test_a_coordinator_renames_or_moves_no_administrator(engine: Engine, office: Office, now: datetime):
    with transaction(engine) as session:
        manee, admin = who(session, office, "มานี"), who(session, office, "สมคิด")
        with pytest.raises(Refusal, match="ผู้ดูแลระบบเท่านั้น"):
            roster.edit(session, office.agency_id, admin.id, RosterRow("สมคิด ใหม่", role=admin.role), now, manee)
        lines = (RosterLine(2, "สมคิด", "คนสวน"), RosterLine(3, "สมคิด"), RosterLine(4, "กล้า", "นิติกร"))
        report = apply_roster(session, office.agency_id, lines, (), now, manee)
        assert ([fault.line for fault in report.faults], report.change.updated) == ([2], ("กล้า",))
        assert who(session, office, "สมคิด") == admin
        assert roster.edit(session, office.agency_id, admin.id, RosterRow("สมคิด ใหม่"), now, admin).name == "สมคิด ใหม่"


def test_an_administrator_who_left_does_not_come_back_as_one_by_a_coordinators_word(
    engine: Engine, office: Office, now: datetime
):
    with transaction(engine) as session:
        people.remove_staff(session, office.agency_id, office.staff["สมคิด"], now)
        by = who(session, office, "มานี")
        report = apply_roster(session, office.agency_id, (RosterLine(2, "สมคิด"),), (), now, by)
        assert [fault.line for fault in report.faults] == [2]
        with pytest.raises(Refusal):
            roster.add(session, office.agency_id, RosterRow("สมคิด"), now, by)


def test_nobody_of_another_office_is_reached(engine: Engine, office: Office, now: datetime):
    with transaction(engine) as session:
        other, by = make_office(session, now, "other", "เทศบาลอื่น"), who(session, office, "มานี")
        with pytest.raises(Refusal):
            roster.leave(session, office.agency_id, other.staff["กล้า"], now, by)
        with pytest.raises(Refusal):
            roster.edit(session, office.agency_id, other.staff["กล้า"], RosterRow("กล้า"), now, by)
        with pytest.raises(Refusal):
            roster.add(session, office.agency_id, RosterRow("สุดา", None, other.unit["กองคลัง"]), now, by)


def test_two_coordinators_who_demote_each_other_at_once_do_not_both_succeed(pages: Pages):
    office = pages.office
    with transaction(pages.engine) as session:
        admin = who(session, office, "สมคิด")
        row = RosterRow("กล้า", role=Role.COORDINATOR)
        roster.edit(session, office.agency_id, office.staff["กล้า"], row, pages.now, admin)
    pairs = [(pages.signed_in(one), other) for one, other in (("มานี", "กล้า"), ("กล้า", "มานี"))]
    for browser, _ in pairs:
        browser.get("/office")
    with ThreadPoolExecutor(2) as pool:
        answers = [
            pool.submit(browser.post, f"/office/people/{office.staff[other]}", name=other, role="officer")
            for browser, other in pairs
        ]
        statuses = sorted(answer.result().status_code for answer in answers)
    assert statuses[0] == 302
    assert statuses[1] in (401, 403, 422)
    with transaction(pages.engine) as session:
        assert len(people.coordinators(session, office.agency_id)) == 1
