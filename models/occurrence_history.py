"""How often the day of an occurrence was moved and when it last changed, for whoever shows it outside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.assignment import Extension
from models.audit import AuditEntry
from models.measure import Plan
from models.reply import StatusReply


@dataclass(frozen=True)
class Change:
    """moves: extensions granted so far, each of which moved its day; at (UTC): the last change of any kind."""

    moves: int = 0
    at: datetime | None = None


def changes(session: Session, agency_id: int) -> dict[int, Change]:
    """Occurrence → what befell it since its plan was read; who was never moved or spoken of is left out."""
    granted = session.execute(
        select(Extension.occurrence_id, func.count(), func.max(Extension.decided_at))
        .where(Extension.agency_id == agency_id, Extension.state == "approved")
        .group_by(Extension.occurrence_id)
    )
    found = {occurrence: Change(moves, at) for occurrence, moves, at in granted}
    said = session.execute(
        select(StatusReply.occurrence_id, func.max(StatusReply.at))
        .where(StatusReply.agency_id == agency_id)
        .group_by(StatusReply.occurrence_id)
    )
    for occurrence, at in said:
        known = found.get(occurrence, Change())
        found[occurrence] = Change(known.moves, max(at, known.at or at))
    return found


def plan_changed_at(session: Session, agency_id: int, plan_ids: Sequence[int]) -> dict[int, datetime]:
    """Plan → when its document was last read: the first time, or the last correction of any of the office's plans."""
    read = select(func.max(AuditEntry.at)).where(AuditEntry.agency_id == agency_id, AuditEntry.act == "plan_imported")
    corrected = session.scalar(read)
    plans = session.execute(select(Plan.id, Plan.imported_at).where(Plan.agency_id == agency_id, Plan.id.in_(plan_ids)))
    return {plan: max(first, corrected or first) for plan, first in plans}
