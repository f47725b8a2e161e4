"""What people write, understood: reports and questions are heard; small talk and doubt never count as done."""

import json
import time
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.duewords import due_from
from bot.understanding import Heard, Reading, understand
from models.records import Status
from tasks.commands.replies import group
from tests.replies_score import score

SHARED = Path(__file__).resolve().parents[2] / "shared"
DEV = SHARED / "corpora" / "replies_dev.jsonl"
OWN = Path(__file__).parent / "samples" / "replies_own.jsonl"
HELD_OUT = Path(__file__).parent / "samples" / "replies_held_out.jsonl"
FAMILIES = Path(__file__).parent / "samples" / "replies_families.jsonl"
NEVER_DONE = Path(__file__).parent / "samples" / "never_done.txt"
BANGKOK = timezone(timedelta(hours=7))
NOW = datetime(2026, 12, 8, 10, 0, tzinfo=BANGKOK)  # a Tuesday
IN_GROUP = Heard(addressed=False, now=NOW)
ALONE = Heard(addressed=True, now=NOW)
QUOTING = Heard(addressed=True, now=NOW, quoted_codes=("O12",))


def test_own_sentences_are_understood_and_no_doubt_becomes_done():
    found = score(OWN)
    assert (found.wrong_completed, found.answered_small_talk) == ([], [])
    assert found.right("intent", "status") >= 99.9, found.misses
    assert min(found.right(name) for name in ("codes", "progress", "due", "urls", "per_code")) == 100


def test_families_of_sentences_that_only_the_meaning_tells_apart_are_never_falsely_done():
    found = score(FAMILIES)
    assert (found.wrong_completed, found.answered_small_talk) == ([], [])
    assert found.right("intent", "status") >= 90


def test_sentences_of_other_authors_are_never_falsely_done_and_read_as_well_as_reached():
    found = score(HELD_OUT)
    assert found.wrong_completed == []
    assert found.answered_small_talk == []
    assert found.right("intent", "status") >= 99.4
    assert found.right("due") >= 99.4
    assert min(found.right(name) for name in ("codes", "progress", "urls", "per_code")) == 100


@pytest.mark.seeds
@pytest.mark.skipif(not DEV.exists(), reason="the corpus is not beside the repository")
def test_the_development_corpus_is_understood_and_no_doubt_becomes_done():
    found = score(DEV)
    assert found.wrong_completed == []
    assert found.answered_small_talk == []
    assert found.right("intent", "status") >= 98
    assert min(found.right(name) for name in ("codes", "due", "urls")) >= 98


@pytest.mark.parametrize(
    ("text", "percent"),
    [("O13 10**30%", None), ("O13 ทำได้ -5%", None), ("O13 กำลังทำ 70-80%", 80), ("O13 กำลังทำ 60%", 60)],
)
def test_a_power_or_a_negative_number_is_no_progress(text: str, percent: int | None):
    heard = understand(text, IN_GROUP)
    assert (heard.progress if heard else None) == percent


def test_every_field_is_printed_as_the_contract_names_it():
    line = {"id": "x", "text": "O5 done\nO6 not yet", "addressed": True, "quoted_code": None, "now": NOW.isoformat()}
    result = CliRunner().invoke(group, ["read"], input="\ufeff" + json.dumps(line) + "\n\n")
    told = json.loads(result.stdout)
    assert told == {
        "id": "x",
        "intent": "report_status",
        "status": None,
        "codes": ["O5", "O6"],
        "progress": None,
        "due": None,
        "urls": [],
        "per_code": {"O5": "completed", "O6": "in_progress"},
        "reason": "states differ by code",
    }


def test_a_bad_line_is_named_and_the_others_are_answered():
    good = json.dumps({"id": 2, "text": "help", "addressed": True, "now": NOW.isoformat()})
    result = CliRunner().invoke(
        group, ["read"], input=f"[]\n{good}\n" + '{"text": "x", "now": "2026-12-08T10:00:00"}\n'
    )
    assert result.exit_code == 1
    assert json.loads(result.stdout)["intent"] == "ask_help"
    assert "Line 1" in result.stderr
    assert "Line 3" in result.stderr


# ── the gate ──


@pytest.mark.parametrize("text", ["ของ O12 ค่ะ", "เรื่อง O12 ครับ", "ของ O12 นะคะ", "O12"])
def test_a_code_that_is_only_pointed_at_is_no_report_and_no_request(text: str):
    assert understand(text, ALONE) is None


