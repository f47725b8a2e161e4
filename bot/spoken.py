"""A text message as it is heard: its words as they were typed, without the call to the bot, and their report."""

from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from bot.report import Report
from bot.scene import Scene
from bot.understanding import Heard, Reading, understand
from models import contacts
from models.bangkok import BANGKOK
from models.inbox import InboxEvent, repeat
from models.passwords import without_who
from models.reply import Statement


def text_of(message: dict[str, Any]) -> str:
    """All of it as typed; passwords are taken out where words are kept (models) and told (bot/messages/parts.py)."""
    return str(message.get("text") or "")


def words_of(message: dict[str, Any]) -> str:
    """The words without "@ตามงาน"; LINE counts places in UTF-16 units."""
    units = text_of(message).encode("utf-16-le", "surrogatepass")
    called = [one for one in mentionees(message) if one.get("isSelf")]
    for one in sorted(called, key=lambda m: -_place(m, "index")):
        start = _place(one, "index") * 2
        units = units[:start] + units[start + _place(one, "length") * 2 :]
    return units.decode("utf-16-le", "replace").strip()


def after_calls(message: dict[str, Any]) -> tuple[str, ...]:
    """What follows each mention of somebody, of all or of the bot left out."""
    units = str(message.get("text") or "").encode("utf-16-le", "surrogatepass")
    called = [one for one in mentionees(message) if one.get("type") != "all" and not one.get("isSelf")]
    ends = [(_place(one, "index") + _place(one, "length")) * 2 for one in called]
    return tuple(units[end:].decode("utf-16-le", "replace") for end in ends)


def mentions_bot(message: dict[str, Any]) -> bool:
    """Whether the bot is called by name."""
    return any(one.get("isSelf") for one in mentionees(message))


def mentionees(message: dict[str, Any]) -> list[dict[str, Any]]:
    """Who is mentioned, as LINE lists them."""
    mention = message.get("mention")
    listed = mention.get("mentionees") if isinstance(mention, dict) else None
    return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []


def understood(words: str, heard: Heard) -> Reading | None:
    """How words read as they were typed; the cause told in them is cut from those without their links' passwords."""
    reading, kept = understand(words, heard), without_who(words)
    if reading is None or not reading.obstacle or kept == words:
        return reading
    again = understand(kept, heard)
    return replace(reading, obstacle=again.obstacle if again else None)


def report_of(reading: Reading, said: str) -> Report:
    """What a reading asks to be written down."""
    statement = Statement(said, reading.intent, reading.reason, reading.progress, reading.obstacle)
    return Report(statement, reading.status, reading.urls, reading.due, reading.per_code)


def with_words(session: Session, scene: Scene, event_id: int | None, pressed: Report) -> Report:
    """A press that answers "which do you mean?": the same person's words of then, under the step pressed now."""
    event = session.get(InboxEvent, event_id) if event_id else None
    message = _own_message(session, scene, event)
    pressed = replace(pressed, asked_in=event.id) if event and event.agency_id == scene.agency.id else pressed
    if event is None or message is None:
        return pressed
    repeat(session, scene.event_id, event.id)
    heard = Heard(addressed=True, now=event.occurred_at.astimezone(BANGKOK))
    reading = understood(words_of(message), heard)
    return _under(pressed, reading, text_of(message))


def said_then(session: Session, scene: Scene, event_id: int) -> str | None:
    """What whoever acts now said in an earlier event; None for anybody else's words and for words withdrawn."""
    message = _own_message(session, scene, session.get(InboxEvent, event_id))
    if message is None:
        return None
    repeat(session, scene.event_id, event_id)
    return words_of(message) or None


def _own_message(session: Session, scene: Scene, event: InboxEvent | None) -> dict[str, Any] | None:
    if event is None or event.agency_id != scene.agency.id or not event.raw or not scene.contact:
        return None
    speaker = contacts.known(session, scene.agency.id, str((event.raw.get("source") or {}).get("userId")))
    message = event.raw.get("message")
    mine = speaker is not None and speaker.id == scene.contact.id
    return message if mine and isinstance(message, dict) else None


def _under(pressed: Report, reading: Reading | None, said: str) -> Report:
    intent, reason = pressed.statement.intent, pressed.statement.reason
    if reading is None:  # a bare cause, typed because we had asked for one
        statement = Statement(said, intent, reason, None, said if intent == "report_obstacle" else None)
        return replace(pressed, statement=statement)
    statement = Statement(said, intent, reason, reading.progress, reading.obstacle)
    became, until = pressed.became or reading.status, pressed.until or reading.due
    return replace(pressed, statement=statement, became=became, urls=reading.urls, until=until)


def _place(mentionee: dict[str, Any], key: str) -> int:
    value = mentionee.get(key)
    return value if isinstance(value, int) and value >= 0 else 0
