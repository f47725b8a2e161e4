"""What of a message is the sender's own word about this year: asides, lead-ins and what is past taken out. Pure."""

import re
from dataclasses import replace
from datetime import date

from bot import asides, claims, duewords, rules
from bot.vocabulary import PARTICLE
from bot.wording import CODE, CUT, Clause, Wording, pattern
from models.fiscal import fiscal_year_of
from models.records import Status

_LEAD = pattern(rf"^{asides.LEAD}")
_THIS_YEAR = pattern(r"ปีนี้|รอบนี้|ตอนนี้|ปัจจุบัน|ล่าสุด")
BACK_TO_A_REPORT = pattern(r"(?<!ตาม)ที่(?:แจ้ง|รายงาน|บอก)(?:ไป|ไว้)?(?:ว่า)?")
# "I told you that it is not done …, in truth": nothing told of before is claimed by what follows.
_RIGHTED = pattern(
    rf"{BACK_TO_A_REPORT.pattern}[^?]{{0,30}}(?:ยังไม่|ค้าง|ไม่เสร็จ|ไม่ได้|กำลัง|อยู่ระหว่าง|เหลือ|เกือบ|ใกล้)[^?]{{0,40}}?(?:จริง|ที่แท้|ขอแก้|แก้เป็น)"
)
_TOLD = pattern(
    r"(?:พิมพ์|แจ้ง|บอก|รายงาน|ตอบ|เขียน)(?:ไป|ไว้|มา)?(?:เมื่อ(?:กี้|วาน|เช้า))?\|?(?:ว่า|คำว่า|ผิด)"
    r"|(?:เมื่อ(?:กี้|วาน|เช้า)|ตะกี้|ตอนแรก)(?:ที่)?(?:พิมพ์|แจ้ง|บอก|รายงาน|ตอบ|เขียน)"
)
_IN_TRUTH = pattern(
    r"((?:ความ|ที่|แท้)?จริงๆ?(?:แล้ว)?|ที่แท้|ขอแก้(?:ไข)?(?:ข่าว|คำ)?(?:[=:]|(?=$|\||ค่ะ|คะ|ครับ|นะ|จ้า))|ที่ถูก(?:ต้อง)?(?:คือ)?|(?:ขอ)?แก้เป็น(?:ว่า)?|เปลี่ยนเป็น(?:ว่า)?)"
)
_DENIED_STATE = pattern(
    r"(?:ไม่|มิ)ใช่(?:ว่า)?(?:กำลัง(?:ทำ|ดำเนินการ|จัดทำ)?|อยู่ระหว่าง(?:ทำ|ดำเนินการ)?|ยังไม่(?:ได้)?(?:เสร็จ|ทำ|เริ่ม|ส่ง|ลง|ครบ))(?:อยู่)?"
)
_SLIP = pattern(
    r"^(?:ขอโทษ|โทษที|ขอ|เมื่อกี้|ตะกี้|เมื่อเช้า){0,2}(?:แก้(?:ไข)?(?:ข้อมูล|สถานะ)?|(?:พิมพ์|กด|ตอบ|แจ้ง|รายงาน)ผิด(?:ไป)?)"
    rf"(?:{PARTICLE}){{0,2}}(?=$|{CODE})"
)
_WRONG_NUMBER = pattern(  # of the code that stands right behind it, nothing was said wrongly
    r"^(?:(?:ผม|หนู|พี่|ดิฉัน|กระผม)?(?:เมื่อกี้|ตะกี้|เมื่อเช้า|เมื่อวาน)?)(?:พิมพ์|กด|ใส่|แจ้ง|ตอบ|ระบุ)"
    rf"(?:(?:หมาย|ตัว)?เลข(?:ข้อ)?ผิด|(?:รหัส|ข้อ)ผิด|ผิดข้อ)(?:ไป)?(?:{PARTICLE}){{0,2}}(?=◇)"
)
_TAKES_BACK = pattern(r"(?:ดู|อ่าน|เข้าใจ)ผิด|พลาด|ยังไม่|ยังเหลือ|ไม่(?:เสร็จ|ครบ|เรียบร้อย)|กำลัง|เกือบ|ใกล้")
_YEAR_FIRST = pattern(rf"{CODE}?(?:ของ|เมื่อ|ตอน)?ปี(?:งบ(?:ประมาณ)?)?(?:พ\.ศ\.)?(?:25)?(\d\d)(?!\d)")
_OWN_SLIP = pattern(
    r"(?:ผม|หนู|พี่|ดิฉัน|กระผม|เรา|ฉัน)?(?:ดู|กด|พิมพ์|อ่าน|เข้าใจ|จำ|ตอบ)ผิด(?:ข้อ|เรื่อง|ไฟล์|อัน|บรรทัด|หน้า)?(?:ไป|เอง)*"
)
_LETTER = pattern(r"[ก-๛a-z◇]")
_STILL_TO_DO = pattern(r"จะ[^|]{0,8}(?:ลง|ส่ง|ทำ|แก้|อัพ|รายงาน|แจ้ง)")  # lunch, and after it the work goes on


