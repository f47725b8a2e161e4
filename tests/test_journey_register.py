"""Registration as people live it: a name picked or typed, a coordinator's word, a code, and leaving again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models import contacts
from models.database import transaction
from models.people import Contact
from models.unit import live_units
from tests.journeys import STAFF_GROUP, Office, labels_of, living

pytestmark = pytest.mark.one_database


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    """Two more on the roster without an account, and two accounts in the group whose names say little."""
    with living(database_url, tmp_path) as found:
        for name in ("นางสาวมะลิ ใจงาม", "นายสมชาติ ทองดี"):
            found.hire(name, "กองช่าง")
        for shown_as in ("Mali 🌸", "ช่างหนึ่ง"):
            found.line.user(shown_as)
            found.act(STAFF_GROUP, lambda shown_as=shown_as: found.line.member_joined(STAFF_GROUP, shown_as))
        found.say("ธนา", "สวัสดีค่ะ", STAFF_GROUP)
        yield found


def binding(office: Office, shown_as: str) -> str:
    ids = {user["name"]: user["id"] for user in office.line.cast()["users"]}
    with transaction(office.town.house.engine) as session:
        found = contacts.known(session, office.town.agency_id, ids[shown_as])
        return found.binding if found else "unknown"


def ask(office: Office, who: str = "Mali 🌸", label: str = "นางสาวมะลิ ใจงาม") -> str:
    """‹ลงทะเบียนชื่อของฉัน› and the name's button, in the group."""
    office.line.postback(who, STAFF_GROUP, "a=register")
    office.town.work()
    return office.press(who, label, STAFF_GROUP)


def later(office: Office, clock: str) -> None:
    office.town.at("2026-12-01", clock)
    office.town.work()


def test_a_name_is_picked_in_the_group_and_the_coordinator_confirms_in_private(office: Office):
    asked = ask(office)
    assert asked == "รับเรื่องแล้วค่ะ คุณมะลิ รอผู้ประสานงานยืนยันตัวตน แล้วจะแจ้งให้ทราบนะคะ"
    assert office.say("Mali 🌸", "O20 เสร็จแล้ว", STAFF_GROUP).startswith("รอผู้ประสานงานยืนยันตัวตนอยู่ค่ะ")
    later(office, "09:15")
    assert office.town.heard("มานี")[-1]["body"]["altText"] == (
        "บัญชี LINE “Mali 🌸”\nขอลงทะเบียนเป็น นางสาวมะลิ ใจงาม (กองช่าง)\nยืนยันไหมคะ"
    )
    assert office.press("มานี", "ใช่ คนนี้") == "บันทึกแล้วค่ะ ยืนยันการลงทะเบียนของคุณมะลิ"
    assert binding(office, "Mali 🌸") == "confirmed"
    assert "คุณมะลิ: O20 (กองช่าง) เสร็จแล้ว" in office.say("Mali 🌸", "O20 เสร็จแล้ว", STAFF_GROUP)


def test_a_name_is_typed_in_private_and_the_person_hears_the_result(office: Office):
    office.line.follow("Mali 🌸")
    office.town.work()
    assert "ลงทะเบียนชื่อไว้" in office.town.last("Mali 🌸")
    notice, question = office.press("Mali 🌸", "ลงทะเบียนชื่อของฉัน").split("\n")
    assert notice.startswith("ตามงานเก็บชื่อ สังกัด บัญชี LINE")
    assert question.startswith("พิมพ์ชื่อ–นามสกุลตามทะเบียนเจ้าหน้าที่ได้เลยค่ะ")
    assert office.say("Mali 🌸", "สวัสดีค่ะ") == question  # a greeting is no name
    assert office.say("Mali 🌸", "สรุป").startswith("ยังไม่รู้จักบัญชีนี้ค่ะ")  # a request is no name
    assert office.say("Mali 🌸", "สมหญิง รักเรียน").startswith("ไม่พบชื่อ “สมหญิง รักเรียน” ในทะเบียนค่ะ")
    assert office.say("Mali 🌸", "มะลิ ใจงาม").startswith("รับเรื่องแล้วค่ะ คุณมะลิ")
    later(office, "09:15")
    office.press("มานี", "ใช่ คนนี้")
    later(office, "09:30")
    assert office.town.heard("Mali 🌸")[-2]["body"]["text"].startswith("ลงทะเบียนเรียบร้อยแล้วค่ะ คุณมะลิ")


def test_what_is_kept_is_said_once_in_short_before_the_name_and_in_full_on_a_press(office: Office):
    said = office.act(STAFF_GROUP, lambda: office.line.postback("Mali 🌸", STAFF_GROUP, "a=register"))
    assert said.startswith("ตามงานเก็บชื่อ สังกัด บัญชี LINE")
    assert "มาตรา 23" not in said
    again = office.act(STAFF_GROUP, lambda: office.line.postback("Mali 🌸", STAFF_GROUP, "a=register"))
    assert "ตามงานเก็บชื่อ" not in again
    office.line.postback("Mali 🌸", None, "a=privacy")
    office.town.work()
    assert "มาตรา 23" in str(office.town.heard("Mali 🌸"))


