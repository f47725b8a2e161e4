"""The ladder: which stage falls on which working day, and what is said after a silence."""

from datetime import date, datetime

import pytest

from config.files import load_policy
from models.bangkok import BANGKOK
from models.holidays import work_calendar
from tasks.reminders.policy import due_stages, is_open, ladder, next_day, next_opening

POLICY = load_policy()
CALENDAR = work_calendar(2025, 2028)


def rungs(due: str, rhythm: str):
    return ladder(date.fromisoformat(due), rhythm, POLICY, CALENDAR)


def said(due: str, rhythm: str, tell: str = "responsible") -> dict[str, str]:
    return {stage.name: stage.on.isoformat() for stage in rungs(due, rhythm) if stage.tell == tell}


def test_a_yearly_report_due_on_a_thursday_is_brought_up_on_six_working_days_before_it():
    # 31 Dec 2026 is New Year's Eve, a day off; 10 Dec is Constitution Day; worked out with a wall calendar.
    before = {name: day for name, day in said("2026-12-31", "yearly").items() if name.startswith("before")}
    assert before == {
        "before-30": "2026-12-01",
        "before-14": "2026-12-17",
        "before-7": "2026-12-24",
        "before-3": "2026-12-28",
        "before-1": "2026-12-30",
        "before-0": "2026-12-30",
    }


def test_a_deadline_on_a_sunday_is_said_on_the_friday_before():
    assert said("2027-01-31", "yearly")["before-0"] == "2027-01-29"


def test_overdue_is_said_on_the_next_working_day_and_never_on_the_day_itself():
    late = said("2026-10-30", "monthly")  # a Friday
    assert late["after-1"] == "2026-11-02"


def test_the_head_hears_after_three_days_and_the_executive_after_seven_each_once():
    assert said("2026-10-30", "monthly", "unit_head") == {"after-3": "2026-11-02"}
    assert said("2026-10-30", "monthly", "executive") == {"after-7": "2026-11-06"}


def test_weekly_nagging_ends():
    late = [name for name in said("2026-10-30", "monthly") if name.startswith("after")]
    assert late == ["after-1", "after-14", "after-21", "after-28", "after-35"]


def test_a_monthly_duty_is_brought_up_later_than_a_yearly_one():
    assert min(said("2026-11-30", "monthly").values()) > min(said("2026-11-30", "yearly").values())


def test_of_stages_missed_in_a_silence_only_the_last_is_said_to_each_who_is_told():
    stages = due_stages(rungs("2026-10-30", "monthly"), date(2026, 10, 1), date(2026, 11, 20))
    assert {(s.tell, s.name) for s in stages} == {
        ("responsible", "after-21"),
        ("unit_head", "after-3"),
        ("executive", "after-7"),
    }


def test_nothing_is_said_of_stages_before_the_plan_was_taken_up():
    assert due_stages(rungs("2026-12-31", "yearly"), date(2026, 12, 2), date(2026, 12, 2)) == ()


def test_of_two_stages_on_one_day_the_nearer_one_is_said():
    (stage,) = due_stages(rungs("2026-12-31", "yearly"), date(2026, 10, 1), date(2026, 12, 30))
    assert stage.name == "before-0"


def test_the_next_day_is_the_next_stage_and_after_the_last_there_is_none():
    steps = rungs("2026-12-31", "yearly")
    assert next_day(steps, date(2026, 10, 1), date(2026, 12, 1)) == date(2026, 12, 17)
    assert next_day(steps, date(2026, 10, 1), date(2027, 9, 1)) is None


@pytest.mark.parametrize(
    ("moment", "open_now", "opens"),
    [
        ("2026-11-30T08:29:59", False, "2026-11-30T08:30"),
        ("2026-11-30T08:30:00", True, "2026-11-30T08:30"),
        ("2026-11-30T16:30:00", False, "2026-12-01T08:30"),
        ("2026-12-04T17:00:00", False, "2026-12-08T08:30"),  # Friday evening; Monday is a day in lieu of 5 December
    ],
)
def test_the_service_speaks_in_working_hours_of_working_days(moment, open_now, opens):
    now = datetime.fromisoformat(moment).replace(tzinfo=BANGKOK)
    assert is_open(now, POLICY, CALENDAR) is open_now
    assert next_opening(now, POLICY, CALENDAR) == datetime.fromisoformat(opens).replace(tzinfo=BANGKOK)
