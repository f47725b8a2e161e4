"""Fiscal year 2570 of a whole plan, day by day on the simulator: who is reminded of what on which day, and no other."""

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from models.fiscal import quarter_of
from tests.town import town
from tests.year import ANSWERS_FOR, Year, working_days

SAMPLES = Path(__file__).parent / "samples"
SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"

# Worked out by hand with a wall calendar of 2569/2570: the working days on which a duty of this rhythm, due on
# this day, is brought up before its date. Two stages that fall on one working day are said once.
BY_HAND = {
    ("monthly", "2026-10-31"): "2026-10-22 2026-10-28 2026-10-30",
    ("monthly", "2026-11-30"): "2026-11-23 2026-11-27 2026-11-30",
    ("monthly", "2026-12-31"): "2026-12-24 2026-12-28 2026-12-30",
    ("monthly", "2027-01-31"): "2027-01-22 2027-01-28 2027-01-29",
    ("monthly", "2027-02-28"): "2027-02-19 2027-02-25 2027-02-26",
    ("monthly", "2027-03-31"): "2027-03-24 2027-03-26 2027-03-30 2027-03-31",
    ("monthly", "2027-04-30"): "2027-04-23 2027-04-27 2027-04-29 2027-04-30",
    ("monthly", "2027-05-31"): "2027-05-24 2027-05-28 2027-05-31",
    ("monthly", "2027-06-30"): "2027-06-23 2027-06-25 2027-06-29 2027-06-30",
    ("monthly", "2027-07-31"): "2027-07-23 2027-07-27 2027-07-30",
    ("monthly", "2027-08-31"): "2027-08-24 2027-08-27 2027-08-30 2027-08-31",
    ("monthly", "2027-09-30"): "2027-09-23 2027-09-27 2027-09-29 2027-09-30",
    ("quarterly", "2026-12-31"): "2026-12-17 2026-12-24 2026-12-28 2026-12-30",
    ("quarterly", "2027-03-31"): "2027-03-17 2027-03-24 2027-03-26 2027-03-30 2027-03-31",
    ("quarterly", "2027-06-30"): "2027-06-16 2027-06-23 2027-06-25 2027-06-29 2027-06-30",
    ("quarterly", "2027-09-30"): "2027-09-16 2027-09-23 2027-09-27 2027-09-29 2027-09-30",
    ("half_yearly", "2026-10-31"): "2026-10-01 2026-10-16 2026-10-22 2026-10-28 2026-10-30",
    ("half_yearly", "2027-04-30"): "2027-03-31 2027-04-16 2027-04-23 2027-04-27 2027-04-29 2027-04-30",
    ("yearly", "2026-10-31"): "2026-10-01 2026-10-16 2026-10-22 2026-10-28 2026-10-30",
    ("yearly", "2026-12-31"): "2026-12-01 2026-12-17 2026-12-24 2026-12-28 2026-12-30",
    ("yearly", "2027-01-31"): "2026-12-30 2027-01-15 2027-01-22 2027-01-28 2027-01-29",
    ("yearly", "2027-03-31"): "2027-03-01 2027-03-17 2027-03-24 2027-03-26 2027-03-30 2027-03-31",
    ("yearly", "2027-09-30"): "2027-08-31 2027-09-16 2027-09-23 2027-09-27 2027-09-29 2027-09-30",
    ("once", "2027-03-31"): "2027-03-01 2027-03-17 2027-03-24 2027-03-26 2027-03-30 2027-03-31",
    ("once", "2027-09-30"): "2027-08-31 2027-09-16 2027-09-23 2027-09-27 2027-09-29 2027-09-30",
}
# What is reported too late: until then the unit hears on the day after, its head by the third day, the
# executives by the seventh (each moved on to a working day).
LATE = {
    "2027-01-31": ("2027-02-12", "2027-02-01", "2027-02-03", "2027-02-08"),
    "2027-03-31": ("2027-04-09", "2027-04-01", "2027-04-05", "2027-04-07"),
    "2026-12-31": ("2027-01-12", "2027-01-04", "2027-01-04", "2027-01-07"),
}


def sample_cases():
    """Our own five forms always; the five real documents where they are at hand."""
    own = [
        pytest.param(file, id=file.stem) for file in sorted(SAMPLES.glob("*.txt")) if file.with_suffix(".json").exists()
    ]
    seeds = [pytest.param(f, id=f.stem[:3], marks=pytest.mark.seeds) for f in sorted(SEEDS.glob("*.txt"))]
    return own + seeds


def before(one) -> list[str]:
    return BY_HAND[(one.rhythm, one.due_on.isoformat())].split()


