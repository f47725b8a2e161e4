"""Say what the outbox holds: store requests, make many at once, and settle together what LINE has answered."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from queue import Empty, SimpleQueue
from typing import TypeVar

import structlog
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bot.line import Answer
from config.policy import Policy
from models import outbox
from models.database import reading, transaction
from models.delivery import Delivery, begin, claim_ready
from tasks.delivery.allowance import COUNT_LASTS, Allowance, Left
from tasks.delivery.compose import Ask, Composed, compose, look_up_for, store
from tasks.delivery.pausing import Pauses
from tasks.delivery.requests import Request, ask_line, request_of
from tasks.delivery.routing import LINE_UNASKED
from tasks.delivery.settling import Answered, settle_all
from tasks.delivery.turns import Turn, Turns
from tasks.house import House, never

BATCH = 128  # chats composed in one transaction: a webhook that comes in waits for the database no longer than that
MOST_IN_BATCH = 400  # messages: a chat to which hundreds of things are to be said fills a batch alone
SMALLEST = 8  # lines that must be free before a batch is looked up for them
AHEAD = 32  # requests stored while all lines are busy, so that no line waits for the database
EACH = 256  # requests of one office at a time: fewer than the lines, so it never has them all
LINES = 288  # calls to LINE at once: some are left to the others while LINE is slow for one office
RETRIES = 16  # second tries at once: while LINE is silent they are many, and none of them urgent
PAGE = 4_000  # chats looked up for one pass, however many wait
PASS_SECONDS = 20.0  # then the offices are looked at anew, once something was said
# What an answer says about the office's channel rather than about the message.
EFFECTS = {"accepted": True, "unsent": False, "unclear": False, "limited": False, "spent": False}
log = structlog.get_logger()
Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True)
class _Looked:
    """What came of looking at one chat: a request to make, or a quota to ask for."""

    turn: Turn
    composed: Composed
    request: Request | None


@dataclass(frozen=True)
class _Landed:
    """One call to LINE that has come back: from which request, or from asking for a chat's quota."""

    of: Request | Turn
    brought: Answer | Left | BaseException | None


def drain(house: House, policy: Policy, stopping: Callable[[], bool] = never) -> None:
    """Pass after pass until one has no effect."""
    while not stopping() and deliver(house, policy, stopping=stopping):
        pass


def deliver(house: House, policy: Policy, free_only: bool = False, stopping: Callable[[], bool] = never) -> int:
    """One pass over what can move now; returns how many requests LINE accepted.

    free_only: answers and what may ride on a reply token, leaving pushes and second tries to the worker.
    stopping: asked before anything is begun; what is under way is settled all the same.
    """
    now = house.clock()
    with reading(house.engine) as session:
        found = outbox.movable_chats(session, now, PAGE, now - COUNT_LASTS, free_only)
    turns = Turns((Turn(m.chat_id, m.agency_id, m.has_answer, m.uncounted) for m in found), EACH)
    with ThreadPoolExecutor(LINES, "line") as pool:
        return _Pass(house, policy, pool, turns, not free_only, stopping).run()


