"""What follows from something typed: a code, a name, a report, a question, or silence."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from bot import (
    allowance,
    answering,
    answers,
    attaching,
    calling_off,
    collecting,
    contrasts,
    disowning,
    explaining,
    extending,
    filling_in,
    leftover,
    linking,
    noting,
    nudging,
    opening,
    registration,
    reporting,
    rewording,
    scopes,
    taking_back,
    undecided,
    verifying,
    whom,
    wording,
)
from bot.choosing import Named, unit_asked_about, units_named
from bot.example import example_code
from bot.filling_in import Question
from bot.messages import confirmation, guidance
from bot.scene import Outcome, Scene, together
from bot.spoken import mentions_bot, report_of, words_of
from bot.standing import spelled_units
from bot.understanding import Heard, Reading, understand
from models import inbox, progress
from models.bangkok import BANGKOK
from models.chat import ChatType
from models.delivery import Asked, open_question, quoted_message
from models.evidence import unbind_links_beside
from models.records import StaffRecord, Status
from models.thaitext import squeeze

QUESTIONS = ("ask_summary", "ask_overdue", "ask_missing", "ask_my_tasks", "ask_help")
REPORTS = ("report_status", "report_obstacle", "request_extension")
# Among executives nobody else is meant by a bare command; in a busy staff group "สรุป" may open any sentence.
_COMMAND = re.compile(
    r"(?:ค้าง(?:อะไรบ้าง)?|เกินกำหนด|งานของฉัน|ช่วยเหลือ|(?:ใคร|กองไหน)ยังไม่(?:ได้)?(?:ส่ง|รายงาน))(?:หน่อย)?(?:นะ)?(?:ค่ะ|คะ|ครับ)?"
)
# "ขาดสรุปผล" tells what is missing, though "สรุปผล" alone asks us for it.
_LACKS = re.compile(r"(?:ยัง)?(?:ขาด|ไม่|ต้อง|ให้|แก้|(?:ขอ)?เพิ่ม)")


def on_message(session: Session, scene: Scene, message: dict[str, Any]) -> Outcome:
    """A message as LINE sent it: text is read, photos and files are evidence; stickers and places say nothing."""
    if message.get("type") == "text":
        return on_text(session, scene, message)
    if str(message.get("type")) not in attaching.KINDS or not scene.is_of_office:
        return Outcome()
    if scene.person is None:
        return _unknown(scene) if scene.is_private else Outcome()
    asked = _asked(session, scene, message)
    taken = attaching.on_content(session, scene, scene.person, message, asked)
    goes_on = scene.is_private and len(taken.about) == 1
    if not goes_on:
        return taken
    return together(taken, filling_in.follow_up(session, scene, taken.about[0], asked.asks if asked else None))


def on_text(session: Session, scene: Scene, message: dict[str, Any]) -> Outcome:
    """Codes first, then names where one was asked for, then the work; everything else is left unanswered."""
    text = str(message.get("text") or "")
    scene = replace(scene, english=wording.is_english(words_of(message)))
    joined = registration.on_code(session, scene, text)
    if joined is not None or scene.chat.type == ChatType.PUBLIC:
        return joined or Outcome()
    called = scene.is_private or mentions_bot(message)
    wish = registration.on_wish(session, scene, words_of(message), called) if scene.person is None else None
    if wish is not None:
        return wish
    if scene.person and scene.is_of_office and (called or _opens_here(scene, text)):
        opened = opening.on_words(session, scene, scene.person, words_of(message))
        if opened is not None:
            return opened
    asked = _asked(session, scene, message)
    quoted = asked.occurrence_ids if asked else ()
    addressed = scene.is_private or asked is not None or mentions_bot(message) or _is_command(scene, text)
    if scene.person and scene.is_of_office and addressed:
        for told in (undecided.on_words, allowance.on_words):
            answered = told(session, scene, scene.person, words_of(message))
            if answered is not None:
                return answered
    heard = Heard(
        addressed=addressed,
        now=scene.now.astimezone(BANGKOK),
        quoted_codes=_codes(session, scene, quoted),
        waiting_for=asked.asks if asked else None,
    )
    reading = understand(words_of(message), heard)
    if scene.person and scene.is_of_office and addressed and (reading is None or reading.intent not in REPORTS):
        answers_us = asked is not None and asked.asks not in (None, "obstacle", "date")
        about_people = whom.on_words(session, scene, scene.person, words_of(message), answers_us)
        if about_people is not None:
            return about_people
    named = registration.on_name(session, scene, text, only_exact=reading is not None)
    if named is not None:
        return named
    if scene.is_private and scene.person and (reading is None or reading.intent not in REPORTS):
        placed = attaching.on_code(session, scene, scene.person, text)
        if placed is not None:
            return placed
    if scene.person and scene.is_of_office and addressed:
        disowned = disowning.on_words(session, scene, scene.person, words_of(message), reading, quoted)
        if disowned is not None:
            return disowned
    because = asked if not _is_aside(words_of(message), asked, reading) else None
    if asked and asked.asks == verifying.REASON and answers.puts_off(words_of(message), reading):
        waits = verifying.on_put_off(session, scene, asked)
        if waits is not None:
            return waits
    explained = _explained(session, scene, words_of(message).strip(), reading, because)
    if explained is not None:
        return explained
    if scene.person and scene.is_of_office:
        verified = verifying.on_words(session, scene, scene.person, words_of(message), because, addressed)
        if verified is not None:
            return verified
    if scene.person and scene.is_of_office:
        called_off = calling_off.on_words(session, scene, scene.person, words_of(message), asked)
        if called_off is not None:
            return called_off
    if scene.person and scene.is_of_office:
        nudged = nudging.on_words(session, scene, scene.person, words_of(message), addressed)
        if nudged is not None:
            return nudged
    question = filling_in.question_of(asked.asks if asked else None)
    answered = _answered(session, scene, question, message, reading)
    if answered is not None:
        return answered
    if question and reading and reading.codes and not message.get("quotedMessageId"):
        quoted = ()  # it names what it is about: not only the share that we asked about last
    shown = _shown(session, scene, message)
    if reading is None:
        return shown if shown.answer else _not_read(session, scene, words_of(message), asked, addressed)
    return together(_follow(session, scene, reading, text, quoted, addressed), shown)


def _explained(
    session: Session, scene: Scene, why: str, reading: Reading | None, asked: Asked | None
) -> Outcome | None:
    """Words where we had asked why: why more time is refused, or wanted."""
    if scene.person is None or asked is None:
        return None
    if asked.asks == extending.REFUSAL and (reading is None or not reading.codes):
        return extending.on_reason(session, scene, scene.person, why, asked.occurrence_ids)
    if asked.asks == extending.REASON:
        return explaining.on_words(session, scene, scene.person, why, reading, asked.occurrence_ids)
    return None


def _shown(session: Session, scene: Scene, message: dict[str, Any]) -> Outcome:
    """What the words say of a photo or file that they quote."""
    if scene.person is None or not scene.is_of_office:
        return Outcome()
    return attaching.on_quoting(session, scene, scene.person, message)


def _answered(
    session: Session, scene: Scene, question: Question | None, message: dict[str, Any], reading: Reading | None
) -> Outcome | None:
    """An answer for the year's report, or the wish to go on with it; None for everything else."""
    if scene.person is None or not scene.is_of_office:
        return None
    words = words_of(message)
    if (scene.is_private or mentions_bot(message)) and (
        went_on := filling_in.on_command(session, scene, scene.person, words)
    ):
        return went_on
    return filling_in.on_words(session, scene, scene.person, question, words, reading) if question else None


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
    unbind_links_beside(session, others, str(message.get("text") or ""), scene.now)
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
    reading = understand(words, Heard(addressed=True, now=scene.now.astimezone(BANGKOK)))
    return rewording.on_edit(session, scene, scene.person, earlier, words, reading)


