"""What the words of a deadline mean: a match of the grammar made into a term. Pure."""

import re
from collections.abc import Callable
from dataclasses import replace

from models.deadlines import cadence, shifting
from models.deadlines.board import Board
from models.deadlines.cadence import Part, Term, Weight
from models.fiscal import BUDDHIST_OFFSET, MONTHS_IN_YEAR
from models.thaidate import WEEKDAYS, year_from

MONTHS_IN_QUARTER = 3
WORKING_DAYS = 5  # of a week: whoever names as many says "daily", as opening hours do

Build = Callable[[Board, re.Match[str]], Term | None]
WEEKDAY = f"(?:{'|'.join([*WEEKDAYS, 'พฤหัส'])})"
_NUMBERS = re.compile(r"\d+")
_PARTS = re.compile(r"-|ถึง|\d+")
_WEEKDAY_PARTS = re.compile(f"-|ถึง|{WEEKDAY}")


# --- how often -------------------------------------------------------------------------------------------------


def some_months(board: Board, found: re.Match[str]) -> Term | None:
    step = int(found["step"] or found["times"])
    return cadence.every_months(step) if 1 <= step <= MONTHS_IN_YEAR else None


def every(step: int) -> Build:
    return lambda board, found: cadence.every_months(step)


def other_months(board: Board, found: re.Match[str]) -> Term | None:
    return cadence.other_months(found["parity"] == "คู่")