class _Pass:
    """One thread composes and settles, the others only wait for LINE: no call is made with a transaction open."""

    def __init__(
        self,
        house: House,
        policy: Policy,
        pool: ThreadPoolExecutor,
        turns: Turns,
        retrying: bool,
        stopping: Callable[[], bool],
    ) -> None:
        self._house, self._policy, self._pool, self._turns = house, policy, pool, turns
        self._retrying, self._stopping = retrying, stopping
        self._ends = time.monotonic() + PASS_SECONDS
        self._allowance = Allowance(house)
        self._left: dict[int, Left | None] = {}  # by office
        self._more: dict[int, Turn] = {}  # by delivery: chats in which something is left to say
        self._landed: SimpleQueue[_Landed] = SimpleQueue()
        self._back: list[_Landed] = []  # to be settled
        self._pauses = Pauses(house.engine.dialect.name == "sqlite")
        self._flying = self._repeating = self._accepted = 0

    def run(self) -> int:
        """Until nothing can be begun and everything is back."""
        while (begun := self._begin()) or self._flying or self._back:
            self._collect(wait=not begun)
            self._settle_back()
        self._pauses.begin()
        return self._accepted

    def _begin(self) -> bool:
        """Put the next batch on its way; False when there is none, or no line for it, or the pass is over."""
        self._collect(wait=False)
        room = min(BATCH, LINES + AHEAD - self._flying)
        is_over = self._accepted > 0 and time.monotonic() > self._ends
        if room < SMALLEST or is_over or self._stopping():
            return False
        turns = self._turns.take(room)
        for looked in self._in_one(turns, self._look_at):
            self._follow(looked)
        return self._repeat() or bool(turns)

    def _repeat(self) -> bool:
        """Requests stored before whose answer never came."""
        if not self._retrying or self._repeating >= RETRIES:
            return False
        with transaction(self._house.engine) as session:
            claimed = [one.id for one in claim_ready(session, self._house.clock(), RETRIES - self._repeating)]
        self._retrying = bool(claimed)
        for request in self._in_one(claimed, self._ask_again):
            self._repeating += 1
            self._send(request)
        return bool(claimed)

    def _ask_again(self, session: Session, claimed: Sequence[int]) -> list[Request]:
        now = self._house.clock()
        deliveries = (session.get_one(Delivery, delivery_id) for delivery_id in claimed)
        asked = [request_of(session, self._house, self._policy, delivery, now) for delivery in deliveries]
        return [request for request in asked if request]

    def _look_at(self, session: Session, turns: Sequence[Turn]) -> list[_Looked]:
        """Compose for each, and begin it in the same commit: body and key are on the disk before the first try."""
        now = self._house.clock()
        turns = self._one_batch(session, turns, now)
        asks = [self._ask(turn) for turn in turns]
        batch = look_up_for(session, asks, now)
        composed = compose(session, batch, asks, now, self._policy)
        for one in composed:
            if one.delivery:
                begin(one.delivery, now)
        store(session, composed)
        return [self._looked(session, turn, one, now) for turn, one in zip(turns, composed, strict=True)]

    def _one_batch(self, session: Session, turns: Sequence[Turn], now: datetime) -> list[Turn]:
        """Each chat once, and no more of them than can be composed without holding others up; the rest comes next."""
        waiting = outbox.waiting_count(session, [turn.chat_id for turn in turns], now)
        chosen: dict[int, Turn] = {}
        later, room = [], MOST_IN_BATCH
        for turn in turns:
            room -= waiting.get(turn.chat_id, 0)
            if turn.chat_id in chosen or (chosen and room < 0):
                later.append(turn)
            else:
                chosen[turn.chat_id] = turn
        self._turns.first(later)
        return list(chosen.values())

    def _ask(self, turn: Turn) -> Ask:
        asked = turn.agency_id in self._left and not turn.uncounted
        return Ask(turn.chat_id, self._left[turn.agency_id] if asked else None, asked)

    def _looked(self, session: Session, turn: Turn, composed: Composed, now: datetime) -> _Looked:
        if composed.delivery is None:
            return _Looked(turn, composed, None)
        return _Looked(turn, composed, request_of(session, self._house, self._policy, composed.delivery, now))

    def _follow(self, looked: _Looked) -> None:
        self._turns.first(Turn(chat_id, looked.turn.agency_id) for chat_id in looked.composed.moved_to)
        if looked.request:
            if looked.composed.more:
                self._more[looked.request.delivery_id] = looked.turn
            self._send(looked.request)
        elif looked.composed.held == LINE_UNASKED and (
            looked.turn.agency_id in self._left or self._turns.park(looked.turn)
        ):
            self._fly(looked.turn, partial(self._allowance.left, looked.turn.chat_id))

    def _send(self, request: Request) -> None:
        self._turns.sent(request.agency_id)
        self._fly(request, partial(ask_line, self._house, request))

    def _fly(self, of: Request | Turn, call: Callable[[], Answer | Left | None]) -> None:
        self._flying += 1
        self._pool.submit(self._call, of, call)

    def _call(self, of: Request | Turn, call: Callable[[], Answer | Left | None]) -> None:
        try:
            self._landed.put(_Landed(of, call()))
        except BaseException as error:  # told to the thread that waits for it, whatever it is
            self._landed.put(_Landed(of, error))

    def _collect(self, wait: bool) -> None:
        """Everything that has come back makes room on the lines; wait: for one at least when nothing else is to do."""
        landed = [self._landed.get()] if wait and not self._back else []
        with suppress(Empty):
            while True:
                landed.append(self._landed.get_nowait())
        self._flying -= len(landed)
        self._back += landed
        for one in landed:
            if isinstance(one.brought, Exception):
                log.error("call_failed", exc_info=one.brought)
            elif isinstance(one.brought, BaseException):
                raise one.brought
            if isinstance(one.of, Request):
                self._turns.landed(one.of.agency_id, EFFECTS.get(_state(one)))

    def _settle_back(self) -> None:
        """Together, all that has come back."""
        landed, self._back = self._back, []
        answered = [
            Answered(one.of.delivery_id, one.brought)
            for one in landed
            if isinstance(one.of, Request) and isinstance(one.brought, Answer)
        ]
        self._in_one(answered, self._settle)
        for one in landed:
            self._after(one)

    def _settle(self, session: Session, answered: Sequence[Answered]) -> list[None]:
        settle_all(session, answered, self._house.clock())
        return []

    def _after(self, landed: _Landed) -> None:
        """What the end of one call makes room for."""
        of, brought = landed.of, landed.brought
        if isinstance(of, Turn):
            self._left[of.agency_id] = brought if isinstance(brought, Left) else None
            self._turns.unpark(of.agency_id)
            self._turns.first([replace(of, uncounted=False)])
            return
        self._repeating -= of.is_repeated
        state = _state(landed)
        more = self._more.pop(of.delivery_id, None)
        if state == "accepted":
            self._accepted += 1
            self._turns.first([more] if more else [])
        log.info("delivery", way=of.way, state=state, status=brought.status if isinstance(brought, Answer) else None)

    def _in_one(self, items: Sequence[Item], act: Callable[[Session, Sequence[Item]], list[Result]]) -> list[Result]:
        """All in one transaction; when one of them breaks, each in its own, so that it holds up no other.

        A database that is away ends the pass.
        """
        if not items:
            return []
        began = self._pauses.begin()
        try:
            with transaction(self._house.engine) as session:
                return act(session, items)
        except OperationalError:
            raise
        except Exception:
            if len(items) == 1:
                log.exception("delivery_failed")
                return []
        finally:
            self._pauses.ended(began)
        return [result for item in items for result in self._in_one([item], act)]


def _state(landed: _Landed) -> str:
    """What became of a request; a call that failed may have been heard."""
    return landed.brought.state if isinstance(landed.brought, Answer) else "unclear"
