"""What follows from something typed: a code, a name, a report, a question, or silence."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import answering, registration, reporting
from bot.choosing import Named
from bot.messages import confirmation, guidance
from bot.reporting import Report
from bot.scene import Outcome, Scene
from bot.understanding import Heard, Reading, understand
from models import inbox, outbox, progress
from models.agency import resolve_unit
from models.bangkok import BANGKOK
from models.records import StaffRecord
from models.reply import Statement, StatusReply, forget_words, undo

QUESTIONS = ("ask_summary", "ask_overdue", "ask_missing", "ask_my_tasks", "ask_help")
REPORTS = ("report_status", "report_obstacle", "request_extension")


def on_message(session: Session, scene: Scene, message: dict[str, Any]) -> Outcome:
    """A message as LINE sent it. Photos and files are kept in the raw event; only text is read here."""
    if message.get("type") == "text":
        return on_text(session, scene, message)
    if message.get("type") in ("image", "file", "video") and scene.is_private:
        return Outcome(confirmation.files_as_link(scene.voice))
    return Outcome()


def on_text(session: Session, scene: Scene, message: dict[str, Any]) -> Outcome:
    """Codes and names first (they are asked for), then the work; everything else is left unanswered."""
    text = str(message.get("text") or "")
    joined = registration.on_code(session, scene, text)
    if joined is None:
        joined = registration.on_name(session, scene, text)
    if joined is not None:
        return joined
    asked = _asked(session, scene, message)
    quoted = asked.occurrence_ids if asked else ()
    addressed = scene.is_private or asked is not None or _mentions_bot(message)
    reading = understand(
        _without_mention(text, message),
        Heard(
            addressed=addressed,
            now=scene.now.astimezone(BANGKOK),
            quoted_codes=_codes(session, scene, quoted),
            waiting_for=asked.asks if asked else None,
        ),
    )
    if reading is None:
        return Outcome(confirmation.unclear(scene.voice)) if scene.is_private and scene.person else _stranger(scene)
    return _follow(session, scene, reading, text, quoted, addressed)


def on_edit(session: Session, scene: Scene, message: dict[str, Any]) -> Outcome:
    """A message was corrected: what it had reported is taken back, and the new words are read instead."""
    for event_id in inbox.events_of_message(session, scene.agency.id, str(message.get("id", ""))):
        if event_id != scene.event_id:
            _take_back(session, scene, event_id)
    return on_message(session, scene, message)


def on_unsend(session: Session, scene: Scene, message_id: str) -> Outcome:
    """A message was withdrawn by its sender: its words are deleted, the fact of a change of status stays."""
    for event_id in inbox.events_of_message(session, scene.agency.id, message_id):
        inbox.forget_raw(session, event_id)
        forget_words(session, event_id)
    return Outcome()


def _follow(
    session: Session, scene: Scene, reading: Reading, text: str, quoted: tuple[int, ...], addressed: bool
) -> Outcome:
    if reading.intent == "ask_help":
        return answering.on_help(scene)
    if scene.person is None:
        return Outcome(guidance.not_registered(scene.voice)) if addressed or reading.codes else Outcome()
    if reading.intent in QUESTIONS:
        return _answer(session, scene, scene.person, reading)
    if reading.intent in REPORTS and scene.is_of_office:
        return reporting.on_report(session, scene, scene.person, _report(reading, text), Named(reading.codes, quoted))
    if reading.intent == "acknowledge" and scene.is_private:
        return Outcome(confirmation.acknowledged(scene.voice))
    return Outcome()


def _answer(session: Session, scene: Scene, person: StaffRecord, reading: Reading) -> Outcome:
    """Figures are for the office's own people; a group of citizens hears none."""
    if not scene.is_of_office:
        return Outcome(guidance.not_allowed(scene.voice))
    if reading.intent == "ask_overdue":
        return answering.on_overdue(session, scene, person)
    if reading.intent == "ask_missing":
        return answering.on_missing(session, scene, person)
    if reading.intent == "ask_my_tasks":
        return answering.on_mine(session, scene, person)
    unit = resolve_unit(session, scene.agency.id, reading.scope.unit) if reading.scope.unit else None
    code = reading.codes[0] if reading.codes else None
    return answering.on_summary(session, scene, person, unit.id if unit else None, reading.scope.quarter, code)


def _report(reading: Reading, text: str) -> Report:
    statement = Statement(text, reading.intent, reading.reason, reading.progress, reading.obstacle)
    return Report(statement, reading.status, reading.urls, reading.due)


def _asked(session: Session, scene: Scene, message: dict[str, Any]) -> outbox.Asked | None:
    """The message of ours that is quoted; in a 1:1 chat without a quote, an open question we asked last."""
    quoted = message.get("quotedMessageId")
    if quoted:
        return outbox.quoted(session, scene.agency.id, str(quoted))
    return outbox.open_question(session, scene.chat.id, scene.now) if scene.is_private else None


def _codes(session: Session, scene: Scene, occurrence_ids: tuple[int, ...]) -> tuple[str, ...]:
    owed = progress.of_occurrences(session, scene.agency.id, occurrence_ids)
    return tuple(dict.fromkeys(code for one in owed for code in one.codes))


def _mentions_bot(message: dict[str, Any]) -> bool:
    return any(m.get("isSelf") for m in _mentionees(message))


def _without_mention(text: str, message: dict[str, Any]) -> str:
    """The words without "@ตามงาน"; LINE counts places in UTF-16 units."""
    units = text.encode("utf-16-le")
    for one in sorted((m for m in _mentionees(message) if m.get("isSelf")), key=lambda m: -int(m.get("index", 0))):
        start = int(one.get("index", 0)) * 2
        units = units[:start] + units[start + int(one.get("length", 0)) * 2 :]
    return units.decode("utf-16-le", "replace").strip()


def _mentionees(message: dict[str, Any]) -> list[dict[str, Any]]:
    mention = message.get("mention")
    listed = mention.get("mentionees") if isinstance(mention, dict) else None
    return [m for m in listed if isinstance(m, dict)] if isinstance(listed, list) else []


def _stranger(scene: Scene) -> Outcome:
    """In the 1:1 chat somebody not registered is told how to begin; in a group nothing is said to chatter."""
    return Outcome(guidance.not_registered(scene.voice)) if scene.is_private and not scene.person else Outcome()


def _take_back(session: Session, scene: Scene, event_id: int) -> None:
    for written in session.scalars(select(StatusReply).where(StatusReply.event_id == event_id)):
        undo(session, written, written.staff_id, scene.event_id, scene.now)
