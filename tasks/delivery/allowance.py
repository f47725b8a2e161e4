"""How many counted messages an office may still spend this month: LINE's word, asked once a round, and our ledger."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from bot.channels import channel_of
from bot.line import Channel, LineError
from config.files import load_policy
from models.agency import Agency
from models.bangkok import month_start
from models.chat import Chat, set_member_count
from models.database import reading, transaction
from models.delivery import counted_since
from tasks.delivery.budget import kept, shortage
from tasks.delivery.forecast import foresee
from tasks.delivery.warning import warn
from tasks.house import House

COUNT_LASTS = timedelta(days=1)
ROOM = "R"  # how LINE's ids of rooms begin; a room has no name
UNLIMITED = 1_000_000_000
log = structlog.get_logger()


@dataclass(frozen=True)
class _Chat:
    id: int
    agency_id: int
    channel: Channel | None
    budget: int
    spent: int
    to_count: str | None


@dataclass(frozen=True)
class Left:
    """Counted messages left, and what our own ledger said when that was worked out: others may have spent since.

    kept: by rank of urgency, how many of them are kept for what is more urgent.
    """

    messages: int
    spent: int
    kept: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class _Word:
    """limit and used as LINE told them, and what our own ledger said then."""

    limit: int
    used: int
    spent: int


class Allowance:
    """What LINE says of each office's quota, for one round: an office whose LINE is silent is asked only once."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._words: dict[int, _Word | None] = {}
        self._kept: dict[int, Mapping[int, int]] = {}

    def left(self, chat_id: int) -> Left | None:
        """Counted messages left by LINE's word, the office's budget and our own ledger; None: LINE is silent.

        A group not counted since yesterday is counted on the way. Never call it with a transaction open.
        """
        now = self._house.clock()
        chat = self._look_up(chat_id, now)
        try:
            if chat.agency_id not in self._words:
                self._words[chat.agency_id] = self._ask(chat)
            word = self._words[chat.agency_id]
            if word is not None and chat.channel and chat.to_count:
                self._count_members(chat.channel, chat.id, chat.to_count, now)
        except LineError as error:
            log.warning("line_silent", retry=error.retry, status=error.status)
            word = self._words[chat.agency_id] = None
        if word is None:
            return None
        used = max(word.used + chat.spent - word.spent, chat.spent)
        quota = min(word.limit, chat.budget)
        if chat.agency_id not in self._kept:
            self._kept[chat.agency_id] = self._plan(chat.agency_id, quota - used, quota, now)
        return Left(quota - used, chat.spent, self._kept[chat.agency_id])

    def _plan(self, agency_id: int, left: int, quota: int, now: datetime) -> Mapping[int, int]:
        """What the month still needs decides what is kept; when it is more than is left the coordinator is told."""
        policy = load_policy()
        reserve, reserved_for = quota * policy.reserve_percent // 100, policy.urgency["escalated"].rank
        with transaction(self._house.engine) as session:
            needed = foresee(session, agency_id, now, policy)
            short = shortage(needed, left, reserve, reserved_for, policy.urgency["due_today"].rank)
            if short is not None:
                warn(session, agency_id, left, quota, short, now)
        return kept(needed, {urgency.rank for urgency in policy.urgency.values()}, reserve, reserved_for)

    def _look_up(self, chat_id: int, now: datetime) -> _Chat:
        with reading(self._house.engine) as session:
            chat = session.get_one(Chat, chat_id)
            agency = session.get_one(Agency, chat.agency_id)
            uncounted = chat.counted_at is None or chat.counted_at + COUNT_LASTS < now
            return _Chat(
                id=chat_id,
                agency_id=agency.id,
                channel=channel_of(agency, self._house.settings),
                budget=agency.quota,
                spent=counted_since(session, agency.id, month_start(now)),
                to_count=chat.line_id if uncounted else None,
            )

    def _ask(self, chat: _Chat) -> _Word | None:
        if chat.channel is None:
            return None
        limit = self._house.gateway.quota(chat.channel)
        used = self._house.gateway.quota_used(chat.channel)
        return _Word(UNLIMITED if limit is None else limit, used, chat.spent)

    def _count_members(self, channel: Channel, chat_id: int, group: str, now: datetime) -> None:
        """A group that cannot be counted keeps its last known size, and its name."""
        try:
            count = self._house.gateway.member_count(channel, group)
            name = None if group.startswith(ROOM) else self._house.gateway.group_name(channel, group)
        except LineError as error:
            if error.retry:
                raise
            return
        with transaction(self._house.engine) as session:
            set_member_count(session, chat_id, count, now, name)
