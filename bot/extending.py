"""Asking for more time and deciding on it: who decides, who hears of it, and what stays as the plan has it."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.items import item_of
from bot.messages import confirmation
from bot.messages.parts import Messages
from bot.scene import Note, Outcome, Scene
from models import assignment, contacts, outbox, people, progress, reply
from models.assignment import Extension, StepRefused
from models.chat import private_chat
from models.figures import Owed
from models.outbox import OutboxMessage
from models.permissions import Action, may
from models.records import StaffRecord, Status
from models.reply import Statement, StatusReply

REFUSAL = "refusal"  # what a question for a refusal's reason asks to be typed


def ask(
    session: Session,
    scene: Scene,
    person: StaffRecord,
    one: Owed,
    statement: Statement,
    became: Status | None,
    until: date | None,
) -> Outcome:
    """Put a request for more time before those who decide; without a day the day is asked for.

    The words are kept as any report's: the cause is what the year's report wants to hear of.
    """
    item, occurrence = item_of(session, scene, one), assignment.hold(session, one.occurrence_id)
    try:
        extension = None
        if until is not None:
            reason = statement.obstacle or _said_before(session, one, person)
            extension = assignment.ask_extension(session, occurrence, until, reason, person.id, scene.now)
        step = became or Status(occurrence.status)
        reply.record(session, occurrence, statement, step, person.id, scene.event_id, scene.now)
    except StepRefused as refusal:
        return Outcome(confirmation.refused(scene.voice, item, str(refusal)))
    if extension is None:
        return Outcome(confirmation.ask_until(scene.voice, item), about=(one.occurrence_id,), asks="date")
    return _submitted(session, scene, person, one, extension)


def decide(
    session: Session, scene: Scene, person: StaffRecord, extension_id: int, approve: bool, why: str | None = None
) -> Outcome:
    """Grant or refuse more time; the asker hears of it. why: None asks for a refusal's reason first, "" has none."""
    extension = session.get(Extension, extension_id)
    if extension is None or extension.agency_id != scene.agency.id:
        return Outcome(confirmation.nothing_to_decide(scene.voice))
    found = progress.of_occurrences(session, scene.agency.id, [extension.occurrence_id])
    if extension.state != "asked" or not found:
        return Outcome(confirmation.nothing_to_decide(scene.voice))
    if not _may_decide(session, person, found[0], extension.asked_by):
        return Outcome(confirmation.not_to_decide(scene.voice, own=extension.asked_by == person.id))
    if not found[0].is_open:
        return Outcome(confirmation.already_done(scene.voice, item_of(session, scene, found[0])))
    if not approve and why is None:
        item = item_of(session, scene, found[0])
        asked = confirmation.ask_refusal(scene.voice, item, extension.id)
        return Outcome(asked, about=(found[0].occurrence_id,), asks=REFUSAL)
    try:
        assignment.decide_extension(session, extension, approve, person.id, scene.now, why)
    except StepRefused:  # somebody else decided at the same moment
        return Outcome(confirmation.nothing_to_decide(scene.voice))
    session.flush()
    return _decided(session, scene, person, found[0], extension, approve)


def on_reason(
    session: Session, scene: Scene, person: StaffRecord, why: str, occurrence_ids: tuple[int, ...]
) -> Outcome:
    """The words that were asked for when ‹ไม่อนุมัติ› was pressed."""
    waiting = select(Extension).where(Extension.occurrence_id.in_(occurrence_ids), Extension.state == "asked")
    extension = session.scalars(waiting.order_by(Extension.id.desc())).first()
    return decide(session, scene, person, extension.id if extension else 0, approve=False, why=why)


def take_back(session: Session, scene: Scene, person: StaffRecord, extension_id: int) -> Outcome:
    """‹ถอนคำขอ›: whoever asked does not want it any more, as long as nobody has decided."""
    extension = session.get(Extension, extension_id)
    if extension is None or extension.agency_id != scene.agency.id or extension.state != "asked":
        return Outcome(confirmation.nothing_to_decide(scene.voice))
    if extension.asked_by != person.id and not may(person.role, Action.REPORT_ANY):
        return Outcome(confirmation.not_to_decide(scene.voice, own=False))
    found = progress.of_occurrences(session, scene.agency.id, [extension.occurrence_id])
    if not found or not assignment.withdraw_extension(session, extension, person.id, scene.now):
        return Outcome(confirmation.nothing_to_decide(scene.voice))
    _drop_notes(session, extension)
    return Outcome(confirmation.extension_withdrawn(scene.voice, item_of(session, scene, found[0])))


def forget_reasons(session: Session, scene: Scene, event_id: int) -> None:
    """The message that asked was withdrawn by its sender: the request stays, its words go."""
    asked = select(StatusReply).where(StatusReply.event_id == event_id, StatusReply.intent == "request_extension")
    for written in session.scalars(asked).all():
        for extension in _asked_by(session, written):
            extension.reason = None
            _rewrite_notes(session, scene, extension)


def withdraw(session: Session, scene: Scene, written: StatusReply) -> bool:
    """The words that asked for more time do not stand any more: the request goes with what nobody was told of it."""
    gone = [
        extension
        for extension in _asked_by(session, written)
        if assignment.withdraw_extension(session, extension, written.staff_id, scene.now)
    ]
    for extension in gone:
        _drop_notes(session, extension)
    return bool(gone)


def _drop_notes(session: Session, extension: Extension) -> None:
    for note in _notes_of(session, extension):
        if note.state == "waiting":
            outbox.drop(note, "ผู้ขอถอนคำขอแล้ว")


