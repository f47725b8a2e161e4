"""What is no link to be kept is told to who sent it, and a password stands nowhere that others read."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from models.assignment import Extension
from models.database import reading
from models.passwords import names_who, without_who
from models.report_answer import ReportAnswer
from models.tables import METADATA
from models.web_address import is_web_address, readable
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
        "O13 เสร็จ https://***@files.example.go.th/report ส่งที่ kla@example.go.th"
    )
    assert without_who("https://a:p@ss@example.go.th/x") == "https://***@example.go.th/x"
    assert without_who("https://example.go.th/@office") == "https://example.go.th/@office"
    assert (names_who(SECRET), names_who("https://example.go.th/@office")) == (True, False)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("เข้า admin:pass123@files.example.go.th/a ไม่ได้", "เข้า ***@files.example.go.th/a ไม่ได้"),
        ("เข้าadmin:pass123@10.0.0.1 ไม่ได้", "เข้า***@10.0.0.1 ไม่ได้"),
        ("https://admin:pass/123@files.example.go.th/a", "https://***@files.example.go.th/a"),
        ("https://admin:12/pass123@files.example.go.th", "https://***@files.example.go.th"),
        ("ftp://admin:p#1?2@files.example.go.th/a", "ftp://***@files.example.go.th/a"),
        ("https://example.go.th/a?user=k&password=pass123#b", "https://example.go.th/a?user=k&password=***#b"),
        ("www.example.go.th/a?รหัสผ่าน=pass123", "www.example.go.th/a?รหัสผ่าน=***"),
        ("https://example.go.th/?pwd=pass123ส่งแล้วค่ะ", "https://example.go.th/?pwd=***ส่งแล้วค่ะ"),
        ("O12:เข้าadmin:pass#123@10.0.0.1 ไม่ได้", "O12:เข้า***@10.0.0.1 ไม่ได้"),
        ("admin:pass123@files.example.go.th,kla@example.go.th", "***@files.example.go.th,kla@example.go.th"),
        ("เข้า name:password@host ไม่ได้", "เข้า ***@host ไม่ได้"),
        ("เข้า admin:letters@files.example.go.th. ไม่ได้", "เข้า ***@files.example.go.th. ไม่ได้"),
        ("admin:P@ss@files.example.go.th/a", "***@files.example.go.th/a"),
        ("admin:p@s/s@wo.rd@nas:5000", "***@nas:5000"),
        (
            "https://example.go.th/?token=ab12&pin=34&client_secret=ef",
            "https://example.go.th/?token=***&pin=***&client_secret=***",
        ),
    ],
)
def test_a_password_is_taken_out_wherever_a_link_has_it(typed: str, kept: str):
    assert without_who(typed) == kept
    assert without_who(kept) == kept


@pytest.mark.parametrize(
    "words",
    [
        "อีเมล:kla@example.go.th Email:kla@example.go.th mailto:kla@example.go.th",
        "ติดต่อ: somebody@host ติดต่อ:somebody@example.go.th contact:somebody@host Tel:021234567/kla@example.go.th",
        "https://example.go.th/?pinterest=3&tokens=4",
        "เวลา 10:30@example.go.th",
        "https://example.go.th:8080/@office.x https://example.go.th/@office.x",
        "https://maps.example.com/place/ABC:x/@13.75,100.5,15z",
        "https://example.go.th/a?resourcekey=0-abc&compass=3",
        "O12:ส่งเล่มให้ita@example.go.th เรียบร้อยแล้วค่ะ",
        "O12:kla99@example.go.th O12-O13:kla99@example.go.th",
        "ITA:kla@example.go.th ITA:kla99@example.go.th",
        "Contact person:kla.jai@example.go.th",
        "https://webmail:443/#login:kla@example.go.th",
        "ส่งที่https://example.go.th/aแล้วแจ้งita@example.go.th",
    ],
)
def test_an_address_without_a_password_stays_as_it_was_typed(words: str):
    assert without_who(words) == words


@pytest.mark.parametrize(
    "link",
    [
        *(
            "https://example.go.th/?pwd=pass123",
            "https://evil.example\\.www.example.go.th/",
            "https://exa%2emple.go.th/",
        ),
        *("https://example.go.th^a/", "https://exa\u200bmple.go.th/", "https://example.go.th/\x07"),
    ],
)
def test_a_link_that_tells_a_password_or_leads_elsewhere_than_it_reads_is_none(link: str):
    assert not is_web_address(link)


def test_a_host_in_letters_neither_ascii_nor_thai_is_told_by_the_name_that_browsers_use():
    assert readable("https://www.аррӏе.go.th/x") == "https://www.аррӏе.go.th/x (www.xn--80ak6aa92e.go.th)"
    assert readable("www.аррӏе.go.th/x") == "www.аррӏе.go.th/x (www.xn--80ak6aa92e.go.th)"
    for plain in (
        "www.example.go.th",
        "https://www.ตัวอย่าง.ไทย/แผน",
        "https://example.go.th/แผน",
        "https://[",
        f"https://{'ก' * 70}.th",
    ):
        assert readable(plain) == plain


@pytest.mark.one_database
def test_a_long_link_on_a_page_is_cut_before_the_host_that_warns_of_it(office: Office):
    link = f"https://www.аррӏе.go.th/{'x' * 200}"
    piece = {"kind": "link", "url": link, "state": "kept", "official": False, "at": office.town.now}
    with office.town.app.test_request_context():
        shown = office.town.app.jinja_env.get_template("story.html").module.proofs([piece])
    assert f'href="{link}"' in shown
    assert f">{link[:119]}… (www.xn--80ak6aa92e.go.th)</a>" in shown


def stored(office: Office) -> str:
    """Everything the database keeps, but for LINE's own events."""
    with reading(office.town.house.engine) as session:
        tables = [table for table in METADATA.sorted_tables if table.name != "inbox_event"]
        return "\n".join(str(row) for table in tables for row in session.execute(select(table)))


