"""What the worker has to do about evidence: contents to fetch, links to look at, bytes to remove; one taker each."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session

from models.database import changed
from models.evidence import Evidence

LEASE = timedelta(minutes=10)  # longer than one download may last; a killed process's work comes back


@dataclass(frozen=True)
class ToFetch:
    """A content to be fetched from LINE."""

    id: int
    agency_id: int
    message_id: str
    attempts: int
    at: datetime


@dataclass(frozen=True)
class ToCheck:
    """A link to be looked at."""

    id: int
    agency_id: int
    occurrence_id: int
    url: str


@dataclass(frozen=True)
class ToErase:
    """A piece whose bytes go; withdrawn: the row stays for the fact that something was sent."""

    id: int
    stored_as: str | None
    withdrawn: bool


def claim_file(session: Session, now: datetime) -> ToFetch | None:
    """Take the content that waits longest; None when there is none."""
    row = _claim(session, now, (Evidence.kind != "link") & (Evidence.state == "waiting"))
    return ToFetch(row.id, row.agency_id, row.message_id or "", row.attempts, row.at) if row else None


def claim_link(session: Session, now: datetime) -> ToCheck | None:
    """Take the bound link whose look is due longest; None when there is none."""
    row = _claim(session, now, (Evidence.kind == "link") & Evidence.occurrence_id.is_not(None))
    return ToCheck(row.id, row.agency_id, row.occurrence_id or 0, row.url or "") if row else None


def _claim(session: Session, now: datetime, which: ColumnElement[bool]) -> Evidence | None:
    free = or_(Evidence.claimed_until.is_(None), Evidence.claimed_until < now)
    due = select(Evidence).where(which, Evidence.try_at <= now, free).order_by(Evidence.try_at, Evidence.id)
    while (row := session.scalars(due.limit(1).with_for_update(skip_locked=True)).first()) is not None:
        take = update(Evidence).where(Evidence.id == row.id, Evidence.try_at <= now, free)
        if changed(session, take.values(claimed_until=now + LEASE, attempts=Evidence.attempts + 1)) == 1:
            session.refresh(row)
            return row
    return None


def held(session: Session, evidence_id: int) -> Evidence | None:
    """The row as it stands now, kept from other writers; None when it was removed meanwhile."""
    return session.get(Evidence, evidence_id, with_for_update=True, populate_existing=True)


def try_again(session: Session, evidence_id: int, at: datetime, why: str) -> None:
    """It came to nothing this time."""
    later = update(Evidence).where(Evidence.id == evidence_id, Evidence.try_at.is_not(None))
    changed(session, later.values(try_at=at, claimed_until=None, why=why[:200]))


def give_up(session: Session, one: ToErase) -> bool:
    """Its bytes go now: nobody binds it any more. False when it was bound since we looked."""
    row = held(session, one.id)
    if row is None or row.occurrence_id is not None:
        return False
    if not one.withdrawn:
        row.state, row.why = ("gone" if row.kind == "link" else "failed"), "เก็บครบกำหนดแล้ว"
    return True


def to_erase(session: Session, now: datetime, limit: int = 100) -> list[ToErase]:
    """Pieces whose time is over: withdrawn by their sender, unbound a month ago, or never placed within a month."""
    never_placed = Evidence.occurrence_id.is_(None) & (Evidence.at < now - timedelta(days=30))
    over = or_(Evidence.erase_after <= now, Evidence.erase_after.is_(None) & never_placed)
    nothing_left = (Evidence.state == "gone") & Evidence.stored_as.is_(None) & (Evidence.kind != "link")
    rows = session.scalars(select(Evidence).where(over, ~nothing_left).order_by(Evidence.id).limit(limit))
    return [ToErase(row.id, row.stored_as, row.state == "gone" and row.kind != "link") for row in rows]
