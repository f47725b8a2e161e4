"""What strangers and typing mistakes put into addresses and forms: answered courteously, and never a broken page."""

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from models.database import transaction
from tasks.plan.apply import Source, import_plan
from tasks.plan.read_text import parse_text
from tasks.plan.reading import read
from tests.office import Office
from tests.pages import Pages, opened, words_in
from tests.test_web_report import PLAN

TOO_LARGE = ("2147483648", "9999999999", "99999999999", "9" * 19, "9" * 5000)
ROWS = (
    *("/shares/{}", "/measures/{}", "/evidence/{}/file", "/evidence/{}/small.jpg", "/plan/drafts/{}"),
    *("/plan/{}/rehearsal", "/plan/drafts/{}/rows/1", "/plan/drafts/1/rows/{}", "/report/{}/2026-11-30/report.csv"),
    *("/office/people/{}", "/office/people/{}/leave", "/office/units/{}", "/office/units/{}/merge"),
    *("/office/groups/{}", "/office/milestones/{}/x", "/overview?person={}", "/overview?unit={}"),
    "/office/trail?by={}",
)
FORMS = (
    *("/office/waiting/{}", "/office/codes/{}/revoke", "/office/people/{}/code", "/office/units/{}/name"),
    *("/shares/{}/report", "/shares/{}/evidence", "/measures/duties/{}/dates", "/plan/{}/rehearsal"),
    *("/report/{}/ask", "/office/milestones/{}"),
)


@pytest.fixture
def pages(engine: Engine, office: Office, tmp_path: Path, now: datetime):
    """With a plan, so that every filter has something to choose from."""
    with transaction(engine) as session:
        import_plan(session, office.agency_id, read(parse_text(PLAN), 2570), Source("plan.txt", "p"), 2570, now)
    with opened(engine, office, tmp_path, now) as found:
        yield found


def test_a_number_that_no_row_has_is_a_page_that_is_not_there(pages: Pages) -> None:
    mani = pages.signed_in("มานี")
    mani.get("/office")
    for number in TOO_LARGE:
        for address in ROWS:
            filtered = "?" in address and number == TOO_LARGE[-1]  # too long for a number at all: it names nothing
            assert mani.get(address.format(number)).status_code == (200 if filtered else 404), (address, number[:20])
        for address in FORMS:
            assert mani.post(address.format(number)).status_code == 404, (address, number[:20])
    assert mani.post("/overview/remind", person=TOO_LARGE[2]).status_code == 404
    assert "ไม่พบหน้าที่เปิดค่ะ" in words_in(mani.get("/shares/9999999999").text)
    assert mani.get("/shares/999999999").status_code == 404


def test_a_letter_that_no_database_takes_is_refused_wherever_it_stands(pages: Pages) -> None:
    mani = pages.signed_in("มานี")
    mani.get("/office")
    for address in (
        "/office/outbox?chat=%00",
        "/office/people?q=a&q=%00",
        "/overview?code=O13%00",
        "/office/milestones/2570/%00",
    ):
        assert mani.get(address).status_code == 400, address
    assert mani.post("/office/people/new", name="อารี", position="นัก\0วิชาการ").status_code == 400
    assert mani.post("/office/units", name="กอง\0ใหม่").status_code == 400
    assert mani.post("/office/settings", name="\0").status_code == 400
    assert "กลับไปโหลดหน้าใหม่" in words_in(mani.post("/office/settings", name="\0").text)


@pytest.mark.one_database
def test_words_too_long_for_a_message_are_refused_on_every_page_and_given_back(pages: Pages) -> None:
    mani = pages.signed_in("มานี")
    mani.get("/office")
    for address, field in (("/shares/1/report", "words"), ("/shares/1/extension/1", "why"), ("/office/units", "name")):
        refused = mani.post(address, **{field: "ก" * 5001})
        assert refused.status_code == 422, address
        assert "ข้อความยาวเกินไปค่ะ ช่องหนึ่งรับได้ 5,000 ตัวอักษร" in words_in(refused.text)
        assert "ก" * 5001 in refused.text
    lines = "บรรทัดที่มี 18 ตัวอักษร".ljust(49, "ก") + "\r\n"  # a browser counts the end of a line as one letter
    assert mani.post("/shares/999999/report", words=lines * 100).status_code == 404


@pytest.mark.one_database
def test_words_that_steer_a_template_are_no_more_than_words_in_an_address(pages: Pages) -> None:
    mani = pages.signed_in("มานี")
    for steering in ("endpoint=x", "_method=POST", "_external=1", "_scheme=x", "_anchor=x", "self=1", "values=1"):
        for page in ("/overview", "/report", "/office/people", "/office/trail", "/office/outbox"):
            assert mani.get(f"{page}?{steering}").status_code == 200, (page, steering)
    mani.get("/overview?_external=1&_anchor=x&code=O13")
    assert 'href="/overview?_external=1&amp;_anchor=x&amp;code=O13&amp;quarter=1"' in mani.page
