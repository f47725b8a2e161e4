"""The pages of the plan: a document uploaded, its questions answered, the year seen, adopted; and what is refused."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import docx
import pytest
from sqlalchemy import Engine, select

from models import plan_draft, progress
from models.audit import AuditEntry
from models.database import reading, transaction
from models.plan_draft import PlanDraft
from models.rehearsal import RehearsalRun
from tasks.plan.draft_reading import read_waiting
from tasks.plan.sources import LARGEST
from tasks.rehearsal import work
from tests.office import Office, make_office
from tests.pages import Browser, Pages, opened

HEADINGS = ("ประเด็น", "ผู้รับผิดชอบ", "ขั้นตอน", "การกำกับติดตาม")
ROWS = (
    ("O12 รายงานผลการดำเนินงานประจำปี", "กองนวัตกรรม", "สรุปผลงาน", "ภายในเดือนมีนาคมของทุกปี"),
    ("E9 การเปิดโอกาสให้มีส่วนร่วม", "สำนักปลัดและส่วนราชการอื่นที่เกี่ยวข้อง", "จัดช่องทาง", "ไตรมาสละ 1 ครั้ง"),
    ("O27 คู่มือการให้บริการ", "กองคลัง", "จัดทำคู่มือ", "อย่างสม่ำเสมอ"),
)
pytestmark = pytest.mark.one_database


def document(rows=ROWS, year: int = 2570) -> bytes:
    """A plan as Word keeps it."""
    paper = docx.Document()
    paper.add_paragraph(f"มาตรการส่งเสริมความโปร่งใส องค์การบริหารส่วนตำบลตัวอย่าง ประจำปีงบประมาณ พ.ศ. {year}")
    table = paper.add_table(rows=1, cols=len(HEADINGS))
    for cells, texts in ((table.rows[0].cells, HEADINGS), *((table.add_row().cells, row) for row in rows)):
        for cell, text in zip(cells, texts, strict=True):
            cell.text = text
    kept = io.BytesIO()
    paper.save(kept)
    return kept.getvalue()


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker's work done in this process: a process of its own takes a second to start, and is tested apart."""
    monkeypatch.setattr("tasks.plan.draft_reading.apart", lambda work, *given, heard, **_: work(*given, heard))


@pytest.fixture
def pages(engine: Engine, office: Office, tmp_path: Path, now: datetime) -> Iterator[Pages]:
    with opened(engine, office, tmp_path, now) as found:
        yield found


def send(browser: Browser, data: bytes, name: str = "แผน.docx", year: str = "2570"):
    browser.get("/plan")
    return browser.post("/plan", file=(io.BytesIO(data), name), year=year)


def upload(pages: Pages, browser: Browser, data: bytes | None = None) -> str:
    """The address of the draft, read."""
    answer = send(browser, data or document())
    assert answer.status_code == 302, answer.text
    read_waiting(pages.app.extensions["tamngan"])
    return answer.location


def key_of(browser: Browser, kind: str) -> str:
    found = re.search(rf'name="question" value="({kind}-[0-9a-f]+)"', browser.page)
    assert found, kind
    return found[1]


def press(browser: Browser, address: str, kind: str, **fields):
    browser.get(address)
    return browser.post(f"{address}/answer", question=key_of(browser, kind), **fields)


def adopt(browser: Browser, address: str, **fields):
    browser.get(address)
    hidden = dict(re.findall(r'name="(revision|against)" value="([^"]*)"', browser.page))
    return browser.post(f"{address}/adopt", **hidden, **fields)


