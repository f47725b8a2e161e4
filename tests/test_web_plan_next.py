"""Next year's plan from the pages: what is proposed and why, the files, and on into the review as an upload."""

import io
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import docx
import openpyxl
import pytest
from sqlalchemy import Engine

from models import plan_draft
from models.bangkok import BANGKOK
from models.database import reading, transaction
from models.refusal import Refusal
from tasks.plan.apply import Source, import_plan
from tasks.plan.draft_reading import read_waiting
from tasks.plan.read_text import parse_text
from tasks.plan.reading import read
from tests.office import Office
from tests.pages import Browser, Pages, opened, words_in
from tests.test_next_year import ANALYSIS
from tests.test_web_report import PLAN

SEPTEMBER = datetime(2027, 9, 15, 9, tzinfo=BANGKOK)
LOW = "ตัวชี้วัดที่ 10 การป้องกันการทุจริต"
pytestmark = pytest.mark.one_database


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading in this process: one of its own takes a second to start, and is tested apart."""
    for place in ("tasks.plan.draft_reading.apart", "web.plan_next.apart"):
        monkeypatch.setattr(place, lambda work, *given, **_: work(*given, lambda _: None))


@pytest.fixture
def pages(engine: Engine, office: Office, tmp_path: Path, now: datetime) -> Iterator[Pages]:
    """On 15 September, with this year's plan."""
    with transaction(engine) as session:
        import_plan(session, office.agency_id, read(parse_text(PLAN), 2570), Source("plan.txt", "p"), 2570, now)
    with opened(engine, office, tmp_path, SEPTEMBER) as found:
        yield found


def look(browser: Browser, scores: str = ANALYSIS, name: str = "คะแนน.csv", **fields: str):
    browser.get("/plan/next")
    answer = browser.post("/plan/next", file=(io.BytesIO(scores.encode()), name), **{"year": "2571", **fields})
    browser.page = answer.text
    return answer


def press(browser: Browser, wanted: str):
    """A button under the draft that is being looked at."""
    sealed = browser.page.partition('name="sealed" value="')[2].partition('"')[0]
    return browser.post("/plan/next", year="2571", sealed=sealed, do=wanted)


def test_without_scores_it_proposes_what_goes_on(pages: Pages):
    words = pages.signed_in("มานี").read("/plan/next")
    assert "ร่างแผนปี 2571" in words
    assert "ข้อเสนอ 2 ข้อ" in words
    assert "O13 แผนการจัดซื้อจัดจ้าง ปี 2570 ยังไม่แล้วเสร็จ 1 จาก 1 งวด" in words
    assert "ยังไม่มีคะแนนใหม่" in words


def test_low_scores_come_first_with_the_reason(pages: Pages):
    browser = pages.signed_in("มานี")
    words = words_in(look(browser).text)
    assert f"{LOW} ต้องกำหนดมาตรการและผู้รับผิดชอบ {LOW} ได้ 84.99 คะแนน" in words
    assert words.index(LOW) < words.index("O13 แผนการจัดซื้อจัดจ้าง")


def test_the_draft_is_taken_away_as_word_excel_and_pdf(pages: Pages):
    browser = pages.signed_in("มานี")
    look(browser)
    word, sheet, paper = (press(browser, kind) for kind in ("docx", "xlsx", "pdf"))
    told = "\n".join(cell.text for t in docx.Document(io.BytesIO(word.data)).tables for r in t.rows for cell in r.cells)
    assert LOW in told
    assert openpyxl.load_workbook(io.BytesIO(sheet.data)).sheetnames
    assert paper.data.startswith(b"%PDF-")
    assert "plan-2571-tambon.pdf" in paper.headers["Content-Disposition"]


def test_it_goes_on_as_an_upload_in_the_review(pages: Pages):
    browser = pages.signed_in("มานี")
    look(browser)
    address = press(browser, "start").location
    read_waiting(pages.app.extensions["tamngan"])
    words = browser.read(address)
    assert LOW in words
    assert "แผนการจัดซื้อจัดจ้าง" in words
    with reading(pages.engine) as session:
        (draft,) = plan_draft.of_office(session, pages.office.agency_id)
        assert (draft.fiscal_year, draft.state, draft.source_name) == (2571, "read", "ร่างแผนปี 2571.docx")


def test_a_file_without_scores_is_told_beside_the_field(pages: Pages):
    browser = pages.signed_in("มานี")
    for text, name, why in (("สวัสดี", "ก.txt", "ไม่พบคะแนน"), (ANALYSIS, "ก.exe", "ชนิด"), (" ", "ก.csv", "ไฟล์")):
        answer = look(browser, text, name)
        assert answer.status_code == 400
        assert why in answer.text.partition('class="problem"')[2][:300], name
        assert "ข้อเสนอ 2 ข้อ" in words_in(answer.text)  # the draft without scores stays


def test_what_was_sealed_for_somebody_else_is_not_taken(pages: Pages):
    maker, other = pages.signed_in("มานี"), pages.signed_in("สมคิด")
    look(maker)
    other.get("/plan/next")
    sealed = maker.page.partition('name="sealed" value="')[2].partition('"')[0]
    assert other.post("/plan/next", year="2571", sealed=sealed, do="docx").status_code == 400


def test_no_draft_follows_a_plan_whose_year_has_not_begun(pages: Pages, engine: Engine, office: Office, now: datetime):
    with transaction(engine) as session:
        import_plan(session, office.agency_id, read(parse_text(PLAN), 2571), Source("next.txt", "n"), 2571, now)
    browser = pages.signed_in("มานี")
    assert 'value="2572"' not in browser.get("/plan/next").text
    assert browser.get("/plan/next?year=2572").status_code == 404


def test_where_only_the_coming_year_has_a_plan_it_is_told_to_wait(
    engine: Engine, office: Office, tmp_path: Path, now: datetime
):
    with transaction(engine) as session:
        import_plan(session, office.agency_id, read(parse_text(PLAN), 2571), Source("next.txt", "n"), 2571, now)
    with opened(engine, office, tmp_path, SEPTEMBER) as pages:
        assert "ปีงบประมาณ 2571 ยังไม่เริ่ม" in pages.signed_in("มานี").read("/plan/next")


def test_scores_that_were_read_stay_when_the_draft_cannot_be_begun(pages: Pages, monkeypatch: pytest.MonkeyPatch):
    browser = pages.signed_in("มานี")
    look(browser)

    def full(*_: object) -> int:
        raise Refusal("มีร่างแผนรออยู่มากแล้ว")

    monkeypatch.setattr("web.plan_next.take_in", full)
    answer = press(browser, "start")
    assert answer.status_code == 400
    assert LOW in words_in(answer.text)
    assert 'name="sealed" value=""' not in answer.text


def test_only_who_keeps_the_plan_drafts_one_and_only_after_a_plan_there_is(pages: Pages):
    assert pages.signed_in("กล้า").get("/plan/next").status_code == 403
    assert pages.nobody().get("/plan/next").status_code == 401
    browser = pages.signed_in("มานี")
    for year in ("2570", "2573", "0", "99999999999"):
        assert browser.get(f"/plan/next?year={year}").status_code == 404
    assert "ร่างแผนปีถัดไปจากผลและคะแนน" in browser.read("/plan")
