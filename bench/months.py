"""Month-end dates: every start on the 28th to 31st, every 1, 3, 6 and 12 months, over ten years."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from bench.table import Figures
from models.fiscal import series

YEAR, YEARS = 2026, 10
STEPS = (1, 3, 6, 12)


def bench() -> Iterator[Figures]:
    """The rule is written out once more here: the month the step leads to, on the start's day or its last."""
    for step in STEPS:
        pairs = [pair for start in _starts() for pair in _asked_and_told(start, step)]
        right = sum(asked == told for asked, told in pairs)
        yield {"every … months": step, "dates": len(pairs), "right": right, "share": round(right / len(pairs), 4)}


def _starts() -> list[date]:
    days = ((month, day) for month in range(1, 13) for day in range(28, 32))
    return [date(YEAR, month, day) for month, day in days if day <= monthrange(YEAR, month)[1]]


def _asked_and_told(start: date, step: int) -> list[tuple[date, date]]:
    count = YEARS * 12 // step
    asked = []
    for number in range(count):
        year, month = start.year, start.month + number * step
        while month > 12:
            year, month = year + 1, month - 12
        asked.append(date(year, month, min(start.day, monthrange(year, month)[1])))
    return list(zip(asked, series(start, step, count=count), strict=True))
