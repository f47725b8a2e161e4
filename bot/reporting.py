"""What follows when somebody reports, asks for more time, decides on it, or takes a report back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from bot.choosing import Named, meant, reportable
from bot.messages import confirmation, guidance
from bot.scene import Note, Outcome, Scene
from models import assignment, contacts, people, progress, reply
from models.agency import units
from models.assignment import Extension, Occurrence, StepRefused
from models.chat import private_chat
from models.evidence import keep_link
from models.figures import Owed, due_items
from models.permissions import Action, may
from models.records import DueItem, StaffRecord, Status
from models.reply import Statement, StatusReply


@dataclass(frozen=True)
class Report:
    """A report as understood: the step it asks for (None keeps the status) and what was said with it."""

    statement: Statement
    became: Status | None
    urls: tuple[str, ...] = ()
    until: date | None = None


def on_report(session: Session, scene: Scene, person: StaffRecord, report: Report, named: Named) -> Outcome:
    """Record a report on the one thing meant; ask when several are, say so when none is."""
    everything = progress.owed(session, scene.agency.id)
    parent = _parent_unit(session, person)
    mine = reportable(everything, person, parent)
    chosen = meant(mine, named, scene.today)
    if not chosen:
        return _nothing_meant(scene, everything, mine, named)
    if len(chosen) > 1:
        items = due_items(chosen, everything, scene.today)
        return Outcome(confirmation.ask_which(scene.voice, items, report.statement.intent, report.became))
    return record(session, scene, person, chosen[0], report)


def record(session: Session, scene: Scene, person: StaffRecord | None, one: Owed, report: Report) -> Outcome:
    """Write the report on one occurrence down and say back what was understood."""
    if report.statement.intent == "request_extension":
        return ask_extension(session, scene, person, one, report.until, report.statement.said)
    occurrence = session.get_one(Occurrence, one.occurrence_id)
    hindered = report.statement.intent == "report_obstacle"
    became = report.became or _unsaid(one.status, hindered)
    try:
        written = reply.record(
            session, occurrence, report.statement, became, person.id if person else None, scene.event_id, scene.now
        )
    except StepRefused as refusal:
        return Outcome(confirmation.refused(scene.voice, _item(session, scene, one), str(refusal)))
    links = sum(keep_link(session, one.agency_id, one.occurrence_id, written.id, url, scene.now) for url in report.urls)
    return Outcome(
        confirmation.recorded(
            scene.voice,
            _item(session, scene, one),
            became=became,
            name=person.name if person else None,
            reply_id=written.id,
            links=links,
            obstacle=report.statement.obstacle,
            progress=report.statement.progress,
            is_obstacle=hindered,
        ),
        about=(one.occurrence_id,),
        asks="obstacle" if hindered and not report.statement.obstacle else None,
    )


def record_all(session: Session, scene: Scene, person: StaffRecord, some: Sequence[Owed], report: Report) -> Outcome:
    """A press on a card: the presser's one share, or a question which of several."""
    if len(some) == 1:
        return record(session, scene, person, some[0], report)
    everyone = progress.shares(session, scene.agency.id, some)
    items = [due_items([one], everyone, scene.today)[0] for one in some]
    return Outcome(confirmation.ask_which(scene.voice, items, report.statement.intent, report.became))


def on_undo(session: Session, scene: Scene, person: StaffRecord, reply_id: int) -> Outcome:
    """Take a report back: whoever gave it may, and who may report for anybody."""
    written = session.get(StatusReply, reply_id)
    if written is None or written.agency_id != scene.agency.id:
        return Outcome(confirmation.nothing_to_undo(scene.voice))
    if written.staff_id != person.id and not may(person.role, Action.REPORT_ANY):
        return Outcome(guidance.not_allowed(scene.voice))
    try:
        back = reply.undo(session, written, person.id, scene.event_id, scene.now)
    except StepRefused:
        back = None
    if back is None:
        return Outcome(confirmation.nothing_to_undo(scene.voice))
    found = progress.of_occurrences(session, scene.agency.id, [written.occurrence_id])
    if not found:
        return Outcome(confirmation.nothing_to_undo(scene.voice))
    item = _item(session, scene, found[0])
    return Outcome(confirmation.undone(scene.voice, item, back), about=(written.occurrence_id,))


