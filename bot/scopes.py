"""What part of which year a question to the bot is about: a unit, quarter, month, earlier day, or person. Pure."""

import re
from dataclasses import replace
from datetime import date

from bot import rules
from bot.reading import Scope
from bot.vocabulary import PARTICLE
from bot.wording import CODE, CUT, pattern
from models.codes import find_codes
from models.fiscal import add_months, fiscal_year_of, month_end, quarter_of, year_of_month
from models.thaidate import Mention, find_mentions
from models.thaitext import compact, squeeze

_UNIT = pattern(
    r"(?:สำนัก(?:งาน)?ปลัด|หน่วยตรวจสอบ(?:ภายใน)?|(?<!แต่ละ)(?<!ทุก)(?<!หลาย)"
    # "กองไหนช้า", "กองที่ค้าง": no unit is named
    r"กอง(?!ไหน|ใด|อะไร|ต่าง|อื่น|เป็น|ที่|ถึง|ยัง|ค้าง|มี|ส่ง(?!เสริม))[ก-๛]{2,40}?)"
    r"(?=$|[\s|◇,?]|คืบ|ถึง|ส่ง|ทำ|เสร็จ|มี|ยัง|ค้าง|หน่อย|ให้|ล่าช้า|เป็น|ไป|ครับ|ค่ะ|คะ|ไตรมาส|เหลือ|ว่า|ได้|ช้า|เกิน|เลย|บ้าง|กับ|และ"
    r"|เดือน|ณ|วันที่|นะ)"
)
_QUARTER = pattern(r"(?:ของ)?(?:ไตรมาส(?:ที่)?([1-4])|(?<![a-z])q([1-4])(?!\d)|ไตรมาส(แรก|นี้|ที่แล้ว|ก่อน|สุดท้าย))")
_NEAR_MONTH = pattern(r"(?:ของ|ประจำ|ใน){0,2}เดือน(นี้|ที่แล้ว|ก่อน|ที่ผ่านมา|หน้า)")
_STEPS = {"นี้": 0, "หน้า": 1}
_YEAR = pattern(
    r"(?:ของ|ประจำ|ใน){0,2}ปี(?:งบประมาณ|งบ)?(?:พ\.?ศ\.?)?(?:(25\d\d|[67]\d)(?!\d)|(นี้|ที่แล้ว|ก่อน|ที่ผ่านมา|กลาย|หน้า))"
)
_NO_ITEM = pattern(r"(?:ข้อ)?(?<![a-z])([oei]\s?-?[6-9]\d|[oei]\s?-?\d{3})(?!\d)")  # no catalogue goes beyond 60
# "As of": before a day, and before the end of a month.
_AS_OF = pattern(r"(?:ณ|จนถึง|ถึง|เมื่อ|ตอน)(?:วันที่|วัน)?(?:สิ้น)?(?:เดือน)?$|(?:วันที่|สิ้น(?:เดือน)?)$")
_BEFORE_MONTH = pattern(r"(?:ของ|ประจำ|ใน){0,2}เดือน$")
_PERSON = pattern(
    r"(?:ของ|งาน)(?:คุณ|พี่|น้อง)([ก-๛a-z.]{2,40}?)(?=ถึงไหน|ถึงไห|ไปถึง|เป็น(?:ไง|ยัง|อย่าง)|คืบ|เสร็จ(?:ไป)?(?:แล้ว)?(?:กี่|บ้าง)|มีอะไร|เหลือ|ทำถึง"
    rf"|(?:{PARTICLE})?$|[|?])"
)
# The whole of the words: "สรุปส่งแล้ว" and "สรุปว่าไปกี่คน" are no such command.
_COMMAND = pattern(
    r"^(?:ขอ|ช่วย|รบกวน|อยาก|เปิด|ดู|แสดง|ได้|ให้|รายงาน){0,4}(?:สรุป|ภาพรวม|สถานะ|ความ(?:คืบ|ก้าว)หน้า)"
    rf"(?:ภาพรวม|สถานะ|ความคืบหน้า|ผลรวม|ita|ทั้งหมด|ทุกกอง|ทุกส่วนราชการ|งาน|ข้อ|{CODE}|ให้|ดู|หน่อย){{0,5}}"
    r"(ของ)?(งาน)?(.{0,40}?)"
    rf"(?:หน่อย|ให้|ดู|ด้วย|ที|ได้ไหม|{PARTICLE}|[?\s]){{0,6}}$"
)
# "กองช่างเป็นไงบ้าง", "O12 ถึงไหนแล้ว", "แต่ละกองเป็นยังไง", with the unit taken out; nothing besides.
_HOW = pattern(
    rf"^(?:ตอนนี้|งาน|ของ|แต่ละกอง|ทุกกอง|ข้อ|{CODE}){{0,4}}(?:เป็น(?:ยังไง|อย่างไร|ไง)|ว่าไง|(?:ไป|ทำ)?ถึงไหน|คืบหน้า(?:ไป)?(?:ถึงไหน|แค่ไหน|ยังไง|อย่างไร|ไหม))"
    rf"(?:บ้าง|แล้ว|กัน|มา|หน่อย|{PARTICLE}|[?\s]){{0,6}}$"
)
_NOTHING = pattern(rf"(?:ข้อ|{PARTICLE}|[?.…]){{0,4}}")
_CALLED = pattern(r"^(?:คุณ|พี่|น้อง|นางสาว|นาง|นาย|ท่าน)?([ก-๛a-z.]{2,40})$")
_HONOURED = pattern(r"^(?:คุณ|พี่|น้อง|นางสาว|นาง|นาย)")


