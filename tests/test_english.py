"""Whoever writes English is answered in English, shortly; whoever mixes a word of it into Thai is answered in Thai."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.messages import cards, dialogue, english, evidence, lengths, parts
from bot.messages.dialogue import Kept
from bot.wording import is_english
from config.files import load_catalogues
from models.completeness import EVIDENCE, OUTCOME, RESULT
from models.records import DueItem, Voice
from models.report_answer import ReportAnswer
from tests.journeys import STAFF_GROUP, Office, Status, living
from tests.town import words_of

EN = Voice(language="en")
ITEM = DueItem(1, date(2026, 12, 31), ("O13",), "แผนการจัดซื้อจัดจ้าง", "", 30, who=("กองคลัง",), occurrence_ids=(1,))
JPEG = b"\xff\xd8\xff\xe0 a photo of the board"


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with living(database_url, tmp_path) as found:
        yield found


@pytest.mark.parametrize(
    ("text", "english"),
    [
        *(("O12 is done", True), ("not yet started", True), ("the website is down, cannot upload O10", True)),
        *(("O12 done", False), ("O12 done krub", False), ("O12 done na ka", False), ("O12 done แล้วค่ะ", False)),
        *(("O12 google drive", False), ("update facebook page", False), ("PDF Word", False), ("MOIT 2 MOIT 3", False)),
        *(("No Gift Policy", False), ("waiting for the province", True), ("we submitted O12", True)),
        *(("https://www.example.go.th/the/annual/plan", False), ("O12", False), ("", False)),
    ],
)
def test_a_sentence_without_a_thai_letter_is_english(text: str, english: bool):
    assert is_english(text) is english


@pytest.mark.one_database
def test_a_report_in_english_is_confirmed_and_undone_in_english(office: Office):
    told = office.say("กล้า", "O13 is done and published", STAFF_GROUP)
    assert "Recorded, คุณกล้า: O13 (กองคลัง) completed" in told
    assert office.status("O13") == Status.COMPLETED
    undone = office.press("กล้า", "Undo", STAFF_GROUP)
    assert "Undone: O13 (กองคลัง) is “not started” again" in undone
    assert office.status("O13") == Status.NOT_STARTED


@pytest.mark.one_database
def test_a_problem_in_english_keeps_its_own_words(office: Office):
    told = office.say("กล้า", "O13 waiting for data from the province", STAFF_GROUP)
    assert "Problem: waiting for data from the province" in told


@pytest.mark.one_database
def test_thai_with_an_english_word_is_answered_in_thai(office: Office):
    assert "บันทึกแล้วค่ะ คุณกล้า: O13 (กองคลัง) เสร็จแล้ว" in office.say("กล้า", "O13 done แล้วค่ะ", STAFF_GROUP)


@pytest.mark.one_database
def test_what_is_not_understood_and_how_to_use_it_are_told_in_english(office: Office):
    assert "I did not understand that. Try “O12 is done”, or choose a button." in office.say(
        "กล้า", "our cat sleeps under the table"
    )
    assert "How to use Tamngan" in office.say("กล้า", "how do I report?")


@pytest.mark.one_database
def test_an_edit_in_english_is_answered_in_one_language(office: Office):
    report = office.town.say("กล้า", "O13 is done and published", STAFF_GROUP)
    told = office.act(STAFF_GROUP, lambda: office.line.edit(report, "E10 is done and published"))
    assert told.startswith(
        "Changed as your message now says: O13 (กองคลัง) is “not started” again\nRecorded, คุณกล้า: E10"
    )


@pytest.mark.one_database
def test_more_time_asked_for_in_english_is_answered_in_english(office: Office):
    told = office.say("กล้า", "E10 please extend to 15 April 2027, waiting for the district")
    assert told.startswith("More time requested for E10 (กองคลัง): until 15 April 2027\nReason: ")
    assert "Sent to คุณ" in told
    assert "(the plan's date, 31 January 2027, stays in the report)" in told
    withdrawn = "The request for E10 (กองคลัง) is withdrawn. It is still due on 31 January 2027."
    assert office.press("กล้า", "Withdraw the request") == withdrawn


# ── the whole dialogue ──


def thai_words(office: Office, who: str, besides: tuple[str, ...] = (), place: int = -1) -> list[str]:
    """What is left of Thai in the bot's last message to somebody, once names and the record's own words are out."""
    said = words_of(office.town.heard(who)[place]["body"])
    for official in (*besides, "คุณกล้า", "คุณชูใจ", "กองคลัง", "สรุปผล", "ผลลัพธ์", "หลักฐาน"):
        said = said.replace(official, "")
    return re.findall("[ก-๛]+", said)


@pytest.mark.one_database
def test_after_an_english_done_the_report_is_asked_for_and_answered_in_english(office: Office):
    asked = office.say("กล้า", "O13 is done and published")
    assert "Recorded, คุณกล้า: O13 (กองคลัง) completed" in asked
    assert "“สรุปผล”: what was done, when and where?" in asked
    assert office.buttons("กล้า") == ["Answer later"]
    told = office.say("กล้า", "two villages, 12 January, office website")  # no word of it is only English
    assert told.startswith("Noted, “สรุปผล” of O13: two villages, 12 January, office website\n(2/")
    assert "“ผลลัพธ์”: what came of it for the people or the office?" in told
    assert thai_words(office, "กล้า") == []
    assert "Please type “สรุปผล” of O13 anew.\nUntil now: two villages, 12 January" in office.press(
        "กล้า", "Change the answer"
    )
    assert office.buttons("กล้า") == ["Delete old answer", "Leave it as it is"]
    assert office.press("กล้า", "Delete old answer") == "“สรุปผล” of O13 is deleted"
    assert office.press("กล้า", "Answer later") == ("All right. When you are ready, type “continue” or “my tasks”.")
    assert office.say("กล้า", "continue O13").startswith("The year's report of O13 needs ")
    assert [row.words for row in office.rows(ReportAnswer)] == ["two villages, 12 January, office website"]


@pytest.mark.one_database
def test_a_photo_in_answer_to_an_english_question_is_received_in_english(office: Office):
    office.say("กล้า", "O13 is done and published")
    office.say("กล้า", "two villages, 12 January, office website")
    office.say("กล้า", "fewer complaints, faster service")
    told = office.act("กล้า", lambda: office.line.send_image("กล้า", None, JPEG))
    assert told == "Taken as evidence of O13, due 31 December 2026\nThe report of O13 is complete. Thank you."
    assert office.press("กล้า", "Not this one").startswith("Received. Which one is it evidence of?")


@pytest.mark.one_database
def test_whoever_goes_on_in_thai_is_answered_in_thai(office: Office):
    office.say("กล้า", "O13 is done and published")
    assert office.say("กล้า", "ลงแผนบนเว็บไซต์เมื่อ 12 มกราคม 2570 แล้วค่ะ").startswith("จดแล้วค่ะ สรุปผล O13: ")


@pytest.mark.one_database
def test_whoever_decides_in_english_is_answered_in_english_and_the_asker_in_the_offices_words(office: Office):
    office.say("กล้า", "E10 ขอเลื่อนเป็น 15 เมษายน 2570 รอหนังสือตอบจากอำเภอ")
    office.town.at("2026-12-01", "09:15")
    office.town.work()
    office.press("ชูใจ", "ไม่อนุมัติ")
    told = office.say("ชูใจ", "the assessment is close, please hurry")
    assert told == "Recorded: more time for E10 (กองคลัง) not granted. It is still due on 31 January 2027."
    office.town.at("2026-12-01", "09:30")
    office.town.work()
    assert office.town.last("กล้า").startswith("คุณชูใจยังไม่อนุมัติให้เลื่อน E10 (กองคลัง)")


@pytest.mark.one_database
def test_requests_asked_for_in_english_are_listed_and_decided_in_english(office: Office):
    assert office.say("ชูใจ", "are there any requests for more time?") == "No request for more time is waiting for you."
    office.say("กล้า", "E10 ขอเลื่อนเป็น 15 เมษายน 2570 รอหนังสือตอบจากอำเภอ")
    listed = office.say("ชูใจ", "are there any requests for more time?")
    assert listed.startswith("1 request(s) for more time are waiting for you\nคุณกล้า: E10 (กองคลัง) 15 April 2027\n")
    official = ("ช่องทางร้องเรียนการทุจริต", "รอหนังสือตอบจากอำเภอ")
    assert thai_words(office, "ชูใจ", official, -2) == []  # the last is the card for the office's head, in its own words
    why = office.press("ชูใจ", "Refuse")
    assert why == "Why is more time for E10 (กองคลัง) not granted? A short reply to this message is enough."
    assert office.press("ชูใจ", "Refuse, no reason").startswith("Recorded: more time for E10 (กองคลัง) not granted.")
    assert office.press("ชูใจ", "Grant") == "This request was decided or withdrawn before. Nothing was changed."


@pytest.mark.one_database
def test_ones_own_work_is_shown_in_english_and_its_buttons_are_answered_so(office: Office):
    office.say("กล้า", "O13 is not done yet, waiting for the auditor")
    listed = office.say("กล้า", "what are my tasks?")
    assert listed.startswith("My tasks: 3\n")
    assert "Due 31 December 2026 (in 30 day(s))" in listed
    terms = tuple(f"รายงานภายในเดือน{month}ของทุกปี" for month in ("ธันวาคม", "มกราคม"))
    titles = ("แผนการจัดซื้อจัดจ้าง", "ช่องทางร้องเรียนการทุจริต", "รายงานผลการดำเนินงานประจำปี", "จัดทำแผน", "สรุปผลงาน")
    assert thai_words(office, "กล้า", (*terms, *titles, "ประชาสัมพันธ์ช่องทาง", "สำนักปลัด")) == []
    assert office.press("กล้า", "Problem").startswith("Recorded, คุณกล้า: ")
    assert office.say("กล้า", "what is overdue?") == "Nothing is overdue."


@pytest.mark.one_database
def test_a_refusal_of_a_step_is_told_in_english(office: Office):
    assert office.say("กล้า", "E10 please extend to 15 January 2027, waiting for the district") == (
        "E10 (กองคลัง) was not recorded: the new day must be after the day it is due, and not be past."
    )
    assert office.say("กล้า", "O20 is done and published") == (
        "O20 belongs to กองช่าง. Please let them report it, or tell the ITA coordinator."
    )


def test_every_question_of_the_catalogues_is_asked_in_english_too():
    told = [e for c in load_catalogues() for item in c.items for e in item.elements]
    told += [RESULT, OUTCOME, EVIDENCE]
    assert {e.ask for e in told} - set(english.ASKS) == set()
    assert {e.hint for e in told if e.hint and e.kind != "shown"} - set(english.HINTS) == set()


def test_every_english_button_is_whole_within_the_forty_letters_of_a_card(monkeypatch: pytest.MonkeyPatch):
    drawn: list[str] = []
    monkeypatch.setattr(parts, "label", lambda words, most=parts.BUTTON: drawn.append(words) or words)
    elements = {e.label: e for c in load_catalogues() for one in c.items for e in one.elements}
    kept = [Kept(element, "words", n) for n, element in enumerate(elements.values(), 1)]
    dialogue.noted(EN, ITEM, kept, 0, None, "กล้า")
    dialogue.whose_answer(EN, [(ITEM, n, one) for n, one in enumerate(elements.values(), 1)], 1, True)
    evidence.ask_which(EN, "รูป", [ITEM, replace(ITEM, due_on=date(2027, 9, 30))], 1)
    assert len(drawn) > 2 * len(elements)
    filled = {
        "what": "O12",
        "count": 999,
        "label": max(elements, key=lengths.letters),
        "owner": "กองคลัง",
        "until": "30 September 2027",
    }
    drawn += [words.format(**filled) for words in english.BUTTONS.values()]
    assert [words for words in drawn if lengths.letters(words) > parts.BUTTON] == []


def test_every_english_label_is_one_of_the_buttons_words():
    sources = "".join(file.read_text("utf-8") for file in Path(parts.__file__).parent.glob("*.py"))
    drawn = re.findall(r'\b(?:press|link|pick_day)\((?:english\.)?chosen\([^()]*?"([a-z ]+)"[,)]', sources)
    assert len(drawn) > 15
    assert set(drawn) - set(english.BUTTONS) == set()


def test_english_buttons_that_share_a_row_have_half_of_its_letters():
    for gathers in (False, True):
        rows = cards.buttons(replace(ITEM, gathers=gathers), EN)["contents"]
        drawn = [one["action"]["label"] for row in rows for one in row["contents"]]
        assert (len(drawn), [words for words in drawn if lengths.letters(words) > parts.BUTTON // 2]) == (4, [])


@pytest.mark.one_database
def test_how_one_item_stands_is_told_in_english(office: Office):
    assert office.say("ธนา", "when is O20 due?") == (
        "Status of O20\nO20 คู่มือการขออนุญาต Due 31 December 2026 (in 30 day(s)) · กองช่าง"
    )
    office.say("กล้า", "O13 is done and published")
    told = office.say("มานี", "is O13 done?")
    assert told == "Status of O13\nO13 แผนการจัดซื้อจัดจ้าง completed (due 31 December 2026)"
    assert thai_words(office, "มานี", ("แผนการจัดซื้อจัดจ้าง",)) == []
    assert office.press("มานี", "O13") == told
    assert office.say("มานี", "what is the status of O35?") == "The plan of this year has no work of “O35”."


@pytest.mark.one_database
def test_whoever_registers_in_english_is_led_through_it_in_english(office: Office):
    office.hire("นางสาวมะลิ ใจงาม", "กองช่าง")
    office.line.user("Mali")
    office.line.follow("Mali")
    office.town.work()
    assert office.say("Mali", "O20 is done and published").startswith("I do not know this account yet.")
    assert office.press("Mali", "What is kept of me").startswith("Personal data kept by Tamngan")
    assert thai_words(office, "Mali") == []
    office.say("Mali", "O20 is done and published")
    assert office.press("Mali", "Register my name") == (
        "Please type your first and last name as the office's roster has them."
    )
    assert office.say("Mali", "my name is nobody") == (
        "“my name is nobody” is not on the roster. Try the full name, or ask the coordinator to add it."
    )


@pytest.mark.one_database
def test_what_is_not_ones_own_and_whom_to_ask_are_told_in_english(office: Office):
    assert office.say("กล้า", "O20 is not mine") == (
        "By the plan O20 belongs to กองช่าง. Nothing was changed. If that is wrong, shall คุณมานี be told to look into it?"
    )
    assert office.press("กล้า", "Tell the coordinator") == "คุณมานี was told."
    assert office.replies() == []
    assert office.say("กล้า", "whom should I ask?") == (
        "Please ask คุณมานี (coordinator), or see your work and how to use this from the buttons."
    )
    assert office.buttons("กล้า") == ["My tasks", "How to use"]
    office.hire("นางสาวมะลิ ใจงาม", "กองช่าง")
    assert office.say("มานี", "who has not registered yet?").startswith("1 of ")


@pytest.mark.one_database
def test_an_executive_who_sends_back_in_english_is_answered_so(office: Office):
    office.say("กล้า", "O13 เสร็จแล้วค่ะ")
    assert office.say("ปิติ", "send back O13 because the photos are missing") == (
        "O13, due 31 December 2026, is sent back and “in progress” again, and กองคลัง will be told to mend it.\n"
        "Reason: the photos are missing"
    )
    assert office.status("O13") == Status.IN_PROGRESS
    assert office.say("ปิติ", "send back O13 because the photos are missing").startswith(
        "O13 is not among what waits to be acknowledged."
    )
