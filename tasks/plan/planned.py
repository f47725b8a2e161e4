"""The office as an import of this reading would leave it: new units and sections with it. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from models.readings import Person, PlanReading
from models.records import Role, StaffRecord, UnitRecord
from tasks.plan.assignees import Office, unknown_units


def planned(
    office: Office, reading: PlanReading, new_units: Sequence[str] = (), new_people: Sequence[str] = ()
) -> Office:
    """As tasks/plan/apply.py brings the office up to a document; what is not there yet has a number below zero."""
    for name in new_units:
        office = _with(office, name, None)
    if not office.tops:
        for measure in reading.measures:
            for name in unknown_units(measure.responsible, office):
                office = _with(office, name, None)
    for measure in reading.measures:
        unit = office.find(measure.responsible.units[0]) if len(measure.responsible.units) == 1 else None
        for name in measure.responsible.sections:
            if unit and unit.parent_id is None:
                office = _with(office, name, unit.id)
    met = newcomers(office, reading, new_people)
    staff = [
        StaffRecord(-n, 0, one.name, one.position, unit.id if unit else None, Role.OFFICER)
        for n, (one, unit) in enumerate(met, start=1)
    ]
    return replace(office, staff=(*office.staff, *staff))


def newcomers(office: Office, reading: PlanReading, names: Sequence[str]) -> list[tuple[Person, UnitRecord | None]]:
    """Those of these names whom the document gives something to do, once each, with the unit of their first row."""
    met: dict[str, tuple[Person, UnitRecord | None]] = {}
    for measure in reading.measures:
        unit = office.find(measure.responsible.units[0]) if measure.responsible.units else None
        for person in measure.responsible.people:
            if person.name in names:
                met.setdefault(person.name, (person, unit))
    return list(met.values())


def _with(office: Office, name: str, parent_id: int | None) -> Office:
    if office.find(name) is not None:
        return office
    new = UnitRecord(-len(office.units) - 1, " ".join(name.split()), parent_id)
    return replace(office, units=(*office.units, new))
