"""Reports as people give them: by button, by quote, by mention, by code and in the 1:1 chat."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys import STAFF_GROUP, Office, Status, living

pytestmark = pytest.mark.one_database


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with living(database_url, tmp_path) as found:
        yield found


def with_digest(office: Office) -> str:
    """Somebody says good morning, and the waiting digest rides on that reply; the card's id."""
    office.say("ธนา", "สวัสดีค่ะทุกคน", STAFF_GROUP)
    return office.town.heard(STAFF_GROUP)[-1]["id"]


def test_a_button_reports_ones_own_share(office: Office):
    with_digest(office)
    answer = office.press("ธนา", "เสร็จแล้ว", STAFF_GROUP)
    assert answer == "บันทึกแล้วค่ะ คุณธนา: O12 (กองช่าง) เสร็จแล้ว\nเหลืออีก 4 ส่วนราชการ"
    assert (office.status("O12", "กองช่าง"), office.status("O12", "กองคลัง")) == (Status.COMPLETED, Status.NOT_STARTED)
