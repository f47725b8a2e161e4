"""Asking for more time and deciding on it: who decides, who hears of it, and what stays as the plan has it."""

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import spans, weekdays
from bot.deciders import deciders_on, may_decide, private_chat_of
from bot.items import item_of
from bot.messages import confirmation
from bot.messages import extension as texts
from bot.messages.parts import Messages
from bot.report import Report
from bot.request_notes import drop_notes, key_of, rewrite_notes
from bot.scene import Note, Outcome, Scene
from bot.telling import group_of
from models import assignment, audit, outbox, people, progress, reply
from models.assignment import Extension, StepRefused
from models.figures import Owed
from models.permissions import Action, may
from models.records import StaffRecord, Status
from models.reply import StatusReply

_REFUSAL = "refusal/"  # what a question for a refusal's reason asks to be typed; the request's row stands behind it
REASON = "extension_reason"  # what a request without a reason asks to be typed
TOLD_AFTER = "the reason we asked for"  # how a reason is recorded that came after its request
_WITHDRAWN = "ผู้ขอถอนคำขอแล้ว"


def ask(
    session: Session,
    scene: Scene,
    person: StaffRecord,
    one: Owed,
    report: Report,
) -> Outcome:
    """Put a request for more time before those who decide; without a day the day is asked for.

    The words are kept as any report's: the cause is what the year's report wants to hear of.
    """
    item, occurrence = item_of(session, scene, one), assignment.hold(session, one.occurrence_id)
    statement, until = report.statement, report.until
    try:
        extension = None
        earlier: list[Extension] = []
        if until is not None:
            earlier = _waiting(session, (one.occurrence_id,))
            reason = statement.obstacle or _said_before(session, one, person)
            extension = assignment.ask_extension(session, occurrence, until, reason, person.id, scene.now)
        step = report.became or Status(occurrence.status)
        reply.record(session, occurrence, statement, step, person.id, scene.event_id, scene.now)
    except StepRefused as refusal:
        meant = spans.offer(session, scene, one, report) if one.is_open else None
        return meant or Outcome(confirmation.refused(scene.voice, item, str(refusal)))
    if extension is None:
        return Outcome(texts.ask_until(scene.voice, item), about=(one.occurrence_id,), asks="date")
    superseded = tuple(n for before in earlier for n in _superseded(session, scene, person, one, before, until))
    submitted = _submitted(session, scene, person, one, extension, said=statement.said)
    return replace(submitted, notes=(*submitted.notes, *superseded))


def _superseded(
    session: Session, scene: Scene, person: StaffRecord, one: Owed, before: Extension, until: date | None
) -> tuple[Note, ...]:
    """A later request took the place of one that waited: nobody decides on that any more, and its asker hears so."""
    drop_notes(session, before, "มีคำขอใหม่แทนแล้ว")
    if until is None or before.asked_by == person.id:
        return ()
    told = texts.superseded(scene.agency.voice, item_of(session, scene, one), before.asked_until, person.name, until)
    return _to_person(session, scene, before.asked_by, f"superseded/{before.id}", told)


def decide(
    session: Session, scene: Scene, person: StaffRecord, extension_id: int, approve: bool, why: str | None = None
) -> Outcome:
    """Grant or refuse more time; the asker hears of it. why: None asks for a refusal's reason first, "" has none.

    A day that has passed is not granted: the request waits for a refusal, or for another day to be asked for.
    """
    extension = session.get(Extension, extension_id)
    if extension is None or extension.agency_id != scene.agency.id:
        return Outcome(texts.nothing_to_decide(scene.voice))
    found = progress.of_occurrences(session, scene.agency.id, [extension.occurrence_id])
    if extension.state == "needless" and found:
        return Outcome(confirmation.already_done(scene.voice, item_of(session, scene, found[0])))
    if extension.state != "asked" or not found:
        return Outcome(texts.nothing_to_decide(scene.voice))
    if not may_decide(session, person, found[0], extension.asked_by):
        return Outcome(texts.not_to_decide(scene.voice, own=extension.asked_by == person.id))
    if not found[0].is_open:
        return Outcome(confirmation.already_done(scene.voice, item_of(session, scene, found[0])))
    item = item_of(session, scene, found[0])
    if approve and extension.asked_until < scene.today:
        asker = people.staff_by_id(session, scene.agency.id, extension.asked_by or 0)
        name = asker.name if asker else None
        return Outcome(texts.day_passed(scene.voice, item, extension.asked_until, name, extension.id))
    if not approve and why is None:
        asked = texts.ask_refusal(scene.voice, item, extension.id)
        return Outcome(asked, about=(found[0].occurrence_id,), asks=f"{_REFUSAL}{extension.id}")
    try:
        assignment.decide_extension(session, extension, approve, person.id, scene.now, why)
    except StepRefused:  # somebody else decided at the same moment
        return Outcome(texts.nothing_to_decide(scene.voice))
    drop_notes(session, extension, "มีผู้พิจารณาแล้ว")
    extension.refused_in = scene.event_id if extension.refusal else None
    session.flush()
    return _decided(session, scene, person, found[0], extension, approve)


