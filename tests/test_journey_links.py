"""Links sent with nothing beside them: whose proof they are, and where it is asked or left alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.linking import Shared, shared_in
from models.evidence import Evidence
from tests.journeys import STAFF_GROUP, Office, Status
from tests.matrix import staged

pytestmark = pytest.mark.one_database
LINK = "https://www.example.go.th/e10"


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with staged(database_url, tmp_path) as found:
        yield found


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (LINK, ()),
        (f"E10 {LINK}", ("E10",)),
        (f"หลักฐานข้อ E10 ค่ะ {LINK}", ("E10",)),
        (f"ลิงก์ของ อี10 นะคะ\n{LINK}", ("E10",)),
    ],
)
def test_a_bare_link_is_known_with_its_code(words: str, codes: tuple[str, ...]):
    assert shared_in(words) == Shared((LINK,), codes)


@pytest.mark.parametrize(
    "words", ["E10", f"ใครว่างช่วยอ่าน {LINK} หน่อย", f"E10 ทำตามตัวอย่างนี้ไหมคะ {LINK}", "หลักฐาน E10 ค่ะ"]
)
def test_words_of_their_own_make_no_bare_link(words: str):
    assert shared_in(words) is None


def test_under_its_code_a_link_joins_what_is_open_and_moves_nothing(office: Office):
    assert office.say("กล้า", f"E10 {LINK}", STAFF_GROUP) == "รับลิงก์เป็นหลักฐานของ E10 งวด 31 ม.ค. 2570 แล้วค่ะ"
    assert (office.links(), office.status("E10")) == ([LINK], Status.NOT_STARTED)
    assert office.press("ธนา", "ไม่ใช่เรื่องนี้", STAFF_GROUP).startswith("หลักฐานนี้ให้ผู้ส่งหรือผู้ประสานงาน")
    assert office.press("กล้า", "ไม่ใช่เรื่องนี้", STAFF_GROUP) == "เอาออกแล้วค่ะ ไม่ได้ใช้เป็นหลักฐาน"
    assert office.links() == []
    assert office.say("กล้า", f"E10 {LINK}", STAFF_GROUP).startswith("รับลิงก์เป็นหลักฐานของ E10")


def test_in_private_it_joins_the_report_of_just_now_and_else_is_asked_about(office: Office):
    assert office.say("กล้า", LINK) == ("ลิงก์นี้เป็นหลักฐานของเรื่องไหนคะ ส่งลิงก์อีกครั้งพร้อมรหัสข้อ เช่น “O12 https://…” ได้เลยค่ะ")
    office.say("กล้า", "E10 กำลังทำค่ะ")
    assert office.say("กล้า", LINK) == "รับลิงก์เป็นหลักฐานของ E10 งวด 31 ม.ค. 2570 แล้วค่ะ"


def test_a_link_nobody_sent_to_the_bot_and_another_units_are_left_alone(office: Office):
    assert office.say("กล้า", LINK, STAFF_GROUP) == ""
    assert office.say("ธนา", f"E10 {LINK}", STAFF_GROUP) == ""
    assert (office.links(), office.replies()) == ([], [])


def test_a_link_that_tells_a_password_is_no_evidence_however_it_comes(office: Office):
    secret = "https://kla:1234@www.example.go.th/e10"
    assert office.say("กล้า", secret, STAFF_GROUP) == ""
    assert office.say("กล้า", f"E10 {secret}", STAFF_GROUP).startswith("ลิงก์ที่มีรหัสผ่านไม่ได้เก็บไว้ค่ะ")
    assert "พร้อมลิงก์" not in office.say("กล้า", f"E10 เสร็จแล้วค่ะ {secret}", STAFF_GROUP)
    assert (office.links(), office.status("E10")) == ([], Status.COMPLETED)


def test_an_edited_link_takes_the_place_of_the_first(office: Office):
    message = office.town.say("กล้า", f"E10 {LINK}", STAFF_GROUP)
    said = office.act(STAFF_GROUP, lambda: office.line.edit(message, f"E10 {LINK}/new"))
    assert (office.links(), "กลับเป็น" in said) == ([f"{LINK}/new"], False)
    office.act(STAFF_GROUP, lambda: office.line.edit(message, "ขอโทษค่ะ ผิดห้อง"))
    assert office.links() == []


def test_under_a_colleagues_confirmation_a_report_is_of_ones_own_share(office: Office):
    office.say("ดวงใจ", "O12 เสร็จแล้วค่ะ", STAFF_GROUP)
    confirmation = office.town.heard(STAFF_GROUP)[-1]["id"]
    said = office.say("ธนา", "O12 ก็เสร็จแล้วเหมือนกันครับ", STAFF_GROUP, quote=confirmation)
    assert said.startswith("บันทึกแล้วค่ะ คุณธนา: O12 (กองช่าง) เสร็จแล้ว")
    assert office.status("O12", "กองช่าง") == Status.COMPLETED


def test_a_link_said_to_be_another_units_under_a_record_is_kept_for_that_unit(office: Office):
    office.say("ธนา", "O12 เสร็จแล้วครับ", STAFF_GROUP)
    record = office.town.heard(STAFF_GROUP)[-1]["id"]
    said = office.say("สมคิด", f"อันนี้ของกองศึกษา {LINK}", STAFF_GROUP, quote=record)
    assert said == "รับลิงก์เป็นหลักฐานของ O12 งวด 31 ม.ค. 2570 แล้วค่ะ"
    (link,) = [one for one in office.rows(Evidence) if one.kind == "link"]
    assert link.occurrence_id == office.owed("O12", "กองการศึกษา").occurrence_id
    assert office.status("O12", "กองการศึกษา") is Status.NOT_STARTED
    refused = office.say("กล้า", f"อันนี้ของกองศึกษา {LINK}2", STAFF_GROUP, quote=record)
    assert refused.startswith("ลิงก์นี้เป็นหลักฐานของเรื่องไหนคะ")


def test_a_report_of_another_unit_under_a_record_is_of_that_units_share(office: Office):
    office.say("ธนา", "O12 เสร็จแล้วครับ", STAFF_GROUP)
    record = office.town.heard(STAFF_GROUP)[-1]["id"]
    said = office.say("สมคิด", "ของกองการศึกษาก็เสร็จแล้วค่ะ", STAFF_GROUP, quote=record)
    assert said.startswith("บันทึกแล้วค่ะ คุณสมคิด: O12 (กองการศึกษา) เสร็จแล้ว")
