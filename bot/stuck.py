"""What stands in the way of open work, asked of the bot: who is stuck, and why in their own words."""

import re
from collections.abc import Mapping

from sqlalchemy.orm import Session

from bot.choosing import unit_asked_about, unit_spelled
from bot.looking import owed_in, visible, year_of
from bot.messages import summary
from bot.scene import Outcome, Scene
from bot.standing import spelled_units
from bot.view import View
from bot.vocabulary import PARTICLE
from models import hindrance
from models.codes import find_codes
from models.records import StaffRecord
from models.thaitext import squeeze

_LONGEST = 80  # letters of such a question
_HINDERED = r"(?:ติดปัญหา|ติดขัด|มีปัญหา|เจอปัญหา|ติด(?=อะไร|ตรงไหน)|ปัญหา(?:และ|/)?อุปสรรค|อุปสรรค|ปัญหา)"
_WHOM = r"ใคร|(?:กอง|ส่วน|หน่วย|ฝ่าย|สำนัก|คน|ข้อ|งาน|เรื่อง)(?:ไหน|ใด)|แต่ละ(?:กอง|ส่วน|หน่วย)"
_ENDS = rf"(?:มี|อะไร|ตรงไหน|เรื่อง|อยู่|บ้าง|กัน|ไหม|มั้ย|หรือเปล่า|หรือไม่|หน่อย|ที|\?|{PARTICLE}){{0,6}}"
# The whole of the words, without spaces and without what they name: "ใครติดปัญหา", "มีปัญหาอะไรบ้าง", "O20 ติดอะไร".
_WORDS = re.compile(
    rf"(?:ตอนนี้|ขอ(?:ดู|ทราบ)|ดู|สรุป|รายการ|มี|ของ|งาน){{0,3}}(?P<whom>{_WHOM})?(?:ที่|ยัง|มี|กำลัง){{0,2}}{_HINDERED}{_ENDS}"
)
# "O20 มีปัญหาบ้างครับ" tells.
_ASKS = re.compile(rf"อะไร|ตรงไหน|ไหม|มั้ย|หรือเปล่า|หรือไม่|\?|^(?:ขอ)?ดู|^ขอทราบ|^สรุป|^รายการ|{_WHOM}")


def is_command(session: Session, scene: Scene, text: str) -> bool:
    """Whether it is asked of all the office, a unit or an item who is stuck: plainly of the work."""
    spelled = spelled_units(session, scene.agency.id)
    found = _asked(text, spelled)
    named = unit_asked_about(text, spelled) or find_codes(text).codes
    return found is not None and bool(found["whom"] or named)


def on_words(
    session: Session, scene: Scene, person: StaffRecord, text: str, quoted: tuple[int, ...] = ()
) -> Outcome | None:
    """What hinders all that the reader may see, or the unit or item named or quoted; None for all other words."""
    spelled = spelled_units(session, scene.agency.id) if len(text) <= _LONGEST else {}
    if _asked(text, spelled) is None:
        return None
    if year_of(session, scene, View()) is None:
        return Outcome(summary.no_plan(scene.voice))
    view, codes = View(unit_asked_about(text, spelled)), find_codes(text).codes
    some = visible(session, person, owed_in(session, scene, view))
    if codes:
        some = [one for one in some if set(codes) & set(one.codes)]
    elif quoted:
        some = [one for one in some if one.occurrence_id in quoted]
    return Outcome(summary.hindered(scene.voice, hindrance.obstacles(session, scene.agency.id, some)))


def _asked(text: str, spelled: Mapping[str, int]) -> re.Match[str] | None:
    """Over the words without the codes and the unit that they name."""
    if len(text) > _LONGEST:
        return None
    for raw in find_codes(text).raw:
        text = text.replace(raw, " ", 1)
    flat = squeeze(text)
    if unit := unit_spelled(flat, spelled):
        flat = flat.replace(unit, "", 1)
    return _WORDS.fullmatch(flat) if _ASKS.search(flat) else None
