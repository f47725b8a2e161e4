"""The simulated clock: one ISO 8601 line in a file that the product reads too; without a file, real time."""

import os
from datetime import datetime, time, timedelta, timezone
from functools import lru_cache
from pathlib import Path

import holidays

BANGKOK = timezone(timedelta(hours=7))
MORNING = time(8, 30)
LABOUR_DAY = (5, 1)  # government offices work that day


class Clock:
    """Stands still between sets when it has a file; every reading is aware and in +07:00."""

    def __init__(self, file: str | Path | None = None) -> None:
        self.file = Path(file) if file else None

    @property
    def simulated(self) -> bool:
        return self.file is not None and self.file.exists()

    def now(self) -> datetime:
        if self.file is not None and self.file.exists():
            return datetime.fromisoformat(self.file.read_text(encoding="utf-8").strip()).astimezone(BANGKOK)
        return datetime.now(BANGKOK)

    def milliseconds(self) -> int:
        return int(self.now().timestamp() * 1000)

    def set(self, moment: datetime) -> datetime:
        """Raises ValueError without a clock file or for a moment without an offset."""
        if self.file is None:
            raise ValueError("this simulator has no clock file, so its time cannot be set")
        if moment.tzinfo is None:
            raise ValueError("the moment has no offset")
        moment = moment.astimezone(BANGKOK)
        self.file.parent.mkdir(parents=True, exist_ok=True)
        beside = self.file.with_name(f"{self.file.name}.{os.getpid()}.new")
        beside.write_text(moment.isoformat() + "\n", encoding="utf-8")
        os.replace(beside, self.file)
        return moment

    def advance(self, **amount: float) -> datetime:
        """Takes what timedelta takes: days, hours, minutes, seconds."""
        return self.set(self.now() + timedelta(**amount))

    def to(self, goal: str) -> datetime:
        """goal: next_day, next_working_morning, a date ("2026-12-01", at 08:30), "month:12", or an ISO moment."""
        return self.set(moment_for(goal, self.now()))


def moment_for(goal: str, now: datetime) -> datetime:
    day = now.date()
    if goal == "next_day":
        return datetime.combine(day + timedelta(days=1), MORNING, BANGKOK)
    if goal == "next_working_morning":
        day = day if now.time() < MORNING else day + timedelta(days=1)
        while not is_working_day(day):
            day += timedelta(days=1)
        return datetime.combine(day, MORNING, BANGKOK)
    if goal.startswith("month:"):
        month = int(goal.removeprefix("month:"))
        year = day.year + (1 if (month, 1) <= (day.month, day.day) else 0)
        return datetime(year, month, 1, MORNING.hour, MORNING.minute, tzinfo=BANGKOK)
    if len(goal) == len("2026-12-01"):
        return datetime.combine(datetime.fromisoformat(goal).date(), MORNING, BANGKOK)
    moment = datetime.fromisoformat(goal)
    return moment if moment.tzinfo else moment.replace(tzinfo=BANGKOK)


def is_working_day(day) -> bool:
    return day.weekday() < 5 and ((day.month, day.day) == LABOUR_DAY or day not in thai_holidays())


@lru_cache
def thai_holidays() -> holidays.HolidayBase:
    return holidays.country_holidays("TH", categories=("public", "government"), language="th")
