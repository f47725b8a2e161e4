"""Say what the outbox holds: store the request, make it, and settle it by what LINE answered."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy.orm import Session

from bot.channels import channel_of
from bot.line import Answer, Channel, LineError
from config.policy import Policy
from models import outbox
from models.agency import Agency
from models.bangkok import month_start
from models.chat import Chat, ReplyToken, address_of, set_member_count
from models.database import transaction
from models.outbox import Delivery
from tasks.delivery.compose import Composed, compose
from tasks.delivery.routing import LINE_SILENT
from tasks.house import House

GIVE_UP = timedelta(hours=23)  # LINE forgets a retry key after 24 hours; the same key would then say it twice
LONGEST_PAUSE = timedelta(minutes=60)
LIMITED_PAUSE = timedelta(hours=1)
COUNT_LASTS = timedelta(days=1)
UNLIMITED = 1_000_000_000
log = structlog.get_logger()


@dataclass(frozen=True)
class Request:
    """One stored delivery with all that an attempt needs, read before the transaction is closed."""

    channel: Channel
    way: str
    to: str
    messages: list[dict[str, Any]]
    retry_key: str


def deliver(house: House, policy: Policy) -> int:
    """One pass over everything that can move now; returns how many requests LINE accepted."""
    now = house.clock()
    with transaction(house.engine) as session:
        ready = outbox.ready_deliveries(session, now)
        chats = outbox.movable_chats(session, now)
    accepted = sum(attempt(house, delivery_id) for delivery_id in ready)
    return accepted + sum(_deliver_to(house, chat_id, policy) for chat_id in chats)


def _deliver_to(house: House, chat_id: int, policy: Policy) -> int:
    """All one chat can be told now; stops at the first request that LINE did not accept."""
    accepted = 0
    while True:
        composed = _compose(house, chat_id, policy)
        if composed.delivery_id is None or not attempt(house, composed.delivery_id):
            return accepted
        accepted += 1


def _compose(house: House, chat_id: int, policy: Policy) -> Composed:
    """LINE is asked for the quota only when a push is really needed, and never inside the transaction.

    While LINE does not answer that question no push is begun: a long outage leaves nothing half said.
    """
    composed = _try_compose(house, chat_id, policy, None)
    if composed.held != LINE_SILENT:
        return composed
    left = _left_for_push(house, chat_id)
    return composed if left is None else _try_compose(house, chat_id, policy, left)


def _try_compose(house: House, chat_id: int, policy: Policy, left: int | None) -> Composed:
    with transaction(house.engine) as session:
        return compose(session, chat_id, house.clock(), policy, left)


def _left_for_push(house: House, chat_id: int) -> int | None:
    """Counted messages left this month by LINE's word and our own ledger, whichever is worse; None: no answer."""
    now = house.clock()
    with transaction(house.engine) as session:
        chat = session.get_one(Chat, chat_id)
        agency = session.get_one(Agency, chat.agency_id)
        channel = channel_of(agency, house.settings)
        spent = outbox.counted_since(session, agency.id, month_start(now))
        group = chat.line_id if chat.counted_at is None or chat.counted_at + COUNT_LASTS < now else None
    if channel is None:
        return None
    try:
        limit = house.gateway.quota(channel)
        used = house.gateway.quota_used(channel)
        if group:
            _count_members(house, channel, chat_id, group, now)
    except LineError as error:
        log.warning("line_silent", retry=error.retry, status=error.status)
        return None
    return (UNLIMITED if limit is None else limit) - max(used, spent)


def _count_members(house: House, channel: Channel, chat_id: int, group: str, now: datetime) -> None:
    """A group that cannot be counted keeps its last known size."""
    try:
        count = house.gateway.member_count(channel, group)
    except LineError as error:
        if error.retry:
            raise
        return
    with transaction(house.engine) as session:
        set_member_count(session, chat_id, count, now)


def attempt(house: House, delivery_id: int) -> bool:
    """Make one stored request; True when LINE accepted it. Body and key are the same at every attempt."""
    now = house.clock()
    with transaction(house.engine) as session:
        if not outbox.claim_delivery(session, delivery_id, now):
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
    if delivery.way == "reply" and delivery.attempts > 1:  # the first try was cut short; it may have been said
        _said_perhaps(session, delivery, "กระบวนการหยุดระหว่างตอบกลับ", now)
        return None
    if delivery.first_tried_at and now - delivery.first_tried_at >= GIVE_UP:
        _give_up(session, delivery, now)
        return None
    agency = session.get_one(Agency, delivery.agency_id)
    channel = channel_of(agency, house.settings)
    to = _to(session, delivery)
    if channel is None or to is None:
        why = "ไม่มีช่องทาง LINE ของหน่วยงาน" if channel is None else "บอตไม่อยู่ในแชตนี้แล้ว"
        outbox.settle(session, delivery, "refused", why, now)
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
        outbox.settle(session, delivery, "accepted", words, now)
        outbox.mark_said(session, delivery, now)
        outbox.remember_sent(session, delivery, answer.sent, now)
    elif delivery.way == "reply":
        _settle_reply(session, delivery, answer, words, now)
    elif answer.state == "refused":
        _refused_push(session, delivery, words, now)
    elif answer.state == "limited":
        outbox.settle(session, delivery, "refused", words, now)
        outbox.put_back(session, delivery, push_after=now + LIMITED_PAUSE)
    else:
        delivery.claimed_until, delivery.answer = None, words[:500]
        delivery.try_at = now + min(timedelta(seconds=2**delivery.attempts), LONGEST_PAUSE)
        delivery.unclear = delivery.unclear or answer.state == "unclear"


def _settle_reply(session: Session, delivery: Delivery, answer: Answer, words: str, now: datetime) -> None:
    """A reply is never repeated: unless it certainly was not said, it counts as said."""
    if answer.state == "unclear":
        _said_perhaps(session, delivery, words, now)
        return
    outbox.settle(session, delivery, "refused", words, now)
    outbox.put_back(session, delivery)
    if answer.state == "unsent":  # LINE never saw the token, so it still is good for the rest of its minute
        session.get_one(ReplyToken, delivery.reply_token_id).used_at = None


def _refused_push(session: Session, delivery: Delivery, words: str, now: datetime) -> None:
    """LINE will not take this body. A mention of somebody who has left is the likely cause: once more without."""
    outbox.settle(session, delivery, "refused", words, now)
    plainer = outbox.without_mentions(session, delivery)
    if plainer:
        outbox.put_back(session, delivery)
    else:
        outbox.mark_unsaid(session, delivery, "refused", words)


def _said_perhaps(session: Session, delivery: Delivery, words: str, now: datetime) -> None:
    outbox.settle(session, delivery, "unknown", words, now)
    outbox.mark_said(session, delivery, now)


def _give_up(session: Session, delivery: Delivery, now: datetime) -> None:
    """A day without an answer. What LINE certainly never took goes back; what it may have taken is not repeated."""
    outbox.settle(session, delivery, "given_up", delivery.answer or "", now)
    if delivery.unclear:
        outbox.mark_unsaid(session, delivery, "dropped", "LINE ไม่ยืนยันภายใน 23 ชั่วโมง รอบเตือนถัดไปจะส่งแทน")
    else:
        outbox.put_back(session, delivery)
