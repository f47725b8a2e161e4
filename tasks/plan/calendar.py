"""The year a plan would bring: how many due dates by month and unit, before anything is taken over. Pure."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from models.assignee import Assignee
from models.figures import EXECUTIVES, NOBODY
from models.fiscal import add_months, fiscal_bounds
from models.readings import MeasureReading, PlanReading
from tasks.plan.assignees import Office, assignees
from tasks.plan.content import label


@dataclass(frozen=True)
class Due:
    """One due date of one addressee, as an occurrence will be. who: the unit (of a section, a person), or whom else."""

    on: date
    who: str
    row: int
    title: str
    phrase: str


@dataclass(frozen=True)
class Calendar:
    """months: the first days of the fiscal year's twelve; counts: who → due dates in each of them."""

    months: tuple[date, ...]
    counts: dict[str, tuple[int, ...]]
    dues: tuple[Due, ...]
    undated: tuple[int, ...]
    unassigned: tuple[int, ...]

    @property
    def total(self) -> int:
        """All due dates of the year."""
        return len(self.dues)

    @property
    def by_month(self) -> tuple[int, ...]:
        """All due dates of each month."""
        return tuple(sum(column) for column in zip(*self.counts.values(), strict=True)) or (0,) * len(self.months)


def calendar(reading: PlanReading, office: Office, fiscal_year: int) -> Calendar:
    """The due dates that importing the reading (read for this fiscal year, BE) into the office would make."""
    dues = tuple(sorted(_dues(reading, office), key=lambda due: (due.on, due.row)))
    first = fiscal_bounds(fiscal_year)[0]
    months = tuple(add_months(first, n) for n in range(12))
    order = [*(unit.name for unit in office.tops), EXECUTIVES, NOBODY]
    counted = Counter((due.who, due.on.year, due.on.month) for due in dues)
    met = {due.who for due in dues}
    names = [name for name in dict.fromkeys((*order, *sorted(met))) if name in met]
    return Calendar(
        months=months,
        counts={name: tuple(counted[name, month.year, month.month] for month in months) for name in names},
        dues=dues,
        undated=tuple(m.row for m in reading.measures if not all(d.schedule.due for d in m.duties) or not m.duties),
        unassigned=tuple(dict.fromkeys(due.row for due in dues if due.who == NOBODY)),
    )


def _dues(reading: PlanReading, office: Office) -> Iterator[Due]:
    for measure in reading.measures:
        for who, phrase, on in _of_row(measure, office):
            yield Due(on, who, measure.row, label(measure.codes, measure.title), phrase)


def _of_row(measure: MeasureReading, office: Office) -> Iterator[tuple[str, str, date]]:
    for duty in measure.duties:
        keys = {one.key: one for one in assignees(measure.responsible, duty.actor, office).assignees}
        for one in keys.values():
            for on in duty.schedule.due:
                yield _who(one, office), duty.rule, on


def _who(one: Assignee, office: Office) -> str:
    if one.part == "executive":
        return EXECUTIVES
    staff = next((person for person in office.staff if person.id == one.staff_id), None)
    unit = next((unit for unit in office.units if unit.id == (staff.unit_id if staff else one.unit_id)), None)
    top = next((top for top in office.units if unit and top.id == unit.parent_id), unit)
    return top.name if top else staff.name if staff else NOBODY