def test_a_document_with_three_doubts_becomes_the_plan(pages: Pages) -> None:
    browser = pages.signed_in("มานี")
    address = upload(pages, browser)
    words = browser.read(address)
    assert "อ่านได้ 3 มาตรการ มีคำถาม 3 ข้อ" in words
    assert "“กองนวัตกรรม” ในเอกสาร หมายถึงส่วนราชการใดคะ" in words
    assert "หมายถึงกองใดบ้างคะ" in words
    assert "ไม่พบวันครบกำหนดของปี 2570 ใช้วันใดคะ" in words
    assert press(browser, address, "unit", do="own", words="กองช่าง").status_code == 302
    assert press(browser, address, "others", do="own", row="2", unit=["กองคลัง", "กองช่าง"]).status_code == 302
    assert press(browser, address, "due", do="proposed", row="3").status_code == 302
    words = browser.read(address)
    assert "ไม่มีคำถามค้าง" in words
    assert "31 มี.ค. 2570" in words
    assert adopt(browser, address).status_code == 302
    assert "เริ่มใช้แผนปี 2570 แล้วค่ะ" in browser.read(address)
    with reading(pages.engine) as session:
        owed = progress.of_year(session, pages.office.agency_id, 2570)
        assert {(o.codes[0], o.unit_name) for o in owed} == {
            *(("E9", unit) for unit in ("สำนักปลัด", "กองคลัง", "กองช่าง")),
            *(("O12", "กองช่าง"), ("O27", "กองคลัง")),
        }
        assert {o.due_on for o in owed if o.codes == ("O27",)} == {date(2027, 3, 31)}
        acts = session.scalars(select(AuditEntry.act).where(AuditEntry.staff_id == pages.office.staff["มานี"])).all()
        assert "plan_adopted" in acts


def test_the_plan_adopted_is_on_the_page_and_twice_is_once(pages: Pages) -> None:
    browser = pages.signed_in("มานี")
    address = upload(pages, browser)
    browser.get(address)
    hidden = dict(re.findall(r'name="(revision|against)" value="([^"]*)"', browser.page))
    for _ in range(2):
        assert browser.post(f"{address}/adopt", **hidden).status_code == 302
    words = browser.read("/plan")
    assert "แผนปีงบประมาณ 2570" in words
    assert "3 มาตรการ · จากไฟล์ แผน.docx" in words


def test_what_was_read_stands_beside_the_documents_own_words(pages: Pages) -> None:
    browser = pages.signed_in("มานี")
    address = upload(pages, browser)
    words = browser.read(f"{address}/rows/2")
    assert "ในเอกสาร" in words
    assert "สำนักปลัดและส่วนราชการอื่นที่เกี่ยวข้อง" in words
    assert "จัดช่องทาง" in words
    assert 'value="สำนักปลัด" checked' in browser.page
    assert browser.get(f"{address}/rows/9").status_code == 404


def test_a_row_is_set_right_and_taken_back(pages: Pages) -> None:
    browser = pages.signed_in("มานี")
    address = upload(pages, browser)
    browser.get(row := f"{address}/rows/3")
    sent = {"codes": "O27, O28", "unit": ["กองช่าง"], "rule-new": "ทุกไตรมาส", "actor-new": "officer"}
    assert browser.post(row, **sent).status_code == 302
    words = browser.read(address)
    assert "O27, O28" in words
    assert "31 ธ.ค. 2569, 31 มี.ค. 2570, 30 มิ.ย. 2570, 30 ก.ย. 2570" in words
    browser.get(row)
    assert browser.post(row, **{**sent, "rule-0": "เมื่อสะดวก", "rule-new": ""}).status_code == 400
    assert browser.post(row, **{**sent, "unit": "กองที่ไม่มี", "rule-new": ""}).status_code == 400
    browser.get(row)
    assert browser.post(row, do="document").status_code == 302
    assert "ไม่พบวันครบกำหนดของปี 2570" in browser.read(address)


def test_a_row_that_is_no_measure_is_left_out(pages: Pages) -> None:
    browser = pages.signed_in("มานี")
    address = upload(pages, browser)
    browser.get(f"{address}/rows/3")
    browser.post(f"{address}/rows/3", codes="O27", unit="กองคลัง", left_out="1")
    words = browser.read(address)
    assert "อ่านได้ 2 มาตรการ" in words
    assert "ไม่นำเข้า: 3. O27 คู่มือการให้บริการ" in words
    assert 'name="left_out" value="1" checked' in browser.get(f"{address}/rows/3").text


