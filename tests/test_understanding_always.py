"""What holds for any message: doubt never completes, noise changes nothing, and no text takes long."""

import itertools
import re
import time
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import asking, claims, duewords, ownwords, rules, understanding, wording
from bot.understanding import Heard, Reading, understand
from models.records import Status

NOW = datetime(2026, 12, 8, 10, 0, tzinfo=timezone(timedelta(hours=7)))
IN_GROUP, ALONE, QUOTING = Heard(False, NOW), Heard(True, NOW), Heard(True, NOW, quoted_codes=("O12",))

WORKS = (
    "ลงเว็บ",
    "ส่งรายงาน",
    "เผยแพร่ประกาศ",
    "จัดทำแผน",
    "ติดประกาศ",
    "อบรมเจ้าหน้าที่",
    "ประชุมชี้แจง",
    "แก้ไขข้อมูล",
    "อัปโหลดไฟล์",
    "สรุปผล",
    "แจ้งเวียน",
    "บันทึกข้อมูล",
    "ปรับปรุงคู่มือ",
    "ออกคำสั่ง",
    "โพสต์เพจ",
)
CLAIMS = ("{}เสร็จแล้ว", "{}เรียบร้อยแล้ว", "{}แล้ว", "{}เสร็จสมบูรณ์")  # with the fifteen works: sixty sentences
SENTENCES = tuple(claim.format(work) for claim, work in itertools.product(CLAIMS, WORKS))
TAILS = ("", "ค่ะ", "ครับ", "ค่า", "จ้า", "นะคะ", "ครับผม", " 👍")
NOISE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
CODES = {
    "O12": ("O12", "O๑๒", "โอ12", "o.12", "O-12", "Ｏ１２"),
    "E3": ("E3", "E๓", "อี3", "e3"),
    "I7": ("I7", "ไอ7", "I๗"),
}

sentences = st.sampled_from(SENTENCES)
tails = st.sampled_from(TAILS)
places = st.sampled_from((IN_GROUP, ALONE, QUOTING))


def told(reading: Reading | None) -> tuple[object, ...]:
    return (reading.intent, reading.status, reading.codes, reading.progress, reading.due) if reading else ()


def completed(reading: Reading | None) -> bool:
    return bool(reading) and (reading.status is Status.COMPLETED or Status.COMPLETED in reading.per_code.values())


@pytest.mark.parametrize("sentence", SENTENCES)
def test_the_plain_claim_is_heard_as_finished_or_at_least_under_way(sentence: str):
    reading = understand(f"O12 {sentence}ค่ะ", ALONE)
    assert reading is not None
    assert reading.intent == "report_status"


@settings(max_examples=200, deadline=None)
@given(sentences, tails, places, st.sampled_from(("ยังไม่", "ยังไม่ได้", "ยังบ่", "ใกล้จะ", "เกือบ")))
def test_not_yet_before_a_claim_never_completes(sentence: str, tail: str, heard: Heard, doubt: str):
    assert not completed(understand(f"O12 {doubt}{sentence}{tail}", heard))


@settings(max_examples=200, deadline=None)
@given(
    sentences, tails, places, st.sampled_from(("?", " ?", "หรือยัง", "ไหม", "มั้ย", "รึยังคะ", "ใช่ไหมคะ", "หรือเปล่า", "？"))
)
def test_a_question_after_a_claim_never_completes(sentence: str, tail: str, heard: Heard, question: str):
    assert not completed(understand(f"O12 {sentence}{tail}{question}", heard))


@settings(max_examples=150, deadline=None)
@given(sentences, places, st.sampled_from(("ถ้า", "สมมติว่า", "ได้ยินว่า", "ปีที่แล้ว", "อยากให้", "น่าจะ", "พรุ่งนี้จะ")))
def test_a_wish_a_condition_and_hearsay_never_complete(sentence: str, heard: Heard, before: str):
    assert not completed(understand(f"{before} O12 {sentence}", heard))


