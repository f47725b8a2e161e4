"""The grammar of Thai deadline wordings: which words make which term, in the order they are tried. Pure."""

import re

from models.deadlines import cadence, meanings, shifting
from models.deadlines.board import Board, T
from models.deadlines.cadence import Part, Term
from models.deadlines.meanings import WEEKDAY, Build

_ERA = r"(?:พ\.?ศ\.?)?"
# Two digits are a year of the Buddhist Era, unless they count ("30 days").
_Y = r"(?<!\d)(?:25\d\d|20\d\d|[6-8]\d)(?!\d|วัน|สัปดาห์|เดือน|ครั้ง|%|บาท)"
_EACH = "(?:ทุก|ราย|แต่ละ|ประจำ)"
# The first, last or n-th of something's months.
_NUMBERED = r"แรก|สุดท้าย|ที่\d(?:ของ|ใน)"
# "Every even month", but "every month manuals".
_ALONE = "(?!มือ|สัญญา|ขนาน|กรณี|ค้า|สมรส|ความ)"
_LEAST = "(?:อย่างน้อย|ไม่น้อยกว่า|ไม่ต่ำกว่า|ประมาณ|จำนวน|เพียง)?"
_TIMES = rf"{_LEAST}(?P<times>\d{{1,2}})?(?P<unit>ครั้ง|หน|รอบ)?"
_DAY = r"\d{1,2}(?!\d)"
_DAYS = rf"(?P<days>{_DAY}(?:(?:,|และ|หรือ|/|-|ถึง|กับ| )(?:วันที่)?{_DAY}){{0,7}})"
_OF = "(?:ของ|ใน|แห่ง)?(?:ทุก|แต่ละ)?"
_WDS = f"(?P<weekdays>{WEEKDAY}(?:(?:,|และ|หรือ|/|กับ|-|ถึง)?(?:วัน)?{WEEKDAY}){{0,6}})"
_NTH = r"(?:แรก|สุดท้าย|ต้น|ที่[1-5](?!\d)(?:(?:,|และ|หรือ|/|กับ| )(?:ที่)?[1-5](?!\d)){0,4})"
# "Of March and of September": what stands before holds for both.
_MONTHS = rf"{T}(?:(?:,|และ|หรือ|กับ)(?:วัน)?(?:สิ้นเดือน|สิ้น|เดือน){T}){{0,5}}"
_SCOPE = rf"(?:{_OF}(?:(?P<bare>เดือน)(?!{T})|เดือน)?(?P<scope>{_MONTHS})?)"
_UNIT = "(?P<unit>วันทำการ|วัน|สัปดาห์|เดือน)"
_AFTER = (
    "(?:นับตั้งแต่|นับถัดจาก|นับแต่|นับจาก|นับ|ภายหลังจาก|ภายหลัง|หลังจาก|หลัง|ถัดจาก|ตั้งแต่|จาก)"
    "(?:วัน|ที่|สิ้นสุด|สิ้น|ครบ|ของ|ทุก|แต่ละ|เดือน|การ){0,5}"
)
_NUMBER_LIST = r"[1-4](?!\d)(?:(?:,|และ|หรือ|/|-|ถึง|กับ| )(?:ไตรมาส)?(?:ที่)?Q?[1-4](?!\d)){0,5}"
_YEAR = rf"(?:(?:/|ของ|\()?(?:ปีงบประมาณ|ปี)?{_ERA}(?P<year>{_Y}))?"
_ROUND_GLUE = "(?:(?:,|และ|หรือ|/|กับ|-| )|เดือน(?:,|และ|หรือ|/|กับ|-)?)(?:รอบ)?"
_ROUND_LIST = rf"(?P<months>\d{{1,2}}(?:{_ROUND_GLUE}\d{{1,2}}){{0,4}})เดือน"
_OF_YEAR = rf"(?:(?:ของปีงบประมาณ|ของปี|ปีงบประมาณ)(?!งบ|{_ERA}\d))?"

