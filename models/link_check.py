"""What was seen each time a link was looked at, and when it is looked at next; rows are only added."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import takewhile

from sqlalchemy import ForeignKey, Index, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.bangkok import bangkok_day
from models.base import Base, OfAgency, one_of
from models.evidence import ENDED, Evidence
from models.fiscal import fiscal_bounds, fiscal_year_of

EVERY = timedelta(days=7)
DEAD_AGAIN = timedelta(days=1)  # a dead or refused link is looked at the day after, before anybody is troubled
OUTAGE_AGAIN = timedelta(hours=6)
OUTAGE_PATIENCE = timedelta(days=14)  # a small office's site may be down over a long holiday
# The assessors ask for clarification in the weeks after the year's end: what they open must still be there.
CLARIFICATION = timedelta(days=120)
_ENDS = {"dead": "gone", "refused": "failed"}  # what a link is once it was seen so on two days running
COPY_EVERY = timedelta(days=28)  # pages with a counter change daily; a copy a month shows what stood there


class LinkCheck(Base, OfAgency):
    """One look at one link. seen: ok, dead (the site says there is nothing), outage (who knows), refused (not public).

    stored_as: the dated copy, null where none was kept; sha256 and size are those of the bytes seen.
    """

    __tablename__ = "link_check"
    __table_args__ = (
        one_of("seen", ("ok", "dead", "outage", "refused")),
        Index("ix_link_check_evidence_id_at", "evidence_id", "at"),
    )

    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id", ondelete="CASCADE"))
    at: Mapped[datetime]
    seen: Mapped[str]
    status: Mapped[int | None]
    final_url: Mapped[str | None]
    official: Mapped[bool]
    why: Mapped[str | None]
    content_type: Mapped[str | None]
    size: Mapped[int | None]
    sha256: Mapped[str | None]
    stored_as: Mapped[str | None]


@dataclass(frozen=True)
class Look:
    """What one look found, before it is written down."""

    seen: str
    status: int | None = None
    final_url: str | None = None
    official: bool = False
    why: str | None = None
    content_type: str | None = None
    size: int | None = None
    sha256: str | None = None
    stored_as: str | None = None


def looks(session: Session, evidence_id: int) -> list[LinkCheck]:
    """Every look at a link, the newest first."""
    of_link = select(LinkCheck).where(LinkCheck.evidence_id == evidence_id)
    return list(session.scalars(of_link.order_by(LinkCheck.at.desc(), LinkCheck.id.desc())))


def untold(session: Session, limit: int) -> list[Evidence]:
    """Bound links that died or lead to no public address and whose owner was not told yet, oldest first."""
    dead = (Evidence.kind == "link", Evidence.state.in_(ENDED), Evidence.told_at.is_(None))
    bound = Evidence.occurrence_id.is_not(None)
    return list(session.scalars(select(Evidence).where(*dead, bound).order_by(Evidence.id).limit(limit)))


def wants_copy(session: Session, evidence_id: int, sha256: str, now: datetime) -> bool:
    """The first sight is copied, then what has changed, once a month at most."""
    copies = [one for one in looks(session, evidence_id) if one.stored_as]
    return not copies or (copies[0].sha256 != sha256 and copies[0].at <= now - COPY_EVERY)


def note(session: Session, link: Evidence, look: Look, due_on: date, now: datetime) -> None:
    """Write a look down; the link's state and its next look follow from it and from those before."""
    before = looks(session, link.id)
    session.add(LinkCheck(agency_id=link.agency_id, evidence_id=link.id, at=now, **vars(look)))
    link.state, link.why = _state(session, link, look, before, now), look.why
    if look.seen == "ok":
        link.official, link.told_at = look.official, None
    again = now + _pause(link, look)
    link.try_at = again if bangkok_day(again) <= last_day(due_on) else None
    link.claimed_until = None
    session.flush()


def last_day(due_on: date) -> date:
    """The Bangkok day until which what proves a due date is watched: its fiscal year and the clarification after."""
    return fiscal_bounds(fiscal_year_of(due_on))[1] + CLARIFICATION


def _state(session: Session, link: Evidence, look: Look, before: Sequence[LinkCheck], now: datetime) -> str:
    """Dead (or no public address) is what answers so on two days running, dead what is silent for a fortnight."""
    if look.seen == "ok":
        return "kept"
    if look.seen in _ENDS:
        running = takewhile(lambda one: one.seen in _ENDS, before)
        return _ENDS[look.seen] if any(bangkok_day(one.at) != bangkok_day(now) for one in running) else link.state
    last_ok = next((one.at for one in before if one.seen == "ok"), link.at)
    return "gone" if last_ok <= now - OUTAGE_PATIENCE and _others_answer(session, now) else link.state


def _others_answer(session: Session, now: datetime) -> bool:
    """Whether any link at all answered lately: if none does, it is our own way out that is shut."""
    lately = select(LinkCheck.id).where(LinkCheck.seen == "ok", LinkCheck.at > now - OUTAGE_PATIENCE)
    return session.scalars(lately.limit(1)).first() is not None


def _pause(link: Evidence, look: Look) -> timedelta:
    if look.seen == "ok" or link.state in ENDED:
        return EVERY
    return DEAD_AGAIN if look.seen in _ENDS else OUTAGE_AGAIN