@pytest.mark.parametrize("text", ["เสร็จแล้วค่ะ", "ข้อ 12 เสร็จแล้วค่ะ", "ขอสรุปหน่อย", "รับทราบค่ะ", "ขอเลื่อนเป็นศุกร์หน้า"])
def test_without_a_code_nothing_is_heard_in_a_group(text: str):
    assert understand(text, IN_GROUP) is None
    assert understand(text, ALONE) is not None


@pytest.mark.parametrize(
    "chat",
    [
        *("นกแก้วร้องเพลงบนหลังคา", "the soup is too salty", "ลูกหมาตกน้ำ", "เมื่อคืนฝันเห็นช้าง", "โปรไฟไหม้ ลดครึ่งราคา"),
        *("ไปตลาดซื้อผักบุ้งมาสองกำ", "our cat chased a bird", "แซ่บอีหลีเด้อ", "ยิ้มหน่อยสิ", "กุ้งเผาโลละสามร้อย"),
    ],
)
def test_chat_alone_with_the_bot_is_taken_for_nothing(chat: str):
    assert understand(chat, ALONE) is None


def test_the_same_cause_is_heard_about_a_code_and_left_where_it_is_about_none():
    assert understand("O12 พายุเข้า น้ำท่วมสำนักงาน", ALONE) is not None
    assert understand("พายุเข้าทะเลอ่าวไทย", ALONE) is None


@pytest.mark.parametrize(
    "claim",
    [
        *("O12 เสร็จแล้ว{}", "{}O12 เสร็จแล้ว", "O12 ลงเว็บเรียบร้อยแล้ว{}", "{}ส่ง O12 แล้ว"),
    ],
)
@pytest.mark.parametrize(
    "doubt",
    [
        *("หรือยัง", "ใช่ไหม", "มั้ง", "ครึ่งหนึ่ง", "บางส่วน", " 80%", " แต่ต้องแก้ใหม่", " ถ้าปลัดเซ็น", " เหลือแค่รูป", "เหรอคะ"),
        *(" ยกเว้นกองช่าง", " น่าจะนะ", " ล้อเล่น", " 3 จาก 5 เรื่อง", " ขาดแต่ลายเซ็น", " กดผิด", " ยังไม่ครบ"),
    ],
)
def test_a_claim_with_a_doubt_beside_it_is_never_completed(claim: str, doubt: str):
    for heard in (IN_GROUP, ALONE, QUOTING):
        reading = understand(claim.format(doubt), heard)
        assert reading is None or (reading.status is not Status.COMPLETED and not reading.per_code)


@pytest.mark.parametrize("text", NEVER_DONE.read_text(encoding="utf-8").splitlines())
def test_what_only_sounds_like_done_is_never_completed(text: str):
    for heard in (IN_GROUP, ALONE, QUOTING):
        reading = understand(text, heard)
        assert reading is None or reading.status is not Status.COMPLETED


@pytest.mark.parametrize(
    "before", ["ได้ยินว่า ", "กองคลังบอกว่า ", "ปีที่แล้ว ", "ฝันว่า ", "ถ้า ", "สมมติว่า ", "ใครทำ ", "อยากให้ ", "พิมพ์ว่า "]
)
def test_words_about_others_wishes_and_last_year_are_nobodys_report(before: str):
    assert understand(f"{before}O12 เสร็จแล้ว", IN_GROUP) is None


@pytest.mark.parametrize("tail", ["", "ค่ะ", "ครับผม", "นะคะ", "จ้าาา", " ✅", "ละ", "แล้ววว", " 555", " ขอบคุณค่ะ"])
def test_the_plain_claim_counts_however_it_ends(tail: str):
    reading = understand(f"O12 เสร็จเรียบร้อย{tail}", IN_GROUP)
    assert reading is not None
    assert (reading.intent, reading.status, reading.codes) == ("report_status", Status.COMPLETED, ("O12",))


# ── what else a reading carries ──


def test_the_cause_of_a_request_is_kept_in_the_senders_words():
    reading = understand("O12 ขอเลื่อนไปศุกร์หน้านะคะ รอ สตง. ตรวจเอกสาร", IN_GROUP)
    assert reading is not None
    assert (reading.due, reading.obstacle) == (date(2026, 12, 18), "รอ สตง. ตรวจเอกสาร")


@pytest.mark.parametrize(
    ("words", "cause"),
    [
        ("O13 ขอเลื่อนเป็น 15 มกราคม 2570 รอ สตง. ตรวจ", "รอ สตง. ตรวจ"),
        ("O13 ขอเลื่อนถึง 15 ม.ค. 2570 รอใบเสร็จ", "รอใบเสร็จ"),
        ("O13 ติดปัญหาค่ะ ขอเลื่อนไป 15 ม.ค. 2570", None),
        ("O13 ขอเลื่อนเป็น 15 มกราคม 2570", None),
    ],
)
def test_a_short_cause_of_a_request_is_a_cause_and_a_mere_trouble_is_none(words: str, cause: str | None):
    reading = understand(words, Heard(True, NOW))
    assert reading
    assert (reading.intent, reading.obstacle) == ("request_extension", cause)


