"""Working days: weekdays that are no holiday, and the days an office opens all the same. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

_SATURDAY = 5
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class WorkCalendar:
    """What is a working day for one office; days are Bangkok days.

    An extra workday wins over a weekend and over a holiday.
    """

    holidays: frozenset[date] = frozenset()
    extra_workdays: frozenset[date] = frozenset()

    def is_workday(self, day: date) -> bool:
        """Whether the office works that day."""
        if day in self.extra_workdays:
            return True
        return day.weekday() < _SATURDAY and day not in self.holidays

    def on_or_before(self, day: date) -> date:
        """The day itself if worked, else the last working day before it."""
        while not self.is_workday(day):
            day -= _ONE_DAY
        return day

    def on_or_after(self, day: date) -> date:
        """The day itself if worked, else the first working day after it."""
        while not self.is_workday(day):
            day += _ONE_DAY
        return day

    def add_workdays(self, day: date, count: int) -> date:
        """The working day so many working days after the day (before it when negative); 0 changes nothing."""
        step = _ONE_DAY if count > 0 else -_ONE_DAY
        left = abs(count)
        while left:
            day += step
            left -= self.is_workday(day)
        return day
