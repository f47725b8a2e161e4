"""What others say of the work under every trouble: the executive's word, all units and who gathers, "noted"."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.records import Role
from tests.journeys import EXECUTIVES_GROUP, STAFF_GROUP, Office
from tests.matrix import NO_USER, NOT_KNOWN, Bullet, End, Stage, Trouble, cells, played, staged

pytestmark = pytest.mark.one_database

AT_EXECUTIVES = "กลุ่มผู้บริหาร"


# -- finished work is sent back by an executive --


def is_finished(stage: Stage) -> None:
    stage.say("กล้า", "E10 เสร็จแล้วค่ะ", STAFF_GROUP)
    stage.where = EXECUTIVES_GROUP if stage.where else None
    if stage.trouble is Trouble.TWO:
        stage.office.hire("อุดม", "สำนักปลัด", Role.EXECUTIVE)
        stage.office.line.user("อุดม", friend=True)
        stage.say("อุดม", stage.office.code("staff", "code", "อุดม"))


def sends_back(stage: Stage) -> None:
    stage.say("ปิติ", "รอรับทราบ", mention_bot=stage.where is not None)
    stage.press("ปิติ", "ส่งกลับแก้ไข")
    if stage.trouble is Trouble.TWO:
        stage.say("อุดม", "รอรับทราบ")


REASON = "ลิงก์เปิดไม่ได้"
DONE = "กล้า report_status → completed: “E10 เสร็จแล้วค่ะ”"
BACK = ("E10 กองคลัง: in_progress", DONE, f"ปิติ send_back → in_progress: “{REASON}”", "ปิติ sent_back")
CARD = "เรียนผู้บริหาร งานที่เสร็จแล้ว รอรับทราบ 1 เรื่องค่ะ | E10 ช่องทางร้องเรียนการทุจริต เสร็จ 1 ธ.ค. 2569 · กองคลัง"
WHY = "ส่งกลับ E10 งวด 31 ม.ค. 2570 เพราะเรื่องใดคะ พิมพ์สั้น ๆ ตอบข้อความนี้ได้เลย แล้วจะแจ้งให้ผู้รับผิดชอบแก้ไข"
SENT = f"ส่งกลับ E10 งวด 31 ม.ค. 2570 แล้วค่ะ สถานะกลับเป็น “กำลังดำเนินการ” และแจ้งกองคลังให้แก้ไข | เหตุผล: {REASON}"


def to_mend(where: str, days: int = 61) -> str:
    to = f"คุณ{where}คะ " if where == "กล้า" else ""
    what = f"{to}คุณปิติขอให้แก้ไข E10 ช่องทางร้องเรียนการทุจริตค่ะ | เหตุผล: {REASON}"
    return f"{where}: {what} | แก้แล้วกด “แก้ไขแล้ว” ได้เลย · ครบ 31 ม.ค. 2570 (อีก {days} วัน)"


def three(where: str, last: str = SENT) -> tuple[str, str, str]:
    return f"{where}: {CARD}", f"{where}: {WHY}", f"{where}: {last}"


VERIFIED = Bullet(
    "sent_back",
    given=is_finished,
    begin=sends_back,
    answer=lambda stage: stage.say("ปิติ", REASON),
    second=lambda stage: stage.press("อุดม", "รับทราบ", "อุดม"),
    ends={
        Trouble.PRIVATE: End(BACK, (to_mend("กล้า"), *three("ปิติ"))),
        Trouble.GROUP: End(BACK, (*three(AT_EXECUTIVES), to_mend("กล้า"))),
        Trouble.UNKNOWN: End(
            ("E10 กองคลัง: completed", DONE),
            three(AT_EXECUTIVES, NO_USER.removeprefix("กลุ่ม: ")),
        ),
        Trouble.TWO: End(
            BACK,
            (
                *(to_mend("กล้า"), *three("ปิติ")),
                *(f"อุดม: {CARD}", "อุดม: เรื่องนี้ไม่ได้อยู่ในรายการรอรับทราบค่ะ ไม่มีการเปลี่ยนแปลง"),
            ),
        ),
        Trouble.LATE: End(BACK, (to_mend("กล้า", 40), *three("ปิติ"))),
        # Who had reported it is off the roster: the head of the unit is asked to mend it.
        Trouble.LEFT: End(BACK, (to_mend("ชูใจ"), *three("ปิติ"))),
    },
)


# -- all units hand in, and one gathers --


def three_have_handed_in(stage: Stage) -> None:
    for who in ("กล้า", "ธนา", "สมคิด"):
        stage.say(who, "O12 เสร็จแล้ว", STAFF_GROUP)


def looks_who_is_missing(stage: Stage) -> None:
    stage.say("มานี", "O12 ใครยังไม่ส่ง", mention_bot=stage.where is not None)


def the_rest_hand_in(stage: Stage) -> None:
    stage.quotes = False
    stage.say("ดวงใจ", "O12 เสร็จแล้ว")
    stage.say("มานี", "O12 เสร็จแล้ว")
    stage.say("มานี", "O12 รวบรวมส่งครบแล้วค่ะ")


def head_takes_over(stage: Stage) -> None:
    stage.say("วีระ", "O12 เสร็จแล้ว")
    stage.say("วีระ", "O12 รวบรวมส่งครบแล้วค่ะ")


def handed_in(who: str, words: str = "O12 เสร็จแล้ว") -> str:
    return f"{who} report_status → completed: “{words}”"


THREE = ("O12 กองการศึกษา: completed", "O12 กองคลัง: completed", "O12 กองช่าง: completed")
GIVEN = (handed_in("กล้า"), handed_in("ธนา"), handed_in("สมคิด"))
LAST_TWO = ("O12 กองสวัสดิการสังคม: completed", "O12 สำนักปลัด (รวบรวม): completed", "O12 สำนักปลัด: completed")
GATHERED = (*THREE, *LAST_TWO)
MISSING = (
    "O12 รายงานผลการดำเนินงานประจำปี ครบ 31 ม.ค. 2570 (อีก {} วัน) | ส่งแล้ว 3/5: กองคลัง, กองช่าง, กองการศึกษา"
    " | ยังไม่ส่ง: สำนักปลัด, กองสวัสดิการสังคม"
)
ASKS = "ขอข้อมูล 6 ข้อสำหรับรายงานสิ้นปีของ O12 ค่ะ | (1/6) สรุปผล: ทำอะไร เมื่อไร ที่ไหนคะ"


def saved(who: str, unit: str, left: str) -> str:
    return f"บันทึกแล้วค่ะ คุณ{who}: O12 ({unit}) เสร็จแล้ว | {left}"


LAST_BUT_ONE = saved("ดวงใจ", "กองสวัสดิการสังคม", "เหลืออีก 1 ส่วนราชการ")


def closed_by(who: str) -> tuple[str, ...]:
    return (handed_in("ดวงใจ"), handed_in(who), handed_in(who, "O12 รวบรวมส่งครบแล้วค่ะ"))


def both(who: str) -> tuple[str, str]:
    """Said of the own share, and of the whole that is gathered."""
    whole = "ครบทุกส่วนราชการแล้ว"
    return saved(who, "สำนักปลัด", whole), saved(who, "สำนักปลัด ผู้รวบรวม", whole)


def privately(who: str) -> tuple[str, ...]:
    return tuple(f"{who}: {words}" for told in both(who) for words in (told, ASKS))


def answered_privately(who: str) -> tuple[str, ...]:
    return (f"ดวงใจ: {LAST_BUT_ONE}", f"ดวงใจ: {ASKS}", *privately(who))


ALL_UNITS = Bullet(
    "all_units",
    given=three_have_handed_in,
    begin=looks_who_is_missing,
    answer=the_rest_hand_in,
    second=lambda stage: stage.say("วีระ", "O12 รวบรวมส่งครบแล้วค่ะ"),
    leaves="มานี",
    succeeds=head_takes_over,
    ends={
        Trouble.PRIVATE: End(
            (*GATHERED, *GIVEN, *closed_by("มานี")),
            (
                *(f"ดวงใจ: {LAST_BUT_ONE}", f"ดวงใจ: {ASKS}"),
                *(f"มานี: {MISSING.format(61)}", *privately("มานี")),
            ),
        ),
        Trouble.GROUP: End(
            (*GATHERED, *GIVEN, *closed_by("มานี")),
            tuple(f"กลุ่ม: {words}" for words in (MISSING.format(61), LAST_BUT_ONE, *both("มานี"))),
        ),
        Trouble.UNKNOWN: End((*THREE, *GIVEN), (f"กลุ่ม: {MISSING.format(61)}", NO_USER, NO_USER, NO_USER)),
        Trouble.TWO: End(
            (*GATHERED, *GIVEN, *closed_by("มานี")),
            (
                *(f"ดวงใจ: {LAST_BUT_ONE}", f"ดวงใจ: {ASKS}"),
                *(f"มานี: {MISSING.format(61)}", *privately("มานี")),
                "วีระ: O12 (สำนักปลัด ผู้รวบรวม) งวด 31 ม.ค. 2570 บันทึกว่าเสร็จแล้วก่อนหน้านี้ ขอบคุณค่ะ",
            ),
        ),
        Trouble.LEFT: End(
            (*GATHERED, *GIVEN, *closed_by("วีระ")),
            (
                *(f"ดวงใจ: {LAST_BUT_ONE}", f"ดวงใจ: {ASKS}"),
                *(f"มานี: {MISSING.format(61)}", f"มานี: {NOT_KNOWN}", f"มานี: {NOT_KNOWN}"),
                *privately("วีระ"),
            ),
        ),
    },
)


# -- "noted", and no more --

MINE = (
    "งานของฉัน 2 เรื่อง | O12 รายงานผลการดำเนินงานประจำปี ครบ 31 ม.ค. 2570 (อีก 61 วัน)"
    " | E10 ช่องทางร้องเรียนการทุจริต ครบ 31 ม.ค. 2570 (อีก 61 วัน)"
)
THANKS = "ขอบคุณค่ะ เสร็จเมื่อไรแจ้งได้เลยนะคะ"
SEEN = ("E10 กองคลัง: seen", "O12 กองคลัง: seen", "กล้า seen", "กล้า seen")
NOTED = Bullet(
    "noted",
    begin=lambda stage: stage.say("กล้า", "งานของฉัน", mention_bot=stage.where is not None),
    answer=lambda stage: stage.say("กล้า", "รับทราบค่ะ"),
    second=lambda stage: stage.say("ชูใจ", "รับทราบ E10 ค่ะ"),
    succeeds=lambda stage: stage.say("ชูใจ", "รับทราบ E10 ค่ะ"),
    ends={
        Trouble.PRIVATE: End(SEEN, (f"กล้า: {MINE}", f"กล้า: {THANKS}")),
        Trouble.GROUP: End(SEEN, (f"กลุ่ม: {MINE}",)),  # many read along: it is kept and not thanked for
        Trouble.UNKNOWN: End((), (f"กลุ่ม: {MINE}", NO_USER)),
        Trouble.TWO: End(SEEN, (f"กล้า: {MINE}", f"กล้า: {THANKS}", f"ชูใจ: {THANKS}")),
        Trouble.LEFT: End(("E10 กองคลัง: seen", "ชูใจ seen"), (f"กล้า: {MINE}", f"กล้า: {NOT_KNOWN}", f"ชูใจ: {THANKS}")),
    },
)


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with staged(database_url, tmp_path) as found:
        yield found


@pytest.mark.parametrize(("bullet", "trouble"), cells(VERIFIED, ALL_UNITS, NOTED))
def test_what_others_say_ends_as_it_should(bullet: Bullet, trouble: Trouble, office: Office):
    assert played(bullet, trouble, office) == bullet.end(trouble)
