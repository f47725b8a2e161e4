"""What people do in the pretended chats, and the webhook events that follow from it."""

import base64
from dataclasses import asdict
from typing import Any

from simulator import events, ids
from simulator.pressing import Pressed, find_action
from simulator.records import Message, User
from simulator.webhooks import Dispatcher
from simulator.world import NoSuch, World

STICKER = {"packageId": "446", "stickerId": "1988", "stickerResourceType": "ANIMATION"}


class People:
    """The acts of people. Persons and chats are named by id or by name; a chat named by a person is the 1:1 chat.

    Raises NoSuch for unknown names and ValueError for what LINE's app would not let a person do.
    """

    def __init__(self, world: World, dispatcher: Dispatcher) -> None:
        self.world = world
        self.dispatcher = dispatcher

    # -- messages ---------------------------------------------------------------------------------------------

    def say(self, user: str, chat: str, text: str, mention_bot: bool = False, quote: str | None = None) -> Message:
        """mention_bot puts "@<bot's name> " in front; other mentions are written in the text as @name."""
        with self.world.change():
            if mention_bot:
                text = f"@{self.world.bot.name} {text}"
            message = self._new(user, chat, quoted=quote)
            message.quote_token = ids.long_token()
            message.body = events.text_body(self.world, message, text)
            return self._send(message)

    def sticker(self, user: str, chat: str) -> Message:
        with self.world.change():
            message = self._new(user, chat)
            message.quote_token = ids.long_token()
            message.body = {"type": "sticker", "id": message.id, "quoteToken": message.quote_token, **STICKER}
            return self._send(message)

    def send_content(
        self,
        user: str,
        chat: str,
        kind: str,
        content: str,
        content_type: str,
        name: str = "",
        preparing: int = 0,
        image_set: dict[str, Any] | None = None,
    ) -> Message:
        """kind: image, video, audio or file; content in base64; the first `preparing` fetches answer 202.

        image_set: {"id", "index", "total"} of a photo sent together with others, as LINE reports it.
        """
        raw = base64.b64decode(content)
        with self.world.change():
            message = self._new(user, chat)
            message.content, message.content_type, message.preparing = content, content_type, preparing
            message.body = {"type": kind, "id": message.id}
            if kind == "file":
                message.body |= {"fileName": name, "fileSize": len(raw)}
            else:
                message.body["contentProvider"] = {"type": "line"}
            if kind in ("image", "video"):
                message.quote_token = message.body["quoteToken"] = ids.long_token()
            if image_set:
                message.body["imageSet"] = image_set
            if kind in ("video", "audio"):
                message.body["duration"] = 1_000
            return self._send(message)

    def edit(self, message_id: str, text: str) -> Message:
        """In groups only, text only: LINE's app offers nothing else."""
        with self.world.change():
            message = self.world.message(message_id)
            if message.chat not in self.world.groups or message.body["type"] != "text" or message.unsent:
                raise ValueError("only a text in a group can be edited")
            message.quote_token, message.edited = ids.long_token(), True
            message.body = events.text_body(self.world, message, text)
            del message.body["markAsReadToken"]
            self._tell("messageEdited", message.chat, self.world.user(message.sender), message=message.body)
            return message

    def unsend(self, message_id: str) -> Message:
        with self.world.change():
            message = self.world.message(message_id)
            message.unsent, message.content = True, None
            message.body = {"type": message.body["type"], "id": message.id}
            unsend = {"messageId": message.id}
            self._tell("unsend", message.chat, self.world.user(message.sender), unsend=unsend)
            return message

    def press(self, user: str, message_id: str, action: int | str, picked: str | None = None) -> dict[str, Any]:
        """action: its place in the message (quick replies come last), its postback data or its label.

        picked: what a date picker gives ("2027-01-15"). Returns {"action": …, "message": id or None}.
        """
        with self.world.change():
            message = self.world.message(message_id)
            if message.unsent:
                raise ValueError("the message is gone")
            who = self._inside(self.world.user(user), message.chat)
            return self._do(Pressed(who, message.chat, find_action(message.body, action), picked))

    def _do(self, pressed: Pressed) -> dict[str, Any]:
        action, said = pressed.action, None
        if action["type"] == "message":
            said = self.say(pressed.user.id, pressed.chat, action["text"])
        elif pressed.data is not None:
            if pressed.display_text:
                said = self._new(pressed.user.id, pressed.chat)
                said.body, said.shown_only = {"type": "text", "id": said.id, "text": pressed.display_text}, True
                self.world.add_message(said)
            postback = {"data": pressed.data, **({"params": pressed.params} if pressed.params else {})}
            self._tell("postback", pressed.chat, pressed.user, postback=postback)
        return {"action": action, "message": said.id if said else None}

    def postback(self, user: str, chat: str, data: str) -> None:
        """A press whose message is not looked for: any data a person might send."""
        with self.world.change():
            self._tell("postback", self.world.chat(chat), self.world.user(user), postback={"data": data})

    # -- friends and groups -----------------------------------------------------------------------------------

    def follow(self, user: str) -> User:
        with self.world.change():
            found = self.world.user(user)
            again, found.friend, found.blocked = found.blocked, True, False
            self._tell("follow", found.id, found, follow={"isUnblocked": again})
            return found

    def unfollow(self, user: str) -> User:
        """Blocks the bot; the event is the last one heard of this person in the 1:1 chat."""
        with self.world.change():
            found = self.world.user(user)
            self._tell("unfollow", found.id, found)
            found.blocked = True
            return found

    def join(self, group: str) -> None:
        """Somebody invites the bot."""
        with self.world.change():
            found = self.world.group(group)
            found.bot = True
            self._tell("join", found.id, None)

    def leave(self, group: str) -> None:
        """The bot is removed, or leaves."""
        with self.world.change():
            found = self.world.group(group)
            self._tell("leave", found.id, None)
            found.bot = False

    def member_joined(self, group: str, users: list[str]) -> None:
        with self.world.change():
            found, come = self.world.group(group), [self.world.user(u) for u in users]
            found.members += [u.id for u in come if u.id not in found.members]
            self._tell("memberJoined", found.id, None, joined={"members": sources(come)})

    def member_left(self, group: str, users: list[str]) -> None:
        with self.world.change():
            found, gone = self.world.group(group), [self.world.user(u) for u in users]
            found.members = [m for m in found.members if m not in {u.id for u in gone}]
            self._tell("memberLeft", found.id, None, left={"members": sources(gone)})

    def anything(self, kind: str, chat: str, user: str | None = None, **fields: Any) -> dict[str, Any]:
        """An event of any type with any fields, as LINE may add them without notice; fields override."""
        with self.world.change():
            who = self.world.user(user) if user else None
            return self._tell(kind, self.world.chat(chat), who, **fields)

    def mark_read(self, user: str, chat: str) -> None:
        with self.world.change():
            self.world.read.setdefault(self.world.user(user).id, {})[self.world.chat(chat)] = self.world.last_stamp

    # -- inside -----------------------------------------------------------------------------------------------

    def _inside(self, who: User, chat: str) -> User:
        group = self.world.groups.get(chat)
        if group is not None and who.id not in group.members:
            raise ValueError(f"{who.name} is not in {group.name}")
        if group is None and chat != who.id:
            raise ValueError(f"{who.name} cannot act in another person's chat with the bot")
        return who

    def _new(self, user: str, chat: str, quoted: str | None = None) -> Message:
        where = self.world.chat(chat)
        who = self._inside(self.world.user(user), where)
        if quoted is not None and self.world.message(quoted).chat != where:
            raise NoSuch(f"no such message in this chat: {quoted}")
        return Message(
            id=self.world.next_message_id(), chat=where, sender=who.id, time=self.world.stamp(), body={}, quoted=quoted
        )

    def _send(self, message: Message) -> Message:
        self.world.add_message(message)
        user = self.world.user(message.sender)
        if message.chat == user.id:
            user.wrote_at = message.time
        self._tell("message", message.chat, user, message=message.body)
        return message

    def _tell(self, kind: str, chat: str, user: User | None, **fields: Any) -> dict[str, Any]:
        """Makes the event and sends it on, unless the bot is not in the chat."""
        made = events.event(self.world, kind, chat, events.source(self.world, chat, user, kind), **fields)
        group = self.world.groups.get(chat)
        if group.bot if group else not self.world.users[chat].blocked:
            self.dispatcher.put(made)
        return made


def sources(users: list[User]) -> list[dict[str, str]]:
    return [{"type": "user", "userId": u.id} for u in users if u.hides_id != "always"]


def shown(message: Message) -> dict[str, Any]:
    """A message as the page and the tests read it: all but the content's bytes."""
    return {**asdict(message), "content": message.content is not None}
