"""All units and who gathers: who is missing, a reminder by hand, closing, and "noted" that is no report."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from models import people
from models.assignment import Occurrence
from models.audit import AuditEntry
from models.database import transaction
from models.outbox import OutboxMessage
from tests.journeys import STAFF_GROUP, Office, Status, labels_of, living

pytestmark = pytest.mark.one_database


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with living(database_url, tmp_path) as found:
        yield found


def by_hand(office: Office) -> list[str]:
    return [m.key.split("/")[3] for m in office.rows(OutboxMessage) if "/asked-" in m.key]


def test_the_collector_sees_who_is_missing_and_reminds_them_once_a_day_by_one_button(office: Office):
    for who in ("กล้า", "ธนา"):
        office.say(who, "O12 เสร็จแล้ว")
    asked = office.say("มานี", "O12 ใครยังไม่ส่ง")
    assert asked.split("\n") == [
        "O12 รายงานผลการดำเนินงานประจำปี ครบ 31 ธ.ค. 2569 (อีก 30 วัน)",
        "ส่งแล้ว 2/5: กองคลัง, กองช่าง",
        "ยังไม่ส่ง: สำนักปลัด, กองการศึกษา, กองสวัสดิการสังคม",
    ]
    told = office.press("มานี", "เตือนกองที่ยังไม่ส่ง")
    assert told == "จะเตือน 3 ส่วนราชการเรื่อง O12 ให้ค่ะ: สำนักปลัด, กองการศึกษา, กองสวัสดิการสังคม"
    again = office.act("มานี", lambda: office.line.postback("มานี", None, button(office)))
    assert again.startswith("วันนี้เตือนเรื่อง O12 ไปแล้วค่ะ")
    assert by_hand(office) == ["asked-2026-12-01"] * 3
    listed = office.town.app.test_cli_runner().invoke(args=["told", "วีระ", "--agency", "demo"])
    assert "ผู้รวบรวมขอให้เตือน" in listed.output
    office.say("ธนา", "สวัสดีครับ", STAFF_GROUP)
    assert "O12 รายงานผลการดำเนินงานประจำปี" in office.town.heard(STAFF_GROUP)[-1]["body"]["altText"]
    office.town.at("2026-12-02", "09:00")
    assert office.act("มานี", lambda: office.line.postback("มานี", None, button(office))).startswith("จะเตือน 3")


def button(office: Office) -> str:
    one = office.owed("O12")
    return f"a=nudge&d={one.duty_id}&on={one.due_on}"


def test_who_has_handed_in_meanwhile_is_not_reminded_by_hand(office: Office):
    office.act("มานี", lambda: office.line.postback("มานี", None, button(office)))
    office.say("กล้า", "O12 เสร็จแล้ว")
    office.town.through_the_day(date(2026, 12, 1))
    kept = {m.occurrence_id: m.why for m in office.rows(OutboxMessage) if "/asked-" in m.key}
    assert kept[office.owed("O12", "กองคลัง").occurrence_id] == "ทำเสร็จแล้ว"


def test_an_officer_reminds_nobody_and_sees_no_other_unit(office: Office):
    assert office.act("กล้า", lambda: office.line.postback("กล้า", None, button(office))).startswith("เรื่องนี้ให้ผู้รวบรวม")
    assert by_hand(office) == []
    assert "กองช่าง" not in office.say("กล้า", "O12 ใครยังไม่ส่ง")


def test_closing_while_units_are_missing_asks_first(office: Office):
    office.say("มานี", "O12 เสร็จแล้ว", STAFF_GROUP)
    asked = office.say("มานี", "O12 รวบรวมส่งครบแล้วค่ะ")
    assert asked.startswith("O12 ยังไม่ส่งอีก 4 ส่วนราชการ: กองคลัง, กองช่าง, กองการศึกษา, กองสวัสดิการสังคม\nปิดงานรวบรวม")
    assert office.owed("O12", part="collector").status == Status.NOT_STARTED
    assert "O12 (สำนักปลัด ผู้รวบรวม) เสร็จแล้ว" in office.press("มานี", "ปิดงานรวบรวมเลย")
    assert office.owed("O12", part="collector").status == Status.COMPLETED


def test_closing_for_another_unit_while_units_are_missing_asks_twice(office: Office):
    with transaction(office.town.house.engine) as session:
        session.scalars(select(people.Staff).where(people.Staff.name == "มานี")).one().unit_id = None
    one = office.owed("O12", part="collector")
    button = f"d={one.duty_id}&on={one.due_on}&o={one.occurrence_id}"
    assert "จะบันทึกแทนว่า" in office.act("มานี", lambda: office.line.postback("มานี", None, f"a=done&{button}"))
    agrees = next(label for label in office.buttons("มานี") if label.startswith("ใช่"))
    assert "ปิดงานรวบรวมงวด" in office.press("มานี", agrees)
    assert office.owed("O12", part="collector").status == Status.NOT_STARTED
    office.press("มานี", "ปิดงานรวบรวมเลย")
    assert office.owed("O12", part="collector").status == Status.COMPLETED


def test_closing_goes_its_own_way_past_an_open_question_of_the_report(office: Office):
    office.say("มานี", "O12 เสร็จแล้ว")
    assert office.say("มานี", "O12 รวบรวมส่งครบแล้วค่ะ").startswith("O12 ยังไม่ส่งอีก 4 ส่วนราชการ")


def test_the_collectors_card_looks_like_gathering(office: Office):
    office.say("มานี", "O12 เสร็จแล้ว")
    office.say("มานี", "งานของฉัน")
    mine = office.town.heard("มานี")
    shown = {label for message in mine for label in labels_of(message)}
    assert {"รวบรวมครบแล้ว", "ใครยังไม่ส่ง", "เตือนกองที่ยังไม่ส่ง"} <= shown
    assert "งานรวบรวมจากทุกส่วนราชการ" in str([message["body"] for message in mine])
    assert office.press("มานี", "ใครยังไม่ส่ง").split("\n")[1] == "ส่งแล้ว 1/5: สำนักปลัด"


def test_two_at_once_close_it_once(office: Office):
    for who in ("กล้า", "ธนา", "สมคิด", "ดวงใจ", "วีระ"):
        office.say(who, "O12 เสร็จแล้ว")
    office.line.say("มานี", None, "O12 เสร็จแล้ว")
    office.line.say("วีระ", None, "O12 เสร็จแล้ว")
    office.town.work()
    gathering = office.owed("O12", part="collector")
    steps = [r.became for r in office.replies() if r.occurrence_id == gathering.occurrence_id]
    assert (gathering.status, steps) == (Status.COMPLETED, ["completed"])


def seen(office: Office) -> list[str]:
    return [one.act for one in office.rows(AuditEntry) if one.act == "seen"]


def test_noted_in_the_group_is_kept_in_silence_and_told_to_the_coordinator(office: Office):
    office.say("ธนา", "สวัสดีค่ะ", STAFF_GROUP)
    card = office.town.heard(STAFF_GROUP)[-1]["id"]
    assert office.say("ธนา", "👍", STAFF_GROUP, quote=card) == ""
    assert (office.status("O12", "กองช่าง"), len(seen(office))) == (Status.NOT_STARTED, 2)  # the card told O20 too
    assert "ในจำนวนนี้ตอบรับทราบแล้ว: กองช่าง" in office.say("มานี", "O12 ใครยังไม่ส่ง")
    assert office.say("กล้า", "รับทราบค่ะ", STAFF_GROUP) == ""  # quoting nothing it is small talk
    assert len(seen(office)) == 2


def test_noted_in_private_is_thanked_for_and_means_what_was_told_last(office: Office):
    office.say("ธนา", "งานของฉัน")
    assert office.say("ธนา", "รับทราบครับ").startswith("ขอบคุณค่ะ")
    row = next(o for o in office.rows(Occurrence) if o.id == office.owed("O20").occurrence_id)
    assert (row.seen_at is not None, row.status) == (True, "not_started")


def test_who_noted_it_is_reminded_less_before_the_day_and_as_ever_after_it(office: Office):
    office.say("ธนา", "รับทราบ O20")
    one = office.owed("O20").occurrence_id
    for day in ("2026-12-01", "2026-12-17", "2026-12-24", "2026-12-28", "2026-12-30", "2027-01-04"):
        office.town.through_the_day(date.fromisoformat(day))
    stages = [m.key.split("/")[3] for m in office.rows(OutboxMessage) if m.occurrence_id == one]
    assert sorted(stages) == ["after-1", "after-3", "before-0", "before-3"]


@pytest.mark.parametrize("words", ["O12 รวบรวมส่งครบแล้วค่ะ", "O12 ทุกกองส่งครบแล้วค่ะ"])
def test_who_gathers_and_says_that_all_is_in_hears_who_is_missing(office: Office, words: str):
    asked = office.say("มานี", words)
    assert asked.startswith("O12 ยังไม่ส่งอีก 5 ส่วนราชการ: สำนักปลัด, กองคลัง")
    assert office.status("O12", "สำนักปลัด") is Status.NOT_STARTED


def test_an_officer_who_speaks_for_all_units_is_asked_for_the_own_one(office: Office):
    assert office.say("สมคิด", "O12 ทุกกองเสร็จแล้ว") == "หมายถึงส่วนของกองการศึกษาใช่ไหมคะ จะบันทึก O12 ว่า “เสร็จแล้ว”"
    assert office.status("O12", "กองการศึกษา") is Status.NOT_STARTED
    office.say("สมคิด", "O12 ส่งให้ทุกกองแล้วค่ะ เสร็จเรียบร้อย")
    assert office.status("O12", "กองการศึกษา") is Status.COMPLETED
