"""How a group comes to be one of the office's: invited, typed by a code, left alone among citizens."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from models.database import transaction
from models.inbox import InboxEvent
from models.people import Contact
from tests.journeys import STAFF_GROUP, Office, living

pytestmark = pytest.mark.one_database
NEW = "กองคลัง (ภายใน)"
MEMBERS = ["กล้า", "ชูใจ", "มานี"]


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with living(database_url, tmp_path) as found:
        yield found


def invited(office: Office, name: str = NEW, members: list[str] | None = None) -> str:
    """The bot is invited into a new group; what it says there."""
    office.town.groups[name] = office.line.group(name, members or MEMBERS, bot=False)
    return office.act(name, lambda: office.line.join(name))


def test_it_says_who_it_is_and_what_it_reads_and_keeps(office: Office):
    assert invited(office) == "สวัสดีค่ะ ตามงานช่วยเตือนกำหนดส่งงาน ITA และจดสถานะให้นะคะ"
    assert "อ่านเฉพาะเรื่องที่เกี่ยวกับงาน" in office.town.last(NEW)
    assert office.press("กล้า", "เก็บข้อมูลอะไรบ้าง", NEW).startswith("การเก็บข้อมูลส่วนบุคคลของตามงาน")


def test_a_new_group_hears_no_figures_and_no_reminders_and_loses_no_report_silently(office: Office):
    invited(office)
    for words in ("สรุป", "O13 เสร็จแล้ว"):
        assert office.say("กล้า", words, NEW, mention_bot=True).startswith("กลุ่มนี้ยังไม่ได้ตั้งค่าค่ะ")
    office.town.through_the_day(date(2026, 12, 30))
    assert "O13" not in "".join(m["body"].get("altText", "") for m in office.town.heard(NEW))
    assert office.replies() == []


def test_a_code_types_the_group_once_and_its_reminders_move_there(office: Office):
    code = office.code("chat", "code", "--type", "unit", "--unit", "กองคลัง")
    invited(office)
    assert office.say("มานี", code, NEW).startswith("ตั้งค่าแล้วค่ะ กลุ่มของกองคลัง: จะเตือนเฉพาะงานของกองคลังที่นี่")
    office.town.befriended_by_nobody()
    office.town.through_the_day(date(2026, 12, 17))
    assert "O13 แผนการจัดซื้อจัดจ้าง ครบ 31 ธ.ค. 2569" in office.town.heard(NEW)[-1]["body"]["altText"]
    assert "กองช่าง" not in str(office.town.heard(NEW)[-1]["body"])
    invited(office, "กลุ่มที่สอง", ["กล้า"])
    assert office.say("กล้า", code, "กลุ่มที่สอง") == "รหัสนี้ใช้ไปแล้วหรือหมดอายุค่ะ ขอรหัสใหม่จากผู้ดูแลระบบได้ค่ะ"
    assert office.say("กล้า", "ABCD-2345", "กลุ่มที่สอง").startswith("ไม่พบรหัสนี้ค่ะ")


def test_in_a_group_something_else_that_is_called_a_code_is_left_alone(office: Office):
    office.say("กล้า", "สวัสดีค่ะ", STAFF_GROUP)  # the month's reminders ride on the first words
    for words in ("wifi รหัส guest234 ค่ะ", "ครุภัณฑ์รหัส AB23 CD45 เสียค่ะ", "code Summer24 ใช้ได้ถึงสิ้นเดือน"):
        assert office.say("กล้า", words, STAFF_GROUP) == ""
    assert office.say("กล้า", "รหัสกลุ่ม AB23 CD45 ค่ะ", STAFF_GROUP).startswith("ไม่พบรหัสนี้ค่ะ")


def test_a_code_runs_out_after_a_week(office: Office):
    code = office.code("chat", "code", "--type", "staff")
    invited(office)
    office.town.at("2026-12-09", "09:00")
    assert office.say("มานี", code, NEW).startswith("รหัสนี้ใช้ไปแล้วหรือหมดอายุค่ะ")


def test_a_group_code_in_the_private_chat_stays_good(office: Office):
    code = office.code("chat", "code", "--type", "staff")
    assert office.say("มานี", code).startswith("รหัสนี้ใช้สำหรับกลุ่มค่ะ")
    invited(office)
    assert office.say("มานี", f"รหัสกลุ่ม {code}", NEW).startswith("ตั้งค่าแล้วค่ะ")


def test_among_citizens_nothing_is_said_and_nothing_is_kept(office: Office):
    office.line.user("ชาวบ้าน")
    code = office.code("chat", "code", "--type", "public")
    invited(office, "ประชาคม", ["ชาวบ้าน", "มานี"])
    assert office.say("มานี", code, "ประชาคม").startswith("ตั้งค่าแล้วค่ะ กลุ่มสาธารณะ")
    for who, words in (("ชาวบ้าน", "O12 เสร็จแล้วหรือยังครับ"), ("มานี", "สรุป"), ("มานี", "O12 เสร็จแล้ว")):
        assert office.say(who, words, "ประชาคม", mention_bot=True) == ""
    office.say("กล้า", "สวัสดีค่ะ", STAFF_GROUP)  # the month's reminders ride on the first words
    for words in ("wifi รหัส guest234 ครับ", "code Summer24", "ABCD-2345"):  # no code of this office
        assert office.say("ชาวบ้าน", words, "ประชาคม") == ""
    office.town.through_the_day(date(2026, 12, 30))
    assert len(office.town.heard("ประชาคม")) == 2
    with transaction(office.town.house.engine) as session:
        kept = session.scalars(select(InboxEvent).where(InboxEvent.raw.is_not(None)).order_by(InboxEvent.id)).all()
        assert "ชาวบ้าน" not in str([event.raw for event in kept])
        assert [event.type for event in kept if event.source.endswith(office.town.groups["ประชาคม"])] in ([], ["join"])
        assert session.scalar(select(func.count(Contact.id))) == 8  # the roster's own


def test_a_group_that_takes_it_back_in_keeps_what_it_is_for(office: Office):
    office.act(STAFF_GROUP, lambda: office.line.leave(STAFF_GROUP))
    office.town.through_the_day(date(2026, 12, 2))
    assert office.town.heard(STAFF_GROUP) == []
    back = office.act(STAFF_GROUP, lambda: office.line.join(STAFF_GROUP))
    assert back.startswith("สวัสดีค่ะ ตามงานกลับมาแล้ว กลุ่มนี้ตั้งค่าไว้เป็นกลุ่มเจ้าหน้าที่ทุกส่วนราชการ")