# (pattern, what it makes); tried from the top, each over the whole wording, so finer wordings stand above coarser.
_RULES: tuple[tuple[str, Build], ...] = (
    # by the month, before anything else can stand behind "every month"
    (rf"เดือนเว้นเดือน(?!{T})", meanings.every(2)),
    (rf"{_EACH}?(?:เดือนที่เป็น)?เดือน(?:เลข)?(?P<parity>คู่|คี่){_ALONE}", meanings.other_months),
    (
        rf"เดือนละ{_TIMES}|(?:\d{{1,2}})?ครั้ง(?:/|ต่อ|ใน)(?:1)?เดือน(?!{T})|"
        rf"{_EACH}(?:วัน)?(?:สิ้นสุด|สิ้น|รอบ|ปลาย)?เดือน(?!{T}|{_NUMBERED})|(?:วัน)?(?:สิ้น|ปลาย)(?:ทุก|แต่ละ)?เดือน(?!{T}|{_NUMBERED})",
        meanings.every(1),
    ),
    (r"ครั้ง(?:/|ต่อ|ใน|ทุก)(?P<step>\d{1,2})เดือน(?!แรก|หลัง)(?P<times>)", meanings.some_months),
    # rounds, quarters and halves by name
    (rf"(?:ไตรมาส(?:ที่)?|Q)(?P<numbers>{_NUMBER_LIST}){_YEAR}", meanings.quarters),
    (r"ไตรมาส(?:ที่)?(?P<which>แรก|สุดท้าย)", meanings.end_quarter),
    (
        rf"{_EACH}(?:ระยะ|ช่วง|รอบ|งวด)?(?P<step>\d{{1,2}})เดือน(?!\(?แรก|\(?หลัง(?!จาก))(?:(?:ละ|/|ต่อ)?1?ครั้ง)?|"
        rf"(?<!\d)(?P<times>\d{{1,2}})เดือน(?:/|ต่อ|ละ)?(?:1)?ครั้ง",
        meanings.some_months,
    ),
    (
        rf"(?:รอบ|งวด|ช่วง)?(?<!\d)(?P<months>\d{{1,2}})เดือน\(?(?P<which>แรก|หลัง(?!จาก|สิ้น|วัน|ครบ|ได้|เสร็จ|การ))\)?{_OF_YEAR}",
        meanings.part_of_year,
    ),
    (rf"(?:รอบ|งวด)?ครึ่ง(?:ปีงบประมาณ|ปี)?\(?(?P<which>แรก|หลัง)\)?{_OF_YEAR}", meanings.part_of_year),
    # "every month, quarter 2": a frequency straight before a part of the year runs inside it
    (rf"(?P<often>{T})(?P<window>{T})(?!{T})", meanings.frequency_inside),
    (rf"(?<![กค])(?:รอบ|งวด)(?:ระยะเวลา|ระยะ|การประเมิน)?{_ROUND_LIST}", meanings.rounds),
    (rf"{_EACH}(?:รอบ)?ครึ่งปี(?:งบประมาณ)?|ครึ่งปีละ{_TIMES}", meanings.every(6)),
    (r"(?:รอบ|สิ้น|กลาง)ครึ่งปี|กลางปีงบประมาณ", lambda board, found: cadence.first_months(6)),
    # how often
    (
        rf"ไตรมาสละ{_TIMES}|(?:\d{{1,2}})?ครั้ง(?:/|ต่อ|ใน)(?:1)?ไตรมาส|"
        rf"{_EACH}(?:วัน)?(?:สิ้นสุด|สิ้น|รอบ|ปลาย)?ไตรมาส|สิ้น(?:สุด)?(?:ทุก|แต่ละ|ของ)?ไตรมาส|"
        r"(?:(?<=แรกของ)|(?<=สุดท้ายของ)|(?<=ที่\dของ))ไตรมาส(?!ที่|\d)",
        meanings.every(3),
    ),
    (rf"ปีละ{_TIMES}", meanings.times_a_year),
    (r"(?P<times>\d{1,2})(?P<unit>ครั้ง)(?:/|ต่อ|ใน)(?:1)?ปี(?:งบประมาณ)?", meanings.times_a_year),
    (r"(?:ทุก|ราย)(?P<step>\d)(?:สัปดาห์|อาทิตย์)", meanings.some_weeks),
    (r"(?:ทุก|ราย)(?P<days>7|14|28)วัน(?!ทำการ)", meanings.weeks_in_days),
    (
        rf"(?:สัปดาห์|อาทิตย์)ละ{_TIMES}|(?:\d{{1,2}})?ครั้ง(?:/|ต่อ)(?:1)?(?:สัปดาห์|อาทิตย์)|"
        rf"{_EACH}(?:สิ้น|ปลาย)?(?:สัปดาห์|อาทิตย์)|(?:สิ้น|(?<=แรกของ)|(?<=สุดท้ายของ))สัปดาห์",
        lambda board, found: cadence.every_weeks(1),
    ),
    # a year named beside a round or a frequency binds it
    (
        rf"(?P<scope>{T})\(?(?:ของ|ใน|ประจำ|ตลอด|ทั้ง|ภายใน|ช่วง){{0,2}}"
        rf"ปี(?:งบประมาณ)?(?:ปี)?{_ERA}(?P<year>{_Y})",
        meanings.of_year,
    ),
    (rf"ปีงบประมาณ{_ERA}(?P<year>{_Y})[,:(]?(?P<scope>{T})", meanings.of_year_before),
    # whole years
    (rf"(?P<scope>{T})(?:ของ)?(?:ทุก|แต่ละ)ปี(?:งบประมาณ)?(?!ละ)", lambda board, found: board.at(found["scope"])),
    (r"ก่อน(?:เริ่ม|ขึ้น|เข้าสู่)?ปีงบประมาณ(?:ใหม่|ถัดไป)", lambda board, found: cadence.whole_year()),
    (r"(?<=แรกของ)ปีงบประมาณ|(?<=สุดท้ายของ)ปีงบประมาณ", lambda board, found: cadence.whole_year()),
    (
        rf"(?:ทุก|ราย)(?:วัน)?(?:สิ้น)?ปีปฏิทิน|(?:วัน)?สิ้น(?:สุด)?ปีปฏิทิน{_ERA}(?P<year>{_Y})?",
        meanings.years_end,
    ),
    (
        rf"(?:ตลอด(?:ทั้ง)?|ภายใน|(?:วัน)?สิ้นสุด|(?:วัน)?สิ้น|ปลาย|ทั้ง|ทุกสิ้น)(?:ของ)?(?:รอบ)?"
        rf"(?:ปีงบประมาณ(?:ปี)?{_ERA}(?P<year>{_Y})?)",
        meanings.fiscal_year,
    ),
    (rf"(?:ภายใน|ตลอด(?:ทั้ง)?|ทั้ง)ปี(?:นี้)?{_ERA}(?P<year>{_Y})?(?!\d)", meanings.fiscal_year),
    (rf"(?:วัน)?สิ้น(?:ทุก)?ปี{_ERA}(?P<year>{_Y})?", meanings.years_end),
    (
        rf"^(?:ใน|ช่วง|ระหว่าง|ประจำ)?ปี(?:งบประมาณ)?{_ERA}(?:{_Y}(?:-|ถึง)(?:ปี(?:งบประมาณ)?)?{_ERA})?(?P<year>{_Y})(?=$|\({T}\)$)",
        meanings.fiscal_year,
    ),
    (r"(?:(?:ทุก1?|ราย1?)(?:รอบ)?|(?<![กค])รอบ)ปี(?:งบประมาณ)?(?!ละ|\d)", meanings.every(12)),
    # "annual" is a frequency only where it says how often, not in the name of a report
    (
        rf"(?:(?<=^)|(?<=เป็น)|(?<={T}และ)|(?<={T}หรือ)|(?<={T}/)|(?<={T},))ประจำปี(?:งบประมาณ)?(?=$|และ|หรือ|/|,|\()",
        meanings.every(12),
    ),
    # days inside a period
    (
        rf"เดือน(?P<which>แรก|สุดท้าย|ที่[1-3](?!\d))(?:ของ|ใน)?(?:ทุก|แต่ละ)?(?:(?P<scope>{T})|ไตรมาส)",
        meanings.month_inside,
    ),
    (rf"(?:ทุก)?(?:วัน){_WDS}(?:ใน|ของ)?(?P<nth>(?:สัปดาห์)?{_NTH}){_SCOPE}", meanings.nth_weekday),
    (rf"(?:ทุก)?สัปดาห์(?P<nth>{_NTH}){_SCOPE}", meanings.nth_week),
    (rf"(?<!\d)(?:ทุก)?วันทำการ(?P<nth>{_NTH}){_SCOPE}", meanings.nth_workday),
    (rf"(?P<nth>\d{{1,2}})วันทำการแรก{_SCOPE}", meanings.nth_workday),
    (rf"(?:ทุก)?วันสุดท้าย{_SCOPE}", meanings.last_day),
    (rf"(?<!\d){_DAYS}วันแรก{_SCOPE}", meanings.days_into),
    (
        rf"(?:ทุก)?ต้น(?:ทุก|แต่ละ)?เดือน(?!{T})(?:ของ{T})?",
        lambda board, found: shifting.day_of(cadence.every_months(1), [1]),
    ),
    (
        rf"(?:ทุก)?กลาง(?:ทุก|แต่ละ)?เดือน(?!{T})(?:ของ{T})?",
        lambda board, found: shifting.day_of(cadence.every_months(1), [15]),
    ),
    (rf"(?:ทุก)?วันแรก{_SCOPE}", meanings.first_day),
    (rf"ทุก(?:เช้า|บ่าย|เย็น)?วัน{_WDS}", meanings.weekly_on),
    (rf"วัน{_WDS}(?:ของ)?", meanings.weekly_on_if_weekly),
    (
        rf"วันที่{_DAYS}(?:ของ)?เดือน(?:แรก)?(?:ถัดจาก|หลังจาก|ต่อจาก|หลัง)(?:วัน)?(?:สิ้น)?(?P<scope>{T})",
        meanings.day_of_month_after,
    ),
    (rf"วันที่{_DAYS}(?:หลังจาก|ถัดจาก|หลัง)(?P<scope>{T})", meanings.day_of_month_after),
    (rf"วันที่{_DAYS}(?:ของ|ใน)?(?:ทุก)?เดือน(?:ถัดไป|ต่อไป|ถัดจาก)", meanings.day_of_next_month),
    (rf"(?<!\d){_DAYS}วัน(?:แรก)?(?:ของ|ใน)?เดือน(?:ถัดไป|ต่อไป)", meanings.day_of_next_month),
    (
        rf"(?:ทุก)?(?:วันที่|ระหว่าง){_DAYS}(?:ของ|ใน)?(?:ทุก|แต่ละ)?(?:(?P<bare>เดือน)(?!{T})|(?P<scope>{T}))",
        meanings.day_of_month,
    ),
    (rf"ทุกวันที่{_DAYS}(?!{T})(?P<bare>)(?P<scope>)", meanings.day_of_month),
    (
        rf"(?P<months>{T}(?:(?:,|และ|หรือ|กับ|/)?(?:เดือน)?{T}){{0,6}})[,:(]?(?:ภายใน|ก่อน|ไม่เกิน)?วันที่{_DAYS}\)?(?!{T})",
        meanings.day_of_months,
    ),
    (rf"วันที่{_DAYS}(?!{T})", meanings.day_if_monthly),
    (rf"(?<!\d)เดือน(?:ถัดไปจาก|ถัดจาก|หลังจาก|หลัง)(?:เดือน)?(?:ที่)?(?:วัน)?(?:สิ้น)?(?P<scope>{T})", meanings.month_after),
    (r"เดือนถัดไป", meanings.every(1)),
    # before and after a period's end
    (
        rf"(?<!\d)(?P<count>\d{{1,3}}){_UNIT}{_AFTER}(?P<scope>{_MONTHS})",
        meanings.after,
    ),
    (
        rf"{_AFTER}(?P<scope>{T})(?:แล้ว|ไป|ให้|รายงาน|ภายใน|ไม่เกินกว่า|ไม่เกิน|เป็นเวลา|อีก){{0,3}}(?P<count>\d{{1,3}}){_UNIT}",
        meanings.after,
    ),
    (rf"(?<!\d)(?P<count>\d{{1,3}}){_UNIT}(?:ล่วงหน้า)?ก่อน(?:ถึง|วันที่|วัน|เดือน){{0,3}}(?P<scope>{T})", meanings.before),
    (
        rf"ก่อน(?:ถึง|วันที่|วัน){{0,3}}(?P<scope>{T})(?:ไม่น้อยกว่า|อย่างน้อย|ล่วงหน้า|ไม่ต่ำกว่า){{0,2}}(?P<count>\d{{1,3}}){_UNIT}",
        meanings.before,
    ),
    # "day 15 and the month's end": joined by "and", the looser wording is no less meant
    (
        rf"{T}(?:และ(?:ภายใน|วันที่|วัน|สิ้น|เดือน){{0,3}}{T}){{1,5}}(?!(?:ภายใน|ก่อน|ไม่เกิน)?(?:วันที่|เดือน|สิ้น){{0,2}}{T})",
        meanings.side_by_side,
    ),
    # data "as of" a day, reported within another
    (
        rf"ณ(?:วันที่|สิ้น|เดือน){{0,2}}{T}(?:(?!{T}).){{0,60}}(?:ภายใน|ไม่เกิน|ก่อน)(?:วันที่|เดือน|สิ้น){{0,3}}(?P<scope>{T})",
        lambda board, found: board.at(found["scope"]),
    ),
    # moved "from March to May" is owed in May
    (
        rf"จาก(?:เดิม|ภายใน|วันที่|เดือน|สิ้น){{0,4}}{T}(?:ออก)?(?:ไป)?เป็น(?:ภายใน|วันที่|เดือน|สิ้น){{0,4}}(?P<scope>{T})",
        lambda board, found: board.at(found["scope"]),
    ),
    # from, until, except, inside
    (
        rf"(?:ยกเว้น|เว้นแต่|ไม่รวม|เว้น)(?:ใน|เฉพาะ|เดือน){{0,3}}"
        rf"{T}(?:(?:,|และ|หรือ|กับ|/)?(?:เดือน)?{T}){{0,6}}",
        meanings.exempt,
    ),
    (rf"(?P<often>{T})(?:ใน|ของ|ตลอด|ระหว่าง|ช่วง|เฉพาะ|เดือน){{1,4}}(?P<window>{T})", meanings.frequency_inside),
    (
        rf"(?:เริ่มตั้งแต่|เริ่มจาก|เริ่ม|นับตั้งแต่|นับแต่|ตั้งแต่|หลังจาก|หลัง)(?:ดำเนินการ|ดำเนินงาน|วันที่|ต้น|เดือน|สิ้น){{0,3}}(?P<scope>{T})(?:เป็นต้นไป)?",
        meanings.bounding(Part.OPENS),
    ),
    (rf"(?P<scope>{T})(?:เป็นต้นไป|(?:(?:ไป)?(?:จน)?ถึง|-)(?:ณ)?ปัจจุบัน)", meanings.bounding(Part.OPENS)),
    (rf"(?:ไปจนถึง|จนถึง|ไปถึง|ถึง|จน)(?:วันที่|สิ้น|เดือน){{0,3}}(?P<scope>{T})", meanings.bounding(Part.CLOSES)),
)


