"""Which part of a year is looked at: a unit, a quarter, a month, an item, a person, or all that meets several. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from models.figures import Owed
from models.fiscal import quarter_bounds
from models.thaidate import long_month

EVERYTHING = "ทุกส่วนราชการ"


@dataclass(frozen=True)
class Whose:
    """One person's work, in the words of a heading, and which occurrences belong to it."""

    name: str
    owns: Callable[[Owed], bool]


@dataclass(frozen=True)
class Part:
    """What meets all that is given; nothing given is the whole year.

    unit_id: a unit with its sections, or a section. quarter, month (any day of it): by the legal due date.
    """

    unit_id: int | None = None
    quarter: int | None = None
    month: date | None = None
    code: str | None = None
    whose: Whose | None = None

    def chosen(self, everything: Sequence[Owed], fiscal_year: int) -> list[Owed]:
        """What of that fiscal year belongs to it."""
        if self == Part():
            return list(everything)
        return [one for one in everything if self._holds(one, fiscal_year)]

    def _holds(self, one: Owed, fiscal_year: int) -> bool:
        if self.unit_id is not None and self.unit_id not in (one.unit_id, one.section_id):
            return False
        if self.quarter is not None:
            first, last = quarter_bounds(fiscal_year, self.quarter)
            if not first <= one.due_on <= last:
                return False
        if self.month is not None and (one.due_on.year, one.due_on.month) != (self.month.year, self.month.month):
            return False
        return self.code in (None, *one.codes) and (self.whose is None or self.whose.owns(one))

    def name_of(self, chosen: Sequence[Owed]) -> str:
        """What it is called in a heading; chosen: what it holds, which tells a unit's name."""
        named = [self.whose.name] if self.whose else []
        if self.unit_id is not None:
            named.append(self._unit_name(chosen))
        if self.quarter is not None:
            named.append(f"ไตรมาส {self.quarter}")
        if self.month is not None:
            named.append(f"เดือน{long_month(self.month)}")
        return " · ".join([*named, *([self.code] if self.code else [])]) or EVERYTHING

    def _unit_name(self, chosen: Sequence[Owed]) -> str:
        section = next((o.section_name for o in chosen if o.section_id == self.unit_id), None)
        return section or next((o.unit_name or o.owner for o in chosen), "ส่วนราชการนี้")
