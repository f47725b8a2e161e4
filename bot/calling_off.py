"""A bare "cancel" after a report or an answer: which of them is meant is asked, nothing is guessed."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.answers import calls_off
from bot.filling_in import question_of
from bot.items import item_of
from bot.messages import dialogue
from bot.scene import Outcome, Scene
from bot.slips import only_slipped
from models import progress, report_answer
from models.codes import find_codes
from models.delivery import Asked
from models.figures import Owed
from models.records import StaffRecord
from models.reply import StatusReply

MOST = 3  # buttons; who reported more at once has ‹ยกเลิกทั้งหมด› beside that report


def on_words(session: Session, scene: Scene, person: StaffRecord, words: str, asked: Asked | None) -> Outcome | None:
    """Buttons for what the person reported and answered of what was just spoken of; None where it is no such wish."""
    wants = calls_off(words) or only_slipped(words)
    if asked is None or not wants or (asked.asks not in (None, "obstacle") and question_of(asked.asks) is None):
        return None
    about = progress.of_occurrences(session, scene.agency.id, asked.occurrence_ids)
    codes = set(find_codes(words).codes)
    meant = {one.occurrence_id: one for one in about if not codes or codes & set(one.codes)}
    reports = [(item_of(session, scene, meant[o]), i) for o, i in _last_reports(session, person, meant)[:MOST]]
    answers = _answers(session, scene, person, meant)
    if not (reports or answers):
        return None
    return Outcome(dialogue.which_to_cancel(scene.voice, reports, answers[-1] if answers else None))


def _last_reports(session: Session, person: StaffRecord, meant: dict[int, Owed]) -> list[tuple[int, int]]:
    """(occurrence, row) where the last word is the person's own and can still be taken back."""
    last = select(func.max(StatusReply.id)).where(StatusReply.occurrence_id.in_(meant))
    rows = session.scalars(select(StatusReply).where(StatusReply.id.in_(last.group_by(StatusReply.occurrence_id))))
    mine = [row for row in rows if row.staff_id == person.id and row.undoes_id is None]
    return sorted((row.occurrence_id, row.id) for row in mine)


def _answers(session: Session, scene: Scene, person: StaffRecord, meant: dict[int, Owed]) -> list[tuple[int, str]]:
    """(row, words) of the person's answers that stand, the last one last."""
    found = report_answer.answers_of(session, scene.agency.id, meant)
    return sorted((one.id, one.words) for some in found.values() for one in some if one.staff_id == person.id)
