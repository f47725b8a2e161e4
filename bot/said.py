"""Something typed, with what is known of it before anything follows."""

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from bot import nudging, scopes, stuck, wording
from bot.scene import Scene
from bot.spoken import mentions_bot, text_of, understood, words_of
from bot.understanding import Heard, Reading
from models import progress
from models.bangkok import BANGKOK
from models.chat import ChatType
from models.delivery import Asked, open_question, quoted_message
from models.thaitext import squeeze
from models.unit import resolve_unit

QUESTIONS = ("ask_summary", "ask_overdue", "ask_missing", "ask_my_tasks", "ask_help")
REPORTS = ("report_status", "report_obstacle", "request_extension")
# Among executives nobody else is meant by a bare command; in a busy staff group "สรุป" may open any sentence.
_COMMAND = re.compile(
    r"(?:ค้าง(?:อะไรบ้าง)?|เกินกำหนด|งานของฉัน|ช่วยเหลือ|(?:ใคร|กองไหน)ยังไม่(?:ได้)?(?:ส่ง|รายงาน))(?:หน่อย)?(?:นะ)?(?:ค่ะ|คะ|ครับ)?"
)


@dataclass(frozen=True)
class Said:
    """A text message as LINE sent it, and how it reads here.

    text: all that was typed; words: without the call to the bot.
    called: the bot is spoken to, in a 1:1 chat or by name. addressed: called, or it quotes a message of ours, or is a
    command among executives. asked: the message of ours that it answers.
    """

    message: dict[str, Any]
    text: str
    words: str
    called: bool
    addressed: bool
    asked: Asked | None
    reading: Reading | None

    @property
    def asks(self) -> str | None:
        """What the message it answers had asked for."""
        return self.asked.asks if self.asked else None

    @property
    def about(self) -> tuple[int, ...]:
        """The occurrences that the message it answers speaks of."""
        return self.asked.occurrence_ids if self.asked else ()

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes it names."""
        return self.reading.codes if self.reading else ()

    @property
    def is_report(self) -> bool:
        """A status, an obstacle or a request for more time."""
        return self.reading is not None and self.reading.intent in REPORTS


def heard(session: Session, scene: Scene, message: dict[str, Any]) -> Said:
    """What is known of a text message."""
    text, words, called = text_of(message), words_of(message), scene.is_private or mentions_bot(message)
    asked = asked_before(session, scene, message)
    addressed = called or asked is not None or _is_command(session, scene, text)
    context = Heard(
        addressed=addressed,
        now=scene.now.astimezone(BANGKOK),
        quoted_codes=_codes(session, scene, asked.occurrence_ids if asked else ()),
        waiting_for=asked.asks if asked else None,
    )
    return Said(message, text, words, called, addressed, asked, understood(words, context))


def asked_before(session: Session, scene: Scene, message: dict[str, Any]) -> Asked | None:
    """The message of ours that is quoted; in a 1:1 chat without a quote, an open question we asked last."""
    message_id = message.get("quotedMessageId")
    if message_id:
        return quoted_message(session, scene.agency.id, str(message_id))
    return open_question(session, scene.chat.id, scene.now) if scene.is_private else None


def _is_command(session: Session, scene: Scene, text: str) -> bool:
    if scene.chat.type != ChatType.EXECUTIVES:
        return False
    flat = wording.read(text[:80], bare=True).flat
    if scopes.command(flat, scene.today) is not None or scopes.item_alone(text):
        return True
    how = scopes.asks_how(flat, scene.today)
    if how is not None:  # "กองทุนเป็นไงบ้าง" is of none of the office's units
        return how.unit is None or resolve_unit(session, scene.agency.id, how.unit) is not None
    return (
        stuck.is_command(session, scene, text)
        or nudging.is_command(text)
        or bool(_COMMAND.fullmatch(squeeze(text[:80])))
    )


def _codes(session: Session, scene: Scene, occurrence_ids: tuple[int, ...]) -> tuple[str, ...]:
    owed = progress.of_occurrences(session, scene.agency.id, occurrence_ids)
    return tuple(dict.fromkeys(code for one in owed for code in one.codes))
