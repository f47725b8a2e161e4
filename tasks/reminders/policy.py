"""Which stages of the reminder ladder are due for an occurrence, and who is told at each. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from config.policy import Policy
from models.bangkok import BANGKOK
from models.workdays import WorkCalendar


@dataclass(frozen=True)
class Stage:
    """One rung: its name within the ladder, the working day it is said on, who is told, and how urgent it is."""

    name: str
    on: date
    tell: str
    urgency: str


def ladder(
    expected_on: date, rhythm: str, policy: Policy, calendar: WorkCalendar, noted: bool = False
) -> tuple[Stage, ...]:
    """Every rung for one expected day, by day; fewer before it where who owes it has noted it.

    Before the day: moved to the working day before when it falls on a day off. After it: to the next working
    day, and never before a working day has passed since the due date.
    """
    before = [
        Stage(f"before-{n}", calendar.on_or_before(expected_on - timedelta(days=n)), "responsible", _urgency(n))
        for n in policy.before[rhythm]
        if not noted or n in policy.noted_before
    ]
    after = [
        Stage(
            f"after-{stage.days}",
            calendar.on_or_after(expected_on + timedelta(days=stage.days)),
            stage.tell,
            "overdue" if stage.tell == "responsible" else "escalated",
        )
        for stage in policy.after
    ]
    return tuple(sorted([*before, *after], key=lambda stage: stage.on))


def approval(finished_on: date, policy: Policy, calendar: WorkCalendar) -> tuple[Stage, ...]:
    """The rungs on which finished work is put before the executives until one of them acknowledges it."""
    days = [(n, calendar.on_or_after(finished_on + timedelta(days=n))) for n in policy.approval]
    return tuple(Stage(f"approval-{n}", day, "executive", "approval") for n, day in days)


def undecided(asked_on: date, policy: Policy, calendar: WorkCalendar) -> tuple[Stage, ...]:
    """The rungs on which a request for more time is put again before those who decide."""
    days = [(n, calendar.on_or_after(asked_on + timedelta(days=n))) for n in policy.undecided]
    return tuple(Stage(f"again-{n}", day, "decider", "request") for n, day in days)


def days_after(stage: str) -> int:
    """By a stage's name, how many days after the expected day it is (before it: negative); 0 for one by hand."""
    kind, _, days = stage.partition("-")
    return {"before": -1, "after": 1}[kind] * int(days) if kind in ("before", "after") else 0


def due_stages(rungs: tuple[Stage, ...], start: date, today: date) -> tuple[Stage, ...]:
    """Of the rungs reached by today and not before the start, the last one for each who is told.

    Rungs missed while the service was down are not said one after another: only where things stand now.
    """
    last: dict[str, Stage] = {}
    for stage in rungs:
        if start <= stage.on <= today:
            last[stage.tell] = stage
    return tuple(last.values())


def next_day(rungs: tuple[Stage, ...], start: date, today: date) -> date | None:
    """The day of the next rung after today; None when the ladder is climbed."""
    return min((stage.on for stage in rungs if stage.on > today and stage.on >= start), default=None)


def opening(day: date, policy: Policy) -> datetime:
    """The moment (aware, Bangkok) from which a reminder of that day may be said."""
    return datetime.combine(day, policy.opens, BANGKOK)


def is_open(now: datetime, policy: Policy, calendar: WorkCalendar) -> bool:
    """True within working hours of a working day."""
    local = now.astimezone(BANGKOK)
    return calendar.is_workday(local.date()) and policy.opens <= local.time() < policy.closes


def next_opening(now: datetime, policy: Policy, calendar: WorkCalendar) -> datetime:
    """Now when the office is open, else the next moment it opens (aware, Bangkok)."""
    if is_open(now, policy, calendar):
        return now
    local = now.astimezone(BANGKOK)
    day = local.date() if local.time() < policy.opens else local.date() + timedelta(days=1)
    return opening(calendar.on_or_after(day), policy)


def patient_until(not_before: datetime, patience: timedelta, policy: Policy) -> datetime:
    """How long it waits for a free reply: never so long that it would miss the working day it is meant for."""
    last_push = datetime.combine(not_before.astimezone(BANGKOK).date(), policy.last_push, BANGKOK)
    return max(not_before, min(not_before + patience, last_push))


def _urgency(days_before: int) -> str:
    if days_before == 0:
        return "due_today"
    return "soon" if days_before <= 7 else "early"
