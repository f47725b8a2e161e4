"""The roster taken over from a file in a real Chromium, on a phone and on a desk, as a coordinator does it."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook
from playwright.sync_api import Browser, expect
from werkzeug.serving import make_server

from models import people
from models.database import transaction
from tests.browser import DESK, PHONE, in_chromium, look_over, opened_page
from tests.pages import Pages

pytestmark = [*in_chromium, pytest.mark.one_database]
ROWS = (
    ("ชื่อ", "ตำแหน่ง", "สังกัด", "บทบาท"),
    ("สุดา ใจดี", "นิติกร", "สำนักปลัด", "เจ้าหน้าที่"),
    ("กล้า", "หัวหน้าฝ่ายการเงิน", "กองคลัง", "เจ้าหน้าที่"),
    ("ธนา", "ผู้อำนวยการกองช่าง", "กองช่าง", "หัวหน้าส่วน"),
    ("มานะ ดีงาม", "นายช่างโยธา", "กองช่าง/งานออกแบบ", "เจ้าหน้าที่"),
    ("ดาว", "ครู", "กองการศึกษา", "ราชา"),
)


@pytest.fixture
def address(pages: Pages) -> Iterator[str]:
    """Where the pages are served."""
    server = make_server("127.0.0.1", 0, pages.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The roster as the office keeps it."""
    book, path = Workbook(), tmp_path / "ทะเบียน.xlsx"
    assert book.active
    for row in ROWS:
        book.active.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize(("size", "scripts"), [(PHONE, False), (PHONE, True), (DESK, True)])
def test_a_coordinator_looks_at_what_a_file_would_change_and_takes_it_over(
    pages: Pages, chromium: Browser, address: str, file: Path, size: dict[str, int], scripts: bool
) -> None:
    with opened_page(chromium, size, scripts) as page:
        page.goto(address + pages.link("มานี"))
        page.get_by_role("button", name="เข้าสู่ระบบ").click()
        page.get_by_role("link", name="หน่วยงาน", exact=True).click()
        page.get_by_role("link", name="ทะเบียนเจ้าหน้าที่").click()
        page.get_by_role("link", name="นำเข้าจากไฟล์").click()
        page.get_by_label("ไฟล์ทะเบียน").set_input_files(file)
        page.get_by_role("button", name="ตรวจดูก่อน").click()
        expect(page.get_by_text("บรรทัด 6: ไม่รู้จักบทบาท “ราชา”")).to_be_visible()
        expect(page.get_by_role("heading", name="เพิ่มใหม่ 2")).to_be_visible()
        if scripts:  # the checker is a script itself
            look_over(page)
        page.get_by_role("button", name="นำเข้า", exact=True).click()
        expect(page.get_by_role("status")).to_contain_text("เพิ่ม 2 คน แก้ไข 1 คน เหมือนเดิม 1 คน")
        expect(page.get_by_role("link", name="มานะ ดีงาม")).to_be_visible()
        if scripts:
            look_over(page)
    with transaction(pages.engine) as session:
        assert len(people.roster(session, pages.office.agency_id)) == 9


# One of each kind: a form, choices, a long form in two columns, tables that become cards.
@pytest.mark.parametrize("look", ["people/new", "groups", "reminding", "trail"])
def test_each_kind_of_page_of_the_office_is_readable_by_everybody(
    pages: Pages, chromium: Browser, address: str, look: str
) -> None:
    with opened_page(chromium, PHONE) as page:
        page.goto(address + pages.link("มานี"))
        page.get_by_role("button", name="เข้าสู่ระบบ").click()
        page.goto(f"{address}/office/{look}")
        look_over(page)
