"""Who may open the pages: links for one person that run out, and the sessions begun with them; kept as digests only."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import CheckConstraint, ForeignKey, Select, UniqueConstraint, delete, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import agency, audit, people
from models.base import Base, OfAgency
from models.database import changed
from models.people import Contact, Staff
from models.records import AgencyRecord, StaffRecord

LINK_MINUTES = 30
LINK_LIFE = timedelta(minutes=LINK_MINUTES)
USED_AGAIN = timedelta(minutes=1)  # a second tap, or an answer lost on the way, is no second person
SESSION_LIFE = timedelta(hours=12)  # a working day; the next link is one tap away in the chat
ENDED_KEPT = timedelta(days=7)  # long enough to say "used" or "expired" of an old link, and no longer


class PageLink(Base, OfAgency):
    """A link into the pages for one person. contact_id: the LINE account it was said to, null from the command line."""

    __tablename__ = "page_link"
    __table_args__ = (UniqueConstraint("digest"),)

    digest: Mapped[str]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), index=True)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class PageSession(Base, OfAgency):
    """One signed-in browser. role: what the person was when it began; once it changed the session is over for good."""

    __tablename__ = "page_session"
    __table_args__ = (
        UniqueConstraint("digest"),
        CheckConstraint("expires_at > began_at", name="expires_after_it_began"),
    )

    digest: Mapped[str]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), index=True)
    role: Mapped[str]
    began_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


Way = TypeVar("Way", PageLink, PageSession)
_ROLE_KEPT = Staff.role_since.is_(None) | (Staff.role_since <= PageSession.began_at)


@dataclass(frozen=True)
class Visitor:
    """Who looks at the pages, and of which office."""

    person: StaffRecord
    agency: AgencyRecord


@dataclass(frozen=True)
class SignedIn:
    """One browser in which a person is signed in, or with link_only a link that was not used yet. Aware, UTC."""

    staff_id: int
    began_at: datetime
    expires_at: datetime
    by_line: bool
    link_only: bool = False


def signed_in(session: Session, agency_id: int, now: datetime) -> tuple[SignedIn, ...]:
    """Every session that lets somebody in, and every link not used yet that would, of the office, newest first."""
    running = (PageSession.agency_id == agency_id, PageSession.ended_at.is_(None), PageSession.expires_at > now)
    unused = (PageLink.agency_id == agency_id, PageLink.used_at.is_(None), PageLink.revoked_at.is_(None))
    same_role = (PageSession.role == Staff.role, _ROLE_KEPT)
    sessions = [
        SignedIn(row.staff_id, row.began_at, row.expires_at, row.contact_id is not None)
        for row in session.scalars(_of_holders(PageSession).where(*running, *same_role))
    ]
    links = [
        SignedIn(row.staff_id, row.made_at, row.expires_at, row.contact_id is not None, link_only=True)
        for row in session.scalars(_of_holders(PageLink).where(*unused, PageLink.expires_at > now))
    ]
    return tuple(sorted((*sessions, *links), key=lambda one: one.began_at, reverse=True))


def _of_holders(table: type[Way]) -> Select[Way]:
    """Rows of people who may still come in by them, as _visitor() says of one."""
    bound = select(Contact.id).where(Contact.staff_id == Staff.id, Contact.binding == "confirmed")
    theirs = table.contact_id.is_(None) | bound.where(Contact.id == table.contact_id).exists()
    return select(table).join(Staff, Staff.id == table.staff_id).where(Staff.removed_at.is_(None), theirs)


def make_link(session: Session, person: StaffRecord, now: datetime, contact_id: int | None = None) -> str:
    """The secret part of a link for this person, good for half an hour; only its digest is kept."""
    plain = secrets.token_urlsafe(32)
    link = PageLink(
        agency_id=person.agency_id,
        digest=_digest(plain),
        staff_id=person.id,
        contact_id=contact_id,
        made_at=now,
        expires_at=now + LINK_LIFE,
    )
    session.add(link)
    session.flush()
    return plain


def holder(session: Session, plain: str, now: datetime) -> Visitor | None:
    """Whom a link would let in now; None when it is unknown, used, expired or revoked, or they may not any more."""
    link = session.scalars(select(PageLink).where(PageLink.digest == _digest(plain))).first()
    if link is None or link.revoked_at or link.expires_at <= now:
        return None
    if link.used_at and link.used_at + USED_AGAIN <= now:
        return None
    return _visitor(session, link.agency_id, link.staff_id, link.contact_id)


def begin_session(session: Session, plain: str, now: datetime) -> str | None:
    """Use a link up and begin a session: the secret for its cookie; None when the link lets nobody in."""
    who = holder(session, plain, now)
    if who is None:
        return None
    free = PageLink.used_at.is_(None) | (PageLink.used_at > now - USED_AGAIN)
    mine = update(PageLink).where(PageLink.digest == _digest(plain), PageLink.revoked_at.is_(None), free)
    if changed(session, mine.values(used_at=func.coalesce(PageLink.used_at, now))) != 1:
        return None
    link = session.scalars(select(PageLink).where(PageLink.digest == _digest(plain))).one()
    cookie = secrets.token_urlsafe(32)
    begun = PageSession(
        agency_id=link.agency_id,
        digest=_digest(cookie),
        staff_id=link.staff_id,
        contact_id=link.contact_id,
        role=who.person.role,
        began_at=now,
        expires_at=now + SESSION_LIFE,
    )
    session.add(begun)
    session.flush()
    audit.note(session, link.agency_id, "signed_in", now, link.staff_id, began=begun.id)
    return cookie


def visitor(session: Session, cookie: str, now: datetime) -> Visitor | None:
    """Whose session this is; None when it ended, ran out, or the person left, was unbound or changed role."""
    mine = select(PageSession).join(Staff, Staff.id == PageSession.staff_id).where(_ROLE_KEPT)
    row = session.scalars(mine.where(PageSession.digest == _digest(cookie))).first()
    if row is None or row.ended_at or row.expires_at <= now:
        return None
    found = _visitor(session, row.agency_id, row.staff_id, row.contact_id)
    return found if found and found.person.role == row.role else None


def end_session(session: Session, cookie: str, now: datetime) -> None:
    """Sign one browser out."""
    running = update(PageSession).where(PageSession.digest == _digest(cookie), PageSession.ended_at.is_(None))
    changed(session, running.values(ended_at=now))


def end_all(session: Session, agency_id: int, staff_id: int, now: datetime, by: int | None = None) -> int:
    """Sign a person out everywhere and revoke their links; how many sessions ended. by: whose word that is."""
    links = update(PageLink).where(PageLink.agency_id == agency_id, PageLink.staff_id == staff_id)
    changed(session, links.where(PageLink.revoked_at.is_(None)).values(revoked_at=now))
    theirs = update(PageSession).where(PageSession.agency_id == agency_id, PageSession.staff_id == staff_id)
    ended = changed(session, theirs.where(PageSession.ended_at.is_(None)).values(ended_at=now))
    audit.note(session, agency_id, "signed_out_everywhere", now, by, about=staff_id)
    return ended


def forget_ended(session: Session, now: datetime) -> None:
    """Remove links and sessions that ran out a week ago."""
    for table in (PageLink, PageSession):
        changed(session, delete(table).where(table.expires_at < now - ENDED_KEPT))


def _visitor(session: Session, agency_id: int, staff_id: int, contact_id: int | None) -> Visitor | None:
    """The person while they are on the roster and, where a LINE account stands behind it, that account is theirs."""
    person = people.staff_by_id(session, agency_id, staff_id)
    if person is None or (contact_id is not None and not _is_theirs(session, contact_id, staff_id)):
        return None
    return Visitor(person, agency.by_id(session, agency_id))


def _is_theirs(session: Session, contact_id: int, staff_id: int) -> bool:
    bound = select(Contact.id).where(Contact.id == contact_id, Contact.staff_id == staff_id)
    return session.scalars(bound.where(Contact.binding == "confirmed")).first() is not None


def _digest(plain: str) -> str:
    return hashlib.sha256(plain.encode()).hexdigest()