def _follow(
    session: Session, scene: Scene, reading: Reading, text: str, quoted: tuple[int, ...], addressed: bool
) -> Outcome:
    if reading.intent == "ask_help":
        return answering.on_help(session, scene)
    if scene.person is None:
        return _unknown(scene) if addressed or reading.codes else Outcome()
    if not scene.is_of_office and reading.intent != "acknowledge":
        return Outcome(guidance.group_not_ready(scene.voice)) if addressed or reading.codes else Outcome()
    if reading.intent in QUESTIONS:
        return _answer(session, scene, scene.person, reading, text)
    if reading.intent in REPORTS:
        return _record(session, scene, scene.person, reading, text, quoted)
    return noting.on_noted(session, scene, scene.person, reading.codes, quoted)


def _record(
    session: Session,
    scene: Scene,
    person: StaffRecord,
    reading: Reading,
    text: str,
    quoted: tuple[int, ...],
) -> Outcome:
    spelled = spelled_units(session, scene.agency.id)
    report = replace(report_of(reading, text), per_unit=_units_told(reading, spelled))
    named = Named(reading.codes, quoted, units_named(text, spelled))
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


def _not_read(session: Session, scene: Scene, words: str, asked: Asked | None, addressed: bool) -> Outcome:
    """A bare link is evidence. In the 1:1 chat something is said to every text; in a group nothing is to chatter."""
    if scene.person is None and asked and asked.asks:
        return _unknown(scene)  # an answer to what we asked is not passed over in silence
    shared = linking.shared_in(words)
    if shared and (addressed or shared.codes):
        if scene.person is None:
            return _unknown(scene)
        if not scene.is_of_office:
            return Outcome(guidance.group_not_ready(scene.voice))
        if linked := linking.on_link(session, scene, scene.person, words, shared, asked, addressed):
            return linked
    if not scene.is_private:
        return leftover.offer_under_card(session, scene, words, asked) or Outcome()
    if scene.person is None:
        return _unknown(scene)
    offered = leftover.offer(session, scene, scene.person, words)
    code = example_code(session, scene.agency.id, scene.person)
    return offered or Outcome(confirmation.unclear(scene.voice, code))


