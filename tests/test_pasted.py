"""Somebody else's words, pasted or passed on, claim nothing for whoever passes them on."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from bot.pasted import is_pasted
from bot.understanding import Heard, understand
from models.bangkok import BANGKOK
from tests.journeys import STAFF_GROUP, Office, Status, living

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=BANGKOK)
PASTED = (
    "ธนา 09:12\nO12 เสร็จแล้วครับ",
    "09:12 ธนา O12 เสร็จแล้วครับ",
    "09:12\tธนา\tO12 เสร็จแล้วครับ",
    "คุณธนา ใจดี 9.12 น.\nO12 เสร็จแล้วครับ",
    "[09:12, 1/12/2569] ธนา: O12 เสร็จแล้วครับ",
    "[ส่งต่อ] กล้า: O12 เสร็จแล้วค่ะ",
    "---- Forwarded message ----\nO12 เสร็จแล้วค่ะ",
    "ส่งต่อจากห้องพัสดุ: O12 ส่งแล้วค่ะ",
)


@pytest.mark.parametrize("text", PASTED)
@pytest.mark.parametrize("addressed", [True, False])
def test_pasted_words_are_no_report(text: str, addressed: bool):
    reading = understand(text, Heard(addressed, NOW))
    assert is_pasted(text)
    assert reading is None or reading.status is not Status.COMPLETED


@pytest.mark.parametrize(
    "text",
    [
        "O12 ส่งเมื่อ 09:12 น. เสร็จแล้วค่ะ",
        "ส่งเมื่อ 09:12\nO12 เสร็จแล้วค่ะ",
        "09:30 ส่ง O12 แล้วค่ะ",
        "เมื่อเช้า 8.30 น. ลง O12 เรียบร้อยแล้ว",
        "O12 ส่งต่อให้ปลัดแล้ว",
        "O12 เสร็จแล้ว ทำ 3.15 ครบ",
    ],
)
def test_the_hour_of_ones_own_deed_is_nothing_pasted(text: str):
    assert not is_pasted(text)


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with living(database_url, tmp_path) as found:
        yield found


@pytest.mark.one_database
def test_what_a_colleague_wrote_is_not_recorded_for_who_pastes_it(office: Office):
    for words in (*PASTED, "กล้า: O12 เสร็จแล้วค่ะ"):
        office.say("สมคิด", words, STAFF_GROUP)
        office.say("สมคิด", words)
    assert office.replies() == []
