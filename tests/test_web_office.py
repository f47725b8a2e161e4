"""The *Office* pages as coordinators and administrators use them: what is kept, what is refused, whose they are."""

import io
import re
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook
from sqlalchemy import select
from werkzeug.test import TestResponse

from bot.messages import guidance
from models import agency, calendar_link, contacts, join_codes, own_days, page_access, people, unit_changes
from models import ladder as ladders
from models.audit import AuditEntry
from models.calendar_link import Whose
from models.chat import ChatType, group_joined, groups, private_chat
from models.database import transaction
from models.milestones import of_year
from models.outbox import NewMessage, OutboxMessage, enqueue
from models.people import Staff
from models.records import Role, Voice
from models.unit import live_units
from tests.office import make_office
from tests.pages import Browser, Pages, words_in
from web.office import roster_import
from web.office.trail_words import ACTS, Names, changes

LOOKS = (
    *("", "/units", "/people", "/people/new", "/people/import", "/waiting", "/groups", "/days", "/reminding"),
    *("/settings", "/milestones", "/outbox", "/told", "/trail", "/sessions"),
)
pytestmark = pytest.mark.one_database


def roster_file(*rows: tuple[str, ...]) -> tuple[io.BytesIO, str]:
    book, held = Workbook(), io.BytesIO()
    assert book.active
    for row in (("ชื่อ", "ตำแหน่ง", "สังกัด", "บทบาท"), *rows):
        book.active.append(row)
    book.save(held)
    held.seek(0)
    return held, "roster.xlsx"


def send(browser: Browser, address: str, **fields: object) -> TestResponse:
    """Open a page of the office, whose token every form there would hold, and send."""
    browser.get("/office")
    return browser.post(address, **fields)


def went(browser: Browser, answer: TestResponse) -> str:
    """Where a form that was taken leads, in words."""
    assert answer.status_code == 302, words_in(answer.text)
    return browser.read(answer.location)


def refused(answer: TestResponse) -> str:
    assert answer.status_code == 422, answer.status_code
    return words_in(answer.text)


@pytest.mark.parametrize("look", LOOKS)
def test_only_who_keeps_the_office_sees_its_pages(pages: Pages, look: str):
    for name in ("มานี", "สมคิด"):
        assert pages.signed_in(name).get(f"/office{look}").status_code == 200
    for name in ("กล้า", "ธนา", "ปิติ"):
        browser = pages.signed_in(name)
        assert browser.get(f"/office{look}").status_code == 403
    assert pages.nobody().get(f"/office{look}").status_code == 401
    assert "หน่วยงาน" not in re.findall(r"<nav.*?</nav>", browser.page, re.DOTALL)[0]


def test_rows_of_another_office_are_not_there(pages: Pages):
    with transaction(pages.engine) as session:
        other = make_office(session, pages.now, "other", "เทศบาลอื่น")
        group = group_joined(session, other.agency_id, "C" + "7" * 32, pages.now)
        contact = contacts.meet(session, other.agency_id, "U" + "7" * 32, "ดาว", pages.now)
        code = join_codes.make_staff_code(session, other.agency_id, other.staff["กล้า"], pages.now)
        code_id = join_codes.usable(session, other.agency_id, pages.now)[0].id
        before = session.scalars(select(AuditEntry.id)).all()
    unit, person, browser = other.unit["กองคลัง"], other.staff["กล้า"], pages.signed_in("มานี")
    for look in (f"units/{unit}", f"units/{unit}/close", f"people/{person}", f"people/{person}/leave"):
        assert browser.get(f"/office/{look}").status_code == 404
    for look in (f"groups/{group.id}", f"told?staff_id={person}", "milestones/2570/none", "milestones?year=9999"):
        assert browser.get(f"/office/{look}").status_code == 404
    mine = pages.office.unit["กองช่าง"]
    for address, fields in (
        (f"units/{unit}/name", {"name": "ใหม่"}),
        (f"units/{unit}/aliases", {"alias": "ใหม่"}),
        (f"units/{unit}/close", {}),
        (f"units/{unit}/reopen", {}),
        (f"units/{mine}/merge", {"into": unit}),
        ("units", {"name": "งานใหม่", "parent": unit}),
        (f"people/{person}", {"name": "กล้า"}),
        (f"people/{person}/leave", {}),
        (f"people/{person}/code", {}),
        (f"people/{person}/sign-out", {}),
        (f"groups/{group.id}", {"type": "public"}),
        (f"waiting/{contact.id}", {"answer": "yes", "person": person}),
    ):
        assert send(browser, f"/office/{address}", **fields).status_code == 404, address
    send(browser, f"/office/codes/{code_id}/revoke")
    with transaction(pages.engine) as session:
        found = join_codes.look_up(session, other.agency_id, code.replace("-", ""), pages.now)
        assert found
        assert found.state == "usable"
        acts = session.scalars(select(AuditEntry.act).where(AuditEntry.id.not_in(before))).all()
        assert set(acts) == {"signed_in"}


