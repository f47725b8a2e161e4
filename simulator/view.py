"""What the chat page shows: one person's chats, the clock, the quota and the latest traffic."""

from typing import Any

from simulator.people import shown
from simulator.records import Message, User
from simulator.world import World

WEBHOOKS_SHOWN, ERRORS_SHOWN, MESSAGES_SHOWN = 12, 8, 300
Shown = dict[str, Any]


def page(world: World, who: str | None) -> Shown:
    """Everything around the conversation, as one person sees it (the first person if none is named)."""
    me = world.users.get(who or "") or next(iter(world.users.values()), None)
    return {
        "version": world.version,
        "bot": {"name": world.bot.name, "user_id": world.bot.user_id},
        "me": me.id if me else None,
        "people": [person(world, u) for u in world.users.values()],
        "groups": {g.id: {"name": g.name, "members": g.members, "bot": g.bot} for g in world.groups.values()},
        "chats": chats(world, me) if me else [],
        "clock": {"now": world.clock.now().isoformat(), "settable": world.clock.file is not None},
        "quota": {"used": world.used(), "quota": world.quota, "month": world.month()},
        "webhooks": [without(w, "events", "answer") for w in list(world.webhooks)[-WEBHOOKS_SHOWN:]][::-1],
        "errors": errors(world),
        "violations": world.violations[-ERRORS_SHOWN:][::-1],
        "down": world.settings.down,
        "redelivery": world.settings.redelivery,
    }


def person(world: World, user: User) -> Shown:
    """unread counts the 1:1 chat only: the group's talk would drown what the bot told one person."""
    return {
        "id": user.id,
        "name": user.name,
        "title": user.title,
        "friend": user.friend and not user.blocked,
        "blocked": user.blocked,
        "unread": unread(world, user, user.id),
    }


def chats_of(world: World, user: User) -> list[str]:
    return [user.id, *(g.id for g in world.groups.values() if user.id in g.members)]


def chats(world: World, user: User) -> list[Shown]:
    """The newest talk first, as in the app; a chat nothing was said in comes last."""
    found = []
    for chat in chats_of(world, user):
        said = world.in_chat(chat)
        group = world.groups.get(chat)
        found.append(
            {
                "id": chat,
                "name": group.name if group else world.bot.name,
                "members": len(group.members) + group.bot if group else 0,
                "bot": group.bot if group else True,
                "group": group is not None,
                "unread": unread(world, user, chat),
                "last": shown(said[-1]) if said else None,
            }
        )
    return sorted(found, key=lambda c: -(c["last"]["time"] if c["last"] else 0))


def unread(world: World, user: User, chat: str) -> int:
    seen = world.read.get(user.id, {}).get(chat, 0)
    return sum(1 for m in world.in_chat(chat) if m.time > seen and m.sender != user.id)


def conversation(world: World, chat: str) -> list[Shown]:
    said = world.in_chat(chat)[-MESSAGES_SHOWN:]
    return [{**shown(m), "quotes": quoted(world, m)} for m in said]


def quoted(world: World, message: Message) -> Shown | None:
    original = world.messages.get(message.quoted or "")
    return {"id": original.id, "sender": original.sender, "body": original.body} if original else None


def errors(world: World) -> list[Shown]:
    """Requests of the bot that LINE refused or left without an answer."""
    wrong = [r for r in world.requests if r["status"] >= 400 or r["status"] == 0 or r["fault"]]
    return [without(r, "body") for r in wrong[-ERRORS_SHOWN:]][::-1]


def without(line: Shown, *names: str) -> Shown:
    return {k: v for k, v in line.items() if k not in names}
