"""The LINE accounts met: how each is tied to a person on the roster, released again, and erased on request."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from models import audit, people
from models.assignment import look_again
from models.chat import ChatMember
from models.database import changed, insert_once
from models.people import Contact
from models.records import ContactRecord, StaffRecord
from models.refusal import Refusal

NAME_WAITS = timedelta(hours=1)  # after ‹ลงทะเบียน›; a name typed later is small talk
ASKED_LATELY = timedelta(days=1)  # pressing again and again must not cost a counted push each time
# LINE delivers a push to a friend, or to somebody who wrote in the 1:1 chat within seven days (push preconditions).
WROTE_LATELY = timedelta(days=7)


def meet(session: Session, agency_id: int, line_user_id: str, display_name: str | None, now: datetime) -> ContactRecord:
    """The account with this LINE id, kept from its first sight on; a display name given is the newest one."""
    row = {"agency_id": agency_id, "line_user_id": line_user_id, "display_name": display_name, "created_at": now}
    insert_once(session, Contact, row)
    where = (Contact.agency_id == agency_id, Contact.line_user_id == line_user_id)
    contact = session.scalars(select(Contact).where(*where)).one()
    if display_name:
        contact.display_name = display_name
    session.flush()
    return _record(contact)


def known(session: Session, agency_id: int, line_user_id: str) -> ContactRecord | None:
    """The account with this LINE id when it was met before; nothing is kept of others."""
    where = (Contact.agency_id == agency_id, Contact.line_user_id == line_user_id)
    contact = session.scalars(select(Contact).where(*where)).first()
    return _record(contact) if contact else None


def contact_by_id(session: Session, agency_id: int, contact_id: int) -> ContactRecord | None:
    """One account of this office, or None."""
    where = (Contact.agency_id == agency_id, Contact.id == contact_id)
    contact = session.scalars(select(Contact).where(*where)).first()
    return _record(contact) if contact else None


def contact_of(session: Session, agency_id: int, staff_id: int) -> ContactRecord | None:
    """The account confirmed for a person, or None."""
    where = (Contact.agency_id == agency_id, Contact.staff_id == staff_id, Contact.binding == "confirmed")
    contact = session.scalars(select(Contact).where(*where)).first()
    return _record(contact) if contact else None


def accounts_of(session: Session, agency_id: int, staff_id: int) -> tuple[ContactRecord, ...]:
    """Every account that is, was or asks to be this person."""
    where = (Contact.agency_id == agency_id, Contact.staff_id == staff_id)
    return tuple(_record(c) for c in session.scalars(select(Contact).where(*where).order_by(Contact.id)))


def staff_of(session: Session, contact: ContactRecord) -> StaffRecord | None:
    """Who on the roster an account is confirmed to be; None while asked, released or off the roster."""
    if contact.binding != "confirmed" or contact.staff_id is None:
        return None
    return people.staff_by_id(session, contact.agency_id, contact.staff_id)


def pending(session: Session, agency_id: int) -> tuple[ContactRecord, ...]:
    """Who waits for a coordinator's word, longest first."""
    where = (Contact.agency_id == agency_id, Contact.binding == "pending")
    return tuple(_record(c) for c in session.scalars(select(Contact).where(*where).order_by(Contact.asked_at)))


def followed(session: Session, contact_id: int, now: datetime) -> None:
    """The account became a friend of the bot."""
    _row(session, contact_id).friend_since = now


def unfollowed(session: Session, contact_id: int) -> None:
    """The account blocked the bot: a push would be accepted and never arrive."""
    contact = _row(session, contact_id)
    contact.friend_since = contact.wrote_privately_at = None


def wrote_privately(session: Session, contact_id: int, now: datetime) -> None:
    """The account wrote in the 1:1 chat."""
    _row(session, contact_id).wrote_privately_at = now


def is_reachable_privately(session: Session, contact_id: int, now: datetime) -> bool:
    """True when LINE delivers a push to this account (a friend, or wrote within seven days)."""
    return _is_reachable(_row(session, contact_id), now)


def _is_reachable(contact: Contact, now: datetime) -> bool:
    wrote = contact.wrote_privately_at
    return contact.friend_since is not None or (wrote is not None and now - wrote < WROTE_LATELY)


