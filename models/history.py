"""How things stood on an earlier day, from the trail: what was said of each occurrence, and what time was granted."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.assignment import Extension
from models.batches import in_batches
from models.figures import Owed
from models.records import Status
from models.reply import StatusReply


def as_they_stood(session: Session, agency_id: int, found: Sequence[Owed], end: datetime) -> list[Owed]:
    """The same occurrences with the status and the day expected that each had just before `end` (an aware moment).

    What nothing was ever said or decided of stays as it is given.
    """
    said, granted = _statuses(session, agency_id, found, end), _granted(session, agency_id, found, end)
    return [
        one._replace(
            status=said.get(one.occurrence_id, one.status),
            extended_to=granted.get(one.occurrence_id, one.extended_to),
        )
        for one in found
    ]


def _statuses(session: Session, agency_id: int, found: Sequence[Owed], end: datetime) -> dict[int, Status]:
    """What the last statement before the end made of it; where all came later, what the first of them found."""
    stood: dict[int, Status] = {}
    columns = (StatusReply.occurrence_id, StatusReply.was, StatusReply.became, StatusReply.at)
    for ids in in_batches([one.occurrence_id for one in found]):
        said = select(*columns).where(StatusReply.agency_id == agency_id, StatusReply.occurrence_id.in_(ids))
        for row in session.execute(said.order_by(StatusReply.id)):
            if row.at < end:
                stood[row.occurrence_id] = Status(row.became)
            else:
                stood.setdefault(row.occurrence_id, Status(row.was))
    return stood


def _granted(session: Session, agency_id: int, found: Sequence[Owed], end: datetime) -> dict[int, date | None]:
    """The day granted last before the end; None where more time was granted only later."""
    until: dict[int, date | None] = {}
    columns = (Extension.occurrence_id, Extension.asked_until, Extension.decided_at)
    for ids in in_batches([one.occurrence_id for one in found]):
        decided = select(*columns).where(Extension.agency_id == agency_id, Extension.occurrence_id.in_(ids))
        approved = decided.where(Extension.state == "approved").order_by(Extension.decided_at, Extension.id)
        for row in session.execute(approved):
            if row.decided_at < end:
                until[row.occurrence_id] = row.asked_until
            else:
                until.setdefault(row.occurrence_id, None)
    return until
