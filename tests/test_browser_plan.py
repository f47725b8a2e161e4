"""The plan's pages in a real Chromium: a Word document with three doubts from upload to plan, by hand and by key."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import Engine
from werkzeug.serving import make_server

from models import progress
from models.database import reading
from tasks.plan.draft_reading import read_waiting
from tests.browser import DESK, PHONE, in_chromium, look_over, opened_page
from tests.office import Office
from tests.pages import Pages, opened
from tests.test_web_plan import document

pytestmark = [*in_chromium, pytest.mark.one_database]
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def pages(engine: Engine, office: Office, tmp_path: Path, now: datetime) -> Iterator[Pages]:
    with opened(engine, office, tmp_path, now) as found:
        yield found


@contextmanager
def served(pages: Pages) -> Iterator[str]:
    """Where the pages really listen."""
    server = make_server("127.0.0.1", 0, pages.app, threaded=True)
    listening = threading.Thread(target=server.serve_forever)
    listening.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        listening.join()
        server.server_close()


def upload(page: Page, pages: Pages, data: bytes, name: str) -> None:
    """Choose a file, send it, and let the worker read it."""
    page.get_by_role("link", name="แผน", exact=True).click()
    page.get_by_label("ไฟล์").set_input_files([{"name": name, "mimeType": WORD, "buffer": data}])
    page.get_by_role("button", name="อ่านเอกสาร").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("กำลังอ่านเอกสารค่ะ")
    read_waiting(pages.app.extensions["tamngan"])
    expect(page.get_by_role("heading", level=1)).to_contain_text("ตรวจเอกสารก่อนเริ่มใช้", timeout=20_000)


def question(page: Page, words: str) -> Any:
    """The card that asks this."""
    return page.get_by_role("form").filter(has_text=words)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_word_document_with_three_doubts_is_reviewed_and_adopted(
    pages: Pages, chromium: Browser, size: dict[str, int], scripts: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tasks.plan.draft_reading.apart", lambda work, *given, heard, **_: work(*given, heard))
    look = look_over if scripts else lambda _: None  # the checker is a script itself
    with served(pages) as host, opened_page(chromium, size, scripts) as page:
        page.goto(host + pages.link("มานี"))
        page.get_by_role("button", name="เข้าสู่ระบบ").click()
        upload(page, pages, document(), "แผนปี 2570.docx")
        review = page.url
        expect(page.get_by_text("อ่านได้ 3 มาตรการ มีคำถาม 3 ข้อ")).to_be_visible()
        look(page)

        unit = question(page, "“กองนวัตกรรม” ในเอกสาร หมายถึงส่วนราชการใดคะ")
        unit.get_by_label("ส่วนราชการ").select_option("กองช่าง")
        unit.get_by_role("button", name="ใช้คำตอบนี้").click()
        others = question(page, "หมายถึงกองใดบ้างคะ")
        others.get_by_text("เลือกเอง").click()
        for name in ("กองคลัง", "กองช่าง"):
            others.get_by_label(name, exact=True).check()
        others.get_by_role("button", name="ใช้คำตอบนี้").click()
        question(page, "ไม่พบวันครบกำหนดของปี 2570").get_by_role("button", name="ใช้ 31 มีนาคม 2570").press("Enter")
        expect(page.get_by_text("ไม่มีคำถามค้าง")).to_be_visible()

        page.get_by_role("link", name="3. O27 คู่มือการให้บริการ").click()
        expect(page.get_by_role("heading", name="ในเอกสาร")).to_be_visible()
        expect(page.get_by_text("จัดทำคู่มือ")).to_be_visible()
        look(page)
        page.get_by_label("เจ้าหน้าที่ · กำหนดที่ 1").fill("ภายในเดือนมกราคม")
        page.get_by_role("button", name="บันทึก").click()
        expect(page.get_by_text("31 ม.ค. 2570")).to_be_visible()

        page.goto(review)
        page.get_by_role("link", name="ปฏิทินทั้งปี").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("ทั้งปี 2570 จะมี 14 งวดงาน")
        look(page)
        page.goto(review)
        page.get_by_role("button", name="เริ่มใช้แผนนี้").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("เริ่มใช้แผนปี 2570 แล้วค่ะ")
        look(page)
    with reading(pages.engine) as session:
        assert len(progress.of_year(session, pages.office.agency_id, 2570)) == 14


def test_a_corrected_document_is_seen_as_a_difference_on_a_phone(
    pages: Pages, chromium: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tasks.plan.draft_reading.apart", lambda work, *given, heard, **_: work(*given, heard))
    rows = [(f"O{n} เรื่องที่ {n}", "กองคลัง", "ทำ", "ทุกไตรมาส") for n in (12, 13, 14)]
    with served(pages) as host, opened_page(chromium, PHONE) as page:
        page.goto(host + pages.link("มานี"))
        page.get_by_role("button", name="เข้าสู่ระบบ").click()
        upload(page, pages, document(rows), "แผน.docx")
        page.get_by_role("button", name="เริ่มใช้แผนนี้").click()
        rows[0] = (*rows[0][:2], "ทำและเผยแพร่", rows[0][3])
        upload(page, pages, document(rows[:2]), "แผนฉบับแก้ไข.docx")
        expect(page.get_by_text("เพิ่ม 0 · แก้ไข 1 · ถอนออก 1 · เหมือนเดิม 1")).to_be_visible()
        page.get_by_text("O12 เรื่องที่ 12 · ขั้นตอน").click()
        expect(page.get_by_text("ทำและเผยแพร่")).to_be_visible()
        look_over(page)
        page.get_by_role("button", name="ใช้ฉบับแก้ไขนี้").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("เริ่มใช้แผนปี 2570 แล้วค่ะ")
