"""The coordinator hears, while there is still something to spend, that this month's messages will not suffice."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.messages.quota import running_short
from models import agency, people
from models.bangkok import bangkok_day
from models.chat import ChatType, groups, private_chat
from models.contacts import reachable_privately
from models.outbox import NewMessage, enqueue
from models.records import Voice
from tasks.delivery.budget import Shortage

USEFUL = timedelta(days=5)  # by then the figures in it are old


def warn(session: Session, agency_id: int, left: int, quota: int, short: Shortage, now: datetime) -> None:
    """Once a month for each level (short, and short even of urgent things), in the coordinators' 1:1 chats.

    Where LINE reaches none of them it waits for a free reply in the office's group; it is not worth a push to all.
    """
    level = "urgent" if short.urgent else "short"
    voice = _voice(session, agency_id)
    words = running_short(voice, left, quota, short.needed, short.missing, short.urgent)
    named = [person.id for person in people.coordinators(session, agency_id)]
    reached = reachable_privately(session, agency_id, named, now)
    chats = [private_chat(session, contact_id, now).id for contact_id in reached.values()]
    for chat_id in chats or _group(session, agency_id):
        notice = NewMessage(
            agency_id=agency_id,
            chat_id=chat_id,
            key=f"quota/{bangkok_day(now):%Y-%m}/{level}/{chat_id}",
            kind="notice",
            urgency="request",
            content={"messages": list(words), "about": [], "asks": None, "unsent": list(short.occurrences)},
            not_before=now,
            push_after=now if chats else None,
            useless_after=now + USEFUL,
        )
        enqueue(session, notice, now)


def _group(session: Session, agency_id: int) -> Sequence[int]:
    return [chat.id for chat in groups(session, agency_id, ChatType.STAFF)[:1]]


def _voice(session: Session, agency_id: int) -> Voice:
    office = session.get_one(agency.Agency, agency_id)
    return Voice(office.particle, office.digits)
