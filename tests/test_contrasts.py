"""Units told apart in one message are recorded apart, each only by whoever may speak for it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.apart import by_code
from bot.contrasts import REST, by_share, by_unit
from bot.wording import read
from models.records import Status
from tests.journeys import STAFF_GROUP, Office, living

DONE, UNDER_WAY, NOT_BEGUN = Status.COMPLETED, Status.IN_PROGRESS, Status.NOT_STARTED


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("ของกองการศึกษาเรียบร้อยแล้ว แต่สำนักปลัดยัง", {"กองการศึกษา": DONE, "สำนักปลัด": UNDER_WAY}),
        ("กองช่างยังไม่เริ่ม ส่วนกองคลังส่งแล้วค่ะ", {"กองช่าง": NOT_BEGUN, "กองคลัง": DONE}),
        ("กองช่างกับกองคลังส่ง O14 แล้ว ยังเหลือสำนักปลัด", {"กองช่าง": DONE, "กองคลัง": DONE, "สำนักปลัด": UNDER_WAY}),
        ("ทุกกองส่งครบแล้ว ขาดแต่กองช่าง", {REST: DONE, "กองช่าง": UNDER_WAY}),
        ("กองคลังเสร็จแล้ว กองอื่นยังไม่ส่ง", {"กองคลัง": DONE, REST: UNDER_WAY}),
        ("กองคลัง 100% กองช่าง 60%", {"กองคลัง": DONE, "กองช่าง": UNDER_WAY}),
        ("O12 คลังเสร็จแล้ว ช่างยัง", {"คลัง": DONE, "ช่าง": UNDER_WAY}),
        ("O12 คลังกับช่างส่งแล้ว ส่วนการศึกษายังไม่เริ่มค่ะ", {"คลัง": DONE, "ช่าง": DONE, "การศึกษา": NOT_BEGUN}),
        ("กองส่งเสริมการเกษตรเสร็จแล้ว กองช่างกำลังทำ", {"กองส่งเสริมการเกษตร": DONE, "กองช่าง": UNDER_WAY}),
    ],
)
def test_each_unit_has_the_state_told_of_it(text: str, states: dict[str, Status]):
    assert by_unit(read(text, bare=True).flat) == states


@pytest.mark.parametrize(
    "text",
    [
        "กองคลังเสร็จแล้วค่ะ",
        "กองคลังเสร็จแล้ว กองช่างก็เสร็จแล้ว",
        "กองคลังส่งให้กองช่างแล้ว",
        "เสร็จแล้วค่ะ กองช่างยังไม่เสร็จ",
        "ทุกกองส่งครบแล้ว",
        "กองคลังเสร็จแล้ว กองช่างติดเรื่องงบ",
        "กองคลังเสร็จแล้ว กองช่างน่าจะ",
        "O12 คลังเสร็จแล้ว ช่างเถอะ",
        "O12 ส่งคลังแล้ว ช่างยังไม่เซ็น",
        "O12 คลังข้อมูลเสร็จแล้ว ช่างรับเหมายังไม่ส่ง",
        "O12 คลังเสร็จแล้ว ปลัดยังไม่เซ็น",
    ],
)
def test_where_not_every_unit_has_its_own_state_the_message_is_not_split(text: str):
    assert by_unit(read(text, bare=True).flat) == {}


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("กองคลังเสร็จแล้ว O13 แต่กองช่างยังไม่เริ่ม O12", {("กองคลัง", "O13"): DONE, ("กองช่าง", "O12"): NOT_BEGUN}),
        ("O13 ของกองคลังส่งแล้วค่ะ ส่วน O20 ของกองช่างกำลังทำ", {("กองคลัง", "O13"): DONE, ("กองช่าง", "O20"): UNDER_WAY}),
        ("กองคลังส่ง O13 แล้ว กองช่างส่ง O20 แล้วค่ะ", {("กองคลัง", "O13"): DONE, ("กองช่าง", "O20"): DONE}),
        (
            "กองคลัง O13 เสร็จ O12 ยังไม่เริ่ม ส่วนกองช่าง O20 เสร็จแล้ว",
            {("กองคลัง", "O13"): DONE, ("กองคลัง", "O12"): NOT_BEGUN, ("กองช่าง", "O20"): DONE},
        ),
        ("กองคลังส่ง O12 แล้ว ยังเหลือกองช่าง O12", {("กองคลัง", "O12"): DONE, ("กองช่าง", "O12"): UNDER_WAY}),
        ("กองคลังส่ง O12 แล้วค่ะ ส่วนกองช่าง O12 ติดงบ", {("กองคลัง", "O12"): DONE, ("กองช่าง", "O12"): None}),
    ],
)
def test_units_with_codes_of_their_own_have_the_state_told_of_each_share(text: str, states: dict):
    assert by_share(read(text, bare=True).clauses, lambda words: "ติด" in words) == states


@pytest.mark.parametrize(
    "text",
    [
        "กองคลังเสร็จแล้ว O13 กองช่าง O12 น่าจะ",
        "ส่งให้กองคลัง O13 แล้ว ส่งให้กองช่าง O12 แล้ว",
        "O13 ส่งสำนักปลัดแล้ว O12 ส่งกองช่างแล้ว",
        "เสร็จแล้วค่ะ กองคลัง O13 กองช่าง O12",
        "กองคลัง O13 เสร็จแล้ว กองช่างยัง",
        "ทุกกองส่ง O12 แล้ว ขาดแต่กองช่าง O20",
        "กองคลัง O13 เสร็จแล้ว กองคลัง O13 ยังไม่เริ่ม",
    ],
)
def test_where_it_is_unclear_which_code_is_whose_no_share_has_a_state(text: str):
    assert by_share(read(text, bare=True).clauses) == {}


@pytest.mark.parametrize("text", ["O13 รับทราบค่ะ O12 เสร็จแล้วค่ะ", "O12 ลงเว็บแล้วค่ะ ส่วน O13 ขอบคุณค่ะ"])
def test_a_code_that_is_only_noted_is_not_finished_with_the_other(text: str):
    assert by_code(read(text, bare=True).clauses) == {"O12": DONE}


# ── what is recorded ──


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with living(database_url, tmp_path) as found:
        yield found


@pytest.mark.one_database
def test_an_officer_records_the_own_unit_and_nothing_for_the_other(office: Office):
    told = office.say("ธนา", "O12 ทางกองช่างเรียบร้อยแล้ว แต่กองคลังยังทำอยู่ครับ", STAFF_GROUP)
    assert "O12 (กองช่าง) เสร็จแล้ว" in told
    assert "ส่วนของกองคลัง ยังไม่ได้บันทึกค่ะ ให้ผู้รับผิดชอบรายงานเองได้เลย" in told
    assert (office.status("O12", "กองช่าง"), office.status("O12", "กองคลัง")) == (DONE, NOT_BEGUN)


@pytest.mark.one_database
def test_the_own_unit_left_behind_is_never_recorded_as_done(office: Office):
    office.say("กล้า", "O12 กองช่างส่งแล้ว ส่วนกองคลังกำลังทำค่ะ", STAFF_GROUP)
    assert (office.status("O12", "กองช่าง"), office.status("O12", "กองคลัง")) == (NOT_BEGUN, UNDER_WAY)


@pytest.mark.one_database
def test_whoever_runs_the_year_is_asked_before_other_units_states_are_recorded(office: Office):
    asked = office.say("มานี", "O12 กองช่างเรียบร้อยแล้ว ส่วนกองคลังยังไม่เริ่มค่ะ")
    assert "กองช่าง" in asked
    assert "กองคลัง" in asked
    assert [office.status("O12", unit) for unit in ("กองช่าง", "กองคลัง")] == [NOT_BEGUN, NOT_BEGUN]
    assert office.replies() == []
    assert "O12 (กองช่าง) เสร็จแล้ว" in office.press("มานี", "ใช่ O12 แทนกองช่าง")
    assert [office.status("O12", unit) for unit in ("กองช่าง", "กองคลัง")] == [DONE, NOT_BEGUN]


@pytest.mark.one_database
def test_all_but_one_unit_speaks_for_the_own_unit_alone(office: Office):
    told = office.say("กล้า", "O12 ทุกกองส่งครบแล้ว ขาดแต่กองช่าง", STAFF_GROUP)
    assert "O12 (กองคลัง) เสร็จแล้ว" in told
    assert "ส่วนของกองช่าง ยังไม่ได้บันทึกค่ะ" in told
    assert (office.status("O12", "กองคลัง"), office.status("O12", "กองช่าง")) == (DONE, NOT_BEGUN)


@pytest.mark.one_database
def test_whoever_is_named_as_the_one_left_is_not_recorded_as_done(office: Office):
    told = office.say("ธนา", "O12 ทุกกองส่งครบแล้ว ขาดแต่กองช่าง", STAFF_GROUP)
    assert "O12 (กองช่าง) กำลังดำเนินการ" in told
    assert (office.status("O12", "กองช่าง"), office.status("O12", "กองคลัง")) == (UNDER_WAY, NOT_BEGUN)


@pytest.mark.one_database
def test_all_but_a_unit_nobody_knows_finishes_nothing(office: Office):
    office.say("กล้า", "O12 ทุกกองส่งครบแล้ว ขาดแต่กองกิจการพิเศษ", STAFF_GROUP)
    assert office.status("O12", "กองคลัง") is not DONE


@pytest.mark.one_database
def test_units_that_name_codes_of_their_own_are_recorded_share_by_share(office: Office):
    words = "กองคลังเสร็จแล้ว O12 แต่กองช่างยังไม่เริ่ม O20"
    told = office.say("กล้า", words, STAFF_GROUP)
    assert "O12 (กองคลัง) เสร็จแล้ว" in told
    assert "ส่วนของกองช่าง ยังไม่ได้บันทึกค่ะ" in told
    assert [(one.became, one.said) for one in office.replies()] == [(DONE, words)]
    assert "O20 (กองช่าง) ยังไม่ได้ดำเนินการ" in office.say("ธนา", words, STAFF_GROUP)
    assert [office.status("O12", unit) for unit in ("กองคลัง", "กองช่าง", "สำนักปลัด")] == [DONE, NOT_BEGUN, NOT_BEGUN]


@pytest.mark.one_database
def test_a_cause_of_one_units_code_is_not_written_down_for_the_other_unit(office: Office):
    words = "กองคลังส่ง O12 แล้วค่ะ ส่วนกองช่าง O12 ติดงบยังไม่โอน"
    office.say("กล้า", words, STAFF_GROUP)
    assert (office.status("O12", "กองคลัง"), office.status("O12", "กองช่าง")) == (DONE, NOT_BEGUN)
    office.say("ธนา", words, STAFF_GROUP)
    assert office.status("O12", "กองช่าง") is UNDER_WAY
    assert [one.obstacle is None for one in office.replies()] == [True, False]


@pytest.mark.one_database
def test_who_finishes_one_code_and_notes_another_has_finished_one(office: Office):
    told = office.say("กล้า", "O13 รับทราบค่ะ O12 เสร็จแล้วค่ะ")
    assert "O12 (กองคลัง) เสร็จแล้ว" in told
    assert (office.status("O12", "กองคลัง"), office.status("O13")) == (DONE, NOT_BEGUN)


@pytest.mark.one_database
def test_units_by_their_short_names_are_told_apart_as_by_their_whole_ones(office: Office):
    told = office.say("กล้า", "O12 คลังเสร็จแล้ว ช่างยัง", STAFF_GROUP)
    assert "O12 (กองคลัง) เสร็จแล้ว" in told
    assert "ส่วนของกองช่าง ยังไม่ได้บันทึกค่ะ" in told
    assert (office.status("O12", "กองคลัง"), office.status("O12", "กองช่าง")) == (DONE, NOT_BEGUN)
    office.say("ธนา", "O12 คลังเสร็จแล้ว ช่างยัง", STAFF_GROUP)
    office.say("สมคิด", "O12 คลังเสร็จแล้ว ช่างยัง", STAFF_GROUP)
    assert [office.status("O12", unit) for unit in ("กองช่าง", "กองการศึกษา")] == [UNDER_WAY, NOT_BEGUN]


# ── codes told apart beside a cause or a later day ──


@pytest.mark.one_database
def test_a_cause_is_written_down_for_the_code_it_hinders_and_the_other_keeps_its_own_state(office: Office):
    told = office.say("กล้า", "O13 ส่งแล้ว O12 ติดงบยังไม่โอนค่ะ", STAFF_GROUP)
    assert "O13 (กองคลัง) เสร็จแล้ว" in told
    assert "ปัญหา/อุปสรรค: ติดงบยังไม่โอนค่ะ" in told
    assert (office.status("O13"), office.status("O12", "กองคลัง")) == (DONE, UNDER_WAY)
    assert {(one.intent, one.obstacle is None) for one in office.replies()} == {
        ("report_status", True),
        ("report_obstacle", False),
    }


@pytest.mark.one_database
def test_more_time_is_asked_for_the_code_that_waits_alone(office: Office):
    told = office.say("กล้า", "O13 เสร็จแล้ว ส่วน O12 ขอเลื่อนไปศุกร์หน้าค่ะ", STAFF_GROUP)
    assert "O13 (กองคลัง) เสร็จแล้ว" in told
    assert (office.status("O13"), office.status("O12", "กองคลัง")) == (DONE, NOT_BEGUN)
