"""The picture of how things stand: the summary's figures, no person's name, at an address that runs out."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from models import progress
from models.database import transaction
from models.records import DueItem
from models.summaries import Summary, Tally, UnitTally
from tasks.reports.picture_link import PictureOf, picture_of, picture_path
from tasks.reports.summary_picture import BREADTH, BY_NAME, MOST_UNITS, as_data, summary_png
from tests.journeys import Office, living

KEY = "a-long-random-value-for-tests"
DAY = date(2027, 1, 4)
UNITS = tuple(UnitTally(n, f"กองที่ {n}", Tally(n, 1, 2, n % 3)) for n in range(1, 15))
ITEM = DueItem(1, date(2027, 1, 8), ("O12",), "รายงานประจำปี", "ภายในเดือน", 4)
FOUND = Summary(2570, DAY, "ทุกส่วนราชการ", Tally(105, 14, 28, 14), UNITS, due_soon=(ITEM,) * 6)


@pytest.fixture
def village(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with living(database_url, tmp_path) as found:
        yield found


def test_the_picture_is_as_broad_as_a_phone_shows_and_light_enough_for_a_message():
    raw = summary_png(FOUND, "อบต.ตัวอย่าง")
    with Image.open(BytesIO(raw)) as picture:
        assert (picture.format, picture.width) == ("PNG", BREADTH)
        assert picture.height > BREADTH
    assert len(raw) < 1_000_000


def test_what_is_left_out_is_counted_and_the_latest_come_first():
    data = as_data(FOUND, "อบต.ตัวอย่าง", thai_digits=False)
    assert [figure["count"] for figure in data["figures"]] == [105, 14, 28, 14]
    assert len(data["units"]) == MOST_UNITS
    assert (data["more_units"], data["more_soon"]) == ("และอีก 2 ส่วนราชการ", "และอีก 2 เรื่อง")
    assert data["units"][0]["late"] == " · เกิน 2"


def test_an_office_with_thai_digits_sees_them_and_codes_stay():
    data = as_data(FOUND, "อบต.ตัวอย่าง", thai_digits=True)
    assert data["soon"][0] == "๘ ม.ค. ๒๕๗๐ · O12 รายงานประจำปี"
    assert data["figures"][0]["said"] == "๑๐๕"


def test_what_people_owe_by_name_is_one_row_without_their_names():
    named = (UnitTally(None, "มานี", Tally(1, 0, 0, 2)), UnitTally(None, "กล้า", Tally(0, 3, 0, 1)))
    data = as_data(replace(FOUND, units=(*named, *UNITS[:2])), "อบต.ตัวอย่าง", thai_digits=False)
    assert [one["name"] for one in data["units"]] == [BY_NAME, "กองที่ 2", "กองที่ 1"]
    assert [piece["count"] for piece in data["units"][0]["pieces"]] == [1, 3, 0, 3]


def test_an_address_is_good_for_a_week_and_cannot_be_made_up(now: datetime):
    shown = PictureOf(3, 2570, DAY, unit_id=2)
    token = picture_path(KEY, shown, now).removeprefix("/picture/").removesuffix(".png")
    assert picture_of(KEY, token, now + timedelta(days=7)) == shown
    assert picture_of(KEY, token, now + timedelta(days=8)) is None
    assert picture_of("another-key-of-somebody-else", token, now) is None
    assert picture_of(KEY, token[:-1], now) is None
    assert picture_of("", token, now) is None


@pytest.mark.one_database
def test_a_message_shows_the_figures_of_its_day_also_when_it_is_looked_at_later(village: Office):
    house, client = village.town.house, village.town.app.test_client()
    village.say("กล้า", "O13 เสร็จแล้ว")
    path = picture_path(
        house.settings.secret_key, PictureOf(village.town.agency_id, 2570, village.town.now.date()), house.clock()
    )
    with transaction(house.engine) as session:
        told = progress.summary(session, village.town.agency_id, 2570, village.town.now.date())
    wanted = summary_png(told, "องค์การบริหารส่วนตำบลตัวอย่าง")
    answer = client.get(path)
    assert (answer.status_code, answer.mimetype, answer.data) == (200, "image/png", wanted)
    village.town.at("2026-12-03", "09:00")
    village.say("ธนา", "O20 เสร็จแล้ว")
    assert client.get(path).data == wanted
    village.town.at("2026-12-09", "09:00")
    assert client.get(path).status_code == 404
    assert client.get("/picture/guess.png").status_code == 404


@pytest.mark.one_database
def test_whoever_asks_for_pictures_without_end_is_told_to_wait_and_nobody_else(village: Office):
    client = village.town.app.test_client()
    statuses = [client.get("/picture/guess.png").status_code for _ in range(121)]  # also when a minute ends meanwhile
    assert statuses[:60] == [404] * 60
    assert 429 in statuses[60:]
    elsewhere = {"X-Forwarded-For": "192.0.2.1, 198.51.100.7"}
    assert client.get("/picture/guess.png", headers=elsewhere).status_code == 404
