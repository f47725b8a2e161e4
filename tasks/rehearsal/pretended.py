"""A pretended LINE inside the process: it counts as LINE does, and says nothing to anybody."""

import threading
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from bot.line import Answer, Channel, LineGateway
from models.bangkok import bangkok_day

TOKEN_LASTS = timedelta(seconds=60)
OVER_LIMIT = Answer("limited", 429, "You have reached your monthly limit.")
NO_TOKEN = Answer("refused", 400, "Invalid reply token")


class PretendedLine(LineGateway):
    """LINE's counting: a push costs the people it reaches, a reply nothing, and each month begins at none.

    sizes: LINE id of a group → its people; every other address is one person.
    replies, pushes, counted: by month, as "2026-10".
    """

    def __init__(self, clock: Callable[[], datetime], monthly: int, sizes: Mapping[str, int]) -> None:
        # Not LineGateway's own: without a client no call of any method can leave the process.
        self._clock = clock
        self._monthly = monthly
        self._sizes = sizes
        self._given: dict[str, datetime] = {}
        self._keys: dict[str, Answer] = {}
        self._numbers = count(1)
        self._one_at_a_time = threading.Lock()
        self.replies: Counter[str] = Counter()
        self.pushes: Counter[str] = Counter()
        self.counted: Counter[str] = Counter()

    @property
    def requests(self) -> int:
        """How many it has taken."""
        return self.replies.total() + self.pushes.total()

    def close(self) -> None:
        """Nothing is open."""

    def somebody_writes(self) -> str:
        """The reply token that the webhook of a message would bring."""
        token = f"{next(self._numbers):032x}"
        self._given[token] = self._clock()
        return token

    def reply(self, channel: Channel, reply_token: str, messages: list[dict[str, Any]]) -> Answer:
        """Free, once for each token and only within its minute."""
        with self._one_at_a_time:
            given = self._given.pop(reply_token, None)
            if given is None or self._clock() - given > TOKEN_LASTS:
                return NO_TOKEN
            self.replies[self._month()] += 1
            return self._accepted(messages)

    def push(self, channel: Channel, to: str, messages: list[dict[str, Any]], retry_key: str) -> Answer:
        """Counted for each person reached; refused whole when the month's quota does not suffice."""
        with self._one_at_a_time:
            if retry_key not in self._keys:
                month, cost = self._month(), self._sizes.get(to, 1)
                if self.counted[month] + cost > self._monthly:
                    return OVER_LIMIT
                self.pushes[month] += 1
                self.counted[month] += cost
                self._keys[retry_key] = self._accepted(messages)
            return self._keys[retry_key]

    def quota(self, channel: Channel) -> int | None:
        """Counted messages a month."""
        return self._monthly

    def quota_used(self, channel: Channel) -> int:
        """Counted this month."""
        return self.counted[self._month()]

    def member_count(self, channel: Channel, group_id: str) -> int:
        """People in the group."""
        return self._sizes[group_id]

    def group_name(self, channel: Channel, group_id: str) -> str:
        """No new name: the copy keeps the one it has."""
        return ""

    def _month(self) -> str:
        return f"{bangkok_day(self._clock()):%Y-%m}"

    def _accepted(self, messages: list[dict[str, Any]]) -> Answer:
        return Answer("accepted", 200, "", tuple((str(next(self._numbers)), None) for _ in messages))
