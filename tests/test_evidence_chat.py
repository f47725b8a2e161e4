"""Photos, files and videos in the chats: bound to what they prove, asked about, fetched, taken off again."""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.database import transaction
from models.evidence import Evidence
from models.evidence_records import evidence_of
from models.outbox import OutboxMessage
from tests.journeys import STAFF_GROUP, Office, living

pytestmark = pytest.mark.one_database
JPEG = b"\xff\xd8\xff\xe0 a photo of the board"
PDF = b"%PDF-1.7 a report"
PROOF = "เป็นหลักฐานของ"


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with living(database_url, tmp_path) as found:
        found.say("สมคิด", "สวัสดีค่ะ", STAFF_GROUP)  # the digest has been said
        yield found


def send_pdf(office: Office, who: str, where: str | None = None, name: str = "รายงาน.pdf", content: bytes = PDF) -> str:
    return office.act(where or who, lambda: office.line.send_file(who, where, name, content))


def send_photo(office: Office, who: str, where: str | None = None, content: bytes = JPEG, preparing: int = 0) -> str:
    return office.act(where or who, lambda: office.line.send_image(who, where, content, preparing))


def kept(office: Office) -> list[Evidence]:
    return [one for one in office.rows(Evidence) if one.kind != "link"]


def stored(office: Office, one: Evidence) -> bytes:
    assert one.stored_as
    return (office.town.house.settings.evidence_dir / one.stored_as).read_bytes()


def test_a_photo_after_a_report_in_the_group_is_bound_fetched_and_said_back(office: Office):
    office.say("กล้า", "O13 เสร็จแล้วค่ะ", STAFF_GROUP)
    assert send_photo(office, "กล้า", STAFF_GROUP) == "รับรูปเป็นหลักฐานของ O13 งวด 31 ธ.ค. 2569 แล้วค่ะ"
    (one,) = kept(office)
    owed = office.owed("O13").occurrence_id
    assert (one.occurrence_id, one.state, one.content_type, stored(office, one)) == (owed, "kept", "image/jpeg", JPEG)
    assert one.stored_as.startswith(f"{office.town.agency_id}/2570/")
    with transaction(office.town.house.engine) as session:
        (record,) = evidence_of(session, office.town.agency_id, [owed])[owed]
    assert (record.kind, record.size, record.counts) == ("photo", len(JPEG), True)


def test_pictures_nobody_asked_for_in_the_group_are_neither_answered_nor_kept(office: Office):
    assert send_photo(office, "กล้า", STAFF_GROUP) == ""
    office.say("ธนา", "O20 เสร็จแล้วครับ", STAFF_GROUP)
    assert send_photo(office, "กล้า", STAFF_GROUP) == ""  # somebody else's report
    office.line.advance(minutes=6)
    assert send_photo(office, "ธนา", STAFF_GROUP) == ""  # long after
    assert kept(office) == []
    assert office.line.requests("content") == []


def test_words_that_quote_a_photo_say_what_it_proves(office: Office):
    photo = office.line.send_image("กล้า", STAFF_GROUP, JPEG)
    office.town.work()
    assert kept(office) == []
    said = office.say("กล้า", "หลักฐาน O13 ค่ะ", STAFF_GROUP, quote=photo)
    assert said == "รับรูปเป็นหลักฐานของ O13 งวด 31 ธ.ค. 2569 แล้วค่ะ"
    assert kept(office)[0].state == "kept"


def test_a_report_that_quotes_a_photo_is_recorded_with_it(office: Office):
    photo = office.line.send_image("กล้า", STAFF_GROUP, JPEG)
    said = office.say("กล้า", "O13 เสร็จแล้วค่ะ", STAFF_GROUP, quote=photo)
    assert said.startswith("บันทึกแล้วค่ะ คุณกล้า: O13 (กองคลัง) เสร็จแล้ว")
    assert PROOF in said
    assert office.say("กล้า", "สวยมากค่ะ", STAFF_GROUP, quote=photo) == ""


@pytest.mark.parametrize("words", ["O20 เสร็จแล้วครับ รูปข้างบนเลยครับ", "O20 เรียบร้อยครับ ตามรูปที่ส่งเมื่อกี้"])
def test_a_report_that_tells_of_the_picture_above_takes_the_speakers_own_along(office: Office, words: str):
    send_photo(office, "ธนา", STAFF_GROUP, b"\xff\xd8\xff\xe0 the day before yesterday's")
    office.line.advance(minutes=20)
    send_photo(office, "ธนา", STAFF_GROUP)
    send_photo(office, "กล้า", STAFF_GROUP, b"\xff\xd8\xff\xe0 lunch")
    office.line.advance(minutes=3)
    said = office.say("ธนา", words, STAFF_GROUP)
    assert said.startswith("บันทึกแล้วค่ะ คุณธนา: O20 (กองช่าง) เสร็จแล้ว")
    assert said.endswith("รับรูปเป็นหลักฐานของ O20 งวด 31 ธ.ค. 2569 แล้วค่ะ")
    (one,) = kept(office)
    assert (one.occurrence_id, stored(office, one)) == (office.owed("O20").occurrence_id, JPEG)


