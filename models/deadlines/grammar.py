"""The grammar of Thai deadline wordings: which words make which term, in the order they are tried. Pure."""

import re

from models.deadlines import cadence, meanings, shifting
from models.deadlines.board import Board, T
from models.deadlines.cadence import Part, Term
from models.deadlines.meanings import Build
from models.deadlines.pieces import (
    AFTER,
    ALONE,
    COUNTED,
    DAY_LIST,
    EACH,
    ERA,
    MONTHS,
    NTH,
    OF_YEAR,
    QUARTER_LIST,
    ROUND_LIST,
    SCOPE,
    TIMES,
    UNIT,
    WEEKDAY_LIST,
    YEAR,
    YEAR_NUMBER,
)

# A rule: a pattern, and what a match of it makes. Each runs over the whole wording before the next is tried, so finer
# wordings stand above coarser ones, and a later rule sees the terms (T) that earlier ones have put in the words' place.
Rules = tuple[tuple[str, Build], ...]

# First, before anything else can stand behind "every month".
_BY_THE_MONTH: Rules = (
    # เดือนเว้นเดือน
    (rf"เดือนเว้นเดือน(?!{T})", meanings.every(2)),
    # ทุกเดือนคู่
    (rf"{EACH}?(?:เดือนที่เป็น)?เดือน(?:เลข)?(?P<parity>คู่|คี่){ALONE}", meanings.other_months),
    # เดือนละ 1 ครั้ง · 1 ครั้ง/เดือน · ทุกสิ้นเดือน
    (
        rf"เดือนละ{TIMES}|(?:\d{{1,2}})?ครั้ง(?:/|ต่อ|ใน)(?:1)?เดือน(?!{T})|"
        rf"{EACH}(?:วัน)?(?:สิ้นสุด|สิ้น|รอบ|ปลาย)?เดือน(?!{T}|{COUNTED})|(?:วัน)?(?:สิ้น|ปลาย)(?:ทุก|แต่ละ)?เดือน(?!{T}|{COUNTED})",
        meanings.every(1),
    ),
    # 1 ครั้ง/3 เดือน
    (r"ครั้ง(?:/|ต่อ|ใน|ทุก)(?P<step>\d{1,2})เดือน(?!แรก|หลัง)(?P<times>)", meanings.some_months),
)

# Quarters, halves and rounds by name: each is due at its end.
_ROUNDS: Rules = (
    # ไตรมาสที่ 1 และ 3 · Q1-Q2 · ไตรมาส 2/2570
    (rf"(?:ไตรมาส(?:ที่)?|Q)(?P<numbers>{QUARTER_LIST}){YEAR}", meanings.quarters),
    # ไตรมาสแรก
    (r"ไตรมาส(?:ที่)?(?P<which>แรก|สุดท้าย)", meanings.end_quarter),
    # ทุก 6 เดือน · รายงานราย 3 เดือน · 6 เดือนครั้ง
    (
        rf"{EACH}(?:ระยะ|ช่วง|รอบ|งวด)?(?P<step>\d{{1,2}})เดือน(?!\(?แรก|\(?หลัง(?!จาก))(?:(?:ละ|/|ต่อ)?1?ครั้ง)?|"
        rf"(?<!\d)(?P<times>\d{{1,2}})เดือน(?:/|ต่อ|ละ)?(?:1)?ครั้ง",
        meanings.some_months,
    ),
    # รอบ 6 เดือนแรก
    (
        rf"(?:รอบ|งวด|ช่วง)?(?<!\d)(?P<months>\d{{1,2}})เดือน\(?(?P<which>แรก|หลัง(?!จาก|สิ้น|วัน|ครบ|ได้|เสร็จ|การ))\)?{OF_YEAR}",
        meanings.part_of_year,
    ),
    # ครึ่งปีหลัง
    (rf"(?:รอบ|งวด)?ครึ่ง(?:ปีงบประมาณ|ปี)?\(?(?P<which>แรก|หลัง)\)?{OF_YEAR}", meanings.part_of_year),
    # "every month, quarter 2": a frequency straight before a part of the year runs inside it
    (rf"(?P<often>{T})(?P<window>{T})(?!{T})", meanings.frequency_inside),
    # รอบ 6 เดือน และ 12 เดือน; กรอบ and ครอบ end alike
    (rf"(?<![กค])(?:รอบ|งวด)(?:ระยะเวลา|ระยะ|การประเมิน)?{ROUND_LIST}", meanings.rounds),
    # ทุกครึ่งปี
    (rf"{EACH}(?:รอบ)?ครึ่งปี(?:งบประมาณ)?|ครึ่งปีละ{TIMES}", meanings.every(6)),
    # สิ้นครึ่งปี · กลางปีงบประมาณ
    (r"(?:รอบ|สิ้น|กลาง)ครึ่งปี|กลางปีงบประมาณ", lambda board, found: cadence.first_months(6)),
)

