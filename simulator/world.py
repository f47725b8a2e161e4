"""The state of the pretended platform, kept in memory under one lock and in one JSON file."""

import json
import os
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from simulator import ids
from simulator.clock import Clock
from simulator.records import BOT, Bot, Group, Message, ReplyToken, RetryKey, Settings, User

LOG_LENGTH = 5_000
SAVED_LOG_LENGTH = 300  # the file is written often; the page shows far less


class NoSuch(KeyError):
    """A person, chat or message that the pretended platform does not know."""


class World:
    """Everything remembered. Use `with world.change():` to alter it: the page hears of it, the file is written."""

    def __init__(self, bot: Bot, clock: Clock, state: str | Path | None = None) -> None:
        self.bot = bot
        self.clock = clock
        self.state = Path(state) if state else None
        self.settings = Settings()
        self.users: dict[str, User] = {}
        self.groups: dict[str, Group] = {}
        self.messages: dict[str, Message] = {}
        self.said: int = 0
        self.last_stamp: int = 0
        self.reply_tokens: dict[str, ReplyToken] = {}
        self.retry_keys: dict[str, RetryKey] = {}
        self.access_tokens: dict[str, int] = {}
        self.used_quota: dict[str, int] = {}
        self.quota: int | None = 300
        self.read: dict[str, dict[str, int]] = {}
        self.requests: deque[dict[str, Any]] = deque(maxlen=LOG_LENGTH)
        self.webhooks: deque[dict[str, Any]] = deque(maxlen=LOG_LENGTH)
        self.violations: list[dict[str, Any]] = []
        self.faults: list[dict[str, Any]] = []
        self.version = 0
        self.saved_version = 0
        self.changed = threading.Condition(threading.RLock())
        if self.state is not None and self.state.exists():
            self._load(json.loads(self.state.read_text(encoding="utf-8")))

    @contextmanager
    def change(self) -> Iterator["World"]:
        with self.changed:
            yield self
            self.version += 1
            self.changed.notify_all()

    def wait_for_change(self, after: int, seconds: float) -> int:
        with self.changed:
            self.changed.wait_for(lambda: self.version > after, timeout=seconds)
            return self.version

    # -- looking up -------------------------------------------------------------------------------------------

    def user(self, who: str) -> User:
        """By id or by name."""
        found = self.users.get(who) or next((u for u in self.users.values() if u.name == who), None)
        if found is None:
            raise NoSuch(f"no such person: {who}")
        return found

    def group(self, which: str) -> Group:
        found = self.groups.get(which) or next((g for g in self.groups.values() if g.name == which), None)
        if found is None:
            raise NoSuch(f"no such group: {which}")
        return found

    def chat(self, which: str) -> str:
        """The id of a chat: a group's, or a person's for the 1:1 chat with the bot."""
        try:
            return self.group(which).id
        except NoSuch:
            return self.user(which).id

    def message(self, message_id: str) -> Message:
        if message_id not in self.messages:
            raise NoSuch(f"no such message: {message_id}")
        return self.messages[message_id]

    def in_chat(self, chat: str) -> list[Message]:
        return [m for m in self.messages.values() if m.chat == chat]

    def said_by_bot(self, chat: str | None = None) -> list[Message]:
        return [m for m in self.messages.values() if m.sender == BOT and chat in (None, m.chat)]

    # -- changing ---------------------------------------------------------------------------------------------

    def add_user(self, name: str, user_id: str | None = None, **options: Any) -> User:
        user = User(id=user_id or self._free(name, ids.user_id, self.users), name=name, **options)
        self.users[user.id] = user
        return user

    def add_group(self, name: str, members: list[str], bot: bool, group_id: str | None = None) -> Group:
        group = Group(group_id or self._free(name, ids.group_id, self.groups), name, [], bot)
        group.members = list(dict.fromkeys(self.user(m).id for m in members))
        self.groups[group.id] = group
        return group

    def next_message_id(self) -> str:
        self.said += 1
        return ids.message_id(self.said)

    def stamp(self) -> int:
        """Milliseconds of now for an event or message; two never share one though the clock stands still."""
        now = self.clock.milliseconds()
        self.last_stamp = self.last_stamp + 1 if now <= self.last_stamp < now + 60_000 else now
        return self.last_stamp

    def add_message(self, message: Message) -> Message:
        self.messages[message.id] = message
        return message

    def violate(self, kind: str, **details: Any) -> None:
        self.violations.append({"kind": kind, "time": self.clock.now().isoformat(), **details})

    def month(self) -> str:
        """The month whose quota is running; the reset is taken to be at midnight of +07:00."""
        return self.clock.now().strftime("%Y-%m")

    def used(self) -> int:
        return self.used_quota.get(self.month(), 0)

    def spend(self, people: int) -> None:
        self.used_quota[self.month()] = self.used() + people

    @staticmethod
    def _free(name: str, make: Any, taken: dict[str, Any]) -> str:
        seed, again = name, 1
        while make(seed) in taken:
            again += 1
            seed = f"{name}#{again}"
        return make(seed)

    # -- keeping ----------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Writes the file when something changed since; a reader sees the old file or the new one, whole."""
        with self.changed:
            if self.state is None or self.saved_version == self.version:
                return
            self.saved_version = self.version
            text = json.dumps(self._dump(), ensure_ascii=False)
        self.state.parent.mkdir(parents=True, exist_ok=True)
        beside = self.state.with_name(f"{self.state.name}.{os.getpid()}.new")
        beside.write_text(text, encoding="utf-8")
        os.replace(beside, self.state)

    def _dump(self) -> dict[str, Any]:
        return {
            "webhook": self.bot.webhook,
            "settings": asdict(self.settings),
            "users": [asdict(u) for u in self.users.values()],
            "groups": [asdict(g) for g in self.groups.values()],
            "messages": [asdict(m) for m in self.messages.values()],
            "said": self.said,
            "last_stamp": self.last_stamp,
            "reply_tokens": [asdict(t) for t in self.reply_tokens.values()],
            "retry_keys": [asdict(k) for k in self.retry_keys.values()],
            "access_tokens": self.access_tokens,
            "used_quota": self.used_quota,
            "quota": self.quota,
            "read": self.read,
            "requests": list(self.requests)[-SAVED_LOG_LENGTH:],
            "webhooks": list(self.webhooks)[-SAVED_LOG_LENGTH:],
            "violations": self.violations,
            "faults": self.faults,
        }

    def _load(self, kept: dict[str, Any]) -> None:
        self.bot.webhook = self.bot.webhook or kept["webhook"]
        self.settings = Settings(**kept["settings"])
        self.users = {u["id"]: User(**u) for u in kept["users"]}
        self.groups = {g["id"]: Group(**g) for g in kept["groups"]}
        self.messages = {m["id"]: Message(**m) for m in kept["messages"]}
        self.reply_tokens = {t["token"]: ReplyToken(**t) for t in kept["reply_tokens"]}
        self.retry_keys = {k["key"]: RetryKey(**k) for k in kept["retry_keys"]}
        self.requests.extend(kept["requests"])
        self.webhooks.extend(kept["webhooks"])
        for name in ("said", "last_stamp", "access_tokens", "used_quota", "quota", "read", "violations", "faults"):
            setattr(self, name, kept[name])
