"""The page that gives calendars away: one's own, the unit's, the office's for those who see it all; shown once."""

import re
from pathlib import Path

import pytest
from sqlalchemy import select

from models.calendar_link import CalendarLink
from models.database import transaction
from tests import ical_check
from tests.journeys import living
from tests.pages import Browser, Pages, words_in

pytestmark = pytest.mark.one_database


def ask(browser: Browser, kind: str) -> str:
    """Press the button for a calendar; the address that is shown."""
    browser.get("/subscribe")
    answer = browser.post("/subscribe", kind=kind)
    assert answer.status_code == 200, answer.status_code
    browser.page = answer.text
    found = re.search(r'value="http://localhost(/calendar/[^"]+)"', answer.text)
    assert found
    assert f'href="webcal://localhost{found[1]}"' in answer.text
    return found[1]


def test_an_officer_gets_their_own_and_their_units_calendar_and_not_the_offices(pages: Pages):
    browser = pages.signed_in("กล้า")
    told = browser.read("/subscribe")
    assert "ขอลิงก์ปฏิทิน งานของฉัน" in told
    assert "ขอลิงก์ปฏิทิน กองคลัง" in told
    assert "ทั้งหน่วยงาน" not in told
    for kind in ("person", "unit"):
        answer = pages.nobody().get(ask(browser, kind))
        assert ical_check.parse(answer.data).text("X-WR-CALNAME") in ("งาน ITA ของฉัน", "งาน ITA · กองคลัง")
    assert browser.post("/subscribe", kind="office").status_code == 403
    assert "ขอลิงก์ปฏิทิน ทั้งหน่วยงาน" in pages.signed_in("ปิติ").read("/subscribe")


def test_the_address_is_shown_once_and_kept_only_as_a_digest(pages: Pages):
    browser = pages.signed_in("กล้า")
    path = ask(browser, "person")
    assert path not in browser.get("/subscribe").text
    with transaction(pages.engine) as session:
        kept = session.scalars(select(CalendarLink)).one()
    assert kept.digest not in path
    assert len(kept.digest) == 64


def test_taking_back_ends_ones_own_at_once_and_a_shared_one_only_by_who_runs_the_office(pages: Pages):
    officer, coordinator = pages.signed_in("กล้า"), pages.signed_in("มานี")
    mine, units = ask(officer, "person"), ask(officer, "unit")
    officer.get("/subscribe")
    assert "ยกเลิกลิงก์ทั้งหมดของ กองคลัง" not in words_in(officer.page)
    assert officer.post("/subscribe/revoke", kind="unit").status_code == 403
    assert officer.post("/subscribe/revoke", kind="person").status_code == 302
    assert "ยกเลิกลิงก์ปฏิทินงานของฉันแล้ว 1 ลิงก์" in officer.read("/subscribe")
    assert [pages.nobody().get(path).status_code for path in (mine, units)] == [404, 200]
    offices = ask(coordinator, "office")
    coordinator.get("/subscribe")
    coordinator.post("/subscribe/revoke", kind="office")
    assert pages.nobody().get(offices).status_code == 404


def test_nobody_gets_a_calendar_without_signing_in_or_by_a_foreign_form(pages: Pages):
    assert pages.nobody().get("/subscribe").status_code == 401
    assert pages.signed_in("กล้า").client.post("/subscribe", data={"kind": "person"}).status_code == 400


def test_the_chat_leads_to_the_page(database_url: str, tmp_path: Path):
    with living(database_url, tmp_path, PUBLIC_URL="https://tambon.example") as village:
        for words in ("ปฏิทิน", "ขอปฏิทินหน่อยค่ะ", "ขอลิงก์ปฏิทินลงโทรศัพท์ครับ", "สมัครรับปฏิทิน", "calendar"):
            assert village.say("กล้า", words).startswith("คุณกล้า เปิดหน้าปฏิทินได้จากปุ่มนี้ค่ะ")
        assert village.say("กล้า", "O13 ทำปฏิทินงานเสร็จแล้วครับ").startswith("บันทึกแล้ว")