def own_words(said: Wording, today: date) -> tuple[Clause, ...]:
    """The clauses without asides, lead-ins, an earlier year's work, and troubles that lie behind."""
    kept, past = [], False
    for clause in said.clauses:
        led = _without_lead(_WRONG_NUMBER.sub("", clause.flat))
        flat = BACK_TO_A_REPORT.sub("", rules.RULES["BENIGN"].sub(_unless_it_takes_back, led))
        past = (
            rules.has("LAST_YEAR", flat) or _of_an_earlier_year(flat, today) or (past and not _THIS_YEAR.search(flat))
        )
        if flat and not past:
            kept.append(replace(clause, flat=flat))
    if kept:
        kept[0] = replace(kept[0], flat=kept[0].flat.removeprefix("แต่"))
    own = _corrected(_without_slips(tuple(kept)), bool(_RIGHTED.search(said.flat)))
    return _without_company(own)


def comes_back_to_a_claim(flat: str) -> bool:
    """Whether the words come back to a report of before, other than to tell that it was less than the truth."""
    return bool(BACK_TO_A_REPORT.search(flat)) and not _RIGHTED.search(flat)


def as_said(said: Wording, today: date) -> Wording:
    """The message with nothing in it but the sender's own words."""
    own = own_words(said, today)
    return replace(said, clauses=own, flat=CUT.join(clause.flat for clause in own))


def _without_slips(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """ "I mistyped: it is done, not under way": the slip and the state that is denied are no doubt of the other."""
    if not any(_DENIED_STATE.search(clause.flat) for clause in clauses):
        return clauses
    rest = [replace(clause, flat=_SLIP.sub("", _DENIED_STATE.sub("", clause.flat))) for clause in clauses]
    return tuple(clause for clause in rest if clause.flat)


def _unless_it_takes_back(aside: re.Match[str]) -> str:
    """An aside is dropped; one that runs on into a doubt ("ขอบคุณค่ะยังไม่เสร็จ") stays."""
    return aside[0] if _TAKES_BACK.search(aside[0]) else ""


def _of_an_earlier_year(flat: str, today: date) -> bool:
    """ "ปีงบ 69 …" told in the fiscal year 2570; a year further on may belong to the name of a document."""
    found = _YEAR_FIRST.match(flat)
    return found is not None and 2500 + int(found[1]) < fiscal_year_of(today)


def _corrected(clauses: tuple[Clause, ...], back: bool) -> tuple[Clause, ...]:
    """ "I wrote that it is not done; in truth it is": what stands after the correction counts alone."""
    for index in range(len(clauses) - 1, -1, -1):
        if not (truth := _IN_TRUTH.search(clauses[index].flat)):
            continue
        told = "".join(clause.flat for clause in clauses[:index]) + clauses[index].flat[: truth.start()]
        if _TOLD.search(told) or back:
            runs = tuple(run for clause in clauses[: index + 1] for run in clause.runs)
            flat = (CODE if CODE in told else "") + clauses[index].flat[truth.end() :]
            slips = (replace(clause, flat=_OWN_SLIP.sub("", clause.flat)) for clause in clauses[index + 1 :])
            rest = (Clause(runs, clauses[index].typed, flat), *(clause for clause in slips if clause.flat))
            # "ขอแก้ค่ะ ดูผิดข้อ" alone says that something was wrong, and not what is right
            return rest if duewords.names_time(flat) or any(claims.status_of(clause.flat) for clause in rest) else ()
    return clauses


def _without_company(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """Beside a claim, who asks to lunch or who says otherwise is no part of it: "O3 เสร็จแล้วค่ะ ใครไปกินข้าวบ้าง"."""
    if not any(_LETTER.search(c.flat) and claims.status_of(c.flat) is Status.COMPLETED for c in clauses):
        return clauses  # a bare ✅ before "who wants lunch" ticks the lunch
    denied = (replace(clause, flat=rules.without("WHO_DENIES", clause.flat)) for clause in clauses)
    return tuple(c for place, c in enumerate(denied) if c.flat and not (place and _is_invitation(c)))


def _is_invitation(clause: Clause) -> bool:
    own = (
        clause.runs
        or claims.status_of(clause.flat)
        or rules.has("OBSTACLE", clause.flat)
        or _STILL_TO_DO.search(clause.flat)
    )
    return not own and not rules.has("CONDITION", clause.flat) and rules.has("INVITATION", clause.flat)


def _without_lead(flat: str) -> str:
    """ "I report that …" taken off, unless the reporting was the deed itself ("รายงานผล O12 แล้ว")."""
    led = _LEAD.sub(lambda lead: CODE if CODE in lead[0] else "", flat)
    return flat if claims.status_of(flat) and not claims.status_of(led) else led
