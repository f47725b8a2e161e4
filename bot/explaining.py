"""Why more time is wanted, told after the request was sent: kept with it, and told to those who decide."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import answers, extending
from bot.deciders import deciders_on, private_chat_of
from bot.items import item_of
from bot.messages import extension as texts
from bot.reading import Reading
from bot.scene import Note, Outcome, Scene
from models import progress, reply
from models.assignment import Extension, hold
from models.figures import Owed
from models.records import StaffRecord, Status
from models.reply import Statement

_MAY_TELL = ("report_obstacle", "request_extension", "report_status")


def on_words(
    session: Session, scene: Scene, person: StaffRecord, words: str, reading: Reading | None, ids: tuple[int, ...]
) -> Outcome | None:
    """The words that were asked for after a request without a reason; None when they are something else.

    ids: the occurrences that were asked about.
    """
    if not words or not _tells_why(words, reading):
        return None
    mine = (Extension.occurrence_id.in_(ids), Extension.asked_by == person.id, Extension.state == "asked")
    extension = session.scalars(select(Extension).where(*mine).order_by(Extension.id.desc())).first()
    found = progress.of_occurrences(session, scene.agency.id, [extension.occurrence_id]) if extension else []
    if extension is None or not found:
        return Outcome(texts.nothing_to_decide(scene.voice))
    return keep(session, scene, person, found[0], extension, words, words)


def keep(
    session: Session, scene: Scene, person: StaffRecord, one: Owed, extension: Extension, words: str, why: str
) -> Outcome:
    """Write the reason down with its request, in place of one told before; words: the whole message."""
    again = extension.reason is not None
    extension.reason = why
    occurrence = hold(session, extension.occurrence_id)
    said = Statement(words, "request_extension", "the reason we asked for", obstacle=why)
    reply.record(session, occurrence, said, Status(occurrence.status), person.id, scene.event_id, scene.now)
    told = texts.reason_added(scene.voice, item_of(session, scene, one), why, again)
    return Outcome(told, _notes(session, scene, person, one, extension), about=(extension.occurrence_id,))


def on_bare(scene: Scene) -> Outcome:
    """‹ไม่ระบุเหตุผล›: the request lies with those who decide as it is."""
    return Outcome(texts.no_reason(scene.voice))


def _tells_why(words: str, reading: Reading | None) -> bool:
    """A day, a code, "done" or no more than how it stands is another matter; anything else typed now is why."""
    if reading is None:
        return not answers.puts_off(words, reading)
    another = reading.codes or reading.due or reading.status is Status.COMPLETED or answers.only_state(words, reading)
    return reading.intent in _MAY_TELL and not another


def _notes(session: Session, scene: Scene, person: StaffRecord, one: Owed, extension: Extension) -> tuple[Note, ...]:
    """A card not said yet tells the reason itself; who has read theirs already is told of it with the next word."""
    unread = extending.renew_notes(session, scene, extension)
    item, why = item_of(session, scene, one), extension.reason or ""
    told = texts.reason_for_approver(scene.voice, item, person.name, why, extension.id)
    asked = deciders_on(session, one, person, scene.now)
    chats = [private_chat_of(session, scene.agency.id, whom.id, scene.now) for whom in asked]
    key = f"{extending.key_of(extension)}/reason"
    rest = [chat_id for chat_id in chats if chat_id and chat_id not in unread]
    return tuple(Note(c, f"{key}/{c}", told, (one.occurrence_id,), urgency="information") for c in rest)