def test_an_answer_that_cannot_be_meant_is_told_beside_the_question(pages: Pages) -> None:
    browser = pages.signed_in("มานี")
    address = upload(pages, browser)
    for kind, fields, told in (
        ("due", {"do": "own", "words": "เร็ว ๆ นี้", "row": "3"}, "อ่านวันครบกำหนดในปีงบประมาณ 2570 ไม่ได้"),
        ("due", {"do": "proposed"}, "เลือกอย่างน้อยหนึ่งมาตรการ"),
        ("unit", {"do": "own", "words": "กองที่ไม่มี"}, "เลือกส่วนราชการจากรายการ"),
        ("others", {"do": "own", "row": "2"}, "เลือกส่วนราชการอย่างน้อยหนึ่งแห่ง"),
    ):
        answer = press(browser, address, kind, **fields)
        assert answer.status_code == 400
        assert told in answer.text
    gone = press(browser, address, "due", do="proposed", row="3")
    assert gone.status_code == 302


def test_the_year_is_shown_before_it_begins(pages: Pages) -> None:
    browser = pages.signed_in("มานี")
    address = upload(pages, browser)
    words = browser.read(f"{address}/calendar")
    assert "ทั้งปี 2570 จะมี 5 งวดงาน" in words
    assert "สำนักปลัด 1 1 1 1 4" in words


