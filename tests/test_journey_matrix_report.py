"""A report under every trouble: what is asked for after "done", and what stands in somebody's way."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys import Office
from tests.matrix import NO_USER, NOT_KNOWN, Bullet, End, Stage, Trouble, cells, played, staged

pytestmark = pytest.mark.one_database

RESULT = "ติดป้ายและลงข่าวช่องทางร้องเรียน วันที่ 3 พ.ย. 2569 ที่หน้าสำนักงาน"
OUTCOME = "ประชาชนรู้ช่องทางและแจ้งเข้ามาได้สะดวกขึ้น"
MORE = "มีผู้แจ้งเรื่องทางไลน์เพิ่มเป็น 4 เรื่อง"
LINK = "https://www.example.go.th/e10"
FOR_OUTCOME = "(2/3) ผลลัพธ์: เกิดผลอย่างไร ประชาชนหรือหน่วยงานได้อะไรคะ"
NOBODY_KNOWN = f"กล้า: {NOT_KNOWN}"


# -- done, and what the year's report lacks --


def says_done(stage: Stage) -> None:
    """In a group a button leads on to the private chat, where the rest is told."""
    stage.say("กล้า", "E10 เสร็จแล้วค่ะ")
    if stage.trouble is Trouble.GROUP:
        stage.where = None
        stage.say("กล้า", "ตอบต่อ E10")
    stage.say("กล้า", RESULT) if stage.where is None else None
    if stage.trouble is Trouble.TWO:
        stage.say("ชูใจ", "ตอบต่อ E10")


def tells_the_rest(stage: Stage) -> None:
    stage.say("กล้า", f"{OUTCOME} {LINK}" if stage.where is None else f"E10 เสร็จแล้วค่ะ {LINK}")


def colleague_tells_the_rest(stage: Stage) -> None:
    stage.say("ชูใจ", "ตอบต่อ E10")
    stage.say("ชูใจ", f"{OUTCOME} {LINK}")


FINISHED = ("E10 กองคลัง: completed", "กล้า report_status → completed: “E10 เสร็จแล้วค่ะ”")
TOLD_RESULT = f"กล้า result: “{RESULT}”"
WHOLE = (
    *FINISHED,
    f"กล้า report_status → completed: “{OUTCOME} {LINK}”",
    TOLD_RESULT,
    f"กล้า outcome: “{OUTCOME}”",
    "กล้า link waiting of E10 กองคลัง",
)
SAVED = "บันทึกแล้วค่ะ คุณกล้า: E10 (กองคลัง) เสร็จแล้ว"
FIRST = "กล้า: ขอข้อมูล 3 ข้อสำหรับรายงานสิ้นปีของ E10 ค่ะ | (1/3) สรุปผล: ทำอะไร เมื่อไร ที่ไหนคะ"
SECOND = f"กล้า: จดแล้วค่ะ สรุปผล E10: {RESULT} | {FOR_OUTCOME}"
STILL_TWO = f"ชูใจ: E10 ยังขาดข้อมูลอีก 2 ข้อค่ะ | {FOR_OUTCOME}"


def thanked(name: str) -> str:
    kept = f"จดแล้วค่ะ ผลลัพธ์ E10: {OUTCOME} | เก็บลิงก์เป็นหลักฐานของ E10 แล้วค่ะ"
    return f"{name}: {kept} | ข้อมูลของ E10 ครบแล้ว ขอบคุณคุณ{name}มากค่ะ"


DONE = Bullet(
    "done",
    begin=says_done,
    answer=tells_the_rest,
    second=lambda stage: stage.say("ชูใจ", MORE),
    succeeds=colleague_tells_the_rest,
    ends={
        Trouble.PRIVATE: End(WHOLE, (f"กล้า: {SAVED}", FIRST, SECOND, thanked("กล้า"))),
        Trouble.GROUP: End(WHOLE, (f"กลุ่ม: {SAVED}", FIRST, SECOND, thanked("กล้า"))),
        Trouble.UNKNOWN: End(FINISHED, (f"กลุ่ม: {SAVED}", NO_USER)),
        Trouble.TWO: End(
            (*WHOLE[:-1], f"ชูใจ outcome: “{MORE}”", WHOLE[-1]),
            (
                *(f"กล้า: {SAVED}", FIRST, SECOND, thanked("กล้า")),
                STILL_TWO,
                f"ชูใจ: จดแล้วค่ะ ผลลัพธ์ E10: {MORE} | มีคำตอบเดิมอยู่แล้ว เก็บไว้ทั้งสองคำตอบค่ะ"
                " | ข้อมูลของ E10 ครบแล้ว ขอบคุณคุณชูใจมากค่ะ",
            ),
        ),
        Trouble.LEFT: End(
            (
                *(*FINISHED, f"ชูใจ report_status → completed: “{OUTCOME} {LINK}”", TOLD_RESULT),
                *(f"ชูใจ outcome: “{OUTCOME}”", "ชูใจ link waiting of E10 กองคลัง"),
            ),
            (f"กล้า: {SAVED}", FIRST, SECOND, NOBODY_KNOWN, STILL_TWO, thanked("ชูใจ")),
        ),
    },
)


# -- an obstacle, asked for in its own words --

WHY, OTHER_WHY = "เครื่องพิมพ์เสีย ช่างยังไม่มา", "งบประมาณยังไม่โอนมา"


def is_stuck(stage: Stage) -> None:
    stage.say("กล้า", "E10 ติดปัญหา")
    if stage.trouble is Trouble.TWO:
        stage.say("ชูใจ", "E10 ติดปัญหา")


def colleague_is_stuck(stage: Stage) -> None:
    stage.say("ชูใจ", "E10 ติดปัญหา")
    stage.say("ชูใจ", WHY)


def stuck(name: str, words: str = "E10 ติดปัญหา", why: str = "") -> str:
    return f"{name} report_obstacle → in_progress: “{words}”{f' · {why}' if why else ''}"


def asks_why(where: str, name: str = "กล้า") -> str:
    saved = f"บันทึกแล้วค่ะ คุณ{name}: E10 (กองคลัง) กำลังดำเนินการ"
    return f"{where}: {saved} | ติดปัญหาเรื่องใดคะ พิมพ์สั้น ๆ ตอบข้อความนี้ได้เลย"


def keeps_why(where: str, name: str = "กล้า", why: str = WHY) -> str:
    return f"{where}: บันทึกแล้วค่ะ คุณ{name}: E10 (กองคลัง) กำลังดำเนินการ | ปัญหา/อุปสรรค: {why}"


def coordinator_hears(name: str = "กล้า", why: str = WHY, days: int = 61) -> str:
    return f"มานี: คุณ{name}แจ้งปัญหา/อุปสรรคของ E10 ค่ะ | “{why}” | ครบ 31 ม.ค. 2570 (อีก {days} วัน)"


BEGUN = "E10 กองคลัง: in_progress"
HINDERED = (BEGUN, stuck("กล้า"), stuck("กล้า", WHY, WHY))
OBSTACLE = Bullet(
    "obstacle",
    begin=is_stuck,
    answer=lambda stage: stage.say("กล้า", WHY),
    second=lambda stage: stage.say("ชูใจ", OTHER_WHY),
    succeeds=colleague_is_stuck,
    ends={
        Trouble.PRIVATE: End(HINDERED, (asks_why("กล้า"), keeps_why("กล้า"), coordinator_hears())),
        Trouble.GROUP: End(HINDERED, (asks_why("กลุ่ม"), keeps_why("กลุ่ม"), coordinator_hears())),
        Trouble.UNKNOWN: End(HINDERED[:2], (asks_why("กลุ่ม"), NO_USER)),
        Trouble.TWO: End(
            (BEGUN, stuck("กล้า"), stuck("ชูใจ"), stuck("กล้า", WHY, WHY), stuck("ชูใจ", OTHER_WHY, OTHER_WHY)),
            (
                *(asks_why("กล้า"), keeps_why("กล้า")),
                *(asks_why("ชูใจ", "ชูใจ"), keeps_why("ชูใจ", "ชูใจ", OTHER_WHY)),
                *(coordinator_hears(), coordinator_hears("ชูใจ", OTHER_WHY)),
            ),
        ),
        Trouble.LATE: End(HINDERED, (asks_why("กล้า"), keeps_why("กล้า"), coordinator_hears(days=40))),
        Trouble.LEFT: End(
            (BEGUN, stuck("กล้า"), stuck("ชูใจ"), stuck("ชูใจ", WHY, WHY)),
            (
                *(asks_why("กล้า"), NOBODY_KNOWN),
                *(asks_why("ชูใจ", "ชูใจ"), keeps_why("ชูใจ", "ชูใจ")),
                coordinator_hears("ชูใจ"),
            ),
        ),
    },
)


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with staged(database_url, tmp_path) as found:
        yield found


@pytest.mark.parametrize(("bullet", "trouble"), cells(DONE, OBSTACLE))
def test_a_report_ends_as_it_should(bullet: Bullet, trouble: Trouble, office: Office):
    assert played(bullet, trouble, office) == bullet.end(trouble)
