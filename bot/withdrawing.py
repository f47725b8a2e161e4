"""A request for more time taken back in words: "ที่ขอเลื่อนไว้ ไม่ขอแล้ว", as ‹ถอนคำขอ› does it."""

import re
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import extending, slips
from bot.answers import calls_off
from bot.items import item_of
from bot.messages import extension as texts
from bot.messages import withdrawing as words
from bot.scene import Outcome, Scene
from bot.understanding import named
from bot.vocabulary import PARTICLE
from models import progress
from models.assignment import Extension
from models.codes import find_codes
from models.figures import Owed
from models.records import StaffRecord
from models.thaitext import normalise, squeeze

MOST = 80  # letters; who writes more tells of the work besides
_BEFORE = rf"(?:เรื่อง|ข้อ|งาน|นี้|นั้น|ของ|สำหรับ|หนู|ผม|ดิฉัน|พี่|ตอนนี้|please|{PARTICLE}|[,.:]){{0,6}}"
_MORE_TIME = r"(?:เลื่อน|ขยาย|ผ่อนผัน)(?:ระยะ|เวลา|กำหนด|ส่ง|วัน|งาน|ออกไป){0,3}"
_ASKED = rf"ที่(?:เคย)?(?:ขอ|แจ้ง)(?:{_MORE_TIME}|เวลา(?:เพิ่ม)?)?(?:ไว้|ไป|มา)?"
_NO_MORE = r"(?:แล้ว|ละ|อีก)"
_TAKES_BACK = (
    rf"(?:{_ASKED})?(?:ไม่(?:ขอ|ต้อง)(?:ขอ)?{_MORE_TIME}|ไม่(?:ขอ)?(?:{_MORE_TIME}){_NO_MORE})"
    rf"|{_ASKED}(?:นั้น|น่ะ)?(?:ไม่(?:ขอ|ต้อง|เอา|ใช้){_NO_MORE}?|(?:ขอ)?(?:ยกเลิก|ถอน))"
    rf"|(?:ขอ|ช่วย|รบกวน){{0,2}}(?:ยกเลิก|ถอน)(?:คำ|ที่|การ|เรื่อง){{0,2}}(?:ขอ(?:{_MORE_TIME}|เวลา(?:เพิ่ม)?)?|{_MORE_TIME})(?:ไว้)?"
    r"|(?:i)?(?:want|wouldlike|would)?(?:to)?(?:withdraw|cancel|takeback|drop)(?:my|the)?"
    r"(?:extensionrequest|requestfor(?:moretime|anextension|extension)|request|extension)(?:for)?"
    r"|(?:i)?(?:nolongerneed|don'?tneed)(?:the|an|any)?(?:extension|moretime|extratime)(?:for)?(?:anymore|anylonger)?"
)
_IN_TIME = r"(?:(?:คิดว่า|น่าจะ|คง|จะ)?(?:ทำ|ส่ง|เสร็จ)?(?:ได้)?ทัน(?:กำหนด|เวลา)?)?"
_ENDS = rf"(?:แล้ว|ละ|อีก|ดีกว่า|เลย|ก่อน|ด้วย|หน่อย|ให้|ที|ได้ไหม|นี้|{PARTICLE}|[,.!?🙏]){{0,10}}"
_RULE = re.compile(f"{_BEFORE}(?:{_TAKES_BACK}){_ENDS}{_IN_TIME}{_ENDS}", re.IGNORECASE)
_WEAK = re.compile(rf"{_BEFORE}ไม่(?:ขอ|ต้อง|เอา){_NO_MORE}{_ENDS}")  # of what was just asked about, and of nothing else


def on_words(
    session: Session,
    scene: Scene,
    person: StaffRecord,
    text: str,
    asks: str | None,
    about: Collection[int],
    addressed: bool,
) -> Outcome | None:
    """None for other words. asks, about: what the message answered had asked for, and the occurrences it was about."""
    codes = set(named(text, addressed)[0])
    of_request = asks == extending.REASON
    if not (addressed or codes) or len(text) > MOST:
        return None
    mistaken = of_request and (slips.only_slipped(text) or calls_off(text))
    if not (mistaken or _withdraws(text, of_request)):
        return None
    mine = [(x, one) for x, one in _waiting(session, person) if not codes or codes & set(one.codes)]
    meant = [(x, one) for x, one in mine if one.occurrence_id in about] or mine
    if not meant:  # no state of the work is told either
        return Outcome(texts.nothing_to_decide(scene.voice) if addressed else ())
    if len(meant) == 1 and not mistaken:
        return extending.take_back(session, scene, person, meant[0][0])
    return Outcome(words.which(scene.voice, [(item_of(session, scene, one), x) for x, one in meant]))


def _withdraws(text: str, of_request: bool) -> bool:
    plain = normalise(text)
    for raw in find_codes(plain, bare=True).raw:
        plain = plain.replace(raw, " ", 1)
    said = squeeze(plain)
    return bool(_RULE.fullmatch(said) or (of_request and _WEAK.fullmatch(said)))


def _waiting(session: Session, person: StaffRecord) -> list[tuple[int, Owed]]:
    """The person's own requests that nobody decided yet: their rows, and of what."""
    mine = (Extension.agency_id == person.agency_id, Extension.asked_by == person.id, Extension.state == "asked")
    rows = session.scalars(select(Extension).where(*mine).order_by(Extension.id)).all()
    owed = progress.of_occurrences(session, person.agency_id, [row.occurrence_id for row in rows]) if rows else []
    by_id = {one.occurrence_id: one for one in owed}
    return [(row.id, by_id[row.occurrence_id]) for row in rows if row.occurrence_id in by_id]
