"""What happens to a message the bot sends: who gets it, what it counts, and what a retry key remembers."""

import hashlib
import json
import uuid
from dataclasses import dataclass
from typing import Any

from simulator import ids, limits, schema
from simulator.records import BOT, Group, Message, RetryKey
from simulator.world import World

MINUTE, DAY = 60_000, 86_400_000
REPLY_LIFE, REPLY_CAP, KEY_LIFE, STRANGER_LIFE = MINUTE, 20 * MINUTE, DAY, 7 * DAY
QUOTABLE = {"text", "textV2", "sticker", "image", "video", "template", "flex"}
MONTHLY_LIMIT = "You have reached your monthly limit."
Body = dict[str, Any]


class Refused(Exception):
    """An answer other than 200; trying the same again helps only for 5xx."""

    def __init__(self, status: int, message: str, headers: dict[str, str] | None = None, **more: Any) -> None:
        super().__init__(message)
        self.status = status
        self.body = {"message": message, **more}
        self.headers = headers or {}


@dataclass(frozen=True)
class Sent:
    """An accepted request: what to answer and how many people it counted."""

    answer: Body
    counted: int = 0


def check(name: str, body: Body) -> None:
    """Raises Refused(400) unless the body is right by the description and by the limits."""
    found = schema.problems(name, body)
    if not found and "messages" in body:
        found = limits.problems(body["messages"])
    if found:
        raise Refused(400, f"The request body has {len(found)} error(s)", details=found)


def reply(world: World, body: Body, request_id: str) -> Sent:
    check("ReplyMessageRequest", body)
    token = world.reply_tokens.get(body["replyToken"])
    now = world.clock.milliseconds()
    if token is None or token.used or token.valid_until is None or now > token.valid_until:
        raise Refused(400, "Invalid reply token")
    _check_chat(world, token.chat, body["messages"])
    token.used = True
    return Sent({"sentMessages": _say(world, token.chat, body["messages"], "reply", request_id)})


def push(world: World, body: Body, request_id: str, retry_key: str | None) -> Sent:
    key = _key(world, body, retry_key, with_messages=True)
    check("PushMessageRequest", body)
    to = body["to"]
    people = _reached(world, to)
    _check_chat(world, to, body["messages"])
    _check_quota(world, people)
    sent = _say(world, to, body["messages"], "push", request_id, delivered=people > 0)
    world.spend(people)
    _accept(key, request_id, sent)
    return Sent({"sentMessages": sent}, people)


def multicast(world: World, body: Body, request_id: str, retry_key: str | None) -> Sent:
    key = _key(world, body, retry_key, with_messages=False)
    check("MulticastRequest", body)
    wrong = [to for to in body["to"] if not to.startswith("U")]
    if wrong:
        raise Refused(400, "The property, 'to', in the request body is invalid")
    for to in body["to"]:
        _check_chat(world, to, body["messages"])
    reached = [to for to in dict.fromkeys(body["to"]) if _reached(world, to)]
    _check_quota(world, len(reached))
    for to in reached:
        _say(world, to, body["messages"], "multicast", request_id)
    world.spend(len(reached))
    _accept(key, request_id, [])
    return Sent({}, len(reached))


# -- who is reached, and whether they may be --------------------------------------------------------------------


def _reached(world: World, to: str) -> int:
    """How many people a push reaches and counts. Refused for a group the bot is not in or a malformed id.

    Members who blocked the bot count in a group: LINE does not say, and the member count includes them.
    """
    if to.startswith("C"):
        return len(_group(world, to).members)
    if not (to.startswith("U") and len(to) == 33):
        raise Refused(400, "The property, 'to', in the request body is invalid (line: -, column: -)")
    user = world.users.get(to)
    if user is None or user.blocked:
        return 0
    wrote = user.wrote_at is not None and world.clock.milliseconds() - user.wrote_at < STRANGER_LIFE
    return 1 if user.friend or wrote else 0


def _group(world: World, group_id: str) -> Group:
    group = world.groups.get(group_id)
    if group is None or not group.bot:
        raise Refused(400, "Failed to send messages")
    return group


def _check_chat(world: World, chat: str, messages: list[Body]) -> None:
    """Mentions and quotes are checked against the chat, which validate cannot do."""
    group = _group(world, chat) if chat.startswith("C") else None
    for i, message in enumerate(messages):
        for target in limits.mentions(message) if message["type"] == "textV2" else []:
            if group is None or (target["type"] == "user" and target["userId"] not in group.members):
                raise Refused(
                    400,
                    "The request body has 1 error(s)",
                    details=[limits.problem("Mentions need a group and its members", f"messages[{i}].substitution")],
                )
        token = message.get("quoteToken")
        if token and not any(m.quote_token == token for m in world.in_chat(chat)):
            raise Refused(400, "Invalid quote token")


def _check_quota(world: World, people: int) -> None:
    if world.quota is not None and world.used() + people > world.quota:
        raise Refused(429, MONTHLY_LIMIT)


# -- retry keys -------------------------------------------------------------------------------------------------


def _key(world: World, body: Body, retry_key: str | None, with_messages: bool) -> RetryKey | None:
    """The key's record; Refused(409) when something was accepted under it within 24 hours."""
    if retry_key is None:
        return None
    try:
        uuid.UUID(retry_key)
    except ValueError:
        raise Refused(400, "The header 'X-Line-Retry-Key' is invalid") from None
    now = world.clock.milliseconds()
    fingerprint = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
    kept = world.retry_keys.get(retry_key)
    if kept is None or now - kept.first_at >= KEY_LIFE:
        if kept is not None:
            world.violate("retry_key_after_24_hours", key=retry_key)
        kept = world.retry_keys[retry_key] = RetryKey(retry_key, fingerprint, now)
    if kept.fingerprint != fingerprint:
        world.violate("retry_key_with_other_body", key=retry_key)
    if kept.request_id:
        more = {"sentMessages": kept.sent} if with_messages else {}
        headers = {"x-line-accepted-request-id": kept.request_id}
        raise Refused(409, "The retry key is already accepted", headers, **more)
    return kept


def _accept(key: RetryKey | None, request_id: str, sent: list[Body]) -> None:
    if key is not None:
        key.request_id, key.sent = request_id, sent


# -- saying -----------------------------------------------------------------------------------------------------


def _say(
    world: World, chat: str, messages: list[Body], via: str, request_id: str, delivered: bool = True
) -> list[Body]:
    user = world.users.get(chat)
    delivered = delivered and not (user is not None and user.blocked)
    sent = []
    for body in messages:
        message = Message(
            id=world.next_message_id(),
            chat=chat,
            sender=BOT,
            time=world.stamp(),
            body=body,
            via=via,
            request_id=request_id,
            quote_token=ids.long_token() if body["type"] in QUOTABLE else None,
            quoted=_quoted(world, chat, body.get("quoteToken")),
        )
        if delivered:
            world.add_message(message)
        answer = {"id": message.id}
        sent.append({**answer, "quoteToken": message.quote_token} if message.quote_token else answer)
    return sent


def _quoted(world: World, chat: str, token: str | None) -> str | None:
    if not token:
        return None
    return next((m.id for m in world.in_chat(chat) if m.quote_token == token), None)
