"""From what is owed to figures and cards: tallies by unit, items by duty and date. Pure."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import NamedTuple, TypeVar

from models.fiscal import quarter_of
from models.readings import Rhythm
from models.records import Actor, DueItem, Status
from models.summaries import PersonTally, QuarterTally, Silent, Tally, UnitTally

EXECUTIVES = "ผู้บริหาร"
NOBODY = "ยังไม่มีผู้รับผิดชอบ"
ONCE_A_YEAR = (Rhythm.YEARLY, Rhythm.ONCE)
REPORTED_AHEAD = timedelta(days=31)  # something is usually said of what is due within a month
Group = TypeVar("Group", bound=Hashable)


class Owed(NamedTuple):
    """One occurrence with all that tells who owes what; the one shape every figure is computed from.

    A tuple and no dataclass: thousands are made for one page, each in a tenth of the time.

    unit_id is the unit that answers (a section's parent stands in unit_id, the section in section_id); of what is
    given to a person by name, the unit they sit in.
    verified: acknowledged by an executive; published: on the office's own site; seen_on: the Bangkok day on which
    who owes it said no more than "noted"; asked_on: that on which somebody last had it brought up by hand.
    """

    agency_id: int
    occurrence_id: int
    due_on: date
    extended_to: date | None
    status: Status
    verified: bool
    published: bool
    asked_on: date | None
    seen_on: date | None
    assignment_id: int
    part: str
    duty_id: int
    rhythm: str
    phrase: str
    measure_id: int
    plan_id: int
    title: str
    unit_id: int | None
    unit_name: str | None
    section_id: int | None
    section_name: str | None
    staff_id: int | None
    staff_name: str | None
    actor: Actor
    codes: tuple[str, ...]

    @property
    def expected_on(self) -> date:
        """The day it is now expected: the extension when one was granted, else the legal date."""
        return self.extended_to or self.due_on

    @property
    def is_open(self) -> bool:
        """Still owed."""
        return self.status is not Status.COMPLETED

    def is_overdue(self, today: date) -> bool:
        """Open after the day it was expected."""
        # Asked of every occurrence several times a page: not by way of the properties, which would cost half of it.
        return self.status is not Status.COMPLETED and (self.extended_to or self.due_on) < today

    def is_silent(self, last: date) -> bool:
        """Nothing was said of it though it is expected by that day."""
        return self.status is Status.NOT_STARTED and (self.extended_to or self.due_on) <= last

    @property
    def owner(self) -> str:
        """Who owes it, in the words of a card."""
        if self.staff_name:
            return self.staff_name
        if self.section_name:
            return f"{self.section_name} {self.unit_name or ''}".strip()
        if self.part == "collector":
            return f"{self.unit_name} (รวบรวม)"
        return self.unit_name or (EXECUTIVES if self.part == "executive" else NOBODY)


@dataclass(frozen=True)
class Finished:
    """One duty on one due date of which every share is finished. finished_at: the last share's moment (UTC)."""

    duty_id: int
    due_on: date
    codes: tuple[str, ...]
    title: str
    shares: tuple[Owed, ...]
    finished_at: datetime
    evidence: int = 0

    @property
    def ids(self) -> tuple[int, ...]:
        """The occurrences of all its shares."""
        return tuple(one.occurrence_id for one in self.shares)


def standing(one: Owed, today: date) -> str:
    """The word (a field of Tally) under which an occurrence is counted."""
    return "overdue" if one.is_overdue(today) else one.status


def tallies(owed: Iterable[Owed], today: date, group_of: Callable[[Owed], Group]) -> dict[Group, Tally]:
    """The figures of each group, in the order the groups were met.

    Each occurrence is counted once; the overdue ones apart from those under way or not started.
    """
    counts: defaultdict[Group, Counter[str]] = defaultdict(Counter)
    for one in owed:
        counts[group_of(one)][standing(one, today)] += 1
    return {group: Tally(**count) for group, count in counts.items()}


def tally(owed: Iterable[Owed], today: date) -> Tally:
    """The figures of all together, as tallies() counts."""
    return tallies(owed, today, lambda _: None).get(None, Tally())


def by_unit(owed: Iterable[Owed], today: date) -> tuple[UnitTally, ...]:
    """Figures per unit, its people's own with it, in the order met; who has no unit stands under their own name."""
    found = tallies(owed, today, lambda one: (one.unit_id, one.unit_name or one.owner))
    return tuple(UnitTally(unit_id, name, counted) for (unit_id, name), counted in found.items())


def by_quarter(owed: Iterable[Owed], today: date) -> tuple[QuarterTally, ...]:
    """Figures of each fiscal quarter in which something is due."""
    found = tallies(owed, today, lambda one: quarter_of(one.due_on))
    return tuple(QuarterTally(quarter, found[quarter]) for quarter in sorted(found))


def by_person(owed: Iterable[Owed], today: date) -> tuple[PersonTally, ...]:
    """Figures of each person to whom something was given by name, in the order they were met."""
    named = (one for one in owed if one.staff_id is not None)
    found = tallies(named, today, lambda one: (one.staff_id, one.owner))
    return tuple(PersonTally(staff_id, name, counted) for (staff_id, name), counted in found.items() if staff_id)


def named_in_units(owed: Iterable[Owed]) -> dict[int, tuple[str, ...]]:
    """Unit → the people of it to whom something was given by name."""
    found: defaultdict[int, dict[str, None]] = defaultdict(dict)
    for one in owed:
        if one.staff_name and one.unit_id is not None:
            found[one.unit_id][one.staff_name] = None
    return {unit: tuple(names) for unit, names in found.items()}


def silent(owed: Sequence[Owed], today: date) -> tuple[Silent, ...]:
    """Who has said nothing yet of what is due soon or past, those with most first; a thing counts once a duty."""
    things: dict[str, set[int]] = {}
    for one in not_reported(owed, today):
        things.setdefault(one.unit_name or one.owner, set()).add(one.duty_id)
    most_first = sorted(things.items(), key=lambda entry: -len(entry[1]))
    return tuple(Silent(name, len(duties)) for name, duties in most_first)


def due_items(owed: Iterable[Owed], everyone: Sequence[Owed], today: date, stage: str = "") -> tuple[DueItem, ...]:
    """One item a duty and due date, soonest expected first; `everyone` tells how many of all units have handed in."""
    key: Callable[[Owed], tuple[date, int, date, str]] = lambda o: (  # noqa: E731
        o.expected_on,
        o.duty_id,
        o.due_on,
        "collector" if o.part == "collector" else "",
    )
    grouped = [list(group) for _, group in groupby(sorted(owed, key=key), key=key)]
    rounds: dict[tuple[int, date], list[Owed]] = {(some[0].duty_id, some[0].due_on): [] for some in grouped}
    for one in everyone:
        if (one.duty_id, one.due_on) in rounds:
            rounds[one.duty_id, one.due_on].append(one)
    return tuple(_item(some, rounds[some[0].duty_id, some[0].due_on], today, stage) for some in grouped)


def _item(group: list[Owed], same: Sequence[Owed], today: date, stage: str) -> DueItem:
    """same: everybody's share of that duty on that due date."""
    first = group[0]
    doers = [o for o in same if o.part == "doer"]
    collector = next((o.unit_name for o in same if o.part == "collector"), None) if first.part == "doer" else None
    return DueItem(
        duty_id=first.duty_id,
        due_on=first.due_on,
        codes=first.codes,
        title=first.title,
        owed=first.phrase,
        days_left=(first.expected_on - today).days,
        actor=first.actor,
        who=tuple(dict.fromkeys(o.owner for o in group)),
        all_units=len(doers) > 1 and first.part == "doer",
        collector=collector,
        handed_in=(sum(not o.is_open for o in doers), len(doers)) if len(doers) > 1 else None,
        status=first.status if len(group) == 1 else _least(group),
        extended_to=first.extended_to,
        stage=stage,
        share=first.occurrence_id if len(group) == 1 else None,
        occurrence_ids=tuple(o.occurrence_id for o in group),
        gathers=first.part == "collector",
        verified=all(o.verified for o in group),
        published=all(o.published for o in group),
        seen=tuple((o.owner, o.seen_on) for o in group if o.seen_on and o.is_open),
        recurs=first.rhythm not in ONCE_A_YEAR,
    )


def _least(group: list[Owed]) -> Status:
    order = [Status.NOT_STARTED, Status.IN_PROGRESS, Status.COMPLETED]
    return min((o.status for o in group), key=order.index)


def overdue(owed: Iterable[Owed], today: date) -> list[Owed]:
    """Open after their day, the longest overdue first."""
    return sorted((o for o in owed if o.is_overdue(today)), key=lambda o: (o.expected_on, o.duty_id))


def not_reported(owed: Iterable[Owed], today: date) -> list[Owed]:
    """Nothing heard yet though due soon (or already past)."""
    last = today + REPORTED_AHEAD
    return [o for o in owed if o.is_silent(last)]


def to_remind(owed: Sequence[Owed], today: date) -> list[Owed]:
    """What may be brought up by hand: late, or not reported though due soon; never the executives' own follow-ups.

    Gathering waits for the units: it is not asked for while one of them owes its share. owed: the shares with it.
    """
    owing = {(o.duty_id, o.due_on) for o in owed if o.part == "doer" and o.is_open}
    last = today + REPORTED_AHEAD
    return [
        o
        for o in owed
        if (o.is_overdue(today) or o.is_silent(last))
        and (o.part == "doer" or (o.part == "collector" and (o.duty_id, o.due_on) not in owing))
    ]
