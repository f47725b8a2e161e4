"""Why, in people's own words: what is a reason, how editing puts it right, and who hears of it anew."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models import agency
from models.assignment import Extension
from models.database import transaction
from tests.journeys import STAFF_GROUP, Office, Status, said_in
from tests.matrix import staged

pytestmark = pytest.mark.one_database
REQUEST = "E10 ขอเลื่อนเป็น 15 เมษายน 2570"
REFUSAL, BETTER = "ใกล้วันประเมินแล้ว เร่งให้ทันนะคะ", "เดือนมีนาคมต้องใช้ประกอบการประเมินแล้วค่ะ"


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with staged(database_url, tmp_path) as found:
        yield found


def reasons(office: Office) -> list[tuple[str, str | None, str | None]]:
    return [(one.state, one.reason, one.refusal) for one in office.rows(Extension)]


def later(office: Office, clock: str) -> None:
    office.town.at(office.town.now.date(), clock)
    office.town.work()


@pytest.mark.parametrize("words", ["กำลังทำอยู่ค่ะ", "ทำไปแล้ว 60% ค่ะ", "ยังไม่ได้เริ่มดำเนินการค่ะ"])
def test_how_it_stands_is_no_reason_for_more_time_and_is_recorded(office: Office, words: str):
    office.say("กล้า", REQUEST)
    assert office.say("กล้า", words).startswith("บันทึกแล้วค่ะ คุณกล้า: E10 (กองคลัง)")
    assert (reasons(office), office.replies()[-1].said) == ([("asked", None, None)], words)


def test_how_it_stands_with_its_cause_is_a_reason(office: Office):
    office.say("กล้า", REQUEST)
    assert office.say("กล้า", "ยังทำไม่เสร็จค่ะ ต้องลงพื้นที่อีกสี่หมู่บ้าน").startswith("เพิ่มเหตุผลในคำขอเลื่อน E10")
    assert (reasons(office)[0][1], office.status("E10")) == ("ยังทำไม่เสร็จค่ะ ต้องลงพื้นที่อีกสี่หมู่บ้าน", Status.NOT_STARTED)


def asked_in_the_group(office: Office) -> str:
    """The cause first, the day a minute later; the message of the cause."""
    cause = office.town.say("กล้า", "E10 ขอเลื่อนนะคะ รอหนังสือตอบจากอำเภอ", STAFF_GROUP)
    question = office.town.heard(STAFF_GROUP)[-1]["id"]
    later(office, "09:01")
    office.say("กล้า", "15 เมษายน 2570", STAFF_GROUP, quote=question)
    return cause


def test_a_cause_edited_before_it_was_read_is_the_only_one_that_is_read(office: Office):
    cause = asked_in_the_group(office)
    said = office.act(STAFF_GROUP, lambda: office.line.edit(cause, "E10 ขอเลื่อนนะคะ รอหนังสือตอบจากจังหวัด"))
    assert said == "แก้เหตุผลในคำขอเลื่อน E10 (กองคลัง) แล้วค่ะ: รอหนังสือตอบจากจังหวัด"
    later(office, "09:15")
    (card,) = office.town.heard("ชูใจ")
    assert "เหตุผล: รอหนังสือตอบจากจังหวัด" in said_in([card])
    assert reasons(office) == [("asked", "รอหนังสือตอบจากจังหวัด", None)]


def test_a_cause_edited_after_it_was_read_is_told_as_a_correction(office: Office):
    cause = asked_in_the_group(office)
    later(office, "09:15")
    office.act(STAFF_GROUP, lambda: office.line.edit(cause, "E10 ขอเลื่อนนะคะ รอหนังสือตอบจากจังหวัด"))
    later(office, "13:30")
    assert "คุณกล้าแจ้งเหตุผลที่ขอเลื่อน E10 (กองคลัง): รอหนังสือตอบจากจังหวัด" in office.town.last("ชูใจ")


def test_a_cause_edited_and_then_withdrawn_leaves_no_words(office: Office):
    cause = asked_in_the_group(office)
    office.act(STAFF_GROUP, lambda: office.line.edit(cause, "E10 ขอเลื่อนนะคะ รอหนังสือตอบจากจังหวัด"))
    office.act(STAFF_GROUP, lambda: office.line.unsend(cause))
    kept = [(row.said, row.obstacle) for row in office.replies() if row.said != "15 เมษายน 2570"]
    assert (reasons(office), kept) == ([("asked", None, None)], [("", None), ("", None)])
    later(office, "09:15")
    assert "ไม่ได้ระบุเหตุผล" in office.town.last("ชูใจ")


def refused_in_the_group(office: Office) -> str:
    """Nobody who decides is reached in private, so the card lies in the group; the message of the reason."""
    for name in ("ชูใจ", "มานี", "ปิติ"):
        office.line.unfollow(name)
    office.town.work()
    office.say("กล้า", f"{REQUEST} รอหนังสือตอบจากอำเภอ", STAFF_GROUP)
    office.press("ชูใจ", "ไม่อนุมัติ", STAFF_GROUP)
    question = office.town.heard(STAFF_GROUP)[-1]["id"]
    return office.town.say("ชูใจ", REFUSAL, STAFF_GROUP, quote=question)


def test_the_reason_of_a_refusal_is_put_right_before_the_asker_reads_it(office: Office):
    reason = refused_in_the_group(office)
    said = office.act(STAFF_GROUP, lambda: office.line.edit(reason, BETTER))
    assert said == f"แก้เหตุผลที่ไม่อนุมัติให้เลื่อน E10 (กองคลัง) แล้วค่ะ: {BETTER}"
    later(office, "09:15")
    (heard,) = office.town.heard("กล้า")
    assert said_in([heard]).startswith("คุณชูใจยังไม่อนุมัติให้เลื่อน E10 (กองคลัง) ค่ะ")
    assert said_in([heard]).endswith(f"เหตุผล: {BETTER}")


def test_the_reason_of_a_refusal_is_put_right_after_the_asker_read_it(office: Office):
    reason = refused_in_the_group(office)
    later(office, "09:15")
    office.act(STAFF_GROUP, lambda: office.line.edit(reason, BETTER))
    later(office, "09:30")
    assert office.town.last("กล้า") == f"คุณชูใจแก้เหตุผลที่ยังไม่อนุมัติให้เลื่อน E10 (กองคลัง) แล้วค่ะ\nเหตุผล: {BETTER}"
    office.act(STAFF_GROUP, lambda: office.line.unsend(reason))
    assert reasons(office)[0][2] is None


@pytest.mark.parametrize("words", ["E10 อนุมัติแล้วค่ะ", "อนุมัติให้เลื่อนได้ค่ะ"])
def test_editing_a_refusal_cannot_grant_it_and_says_so(office: Office, words: str):
    reason = refused_in_the_group(office)
    said = office.act(STAFF_GROUP, lambda: office.line.edit(reason, words))
    assert said == "คำขอนี้มีผู้พิจารณาแล้วหรือถูกยกเลิกค่ะ ไม่มีการเปลี่ยนแปลง"
    assert (reasons(office)[0][2], office.status("E10")) == (REFUSAL, Status.NOT_STARTED)


def test_a_refusal_edited_into_a_report_is_a_report_with_its_link_and_no_reason(office: Office):
    reason = refused_in_the_group(office)
    report = "O12 กองคลังเสร็จแล้วค่ะ https://www.example.go.th/report"
    assert "O12" in office.act(STAFF_GROUP, lambda: office.line.edit(reason, report))
    assert reasons(office)[0][2] == REFUSAL
    assert office.links() == ["https://www.example.go.th/report"]


def test_what_others_are_told_stays_in_the_offices_hand_when_the_asker_writes_english(office: Office):
    with transaction(office.town.house.engine) as session:
        wishes = agency.Wishes(voice=agency.Voice("ค่ะ", "thai"))
        agency.change(session, office.town.agency_id, wishes, office.town.now)
    office.say("กล้า", "E10 please extend to 15 April 2027, waiting for the district")
    later(office, "09:15")
    card = office.town.last("ชูใจ")
    assert "๑๕ เมษายน ๒๕๗๐" in card
    assert "2570" not in card
    office.press("ชูใจ", "ไม่อนุมัติ")
    office.say("ชูใจ", "the assessment is close, please hurry")
    later(office, "13:30")
    assert "๓๑ มกราคม ๒๕๗๐" in office.town.last("กล้า")
