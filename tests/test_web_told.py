"""Who was told what: a year of reminders page by page, the newest first, and of one item alone."""

from datetime import timedelta

import pytest

from models import chat, contacts, progress
from models.database import transaction
from models.outbox import NewMessage, enqueue
from tasks.plan.apply import Source, import_plan
from tasks.plan.read_text import parse_text
from tasks.plan.reading import read
from tests.pages import Pages
from tests.test_web_report import PLAN

pytestmark = pytest.mark.one_database
MANY = 120


def remind(pages: Pages) -> None:
    """Reminders about กองคลัง's O13, one a day, and one about กองช่าง's O20 that names nobody."""
    office, now = pages.office, pages.now
    with transaction(pages.engine) as session:
        import_plan(session, office.agency_id, read(parse_text(PLAN), 2570), Source("p", "0"), 2570, now)
        owed = {one.codes[0]: one for one in progress.of_year(session, office.agency_id, 2570)}
        contact = contacts.meet(session, office.agency_id, "U" + "1" * 32, None, now)
        room = chat.private_chat(session, contact.id, now)
        for n in range(MANY + 1):
            one, named = (owed["O13"], [office.staff["กล้า"]]) if n < MANY else (owed["O20"], [])
            content = {"stage": f"before-{MANY - n}", "expected_on": "2026-12-31", "staff": named}
            moment = now + timedelta(days=n)
            told = NewMessage(
                *(office.agency_id, room.id, f"reminder/{n}", "reminder", "normal", content),
                *(moment, moment + timedelta(days=9)),
                occurrence_id=one.occurrence_id,
            )
            assert enqueue(session, told, now)


def test_a_year_of_reminders_comes_page_by_page_the_newest_first(pages: Pages):
    remind(pages)
    browser, kla = pages.signed_in("มานี"), pages.office.staff["กล้า"]
    first = browser.read(f"/office/told?staff_id={kla}")
    assert "หน้า 1 จาก 3" in first
    assert first.count("O13 แผนการจัดซื้อจัดจ้าง") == 50
    assert first.index("ก่อน 1 วัน") < first.index("ก่อน 2 วัน")
    last = browser.read(f"/office/told?staff_id={kla}&page=3")
    assert last.count("O13 แผนการจัดซื้อจัดจ้าง") == 20
    assert f"ก่อน {MANY} วัน" in last


def test_one_item_alone_is_asked_for_in_any_letters_and_others_units_stay_out(pages: Pages):
    remind(pages)
    browser, office = pages.signed_in("มานี"), pages.office
    assert "หน้า 1 จาก 3" in browser.read(f"/office/told?staff_id={office.staff['กล้า']}&code=o13")
    assert "ยังไม่มีการแจ้งเตือนถึง กล้า" in browser.read(f"/office/told?staff_id={office.staff['กล้า']}&code=O20")
    assert browser.read(f"/office/told?staff_id={office.staff['ธนา']}").count("O20 คู่มือการขออนุญาต") == 1
