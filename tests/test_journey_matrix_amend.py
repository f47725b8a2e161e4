"""Words put right and words withdrawn, under every trouble."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys import STAFF_GROUP, Office
from tests.matrix import NOT_KNOWN, Bullet, End, Stage, Trouble, cells, played, staged

pytestmark = pytest.mark.one_database


# -- a message is edited --


def names_the_wrong_item(stage: Stage) -> None:
    stage.message = stage.say("กล้า", "O12 เสร็จแล้วค่ะ", STAFF_GROUP)


def puts_it_right(stage: Stage) -> None:
    stage.do(lambda: stage.office.line.edit(stage.message, "E10 เสร็จแล้วค่ะ"))


def done(who: str, code: str) -> str:
    return f"{who} report_status → completed: “{code} เสร็จแล้วค่ะ”"


def saved(who: str) -> str:
    return f"กลุ่ม: บันทึกแล้วค่ะ คุณ{who}: O12 (กองคลัง) เสร็จแล้ว | เหลืออีก 4 ส่วนราชการ"


RIGHT = ("E10 กองคลัง: completed", done("กล้า", "O12"), "กล้า undo → not_started: “”", done("กล้า", "E10"))
ANEW = "กลุ่ม: ปรับตามข้อความที่แก้แล้ว O12 (กองคลัง) กลับเป็น “ยังไม่ได้ดำเนินการ” | บันทึกแล้วค่ะ คุณกล้า: E10 (กองคลัง) เสร็จแล้ว"
EDITED = Bullet(
    "edited",
    begin=names_the_wrong_item,
    answer=puts_it_right,
    second=lambda stage: stage.say("ชูใจ", "O12 เสร็จแล้วค่ะ", STAFF_GROUP),
    ordinary=Trouble.GROUP,
    ends={
        Trouble.GROUP: End(RIGHT, (saved("กล้า"), ANEW)),
        # Nobody but its sender can edit a message, and who that was its first event told.
        Trouble.UNKNOWN: End(RIGHT, (saved("กล้า"), ANEW)),
        Trouble.TWO: End(
            (RIGHT[0], "O12 กองคลัง: completed", *RIGHT[1:], done("ชูใจ", "O12")), (saved("กล้า"), ANEW, saved("ชูใจ"))
        ),
        # What somebody reported while they worked here is the office's: it stands.
        Trouble.LEFT: End(("O12 กองคลัง: completed", done("กล้า", "O12")), (saved("กล้า"), f"กลุ่ม: {NOT_KNOWN}")),
    },
    whynot={Trouble.PRIVATE: "LINE lets people edit what they wrote in groups only"},
)


# -- a message is withdrawn --

SECRET = "E10 ติดปัญหา รอหนังสือลับจากจังหวัด"


def tells_too_much(stage: Stage) -> None:
    stage.message = stage.say("กล้า", SECRET)


def withdraws(stage: Stage) -> None:
    stage.do(lambda: stage.office.line.unsend(stage.message))


BARE = ("E10 กองคลัง: in_progress", "กล้า report_obstacle → in_progress: “”")


def before(where: str) -> str:
    saved = "บันทึกแล้วค่ะ คุณกล้า: E10 (กองคลัง) กำลังดำเนินการ"
    return f"{where}: {saved} | ปัญหา/อุปสรรค: รอหนังสือลับจากจังหวัด"


# The fact stays without its words; nothing is said, and the coordinator, who was to be told, hears nothing.
UNSENT = Bullet(
    "unsent",
    begin=tells_too_much,
    answer=withdraws,
    second=lambda stage: stage.say("ชูใจ", "E10 ทำไปแล้ว 60%"),
    ends={
        Trouble.PRIVATE: End(BARE, (before("กล้า"),)),
        Trouble.GROUP: End(BARE, (before("กลุ่ม"),)),
        Trouble.UNKNOWN: End(BARE, (before("กลุ่ม"),)),
        Trouble.TWO: End(
            (*BARE, "ชูใจ report_status → in_progress: “E10 ทำไปแล้ว 60%”"),
            (before("กล้า"), "ชูใจ: บันทึกแล้วค่ะ คุณชูใจ: E10 (กองคลัง) กำลังดำเนินการ 60%"),
        ),
        Trouble.LEFT: End(BARE, (before("กล้า"),)),
    },
)


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with staged(database_url, tmp_path) as found:
        yield found


@pytest.mark.parametrize(("bullet", "trouble"), cells(EDITED, UNSENT))
def test_words_put_right_or_withdrawn_end_as_they_should(bullet: Bullet, trouble: Trouble, office: Office):
    assert played(bullet, trouble, office) == bullet.end(trouble)
