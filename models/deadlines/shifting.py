"""Days found from a term's periods: inside them, before them, after them, or only some of them. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from models.deadlines.cadence import DAYS_IN_WEEK, Part, Period, Term, Weight
from models.fiscal import add_months, month_end
from models.workdays import WorkCalendar

# Weekends only: which days are holidays is not known to a wording, and a date too early harms nobody.
_WEEKDAYS_ONLY = WorkCalendar()


def _moved(term: Term, move: Callable[[Period], Iterable[date]]) -> Term:
    @cache
    def periods(year: int) -> list[Period]:
        return [(day, day) for period in term.periods(year) for day in move(period)]

    return replace(term, periods=periods, weight=Weight.NAMED, length=None, part=Part.DUE)


def day_of(term: Term, days: list[int]) -> Term:
    """The given days of the month in which each period begins; short months take their last day."""
    return _moved(term, lambda period: [_clamped(period[0], day) for day in days])


def day_of_month_after(term: Term, days: list[int]) -> Term:
    """The given days of the month after each period's end."""
    return _moved(term, lambda period: [_clamped(period[1] + timedelta(days=1), day) for day in days])


def _clamped(inside: date, day: int) -> date:
    return inside.replace(day=min(max(day, 1), month_end(inside.year, inside.month).day))


def month_inside(term: Term, which: int) -> Term:
    """A month of each period, itself a period: counted from 0, the last one as -1."""

    @cache
    def periods(year: int) -> list[Period]:
        days = [last if which < 0 else add_months(first, which) for first, last in term.periods(year)]
        return [(day.replace(day=1), month_end(day.year, day.month)) for day in days]

    return replace(term, periods=periods, weight=Weight.NAMED, length=1)


def after(term: Term, count: int, unit: str) -> Term:
    """So many days, working days, weeks or months after each period's end.

    From a month's end so many months run to a month's end (Civil and Commercial Code, section 193/5).
    """

    def move(period: Period) -> list[date]:
        if unit == "เดือน":
            opening = period[1] + timedelta(days=1)
            return [add_months(opening, count) - timedelta(days=1)]
        if unit == "วันทำการ":
            return [_WEEKDAYS_ONLY.add_workdays(period[1], count)]
        return [period[1] + timedelta(days=count * (DAYS_IN_WEEK if unit == "สัปดาห์" else 1))]

    return _moved(term, move)


def first_day(term: Term) -> Term:
    """The day on which each period begins."""
    return _moved(term, lambda period: [period[0]])


def nth_weekday(term: Term, weekdays: frozenset[int], numbers: list[int]) -> Term:
    """The n-th of the weekdays in each period; -1 is the last."""

    def move(period: Period) -> list[date]:
        chosen = [_weekday_in(period, weekday, number) for weekday in weekdays for number in numbers]
        return [day for day in chosen if period[0] <= day <= period[1]]

    return _moved(term, move)


def _weekday_in(period: Period, weekday: int, number: int) -> date:
    """The n-th such weekday from the period's first day, or the last up to its last day; it may lie outside."""
    first, last = period
    if number < 0:
        return last - timedelta(days=(last.weekday() - weekday) % DAYS_IN_WEEK)
    return first + timedelta(days=(weekday - first.weekday()) % DAYS_IN_WEEK + DAYS_IN_WEEK * (number - 1))


def nth_workday(term: Term, number: int) -> Term:
    """The n-th working day (Monday to Friday) of each period; -1 is the last."""

    def move(period: Period) -> list[date]:
        if number < 0:
            return [_WEEKDAYS_ONLY.on_or_before(period[1])]
        return [_WEEKDAYS_ONLY.add_workdays(period[0] - timedelta(days=1), number)]

    return _moved(term, move)


def within(term: Term, windows: list[Term]) -> Term:
    """The term's periods that end inside one of the windows."""

    @cache
    def periods(year: int) -> list[Period]:
        inside = [window for own in windows for window in own.near(year)]
        return [period for period in term.periods(year) if any(a <= period[1] <= b for a, b in inside)]

    return replace(term, periods=periods, weight=Weight.NAMED, dated=all(window.dated for window in windows))


def without(term: Term, gaps: list[Term]) -> Term:
    """The term's periods that end inside none of the gaps."""

    @cache
    def periods(year: int) -> list[Period]:
        outside = [gap for own in gaps for gap in own.near(year)]
        return [period for period in term.periods(year) if not any(a <= period[1] <= b for a, b in outside)]

    return replace(term, periods=periods)
