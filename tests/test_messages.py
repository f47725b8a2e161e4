"""What the bot says: within LINE's limits and in the office's voice, whatever names and titles hold."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.messages import (
    cards,
    choices,
    confirmation,
    extension,
    guidance,
    joining,
    lengths,
    lists,
    parts,
    people,
    reminder,
    summary,
)
from bot.messages.confirmation import Noted
from bot.messages.lists import Page
from bot.messages.summary import Offers
from bot.postback import ACTIONS, MOST, Postback, pack, unpack
from models.records import Actor, DueItem, Mention, Role, Status, Voice
from models.summaries import Obstacle, Summary, Tally, UnitTally
from simulator import limits, schema

TODAY = date(2026, 11, 30)
MISSING, OVERDUE, OF_O12 = Page("missing", {}), Page("overdue", {}), Page("summary", {"code": "O12"})
KHA, KRAP = Voice(), Voice("ครับ", "thai")
MANEE = Mention("นางสาวมานี ใจดี", "U" + "1" * 32)
KLA = Mention("นายกล้า หาญ")


def item(**changes) -> DueItem:
    given = {
        "duty_id": 7,
        "due_on": date(2026, 12, 31),
        "codes": ("O12",),
        "title": "รายงานผลการดำเนินงานประจำปี",
        "owed": "เผยแพร่รายงานบนเว็บไซต์",
        "who": ("กองช่าง",),
        **changes,
    }
    today = given.pop("today", TODAY)
    expected = given.get("extended_to") or given["due_on"]
    return DueItem(days_left=(expected - today).days, **given)


def assert_sendable(messages) -> None:
    """As LINE would judge it: at most five, the right form, every length and size; mentions only to U-ids."""
    assert 1 <= len(messages) <= 5
    body = {"to": "C" + "0" * 32, "messages": list(messages)}
    assert schema.problems("PushMessageRequest", body) == []
    assert limits.problems(list(messages)) == []


def words_of(node) -> str:
    """Every visible word of a message, in order."""
    if isinstance(node, dict):
        own = [v for k, v in node.items() if k in ("text", "label") and isinstance(v, str)]
        return "\n".join([*own, *(words_of(v) for v in node.values() if isinstance(v, dict | list | tuple))])
    return "\n".join(words_of(child) for child in node) if isinstance(node, list | tuple) else ""


def datas_of(node) -> list[str]:
    """The data of every button."""
    if isinstance(node, dict):
        own = [node["data"]] if node.get("type") in ("postback", "datetimepicker") else []
        return own + [d for v in node.values() for d in datas_of(v)]
    return [d for child in node for d in datas_of(child)] if isinstance(node, list | tuple) else []


# ── postback ──


def test_what_is_packed_comes_back():
    data = pack("done", d=7, on=date(2026, 12, 31))
    assert data == "a=done&d=7&on=2026-12-31"
    press = unpack(data)
    assert (press.action, press.number("d"), press.day("on")) == ("done", 7, date(2026, 12, 31))


def test_thai_values_survive():
    assert unpack(pack("summary", code="ข้อ ๑ & อื่น ๆ=100%")).values == {"code": "ข้อ ๑ & อื่น ๆ=100%"}


@pytest.mark.parametrize(
    "data",
    [
        *("", "a", "a=", "a=drop", "done", "a=done&a=undo", "a=done&d", "a=done&&d=7", "a=done&D=7", "a=done&d=%ff"),
        *("é" * 9, "a=done&x=" + "9" * 400),
    ],
)
def test_data_that_is_not_ours_has_no_action(data: str):
    assert unpack(data) == Postback()


def test_odd_numbers_and_dates_are_none():
    press = unpack("a=done&d=-7&on=2026-02-30&s=" + "9" * 30)
    assert (press.number("d"), press.day("on"), press.number("s"), press.number("q")) == (None, None, None, None)


def test_an_unknown_action_and_too_long_values_are_refused():
    with pytest.raises(ValueError, match="no such action"):
        pack("format")
    with pytest.raises(ValueError, match="longer than 300"):
        pack("summary", code="ก" * 60)


@given(st.text(max_size=400))
def test_any_data_is_read_without_an_exception(data: str):
    assert unpack(data).action in ACTIONS | {""}


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=20))
def test_any_short_value_comes_back(value: str):
    assert unpack(pack("summary", code=value)).values["code"] == value
    assert len(pack("summary", code=value)) <= MOST


# ── lengths ──


def test_a_cut_never_tears_a_letter_from_its_marks():
    assert lengths.shorten("น้ำใจ", 4) == "น้ำ…"
    assert lengths.shorten("น้ำใจ", 3, lengths.letters) == "น้ำใจ"
    assert lengths.shorten("🇹🇭ไทย", 4) == "…"
    assert lengths.shorten("👍🏽ไทย", 6) == "👍🏽ไ…"


def test_direction_marks_control_characters_and_stacked_marks_go():
    assert lengths.tidy("\u202eกอง\x00ช่าง \n ก่อสร้าง") == "กองช่าง ก่อสร้าง"
    assert lengths.units(lengths.shorten("ก" + "\u0301" * 500, 60)) < 10


# ── reminders ──


def test_a_digest_names_people_and_carries_the_four_answers():
    messages = reminder.digest([item(handed_in=(1, 5), all_units=True)], [MANEE, KLA], KHA, TODAY, in_group=True)
    assert_sendable(messages)
    assert messages[0]["type"] == "textV2"
    assert messages[0]["text"] == "{u1} คุณกล้า\nเรื่องที่ใกล้ครบกำหนดค่ะ"
    assert messages[0]["substitution"]["u1"]["mentionee"] == {"type": "user", "userId": MANEE.line_user_id}
    assert words_of(messages[1]).split("\n") == [
        "ครบ 31 ธ.ค. 2569 (อีก 31 วัน)",
        "O12 รายงานผลการดำเนินงานประจำปี",
        "กองช่าง · ส่งแล้ว 1/5",
        "เผยแพร่รายงานบนเว็บไซต์",
        *("เสร็จแล้ว", "กำลังทำ", "ติดปัญหา", "ขอเลื่อน"),
    ]
    assert [unpack(d).action for d in datas_of(messages[1])] == ["done", "doing", "stuck", "later"]
    assert messages[1]["altText"] == ("เรื่องที่ใกล้ครบกำหนดค่ะ\nO12 รายงานผลการดำเนินงานประจำปี ครบ 31 ธ.ค. 2569 (อีก 31 วัน)")


def test_a_private_digest_mentions_nobody():
    messages = reminder.digest([item()], [MANEE], KHA, TODAY, in_group=False)
    assert_sendable(messages)
    assert messages[0] == {"type": "text", "text": "คุณมานี เรื่องที่ใกล้ครบกำหนดค่ะ"}


def test_the_most_urgent_stands_first():
    late = item(duty_id=1, due_on=TODAY - timedelta(days=3))
    now = item(duty_id=2, due_on=TODAY)
    soon = item(duty_id=3, due_on=TODAY + timedelta(days=7))
    messages = reminder.digest([soon, now, late], [], KHA, TODAY, in_group=True)
    assert [unpack(d).number("d") for d in datas_of(messages[1])][::4] == [1, 2, 3]
    assert messages[0]["text"] == "ขอเรียนเตือนค่ะ เลยกำหนดแล้ว 1 เรื่อง · ครบกำหนดวันนี้ 1 เรื่อง · ใกล้ครบกำหนด 1 เรื่อง"
    assert "เกินกำหนด 3 วัน" in words_of(messages[1])


def test_an_extended_day_is_shown_beside_the_legal_one():
    shown = cards.due(item(extended_to=date(2027, 1, 15), today=date(2027, 1, 6)))
    assert shown == "ขยายถึง 15 ม.ค. 2570 (อีก 9 วัน) · กำหนดตามแผน 31 ธ.ค. 2569"


def test_the_calendar_opens_after_today():
    late = item(due_on=TODAY - timedelta(days=30))
    picker = cards.answer(late, "later", "ขอเลื่อน")
    assert (picker["min"], picker["initial"]) == ("2026-12-01", "2026-12-01")
    assert cards.answer(item(), "later", "ขอเลื่อน")["initial"] == "2027-01-07"


def test_the_head_and_the_executive_are_told_and_not_asked_to_do_the_work():
    some = [item(stage="executive", due_on=TODAY - timedelta(days=8)), item(stage="unit_head", due_on=TODAY)]
    messages = reminder.digest(some, [], KRAP, TODAY, in_group=False)
    assert_sendable(messages)
    assert messages[0]["text"].split("\n") == [
        "เรียนหัวหน้าส่วนราชการ งานของกองช่าง ๑ เรื่องยังไม่ได้รับรายงาน ใกล้ครบกำหนดครับ",
        "เรียนผู้บริหารเพื่อทราบ งานของกองช่าง ๑ เรื่องยังไม่ได้รับรายงาน เลยกำหนดมาแล้ว ๘ วันครับ",
    ]
    assert {unpack(d).action for d in datas_of(messages)} == {"summary"}


def test_an_executives_own_follow_up_is_acknowledged():
    messages = reminder.digest([item(actor=Actor.EXECUTIVE, who=("ผู้บริหาร",))], [], KHA, TODAY, in_group=False)
    assert "ติดตามแล้ว" in words_of(messages)


def test_what_does_not_fit_is_listed_and_counted():
    many = [item(duty_id=n, codes=(f"O{n}",), title="เรื่องยาว " * 40) for n in range(1, 41)]
    messages = reminder.digest(many, [MANEE] * 30, KHA, TODAY, in_group=True)
    assert_sendable(messages)
    bubbles = messages[1]["contents"]["contents"]
    listed = 40 - (len(bubbles) - 1)
    assert f"อีก {listed} เรื่อง" in words_of(bubbles[-1])
    assert unpack(datas_of(bubbles[-1])[-1]).action == "mine"
    assert len(messages[0]["substitution"]) == 20


def test_nothing_due_says_nothing():
    assert reminder.digest([], [MANEE], KHA, TODAY, in_group=True) == ()


def test_thai_digits_spare_codes_and_addresses():
    (message,) = confirmation.said(KRAP, "O12 ครบ 31 ธ.ค. 2569 ดู https://a.go.th/12 และ E3")
    assert message["text"] == "O12 ครบ ๓๑ ธ.ค. ๒๕๖๙ ดู https://a.go.th/12 และ E3"


# ── confirmations ──


def test_a_report_is_said_back_with_undo():
    messages = confirmation.recorded(
        KHA, [Noted(item(handed_in=(2, 5)), Status.COMPLETED, reply_id=9, links=1)], "นายธนา ดี"
    )
    assert_sendable(messages)
    assert words_of(messages).split("\n")[:3] == [
        "บันทึกแล้วค่ะ คุณธนา: O12 (กองช่าง) เสร็จแล้ว พร้อมลิงก์",
        "เหลืออีก 3 ส่วนราชการ",
        "ยกเลิกการบันทึก",
    ]
    assert datas_of(messages) == ["a=undo&r=9"]


def test_an_obstacle_without_words_is_asked_for():
    noted = Noted(item(), Status.IN_PROGRESS, reply_id=1, is_obstacle=True)
    bare = confirmation.recorded(KHA, [noted], None)
    assert "ติดปัญหาเรื่องใดคะ" in words_of(bare)
    told = confirmation.recorded(KHA, [replace(noted, obstacle="รอเอกสารจากจังหวัด")], None)
    assert "ปัญหา/อุปสรรค: รอเอกสารจากจังหวัด" in words_of(told)
    assert "ติดปัญหาเรื่องใด" not in words_of(told)


@pytest.mark.parametrize(
    ("intent", "became", "action", "word"),
    [
        ("report_status", Status.COMPLETED, "done", "เสร็จแล้ว"),
        ("report_status", Status.IN_PROGRESS, "doing", "กำลังดำเนินการ"),
        ("report_status", Status.NOT_STARTED, "idle", "ยังไม่ได้ดำเนินการ"),
        ("report_obstacle", None, "stuck", "ติดปัญหา/อุปสรรค"),
        ("request_extension", None, "later", "ขอขยายเวลา"),
    ],
)
def test_doubt_asks_which_and_says_what_would_be_written(intent, became, action, word):
    some = [item(share=4), item(duty_id=8, codes=("E10",), title="ช่องทางร้องเรียน", share=5)]
    messages = choices.ask_which(KHA, some, intent, became)
    assert_sendable(messages)
    assert f"หมายถึงเรื่องไหนคะ จะบันทึกว่า “{word}”" in words_of(messages)
    assert [(unpack(d).action, unpack(d).number("o")) for d in datas_of(messages)] == [(action, 4), (action, 5)]


def test_several_things_are_said_back_in_one_message_and_undone_one_by_one_or_together():
    notes = [
        Noted(item(), Status.COMPLETED, reply_id=4),
        Noted(item(codes=("O13",)), Status.IN_PROGRESS, reply_id=5, progress=60),
    ]
    messages = confirmation.recorded(KHA, notes, "นายธนา ดี")
    assert_sendable(messages)
    assert words_of(messages).split("\n") == [
        "บันทึกแล้วค่ะ คุณธนา",
        "• O12 (กองช่าง) เสร็จแล้ว",
        "• O13 (กองช่าง) กำลังดำเนินการ 60%",
        *("ยกเลิก O12", "ยกเลิก O13", "ยกเลิกทั้งหมด"),
    ]
    assert datas_of(messages) == ["a=undo&r=4", "a=undo&r=5", "a=undo&r=4&all=1"]


def test_the_question_which_brings_the_words_of_the_message_back():
    (asked,) = choices.ask_which(KHA, [item(share=4)], "report_status", Status.COMPLETED, 31)
    assert datas_of([asked]) == ["a=done&d=7&on=2026-12-31&o=4&e=31"]
    (dated,) = choices.ask_which(KHA, [item(share=4)], "request_extension", None, 31, day_known=True)
    assert dated["contents"]["footer"]["contents"][0]["action"]["type"] == "postback"


def test_an_edit_is_answered_in_one_message():
    answer = confirmation.recorded(KHA, [Noted(item(codes=("O13",)), Status.COMPLETED, reply_id=5)], None)
    (said,) = confirmation.corrected(KHA, [(item(), Status.IN_PROGRESS)], answer)
    assert_sendable([said])
    assert said["altText"].split("\n") == [
        "ปรับตามข้อความที่แก้แล้ว O12 (กองช่าง) กลับเป็น “กำลังดำเนินการ”",
        "บันทึกแล้วค่ะ: O13 (กองช่าง) เสร็จแล้ว",
    ]


def test_an_extension_goes_to_whoever_decides_and_the_legal_day_stays():
    until = date(2027, 1, 15)
    (asked,) = extension.asked(KHA, item(), until, "รอ สตง. ตรวจเอกสาร", ["นายปิติ สุข"])
    assert asked["text"] == (
        "รับเรื่องขอเลื่อน O12 (กองช่าง) เป็นวันศุกร์ที่ 15 มกราคม 2570\nเหตุผล: รอ สตง. ตรวจเอกสาร\n"
        "ส่งให้คุณปิติพิจารณาแล้วค่ะ (กำหนดตามแผน 31 ธ.ค. 2569 ยังคงอยู่ในรายงาน)"
    )
    card = extension.for_approver(KHA, item(), "นางสาวมานี ใจดี", until, None, 3)
    assert_sendable(card)
    assert datas_of(card) == ["a=approve&x=3", "a=refuse&x=3"]


@pytest.mark.parametrize(
    ("name", "spoken"),
    [
        ("นางสาวมานี ใจดี", "คุณมานี"),
        ("น.ส. ชูใจ ดี", "คุณชูใจ"),
        ("นายกล้า หาญ", "คุณกล้า"),
        ("นายกองค์การบริหารส่วนตำบล", "นายกองค์การบริหารส่วนตำบล"),
        ("ปลัดเทศบาล", "ปลัดเทศบาล"),
        ("ธนา", "คุณธนา"),
    ],
)
def test_people_are_called_by_their_first_name(name: str, spoken: str):
    assert people.khun(name) == spoken


# ── summaries ──


def a_summary(units: int = 3, words: str = "รอ สตง. ตรวจเอกสาร", name: str = "กองที่") -> Summary:
    return Summary(
        2570,
        date(2027, 1, 12),
        "ทุกส่วนราชการ",
        Tally(61, 14, 129, 8),
        tuple(UnitTally(n, f"{name} {n}", Tally(n, 1, 2, n % 3)) for n in range(1, units + 1)),
        (Obstacle("กองคลัง", ("O12",), words),),
        (item(),),
    )


def test_a_summary_shows_figures_bars_obstacles_and_ways_on():
    messages = summary.overview(a_summary(), KHA, offers=Offers(3, 2, "https://tamngan.example/o"))
    assert_sendable(messages)
    assert messages[0]["altText"].split("\n") == [
        "ITA ปี 2570 · ทุกส่วนราชการ ณ 12 ม.ค. 2570",
        "เสร็จแล้ว 61 · กำลังทำ 14 · ยังไม่เริ่ม 129 · เกินกำหนด 8",
        "เกินกำหนด: กองที่ 1 1, กองที่ 2 2",
        "ครบใน 7 วัน 1 เรื่อง",
        "ติดขัด: กองคลัง O12 “รอ สตง. ตรวจเอกสาร”",
    ]
    assert datas_of(messages)[:3] == ["a=summary&u=2", "a=summary&u=1", "a=summary&u=3"]
    assert datas_of(messages)[3:] == [
        *("a=missing", "a=overdue", "a=summary&q=2", "a=summary&m=2027-01-01", "a=approvals", "a=remind"),
    ]


def test_a_large_office_stays_within_one_card():
    assert_sendable(summary.overview(a_summary(60, "ยาว" * 400, "กองที่มีชื่อยาวมาก" * 5), KRAP))


def test_an_empty_year_draws_a_grey_bar():
    assert_sendable(summary.overview(Summary(2570, TODAY, "ไตรมาส 1", Tally()), KHA))


def test_a_long_list_leads_on_page_by_page_until_each_was_shown_once():
    many = [item(duty_id=n, codes=(f"O{n}",)) for n in range(1, 301)]
    shown, skip = [], 0
    while skip is not None:
        messages = lists.item_list("เกินกำหนด", many, KHA, Page("overdue", {"u": 3}, skip))
        assert_sendable(messages)
        assert "เกินกำหนด 300 เรื่อง" in words_of(messages)
        shown += re.findall(r"O\d+", " ".join(d for d in datas_of(messages) if d.startswith("a=summary&code=")))
        further = [unpack(d) for d in datas_of(messages) if unpack(d).action == "overdue"]
        assert [f.number("u") for f in further] == [3] * len(further)
        skip = further[0].number("n") if further else None
    assert shown == [f"O{n}" for n in range(1, 301)]


def test_a_list_that_has_become_shorter_begins_anew():
    messages = lists.item_list("เกินกำหนด", [item()], KHA, Page("overdue", {}, 40))
    assert "O12" in words_of(messages)


def test_ones_own_work_comes_as_cards_to_answer_on():
    messages = lists.item_list("งานของฉัน", [item(), item(duty_id=8)], KHA, Page("mine", {}), as_cards=True)
    assert_sendable(messages)
    assert [unpack(d).action for d in datas_of(messages)] == ["done", "doing", "stuck", "later"] * 2


def test_who_has_not_reported_is_listed_by_unit():
    messages = lists.missing([("กองช่าง", 2, [item(), item(codes=("E10",))]), ("กองคลัง", 1, [item()])], KHA, MISSING)
    assert_sendable(messages)
    assert messages[0]["altText"] == "ยังไม่รายงาน 2 แห่ง\nกองช่าง 2 เรื่อง\nกองคลัง 1 เรื่อง"
    assert "O12, E10" in words_of(messages)


def test_several_due_dates_of_one_thing_are_one_thing_and_counted_apart():
    months = [item(codes=("O4",), due_on=TODAY + timedelta(days=30 * n)) for n in range(3)]
    (card,) = lists.missing([("กองช่าง", 4, [*months, item(codes=("E10",))])], KHA, MISSING)
    assert card["altText"] == "ยังไม่รายงาน 1 แห่ง\nกองช่าง 2 เรื่อง (4 งวด)"
    assert words_of(card).endswith("กองช่าง · 2 เรื่อง (4 งวด)\nO4, E10")


def test_what_the_executives_follow_up_is_told_from_the_work_itself():
    soon = (item(codes=("O4",), who=("กองคลัง",)), item(codes=("O4",), who=("ผู้บริหาร",), actor=Actor.EXECUTIVE))
    shown = words_of(summary.overview(replace(a_summary(), due_soon=soon), KHA)[0])
    assert shown.count("· ผู้บริหาร") == 1


def test_a_section_whose_name_begins_with_work_is_not_work_of_work():
    theirs = confirmation.not_yours(KHA, item(who=("งานพัสดุ กองคลัง",)))[0]["text"]
    assert "เป็นเรื่องของงานพัสดุ กองคลังค่ะ" in theirs


def test_nothing_to_show_is_said_plainly():
    assert lists.item_list("เกินกำหนด", [], KHA, OVERDUE, empty="ไม่มีงานเกินกำหนด")[0]["text"] == "ไม่มีงานเกินกำหนดค่ะ"
    assert lists.nobody_missing(KRAP, 0, 7, 0, None, TODAY)[0]["text"] == "ทุกส่วนราชการรายงานเสร็จครบแล้วครับ"
    assert lists.nobody_missing(KRAP, 0, 0, 0, None, TODAY)[0]["text"] == "ไม่มีงานในส่วนนี้ครับ"


def test_that_nobody_is_silent_does_not_say_that_everything_is_done():
    soon = TODAY + timedelta(days=40)
    (calm,) = lists.nobody_missing(KHA, 18, 19, 0, soon, TODAY)
    assert calm["text"].startswith("ถึงวันนี้ไม่มีเรื่องที่ขาดส่งค่ะ ยังไม่เสร็จ 18 จากทั้งหมด 19 งวด กำหนดถัดไป ")
    assert calm["text"].endswith("(อีก 40 วัน)")
    (late,) = lists.nobody_missing(KHA, 18, 19, 2, None, TODAY)
    assert late["text"] == "เกินกำหนด 2 งวด แจ้งความคืบหน้าไว้แล้วแต่ยังไม่เสร็จค่ะ ยังไม่เสร็จ 18 จากทั้งหมด 19 งวด"
    (now,) = lists.nobody_missing(KHA, 18, 19, 0, TODAY, TODAY)
    assert now["text"].endswith("(วันนี้)")


def test_of_an_earlier_day_nothing_is_said_of_today():
    (calm,) = lists.nobody_missing(KHA, 18, 19, 0, date(2027, 4, 30), date(2027, 3, 31), is_past=True)
    told = "ยังไม่เสร็จ 18 จากทั้งหมด 19 งวด กำหนดถัดไป 30 เม.ย. 2570"
    assert calm["text"] == f"ถึง 31 มี.ค. 2570 ไม่มีเรื่องที่ขาดส่งค่ะ {told}"
    (late,) = lists.nobody_missing(KHA, 18, 19, 2, None, date(2027, 3, 31), is_past=True)
    assert late["text"].startswith("ถึง 31 มี.ค. 2570 เกินกำหนด 2 งวด")


# ── guidance ──


def test_the_welcome_says_who_it_is_and_offers_registration_and_the_notice():
    messages = guidance.welcome(KHA, group=True)
    assert_sendable(messages)
    assert "อ่านเฉพาะเรื่องที่เกี่ยวกับงาน" in words_of(messages)
    assert datas_of(messages) == ["a=register", "a=privacy"]


def test_the_notice_tells_what_why_how_long_who_and_which_rights():
    (notice,) = guidance.privacy(KHA)
    for word in ("มาตรา 23", "เก็บอะไร", "ใช้ทำอะไร", "เก็บนานเท่าใด", "ใครเห็น", "สิทธิของท่าน", "30 วัน"):
        assert word in notice["text"]


def test_a_public_group_gets_no_reminders_and_no_registration():
    (message,) = guidance.code_accepted(KHA, "public")
    assert "จะไม่ส่งเตือนงาน" in message["text"]


@pytest.mark.parametrize("voice", [KHA, KRAP])
def test_every_guidance_message_can_be_sent(voice: Voice):
    shown = [
        *(guidance.welcome(voice, group) for group in (True, False)),
        *(guidance.help_for(voice, role, code) for role in (*Role, None) for code in ("O13", None)),
        *(guidance.code_accepted(voice, kind, "กองช่าง") for kind in guidance.GROUP_KINDS),
        *(say(voice) for say in (guidance.privacy, guidance.code_unknown, guidance.code_expired, guidance.type_name)),
        *(say(voice) for say in (guidance.rejected, guidance.not_registered, guidance.not_allowed)),
        guidance.choose_name(voice, [(n, f"คนที่ {n}") for n in range(30)]),
        guidance.confirmed(voice, "มานี", Role.COORDINATOR),
        *(confirmation.unclear(voice, code) for code in ("O13", None)),
        confirmation.acknowledged(voice),
        summary.no_plan(voice),
        summary.nothing_there(voice, "O12"),
    ]
    for messages in shown:
        assert_sendable(messages)
        assert not set(("ค่ะ", "คะ") if voice is KRAP else ("ครับ",)) & set(re.findall("ค่ะ|คะ|ครับ", words_of(messages)))


# ── whatever people are called and documents are titled ──

ANY = st.one_of(
    st.text(max_size=200),
    st.sampled_from(
        ["{{u1}} {x}", "👨‍👩‍👧‍👦" * 60, "ק" * 300, "น้ำ" * 900, "\u202e" * 5, "", " ", "a\n\n\nb", "เ" + "่" * 900]
    ),
)


@settings(max_examples=40, deadline=None)
@given(ANY, ANY, ANY, st.integers(0, 25))
def test_any_names_and_titles_stay_within_the_limits(name: str, title: str, unit: str, people_count: int):
    one = item(title=title, owed=name, who=(unit, name), collector=unit, codes=("O1",) * 9, handed_in=(0, 2))
    many = [one] * 14
    noted = Noted(one, Status.IN_PROGRESS, 1, obstacle=title, is_obstacle=True)
    crowd = [Mention(name, MANEE.line_user_id if n % 2 else None) for n in range(people_count)]
    said = [
        reminder.digest(many, crowd, KRAP, TODAY, in_group=True),
        reminder.digest(many, crowd, KHA, TODAY, in_group=False),
        *(confirmation.recorded(KHA, [noted] * count, name) for count in (1, 7)),
        confirmation.undone(KHA, [(one, Status.IN_PROGRESS)] * 6),
        confirmation.corrected(KRAP, [(one, Status.IN_PROGRESS)], confirmation.recorded(KHA, [noted], name)),
        extension.decided(KHA, one, TODAY, False, None),
        lists.standing("O12", [replace(one, status=status) for status in Status] * 4, KHA, OF_O12),
        choices.ask_which(KHA, many, "report_status", Status.NOT_STARTED),
        choices.ask_who(KHA, one, "done", [(n, name) for n in range(people_count)]),
        extension.asked(KHA, one, TODAY, title, [name, unit]),
        extension.for_approver(KHA, one, name, TODAY, title, 1),
        confirmation.not_yours(KHA, one),
        summary.overview(a_summary(20, title, unit), KRAP),
        lists.item_list(title, many, KHA, Page("mine", {}), as_cards=True),
        lists.missing([(unit, 14, many)] * 70, KHA, MISSING),
        guidance.name_not_found(KHA, name),
        guidance.asked(KHA, name),
        joining.ask_confirmer(KHA, 1, 2, name, title, unit),
        guidance.code_accepted(KHA, "unit", unit),
    ]
    for messages in said:
        assert_sendable(messages)


def test_a_name_with_braces_is_no_placeholder():
    message = parts.named([MANEE, Mention("{u1}")], "ค่ะ {x}")
    assert message["text"] == "{u1} {{u1}}\nค่ะ {{x}}"
    assert_sendable([message])


def test_a_display_name_cannot_close_the_quotation_and_name_somebody_else():
    message = joining.ask_confirmer(KHA, 1, 2, 'Mali” คือ "มานี', "กล้า")[0]
    assert message["altText"].split("\n")[0] == "บัญชี LINE “Mali คือ มานี”"
    assert_sendable([message])


def test_too_many_names_give_way_before_the_words():
    crowd = [Mention("ชื่อยาว" * 8)] * 200 + [MANEE]
    message = parts.named(crowd, "เรื่องที่ครบกำหนดค่ะ")
    assert_sendable([message])
    assert message["text"].endswith("{u1}\nเรื่องที่ครบกำหนดค่ะ")
