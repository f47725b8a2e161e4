"""Say what the outbox holds: store the request, make it, and settle it by what LINE answered."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import structlog
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bot.channels import channel_of
from bot.line import Answer, Channel
from config.policy import Policy
from models import outbox
from models.agency import Agency
from models.chat import ReplyToken, address_of
from models.database import reading, transaction
from models.delivery import Delivery, claim_delivery, ready_deliveries, remember_sent, settle
from tasks.delivery.allowance import Allowance, Left
from tasks.delivery.compose import HOLD, Composed, compose
from tasks.delivery.routing import LINE_UNASKED
from tasks.house import House

GIVE_UP = timedelta(hours=23)  # LINE forgets a retry key after 24 hours; the same key would then say it twice
LONGEST_PAUSE = timedelta(minutes=60)
FRESH = timedelta(minutes=5)  # a body stored longer ago and never tried may tell what is no longer so
PAUSES = {"limited": timedelta(hours=1), "unsent": HOLD}  # before a push is thought of again
NO_SUCH_REPLY = "Invalid reply token"  # LINE's words, not guaranteed; missing them costs one try
log = structlog.get_logger()


@dataclass(frozen=True)
class Request:
    """One stored delivery with all that an attempt needs, read before the transaction is closed."""

    channel: Channel
    way: str
    to: str
    messages: list[dict[str, Any]]
    retry_key: str


def deliver(house: House, policy: Policy, free_only: bool = False) -> int:
    """One pass over everything that can move now; returns how many requests LINE accepted.

    free_only: answers and what may ride on a reply token, leaving pushes and second tries to the worker.
    """
    now = house.clock()
    with reading(house.engine) as session:
        chats = outbox.movable_chats(session, now, free_only)
        ready = [] if free_only else ready_deliveries(session, now)
    allowance = Allowance(house)
    accepted = sum(_safely(partial(_deliver_to, house, chat_id, policy, allowance)) for chat_id in chats)
    return accepted + sum(_safely(partial(attempt, house, delivery_id)) for delivery_id in ready)


def _safely(act: Callable[[], int]) -> int:
    """One chat that breaks holds up no other; a database that is away ends the pass."""
    try:
        return act()
    except OperationalError:
        raise
    except Exception:
        log.exception("delivery_failed")
        return 0


def _deliver_to(house: House, chat_id: int, policy: Policy, allowance: Allowance) -> int:
    """All one chat can be told now; stops at the first request that LINE did not accept."""
    accepted = 0
    while True:
        composed = _compose(house, chat_id, policy, allowance)
        if composed.moved_to:
            return accepted + sum(_deliver_to(house, chat, policy, allowance) for chat in composed.moved_to)
        if composed.delivery_id is None or not attempt(house, composed.delivery_id):
            return accepted
        accepted += 1


def _compose(house: House, chat_id: int, policy: Policy, allowance: Allowance) -> Composed:
    """LINE is asked only when a reminder is really about to go, and never inside the transaction."""
    composed = _try_compose(house, chat_id, policy, None, asked=False)
    if composed.held != LINE_UNASKED:
        return composed
    return _try_compose(house, chat_id, policy, allowance.left(chat_id), asked=True)


def _try_compose(house: House, chat_id: int, policy: Policy, left: Left | None, asked: bool) -> Composed:
    with transaction(house.engine) as session:
        return compose(session, chat_id, house.clock(), policy, left, asked)


def attempt(house: House, delivery_id: int) -> bool:
    """Make one stored request; True when LINE accepted it. Body and key are the same at every attempt."""
    now = house.clock()
    with transaction(house.engine) as session:
        if not claim_delivery(session, delivery_id, now):
            return False
        request = _request(session, house, delivery_id, now)
    if request is None:
        return False
    answer = _ask_line(house, request)
    with transaction(house.engine) as session:
        delivery = session.get_one(Delivery, delivery_id)
        _settle(session, delivery, answer, house.clock())
    log.info("delivery", way=request.way, state=answer.state, status=answer.status)
    return answer.state == "accepted"


def _request(session: Session, house: House, delivery_id: int, now: datetime) -> Request | None:
    """What to send, or None when it must not be tried (any more): then it is settled here."""
    delivery = session.get_one(Delivery, delivery_id)
    if delivery.attempts == 1 and now - delivery.created_at > FRESH:
        _put_back(session, delivery, "ไม่ได้ส่งในทันที", now)
        return None
    if delivery.way == "reply" and delivery.attempts > 1:  # the first try was cut short; it may have been said
        _said_perhaps(session, delivery, "กระบวนการหยุดระหว่างตอบกลับ", now)
        return None
    if delivery.first_tried_at and now - delivery.first_tried_at >= GIVE_UP:
        settle(session, delivery, "given_up", delivery.answer or "", now)
        outbox.mark_unsaid(session, delivery, "dropped", "LINE ไม่ยืนยันภายใน 23 ชั่วโมง รอบเตือนถัดไปจะส่งแทน")
        return None
    agency = session.get_one(Agency, delivery.agency_id)
    channel = channel_of(agency, house.settings)
    to = _to(session, delivery)
    if channel is None or to is None:
        why = "ไม่มีช่องทาง LINE ของหน่วยงาน" if channel is None else "บอตไม่อยู่ในแชตนี้แล้ว"
        settle(session, delivery, "refused", why, now)
        outbox.mark_unsaid(session, delivery, "refused", why)
        return None
    return Request(channel, delivery.way, to, delivery.body["messages"], delivery.retry_key or "")


def _to(session: Session, delivery: Delivery) -> str | None:
    if delivery.way == "push":
        return address_of(session, delivery.chat_id)
    token = session.get(ReplyToken, delivery.reply_token_id)
    return token.token if token else None


def _ask_line(house: House, request: Request) -> Answer:
    if request.way == "reply":
        return house.gateway.reply(request.channel, request.to, request.messages)
    return house.gateway.push(request.channel, request.to, request.messages, request.retry_key)


def _settle(session: Session, delivery: Delivery, answer: Answer, now: datetime) -> None:
    if delivery.state != "ready":  # settled by another worker after our claim had run out
        return
    words = f"{answer.status or ''} {answer.words}".strip()
    if answer.state == "accepted":
        settle(session, delivery, "accepted", words, now)
        outbox.mark_said(session, delivery, now)
        remember_sent(session, delivery, answer.sent, now)
    elif delivery.way == "reply":
        _settle_reply(session, delivery, answer, words, now)
    elif answer.state != "unclear" and delivery.attempts == 1:
        _refused_push(session, delivery, answer.state, words, now)
    elif answer.state == "refused":  # an earlier try may have been heard, so it is not said anew
        settle(session, delivery, "refused", words, now)
        outbox.mark_unsaid(session, delivery, "refused", words)
    else:
        delivery.claimed_until, delivery.answer = None, words[:500]
        delivery.try_at = now + min(timedelta(seconds=2**delivery.attempts), LONGEST_PAUSE)


def _settle_reply(session: Session, delivery: Delivery, answer: Answer, words: str, now: datetime) -> None:
    """A reply is never repeated: unless it certainly was not said, it counts as said."""
    if answer.state == "unclear":
        _said_perhaps(session, delivery, words, now)
        return
    # Where LINE never saw the token, or found fault with the words only, it is good for the rest of its minute.
    still_good = answer.state == "unsent" or (
        answer.state == "refused" and NO_SUCH_REPLY not in words and outbox.without_mentions(session, delivery)
    )
    _put_back(session, delivery, words, now)
    if still_good:
        session.get_one(ReplyToken, delivery.reply_token_id).used_at = None


def _refused_push(session: Session, delivery: Delivery, state: str, words: str, now: datetime) -> None:
    """LINE certainly did not say it. Of a refused body the likely cause is a mention of somebody who has left."""
    if state in PAUSES:
        _put_back(session, delivery, words, now, now + PAUSES[state])
    elif outbox.without_mentions(session, delivery):
        _put_back(session, delivery, words, now)
    else:
        settle(session, delivery, "refused", words, now)
        outbox.mark_unsaid(session, delivery, "refused", words)


def _put_back(
    session: Session, delivery: Delivery, words: str, now: datetime, push_after: datetime | None = None
) -> None:
    """What it carried is composed anew, with what has come since and without what is done by then."""
    settle(session, delivery, "refused", words, now)
    outbox.put_back(session, delivery, words, push_after)


def _said_perhaps(session: Session, delivery: Delivery, words: str, now: datetime) -> None:
    settle(session, delivery, "unknown", words, now)
    outbox.mark_said(session, delivery, now)
