"""Where a reminder is said and who is named in it: the unit's group, the staff group, or people's 1:1 chats."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from models import contacts, people
from models.chat import ChatType, groups, private_chat
from models.figures import Owed
from models.records import ChatRecord, StaffRecord


@dataclass(frozen=True)
class Place:
    """One chat and the people (staff ids) named there.

    for_a_head: they hear in the place of a head whom the unit lacks. What else they are told of the unit comes to
    their chat later, so it waits as long as that and all of it is one digest.
    """

    chat_id: int
    staff_ids: tuple[int, ...]
    for_a_head: bool = False


class Addressees:
    """Where to say what one office owes, remembered for one round: many occurrences share unit, officer and stage."""

    def __init__(self, session: Session, agency_id: int, now: datetime) -> None:
        self._session, self._agency_id, self._now = session, agency_id, now
        self._found: dict[tuple[object, ...], list[Place]] = {}

    def of(self, one: Owed, tell: str) -> list[Place]:
        """As places(); asked of the database once for each unit, officer and stage."""
        key = (tell, one.part, one.unit_id, one.section_id, one.staff_id)
        if key not in self._found:
            self._found[key] = places(self._session, self._agency_id, one, tell, self._now)
        return self._found[key]


def applies(one: Owed, tell: str) -> bool:
    """Escalation is for what a unit or officer owes; executives are not told on themselves."""
    return tell == "responsible" or one.part in ("doer", "collector")


def places(session: Session, agency_id: int, one: Owed, tell: str, now: datetime) -> list[Place]:
    """Where to say it now, best place first filled; empty when nobody of the office can be reached yet."""
    if tell == "executive" or (tell == "responsible" and one.part == "executive"):
        return executives(session, agency_id, now) or _coordinators(session, agency_id, now)
    if tell == "unit_head":
        heads = people.heads_over(session, agency_id, one.unit_id, one.staff_id)
        if not heads:  # nobody in the group would take it for theirs; who runs the plan sees to a head
            return [replace(place, for_a_head=True) for place in _coordinators(session, agency_id, now)]
        return _privately(session, agency_id, heads, now) or _in_group(session, agency_id, one, heads)
    if one.part == "nobody":
        return _coordinators(session, agency_id, now)
    named = _responsible(session, agency_id, one)
    return (
        _in_group(session, agency_id, one, named)
        or _privately(session, agency_id, named, now)
        or _coordinators(session, agency_id, now)
    )


def _responsible(session: Session, agency_id: int, one: Owed) -> Sequence[StaffRecord]:
    if one.staff_id:
        person = people.staff_by_id(session, agency_id, one.staff_id)
        return (person,) if person else ()
    return people.officers_of(session, agency_id, one.section_id or one.unit_id or 0)


def _in_group(session: Session, agency_id: int, one: Owed, named: Sequence[StaffRecord]) -> list[Place]:
    """The unit's own group before the office's: fewer people, so a push there costs less."""
    own = [g for g in groups(session, agency_id, ChatType.UNIT) if g.unit_id == one.unit_id]
    return _said_in(own or groups(session, agency_id, ChatType.STAFF), named)


def executives(session: Session, agency_id: int, now: datetime) -> list[Place]:
    """The executives' group, else their 1:1 chats; empty when none of them can be reached yet."""
    named = people.executives(session, agency_id)
    group = _said_in(groups(session, agency_id, ChatType.EXECUTIVES), named)
    return group or _privately(session, agency_id, named, now)


def executives_alone(session: Session, agency_id: int, now: datetime) -> list[Place]:
    """The executives' 1:1 chats, where a push counts once, else their group."""
    return _privately(session, agency_id, people.executives(session, agency_id), now) or executives(
        session, agency_id, now
    )


def _coordinators(session: Session, agency_id: int, now: datetime) -> list[Place]:
    named = people.coordinators(session, agency_id)
    group = groups(session, agency_id, ChatType.STAFF)
    return _privately(session, agency_id, named, now) or _said_in(group, named)


def _said_in(found: Sequence[ChatRecord], named: Sequence[StaffRecord]) -> list[Place]:
    """The first of the groups, with these people named."""
    return [Place(found[0].id, tuple(person.id for person in named))] if found else []


def _privately(session: Session, agency_id: int, named: Sequence[StaffRecord], now: datetime) -> list[Place]:
    found = []
    for person in named:
        contact = contacts.contact_of(session, agency_id, person.id)
        if contact and contacts.is_reachable_privately(session, contact.id, now):
            found.append(Place(private_chat(session, contact.id, now).id, (person.id,)))
    return found
