"""Taking a report back: by its button, because its message was edited, or because it was withdrawn."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import extending, telling
from bot.items import item_of
from bot.messages import confirmation
from bot.messages.parts import Messages
from bot.scene import Outcome, Scene
from models import inbox, people, progress, reply, report_answer
from models.assignment import StepRefused
from models.permissions import Action, may
from models.records import DueItem, StaffRecord, Status
from models.reply import StatusReply

Back = tuple[DueItem, Status]


def on_undo(session: Session, scene: Scene, person: StaffRecord, reply_id: int, whole_message: bool) -> Outcome:
    """Whoever gave the report may take it back, and who may report for anybody.

    whole_message: everything the same message reported, not the one thing alone.
    """
    written = _of_office(session, scene, reply_id)
    if written is None:
        return Outcome(confirmation.nothing_to_undo(scene.voice))
    if written.staff_id != person.id and not may(person.role, Action.REPORT_ANY):
        return Outcome(confirmation.not_your_report(scene.voice, _name(session, written)))
    together = _of_event(session, written.event_id) if whole_message and written.event_id else [written]
    taken = _take_back(session, scene, together, person.id)
    if not taken:
        return Outcome(confirmation.nothing_to_undo(scene.voice))
    about = tuple(i for item, _ in taken for i in item.occurrence_ids)
    return Outcome(confirmation.undone(scene.voice, taken), about=about)


def for_edit(session: Session, scene: Scene, event_ids: Sequence[int]) -> list[StatusReply]:
    """Take back what earlier wordings of a message reported; those that were taken back now."""
    written = [one for event_id in event_ids for one in _of_event(session, event_id)]
    return [one for one in written if _unsaid(session, scene, one)]


def is_overtaken(session: Session, scene: Scene, one: int, became: Status | None, asked_in: int | None) -> bool:
    """Whether something newer stands of an occurrence: an edit says again what it said, an older question is answered.

    asked_in: the event that the question followed.
    """
    if asked_in is not None:
        return reply.reported_since(session, one, asked_in)
    before = inbox.wordings_before(session, scene.event_id) if scene.event_id else []
    said = reply.said_in(session, one, before)
    if said is None or said.event_id is None or said.became != became:
        return False
    return reply.reported_since(session, one, said.event_id)


def corrected(session: Session, scene: Scene, taken: Sequence[StatusReply], answer: Messages) -> Messages:
    """The one answer to an edit: what stands again as it was, before what the new words say."""
    again = {one.occurrence_id for one in _of_event(session, scene.event_id)} if scene.event_id else set()
    gone = [one for one in taken if one.occurrence_id not in again]
    requests = [one for one in gone if extending.is_withdrawn(session, one)]
    proof = [one for one in gone if one.reason == reply.LINK_IN_ANSWER]  # moved nothing
    moved = [one for one in gone if one not in (*requests, *proof) or one.was != one.became]
    withdrawn = [item for item, _ in _backs(session, scene, requests)]
    return confirmation.corrected(scene.voice, _backs(session, scene, moved), answer, withdrawn)


def _unsaid(session: Session, scene: Scene, written: StatusReply) -> bool:
    """Taken back, or the request for more time that it made withdrawn, or both."""
    withdrawn = extending.withdraw(session, scene, written)
    return bool(_take_back(session, scene, [written], written.staff_id)) or withdrawn


def _take_back(session: Session, scene: Scene, some: Sequence[StatusReply], by: int | None) -> list[Back]:
    """The last word first, so that several about one thing come off in turn."""
    done = [one for one in sorted(some, key=lambda r: -r.id) if _undo(session, scene, one, by)]
    return _backs(session, scene, done[::-1])


def _undo(session: Session, scene: Scene, written: StatusReply, by: int | None) -> bool:
    try:
        undone = reply.undo(session, written, by, scene.event_id, scene.now) is not None
    except StepRefused:  # withdrawn, or acknowledged by an executive
        return False
    if undone:
        telling.take_back_obstacle(session, scene, written.id)
        telling.take_back_sending_back(session, scene, written.event_id, written.occurrence_id)
    if undone and written.event_id:  # what the same message told for the report goes with it
        told = report_answer.answers_from(session, scene.agency.id, [written.event_id])
        same = [answer for answer in told if answer.occurrence_id == written.occurrence_id]
        report_answer.end(session, same, "withdrawn", scene.now)
    return undone


def _backs(session: Session, scene: Scene, done: Sequence[StatusReply]) -> list[Back]:
    ids = list(dict.fromkeys(one.occurrence_id for one in done))
    live = {one.occurrence_id: one for one in progress.of_occurrences(session, scene.agency.id, ids)}
    return [(item_of(session, scene, live[i]), live[i].status) for i in ids if i in live]


def _of_office(session: Session, scene: Scene, reply_id: int) -> StatusReply | None:
    written = session.get(StatusReply, reply_id)
    return written if written and written.agency_id == scene.agency.id else None


def _of_event(session: Session, event_id: int) -> list[StatusReply]:
    where = (StatusReply.event_id == event_id, StatusReply.intent != "undo")
    return list(session.scalars(select(StatusReply).where(*where).order_by(StatusReply.id)))


def _name(session: Session, written: StatusReply) -> str | None:
    reporter = people.staff_by_id(session, written.agency_id, written.staff_id or 0)
    return reporter.name if reporter else None
