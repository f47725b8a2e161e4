"""Where a person stands in the office, and what its units and people are called: read once for choosing."""

from collections import defaultdict

from sqlalchemy.orm import Session

from bot.choosing import Standing
from bot.whose import Names
from bot.wording import flat
from models import people
from models.permissions import Action, may
from models.person_name import given_name
from models.records import StaffRecord
from models.thaitext import squeeze
from models.unit import aliases_of, live_units
from models.unit_key import match_unit
from models.unit_names import short_names, spellings


def standing_of(session: Session, person: StaffRecord) -> Standing:
    """The person with the unit above theirs and, for a head, everybody of the unit."""
    units = {unit.id: unit.parent_id for unit in live_units(session, person.agency_id)}
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
    units, aliases = live_units(session, agency_id), aliases_of(session, agency_id)
    found = {squeeze(unit.name): unit.id for unit in units} | dict(aliases)
    for spelling, name in spellings():
        if meant := match_unit(units, aliases, name):
            found.setdefault(spelling, meant.id)
    return found


def names_for(session: Session, person: StaffRecord) -> Names:
    """What colleagues of a person call the units of the office and each other; what could be two units is neither."""
    units, aliases = live_units(session, person.agency_id), aliases_of(session, person.agency_id)
    short: defaultdict[str, set[int]] = defaultdict(set)
    for unit in units:
        for name in short_names(unit.name) if unit.parent_id is None else ():
            short[flat(name)].add(unit.id)
    for spelling, unit_id in aliases.items():
        for name in (spelling, *short_names(spelling)):
            short[flat(name)].add(unit_id)
    called: defaultdict[str, set[int]] = defaultdict(set)
    inside = {person.unit_id, standing_of(session, person).parent_unit} - {None}
    own = {name for name, ids in short.items() if ids & inside}
    for one in people.roster(session, person.agency_id):
        called[flat(given_name(one.name))].add(one.id)
        own |= {flat(given_name(one.name))} if one.id == person.id or one.unit_id in inside else set()
    return Names(
        spelled_units(session, person.agency_id),
        {name: next(iter(ids)) for name, ids in short.items() if len(ids) == 1},
        {name: frozenset(ids) for name, ids in called.items() if len(name) > 1},
        frozenset(own),
    )


def units_of(session: Session, agency_id: int, staff_ids: frozenset[int]) -> frozenset[int]:
    """The units and sections that these people sit in."""
    parents = {unit.id: unit.parent_id for unit in live_units(session, agency_id)}
    sits = {one.unit_id for one in people.roster(session, agency_id) if one.id in staff_ids}
    return frozenset(unit for one in sits for unit in (one, parents.get(one or 0)) if unit is not None)
