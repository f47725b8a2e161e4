"""The pages on which work is done: a measure, a round of it, and what is one's own; reported as in the chat."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from models.audit import AuditEntry
from models.chat import Chat
from models.database import transaction
from models.evidence import Evidence, Sent, keep_file
from models.outbox import OutboxMessage
from models.people import Staff
from models.records import Status
from tasks.evidence.storage import FolderStorage, StorageError
from tests.journeys import Office, living
from tests.pages import Browser

pytestmark = pytest.mark.one_database


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with living(database_url, tmp_path, PUBLIC_URL="http://localhost") as found:
        yield found


def browser_of(office: Office, name: str) -> Browser:
    """Signed in by the link that the bot gives."""
    office.say(name, "เปิดหน้าเว็บ")
    uris = [a["uri"] for said in office.town.heard(name) for a in said["actions"] if "/in/" in a.get("uri", "")]
    link = uris[-1].removeprefix("http://localhost").partition("?")[0]
    browser = Browser(office.town.app.test_client())
    browser.get(link)
    assert browser.post(link).status_code == 302
    return browser


def share_of(office: Office, code: str, unit: str | None = None, part: str = "doer") -> str:
    return f"/shares/{office.owed(code, unit, part).occurrence_id}"


def picture(kind: str = "PNG", size: tuple[int, int] = (900, 600)) -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", size, "teal").save(drawn, kind)
    return drawn.getvalue()


def test_an_officer_reports_on_a_page_as_in_the_chat(office: Office) -> None:
    kla = browser_of(office, "กล้า")
    assert "O13 แผนการจัดซื้อจัดจ้าง" in kla.read("/mine")
    page = share_of(office, "O13")
    kla.read(page)
    assert kla.post(page + "/report", step="doing", words="ร่างแล้ว รอเสนอ", progress="60").location == page
    shown = kla.read(page)
    assert "บันทึกแล้วค่ะ คุณกล้า" in shown
    assert "ร่างแล้ว รอเสนอ" in shown
    assert "60%" in shown
    assert (office.status("O13"), office.percent("O13")) == (Status.IN_PROGRESS, 60)
    kla.post(page + "/report", step="done", words="เสนอผู้บริหารแล้ว")
    assert office.status("O13") is Status.COMPLETED
    assert [row.said for row in office.replies()] == ["ร่างแล้ว รอเสนอ", "เสนอผู้บริหารแล้ว"]


def test_an_obstacle_said_on_a_page_is_told_to_the_coordinator(office: Office) -> None:
    kla = browser_of(office, "กล้า")
    page = share_of(office, "O13")
    kla.get(page)
    kla.post(page + "/report", step="stuck")
    assert "เล่าปัญหา" in kla.read(page)
    assert office.replies() == []
    kla.post(page + "/report", step="stuck", words="รอ สตง. ตรวจเอกสาร")
    [note] = [row for row in office.rows(OutboxMessage) if row.key.startswith("obstacle/")]
    assert "รอ สตง. ตรวจเอกสาร" in str(note.content)


def test_more_time_asked_for_on_a_page_goes_to_who_decides(office: Office) -> None:
    kla = browser_of(office, "กล้า")
    page = share_of(office, "O13")
    kla.get(page)
    kla.post(page + "/report", step="later", words="รอใบเสนอราคา")
    assert "เลือกวันที่ขอเลื่อนถึง" in kla.read(page)
    kla.post(page + "/report", step="later", words="รอใบเสนอราคา", until="2027-01-15")
    assert office.extensions() == [("2027-01-15", "asked")]
    assert "ขอถึง 15 ม.ค. 2570 · รอพิจารณา" in kla.read(page)
    assert "ขอเลื่อนถึง 15 ม.ค. 2570 · สถานะยังเป็นยังไม่ได้ดำเนินการ" in kla.read(page)
    assert "→" not in kla.read(page)
    [note] = [row for row in office.rows(OutboxMessage) if row.key.startswith("extension/")]
    assert "รอใบเสนอราคา" in str(note.content)


def test_evidence_of_a_kind_that_is_not_taken_says_so(office: Office) -> None:
    one = office.owed("O13")
    with transaction(office.town.house.engine) as session:
        sent = Sent(
            office.town.agency_id, office.rows(Chat)[0].id, office.rows(Staff)[0].id, None, "7", "file", "สรุป.bin"
        )
        piece = keep_file(session, sent, one.occurrence_id, None, office.town.now)
        piece.state, piece.why, piece.try_at = "failed", "ชนิดไฟล์ที่รับไม่ได้", None
    assert "สรุป.bin ไม่มีไฟล์ (ชนิดไฟล์ที่รับไม่ได้)" in browser_of(office, "กล้า").read(share_of(office, "O13"))


def test_more_time_is_decided_on_the_page_by_who_may_and_never_by_the_asker(office: Office) -> None:
    office.say("กล้า", "O13 ขอเลื่อนถึง 15 มกราคม 2570 เพราะรอใบเสนอราคา")
    page = share_of(office, "O13")
    kla, chujai = browser_of(office, "กล้า"), browser_of(office, "ชูใจ")
    kla.read(page)
    assert "ไม่อนุมัติ" not in kla.page
    assert "รอพิจารณา" not in kla.read("/overview")
    for place in ("/overview", "/mine"):
        assert "คำขอเลื่อนรอพิจารณา" in chujai.read(place)
        assert f'href="{page}"' in chujai.page
    decide = re.search(r'action="(/shares/\d+/extension/\d+)"', chujai.get(page).text)
    assert decide
    kla.post(decide[1], decision="approve")
    assert office.extensions() == [("2027-01-15", "asked")]
    chujai.post(decide[1], decision="refuse")
    assert "ระบุเหตุผลที่ไม่อนุมัติ" in chujai.read(page)
    chujai.post(decide[1], decision="approve")
    assert "ขยายถึง 15 มกราคม 2570" in chujai.read(page)
    assert office.extensions() == [("2027-01-15", "approved")]


def test_evidence_uploaded_on_a_page_is_kept_shown_small_and_handed_out_safely(office: Office) -> None:
    kla = browser_of(office, "กล้า")
    page = share_of(office, "O13")
    kla.get(page)
    kla.post(page + "/evidence", file=(io.BytesIO(picture()), "งาน/ประกาศ.png"), link="https://example.go.th/o13")
    shown = kla.read(page)
    assert "แนบหลักฐานแล้วค่ะ" in shown
    photo, link = sorted(office.rows(Evidence), key=lambda row: row.kind == "link")
    assert (photo.state, photo.content_type, photo.file_name, link.url) == (
        *("kept", "image/png", "ประกาศ.png"),
        "https://example.go.th/o13",
    )
    small = kla.get(f"/evidence/{photo.id}/small.jpg")
    assert small.mimetype == "image/jpeg"
    with Image.open(io.BytesIO(small.data)) as drawn:
        assert drawn.size == (320, 213)
    whole = kla.get(f"/evidence/{photo.id}/file")
    assert (whole.data, whole.headers["X-Content-Type-Options"]) == (picture(), "nosniff")
    assert whole.headers["Content-Disposition"].startswith("inline")
    assert whole.headers["Cache-Control"] == "no-store"
    kla.post(page + "/evidence", file=(io.BytesIO(picture()), "again.png"))
    assert "แนบไว้แล้ว" in kla.read(page)
    assert len(office.rows(Evidence)) == 2


def test_what_could_run_in_a_browser_is_no_evidence(office: Office) -> None:
    kla = browser_of(office, "กล้า")
    page = share_of(office, "O13")
    kla.get(page)
    for content in (b"<html><script>alert(1)</script>", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"MZ\x90\x00"):
        kla.post(page + "/evidence", file=(io.BytesIO(content), "picture.png"))
        assert "รับเป็นหลักฐานไม่ได้" in kla.read(page)
    kla.post(page + "/evidence", link="javascript:alert(1)")
    assert "ต้องขึ้นต้นด้วย https://" in kla.read(page)
    kla.post(page + "/report", step="done", words="เสร็จแล้ว", link="javascript:alert(1)")
    assert "ต้องขึ้นต้นด้วย https://" in kla.read(page)
    assert (office.rows(Evidence), office.status("O13")) == ([], Status.NOT_STARTED)


def test_a_program_that_begins_as_a_document_is_refused_by_its_name_and_a_document_handed_out_under_its_own(
    office: Office,
) -> None:
    kla = browser_of(office, "กล้า")
    page = share_of(office, "O13")
    kla.get(page)
    for name in ("เปิดดู.hta", "แผน.pdf.scr", "ลิงก์.url"):
        kla.post(page + "/evidence", file=(io.BytesIO(b"%PDF-1.4\r\nstart calc.exe\r\n"), name))
        assert "รับเป็นหลักฐานไม่ได้" in kla.read(page), name
    kla.post(page + "/evidence", file=(io.BytesIO(b"%PDF-1.4\n"), "plan.final"))
    (kept,) = office.rows(Evidence)
    assert kla.get(f"/evidence/{kept.id}/file").headers["Content-Disposition"] == "attachment; filename=plan.final.pdf"


def test_a_link_that_leads_nowhere_or_tells_a_password_is_no_evidence(office: Office) -> None:
    kla = browser_of(office, "กล้า")
    page = share_of(office, "O13")
    for link in (
        *("https://[", "https://", "https:///o13", "https://example.go.th:99999/", "https://example.go.th/a b.pdf"),
        *("https://kla:secret@example.go.th/o13", "https://kla@example.go.th/", "https://example.go.th/\u00a0x"),
    ):
        kla.get(page)
        kla.post(page + "/evidence", link=link)
        assert "ไม่มีช่องว่างหรือรหัสผ่านค่ะ" in kla.read(page), link
    assert office.rows(Evidence) == []
    good = ["http://example.go.th:8080/o13?a=b@c#d", "https://www.ตัวอย่าง.ไทย/แผน/o13.pdf"]
    for link in good:
        kla.post(page + "/evidence", link=f" {link} ")
    assert sorted(row.url or "" for row in office.rows(Evidence)) == good


def test_a_password_typed_on_a_page_is_neither_kept_nor_told(office: Office) -> None:
    kla = browser_of(office, "กล้า")
    page = share_of(office, "O13")
    kla.get(page)
    kla.post(page + "/report", step="stuck", words="เข้า https://kla:secret5@example.go.th ไม่ได้")
    assert "เข้า https://***@example.go.th ไม่ได้" in kla.read(page)
    assert office.replies()[-1].obstacle == "เข้า https://***@example.go.th ไม่ได้"
    assert "secret5" not in kla.read(page) + str([message.content for message in office.rows(OutboxMessage)])


def test_a_file_the_store_did_not_take_can_be_sent_again(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    kla = browser_of(office, "กล้า")
    page = share_of(office, "O13")
    kla.get(page)

    def stuck(*_: object) -> None:
        raise StorageError("stuck")

    with monkeypatch.context() as patched:
        patched.setattr(FolderStorage, "put", stuck)
        kla.post(page + "/evidence", file=(io.BytesIO(picture()), "ประกาศ.png"))
    assert "เก็บไฟล์ไม่สำเร็จ" in kla.read(page)
    assert office.rows(Evidence) == []
    kla.post(page + "/evidence", file=(io.BytesIO(picture()), "ประกาศ.png"))
    assert [row.state for row in office.rows(Evidence)] == ["kept"]


def test_nobody_sees_or_reports_what_is_another_units(office: Office) -> None:
    page = share_of(office, "O13")
    thana = browser_of(office, "ธนา")
    thana.get("/mine")
    assert thana.get(page).status_code == 404
    assert thana.post(page + "/report", step="done").status_code == 404
    assert thana.post(page + "/correct", status="completed", why="x").status_code == 403
    assert office.status("O13") is Status.NOT_STARTED
    piti = browser_of(office, "ปิติ")
    piti.read(page)
    assert piti.post(page + "/report", step="done").status_code == 403
    assert office.replies() == []


def test_an_executive_acknowledges_or_sends_back_on_the_page(office: Office) -> None:
    office.say("กล้า", "O13 เสร็จแล้ว")
    page, piti = share_of(office, "O13"), browser_of(office, "ปิติ")
    assert "รอรับทราบ" in piti.read(page)
    piti.post(page + "/send-back", why="ขาดภาคผนวก")
    assert "ขาดภาคผนวก" in piti.read(page)
    assert office.status("O13") is Status.IN_PROGRESS
    [note] = [row for row in office.rows(OutboxMessage) if row.key.startswith("sent_back/")]
    assert "ขาดภาคผนวก" in str(note.content)
    office.say("กล้า", "O13 เสร็จแล้ว แนบภาคผนวกแล้ว")
    piti.read(page)
    piti.post(page + "/acknowledge")
    assert "ผู้บริหารรับทราบ" in piti.read(page)
    assert office.owed("O13").verified


def test_a_correction_keeps_what_was_before(office: Office) -> None:
    office.say("กล้า", "O13 เสร็จแล้ว")
    page, mani = share_of(office, "O13"), browser_of(office, "มานี")
    mani.read(page)
    mani.post(page + "/correct", status="in_progress", why="  ")
    assert "ระบุเหตุผล" in mani.read(page)
    mani.post(page + "/correct", status="in_progress", why="รายงานผิดข้อ")
    shown = mani.read(page)
    assert "รายงานผิดข้อ" in shown
    assert "แก้ไขสถานะ" in shown
    assert office.status("O13") is Status.IN_PROGRESS
    [entry] = [row for row in office.rows(AuditEntry) if row.act == "status_corrected"]
    assert (entry.about["before"], entry.about["after"]) == ({"status": "completed"}, {"status": "in_progress"})


def test_a_corrected_deadline_moves_the_rounds_and_is_in_the_trail(office: Office) -> None:
    mani, one = browser_of(office, "มานี"), office.owed("O13")
    measure = f"/measures/{one.measure_id}"
    assert "งวด 31 ธ.ค. 2569" in mani.read(measure)
    change = f"/measures/duties/{one.duty_id}/dates"
    mani.post(change, phrase="เร็ว ๆ นี้")
    assert "อ่านวันครบกำหนด" in mani.read(measure)
    mani.post(change, phrase="ภายในเดือนมีนาคม")
    assert "งวด 31 มี.ค. 2570" in mani.read(measure)
    assert "แก้ไขกำหนด" in mani.read(share_of(office, "O13"))
    assert browser_of(office, "ปิติ").post(change, phrase="ภายในเดือนมีนาคม").status_code in (400, 403)


def test_a_measure_shows_every_units_share_to_who_sees_all_and_ones_own_to_others(office: Office) -> None:
    measure = f"/measures/{office.owed('O12').measure_id}"
    all_units = browser_of(office, "ปิติ").read(measure)
    assert all(unit in all_units for unit in ("สำนักปลัด (รวบรวม)", "กองคลัง", "กองช่าง", "กองการศึกษา"))
    own = browser_of(office, "ธนา").read(measure)
    assert "กองช่าง" in own
    assert "กองคลัง" not in own
    assert browser_of(office, "ธนา").get(f"/measures/{office.owed('O13').measure_id}").status_code == 404


def test_the_reminders_of_a_round_tell_when_where_and_how(office: Office) -> None:
    office.town.at("2026-12-01", "13:30")
    office.town.work()
    office.town.at("2026-12-02", "13:30")
    office.town.work()
    shown = browser_of(office, "มานี").read(share_of(office, "O13"))
    told = shown.partition("การแจ้งเตือนทุกครั้ง")[2]
    way = r"(ตอบในแชต|ส่งข้อความ) \((ไม่)?นับโควตา\)"
    assert re.search(rf"ธ\.ค\. 2569 เวลา \d\d\.\d\d น\. ก่อน 30 วัน \S.* {way} ส่งแล้ว", told), told


def test_what_the_years_report_lacks_is_answered_on_the_page(office: Office) -> None:
    office.say("กล้า", "O13 เสร็จแล้ว")
    kla, page = browser_of(office, "กล้า"), share_of(office, "O13")
    assert "รายงานปลายปียังขาด" in kla.read(page)
    kla.post(page + "/answer", element="result", words="จัดทำแผนและประกาศเมื่อ 1 ธันวาคม")
    assert "จัดทำแผนและประกาศเมื่อ 1 ธันวาคม" in kla.read(page)
    kla.post(page + "/answer", element="no-such-thing", words="x")
    assert "พิมพ์คำตอบก่อน" in kla.read(page)
