"""After a "done": what the report still lacks is asked for, one question at a time, and nothing typed is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import answers
from models.report_answer import ReportAnswer
from tasks.bots import learn_bots
from tests.journeys import STAFF_GROUP, Office, Status, living, take_up

# O12 is the annual report of the catalogue of 2566 and 2569 by its title; E10 is in no catalogue.
PLAN = """มาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2570
องค์การบริหารส่วนตำบลตัวอย่าง

ประเด็น\tผู้รับผิดชอบ\tขั้นตอน\tการกำกับติดตาม
O2 ข้อมูลผู้บริหาร\tกองช่าง\tปรับปรุงข้อมูลผู้บริหารบนเว็บไซต์\tรายงานภายในเดือนธันวาคมของทุกปี
O28 ข้อมูลเชิงสถิติเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ\tกองคลัง\tสรุปสถิติเรื่องร้องเรียน\tรายงานภายในเดือนธันวาคมของทุกปี
E10 ช่องทางร้องเรียนการทุจริต\tกองคลัง\tประชาสัมพันธ์ช่องทางร้องเรียนทางเว็บไซต์\tรายงานภายในเดือนธันวาคมของทุกปี
E1 การเปิดเผยข้อมูล\tสำนักปลัด\tเผยแพร่ข้อมูล\tรายงานผู้บริหารทุกเดือน
"""
RESULT, OUTCOME = "ติดป้ายและลงข่าวช่องทางร้องเรียน วันที่ 3 พ.ย. 2569 ที่สำนักงาน", "ประชาชนรู้ช่องทางและแจ้งเข้ามาได้สะดวกขึ้น"

DEED = "ติดป้ายและลงข่าวช่องทางร้องเรียนที่สำนักงาน"


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with living(database_url, tmp_path, PLAN) as found:
        yield found


def answered(office: Office) -> list[tuple[str, str]]:
    """What stands: element and words."""
    return [(row.element, row.words) for row in office.rows(ReportAnswer) if row.ended is None]


def test_what_is_missing_is_asked_for_one_thing_at_a_time(office: Office):
    assert office.say("กล้า", "E10 เสร็จแล้วค่ะ") == (
        "บันทึกแล้วค่ะ คุณกล้า: E10 (กองคลัง) เสร็จแล้ว\nขอข้อมูล 3 ข้อสำหรับรายงานสิ้นปีของ E10 ค่ะ\n(1/3) สรุปผล: ทำอะไร เมื่อไร ที่ไหนคะ"
    )
    assert office.say("กล้า", RESULT) == (
        f"จดแล้วค่ะ สรุปผล E10: {RESULT}\n(2/3) ผลลัพธ์: เกิดผลอย่างไร ประชาชนหรือหน่วยงานได้อะไรคะ"
    )
    assert office.buttons("กล้า") == ["ตอบภายหลัง", "แก้คำตอบ"]
    assert office.say("กล้า", OUTCOME).endswith("(3/3) หลักฐาน: มีลิงก์หน้าเว็บ รูป หรือไฟล์ไหมคะ (ส่งในแชตนี้ได้เลย)")
    assert office.say("กล้า", "https://www.example.go.th/e10") == (
        "เก็บลิงก์เป็นหลักฐานของ E10 แล้วค่ะ\nข้อมูลของ E10 ครบแล้ว ขอบคุณคุณกล้ามากค่ะ"
    )
    assert answered(office) == [("result", RESULT), ("outcome", OUTCOME)]
    assert office.links() == ["https://www.example.go.th/e10"]
    assert office.status("E10") == Status.COMPLETED


@pytest.mark.one_database
def test_in_a_group_one_button_leads_to_the_private_chat_and_nothing_is_pushed(office: Office):
    assert learn_bots(office.town.house) == 1
    office.say("สมคิด", "สวัสดีค่ะ", STAFF_GROUP)  # the digest has been said
    assert office.say("กล้า", "E10 เสร็จแล้ว", STAFF_GROUP) == "บันทึกแล้วค่ะ คุณกล้า: E10 (กองคลัง) เสร็จแล้ว"
    assert office.buttons(STAFF_GROUP) == ["ยกเลิกการบันทึก", "เพิ่มสรุปผลในแชตส่วนตัว"]
    leads_to = office.town.heard(STAFF_GROUP)[-1]["actions"][-1]["uri"]
    assert leads_to.startswith("https://line.me/R/oaMessage/%40")
    assert leads_to.endswith("E10")
    assert office.say("กล้า", "ตอบต่อ E10").endswith("สรุปผล: ทำอะไร เมื่อไร ที่ไหนคะ")
    assert office.line.requests("push") == []


@pytest.mark.one_database
def test_what_is_told_under_ones_own_report_in_the_group_is_offered_to_it_and_thanks_are_not(office: Office):
    office.say("สมคิด", "สวัสดีค่ะ", STAFF_GROUP)  # the digest has been said
    office.say("กล้า", "E10 เสร็จแล้ว", STAFF_GROUP)
    card = office.town.heard(STAFF_GROUP)[-1]["id"]
    for who, words in (("กล้า", "ขอบคุณทุกคนที่มาช่วยกันนะคะ"), ("ชูใจ", "เก่งมาก 2 วันก็เสร็จแล้วนะเนี่ย"), ("กล้า", "เย้ 555")):
        assert office.say(who, words, STAFF_GROUP, quote=card) == ""
    assert office.say("กล้า", RESULT, STAFF_GROUP, quote=card) == "ข้อความนี้เป็นสรุปผลของ E10 ใช่ไหมคะ"
    assert (office.buttons(STAFF_GROUP), answered(office)) == (["ใช่ จดไว้เลย"], [])
    office.press("กล้า", "ใช่ จดไว้เลย", STAFF_GROUP)
    assert answered(office) == [("result", RESULT)]


@pytest.mark.one_database
def test_one_may_stop_and_come_back_tomorrow(office: Office):
    office.say("กล้า", "E10 เสร็จแล้ว")
    office.say("กล้า", RESULT)
    assert office.press("กล้า", "ตอบภายหลัง") == "ได้ค่ะ พร้อมเมื่อไรพิมพ์ “ตอบต่อ” หรือ “งานของฉัน” ได้เลย"
    office.town.at("2026-12-02", "09:00")
    assert "E10 ช่องทางร้องเรียนการทุจริต: ผลลัพธ์, หลักฐาน" in office.say("กล้า", "งานของฉัน")
    assert office.press("กล้า", "ตอบต่อ E10").startswith("E10 ยังขาดข้อมูลอีก 2 ข้อค่ะ\n(2/3) ผลลัพธ์:")
    office.say("กล้า", OUTCOME)
    assert answered(office) == [("result", RESULT), ("outcome", OUTCOME)]


@pytest.mark.one_database
@pytest.mark.parametrize("words", ["ไว้ทีหลังนะคะ", "ยังค่ะ", "รับทราบค่ะ", "เดี๋ยวค่อยส่งพรุ่งนี้ค่ะ"])
def test_later_is_no_answer_and_moves_nothing(office: Office, words: str):
    office.say("กล้า", "E10 เสร็จแล้ว")
    assert office.say("กล้า", words).startswith("ได้ค่ะ พร้อมเมื่อไร")
    assert (answered(office), office.status("E10")) == ([], Status.COMPLETED)


@pytest.mark.one_database
def test_a_report_of_another_item_or_a_question_goes_its_own_way(office: Office):
    office.say("กล้า", "E10 เสร็จแล้ว")
    assert office.say("กล้า", "O28 กำลังทำค่ะ").startswith("บันทึกแล้วค่ะ คุณกล้า: O28")
    office.say("กล้า", "ตอบต่อ E10")
    assert "งานของฉัน" in office.say("กล้า", "งานของฉัน")
    office.say("กล้า", "ตอบต่อ E10")
    assert "E10" in office.say("กล้า", "ยังไม่เสร็จค่ะ ขอโทษค่ะ")
    assert (answered(office), office.status("E10")) == ([], Status.IN_PROGRESS)


@pytest.mark.one_database
def test_an_answer_that_names_another_item_never_finishes_it(office: Office):
    office.say("กล้า", "E10 เสร็จแล้ว")
    words = "ประชาสัมพันธ์ช่องทางครบทุกหมู่บ้านแล้วตามสถิติ O28 เมื่อ 3 พ.ย. 2569 ที่ศาลาประชาคม"
    office.say("กล้า", words)
    assert (answered(office), office.status("O28")) == ([("result", words)], Status.NOT_STARTED)


@pytest.mark.one_database
def test_result_and_outcome_plainly_marked_fill_both(office: Office):
    words = f"E10 เสร็จแล้วค่ะ {DEED} ผลลัพธ์: {OUTCOME} https://www.example.go.th/e10"
    answer = office.say("กล้า", words)
    assert answer == "บันทึกแล้วค่ะ คุณกล้า: E10 (กองคลัง) เสร็จแล้ว พร้อมลิงก์"
    assert answered(office) == [("result", DEED), ("outcome", OUTCOME)]


@pytest.mark.one_database
def test_an_answer_with_both_marked_needs_no_second_question(office: Office):
    office.say("กล้า", "E10 เสร็จแล้ว")
    assert "(3/3) หลักฐาน" in office.say("กล้า", f"{RESULT} ผลคือ {OUTCOME}")
    assert answered(office) == [("result", RESULT), ("outcome", OUTCOME)]


@pytest.mark.one_database
def test_what_the_plan_says_already_is_pointed_out_and_kept(office: Office):
    office.say("กล้า", "E10 เสร็จแล้ว")
    assert "เหมือนกับที่เขียนไว้ในแผน" in office.say("กล้า", "ประชาสัมพันธ์ช่องทางร้องเรียน ทางเว็บไซต์")
    assert answered(office) == [("result", "ประชาสัมพันธ์ช่องทางร้องเรียน ทางเว็บไซต์")]


@pytest.mark.one_database
def test_what_another_row_says_already_is_pointed_out_and_kept(office: Office):
    office.say("กล้า", "E10 เสร็จแล้ว")
    office.say("กล้า", RESULT)
    office.say("กล้า", "O28 เสร็จแล้ว")
    assert "เหมือนกับที่ตอบไว้ในเรื่องอื่น" in office.say("กล้า", RESULT + "ค่ะ")
    assert answered(office) == [("result", RESULT), ("result", RESULT + "ค่ะ")]


@pytest.mark.one_database
def test_an_item_of_the_catalogue_asks_for_its_own_elements_with_their_figures(office: Office):
    office.say("กล้า", "O28 เสร็จแล้ว")
    office.say("กล้า", "รวบรวมเรื่องร้องเรียนทั้งปี เมื่อ 5 พ.ย. 2569 ที่กองคลัง")
    assert "(3/4) จำนวนเรื่อง: มีทั้งหมดกี่เรื่อง" in office.say("กล้า", "ผู้บริหารเห็นภาพรวมเรื่องร้องเรียน")
    assert "ในคำตอบยังไม่มีตัวเลข" in office.say("กล้า", "มีหลายเรื่องค่ะ")
    office.press("กล้า", "แก้คำตอบ")
    assert "จำนวนเรื่อง O28: ๓ เรื่อง" in office.say("กล้า", "๓ เรื่อง")
    assert answered(office)[2:] == [("element/cases", "๓ เรื่อง")]


@pytest.mark.one_database
def test_what_must_be_shown_is_confirmed_by_one_press(office: Office):
    office.say("ธนา", "O2 เสร็จแล้ว")
    office.say("ธนา", "ปรับปรุงรายชื่อผู้บริหารเมื่อ 4 พ.ย. 2569 บนเว็บไซต์")
    asked = office.say("ธนา", "ประชาชนติดต่อผู้บริหารได้ตรงคน")
    assert "มีครบหรือไม่คะ (ชื่อ-นามสกุล, ตำแหน่ง, รูปถ่าย" in asked
    assert office.press("ธนา", "มีครบแล้ว").endswith("(4/4) หลักฐาน: มีลิงก์หน้าเว็บ รูป หรือไฟล์ไหมคะ (ส่งในแชตนี้ได้เลย)")
    assert answered(office)[2:] == [("element/shown", "มีครบแล้ว")]


@pytest.mark.one_database
def test_an_edited_report_brings_what_it_tells_anew(office: Office):
    message = office.town.say("กล้า", f"E10 เสร็จแล้วค่ะ ติดป้ายประชาสัมพันธ์ ผลลัพธ์: {OUTCOME}", STAFF_GROUP)
    office.act(STAFF_GROUP, lambda: office.line.edit(message, f"E10 เสร็จแล้วค่ะ {DEED} ผลลัพธ์: {OUTCOME}"))
    assert answered(office) == [("result", DEED), ("outcome", OUTCOME)]


@pytest.mark.one_database
def test_an_unsent_answer_loses_its_words_and_is_asked_for_again(office: Office):
    office.say("กล้า", "E10 เสร็จแล้ว")
    message = office.town.say("กล้า", RESULT)
    assert office.act("กล้า", lambda: office.line.unsend(message)) == ""
    assert answered(office) == []
    assert {row.words for row in office.rows(ReportAnswer)} == {""}
    assert "(1/3) สรุปผล" in office.say("กล้า", "ตอบต่อ")


@pytest.mark.one_database
def test_an_answer_is_corrected_or_taken_back_by_its_button(office: Office):
    office.say("กล้า", "E10 เสร็จแล้ว")
    office.say("กล้า", "ติดป้ายประชาสัมพันธ์ที่ตลาด")
    assert office.press("กล้า", "แก้คำตอบ") == "พิมพ์สรุปผลของ E10 ใหม่ได้เลยค่ะ\nเดิม: ติดป้ายประชาสัมพันธ์ที่ตลาด"
    office.say("กล้า", RESULT)
    assert answered(office) == [("result", RESULT)]
    office.press("กล้า", "แก้คำตอบ")
    assert office.press("กล้า", "ลบคำตอบเดิม") == "ลบสรุปผลของ E10 แล้วค่ะ"
    assert answered(office) == []


@pytest.mark.one_database
def test_of_two_who_answer_at_once_nobodys_words_are_lost(office: Office):
    office.say("กล้า", "E10 เสร็จแล้ว", STAFF_GROUP)
    office.say("กล้า", "ตอบต่อ E10")
    office.say("ชูใจ", "ตอบต่อ E10")
    office.say("กล้า", RESULT)
    assert "มีคำตอบเดิมอยู่แล้ว เก็บไว้ทั้งสองคำตอบค่ะ" in office.say("ชูใจ", "ทำแผ่นพับแจกทุกหมู่บ้าน 4 พ.ย. 2569")
    assert len(answered(office)) == 2


@pytest.mark.one_database
def test_a_quoted_question_is_answered_three_weeks_later(office: Office):
    office.say("กล้า", "E10 เสร็จแล้ว")
    question = office.town.heard("กล้า")[-1]["id"]
    office.town.at("2026-12-22", "09:00")
    office.say("กล้า", RESULT, quote=question)
    assert answered(office) == [("result", RESULT)]


@pytest.mark.one_database
def test_taking_the_report_back_takes_back_what_the_same_message_told(office: Office):
    office.say("กล้า", f"E10 เสร็จแล้วค่ะ {DEED} ผลลัพธ์: {OUTCOME}")
    office.press("กล้า", "ยกเลิกการบันทึก")
    assert (answered(office), office.status("E10")) == ([], Status.NOT_STARTED)


@pytest.mark.one_database
def test_whoever_may_not_report_it_does_not_answer_for_it(office: Office):
    office.say("กล้า", "E10 เสร็จแล้ว", STAFF_GROUP)
    assert office.say("ธนา", "ตอบต่อ E10") == "ไม่มีข้อมูลรายงานที่รอเพิ่มค่ะ"


@pytest.mark.one_database
def test_the_coordinator_is_told_of_an_obstacle_once_and_gently(office: Office):
    office.say("กล้า", "E10 ติดปัญหา รอหนังสือจากจังหวัดเรื่องระบบ", STAFF_GROUP)
    assert office.town.heard("มานี") == []
    told = office.say("มานี", "ช่วยเหลือ")
    assert "คุณกล้าแจ้งปัญหา/อุปสรรคของ E10 ค่ะ\n“" in told
    assert "รอหนังสือจากจังหวัด" in told
    assert "คุณกล้าแจ้ง" not in office.say("มานี", "ช่วยเหลือ")
    assert office.line.requests("push") == []


@pytest.mark.one_database
def test_an_obstacle_taken_back_or_unsent_is_told_to_nobody(office: Office):
    office.say("กล้า", "E10 ติดปัญหา รอหนังสือจากจังหวัด", STAFF_GROUP)
    office.press("กล้า", "ยกเลิกการบันทึก", STAFF_GROUP)
    message = office.town.say("กล้า", "O28 ติดปัญหา รอข้อมูลจากตำรวจ", STAFF_GROUP)
    office.act(STAFF_GROUP, lambda: office.line.unsend(message))
    assert "คุณกล้าแจ้ง" not in office.say("มานี", "ช่วยเหลือ")


@pytest.mark.one_database
def test_cancel_after_a_done_asks_what_is_meant_and_changes_nothing_by_itself(office: Office):
    office.say("กล้า", "E10 เสร็จแล้ว")
    assert office.say("กล้า", "ยกเลิก") == "ต้องการยกเลิกอะไรคะ กดเลือกได้เลยค่ะ ตอนนี้ยังไม่มีการเปลี่ยนแปลง"
    assert office.buttons("กล้า") == ["ยกเลิกการบันทึก E10", "ไม่ยกเลิก"]
    assert office.status("E10") == Status.COMPLETED
    office.press("กล้า", "ยกเลิกการบันทึก E10")
    assert office.status("E10") == Status.NOT_STARTED


@pytest.mark.one_database
def test_the_answer_of_just_now_is_taken_back_without_the_report(office: Office):
    office.say("กล้า", "E10 เสร็จแล้ว")
    office.say("กล้า", RESULT)
    assert office.say("กล้า", "ขอยกเลิกคำตอบเมื่อกี้ค่ะ").endswith(f"คำตอบล่าสุด: {RESULT}")
    assert answered(office) == [("result", RESULT)]
    office.press("กล้า", "ลบคำตอบล่าสุด")
    assert answered(office) == []
    assert office.status("E10") == Status.COMPLETED


@pytest.mark.parametrize(
    "words", ["ยกเลิกครับ", "ขอยกเลิกการบันทึก", "ช่วยลบที่ตอบไปหน่อยค่ะ", "ขอถอนรายงาน E10 ก่อน", "ยกเลิก e10"]
)
def test_a_bare_wish_to_cancel_is_known(words: str):
    assert answers.calls_off(words)


@pytest.mark.parametrize("words", ["ยกเลิกโครงการเพราะน้ำท่วม", "ยกเลิกสัญญาจ้างแล้ว", "ลบข้อมูลเก่าบนเว็บไซต์แล้ว", "ยังไม่ยกเลิก"])
def test_what_was_cancelled_in_the_work_is_no_wish_to_cancel(words: str):
    assert not answers.calls_off(words)


@pytest.mark.parametrize(
    "words",
    [
        "ขอเลื่อน O28 ไปวันที่ 20 มกราคม 2570 นะคะ เพราะยังรอตัวเลขจากศูนย์ดำรงธรรมจังหวัด",
        "O28 กำลังรวบรวมตัวเลขเรื่องร้องเรียนจากทุกกองอยู่ค่ะ คาดว่าจะครบถ้วนภายในสัปดาห์หน้า",
        "O28 ติดปัญหาระบบร้องเรียนล่ม ดึงตัวเลขออกมาไม่ได้เลยตั้งแต่วันจันทร์ที่ผ่านมาค่ะ",
    ],
)
def test_a_long_word_on_another_item_is_no_answer_to_the_open_question(office: Office, words: str):
    office.say("กล้า", "E10 เสร็จแล้ว")
    said = office.say("กล้า", words)
    assert (answered(office), "O28" in said) == ([], True)
    assert office.replies()[-1].said == words


def offered(office: Office) -> None:
    """Words after the question was put off, and the card that asks whether they are the result."""
    office.say("กล้า", "E10 เสร็จแล้ว", STAFF_GROUP)
    assert "ใช่ไหมคะ" in office.say("กล้า", DEED)


@pytest.mark.one_database
def test_words_offered_are_kept_once_however_often_it_is_pressed(office: Office):
    offered(office)
    card = office.town.heard("กล้า")[-1]["id"]
    for _ in range(2):
        office.act("กล้า", lambda: office.town.press("กล้า", card, "ใช่ จดไว้เลย"))
    assert answered(office) == [("result", DEED)]
    office.press("กล้า", "แก้คำตอบ")
    office.press("กล้า", "ลบคำตอบเดิม")
    said = office.act("กล้า", lambda: office.town.press("กล้า", card, "ใช่ จดไว้เลย"))
    assert (answered(office), "สรุปผล: ทำอะไร เมื่อไร ที่ไหนคะ" in said) == ([], True)


@pytest.mark.one_database
def test_words_offered_are_kept_as_what_was_asked_though_it_was_answered_meanwhile(office: Office):
    offered(office)
    card = office.town.heard("กล้า")[-1]["id"]
    office.say("กล้า", "ตอบต่อ E10")
    office.say("กล้า", "ทำแผ่นพับแจกทุกหมู่บ้าน 4 พ.ย. 2569")
    office.act("กล้า", lambda: office.town.press("กล้า", card, "ใช่ จดไว้เลย"))
    assert [element for element, _ in answered(office)] == ["result", "result"]


@pytest.mark.one_database
def test_what_must_be_shown_is_confirmed_once_however_often_it_is_pressed(office: Office):
    office.say("ธนา", "O2 เสร็จแล้ว")
    office.say("ธนา", "ปรับปรุงรายชื่อผู้บริหารเมื่อ 4 พ.ย. 2569 บนเว็บไซต์")
    office.say("ธนา", "ประชาชนติดต่อผู้บริหารได้ตรงคน")
    card = office.town.heard("ธนา")[-1]["id"]
    for _ in range(2):
        office.act("ธนา", lambda: office.town.press("ธนา", card, "มีครบแล้ว"))
    assert answered(office)[2:] == [("element/shown", "มีครบแล้ว")]


@pytest.mark.one_database
def test_what_was_taken_back_is_not_answered_for(office: Office):
    office.say("กล้า", "E10 เสร็จแล้ว")
    question = office.town.heard("กล้า")[-1]["id"]
    office.press("กล้า", "ยกเลิกการบันทึก")
    office.say("กล้า", RESULT, quote=question)
    assert (answered(office), office.status("E10")) == ([], Status.NOT_STARTED)


@pytest.mark.one_database
def test_a_link_in_an_answer_does_not_keep_the_report_from_being_taken_back(office: Office):
    office.say("กล้า", "E10 เสร็จแล้ว")
    first = office.replies()[0].id
    office.say("กล้า", f"{RESULT} https://www.example.go.th/e10")
    said = office.act("กล้า", lambda: office.line.postback("กล้า", None, f"a=undo&r={first}"))
    assert said == "ยกเลิกการบันทึกแล้วค่ะ E10 (กองคลัง) กลับเป็น “ยังไม่ได้ดำเนินการ”"


@pytest.mark.one_database
def test_a_link_told_again_in_an_answer_is_not_said_to_be_new(office: Office):
    office.say("กล้า", "E10 เสร็จแล้ว https://www.example.go.th/e10")
    said = office.say("กล้า", f"{RESULT} https://www.example.go.th/e10")
    assert (answered(office), "เก็บลิงก์" in said) == ([("result", RESULT)], False)


@pytest.mark.one_database
def test_a_bare_link_named_as_proof_is_no_result_and_the_question_stands(office: Office):
    office.say("กล้า", "E10 เสร็จแล้ว")
    said = office.say("กล้า", "E10 หลักฐาน https://www.example.go.th/e10")
    assert (answered(office), office.links()) == ([], ["https://www.example.go.th/e10"])
    assert said.startswith("เก็บลิงก์เป็นหลักฐานของ E10 แล้วค่ะ")
    assert "สรุปผล: ทำอะไร เมื่อไร ที่ไหนคะ" in said
    office.say("กล้า", RESULT)
    assert answered(office) == [("result", RESULT)]


@pytest.mark.one_database
def test_last_years_report_is_still_filled_in_after_the_year_has_turned(office: Office):
    office.town.at("2027-09-30", "15:00")
    office.say("กล้า", "E10 เสร็จแล้ว", STAFF_GROUP)
    office.town.at("2027-10-01", "09:00")
    take_up(office.town, PLAN.replace("2570", "2571"), 2571)
    assert "E10" in office.say("กล้า", "ตอบต่อ E10")
    office.say("กล้า", RESULT)
    assert answered(office) == [("result", RESULT)]
    office.town.at("2028-02-15", "09:00")
    assert office.say("กล้า", "ตอบต่อ E10") == "ไม่มีข้อมูลรายงานที่รอเพิ่มค่ะ"
