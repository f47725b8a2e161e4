"""Whether an account is who it says: the card a coordinator is asked by, and what their word does. Never commits."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot import undecided
from bot.example import example_code
from bot.messages import guidance, joining
from bot.messages.parts import Messages
from bot.scene import Note, Outcome, Scene
from models import chat, contacts, people
from models.chat import ChatType
from models.names import unit_names
from models.permissions import Action, may, may_give
from models.records import AgencyRecord, ContactRecord, Role, StaffRecord

# A roster is not read out to a group the office has not named, or where citizens sit.
KNOWN_AUDIENCE = (ChatType.STAFF, ChatType.UNIT, ChatType.EXECUTIVES)
_MOST_WAITING = 2  # cards of waiting people beside the three messages of a registration: a reply holds five


def waiting_cards(session: Session, scene: Scene, role: Role) -> Messages:
    """Who waited before the first coordinator came; shown in the 1:1 chat only, longest waiting first."""
    if not scene.is_private or not may(role, Action.CONFIRM_STAFF):
        return ()
    waiting = contacts.pending(session, scene.agency.id)[:_MOST_WAITING]
    asked = [(contact, people.staff_by_id(session, scene.agency.id, contact.staff_id or 0)) for contact in waiting]
    return tuple(m for contact, person in asked if person for m in card(session, scene, contact, person))


def card(session: Session, scene: Scene, contact: ContactRecord, person: StaffRecord) -> Messages:
    """Asks whoever confirms people whether this account is this person, in the office's own words."""
    unit = unit_names(session, scene.agency.id).get(person.unit_id or 0)
    shown_as = contact.display_name or "ไม่ทราบชื่อ"
    return joining.ask_confirmer(scene.agency.voice, contact.id, person.id, shown_as, person.name, unit)


def told_to_confirmers(
    session: Session, scene: Scene, asked: Messages, asked_to_be: StaffRecord, key: str
) -> tuple[Note, ...]:
    """The coordinators who can be reached in private, else the administrators; each push counts, so not both.

    Only those whose word makes somebody of that role: an administrator is confirmed by another.
    """
    for role in (r for r in (Role.COORDINATOR, Role.ADMINISTRATOR) if may_give(r, asked_to_be.role)):
        reached = [
            contact
            for person in people.roster(session, scene.agency.id)
            if person.role == role and (contact := contacts.contact_of(session, scene.agency.id, person.id))
            if contacts.is_reachable_privately(session, contact.id, scene.now)
        ]
        if reached:
            return tuple(_note(session, to, key, asked, scene.now) for to in reached)
    return ()


def _note(session: Session, to: ContactRecord, key: str, messages: Messages, now: datetime) -> Note:
    private = chat.private_chat(session, to.id, now)
    return Note(private.id, f"{key}/{now.isoformat()}/{to.id}", messages)


def on_confirm(session: Session, scene: Scene, contact_id: int, staff_id: int) -> Outcome:
    """A coordinator says: yes, this account is this person (both ids come with the button)."""
    return _decide(session, scene, contact_id, staff_id, accepted=True)


def on_reject(session: Session, scene: Scene, contact_id: int, staff_id: int) -> Outcome:
    """A coordinator says: no, this account is not this person."""
    return _decide(session, scene, contact_id, staff_id, accepted=False)


def _decide(session: Session, scene: Scene, contact_id: int, staff_id: int, accepted: bool) -> Outcome:
    by = contacts.staff_of(session, scene.contact) if scene.contact else None
    if by is None:
        return Outcome(guidance.not_registered(scene.voice))
    wanted = people.staff_by_id(session, scene.agency.id, staff_id)
    if not may(by.role, Action.CONFIRM_STAFF) or (wanted and not may_give(by.role, wanted.role)):
        return Outcome(guidance.not_allowed(scene.voice))
    notes = decide(session, scene.agency, by, contact_id, staff_id, accepted, scene.now)
    if notes is None:
        asker = contacts.contact_by_id(session, scene.agency.id, contact_id)
        now_asks = _asks_now(session, scene, asker) if asker and asker.staff_id != staff_id else ()
        return Outcome((*joining.nothing_to_decide(scene.voice), *now_asks))
    elsewhere = tuple(note for note in notes if note.chat_id != scene.chat.id)
    return Outcome(guidance.decided(scene.voice, wanted.name if wanted else "", accepted), elsewhere)


def decide(
    session: Session,
    office: AgencyRecord,
    by: StaffRecord,
    contact_id: int,
    staff_id: int,
    accepted: bool,
    now: datetime,
) -> tuple[Note, ...] | None:
    """Whether this account is this person; what the asker is told, where it arrives. May they? is the caller's to ask.

    None when there is nothing to decide any more: decided before, asked to be somebody else, or the person taken.
    """
    asker = contacts.contact_by_id(session, office.id, contact_id)
    person = people.staff_by_id(session, office.id, staff_id)
    if asker is None or person is None or (accepted and person.bound):
        return None
    settle = contacts.confirm_binding if accepted else contacts.reject_binding
    if not settle(session, contact_id, staff_id, by.id, now):
        return None
    key = f"registered/{asker.id}/{person.id}"
    if not contacts.is_reachable_privately(session, asker.id, now):
        return _told_in_group(session, office, asker, person, accepted, key, now)
    example = example_code(session, office.id, person)
    yes = (
        *guidance.confirmed(office.voice, person.name, person.role, example),
        *undecided.told_to(session, office, person),
    )
    return (_note(session, asker, key, yes if accepted else guidance.rejected(office.voice), now),)


def _told_in_group(
    session: Session,
    office: AgencyRecord,
    asker: ContactRecord,
    person: StaffRecord,
    accepted: bool,
    key: str,
    now: datetime,
) -> tuple[Note, ...]:
    """Where LINE does not reach the asker alone: in a group of the office's own people that they were seen in."""
    groups = chat.groups(session, office.id, *KNOWN_AUDIENCE)
    seen = chat.members(session, [group.id for group in groups])
    to = next((group.id for group in groups if asker.id in seen.get(group.id, ())), None)
    words = guidance.decided_in_group(office.voice, person.name, accepted)
    return (Note(to, f"{key}/{now.isoformat()}", words, urgency="information"),) if to else ()


def _asks_now(session: Session, scene: Scene, asker: ContactRecord) -> Messages:
    """Whom the account asks to be by now: of a change of mind within a day nobody was told."""
    person = people.staff_by_id(session, scene.agency.id, asker.staff_id or 0)
    return card(session, scene, asker, person) if person and asker.binding == "pending" else ()
