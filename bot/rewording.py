"""A reason put right by editing its message: the latest wording stands, and whoever was told of it hears it anew."""

import re
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import explaining, extending
from bot.items import item_of
from bot.messages import extension as texts
from bot.reading import Reading
from bot.scene import Outcome, Scene
from models import progress
from models.assignment import Extension
from models.codes import find_codes
from models.figures import Owed
from models.records import StaffRecord, Status
from models.reply import StatusReply
from models.thaitext import squeeze

# Over words without spaces and codes: the refusal itself is taken back, which editing its reason cannot do.
_APPROVES = re.compile(
    r"(?:(?:โอเค|ตกลง|เปลี่ยนเป็น|แก้เป็น|ขอ)?(?:อนุมัติ|อนุญาต|เห็นชอบ)"
    r"(?:ให้|การ|เลื่อน|ขยาย|เวลา|ได้|แล้ว|เลย|ตามที่ขอ|ตามเสนอ|นะ|ค่ะ|คะ|ค่า|ครับ|คับ){0,8})"
)


def on_edit(
    session: Session, scene: Scene, person: StaffRecord, earlier: Sequence[int], words: str, reading: Reading | None
) -> Outcome | None:
    """None where the earlier wordings (inbox events) gave no reason, or the new one is more than another reason."""
    refused = session.scalars(select(Extension).where(Extension.refused_in.in_(earlier))).first()
    if refused and refused.decided_by == person.id and words:
        return _refusal(session, scene, person, refused, words, reading)
    if reading is None or reading.intent != "request_extension" or reading.due or not reading.obstacle:
        return None
    waiting = _told_before(session, person, earlier)
    one = _owed(session, scene, waiting) if waiting else None
    if waiting is None or one is None or (reading.codes and not set(reading.codes) & set(one.codes)):
        return None
    return explaining.keep(session, scene, person, one, waiting, words, reading.obstacle)


def _refusal(
    session: Session, scene: Scene, person: StaffRecord, extension: Extension, words: str, reading: Reading | None
) -> Outcome | None:
    """Why more time was refused, in better words; the asker is told of them, also where the first were read."""
    one = _owed(session, scene, extension)
    if one is None:
        return None
    if _approves(words):
        return Outcome(texts.nothing_to_decide(scene.voice))
    if reading is not None and _is_report(reading, one):
        return None
    extension.refusal, extension.refused_in = words, scene.event_id
    notes = extending.retell_refusal(session, scene, person, one, extension)
    return Outcome(
        texts.refusal_reworded(scene.voice, item_of(session, scene, one), words), notes, (one.occurrence_id,)
    )


def _is_report(reading: Reading, one: Owed) -> bool:
    """It speaks of another thing, or says that something is finished, or brings proof."""
    return bool(set(reading.codes) - set(one.codes) or reading.urls or reading.status is Status.COMPLETED)


def _approves(words: str) -> bool:
    for raw in find_codes(words).raw:
        words = words.replace(raw, " ", 1)
    return bool(_APPROVES.fullmatch(squeeze(words)))


def _told_before(session: Session, person: StaffRecord, earlier: Sequence[int]) -> Extension | None:
    """The person's request that waits with a reason of these messages, where another message named its day."""
    told = select(StatusReply).where(StatusReply.event_id.in_(earlier), StatusReply.intent == "request_extension")
    for row in session.scalars(told):
        mine = (Extension.occurrence_id == row.occurrence_id, Extension.asked_by == person.id)
        waits = (Extension.state == "asked", Extension.reason == row.obstacle, Extension.asked_at > row.at)
        if found := session.scalars(select(Extension).where(*mine, *waits)).first():
            return found
    return None


def _owed(session: Session, scene: Scene, extension: Extension) -> Owed | None:
    return next(iter(progress.of_occurrences(session, scene.agency.id, [extension.occurrence_id])), None)
