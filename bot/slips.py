"""Words that take back what was pressed a moment ago: the wrong button, or a change of mind. Pure."""

import re

from bot.vocabulary import PARTICLE
from models.thaitext import squeeze

MOST = 60  # letters looked at; who writes more tells of the work, whatever the words begin with
_LEAD = (
    r"(?:อุ๊ย|อุ้ย|อุย|เอ๊ย|เอ้ย|โอ๊ย|โอ๊ะ|อ้าว|ว้าย|ตายแล้ว|ขอโทษ(?:ที)?|ขออภัย|โทษ(?:ที)?|sorry|oops|เมื่อกี้|เมื่อกี๊|ตะกี้|เมื่อครู่|เมื่อสักครู่"
    rf"|พี่|หนู|ผม|ดิฉัน|ฉัน|ป้า|เดี๋ยว|คือ|ๆ|{PARTICLE}|[,.!~]){{0,8}}"
)
# The finger slipped. "พิมพ์ผิด" is none: it is what finished work is sent back for.
_SLIPPED = (
    r"(?:(?:เผลอ|บังเอิญ|ดัน|มือไป)?(?:ไป)?(?:กด|จิ้ม|แตะ|คลิก|คลิ๊ก)(?:ปุ่ม)?(?:ไป)?(?:ผิด|พลาด|ลั่น|มั่ว)|(?:เผลอ|บังเอิญ)(?:ไป)?(?:กด|จิ้ม|แตะ|โดน)"
    r"|(?:มือ|นิ้ว)(?:ไป)?(?:ลั่น|โดน|พลาด|บอน)|(?:ลูก|หลาน)(?:มา)?(?:กด|เล่น)|(?:ไม่|มิ)ได้(?:ตั้งใจ|เจตนา|จะ)(?:จะ)?(?:กด|ไม่อนุมัติ|ส่งกลับ|ตีกลับ)"
    r"|(?:i)?(?:pressed|hit|tapped|clicked)(?:the)?(?:wrong|bymistake|byaccident)|wrong(?:button|one)|misclick(?:ed)?|mymistake)"
)
_CHANGED = (
    r"(?:(?:ขอ)?ยกเลิก|เปลี่ยนใจ|ช่าง(?:เถอะ|มัน|เหอะ)|ไม่(?:เป็น(?:ไร|รัย|อะไร)|เอา|ต้อง(?:ส่งกลับ|ตีกลับ|แก้(?:ไข)?)?|ส่งกลับ|ตีกลับ)"
    r"|(?:งาน)?(?:ผ่าน|ใช้ได้|โอเค)(?=แล้ว)|never\s?mind|cancel(?:it)?|forgetit)(?:ไป|แล้ว|ดีกว่า|ก่อน|ละ|เลย|ด้วย|ปุ่ม|นี้)*"
)
_ENDS = rf"(?:ไป|แล้ว|เอง|อะ|อ่ะ|เลย|ปุ่ม|ข้อ|อัน|ที|\)|\(|{PARTICLE}|[,.!~^5๕😅😂🙏]){{0,10}}"
_BEGINS = re.compile(_LEAD + _SLIPPED, re.IGNORECASE)
_ONLY = re.compile(f"{_LEAD}(?:{_SLIPPED}{_ENDS}){{1,2}}", re.IGNORECASE)
_NEVER_MIND = re.compile(f"{_LEAD}{_CHANGED}{_ENDS}", re.IGNORECASE)


def only_slipped(words: str) -> bool:
    """Nothing but that the wrong button was pressed: what was meant instead is not told."""
    said = squeeze(words)
    return len(said) <= MOST and bool(_ONLY.fullmatch(said))


def takes_back(words: str) -> bool:
    """Whether words that came where a reason was asked for are none: pressed wrongly, never mind, cancel."""
    said = squeeze(words)
    return len(said) <= MOST and bool(_BEGINS.match(said) or _NEVER_MIND.fullmatch(said))
