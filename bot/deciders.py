"""Who decides on more time: whom a request is put before, and whose word on it counts."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from config.files import load_policy
from models import contacts, people
from models.chat import private_chat
from models.figures import Owed
from models.permissions import Action, may
from models.records import Role, StaffRecord


def deciders_on(session: Session, one: Owed, asker: StaffRecord, now: datetime) -> list[StaffRecord]:
    """The first rung of the policy's ladder for the asker's role that LINE reaches, never the asker; else the first.

    With nobody of the ladder registered those who stand in come after it. Where the roster has nobody else at all who
    could decide, it is the asker, if their own role decides on others' requests.
    """
    if decides_alone(session, asker, one):
        return [asker]
    rungs = _rungs(session, one, asker, load_policy().deciders[asker.role])
    if not _is_registered(rungs):
        rungs = [*rungs, *_rungs(session, one, asker, load_policy().stand_in)]
    reached = ([p for p in rung if private_chat_of(session, one.agency_id, p.id, now)] for rung in rungs)
    return next((rung for rung in reached if rung), None) or next((rung for rung in rungs if rung), [])


def may_decide(session: Session, person: StaffRecord, one: Owed, asker_id: int | None) -> bool:
    """Coordinators and executives any, a head the unit's, where the policy names the role; nobody their own.

    Who stands in may while nobody whom the policy names is registered; the asker while nobody else could.
    """
    asker = people.staff_by_id(session, one.agency_id, asker_id) if asker_id else None
    if person.id == asker_id:
        return decides_alone(session, person, one)
    if asker and person.role not in load_policy().deciders[asker.role]:
        return _stands_in(session, person, one, asker)
    return _holds_the_role(session, person, one)


def decides_alone(session: Session, person: StaffRecord, one: Owed) -> bool:
    """Whether the roster has nobody else who could decide on what this person asks for, and their own role decides."""
    policy = load_policy()
    others = _rungs(session, one, person, [*policy.deciders[person.role], *policy.stand_in])
    stands_in = person.role in policy.stand_in and may(person.role, Action.STAND_IN_EXTENSION)
    return not any(others) and (stands_in or _holds_the_role(session, person, one))


def _holds_the_role(session: Session, person: StaffRecord, one: Owed) -> bool:
    heads = {head.id for head in _of_role(session, one, Role.UNIT_HEAD)}
    heads_it = person.id in heads and may(person.role, Action.DECIDE_UNIT_EXTENSION)
    return heads_it or may(person.role, Action.DECIDE_EXTENSION)


def private_chat_of(session: Session, agency_id: int, staff_id: int | None, now: datetime) -> int | None:
    """The 1:1 chat in which somebody can be told; None where LINE would not deliver."""
    contact = contacts.contact_of(session, agency_id, staff_id) if staff_id else None
    if contact is None or not contacts.is_reachable_privately(session, contact.id, now):
        return None
    return private_chat(session, contact.id, now).id


def _stands_in(session: Session, person: StaffRecord, one: Owed, asker: StaffRecord) -> bool:
    if person.role not in load_policy().stand_in or not may(person.role, Action.STAND_IN_EXTENSION):
        return False
    return not _is_registered(_rungs(session, one, asker, load_policy().deciders[asker.role]))


def _rungs(session: Session, one: Owed, asker: StaffRecord, roles: Sequence[str]) -> list[list[StaffRecord]]:
    return [[person for person in _of_role(session, one, Role(role)) if person.id != asker.id] for role in roles]


def _is_registered(rungs: Sequence[Sequence[StaffRecord]]) -> bool:
    return any(person.bound for rung in rungs for person in rung)


def _of_role(session: Session, one: Owed, role: Role) -> tuple[StaffRecord, ...]:
    """The head is the one of the unit that owes it; of the other roles everybody."""
    if role is Role.UNIT_HEAD:
        return people.heads_over(session, one.agency_id, one.section_id or one.unit_id, one.staff_id)
    return people.roster(session, one.agency_id, people.Staff.role == role)
