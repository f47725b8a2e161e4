"""Whom a duty is for: a responsible cell as read, against the office's own units and roster. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.assignee import Assignee
from models.person_name import name_key
from models.readings import Person, Responsible
from models.records import Actor, StaffRecord, UnitRecord
from models.unit_key import match_unit


@dataclass(frozen=True)
class Office:
    """What must be known of an office to assign duties: units with sections, further spellings, the roster."""

    units: Sequence[UnitRecord]
    aliases: Mapping[str, int]
    staff: Sequence[StaffRecord] = ()

    def find(self, name: str) -> UnitRecord | None:
        """The unit or section a written name means."""
        return match_unit(self.units, self.aliases, name)

    @property
    def tops(self) -> list[UnitRecord]:
        """Units that are not sections."""
        return [unit for unit in self.units if unit.parent_id is None]


@dataclass(frozen=True)
class Assigned:
    """For whom, and what the office must be asked."""

    assignees: tuple[Assignee, ...]
    doubts: tuple[str, ...] = ()


def assignees(responsible: Responsible, actor: Actor, office: Office) -> Assigned:
    """Executives for a follow-up; else the people named, the sections, the units, all units and who collects.

    What names nobody of this office goes to "nobody", the queue of duties that wait for a person to be set.
    """
    if actor == Actor.EXECUTIVE:
        return Assigned((Assignee("executive"),))
    people = [staff for person in responsible.people if (staff := _on_roster(person, office))]
    if people:
        return Assigned(tuple(Assignee("doer", staff_id=staff.id) for staff in people))
    found, doubts = _units(responsible, office)
    if responsible.all_units:
        found = [*office.tops, *[unit for unit in found if unit.parent_id is not None]]
    doers = [Assignee("doer", unit_id=unit.id) for unit in dict.fromkeys(found)]
    collectors, more = _collector(responsible, office)
    if not doers and not collectors:
        doers = [Assignee("nobody")]
    return Assigned((*doers, *collectors), (*doubts, *more))


def unknown_units(responsible: Responsible, office: Office) -> list[str]:
    """Names of units in the cell that the office does not have."""
    return [name for name in responsible.units if office.find(name) is None]


def _on_roster(person: Person, office: Office) -> StaffRecord | None:
    name = name_key(person.name)
    return next((staff for staff in office.staff if name and name_key(staff.name) == name), None)


def _units(responsible: Responsible, office: Office) -> tuple[list[UnitRecord], list[str]]:
    """Sections stand for the unit they belong to; a unit without a section named stands for itself."""
    doubts: list[str] = []
    sections: list[UnitRecord] = []
    for name in responsible.sections:
        found = office.find(name)
        if found:
            sections.append(found)
    units: list[UnitRecord] = []
    for name in responsible.units:
        unit = office.find(name)
        if unit is None:
            doubts.append(f"ไม่พบ “{name}” ในรายชื่อส่วนราชการ โปรดระบุผู้รับผิดชอบ หรือเพิ่มชื่อเรียกด้วย flask unit alias")
        elif not any(section.parent_id == unit.id for section in sections):
            units.append(unit)
    return [*units, *sections], doubts


def _collector(responsible: Responsible, office: Office) -> tuple[list[Assignee], list[str]]:
    if responsible.collector is None:
        return [], []
    unit = office.find(responsible.collector)
    if unit is None:
        return [], [f"ไม่พบหน่วยรวบรวม “{responsible.collector}” ในรายชื่อส่วนราชการ"]
    return [Assignee("collector", unit_id=unit.id)], []
