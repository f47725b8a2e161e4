"""The report's page: what is missing and from whom, the day it speaks of, and the files, for those who may see all."""

import io
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import docx
import openpyxl
import pytest
from sqlalchemy import Engine

from models import progress, report_answer
from models.assignment import Occurrence
from models.bangkok import BANGKOK
from models.database import transaction
from models.records import Status
from models.reply import Statement, record
from tasks.plan.apply import Source, import_plan
from tasks.plan.read_text import parse_text
from tasks.plan.reading import read
from tests.office import Office
from tests.pages import Pages, opened

PLAN = """มาตรการส่งเสริมความโปร่งใส องค์การบริหารส่วนตำบลตัวอย่าง ประจำปีงบประมาณ พ.ศ. 2570

ประเด็น\tผู้รับผิดชอบ\tขั้นตอน\tการกำกับติดตาม
O13 แผนการจัดซื้อจัดจ้าง\tกองคลัง\tจัดทำแผน\tรายงานภายในเดือนธันวาคมของทุกปี
O20 คู่มือการขออนุญาต\tกองช่าง\tทบทวนคู่มือ\tรายงานภายในเดือนธันวาคมของทุกปี
"""
APRIL = datetime(2027, 4, 5, 9, tzinfo=BANGKOK)
pytestmark = pytest.mark.one_database


@pytest.fixture
def pages(engine: Engine, office: Office, tmp_path: Path, now: datetime) -> Iterator[Pages]:
    """On 5 April; in December กองคลัง finished O13 and told its result, and nothing else was done."""
    with transaction(engine) as session:
        import_plan(session, office.agency_id, read(parse_text(PLAN), 2570), Source("plan.txt", "p"), 2570, now)
        one = next(o for o in progress.of_year(session, office.agency_id, 2570) if o.codes == ("O13",))
        row = session.get_one(Occurrence, one.occurrence_id)
        record(session, row, Statement("เสร็จแล้ว", "report_status", "test"), Status.COMPLETED, None, None, now)
        report_answer.keep(session, row, "result", "ลงแผน <b>12</b> รายการ", office.staff["กล้า"], None, now)
    with opened(engine, office, tmp_path, APRIL) as found:
        yield found


def test_who_may_see_all_reads_what_is_missing_and_from_whom(pages: Pages):
    words = pages.signed_in("มานี").read("/report")
    assert "รายงานผลปี 2570 ณ 5 เมษายน 2570" in words
    assert "ครบ 0 จาก 2 ข้อ" in words
    assert "O13 แผนการจัดซื้อจัดจ้าง ผลลัพธ์ · หลักฐาน กองคลัง" in words
    assert "O20 คู่มือการขออนุญาต ยังไม่แล้วเสร็จ กองช่าง" in words


def test_every_kind_of_file_is_a_plain_link_that_opens(pages: Pages):
    browser = pages.signed_in("ปิติ")
    browser.get("/report")
    for style in ("docx", "xlsx", "pdf", "csv", "json"):
        address = f"/report/2570/2027-04-05/report.{style}"
        assert f'href="{address}"' in browser.page
        answer = browser.client.get(address)
        assert answer.status_code == 200
        assert f"ita-2570-tambon-2027-04-05.{style}" in answer.headers["Content-Disposition"]
        assert answer.headers["Cache-Control"] == "no-store"
        opens = {
            "docx": lambda data: docx.Document(io.BytesIO(data)),
            "xlsx": lambda data: openpyxl.load_workbook(io.BytesIO(data)),
            "pdf": lambda data: data.index(b"%PDF-"),
            "csv": lambda data: data.decode("utf-8-sig").index("<b>12</b>"),
            "json": json.loads,
        }[style]
        opens(answer.data)


def test_the_day_is_part_of_the_address(pages: Pages):
    browser = pages.signed_in("มานี")
    words = browser.read("/report?year=2570&as_of=half")
    assert "ณ 31 มีนาคม 2570" in words
    assert "/report/2570/2027-03-31/report.docx" in browser.page
    assert "ยังไม่ถึงกำหนด 2 ข้อ" in browser.read("/report?as_of=2026-11-01")
    assert "ณ 5 เมษายน 2570" in browser.read("/report?as_of=2027-08-01")


def test_a_day_that_is_none_is_told_beside_the_field(pages: Pages):
    browser = pages.signed_in("มานี")
    answer = browser.get("/report?as_of=เมื่อวาน")
    assert answer.status_code == 400
    assert "ไม่เข้าใจวันที่" in answer.text
    assert 'aria-invalid="true"' in answer.text


def test_nobody_else_opens_it(pages: Pages):
    officer = pages.signed_in("กล้า")
    assert officer.get("/report").status_code == 403
    assert officer.get("/report/2570/2027-04-05/report.docx").status_code == 403
    assert "/report" not in officer.page
    assert pages.nobody().get("/report").status_code == 401


@pytest.mark.parametrize(
    "address",
    [
        *("2569/2027-04-05/report.docx", "2570/2027-04-05/report.exe", "2570/now/report.docx"),
        *("0/2026-11-30/report.csv", "12/2026-11-30/report.csv", "99999/2026-11-30/report.csv"),
    ],
)
def test_a_file_there_is_not_is_told_so(pages: Pages, address: str):
    assert pages.signed_in("มานี").get(f"/report/{address}").status_code == 404


def test_an_office_without_a_plan_is_told_what_to_do(engine: Engine, office: Office, tmp_path: Path, now: datetime):
    with opened(engine, office, tmp_path, now) as pages:
        assert "ยังไม่มีแผนในระบบ" in pages.signed_in("มานี").read("/report")
