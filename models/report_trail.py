"""What the stamps and the trail tell of each occurrence for the year's report: when it was done, seen and published."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.assignment import Extension, Occurrence
from models.bangkok import bangkok_day
from models.batches import in_batches
from models.hindrance import granted_causes, is_obstacle
from models.records import Status
from models.reply import StatusReply


@dataclass(frozen=True)
class Trail:
    """One occurrence by a moment. *_on: Bangkok days, None for what had not happened.

    obstacles: what was said to stand in the way and not taken back, in order; why more time was asked for is one only
    where it was granted. said: the last words about it.
    """

    progress: int | None = None
    completed_on: date | None = None
    verified_on: date | None = None
    published_on: date | None = None
    obstacles: tuple[str, ...] = ()
    said: str | None = None


def trails_of(session: Session, agency_id: int, occurrence_ids: Sequence[int], before: datetime) -> dict[int, Trail]:
    """The trails of the given occurrences as they were just before a moment (aware).

    An acknowledgement or publication taken back since is not told; a piece of work that was reopened and finished
    again counts as finished on the day of the last time.
    """
    found: dict[int, Trail] = {}
    for ids in in_batches(occurrence_ids):
        said = _replies(session, agency_id, ids, before)
        granted = granted_causes(session, agency_id, Extension.occurrence_id.in_(ids), before)
        stamps = select(Occurrence.id, Occurrence.completed_at, Occurrence.verified_at, Occurrence.published_at)
        for row in session.execute(stamps.where(Occurrence.agency_id == agency_id, Occurrence.id.in_(ids))):
            mine = said.get(row.id, [])
            found[row.id] = Trail(
                progress=mine[-1].progress if mine else None,
                completed_on=_day(_completed(row.completed_at, mine, before)),
                verified_on=_day(row.verified_at if _by(row.verified_at, before) else None),
                published_on=_day(row.published_at if _by(row.published_at, before) else None),
                obstacles=_obstacles(mine, granted.get(row.id, ())),
                said=next((one.said for one in reversed(_standing(mine)) if one.said), None),
            )
    return found


def _replies(session: Session, agency_id: int, ids: Sequence[int], before: datetime) -> dict[int, list[StatusReply]]:
    where = (StatusReply.agency_id == agency_id, StatusReply.occurrence_id.in_(ids), StatusReply.at < before)
    found: dict[int, list[StatusReply]] = {}
    for row in session.scalars(select(StatusReply).where(*where).order_by(StatusReply.id)):
        found.setdefault(row.occurrence_id, []).append(row)
    return found


def _completed(stamp: datetime | None, said: Sequence[StatusReply], before: datetime) -> datetime | None:
    """When it was finished: by its stamp, or by the trail where it was finished again only later."""
    if _by(stamp, before):
        return stamp
    at = None
    for one in said:
        at = (at or one.at) if one.became == Status.COMPLETED else None
    return at


def _standing(said: Sequence[StatusReply]) -> list[StatusReply]:
    """What was said and not taken back."""
    undone = {one.undoes_id for one in said}
    return [one for one in said if one.id not in undone and one.undoes_id is None]


def _obstacles(said: Sequence[StatusReply], granted: Collection[str]) -> tuple[str, ...]:
    told = [one for one in _standing(said) if is_obstacle(one.intent, one.obstacle, granted)]
    return tuple(dict.fromkeys(one.obstacle for one in told if one.obstacle))


def _by(stamp: datetime | None, before: datetime) -> bool:
    return stamp is not None and stamp < before


def _day(moment: datetime | None) -> date | None:
    return bangkok_day(moment) if moment else None