@dataclass(frozen=True)
class Account:
    """The account confirmed for a person of an office. is_reachable: LINE would deliver a push in its 1:1 chat."""

    agency_id: int
    contact_id: int
    line_user_id: str
    is_reachable: bool


def accounts_by_person(
    session: Session, agency_ids: Sequence[int], staff_ids: Sequence[int], now: datetime
) -> dict[int, Account]:
    """Person → the account confirmed for them; who has none is left out."""
    where = (Contact.agency_id.in_(agency_ids), Contact.staff_id.in_(staff_ids), Contact.binding == "confirmed")
    return {
        c.staff_id: Account(c.agency_id, c.id, c.line_user_id, _is_reachable(c, now))
        for c in session.scalars(select(Contact).where(*where))
        if c.staff_id is not None
    }


def reachable_privately(session: Session, agency_id: int, staff_ids: Sequence[int], now: datetime) -> dict[int, int]:
    """Person → account, of those whom LINE would deliver a push in their 1:1 chat, as is_reachable_privately()."""
    friend_or_wrote = Contact.friend_since.is_not(None) | (Contact.wrote_privately_at > now - WROTE_LATELY)
    rows = session.execute(
        select(Contact.staff_id, Contact.id).where(
            Contact.agency_id == agency_id,
            Contact.staff_id.in_(staff_ids),
            Contact.binding == "confirmed",
            friend_or_wrote,
        )
    )
    return {staff_id: contact_id for staff_id, contact_id in rows if staff_id is not None}


def note_notice(session: Session, contact_id: int, now: datetime) -> bool:
    """The privacy notice is being shown (PDPA s.23); True when it is the first time for this account."""
    unseen = update(Contact).where(Contact.id == contact_id, Contact.noticed_at.is_(None))
    return changed(session, unseen.values(noticed_at=now)) == 1


def await_name(session: Session, contact_id: int, now: datetime) -> None:
    """The account was asked for its name: what it types next may be one."""
    _row(session, contact_id).asked_at = now


def awaits_name(session: Session, contact_id: int, now: datetime) -> bool:
    """True within the hour after the account was asked for its name and gave none yet."""
    contact = _row(session, contact_id)
    asked, released = contact.asked_at, contact.released_at
    if contact.binding not in ("none", "released") or asked is None or now - asked > NAME_WAITS:
        return False
    return released is None or asked > released


def ask_binding(session: Session, contact_id: int, staff_id: int, now: datetime) -> bool:
    """The account says who it is and waits for a coordinator; asking again may change whom it asks to be.

    True when a coordinator should hear of it; False within a day of the last notice, whoever it asks to be now.
    Raises Refusal when the account is somebody already, or the person has another account or left the roster.
    """
    contact = _row(session, contact_id)
    person = people.staff_by_id(session, contact.agency_id, staff_id)
    if contact.binding == "confirmed":
        raise Refusal("บัญชีนี้ลงทะเบียนไว้แล้ว")
    if person is None or person.bound:
        raise Refusal("ชื่อนี้ลงทะเบียนด้วยบัญชีอื่นแล้ว หรือไม่อยู่ในทะเบียน")
    waits, asked = contact.binding == "pending", contact.asked_at
    is_new = not (waits and asked and now - asked < ASKED_LATELY)
    if not is_new and contact.staff_id == staff_id:
        return False
    # The time stays that of the notice: changing names all day must not put the next notice off for ever.
    contact.binding, contact.staff_id, contact.asked_at = "pending", staff_id, now if is_new else asked
    contact.released_at = contact.confirmed_at = contact.confirmed_by = None
    session.flush()
    audit.note(session, contact.agency_id, "binding_asked", now, contact=contact_id, about=staff_id)
    return is_new


def confirm_binding(session: Session, contact_id: int, staff_id: int, by: int, now: datetime) -> bool:
    """The account is this person, says the coordinator `by`; False when it no longer asks to be them.

    Raises Refusal when the person got another account meanwhile. Permission is the caller's to check.
    """
    contact = _row(session, contact_id)
    person = people.staff_by_id(session, contact.agency_id, staff_id)
    if person is None or person.bound:
        raise Refusal("ชื่อนี้ลงทะเบียนด้วยบัญชีอื่นแล้ว หรือไม่อยู่ในทะเบียน")
    confirmed = {"binding": "confirmed", "confirmed_at": now, "confirmed_by": by}
    if not _settle(session, contact, staff_id, confirmed):
        return False
    audit.note(session, contact.agency_id, "binding_confirmed", now, by, contact=contact_id, about=staff_id)
    return True