def scope_of(flat: str, today: date) -> Scope:
    """What the question names, wherever it stands. today: the Bangkok day, for "this quarter"."""
    scope, rest = _taken_out(flat.replace(CUT, " "), today)
    found = _PERSON.search(rest)
    return replace(scope, person=found[1] if found else None)


def command(flat: str, today: date) -> Scope | None:
    """The scope of a message that asks how things stand and says nothing else; None for all others."""
    scope, rest = _taken_out(flat.replace(CUT, ""), today)
    found = _COMMAND.match(rest)
    if found is None:
        return None
    of, _, name = found.groups()
    if not name:
        return scope
    called = _CALLED.match(name)
    if called is None or not (of or _HONOURED.match(name)) or rules.has("STATE_SAID", name):
        return None
    return replace(scope, person=called[1])


def asks_how(flat: str, today: date) -> Scope | None:
    """The scope of a message that asks how a unit or an item stands and says nothing else; None for all others."""
    scope, rest = _taken_out(flat.replace(CUT, ""), today)
    named = scope.unit or CODE in rest or "กอง" in rest
    return scope if named and _HOW.match(rest) else None


def item_alone(words: str) -> str | None:
    """The one code that is all that was typed, also one that can be none ("O99"); None for all other words."""
    found = find_codes(words)
    rest = words
    for raw in found.raw:
        rest = rest.replace(raw, " ", 1)
    if len(found.codes) == 1:
        return found.codes[0] if _NOTHING.fullmatch(squeeze(rest)) else None
    none = _NO_ITEM.match(squeeze(words[:20]).lower()) if not found.codes else None
    return none[1].upper() if none and _NOTHING.fullmatch(squeeze(words[:20])[none.end() :]) else None


def _taken_out(flat: str, today: date) -> tuple[Scope, str]:
    """What is named, and the words without it."""
    as_of, month, rest = _days(compact(flat), today)
    if near := _NEAR_MONTH.search(rest):
        month, rest = add_months(today.replace(day=1), _STEPS.get(near[1], -1)), _without(rest, near.span())
    year = None
    if found := _YEAR.search(rest):
        year, rest = _year(found, today), _without(rest, found.span())
    quarter = None
    if found := _QUARTER.search(rest):
        quarter, rest = _quarter(found.groups(), today), _without(rest, found.span())
    unit = _UNIT.search(rest)
    rest = _without(rest, unit.span()) if unit else rest
    no_item = _NO_ITEM.search(rest)
    rest = _without(rest, no_item.span()) if no_item else rest
    code = no_item[1].upper() if no_item else None
    return Scope(unit[0] if unit else None, quarter, month, as_of, year=year, no_item=code), rest


def _year(found: re.Match[str], today: date) -> int | None:
    """The fiscal year named; None for this one."""
    number, word = found.groups()
    if number:
        return int(number) + (2500 if len(number) == 2 else 0)
    step = _STEPS.get(word, -1)
    return fiscal_year_of(today) + step if step else None


def _quarter(found: tuple[str | None, ...], today: date) -> int:
    number, short, word = found
    this = quarter_of(today)
    named = {"แรก": 1, "นี้": this, "สุดท้าย": 4}
    return int(number or short or 0) or named.get(word or "", max(this - 1, 1))


def _days(text: str, today: date) -> tuple[date | None, date | None, str]:
    """(the day as of which, the month) named first, and the words without either."""
    mentions = find_mentions(text)
    if not mentions:
        return None, None, text
    one = mentions[0]
    before = text[: one.start]
    as_of = _AS_OF.search(before)
    lead = as_of or _BEFORE_MONTH.search(before)
    rest = _without(text, (lead.start() if lead else one.start, one.end))
    if one.day is None and as_of is None:
        return None, _month(one, today), rest
    return _past_day(one, today), None, rest


def _month(one: Mention, today: date) -> date:
    """Of the fiscal year that today lies in, unless its year is named."""
    return date(one.year or year_of_month(fiscal_year_of(today), one.month), one.month, 1)


def _past_day(one: Mention, today: date) -> date | None:
    """The day named, or the month's last; without a year the last one that is not to come."""
    for year in (one.year,) if one.year else (today.year, today.year - 1):
        day = one.on(year) if one.day else month_end(year, one.month)
        if day and (one.year or day <= today):
            return day
    return None


def _without(text: str, span: tuple[int, int]) -> str:
    return text[: span[0]] + text[span[1] :]
