"""Where a person stands in the office, and how its units are spelled: read once for choosing."""

from sqlalchemy.orm import Session

from bot.choosing import Standing
from models import agency, people
from models.permissions import Action, may
from models.records import StaffRecord
from models.thaitext import squeeze
from models.unit_key import match_unit
from models.unit_names import spellings


def standing_of(session: Session, person: StaffRecord) -> Standing:
    """The person with the unit above theirs and, for a head, everybody of the unit."""
    units = {unit.id: unit.parent_id for unit in agency.units(session, person.agency_id)}
    team: frozenset[int] = frozenset()
    if person.unit_id is not None and may(person.role, Action.REPORT_UNIT):
        inside = {person.unit_id, *(unit for unit, parent in units.items() if parent == person.unit_id)}
        team = frozenset(one.id for one in people.roster(session, person.agency_id) if one.unit_id in inside)
    return Standing(person, units.get(person.unit_id or 0), team)


def top_unit(session: Session, person: StaffRecord) -> int | None:
    """The unit a person sits in, seen from a section too."""
    return standing_of(session, person).parent_unit or person.unit_id


def spelled_units(session: Session, agency_id: int) -> dict[str, int]:
    """Squeezed spelling → unit or section id, with the office's own spellings and the usual short ones."""
    units, aliases = agency.units(session, agency_id), agency.aliases(session, agency_id)
    found = {squeeze(unit.name): unit.id for unit in units} | dict(aliases)
    for spelling, name in spellings():
        if meant := match_unit(units, aliases, name):
            found.setdefault(spelling, meant.id)
    return found