_COMPILED = tuple((re.compile(pattern), build) for pattern, build in _RULES)
# "every month/quarter": the word for "every" holds for both.
_SHARED_EACH = re.compile(
    "(ทุก|ราย|แต่ละ|ประจำ)(เดือน|ไตรมาส|ปี|สัปดาห์)(/|หรือ|และ|,)(?=(?:เดือน|ไตรมาส|สัปดาห์|ปี)(?!ที่|แรก|สุดท้าย|ละ|งบ|\\d))"
)
_EVERY_MONTH_OF_SPAN = re.compile(f"(?:ทุก|ราย)เดือน(?P<scope>{T})")


def _share_each(text: str) -> str:
    for _ in range(3):
        text = _SHARED_EACH.sub(r"\1\2\3\1", text)
    return text


def _month_by_month(board: Board, found: re.Match[str]) -> Term | None:
    """ "Every month October–March" is a rhythm in a window, "every March" a month."""
    scope = board.at(found["scope"])
    return shifting.within(cadence.every_months(1), [scope]) if scope.part is Part.SPAN else None


def parse(board: Board) -> None:
    """Rewrite a board's words into terms, rule by rule."""
    board.text = _share_each(board.text)
    board.rewrite(_EVERY_MONTH_OF_SPAN, _month_by_month)
    for pattern, build in _COMPILED:
        board.rewrite(pattern, build)
