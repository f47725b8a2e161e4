"""The executive's minute: how things stand, a look into one unit, item, person, another day; a reminder sent."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.messages import choices
from models import progress
from models.audit import AuditEntry
from models.database import transaction
from models.figures import due_items
from models.outbox import OutboxMessage
from models.records import DueItem, Status, Voice
from tests.journeys import EXECUTIVES_GROUP, STAFF_GROUP, Office, labels_of, living

pytestmark = pytest.mark.one_database
WHOLE = ["ใครยังไม่ส่ง", "เกินกำหนด", "ไตรมาสนี้", "เดือนนี้"]
PART = ["ใครยังไม่ส่ง", "เกินกำหนด", "รายการงาน", "ดูทุกส่วนราชการ"]


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with living(database_url, tmp_path) as found:
        yield found


def brought_up(office: Office) -> int:
    return sum(entry.act == "brought_up" for entry in office.rows(AuditEntry))


def buttons_after(office: Office, who: str, words: str, where: str | None = None) -> list[str]:
    office.say(who, words, where)
    taps = {"สำนักปลัด", "กองคลัง", "กองช่าง", "กองการศึกษา", "กองสวัสดิการสังคม", *(f"ไตรมาส {n}" for n in range(1, 5))}
    return [label for label in office.buttons(where or who) if label not in taps]


def test_the_card_tells_the_year_and_leads_on(office: Office):
    office.say("กล้า", "O12 กำลังทำ 60%", STAFF_GROUP)
    office.say("ธนา", "O20 ติดรอแบบฟอร์มจากอำเภอ", STAFF_GROUP)
    assert office.say("ปิติ", "สรุป").split("\n") == [
        "ITA ปี 2570 · ทุกส่วนราชการ ณ 1 ธ.ค. 2569",
        "เสร็จแล้ว 0 · กำลังทำ 2 · ยังไม่เริ่ม 11 · เกินกำหนด 0",
        "ไม่มีงานเกินกำหนดค่ะ",
        "ยังไม่รายงาน 5 แห่ง: สำนักปลัด 2 เรื่อง, กองช่าง 1 เรื่อง, กองการศึกษา 1 เรื่อง, กองสวัสดิการสังคม 1 เรื่อง",
        "ติดขัด: กองช่าง O20 “ติดรอแบบฟอร์มจากอำเภอ”",
    ]
    assert buttons_after(office, "ปิติ", "สรุป") == [*WHOLE, "ส่งเตือน 5 แห่งที่ยังไม่ส่ง"]
    unit = office.press("ปิติ", "กองคลัง")
    assert unit.startswith("ITA ปี 2570 · กองคลัง ณ 1 ธ.ค. 2569\nเสร็จแล้ว 0 · กำลังทำ 1 · ยังไม่เริ่ม 2")
    assert office.press("ปิติ", "ไตรมาส 2").startswith(
        "ITA ปี 2570 · กองคลัง · ไตรมาส 2 ณ 1 ธ.ค. 2569\nเสร็จแล้ว 0 · กำลังทำ 0 · ยังไม่เริ่ม 1"
    )
    assert (
        office.press("ปิติ", "รายการงาน")
        == "รายการงาน · กองคลัง · ไตรมาส 2 1 เรื่อง\nE10 ช่องทางร้องเรียนการทุจริต ครบ 31 ม.ค. 2570 (อีก 61 วัน)"
    )
    assert office.press("ปิติ", "E10").startswith("สถานะ E10\nE10 ช่องทางร้องเรียนการทุจริต")


@pytest.mark.parametrize(
    ("words", "scope"),
    [
        ("สรุปกองช่าง ไตรมาส 2", None),
        ("สรุปกองช่าง ไตรมาส 1", "กองช่าง · ไตรมาส 1"),
        ("สรุปเดือนนี้", "เดือนธันวาคม 2569"),
        ("ขอดูสรุปกองคลังเดือนมกราคม", "กองคลัง · เดือนมกราคม 2570"),
        ("สรุปของคุณธนา", "งานของคุณธนา"),
        ("สรุปของฉัน", None),
    ],
)
def test_a_part_is_asked_for_in_words(office: Office, words: str, scope: str | None):
    said = office.say("ปิติ", words)
    assert said.startswith(f"ITA ปี 2570 · {scope} ณ 1 ธ.ค. 2569" if scope else "ในแผนปีนี้ไม่พบงานของส่วนที่ถามค่ะ")


def test_who_is_not_known_is_said_and_who_is_not_clear_is_asked(office: Office):
    office.hire("ธนา ใจดี", "กองคลัง")
    office.hire("ธนา ใจงาม", "กองการศึกษา")
    assert office.say("ปิติ", "สรุปของคุณสมหญิง") == "ในแผนปีนี้ไม่พบงานของ“สมหญิง” ค่ะ"
    assert office.say("ปิติ", "สรุปของคุณธนาใจ") == "“ธนาใจ” หมายถึงท่านใดคะ"
    assert office.press("ปิติ", "ธนา ใจดี").startswith("ITA ปี 2570 · งานของคุณธนา ณ 1 ธ.ค. 2569")


def test_another_day_is_told_as_it_stood_then_without_buttons_that_act(office: Office):
    office.say("กล้า", "O13 เสร็จแล้วค่ะ", STAFF_GROUP)
    office.town.at("2026-12-03", "09:00")
    assert office.say("ปิติ", "สรุป").split("\n")[1].startswith("เสร็จแล้ว 1")
    then = office.say("ปิติ", "สรุป ณ 30 พ.ย.")
    assert then.startswith("ITA ปี 2570 · ทุกส่วนราชการ ณ 30 พ.ย. 2569\nเสร็จแล้ว 0 · กำลังทำ 0 · ยังไม่เริ่ม 13")
    assert buttons_after(office, "ปิติ", "สรุป ณ 30 พ.ย.") == WHOLE
    assert office.say("ปิติ", "สรุป O13 ณ 30 พ.ย. 2569").startswith(
        "สถานะ O13 ณ 30 พ.ย. 2569\nO13 แผนการจัดซื้อจัดจ้าง ครบ 31 ธ.ค. 2569 (อีก 31 วัน)"
    )
    assert office.say("ปิติ", "สรุป ณ 31 มี.ค. 2570") == "ยังไม่ถึงวันที่ 31 มี.ค. 2570 ค่ะ ดูย้อนหลังได้ถึงวันนี้"


def test_those_missing_are_reminded_once_and_it_is_said_whom(office: Office):
    office.say("กล้า", "O13 เสร็จแล้วค่ะ", STAFF_GROUP)
    office.say("ปิติ", "สรุป")
    assert office.press("ปิติ", "ส่งเตือน 5 แห่งที่ยังไม่ส่ง").split("\n") == [
        "จะส่งเตือน 5 แห่ง 7 เรื่องให้ค่ะ",
        "สำนักปลัด: O12, E1",
        "กองคลัง: O12",
        "กองช่าง: O12, O20",
        "กองการศึกษา: O12",
        "กองสวัสดิการสังคม: O12",
    ]
    assert brought_up(office) == 7
    assert office.say("ปิติ", "ส่งเตือนกองที่ยังไม่ส่ง") == "วันนี้ส่งเตือนไปแล้วค่ะ ส่งซ้ำได้อีกในวันถัดไป"
    assert (brought_up(office), "ส่งเตือน" in "".join(buttons_after(office, "ปิติ", "สรุป"))) == (7, False)
    assert "O20" in office.heard_after(STAFF_GROUP, lambda: office.say("ธนา", "สวัสดีครับ", STAFF_GROUP))
    assert len([m for m in office.rows(OutboxMessage) if "/asked-" in m.key]) == 7


def test_one_unit_is_reminded_by_name_and_gathering_waits_for_the_units(office: Office):
    assert office.say("ปิติ", "เตือนกองคลังหน่อย") == "จะส่งเตือน 1 แห่ง 2 เรื่องให้ค่ะ\nกองคลัง: O12, O13"
    for who in ("ธนา", "สมคิด", "ดวงใจ", "กล้า", "วีระ"):
        office.say(who, "O12 เสร็จแล้ว")
    assert "สำนักปลัด: O12" in office.say("ปิติ", "ส่งเตือน")


def test_whoever_does_not_run_the_work_has_nobody_reminded(office: Office):
    assert "ส่งเตือน" not in "".join(buttons_after(office, "กล้า", "สรุป"))
    office.say("กล้า", "ส่งเตือนกองที่ยังไม่ส่ง")
    office.say("มานี", "สรุป", STAFF_GROUP, mention_bot=True)
    card = next(m for m in reversed(office.town.heard(STAFF_GROUP)) if "ส่งเตือน 5 แห่งที่ยังไม่ส่ง" in labels_of(m))
    refused = office.heard_after(STAFF_GROUP, lambda: office.town.press("กล้า", card["id"], "ส่งเตือน 5 แห่งที่ยังไม่ส่ง"))
    assert refused == "การส่งเตือนให้ผู้บริหารหรือผู้ประสานงานเป็นผู้สั่งค่ะ"
    assert brought_up(office) == 0


def test_an_officer_sees_their_own_unit_and_nobody_elses(office: Office):
    assert office.say("กล้า", "สรุป").startswith("ITA ปี 2570 · กองคลัง")
    assert office.say("กล้า", "สรุปของฉัน").startswith("ITA ปี 2570 · งานของคุณกล้า")
    refused = office.say("กล้า", "สรุปกองช่าง")
    assert (refused, office.say("กล้า", "สรุปของคุณธนา")) == (refused, refused)
    assert refused.startswith("ดูได้เฉพาะงานของส่วนราชการที่ท่านสังกัดค่ะ")
    assert office.say("ชูใจ", "สรุปของคุณกล้า").startswith("ITA ปี 2570 · งานของคุณกล้า"), "a head sees the unit's people"


def test_what_is_finished_shows_what_came_of_it(office: Office):
    office.say("กล้า", "O13 เสร็จแล้วค่ะ", STAFF_GROUP)
    office.say("ธนา", "รับทราบ O20 ครับ")
    office.say("ปิติ", "สรุป O13")
    assert office.press("ปิติ", "รับทราบ").startswith("บันทึกแล้วค่ะ รับทราบ O13")
    office.say("มานี", "สรุป O13")
    office.press("มานี", "เผยแพร่แล้ว")
    shown = office.say("ปิติ", "สรุป O13")
    assert shown.endswith("เสร็จแล้ว (กำหนด 31 ธ.ค. 2569) · ผู้บริหารรับทราบแล้ว · เผยแพร่แล้ว")
    assert office.buttons("ปิติ") == ["O13"]
    assert office.say("ปิติ", "สรุป O20").endswith("กองช่าง · ตอบรับทราบแล้ว: กองช่าง 1 ธ.ค. 2569")


def test_among_executives_the_bare_words_are_enough(office: Office):
    for words in ("สรุปของคุณธนา", "สรุป ณ 30 พ.ย.", "สรุปกองช่าง ไตรมาส 1", "ส่งเตือน"):
        assert office.say("ปิติ", words, EXECUTIVES_GROUP), words
    answers = [m for m in office.rows(OutboxMessage) if m.kind == "answer"]
    office.say("มานี", "สรุปของคุณธนา", STAFF_GROUP)
    assert len([m for m in office.rows(OutboxMessage) if m.kind == "answer"]) == len(answers), "elsewhere it is talk"


def test_published_can_be_taken_back_by_who_may_say_it(office: Office):
    office.say("กล้า", "O13 เสร็จแล้วค่ะ", STAFF_GROUP)
    office.say("มานี", "สรุป O13")
    assert office.press("มานี", "เผยแพร่แล้ว") == "บันทึกแล้วค่ะ O13 งวด 31 ธ.ค. 2569 เผยแพร่บนเว็บไซต์ของหน่วยงานแล้ว"
    assert office.press("มานี", "ยกเลิกการเผยแพร่") == "ยกเลิกแล้วค่ะ O13 งวด 31 ธ.ค. 2569 ยังไม่บันทึกว่าเผยแพร่"
    assert not office.owed("O13").published
    assert office.press("มานี", "ยกเลิกการเผยแพร่").startswith("เรื่องนี้ยังไม่ได้บันทึกว่าเผยแพร่ค่ะ")


def test_a_reason_put_off_leaves_the_question_open(office: Office):
    office.say("กล้า", "O13 เสร็จแล้วค่ะ", STAFF_GROUP)
    office.say("ปิติ", "รอรับทราบ")
    office.press("ปิติ", "ส่งกลับแก้ไข")
    assert office.say("ปิติ", "ไว้ก่อนครับ") == ("ยังไม่ได้ส่งกลับ O13 งวด 31 ธ.ค. 2569 ค่ะ คำถามนี้ยังรออยู่ พิมพ์เหตุผลเมื่อสะดวกได้เลย")
    assert not office.owed("O13").is_open
    assert office.say("ปิติ", "ขาดลายมือชื่อ").startswith("ส่งกลับ O13 งวด 31 ธ.ค. 2569 แล้วค่ะ")


def test_what_comes_round_names_its_round_and_a_label_keeps_who_gathers(office: Office):
    said = office.say("มานี", "E1 เสร็จแล้ว", STAFF_GROUP)
    assert said.startswith("บันทึกแล้วค่ะ คุณมานี: E1 (สำนักปลัด) งวด 31 ธ.ค. 2569 เสร็จแล้ว")
    gathers = next(item for item in everything(office) if item.gathers)
    both = [gathers, replace(gathers, title="ก" * 90)]
    asked = choices.ask_which(Voice(), both, "report_status", Status.COMPLETED)
    assert [a["label"].endswith("· สำนักปลัด (รวบรวม)") for a in buttons_of(asked[0])] == [True, True]


def everything(office: Office) -> list[DueItem]:
    with transaction(office.town.house.engine) as session:
        found = progress.of_year(session, office.town.agency_id, 2570)
        return list(due_items(found, found, office.town.now.date()))


def buttons_of(message: dict) -> list[dict]:
    return [part["action"] for part in message["contents"]["footer"]["contents"]]
