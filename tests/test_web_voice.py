"""The pages speak to an office as it chose: with ค่ะ or ครับ, and in its digits, from the sign-in on."""

import re
from pathlib import Path

import pytest

from models import agency
from models.agency import Agency
from models.database import transaction
from tests.pages import Pages

PARTICLE = re.compile("ค่ะ|คะ(?!แนน|เน)|ครับ")
ADDRESSES = (
    *("/overview", "/mine", "/report", "/plan", "/subscribe", "/nowhere"),
    *("/office/units", "/office/people?q=ไม่มีใคร", "/office/sessions", "/office/told", "/office/milestones"),
)
pytestmark = pytest.mark.one_database


@pytest.fixture
def gentlemen(pages: Pages) -> Pages:
    """An office that says ครับ and writes Thai digits."""
    with transaction(pages.engine) as session:
        row = session.get_one(Agency, pages.office.agency_id)
        row.particle, row.digits = "ครับ", "thai"
    return pages


def test_an_office_that_says_krap_reads_no_other_particle_on_any_page(gentlemen: Pages):
    browser = gentlemen.signed_in("มานี")
    for address in ADDRESSES:
        browser.get(address)
        assert set(PARTICLE.findall(browser.page)) <= {"ครับ"}, address
    assert "ยังไม่มีแผนในระบบครับ" in browser.read("/overview")


def test_what_a_press_did_is_told_in_the_offices_voice(gentlemen: Pages):
    browser = gentlemen.signed_in("มานี")
    browser.get("/office/units")
    assert "เพิ่ม กองสวัสดิการ แล้วครับ" in browser.read(browser.post("/office/units", name="กองสวัสดิการ").location)


def test_whoever_is_not_signed_in_yet_is_greeted_as_their_office_speaks(gentlemen: Pages):
    words = gentlemen.nobody().read(gentlemen.link("มานี"))
    assert "สวัสดีครับ คุณมานี" in words
    assert "ภายใน ๓๐ นาที" in words
    assert "ไม่ใช่คุณมานีหรือครับ" in words


def test_where_nobody_knows_whose_page_it_is_the_usual_particle_is_said(gentlemen: Pages):
    assert "ต้องเข้าสู่ระบบก่อนค่ะ" in gentlemen.nobody().get("/overview").text
    with transaction(gentlemen.engine) as session:
        assert agency.by_id(session, gentlemen.office.agency_id).voice.particle == "ครับ"


def test_no_page_has_a_particle_of_its_own():
    """A particle written into a template or a page's code would be said to every office."""
    own = [*Path("web/templates").rglob("*.html"), *Path("web").rglob("*.py")]
    found = {file.name for file in own if PARTICLE.search(file.read_text("utf-8"))}
    assert found == {"settings.py", "speaking.py"}  # the choice itself, and what the words mean
