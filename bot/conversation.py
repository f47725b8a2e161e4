"""One stored event → what follows from it and what is answered, written in the caller's one transaction."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot import forgetting, hearing, pressing, registration
from bot.messages.parts import MOST_MESSAGES
from bot.scene import Note, Outcome, Scene
from config.files import load_policy
from models import agency, chat, contacts, inbox, outbox
from models.chat import ChatType
from models.inbox import InboxEvent
from models.outbox import NewMessage
from models.records import ChatRecord, ContactRecord

ANSWER_LIFE = timedelta(minutes=1)  # a confirmation is worth nothing once its reply token has run out


def converse(session: Session, event: InboxEvent, now: datetime, pages: str | None = None) -> None:
    """Let one event have its effect; kinds we do not know, and what is not meant for us, have none.

    pages: the address of the service's pages, None while nobody can sign in there.
    """
    raw = event.raw or {}
    if raw.get("mode") == "standby":  # another bot of the channel answers; ours must keep silent
        return
    scene = _scene(session, event, raw, now, pages)
    if scene is None:
        return
    token_id = _keep_token(session, scene, event, raw)
    outcome = Outcome() if _is_outdated(session, event) else _effect(session, scene, raw)
    _say(session, scene, token_id, outcome)
    if scene.chat.type == ChatType.PUBLIC:  # promised when the group was typed: nothing said there is kept
        inbox.forget_raw(session, event.id)


def _is_outdated(session: Session, event: InboxEvent) -> bool:
    """An older wording of a message whose newer one was read already: edits may arrive out of order (line.md 1)."""
    wording = event.type in ("message", "messageEdited") and event.message_id is not None
    return wording and inbox.has_newer_wording(session, event)


def _scene(session: Session, event: InboxEvent, raw: dict[str, Any], now: datetime, pages: str | None) -> Scene | None:
    """Where it happened and who did it; both are met here for the first time, if need be. None: nowhere."""
    source = _part(raw, "source")
    group_id, user_id = source.get("groupId") or source.get("roomId"), source.get("userId")
    if not user_id and event.type == "messageEdited":  # nobody but its sender can edit a message
        user_id = inbox.sender_of_message(session, event)
    group = chat.group_joined(session, event.agency_id, str(group_id), now) if group_id else None
    contact = _contact(session, event, str(user_id), group, now) if user_id else None
    place = group or (chat.private_chat(session, contact.id, now) if contact else None)
    if place is None:
        return None
    if contact and place.type != ChatType.PRIVATE and raw.get("type") != "leave":
        chat.see_member(session, place.id, contact.id, now)
    if contact and place.type == ChatType.PRIVATE and raw.get("type") in ("message", "postback"):
        contacts.wrote_privately(session, contact.id, now)
    return Scene(
        agency=agency.by_id(session, event.agency_id),
        chat=place,
        contact=contact,
        now=now,
        person=contacts.staff_of(session, contact) if contact else None,
        event_id=event.id,
        pages=pages,
    )


def _part(raw: dict[str, Any], name: str) -> dict[str, Any]:
    """What LINE says under a name; of another shape than LINE's it says nothing."""
    found = raw.get(name)
    return found if isinstance(found, dict) else {}


def _contact(
    session: Session, event: InboxEvent, user_id: str, group: ChatRecord | None, now: datetime
) -> ContactRecord | None:
    """Who it was, kept from first sight on; of citizens in a public group nothing is kept."""
    if group and group.type == ChatType.PUBLIC:
        return contacts.known(session, event.agency_id, user_id)
    return contacts.meet(session, event.agency_id, user_id, None, now)


def _keep_token(session: Session, scene: Scene, event: InboxEvent, raw: dict[str, Any]) -> int | None:
    token = raw.get("replyToken")
    return chat.put_token(session, scene.chat.id, str(token), event.received_at) if token else None


def _effect(session: Session, scene: Scene, raw: dict[str, Any]) -> Outcome:
    kind = raw.get("type")
    if kind == "message":
        return hearing.on_message(session, scene, _part(raw, "message"))
    if kind == "messageEdited":
        return hearing.on_edit(session, scene, _part(raw, "message"))
    if kind == "unsend":
        return forgetting.on_unsend(session, scene, str(_part(raw, "unsend").get("messageId", "")))
    if kind == "postback":
        return pressing.on_press(session, scene, _part(raw, "postback"))
    return _on_coming_and_going(session, scene, raw, str(kind))


def _on_coming_and_going(session: Session, scene: Scene, raw: dict[str, Any], kind: str) -> Outcome:
    if kind == "join":
        return registration.on_join(session, scene)
    if kind == "follow":
        return registration.on_follow(session, scene)
    if kind == "unfollow":
        return registration.on_unfollow(session, scene)
    if kind == "leave":
        chat.group_left(session, scene.chat.id, scene.now)
    if kind == "memberJoined":
        for contact in _members(session, scene, _part(raw, "joined").get("members")):
            chat.see_member(session, scene.chat.id, contact.id, scene.now)
    if kind == "memberLeft":
        for contact in _members(session, scene, _part(raw, "left").get("members")):
            registration.on_member_left(session, Scene(scene.agency, scene.chat, contact, scene.now))
    return Outcome()


def _members(session: Session, scene: Scene, listed: object) -> list[ContactRecord]:
    ids = [m.get("userId") for m in listed if isinstance(m, dict)] if isinstance(listed, list) else []
    if scene.chat.type == ChatType.PUBLIC:
        return [c for i in ids if (c := contacts.known(session, scene.agency.id, str(i)))]
    return [contacts.meet(session, scene.agency.id, str(i), None, scene.now) for i in ids if i]


def _say(session: Session, scene: Scene, token_id: int | None, outcome: Outcome) -> None:
    """The answer rides on its own event's token; notes go to other chats."""
    if outcome.answer and token_id is not None:
        answer = NewMessage(
            agency_id=scene.agency.id,
            chat_id=scene.chat.id,
            key=f"answer/{scene.event_id}",
            kind="answer",
            urgency="answer",
            content=_content(outcome.answer[:MOST_MESSAGES], outcome.about, outcome.asks),
            not_before=scene.now,
            useless_after=scene.now + ANSWER_LIFE,
            reply_token_id=token_id,
        )
        outbox.enqueue(session, answer, scene.now)
    say_elsewhere(session, scene, outcome)


def say_elsewhere(session: Session, scene: Scene, outcome: Outcome) -> None:
    """What is to be said in other chats because of it, each once per key."""
    for note in outcome.notes:
        outbox.enqueue(session, as_message(scene.agency.id, note, scene.now), scene.now)


def as_message(agency_id: int, note: Note, now: datetime) -> NewMessage:
    """A note as the outbox takes it."""
    travels = load_policy().urgency[note.urgency]
    return NewMessage(
        agency_id=agency_id,
        chat_id=note.chat_id,
        key=note.key,
        kind="notice",
        urgency=note.urgency,
        content=_content(note.messages, note.about, None),
        not_before=now,
        push_after=now + travels.patience,
        useless_after=now + travels.useful,
    )


def _content(messages: Any, about: tuple[int, ...], asks: str | None) -> dict[str, Any]:
    return {"messages": list(messages), "about": list(about), "asks": asks}