# Frequencies: counted from October.
_HOW_OFTEN: Rules = (
    # ไตรมาสละ 1 ครั้ง · ทุกไตรมาส · สิ้นไตรมาส
    (
        rf"ไตรมาสละ{TIMES}|(?:\d{{1,2}})?ครั้ง(?:/|ต่อ|ใน)(?:1)?ไตรมาส|"
        rf"{EACH}(?:วัน)?(?:สิ้นสุด|สิ้น|รอบ|ปลาย)?ไตรมาส|สิ้น(?:สุด)?(?:ทุก|แต่ละ|ของ)?ไตรมาส|"
        r"(?:(?<=แรกของ)|(?<=สุดท้ายของ)|(?<=ที่\dของ))ไตรมาส(?!ที่|\d)",
        meanings.every(3),
    ),
    # ปีละ 2 ครั้ง
    (rf"ปีละ{TIMES}", meanings.times_a_year),
    # 2 ครั้ง/ปี
    (r"(?P<times>\d{1,2})(?P<unit>ครั้ง)(?:/|ต่อ|ใน)(?:1)?ปี(?:งบประมาณ)?", meanings.times_a_year),
    # ทุก 2 สัปดาห์ · ทุก 14 วัน
    (r"(?:ทุก|ราย)(?P<step>\d)(?:สัปดาห์|อาทิตย์)", meanings.some_weeks),
    (r"(?:ทุก|ราย)(?P<days>7|14|28)วัน(?!ทำการ)", meanings.weeks_in_days),
    # สัปดาห์ละครั้ง · ทุกสัปดาห์
    (
        rf"(?:สัปดาห์|อาทิตย์)ละ{TIMES}|(?:\d{{1,2}})?ครั้ง(?:/|ต่อ)(?:1)?(?:สัปดาห์|อาทิตย์)|"
        rf"{EACH}(?:สิ้น|ปลาย)?(?:สัปดาห์|อาทิตย์)|(?:สิ้น|(?<=แรกของ)|(?<=สุดท้ายของ))สัปดาห์",
        lambda board, found: cadence.every_weeks(1),
    ),
)

