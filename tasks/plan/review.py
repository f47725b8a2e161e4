"""What a person must be asked about a reading before it becomes the plan: alike things once, with a proposal. Pure."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from models.fiscal import add_months, fiscal_bounds, fiscal_year_of, quarter_bounds
from models.person_name import name_key, rank_names
from models.readings import DutyReading, MeasureReading, PlanReading
from models.records import Actor, Role, UnitRecord
from models.thaidate import long_date
from models.thaitext import fold_digits
from models.unit_key import nearest_unit
from tasks.plan import doubts
from tasks.plan.assignees import Office, assignees
from tasks.plan.preview import grouped_doubts

# In this order they are asked: who comes before when, and what is only to be looked at comes last.
KINDS = ("unit", "others", "party", "person", "code", "due", "note")


@dataclass(frozen=True)
class Question:
    """One thing to be asked, for all the rows that ask it alike.

    subject: what it is about, as the document has it (a name, a code, a deadline; the doubt itself for a note).
    proposed: the answer offered, in the shape that is answered (names, a code, a deadline); choices: what else is near.
    rows: the measures concerned; none where it is about the document.
    """

    kind: str
    subject: str
    rows: tuple[int, ...]
    proposed: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The same for the same question, whatever was answered elsewhere meanwhile."""
        said = "|".join((self.kind, self.subject, *self.proposed))
        return f"{self.kind}-{hashlib.sha256(said.encode()).hexdigest()[:12]}"


@dataclass(frozen=True)
class _Asked:
    """One row's share of a question, and the doubts that are told by it."""

    kind: str
    subject: str
    proposed: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    told: tuple[str, ...] = ()


def questions(reading: PlanReading, office: Office, fiscal_year: int, today: date) -> tuple[Question, ...]:
    """Everything open in a reading (answered as far as it is), for the fiscal year (BE); today: a Bangkok day."""
    found: dict[_Asked, list[int]] = {}
    told: dict[int, set[str]] = {}
    for measure in reading.measures:
        for asked in _of_row(measure, office, fiscal_year, today):
            told.setdefault(measure.row, set()).update(asked.told)
            rows = found.setdefault(_alike(asked), [])
            rows += [measure.row] if measure.row not in rows else []
    asked_of = [Question(a.kind, a.subject, tuple(rows), a.proposed, a.choices) for a, rows in found.items()]
    return tuple(sorted([*asked_of, *_notes(reading, told)], key=lambda one: KINDS.index(one.kind)))


def _alike(asked: _Asked) -> _Asked:
    return _Asked(asked.kind, asked.subject, asked.proposed, asked.choices)


def _notes(reading: PlanReading, told: dict[int, set[str]]) -> Iterator[Question]:
    """The doubts no question tells, those that fewest rows share first: what all share would bury them."""
    grouped = {
        doubt: [row for row in rows if doubt not in told.get(row, ())]
        for doubt, rows in grouped_doubts(reading).items()
    }
    left = [(doubt, rows) for doubt, rows in grouped.items() if rows or doubt in reading.doubts]
    for doubt, rows in sorted(left, key=lambda one: len(one[1])):
        yield Question("note", doubt, tuple(rows))


def _of_row(measure: MeasureReading, office: Office, fiscal_year: int, today: date) -> Iterator[_Asked]:
    yield from _party(measure, office)
    for raw in measure.codes_unclear:
        choices = codes_for(raw)
        yield _Asked("code", raw, choices[:1], choices, (doubts.unclear_code(raw),))
    if not measure.duties:
        yield _Asked("due", "", (proposed_day(fiscal_year, today),), told=(doubts.no_due(),))
    for duty in _undated(measure.duties):
        told = doubts.fixed_past(duty.phrase, duty.schedule.fixed)
        yield _Asked("due", duty.phrase, (_moved(duty, fiscal_year, today),), told=(told,))


def _undated(duties: Sequence[DutyReading]) -> list[DutyReading]:
    """The duties without a date in the year; an executive who follows the officers' is answered with theirs."""
    open_ones = [duty for duty in duties if not duty.schedule.due]
    officers = [duty for duty in open_ones if duty.actor is Actor.OFFICER]
    return officers or open_ones


