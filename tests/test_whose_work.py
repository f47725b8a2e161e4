"""Whose work a report speaks of: short names of units and names of colleagues are heard, never as one's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.whose import Names, Owners, owners
from bot.wording import flat
from models.unit_names import short_names
from tests.journeys import STAFF_GROUP, Office, Status, living

TREASURY, WORKS, SCHOOLS = 1, 2, 3
NAMES = Names(
    {"กองคลัง": TREASURY, "กองช่าง": WORKS, "กองการศึกษา": SCHOOLS},
    {flat(short): unit for short, unit in (("คลัง", TREASURY), ("ช่าง", WORKS), ("ศึกษา", SCHOOLS), ("กช.", WORKS))},
    {"นก": frozenset({7}), "ดี": frozenset({8}), "กล้า": frozenset({9})},
)


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with living(database_url, tmp_path) as found:
        found.say("ธนา", "สวัสดีครับ", STAFF_GROUP)  # the digest has been said
        yield found


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("กองคลัง", {"คลัง", "กค.", "กค"}),
        ("สำนักปลัด", {"ปลัด", "สป.", "สป"}),
        ("กองการศึกษา ศาสนาและวัฒนธรรม", {"การศึกษา", "ศึกษา", "กศ"}),
        ("กองสาธารณสุขและสิ่งแวดล้อม", {"สาธารณสุข"}),
        ("กองกิจการพาณิชย์", {"กิจการพาณิชย์"}),
    ],
)
def test_a_unit_is_called_by_its_name_without_what_all_units_are(name: str, short: set[str]):
    assert short <= short_names(name)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("O12 คลังเสร็จแล้ว", Owners(frozenset({TREASURY}))),
        ("O12 ของช่างส่งแล้วนะคะ", Owners(frozenset({WORKS}))),
        ("O12 กช. ส่งแล้ว", Owners(frozenset({WORKS}))),
        ("ช่างยังไม่ส่ง O12 นะคะ", Owners(frozenset({WORKS}))),
        ("ช่างขอเลื่อน O12 ไป 5 มี.ค. 70", Owners(frozenset({WORKS}))),
        ("O12 กองคลังกับกองการศึกษาเสร็จแล้ว", Owners(frozenset({TREASURY, SCHOOLS}))),
        ("O12 ของกองการศึกษา และ กองคลัง ส่งแล้ว", Owners(frozenset({TREASURY, SCHOOLS}))),
        ("O12 กองคลัง กองช่าง/กองการศึกษา เสร็จแล้ว", Owners(frozenset({TREASURY}))),
        ("O12 กองคลังส่งให้กองช่างและกองการศึกษาแล้ว", Owners(frozenset({TREASURY}))),
        ("O12 กองคลังเสร็จแล้ว แจ้งกองคลังและกองช่างแล้ว", Owners(frozenset({TREASURY}))),
        ("O12 ของพี่นกเสร็จแล้วค่ะ", Owners(people=frozenset({7}))),
        ("นกว่า O12 เสร็จแล้ว", Owners(people=frozenset({7}))),
        ("O12 กล้า: เสร็จแล้ว", Owners(people=frozenset({9}))),
    ],
)
def test_the_owner_named_of_a_claim_is_heard(text: str, found: Owners):
    assert owners(text, NAMES) == found


@pytest.mark.parametrize("text", ["กล้า O12 เสร็จแล้ว", "พี่นก O12 ส่งแล้วค่ะ", "@กล้า O12 เสร็จแล้ว", "O12 พี่หน่อยส่งแล้วค่ะ"])
def test_whoever_is_named_and_may_be_spoken_to_or_of_is_a_doubt(text: str):
    assert owners(text, NAMES) == Owners(doubtful=True)


@pytest.mark.parametrize(
    "text",
    [
        "ช่างเถอะ O12 เสร็จแล้ว",
        "ช่างมัน O12 เสร็จแล้วค่ะ",
        "O12 ช่างรับเหมาเซ็นแล้ว",
        "O12 ดีแล้วค่ะ ส่งแล้ว",
        "O12 ส่งคลังแล้วค่ะ",
        "O12 คลังข้อมูลกลางลงแล้ว",
        "O12 เสร็จแล้วค่ะพี่กล้า",
        "O12 เสร็จแล้วค่ะ คุณกล้า",
        "พี่กล้าคะ O12 เสร็จแล้วค่ะ",
        "O12 เสร็จแล้ว @กล้า",
        "O12 พี่ทำเสร็จแล้ว",
        "O12 ของพี่เสร็จแล้ว",
        "O12 เสร็จแล้ว รอพี่นกตรวจ",
    ],
)
def test_a_word_that_happens_to_be_a_name_is_nobody(text: str):
    assert owners(text, NAMES) == Owners()


@pytest.mark.one_database
@pytest.mark.parametrize(
    "words",
    [
        "O12 คลังเสร็จแล้ว",
        "O12 ของคลังเสร็จแล้วค่ะ",
        "O12 ช่างส่งแล้วนะคะ",
        "O12 สป. ส่งแล้ว",
        "กล้าทำ O12 เสร็จแล้ว",
        "O12 ของพี่กล้าเสร็จแล้วค่ะ",
        "O12 พี่ธนาเสร็จแล้ว",
        "ธนาว่า O12 เสร็จแล้ว",
    ],
)
def test_what_is_said_of_others_never_finishes_the_senders_own(office: Office, words: str):
    assert "ให้ผู้รับผิดชอบรายงาน" in office.say("สมคิด", words, STAFF_GROUP)
    assert {one.status for one in office.shares()} == {Status.NOT_STARTED}


@pytest.mark.one_database
def test_where_a_colleague_is_called_whose_work_it_is_is_asked(office: Office):
    asked = office.say("สมคิด", "@กล้า O12 เสร็จแล้วค่ะ", STAFF_GROUP)
    assert asked == "หมายถึงส่วนของกองการศึกษาใช่ไหมคะ จะบันทึก O12 ว่า “เสร็จแล้ว”"
    assert office.status("O12", "กองการศึกษา") is Status.NOT_STARTED
    office.press("สมคิด", "ใช่ ของกองการศึกษา", STAFF_GROUP)
    assert office.status("O12", "กองการศึกษา") is Status.COMPLETED


@pytest.mark.one_database
def test_the_own_short_name_and_a_colleague_of_the_own_unit_are_ones_own(office: Office):
    office.say("กล้า", "O12 คลังเสร็จแล้วค่ะ", STAFF_GROUP)
    office.say("ชูใจ", "กล้าทำ O13 เสร็จแล้วค่ะ", STAFF_GROUP)
    office.say("ธนา", "ธนาส่ง O20 แล้วครับ", STAFF_GROUP)
    assert [office.status(*one) for one in (("O12", "กองคลัง"), ("O13", None), ("O20", None))] == [Status.COMPLETED] * 3


@pytest.mark.one_database
def test_what_others_have_not_done_takes_nothing_back(office: Office):
    office.say("กล้า", "O12 เสร็จแล้วค่ะ", STAFF_GROUP)
    office.say("กล้า", "ช่างยังไม่ส่ง O12 นะคะ", STAFF_GROUP)
    office.say("กล้า", "ช่างขอเลื่อน O12 ไป 5 มี.ค. 70", STAFF_GROUP)
    assert office.status("O12", "กองคลัง") is Status.COMPLETED
    assert office.extensions() == []


@pytest.mark.one_database
def test_of_several_units_named_together_the_own_is_recorded_and_the_others_are_left_to_theirs(office: Office):
    told = office.say("สมคิด", "O12 กองคลังกับกองการศึกษาเสร็จแล้วค่ะ", STAFF_GROUP)
    assert "O12 (กองการศึกษา) เสร็จแล้ว" in told
    assert "ส่วนของกองคลัง ยังไม่ได้บันทึกค่ะ ให้ผู้รับผิดชอบรายงานเองได้เลย" in told
    assert [office.status("O12", unit) for unit in ("กองการศึกษา", "กองคลัง")] == [Status.COMPLETED, Status.NOT_STARTED]
    other = office.say("ธนา", "O12 กองคลังกับกองการศึกษาเสร็จแล้วครับ", STAFF_GROUP)
    assert "ให้ผู้รับผิดชอบรายงาน" in other
    assert [office.status("O12", unit) for unit in ("กองช่าง", "กองคลัง")] == [Status.NOT_STARTED] * 2
    assert "ยังไม่ได้บันทึก" not in office.say("กล้า", "O12 กองการศึกษากับกองคลังเสร็จแล้วค่ะ", STAFF_GROUP)
    assert office.status("O12", "กองคลัง") is Status.COMPLETED
