"""What is typed where a press was expected: a slip taken back, a decision, a request that is not wanted any more."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.assignment import Extension
from models.report_answer import ReportAnswer
from tests.journeys import STAFF_GROUP, Office, Status, living

pytestmark = pytest.mark.one_database
REQUEST = "O13 ขอเลื่อนเป็น 15 มกราคม 2570 รอหนังสือตอบจากอำเภอ"


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with living(database_url, tmp_path) as found:
        yield found


def later(office: Office, clock: str) -> None:
    office.town.at(office.town.now.date(), clock)
    office.town.work()


def requested(office: Office) -> None:
    """กล้า asks for more time, and the head has read it."""
    office.say("กล้า", REQUEST)
    later(office, "09:15")


def requests(office: Office) -> list[tuple[str, str | None]]:
    return [(one.state, one.refusal) for one in office.rows(Extension)]


# ── the wrong button ──


@pytest.mark.parametrize("words", ["ว้าย กดผิดปุ่มค่ะ จะอนุมัติให้", "ขอโทษค่ะ มือลั่น", "ไม่เป็นไรค่ะ", "งั้นอนุมัติก็ได้ค่ะ", "wrong button"])
def test_a_refusal_pressed_by_mistake_refuses_nothing_and_the_buttons_come_back(office: Office, words: str):
    requested(office)
    office.press("ชูใจ", "ไม่อนุมัติ")
    office.say("ชูใจ", words)
    assert requests(office) == [("asked", None)]
    office.press("ชูใจ", next(label for label in office.buttons("ชูใจ") if label in ("อนุมัติ", "Grant")))
    assert requests(office) == [("approved", None)]
    later(office, "09:30")
    assert words not in "\n".join(map(str, office.town.heard("กล้า")))


def test_a_reason_that_tells_of_wrong_typing_is_one(office: Office):
    requested(office)
    office.press("ชูใจ", "ไม่อนุมัติ")
    office.say("ชูใจ", "วันที่พิมพ์ผิดค่ะ ให้ยื่นใหม่")
    assert requests(office) == [("refused", "วันที่พิมพ์ผิดค่ะ ให้ยื่นใหม่")]


@pytest.mark.parametrize("words", ["กดผิดครับ", "ไม่เป็นไรครับ", "ยกเลิก", "โทษที ไม่ได้ตั้งใจกดครับ"])
def test_work_sent_back_by_mistake_stays_finished_and_waits_for_a_word(office: Office, words: str):
    office.say("กล้า", "O13 เสร็จแล้วค่ะ", STAFF_GROUP)
    office.say("ปิติ", "รอรับทราบ")
    office.press("ปิติ", "ส่งกลับแก้ไข")
    assert office.say("ปิติ", words) == "ยังไม่ได้ส่งกลับ O13 งวด 31 ธ.ค. 2569 ค่ะ เรื่องนี้ยังรอรับทราบอยู่"
    assert office.status("O13") == Status.COMPLETED
    assert office.buttons("ปิติ") == ["รับทราบ", "ส่งกลับแก้ไข"]


# ── a decision in words ──


@pytest.mark.parametrize("words", ["O13 ไม่ให้เลื่อนค่ะ ใกล้วันประเมินแล้ว", "ไม่อนุมัติ O13 เพราะใกล้วันประเมินแล้ว"])
def test_a_refusal_in_words_is_put_before_the_head_with_its_reason(office: Office, words: str):
    requested(office)
    assert office.say("ชูใจ", words).startswith("คำขอเลื่อนรอพิจารณา 1 คำขอ")
    assert (requests(office), len(office.replies())) == ([("asked", None)], 1)
    office.press("ชูใจ", "ไม่อนุมัติ ตามที่พิมพ์")
    assert requests(office) == [("refused", "ใกล้วันประเมินแล้ว")]


@pytest.mark.parametrize("words", ["อนุมัติ O13", "O13 ให้เลื่อนได้ค่ะ", "ไม่ให้เลื่อน", "เลื่อนได้ค่ะ", "approve O13"])
def test_a_decision_in_words_shows_the_request_with_its_buttons(office: Office, words: str):
    requested(office)
    office.say("ชูใจ", words)
    assert {"อนุมัติ", "Grant"} & set(office.buttons("ชูใจ"))
    assert (requests(office), len(office.replies())) == ([("asked", None)], 1)


def test_a_decision_in_the_group_is_heard_of_who_decides_and_of_nobody_else(office: Office):
    requested(office)
    assert office.say("ชูใจ", "O13 ให้เลื่อนได้ค่ะ", STAFF_GROUP).startswith("คำขอเลื่อนรอพิจารณา 1 คำขอ")
    assert office.say("ชูใจ", "ให้เลื่อนได้ค่ะ", STAFF_GROUP) == ""
    assert "คำขอเลื่อนรอพิจารณา" not in office.say("ธนา", "O13 ให้เลื่อนได้ครับ", STAFF_GROUP)
    assert requests(office) == [("asked", None)]


def test_a_refusal_whose_words_are_withdrawn_is_told_without_them(office: Office):
    requested(office)
    typed = office.town.say("ชูใจ", "ไม่อนุมัติ O13 เพราะใกล้วันประเมินแล้ว")
    office.press("ชูใจ", "ไม่อนุมัติ ตามที่พิมพ์")
    office.act("ชูใจ", lambda: office.line.unsend(typed))
    assert requests(office) == [("refused", None)]


def test_a_grant_of_what_was_decided_before_is_no_wish_for_time_of_ones_own(office: Office):
    requested(office)
    office.press("ชูใจ", "อนุมัติ")
    assert office.say("ชูใจ", "O13 เลื่อนได้ค่ะ") == "คำขอนี้มีผู้พิจารณาแล้วหรือถูกยกเลิกค่ะ ไม่มีการเปลี่ยนแปลง"


# ── a request that is not wanted any more ──

TAKEN_BACK = "ถอนคำขอเลื่อน O13 (กองคลัง) แล้วค่ะ กำหนดยังเป็นวันพฤหัสบดีที่ 31 ธันวาคม 2569"


@pytest.mark.parametrize(
    "words",
    [
        "เรื่องที่ขอเลื่อนไว้ ไม่ต้องแล้วนะคะ",
        "O13 ไม่เลื่อนแล้วค่ะ ทำทันค่ะ",
        "ขอยกเลิกคำขอเลื่อน O13 ค่ะ",
        "ถอนคำขอ O13 ค่ะ",
        "O13 ไม่ขอขยายเวลาแล้วค่ะ",
        "ขอถอนคำขอขยายเวลาค่ะ",
    ],
)
def test_a_request_is_withdrawn_in_words(office: Office, words: str):
    office.say("กล้า", REQUEST)
    assert office.say("กล้า", words) == TAKEN_BACK
    assert (requests(office), len(office.replies())) == ([("withdrawn", None)], 1)
    later(office, "09:15")
    assert office.town.heard("ชูใจ") == []


def test_asked_why_more_time_is_wanted_somebody_wants_none(office: Office):
    office.say("กล้า", "O13 ขอเลื่อนเป็น 15 มกราคม 2570")
    assert office.say("กล้า", "ไม่ขอแล้วค่ะ") == TAKEN_BACK
    office.say("กล้า", "O13 ขอเลื่อนเป็น 15 มกราคม 2570")
    assert office.say("กล้า", "กดผิดค่ะ").startswith("ต้องการถอนคำขอเลื่อน O13 (กองคลัง) ใช่ไหมคะ")
    office.press("กล้า", "ถอนคำขอ O13")
    assert [state for state, _ in requests(office)] == ["withdrawn", "withdrawn"]


def test_of_several_requests_the_one_to_withdraw_is_asked_for(office: Office):
    office.say("กล้า", "E10 ขอเลื่อนเป็น 15 มีนาคม 2570 รอหนังสือตอบจากอำเภอ")
    office.say("กล้า", REQUEST)
    office.say("กล้า", "ขอถอนคำขอเลื่อนค่ะ")
    assert office.buttons("กล้า") == ["ถอนคำขอ E10", "ถอนคำขอ O13"]
    assert [state for state, _ in requests(office)] == ["asked", "asked"]


def test_without_a_request_to_withdraw_nothing_is_recorded(office: Office):
    assert office.say("กล้า", "O13 ไม่เลื่อนแล้วค่ะ") == "คำขอนี้มีผู้พิจารณาแล้วหรือถูกยกเลิกค่ะ ไม่มีการเปลี่ยนแปลง"
    assert "O13 (กองคลัง)" not in office.say("กล้า", "O13 ไม่เลื่อนแล้วค่ะ", STAFF_GROUP)
    assert office.replies() == []


def test_a_problem_pressed_by_mistake_is_called_off(office: Office):
    office.say("กล้า", "O13 ติดปัญหาค่ะ")
    office.say("กล้า", "กดผิดค่ะ")
    assert (office.buttons("กล้า")[0], len(office.replies())) == ("ยกเลิกการบันทึก O13", 1)


# ── what is a reason, and who may have others reminded ──


@pytest.mark.parametrize("words", ["not needed", "no need for it", "not really"])
def test_a_bare_denial_in_english_is_no_reason(office: Office, words: str):
    office.say("กล้า", "O13 ขอเลื่อนเป็น 15 มกราคม 2570")
    office.say("กล้า", words)
    assert [one.reason for one in office.rows(Extension)] == [None]


@pytest.mark.parametrize(
    "words", ["มีธุระทางบ้านค่ะ", "พ่อไม่สบายค่ะ", "ต้องพาแม่ไปหาหมอค่ะ", "no internet at the office", "not signed yet"]
)
def test_illness_private_business_and_what_is_lacking_are_reasons(office: Office, words: str):
    office.say("กล้า", "O13 ขอเลื่อนเป็น 15 มกราคม 2570")
    office.say("กล้า", words)
    assert [one.reason for one in office.rows(Extension)] == [words]


def test_another_request_is_no_reason_of_the_first(office: Office):
    office.say("กล้า", "E10 ขอเลื่อนเป็น 15 มีนาคม 2570")
    office.say("กล้า", "O13 ขอเลื่อนเป็น 15 มกราคม 2570 รอผลตรวจบัญชีของจังหวัด")
    assert next(one.reason for one in office.rows(Extension)) is None


@pytest.mark.parametrize("words", ["ส่งเตือนกองที่ยังไม่ส่ง", "เตือนกองช่างหน่อยค่ะ", "ส่งเตือนกองที่ยังไม่ส่ง O12 ค่ะ"])
def test_who_may_not_have_others_reminded_hears_so_and_reports_nothing(office: Office, words: str):
    office.say("กล้า", "O12 ขอเลื่อนเป็น 15 มกราคม 2570 รอหนังสือตอบจากอำเภอ")
    assert office.say("กล้า", words) == "การส่งเตือนให้ผู้บริหารหรือผู้ประสานงานเป็นผู้สั่งค่ะ"
    assert len(office.replies()) == 1


# ── talk where the year's report is asked about ──


def answers(office: Office) -> list[tuple[str, str]]:
    return [(one.element, one.words) for one in office.rows(ReportAnswer)]


@pytest.mark.parametrize("words", ["เย็นนี้กินอะไรกันดี", "5555", "ฮ่าๆๆ", "สวัสดีค่ะ", "😂😂"])
def test_small_talk_is_not_kept_for_the_report_and_the_question_stands(office: Office, words: str):
    office.say("กล้า", "E10 เสร็จแล้ว")
    said = office.say("กล้า", words)
    assert said == "ข้อความนี้ยังไม่ได้จดลงรายงานของ E10 ค่ะ\n(1/3) สรุปผล: ทำอะไร เมื่อไร ที่ไหนคะ"
    assert answers(office) == []
    office.say("กล้า", "ติดป้ายประชาสัมพันธ์ที่ตลาด")
    assert answers(office) == [("result", "ติดป้ายประชาสัมพันธ์ที่ตลาด")]


@pytest.mark.parametrize("words", ["พรุ่งนี้หยุดไหมคะ", "ไม่ใช่", "เหนื่อยจังเลย"])
def test_what_may_be_small_talk_is_kept_with_a_press(office: Office, words: str):
    office.say("กล้า", "E10 เสร็จแล้ว")
    assert office.say("กล้า", words) == "ข้อความนี้เป็นสรุปผลของ E10 ใช่ไหมคะ"
    assert answers(office) == []
    office.press("กล้า", "ใช่ จดไว้เลย")
    assert answers(office) == [("result", words)]


@pytest.mark.parametrize(
    "words", ["ประชาชนพึงพอใจ", "ไม่มีเรื่องร้องเรียน", "people know where to complain", "ดีขึ้น", "ติดประกาศ"]
)
def test_a_short_answer_is_kept(office: Office, words: str):
    office.say("กล้า", "E10 เสร็จแล้ว")
    office.say("กล้า", words)
    assert answers(office) == [("result", words)]


def test_done_with_an_address_that_is_none_of_the_web_tells_no_result(office: Office):
    office.say("กล้า", "E10 เสร็จแล้ว")
    office.say("กล้า", "E10 เสร็จแล้ว file:///srv/report.pdf")
    assert answers(office) == []
