"""What people ask in their first days: who is there, whom to turn to, how to begin; and no answer calms too early."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys import Office, living

pytestmark = pytest.mark.one_database


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with living(database_url, tmp_path) as found:
        yield found


@pytest.fixture
def early(database_url: str, tmp_path: Path) -> Iterator[Office]:
    """The same office in October, when nothing is due within a month."""
    with living(database_url, tmp_path, day="2026-10-05") as found:
        yield found


# ── who is there ──


@pytest.mark.parametrize("asked", ["ใครยังไม่ลงทะเบียน", "ใครยังไม่ได้ลงทะเบียนไลน์บ้างคะ", "ลงทะเบียนครบหรือยัง"])
def test_who_has_not_registered_is_told_to_who_may_see_the_whole_office(office: Office, asked: str):
    assert office.say("มานี", asked) == "ลงทะเบียน LINE ครบทั้ง 8 คนแล้วค่ะ"
    office.hire("อำนวย", "กองช่าง")
    assert office.say("มานี", asked) == "ยังไม่ลงทะเบียน 1 จาก 9 คนค่ะ\n• กองช่าง: อำนวย"
    assert office.say("ปิติ", asked).endswith("• กองช่าง: อำนวย")
    assert office.say("กล้า", asked).startswith("เรื่องนี้ต้องให้ผู้ประสานงานหรือผู้บริหารดำเนินการค่ะ")


def test_whom_to_turn_to_is_the_coordinator_by_name(office: Office):
    assert office.say("กล้า", "ติดต่อใครได้คะ ถ้าไม่รู้ว่าต้องทำอะไร").startswith("ติดต่อคุณมานี (ผู้ประสานงาน) ได้เลยค่ะ")
    assert office.buttons("กล้า") == ["งานของฉัน", "วิธีใช้"]


def test_an_obstacle_that_names_registering_or_asking_is_still_an_obstacle(office: Office):
    assert "O13 (กองคลัง)" in office.say("กล้า", "O13 ติดปัญหา ไม่รู้จะติดต่อใครที่อำเภอค่ะ")


# ── no all-clear before everything is done ──


def test_nothing_due_yet_is_no_word_that_all_have_reported(early: Office):
    told = early.say("มานี", "ใครยังไม่ส่งบ้าง")
    assert told.startswith("ถึงวันนี้ไม่มีเรื่องที่ขาดส่งค่ะ ทั้งหมดยังไม่เสร็จ ")
    assert told.endswith("กำหนดถัดไป 31 ธ.ค. 2569 (อีก 87 วัน)")


def test_what_is_late_though_something_was_said_of_it_is_told(office: Office):
    office.town.at("2027-01-15", "09:00")
    office.say("ธนา", "O20 กำลังทำค่ะ")
    office.say("ธนา", "O12 กำลังทำค่ะ")
    told = office.say("ธนา", "ใครยังไม่ส่งบ้าง")
    assert told.startswith("เกินกำหนด 2 งวด แจ้งความคืบหน้าไว้แล้วแต่ยังไม่เสร็จค่ะ ทั้งหมดยังไม่เสร็จ 2 จาก 2 งวด")
