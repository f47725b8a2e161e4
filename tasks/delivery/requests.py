"""A stored delivery about to be tried: what to ask LINE, or why it must not be tried (any more)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.channels import channel_of
from bot.line import Answer, Channel, LineError
from config.policy import Policy
from models import outbox
from models.agency import Agency
from models.bangkok import bangkok_day
from models.chat import ReplyToken, address_of
from models.delivery import Delivery, settle
from tasks.delivery.settling import put_back, said_perhaps
from tasks.house import House
from tasks.reminders.calendar import calendar_for
from tasks.reminders.policy import is_open, next_opening

GIVE_UP = timedelta(hours=23)  # LINE forgets a retry key after 24 hours; the same key would then say it twice
FRESH = timedelta(minutes=5)  # a body stored longer ago and never tried may tell what is no longer so
AT_ONCE = timedelta(minutes=10)  # so soon after the first try, a second one is still part of the same working day
MONTHLY = "monthly limit"  # LINE's words, not guaranteed; its quota is asked all the same


@dataclass(frozen=True)
class Request:
    """One stored delivery with all that an attempt needs, read before the transaction is closed."""

    delivery_id: int
    agency_id: int
    chat_id: int
    channel: Channel
    way: str
    to: str
    messages: list[dict[str, Any]]
    retry_key: str
    cost: int
    is_repeated: bool


def request_of(session: Session, house: House, policy: Policy, delivery: Delivery, now: datetime) -> Request | None:
    """What to send for a delivery that was just begun; None when it is settled, or put off, here instead."""
    if delivery.attempts == 1 and now - delivery.created_at > FRESH:
        put_back(session, delivery, "ไม่ได้ส่งในทันที", now)
        return None
    if delivery.attempts > 1 and not _may_be_repeated(session, policy, delivery, now):
        return None
    channel = channel_of(session.get_one(Agency, delivery.agency_id), house.settings)
    to = _to(session, delivery)
    if channel is None or to is None:
        why = "ไม่มีช่องทาง LINE ของหน่วยงาน" if channel is None else "บอตไม่อยู่ในแชตนี้แล้ว"
        settle(session, delivery, "refused", why, now)
        outbox.mark_unsaid(session, delivery, "refused", why)
        return None
    return Request(
        delivery_id=delivery.id,
        agency_id=delivery.agency_id,
        chat_id=delivery.chat_id,
        channel=channel,
        way=delivery.way,
        to=to,
        messages=delivery.body["messages"],
        retry_key=delivery.retry_key or "",
        cost=delivery.cost,
        is_repeated=delivery.attempts > 1,
    )


def ask_line(house: House, request: Request) -> Answer:
    """Make the request. Never call it with a transaction open."""
    if request.way == "reply":
        return house.gateway.reply(request.channel, request.to, request.messages)
    answer = house.gateway.push(request.channel, request.to, request.messages, request.retry_key)
    if answer.state == "limited" and _is_spent(house, request, answer):
        return Answer("spent", answer.status, answer.words)
    return answer


def _is_spent(house: House, request: Request, answer: Answer) -> bool:
    """Which of the two limits a 429 is about: LINE's quota says it, since its words may change."""
    try:
        quota = house.gateway.quota(request.channel)
        used = house.gateway.quota_used(request.channel)
    except LineError:
        return MONTHLY in answer.words
    return MONTHLY in answer.words or (quota is not None and used + request.cost > quota)


def _may_be_repeated(session: Session, policy: Policy, delivery: Delivery, now: datetime) -> bool:
    """After a try without an answer, or one cut short: it may have been said."""
    first = delivery.first_tried_at or now
    if delivery.way == "reply":
        said_perhaps(session, delivery, "กระบวนการหยุดระหว่างตอบกลับ", now)
        return False
    if now - first >= GIVE_UP:
        settle(session, delivery, "given_up", delivery.answer or "", now)
        outbox.mark_unsaid(session, delivery, "dropped", "LINE ไม่ยืนยันภายใน 23 ชั่วโมง รอบเตือนถัดไปจะส่งแทน")
        return False
    if now - first < AT_ONCE:
        return True
    calendar = calendar_for(session, delivery.agency_id, bangkok_day(now))
    if is_open(now, policy, calendar):
        return True
    delivery.attempts -= 1
    delivery.try_at, delivery.claimed_until = next_opening(now, policy, calendar), None
    return False


def _to(session: Session, delivery: Delivery) -> str | None:
    if delivery.way == "push":
        return address_of(session, delivery.chat_id)
    token = session.get(ReplyToken, delivery.reply_token_id)
    return token.token if token else None
