"""What is kept only for a while: raw events, reply tokens, accounts released long ago (PDPA; ecosystem of rules)."""

from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, update

from models.chat import ReplyToken
from models.contacts import forget_released
from models.database import changed, transaction
from models.inbox import InboxEvent

RAW_EVENTS = timedelta(days=30)
REPLY_TOKENS = timedelta(days=1)
RELEASED_ACCOUNTS = timedelta(days=90)


def tidy(engine: Engine, now: datetime) -> None:
    """Empty what is past its time; the second run finds nothing."""
    with transaction(engine) as session:
        old = update(InboxEvent).where(
            InboxEvent.raw.is_not(None), InboxEvent.state != "new", InboxEvent.received_at < now - RAW_EVENTS
        )
        changed(session, old.values(raw=None))
        unused = ReplyToken.used_at.is_(None) & (ReplyToken.expires_at < now - REPLY_TOKENS)
        changed(session, delete(ReplyToken).where(unused))
        forget_released(session, now - RELEASED_ACCOUNTS, now)
