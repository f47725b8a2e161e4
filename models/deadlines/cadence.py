"""Terms of a deadline wording as periods of time, and the ways they combine; a term falls due at its ends. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import IntEnum, StrEnum
from functools import cache

from models.fiscal import (
    BUDDHIST_OFFSET,
    MONTHS_IN_YEAR,
    add_months,
    fiscal_bounds,
    month_end,
    quarter_bounds,
    year_of_month,
)

Period = tuple[date, date]
Periods = Callable[[int], list[Period]]
WEEK = 0.25  # the step of a weekly term, in months
DAYS_IN_WEEK = 7
_FRIDAY = 4


class Weight(IntEnum):
    """How closely a wording names its dates: within one duty a named month wins over a frequency."""

    FREQUENCY = 1
    PERIOD = 2
    NAMED = 3


class Part(StrEnum):
    """What a term does in its duty: falls due, is a window from–to, or bounds the other terms."""

    DUE = "due"
    SPAN = "span"
    OPENS = "opens"
    CLOSES = "closes"
    EXCEPT = "except"


@dataclass(frozen=True)
class Term:
    """A piece of a wording: its periods in a fiscal year (BE), each due on its last day.

    step: months between two dates where the term repeats of itself; length: months one period takes.
    dated: a year was named, so that the periods are the same whatever year is asked for.
    """

    periods: Periods
    weight: Weight
    step: float | None = None
    length: float | None = None
    dated: bool = False
    part: Part = Part.DUE

    def near(self, fiscal_year: int) -> list[Period]:
        """The periods of the year and of its two neighbours, from where shifted dates may fall into it."""
        around = range(fiscal_year - 1, fiscal_year + 2)
        return sorted({period for year in around for period in self.periods(year)})


def due_in(term: Term, fiscal_year: int) -> set[date]:
    """The term's due dates inside fiscal year N (BE)."""
    first, last = fiscal_bounds(fiscal_year)
    return {end for _, end in term.near(fiscal_year) if first <= end <= last}


@cache
def every_months(step: int, weight: Weight = Weight.FREQUENCY) -> Term:
    """Every so many months, counted from October; a last period that would leave the year is none."""

    @cache
    def periods(year: int) -> list[Period]:
        opening = fiscal_bounds(year)[0]
        starts = (add_months(opening, offset) for offset in range(0, MONTHS_IN_YEAR - step + 1, step))
        return [(start, add_months(start, step) - timedelta(days=1)) for start in starts]

    return Term(periods, weight, step=step, length=step)


@cache
def other_months(even: bool) -> Term:
    """The months of an even, or of an odd, calendar number."""

    def periods(year: int) -> list[Period]:
        return [period for period in every_months(1).periods(year) if (period[0].month % 2 == 0) is even]

    return Term(periods, Weight.FREQUENCY, step=2, length=1)


def _days_of(year: int) -> Iterable[date]:
    first, last = fiscal_bounds(year)
    return (first + timedelta(days=offset) for offset in range((last - first).days + 1))


@cache
def every_weeks(step: int) -> Term:
    """Every so many weeks, due on Fridays (a convention of ours: a working week ends then)."""

    @cache
    def periods(year: int) -> list[Period]:
        fridays = [day for day in _days_of(year) if day.weekday() == _FRIDAY][step - 1 :: step]
        return [(friday - timedelta(days=_FRIDAY), friday) for friday in fridays]

    return Term(periods, Weight.FREQUENCY, step=WEEK * step, length=WEEK)


@cache
def every_weekday(weekdays: frozenset[int]) -> Term:
    """Each of the weekdays (Monday is 0) of every week."""

    @cache
    def periods(year: int) -> list[Period]:
        return [(day, day) for day in _days_of(year) if day.weekday() in weekdays]

    return Term(periods, Weight.NAMED, step=WEEK)


@cache
def quarter(number: int, fiscal_year: int | None = None) -> Term:
    """A fiscal quarter, of a named fiscal year or of any."""
    return Term(
        lambda year: [quarter_bounds(fiscal_year or year, number)],
        Weight.PERIOD,
        length=3,
        dated=fiscal_year is not None,
    )


@cache
def first_months(count: int) -> Term:
    """The round of the first so many months of the fiscal year; all twelve are the year."""

    def periods(year: int) -> list[Period]:
        opening = fiscal_bounds(year)[0]
        return [(opening, add_months(opening, count) - timedelta(days=1))]

    return Term(periods, Weight.PERIOD, length=count)


@cache
def last_months(count: int) -> Term:
    """The round of the last so many months of the fiscal year."""

    def periods(year: int) -> list[Period]:
        first, last = fiscal_bounds(year)
        return [(add_months(first, MONTHS_IN_YEAR - count), last)]

    return Term(periods, Weight.PERIOD, length=count)


@cache
def whole_year(fiscal_year: int | None = None) -> Term:
    """A fiscal year, named or any, due on 30 September."""
    return Term(
        lambda year: [fiscal_bounds(fiscal_year or year)],
        Weight.PERIOD,
        length=MONTHS_IN_YEAR,
        dated=fiscal_year is not None,
    )


@cache
def calendar_year(year: int | None = None) -> Term:
    """A calendar year (CE), named or any, due on 31 December."""

    def periods(fiscal_year: int) -> list[Period]:
        own = year or fiscal_year - BUDDHIST_OFFSET - 1
        return [(date(own, 1, 1), date(own, 12, 31))]

    return Term(periods, Weight.PERIOD, length=MONTHS_IN_YEAR, dated=year is not None)


@cache
def month_term(month: int, year: int | None) -> Term:
    """A month of a CE year, or of any fiscal year."""

    def periods(fiscal_year: int) -> list[Period]:
        own = year or year_of_month(fiscal_year, month)
        return [(date(own, month, 1), month_end(own, month))]

    return Term(periods, Weight.NAMED, length=1, dated=year is not None)


@cache
def day_term(day: int, month: int, year: int | None) -> Term:
    """A day of a CE year, or of any fiscal year (29 February only where there is one)."""

    def periods(fiscal_year: int) -> list[Period]:
        own = year or year_of_month(fiscal_year, month)
        if day > month_end(own, month).day:
            return []
        return [(date(own, month, day), date(own, month, day))]

    return Term(periods, Weight.NAMED, dated=year is not None)


def span(start: Term, end: Term) -> Term:
    """From the beginning of one term to the end of another; due at the end."""

    def periods(year: int) -> list[Period]:
        # Without a named year, October–September and November–March both begin in the year before they end.
        starts = [first for first, _ in start.near(year)]
        spans = []
        for _, last in end.periods(year):
            before = [first for first in starts if first <= last]
            spans += [(max(before), last)] if before else []
        return spans

    return Term(periods, Weight.NAMED, dated=end.dated, part=Part.SPAN)


def joined(terms: list[Term], part: Part = Part.DUE) -> Term:
    """Several terms as one, as weighty as the first."""

    @cache
    def periods(year: int) -> list[Period]:
        return sorted({period for term in terms for period in term.periods(year)})

    return replace(
        terms[0],
        periods=periods,
        dated=all(term.dated for term in terms),
        part=part,
    )


def in_fiscal_year(term: Term, fiscal_year: int) -> Term:
    """The term bound to one fiscal year (BE), whatever year is asked for."""
    return replace(term, periods=lambda year: term.periods(fiscal_year), dated=True)
