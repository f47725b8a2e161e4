"""The tests' and the demo's hand on a running simulator, over HTTP."""

import base64
import time
from typing import Any

import requests

Answer = dict[str, Any]


class SimulatorClient:
    """Persons, groups and chats are given by id or by name; every method raises RuntimeError when refused."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        self.http = requests.Session()
        self.http.trust_env = False  # it is on this machine: no proxy, and none to be looked for at each call

    def close(self) -> None:
        self.http.close()

    def __enter__(self) -> "SimulatorClient":
        return self

    def __exit__(self, *problem: object) -> None:
        self.close()

    def call(self, method: str, path: str, body: Any = None, **query: Any) -> Any:
        query = {k: v for k, v in query.items() if v is not None}
        answer = self.http.request(method, f"{self.url}/_sim/{path}", json=body, params=query, timeout=90)
        if answer.status_code >= 400:
            raise RuntimeError(f"{method} {path}: {answer.status_code} {answer.text[:500]}")
        return answer.json()

    # -- cast -------------------------------------------------------------------------------------------------

    def user(self, name: str, **options: Any) -> str:
        """A new person's id. options: friend=True, blocked=False, hides_id="", user_id=…, title=…."""
        return self.call("POST", "users", {"name": name, **options})["id"]

    def alter_user(self, who: str, **options: Any) -> Answer:
        return self.call("PATCH", f"users/{who}", options)

    def group(self, name: str, members: list[str], bot: bool = True, group_id: str | None = None) -> str:
        """A new group's id; bot=True puts the bot in without a join event (use join() for one)."""
        return self.call("POST", "groups", {"name": name, "members": members, "bot": bot, "group_id": group_id})["id"]

    def cast(self) -> Answer:
        return self.call("GET", "cast")

    # -- acts -------------------------------------------------------------------------------------------------

    def act(self, act: str, **arguments: Any) -> Any:
        return self.call("POST", f"act/{act}", arguments)

    def say(self, user: str, chat: str | None, text: str, mention_bot: bool = False, quote: str | None = None) -> str:
        """The new message's id; chat None is the 1:1 chat."""
        said = self.act("say", user=user, chat=chat or user, text=text, mention_bot=mention_bot, quote=quote)
        return said["id"]

    def press(self, user: str, message_id: str, action: int | str, picked: str | None = None) -> Answer:
        """action: place, postback data or label; picked: a date picker's value."""
        return self.act("press", user=user, message_id=message_id, action=action, picked=picked)

    def postback(self, user: str, chat: str | None, data: str) -> None:
        self.act("postback", user=user, chat=chat or user, data=data)

    def sticker(self, user: str, chat: str | None = None) -> str:
        return self.act("sticker", user=user, chat=chat or user)["id"]

    def send_image(
        self, user: str, chat: str | None, content: bytes, preparing: int = 0, image_set: Answer | None = None
    ) -> str:
        """image_set: {"id", "index", "total"} of one of several photos sent at once."""
        return self._content(user, chat, "image", content, "image/jpeg", "", preparing, image_set)

    def send_images(self, user: str, chat: str | None, *contents: bytes) -> list[str]:
        """Photos chosen together in LINE's app and sent at once."""
        parts = [
            {"id": f"set-{hash(contents):x}", "index": n, "total": len(contents)} for n in range(1, len(contents) + 1)
        ]
        return [self.send_image(user, chat, one, 0, part) for one, part in zip(contents, parts, strict=True)]

    def send_audio(self, user: str, chat: str | None, content: bytes, preparing: int = 0) -> str:
        return self._content(user, chat, "audio", content, "audio/m4a", "", preparing)

    def send_video(self, user: str, chat: str | None, content: bytes, preparing: int = 0) -> str:
        return self._content(user, chat, "video", content, "video/mp4", "", preparing)

    def send_file(
        self, user: str, chat: str | None, name: str, content: bytes, content_type: str = "application/pdf"
    ) -> str:
        return self._content(user, chat, "file", content, content_type, name, 0)

    def _content(
        self,
        user: str,
        chat: str | None,
        kind: str,
        content: bytes,
        content_type: str,
        name: str,
        preparing: int,
        image_set: Answer | None = None,
    ) -> str:
        return self.act(
            "send_content", user=user, chat=chat or user, kind=kind, content=base64.b64encode(content).decode(),
            content_type=content_type, name=name, preparing=preparing, image_set=image_set,
        )["id"]  # fmt: skip

    def edit(self, message_id: str, text: str) -> Answer:
        return self.act("edit", message_id=message_id, text=text)

    def unsend(self, message_id: str) -> Answer:
        return self.act("unsend", message_id=message_id)

    def follow(self, user: str) -> Answer:
        return self.act("follow", user=user)

    def unfollow(self, user: str) -> Answer:
        return self.act("unfollow", user=user)

    def join(self, group: str) -> None:
        self.act("join", group=group)

    def leave(self, group: str) -> None:
        self.act("leave", group=group)

    def member_joined(self, group: str, *users: str) -> None:
        self.act("member_joined", group=group, users=list(users))

    def member_left(self, group: str, *users: str) -> None:
        self.act("member_left", group=group, users=list(users))

    def anything(self, kind: str, chat: str, user: str | None = None, **fields: Any) -> Answer:
        """An event of any type, also one LINE has not invented yet."""
        return self.act("anything", kind=kind, chat=chat, user=user, **fields)

    # -- what was said ----------------------------------------------------------------------------------------

    def inbox(self, chat: str | None = None, after: str | None = None) -> list[Answer]:
        """Messages the bot said (in that chat), oldest first: id, chat, via, body, actions, time, request_id."""
        return self.call("GET", "messages", chat=chat, by="bot", after=after)

    def wait_for(self, chat: str, count: int = 1, after: str | None = None, seconds: float = 10.0) -> list[Answer]:
        """The inbox once it holds `count` messages; RuntimeError after real `seconds` without."""
        end = time.monotonic() + seconds
        while len(found := self.inbox(chat, after)) < count:
            if time.monotonic() > end:
                raise RuntimeError(f"the bot said {len(found)} of {count} messages in {chat}")
            time.sleep(0.03)
        return found

    def messages(self, chat: str | None = None, after: str | None = None) -> list[Answer]:
        """Everything said, by people and by the bot."""
        return self.call("GET", "messages", chat=chat, after=after)

    # -- clock ------------------------------------------------------------------------------------------------

    def clock(self) -> str:
        """Now, ISO 8601 in +07:00."""
        return self.call("GET", "clock")["now"]

    def set_clock(self, moment: str) -> str:
        return self.call("POST", "clock", {"set": moment})["now"]

    def advance(self, **amount: float) -> str:
        """days, hours, minutes, seconds."""
        return self.call("POST", "clock", {"advance": amount})["now"]

    def clock_to(self, goal: str) -> str:
        """next_day, next_working_morning, a date (at 08:30), "month:12" (its first day), or a moment."""
        return self.call("POST", "clock", {"to": goal})["now"]

    # -- settings, quota, faults ------------------------------------------------------------------------------

    def set(self, **settings: Any) -> Answer:
        """Fields of simulator.records.Settings, and webhook, token, secret."""
        return self.call("PATCH", "settings", settings)

    def quota(self) -> Answer:
        """{"quota": limit or None, "used": this month, "month", "months": {month: used}}."""
        return self.call("GET", "quota")

    def set_quota(self, quota: int | None = 300, used: int | None = None) -> Answer:
        return self.call("POST", "quota", {"quota": quota, **({} if used is None else {"used": used})})

    def fault(self, endpoint: str, kind: str, times: int = 1, status: int = 500, seconds: float = 0.0) -> None:
        """See simulator.faults.add."""
        fault = {"endpoint": endpoint, "kind": kind, "times": times, "status": status, "seconds": seconds}
        self.call("POST", "faults", fault)

    def clear_faults(self) -> None:
        self.call("DELETE", "faults")

    def down(self, how: str = "error") -> None:
        """LINE is down until up(): how is "error" (503) or "cut" (connections break)."""
        self.set(down=how)

    def up(self) -> None:
        self.set(down="")

    # -- webhooks and logs ------------------------------------------------------------------------------------

    def hold(self) -> None:
        """Keeps events back until release()."""
        self.set(hold=True)

    def release(self, batch: bool = False, shuffle: bool = False, seed: int = 0) -> int:
        return self.call("POST", "webhooks/release", {"batch": batch, "shuffle": shuffle, "seed": seed})["released"]

    def duplicate(self, count: int = 1, **how: Any) -> int:
        """Sends the last events again exactly as they were; how: ids=[…], batch, shuffle, seed."""
        return self.call("POST", "webhooks/again", {"count": count, **how})["sent"]

    def redeliver(self, count: int = 1, **how: Any) -> int:
        """The same with isRedelivery true."""
        return self.call("POST", "webhooks/again", {"count": count, "redelivery": True, **how})["sent"]

    def raw(self, body: str, signature: str | None = "valid") -> Answer:
        """Any webhook body; signature "valid", any text, or None for no header. Returns the log line."""
        return self.call("POST", "webhooks/raw", {"body": body, "signature": signature})

    def settle(self, seconds: float = 10.0) -> bool:
        """Waits until no webhook is under way or due again."""
        return self.call("POST", "webhooks/settle", {"seconds": seconds})["settled"]

    def webhooks(self, last: int = 1_000) -> list[Answer]:
        """Deliveries: types, ids, status, error, milliseconds, redelivery, events."""
        return self.call("GET", "webhooks", last=last)

    def requests(self, endpoint: str | None = None, last: int = 5_000) -> list[Answer]:
        """What the bot called: endpoint, status, body, answer, retry_key, request_id, fault, counted."""
        lines = self.call("GET", "requests", last=last)
        return [line for line in lines if endpoint in (None, line["endpoint"])]

    def violations(self) -> list[Answer]:
        """What no honest client of LINE does: a retry key with another body, on a reply, or after 24 hours."""
        return self.call("GET", "violations")
