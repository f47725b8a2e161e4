"""More time under every trouble: asking for it, and deciding on it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys import Office
from tests.matrix import NO_USER, NOT_KNOWN, Bullet, End, Stage, Trouble, cells, played, staged

pytestmark = pytest.mark.one_database

WHY, OTHER_WHY = "รอหนังสือตอบจากอำเภอ", "รอประชุมสภา"
AT_ONCE = f"E10 ขอเลื่อนเป็น 15 เมษายน 2570 {WHY}"
LEGAL = "(กำหนดตามแผน 31 ม.ค. 2570 ยังคงอยู่ในรายงาน)"
APRIL_15, APRIL_30 = "วันพฤหัสบดีที่ 15 เมษายน 2570", "วันศุกร์ที่ 30 เมษายน 2570"


def asked(who: str, words: str, why: str = "") -> str:
    return f"{who} request_extension → not_started: “{words}”{f' · {why}' if why else ''}"


def which_day(where: str) -> str:
    return f"{where}: ขอเลื่อน E10 (กองคลัง) ถึงวันไหนคะ | ครบ 31 ม.ค. 2570 (อีก 61 วัน)"


def taken(where: str, decider: str = "ชูใจ", day: str = APRIL_15, why: str = WHY) -> str:
    sent = f"ส่งให้คุณ{decider}พิจารณาแล้วค่ะ {LEGAL}"
    return f"{where}: รับเรื่องขอเลื่อน E10 (กองคลัง) เป็น{day} | เหตุผล: {why} | {sent}"


def card(where: str, asker: str = "กล้า", day: str = APRIL_15, why: str = WHY) -> str:
    what = f"คุณ{asker}ขอเลื่อน E10 (กองคลัง) | ช่องทางร้องเรียนการทุจริต"
    return f"{where}: {what} | จาก 31 ม.ค. 2570 เป็น{day} | เหตุผล: {why}"


# -- asking: a reason, then the day --


def wants_time(stage: Stage) -> None:
    stage.say("กล้า", f"E10 ขอเลื่อนนะคะ {WHY}")
    if stage.trouble is Trouble.TWO:
        stage.say("ชูใจ", f"E10 ขอเลื่อนค่ะ {OTHER_WHY}")


FIRST = asked("กล้า", f"E10 ขอเลื่อนนะคะ {WHY}", WHY)
OPEN = (FIRST, asked("กล้า", "15 เมษายน 2570"), f"กล้า until 2027-04-15 asked · {WHY}")
ASKED = Bullet(
    "more_time_asked",
    begin=wants_time,
    answer=lambda stage: stage.say("กล้า", "15 เมษายน 2570"),
    second=lambda stage: stage.say("ชูใจ", "30 เมษายน 2570"),
    succeeds=lambda stage: stage.say("ชูใจ", AT_ONCE),
    ends={
        Trouble.PRIVATE: End(OPEN, (which_day("กล้า"), taken("กล้า"), card("ชูใจ"))),
        Trouble.GROUP: End(OPEN, (which_day("กลุ่ม"), taken("กลุ่ม"), card("ชูใจ"))),
        Trouble.UNKNOWN: End(OPEN[:1], (which_day("กลุ่ม"), NO_USER)),
        # One due date has one request; who asked before is told, and nobody decides on the request that is gone.
        Trouble.TWO: End(
            (
                *(FIRST, asked("ชูใจ", f"E10 ขอเลื่อนค่ะ {OTHER_WHY}", OTHER_WHY)),
                *(asked("กล้า", "15 เมษายน 2570"), asked("ชูใจ", "30 เมษายน 2570")),
                *(f"กล้า until 2027-04-15 withdrawn · {WHY}", f"ชูใจ until 2027-04-30 asked · {OTHER_WHY}"),
            ),
            (
                *(which_day("กล้า"), taken("กล้า")),
                f"กล้า: คุณชูใจขอเลื่อน E10 (กองคลัง) เป็น{APRIL_30} คำขอเดิมที่ขอถึง 15 เม.ย. 2570 จึงยกเลิกแล้วค่ะ"
                " หากต้องการวันอื่น ส่งคำขอใหม่ได้ค่ะ",
                *(which_day("ชูใจ"), taken("ชูใจ", "มานี", APRIL_30, OTHER_WHY)),
                card("มานี", "ชูใจ", APRIL_30, OTHER_WHY),
            ),
        ),
        Trouble.LEFT: End(
            (FIRST, asked("ชูใจ", AT_ONCE, WHY), f"ชูใจ until 2027-04-15 asked · {WHY}"),
            (which_day("กล้า"), f"กล้า: {NOT_KNOWN}", taken("ชูใจ", "มานี"), card("มานี", "ชูใจ")),
        ),
    },
)


# -- deciding: a refusal, and why --

REFUSAL = "ใกล้วันประเมินแล้ว เร่งให้ทันนะคะ"
WHY_NOT = "ไม่อนุมัติให้เลื่อน E10 (กองคลัง) เพราะเรื่องใดคะ พิมพ์สั้น ๆ ตอบข้อความนี้ได้เลย"
STILL = "E10 (กองคลัง) {}กำหนดยังเป็นวันอาทิตย์ที่ 31 มกราคม 2570"
REFUSED = f"บันทึกแล้วค่ะ ไม่อนุมัติให้เลื่อน {STILL.format('')}"
ASKER_HEARS = f"กล้า: คุณชูใจยังไม่อนุมัติให้เลื่อน {STILL.format('ค่ะ ')} | เหตุผล: {REFUSAL}"


def is_asked(stage: Stage) -> None:
    """In the group where nobody who decides is reached in private."""
    for name in ("ชูใจ", "มานี", "ปิติ") if stage.where else ():
        stage.do(lambda name=name: stage.office.line.unfollow(name))
    stage.say("กล้า", AT_ONCE)
    stage.later("09:15")


def refuses(stage: Stage) -> None:
    stage.press("ชูใจ", "ไม่อนุมัติ")


def approves_at_once(stage: Stage) -> None:
    stage.do(lambda: stage.office.line.postback("มานี", None, "a=approve&x=1"))


def days_go_by(stage: Stage) -> None:
    """The request reaches the next who decides at once, and comes back after three days."""
    for day in ("2026-12-02", "2026-12-04"):
        stage.office.town.at(day, "09:00")
        stage.office.town.work()
        stage.later("13:30")


BY_KLA = asked("กล้า", AT_ONCE, WHY)
NOT_YET = (BY_KLA, f"กล้า until 2027-04-15 asked · {WHY}")
OVER = (BY_KLA, f"กล้า until 2027-04-15 refused · {WHY} · {REFUSAL}")
DECIDED = Bullet(
    "more_time_decided",
    given=is_asked,
    begin=refuses,
    answer=lambda stage: stage.say("ชูใจ", REFUSAL),
    second=approves_at_once,
    leaves="ชูใจ",
    succeeds=days_go_by,
    ends={
        Trouble.PRIVATE: End(OVER, (ASKER_HEARS, f"ชูใจ: {WHY_NOT}", f"ชูใจ: {REFUSED}")),
        Trouble.GROUP: End(OVER, (f"กลุ่ม: {WHY_NOT}", f"กลุ่ม: {REFUSED}", ASKER_HEARS)),
        Trouble.UNKNOWN: End(NOT_YET, (f"กลุ่ม: {WHY_NOT}", NO_USER)),
        Trouble.TWO: End(
            OVER,
            (
                *(ASKER_HEARS, f"ชูใจ: {WHY_NOT}", f"ชูใจ: {REFUSED}"),
                "มานี: คำขอนี้มีผู้พิจารณาแล้วหรือถูกยกเลิกค่ะ ไม่มีการเปลี่ยนแปลง",
            ),
        ),
        Trouble.LEFT: End(NOT_YET, (f"ชูใจ: {WHY_NOT}", f"ชูใจ: {NOT_KNOWN}", card("มานี"), card("มานี"))),
    },
)


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with staged(database_url, tmp_path) as found:
        yield found


@pytest.mark.parametrize(("bullet", "trouble"), cells(ASKED, DECIDED))
def test_a_request_for_more_time_ends_as_it_should(bullet: Bullet, trouble: Trouble, office: Office):
    assert played(bullet, trouble, office) == bullet.end(trouble)