def test_pictures_sent_at_once_above_are_taken_together_and_given_back_by_a_tap(office: Office):
    office.line.send_images("ธนา", STAFF_GROUP, JPEG, JPEG + b"2")
    office.town.work()
    assert "รับรูป 2 รูป เป็นหลักฐานของ O20" in office.say("ธนา", "O20 ตามรูปข้างบนครับ", STAFF_GROUP)
    assert {one.occurrence_id for one in kept(office)} == {office.owed("O20").occurrence_id}
    office.press("ธนา", "ไม่ใช่เรื่องนี้", STAFF_GROUP)
    assert {one.occurrence_id for one in kept(office)} == {None}


def test_without_such_words_or_without_a_picture_nothing_is_taken(office: Office):
    send_photo(office, "ธนา", STAFF_GROUP)
    office.say("ธนา", "O20 เสร็จแล้วครับ", STAFF_GROUP)
    office.say("กล้า", "O13 เสร็จแล้วค่ะ รูปข้างบน", STAFF_GROUP)
    assert kept(office) == []


def test_in_the_private_chat_it_is_asked_which_and_a_button_tells(office: Office):
    asked = send_pdf(office, "กล้า")
    assert asked == "ได้รับไฟล์ รายงาน.pdf แล้วค่ะ กำลังตรวจไฟล์ เป็นหลักฐานของเรื่องไหนคะ"
    assert office.buttons("กล้า")[:2] == ["O12 · 31 ธ.ค. 2569", "O13 · 31 ธ.ค. 2569"]
    assert kept(office)[0].state == "kept", "nothing is lost while it is asked"
    assert office.press("กล้า", "O13 · 31 ธ.ค. 2569").startswith("รับไฟล์ รายงาน.pdf เป็นหลักฐานของ O13")
    assert kept(office)[0].occurrence_id == office.owed("O13").occurrence_id


def test_of_a_file_that_turns_out_empty_nothing_was_promised(office: Office):
    said = send_pdf(office, "วีระ", name="a.pdf", content=b"").split("\n")
    assert said[0] == "ได้รับไฟล์ a.pdf แล้วค่ะ กำลังตรวจไฟล์ เป็นหลักฐานของเรื่องไหนคะ"
    assert "เป็นชนิดที่รับไว้ไม่ได้ค่ะ" in said[-1]


def test_the_code_alone_answers_which(office: Office):
    send_pdf(office, "กล้า")
    assert PROOF in office.say("กล้า", "ของ O13 ค่ะ")
    assert kept(office)[0].occurrence_id == office.owed("O13").occurrence_id


def test_a_report_after_the_file_takes_it_along(office: Office):
    send_pdf(office, "กล้า")
    said = office.say("กล้า", "O13 เสร็จแล้วค่ะ")
    assert said.startswith("บันทึกแล้วค่ะ คุณกล้า: O13 (กองคลัง) เสร็จแล้ว")
    assert PROOF in said
    assert kept(office)[0].occurrence_id == office.owed("O13").occurrence_id


def test_photos_sent_at_once_are_confirmed_once(office: Office):
    office.say("กล้า", "O13 เสร็จแล้วค่ะ", STAFF_GROUP)
    said = office.act(
        STAFF_GROUP, lambda: office.line.send_images("กล้า", STAFF_GROUP, *(JPEG + bytes([n]) for n in range(5)))
    )
    assert said == "รับรูป 5 รูป เป็นหลักฐานของ O13 งวด 31 ธ.ค. 2569 แล้วค่ะ"
    assert [(one.state, one.occurrence_id is not None) for one in kept(office)] == [("kept", True)] * 5
    office.press("กล้า", "ไม่ใช่เรื่องนี้", STAFF_GROUP)
    assert {one.occurrence_id for one in kept(office)} == {None}