def test_an_obstacle_keeps_its_words_and_a_bare_one_has_none():
    told = understand("O12 ติดปัญหาเอกสารจากผู้รับจ้างยังไม่ครบ", ALONE)
    bare = understand("ติดปัญหาค่ะ", QUOTING)
    assert told is not None
    assert bare is not None
    assert told.obstacle == "ติดปัญหาเอกสารจากผู้รับจ้างยังไม่ครบ"
    assert (bare.intent, bare.obstacle) == ("report_obstacle", None)


@pytest.mark.parametrize(
    "words",
    [
        *("O13 ติดปัญหาค่ะ", "ข้อ O13 ยังติดขัดอยู่นิดหน่อยครับพี่", "O13 มีอุปสรรคบางประการค่ะ", "O13 เจอปัญหาอยู่ค่ะ"),
        *("O13 ของกองคลังติดปัญหาค่ะ", "O13 ยังทำไม่ได้เลยค่ะ ติดปัญหา", "O13 is stuck, we have a problem"),
    ],
)
def test_saying_only_that_something_hinders_tells_no_cause(words: str):
    reading = understand(words, Heard(True, NOW))
    assert reading
    assert (reading.intent, reading.obstacle) == ("report_obstacle", None)
    again = understand(words, Heard(True, NOW, ("O13",), "obstacle"))
    assert again
    assert again.obstacle is None


@pytest.mark.parametrize(
    ("words", "cause"),
    [
        ("O13 ติดปัญหาค่ะ รอหนังสือจากอำเภอ", "รอหนังสือจากอำเภอ"),
        ("O13 ไฟดับค่ะ", "O13 ไฟดับค่ะ"),
        ("O13 ติดประชุมค่ะ", "ติดประชุมค่ะ"),
        ("O13 ระบบขัดข้องค่ะ", "O13 ระบบขัดข้องค่ะ"),
        ("O13 stuck, no budget", "no budget"),
    ],
)
def test_of_an_obstacle_only_the_words_that_tell_what_it_is_are_kept(words: str, cause: str):
    reading = understand(words, Heard(True, NOW))
    assert reading
    assert (reading.intent, reading.obstacle) == ("report_obstacle", cause)


def test_what_the_bot_waits_for_is_taken_as_the_answer():
    cause = understand("หัวหน้าช่างยังไม่กลับจากอบรม", Heard(True, NOW, ("O12",), "obstacle"))
    day = understand("15 มกราคม", Heard(True, NOW, ("O12",), "date"))
    assert cause is not None
    assert (cause.intent, cause.obstacle) == ("report_obstacle", "หัวหน้าช่างยังไม่กลับจากอบรม")
    assert day == Reading("request_extension", "a day was asked for", due=date(2027, 1, 15))


