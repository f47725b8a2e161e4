"""From what a chat is owed to one stored request: decide, render, and put body and retry key on disk."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

from sqlalchemy.orm import Session

from bot.messages import reminder
from bot.messages.parts import Messages
from config.policy import Policy
from models import outbox
from models.bangkok import bangkok_day
from models.chat import Chat, ChatType, private_chat, take_token
from models.database import draw_ids
from models.delivery import Delivery
from models.figures import Owed, due_items
from models.outbox import OutboxMessage
from models.records import DueItem, Mention
from tasks.delivery.allowance import Left
from tasks.delivery.forecast import cost_of
from tasks.delivery.lookup import Lookup, Office, look_up
from tasks.delivery.routing import CLOSED, LINE_SILENT, LINE_UNASKED, PATIENT, Send, Situation, Waiting, route
from tasks.delivery.splitting import Move
from tasks.reminders.policy import days_after, is_open, next_opening

HOLD = timedelta(minutes=1)  # before LINE is asked again for a chat it was asked for in vain
SHORT_HOLD = timedelta(minutes=10)  # before the quota is looked at again: it grows by a month or a purchase
INSTEAD_OF_GROUP = "ส่งถึงผู้รับผิดชอบทาง 1:1 แทนการส่งทั้งกลุ่ม"


@dataclass(frozen=True)
class Ask:
    """A chat to look at. left: counted messages that may still be spent, None when LINE does not say; asked: whether
    it was asked.
    """

    chat_id: int
    left: Left | None
    asked: bool = True


@dataclass(frozen=True)
class Composed:
    """What came of looking at one chat: the delivery to attempt, or why everything waits.

    moved_to: 1:1 chats in which something of it is to be said instead; look at them next. more: something is left
    to say here once the delivery was accepted.
    """

    delivery: Delivery | None = None
    carries: tuple[OutboxMessage, ...] = ()
    held: str = ""
    dropped: int = 0
    moved_to: tuple[int, ...] = ()
    more: bool = False


def look_up_for(session: Session, asks: Sequence[Ask], now: datetime) -> Lookup:
    """What composing these chats takes."""
    return look_up(session, [ask.chat_id for ask in asks], [ask.chat_id for ask in asks if ask.left], now)


def compose(session: Session, batch: Lookup, asks: Sequence[Ask], now: datetime, policy: Policy) -> list[Composed]:
    """Choose what to say in each of these chats now; one answer for each, in their order. store() comes next.

    The groups come first: what moves from there to somebody's 1:1 chat is said with what waits there already.
    """
    composer = _Composer(session, batch, now, policy)
    ours = (ask for ask in asks if ask.chat_id in batch.chats)
    ordered = sorted(ours, key=lambda ask: (batch.chats[ask.chat_id].type == ChatType.PRIVATE, ask.chat_id))
    with session.no_autoflush:
        done = {ask.chat_id: composer.compose(ask) for ask in ordered}
    return [done.get(ask.chat_id, Composed()) for ask in asks]


def store(session: Session, composed: Sequence[Composed]) -> None:
    """Keep the requests, and that their messages are on their way."""
    stored = [(one.delivery, one.carries) for one in composed if one.delivery]
    for (delivery, carries), delivery_id in zip(stored, draw_ids(session, Delivery, len(stored)), strict=True):
        delivery.id = delivery_id
        for message in carries:
            message.state, message.delivery_id, message.why = "sending", delivery_id, None
    session.add_all(delivery for delivery, _ in stored)
    session.flush()


class _Composer:
    """One batch: everything is looked up, so composing a chat asks the database nothing."""

    def __init__(self, session: Session, batch: Lookup, now: datetime, policy: Policy) -> None:
        self._session, self._batch, self._now, self._policy = session, batch, now, policy

    def compose(self, ask: Ask) -> Composed:
        """Decide and render for one chat."""
        if ask.chat_id in self._batch.moved_to:  # it comes next, with what was moved there
            return Composed()
        chat = self._batch.chats[ask.chat_id]
        waiting = self._batch.waiting.get(chat.id, [])
        live = self._batch.live(waiting)
        situation = self._situation(chat, ask)
        reachable = self._reachable(chat, waiting, situation)
        decided = route(self._as_seen(waiting, live, reachable), situation)
        by_id = {message.id: message for message in waiting}
        for message_id, why in decided.drops:
            outbox.drop(by_id.pop(message_id), why)
        if decided.send is None:
            moved_to = [self._move(by_id.pop(move.message_id), move, reachable) for move in decided.moves]
            _hold(list(by_id.values()), decided.held, self._now, self._policy, self._batch.offices[chat.agency_id])
            return Composed(None, (), decided.held, len(decided.drops), tuple(dict.fromkeys(chain(*moved_to))))
        delivery = self._request(chat, decided.send, by_id, live)
        carries = tuple(by_id[i] for i in (*decided.send.answers, *decided.send.reminders)) if delivery else ()
        return Composed(delivery, carries, "", len(decided.drops), more=len(by_id) > len(carries))

    def _situation(self, chat: Chat, ask: Ask) -> Situation:
        office, left = self._batch.offices[chat.agency_id], ask.left
        return Situation(
            now=self._now,
            tokens=tuple(token.id for token in self._batch.tokens.get(chat.id, ())),
            is_open=is_open(self._now, self._policy, office.calendar),
            is_public=chat.type in (ChatType.PUBLIC, ChatType.NEW),
            cost=cost_of(chat),
            # After what other workers, and this one, stored since LINE told it.
            left=left.messages - (office.spent - left.spent) if left else None,
            asked=ask.asked,
            kept=left.kept if left else {},
        )

    def _reachable(self, chat: Chat, waiting: Sequence[OutboxMessage], situation: Situation) -> dict[int, int]:
        """Person → account, of those named in a group's reminders whom a push to their 1:1 chat would reach.

        Nobody where the group's own words carry everything.
        """
        if chat.type == ChatType.PRIVATE or not situation.is_open or situation.tokens:
            return {}
        named = {person for m in waiting if m.kind == "reminder" for person in m.content["staff"]}
        accounts = ((person, self._batch.accounts.get(person)) for person in sorted(named))
        return {person: account.contact_id for person, account in accounts if account and account.is_reachable}

    def _move(self, message: OutboxMessage, move: Move, reachable: dict[int, int]) -> list[int]:
        to = [(private_chat(self._session, reachable[person], self._now).id, person) for person in move.people]
        outbox.move(self._session, message, to, INSTEAD_OF_GROUP, self._now)
        self._batch.moved_to.update(chat_id for chat_id, _ in to)
        return [chat_id for chat_id, _ in to]

    def _as_seen(
        self, waiting: Sequence[OutboxMessage], live: dict[int, Owed], reachable: dict[int, int]
    ) -> list[Waiting]:
        seen = []
        for message in waiting:
            why_not = _why_not(message, live, self._batch.latest)
            named = message.content["staff"] if message.kind == "reminder" else ()
            seen.append(
                Waiting(
                    id=message.id,
                    is_answer=message.kind == "answer",
                    size=len(message.content.get("messages", ())),
                    rank=self._policy.urgency[message.urgency].rank,
                    push_after=message.push_after,
                    useless_after=message.useless_after,
                    token_id=message.reply_token_id,
                    wanted=not why_not,
                    why_not=why_not,
                    people=tuple(person for person in named if person in reachable),
                )
            )
        return seen

    def _request(
        self, chat: Chat, send: Send, by_id: dict[int, OutboxMessage], live: dict[int, Owed]
    ) -> Delivery | None:
        """The request as it will be sent; None when the token was taken meanwhile."""
        if send.token_id is not None and take_token(self._session, send.token_id, self._now) is None:
            return None
        answers, reminders = ([by_id[i] for i in ids] for ids in (send.answers, send.reminders))
        body, about = self._render(chat, answers, reminders, live)
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
            try_at=self._now,
            created_at=self._now,
        )
        self._batch.offices[chat.agency_id].spent += send.cost
        return delivery

    def _render(
        self,
        chat: Chat,
        answers: Sequence[OutboxMessage],
        reminders: Sequence[OutboxMessage],
        live: dict[int, Owed],
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
            digest = self._digest(chat, due, live)
            ids = sorted({m.occurrence_id for m in due if m.occurrence_id})
            body += digest
            about += [{"occurrences": ids, "asks": None} for _ in digest]
        return body, about

    def _digest(self, chat: Chat, due: Sequence[OutboxMessage], live: dict[int, Owed]) -> Messages:
        today = bangkok_day(self._now)
        everyone = self._batch.everyone(live.values())
        told_as = _told_as(due)
        items: list[DueItem] = []
        for tell in dict.fromkeys(told_as.values()):
            some = [live[i] for i, told in told_as.items() if told == tell]
            items += due_items(some, everyone, today, _stage(tell))
        voice = self._batch.offices[chat.agency_id].voice
        return reminder.digest(items, self._named(chat, due), voice, today, chat.type != ChatType.PRIVATE)

    def _named(self, chat: Chat, due: Sequence[OutboxMessage]) -> list[Mention]:
        """The people named, each once; only those LINE would find in this group are mentioned by id."""
        staff_ids = dict.fromkeys(i for m in due for i in m.content["staff"])
        named = {i: self._batch.mentions[i] for i in staff_ids if i in self._batch.mentions}
        plain = chat.type == ChatType.PRIVATE or any(m.content.get("plain") for m in due)
        present = set() if plain else self._batch.members.get(chat.id, set())
        accounts = self._batch.accounts
        there = {i for i in named if i in accounts and accounts[i].contact_id in present}
        return [mention if i in there else Mention(mention.name) for i, mention in named.items()]


def _hold(waiting: Sequence[OutboxMessage], why: str, now: datetime, policy: Policy, office: Office) -> None:
    """Nothing to do here before something changes: else each round would look at every held chat again."""
    if why in ("", LINE_UNASKED):
        return
    pauses = {LINE_SILENT: now + HOLD, PATIENT: now, CLOSED: next_opening(now, policy, office.calendar)}
    outbox.hold(waiting, why, pauses.get(why, now + SHORT_HOLD))


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


def _told_as(due: Sequence[OutboxMessage]) -> dict[int, str]:
    """Occurrence → who is told of it: each once, by the words of its latest stage when one digest carries several."""
    ordered = sorted(due, key=lambda m: (days_after(m.content["stage"]), m.id))
    return {m.occurrence_id: m.content["tell"] for m in ordered if m.occurrence_id}


def _stage(tell: str) -> str:
    return "" if tell == "responsible" else tell
