"""Reports as people give them: by button, by quote, by mention, by code and in the 1:1 chat."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from config.files import load_policy
from models import chat, progress
from models.chat import ChatType
from models.database import transaction
from models.people import Staff
from tasks.reminders.tick import tick
from tests.journeys import STAFF_GROUP, Office, Status, labels_of, living


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with living(database_url, tmp_path) as found:
        yield found


def digest(office: Office) -> str:
    """Somebody says good morning, and the waiting digest rides on that reply; the card's id."""
    assert office.say("ธนา", "สวัสดีค่ะทุกคน", STAFF_GROUP)
    return office.town.heard(STAFF_GROUP)[-1]["id"]


def test_a_reminder_is_answered_with_a_button_and_the_executive_sees_it(office: Office):
    office.town.work()
    assert office.town.heard(STAFF_GROUP) == []  # it waits for somebody to speak: a reply is free
    digest(office)
    answer = office.press("ธนา", "เสร็จแล้ว", STAFF_GROUP)
    assert answer == "บันทึกแล้วค่ะ คุณธนา: O12 (กองช่าง) เสร็จแล้ว\nเหลืออีก 4 ส่วนราชการ"
    assert (office.status("O12", "กองช่าง"), office.status("O12", "กองคลัง")) == (Status.COMPLETED, Status.NOT_STARTED)
    assert "เสร็จแล้ว 1 · กำลังทำ 0" in office.say("ปิติ", "สรุป")
    assert office.line.quota()["used"] == 0


@pytest.mark.one_database
def test_every_unit_presses_for_itself_until_the_collector_sees_them_all(office: Office):
    digest(office)
    left = [office.press(who, "เสร็จแล้ว", STAFF_GROUP).split("\n")[-1] for who in ("ธนา", "กล้า", "สมคิด", "ดวงใจ")]
    assert left == [f"เหลืออีก {n} ส่วนราชการ" for n in (4, 3, 2, 1)]
    assert "ส่งแล้ว 4/5" in office.say("ปิติ", "สรุป O12")
    assert office.press("วีระ", "เสร็จแล้ว", STAFF_GROUP).endswith("ครบทุกส่วนราชการแล้ว")
    assert office.owed("O12", part="collector").status == Status.NOT_STARTED
    assert office.say("มานี", "O12 เสร็จแล้วค่ะ").startswith(
        "บันทึกแล้วค่ะ คุณมานี: O12 (สำนักปลัด ผู้รวบรวม) เสร็จแล้ว\nครบทุกส่วนราชการแล้ว"
    )


@pytest.mark.one_database
def test_reporting_ones_own_share_twice_gathers_nothing(office: Office):
    digest(office)
    office.press("มานี", "เสร็จแล้ว", STAFF_GROUP)
    card = next(m for m in office.town.heard(STAFF_GROUP) if "ขอเลื่อน" in labels_of(m))
    again = office.act(STAFF_GROUP, lambda: office.line.press("มานี", card["id"], "เสร็จแล้ว"))
    assert again == "O12 (สำนักปลัด) งวด 31 ธ.ค. 2569 บันทึกว่าเสร็จแล้วก่อนหน้านี้ ขอบคุณค่ะ"
    assert "ก่อนหน้านี้" in office.say("มานี", "O12 เสร็จแล้วค่ะ")
    assert office.owed("O12", part="collector").status == Status.NOT_STARTED
    assert "สำนักปลัด ผู้รวบรวม" in office.say("มานี", "O12 กำลังรวบรวมอยู่ค่ะ")


@pytest.mark.one_database
def test_a_card_quoted_names_what_is_finished(office: Office):
    office.say("กล้า", "O13 เสร็จแล้ว")
    card = digest(office)
    assert office.say("กล้า", "เสร็จแล้วค่ะ", STAFF_GROUP, quote=card).startswith("บันทึกแล้วค่ะ คุณกล้า: O12 (กองคลัง) เสร็จแล้ว")
    again = office.say("กล้า", "เสร็จแล้วค่ะ", STAFF_GROUP, quote=card)
    assert again == "O12 (กองคลัง) งวด 31 ธ.ค. 2569 บันทึกว่าเสร็จแล้วก่อนหน้านี้ ขอบคุณค่ะ"


