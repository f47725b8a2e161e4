"""A decision on more time told in words instead of pressed: granted, or refused and why. Pure."""

import re
from dataclasses import dataclass

from bot.slips import takes_back
from bot.vocabulary import PARTICLE
from models.codes import find_codes
from models.thaitext import normalise

MOST = 400  # letters looked at
_SPACE = r"[\s,.:–-]{0,4}"
_LEAD = (
    rf"^(?:เรื่อง|ข้อ|คำขอ|ของ|นี้|นั้น|ก็|งั้น|โอเค|ตกลง|เปลี่ยนใจ|ได้(?={_SPACE}(?:อนุมัติ|อนุญาต|ให้))"
    rf"|จะ|พี่|ผม|หนู|ดิฉัน|ok|{PARTICLE}|[\s,.:–-]){{0,10}}"
)
_TIME = r"(?:เลื่อน|ขยาย|ผ่อนผัน)(?:เวลา|กำหนด|ส่ง|งาน|ออกไป){0,2}"
_REFUSES = re.compile(
    rf"{_LEAD}(?:ไม่(?:อนุมัติ|อนุญาต|เห็นชอบ|เห็นควร|ยอม)(?:ให้)?(?:{_TIME})?|ไม่ให้(?:{_TIME}|เวลา)|{_TIME}(?:ให้)?ไม่ได้"
    r"|(?:not\s?(?:approved?|granted?)|(?:i\s)?(?:refused?|reject(?:ed)?|deny|denied))\b)",
    re.IGNORECASE,
)
_GRANTS = re.compile(
    rf"{_LEAD}(?:(?:อนุมัติ|อนุญาต|เห็นชอบ|เห็นควร)(?:ให้)?(?:{_TIME})?|ยินดีให้{_TIME}|(?:ยอม)?ให้{_TIME}|{_TIME}ได้|(?:i\s)?(?:approved?|grant(?:ed)?)\b)",
    re.IGNORECASE,
)
# What may follow a grant; a day is only looked at on the card, where it stands.
_GRANTED = re.compile(
    rf"(?:ก็|ได้|เลย|แล้ว|ไป|ให้|ทั้งหมด|คำขอ|การ|เลื่อน|ขยาย|เวลา|ตาม(?:ที่ขอ|เสนอ|นั้น)|(?:ถึง|เป็น|จนถึง)[^?]{{1,30}}|it|the|request|{PARTICLE}|[\s,.!👍👌🙏]){{0,12}}"
)
_ASKS = re.compile(
    rf"(?:หรือยัง|ยัง|หรือไม่|หรือเปล่า|รึเปล่า|ไหม|มั้ย|เหรอ|หรอ|หรือ|บ้าง|อะไร|ใคร|ทำไม|เมื่อไร|เมื่อไหร่|\?)(?:{PARTICLE}|\s){{0,3}}$"
)
_BECAUSE = re.compile(rf"^(?:[\s:,.–-]|ข้อ|เรื่อง|เพราะ(?:ว่า)?|เนื่องจาก|because|นี้|ได้|{PARTICLE})+|[\s,]+$", re.IGNORECASE)


@dataclass(frozen=True)
class Decision:
    """Granted or refused; why: the reason of a refusal as it was typed, "" where none is told."""

    granted: bool
    why: str = ""


def decision_in(words: str) -> Decision | None:
    """The decision that the words tell; None for a question and for all other words."""
    plain = normalise(words[:MOST])
    for raw in find_codes(plain, bare=True).raw:
        plain = plain.replace(raw, " ", 1)
    plain = plain.strip()
    if _ASKS.search(plain):
        return None
    if refuses := _REFUSES.match(plain):
        return Decision(False, _BECAUSE.sub("", plain[refuses.end() :]))
    grants = _GRANTS.match(plain)
    return Decision(True) if grants and _GRANTED.fullmatch(plain[grants.end() :]) else None


def is_no_refusal(words: str) -> bool:
    """Whether words that came where a refusal's reason was asked for take the press back, or grant instead."""
    decision = decision_in(words)
    return takes_back(words) or (decision is not None and decision.granted)
