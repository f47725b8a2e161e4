"""What is no link to be kept is told to who sent it, and a password stands nowhere that others read."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.web_address import is_web_address, names_who, without_who
from tests.journeys import Office, Status, living

SECRET = "https://kla:pass123@files.example.go.th/report"
NOT_KEPT = "ลิงก์ที่มีรหัสผ่านไม่ได้เก็บไว้ค่ะ"


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with living(database_url, tmp_path) as found:
        yield found


@pytest.mark.parametrize("link", ["Https://www.example.go.th/a", "HTTP://example.go.th", "Www.example.go.th/a"])
def test_an_address_is_one_however_its_beginning_is_written(link: str):
    assert is_web_address(link)


def test_names_and_passwords_go_from_addresses_and_nothing_else_does():
    assert without_who(f"O13 เสร็จ {SECRET} ส่งที่ kla@example.go.th") == (
        "O13 เสร็จ https://…@files.example.go.th/report ส่งที่ kla@example.go.th"
    )
    assert without_who("https://a:p@ss@example.go.th/x") == "https://…@example.go.th/x"
    assert without_who("https://example.go.th/@office") == "https://example.go.th/@office"
    assert (names_who(SECRET), names_who("https://example.go.th/@office")) == (True, False)


@pytest.mark.one_database
def test_a_link_with_a_password_is_not_kept_and_its_sender_hears_why(office: Office):
    assert NOT_KEPT in office.say("กล้า", f"O13 เสร็จแล้วค่ะ {SECRET}")
    assert (office.status("O13"), office.links()) == (Status.COMPLETED, [])
    assert office.replies()[-1].said == "O13 เสร็จแล้วค่ะ https://…@files.example.go.th/report"
    assert NOT_KEPT in office.say("กล้า", SECRET)


@pytest.mark.one_database
def test_a_link_that_begins_with_a_capital_is_kept(office: Office):
    assert "พร้อมลิงก์" in office.say("กล้า", "E10 เสร็จแล้วค่ะ Https://www.example.go.th/a")
    assert office.links() == ["Https://www.example.go.th/a"]