@pytest.mark.one_database
def test_a_code_is_enough_in_the_group_with_or_without_calling_the_bot(office: Office):
    digest(office)
    assert "O20 (กองช่าง) เสร็จแล้ว" in office.say("ธนา", "O20 เสร็จแล้ว", STAFF_GROUP, mention_bot=True)
    assert "O12 (กองช่าง) กำลังดำเนินการ" in office.say("ธนา", "o12 กำลังทำอยู่ครับ", STAFF_GROUP)
    assert [row.said for row in office.replies()] == ["@ตามงาน O20 เสร็จแล้ว", "o12 กำลังทำอยู่ครับ"]


@pytest.mark.one_database
def test_links_and_per_cent_are_kept_with_the_report(office: Office):
    answer = office.say("กล้า", "O13 เสร็จแล้วค่ะ ลงเว็บแล้ว https://a.go.th/13 และ https://a.go.th/13b")
    assert answer.split("\n")[0] == "บันทึกแล้วค่ะ คุณกล้า: O13 (กองคลัง) เสร็จแล้ว พร้อมลิงก์ 2 รายการ"
    assert office.links() == ["https://a.go.th/13", "https://a.go.th/13b"]
    assert "กำลังดำเนินการ 60%" in office.say("กล้า", "E10 ทำไปแล้ว 60%")
    office.say("กล้า", "E10 ติดปัญหาเครื่องแม่ข่ายล่ม เข้าระบบไม่ได้")
    assert office.percent("E10") == 60  # an obstacle takes no per cent back


@pytest.mark.one_database
def test_a_link_sent_after_the_report_joins_it(office: Office):
    office.say("กล้า", "O13 เสร็จแล้วค่ะ")
    assert "เสร็จแล้ว พร้อมลิงก์\n" in office.say("กล้า", "O13 เสร็จแล้วค่ะ https://a.go.th/13")
    assert office.links() == ["https://a.go.th/13"]


@pytest.mark.one_database
def test_an_obstacle_is_asked_for_and_taken_in_the_next_words(office: Office):
    digest(office)
    assert "ติดปัญหาเรื่องใดคะ" in office.press("ธนา", "ติดปัญหา", STAFF_GROUP)
    question = office.town.heard(STAFF_GROUP)[-1]["id"]
    assert "ปัญหา/อุปสรรค: รอหนังสือจากอำเภอ" in office.say("ธนา", "รอหนังสือจากอำเภอ", STAFF_GROUP, quote=question)
    assert "ติดปัญหาเรื่องใดคะ" in office.say("กล้า", "E10 ติดปัญหา")
    assert "ปัญหา/อุปสรรค: เครื่องพิมพ์เสีย ช่างยังไม่มา" in office.say("กล้า", "เครื่องพิมพ์เสีย ช่างยังไม่มา")
    assert "ติดขัด: กองช่าง O12 “รอหนังสือจากอำเภอ”" in office.say("ปิติ", "สรุป")


@pytest.mark.one_database
def test_saying_only_that_something_hinders_is_asked_what_until_it_is_told(office: Office):
    assert "ติดปัญหาเรื่องใดคะ" in office.say("กล้า", "O13 ติดปัญหาค่ะ")
    assert "ติดปัญหาเรื่องใดคะ" in office.say("กล้า", "ยังติดปัญหาอยู่ค่ะ")
    assert "ปัญหา/อุปสรรค: เครื่องสแกนเสีย" in office.say("กล้า", "เครื่องสแกนเสีย")
    assert [row.obstacle for row in office.replies()] == [None, None, "เครื่องสแกนเสีย"]


@pytest.mark.one_database
def test_with_several_things_owed_it_asks_and_the_button_keeps_the_words(office: Office):
    asked = office.say("กล้า", "เสร็จเรียบร้อยแล้วค่ะ https://a.go.th/all")
    assert asked == "หมายถึงเรื่องไหนคะ จะบันทึกว่า “เสร็จแล้ว”"
    assert office.buttons("กล้า") == [
        "O12 รายงานผลการดำเนินงานประจำปี · กองคลัง",
        "O13 แผนการจัดซื้อจัดจ้าง · กองคลัง",
    ]
    assert office.replies() == []
    assert "O13 (กองคลัง) เสร็จแล้ว พร้อมลิงก์\n" in office.press("กล้า", office.buttons("กล้า")[1])
    (kept,) = office.replies()
    assert (kept.said, kept.reason) == ("เสร็จเรียบร้อยแล้วค่ะ https://a.go.th/all", "กดปุ่ม")
    assert office.links() == ["https://a.go.th/all"]