def times_a_year(board: Board, found: re.Match[str]) -> Term | None:
    times = int(found["times"] or 1) if found["unit"] else 1
    even = times and MONTHS_IN_YEAR % times == 0
    return cadence.every_months(MONTHS_IN_YEAR // times if even else MONTHS_IN_YEAR)


def weeks_in_days(board: Board, found: re.Match[str]) -> Term | None:
    return cadence.every_weeks(int(found["days"]) // cadence.DAYS_IN_WEEK)


def some_weeks(board: Board, found: re.Match[str]) -> Term | None:
    step = int(found["step"])
    return cadence.every_weeks(step) if 1 <= step <= 8 else None


# --- rounds, quarters, years -----------------------------------------------------------------------------------


def _chosen(text: str) -> list[int]:
    """The numbers of a list; of "1-3" only the end, as a range falls due at its end."""
    numbers: list[int] = []
    ranged = False
    for part in _PARTS.findall(text):
        if not part.isdecimal():
            ranged = True
            continue
        numbers = [*numbers[:-1], int(part)] if ranged and numbers else [*numbers, int(part)]
        ranged = False
    return numbers


def quarters(board: Board, found: re.Match[str]) -> Term | None:
    year = year_from(found["year"]) if found["year"] else None
    fiscal = year + BUDDHIST_OFFSET if year else None
    numbers = _NUMBERS.findall(found["numbers"])
    first, last = int(numbers[0]), int(numbers[-1])
    if "-" in found["numbers"] or "ถึง" in found["numbers"]:
        whole = cadence.span(cadence.quarter(first, fiscal), cadence.quarter(last, fiscal))
        return replace(whole, weight=Weight.PERIOD)
    return cadence.joined([cadence.quarter(int(number), fiscal) for number in numbers])


def end_quarter(board: Board, found: re.Match[str]) -> Term | None:
    return cadence.quarter(1 if found["which"] == "แรก" else 4)


def rounds(board: Board, found: re.Match[str]) -> Term | None:
    months = [int(number) for number in _NUMBERS.findall(found["months"])]
    if not all(1 <= number <= MONTHS_IN_YEAR for number in months):
        return None
    return cadence.joined([cadence.first_months(number) for number in months])


def part_of_year(board: Board, found: re.Match[str]) -> Term | None:
    months = int(found["months"]) if "months" in found.groupdict() else 6
    if not 1 <= months <= MONTHS_IN_YEAR:
        return None
    return cadence.first_months(months) if found["which"] == "แรก" else cadence.last_months(months)


def fiscal_year(board: Board, found: re.Match[str]) -> Term | None:
    if found["year"] is None:
        return cadence.whole_year()
    year = year_from(found["year"])
    return cadence.whole_year(year + BUDDHIST_OFFSET) if year else None


def of_year(board: Board, found: re.Match[str]) -> Term | None:
    term, year = board.at(found["scope"]), year_from(found["year"])
    return cadence.in_fiscal_year(term, year + BUDDHIST_OFFSET) if year and not term.dated else None


def of_year_before(board: Board, found: re.Match[str]) -> Term | None:
    return of_year(board, found) if board.at(found["scope"]).weight is Weight.PERIOD else None


def years_end(board: Board, found: re.Match[str]) -> Term | None:
    return cadence.calendar_year(year_from(found["year"]) if found["year"] else None)


# --- days inside a period --------------------------------------------------------------------------------------


def _scope(board: Board, found: re.Match[str]) -> Term | None:
    """The period that "of the month", "of every quarter" or "of March" points at."""
    if found["scope"]:
        return cadence.joined(board.inside(found["scope"]))
    return cadence.every_months(1) if found["bare"] else None


def _weekdays(text: str) -> frozenset[int]:
    chosen: list[int] = []
    ranged = False
    for part in _WEEKDAY_PARTS.findall(text):
        if part in ("-", "ถึง"):
            ranged = True
            continue
        day = WEEKDAYS.index("พฤหัสบดี" if part == "พฤหัส" else part)
        chosen += range(chosen[-1], day + 1) if ranged and chosen else [day]
        ranged = False
    return frozenset(chosen)


def _numbers_of(nth: str) -> list[int]:
    if "สุดท้าย" in nth:
        return [-1]
    return [int(number) for number in _NUMBERS.findall(nth)] or [1]


def nth_weekday(board: Board, found: re.Match[str]) -> Term | None:
    scope = _scope(board, found) or cadence.every_months(1)
    return shifting.nth_weekday(scope, _weekdays(found["weekdays"]), _numbers_of(found["nth"]))


def nth_week(board: Board, found: re.Match[str]) -> Term | None:
    scope = _scope(board, found)
    return scope and shifting.nth_weekday(scope, frozenset({4}), _numbers_of(found["nth"]))


def nth_workday(board: Board, found: re.Match[str]) -> Term | None:
    scope = _scope(board, found) or cadence.every_months(1)
    return shifting.nth_workday(scope, _numbers_of(found["nth"])[0])


def weekly_on(board: Board, found: re.Match[str]) -> Term | None:
    weekdays = _weekdays(found["weekdays"])
    return cadence.every_weekday(weekdays) if len(weekdays) < WORKING_DAYS else None


def weekly_on_if_weekly(board: Board, found: re.Match[str]) -> Term | None:
    weekly = any(term.step and term.step < 1 for term in board.inside(board.text))
    return weekly_on(board, found) if weekly else None


def last_day(board: Board, found: re.Match[str]) -> Term | None:
    scope = _scope(board, found)
    return scope and replace(scope, weight=Weight.NAMED) if found["scope"] else scope


def first_day(board: Board, found: re.Match[str]) -> Term | None:
    scope = _scope(board, found)
    return scope and shifting.first_day(scope)


def month_inside(board: Board, found: re.Match[str]) -> Term | None:
    scope = board.at(found["scope"]) if found["scope"] else cadence.every_months(3)
    number = _numbers_of(found["which"])[0]
    if not scope.length or number > scope.length:
        return None
    return shifting.month_inside(scope, number - 1 if number > 0 else number)


def day_of_month(board: Board, found: re.Match[str]) -> Term | None:
    scope = _scope(board, found) or cadence.every_months(1)
    # "Day 10 of each quarter" counts from its beginning; "day 10, each quarter" does not say in which month.
    counted = scope.length == 1 or (scope.length == MONTHS_IN_QUARTER and "ของ" in found.group())
    return shifting.day_of(scope, _chosen(found["days"])) if counted else None


def days_into(board: Board, found: re.Match[str]) -> Term | None:
    scope = _scope(board, found)
    return scope and shifting.day_of(scope, _chosen(found["days"]))


def day_of_next_month(board: Board, found: re.Match[str]) -> Term | None:
    """Day N of the month after: after each period the duty names, else of every month."""
    coarse = [term for term in board.inside(board.text) if term.step and term.step > 1 and term.length]
    return shifting.day_of_month_after(coarse[-1] if coarse else cadence.every_months(1), _chosen(found["days"]))


def day_of_month_after(board: Board, found: re.Match[str]) -> Term | None:
    return shifting.day_of_month_after(board.at(found["scope"]), _chosen(found["days"]))


def month_after(board: Board, found: re.Match[str]) -> Term | None:
    return shifting.day_of_month_after(board.at(found["scope"]), [31])


def day_of_months(board: Board, found: re.Match[str]) -> Term | None:
    """ "January and July, by day 10"."""
    months = board.inside(found["months"])
    named = all(term.length == 1 and term.part is Part.DUE for term in months)
    return shifting.day_of(cadence.joined(months), _chosen(found["days"])) if named else None


def day_if_monthly(board: Board, found: re.Match[str]) -> Term | None:
    """Day N of the months the duty repeats in; of a coarser frequency, of the last month of each period."""
    often = [term for term in board.inside(board.text) if term.step and 1 <= (term.length or 0) < MONTHS_IN_YEAR]
    finest = min(often, key=lambda term: term.length or 0, default=None)
    return finest and shifting.day_of(shifting.month_inside(finest, -1), _chosen(found["days"]))


# --- before and after ------------------------------------------------------------------------------------------


def after(board: Board, found: re.Match[str]) -> Term | None:
    scope = cadence.joined(board.inside(found["scope"]))
    return shifting.after(scope, int(found["count"]), found["unit"])


def before(board: Board, found: re.Match[str]) -> Term | None:
    return shifting.after(board.at(found["scope"]), -int(found["count"]), found["unit"])


def frequency_inside(board: Board, found: re.Match[str]) -> Term | None:
    often, window = board.at(found["often"]), board.at(found["window"])
    if often.step is None or window.step is not None or not window.length or often.step >= window.length:
        return None
    return shifting.within(often, [window])


def side_by_side(board: Board, found: re.Match[str]) -> Term | None:
    terms = board.inside(found.group())
    mixed = len({term.weight for term in terms}) > 1 and all(term.part is Part.DUE for term in terms)
    return replace(cadence.joined(terms), weight=Weight.NAMED) if mixed else None


def bounding(part: Part) -> Build:
    def build(board: Board, found: re.Match[str]) -> Term | None:
        term = board.at(found["scope"])
        return replace(term, part=part) if term.step is None and term.part is Part.DUE else None

    return build


def scope_itself(board: Board, found: re.Match[str]) -> Term | None:
    return board.at(found["scope"])


def exempt(board: Board, found: re.Match[str]) -> Term | None:
    return cadence.joined(board.inside(found.group()), Part.EXCEPT)
