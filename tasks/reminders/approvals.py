"""Finished work is put before the executives: one card for all that waits, free where it can ride along."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot import verifying
from config.policy import Policy
from models.bangkok import bangkok_day
from models.outbox import NewMessage, enqueue, of_key
from models.workdays import WorkCalendar
from tasks.reminders.addressees import executives_alone
from tasks.reminders.policy import next_opening


def bring_up(
    session: Session, agency_id: int, now: datetime, policy: Policy, calendar: WorkCalendar
) -> tuple[int, bool]:
    """Put the card into the executives' chats: one a chat waits at most, one a day is said, of how things stand now.

    Returns how many are new, 0 also when no executive can be reached; and whether a chat had its card of today
    already, so that it has yet to be told of what was finished since.
    """
    shown, about = verifying.card(session, agency_id, now)
    if not shown:
        return 0, False
    verifying.refresh(session, agency_id, now)
    waiting = {note.chat_id for note in of_key(session, agency_id, "approval/") if note.state in ("waiting", "sending")}
    urgency = policy.urgency["approval"]
    not_before = next_opening(now, policy, calendar)
    added, said_today = 0, False
    for place in executives_alone(session, agency_id, now):
        if place.chat_id not in waiting:
            message = NewMessage(
                agency_id=agency_id,
                chat_id=place.chat_id,
                key=f"approval/{place.chat_id}/{bangkok_day(now)}",
                kind="notice",
                urgency="approval",
                content={"messages": list(shown), "about": list(about), "asks": None},
                not_before=not_before,
                push_after=not_before + urgency.patience,
                useless_after=not_before + urgency.useful,
            )
            is_new = enqueue(session, message, now)
            added, said_today = added + is_new, said_today or not is_new
    return added, said_today
