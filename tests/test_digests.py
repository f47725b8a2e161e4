"""The executives hear how things stand without asking: before the monthly meeting, after a quarter, never twice."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models.chat import Chat
from models.delivery import Delivery
from models.meeting import MeetingDay, read_meeting
from models.outbox import OutboxMessage
from models.refusal import Refusal
from tests.journeys import PLAN, Office, living, take_up


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with living(database_url, tmp_path) as found:
        yield found


def digests(office: Office) -> list[tuple[str, str]]:
    """(what, state) of every digest there ever was."""
    return [(m.key.rpartition("/")[0], m.state) for m in office.rows(OutboxMessage) if m.key.startswith("digest/")]


def told(office: Office, who: str = "ปิติ") -> list[str]:
    heard = [m["body"].get("altText", "") for m in office.town.heard(who)]
    return [words for words in heard if words.startswith("เรียนผู้บริหาร ส")]


@pytest.mark.parametrize(
    ("words", "written", "december"),
    [
        ("วันพุธที่ 3", "วันพุธที่ 3 ของเดือน", 16),
        ("ทุกวันพฤหัสที่ ๑ ของเดือน", "วันพฤหัสบดีที่ 1 ของเดือน", 3),
        ("วันศุกร์สุดท้าย", "วันศุกร์สุดท้ายของเดือน", 25),
        ("ทุกวันที่ 15 ของเดือน", "วันที่ 15 ของเดือน", 15),
        ("31", "วันสิ้นเดือน", 31),
        ("สิ้นเดือน", "วันสิ้นเดือน", 31),
    ],
)
def test_the_meeting_day_is_read_as_people_say_it(words: str, written: str, december: int):
    found = read_meeting(words)
    assert (found.written, found.of_month(2026, 12)) == (written, date(2026, 12, december))
    assert read_meeting(found.written) == found


def test_the_next_meeting_may_be_next_month_or_next_year_and_the_31st_is_the_last_day():
    assert MeetingDay(15).next_from(date(2026, 12, 15)) == date(2026, 12, 15)
    assert MeetingDay(15).next_from(date(2026, 12, 16)) == date(2027, 1, 15)
    assert MeetingDay(31).next_from(date(2027, 2, 3)) == date(2027, 2, 28)
    for words in ("", "วันที่ 32", "พุธที่ 6", "บ่ายสอง"):
        with pytest.raises(Refusal):
            read_meeting(words)


@pytest.mark.one_database
def test_before_the_meeting_it_rides_free_or_is_pushed_to_each_executive_once(office: Office):
    assert (
        "ประชุมประจำเดือนวันพุธที่ 3 ของเดือน"
        in office.town.app.test_cli_runner().invoke(args=["agency", "set", "demo", "--meeting", "วันพุธที่ 3"]).output
    )
    office.town.at("2026-12-14", "13:30")
    office.town.work()
    assert digests(office) == []
    for clock in ("08:30", "09:00", "12:45", "15:00"):
        office.town.at("2026-12-15", clock)
        office.town.work()
    assert digests(office) == [("digest/2026-12", "said")]
    (card,) = told(office)
    assert card.split("\n")[:2] == [
        "เรียนผู้บริหาร สรุปความคืบหน้าสำหรับการประชุมประจำเดือน วันพุธที่ 16 ธันวาคม 2569 ค่ะ",
        "ITA ปี 2570 · ทุกส่วนราชการ ณ 15 ธ.ค. 2569",
    ]
    office.town.at("2026-12-16", "09:00")
    office.town.work()
    assert (len(told(office)), len(digests(office))) == (1, 1)


@pytest.mark.one_database
def test_after_a_quarter_it_tells_what_was_due_in_it_and_one_who_speaks_carries_it(office: Office):
    office.town.at("2027-01-04", "08:30")
    office.town.work()
    assert digests(office) == [("digest/2570/q1", "waiting")]
    office.say("กล้า", "O13 เสร็จแล้วค่ะ")
    office.town.at("2027-01-05", "08:31")
    office.say("ปิติ", "สวัสดีครับ")
    (carried,) = [m.delivery_id for m in office.rows(OutboxMessage) if m.key.startswith("digest/")]
    assert [one.way for one in office.rows(Delivery) if one.id == carried] == ["reply"]
    (card,) = told(office)
    assert card.split("\n")[0] == "เรียนผู้บริหาร สิ้นไตรมาส 1 แล้ว สรุปงานที่ครบกำหนดในไตรมาสนี้ค่ะ"
    assert card.split("\n")[1] == "ITA ปี 2570 · ไตรมาส 1 ณ 5 ม.ค. 2570", "drawn anew on the day on which it is said"
    assert digests(office) == [("digest/2570/q1", "said")]


@pytest.mark.one_database
def test_the_buttons_of_the_years_last_quarter_stay_in_the_year_that_is_over(office: Office):
    take_up(office.town, PLAN, 2571)
    office.town.at("2027-10-01", "08:30")
    office.town.work()
    office.say("ปิติ", "สวัสดีครับ")
    (card,) = told(office)
    assert card.split("\n")[1] == "ITA ปี 2570 · ไตรมาส 4 ณ 1 ต.ค. 2570"
    assert (
        office.press("ปิติ", "เกินกำหนด")
        == "งานเกินกำหนด · ไตรมาส 4 1 เรื่อง\nE1 การเปิดเผยข้อมูล ครบ 30 ก.ย. 2570 (เกินกำหนด 1 วัน)"
    )
    of_code = office.press("ปิติ", "E1")
    assert ("ครบ 30 ก.ย. 2570" in of_code, "2571" in of_code) == (True, False)
    assert office.press("ปิติ", "ดูทุกส่วนราชการ").startswith("ITA ปี 2570 · ทุกส่วนราชการ ณ 1 ต.ค. 2570")
    assert office.press("ปิติ", "สำนักปลัด").startswith("ITA ปี 2570 · สำนักปลัด")
    assert office.say("ปิติ", "สรุป").startswith("ITA ปี 2571 · ทุกส่วนราชการ")


@pytest.mark.one_database
def test_after_the_meeting_a_digest_that_nobody_could_be_told_is_dropped(office: Office):
    office.town.app.test_cli_runner().invoke(args=["agency", "set", "demo", "--meeting", "16"])
    office.line.set_quota(300, used=300)
    for day in ("2026-12-15", "2026-12-16"):
        for clock in ("08:30", "13:00"):
            office.town.at(day, clock)
            office.town.work()
    assert digests(office) == [("digest/2026-12", "waiting")]
    office.town.at("2026-12-17", "08:30")
    office.town.work()
    assert (digests(office), told(office)) == ([("digest/2026-12", "dropped")], [])


@pytest.mark.one_database
def test_without_a_plan_or_an_executive_nothing_is_told(database_url: str, tmp_path: Path):
    with living(database_url, tmp_path, plan=None) as office:
        office.town.app.test_cli_runner().invoke(args=["agency", "set", "demo", "--meeting", "16"])
        for day in ("2026-12-15", "2027-01-04"):
            office.town.at(day, "09:00")
            office.town.work()
        assert (digests(office), office.rows(Chat) != []) == ([], True)


@pytest.mark.one_database
def test_a_service_that_was_down_tells_it_still_before_the_meeting_and_a_quarter_within_its_days(office: Office):
    office.town.app.test_cli_runner().invoke(args=["agency", "set", "demo", "--meeting", "16"])
    office.town.at("2026-12-16", "08:30")
    office.town.work()
    assert digests(office) == [("digest/2026-12", "waiting")]
    office.town.at("2027-01-20", "09:00")
    office.town.work()
    assert [key for key, _ in digests(office)] == ["digest/2026-12"]
