"""Requests for more time that nobody decided on are put again before those who decide, and at once before new ones."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from bot import request_notes
from config.policy import Policy
from models.assignment import Extension
from models.bangkok import bangkok_day
from models.database import transaction
from models.outbox import NewMessage, enqueue
from models.workdays import WorkCalendar
from tasks.reminders.calendar import calendar_for
from tasks.reminders.policy import due_stages, next_day, next_opening, patient_until, undecided

BATCH = 100  # requests in one transaction
Card = Callable[..., NewMessage]  # of a request, to one chat; given the key that it is said once under


def ask_again(engine: Engine, now: datetime, policy: Policy) -> int:
    """Look at every request whose day has come; returns how many cards were added."""
    added = 0
    while True:
        with transaction(engine) as session:
            looked_at, new = _batch(session, now, policy)
        added += new
        if looked_at < BATCH:
            return added


def _batch(session: Session, now: datetime, policy: Policy) -> tuple[int, int]:
    """(requests looked at, cards added). The card and the next day are set in one commit."""
    today = bangkok_day(now)
    due = select(Extension).where(Extension.nudge_on <= today).order_by(Extension.nudge_on, Extension.id).limit(BATCH)
    found = session.scalars(due.with_for_update(skip_locked=True)).all()
    calendars = {i: calendar_for(session, i, today) for i in {one.agency_id for one in found}}
    added = sum(_ask_again(session, one, now, policy, calendars[one.agency_id]) for one in found)
    return len(found), added


def _ask_again(session: Session, one: Extension, now: datetime, policy: Policy, calendar: WorkCalendar) -> int:
    """Cards added for one request; a rung missed while the service was down is not made up for."""
    today, asked_on = bangkok_day(now), bangkok_day(one.asked_at)
    rungs = undecided(asked_on, policy, calendar)
    card, chats = request_notes.again(session, one, now)
    one.nudge_on = next_day(rungs, asked_on, today) if card else None
    if card and not chats:  # whoever decides may be reached tomorrow
        one.nudge_on = today + timedelta(days=1)
    urgency, not_before = policy.urgency["request"], next_opening(now, policy, calendar)
    request_notes.tell_no_others(session, one, chats.values())
    card_to = partial(
        NewMessage,
        agency_id=one.agency_id,
        kind="notice",
        urgency="request",
        content={"messages": list(card), "about": [one.occurrence_id], "asks": None},
        not_before=not_before,
        push_after=patient_until(not_before, urgency.patience, policy),
        useless_after=not_before + urgency.useful,
    )
    stages = [stage.name for stage in due_stages(rungs, asked_on, today)]
    told_today = one.asked_by if asked_on == today else None  # who decides on their own request was told as they asked
    return sum(
        _tell(session, one, partial(card_to, chat_id=chat_id), chat_id, staff_id, stages, now)
        for staff_id, chat_id in chats.items()
        if staff_id != told_today
    )


def _tell(
    session: Session, one: Extension, card: Card, chat_id: int, staff_id: int, stages: Sequence[str], now: datetime
) -> int:
    """Whoever it lies with only now is told at once, the others on the stage's day.

    A first card has the round in its key: one that was dropped before it was said does not stand in a new one's way.
    """
    key = request_notes.key_of(one)
    if not request_notes.was_put_before(session, one, staff_id):
        return int(enqueue(session, card(key=f"{key}/{staff_id}/{now:%Y%m%dT%H%M%S}"), now))
    return sum(enqueue(session, card(key=f"{key}/{stage}/{chat_id}"), now) for stage in stages)
