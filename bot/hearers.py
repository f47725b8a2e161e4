"""Who listens to what somebody of the office types, in turn: the first who finds something said to them answers.

What no one here takes is read for the work (`bot.hearing`). The order is the meaning: what was asked for in so many
words goes before what may be an answer, and an answer before what reads as a report.
"""

import re
from collections.abc import Callable

from sqlalchemy.orm import Session

from bot import (
    allowance,
    answers,
    attaching,
    calling_off,
    decisions,
    disowning,
    explaining,
    extending,
    filling_in,
    nudging,
    opening,
    second_thoughts,
    slips,
    stuck,
    undecided,
    verifying,
    whom,
    withdrawing,
)
from bot.said import QUESTIONS, Said
from bot.scene import Outcome, Scene
from models.chat import ChatType
from models.records import StaffRecord
from models.thaitext import squeeze

Hearer = Callable[[Session, Scene, StaffRecord, Said], Outcome | None]

# "ขาดสรุปผล" tells what is missing, though "สรุปผล" alone asks us for it.
_LACKS = re.compile(r"(?:ยัง)?(?:ขาด|ไม่|ต้อง|ให้|แก้|(?:ขอ)?เพิ่ม)")


def first_answer(session: Session, scene: Scene, person: StaffRecord, said: Said) -> Outcome | None:
    """What the first who listens makes of it; None when it is for none of them."""
    return next((outcome for hears in HEARERS if (outcome := hears(session, scene, person, said)) is not None), None)


def _pages(session: Session, scene: Scene, person: StaffRecord, said: Said) -> Outcome | None:
    """The pages are asked for."""
    opens_here = scene.chat.type == ChatType.EXECUTIVES and opening.is_command(said.text)
    return opening.on_words(session, scene, person, said.words) if said.called or opens_here else None


def _slips(session: Session, scene: Scene, person: StaffRecord, said: Said) -> Outcome | None:
    """Asked why, somebody says that the press itself was not meant."""
    refused = extending.refused(said.asks)
    if refused and decisions.is_no_refusal(said.words):
        return undecided.shown_again(session, scene, person, refused)
    if said.asks == verifying.REASON and said.asked is not None and slips.takes_back(said.words):
        return verifying.on_called_off(session, scene, said.asked)
    return None


def _requests(session: Session, scene: Scene, person: StaffRecord, said: Said) -> Outcome | None:
    """A request for more time is not wanted any more."""
    return withdrawing.on_words(session, scene, person, said.words, said.asks, said.about, said.addressed)


def _lists(session: Session, scene: Scene, person: StaffRecord, said: Said) -> Outcome | None:
    """The requests that wait for their word, the month's messages, or who is stuck."""
    waiting = undecided.on_words(session, scene, person, said.words, said.addressed, said.about)
    if waiting is not None or not said.addressed:
        return waiting
    listed = allowance.on_words(session, scene, person, said.words)
    return listed if listed is not None else stuck.on_words(session, scene, person, said.words, said.about)


def _people(session: Session, scene: Scene, person: StaffRecord, said: Said) -> Outcome | None:
    """Who has not registered, whom to turn to."""
    if not said.addressed or said.is_report:
        return None
    answers_us = said.asked is not None and said.asks not in (None, "obstacle", "date")
    return whom.on_words(session, scene, person, said.words, answers_us)


def _proofs(session: Session, scene: Scene, person: StaffRecord, said: Said) -> Outcome | None:
    """A bare code tells what a photo or file proves."""
    is_bare = scene.is_private and not said.is_report
    return attaching.on_code(session, scene, person, said.text) if is_bare else None


def _second_thoughts(session: Session, scene: Scene, person: StaffRecord, said: Said) -> Outcome | None:
    """What they have just reported is taken back."""
    return second_thoughts.on_words(session, scene, person, said)


def _strange_duties(session: Session, scene: Scene, person: StaffRecord, said: Said) -> Outcome | None:
    """ "Not mine"."""
    if not said.addressed:
        return None
    return disowning.on_words(session, scene, person, said.words, said.reading, said.about)


def _later(session: Session, scene: Scene, person: StaffRecord, said: Said) -> Outcome | None:
    """Put off where we had asked why something is sent back."""
    if said.asked is None or said.asks != verifying.REASON or not answers.puts_off(said.words, said.reading):
        return None
    return verifying.on_put_off(session, scene, said.asked)


def _reasons(session: Session, scene: Scene, person: StaffRecord, said: Said) -> Outcome | None:
    """Words where we had asked why: why more time is refused, or wanted."""
    refused = extending.refused(said.asks)
    if refused and not said.codes and not _is_aside(said):
        return extending.decide(session, scene, person, refused, approve=False, why=said.words)
    if said.asks == extending.REASON:
        return explaining.on_words(session, scene, person, said.words, said.reading, said.about)
    return None


def _verdicts(session: Session, scene: Scene, person: StaffRecord, said: Said) -> Outcome | None:
    """Acknowledged, sent back with a reason, published."""
    because = None if _is_aside(said) else said.asked
    return verifying.on_words(session, scene, person, said.words, because, said.addressed)


def _takings_back(session: Session, scene: Scene, person: StaffRecord, said: Said) -> Outcome | None:
    """What they reported is to be called off."""
    return calling_off.on_words(session, scene, person, said.words, said.asked)


def _nudges(session: Session, scene: Scene, person: StaffRecord, said: Said) -> Outcome | None:
    """Others are to be reminded."""
    return nudging.on_words(session, scene, person, said.words, said.addressed)


def _answers(session: Session, scene: Scene, person: StaffRecord, said: Said) -> Outcome | None:
    """An answer for the year's report, or the wish to go on with it."""
    goes_on = filling_in.on_command(session, scene, person, said.words) if said.called else None
    question = filling_in.question_of(said.asks)
    if goes_on or question is None:
        return goes_on
    return filling_in.on_words(session, scene, person, question, said.words, said.reading)


HEARERS: tuple[Hearer, ...] = (
    _pages,
    _slips,
    _requests,
    _lists,
    _people,
    _proofs,
    _second_thoughts,
    _strange_duties,
    _later,
    _reasons,
    _verdicts,
    _takings_back,
    _nudges,
    _answers,
)


def _is_aside(said: Said) -> bool:
    """Whether words that came where we asked for a reason are none: a question to us, "noted", or "later"."""
    if said.asks != verifying.REASON and not extending.refused(said.asks):
        return False
    asks = said.reading is not None and said.reading.intent in QUESTIONS and not _LACKS.match(squeeze(said.words))
    return asks or answers.puts_off(said.words, said.reading)