def refused(asks: str | None) -> int | None:
    """The request whose refusal's reason was asked for; None where something else was."""
    return int(asks.removeprefix(_REFUSAL)) if asks and asks.startswith(_REFUSAL) else None


def _waiting(session: Session, occurrence_ids: tuple[int, ...]) -> list[Extension]:
    """The requests for these that nobody has decided yet, the last one first."""
    where = (Extension.occurrence_id.in_(occurrence_ids), Extension.state == "asked")
    return list(session.scalars(select(Extension).where(*where).order_by(Extension.id.desc())))


def take_back(session: Session, scene: Scene, person: StaffRecord, extension_id: int) -> Outcome:
    """‹ถอนคำขอ›: whoever asked does not want it any more, as long as nobody has decided."""
    extension = session.get(Extension, extension_id)
    if extension is None or extension.agency_id != scene.agency.id or extension.state != "asked":
        return Outcome(texts.nothing_to_decide(scene.voice))
    if extension.asked_by != person.id and not may(person.role, Action.REPORT_ANY):
        return Outcome(texts.not_to_decide(scene.voice, own=False))
    found = progress.of_occurrences(session, scene.agency.id, [extension.occurrence_id])
    if not found or not assignment.withdraw_extension(session, extension, person.id, scene.now):
        return Outcome(texts.nothing_to_decide(scene.voice))
    drop_notes(session, extension, _WITHDRAWN)
    return Outcome(texts.withdrawn(scene.voice, item_of(session, scene, found[0])))


def no_longer_needed(session: Session, agency_id: int, occurrence_id: int, now: datetime) -> None:
    """The work was just finished: who was not told of a request for it yet is not told any more."""
    closed = (Extension.occurrence_id == occurrence_id, Extension.state == "needless", Extension.decided_at == now)
    for extension in session.scalars(select(Extension).where(Extension.agency_id == agency_id, *closed)).all():
        drop_notes(session, extension, "งานเสร็จก่อนพิจารณา")


def forget_reasons(session: Session, scene: Scene, event_id: int) -> None:
    """The message that asked was withdrawn by its sender: the request stays, its words go."""
    asked = select(StatusReply).where(StatusReply.event_id == event_id, StatusReply.intent == "request_extension")
    for written in session.scalars(asked).all():
        told = (Extension.occurrence_id == written.occurrence_id, Extension.reason == written.obstacle)
        for extension in (*_asked_by(session, written), *session.scalars(select(Extension).where(*told))):
            extension.reason = None
            rewrite_notes(session, scene, extension)


def forget_refusals(session: Session, scene: Scene, event_id: int) -> None:
    """The message that gave the reason was withdrawn: the refusal stays and is told without it."""
    for extension in session.scalars(select(Extension).where(Extension.refused_in == event_id)).all():
        extension.refusal = None
        found = progress.of_occurrences(session, extension.agency_id, [extension.occurrence_id])
        decider = people.staff_by_id(session, extension.agency_id, extension.decided_by or 0)
        told: Messages = ()
        if found and decider:
            item = item_of(session, scene, found[0])
            told = texts.decided(scene.agency.voice, item, extension.asked_until, False, decider.name)
        for note in outbox.of_key(session, extension.agency_id, f"{key_of(extension)}/decided/"):
            outbox.forget_words(session, note, told, scene.now)


def retell_refusal(
    session: Session, scene: Scene, person: StaffRecord, one: Owed, extension: Extension
) -> tuple[Note, ...]:
    """The asker hears the new reason: with the refusal where that was not said yet, else as a correction."""
    notes = outbox.of_key(session, extension.agency_id, f"{key_of(extension)}/decided/")
    waiting = [note for note in notes if note.state == "waiting"]
    for note in waiting:
        outbox.drop(note, "ผู้พิจารณาแก้เหตุผลแล้ว")
    item, why = item_of(session, scene, one), extension.refusal or ""
    told = texts.refusal_corrected(scene.agency.voice, item, person.name, why)
    if waiting or not notes:
        told = texts.decided(scene.agency.voice, item, extension.asked_until, False, person.name, why)
    return _to_person(session, scene, extension.asked_by, f"{key_of(extension)}/decided/{scene.event_id}", told)