def test_a_wrong_guess_is_put_right_with_one_tap(office: Office):
    office.say("กล้า", "O13 เสร็จแล้วค่ะ")
    send_photo(office, "กล้า")
    again = office.press("กล้า", "ไม่ใช่เรื่องนี้")
    assert again == "รับรูปไว้แล้วค่ะ เป็นหลักฐานของเรื่องไหนคะ"
    assert "O13 · 31 ธ.ค. 2569" not in office.buttons("กล้า")
    office.press("กล้า", "O12 · 31 ธ.ค. 2569")
    assert kept(office)[0].occurrence_id == office.owed("O12", "กองคลัง").occurrence_id


def test_what_is_no_evidence_is_let_go(office: Office):
    send_photo(office, "กล้า")
    assert office.press("กล้า", "ไม่ใช่หลักฐาน") == "เอาออกแล้วค่ะ ไม่ได้ใช้เป็นหลักฐาน"
    office.line.advance(days=31)
    office.town.work()
    assert kept(office) == []
    assert list(office.town.house.settings.evidence_dir.rglob("*.jpg")) == []


def test_nobody_else_moves_a_piece_but_the_coordinator_may(office: Office):
    office.say("กล้า", "O13 เสร็จแล้วค่ะ", STAFF_GROUP)
    send_photo(office, "กล้า", STAFF_GROUP)
    assert office.press("ธนา", "ไม่ใช่เรื่องนี้", STAFF_GROUP).startswith("หลักฐานนี้ให้ผู้ส่งหรือผู้ประสานงาน")
    assert kept(office)[0].occurrence_id is not None
    office.press("มานี", "ไม่ใช่เรื่องนี้", STAFF_GROUP)
    assert kept(office)[0].occurrence_id is None


def test_undoing_a_report_unbinds_what_came_with_it(office: Office):
    office.say("กล้า", "O13 เสร็จแล้วค่ะ https://example.go.th/a", STAFF_GROUP)
    send_photo(office, "กล้า", STAFF_GROUP)
    office.press("กล้า", "ยกเลิกการบันทึก", STAFF_GROUP)
    assert {one.occurrence_id for one in office.rows(Evidence)} == {None}
    assert stored(office, kept(office)[0]) == JPEG, "kept for a month"


def test_a_video_is_fetched_once_line_has_prepared_it(office: Office):
    office.say("กล้า", "O13 เสร็จแล้วค่ะ")
    film = b"\x00\x00\x00\x18ftypmp42 a film"
    assert PROOF in office.act("กล้า", lambda: office.line.send_video("กล้า", None, film, preparing=2))
    for state in ("waiting", "kept"):
        office.line.advance(seconds=20)
        office.town.work()
        assert kept(office)[0].state == state
    assert stored(office, kept(office)[0]) == film


def test_an_outage_of_line_is_waited_out(office: Office):
    office.say("กล้า", "O13 เสร็จแล้วค่ะ")
    for kind, status in (("error_before", 400), ("error_before", 500), ("cut_before", 500)):
        office.line.fault("content", kind, status=status)
    send_photo(office, "กล้า")
    for minutes in (1, 2, 6):
        office.line.advance(minutes=minutes)
        office.town.work()
    assert (kept(office)[0].state, kept(office)[0].attempts) == ("kept", 4)


def test_after_a_day_the_sender_is_asked_to_send_it_again(office: Office):
    office.say("กล้า", "O13 เสร็จแล้วค่ะ")
    office.line.fault("content", "error_before", times=99)
    send_photo(office, "กล้า")
    office.line.advance(hours=25)
    office.town.work()
    said = office.heard_after("กล้า", lambda: office.town.through_the_day(office.town.now.date()))
    assert said.startswith("คุณกล้า รูปของ O13 งวด 31 ธ.ค. 2569 เปิดจาก LINE ไม่ได้แล้ว รบกวนส่งใหม่อีกครั้งนะคะ")
    assert kept(office)[0].state == "failed"


@pytest.mark.parametrize(
    "content", [b"MZ a program", b"<html><script>", b"<svg xmlns='x'>", b"#!/bin/sh", b"PK\x03\x04 a zip", b""]
)
def test_programs_pages_and_drawings_are_refused_kindly_whatever_their_name(office: Office, content: bytes):
    office.say("กล้า", "O13 เสร็จแล้วค่ะ")
    said = send_pdf(office, "กล้า", content=content)
    assert "เป็นชนิดที่รับไว้ไม่ได้ค่ะ" in said
    assert (kept(office)[0].state, kept(office)[0].stored_as) == ("failed", None)
    assert [f for f in office.town.house.settings.evidence_dir.rglob("*") if f.is_file()] == []


def test_an_office_document_is_taken_one_with_a_program_inside_is_not(office: Office):
    office.say("กล้า", "O13 เสร็จแล้วค่ะ")
    send_pdf(office, "กล้า", name="รายงาน.docx", content=document("word/document.xml"))
    send_pdf(office, "กล้า", name="รายงาน 2.docx", content=document("word/document.xml", "word/vbaProject.bin"))
    assert [one.state for one in kept(office)] == ["kept", "failed"]


