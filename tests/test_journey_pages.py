"""From the chat to the pages: the word that opens them, the button under สรุป, and the administrator's first link."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.journeys import STAFF_GROUP, Office, living
from tests.pages import Browser

SITE = "http://localhost"
pytestmark = pytest.mark.one_database


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with living(database_url, tmp_path, PUBLIC_URL=SITE) as found:
        yield found


def address(office: Office, where: str, label: str) -> str:
    """Where the newest button of this label leads, without the host."""
    for message in reversed(office.town.heard(where)):
        for action in message["actions"]:
            if action.get("label") == label:
                assert action["uri"].startswith(SITE + "/")
                return unquote(action["uri"].removeprefix(SITE))
    raise AssertionError(label)


def test_the_word_in_the_chat_gives_a_link_that_opens_the_pages(office: Office) -> None:
    for words in ("เปิดหน้าเว็บ", "ขอลิงก์เข้าเว็บหน่อยค่ะ", "เข้าสู่ระบบครับ"):
        assert office.say("มานี", words).startswith("คุณมานี เปิดหน้าเว็บได้จากปุ่มนี้ค่ะ")
    browser, link = Browser(office.town.app.test_client()), address(office, "มานี", "เปิดหน้าเว็บ")
    assert "สวัสดีค่ะ คุณมานี" in browser.read(link)
    assert browser.post(link.partition("?")[0]).status_code == 302
    assert "ITA ปี 2570" in browser.read("/overview")


def test_the_word_for_the_report_leads_to_its_page_and_only_who_sees_all_is_given_it(office: Office) -> None:
    for words in ("รายงานประจำปี", "ขอรายงานสิ้นปีหน่อยค่ะ", "รายงาน"):
        assert office.say("มานี", words).startswith("คุณมานี เปิดหน้ารายงานได้จากปุ่มนี้ค่ะ")
    browser, link = Browser(office.town.app.test_client()), address(office, "มานี", "เปิดหน้ารายงาน")
    browser.read(link)
    way, _, page = link.partition("?to=")
    assert browser.post(way).status_code == 302
    assert "รายงานผลปี 2570" in browser.read(page)
    assert "เปิดหน้ารายงาน" not in office.say("กล้า", "รายงานประจำปี")
    assert "บันทึกแล้ว" in office.say("ธนา", "O20 รายงานเสร็จแล้ว")


def test_a_group_is_told_to_ask_in_the_private_chat(office: Office) -> None:
    told = office.say("มานี", "เปิดหน้าเว็บ", STAFF_GROUP, mention_bot=True)
    assert "แชตส่วนตัว" in told
    assert "/in/" not in told
    assert office.say("มานี", "เปิดหน้าเว็บ", STAFF_GROUP) == ""


def test_a_report_that_speaks_of_a_web_page_stays_a_report(office: Office) -> None:
    assert "บันทึกแล้ว" in office.say("ธนา", "O20 เปิดหน้าเว็บให้ดาวน์โหลดแล้ว เสร็จเรียบร้อย")


def test_the_summary_in_the_private_chat_leads_to_the_page_of_the_same_scope(office: Office) -> None:
    office.say("ปิติ", "สรุปไตรมาส 1")
    link = address(office, "ปิติ", "เปิดหน้ารายละเอียด")
    assert re.fullmatch(r"/in/[\w-]{43}\?to=/overview\?quarter=1", link)


def test_without_an_address_there_is_no_button_and_the_word_says_why(database_url: str, tmp_path: Path) -> None:
    with living(database_url, tmp_path) as found:
        assert "หน้าเว็บยังไม่เปิดใช้งาน" in found.say("มานี", "เปิดหน้าเว็บ")
        found.say("ปิติ", "สรุป")
        assert "เปิดหน้ารายละเอียด" not in found.buttons("ปิติ")


def test_the_first_administrator_comes_in_by_the_operators_link(office: Office) -> None:
    printed = office.command("admin", "link")
    link = re.search(r"ผู้ดูแลระบบ \(ใช้ได้ครั้งเดียวภายใน 30 นาที\): http://localhost(/in/\S+)", printed)
    assert link
    browser = Browser(office.town.app.test_client())
    browser.get(link[1])
    assert browser.post(link[1]).status_code == 302
    assert "ผู้ดูแลระบบ · ผู้ดูแลระบบ" in browser.read("/overview")