@pytest.mark.parametrize(
    ("text", "intent", "unit", "quarter"),
    [
        ("สรุปกองคลัง", "ask_summary", "กองคลัง", None),
        ("สรุปไตรมาส 2", "ask_summary", None, 2),
        ("ไตรมาสนี้คืบหน้าถึงไหนแล้ว", "ask_summary", None, 1),
        ("สำนักปลัดคืบหน้าถึงไหนแล้วคะ", "ask_summary", "สำนักปลัด", None),
        ("ใครยังไม่รายงาน", "ask_missing", None, None),
        ("ใครยังไม่ส่ง", "ask_missing", None, None),
        ("ค้าง/เกินกำหนด", "ask_overdue", None, None),
    ],
)
def test_a_question_tells_its_scope(text: str, intent: str, unit: str | None, quarter: int | None):
    reading = understand(text, ALONE)
    assert reading is not None
    assert (reading.intent, reading.scope.unit, reading.scope.quarter) == (intent, unit, quarter)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("พรุ่งนี้", "2026-12-09"),
        ("มะรืน", "2026-12-10"),
        ("อีก3วัน", "2026-12-11"),
        ("อีกสองสัปดาห์", "2026-12-22"),
        ("ศุกร์นี้", "2026-12-11"),
        ("วันพฤหัสบดีหน้า", "2026-12-17"),
        ("จันทร์สัปดาห์หน้า", "2026-12-14"),
        ("วันอาทิตย์หน้า", "2026-12-20"),
        ("สิ้นเดือน", "2026-12-31"),
        ("สิ้นเดือนหน้า", "2027-01-31"),
        ("สิ้นไตรมาส", "2026-12-31"),
        ("สิ้นไตรมาสหน้า", "2027-03-31"),
        ("สิ้นไตรมาส3", "2027-06-30"),
        ("สิ้นปี", "2026-12-31"),
        ("สิ้นปีงบ", "2027-09-30"),
        ("วันที่20", "2026-12-20"),
        ("วันที่5", "2027-01-05"),
        ("วันที่31", "2026-12-31"),
        ("10ก.พ.", "2027-02-10"),
        ("เดือนมกรา", "2027-01-31"),
        ("เดือนธันวาคม", "2026-12-31"),
        ("15ม.ค.70", "2027-01-15"),
        ("จาก15ม.ค.เป็น31ม.ค.", "2027-01-31"),
        ("อีกสิบสี่วัน", "2026-12-22"),
        ("วันที่สิบห้าเดือนหน้า", "2027-01-15"),
        ("วันที่ยี่สิบเอ็ดมกราคม", "2027-01-21"),
        ("วันสุดท้ายของเดือนหน้า", "2027-01-31"),
        ("วันศุกร์สุดท้ายของเดือนนี้", "2026-12-25"),
        ("พุธแรกของเดือนมีนาคม", "2027-03-03"),
        ("วันที่2ของเดือนหน้า", "2027-01-02"),
        ("วันพุธที่4ของเดือนมีนาคม", "2027-03-24"),
        ("วันพฤหัสบดีที่4เดือนกุมภาพันธ์", "2027-02-04"),
        ("จากศุกร์สุดท้ายของเดือนนี้ไปวันที่10เดือนหน้า", "2027-01-10"),
        ("ศุกร์ที่จะถึงนี้", "2026-12-11"),
        ("มะรืนค่อยส่งวันนี้พาแม่ไปหาหมอ", "2026-12-10"),
        ("วันนี้ไม่ทันขอเป็นศุกร์หน้า", "2026-12-18"),
        ("มะเรื่องนี้", "2026-12-11"),
        ("ที่เคยบอกพุธนี้ขอเปลี่ยนเป็นพุธหน้า", "2026-12-16"),
        ("เย็นนี้", "2026-12-08"),
        ("วันที่29กุมภาพันธ์", None),
        ("อาทิตย์หน้า", None),
        ("หลังปีใหม่", None),
        ("กลางเดือนหน้า", None),
        ("5วันทำการ", None),
        ("เร็วๆนี้", None),
    ],
)
def test_a_later_day_is_counted_from_the_day_of_the_message(words: str, day: str | None):
    assert due_from(words, NOW.date()) == (date.fromisoformat(day) if day else None)


@pytest.mark.parametrize("words", ["O13 ติดป้ายหน้าสำนักงาน วันที่ 3 พ.ย. 2569", "O13 ส่งวันที่ 3 พ.ย. 2569"])
def test_a_day_that_is_gone_announces_no_later_day(words: str):
    reading = understand(words, ALONE)
    assert reading is None or reading.intent != "request_extension"


def test_more_time_wished_until_a_day_that_is_gone_leaves_the_day_to_be_asked_for():
    reading = understand("O13 ขอเลื่อนไปวันที่ 3 พ.ย. 2569", ALONE)
    assert reading is not None
    assert (reading.intent, reading.due) == ("request_extension", None)


# ── whatever is typed ──


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300), st.booleans())
def test_any_text_is_read_without_an_exception(text: str, addressed: bool):
    reading = understand(text, Heard(addressed, NOW))
    assert reading is None or reading.status is not Status.COMPLETED or addressed or reading.codes


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="กขคงจชดตนบปมยรลวสหอะาิีึืุูเแโใไ่้๊็ ?", max_size=80))
def test_talk_without_a_code_is_never_answered_in_a_group(text: str):
    assert understand(text, IN_GROUP) is None


@pytest.mark.parametrize(
    "piece", ["เสร็จ", "ค่ะ", "จะ", "O12 ", "ทำ", "ครับผม", "ยัง", "(", "๑", "ไม่", "กอง", "www.", "แล้วว", "รอ"]
)
def test_long_monotony_is_read_quickly(piece: str):
    started = time.perf_counter()
    understand(piece * 5000, ALONE)
    assert time.perf_counter() - started < 1.5


def test_a_message_of_five_thousand_blanks_is_understood_in_a_moment():
    started = time.perf_counter()
    understand("O13" + " " * 4990 + "เสร็จ", ALONE)
    assert time.perf_counter() - started < 2