def test_a_rehearsal_is_asked_for_once_and_its_result_stays_till_something_changes(
    pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    month = {"reminders": 9, "delivered": 9, "replies": 4, "pushes": 5, "late": 0, "undelivered": 0}
    months = [{**month, "month": f"2026-{n}", "counted": n} for n in (10, 11, 12)]
    played = {"months": months, "naive_counted": 1230, "quota": 300, "assumed": [], "habits": {"speaks_per_day": 3}}
    monkeypatch.setattr(work, "apart", lambda *_, **__: played)
    browser = pages.signed_in("มานี")
    address = upload(pages, browser)
    browser.get(f"{address}/calendar")
    for _ in range(2):
        assert browser.post(f"{address}/rehearsal").status_code == 302
    with reading(pages.engine) as session:
        assert len(session.scalars(select(RehearsalRun)).all()) == 1
    words = browser.read(f"{address}/calendar")
    assert "กำลังซ้อมอยู่แล้วค่ะ" in words
    assert browser.get(f"{address}/calendar").headers["Refresh"]
    work.rehearse_waiting(pages.app.extensions["tamngan"])
    assert "คาดว่าใช้ข้อความที่นับโควตาเดือนละ 10–12 จาก 300" in browser.read(f"{address}/calendar")
    assert "เดือนละ 10–12 จาก 300" in browser.read(address)
    press(browser, address, "due", do="proposed", row="3")
    assert "ผลนี้จึงอาจไม่ตรง" in browser.read(f"{address}/calendar")
    assert "เดือนละ 10–12" not in browser.read(address)


def test_the_plan_that_stands_is_rehearsed_on_its_own_page(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = pages.signed_in("สมคิด")
    assert browser.get("/plan/2570/rehearsal").status_code == 404
    adopt(browser, upload(pages, browser))
    assert "ซ้อมส่งการแจ้งเตือนทั้งปีโดยไม่ส่งจริง" in browser.read("/plan/2570/rehearsal")
    assert browser.post("/plan/2570/rehearsal").status_code == 302

    def breaks(*_, **__) -> None:
        raise work.Apart("time")

    monkeypatch.setattr(work, "apart", breaks)
    work.rehearse_waiting(pages.app.extensions["tamngan"])
    assert "ซ้อมนานเกิน 10 นาที" in browser.read("/plan/2570/rehearsal")


def test_the_question_for_a_day_quotes_what_the_document_says_instead_of_one(pages: Pages) -> None:
    browser = pages.signed_in("มานี")
    words = browser.read(upload(pages, browser))
    assert "เอกสารเขียนไว้เพียง “อย่างสม่ำเสมอ” ซึ่งไม่บอกวัน" in words


def test_a_rehearsal_that_waits_is_found_on_the_plans_page_once_its_document_is_the_plan(pages: Pages) -> None:
    browser = pages.signed_in("มานี")
    address = upload(pages, browser)
    browser.post(f"{address}/rehearsal")
    assert browser.get(f"{address}/calendar").headers["Refresh"] == f"4; url={address}/calendar"
    adopt(browser, address)
    assert browser.get(f"{address}/calendar").headers["Location"].endswith("/plan/2570/rehearsal")
    words = browser.read("/plan/2570/rehearsal")
    assert "กำลังซ้อม (รอคิว) ใช้เวลาหนึ่งถึงสองนาที" in words
    assert browser.get("/plan/2570/rehearsal").headers["Refresh"] == "4; url=/plan/2570/rehearsal"
    assert "Refresh" not in browser.get("/plan/2570/rehearsal?still=1").headers


def test_a_corrected_document_is_shown_as_a_difference(pages: Pages) -> None:
    browser = pages.signed_in("มานี")
    adopt(browser, upload(pages, browser))
    corrected = (ROWS[0], (*ROWS[1][:2], "จัดช่องทางออนไลน์", ROWS[1][3]), ("O30 ใหม่", "กองช่าง", "ทำ", "ทุกเดือน"))
    address = upload(pages, browser, document(corrected))
    words = browser.read(address)
    assert "เพิ่ม 1 · แก้ไข 1 · ถอนออก 1 · เหมือนเดิม 1" in words
    assert "จัดช่องทางออนไลน์" in words
    assert adopt(browser, address).status_code == 302
    assert "ถอนออก 1" in browser.read(address)


def test_another_plan_altogether_asks_to_be_meant(pages: Pages) -> None:
    browser = pages.signed_in("มานี")
    adopt(browser, upload(pages, browser))
    other = [(f"I{n} เรื่องอื่น {n}", "กองคลัง", "ทำ", "ทุกเดือน") for n in range(1, 5)]
    address = upload(pages, browser, document(other))
    answer = adopt(browser, address)
    assert answer.status_code == 400
    assert "ใช้แทนแผนเดิมทั้งฉบับ" in answer.text
    assert adopt(browser, address, replace="1").status_code == 302
    assert "ถอนออก 3" in browser.read(address)


def bomb() -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as file:
        for _ in range(160):
            file.write(bytes(1024**2))
    return kept.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (b"MZ", "โปรแกรม.exe", "ไม่รู้จักไฟล์ชนิดนี้"),
        (b"x", "ไม่มีนามสกุล", "ไม่รู้จักไฟล์ชนิดนี้"),
        (b"", "ว่าง.docx", "ไฟล์ว่างเปล่า"),
        (b"", "", "เลือกไฟล์ก่อน"),
    ],
)
def test_what_can_be_no_plan_is_told_at_once(pages: Pages, data: bytes, name: str, told: str) -> None:
    browser = pages.signed_in("มานี")
    answer = send(browser, data, name)
    assert answer.status_code == 400
    assert told in answer.text
    with reading(pages.engine) as session:
        assert plan_draft.of_office(session, pages.office.agency_id) == []


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [(b"not a zip", "แผน.docx", "ไฟล์เสียหาย"), (None, "ใหญ่.docx", "คลายออกใหญ่เกินไป"), (b"\0" * 99, "แผน.pdf", "ไฟล์")],
)
def test_a_broken_file_is_told_when_it_has_been_looked_at(
    pages: Pages, data: bytes | None, name: str, told: str
) -> None:
    browser = pages.signed_in("มานี")
    address = send(browser, bomb() if data is None else data, name).location
    assert "กำลังอ่านเอกสารค่ะ" in browser.read(address)
    assert browser.get(address).headers["Refresh"], "it looks again by itself"
    assert "Refresh" not in browser.get(f"{address}?still=1").headers
    read_waiting(pages.app.extensions["tamngan"])
    words = browser.read(address)
    assert "อ่านเอกสารนี้ไม่ได้ค่ะ" in words
    assert told in words
    assert "Refresh" not in browser.get(address).headers
    assert browser.post(f"{address}/discard").status_code == 302
    assert browser.get(address).status_code == 404