def test_a_form_without_its_token_changes_nothing(pages: Pages):
    browser = pages.signed_in("มานี")
    assert browser.client.post("/office/units", data={"name": "กองใหม่"}).status_code == 400
    with transaction(pages.engine) as session:
        assert len(live_units(session, pages.office.agency_id)) == 4


def test_a_unit_is_added_renamed_called_merged_and_closed(pages: Pages):
    browser = pages.signed_in("มานี")
    assert "เพิ่ม กองสวัสดิการ แล้ว" in went(browser, send(browser, "/office/units", name="กองสวัสดิการ"))
    assert "มี กองสวัสดิการ อยู่แล้ว" in went(browser, send(browser, "/office/units", name="กอง สวัสดิการ"))
    with transaction(pages.engine) as session:
        made = live_units(session, pages.office.agency_id)[-1].id
    assert "ต้องระบุชื่อ" in refused(send(browser, f"/office/units/{made}/name", name=" "))
    assert "ชื่อเดิมยังใช้" in went(browser, send(browser, f"/office/units/{made}/name", name="กองสังคม"))
    went(browser, send(browser, f"/office/units/{made}/aliases", alias="ฝ่ายสังคม"))
    assert "อื่นอยู่แล้ว" in refused(send(browser, f"/office/units/{made}/aliases", alias="กองคลัง"))
    went(browser, send(browser, f"/office/units/{made}/aliases", remove="ฝ่ายสังคม"))
    into = pages.office.unit["กองคลัง"]
    assert "จะหมายถึง กองคลัง" in browser.read(f"/office/units/{made}/merge?into={into}")
    assert "รวม กองสังคม เข้ากับ กองคลัง" in went(browser, send(browser, f"/office/units/{made}/merge", into=into))
    assert send(browser, f"/office/units/{made}/merge", into=into).status_code == 404  # pressed twice
    assert "เจ้าหน้าที่ 2 คน" in browser.read(f"/office/units/{into}/close")
    assert "ยังปิดไม่ได้" in refused(send(browser, f"/office/units/{into}/close"))
    assert "กองสังคม" in browser.read("/office/units")
    assert "อีกครั้งแล้ว" in went(browser, send(browser, f"/office/units/{made}/reopen"))
    assert "ปิด กองสังคม แล้ว" in went(browser, send(browser, f"/office/units/{made}/close"))
    trail = browser.read("/office/trail?kind=office")
    assert "เปลี่ยนชื่อส่วนราชการ" in trail
    assert "ชื่อ: กองสวัสดิการ → กองสังคม" in trail


def test_a_person_is_added_edited_and_taken_off_and_what_is_wrong_stands_beside_its_field(pages: Pages):
    browser = pages.signed_in("มานี")
    new = {"name": "สุดา ใจดี", "position": "นิติกร", "unit": pages.office.unit["สำนักปลัด"], "role": "officer"}
    assert "เพิ่ม สุดา ใจดี" in went(browser, send(browser, "/office/people/new", **new))
    assert "ในทะเบียนแล้ว" in refused(send(browser, "/office/people/new", **new))  # pressed twice
    answer = send(browser, "/office/people/new", **{**new, "name": "ดาว", "role": "administrator"})
    assert 'id="role-wrong"' in answer.text
    assert "ผู้ดูแลระบบเท่านั้น" in refused(answer)
    assert 'value="ดาว"' in answer.text
    refused(send(browser, "/office/people/new", **{**new, "name": "ดาว", "unit": "999999"}))
    refused(send(browser, "/office/people/new", **{**new, "name": "ดาว", "unit": "x"}))
    refused(send(browser, "/office/people/new", **{**new, "name": "ดาว", "role": "king"}))
    kla = pages.office.staff["กล้า"]
    went(browser, send(browser, f"/office/people/{kla}", name="กล้า หาญ", unit=new["unit"], role="unit_head"))
    assert "กล้า หาญ" in browser.read("/office/people?q=กล้า&role=unit_head")
    assert "ออกจากทะเบียนแล้ว" in went(browser, send(browser, f"/office/people/{kla}/leave"))
    assert send(browser, f"/office/people/{kla}/leave").status_code == 404
    entries = browser.read("/office/trail?kind=people")
    assert "บทบาท: เจ้าหน้าที่ → หัวหน้าส่วน" in entries


