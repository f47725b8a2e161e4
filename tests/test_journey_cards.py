"""Old cards: pressed after the plan, the day, the people or the year have moved on."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import update

from models.database import transaction
from models.measure import Measure
from models.people import Staff
from tests.journeys import PLAN, STAFF_GROUP, Office, Status, labels_of, living, take_up

pytestmark = pytest.mark.one_database


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with living(database_url, tmp_path) as found:
        found.say("ธนา", "สวัสดีค่ะ", STAFF_GROUP)
        yield found


def button(office: Office, code: str, label: str) -> str:
    """The data behind a button of the digest's card for a code."""
    owed = office.owed(code)
    actions = next(m for m in office.town.heard(STAFF_GROUP) if "ขอเลื่อน" in labels_of(m))["actions"]
    return next(a["data"] for a in actions if a["label"] == label and f"d={owed.duty_id}&" in a["data"])


def press(office: Office, who: str, data: str) -> str:
    return office.act(STAFF_GROUP, lambda: office.line.postback(who, STAFF_GROUP, data))


def change(office: Office, table, where, **values) -> None:
    with transaction(office.town.house.engine) as session:
        session.execute(update(table).where(where).values(**values))


def test_of_a_withdrawn_measure_it_says_so(office: Office):
    data = button(office, "O13", "เสร็จแล้ว")
    change(office, Measure, Measure.id == office.owed("O13").measure_id, withdrawn_at=office.town.now)
    assert press(office, "กล้า", data).startswith("เรื่องในการ์ดนี้ไม่อยู่ในแผนแล้วค่ะ")
    assert office.replies() == []


def test_a_press_far_too_late_still_counts_for_its_own_due_date(office: Office):
    data = button(office, "O12", "เสร็จแล้ว")
    office.town.at("2027-10-04", "09:00")
    take_up(office.town, PLAN.replace("2570", "2571"), 2571)
    assert "O12 (กองช่าง) เสร็จแล้ว" in press(office, "ธนา", data)
    assert (office.owed("O12", "กองช่าง").due_on, office.status("O12", "กองช่าง")) == (
        date(2026, 12, 31),
        Status.COMPLETED,
    )


def test_a_card_from_before_an_extension_still_reports_and_asks_for_a_later_day(office: Office):
    done, later = button(office, "O13", "เสร็จแล้ว"), button(office, "O13", "ขอเลื่อน")
    office.say("กล้า", "O13 ขอเลื่อนไปวันที่ 20 มกราคม 2570")
    office.line.postback("ชูใจ", None, "a=approve&x=1")
    office.town.work()
    assert press(office, "กล้า", later).startswith("ขอเลื่อน O13 (กองคลัง) ถึงวันไหนคะ\nขยายถึง 20 ม.ค. 2570")
    assert "O13 (กองคลัง) เสร็จแล้ว" in press(office, "กล้า", done)


def test_who_moved_to_another_unit_reports_for_that_one(office: Office):
    data = button(office, "O12", "เสร็จแล้ว")
    change(office, Staff, Staff.name == "กล้า", unit_id=office.owed("O20").unit_id)
    assert "O12 (กองช่าง) เสร็จแล้ว" in press(office, "กล้า", data)
    assert press(office, "กล้า", button(office, "O13", "เสร็จแล้ว")).startswith("O13 เป็นงานของกองคลังค่ะ")


def test_who_left_the_roster_is_somebody_unknown(office: Office):
    data = button(office, "O13", "เสร็จแล้ว")
    office.command("staff", "remove", "กล้า")
    assert press(office, "กล้า", data).startswith("ยังไม่รู้จักบัญชีนี้ค่ะ")
    assert office.status("O13") == Status.NOT_STARTED


@pytest.mark.parametrize(
    "data", ["a=done", "a=done&d=999&on=2026-12-31", "a=undo&r=999", "a=approve&x=999", "a=iam&s=999"]
)
def test_a_card_about_nothing_changes_nothing(office: Office, data: str):
    press(office, "กล้า", data)
    assert (office.replies(), office.extensions()) == ([], [])


def test_another_offices_numbers_mean_nothing_here(office: Office):
    assert press(office, "กล้า", f"a=summary&u={10**17}").startswith("ดูได้เฉพาะงานของส่วนราชการที่ท่านสังกัดค่ะ")
    assert press(office, "กล้า", "not ours at all") == ""
