"""Which of the things owed a report is about: whose they are, what was named, what is due next. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from models.figures import Owed
from models.permissions import Action, may
from models.records import Role, StaffRecord

NEAR = timedelta(days=45)  # with nothing named, what is due later than this is hardly what somebody has just finished


@dataclass(frozen=True)
class Named:
    """What a message or a press points at: codes in its text, or the occurrences of a quoted card."""

    codes: tuple[str, ...] = ()
    quoted: tuple[int, ...] = ()


def is_own(one: Owed, person: StaffRecord, parent_unit: int | None) -> bool:
    """Given to the person, or to the unit or section the person sits in; executives own the executives' follow-ups.

    parent_unit: the unit of the person's section, if the person sits in a section.
    """
    if one.part == "executive":
        return person.role == Role.EXECUTIVE
    if one.staff_id is not None:
        return one.staff_id == person.id
    if person.unit_id is None or one.unit_id is None:
        return False
    if one.section_id is not None:
        return person.unit_id in (one.section_id, one.unit_id)
    return one.unit_id in (person.unit_id, parent_unit)


def reportable(owed: Sequence[Owed], person: StaffRecord, parent_unit: int | None) -> list[Owed]:
    """What the person may report on: their own; with the right to report for anybody and nothing of their own, all."""
    own = [one for one in owed if is_own(one, person, parent_unit)]
    return own or (list(owed) if may(person.role, Action.REPORT_ANY) else [])


def meant(owed: Sequence[Owed], named: Named, today: date) -> list[Owed]:
    """The open ones pointed at: of each duty the earliest, or all its overdue ones when several are.

    `owed` is what the person may report on. Named codes win over a quoted card; with neither, what is near.
    """
    open_ones = [one for one in owed if one.is_open]
    if named.codes:
        pointed = [one for one in open_ones if set(named.codes) & set(one.codes)]
        quoted = [one for one in pointed if one.occurrence_id in named.quoted]
        pointed = quoted or pointed
    elif named.quoted:
        pointed = [one for one in open_ones if one.occurrence_id in named.quoted]
    else:
        pointed = [one for one in open_ones if one.expected_on <= today + NEAR]
    return [one for share in _by_share(pointed) for one in _now(share, today)]


def _by_share(owed: Sequence[Owed]) -> list[list[Owed]]:
    shares: dict[int, list[Owed]] = {}
    for one in sorted(owed, key=lambda o: (o.expected_on, o.occurrence_id)):
        shares.setdefault(one.assignment_id, []).append(one)
    return list(shares.values())


def _now(share: Sequence[Owed], today: date) -> Sequence[Owed]:
    """Of one series: what is overdue if anything is, else the next; never a month that lies further ahead."""
    late = [one for one in share if one.is_overdue(today)]
    return late or share[:1]