@pytest.mark.one_database
def test_somebody_elses_question_button_lends_nobody_their_words(office: Office):
    digest(office)
    assert "หมายถึงเรื่องไหน" in office.say("กล้า", "เสร็จแล้วค่ะ https://a.go.th/x", STAFF_GROUP, mention_bot=True)
    label = next(one for one in office.buttons(STAFF_GROUP) if one.startswith("O12"))
    assert office.press("ชูใจ", label, STAFF_GROUP).startswith("บันทึกแล้วค่ะ คุณชูใจ: O12 (กองคลัง) เสร็จแล้ว")
    assert [row.said for row in office.replies()] == ["เสร็จแล้ว"]
    assert office.links() == []


@pytest.mark.one_database
def test_several_codes_are_recorded_at_once_and_undone_one_by_one_or_together(office: Office):
    answer = office.say("กล้า", "O12 กับ O13 เสร็จแล้วค่ะ", STAFF_GROUP)
    assert answer.startswith("บันทึกแล้วค่ะ คุณกล้า\n• O12 (กองคลัง) เสร็จแล้ว\n• O13 (กองคลัง) เสร็จแล้ว")
    office.press("กล้า", "ยกเลิก O13", STAFF_GROUP)
    assert (office.status("O12", "กองคลัง"), office.status("O13")) == (Status.COMPLETED, Status.NOT_STARTED)
    office.say("กล้า", "O13 เสร็จแล้ว E10 กำลังทำ", STAFF_GROUP)
    assert (office.status("O13"), office.status("E10")) == (Status.COMPLETED, Status.IN_PROGRESS)
    undone = office.press("กล้า", "ยกเลิกทั้งหมด", STAFF_GROUP)
    assert undone.count("กลับเป็น “ยังไม่ได้ดำเนินการ”") == 2


@pytest.mark.one_database
def test_of_several_codes_what_is_certain_is_recorded_and_the_rest_is_told(office: Office):
    answer = office.say("กล้า", "O13 O20 O37 เสร็จแล้วค่ะ")
    assert answer.split("\n") == [
        "บันทึกแล้วค่ะ คุณกล้า: O13 (กองคลัง) เสร็จแล้ว",
        "O20 เป็นงานของกองช่างค่ะ ให้ผู้รับผิดชอบรายงาน หรือแจ้งผู้ประสานงานได้เลย",
        "ไม่พบข้อ O37 ในงานที่รอรายงานค่ะ",
    ]


@pytest.mark.one_database
def test_nobody_reports_for_another_unit_but_the_coordinator_who_is_asked_first(office: Office):
    digest(office)
    assert office.say("กล้า", "O20 เสร็จแล้ว", STAFF_GROUP).startswith("O20 เป็นงานของกองช่างค่ะ")
    assert office.say("กล้า", "O12 ของกองช่างเสร็จแล้ว", STAFF_GROUP).startswith("O12 เป็นงานของกองช่างค่ะ")
    assert office.replies() == []
    asked = office.say("มานี", "O12 ของกองช่างเสร็จแล้วค่ะ", STAFF_GROUP)
    assert asked == "O12 เป็นงานของกองช่าง จะบันทึกแทนว่า “เสร็จแล้ว” ไหมคะ"
    assert office.replies() == []
    assert "O12 (กองช่าง) เสร็จแล้ว" in office.press("มานี", "ใช่ บันทึกแทนกองช่าง", STAFF_GROUP)
    assert [row.said for row in office.replies()] == ["O12 ของกองช่างเสร็จแล้วค่ะ"]
    assert office.status("O12", "สำนักปลัด") == Status.NOT_STARTED


@pytest.mark.one_database
def test_handing_over_to_a_unit_is_not_its_report(office: Office):
    assert "O12 (กองคลัง)" in office.say("กล้า", "O12 กำลังรอส่งสำนักปลัดค่ะ")
    assert office.status("O12", "กองคลัง") == Status.IN_PROGRESS


@pytest.mark.one_database
def test_what_was_said_to_be_finished_can_be_corrected_in_words(office: Office):
    office.say("กล้า", "O13 เสร็จแล้ว")
    assert "O13 (กองคลัง) กำลังดำเนินการ" in office.say("กล้า", "O13 ยังไม่เสร็จค่ะ แจ้งผิด")
    assert office.status("O13") == Status.IN_PROGRESS
    assert "ก่อนหน้านี้" not in office.say("กล้า", "O13 เสร็จแล้วจริง ๆ ค่ะ")


