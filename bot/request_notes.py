"""What those who decide are told of a request for more time: the card, told anew as it stands, and unsaid."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from bot.deciders import deciders_on, private_chat_of
from bot.items import item_on
from bot.messages import extension as texts
from bot.messages.parts import Messages
from bot.scene import Scene
from models import agency, outbox, people, progress
from models.assignment import Extension
from models.bangkok import bangkok_day
from models.outbox import OutboxMessage


def key_of(extension: Extension) -> str:
    """What everything said about a request begins with in the outbox."""
    return f"extension/{extension.id}"


def again(session: Session, extension: Extension, now: datetime) -> tuple[Messages, dict[int, int]]:
    """The card of a request nobody decided yet, and of those it lies with each one's 1:1 chat; nothing where moot."""
    found = progress.of_occurrences(session, extension.agency_id, [extension.occurrence_id])
    asker = people.staff_by_id(session, extension.agency_id, extension.asked_by or 0)
    if extension.state != "asked" or not found or not found[0].is_open or asker is None:
        return (), {}
    asked = deciders_on(session, found[0], asker, now)
    chats = {whom.id: private_chat_of(session, extension.agency_id, whom.id, now) for whom in asked}
    voice, item = agency.by_id(session, extension.agency_id).voice, item_on(session, found[0], bangkok_day(now))
    reason, until = extension.reason, extension.asked_until
    card = texts.for_approver(voice, item, asker.name, until, reason, extension.id)
    return card, {staff_id: chat_id for staff_id, chat_id in chats.items() if chat_id}


def was_put_before(session: Session, extension: Extension, staff_id: int) -> bool:
    """Whether somebody was shown a first card of the request, or one is on its way; not where it was never said."""
    first = f"{key_of(extension)}/{staff_id}"
    found = [note for note in _notes_of(session, extension) if f"{note.key}/".startswith(f"{first}/")]
    return any(note.state in ("waiting", "sending", "said") for note in found)


def tell_no_others(session: Session, extension: Extension, chats: Collection[int]) -> None:
    """The request lies in these chats now: what was not said yet to whoever decided before is not said any more."""
    for note in _notes_of(session, extension):
        if chats and note.state == "waiting" and note.chat_id not in chats:
            outbox.drop(note, "ผู้พิจารณาเปลี่ยนแล้ว")


def renew_notes(session: Session, scene: Scene, extension: Extension) -> set[int]:
    """Cards not said yet tell the request as it is now; the chats they wait in."""
    card, waiting = again(session, extension, scene.now)[0], set()
    for note in _notes_of(session, extension):
        if card and note.state == "waiting":
            note.content = {**note.content, "messages": list(card)}
            waiting.add(note.chat_id)
    return waiting


def rewrite_notes(session: Session, scene: Scene, extension: Extension) -> None:
    """The same cards with the cause as it stands now: whoever decides still hears of a request that waits."""
    card = again(session, extension, scene.now)[0]
    for note in _notes_of(session, extension):
        outbox.forget_words(session, note, card, scene.now)


def drop_notes(session: Session, extension: Extension, why: str) -> None:
    """Who was not told of it yet is not told any more."""
    for note in _notes_of(session, extension):
        if note.state == "waiting":
            outbox.drop(note, why)


def _notes_of(session: Session, extension: Extension) -> list[OutboxMessage]:
    """What those who decide are told of a request."""
    notes = outbox.of_key(session, extension.agency_id, f"{key_of(extension)}/")
    return [note for note in notes if not note.key.startswith(f"{key_of(extension)}/decided/")]