def _unknown(scene: Scene) -> Outcome:
    """Nobody on the roster, or LINE did not tell who it is: nothing is guessed."""
    if scene.contact is None:
        return Outcome(guidance.sender_unknown(scene.voice))
    if scene.contact.binding == "pending":
        return Outcome(guidance.still_waiting(scene.voice))
    return Outcome(guidance.not_registered(scene.voice))


def _opens_here(scene: Scene, text: str) -> bool:
    return scene.chat.type == ChatType.EXECUTIVES and opening.is_command(text)


def _is_command(scene: Scene, text: str) -> bool:
    if scene.chat.type != ChatType.EXECUTIVES:
        return False
    asks = scopes.command(wording.read(text[:80], bare=True).flat, scene.today) is not None
    return asks or nudging.is_command(text) or bool(_COMMAND.fullmatch(squeeze(text[:80])))


def _is_aside(words: str, asked: Asked | None, reading: Reading | None) -> bool:
    """Whether words that came where we asked for a reason are none: a question to us, "noted", or "later"."""
    if asked is None or asked.asks not in (extending.REFUSAL, verifying.REASON):
        return False
    asks = reading is not None and reading.intent in QUESTIONS and not _LACKS.match(squeeze(words))
    return asks or answers.puts_off(words, reading)


def _asked(session: Session, scene: Scene, message: dict[str, Any]) -> Asked | None:
    """The message of ours that is quoted; in a 1:1 chat without a quote, an open question we asked last."""
    message_id = message.get("quotedMessageId")
    if message_id:
        return quoted_message(session, scene.agency.id, str(message_id))
    return open_question(session, scene.chat.id, scene.now) if scene.is_private else None


def _codes(session: Session, scene: Scene, occurrence_ids: tuple[int, ...]) -> tuple[str, ...]:
    owed = progress.of_occurrences(session, scene.agency.id, occurrence_ids)
    return tuple(dict.fromkeys(code for one in owed for code in one.codes))
