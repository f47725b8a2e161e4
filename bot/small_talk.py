"""Whether words that came where the year's report was asked about are talk and no answer."""

import re

from bot import rules, wording
from bot.likeness import likeness
from bot.registration import greets
from models.thaitext import squeeze

MOST = 40  # letters; who writes more answers, whatever the words begin with
SURE, LIKELY = 0.7, 0.9  # the share of small talk beside another sign, and alone
_DIGIT = re.compile(r"\d|[๐-๙]")
# Over words without spaces, the whole of them.
_LAUGHS = re.compile(
    r"(?:[5๕]{3,30}\+{0,5}|(?:ฮ่?า|ห้า|ฮิ|คิก|อิ){2,12}ๆ{0,5}|(?:ฮ่า|อิ|คิก)ๆ{1,5}|(?:ha|he|hi){2,12}h?|lo+l|lmao)+",
    re.IGNORECASE,
)
_ASTRAY = re.compile(r"ส่งผิด(?:แชต|แชท|ห้อง|กลุ่ม|คน|ไลน์)|ผิด(?:แชต|แชท|ห้อง|กลุ่ม|ไลน์)|wrongchat", re.IGNORECASE)
_VAGUE = re.compile(
    r"(?:(?:ไม่)?ใช่|งง|หืม|ห๊ะ|ฮะ|เอ๊ะ|อ้าว|อืม+|อะไร|เหรอ|จริง(?:เหรอ|ดิ)?)(?:มาก|นะ|เนี่ย|ค่ะ|คะ|ครับ|คับ|จ้า|[.?!~]){0,4}"
    r"|[^?]{0,60}(?:จัง(?:เลย)?|เนอะ|แฮะ|กันเถอะ)(?:ค่ะ|คะ|ครับ|คับ|จ้า)?"
)
# What begins with a deed of an office tells what was done, however much it resembles talk.
_DEED = re.compile(
    r"(?:ได้|มีการ|ดำเนินการ){0,2}(?:จัด|ทำ|ติด(?!ตาม)|แจก|ซ่อม|สร้าง|ปรับ|ทบทวน|ประชุม|ประกาศ|ประชาสัมพันธ์|อบรม|เผยแพร่|ลง|ส่ง|มอบ|ให้|ตรวจ|เก็บ|พา|ออก|รับ|เลี้ยง)"
)
_LETTER = re.compile(r"[ก-๛A-Za-z0-9]")


def is_surely(words: str) -> bool:
    """Laughter, signs alone, a greeting, the wrong chat, an invitation: nothing of it is kept."""
    said = squeeze(words)
    if not _LETTER.search(said) or _LAUGHS.fullmatch(said) or (greets(words) and not said.startswith("ดี")):
        return True
    if len(said) > MOST or _DIGIT.search(said):
        return False
    return bool(_ASTRAY.search(said)) or (_invites(words) and rules.is_question(_flat(words)) and _share(words) >= SURE)


def may_be(words: str) -> bool:
    """Whether it is to be asked first: a question, a joke, a mere "no", or what resembles small talk and no work."""
    said = squeeze(words)
    if len(said) > MOST or _DIGIT.search(said):
        return False
    if rules.is_question(_flat(words)) or rules.has("JOKE", _flat(words)) or _VAGUE.fullmatch(said):
        return True
    return _share(words) >= LIKELY and not _DEED.match(said)


def _invites(words: str) -> bool:
    return rules.has("INVITATION", _flat(words)) and not _DEED.match(squeeze(words))


def _share(words: str) -> float:
    """How much of small talk the words have, 0 to 1."""
    return likeness(wording.read(words, bare=True), True, False).of("none")


def _flat(words: str) -> str:
    return wording.read(words, bare=False).flat.replace(wording.CUT, "")