def test_nobody_raises_themselves_or_takes_the_last_of_a_role_away(pages: Pages):
    office, browser = pages.office, pages.signed_in("มานี")
    manee, somkid = office.staff["มานี"], office.staff["สมคิด"]
    assert "เปลี่ยนบทบาทของตัวเองไม่ได้" in browser.read(f"/office/people/{manee}")
    refused(send(browser, f"/office/people/{manee}", name="มานี", role="administrator"))
    refused(send(browser, f"/office/people/{somkid}", name="สมคิด", role="officer"))
    refused(send(browser, f"/office/people/{somkid}/leave"))
    admin = pages.signed_in("สมคิด")
    assert "คนเดียว" in refused(send(admin, f"/office/people/{manee}/leave"))
    assert "คนเดียว" in refused(send(admin, f"/office/people/{manee}", name="มานี", role="officer"))
    with transaction(pages.engine) as session:
        roles = {one.name: one.role for one in people.roster(session, office.agency_id)}
        assert (roles["มานี"], roles["สมคิด"]) == (Role.COORDINATOR, Role.ADMINISTRATOR)


def test_who_stands_in_another_unit_in_a_file_moves_only_where_that_was_said(pages: Pages):
    browser, row = pages.signed_in("มานี"), ("กล้า", "", "กองช่าง", "เจ้าหน้าที่")
    asked = send(browser, "/office/people/import", file=roster_file(row)).text
    assert "มี “กล้า” อยู่ที่กองคลังแล้ว หากเป็นคนละคน ใส่นามสกุลให้ต่างกัน" in words_in(asked)
    browser.page = send(browser, "/office/people/import", file=roster_file(row), move="1").text
    assert "สังกัด: กองคลัง → กองช่าง" in words_in(browser.page)
    given = dict(re.findall(r'name="(sealed|move)" value="([^"]+)"', browser.page))
    assert "แก้ไข 1 คน" in went(browser, browser.post("/office/people/import/apply", **given))


def test_a_file_is_looked_at_first_and_taken_over_when_pressed(pages: Pages):
    browser = pages.signed_in("มานี")
    rows = (
        ("สุดา ใจดี", "นิติกร", "สำนักปลัด", "เจ้าหน้าที่"),
        ("กล้า", "หัวหน้าฝ่ายการเงิน", "กองคลัง", "เจ้าหน้าที่"),
        ("ธนา", "ผู้อำนวยการกองช่าง", "กองช่าง", "หัวหน้าส่วน"),
        ("ดาว", "ครู", "กองดารา", "ราชา"),
        ("มานะ", "นายช่าง", "กองช่าง/งานออกแบบ", "ผู้ดูแลระบบ"),
        ("แก้ว", "", "กองประปา", ""),
    )
    page = send(browser, "/office/people/import", file=roster_file(*rows))
    words = words_in(page.text)
    assert page.status_code == 200
    for told in (
        "เพิ่มใหม่ 2",
        "แก้ไข 1 กล้า ตำแหน่ง: นักวิชาการเงินและบัญชี → หัวหน้าฝ่ายการเงิน",
        "เหมือนเดิม 1",
        "บรรทัด 5",
        "บรรทัด 6",
        "กองประปา",
    ):
        assert told in words, told
    with transaction(pages.engine) as session:
        assert len(people.roster(session, pages.office.agency_id)) == 7
        assert len(live_units(session, pages.office.agency_id)) == 4
    browser.page = page.text
    sealed = re.search(r'name="sealed" value="([^"]+)"', page.text)
    assert sealed
    assert "เพิ่ม 2 คน แก้ไข 1 คน" in went(browser, browser.post("/office/people/import/apply", sealed=sealed[1]))
    again = went(browser, browser.post("/office/people/import/apply", sealed=sealed[1]))  # pressed twice
    assert "เพิ่ม 0 คน แก้ไข 0 คน" in again
    with transaction(pages.engine) as session:
        added = session.scalars(select(Staff).where(Staff.name == "สุดา ใจดี")).one()
        entry = session.scalars(select(AuditEntry).where(AuditEntry.act == "staff_added")).all()[0]
        assert (entry.staff_id, entry.about["about"]) == (pages.office.staff["มานี"], added.id)
        assert all(one.role != Role.ADMINISTRATOR or one.name == "สมคิด" for one in session.scalars(select(Staff)))