def _party(measure: MeasureReading, office: Office) -> Iterator[_Asked]:
    party = measure.responsible
    if office.tops:
        for name in (*party.units, *([party.collector] if party.collector else [])):
            if office.find(name) is None:
                near = nearest_unit(office.units, name)
                yield _Asked("unit", name, (near.name,) if near else (), tuple(paths(office.units)))
    if party.others_to_be_named:
        own = {unit.id for name in party.units if (unit := office.find(name))}
        others = tuple(unit.name for unit in office.tops if unit.id not in own)
        yield _Asked("others", party.raw, others, others, _naming_others(party.doubts))
    elif not (party.units or party.sections or party.all_units or party.people):
        told = tuple(doubt for doubt in measure.doubts if doubt.startswith(doubts.NO_PARTY))
        yield _Asked("party", party.raw, _who_runs_it(office), tuple(unit.name for unit in office.tops), told)
    elif _nobody(measure, office):
        yield _Asked("party", party.raw, (), tuple(paths(office.units)))
    for person in party.people:
        if person.name and office.staff and not _on_roster(person.name, office):
            names = [staff.name for staff in office.staff]
            near_names = tuple(names[n] for n in rank_names(person.name, names)[:3])
            yield _Asked("person", person.name, near_names[:1], near_names)


def _naming_others(told: Sequence[str]) -> tuple[str, ...]:
    return tuple(doubt for doubt in told if doubt.startswith("ต้องระบุว่า"))


def _nobody(measure: MeasureReading, office: Office) -> bool:
    """Nobody of the office is meant, though none of its units is unknown: sections or posts it does not have."""
    unknown = any(office.find(name) is None for name in measure.responsible.units)
    found = assignees(measure.responsible, Actor.OFFICER, office).assignees
    return bool(office.tops) and not unknown and any(one.part == "nobody" for one in found)


def _on_roster(name: str, office: Office) -> bool:
    return any(name_key(staff.name) == name_key(name) for staff in office.staff)


def _who_runs_it(office: Office) -> tuple[str, ...]:
    """The coordinator's unit: where nobody is named, the work of the year lands there."""
    where = [staff.unit_id for staff in office.staff if staff.role == Role.COORDINATOR]
    units = [unit.name for unit in office.tops if unit.id in where] or [unit.name for unit in office.tops]
    return tuple(units[:1])


def paths(units: Sequence[UnitRecord]) -> list[str]:
    """Every unit by its name and every section as "unit/section", each unit followed by its own."""
    sections = [unit for unit in units if unit.parent_id is not None]
    return [
        path
        for top in units
        if top.parent_id is None
        for path in (top.name, *(f"{top.name}/{section.name}" for section in sections if section.parent_id == top.id))
    ]


# A letter misread as a digit: i looks like 3 or 1, e like 4; a zero lost in front leaves the item's own number.
_LETTERS = {"3": ("I", "O"), "1": ("I", "O"), "4": ("E", "O")}


def codes_for(raw: str) -> tuple[str, ...]:
    """The codes that a number may be a misreading of, likeliest first."""
    digits = "".join(re.findall(r"\d", fold_digits(raw)))
    letters = _LETTERS.get(digits[:1], ("O",))
    numbers = [(letter, digits if letter == "O" else digits[1:]) for letter in letters]
    return tuple(f"{letter}{int(number)}" for letter, number in numbers if number and 0 < int(number) <= 60)


def proposed_day(fiscal_year: int, today: date) -> str:
    """A day where the document names none: the half-year's end, before the assessment asks; then the year's."""
    half = quarter_bounds(fiscal_year, 2)[1]
    return long_date(half if today <= half else fiscal_bounds(fiscal_year)[1])


def _moved(duty: DutyReading, fiscal_year: int, today: date) -> str:
    """The deadline's own day in the year asked for; one that names no day of another year has the proposed one."""
    if not duty.schedule.fixed:
        return proposed_day(fiscal_year, today)
    day = max(duty.schedule.fixed)
    return long_date(add_months(day, 12 * (fiscal_year - fiscal_year_of(day))))