def withdraw(session: Session, scene: Scene, written: StatusReply) -> bool:
    """The words that asked for more time do not stand any more: the request goes with what nobody was told of it."""
    gone = [
        extension
        for extension in _asked_by(session, written)
        if assignment.withdraw_extension(session, extension, written.staff_id, scene.now)
    ]
    for extension in gone:
        drop_notes(session, extension, _WITHDRAWN)
    return bool(gone)


def is_withdrawn(session: Session, written: StatusReply) -> bool:
    """Whether these words asked for more time and the request was taken back."""
    return any(extension.state == "withdrawn" for extension in _asked_by(session, written))


def _asked_by(session: Session, written: StatusReply) -> list[Extension]:
    """The request made by a row of the trail, if it made one."""
    if written.intent != "request_extension":
        return []
    same = (Extension.occurrence_id == written.occurrence_id, Extension.asked_at == written.at)
    return list(session.scalars(select(Extension).where(*same)))


def _submitted(
    session: Session, scene: Scene, person: StaffRecord, one: Owed, extension: Extension, said: str
) -> Outcome:
    """The asker hears with whom it lies; nobody reachable in private, whoever may decide presses in the group."""
    item, reason, other = item_of(session, scene, one), extension.reason, weekdays.differs(said, extension.asked_until)
    card = texts.for_approver(scene.agency.voice, item, person.name, extension.asked_until, reason, extension.id)
    asked = deciders_on(session, one, person, scene.now)
    if [whom.id for whom in asked] == [person.id]:
        return Outcome(texts.asked_of_oneself(scene.voice, item, extension.asked_until, reason, extension.id, other))
    notes = tuple(note for whom in asked for note in _to_person(session, scene, whom.id, key_of(extension), card))
    here = scene.is_of_office and not scene.is_private
    whom, is_put = [one.name for one in asked], bool(notes or here)
    asks = REASON if scene.is_private and not reason else None  # many read along in a group
    put = (asks is not None, is_put, other)
    words = texts.asked(scene.voice, item, extension.asked_until, reason, whom, extension.id, *put)
    return Outcome(words if notes or not here else (*words, *card), notes, (one.occurrence_id,), asks)


def _decided(
    session: Session, scene: Scene, person: StaffRecord, one: Owed, extension: Extension, approve: bool
) -> Outcome:
    fresh = progress.of_occurrences(session, scene.agency.id, [one.occurrence_id])[0]
    item, until = item_of(session, scene, fresh), extension.asked_until
    told = texts.decided(scene.agency.voice, item, until, approve, person.name, extension.refusal)
    words = texts.decided(scene.voice, item, until, approve, None)
    if extension.asked_by == person.id:
        audit.note(session, scene.agency.id, "own_request_decided", scene.now, person.id, occurrence=one.occurrence_id)
        return Outcome(words, about=(one.occurrence_id,))
    key = f"{key_of(extension)}/decided"
    notes = _to_person(session, scene, extension.asked_by, key, told) or _to_group(session, scene, one, extension, told)
    return Outcome(words, notes, about=(one.occurrence_id,))


def _to_group(session: Session, scene: Scene, one: Owed, extension: Extension, told: Messages) -> tuple[Note, ...]:
    """The asker's 1:1 chat is closed to us: told where the unit reads along, when that costs nothing or it is time."""
    if private_chat_of(session, scene.agency.id, extension.asked_by, scene.now) or extension.asked_by is None:
        return ()
    asker = people.staff_by_id(session, scene.agency.id, extension.asked_by)
    to = group_of(session, one) if asker else None
    if asker is None or to is None or to == scene.chat.id:
        return ()
    key = f"{key_of(extension)}/decided/group/{asker.id}"
    return (Note(to, key, texts.told_in_group(asker.name, told), (one.occurrence_id,), urgency="information"),)


def _said_before(session: Session, one: Owed, person: StaffRecord) -> str | None:
    """The cause given with the same wish before its day was picked; that of an earlier request is another's."""
    last = session.scalars(
        select(StatusReply)
        .where(StatusReply.occurrence_id == one.occurrence_id, StatusReply.staff_id == person.id)
        .order_by(StatusReply.id.desc())
        .limit(1)
    ).first()
    if last is None or last.intent != "request_extension" or last.reason == TOLD_AFTER:
        return None
    made = any(extension.asked_by == person.id for extension in _asked_by(session, last))
    return None if made else last.obstacle


def _to_person(session: Session, scene: Scene, staff_id: int | None, key: str, words: Messages) -> tuple[Note, ...]:
    """A note into somebody's 1:1 chat when LINE delivers there and it is not the chat we answer in."""
    chat_id = private_chat_of(session, scene.agency.id, staff_id, scene.now)
    return (Note(chat_id, f"{key}/{staff_id}", words),) if chat_id and chat_id != scene.chat.id else ()
