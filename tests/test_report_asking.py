"""‹ถามผู้รับผิดชอบ›: who finished something is asked for what its report lacks, who has not is reminded; once a day."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models import page_access, people
from models.database import transaction
from tests.journeys import STAFF_GROUP, Office, living
from tests.pages import Browser

pytestmark = pytest.mark.one_database


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    """On 4 January O20 is done without a result told, and the rest is late."""
    with living(database_url, tmp_path, PUBLIC_URL="http://localhost") as found:
        found.say("ธนา", "O20 เสร็จแล้วค่ะ", STAFF_GROUP)
        found.town.at("2027-01-04", "09:00")
        yield found


def signed_in(office: Office, name: str) -> Browser:

    house = office.town.house
    with transaction(house.engine) as session:
        person = next(one for one in people.roster(session, office.town.agency_id) if one.name == name)
        link = "/in/" + page_access.make_link(session, person, office.town.now)
    browser = Browser(office.town.app.test_client())
    browser.get(link)
    browser.post(link)
    return browser


def test_who_answers_hears_of_it_in_the_own_chat_and_goes_on_there(office: Office) -> None:
    browser = signed_in(office, "มานี")
    browser.get("/report")
    assert browser.post("/report/2570/ask").status_code == 302
    words = browser.read("/report")
    assert "ส่งคำถามถึง 1 คน" in words
    assert "ในรอบแจ้งเตือนถัดไป" in words
    office.town.at("2027-01-04", "15:50")
    told = office.heard_after("ธนา", office.town.work)
    assert "รายงานยังขาดข้อมูล 1 เรื่อง" in told
    assert "O20" in told
    assert "สรุปผล" in office.press("ธนา", "ตอบต่อ O20")
    browser.get("/report")
    browser.post("/report/2570/ask")
    assert "วันนี้ถามไปแล้ว 1 คน" in browser.read("/report")


def test_only_who_may_remind_is_offered_it(office: Office) -> None:
    assert "ถามผู้รับผิดชอบ" in signed_in(office, "ปิติ").read("/report")
    head = signed_in(office, "วีระ")
    assert head.get("/report").status_code == 403
    head.get("/overview")
    assert head.post("/report/2570/ask").status_code == 403


def test_of_an_earlier_day_nobody_is_asked(office: Office) -> None:
    assert "ถามผู้รับผิดชอบ" not in signed_in(office, "มานี").read("/report?as_of=2026-12-31")