@pytest.mark.one_database
def test_a_head_reports_for_the_officers_of_the_unit(office: Office):
    assert "O13 (กองคลัง) เสร็จแล้ว" in office.say("ชูใจ", "O13 เสร็จแล้ว")
    assert office.say("ปิติ", "E10 เสร็จแล้ว").startswith("E10 เป็นงานของกองคลัง")


@pytest.mark.one_database
def test_a_press_without_a_user_asks_who_it_was_and_undo_needs_one(office: Office):
    digest(office)
    office.line.set(postback_user_id=False)
    asked = office.press("สมคิด", "เสร็จแล้ว", STAFF_GROUP)
    assert asked == "LINE ไม่ได้แจ้งว่าใครกดปุ่มค่ะ ใครเป็นผู้แจ้ง O12 ว่า “เสร็จแล้ว” คะ"
    assert office.buttons(STAFF_GROUP) == ["มานี", "วีระ", "กล้า", "ชูใจ", "ธนา", "สมคิด", "ดวงใจ"]
    assert "คุณสมคิด: O12 (กองการศึกษา) เสร็จแล้ว" in office.press("สมคิด", "สมคิด", STAFF_GROUP)
    assert office.replies()[0].reason == "กดปุ่ม (ระบุชื่อเอง)"
    assert "LINE ไม่ได้แจ้ง" in office.press("สมคิด", "ยกเลิกการบันทึก", STAFF_GROUP)
    assert office.owed("O12", "กองการศึกษา").status == Status.COMPLETED


@pytest.mark.one_database
def test_a_press_without_a_user_claims_only_the_names_that_were_offered(office: Office):
    digest(office)
    office.line.set(postback_user_id=False)
    one, coordinator = office.owed("O13"), next(row.id for row in office.rows(Staff) if row.name == "มานี")
    data = f"a=done&d={one.duty_id}&on={one.due_on.isoformat()}&s={coordinator}"
    answer = office.act(STAFF_GROUP, lambda: office.line.postback("สมคิด", STAFF_GROUP, data))
    assert answer.startswith("LINE ไม่ได้แจ้งว่าใครกดปุ่มค่ะ ใครเป็นผู้แจ้ง O13")
    assert office.replies() == []


@pytest.mark.one_database
def test_words_without_a_user_are_guessed_to_be_nobodys(office: Office):
    digest(office)
    office.line.alter_user("สมคิด", hides_id="always")
    assert office.say("สมคิด", "O12 เสร็จแล้ว", STAFF_GROUP).startswith("LINE ไม่ได้แจ้งว่าใครเป็นผู้ส่งค่ะ จึงยังไม่ได้บันทึก")
    assert office.say("สมคิด", "ไปกินข้าวกันเสร็จแล้วมา", STAFF_GROUP) == ""
    assert office.replies() == []


@pytest.mark.one_database
def test_a_question_is_waited_for_though_a_digest_rides_behind_it(office: Office):
    with transaction(office.town.house.engine) as session:
        for group in chat.groups(session, office.town.agency_id, ChatType.STAFF):
            chat.group_left(session, group.id, office.town.now)
    office.town.at("2026-12-17", "08:45")
    tick(office.town.house.engine, office.town.now, load_policy())
    asked = office.say("กล้า", "E10 ติดปัญหา")
    assert "ติดปัญหาเรื่องใดคะ" in asked
    assert "\n" in asked.partition("ติดปัญหาเรื่องใดคะ")[2]
    assert "ปัญหา/อุปสรรค: เครื่องพิมพ์เสีย" in office.say("กล้า", "เครื่องพิมพ์เสีย ช่างยังไม่มา")


def test_done_said_twice_does_not_close_the_next_quarter_in_advance(office: Office):
    assert "บันทึกแล้วค่ะ" in office.say("มานี", "E1 เสร็จแล้วค่ะ")
    assert "งวด 31 ธ.ค. 2569 บันทึกว่าเสร็จแล้วก่อนหน้านี้" in office.say("มานี", "E1 เสร็จแล้วค่ะ")
    with transaction(office.town.house.engine) as session:
        rounds = [o for o in progress.of_year(session, office.town.agency_id, 2570) if "E1" in o.codes]
    assert [o.status.value for o in rounds] == ["completed", "not_started", "not_started", "not_started"]