def test_a_file_beyond_the_limit_is_told(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.plan.LARGEST", 100_000)
    answer = send(pages.signed_in("มานี"), b"0" * 100_001, "ใหญ่.pdf")
    assert answer.status_code == 413
    assert "โปรดส่งเฉพาะส่วนที่เป็นแผนหรือรายงาน" in answer.text


@pytest.mark.parametrize("name", ["../../etc/แผน.docx", "C:\\งาน\\แผน.docx", "แ\u202eผน\t.docx", "ก" * 500 + ".docx"])
def test_a_hostile_name_is_only_a_name(pages: Pages, name: str) -> None:
    browser = pages.signed_in("มานี")
    address = send(browser, document(), name).location
    with reading(pages.engine) as session:
        draft = session.scalars(select(PlanDraft)).one()
        assert "/" not in draft.source_name
        assert "\\" not in draft.source_name
        assert draft.source_name.endswith(".docx")
        assert len(draft.source_name) <= 120
        assert draft.stored_as == f"plans/{pages.office.agency_id}/{draft.id:08d}"
    browser.read(address)


def test_words_of_a_document_are_words_and_no_markup(pages: Pages) -> None:
    browser = pages.signed_in("มานี")
    hostile = ("O12 <script>alert(1)</script>รายงาน", "กอง<img src=x onerror=1>", "ทำ", "ทุกเดือน")
    address = upload(pages, browser, document([hostile]))
    for page in (address, f"{address}/rows/1", f"{address}/calendar"):
        assert "<script>" not in browser.get(page).text
        assert "<img" not in browser.page


def test_another_offices_draft_is_not_there(pages: Pages) -> None:
    with transaction(pages.engine) as session:
        other = make_office(session, pages.now, "other", "อบต.อื่น")
        foreign = plan_draft.begin(session, other.agency_id, None, 2570, "ของเขา.docx", pages.now)
        plan_draft.arrived(session, foreign.id, "0" * 64, 1)
    browser = pages.signed_in("มานี")
    browser.get("/plan")
    address = f"/plan/drafts/{foreign.id}"
    for page in (address, f"{address}/rows/1", f"{address}/calendar"):
        assert browser.get(page).status_code == 404
    browser.get("/plan")
    for act in ("answer", "rows/1", "rehearsal", "adopt", "discard"):
        assert browser.post(f"{address}/{act}").status_code in (400, 404), act
    with reading(pages.engine) as session:
        assert session.get_one(PlanDraft, foreign.id).state == "uploaded"


@pytest.mark.parametrize("name", ["กล้า", "ธนา", "ปิติ"])
def test_only_who_keeps_the_plan_comes_in(pages: Pages, name: str) -> None:
    address = upload(pages, pages.signed_in("มานี"))
    browser = pages.signed_in(name)
    assert 'href="/plan"' not in browser.get("/overview").text
    for page in ("/plan", address, f"{address}/rows/1", f"{address}/calendar", "/plan/2570/rehearsal"):
        assert browser.get(page).status_code == 403
    browser.get("/overview")
    for page in ("/plan", f"{address}/answer", f"{address}/rows/1", f"{address}/adopt", f"{address}/discard"):
        assert browser.post(page).status_code == 403


def test_nobody_comes_in_without_signing_in(pages: Pages) -> None:
    assert pages.nobody().get("/plan").status_code == 401
    assert pages.signed_in("มานี").client.post("/plan/drafts/1/adopt").status_code == 400, "no form of ours"


def test_a_plan_has_its_own_limit_however_little_evidence_may_weigh(
    engine: Engine, office: Office, tmp_path: Path, now: datetime
) -> None:
    with opened(engine, office, tmp_path, now, EVIDENCE_MAX_MB="1") as pages:
        assert pages.app.config["MAX_CONTENT_LENGTH"] > LARGEST > 1024 * 1024