@pytest.mark.one_database
@pytest.mark.parametrize("file", sample_cases())
def test_a_year_is_reminded_to_the_day_and_summed_up_each_quarter(file: Path, database_url: str, tmp_path: Path):
    with town(database_url, tmp_path) as office:
        year = Year(office)
        year.take_up(file)
        set_missing_dates(year)
        owed = year.owed()
        late = pick_late(owed)
        done_on = {o.occurrence_id: date.fromisoformat(before(o)[-1]) for o in owed}
        done_on |= {o.occurrence_id: date.fromisoformat(LATE[o.due_on.isoformat()][0]) for o in late}
        for day in working_days():
            if day in FIRST_DAYS_OF_QUARTERS:
                check_summary(year, day, owed, done_on)
            year.live(day, done_on)
        expect = expected(owed, late)
        assert {k: dict(year.days_of(k)) for k in expect} == expect
        assert {chat for chat, _ in year.said} <= set(expect)
        assert all(len(digests) == 1 for digests in year.digests.values()), "one digest a chat and day"
        assert all(not o.is_open for o in year.owed())
        assert answers(year) == year.acts
        assert office.line.violations() == []
        assert office.line.quota()["used"] <= 300


def expected(owed, late) -> dict[str, dict[int, list[str]]]:
    """Chat → occurrence → days, by the tables above: nobody speaks, so each hears of their own in the 1:1 chat."""
    found: dict[str, dict[int, list[str]]] = {name: {} for name in (*ANSWERS_FOR.values(), "ปิติ", "วีระ", "ชูใจ")}
    for one in owed:
        found[answers_for(one)][one.occurrence_id] = before(one)
    for one in late:
        _, unit, head, executive = LATE[one.due_on.isoformat()]
        found[answers_for(one)][one.occurrence_id] = [*before(one), unit]
        found["วีระ" if one.unit_name == "สำนักปลัด" else "ชูใจ"][one.occurrence_id] = [head]
        found["ปิติ"][one.occurrence_id] = [executive]
    return found


def answers_for(one) -> str:
    """The one person who answers for it."""
    return "ปิติ" if one.part == "executive" else ANSWERS_FOR[one.unit_name or "สำนักปลัด"]


def pick_late(owed) -> list:
    """The first officer's duty of สำนักปลัด or กองคลัง (units with a head) that is due on one of the late days.

    None that somebody gathers: gathering is not closed while a share is missing, so two things would be late.
    """
    gathered = {o.duty_id for o in owed if o.part == "collector"}
    fit = [o for o in owed if o.part == "doer" and o.unit_name in ("สำนักปลัด", "กองคลัง")]
    return [o for o in fit if o.due_on.isoformat() in LATE and o.duty_id not in gathered][:1]


FIRST_DAYS_OF_QUARTERS = (date(2027, 1, 4), date(2027, 4, 1), date(2027, 7, 1))


def check_summary(year: Year, day: date, owed, done_on) -> None:
    """What the executive is told of the quarter just over agrees with what was reported, counted here."""
    quarter = quarter_of(day) - 1 or 4
    mine = [o for o in owed if quarter_of(o.due_on) == quarter]
    year.town.at(day, "08:00")
    year.town.say("ปิติ", f"สรุปไตรมาส {quarter}")
    year.acts += 1
    told = year.town.last("ปิติ")
    year.listen(day)
    if not mine:
        assert "ไม่พบงาน" in told
        return
    states = Counter("เสร็จแล้ว" if done_on[o.occurrence_id] < day else "เกินกำหนด" for o in mine)
    assert f"เสร็จแล้ว {states['เสร็จแล้ว']} · กำลังทำ 0 · ยังไม่เริ่ม 0 · เกินกำหนด {states['เกินกำหนด']}" in told


def answers(year: Year) -> int:
    """Replies of the bot that were no digest and no card of finished work."""
    return len(year.requests - year.cards) - sum(len(digests) for digests in year.digests.values())


def set_missing_dates(year: Year) -> None:
    """The coordinator sets anew what the document dates in a past year; a plan without any date gets three."""
    listed = json.loads(year.command("duty", "list", "--agency", "demo", "--format", "json"))
    for row in listed:
        if row["id"] and not row["due"]:
            window = "ถึง" in row["rule"]
            phrase = "1 ตุลาคม 2569 ถึง 30 กันยายน 2570" if window else "31 มีนาคม 2570"
            year.command("duty", "schedule", str(row["id"]), phrase, "--agency", "demo")
    if not any(row["id"] for row in listed):
        for number, phrase in ((1, "ภายในเดือนธันวาคม"), (2, "ไตรมาสละ 1 ครั้ง"), (3, "ภายในเดือนมกราคม")):
            year.command("duty", "add", str(number), phrase, "สำนักปลัด", "--agency", "demo", "--fiscal-year", "2570")
