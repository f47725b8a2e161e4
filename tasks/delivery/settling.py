"""What LINE's answers mean for what was to be said: said, to be composed anew, tried again, or not said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.line import Answer
from models import outbox
from models.chat import ReplyToken
from models.delivery import Accepted, Delivery, settle, settle_accepted
from tasks.delivery.compose import HOLD

LONGEST_PAUSE = timedelta(minutes=60)
# Before a push is thought of again. Rate: LINE's buckets fill within a second. Spent: till the month's end only what
# LINE's quota allows is begun, so an hour is for the case that LINE's own figures disagree.
PAUSES = {"limited": timedelta(minutes=1), "spent": timedelta(hours=1), "unsent": HOLD}
NO_SUCH_REPLY = "Invalid reply token"  # LINE's words, not guaranteed; missing them costs one try
SPENT = "LINE แจ้งว่าโควตาข้อความของเดือนนี้เต็มแล้ว"


@dataclass(frozen=True)
class Answered:
    """One attempt that came back."""

    delivery_id: int
    answer: Answer

    @property
    def words(self) -> str:
        """LINE's own, for the operator."""
        said = f"{self.answer.status or ''} {self.answer.words}".strip()
        return f"{SPENT} ({said})" if self.answer.state == "spent" else said


def settle_all(session: Session, answered: Sequence[Answered], now: datetime) -> None:
    """Everything that came back since the last commit."""
    taken = [Accepted(a.delivery_id, a.words, a.answer.sent) for a in answered if a.answer.state == "accepted"]
    if taken:
        outbox.mark_said(session, settle_accepted(session, taken, now), now)
    for one in sorted(answered, key=lambda a: a.delivery_id):  # one order of locks: nobody waits in a circle
        if one.answer.state != "accepted":
            delivery = session.get_one(Delivery, one.delivery_id, with_for_update=True, populate_existing=True)
            _settle(session, delivery, one.answer.state, one.words, now)


def _settle(session: Session, delivery: Delivery, state: str, words: str, now: datetime) -> None:
    if delivery.state != "ready":  # settled by another worker after our claim had run out
        return
    if delivery.way == "reply":
        _settle_reply(session, delivery, state, words, now)
    elif state != "unclear" and delivery.attempts == 1:
        _refused_push(session, delivery, state, words, now)
    elif state == "refused":  # an earlier try may have been heard, so it is not said anew
        settle(session, delivery, "refused", words, now)
        outbox.mark_unsaid(session, delivery, "refused", words)
    else:
        delivery.claimed_until, delivery.answer = None, words[:500]
        delivery.try_at = now + min(timedelta(seconds=2**delivery.attempts), LONGEST_PAUSE)


def _settle_reply(session: Session, delivery: Delivery, state: str, words: str, now: datetime) -> None:
    """A reply is never repeated: unless it certainly was not said, it counts as said."""
    if state == "unclear":
        said_perhaps(session, delivery, words, now)
        return
    # Where LINE never saw the token, or found fault with the words only, it is good for the rest of its minute.
    still_good = state == "unsent" or (
        state == "refused" and NO_SUCH_REPLY not in words and outbox.without_mentions(session, delivery)
    )
    put_back(session, delivery, words, now)
    if still_good:
        session.get_one(ReplyToken, delivery.reply_token_id).used_at = None


def _refused_push(session: Session, delivery: Delivery, state: str, words: str, now: datetime) -> None:
    """LINE certainly did not say it. Of a refused body the likely cause is a mention of somebody who has left."""
    if state in PAUSES:
        put_back(session, delivery, words, now, now + PAUSES[state])
    elif outbox.without_mentions(session, delivery):
        put_back(session, delivery, words, now)
    else:
        settle(session, delivery, "refused", words, now)
        outbox.mark_unsaid(session, delivery, "refused", words)


def put_back(
    session: Session, delivery: Delivery, words: str, now: datetime, push_after: datetime | None = None
) -> None:
    """What it carried is composed anew, with what has come since and without what is done by then."""
    settle(session, delivery, "refused", words, now)
    outbox.put_back(session, delivery, words, push_after)


def said_perhaps(session: Session, delivery: Delivery, words: str, now: datetime) -> None:
    """It may have been said and cannot be asked after: it counts as said and leaves a trace."""
    settle(session, delivery, "unknown", words, now)
    outbox.mark_said(session, [delivery.id], now)
