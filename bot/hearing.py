"""What follows from something typed: a code, a name, a report, a question, or silence."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from bot import (
    answering,
    answers,
    attaching,
    collecting,
    contrasts,
    filling_in,
    leftover,
    linking,
    noting,
    registration,
    reporting,
    rewording,
    scopes,
    taking_back,
    wording,
)
from bot.choosing import Named, unit_asked_about
from bot.example import example_code
from bot.hearers import first_answer
from bot.linking import Shared
from bot.messages import confirmation, guidance
from bot.said import QUESTIONS, REPORTS, Said, asked_before, heard
from bot.scene import Outcome, Scene, together
from bot.sent import KINDS
from bot.spoken import after_calls, report_of, text_of, understood, words_of
from bot.standing import names_for, spelled_units, units_of
from bot.understanding import Heard, Reading
from bot.whose import of_everybody, owners
from models import inbox
from models.bangkok import BANGKOK
from models.chat import ChatType
from models.evidence import unbind_links_beside
from models.records import StaffRecord, Status


def on_message(session: Session, scene: Scene, message: dict[str, Any]) -> Outcome:
    """A message as LINE sent it: text is read, photos and files are evidence; stickers and places say nothing."""
    if message.get("type") == "text":
        return on_text(session, scene, message)
    if str(message.get("type")) not in KINDS or not scene.is_of_office:
        return Outcome()
    if scene.person is None:
        return _unknown(scene) if scene.is_private else Outcome()
    asked = asked_before(session, scene, message)
    taken = attaching.on_content(session, scene, scene.person, message, asked)
    goes_on = scene.is_private and len(taken.about) == 1
    if not goes_on:
        return taken
    return together(taken, filling_in.follow_up(session, scene, taken.about[0], asked.asks if asked else None))


def on_text(session: Session, scene: Scene, message: dict[str, Any]) -> Outcome:
    """Codes first; then who listens to whoever says it; then the work. Everything else is left unanswered."""
    scene = replace(scene, english=wording.is_english(words_of(message)))
    joined = registration.on_code(session, scene, text_of(message))
    if joined is not None or scene.chat.type == ChatType.PUBLIC:
        return joined or Outcome()
    said = heard(session, scene, message)
    if scene.person is None:
        answered = _stranger(session, scene, said)
    else:
        answered = first_answer(session, scene, scene.person, said) if scene.is_of_office else None
    return answered if answered is not None else _of_work(session, scene, said)


def _stranger(session: Session, scene: Scene, said: Said) -> Outcome | None:
    """The wish to register, or a name where one was asked for."""
    wish = registration.on_wish(session, scene, said.words, said.called)
    if wish is not None:
        return wish
    return registration.on_name(session, scene, said.text, only_exact=said.reading is not None)


def _of_work(session: Session, scene: Scene, said: Said) -> Outcome:
    """What the words say of the work, and of a photo or file that they quote."""
    shown = Outcome()
    if scene.person and scene.is_of_office:
        shown = attaching.on_telling(session, scene, scene.person, said.message, said.about)
    shared = _shared(session, scene, said)
    if said.reading is None or (shared and shared.units and not (said.reading.status or said.reading.due)):
        return shown if shown.answer else _not_read(session, scene, said, shared)
    return together(_follow(session, scene, said, said.reading), shown)


def on_edit(session: Session, scene: Scene, message: dict[str, Any]) -> Outcome:
    """A message was corrected: what it had reported is taken back, the new words are read, and one answer says both."""
    scene = replace(scene, english=wording.is_english(words_of(message)))
    earlier = inbox.events_of_message(session, scene.agency.id, str(message.get("id", "")))
    others = [event for event in earlier if event != scene.event_id]
    if scene.contact and scene.person is None:  # off the roster since: what was reported then is the office's
        return on_message(session, scene, message)
    reworded = _reworded(session, scene, message, others)
    if reworded is not None:
        return reworded
    taken = taking_back.for_edit(session, scene, others)
    unbind_links_beside(session, others, text_of(message), scene.now)
    found = on_message(session, scene, message)
    if not taken:
        return found
    answer = taking_back.corrected(session, scene, taken, found.answer)
    about = tuple(dict.fromkeys((*found.about, *(one.occurrence_id for one in taken))))
    return Outcome(answer, found.notes, about, found.asks)


def _reworded(session: Session, scene: Scene, message: dict[str, Any], earlier: list[int]) -> Outcome | None:
    """Where the message had told why, and tells why in other words now."""
    if scene.person is None or not scene.is_of_office:
        return None
    words = words_of(message)
    reading = understood(words, Heard(addressed=True, now=scene.now.astimezone(BANGKOK)))
    return rewording.on_edit(session, scene, scene.person, earlier, words, reading)


def _follow(session: Session, scene: Scene, said: Said, reading: Reading) -> Outcome:
    is_for_us = said.addressed or reading.codes
    if reading.intent == "ask_help":
        return answering.on_help(session, scene)
    if scene.person is None:
        return _unknown(scene) if is_for_us else Outcome()
    if not scene.is_of_office and reading.intent != "acknowledge":
        return Outcome(guidance.group_not_ready(scene.voice)) if is_for_us else Outcome()
    if reading.intent in QUESTIONS:
        return _answer(session, scene, scene.person, reading, said.text)
    about = _about(said)
    if reading.intent in REPORTS:
        return _record(session, scene, scene.person, reading, said, about)
    return noting.on_noted(session, scene, scene.person, reading.codes + reading.strays, about)


def _about(said: Said) -> tuple[int, ...]:
    """The occurrences that the message answered speaks of.

    Who names codes after a question of ours, without quoting it, means those: not only the share we asked about last.
    """
    names_others = filling_in.question_of(said.asks) and said.codes and not said.message.get("quotedMessageId")
    return () if names_others else said.about


def _record(
    session: Session, scene: Scene, person: StaffRecord, reading: Reading, said: Said, quoted: tuple[int, ...]
) -> Outcome:
    names = names_for(session, person)
    called = {**names.short, **names.long}
    shares = {(called[unit], code): s for (unit, code), s in reading.per_share.items() if unit in called}
    report = replace(report_of(reading, said.text), per_unit=_units_told(reading, called), per_share=shares)
    if reading.strays:
        return reporting.ask_instead(session, scene, person, report, reading.strays, quoted)
    whose = owners(said.text, names, after_calls(said.message))
    units = whose.units | units_of(session, scene.agency.id, whose.people)
    everybody = of_everybody(said.text) and not (reading.per_unit or reading.per_share)
    named = Named(reading.codes, quoted, units, whose.people, whose.doubtful or everybody, everybody)
    done = reporting.on_report(session, scene, person, report, named)
    return together(done, attaching.adopt(session, scene, person, done.about)) if scene.is_private else done


def _units_told(reading: Reading, spelled: Mapping[str, int]) -> dict[int | None, Status]:
    """Unit id → what was told of it; all others (None) only where every unit named is known."""
    told: dict[int | None, Status] = {}
    for name, status in reading.per_unit.items():
        if name in spelled:
            told[spelled[name]] = status
    rest = reading.per_unit.get(contrasts.REST)
    if rest and len(told) + 1 == len(reading.per_unit):
        told[None] = rest
    return told


def _answer(session: Session, scene: Scene, person: StaffRecord, reading: Reading, text: str) -> Outcome:
    if reading.intent == "ask_missing" and reading.codes:
        asked = collecting.on_asked(session, scene, person, reading.codes)
        if asked is not None:
            return asked
    named = reading.scope.unit or reading.scope.person
    unit_id = None if named else unit_asked_about(text, spelled_units(session, scene.agency.id))
    code = reading.codes[0] if reading.codes else None
    return answering.on_asked(session, scene, person, reading.intent, reading.scope, unit_id, code)


def _shared(session: Session, scene: Scene, said: Said) -> Shared | None:
    """Links with nothing said beside them but of what and whose they are."""
    if not answers.links_in(said.words):
        return None
    return linking.shared_in(said.words, spelled_units(session, scene.agency.id))


def _not_read(session: Session, scene: Scene, said: Said, shared: Shared | None) -> Outcome:
    """A bare link is evidence. In the 1:1 chat something is said to every text; in a group nothing is to chatter."""
    if scene.person is None and said.asks:
        return _unknown(scene)  # an answer to what we asked is not passed over in silence
    if shared and (said.addressed or shared.codes):
        if scene.person is None:
            return _unknown(scene)
        if not scene.is_of_office:
            return Outcome(guidance.group_not_ready(scene.voice))
        if linked := linking.on_link(session, scene, scene.person, said.words, shared, said.asked, said.addressed):
            return linked
    item = scopes.item_alone(said.words) if said.called or scene.chat.type == ChatType.EXECUTIVES else None
    if item and scene.person and scene.is_of_office:
        return answering.on_summary(session, scene, scene.person, code=item)
    if not scene.is_private:
        return leftover.offer_under_card(session, scene, said.words, said.asked) or Outcome()
    if scene.person is None:
        return _unknown(scene)
    offered = leftover.offer(session, scene, scene.person, said.words)
    code = example_code(session, scene.agency.id, scene.person)
    return offered or Outcome(confirmation.unclear(scene.voice, code))


def _unknown(scene: Scene) -> Outcome:
    """Nobody on the roster, or LINE did not tell who it is: nothing is guessed."""
    if scene.contact is None:
        return Outcome(guidance.sender_unknown(scene.voice))
    if scene.contact.binding == "pending":
        return Outcome(guidance.still_waiting(scene.voice))
    return Outcome(guidance.not_registered(scene.voice))
