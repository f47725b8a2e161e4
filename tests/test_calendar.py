"""A calendar on the phone: valid, of the right people, moved when a day moves, gone when its address is taken back."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from bot.messages.cards import STATUS_WORDS
from models import calendar_link, enrolment, milestones, people, progress, roster
from models.calendar_link import MOST_LIVE, Whose
from models.database import transaction
from models.enrolment import RosterRow
from models.milestones import Words
from models.records import Role, Status
from models.refusal import Refusal
from models.summaries import Tally
from tasks.reports.calendar_entries import Alarm, Entry
from tasks.reports.calendar_feed import render
from tests import ical_check
from tests.ical_check import Component
from tests.journeys import Office as Living
from tests.journeys import living
from tests.office import Office

DONE = STATUS_WORDS[Status.COMPLETED]


@pytest.fixture
def village(database_url: str, tmp_path: Path) -> Iterator[Living]:
    with living(database_url, tmp_path, PUBLIC_URL="https://tambon.example") as found:
        yield found


def address(village: Living, *words: str) -> str:
    """What `flask calendar link` prints, as a path."""
    printed = village.command("calendar", "link", *words).strip()
    assert printed.startswith("https://tambon.example/calendar/")
    return printed.removeprefix("https://tambon.example")


def subscribe(village: Living, path: str) -> dict[str, Component]:
    """What a phone reads there, by the words of its entry; checked to the letter and read by another reader as well."""
    answer = village.town.app.test_client().get(path)
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    calendar = ical_check.parse(answer.data)
    again = icalendar.Calendar.from_ical(answer.data)
    assert {str(event["uid"]) for event in again.events} == {event.value("UID") for event in calendar.events}
    return {event.text("SUMMARY").removeprefix("✓ "): event for event in calendar.events}


def work_in(found: dict[str, Component]) -> list[Component]:
    return [event for event in found.values() if event.value("CATEGORIES") != "ปฏิทิน ITA"]


@pytest.mark.one_database
def test_each_sees_their_own_work_their_units_or_the_whole_offices(village: Living):
    finance, mine = address(village, "--unit", "กองคลัง"), address(village, "--name", "กล้า")
    works, boss = address(village, "--name", "ธนา"), address(village, "--name", "ปิติ")
    whole = "O12 รายงานผลการดำเนินงานประจำปี"
    expected = {whole, "O13 แผนการจัดซื้อจัดจ้าง", "E10 ช่องทางร้องเรียนการทุจริต"}
    steps = {
        "หน่วยงานเปิดเผยข้อมูลและตอบแบบวัด OIT (คาดการณ์)",
        "ชี้แจงเพิ่มเติมหลังการตรวจ OIT (คาดการณ์)",
        "ประกาศผลการประเมิน ITA (คาดการณ์)",
    }
    assert set(subscribe(village, finance)) == expected | steps == set(subscribe(village, mine))
    assert set(subscribe(village, works)) == {whole, "O20 คู่มือการขออนุญาต"} | steps
    assert set(subscribe(village, boss)) == steps
    shares = subscribe(village, finance)[whole]
    assert "กำหนดตามแผน 31 ธ.ค. 2569" in shares.text("DESCRIPTION")


@pytest.mark.one_database
def test_more_time_moves_the_same_entry_and_adds_none(village: Living):
    path = address(village, "--name", "กล้า")
    before = subscribe(village, path)["O13 แผนการจัดซื้อจัดจ้าง"]
    assert (before.value("DTSTART"), before.value("SEQUENCE")) == ("20261231", "0")
    village.say("กล้า", "O13 ขอเลื่อนถึง 15 ม.ค. รอใบเสนอราคา")
    village.town.at("2026-12-01", "09:15")
    village.town.work()
    village.press("ชูใจ", "อนุมัติ")
    found = subscribe(village, path)
    after = found["O13 แผนการจัดซื้อจัดจ้าง"]
    assert after.value("UID") == before.value("UID")
    assert (after.value("DTSTART"), after.value("SEQUENCE")) == ("20270115", "1")
    assert after.value("LAST-MODIFIED") > before.value("LAST-MODIFIED")
    assert "ขยายถึง 15 ม.ค. 2570 · กำหนดตามแผน 31 ธ.ค. 2569" in after.text("DESCRIPTION")
    assert len(work_in(found)) == 3


@pytest.mark.one_database
def test_what_is_done_is_marked_and_rings_no_more(village: Living):
    path = address(village, "--unit", "กองคลัง")
    before = subscribe(village, path)["O13 แผนการจัดซื้อจัดจ้าง"]
    # The 31st and the third day before it: the last working days up to them are the 30th and the 28th.
    assert [alarm.value("TRIGGER") for alarm in before.inside] == ["-P2DT15H", "-PT15H"]
    village.say("กล้า", "O13 เสร็จแล้ว")
    client = village.town.app.test_client()
    assert "SUMMARY:✓ O13" in client.get(path).text
    after = subscribe(village, path)["O13 แผนการจัดซื้อจัดจ้าง"]
    assert (after.inside, after.value("CATEGORIES"), after.value("UID")) == ([], DONE, before.value("UID"))


@pytest.mark.one_database
def test_the_offices_calendar_counts_what_the_summary_counts(village: Living):
    path = address(village)
    village.say("กล้า", "O13 เสร็จแล้ว")
    village.say("ธนา", "O20 กำลังทำ 60%")
    for today in ("2026-12-02", "2027-01-20"):
        village.town.at(today, "09:00")
        day = date.fromisoformat(today)
        with transaction(village.town.house.engine) as session:
            told = progress.summary(session, village.town.agency_id, 2570, day).tally
        answer = ical_check.parse(village.town.app.test_client().get(path).data)
        assert counted(answer.events, day) == told
        assert all(not event.inside for event in answer.events if event.value("CATEGORIES") != "ปฏิทิน ITA")


def counted(events: list[Component], today: date) -> Tally:
    """The figures of a calendar: an entry whose day is over and that is not done is overdue."""
    words = {label: status.value for status, label in STATUS_WORDS.items()}
    counts = Counter(
        "overdue" if words[state] != "completed" and event.value("DTSTART") < f"{today:%Y%m%d}" else words[state]
        for event in events
        if (state := event.value("CATEGORIES")) in words
    )
    return Tally(**counts)


@pytest.mark.one_database
def test_a_step_of_the_assessment_moves_when_it_is_announced_and_goes_when_it_is_taken_out(village: Living):
    path = address(village)
    before = subscribe(village, path)["หน่วยงานเปิดเผยข้อมูลและตอบแบบวัด OIT (คาดการณ์)"]
    assert (before.value("DTSTART"), before.value("DTEND"), before.value("SEQUENCE")) == ("20270301", "20270501", "0")
    set_it = ("milestone", "set", "oit", "--from", "2027-03-15", "--to", "2027-05-15", "--source", "หนังสือ ปปช 1")
    assert village.command(*set_it) == "หน่วยงานเปิดเผยข้อมูลและตอบแบบวัด OIT: 15 มี.ค. 2570 ถึง 15 พ.ค. 2570\n"
    found = subscribe(village, path)
    after = found["หน่วยงานเปิดเผยข้อมูลและตอบแบบวัด OIT"]
    assert after.value("UID") == before.value("UID")
    assert (after.value("DTSTART"), after.value("DTEND"), after.value("SEQUENCE")) == ("20270315", "20270516", "1")
    assert after.value("LAST-MODIFIED") > before.value("LAST-MODIFIED")
    assert "ที่มา: หนังสือ ปปช 1" in after.text("DESCRIPTION")
    village.command(*set_it)
    assert subscribe(village, path)["หน่วยงานเปิดเผยข้อมูลและตอบแบบวัด OIT"].value("SEQUENCE") == "2"
    village.command("milestone", "remove", "clarification", "--fiscal-year", "2570")
    gone = set(found) - set(subscribe(village, path))
    assert gone == {"ชี้แจงเพิ่มเติมหลังการตรวจ OIT (คาดการณ์)"}
    assert "oit" in village.command("milestone", "list", "--fiscal-year", "2570")


@pytest.mark.one_database
def test_a_phone_that_asks_again_is_told_that_nothing_changed(village: Living):
    path, client = address(village), village.town.app.test_client()
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
    assert first.last_modified is not None
    village.say("กล้า", "O13 กำลังทำ")
    third = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert third.status_code == 200
    assert third.last_modified > first.last_modified


@pytest.mark.one_database
def test_no_calendar_names_a_person(village: Living):
    finance = address(village, "--unit", "กองคลัง")
    with transaction(village.town.house.engine) as session:
        names = {person.name for person in people.roster(session, village.town.agency_id)}
    village.say("กล้า", "O13 ติดปัญหา รอคุณกล้าเซ็น")
    text = village.town.app.test_client().get(finance).text.replace("\r\n ", "")
    assert not [name for name in names if name in text]


@pytest.mark.one_database
def test_an_address_that_was_taken_back_or_never_was_shows_nothing(village: Living):
    mine, office = address(village, "--name", "กล้า"), address(village)
    client = village.town.app.test_client()
    assert village.command("calendar", "revoke", "--name", "กล้า") == "ยกเลิกแล้ว 1 ที่อยู่\n"
    assert [client.get(path).status_code for path in (mine, office, "/calendar/guess.ics")] == [404, 200, 404]


def test_the_sixth_address_of_one_calendar_ends_the_first(engine: Engine, office: Office, now: datetime):
    with transaction(engine) as session:
        mine = Whose(staff_id=office.staff["กล้า"])
        other = calendar_link.make(session, office.agency_id, Whose(unit_id=office.unit["กองคลัง"]), now)
        made = [calendar_link.make(session, office.agency_id, mine, now) for _ in range(MOST_LIVE["person"] + 1)]
        assert [calendar_link.find(session, one) for one in made] == [None, *[(office.agency_id, mine)] * 5]
        assert calendar_link.find(session, other) is not None


def test_who_left_the_roster_has_no_calendar_any_more(engine: Engine, office: Office, now: datetime):
    with transaction(engine) as session:
        token = calendar_link.make(session, office.agency_id, Whose(staff_id=office.staff["กล้า"]), now)
        people.remove_staff(session, office.agency_id, office.staff["กล้า"], now)
        assert calendar_link.find(session, token) is None


def test_a_shared_address_ends_with_who_asked_for_it_and_one_of_the_operators_stays(
    engine: Engine, office: Office, now: datetime
):
    with transaction(engine) as session:
        mine, unit = office.agency_id, Whose(unit_id=office.unit["กองคลัง"])
        of_unit = calendar_link.make(session, mine, unit, now, office.staff["กล้า"])
        of_office = calendar_link.make(session, mine, Whose(), now, office.staff["ปิติ"])
        operators = calendar_link.make(session, mine, unit, now)
        every = (of_unit, of_office, operators)
        assert [calendar_link.find(session, one) is not None for one in every] == [True, True, True]
        enrolment.add_staff(session, mine, RosterRow("ปิติ", role=Role.OFFICER), now)
        enrolment.update_roster(session, mine, [RosterRow("กล้า", unit_id=office.unit["กองช่าง"])], now, moving=True)
        assert [calendar_link.find(session, one) is not None for one in every] == [False, False, True]
        assert (calendar_link.count(session, mine, unit), list(calendar_link.live(session, mine))) == (1, [unit])
        enrolment.update_roster(session, mine, [RosterRow("กล้า", unit_id=office.unit["กองคลัง"])], now, moving=True)
        assert calendar_link.find(session, of_unit) == (mine, unit)
        roster.leave(session, mine, office.staff["กล้า"], now)
        enrolment.add_staff(session, mine, RosterRow("กล้า", unit_id=office.unit["กองคลัง"]), now)
        assert calendar_link.find(session, of_unit) is None, "who comes back asks again"


def test_an_office_keeps_its_own_dates_and_a_step_of_its_own(engine: Engine, office: Office, now: datetime):
    with transaction(engine) as session:
        own = (office.agency_id, 2570, "council", date(2027, 2, 1), date(2027, 2, 1), now)
        with pytest.raises(Refusal, match="ต้องระบุชื่อ"):
            milestones.put(session, *own)
        milestones.put(session, *own, Words("ประชุมสภาพิจารณารายงาน"))
        milestones.put(session, office.agency_id, 2570, "oit", date(2027, 1, 5), date(2027, 1, 9), now)
        with pytest.raises(Refusal, match="วันสิ้นสุด"):
            milestones.put(session, office.agency_id, 2570, "oit", date(2027, 1, 5), date(2027, 1, 4), now)
        with pytest.raises(Refusal, match="ปีงบประมาณ 2570"):
            milestones.put(session, office.agency_id, 2570, "oit", date(2026, 9, 30), date(2027, 1, 4), now)
        milestones.withdraw(session, office.agency_id, 2570, "council", now)
        found = milestones.of_year(session, office.agency_id, 2570)
        assert [(one.key, one.moves, one.certain) for one in found] == [
            *(("oit", 1, True), ("clarification", 0, False), ("results", 0, False))
        ]
        assert [one.moves for one in milestones.of_year(session, office.agency_id, 2571)] == [0, 0, 0]
        milestones.put(session, *own)
        assert [one.moves for one in milestones.of_year(session, office.agency_id, 2570)] == [1, 2, 0, 0]


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]) | st.sampled_from('กำที่,;\\\n:"'))


@given(words=WORDS, more=WORDS, day=st.dates(date(2020, 1, 1), date(2090, 1, 1)), ring=st.integers(-60, 1))
def test_whatever_a_title_holds_the_calendar_is_valid(words: str, more: str, day: date, ring: int):
    alarms = (Alarm(timedelta(days=ring, hours=9)), Alarm(timedelta(hours=9), from_end=True))
    made = datetime.fromisoformat("2026-11-30T08:30:00.5+07:00")
    entry = Entry("1@tamngan", day, day + timedelta(days=2), words, more, "ปฏิทิน ITA", 3, made, alarms)
    event = ical_check.parse(render(words, [entry])).events[0]
    assert (event.text("SUMMARY"), event.text("DESCRIPTION")) == (words, more)
    assert len(event.inside) == 2
