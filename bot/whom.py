"""Questions about people that are asked of the bot: who has not registered yet, and whom to turn to."""

import re

from sqlalchemy.orm import Session

from bot.messages import guidance
from bot.messages import whom as words
from bot.scene import Outcome, Scene
from models import people
from models.codes import find_codes
from models.permissions import Action, may
from models.records import Role, StaffRecord
from models.thaitext import squeeze
from models.unit import live_units

# Over text without spaces: "ใครยังไม่ได้ลงทะเบียนไลน์บ้าง", "ลงทะเบียนครบหรือยัง", "มีกี่คนที่ลงทะเบียนแล้ว". What people
# register for besides ("ลงทะเบียนผู้ค้า", "ลงทะเบียนอบรม") is work: behind the word nothing else may stand.
_REGISTER = r"(?:ลงทะเบียน|ผูก(?:บัญชี|ไลน์|line))"
_REST = (
    r"(?:ไลน์|line|ระบบ|บอท|ใน|เข้า|กับ|กัน|ไว้|ไป|แล้ว|ครบ|บ้าง|มี|ใคร|กี่|คน|อยู่|หรือ|ยัง|ไหม|มั้ย|หน่อย|นะ"
    r"|ค่ะ|คะ|ค่า|ครับ|คับ|\?){0,12}$"
)
_REGISTERED = re.compile(
    rf"(?:ใคร|(?:คน|ท่าน|กอง|ส่วน|หน่วย)(?:ไหน|ใด)|กี่คน|รายชื่อ).{{0,20}}?{_REGISTER}{_REST}"
    rf"|{_REGISTER}(?:ไลน์|line|กัน|แล้ว|มี){{0,3}}(?:ครบ(?:หรือ|ไหม|ยัง)|กี่คน|ใคร){_REST}"
    r"|who(?:(?:has|have|is|are)(?:not|n't)|(?:has|have)yetto)(?:yet)?(?:been)?register(?:ed)?(?:yet)?\??$",
    re.IGNORECASE,
)
# "ติดต่อใครได้คะ", "ถามใครได้บ้าง", "ไม่รู้จะถามใคร", "ผู้ประสานงานคือใคร"; not "ติดต่อใครก็ไม่รับสาย".
_TURN_TO = re.compile(
    r"(?:ติดต่อ|สอบถาม|ถาม|ปรึกษา|ทัก)(?:ไป|กลับ|ได้)?(?:ที่|กับ)?(?:ใคร|ท่านไหน|ท่านใด|คนไหน)(?!ก็|ไม่)"
    r"|(?:ผู้ประสาน(?:งาน)?|ผู้ดูแล(?:ระบบ)?)(?:ita)?(?:คือ|ชื่อ|เป็น)(?:ใคร|อะไร|ท่านใด)"
    r"|ใคร(?:คือ|เป็น)(?:ผู้ประสาน|ผู้ดูแล|คนดูแล)"
    r"|whom?(?:should|can|could|may|do|shall)i(?:ask|contact|turnto|talkto|call)"
    r"|whois(?:the|our)(?:ita)?(?:coordinator|administrator)",
    re.IGNORECASE,
)
LONGEST = 70  # letters of such a question
_ROLES = (Role.COORDINATOR, Role.ADMINISTRATOR)


def on_words(session: Session, scene: Scene, person: StaffRecord, text: str, answers_us: bool) -> Outcome | None:
    """The answer to such a question; None for all other words.

    answers_us: we asked for words of the person's own; there only what begins as a question is one.
    """
    said = squeeze(text)
    if len(said) > LONGEST or find_codes(text).codes:  # tells of work, whatever it holds besides
        return None
    if _REGISTERED.search(said):
        return _not_registered(session, scene, person)
    asks = _TURN_TO.match(said) if answers_us else _TURN_TO.search(said)
    return _turn_to(session, scene, person) if asks else None


def _not_registered(session: Session, scene: Scene, person: StaffRecord) -> Outcome:
    if not may(person.role, Action.SEE_ALL):
        return Outcome(guidance.not_allowed(scene.voice))
    everybody = people.roster(session, scene.agency.id)
    if not everybody:
        return Outcome(words.nobody_on_roster(scene.voice))
    units = {unit.id: unit.name for unit in live_units(session, scene.agency.id)}
    by_unit: dict[str, list[str]] = {}
    for one in everybody:
        if not one.bound:
            by_unit.setdefault(units.get(one.unit_id or 0, ""), []).append(one.name)
    return Outcome(words.not_registered(scene.voice, by_unit, len(everybody)))


def _turn_to(session: Session, scene: Scene, person: StaffRecord) -> Outcome:
    """The coordinators; who is one is told of the administrators, and nobody of themselves."""
    for role in sorted(_ROLES, key=lambda role: role == person.role):
        some = people.roster(session, scene.agency.id, people.Staff.role == role)
        if found := [one.name for one in some if one.id != person.id]:
            return Outcome(words.turn_to(scene.voice, found, role is Role.ADMINISTRATOR))
    if person.role in _ROLES:
        return Outcome(words.nobody_else(scene.voice, person.name))
    return Outcome(words.turn_to(scene.voice, ()))
