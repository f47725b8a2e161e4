"""Whoever writes English is answered in English, shortly; whoever mixes a word of it into Thai is answered in Thai."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.wording import is_english
from tests.journeys import STAFF_GROUP, Office, Status, living


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
