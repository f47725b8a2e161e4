"""One round of reminders: occurrences whose day has come get their stage into the outbox, once."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from config.policy import Policy
from models import progress
from models.agency import day_overrides
from models.assignment import Occurrence
from models.bangkok import bangkok_day
from models.database import changed, transaction
from models.figures import Owed
from models.holidays import work_calendar
from models.measure import Plan
from models.outbox import NewMessage, enqueue
from models.workdays import WorkCalendar
from tasks.reminders.addressees import Addressees, Place, applies
from tasks.reminders.policy import Stage, due_stages, ladder, next_day, next_opening, opening

BATCH = 200  # occurrences in one transaction: short enough that a webhook never waits long for the database


def tick(engine: Engine, now: datetime, policy: Policy) -> int:
    """Look at everything due until now, batch by batch; returns how many reminders were added."""
    added = 0
    while True:
        with transaction(engine) as session:
            looked_at, new = tick_batch(session, now, policy)
        added += new
        if looked_at < BATCH:
            return added


def tick_batch(session: Session, now: datetime, policy: Policy) -> tuple[int, int]:
    """One batch: (occurrences looked at, reminders added). The stage and the next day are set in one commit."""
    today = bangkok_day(now)
    rows = session.execute(
        select(Occurrence.id, Occurrence.agency_id)
        .where(Occurrence.remind_on <= today)
        .order_by(Occurrence.remind_on, Occurrence.agency_id, Occurrence.id)  # the index's own order: no scan
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    ).all()
    added = 0
    for agency_id in dict.fromkeys(row.agency_id for row in rows):
        ids = [row.id for row in rows if row.agency_id == agency_id]
        added += _remind(session, agency_id, ids, now, policy)
    return len(rows), added


def calendar_for(session: Session, agency_id: int, today: date) -> WorkCalendar:
    """The office's working days around today, with its own days off."""
    closed, opened = day_overrides(session, agency_id)
    return work_calendar(today.year - 1, today.year + 2, closed, opened)


def _remind(session: Session, agency_id: int, ids: Sequence[int], now: datetime, policy: Policy) -> int:
    today = bangkok_day(now)
    calendar = calendar_for(session, agency_id, today)
    starts = {p.id: p.starts_on for p in session.scalars(select(Plan).where(Plan.agency_id == agency_id))}
    live = {o.occurrence_id: o for o in progress.of_occurrences(session, agency_id, ids) if o.is_open}
    addressees = Addressees(session, agency_id, now)
    again: dict[date | None, list[int]] = {}
    added = 0
    for occurrence_id in ids:
        one = live.get(occurrence_id)
        if one is None:
            again.setdefault(None, []).append(occurrence_id)
            continue
        rungs = ladder(one.expected_on, one.rhythm, policy, calendar)
        start = starts[one.plan_id]
        stages = [s for s in due_stages(rungs, start, today) if applies(one, s.tell)]
        told = [
            _enqueue(session, one, stage, place, now, policy, calendar)
            for stage in stages
            for place in addressees.of(one, stage.tell)
        ]
        unreachable = bool(stages) and not told
        day = today + timedelta(days=1) if unreachable else next_day(rungs, start, today)
        again.setdefault(day, []).append(occurrence_id)
        added += sum(told)
    for day, looked_at in again.items():
        changed(session, update(Occurrence).where(Occurrence.id.in_(looked_at)).values(remind_on=day))
    return added


def _enqueue(
    session: Session,
    one: Owed,
    stage: Stage,
    place: Place,
    now: datetime,
    policy: Policy,
    calendar: WorkCalendar,
) -> bool:
    """not_before: the opening of the stage's day, or the next one when that is past; patience counts from there."""
    urgency = policy.urgency[stage.urgency]
    not_before = max(opening(stage.on, policy), next_opening(now, policy, calendar))
    key = f"reminder/{one.occurrence_id}/{one.expected_on}/{stage.name}/{place.chat_id}"
    return enqueue(
        session,
        NewMessage(
            agency_id=one.agency_id,
            chat_id=place.chat_id,
            key=key,
            kind="reminder",
            urgency=stage.urgency,
            content={
                "stage": stage.name,
                "tell": stage.tell,
                "staff": list(place.staff_ids),
                "expected_on": one.expected_on.isoformat(),
            },
            not_before=not_before,
            push_after=not_before + urgency.patience,
            useless_after=not_before + urgency.useful,
            occurrence_id=one.occurrence_id,
        ),
        now,
    )
