"""Which part of the year a button shows, and on which day: the keys that it carries. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from bot.postback import Postback


@dataclass(frozen=True)
class View:
    """What meets all that is given: unit or section, quarter, month (its first day), person, as of an earlier day.

    year: the fiscal year (พ.ศ.), for what tells of another than the current one; no part of a year by itself.
    """

    unit_id: int | None = None
    quarter: int | None = None
    month: date | None = None
    staff_id: int | None = None
    as_of: date | None = None
    year: int | None = None

    WHEN: ClassVar = ("at", "y")  # the keys that say as of which day and of which year, not of which part

    @property
    def is_narrow(self) -> bool:
        """A part of the year and not the whole of it."""
        return any(part is not None for part in (self.unit_id, self.quarter, self.month, self.staff_id))

    @property
    def keys(self) -> dict[str, int | date]:
        """What a button's data carries of it."""
        parts = {"u": self.unit_id, "q": self.quarter, "m": self.month, "p": self.staff_id}
        every = {**parts, "at": self.as_of, "y": self.year}
        return {key: value for key, value in every.items() if value is not None}


def view_of(press: Postback) -> View:
    """The view that a pressed button carries."""
    quarter = press.number("q")
    return View(
        press.number("u"),
        quarter if quarter in (1, 2, 3, 4) else None,
        press.day("m"),
        press.number("p"),
        press.day("at"),
        press.number("y"),
    )
