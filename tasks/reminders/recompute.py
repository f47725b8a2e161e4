"""When an office changes its days off or its days of reminding, everything it owes gets its next day anew."""

from collections import defaultdict
from datetime import date, datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from config.policy import Policy
from models import progress
from models.assignment import Occurrence
from models.bangkok import bangkok_day
from models.batches import in_batches
from models.database import changed
from models.ladder import policy_for
from models.measure import Plan
from models.records import Status
from tasks.reminders.calendar import calendar_for
from tasks.reminders.policy import ladder, next_day


def look_again(session: Session, agency_id: int, now: datetime, policy: Policy) -> int:
    """Set the day of the next reminder of all that is open; how many days moved.

    What is to be looked at by tomorrow stays so: it may be there for another reason (asked for by hand, reached
    nobody). A stage whose day went by is not made up for on that account; one told is never told twice.
    """
    today = bangkok_day(now)
    own, calendar = policy_for(session, agency_id, policy), calendar_for(session, agency_id, today)
    starts = {p.id: p.starts_on for p in session.scalars(select(Plan).where(Plan.agency_id == agency_id))}
    mine = select(Occurrence.id, Occurrence.remind_on).where(Occurrence.agency_id == agency_id)
    kept = {row.id: row.remind_on for row in session.execute(mine.where(Occurrence.status != Status.COMPLETED))}
    moved: dict[date | None, list[int]] = defaultdict(list)
    for one in progress.owed(session, agency_id, Occurrence.status != Status.COMPLETED):
        was = kept[one.occurrence_id]
        rungs = ladder(one.expected_on, one.rhythm, own, calendar, noted=one.seen_on is not None)
        day = next_day(rungs, starts[one.plan_id], today - timedelta(days=1))
        if day != was and (was is None or was > today + timedelta(days=1)):
            moved[day].append(one.occurrence_id)
    for day, ids in moved.items():
        for some in in_batches(ids):
            changed(session, update(Occurrence).where(Occurrence.id.in_(some)).values(remind_on=day))
    return sum(map(len, moved.values()))
