"""The pages in a real Chromium, on a phone and on a desk, with scripts and without: as people use them."""

import io
import json
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pdfplumber
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from models import page_access, people
from models.agency import Agency
from models.database import transaction
from models.evidence import Evidence
from tests.browser import DESK, PHONE, in_chromium, look_over, opened_page
from tests.journeys import Office, living
from tests.lived_in import live_in
from tests.office import make_office

pytestmark = in_chromium
SCREENS = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])


@pytest.fixture(scope="module")
def office(grounds: Callable[[str], Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office in the middle of its year, one for all tests here."""
    ground = grounds("sqlite")
    url = ground.fresh()
    with living(url, tmp_path_factory.mktemp("office"), PUBLIC_URL="http://localhost") as found:
        live_in(found)
        yield found
    ground.drop(url)


def host(office: Office) -> str:
    """Where the product really listens."""
    return str(office.line.call("GET", "settings")["webhook"]).removesuffix("/callback")


def link_of(office: Office, name: str) -> str:
    """The link that the bot gives somebody."""
    office.say(name, "เปิดหน้าเว็บ")
    uris = [a["uri"] for said in office.town.heard(name) for a in said["actions"] if "/in/" in a.get("uri", "")]
    return uris[-1].replace("http://localhost", host(office))


def sign_in(page: Page, office: Office, name: str) -> None:
    page.goto(link_of(office, name))
    page.get_by_role("button", name="เข้าสู่ระบบ").click()
    expect(page.get_by_role("navigation", name="เมนูหลัก")).to_be_visible()


@SCREENS
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_an_executive_signs_in_filters_and_drills_down_to_a_picture(
    office: Office, chromium: Browser, size: dict[str, int], scripts: bool
) -> None:
    with opened_page(chromium, size, scripts) as page:
        sign_in(page, office, "ปิติ")
        expect(page.get_by_role("heading", level=1)).to_contain_text("ITA ปี 2570")
        page.get_by_text("กรองข้อมูล").click()
        page.get_by_label("ส่วนราชการ").select_option("กองคลัง")
        page.get_by_label("ไตรมาส").select_option("1")
        page.get_by_role("button", name="แสดง", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("กองคลัง · ไตรมาส 1")
        assert "quarter=1" in page.url
        page.get_by_role("link", name="O13 แผนการจัดซื้อจัดจ้าง").last.click()
        expect(page.get_by_role("heading", name="รายงานล่าสุด")).to_be_visible()
        shown = page.get_by_role("img", name="ประกาศ.png")
        shown.scroll_into_view_if_needed()
        expect(shown).to_have_js_property("naturalWidth", 320)
        page.get_by_role("link", name="กองคลัง", exact=True).click()
        expect(page.get_by_text("ส่งให้ผู้อำนวยการลงนามแล้ว").first).to_be_visible()


@SCREENS
def test_an_officer_reports_and_attaches_without_scripts(
    office: Office, chromium: Browser, size: dict[str, int], tmp_path: Path
) -> None:
    (tmp_path / "คู่มือ.png").write_bytes(picture())
    with opened_page(chromium, size, scripts=False) as page:
        sign_in(page, office, "สมคิด")
        page.get_by_role("link", name="งานของฉัน").click()
        page.get_by_role("link", name="O12").first.click()
        page.get_by_label("กำลังทำ").check()
        page.get_by_label("รายละเอียด").fill("รวบรวมข้อมูลอยู่")
        page.get_by_role("button", name="บันทึกรายงาน").click()
        expect(page.get_by_role("status").first).to_contain_text("บันทึกแล้ว")
        page.get_by_label("รูปหรือไฟล์").set_input_files(tmp_path / "คู่มือ.png")
        page.get_by_role("button", name="แนบหลักฐาน").click()
        expect(page.get_by_role("status").first).to_contain_text("แนบ")


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "light"), (DESK, "dark")], ids=["phone-light", "desk-dark"])
def test_no_page_has_anything_for_the_accessibility_checker(
    office: Office, chromium: Browser, size: dict[str, int], scheme: str
) -> None:
    with opened_page(chromium, size, color_scheme=scheme) as page:
        page.goto(link_of(office, "มานี"))
        look_over(page)
        page.get_by_role("button", name="เข้าสู่ระบบ").click()
        one = office.owed("O13")
        pages = ("/overview", "/overview?status=overdue", f"/measures/{one.measure_id}", f"/shares/{one.occurrence_id}")
        for address in (*pages, "/mine", "/subscribe", "/report", "/plan", "/plan/next", "/nowhere"):
            page.goto(host(office) + address)
            for closed in page.locator("details:not([open]) > summary").all():
                closed.click()
            look_over(page)


@SCREENS
def test_a_link_that_ran_out_or_was_never_given_is_refused_courteously(
    office: Office, chromium: Browser, size: dict[str, int]
) -> None:
    link, now = link_of(office, "ปิติ"), office.town.now
    office.line.set_clock((now + timedelta(minutes=30)).isoformat())
    with opened_page(chromium, size) as page:
        for address in (link, host(office) + "/in/somebody-elses", host(office) + "/overview"):
            page.goto(address)
            expect(page.get_by_text("พิมพ์ “เปิดหน้าเว็บ”")).to_be_visible()
            expect(page.get_by_role("navigation")).to_have_count(0)
    office.line.set_clock(now.isoformat())


@pytest.mark.parametrize(("size", "scripts"), [(PHONE, False), (PHONE, True), (DESK, False), (DESK, True)])
def test_the_report_is_taken_away_in_every_kind_of_file(
    office: Office, chromium: Browser, size: dict[str, int], scripts: bool
) -> None:
    with opened_page(chromium, size, scripts) as page:
        sign_in(page, office, "ปิติ")
        page.get_by_role("link", name="รายงาน", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("รายงานผลปี 2570 ณ 12 มกราคม 2570")
        for label, opens in OPENS.items():
            with page.expect_download() as taken:
                page.get_by_role("link", name=label, exact=True).click()
            assert taken.value.suggested_filename == f"ita-2570-demo-2027-01-12.{label_ending(label)}"
            assert "O13" in opens(taken.value.path().read_bytes()), label
        page.get_by_label("วันที่").fill("2026-12-01")
        page.get_by_role("button", name="แสดง", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("รายงานผลปี 2570 ณ 1 ธันวาคม 2569")


@SCREENS
def test_a_photo_a_file_and_a_link_are_looked_at_where_they_prove_something(
    office: Office, chromium: Browser, size: dict[str, int]
) -> None:
    one, paper = office.owed("O20"), b"%PDF-1.4\n" + str(size).encode()
    with opened_page(chromium, size) as page:
        sign_in(page, office, "ธนา")
        page.goto(f"{host(office)}/shares/{one.occurrence_id}")
        given = {"name": "คู่มือ.pdf", "mimeType": "application/pdf", "buffer": paper}
        page.get_by_label("รูปหรือไฟล์").set_input_files(given)  # type: ignore[arg-type]
        page.get_by_role("button", name="แนบหลักฐาน").click()
        expect(page.get_by_role("status").first).to_contain_text("แนบ")
    with opened_page(chromium, size) as page:
        sign_in(page, office, "ปิติ")
        page.goto(f"{host(office)}/shares/{one.occurrence_id}")
        shown = page.get_by_role("img", name="คู่มือหน้าปก.png")
        shown.scroll_into_view_if_needed()
        expect(shown).to_have_js_property("naturalWidth", 320)
        link = page.get_by_role("link", name="https://www.example.go.th/o20")
        expect(link).to_have_attribute("href", "https://www.example.go.th/o20")
        expect(link).to_have_attribute("rel", "noopener noreferrer")
        look_over(page)
        with page.expect_download() as taken:
            page.get_by_role("link", name="คู่มือ.pdf", exact=True).last.click()
        assert (taken.value.suggested_filename, taken.value.path().read_bytes()) == ("คู่มือ.pdf", paper)
        shown.click()
        expect(page.locator("img")).to_have_js_property("naturalWidth", 1200)  # the photo itself, as it was sent


@SCREENS
def test_the_address_of_what_is_anothers_opens_nothing(office: Office, chromium: Browser, size: dict[str, int]) -> None:
    """Another unit's round for an officer; for people of another office everything of this one."""
    one, clerk = office.owed("O20"), neighbour(office)
    mine = (f"/shares/{one.occurrence_id}", f"/measures/{one.measure_id}", f"/overview?unit={one.unit_id}")
    photo = next(row for row in office.rows(Evidence) if row.occurrence_id == one.occurrence_id and row.kind == "photo")
    with opened_page(chromium, size) as page:
        sign_in(page, office, "กล้า")
        for address in mine:
            page.goto(host(office) + address)
            expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("ไม่พบหน้าที่เปิด|เฉพาะผู้เกี่ยวข้อง"))
    with opened_page(chromium, size) as page:
        page.goto(host(office) + clerk)
        expect(page.get_by_text("เทศบาลเพื่อนบ้าน")).to_be_visible()
        page.get_by_role("button", name="เข้าสู่ระบบ").click()
        for address in (*mine[:2], f"/evidence/{photo.id}/small.jpg", f"/evidence/{photo.id}/file", "/plan/drafts/1"):
            page.goto(host(office) + address)
            expect(page.get_by_role("heading", level=1)).to_have_text("ไม่พบหน้าที่เปิดค่ะ")
        page.goto(host(office) + "/overview")
        expect(page.get_by_role("heading", level=1)).to_have_text("ยังไม่มีแผนในระบบค่ะ")


@SCREENS
def test_a_link_that_was_used_or_passed_on_lets_nobody_else_in(
    office: Office, chromium: Browser, size: dict[str, int]
) -> None:
    link, now = link_of(office, "มานี"), office.town.now
    with opened_page(chromium, size) as page:
        page.goto(link)
        expect(page.get_by_role("heading", level=1)).to_have_text("สวัสดีค่ะ คุณมานี")  # whose it is, before any press
        page.get_by_role("button", name="เข้าสู่ระบบ").click()
        expect(page.get_by_role("navigation", name="เมนูหลัก")).to_be_visible()
    office.line.set_clock((now + timedelta(minutes=2)).isoformat())
    with opened_page(chromium, size) as page:
        page.goto(link)
        expect(page.get_by_role("heading", level=1)).to_have_text("ลิงก์นี้ใช้ไม่ได้แล้วค่ะ")
        page.goto(host(office) + "/overview")
        expect(page.get_by_role("heading", level=1)).to_have_text("ต้องเข้าสู่ระบบก่อนค่ะ")
    office.line.set_clock(now.isoformat())


def test_the_first_view_of_the_overview_travels_light(office: Office, chromium: Browser) -> None:
    sizes: dict[str, int] = {}
    with opened_page(chromium, PHONE) as page:
        sign_in(page, office, "ปิติ")
        cookies = page.context.cookies()
    with opened_page(chromium, PHONE) as page:
        page.context.add_cookies(cookies)
        page.on("requestfinished", lambda request: sizes.update({request.url: weight(request)}))
        page.goto(host(office) + "/overview")
        page.evaluate("document.fonts.ready")
        expect(page.get_by_role("heading", level=1)).to_contain_text("ITA ปี 2570")
    assert len([url for url in sizes if url.endswith(".woff2")]) == 4, sizes
    assert sum(sizes.values()) < 60_000, sizes


def weight(request: Any) -> int:
    told = request.sizes()
    return int(told["responseBodySize"] + told["responseHeadersSize"])


def neighbour(office: Office) -> str:
    """The way in of somebody of another office on the same machine."""
    with transaction(office.town.house.engine) as session:
        slug = f"next-{len(session.scalars(select(Agency)).all())}"
        other = make_office(session, office.town.now, slug, "เทศบาลเพื่อนบ้าน")
        person = people.staff_by_id(session, other.agency_id, other.staff["มานี"])
        assert person
        return "/in/" + page_access.make_link(session, person, office.town.now)


def told_in_word(data: bytes) -> str:
    return " ".join(cell.text for t in docx.Document(io.BytesIO(data)).tables for r in t.rows for cell in r.cells)


def told_in_excel(data: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return " ".join(str(value) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row)


def told_on_paper(data: bytes) -> str:
    with pdfplumber.open(io.BytesIO(data)) as paper:
        return " ".join(page.extract_text() for page in paper.pages)


# The words of a link → how the file it leads to is opened, to read it.
OPENS: dict[str, Callable[[bytes], str]] = {
    "Word": told_in_word,
    "Excel": told_in_excel,
    "PDF": told_on_paper,
    "CSV": lambda data: data.decode("utf-8-sig"),
    "JSON": lambda data: str(json.loads(data)),
}


def label_ending(label: str) -> str:
    return {"Word": "docx", "Excel": "xlsx"}.get(label, label.lower())


def picture() -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (800, 600), "olive").save(drawn, "PNG")
    return drawn.getvalue()