def test_line_not_telling_the_name_stops_nothing(office: Office):
    office.line.fault("member", "error_before", times=9)
    assert ask(office).startswith("รับเรื่องแล้วค่ะ")
    later(office, "09:15")
    assert "บัญชี LINE “ไม่ทราบชื่อ”" in office.town.last("มานี")
    assert {line["status"] for line in office.line.requests("member")} == {500}


def test_a_rejected_account_may_ask_again(office: Office):
    office.line.follow("Mali 🌸")
    ask(office, label="นายสมชาติ ทองดี")
    later(office, "09:15")
    assert office.press("มานี", "ไม่ใช่") == "บันทึกแล้วค่ะ ไม่ยืนยันการลงทะเบียนของคุณสมชาติ"
    later(office, "09:30")
    assert office.town.last("Mali 🌸").startswith("ผู้ประสานงานยังยืนยันตัวตนไม่ได้ค่ะ")
    assert ask(office).startswith("รับเรื่องแล้วค่ะ คุณมะลิ")


def test_of_two_who_ask_for_one_name_one_gets_it(office: Office):
    ask(office)
    ask(office, "ช่างหนึ่ง")
    later(office, "09:15")
    first, second = [m for m in office.town.heard("มานี") if "ใช่ คนนี้" in labels_of(m)]
    office.act("มานี", lambda: office.line.press("มานี", second["id"], "ใช่ คนนี้"))
    late = office.act("มานี", lambda: office.line.press("มานี", first["id"], "ใช่ คนนี้"))
    assert late == "คำขอนี้มีผู้พิจารณาแล้วหรือถูกเปลี่ยนค่ะ ไม่มีการเปลี่ยนแปลงเพิ่ม"
    assert (binding(office, "Mali 🌸"), binding(office, "ช่างหนึ่ง")) == ("pending", "confirmed")
    assert "ลงทะเบียนด้วยบัญชี LINE อื่นไว้แล้ว" in office.say("Mali 🌸", "x", STAFF_GROUP) + office.act(
        STAFF_GROUP, lambda: office.line.postback("Mali 🌸", STAFF_GROUP, f"a=iam&s={staff_id(office)}")
    )


def staff_id(office: Office) -> int:
    return next(row.staff_id for row in office.rows(Contact) if row.display_name == "ช่างหนึ่ง")


def test_only_who_runs_the_office_confirms(office: Office):
    ask(office)
    later(office, "09:15")
    data = office.town.heard("มานี")[-1]["actions"][0]["data"]
    office.line.postback("กล้า", None, data)
    office.town.work()
    assert office.town.last("กล้า").startswith("เรื่องนี้ต้องให้ผู้ประสานงาน")
    assert binding(office, "Mali 🌸") == "pending"


def test_a_personal_code_registers_at_once_and_only_once(office: Office):
    code = office.code("staff", "code", "นางสาวมะลิ ใจงาม")
    office.act("Mali 🌸", lambda: office.line.follow("Mali 🌸"))
    welcome = office.say("Mali 🌸", code)
    assert "ลงทะเบียนเรียบร้อยแล้วค่ะ คุณมะลิ" in welcome
    assert welcome.count("บัญชี LINE และข้อความที่รายงานงาน") == 1
    office.act("ช่างหนึ่ง", lambda: office.line.follow("ช่างหนึ่ง"))
    assert office.say("ช่างหนึ่ง", code).startswith("รหัสนี้ใช้ไปแล้วหรือหมดอายุค่ะ")


def test_who_leaves_the_group_and_is_no_friend_is_released(office: Office):
    office.say("Mali 🌸", office.code("staff", "code", "นางสาวมะลิ ใจงาม"), STAFF_GROUP)
    assert binding(office, "Mali 🌸") == "confirmed"
    office.act(STAFF_GROUP, lambda: office.line.member_left(STAFF_GROUP, "Mali 🌸"))
    assert binding(office, "Mali 🌸") == "released"


def test_a_block_ends_what_is_said_in_private_and_a_member_stays_registered(office: Office):
    office.act("กล้า", lambda: office.line.unfollow("กล้า"))
    assert binding(office, "กล้า") == "confirmed"
    office.act("กล้า", lambda: office.line.follow("กล้า"))
    assert office.town.heard("กล้า")[-1]["body"]["altText"] == "วิธีใช้ตามงานค่ะ"


def test_somebody_without_unit_group_or_name_learns_nothing_of_the_roster(office: Office):
    office.line.user("คนแปลกหน้า", friend=True)
    office.line.postback("คนแปลกหน้า", None, "a=register")
    office.town.work()
    said = str(office.town.heard("คนแปลกหน้า"))
    with transaction(office.town.house.engine) as session:
        assert [u.name for u in live_units(session, office.town.agency_id) if u.name in said] == []
    assert "มะลิ" not in said
