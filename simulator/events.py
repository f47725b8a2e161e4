"""Webhook events in LINE's shapes, made from what people do in the pretended chats."""

from typing import Any

from simulator import ids
from simulator.records import Group, Message, ReplyToken, User
from simulator.world import World

REPLYABLE = {"message", "messageEdited", "follow", "join", "memberJoined", "postback"}
Event = dict[str, Any]


def event(world: World, kind: str, chat: str, source: dict[str, str], **fields: Any) -> Event:
    """A new event of now; a kind that may be replied to gets its reply token, which is remembered."""
    now = world.stamp()
    made: Event = {
        "type": kind,
        "timestamp": now,
        "source": source,
        "mode": "active",
        "webhookEventId": ids.ulid(now),
        "deliveryContext": {"isRedelivery": False},
    }
    if kind in REPLYABLE:
        token = ids.token()
        world.reply_tokens[token] = ReplyToken(token, chat, world.clock.milliseconds())
        made["replyToken"] = token
    return {**made, **fields}


def source(world: World, chat: str, user: User | None, kind: str = "message") -> dict[str, str]:
    """userId is missing where LINE leaves it out: see User.hides_id and Settings.postback_user_id."""
    if chat not in world.groups:
        return {"type": "user", "userId": chat}
    made = {"type": "group", "groupId": chat}
    if user is None or user.hides_id == "always":
        return made
    if kind == "postback" and (user.hides_id == "postback" or not world.settings.postback_user_id):
        return made
    return {**made, "userId": user.id}


def text_body(world: World, message: Message, text: str) -> dict[str, Any]:
    """The message object of a text: mentions of the bot and of members are found by their names after @."""
    body: dict[str, Any] = {"type": "text", "id": message.id, "text": text, "quoteToken": message.quote_token}
    body["markAsReadToken"] = ids.long_token()
    group = world.groups.get(message.chat)
    mentionees = _mentionees(world, group, text) if group else []
    if mentionees:
        body["mention"] = {"mentionees": mentionees}
    if message.quoted:
        body["quotedMessageId"] = message.quoted
    return body


def _mentionees(world: World, group: Group, text: str) -> list[dict[str, Any]]:
    names: list[tuple[str, User | None]] = [(world.users[m].name, world.users[m]) for m in group.members]
    if group.bot:
        names.append((world.bot.name, None))
    names.sort(key=lambda pair: -len(pair[0]))  # "@มานี รักเผ่า" before "@มานี"
    found: list[dict[str, Any]] = []
    place = text.find("@")
    while place >= 0:
        name, user = next(((n, u) for n, u in names if text.startswith(n, place + 1)), (None, None))
        if name is not None:
            found.append(_mentionee(world, text, place, name, user))
        elif text.startswith("All", place + 1):
            found.append({"type": "all", **_span(text, place, "All")})
        place = text.find("@", place + 1)
    return found[:20]


def _mentionee(world: World, text: str, place: int, name: str, user: User | None) -> dict[str, Any]:
    span = _span(text, place, name)
    if user is None:
        return {"type": "user", **span, "userId": world.bot.user_id, "isSelf": True}
    if user.hides_id == "always":
        return {"type": "user", **span, "isSelf": False}
    return {"type": "user", **span, "userId": user.id, "isSelf": False}


def _span(text: str, place: int, name: str) -> dict[str, int]:
    return {"index": _units(text[:place]), "length": _units("@" + name)}


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
