"""One round of reminders: occurrences whose day has come get their stage into the outbox, once."""

from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime, timedelta

import structlog
from sqlalchemy import Engine, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from config.policy import Policy
from models import progress
from models.assignment import Occurrence
from models.bangkok import bangkok_day
from models.database import changed, transaction
from models.figures import Owed
from models.ladder import policy_for
from models.measure import Plan
from models.outbox import NewMessage, enqueue, keys_about
from models.verification import awaiting
from models.workdays import WorkCalendar
from tasks.house import never
from tasks.reminders.addressees import Addressees, Place, applies
from tasks.reminders.approvals import bring_up
from tasks.reminders.calendar import calendar_for
from tasks.reminders.digests import tell_executives
from tasks.reminders.policy import (
    Stage,
    approval,
    due_stages,
    ladder,
    next_day,
    next_opening,
    opening,
    patient_until,
)
from tasks.reminders.requests import ask_again

log = structlog.get_logger()
BATCH = 200  # occurrences in one transaction: short enough that a webhook never waits long for the database


def tick(engine: Engine, now: datetime, policy: Policy, stopping: Callable[[], bool] = never) -> int:
    """Look at everything due until now, batch by batch; returns how many reminders were added.

    stopping: asked before each batch; what is left is due for whoever comes next.
    """
    added = 0
    while not stopping():
        with transaction(engine) as session:
            looked_at, new = tick_batch(session, now, policy)
        added += new
        if looked_at < BATCH:
            return added + ask_again(engine, now, policy) + tell_executives(engine, now, policy)
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


def _remind(session: Session, agency_id: int, ids: Sequence[int], now: datetime, policy: Policy) -> int:
    today = bangkok_day(now)
    policy, calendar = policy_for(session, agency_id, policy), calendar_for(session, agency_id, today)
    starts = {p.id: p.starts_on for p in session.scalars(select(Plan).where(Plan.agency_id == agency_id))}
    found = progress.of_occurrences(session, agency_id, ids)
    live = {o.occurrence_id: o for o in found if o.is_open}
    addressees = Addressees(session, agency_id, now)
    # A stage told once is not told again where it would be said now: a group was typed, or a head registered since.
    told = {key.rpartition("/")[0] for key in keys_about(session, agency_id, ids)}
    again: dict[date | None, list[int]] = {}
    added, waiting = 0, dict[int, date | None]()
    try:
        with session.begin_nested():
            added, waiting = _approvals(session, agency_id, found, now, policy, calendar)
    except OperationalError:
        raise
    except Exception:  # a card that cannot be made silences no reminder; it is made tomorrow
        log.exception("approvals_not_brought_up", agency=agency_id)
        waiting = {one.occurrence_id: today + timedelta(days=1) for one in found if not one.is_open}
    for occurrence_id in ids:
        one = live.get(occurrence_id)
        if occurrence_id in waiting:
            again.setdefault(waiting[occurrence_id], []).append(occurrence_id)
            continue
        if one is None:
            again.setdefault(None, []).append(occurrence_id)
            continue
        try:
            with session.begin_nested():
                new, day = _remind_one(session, one, starts[one.plan_id], told, addressees, now, policy, calendar)
        except OperationalError:  # the database itself: the whole batch comes again
            raise
        except Exception:  # one that cannot be reckoned with must not silence all the others
            log.exception("occurrence_not_reminded", occurrence=occurrence_id)
            new, day = 0, today + timedelta(days=1)
        added += new
        again.setdefault(day, []).append(occurrence_id)
    for day, looked_at in again.items():
        changed(session, update(Occurrence).where(Occurrence.id.in_(looked_at)).values(remind_on=day))
    return added


def _approvals(
    session: Session, agency_id: int, found: Sequence[Owed], now: datetime, policy: Policy, calendar: WorkCalendar
) -> tuple[int, dict[int, date | None]]:
    """(cards added, the day to look again at each that waits for an executive's word)."""
    done = {one.occurrence_id for one in found if not one.is_open and not one.verified}
    if not done:
        return 0, {}
    today = bangkok_day(now)
    waiting = [one for one in awaiting(session, agency_id) if done.intersection(one.ids)]
    if not waiting:
        return 0, {}
    added, said_today = bring_up(session, agency_id, now, policy, calendar)
    tomorrow = calendar.on_or_after(today + timedelta(days=1)) if said_today else None
    again: dict[int, date | None] = {}
    for one in waiting:
        finished_on = bangkok_day(one.finished_at)
        day = next_day(approval(finished_on, policy, calendar), finished_on, today)
        again |= dict.fromkeys(done.intersection(one.ids), min(filter(None, (day, tomorrow)), default=None))
    return added, again


def _remind_one(
    session: Session,
    one: Owed,
    start: date,
    told: Collection[str],
    addressees: Addressees,
    now: datetime,
    policy: Policy,
    calendar: WorkCalendar,
) -> tuple[int, date | None]:
    """(reminders added, the day to look at it again)."""
    today = bangkok_day(now)
    rungs = ladder(one.expected_on, one.rhythm, policy, calendar, noted=one.seen_on is not None)
    stages = [s for s in due_stages(rungs, start, today) if applies(one, s.tell)]
    if one.asked_on == today:  # who gathers had it brought up: whatever else is due of it, it is said once a day
        by_hand = Stage(f"asked-{today}", today, "responsible", "due_today")
        stages = [by_hand, *(s for s in stages if s.tell != by_hand.tell)]
    places = {s: addressees.of(one, s.tell) for s in stages if _key(one, s) not in told}
    added = sum(_enqueue(session, one, s, place, now, policy, calendar) for s in places for place in places[s])
    # A stage that reached nobody comes again tomorrow, whoever else was told of another.
    return added, next_day(rungs, start, today) if all(places.values()) else today + timedelta(days=1)


def _key(one: Owed, stage: Stage) -> str:
    """What a stage of one expected day is known by, wherever it is said."""
    return f"reminder/{one.occurrence_id}/{one.expected_on}/{stage.name}"


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
    patience = policy.urgency["overdue"].patience if place.for_a_head else urgency.patience
    key = f"{_key(one, stage)}/{place.chat_id}"
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
            push_after=patient_until(not_before, patience, policy),
            useless_after=not_before + urgency.useful,
            occurrence_id=one.occurrence_id,
        ),
        now,
    )