# Whole years, and a year that binds the round or the frequency beside it.
_YEARS: Rules = (
    # ไตรมาสแรกของปีงบประมาณ พ.ศ. 2570
    (
        rf"(?P<scope>{T})\(?(?:ของ|ใน|ประจำ|ตลอด|ทั้ง|ภายใน|ช่วง){{0,2}}"
        rf"ปี(?:งบประมาณ)?(?:ปี)?{ERA}(?P<year>{YEAR_NUMBER})",
        meanings.of_year,
    ),
    # ปีงบประมาณ 2570 ไตรมาส 3
    (rf"ปีงบประมาณ{ERA}(?P<year>{YEAR_NUMBER})[,:(]?(?P<scope>{T})", meanings.of_year_before),
    # มีนาคมของทุกปี
    (rf"(?P<scope>{T})(?:ของ)?(?:ทุก|แต่ละ)ปี(?:งบประมาณ)?(?!ละ)", meanings.scope_itself),
    # ก่อนขึ้นปีงบประมาณใหม่ · 3 เดือนนับแต่วันเริ่มปีงบประมาณ (the day after the last one's end) · เดือนที่ 6 ของปีงบประมาณ
    (
        r"ก่อน(?:เริ่ม|ขึ้น|เข้าสู่)?ปีงบประมาณ(?:ใหม่|ถัดไป)|"
        r"(?:(?<=แต่)|(?<=จาก)|(?<=วัน))(?:เริ่มต้น|เริ่ม)ปีงบประมาณ(?!\d|พ)|"
        r"(?:(?<=แรกของ)|(?<=สุดท้ายของ)|(?<=เดือนที่\dของ)|(?<=เดือนที่\d\dของ))ปีงบประมาณ",
        lambda board, found: cadence.whole_year(),
    ),
    # สิ้นปีปฏิทิน 2569
    (
        rf"(?:ทุก|ราย)(?:วัน)?(?:สิ้น)?ปีปฏิทิน|(?:วัน)?สิ้น(?:สุด)?ปีปฏิทิน{ERA}(?P<year>{YEAR_NUMBER})?",
        meanings.years_end,
    ),
    # ภายในสิ้นปีงบประมาณ 2570 · ตลอดปี · สิ้นปี
    (
        rf"(?:ตลอด(?:ทั้ง)?|ภายใน|(?:วัน)?สิ้นสุด|(?:วัน)?สิ้น|ปลาย|ทั้ง|ทุกสิ้น)(?:ของ)?(?:รอบ)?"
        rf"(?:ปีงบประมาณ(?:ปี)?{ERA}(?P<year>{YEAR_NUMBER})?)",
        meanings.fiscal_year,
    ),
    # "รวมผลทั้งปี" says what the report covers, not when it is due
    (rf"(?:ภายใน|ตลอด(?:ทั้ง)?|(?<!ผล)(?<!ข้อมูล)ทั้ง)ปี(?:นี้)?{ERA}(?P<year>{YEAR_NUMBER})?(?!\d)", meanings.fiscal_year),
    (rf"(?:วัน)?สิ้น(?:ทุก)?ปี{ERA}(?P<year>{YEAR_NUMBER})?", meanings.years_end),
    # ปีงบประมาณ พ.ศ. 2569-2570, standing alone
    (
        rf"^(?:ใน|ช่วง|ระหว่าง|ประจำ)?ปี(?:งบประมาณ)?{ERA}(?:{YEAR_NUMBER}(?:-|ถึง)(?:ปี(?:งบประมาณ)?)?{ERA})?(?P<year>{YEAR_NUMBER})(?=$|\({T}\)$)",
        meanings.fiscal_year,
    ),
    # ทุกปี · รายปี · รอบปี
    (r"(?:(?:ทุก1?|ราย1?)(?:รอบ)?|(?<![กค])รอบ)ปี(?:งบประมาณ)?(?!ละ|\d)", meanings.every(12)),
    # "annual" is a frequency only where it says how often, not in the name of a report
    (
        rf"(?:(?<=^)|(?<=เป็น)|(?<={T}และ)|(?<={T}หรือ)|(?<={T}/)|(?<={T},))ประจำปี(?:งบประมาณ)?(?=$|และ|หรือ|/|,|\()",
        meanings.every(12),
    ),
)

