"""Words that answer no open question: offered to the report that still lacks something, and kept on a press."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import filling_in
from bot.filling_in import Question
from bot.items import item_of
from bot.messages import dialogue
from bot.scene import Outcome, Scene
from bot.spoken import said_then
from models import report_answer
from models.delivery import Asked
from models.records import StaffRecord, Status
from models.reply import StatusReply
from models.thaitext import squeeze

FEWEST = 16  # letters; fewer tell no result, and "???" is better told how to write
MOST = 3  # buttons; who has more reports open chooses by ‹ตอบต่อ›


def offer(session: Session, scene: Scene, person: StaffRecord, words: str) -> Outcome | None:
    """Asks whether the words are what a report of the person's lacks; None where none does or they are too few."""
    wanting = filling_in.to_fill(session, scene, person) if len(squeeze(words)) >= FEWEST else []
    if not wanting or scene.event_id is None:
        return None
    rows = [(item_of(session, scene, one), one.occurrence_id, report.lacks[0]) for one, report in wanting[:MOST]]
    return Outcome(dialogue.whose_answer(scene.voice, rows, scene.event_id))


def offer_under_card(session: Session, scene: Scene, words: str, asked: Asked | None) -> Outcome | None:
    """In a group, under what was said back to the person's own report: a figure or a day tells that it is told of.

    None for anything else: colleagues thank and joke under it. asked: the message of ours that is quoted.
    """
    tells = len(squeeze(words)) >= FEWEST and any(letter.isdigit() for letter in words)
    person = scene.person if scene.is_of_office else None
    if not tells or person is None or asked is None or asked.asks or scene.event_id is None:
        return None
    quoted = asked.occurrence_ids
    mine = [(one, report) for one, report in filling_in.to_fill(session, scene, person) if one.occurrence_id in quoted]
    mine = [(one, report) for one, report in mine if _reported_by(session, one.occurrence_id) == person.id]
    rows = [(item_of(session, scene, one), one.occurrence_id, report.lacks[0]) for one, report in mine[:MOST]]
    return Outcome(dialogue.whose_answer(scene.voice, rows, scene.event_id, alone=False)) if rows else None


def _reported_by(session: Session, occurrence_id: int) -> int | None:
    """Who said of it last that it is finished."""
    done = (StatusReply.occurrence_id == occurrence_id, StatusReply.became == Status.COMPLETED)
    return session.scalars(select(StatusReply.staff_id).where(*done).order_by(StatusReply.id.desc()).limit(1)).first()


def on_taken(
    session: Session, scene: Scene, person: StaffRecord, occurrence_id: int, event_id: int, element: str | None
) -> Outcome:
    """‹ใช่›: the words of then are kept as their own message's, so that withdrawing it withdraws them.

    element: what was asked whether they are. A second press keeps nothing, also where the first answer was erased.
    """
    taken = report_answer.has_answered(session, scene.agency.id, event_id, occurrence_id)
    words = None if taken else said_then(session, scene, event_id)
    wanting = [
        report for one, report in filling_in.to_fill(session, scene, person) if one.occurrence_id == occurrence_id
    ]
    if words and wanting:
        question = Question(occurrence_id, element or wanting[0].lacks[0].key)
        kept = filling_in.on_words(
            session, replace(scene, event_id=event_id), person, question, words, None, meant=True
        )
        if kept:
            return kept
    return filling_in.on_continue(session, scene, person, occurrence_id)
