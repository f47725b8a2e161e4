"""What the pretended platform remembers: people, groups, messages, tokens and keys."""

from dataclasses import dataclass, field
from typing import Any

BOT = "bot"


@dataclass
class User:
    """A person with a LINE account.

    friend: has added the bot (False: never did); blocked: did, then blocked it.
    hides_id: "" (never), "postback" (no userId on presses in a group), "always" (no userId in any group event).
    wrote_at: simulated milliseconds of the last 1:1 message; a stranger who wrote may be pushed to for 7 days.
    """

    id: str
    name: str
    friend: bool = True
    blocked: bool = False
    hides_id: str = ""
    wrote_at: int | None = None
    title: str = ""


@dataclass
class Group:
    """A group chat; the bot is not among `members`, `bot` says whether it is in."""

    id: str
    name: str
    members: list[str] = field(default_factory=list)
    bot: bool = False


@dataclass
class Message:
    """One thing said in one chat; body is the LINE message object (bot) or the webhook's message object (people)."""

    id: str
    chat: str
    sender: str
    time: int
    body: dict[str, Any]
    via: str = ""
    request_id: str = ""
    quote_token: str | None = None
    quoted: str | None = None
    edited: bool = False
    unsent: bool = False
    shown_only: bool = False
    content: str | None = None
    content_type: str = ""
    preparing: int = 0


@dataclass
class ReplyToken:
    """valid_until stays None until a webhook carried the token to the bot; times are simulated milliseconds."""

    token: str
    chat: str
    event_at: int
    valid_until: int | None = None
    used: bool = False


@dataclass
class RetryKey:
    """First sight of a retry key, and what LINE accepted under it (request_id is empty until then)."""

    key: str
    fingerprint: str
    first_at: int
    request_id: str = ""
    sent: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class Bot:
    """The LINE Official Account and its channel."""

    user_id: str
    basic_id: str
    name: str
    channel_id: str
    secret: str
    token: str | None
    webhook: str | None = None


@dataclass
class Settings:
    """Switches of the channel and of the pretending.

    redelivery: LINE sends again what was not answered 2xx (off by default, as at LINE); delays are real seconds.
    verified: member lists are allowed (403 otherwise). postback_user_id: LINE's documentation says a press in a
    group carries no userId, practice says it does. hold: events wait until released (batches, other orders).
    """

    redelivery: bool = False
    redelivery_delays: list[float] = field(default_factory=lambda: [1.0, 3.0, 8.0, 20.0, 60.0])
    verified: bool = False
    postback_user_id: bool = True
    hold: bool = False
    webhook_timeout: float = 2.0
    down: str = ""