# Days, weekdays and months inside a period.
_DAYS_INSIDE: Rules = (
    # เดือนแรกของทุกไตรมาส
    (
        rf"เดือน(?P<which>แรก|สุดท้าย|ที่\d{{1,2}}(?!\d))(?:ของ|ใน)?(?:ทุก|แต่ละ)?(?:(?P<scope>{T})|ไตรมาส)",
        meanings.month_inside,
    ),
    # วันพุธที่ 2 และ 4 ของเดือน · วันศุกร์สุดท้ายของไตรมาส
    (rf"(?:ทุก)?(?:วัน){WEEKDAY_LIST}(?:ใน|ของ)?(?P<nth>(?:สัปดาห์)?{NTH}){SCOPE}", meanings.nth_weekday),
    # สัปดาห์แรกของเดือนมกราคม
    (rf"(?:ทุก)?สัปดาห์(?P<nth>{NTH}){SCOPE}", meanings.nth_week),
    # วันทำการสุดท้ายของเดือน · 5 วันทำการแรกของเดือน
    (rf"(?<!\d)(?:ทุก)?วันทำการ(?P<nth>{NTH}){SCOPE}", meanings.nth_workday),
    (rf"(?P<nth>\d{{1,2}})วันทำการแรก{SCOPE}", meanings.nth_workday),
    # วันสุดท้ายของเดือน · 10 วันแรกของไตรมาส
    (rf"(?:ทุก)?วันสุดท้าย{SCOPE}", meanings.last_day),
    (rf"(?<!\d){DAY_LIST}วันแรก{SCOPE}", meanings.days_into),
    # ต้นเดือน · กลางเดือน
    (
        rf"(?:ทุก)?ต้น(?:ทุก|แต่ละ)?เดือน(?!{T})(?:ของ{T})?",
        lambda board, found: shifting.day_of(cadence.every_months(1), [1]),
    ),
    (
        rf"(?:ทุก)?กลาง(?:ทุก|แต่ละ)?เดือน(?!{T})(?:ของ{T})?",
        lambda board, found: shifting.day_of(cadence.every_months(1), [15]),
    ),
    # วันแรกของเดือน
    (rf"(?:ทุก)?วันแรก{SCOPE}", meanings.first_day),
    # ทุกวันจันทร์; without ทุก only beside a weekly duty
    (rf"ทุก(?:เช้า|บ่าย|เย็น)?วัน{WEEKDAY_LIST}", meanings.weekly_on),
    (rf"วัน{WEEKDAY_LIST}(?:ของ)?", meanings.weekly_on_if_weekly),
    # วันที่ 15 ของเดือนถัดจากสิ้นไตรมาส
    (
        rf"วันที่{DAY_LIST}(?:ของ)?เดือน(?:แรก)?(?:ถัดจาก|หลังจาก|ต่อจาก|หลัง)(?:วัน)?(?:สิ้น)?(?P<scope>{T})",
        meanings.day_of_month_after,
    ),
    (rf"วันที่{DAY_LIST}(?:หลังจาก|ถัดจาก|หลัง)(?P<scope>{T})", meanings.day_of_month_after),
    # วันที่ 5 ของเดือนถัดไป
    (rf"วันที่{DAY_LIST}(?:ของ|ใน)?(?:ทุก)?เดือน(?:ถัดไป|ต่อไป|ถัดจาก)", meanings.day_of_next_month),
    (rf"(?<!\d){DAY_LIST}วัน(?:แรก)?(?:ของ|ใน)?เดือน(?:ถัดไป|ต่อไป)", meanings.day_of_next_month),
    # วันที่ 1 และ 16 ของทุกเดือน
    (
        rf"(?:ทุก)?(?:วันที่|ระหว่าง){DAY_LIST}(?:ของ|ใน)?(?:ทุก|แต่ละ)?(?:(?P<bare>เดือน)(?!{T})|(?P<scope>{T}))",
        meanings.day_of_month,
    ),
    # ทุกวันที่ 25
    (rf"ทุกวันที่{DAY_LIST}(?!{T})(?P<bare>)(?P<scope>)", meanings.day_of_month),
    # มกราคม และ กรกฎาคม ภายในวันที่ 10
    (
        rf"(?P<months>{T}(?:(?:,|และ|หรือ|กับ|/)?(?:เดือน)?{T}){{0,6}})[,:(]?(?:ภายใน|ก่อน|ไม่เกิน)?วันที่{DAY_LIST}\)?(?!{T})",
        meanings.day_of_months,
    ),
    # ทุกเดือน … ภายในวันที่ 5
    (rf"วันที่{DAY_LIST}(?!{T})", meanings.day_if_monthly),
    # เดือนถัดจากสิ้นไตรมาส
    (rf"(?<!\d)เดือน(?:ถัดไปจาก|ถัดจาก|หลังจาก|หลัง)(?:เดือน)?(?:ที่)?(?:วัน)?(?:สิ้น)?(?P<scope>{T})", meanings.month_after),
    (r"เดือนถัดไป", meanings.every(1)),
)

