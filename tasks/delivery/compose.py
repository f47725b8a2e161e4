"""From what a chat is owed to one stored request: decide, render, and put body and retry key on disk."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.messages import reminder
from config.policy import Policy
from models import outbox, people, progress
from models.agency import Agency
from models.bangkok import bangkok_day, month_start
from models.chat import Chat, ChatType, ReplyToken, members, private_chat, take_token
from models.contacts import contact_of, reachable_privately
from models.delivery import Delivery, counted_since
from models.figures import Owed, due_items
from models.outbox import OutboxMessage
from models.records import DueItem, Mention, Voice
from models.workdays import WorkCalendar
from tasks.delivery.allowance import Left
from tasks.delivery.forecast import cost_of
from tasks.delivery.routing import CLOSED, LINE_SILENT, LINE_UNASKED, PATIENT, Send, Situation, Waiting, route
from tasks.delivery.splitting import Move
from tasks.reminders.policy import is_open, next_opening
from tasks.reminders.tick import calendar_for

HOLD = timedelta(minutes=1)  # before LINE is asked again for a chat it was asked for in vain
SHORT_HOLD = timedelta(minutes=10)  # before the quota is looked at again: it grows by a month or a purchase
INSTEAD_OF_GROUP = "ส่งถึงผู้รับผิดชอบทาง 1:1 แทนการส่งทั้งกลุ่ม"


@dataclass(frozen=True)
class Composed:
    """What came of looking at one chat: the delivery to attempt, or why everything waits.

    moved_to: 1:1 chats in which something of it is to be said instead; look at them next. more: something is left
    to say here once the delivery was accepted.
    """

    delivery_id: int | None = None
    held: str = ""
    dropped: int = 0
    moved_to: tuple[int, ...] = ()
    more: bool = False


def compose(
    session: Session, chat_id: int, now: datetime, policy: Policy, left: Left | None, asked: bool = True
) -> Composed:
    """Choose what to say in one chat now and store the request.

    left: counted messages that may still be spent, None when LINE does not say; asked: whether it was asked.
    """
    chat = session.scalars(select(Chat).where(Chat.id == chat_id).with_for_update(skip_locked=True)).first()
    if chat is None:
        return Composed()
    waiting = outbox.waiting_in(session, chat_id, now)
    live = _still_owed(session, chat, waiting)
    calendar = calendar_for(session, chat.agency_id, bangkok_day(now))
    situation = Situation(
        now=now,
        tokens=_tokens(session, chat_id, now),
        is_open=is_open(now, policy, calendar),
        is_public=chat.type in (ChatType.PUBLIC, ChatType.NEW),
        cost=cost_of(chat),
        left=_left_now(session, chat.agency_id, left, now) if left else None,
        asked=asked,
        kept=left.kept if left else {},
    )
    reachable = _reachable(session, chat, waiting, situation)
    decided = route(_as_seen(session, chat, waiting, live, reachable, policy), situation)
    by_id = {message.id: message for message in waiting}
    for message_id, why in decided.drops:
        outbox.drop(by_id[message_id], why)
    if decided.send is None:
        moved_to = [_move(session, by_id.pop(move.message_id), move, reachable, now) for move in decided.moves]
        _hold(list(by_id.values()), decided.held, now, policy, calendar)
        return Composed(None, decided.held, len(decided.drops), tuple(dict.fromkeys(chain(*moved_to))))
    delivery = _store(session, chat, decided.send, by_id, live, now)
    more = any(message.state == "waiting" for message in waiting)
    return Composed(delivery.id if delivery else None, "", len(decided.drops), more=more)


def _left_now(session: Session, agency_id: int, left: Left, now: datetime) -> int:
    """What is left after what other workers stored since; they wait here for each other until this one has stored."""
    # key_share: rows that refer to the office may be stored meanwhile, else two transactions would wait in a circle.
    session.execute(select(Agency.id).where(Agency.id == agency_id).with_for_update(key_share=True))
    return left.messages - (counted_since(session, agency_id, month_start(now)) - left.spent)


def _tokens(session: Session, chat_id: int, now: datetime) -> tuple[int, ...]:
    live = select(ReplyToken.id).where(
        ReplyToken.chat_id == chat_id, ReplyToken.used_at.is_(None), ReplyToken.expires_at > now
    )
    return tuple(session.scalars(live.order_by(ReplyToken.id.desc())))


def _hold(waiting: Sequence[OutboxMessage], why: str, now: datetime, policy: Policy, calendar: WorkCalendar) -> None:
    """Nothing to do here before something changes: else each round would look at every held chat again."""
    if why in ("", LINE_UNASKED):
        return
    pauses = {LINE_SILENT: now + HOLD, PATIENT: now, CLOSED: next_opening(now, policy, calendar)}
    until = pauses.get(why, now + SHORT_HOLD)
    outbox.hold([m for m in waiting if m.state == "waiting"], why, until)


def _still_owed(session: Session, chat: Chat, waiting: Sequence[OutboxMessage]) -> dict[int, Owed]:
    ids = [message.occurrence_id for message in waiting if message.occurrence_id is not None]
    return {one.occurrence_id: one for one in progress.of_occurrences(session, chat.agency_id, ids)}


def _reachable(session: Session, chat: Chat, waiting: Sequence[OutboxMessage], situation: Situation) -> dict[int, int]:
    """Person → account, of those named in a group's reminders whom a push to their 1:1 chat would reach.

    Nobody is looked up where the group's own words carry everything.
    """
    in_group = chat.type != ChatType.PRIVATE and situation.is_open and not situation.tokens
    named = {person for m in waiting if in_group and m.kind == "reminder" for person in m.content["staff"]}
    return reachable_privately(session, chat.agency_id, sorted(named), situation.now) if named else {}


def _move(session: Session, message: OutboxMessage, move: Move, reachable: dict[int, int], now: datetime) -> list[int]:
    to = [(private_chat(session, reachable[person], now).id, person) for person in move.people]
    outbox.move(session, message, to, INSTEAD_OF_GROUP, now)
    return [chat_id for chat_id, _ in to]


def _as_seen(
    session: Session,
    chat: Chat,
    waiting: Sequence[OutboxMessage],
    live: dict[int, Owed],
    reachable: dict[int, int],
    policy: Policy,
) -> list[Waiting]:
    latest = outbox.latest_stages(session, chat.agency_id, list(live))
    seen = []
    for message in waiting:
        why_not = _why_not(message, live, latest)
        named = message.content["staff"] if message.kind == "reminder" else ()
        seen.append(
            Waiting(
                id=message.id,
                is_answer=message.kind == "answer",
                size=len(message.content.get("messages", ())),
                rank=policy.urgency[message.urgency].rank,
                push_after=message.push_after,
                useless_after=message.useless_after,
                token_id=message.reply_token_id,
                wanted=not why_not,
                why_not=why_not,
                people=tuple(person for person in named if person in reachable),
            )
        )
    return seen


def _why_not(message: OutboxMessage, live: dict[int, Owed], latest: dict[tuple[int, str], str]) -> str:
    """Asked again at the door: a reminder of what is done, withdrawn, postponed or said anew is not wanted."""
    if message.kind != "reminder":
        return ""
    one = live.get(message.occurrence_id or 0)
    if one is None:
        return "ยกเลิกรายการแล้ว"
    if not one.is_open:
        return "ทำเสร็จแล้ว"
    if message.content["expected_on"] != one.expected_on.isoformat():
        return "เลื่อนกำหนดแล้ว"
    if latest[(one.occurrence_id, message.content["tell"])] != message.content["stage"]:
        return "มีการเตือนรอบใหม่กว่า"
    return ""


def _store(
    session: Session, chat: Chat, send: Send, by_id: dict[int, OutboxMessage], live: dict[int, Owed], now: datetime
) -> Delivery | None:
    """The request as it will be sent, and its messages marked; None when the token was taken meanwhile."""
    if send.token_id is not None and take_token(session, send.token_id, now) is None:
        return None
    body, about = render(session, chat, [by_id[i] for i in send.answers], [by_id[i] for i in send.reminders], live, now)
    delivery = Delivery(
        agency_id=chat.agency_id,
        chat_id=chat.id,
        way=send.way,
        retry_key=str(uuid.uuid4()) if send.way == "push" else None,
        reply_token_id=send.token_id,
        body={"messages": body},
        about={"parts": about},
        cost=send.cost,
        state="ready",
        attempts=0,
        try_at=now,
        created_at=now,
    )
    session.add(delivery)
    session.flush()
    for message_id in (*send.answers, *send.reminders):
        message = by_id[message_id]
        message.state, message.delivery_id, message.why = "sending", delivery.id, None
    return delivery


def render(
    session: Session,
    chat: Chat,
    answers: Sequence[OutboxMessage],
    reminders: Sequence[OutboxMessage],
    live: dict[int, Owed],
    now: datetime,
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The LINE messages of one request, and beside each the occurrences it is about and what it asks."""
    body: list[dict[str, Any]] = []
    about: list[dict[str, Any]] = []
    for message in (*answers, *(m for m in reminders if m.kind != "reminder")):
        body += message.content["messages"]
        said_of = {"occurrences": message.content["about"], "asks": message.content["asks"]}
        about += [said_of for _ in message.content["messages"]]
    due = [m for m in reminders if m.kind == "reminder"]
    if due:
        digest = _digest(session, chat, due, live, now)
        ids = sorted({m.occurrence_id for m in due if m.occurrence_id})
        body += digest
        about += [{"occurrences": ids, "asks": None} for _ in digest]
    return body, about


