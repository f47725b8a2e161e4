"""Questions: executives see the whole office, others their own unit, strangers nothing; chatter hears nothing."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from models.bangkok import BANGKOK
from models.database import transaction
from models.unit import add_alias, add_section, add_unit, resolve_unit
from tests.journeys import EXECUTIVES_GROUP, PLAN, STAFF_GROUP, Office, living, take_up

pytestmark = pytest.mark.one_database
CHATTER = """สวัสดีตอนเช้าครับทุกคน
วันนี้ประชุมสภาบ่ายโมงนะคะ
ข้าวเที่ยงเสร็จแล้วววว
ใครเห็นกุญแจห้องประชุมบ้าง
ขอบคุณค่ะพี่
รับทราบครับ
เดี๋ยวส่งให้พรุ่งนี้นะ
ฝนตกหนักมาก รถติดสุด ๆ
5555555
สรุปว่าไปกี่คนคะ
งานบุญที่วัดวันเสาร์ใครไปบ้าง
พิมพ์เสร็จแล้ว วางไว้บนโต๊ะนะคะ
เครื่องปริ้นเสียอีกแล้ว
โอเคค่ะ
ผอ. ไปราชการถึงวันศุกร์
น้ำดื่มหมดแล้ว สั่งเพิ่มไหม
ค้างค่าน้ำชมรม 200 บาทนะ
เกินเวลาแล้ว กลับบ้านกันเถอะ
ช่วยเหลือกันหน่อยยกโต๊ะที
Good morning ka"""


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with living(database_url, tmp_path) as found:
        yield found


def test_twenty_lines_of_small_talk_are_answered_with_silence(office: Office):
    office.say("สมคิด", "สวัสดีค่ะ", STAFF_GROUP)  # the digest rides on the first of them
    lines = CHATTER.split("\n")
    answers = [office.say("ธนา", line, STAFF_GROUP) for line in lines]
    assert (len(lines), [a for a in answers if a]) == (20, [])
    assert office.replies() == []


def test_the_executive_sees_the_whole_office_and_looks_closer_by_button(office: Office):
    office.say("กล้า", "O13 เสร็จแล้ว")
    office.town.at("2027-01-04")
    whole = office.say("ปิติ", "สรุป")
    assert whole.startswith("ITA ปี 2570 · ทุกส่วนราชการ ณ 4 ม.ค. 2570\nเสร็จแล้ว 1 · กำลังทำ 0")
    assert "เกินกำหนด: " in whole
    assert office.press("ปิติ", "กองคลัง").startswith("ITA ปี 2570 · กองคลัง")
    office.say("ปิติ", "สรุป")
    assert "กองช่าง 2 เรื่อง" in office.press("ปิติ", "ใครยังไม่ส่ง")
    assert "ยังไม่รายงาน" in office.say("ปิติ", "ใครยังไม่รายงาน")
    assert "O20 คู่มือการขออนุญาต ครบ 31 ธ.ค. 2569 (เกินกำหนด 4 วัน)" in office.say("ปิติ", "ค้าง")
    assert office.say("ปิติ", "เกินกำหนด").startswith("งานเกินกำหนด")


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("สรุปกองคลัง", "ITA ปี 2570 · กองคลัง ณ"),
        ("สรุปไตรมาส 1", "ITA ปี 2570 · ไตรมาส 1 ณ"),
        ("สรุป O13", "สถานะ O13\nO13 แผนการจัดซื้อจัดจ้าง ครบ 31 ธ.ค. 2569 (อีก 30 วัน) · กองคลัง"),
        ("สรุป O37", "ในแผนปีนี้ไม่พบงานของ“O37” ค่ะ"),
        ("สรุปกองการประปา", "ในแผนปีนี้ไม่พบงานของ“กองการประปา” ค่ะ"),
        ("ค้าง", "ไม่มีงานเกินกำหนดค่ะ"),
        ("กองไหนช้า", "ไม่มีงานเกินกำหนดค่ะ"),
        ("แต่ละกองเป็นยังไงบ้าง", "ITA ปี 2570 · ทุกส่วนราชการ ณ"),
        ("ทุกกองถึงไหนแล้ว", "ITA ปี 2570 · ทุกส่วนราชการ ณ"),
        ("สรุป O99", "ในแผนปีนี้ไม่พบงานของ“O99” ค่ะ"),
        ("สรุปปีที่แล้ว", "ไม่มีข้อมูลของปี 2569 ค่ะ"),
        ("สรุปกองคลัง ปีงบประมาณ 2568", "ไม่มีข้อมูลของปี 2568 ค่ะ"),
        ("สรุปปีนี้", "ITA ปี 2570 · ทุกส่วนราชการ ณ"),
        ("สรุปปี 2570", "ITA ปี 2570 · ทุกส่วนราชการ ณ"),
    ],
)
def test_an_executive_asks_in_a_word(office: Office, asked: str, answer: str):
    assert office.say("ปิติ", asked).startswith(answer)


def test_last_year_is_told_of_where_the_office_had_a_plan_then(office: Office):
    take_up(office.town, PLAN.replace("2570", "2569"), 2569, datetime(2025, 10, 1, 9, tzinfo=BANGKOK))
    for asked in ("สรุปปีที่แล้ว", "สรุปปี 69", "ปีก่อนเป็นยังไงบ้าง"):
        assert office.say("ปิติ", asked).startswith("ITA ปี 2569 · ทุกส่วนราชการ ณ"), asked
    assert office.say("ปิติ", "สรุปกองคลังปีที่แล้ว").startswith("ITA ปี 2569 · กองคลัง ณ")
    assert office.say("ปิติ", "สรุปกองช่าง ไตรมาส 3 ปีที่แล้ว") == "ในแผนปี 2569 ไม่พบงานของส่วนที่ถามค่ะ"
    assert office.say("ปิติ", "สรุป").startswith("ITA ปี 2570")


def test_a_unit_is_asked_for_by_any_of_the_offices_own_words(office: Office):
    with transaction(office.town.house.engine) as session:
        finance = resolve_unit(session, office.town.agency_id, "กองคลัง")
        assert finance
        add_alias(session, office.town.agency_id, finance.id, "คลัง")
        add_section(session, office.town.agency_id, finance.id, "งานพัสดุ")
        add_unit(session, office.town.agency_id, "สำนักช่าง")
    assert office.say("ปิติ", "สรุปคลัง").startswith("ITA ปี 2570 · กองคลัง ณ")
    assert office.say("ปิติ", "สรุปงานพัสดุ").startswith("ในแผนปีนี้ไม่พบงานของ")
    assert office.say("ปิติ", "สรุปสำนักช่าง").startswith("ในแผนปีนี้ไม่พบงานของ")
    assert office.say("ปิติ", "สรุป").startswith("ITA ปี 2570 · ทุกส่วนราชการ")


def test_an_officer_sees_their_own_unit_and_no_other(office: Office):
    assert office.say("กล้า", "สรุป").startswith("ITA ปี 2570 · กองคลัง")
    refused = "ดูได้เฉพาะงานของส่วนราชการที่ท่านสังกัดค่ะ"
    assert [office.say("กล้า", asked)[: len(refused)] for asked in ("สรุปกองช่าง", "สรุป O20")] == [refused] * 2
    whole = office.town.line.inbox("ปิติ")
    assert whole == []
    office.line.postback("กล้า", None, f"a=summary&u={office.owed('O20').unit_id}")
    office.town.work()
    assert office.town.last("กล้า").startswith(refused)
    assert "กองช่าง" not in office.say("กล้า", "ใครยังไม่ส่ง")


def test_my_work_comes_with_its_buttons(office: Office):
    mine = office.say("กล้า", "งานของฉัน")
    assert mine.split("\n")[0] == "งานของฉัน 3 เรื่อง"
    assert office.buttons("กล้า").count("เสร็จแล้ว") == 3
    assert office.press("กล้า", "กำลังทำ").startswith("บันทึกแล้วค่ะ คุณกล้า: O12 (กองคลัง) กำลังดำเนินการ")


def test_the_collector_is_shown_how_many_have_handed_in(office: Office):
    for who in ("กล้า", "ธนา"):
        office.say(who, "O12 เสร็จแล้ว")
    office.say("มานี", "งานของฉัน")
    shown = str(office.town.heard("มานี")[-1]["body"])
    assert "สำนักปลัด (รวบรวม) · ส่งแล้ว 2/5" in shown


@pytest.mark.parametrize("who", ["มานี", "วีระ", "กล้า", "ปิติ"])
def test_help_speaks_to_each_role(office: Office, who: str):
    assert office.say(who, "ช่วยเหลือ") == "วิธีใช้ตามงานค่ะ"
    own = {"มานี": "ผู้ประสาน:", "วีระ": "หัวหน้าส่วน:", "กล้า": "งานของฉัน", "ปิติ": "ผู้บริหาร:"}[who]
    assert own in str(office.town.heard(who)[-1]["body"])


def test_in_the_executives_group_a_bare_command_is_enough_and_talk_is_not(office: Office):
    assert office.say("ปิติ", "สรุปกองช่าง", EXECUTIVES_GROUP).startswith("ITA ปี 2570 · กองช่าง")
    assert office.say("ปิติ", "สรุปว่าพรุ่งนี้ไปกี่โมง", EXECUTIVES_GROUP) == ""
    assert office.say("ปิติ", "สรุป", STAFF_GROUP).startswith("ITA") is False


def test_a_stranger_is_told_how_to_begin_and_sees_nothing(office: Office):
    office.line.user("คนแปลกหน้า", friend=True)
    for words in ("สวัสดีครับ", "สรุป", "O12 เสร็จแล้ว"):
        assert office.say("คนแปลกหน้า", words).startswith("ยังไม่รู้จักบัญชีนี้ค่ะ ลงทะเบียนชื่อก่อน")
    office.line.postback("คนแปลกหน้า", None, "a=overdue")
    office.town.work()
    assert office.town.last("คนแปลกหน้า").endswith("ลงทะเบียนชื่อของฉัน เก็บข้อมูลอะไรบ้าง")
    assert office.replies() == []


def test_before_the_plan_is_there_everybody_is_told_so(database_url: str, tmp_path: Path):
    with living(database_url, tmp_path, plan=None) as office:
        for asked in ("สรุป", "เกินกำหนด", "ใครยังไม่ส่ง", "งานของฉัน"):
            assert office.say("มานี", asked).startswith("ยังไม่มีแผนของปีนี้ในระบบค่ะ")
        assert office.say("กล้า", "O12 เสร็จแล้ว") == "ไม่พบข้อ O12 ในงานที่รอรายงานค่ะ"


def test_no_reminder_after_done_and_the_push_carries_only_what_is_left(office: Office):
    office.town.befriended_by_nobody()
    office.say("กล้า", "O12 กับ O13 เสร็จแล้วค่ะ")
    office.say("ธนา", "O12 เสร็จแล้วค่ะ")
    assert (office.town.heard(STAFF_GROUP), office.line.quota()["used"]) == ([], 0)
    office.town.at(date(2026, 12, 1), "13:30")
    office.town.work()
    (names, card) = office.town.heard(STAFF_GROUP)
    lines = card["body"]["altText"].split("\n")[1:]
    assert [line.split(" ")[0] for line in lines] == ["O12", "O12", "O20"]
    assert "ยังไม่ส่ง: สำนักปลัด, กองการศึกษา, กองสวัสดิการสังคม" in str(card["body"])
    assert "กล้า" not in str(names["body"])
    assert (card["via"], office.line.quota()["used"]) == ("push", len(office.line.cast()["groups"][0]["members"]))
    office.town.at(date(2026, 12, 1), "15:00")
    office.town.work()
    assert len(office.town.heard(STAFF_GROUP)) == 2


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("มีปัญหาอะไรบ้าง", ["กองคลัง E10 “รอป้ายจากร้าน”", "กองช่าง O20 “ติดรอแบบฟอร์มจากอำเภอ”"]),
        ("ใครติดปัญหา", ["กองคลัง E10 “รอป้ายจากร้าน”", "กองช่าง O20 “ติดรอแบบฟอร์มจากอำเภอ”"]),
        ("กองไหนติดขัดบ้างคะ", ["กองคลัง E10 “รอป้ายจากร้าน”", "กองช่าง O20 “ติดรอแบบฟอร์มจากอำเภอ”"]),
        ("กองช่างติดปัญหาอะไรครับ", ["กองช่าง O20 “ติดรอแบบฟอร์มจากอำเภอ”"]),
        ("E10 ติดอะไรอยู่", ["กองคลัง E10 “รอป้ายจากร้าน”"]),
        ("O13 มีปัญหาไหม", []),
    ],
)
def test_who_is_stuck_is_told_with_the_cause_in_their_own_words(office: Office, asked: str, told: list[str]):
    office.say("กล้า", "E10 รอป้ายจากร้าน", STAFF_GROUP)
    office.say("ธนา", "O20 ติดรอแบบฟอร์มจากอำเภอ", STAFF_GROUP)
    answer = office.say("ปิติ", asked).split("\n")
    expected = [f"ติดขัด {len(told)} เรื่องค่ะ"] if told else ["ขณะนี้ไม่มีเรื่องที่แจ้งว่าติดขัดค่ะ"]
    assert (answer[0], sorted(answer[1:])) == (expected[0], sorted(f"• {one}" for one in told))


def test_an_officer_who_asks_who_is_stuck_hears_of_their_own_unit(office: Office):
    office.say("ธนา", "O20 ติดรอแบบฟอร์มจากอำเภอ", STAFF_GROUP)
    assert office.say("กล้า", "ใครติดปัญหา") == "ขณะนี้ไม่มีเรื่องที่แจ้งว่าติดขัดค่ะ"
    assert "O20" in office.say("ธนา", "ใครติดปัญหา")
    assert office.say("ธนา", "O20 มีปัญหาครับ").startswith("บันทึกแล้วค่ะ"), "told, not asked"


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("O13", "สถานะ O13\nO13 แผนการจัดซื้อจัดจ้าง ครบ 31 ธ.ค. 2569 (อีก 30 วัน) · กองคลัง"),
        ("ข้อ o13 ครับ", "สถานะ O13\n"),
        ("O99", "ในแผนปีนี้ไม่พบงานของ“O99” ค่ะ"),
        ("O37?", "ในแผนปีนี้ไม่พบงานของ“O37” ค่ะ"),
    ],
)
def test_a_code_alone_asks_how_it_stands(office: Office, asked: str, answer: str):
    assert office.say("ปิติ", asked).startswith(answer)
    assert office.say("ปิติ", asked, EXECUTIVES_GROUP).startswith(answer)
    assert office.say("ปิติ", asked, STAFF_GROUP).startswith(answer) is False
    assert office.say("ธนา", "O13").startswith("ดูได้เฉพาะงานของส่วนราชการที่ท่านสังกัดค่ะ")


def test_in_the_executives_group_a_plain_question_of_a_unit_or_an_item_is_answered(office: Office):
    office.say("ธนา", "O20 ติดรอแบบฟอร์มจากอำเภอ", STAFF_GROUP)
    for asked, answer in (
        ("กองช่างเป็นไงบ้าง", "ITA ปี 2570 · กองช่าง"),
        ("สำนักปลัดคืบหน้าถึงไหนแล้วครับ", "ITA ปี 2570 · สำนักปลัด"),
        ("แต่ละกองเป็นยังไงบ้าง", "ITA ปี 2570 · ทุกส่วนราชการ"),
        ("O20 ถึงไหนแล้ว", "สถานะ O20"),
        ("กองไหนติดปัญหา", "ติดขัด 1 เรื่องค่ะ"),
    ):
        assert office.say("ปิติ", asked, EXECUTIVES_GROUP).startswith(answer), asked
    for talk in ("กองทุนเป็นไงบ้าง", "เป็นไงบ้าง", "มีปัญหาอะไรบ้าง", "กองช่างเป็นไงบ้างหลังย้ายตึก"):
        assert office.say("ปิติ", talk, EXECUTIVES_GROUP) == "", talk