def test_a_file_that_cannot_be_taken_says_what_to_do(pages: Pages, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(roster_import, "LARGEST", 100_000)
    browser = pages.signed_in("มานี")
    for file, told in (
        (None, "เลือกไฟล์"),
        ((io.BytesIO(b"%PDF-"), "roster.pdf"), ".xlsx หรือ .csv"),
        ((io.BytesIO(b"PK broken"), "roster.xlsx"), "ไฟล์"),
        ((io.BytesIO(b"x" * 100_001), "roster.csv"), "ใหญ่เกิน"),
        ((io.BytesIO("\n".join(["ชื่อ,ตำแหน่ง", *(f"คนที่{n},ครู" for n in range(1001))]).encode()), "r.csv"), "เกิน 1,000"),
    ):
        assert told in refused(send(browser, "/office/people/import", **({"file": file} if file else {})))
    words = words_in(send(browser, "/office/people/import", file=(io.BytesIO("ก,ข\n1,2".encode()), "r.csv")).text)
    assert "ไม่พบหัวตาราง" in words


def test_what_was_looked_at_is_good_for_an_hour_and_for_who_looked(pages: Pages):
    browser = pages.signed_in("มานี")
    page = send(browser, "/office/people/import", file=roster_file(("สุดา", "นิติกร", "สำนักปลัด", "เจ้าหน้าที่")))
    found = re.search(r'name="sealed" value="([^"]+)"', page.text)
    assert found
    for other in (pages.signed_in("สมคิด"), browser):
        sealed = found[1] if other is not browser else found[1][:-3] + "xxx"
        assert "เลือกไฟล์เดิม" in refused(send(other, "/office/people/import/apply", sealed=sealed))


def test_who_waits_is_confirmed_or_not_and_hears_of_it(pages: Pages):
    with transaction(pages.engine) as session:
        for n, name in ((1, "กล้า"), (2, "ชูใจ")):
            one = contacts.meet(session, pages.office.agency_id, "U" + str(n) * 32, f"บัญชี{name}", pages.now)
            contacts.followed(session, one.id, pages.now)
            contacts.ask_binding(session, one.id, pages.office.staff[name], pages.now)
        waiting = {one.staff_id: one.id for one in contacts.pending(session, pages.office.agency_id)}
    browser = pages.signed_in("สมคิด")
    assert "“บัญชีกล้า” ขอลงทะเบียนเป็น กล้า" in browser.read("/office/waiting")
    kla, choojai = pages.office.staff["กล้า"], pages.office.staff["ชูใจ"]
    yes = {"answer": "yes", "person": kla}
    assert "ยืนยันแล้ว" in went(browser, send(browser, f"/office/waiting/{waiting[kla]}", **yes))
    assert "มีผู้พิจารณาแล้ว" in went(browser, send(browser, f"/office/waiting/{waiting[kla]}", **yes))
    no = {"answer": "no", "person": choojai}
    assert "ลงทะเบียนใหม่ได้" in went(browser, send(browser, f"/office/waiting/{waiting[choojai]}", **no))
    with transaction(pages.engine) as session:
        assert contacts.contact_of(session, pages.office.agency_id, kla)
        assert contacts.pending(session, pages.office.agency_id) == ()
        entry = session.scalars(select(AuditEntry).where(AuditEntry.act == "binding_confirmed")).one()
        assert entry.staff_id == pages.office.staff["สมคิด"]
        keys = session.scalars(select(OutboxMessage.key)).all()
        assert sorted(key.split("/")[2] for key in keys) == sorted(map(str, (kla, choojai)))


def test_a_code_is_shown_once_and_can_be_taken_back(pages: Pages):
    browser, kla = pages.signed_in("มานี"), pages.office.staff["กล้า"]
    shown = words_in(send(browser, f"/office/people/{kla}/code").text)
    code = re.search(r"\b[A-Z2-9]{4}-[A-Z2-9]{4}\b", shown)
    assert code
    listed = browser.read("/office/waiting")
    assert code[0] not in listed
    assert "รหัสของ กล้า" in listed
    with transaction(pages.engine) as session:
        code_id = join_codes.usable(session, pages.office.agency_id, pages.now)[0].id
    assert "ยกเลิกรหัสแล้ว" in went(browser, send(browser, f"/office/codes/{code_id}/revoke"))
    assert "หมดอายุแล้ว" in went(browser, send(browser, f"/office/codes/{code_id}/revoke"))


def test_a_group_is_given_its_purpose_and_told_what_a_push_costs(pages: Pages):
    with transaction(pages.engine) as session:
        made = group_joined(session, pages.office.agency_id, "C" + "1" * 32, pages.now, "กลุ่มกองช่าง")
    browser = pages.signed_in("มานี")
    assert "ยังไม่กำหนด" in browser.read("/office/groups")
    assert "เลือกส่วนราชการ" in refused(send(browser, f"/office/groups/{made.id}", type="unit"))
    refused(send(browser, f"/office/groups/{made.id}", type="private"))
    unit = pages.office.unit["กองช่าง"]
    went(browser, send(browser, f"/office/groups/{made.id}", type="unit", unit=unit))
    assert "ส่วนราชการ · กองช่าง" in browser.read("/office/groups")
    went(browser, send(browser, f"/office/groups/{made.id}", type="public", unit=unit))
    with transaction(pages.engine) as session:
        assert [(g.type, g.unit_id) for g in groups(session, pages.office.agency_id)] == [(ChatType.PUBLIC, None)]
    assert "ชนิดกลุ่ม: ส่วนราชการ → สาธารณะ" in browser.read("/office/trail")
    assert "พิมพ์รหัสนี้ในกลุ่ม" in words_in(send(browser, "/office/groups/code", type="staff").text)
    refused(send(browser, "/office/groups/code"))


def test_a_day_off_is_set_and_taken_back(pages: Pages):
    browser = pages.signed_in("มานี")
    off = {"day": "30 ธ.ค. 2569", "kind": "closed", "reason": "ประกาศจังหวัด"}
    assert "เป็นวันหยุดแล้ว" in went(browser, send(browser, "/office/days", **off))
    assert "อยู่แล้ว" in refused(send(browser, "/office/days", **off))  # pressed twice
    for wrong in (
        {"day": "เมื่อไหร่"},
        {"day": "1 พ.ย. 2569"},
        {"day": "5 ธ.ค. 2569"},
        {"reason": " ", "day": "2026-12-29"},
    ):
        refused(send(browser, "/office/days", **{**off, **wrong}))
    went(browser, send(browser, "/office/days/2026-12-30/clear"))
    went(browser, send(browser, "/office/days/2026-12-30/clear"))
    assert send(browser, "/office/days/someday/clear").status_code == 404
    with transaction(pages.engine) as session:
        assert own_days.own_days(session, pages.office.agency_id, date(2026, 1, 1)) == ()


def test_the_days_of_reminding_are_chosen_edited_and_given_back(pages: Pages):
    browser, standard = pages.signed_in("มานี"), ladders.PRESETS[0]
    assert standard.ladder is None
    assert "ยังไม่ได้บันทึก" in browser.read("/office/reminding?preset=light")

    def fields() -> dict[str, str]:
        return dict(re.findall(r'<input id="(\w+)" name="\w+" type="text" value="([^"]*)"', browser.page))

    went(browser, send(browser, "/office/reminding", **fields()))
    with transaction(pages.engine) as session:
        assert ladders.own_ladder(session, pages.office.agency_id) == ladders.PRESETS[1].ladder
    wrong = refused(send(browser, "/office/reminding", **{**fields(), "monthly": "40"}))
    assert "ล่วงหน้าได้ไม่เกิน 27 วัน" in wrong
    refused(send(browser, "/office/reminding", **{**fields(), "yearly": "สามสิบ"}))
    refused(send(browser, "/office/reminding", **{**fields(), "unit_head": ""}))
    browser.read("/office/reminding?preset=standard")
    went(browser, send(browser, "/office/reminding", **fields()))
    with transaction(pages.engine) as session:
        assert ladders.own_ladder(session, pages.office.agency_id) is None
    assert "วันเตือน: งานรายปี ก่อน 14, 3, 0 วัน" in browser.read("/office/trail")


def test_the_office_says_how_it_is_called_and_spoken_to(pages: Pages):
    browser = pages.signed_in("สมคิด")
    wanted = {
        "name": "เทศบาลตัวอย่าง",
        "website": "https://www.example.go.th/home",
        "quota": "๑๕,๐๐๐",
        "particle": "ครับ",
        "digits": "thai",
        "names": "positions",
        "privacy_contact": "งานนิติการ โทร. 0 2000 0000",
        "meeting": "พุธที่ 3",
    }
    went(browser, send(browser, "/office/settings", **wanted))
    with transaction(pages.engine) as session:
        after = agency.by_id(session, pages.office.agency_id)
    assert (after.name, after.website, after.quota) == ("เทศบาลตัวอย่าง", "example.go.th", 15000)
    assert (after.voice, after.by_position, after.meeting) == (Voice("ครับ", "thai"), True, "วันพุธที่ 3 ของเดือน")
    assert after.privacy_contact == "งานนิติการ โทร. 0 2000 0000"
    for field, value in (
        ("name", " "),
        ("website", "ไม่มี"),
        ("quota", "0"),
        ("quota", "มาก"),
        ("meeting", "สักวัน"),
        ("particle", "จ้ะ"),
    ):
        answer = send(browser, "/office/settings", **{**wanted, field: value})
        refused(answer)
        assert f'id="{field}-wrong"' in answer.text or field == "particle"
    refused(send(browser, "/office/settings", **{**wanted, "privacy_contact": "ก" * 201}))
    trail = browser.read("/office/trail?kind=office")
    assert "โควตา: 300 → 15000" in trail


def test_a_step_of_the_assessment_is_moved_added_and_taken_away(pages: Pages):
    browser = pages.signed_in("มานี")
    assert "คาดการณ์" in browser.read("/office/milestones?year=2570")
    moved = {
        "title": "ตอบแบบวัด OIT",
        "starts": "15 มี.ค. 2570",
        "ends": "30 เม.ย. 2570",
        "source": "หนังสือ",
        "certain": "yes",
    }
    assert "จะเลื่อนตาม" in went(browser, send(browser, "/office/milestones/2570/oit", **moved))
    new = {"title": "ประชุมชี้แจง", "starts": "1 ก.พ. 2570", "certain": "yes"}
    went(browser, send(browser, "/office/milestones/2570", **new))
    assert "มีรายการชื่อนี้แล้ว" in refused(send(browser, "/office/milestones/2570", **new))  # pressed twice
    refused(send(browser, "/office/milestones/2570", **{**new, "title": "อื่น", "starts": "x"}))
    refused(send(browser, "/office/milestones/2570/oit", **{**moved, "ends": "1 ม.ค. 2570"}))
    with transaction(pages.engine) as session:
        steps = {one.title: one.starts_on for one in of_year(session, pages.office.agency_id, 2570)}
        assert (steps["ตอบแบบวัด OIT"], steps["ประชุมชี้แจง"]) == (date(2027, 3, 15), date(2027, 2, 1))
    assert "นำ “ตอบแบบวัด OIT” ออก" in went(browser, send(browser, "/office/milestones/2570/oit/remove"))
    assert send(browser, "/office/milestones/2570/oit/remove").status_code == 404
    assert send(browser, "/office/milestones/2570/nothing", **moved).status_code == 404


def test_the_outbox_tells_what_waits_what_it_would_cost_and_what_line_refused(pages: Pages):
    with transaction(pages.engine) as session:
        person = contacts.meet(session, pages.office.agency_id, "U" + "1" * 32, "กล้า", pages.now)
        private = private_chat(session, person.id, pages.now)
        group = group_joined(session, pages.office.agency_id, "C" + "1" * 32, pages.now, "กลุ่มภายใน")
        for n, chat_id in enumerate((private.id, group.id, group.id)):
            enqueue(session, _message(pages, chat_id, f"m{n}", pages.now), pages.now)
        refused_one = session.scalars(select(OutboxMessage).where(OutboxMessage.key == "m1")).one()
        refused_one.state, refused_one.why = "refused", "Failed to send messages"
    browser = pages.signed_in("มานี")
    words = browser.read("/office/outbox")
    assert "ใช้ไปแล้ว 0 จาก 300 ข้อความ" in words
    assert "รอส่ง 2 เรื่อง ใน 2 แชต · ถ้าไม่มีใครพูดจนต้อง push ทั้งหมด นับไม่เกิน 201 ข้อความ" in words
    assert "คิดเผื่อไว้ 200 คน" in words
    assert "Failed to send messages" in browser.read("/office/outbox?state=refused")
    assert "Failed to send messages" not in browser.read("/office/outbox?state=waiting&page=99")
    assert "ไม่มีข้อความที่ตรง" in browser.read("/office/outbox?chat=อื่น&since=2026-01-01&state=xx")
    for odd in ("since=0001-01-01", "since=x", "page=-4", "page=x"):
        browser.read(f"/office/outbox?{odd}")


def _message(pages: Pages, chat_id: int, key: str, now: datetime) -> NewMessage:
    late = now + timedelta(days=1)
    return NewMessage(
        pages.office.agency_id, chat_id, key, "notice", "request", {"messages": [], "about": []}, now, late, late
    )


def test_the_trail_is_paged_and_chosen_from(pages: Pages):
    with transaction(pages.engine) as session:
        for n in range(60):
            unit_changes.call(
                session,
                pages.office.agency_id,
                pages.office.unit["กองคลัง"],
                f"ชื่อที่{n}",
                pages.now,
                pages.office.staff["มานี"],
            )
    browser = pages.signed_in("มานี")
    assert "หน้า 1 จาก 2" in browser.read("/office/trail?kind=office")
    assert "ชื่อที่0" in browser.read("/office/trail?kind=office&page=2")
    nobody = f"/office/trail?kind=office&by={pages.office.staff['สมคิด']}"
    assert "ไม่มีรายการที่ตรง" in browser.read(nobody)
    assert "60 รายการ" in browser.read("/office/trail?kind=office&since=30 พ.ย. 2569&until=2026-11-30")
    assert "ไม่มีรายการที่ตรง" in browser.read("/office/trail?until=2026-11-29")
    for odd in ("since=0001-01-01", "until=9999-12-31", "by=x", "kind=zz", "page=0"):
        browser.read(f"/office/trail?{odd}")


def test_every_act_of_the_trail_is_told_in_thai():
    """The acts named where they are noted, in every file of the product."""
    noted = re.compile(r"(?:audit\.note(?:_change)?|_noted)\([^)]*?\"([a-z_]+)\"", re.DOTALL)
    folders = [Path(folder) for folder in ("models", "bot", "tasks", "web")]
    acts = {
        act for folder in folders for file in folder.rglob("*.py") for act in noted.findall(file.read_text("utf-8"))
    }
    assert acts - set(ACTS) == set()
    assert set(ACTS) - acts == {"staff_added"}, "put together from parts"
    change = {"before": {"status": "not_started"}, "after": {"status": "completed"}}
    assert changes(change, Names()) == [("สถานะ", "ยังไม่ได้ดำเนินการ", "เสร็จแล้ว")]


def test_who_is_signed_in_is_seen_and_signed_out(pages: Pages):
    kla, browser = pages.signed_in("กล้า"), pages.signed_in("มานี")
    pages.link("ธนา")
    listed = browser.read("/office/sessions")
    assert "กล้า" in listed
    assert "ลิงก์ที่ยังไม่ได้ใช้" in listed
    answer = send(browser, f"/office/people/{pages.office.staff['กล้า']}/sign-out", to="sessions")
    assert "ออกจากระบบของ กล้า แล้ว 1 เครื่อง" in went(browser, answer)
    assert kla.get("/overview").status_code == 401
    with transaction(pages.engine) as session:
        here = {one.staff_id for one in page_access.signed_in(session, pages.office.agency_id, pages.now)}
        assert here == {pages.office.staff["มานี"], pages.office.staff["ธนา"]}


def test_the_address_of_a_calendar_is_taken_back(pages: Pages):
    with transaction(pages.engine) as session:
        kla, others = Whose(pages.office.staff["กล้า"]), make_office(session, pages.now, "other", "เทศบาลอื่น")
        calendar_link.make(session, pages.office.agency_id, kla, pages.now)
        calendar_link.make(session, pages.office.agency_id, Whose(), pages.now)
        calendar_link.make(session, others.agency_id, Whose(unit_id=others.unit["กองคลัง"]), pages.now)
    browser = pages.signed_in("มานี")
    listed = browser.read("/office/sessions")
    assert "งานของ กล้า" in listed
    assert "ทั้งหน่วยงาน" in listed
    assert "กองคลัง" not in listed
    assert "ยกเลิกที่อยู่ปฏิทินแล้ว 1" in went(browser, send(browser, "/office/calendars/revoke", person=kla.staff_id))
    assert send(browser, "/office/calendars/revoke", person=kla.staff_id).status_code == 404
    assert send(browser, "/office/calendars/revoke", unit=others.unit["กองคลัง"]).status_code == 404
    with transaction(pages.engine) as session:
        assert set(calendar_link.live(session, pages.office.agency_id)) == {Whose()}
        assert len(calendar_link.live(session, others.agency_id)) == 1


def test_a_session_that_a_new_role_ended_is_not_listed_as_running(pages: Pages):
    kla, browser = pages.signed_in("กล้า"), pages.signed_in("มานี")
    pages.link("กล้า")
    assert browser.read("/office/sessions").count("เข้าใช้ตั้งแต่") == 2
    with transaction(pages.engine) as session:
        row = session.get_one(Staff, pages.office.staff["กล้า"])
        row.role, row.role_since = Role.UNIT_HEAD, pages.now + timedelta(seconds=1)
    assert kla.get("/overview").status_code == 401
    listed = browser.read("/office/sessions")
    assert listed.count("เข้าใช้ตั้งแต่") == 1
    assert listed.count("ลิงก์ที่ยังไม่ได้ใช้") == 1  # it lets in whoever holds it, as what they are by then
    with transaction(pages.engine) as session:
        session.get_one(Staff, pages.office.staff["กล้า"]).removed_at = pages.now
    assert "ลิงก์ที่ยังไม่ได้ใช้" not in browser.read("/office/sessions")


def test_an_administrators_calendar_is_not_the_coordinators_to_take_back(pages: Pages):
    watcher = Whose(pages.office.staff["สมคิด"])
    with transaction(pages.engine) as session:
        calendar_link.make(session, pages.office.agency_id, watcher, pages.now)
    browser = pages.signed_in("มานี")
    assert "งานของ สมคิด" in browser.read("/office/sessions")
    assert 'aria-label="ยกเลิกปฏิทิน งานของ สมคิด"' not in browser.page
    assert send(browser, "/office/calendars/revoke", person=watcher.staff_id).status_code == 403
    keeper = pages.signed_in("สมคิด")
    assert "ยกเลิกที่อยู่ปฏิทินแล้ว 1" in went(keeper, send(keeper, "/office/calendars/revoke", person=watcher.staff_id))


def test_a_person_reads_whom_to_ask_about_personal_data_in_the_privacy_notice(pages: Pages):
    assert "ติดต่อได้ที่ผู้ประสานงาน ITA" in str(guidance.privacy(Voice()))
    assert "ติดต่อได้ที่งานนิติการ {โทร}" in str(guidance.privacy(Voice(), "งานนิติการ {โทร}"))


def test_a_coordinator_lets_nobody_in_as_an_administrator(pages: Pages):
    somkid = pages.office.staff["สมคิด"]
    with transaction(pages.engine) as session:
        one = contacts.meet(session, pages.office.agency_id, "U" + "1" * 32, "ใครสักคน", pages.now)
        contacts.ask_binding(session, one.id, somkid, pages.now)
    browser = pages.signed_in("มานี")
    assert "ผู้ดูแลระบบเท่านั้น" in browser.read("/office/waiting")
    assert send(browser, f"/office/waiting/{one.id}", answer="yes", person=somkid).status_code == 403
    assert send(browser, f"/office/people/{somkid}/code").status_code == 403
    admin = pages.signed_in("สมคิด")
    assert "ยืนยันแล้ว" in went(admin, send(admin, f"/office/waiting/{one.id}", answer="yes", person=somkid))


def test_a_coordinator_neither_edits_nor_signs_out_an_administrator(pages: Pages):
    somkid, kla = pages.office.staff["สมคิด"], pages.office.staff["กล้า"]
    admin, browser = pages.signed_in("สมคิด"), pages.signed_in("มานี")
    pages.signed_in("กล้า")
    page = browser.read(f"/office/people/{somkid}")
    assert "ผู้ดูแลระบบเท่านั้นที่แก้ไขข้อมูลนี้ได้" in page
    assert "ออกจากระบบหน้าเว็บทุกเครื่อง" not in page
    assert "ผู้ดูแลระบบเท่านั้น" in refused(send(browser, f"/office/people/{somkid}", name="สมคิด ใหม่"))
    listed = browser.get("/office/sessions").text
    assert (f"/people/{somkid}/sign-out" in listed, f"/people/{kla}/sign-out" in listed) == (False, True)
    assert send(browser, f"/office/people/{somkid}/sign-out").status_code == 403
    assert admin.get("/office/people").status_code == 200
    assert "ออกจากระบบของ มานี" in went(admin, send(admin, f"/office/people/{pages.office.staff['มานี']}/sign-out"))