@settings(max_examples=200, deadline=None)
@given(sentences, tails, places, st.data())
def test_unseen_characters_change_no_reading(sentence: str, tail: str, heard: Heard, data: st.DataObject):
    text = f"O12 {sentence}{tail}"
    at = data.draw(st.integers(0, len(text)))
    noisy = text[:at] + data.draw(st.text(NOISE, min_size=1, max_size=3)) + text[at:]
    assert told(understand(noisy, heard)) == told(understand(text, heard))


@settings(max_examples=150, deadline=None)
@given(sentences, places, st.sampled_from([(code, way) for code, ways in CODES.items() for way in ways]))
def test_a_code_is_the_same_in_every_spelling(sentence: str, heard: Heard, spelled: tuple[str, str]):
    code, way = spelled
    assert told(understand(f"{way} {sentence}", heard)) == told(understand(f"{code} {sentence}", heard))


@settings(max_examples=150, deadline=None)
@given(sentences, places, st.sampled_from(TAILS), st.sampled_from(("", "  ", "\n")))
def test_particles_and_blanks_change_no_reading(sentence: str, heard: Heard, tail: str, blank: str):
    assert told(understand(f"{blank}O12  {sentence}{tail}{blank}", heard)) == told(understand(f"O12 {sentence}", heard))


@settings(max_examples=150, deadline=None)
@given(sentences, tails)
def test_without_a_code_or_a_call_nothing_is_read(sentence: str, tail: str):
    assert understand(f"{sentence}{tail}", IN_GROUP) is None


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400), places, st.sampled_from((None, "date", "obstacle")))
def test_any_text_is_read_in_any_place(text: str, heard: Heard, waiting: str | None):
    understand(text, Heard(heard.addressed, NOW, heard.quoted_codes, waiting))


@settings(max_examples=100, deadline=None)
@given(sentences, st.sampled_from(("date", "obstacle")), st.sampled_from(("น่าจะ", "ยังไม่", "ถ้าพรุ่งนี้")))
def test_a_question_the_bot_asked_turns_no_doubt_into_done(sentence: str, waiting: str, doubt: str):
    assert not completed(understand(doubt + sentence, Heard(True, NOW, ("O12",), waiting)))


def test_a_claim_in_a_message_too_long_to_be_read_through_is_not_taken_for_done():
    assert completed(understand("O12 ลงเว็บเสร็จแล้วค่ะ", ALONE))
    assert not completed(understand("O12 ลงเว็บเสร็จแล้วค่ะ " + "ตามนี้ค่ะ " * 100 + "ที่จริงยังไม่เสร็จ", ALONE))


# ── time ──

PATTERNS = sorted(
    {
        found.pattern
        for module in (asking, claims, duewords, ownwords, rules, understanding, wording)
        for value in vars(module).values()
        for found in (value.values() if isinstance(value, dict) else [value])
        if isinstance(found, re.Pattern)
    }
    | {wrong.pattern for wrong, _ in wording._SPELLINGS}
)
PIECES = ("เสร็จ", "ไม่", "กอง", "ส่ง", "1", "รอ", "ให้", "a", " ", "◇", "ระบบ", "ขอ", "แจ้ง", "ค่ะ")


def work_of(pattern: re.Pattern[str], text: str) -> float:
    """The processor's seconds of the fastest of four tries, whatever else the machine does."""
    tries = []
    for _ in range(4):
        began = time.thread_time()
        pattern.sub("", text)
        tries.append(time.thread_time() - began)
    return min(tries)


@pytest.mark.parametrize("piece", PIECES)
def test_no_pattern_takes_more_than_its_share_when_a_text_grows(piece: str):
    """Four times the text may cost a good deal more than four times the work, but not its square or worse."""
    short, long = (piece * 2000)[:2000], (piece * 8000)[:8000]
    for source in PATTERNS:
        pattern = re.compile(source)
        before, after = work_of(pattern, short), work_of(pattern, long)
        assert after < 10 * before + 0.004, f"{source[:60]} took {before:.4f} s, then {after:.4f} s"
