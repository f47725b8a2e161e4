"""Requests for more time that wait for somebody's word: listed when they ask, told of when they register."""

import re
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.deciders import may_decide
from bot.items import item_of
from bot.messages import extension as texts
from bot.messages.extension import Waiting
from bot.messages.parts import Messages
from bot.scene import Outcome, Scene
from bot.vocabulary import PARTICLE
from models import progress
from models.assignment import Extension
from models.figures import Owed
from models.names import staff_names
from models.permissions import Action, may
from models.records import AgencyRecord, StaffRecord
from models.thaitext import squeeze

_DECIDES = (Action.DECIDE_UNIT_EXTENSION, Action.DECIDE_EXTENSION, Action.STAND_IN_EXTENSION)
_ENDS = rf"(?:ไหม|มั้ย|บ้าง|อะไร|กี่(?:คำขอ|เรื่อง|คน)|อยู่|หรือเปล่า|หรือยัง|หน่อย|ที|\?|{PARTICLE}){{0,4}}"
# The whole of the words, without spaces: "มีใครขอเลื่อนไหม", "คำขอเลื่อน", "อนุมัติ"; "ขอเลื่อน" alone is a request.
_ASKS = re.compile(
    rf"(?:ตอนนี้)?(?:(?:ขอ|ช่วย)?(?:ดู|เปิด|เช็ค|เช็ก))?(?:มี)?(?:คำขอ|รายการขอ)(?:เลื่อน|ขยายเวลา)(?:ที่)?(?:รอ(?:พิจารณา|อนุมัติ)?)?{_ENDS}"
    r"|(?:arethere|doihave|show|list|any|my|the|open|pending|me){0,4}(?:extension)?requests?(?:formoretime|forextensions?|towaiting|waiting)?\??"
    rf"|(?:ตอนนี้)?(?:มี)?(?:ใคร|กองไหน|คนไหน|ข้อไหน|งานไหน|เรื่องไหน)(?:ที่)?(?:ยัง)?ขอ(?:เลื่อน|ขยายเวลา)(?:ส่ง|งาน|เวลา|มา)?{_ENDS}",
    re.IGNORECASE,
)
_DECIDING = re.compile(rf"(?:ไม่|ขอ)?อนุมัติ(?:คำขอ)?(?:ให้)?(?:เลื่อน|ขยายเวลา)?(?:ได้|เลย|ทั้งหมด|แล้ว|{PARTICLE}){{0,4}}")


@dataclass(frozen=True)
class Request:
    """More time asked for and not decided on: its row, who asked, the day asked for, why, and of what."""

    id: int
    asked_by: int | None
    until: date
    reason: str | None
    of: Owed


def on_words(session: Session, scene: Scene, person: StaffRecord, text: str) -> Outcome | None:
    """Asked for in words, or decided without saying on what: the list with its buttons. None for other words."""
    said = squeeze(text[:80])
    if _ASKS.fullmatch(said):
        return listed(session, scene, person)
    if _DECIDING.fullmatch(said) and any(may(person.role, action) for action in _DECIDES):
        return listed(session, scene, person)
    return None


def listed(session: Session, scene: Scene, person: StaffRecord, skip: int = 0) -> Outcome:
    """What waits for this person's word, the longest waiting first."""
    names = staff_names(session, scene.agency.id)
    rows = [
        Waiting(item_of(session, scene, one.of), names.get(one.asked_by or 0, "ผู้ขอ"), one.until, one.reason, one.id)
        for one in waiting_for(session, person)
    ]
    return Outcome(texts.undecided(scene.voice, rows, skip))


def told_to(session: Session, office: AgencyRecord, person: StaffRecord) -> Messages:
    """To who has just registered: how many requests wait for them; nothing for none."""
    count = len(waiting_for(session, person))
    return texts.some_wait(office.voice, count) if count else ()


def waiting_for(session: Session, person: StaffRecord) -> list[Request]:
    """The requests this person may decide on, of what is still open, the longest waiting first."""
    if not any(may(person.role, action) for action in _DECIDES):
        return []
    asked = select(Extension).where(Extension.agency_id == person.agency_id, Extension.state == "asked")
    some = session.scalars(asked.order_by(Extension.id)).all()
    found = progress.of_occurrences(session, person.agency_id, [one.occurrence_id for one in some]) if some else []
    owed = {one.occurrence_id: one for one in found if one.is_open}
    waiting = [
        Request(one.id, one.asked_by, one.asked_until, one.reason, owed[one.occurrence_id])
        for one in some
        if one.occurrence_id in owed
    ]
    return [one for one in waiting if may_decide(session, person, one.of, one.asked_by)]