def _digest(
    session: Session, chat: Chat, due: Sequence[OutboxMessage], live: dict[int, Owed], now: datetime
) -> list[dict[str, Any]]:
    today = bangkok_day(now)
    agency = session.get_one(Agency, chat.agency_id)
    everyone = progress.shares(session, chat.agency_id, list(live.values()))
    items: list[DueItem] = []
    for tell in dict.fromkeys(m.content["tell"] for m in due):
        some = [live[m.occurrence_id] for m in due if m.occurrence_id and m.content["tell"] == tell]
        items += due_items(some, everyone, today, _stage(tell))
    named = _named(session, chat, due)
    in_group = chat.type != ChatType.PRIVATE
    return list(reminder.digest(items, named, Voice(agency.particle, agency.digits), today, in_group))


def _stage(tell: str) -> str:
    return "" if tell == "responsible" else tell


def _named(session: Session, chat: Chat, due: Sequence[OutboxMessage]) -> list[Mention]:
    """The people named, each once; only those LINE would find in this group are mentioned by id."""
    staff_ids = list(dict.fromkeys(i for m in due for i in m.content["staff"]))
    mentions = people.mentions(session, chat.agency_id, staff_ids)
    if chat.type == ChatType.PRIVATE or any(m.content.get("plain") for m in due):
        return [Mention(m.name) for m in mentions]
    present = set(members(session, chat.id))
    accounts = [contact_of(session, chat.agency_id, staff_id) for staff_id in staff_ids]
    there = {c.staff_id for c in accounts if c and c.id in present}
    return [m if i in there else Mention(m.name) for i, m in zip(staff_ids, mentions, strict=True)]
