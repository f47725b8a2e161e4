"""How many counted messages are left this month, asked of the bot by who runs the office."""

import re

from sqlalchemy.orm import Session

from bot.messages import guidance, quota
from bot.opening import page_url
from bot.scene import Outcome, Scene
from models.bangkok import month_start
from models.delivery import counted_since
from models.permissions import Action, may
from models.records import StaffRecord
from models.thaitext import squeeze

_ASKS = re.compile(
    r"(?:เดือนนี้|ตอนนี้|ยัง|มี|เหลือ|ใช้|ขอดู|ดู|เช็ค|เช็ก|ข้อความ){0,4}(?:โควตา|โควต้า|โควต๊า|quota)(?:ไลน์|line|ข้อความ|การส่ง)?"
    r"(?:เดือนนี้|ยัง|เหลือ|ใช้|ไป|อยู่|อีก|แล้ว|เท่าไ(?:ห)?ร่?|กี่ข้อความ|แค่ไหน|พอไหม|ไหม|บ้าง|หมดหรือยัง|ค่ะ|คะ|ครับ|คับ|\?){0,6}",
    re.IGNORECASE,
)


def on_words(session: Session, scene: Scene, person: StaffRecord, text: str) -> Outcome | None:
    """The month's figures, for who may see the office's trail; None for all other words."""
    if not _ASKS.fullmatch(squeeze(text[:80])):
        return None
    if not may(person.role, Action.SEE_TRAIL):
        return Outcome(guidance.not_allowed(scene.voice))
    used = counted_since(session, scene.agency.id, month_start(scene.now))
    return Outcome(
        quota.left(scene.voice, used, scene.agency.quota, page_url(session, scene, person, "/office/outbox"))
    )