def is_withdrawn(session: Session, written: StatusReply) -> bool:
    """Whether these words asked for more time and the request was taken back."""
    return any(extension.state == "withdrawn" for extension in _asked_by(session, written))


def _asked_by(session: Session, written: StatusReply) -> list[Extension]:
    """The request made by a row of the trail, if it made one."""
    if written.intent != "request_extension":
        return []
    same = (Extension.occurrence_id == written.occurrence_id, Extension.asked_at == written.at)
    return list(session.scalars(select(Extension).where(*same)))


def _notes_of(session: Session, extension: Extension) -> list[OutboxMessage]:
    """What those who decide are told of a request."""
    notes = outbox.of_key(session, extension.agency_id, f"extension/{extension.id}/")
    return [note for note in notes if not note.key.startswith(f"extension/{extension.id}/decided/")]


def _rewrite_notes(session: Session, scene: Scene, extension: Extension) -> None:
    """The same cards without the cause: whoever decides still hears of a request that waits."""
    found = progress.of_occurrences(session, extension.agency_id, [extension.occurrence_id])
    asker = people.staff_by_id(session, extension.agency_id, extension.asked_by or 0)
    card: Messages = ()
    if found and asker:
        item = item_of(session, scene, found[0])
        card = confirmation.extension_for_approver(
            scene.voice, item, asker.name, extension.asked_until, None, extension.id
        )
    for note in _notes_of(session, extension):
        outbox.forget_words(session, note, card, scene.now)


def _submitted(session: Session, scene: Scene, person: StaffRecord, one: Owed, extension: Extension) -> Outcome:
    """The asker hears with whom it lies; nobody reachable in private, whoever may decide presses in the group."""
    item, reason = item_of(session, scene, one), extension.reason
    card = confirmation.extension_for_approver(
        scene.voice, item, person.name, extension.asked_until, reason, extension.id
    )
    asked = _deciders(session, scene, one, person)
    key = f"extension/{extension.id}"
    notes = tuple(note for whom in asked for note in _to_person(session, scene, whom.id, key, card))
    here = scene.is_of_office and not scene.is_private
    whom = [one.name for one in asked] if notes or here else None
    words = confirmation.extension_asked(scene.voice, item, extension.asked_until, reason, whom, extension.id)
    return Outcome(words if notes or not here else (*words, *card), notes, about=(one.occurrence_id,))


def _decided(
    session: Session, scene: Scene, person: StaffRecord, one: Owed, extension: Extension, approve: bool
) -> Outcome:
    fresh = progress.of_occurrences(session, scene.agency.id, [one.occurrence_id])[0]
    item, until = item_of(session, scene, fresh), extension.asked_until
    told = confirmation.extension_decided(scene.voice, item, until, approve, person.name, extension.refusal)
    key = f"extension/{extension.id}/decided"
    notes = _to_person(session, scene, extension.asked_by, key, told)
    words = confirmation.extension_decided(scene.voice, item, until, approve, None)
    return Outcome(words, notes, about=(one.occurrence_id,))


def _deciders(session: Session, scene: Scene, one: Owed, asker: StaffRecord) -> list[StaffRecord]:
    """The unit's heads, else the coordinators, else the executives: the first of them LINE can reach, never oneself."""
    ladder = (
        _heads(session, one),
        people.coordinators(session, asker.agency_id),
        people.executives(session, asker.agency_id),
    )
    rungs = [[person for person in rung if person.id != asker.id] for rung in ladder]
    reached = ([p for p in rung if _private_chat_of(session, scene, p.id)] for rung in rungs)
    return next((rung for rung in reached if rung), None) or next((rung for rung in rungs if rung), [])


def _heads(session: Session, one: Owed) -> tuple[StaffRecord, ...]:
    return people.heads_over(session, one.agency_id, one.section_id or one.unit_id, one.staff_id)


def _may_decide(session: Session, person: StaffRecord, one: Owed, asker_id: int | None) -> bool:
    """Coordinators and executives any, a head the unit's; nobody their own."""
    if person.id == asker_id:
        return False
    heads = {head.id for head in _heads(session, one)}
    heads_it = person.id in heads and may(person.role, Action.DECIDE_UNIT_EXTENSION)
    return heads_it or may(person.role, Action.DECIDE_EXTENSION)


def _said_before(session: Session, one: Owed, person: StaffRecord) -> str | None:
    """The cause given with the same wish before its day was picked."""
    last = session.scalars(
        select(StatusReply)
        .where(StatusReply.occurrence_id == one.occurrence_id, StatusReply.staff_id == person.id)
        .order_by(StatusReply.id.desc())
        .limit(1)
    ).first()
    return last.obstacle if last and last.intent == "request_extension" else None


def _to_person(session: Session, scene: Scene, staff_id: int | None, key: str, words: Messages) -> tuple[Note, ...]:
    """A note into somebody's 1:1 chat when LINE delivers there and it is not the chat we answer in."""
    chat_id = _private_chat_of(session, scene, staff_id)
    return (Note(chat_id, f"{key}/{staff_id}", words),) if chat_id and chat_id != scene.chat.id else ()


def _private_chat_of(session: Session, scene: Scene, staff_id: int | None) -> int | None:
    contact = contacts.contact_of(session, scene.agency.id, staff_id) if staff_id else None
    if contact is None or not contacts.is_reachable_privately(session, contact.id, scene.now):
        return None
    return private_chat(session, contact.id, scene.now).id
