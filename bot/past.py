"""Troubles and reports that lie behind: what a message tells of before it says how things are now. Pure."""

from dataclasses import replace

from bot import claims
from bot.vocabulary import PARTICLE
from bot.wording import CODE, CUT, Clause, Wording, pattern
from models.records import Status

_TROUBLE = (
    r"(?:ติด(?!ตั้ง|ตาม|ประกาศ|ป้าย)|ค้าง|ขาด|เสีย(?!ง|ดาย)|ล่ม|พัง|หาย|ลา(?:คลอด|ป่วย|ออก|กิจ)|ป่วย|ขัดข้อง|รอ(?!บ)|มีปัญหา"
    r"|โดน|ถูก(?:ตัด|ดึง|ยืม)|(?:ยัง)?(?:ไม่|มิ)(?:ได้|ครบ|มี|มา|พอ|ผ่าน|แล้วเสร็จ|เสร็จ|ส่ง|ขึ้น)|ขอ(?:เลื่อน|ขยาย|ผ่อนผัน))"
)
_OVER = (
    r"(?:(?:กลับมา|ซ่อม|แก้(?:ไข)?|คลี่คลาย|หาย(?:ดี)?|ปกติ|(?:หา)?เจอ|อนุมัติ|โอน|เซ็น|ลงนาม|ออก|ผ่าน|ครบ"
    r"|(?:เข้า|ใช้|เปิด)(?:งาน|ระบบ|เว็บ)?ได้|ได้(?:รับ|คืน|มา)|มา(?:ถึง|ครบ|ส่ง)?)[^|◇?]{0,16}?แล้ว)"
)
# "คอมที่เสียซ่อมได้แล้ว", "งบที่เคยติดอยู่อนุมัติแล้ว": the trouble and its end in one breath.
_SOLVED = pattern(rf"[^|◇?]{{0,24}}ที่(?:เคย)?{_TROUBLE}[^|◇?]{{0,24}}?{_OVER}(?:{PARTICLE})*า?")
_BEFORE = pattern(
    r"ที่(?:ผม|หนู|ดิฉัน|กระผม|เรา)?(?:เคย|บอก|แจ้ง|รายงาน)|เดิม|แต่ก่อน|ก่อนหน้า|(?:ตอน|ที|ช่วง)แรก|หลังจาก|จากที่"
    rf"|เมื่อ(?:วาน|คืน|กี้|เช้า)|(?:อาทิตย์|สัปดาห์|เดือน)(?:ก่อน|ที่แล้ว)|ที่{_TROUBLE}|ช้า|ยาก|เหนื่อย|หลายวัน|นาน|แก้"
)
_BUT = r"แต่(?!ละ|งตั้ง|งาน|เดิม|แรก|ต้น|ง)"
_NOW = pattern(
    rf"(?:{_BUT})?(?P<now>(?:ตอนนี้|ขณะนี้|บัดนี้|เวลานี้|วันนี้|เช้านี้|(?<=[^|])เมื่อเช้า|ล่าสุด|ปัจจุบัน)(?:ก็)?)(?:ขอ)?(?:แก้(?:ไข)?เป็น(?:ว่า)?)?|{_BUT}"
)
_HINDERED = pattern(rf"{_TROUBLE}|ปัญหา|ช้า|ยาก|เหนื่อย|นาน|แก้|กำลัง")
_OF_A_UNIT = pattern(rf"(?:^|\||{CODE})(?:ของ|ส่วน)?(?:กอง[ก-๛]{{2}}|สำนัก|ฝ่าย)")  # units in contrast: each its own words

_FIRST = 8  # clauses in which a turn to the present is looked for; each costs a look at all the rest


def as_it_stands(said: Wording) -> Wording:
    """The message from "now" on, and without troubles that are over; as it is where that tells no state."""
    clauses = _from_now(tuple(one for clause in said.clauses if (one := _without_solved(clause)).flat))
    flat = CUT.join(clause.flat for clause in clauses)
    if flat == said.flat or claims.status_of(flat) is None:
        return said
    return replace(said, clauses=clauses, flat=flat)


def _without_solved(clause: Clause) -> Clause:
    return replace(clause, flat=_SOLVED.sub("", clause.flat))


def _from_now(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """What stands from "now" on, with the code that was named before it."""
    for index, clause in enumerate(clauses[:_FIRST]):
        now = _NOW.search(clause.flat)
        before = CUT.join((*(one.flat for one in clauses[:index]), clause.flat[: now.start()] if now else ""))
        if not now or not _is_of_before(before):
            continue
        runs = tuple(run for one in clauses[: index + 1] for run in one.runs)
        led = CODE if CODE in before else ""
        flat = led + (now["now"] or "") + clause.flat[now.end() :]
        rest = (replace(clause, runs=runs, flat=flat), *clauses[index + 1 :])
        claims_done = claims.status_of(CUT.join(one.flat for one in rest)) is Status.COMPLETED
        if claims_done or (now["now"] and _HINDERED.search(before)):
            return rest
    return clauses


def _is_of_before(words: str) -> bool:
    """Whether the words tell of what was, of one thing at most, and of no unit beside others."""
    is_past = _BEFORE.search(words) and words.count(CODE) < 2
    return bool(is_past) and "?" not in words and not _OF_A_UNIT.search(words)