# So many days before or after a period's end.
_BEFORE_AND_AFTER: Rules = (
    # 15 วันหลังสิ้นไตรมาส
    (
        rf"(?<!\d)(?P<count>\d{{1,3}}){UNIT}{AFTER}(?P<scope>{MONTHS})",
        meanings.after,
    ),
    # หลังสิ้นเดือนไม่เกิน 7 วัน
    (
        rf"{AFTER}(?P<scope>{T})(?:แล้ว|ไป|ให้|รายงาน|ภายใน|ไม่เกินกว่า|ไม่เกิน|เป็นเวลา|อีก){{0,3}}(?P<count>\d{{1,3}}){UNIT}",
        meanings.after,
    ),
    # 30 วันก่อนสิ้นปีงบประมาณ
    (rf"(?<!\d)(?P<count>\d{{1,3}}){UNIT}(?:ล่วงหน้า)?ก่อน(?:ถึง|วันที่|วัน|เดือน){{0,3}}(?P<scope>{T})", meanings.before),
    # ก่อนสิ้นไตรมาสไม่น้อยกว่า 7 วัน
    (
        rf"ก่อน(?:ถึง|วันที่|วัน){{0,3}}(?P<scope>{T})(?:ไม่น้อยกว่า|อย่างน้อย|ล่วงหน้า|ไม่ต่ำกว่า){{0,2}}(?P<count>\d{{1,3}}){UNIT}",
        meanings.before,
    ),
)

# What several terms mean together.
_TOGETHER: Rules = (
    # "day 15 and the month's end": joined by "and", the looser wording is no less meant
    (
        rf"{T}(?:และ(?:ภายใน|วันที่|วัน|สิ้น|เดือน){{0,3}}{T}){{1,5}}(?!(?:ภายใน|ก่อน|ไม่เกิน)?(?:วันที่|เดือน|สิ้น){{0,2}}{T})",
        meanings.side_by_side,
    ),
    # data "as of" a day, reported within another
    (
        rf"ณ(?:วันที่|สิ้น|เดือน){{0,2}}{T}(?:(?!{T}).){{0,60}}(?:ภายใน|ไม่เกิน|ก่อน)(?:วันที่|เดือน|สิ้น){{0,3}}(?P<scope>{T})",
        meanings.scope_itself,
    ),
    # moved "from March to May" is owed in May
    (
        rf"จาก(?:เดิม|ภายใน|วันที่|เดือน|สิ้น){{0,4}}{T}(?:ออก)?(?:ไป)?เป็น(?:ภายใน|วันที่|เดือน|สิ้น){{0,4}}(?P<scope>{T})",
        meanings.scope_itself,
    ),
)

# From, until, except, inside: what narrows the other terms.
_BOUNDS: Rules = (
    # ทุกเดือน ยกเว้นเดือนตุลาคม
    (
        rf"(?:ยกเว้น|เว้นแต่|ไม่รวม|เว้น)(?:ใน|เฉพาะ|เดือน){{0,3}}"
        rf"{T}(?:(?:,|และ|หรือ|กับ|/)?(?:เดือน)?{T}){{0,6}}",
        meanings.exempt,
    ),
    # ทุกเดือนในไตรมาสที่ 1
    (rf"(?P<often>{T})(?:ใน|ของ|ตลอด|ระหว่าง|ช่วง|เฉพาะ|เดือน){{1,4}}(?P<window>{T})", meanings.frequency_inside),
    # ตั้งแต่เดือนมกราคมเป็นต้นไป
    (
        rf"(?:เริ่มตั้งแต่|เริ่มจาก|เริ่ม|นับตั้งแต่|นับแต่|ตั้งแต่|หลังจาก|หลัง)(?:ดำเนินการ|ดำเนินงาน|วันที่|ต้น|เดือน|สิ้น){{0,3}}(?P<scope>{T})(?:เป็นต้นไป)?",
        meanings.bounding(Part.OPENS),
    ),
    (rf"(?P<scope>{T})(?:เป็นต้นไป|(?:(?:ไป)?(?:จน)?ถึง|-)(?:ณ)?ปัจจุบัน)", meanings.bounding(Part.OPENS)),
    # จนถึงเดือนมีนาคม
    (rf"(?:ไปจนถึง|จนถึง|ไปถึง|ถึง|จน)(?:วันที่|สิ้น|เดือน){{0,3}}(?P<scope>{T})", meanings.bounding(Part.CLOSES)),
)

_RULES = _BY_THE_MONTH + _ROUNDS + _HOW_OFTEN + _YEARS + _DAYS_INSIDE + _BEFORE_AND_AFTER + _TOGETHER + _BOUNDS
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