@pytest.mark.one_database
def test_a_password_in_an_obstacle_a_reason_a_refusal_and_an_answer_reaches_nobody(office: Office):
    said = [office.say("ธนา", f"O20 ติดปัญหา เข้า {SECRET} ไม่ได้")]
    said.append(office.say("ธนา", "O20 ติดปัญหา เข้า admin:pass123@files.example.go.th ไม่ได้"))
    said.append(office.say("ธนา", "O20 ติดปัญหา เข้า kla:secretly@files ไม่ได้"))
    said.append(office.say("ชูใจ", "สรุป"))
    said.append(office.say("กล้า", "O13 ขอเลื่อนเป็น 15 มกราคม 2570 เพราะเข้า kla:pass123@files.example.go.th ไม่ได้"))
    office.town.at("2026-12-01", "11:30")
    office.town.work()
    said.append(office.press("ชูใจ", "ไม่อนุมัติ"))
    said.append(office.say("ชูใจ", f"ยังไม่จำเป็น ให้เข้า {SECRET}?pwd=pass123 ได้"))
    said.append(office.say("ธนา", "O20 เสร็จแล้วค่ะ"))
    said.append(office.say("ธนา", f"ประกาศแล้วที่ {SECRET} ประชาชน 200 คนอ่านได้"))
    office.town.at("2026-12-01", "13:30")
    office.town.work()
    assert [one.refusal for one in office.rows(Extension)] == [
        "ยังไม่จำเป็น ให้เข้า https://***@files.example.go.th/report?pwd=*** ได้"
    ]
    assert office.rows(ReportAnswer)
    told = stored(office) + "".join(said)
    assert ("pass123" in told, "secretly" in told) == (False, False)


@pytest.mark.one_database
def test_a_link_with_a_password_in_its_query_is_not_kept_and_its_sender_hears_why(office: Office):
    assert NOT_KEPT in office.say("กล้า", "O13 เสร็จแล้วค่ะ https://example.go.th/a?user=kla&password=pass123")
    assert NOT_KEPT in office.say("กล้า", "O13 หลักฐาน https://kla:pass/123@example.go.th/a")
    assert office.links() == []
    assert "pass123" not in stored(office)


@pytest.mark.one_database
def test_a_link_that_opens_with_a_token_is_kept_whole_and_the_words_about_it_without(office: Office):
    link = "https://drive.example.go.th/a?token=ab12cd"
    office.say("กล้า", f"O13 เสร็จแล้วค่ะ {link}")
    assert office.links() == [link]
    assert office.replies()[-1].said == "O13 เสร็จแล้วค่ะ https://drive.example.go.th/a?token=***"


@pytest.mark.one_database
def test_a_link_with_a_password_is_not_kept_and_its_sender_hears_why(office: Office):
    assert NOT_KEPT in office.say("กล้า", f"O13 เสร็จแล้วค่ะ {SECRET}")
    assert (office.status("O13"), office.links()) == (Status.COMPLETED, [])
    assert office.replies()[-1].said == "O13 เสร็จแล้วค่ะ https://***@files.example.go.th/report"
    assert NOT_KEPT in office.say("กล้า", SECRET)


@pytest.mark.one_database
def test_a_link_that_begins_with_a_capital_is_kept(office: Office):
    assert "พร้อมลิงก์" in office.say("กล้า", "E10 เสร็จแล้วค่ะ Https://www.example.go.th/a")
    assert office.links() == ["Https://www.example.go.th/a"]


@pytest.mark.one_database
def test_a_report_that_names_somebodys_address_is_read_as_it_was_typed(office: Office):
    assert "E10" in office.say("กล้า", "E10:ส่งเล่มให้ita@example.go.th เรียบร้อยแล้วค่ะ")
    assert office.status("E10") == Status.COMPLETED
    assert office.replies()[-1].said == "E10:ส่งเล่มให้ita@example.go.th เรียบร้อยแล้วค่ะ"