def document(*names: str) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name in ("[Content_Types].xml", *names):
            archive.writestr(name, "x")
    return whole.getvalue()


def test_the_same_file_twice_is_kept_once_and_said(office: Office):
    office.say("กล้า", "O13 เสร็จแล้วค่ะ")
    send_pdf(office, "กล้า")
    said = send_pdf(office, "กล้า", name="อีกชื่อ.pdf")
    assert "ไฟล์ อีกชื่อ.pdf ของ O13 งวด 31 ธ.ค. 2569 เคยส่งไว้แล้วค่ะ" in said
    assert [one.state for one in kept(office)] == ["kept", "failed"]
    assert len(list(office.town.house.settings.evidence_dir.rglob("*.pdf"))) == 1


def test_the_same_file_for_another_item_is_pointed_out(office: Office):
    office.say("กล้า", "O13 เสร็จแล้วค่ะ")
    send_pdf(office, "กล้า")
    office.say("กล้า", "O12 เสร็จแล้วค่ะ")
    said = send_pdf(office, "กล้า")
    assert "เป็นไฟล์เดียวกับหลักฐานของ O13 งวด 31 ธ.ค. 2569 ที่ส่งไว้ก่อนแล้วค่ะ" in said
    assert [one.state for one in kept(office)] == ["kept", "kept"]


def test_a_file_that_its_sender_withdraws_leaves_the_store(office: Office):
    office.say("กล้า", "O13 เสร็จแล้วค่ะ")
    message = office.line.send_file("กล้า", None, "ความลับ.pdf", PDF)
    office.town.work()
    office.act("กล้า", lambda: office.line.unsend(message))
    (one,) = kept(office)
    assert (one.state, one.occurrence_id, one.file_name, one.stored_as) == ("gone", None, None, None)
    assert "ความลับ" not in json.dumps([m.content for m in office.rows(OutboxMessage)], ensure_ascii=False)
    assert [f for f in office.town.house.settings.evidence_dir.rglob("*") if f.is_file()] == []


def test_withdrawn_before_it_was_fetched_nothing_is_said(office: Office):
    office.say("กล้า", "O13 เสร็จแล้วค่ะ")
    office.line.fault("content", "error_before")
    message = office.line.send_file("กล้า", None, "ความลับ.pdf", PDF)
    office.town.work()
    before = len(office.town.heard("กล้า"))
    office.line.hold()  # the withdrawal itself is slow to come
    office.line.unsend(message)
    office.line.advance(minutes=1)
    office.town.work()
    assert (kept(office)[0].state, len(office.town.heard("กล้า"))) == ("gone", before)
    office.line.set(hold=False)


def test_the_same_event_twice_is_one_piece(office: Office):
    office.say("กล้า", "O13 เสร็จแล้วค่ะ")
    send_photo(office, "กล้า")
    office.act("กล้า", lambda: office.line.duplicate(1))
    assert len(kept(office)) == 1


def test_in_a_group_where_line_does_not_tell_who_nothing_is_kept(office: Office):
    office.line.alter_user("กล้า", hides_id="always")
    assert send_photo(office, "กล้า", STAFF_GROUP) == ""
    assert kept(office) == []


def test_somebody_not_registered_is_told_how_to(office: Office):
    office.line.user("ผู้มาใหม่", friend=True)
    assert send_photo(office, "ผู้มาใหม่") != ""
    assert kept(office) == []


def test_a_file_too_large_is_refused_kindly(database_url: str, tmp_path: Path):
    with living(database_url, tmp_path, EVIDENCE_MAX_MB="1") as office:
        office.say("กล้า", "O13 เสร็จแล้วค่ะ")
        said = send_pdf(office, "กล้า", content=PDF + bytes(1024 * 1024))
        assert "ใหญ่เกิน 1 MB จึงเก็บไม่ได้ค่ะ รบกวนส่งเป็นลิงก์แทนนะคะ" in said
        assert not (tmp_path / "evidence").exists()


def test_proof_of_what_an_executive_acknowledged_stays(office: Office):
    office.say("กล้า", "O13 เสร็จแล้วค่ะ")
    send_photo(office, "กล้า")
    office.say("ปิติ", "รับทราบ O13")
    assert office.press("กล้า", "ไม่ใช่เรื่องนี้").startswith("ผู้บริหารรับทราบเรื่องนี้แล้วค่ะ")
    assert kept(office)[0].occurrence_id == office.owed("O13").occurrence_id
