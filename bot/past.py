"""Troubles and reports that lie behind: what a message tells of before it says how things are now. Pure."""

from dataclasses import replace

from bot import claims
from bot.vocabulary import PARTICLE
from bot.wording import CODE, CUT, Clause, Wording, pattern
from models.records import Status

_TROUBLE = (
    r"(?:ติด(?!ตั้ง|ตาม|ประกาศ|ป้าย)|ค้าง|ขาด|เสีย(?!ง|ดาย)|ล่ม|พัง|หาย|ลา(?:คลอด|ป่วย|ออก|กิจ)|ป่วย|ขัดข้อง|รอ(?!บ)|มีปัญหา"
    r"|โดน|ถูก(?:ตัด|ดึง|ยืม)|(?:ยัง)?(?:ไม่|มิ)(?:ได้|ครบ|มี|มา|พอ|ผ่าน|แล้วเสร็จ|เสร็จ|ส่ง|ขึ้น|เริ่ม|ทำ|ลง)|ขอ(?:เลื่อน|ขยาย|ผ่อนผัน)"
    r"|(?:เข้า|ใช้|ลง|ส่ง|เปิด|อัพ|โหลด)(?:งาน|ระบบ|เว็บ)?ไม่(?:ได้|ขึ้น|ผ่าน))"
)
_OVER = (
    r"(?:(?:กลับมา|ซ่อม|แก้(?:ไข)?|คลี่คลาย|หาย(?:ดี)?|ปกติ|(?:หา)?เจอ|อนุมัติ|โอน|เซ็น|ลงนาม|ออก|ผ่าน|ครบ"
    r"|(?:เข้า|ใช้|เปิด)(?:งาน|ระบบ|เว็บ)?ได้|ได้(?:รับ|คืน|มา)|มา(?:ถึง|ครบ|ส่ง)?)(?:(?!ยัง|ไม่)[^|◇?]){0,16}?แล้ว)"
)
# "คอมที่เสียซ่อมได้แล้ว", "งบที่เคยติดอยู่อนุมัติแล้ว": the trouble and its end in one breath.
_SOLVED = pattern(rf"[^|◇?]{{0,24}}ที่(?:เคย)?{_TROUBLE}(?:(?!ยัง|ไม่)[^|◇?]){{0,24}}?{_OVER}(?:{PARTICLE})*า?")
_BEFORE = pattern(
    r"ที่(?:ผม|หนู|ดิฉัน|กระผม|เรา)?(?:เคย|บอก|แจ้ง|รายงาน|ว่า)|เดิม|แต่ก่อน|ก่อนหน้า|(?:ตอน|ที|ช่วง)แรก|หลังจาก|จากที่"
    r"|เมื่อ(?:วาน|คืน|กี้|เช้า)|(?:อาทิตย์|สัปดาห์|เดือน)(?:ก่อน|ที่แล้ว)|(?:ช้า|ยาก|เหนื่อย)(?:ไป)?(?:หน่อย|นิด|มาก)"
)
_BUT = r"แต่(?!ละ|งตั้ง|งาน|เดิม|แรก|ต้น(?!ฉบับ|ทุน|สังกัด|เรื่อง|ปี)|ง)"
_NOW = pattern(
    rf"(?:{_BUT})?(?P<now>(?:ตอนนี้|ขณะนี้|บัดนี้|เวลานี้|วันนี้|เช้านี้|(?<=[^|])(?<!ข้อความ)เมื่อเช้า|ล่าสุด|ปัจจุบัน)(?:ก็)?)(?:ขอ)?(?:แก้(?:ไข)?เป็น(?:ว่า)?)?|{_BUT}"
)
_HINDERED = pattern(rf"{_TROUBLE}|ปัญหา|ช้า|ยาก(?!ร)|เหนื่อย|แก้|กำลัง")
_STILL_OPEN = pattern(r"ยัง|ไม่|อยู่|ขาด|เหลือ|ค้าง|รอ(?!บ)|กำลัง")  # before a bare "but" it may still be so
# What is over may be done with, too ("อนุมัติแล้ว", "อำเภอส่งมาแล้ว"); only of the work itself does it mean that.
_OF_THE_WORK = pattern(
    r"(?<!ซ่อม)(?<!ประชุม)(?<!อบรม)(?<!เซ็น)(?<!ลงนาม)เสร็จ|เผยแพร่|ประกาศ[^|]{0,8}(?:แล้ว|เรียบร้อย)|\bdone\b|ทำ(?!งาน)[^|]{0,10}(?:แล้ว|เรียบร้อย)"
    r"|(?:ลง(?!นาม)|ขึ้น|อัพ|โพสต์?)[^|]{0,14}(?:แล้ว|เรียบร้อย|ครบ)|ส่ง(?![^|]{0,12}มา)[^|]{0,12}(?:แล้ว|เรียบร้อย|ครบ)"
)
_OF_A_UNIT = pattern(rf"(?:^|\||{CODE})(?:ของ|ส่วน)?(?:กอง[ก-๛]{{2}}|สำนัก|ฝ่าย)")  # units in contrast: each its own words

_FIRST = 8  # clauses in which a turn to the present is looked for; each costs a look at all the rest


def as_it_stands(said: Wording) -> Wording:
    """The message from "now" on, and without troubles that are over; as it is where that tells no state."""
    clauses = _from_now(tuple(one for clause in said.clauses if (one := _without_solved(clause)).flat))
    flat = CUT.join(clause.flat for clause in clauses)
    return replace(said, clauses=clauses, flat=flat) if flat != said.flat and _tells_of_the_work(flat) else said


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
        first = replace(clause, runs=runs, flat=led + (now["now"] or "") + clause.flat[now.end() :])
        rest = (first, *clauses[index + 1 :])
        flat = CUT.join(one.flat for one in rest)
        if _HINDERED.search(before) and now["now"] and _tells_of_the_work(flat):
            return _from_now(rest)
        if not (now["now"] or _STILL_OPEN.search(before)) and _is_finished(flat):
            return _from_now(rest)
    return clauses


def _is_of_before(words: str) -> bool:
    """Whether the words tell of what was, of one thing at most, and of no unit beside others."""
    is_past = _BEFORE.search(words) and words.count(CODE) < 2
    return bool(is_past) and "?" not in words and not _OF_A_UNIT.search(words)


def _tells_of_the_work(flat: str) -> bool:
    """Whether the words say how far the work is: under way, or finished itself and not only what it waited for."""
    return claims.status_of(flat) in (Status.NOT_STARTED, Status.IN_PROGRESS) or _is_finished(flat)


def _is_finished(flat: str) -> bool:
    is_done = claims.status_of(flat) is Status.COMPLETED and _OF_THE_WORK.search(flat)
    return bool(is_done) and not _OF_A_UNIT.search(flat)
