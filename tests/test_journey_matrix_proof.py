"""Evidence under every trouble: a link, a photo, a file."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys import Office
from tests.matrix import NO_USER, NOT_KNOWN, Bullet, End, Stage, Trouble, cells, played, staged

pytestmark = pytest.mark.one_database

LINK = "https://www.example.go.th/e10"
JPEG, PDF = b"\xff\xd8\xff\xe0 a photo of the board", b"%PDF-1.7 a report"
SAVED = "บันทึกแล้วค่ะ คุณกล้า: E10 (กองคลัง) เสร็จแล้ว"
FIRST = "กล้า: ขอข้อมูล 3 ข้อสำหรับรายงานสิ้นปีของ E10 ค่ะ | (1/3) สรุปผล: ทำอะไร เมื่อไร ที่ไหนคะ"
RESULT_NEXT = "(2/3) สรุปผล: ทำอะไร เมื่อไร ที่ไหนคะ"
STILL_TWO = f"E10 ยังขาดข้อมูลอีก 2 ข้อค่ะ | {RESULT_NEXT}"
DAY = "งวด 31 ม.ค. 2570"
FINISHED = ("E10 กองคลัง: completed", "กล้า report_status → completed: “E10 เสร็จแล้วค่ะ”")


def is_done(stage: Stage) -> None:
    stage.say("กล้า", "E10 เสร็จแล้วค่ะ")


def proves(what: str, where: str) -> str:
    return f"{where}: รับ{what}เป็นหลักฐานของ E10 {DAY} แล้วค่ะ"


# -- a link --

SENT = f"กล้า report_status → completed: “{LINK}”"
LINKED = (*FINISHED, SENT, "กล้า link waiting of E10 กองคลัง")
KEPT_LINK = f"กล้า: เก็บลิงก์เป็นหลักฐานของ E10 แล้วค่ะ | {RESULT_NEXT}"
A_LINK = Bullet(
    "link",
    begin=is_done,
    answer=lambda stage: stage.say("กล้า", LINK),
    second=lambda stage: stage.say("ชูใจ", f"E10 {LINK}"),
    succeeds=lambda stage: stage.say("ชูใจ", f"E10 {LINK}"),
    ends={
        Trouble.PRIVATE: End(LINKED, (f"กล้า: {SAVED}", FIRST, KEPT_LINK)),
        Trouble.GROUP: End(LINKED, (f"กลุ่ม: {SAVED}", proves("ลิงก์", "กลุ่ม"))),
        Trouble.UNKNOWN: End(FINISHED, (f"กลุ่ม: {SAVED}", NO_USER)),
        Trouble.TWO: End(
            (*FINISHED, SENT, f"ชูใจ report_status → completed: “E10 {LINK}”", LINKED[-1]),
            (
                *(f"กล้า: {SAVED}", FIRST, KEPT_LINK),
                f"ชูใจ: ลิงก์ของ E10 {DAY} เคยส่งไว้แล้วค่ะ จึงเก็บไว้ฉบับเดียว",
            ),
        ),
        Trouble.LEFT: End(
            (*FINISHED, f"ชูใจ report_status → completed: “E10 {LINK}”", "ชูใจ link waiting of E10 กองคลัง"),
            (f"กล้า: {SAVED}", FIRST, f"กล้า: {NOT_KNOWN}", proves("ลิงก์", "ชูใจ")),
        ),
    },
)


# -- a photo --


def sends_photo(stage: Stage, who: str = "กล้า") -> None:
    """Without a word. Three weeks after its report it is asked what it proves."""
    stage.do(lambda: stage.office.line.send_image(who, stage.where, JPEG))
    if stage.trouble is Trouble.LATE:
        stage.press(who, "E10 · 31 ม.ค. 2570")


SHOWN = (*FINISHED, "กล้า photo kept of E10 กองคลัง")
A_PHOTO = Bullet(
    "photo",
    begin=is_done,
    answer=sends_photo,
    second=lambda stage: sends_photo(stage, "ชูใจ"),
    succeeds=lambda stage: sends_photo(stage, "ชูใจ"),
    ends={
        Trouble.PRIVATE: End(SHOWN, (f"กล้า: {SAVED}", FIRST, proves("รูป", "กล้า"), f"กล้า: {STILL_TWO}")),
        Trouble.GROUP: End(SHOWN, (f"กลุ่ม: {SAVED}", proves("รูป", "กลุ่ม"))),
        # Whose picture it is is not known: it may be anybody's, of anything.
        Trouble.UNKNOWN: End(FINISHED, (f"กลุ่ม: {SAVED}",)),
        Trouble.TWO: End(
            (*SHOWN, "ชูใจ photo failed of nothing"),
            (
                *(f"กล้า: {SAVED}", FIRST, proves("รูป", "กล้า"), f"กล้า: {STILL_TWO}"),
                *(proves("รูป", "ชูใจ"), f"ชูใจ: {STILL_TWO}"),
                f"ชูใจ: รูปของ E10 {DAY} เคยส่งไว้แล้วค่ะ จึงเก็บไว้ฉบับเดียว",
            ),
        ),
        Trouble.LATE: End(
            SHOWN,
            (f"กล้า: {SAVED}", FIRST, "กล้า: รับรูปไว้แล้วค่ะ เป็นหลักฐานของเรื่องไหนคะ", proves("รูป", "กล้า")),
        ),
        Trouble.LEFT: End(
            (*FINISHED, "ชูใจ photo kept of E10 กองคลัง"),
            (f"กล้า: {SAVED}", FIRST, f"กล้า: {NOT_KNOWN}", proves("รูป", "ชูใจ"), f"ชูใจ: {STILL_TWO}"),
        ),
    },
)


# -- a file, sent before a word was said about it --

WHICH = "ได้รับไฟล์ รายงาน.pdf แล้วค่ะ กำลังตรวจไฟล์ เป็นหลักฐานของเรื่องไหนคะ"
NAMED = "ไฟล์ รายงาน.pdf "


def sends_file(stage: Stage, who: str = "กล้า") -> str:
    sent: str = stage.do(lambda: stage.office.line.send_file(who, stage.where, "รายงาน.pdf", PDF))
    return sent


def file_first(stage: Stage) -> None:
    stage.office.town.at("2026-12-17", "09:00")  # what is due at the end of January is near
    stage.message = sends_file(stage)
    if stage.trouble is Trouble.TWO:
        sends_file(stage, "ชูใจ")


def tells_which(stage: Stage, who: str = "กล้า") -> None:
    """By a button; in a group, where nothing was asked, in words that quote the file."""
    if stage.where:
        stage.say(who, "หลักฐาน E10 ค่ะ", quote=stage.message)
    else:
        stage.press(who, "E10 · 31 ม.ค. 2570")


def colleague_sends_it(stage: Stage) -> None:
    sends_file(stage, "ชูใจ")
    tells_which(stage, "ชูใจ")


FILED = ("กล้า file kept of E10 กองคลัง",)
LOOKED_AT = proves(NAMED, "กลุ่ม").removeprefix("กลุ่ม: ")
A_FILE = Bullet(
    "file",
    begin=file_first,
    answer=tells_which,
    second=lambda stage: tells_which(stage, "ชูใจ"),
    succeeds=colleague_sends_it,
    ends={
        Trouble.PRIVATE: End(FILED, (f"กล้า: {WHICH}", proves(NAMED, "กล้า"))),
        Trouble.GROUP: End(FILED, (f"กลุ่ม: ได้{LOOKED_AT} กำลังตรวจไฟล์ หากใช้ไม่ได้จะแจ้งให้ทราบ",)),
        Trouble.UNKNOWN: End((), ()),  # words that quote a colleague's file are not spoken to the bot
        Trouble.TWO: End(
            (*FILED, "ชูใจ file kept of nothing"),
            (
                *(f"กล้า: {WHICH}", proves(NAMED, "กล้า")),
                *(f"ชูใจ: {WHICH}", f"ชูใจ: {NAMED}สำหรับ E10 {DAY} เคยส่งไว้แล้วค่ะ จึงเก็บไว้ฉบับเดียว"),
            ),
        ),
        Trouble.LEFT: End(
            ("กล้า file kept of nothing", "ชูใจ file kept of E10 กองคลัง"),
            (f"กล้า: {WHICH}", f"กล้า: {NOT_KNOWN}", f"ชูใจ: {WHICH}", proves(NAMED, "ชูใจ")),
        ),
    },
)


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with staged(database_url, tmp_path) as found:
        yield found


@pytest.mark.parametrize(("bullet", "trouble"), cells(A_LINK, A_PHOTO, A_FILE))
def test_evidence_ends_where_it_belongs(bullet: Bullet, trouble: Trouble, office: Office):
    assert played(bullet, trouble, office) == bullet.end(trouble)
