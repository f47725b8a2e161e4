"""What is kept only for a while: raw events, reply tokens, what was said, accounts released long ago (PDPA)."""

from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, or_, select, update
from sqlalchemy.orm import Session

from models.chat import ReplyToken
from models.contacts import forget_released
from models.database import changed, transaction
from models.delivery import Delivery
from models.inbox import InboxEvent
from models.outbox import OutboxMessage
from models.page_access import forget_ended

RAW_EVENTS = timedelta(days=30)
REPLY_TOKENS = timedelta(days=1)
RELEASED_ACCOUNTS = timedelta(days=90)
SAID = timedelta(days=365 + 90)  # a fiscal year, and the three months in which it is looked back upon


def tidy(engine: Engine, now: datetime) -> None:
    """Empty what is past its time; the second run finds nothing."""
    with transaction(engine) as session:
        old = update(InboxEvent).where(
            InboxEvent.raw.is_not(None), InboxEvent.state != "new", InboxEvent.received_at < now - RAW_EVENTS
        )
        changed(session, old.values(raw=None))
        unused = ReplyToken.used_at.is_(None) & (ReplyToken.expires_at < now - REPLY_TOKENS)
        changed(session, delete(ReplyToken).where(unused))
        _forget_said(session, now - SAID)
        forget_released(session, now - RELEASED_ACCOUNTS, now)
        forget_ended(session, now)


def _forget_said(session: Session, before: datetime) -> None:
    """Requests settled before then, what they carried (LINE's ids of it go with them), and what was never said."""
    old = select(Delivery.id).where(Delivery.settled_at < before)
    never = OutboxMessage.state.in_(("dropped", "refused")) & (OutboxMessage.created_at < before)
    ended = or_(OutboxMessage.delivery_id.in_(old), OutboxMessage.delivery_id.is_(None) & never)
    changed(session, delete(OutboxMessage).where(ended))
    changed(session, delete(Delivery).where(Delivery.id.in_(old)))