def reject_binding(session: Session, contact_id: int, staff_id: int, by: int, now: datetime) -> bool:
    """The account is not this person; it may ask again. False when it no longer asks to be them."""
    contact = _row(session, contact_id)
    rejected = {"binding": "none", "staff_id": None, "asked_at": None}
    if not _settle(session, contact, staff_id, rejected):
        return False
    audit.note(session, contact.agency_id, "binding_rejected", now, by, contact=contact_id, about=staff_id)
    return True


def _settle(session: Session, contact: Contact, staff_id: int, values: Mapping[str, object]) -> bool:
    where = (Contact.id == contact.id, Contact.binding == "pending", Contact.staff_id == staff_id)
    settled = changed(session, update(Contact).where(*where).values(values)) == 1
    session.refresh(contact)
    return settled


def bind_at_once(session: Session, contact_id: int, staff_id: int, now: datetime) -> None:
    """A one-time code proves who the account is; an older account of the same person is released."""
    contact = _row(session, contact_id)
    older = contact_of(session, contact.agency_id, staff_id)
    if older and older.id != contact_id:
        release(session, older.id, now)
    contact.binding, contact.staff_id, contact.asked_at, contact.confirmed_at = "confirmed", staff_id, now, now
    contact.confirmed_by = contact.released_at = None
    session.flush()
    audit.note(session, contact.agency_id, "binding_by_code", now, contact=contact_id, about=staff_id)


def release(session: Session, contact_id: int, now: datetime) -> bool:
    """End a binding or a request for one; the row remembers whose it was until it is forgotten."""
    held = update(Contact).where(Contact.id == contact_id, Contact.binding.in_(("pending", "confirmed")))
    done = changed(session, held.values(binding="released", released_at=now)) == 1
    contact = _row(session, contact_id)
    if done:
        audit.note(session, contact.agency_id, "binding_released", now, contact=contact_id, about=contact.staff_id)
        look_again(session, contact.agency_id, now)
    return done


def release_if_gone(session: Session, contact_id: int, now: datetime) -> bool:
    """Release an account that is in no group of the office any more and no friend of the bot."""
    seen = select(ChatMember.id).where(ChatMember.contact_id == contact_id, ChatMember.left_at.is_(None))
    contact = _row(session, contact_id)
    stays = session.scalars(seen.limit(1)).first() is not None or contact.friend_since is not None
    return False if stays else release(session, contact_id, now)


def forget(session: Session, contact_id: int, now: datetime) -> None:
    """Erase what is personal (PDPA s.33): LINE id, display name, binding and memberships.

    The row stays, nameless, because the chat's delivery record (what was counted against the quota) hangs on it.
    Raw webhook events that still hold the id are emptied by their own short retention.
    """
    contact = _row(session, contact_id)
    contact.line_user_id, contact.display_name, contact.binding = f"forgotten/{contact_id}", None, "none"
    contact.staff_id = contact.confirmed_by = None
    contact.asked_at = contact.confirmed_at = contact.released_at = contact.noticed_at = None
    contact.friend_since = contact.wrote_privately_at = None
    session.flush()
    session.execute(delete(ChatMember).where(ChatMember.contact_id == contact_id))
    audit.note(session, contact.agency_id, "contact_forgotten", now, contact=contact_id)
    look_again(session, contact.agency_id, now)


def forget_released(session: Session, before: datetime, now: datetime) -> int:
    """Erase the accounts released before a moment (retention: unbound + 90 days); how many."""
    old = select(Contact.id).where(Contact.binding == "released", Contact.released_at < before)
    ids = session.scalars(old).all()
    for contact_id in ids:
        forget(session, contact_id, now)
    return len(ids)


def _row(session: Session, contact_id: int) -> Contact:
    """The row as the database has it: conditional updates go past what the session remembers."""
    session.flush()
    return session.get_one(Contact, contact_id, populate_existing=True)


def _record(contact: Contact) -> ContactRecord:
    return ContactRecord(contact.id, contact.agency_id, contact.display_name, contact.staff_id, contact.binding)
