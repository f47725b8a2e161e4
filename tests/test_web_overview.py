"""The overview: the same figures as the chat's, filters in the address, drilling down, reminding and acknowledging."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select, update

from models import progress
from models.assignment import Assignment
from models.audit import AuditEntry
from models.database import transaction
from models.people import Staff
from models.summaries import Tally
from tests.journeys import PLAN, Office, living, take_up
from tests.test_web_work import browser_of

pytestmark = pytest.mark.one_database


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with living(database_url, tmp_path, PUBLIC_URL="http://localhost") as found:
        yield found


def figures_on(page: str) -> Tally:
    """The four figures as a reader sees them."""
    found = dict(re.findall(r"<dt>([^<]+)</dt><dd[^>]*>(?:<a[^>]*>)?(\d+)", page))
    return Tally(*(int(found[word]) for word in ("เสร็จแล้ว", "กำลังทำ", "ยังไม่เริ่ม", "เกินกำหนด")))


def summary_of(office: Office, **scope: int | str | date) -> Tally:
    with transaction(office.town.house.engine) as session:
        return progress.summary(session, office.town.agency_id, 2570, office.town.now.date(), **scope).tally


def test_the_page_shows_the_figures_of_the_chat_for_every_filter(office: Office) -> None:
    office.say("กล้า", "O13 เสร็จแล้ว")
    office.say("ธนา", "O20 กำลังทำ 40%")
    office.town.at("2027-02-02", "09:00")
    piti, unit = browser_of(office, "ปิติ"), office.owed("O13").unit_id
    for query, scope in (
        ("", {}),
        (f"?unit={unit}", {"unit_id": unit}),
        ("?quarter=1", {"quarter": 1}),
        ("?code=O12", {"code": "O12"}),
        (f"?unit={unit}&quarter=1&code=O13", {"unit_id": unit, "quarter": 1, "code": "O13"}),
    ):
        piti.read("/overview" + query)
        assert figures_on(piti.page) == summary_of(office, **scope), query
    assert figures_on(piti.page) == Tally(completed=1)


def test_a_status_lists_its_rounds_and_each_leads_to_its_page(office: Office) -> None:
    office.town.at("2027-01-05", "09:00")
    piti = browser_of(office, "ปิติ")
    shown = piti.read("/overview?status=overdue&quarter=1")
    assert "งวดที่เกินกำหนด" in shown
    listed = piti.page.partition('id="rounds"')[2].partition("</section>")[0]
    leads = re.findall(r'href="(/shares/\d+)"', listed)
    assert len(leads) == figures_on(piti.page).overdue > 0
    assert "เกินกำหนด" in piti.read(leads[0])


def test_what_is_given_to_a_person_by_name_counts_for_their_unit_and_names_them(office: Office) -> None:
    one, before = office.owed("O20"), summary_of(office)
    unit = one.unit_id
    of_unit = summary_of(office, unit_id=unit)
    with transaction(office.town.house.engine) as session:
        thana = session.scalars(select(Staff).where(Staff.name.startswith("ธนา"))).one()
        given = update(Assignment).where(Assignment.id == one.assignment_id)
        session.execute(given.values(unit_id=None, staff_id=thana.id))
        name = thana.name
    assert (summary_of(office), summary_of(office, unit_id=unit)) == (before, of_unit)
    assert office.owed("O20").owner == name
    piti = browser_of(office, "ปิติ")
    piti.read("/overview")
    rows = piti.page.partition("<h2>ตามส่วนราชการ</h2>")[2].partition("</ul>")[0]
    assert re.search(rf'[?&;]unit={unit}"', rows)
    assert f"มอบหมายเป็นรายบุคคล: {name}<" in rows
    assert name not in re.sub(r'<p class="hint">.*?</p>', "", rows)


def test_an_officer_sees_the_own_unit_and_is_refused_another(office: Office) -> None:
    thana = browser_of(office, "ธนา")
    assert "กองช่าง" in thana.read("/overview")
    assert figures_on(thana.page) == summary_of(office, unit_id=office.owed("O20").unit_id)
    assert thana.get(f"/overview?unit={office.owed('O13').unit_id}").status_code == 403
    assert "ส่งเตือน" not in thana.page


def test_an_earlier_day_is_shown_as_it_stood(office: Office) -> None:
    office.town.at("2026-12-10", "09:00")
    office.say("กล้า", "O13 เสร็จแล้ว")
    piti = browser_of(office, "ปิติ")
    piti.read("/overview?code=O13")
    assert figures_on(piti.page) == Tally(completed=1)
    assert "ข้อมูลย้อนหลัง" in piti.read("/overview?code=O13&asof=2026-12-05")
    assert figures_on(piti.page) == Tally(not_started=1)


def test_nonsense_in_the_address_asks_for_nothing(office: Office) -> None:
    piti = browser_of(office, "ปิติ")
    for query in (
        "quarter=9",
        "asof=yesterday",
        "status=%3Cscript%3E",
        "year=1",
        "page=999",
        "unit=x",
        "code=%27--",
        "asof=9999-12-31",
        "asof=0001-01-01",
        "asof=2027-03-31",
    ):
        assert piti.get("/overview?" + query).status_code == 200, query
        assert "<script" not in piti.page


def test_who_has_not_reported_is_reminded_from_the_page(office: Office) -> None:
    piti = browser_of(office, "ปิติ")
    assert "ส่งเตือนที่ยังไม่รายงาน" in piti.read("/overview?quarter=1")
    assert piti.post("/overview/remind", quarter="1", year="2570").location == "/overview?year=2570&quarter=1"
    piti.read("/overview?quarter=1")
    assert "ส่งเตือนที่ยังไม่รายงาน" not in piti.page
    assert {row.act for row in office.rows(AuditEntry)} >= {"brought_up"}
    thana = browser_of(office, "ธนา")
    thana.get("/overview")
    assert thana.post("/overview/remind").status_code == 403


def test_no_more_are_reminded_than_the_page_shows(office: Office) -> None:
    take_up(office.town, PLAN, 2571)
    office.town.at("2027-10-05", "09:00")
    piti = browser_of(office, "ปิติ")
    assert "ส่งเตือนที่ยังไม่รายงาน" not in piti.read("/overview?year=2570&code=O13"), "it would remind of more than O13"
    assert "ส่งเตือนที่ยังไม่รายงาน" in piti.read("/overview?year=2570")
    piti.post("/overview/remind", year="2570")
    brought_up = {row.about["occurrence"] for row in office.rows(AuditEntry) if row.act == "brought_up"}
    with transaction(office.town.house.engine) as session:
        of_2570 = progress.of_year(session, office.town.agency_id, 2570)
    assert brought_up == {o.occurrence_id for o in of_2570 if o.asked_on} != set()


def test_a_month_of_the_year_before_is_found_by_its_day(office: Office) -> None:
    take_up(office.town, PLAN, 2571)
    office.town.at("2027-10-05", "09:00")
    piti = browser_of(office, "ปิติ")
    piti.read("/overview?month=2027-09-01")
    assert figures_on(piti.page) == summary_of(office, month=date(2027, 9, 1)) != Tally()


def test_finished_things_are_acknowledged_together(office: Office) -> None:
    office.say("กล้า", "O13 เสร็จแล้ว")
    office.say("ธนา", "O20 เสร็จแล้ว")
    piti = browser_of(office, "ปิติ")
    assert "งานเสร็จที่รอรับทราบ 2 เรื่อง" in piti.read("/overview")
    chosen = re.findall(r'name="done" value="([^"]+)"', piti.page)
    piti.post("/overview/acknowledge", done=chosen[:1])
    assert "งานเสร็จที่รอรับทราบ 1 เรื่อง" in piti.read("/overview")
    piti.post("/overview/acknowledge", done=["x", "1/2", chosen[0]])
    assert "มีผู้รับทราบแล้ว" in piti.read("/overview")
    assert [office.owed(code).verified for code in ("O13", "O20")] == [True, False]


def test_an_office_without_a_plan_reads_what_comes_next(database_url: str, tmp_path: Path) -> None:
    with living(database_url, tmp_path, plan=None, PUBLIC_URL="http://localhost") as found:
        piti = browser_of(found, "ปิติ")
        assert "ยังไม่มีแผนในระบบค่ะ" in piti.read("/overview")
        assert "ยังไม่มีงานในความรับผิดชอบ" in piti.read("/mine")
        mani = browser_of(found, "มานี")
        for place in ("/overview", "/report"):
            assert "นำเข้าแผน" in mani.read(place)
            assert '<a class="button" href="/plan">' in mani.page
