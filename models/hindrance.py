"""What stands in the way of open work: obstacles in people's own words, and requests for more time that wait.

Why more time is asked for is an obstacle only where it was granted: until then it is one side's word.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from models.assignment import Extension
from models.bangkok import day_end
from models.figures import Owed
from models.reply import StatusReply
from models.summaries import Obstacle, RequestedTime


def obstacles(
    session: Session, agency_id: int, some: Sequence[Owed], as_of: date | None = None
) -> tuple[Obstacle, ...]:
    """The last thing said to stand in the way of each open occurrence; as_of: by the end of that Bangkok day."""
    still_open = {o.occurrence_id: o for o in some if o.is_open}
    if not still_open:
        return ()
    end = day_end(as_of) if as_of else None
    said = _said(session, agency_id, _between(StatusReply.occurrence_id, still_open), end)
    granted = granted_causes(session, agency_id, _between(Extension.occurrence_id, still_open), end)
    last = {i: words for i, intent, words in said if i in still_open and is_obstacle(intent, words, granted.get(i))}
    return tuple(Obstacle(still_open[i].owner, still_open[i].codes, words) for i, words in last.items())


def requested(
    session: Session, agency_id: int, some: Sequence[Owed], as_of: date | None = None
) -> tuple[RequestedTime, ...]:
    """The requests for more time that nobody has decided on, of open occurrences, the longest waiting first."""
    still_open = {o.occurrence_id: o for o in some if o.is_open}
    if not still_open:
        return ()
    where = [Extension.agency_id == agency_id, _between(Extension.occurrence_id, still_open)]
    if as_of is None:
        where.append(Extension.state == "asked")
    else:
        end = day_end(as_of)
        where += [Extension.asked_at < end, or_(Extension.decided_at.is_(None), Extension.decided_at >= end)]
    asked = select(Extension.occurrence_id, Extension.asked_until).where(*where).order_by(Extension.id)
    return tuple(
        RequestedTime(still_open[i].owner, still_open[i].codes, until)
        for i, until in session.execute(asked)
        if i in still_open
    )


def is_obstacle(intent: str, words: str | None, granted: Collection[str] | None) -> bool:
    """Whether a row of the trail tells of an obstacle; granted: why more time was granted for the same occurrence."""
    return bool(words) and (intent != "request_extension" or words in (granted or ()))


def granted_causes(
    session: Session, agency_id: int, of: ColumnElement[bool], before: datetime | None
) -> dict[int, list[str]]:
    """Occurrence → why more time was asked for, of what was granted before a moment (None: by now)."""
    where = (Extension.agency_id == agency_id, of, Extension.state == "approved", Extension.reason.is_not(None))
    in_time = (Extension.decided_at < before,) if before else ()
    found: dict[int, list[str]] = {}
    asked = select(Extension.occurrence_id, Extension.reason).where(*where, *in_time)
    for occurrence_id, reason in session.execute(asked):
        found.setdefault(occurrence_id, []).append(reason or "")
    return found


def _between(column: InstrumentedAttribute[int], some: Mapping[int, Owed]) -> ColumnElement[bool]:
    """These and those between them: few are hindered, and a year's ids do not fit one statement."""
    return column.between(min(some), max(some))


def _said(
    session: Session, agency_id: int, of: ColumnElement[bool], before: datetime | None
) -> list[tuple[int, str, str]]:
    """(occurrence, intent, words) told as a cause and not taken back, both before that moment, in turn."""
    undo = aliased(StatusReply)
    taken_back = select(undo.id).where(undo.agency_id == agency_id, undo.undoes_id == StatusReply.id)
    in_time = (StatusReply.at < before,) if before else ()
    taken_back = taken_back.where(undo.at < before) if before else taken_back
    where = (StatusReply.agency_id == agency_id, of, StatusReply.obstacle.is_not(None), ~taken_back.exists(), *in_time)
    told = select(StatusReply.occurrence_id, StatusReply.intent, StatusReply.obstacle).where(*where)
    return [(i, intent, words or "") for i, intent, words in session.execute(told.order_by(StatusReply.id))]
