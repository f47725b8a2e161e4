"""The Thai government year: fiscal years, quarters, month ends and steps of months that never drift. Pure."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date

BUDDHIST_OFFSET = 543
MONTHS_IN_YEAR = 12
_FIRST_MONTH = 10  # the government's year opens on 1 October


def month_end(year: int, month: int) -> date:
    """The last day of a month; year is CE."""
    return date(year, month, monthrange(year, month)[1])


def fiscal_year_of(day: date) -> int:
    """The fiscal year (BE) a day lies in: 1 Oct 2026 is in 2570."""
    return day.year + BUDDHIST_OFFSET + (day.month >= _FIRST_MONTH)


def fiscal_bounds(fiscal_year: int) -> tuple[date, date]:
    """First and last day of fiscal year N (BE): 1 October N−1 and 30 September N."""
    year = fiscal_year - BUDDHIST_OFFSET
    return date(year - 1, _FIRST_MONTH, 1), date(year, _FIRST_MONTH - 1, 30)


def year_of_month(fiscal_year: int, month: int) -> int:
    """The CE year in which a month of fiscal year N (BE) falls."""
    return fiscal_year - BUDDHIST_OFFSET - (month >= _FIRST_MONTH)


def quarter_of(day: date) -> int:
    """The fiscal quarter 1–4; October to December is 1."""
    return (day.month - _FIRST_MONTH) % MONTHS_IN_YEAR // 3 + 1


def quarter_bounds(fiscal_year: int, quarter: int) -> tuple[date, date]:
    """First and last day of a fiscal quarter 1–4 of fiscal year N (BE)."""
    first = add_months(fiscal_bounds(fiscal_year)[0], 3 * (quarter - 1))
    last = add_months(first, 2)
    return first, month_end(last.year, last.month)


def month_ends(fiscal_year: int) -> tuple[date, ...]:
    """The twelve month ends of fiscal year N (BE), October first."""
    first = fiscal_bounds(fiscal_year)[0]
    months = (add_months(first, step) for step in range(MONTHS_IN_YEAR))
    return tuple(month_end(day.year, day.month) for day in months)


def add_months(anchor: date, months: int) -> date:
    """The anchor's day so many months on, or that month's last day where it is shorter.

    Count from the anchor every time: counting from the previous result turns the 31st into the 28th for good.
    """
    index = anchor.year * MONTHS_IN_YEAR + anchor.month - 1 + months
    year, month = divmod(index, MONTHS_IN_YEAR)
    return date(year, month + 1, min(anchor.day, monthrange(year, month + 1)[1]))


def series(start: date, step_months: int, *, count: int | None = None, until: date | None = None) -> Iterator[date]:
    """Dates every so many months from start on (start included), ending after `count` dates or on `until`.

    Raises ValueError for a step below one month or when neither end is given.
    """
    if step_months < 1 or (count is None and until is None):
        raise ValueError("a series needs a step of at least one month and an end")
    done = 0
    while count is None or done < count:
        day = add_months(start, done * step_months)
        if until is not None and day > until:
            return
        yield day
        done += 1