def ask_extension(
    session: Session, scene: Scene, person: StaffRecord | None, one: Owed, until: date | None, reason: str
) -> Outcome:
    """Put a request for more time before those who decide; without a day the day is asked for."""
    item = _item(session, scene, one)
    if until is None:
        return Outcome(confirmation.ask_until(scene.voice, item), about=(one.occurrence_id,), asks="date")
    occurrence = session.get_one(Occurrence, one.occurrence_id)
    staff_id = person.id if person else None
    try:
        extension = assignment.ask_extension(session, occurrence, until, reason or None, staff_id, scene.now)
    except StepRefused as refusal:
        return Outcome(confirmation.refused(scene.voice, item, str(refusal)))
    asker = person.name if person else one.owner
    card = confirmation.extension_for_approver(scene.voice, item, asker, until, reason, extension.id)
    notes = _to_deciders(session, scene, person, f"extension/{extension.id}", card)
    deciders = [p.name for p in _deciders(session, scene, person)]
    return Outcome(
        confirmation.extension_asked(scene.voice, item, until, reason, deciders), notes, about=(one.occurrence_id,)
    )


def on_decision(session: Session, scene: Scene, person: StaffRecord, extension_id: int, approve: bool) -> Outcome:
    """Grant or refuse more time; the asker hears of it."""
    extension = session.get(Extension, extension_id)
    if extension is None or extension.agency_id != scene.agency.id:
        return Outcome(confirmation.nothing_to_decide(scene.voice))
    if not may(person.role, Action.DECIDE_EXTENSION):
        return Outcome(guidance.not_allowed(scene.voice))
    try:
        occurrence = assignment.decide_extension(session, extension, approve, person.id, scene.now)
    except StepRefused as refusal:
        return Outcome(confirmation.said(scene.voice, str(refusal)))
    found = progress.of_occurrences(session, scene.agency.id, [occurrence.id])
    if not found:
        return Outcome(confirmation.nothing_to_decide(scene.voice))
    item = _item(session, scene, found[0])
    words = confirmation.extension_decided(scene.voice, item, extension.asked_until, approve, person.name)
    notes = _to_person(session, scene, extension.asked_by, f"extension/{extension.id}/decided", words)
    return Outcome(words, notes, about=(occurrence.id,))


def _nothing_meant(scene: Scene, everything: Sequence[Owed], mine: Sequence[Owed], named: Named) -> Outcome:
    """Why nothing can be recorded: finished already, somebody else's, or nothing owed."""
    pointed = [o for o in everything if set(named.codes) & set(o.codes) or o.occurrence_id in named.quoted]
    ours = {o.occurrence_id for o in mine}
    done = [o for o in pointed if o.occurrence_id in ours and not o.is_open]
    if done:
        items = due_items(done[-1:], everything, scene.today)
        return Outcome(confirmation.already_done(scene.voice, items[0]))
    if pointed:
        items = due_items(pointed[:1], everything, scene.today)
        return Outcome(confirmation.not_yours(scene.voice, items[0]))
    return Outcome(confirmation.nothing_owed(scene.voice, named.codes))


def _unsaid(status: Status, hindered: bool) -> Status:
    """Somebody whom something hinders has begun; otherwise the status stays as it is."""
    return Status.IN_PROGRESS if hindered and status == Status.NOT_STARTED else status


def _item(session: Session, scene: Scene, one: Owed) -> DueItem:
    """The card's view of one occurrence as it stands now."""
    everyone = progress.of_duty(session, scene.agency.id, one.duty_id, one.due_on)
    now = next((o for o in everyone if o.occurrence_id == one.occurrence_id), one)
    return due_items([now], everyone, scene.today)[0]


def _deciders(session: Session, scene: Scene, asker: StaffRecord | None) -> list[StaffRecord]:
    """Coordinators; the executives when there is none. Nobody decides on their own request."""
    everybody = people.coordinators(session, scene.agency.id) or people.executives(session, scene.agency.id)
    return [p for p in everybody if asker is None or p.id != asker.id] or list(
        people.executives(session, scene.agency.id)
    )


def _to_deciders(
    session: Session, scene: Scene, asker: StaffRecord | None, key: str, card: tuple[dict[str, object], ...]
) -> tuple[Note, ...]:
    return tuple(
        note for person in _deciders(session, scene, asker) for note in _to_person(session, scene, person.id, key, card)
    )


def _to_person(
    session: Session, scene: Scene, staff_id: int | None, key: str, words: tuple[dict[str, object], ...]
) -> tuple[Note, ...]:
    """A note into somebody's 1:1 chat when LINE delivers there."""
    contact = contacts.contact_of(session, scene.agency.id, staff_id) if staff_id else None
    if contact is None or not contacts.is_reachable_privately(session, contact.id, scene.now):
        return ()
    chat = private_chat(session, contact.id, scene.now)
    return () if chat.id == scene.chat.id else (Note(chat.id, f"{key}/{staff_id}", words),)


def _parent_unit(session: Session, person: StaffRecord) -> int | None:
    return next((u.parent_id for u in units(session, person.agency_id) if u.id == person.unit_id), None)
