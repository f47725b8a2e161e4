"""The grammar of Thai deadline wordings: which words make which term, in the order they are tried. Pure."""

import re
from collections.abc import Callable
from dataclasses import replace

from models import cadence
from models.board import Board, T
from models.cadence import Part, Term, Weight
from models.fiscal import BUDDHIST_OFFSET, MONTHS_IN_YEAR
from models.thaidate import WEEKDAYS, year_from

Build = Callable[[Board, re.Match[str]], Term | None]
_ERA = r"(?:พ\.?ศ\.?)?"
_EACH = "(?:ทุก|ราย|แต่ละ|ประจำ)"
_LEAST = "(?:อย่างน้อย|ไม่น้อยกว่า|ไม่ต่ำกว่า|ประมาณ|จำนวน|เพียง)?"
_TIMES = rf"{_LEAST}(?P<times>\d{{1,2}})?(?P<unit>ครั้ง|หน|รอบ)?"
_DAY = r"\d{1,2}(?!\d)"
_DAYS = rf"(?P<days>{_DAY}(?:(?:,|และ|หรือ|/|-|ถึง|กับ| )(?:วันที่)?{_DAY}){{0,7}})"
_OF = "(?:ของ|ใน|แห่ง)?(?:ทุก|แต่ละ)?"
_WD = f"(?:{'|'.join([*WEEKDAYS, 'พฤหัส'])})"
_WDS = f"(?P<weekdays>{_WD}(?:(?:,|และ|หรือ|/|กับ|-|ถึง)?(?:วัน)?{_WD}){{0,6}})"
_NTH = r"(?:แรก|สุดท้าย|ต้น|ที่[1-5](?!\d)(?:(?:,|และ|หรือ|/|กับ| )(?:ที่)?[1-5](?!\d)){0,4})"
_SCOPE = rf"(?:{_OF}(?:(?P<bare>เดือน)(?!{T})|เดือน)?(?P<scope>{T})?)"
_UNIT = "(?P<unit>วันทำการ|วัน|สัปดาห์|เดือน)"
_NUMBERS = re.compile(r"\d+")
_PARTS = re.compile(r"-|ถึง|\d+")
_WEEKDAY_PARTS = re.compile(f"-|ถึง|{_WD}")


# --- how often -------------------------------------------------------------------------------------------------


def _some_months(board: Board, found: re.Match[str]) -> Term | None:
    step = int(found["step"] or found["times"])
    return cadence.every_months(step) if 1 <= step <= MONTHS_IN_YEAR else None


def _every(step: int) -> Build:
    return lambda board, found: cadence.every_months(step)


def _times_a_year(board: Board, found: re.Match[str]) -> Term | None:
    times = int(found["times"] or 1) if found["unit"] else 1
    even = times and MONTHS_IN_YEAR % times == 0
    return cadence.every_months(MONTHS_IN_YEAR // times if even else MONTHS_IN_YEAR)


def _some_weeks(board: Board, found: re.Match[str]) -> Term | None:
    step = int(found["step"])
    return cadence.every_weeks(step) if 1 <= step <= 8 else None


# --- rounds, quarters, years -----------------------------------------------------------------------------------


def _chosen(text: str) -> list[int]:
    """The numbers of a list; of "1-3" only the end, as a range falls due at its end."""
    numbers: list[int] = []
    ranged = False
    for part in _PARTS.findall(text):
        if not part.isdecimal():
            ranged = True
            continue
        numbers = [*numbers[:-1], int(part)] if ranged and numbers else [*numbers, int(part)]
        ranged = False
    return numbers


def _quarters(board: Board, found: re.Match[str]) -> Term | None:
    year = year_from(found["year"]) if found["year"] else None
    fiscal = year + BUDDHIST_OFFSET if year else None
    numbers = _NUMBERS.findall(found["numbers"])
    first, last = int(numbers[0]), int(numbers[-1])
    if "-" in found["numbers"] or "ถึง" in found["numbers"]:
        return cadence.span(cadence.quarter(first, fiscal), cadence.quarter(last, fiscal))
    return cadence.joined([cadence.quarter(int(number), fiscal) for number in numbers])


def _end_quarter(board: Board, found: re.Match[str]) -> Term | None:
    return cadence.quarter(1 if found["which"] == "แรก" else 4)


def _rounds(board: Board, found: re.Match[str]) -> Term | None:
    months = [int(number) for number in _NUMBERS.findall(found["months"])]
    if not all(1 <= number <= MONTHS_IN_YEAR for number in months):
        return None
    return cadence.joined([cadence.first_months(number) for number in months])


def _part_of_year(board: Board, found: re.Match[str]) -> Term | None:
    months = int(found["months"]) if "months" in found.groupdict() else 6
    if not 1 <= months <= MONTHS_IN_YEAR:
        return None
    return cadence.first_months(months) if found["which"] == "แรก" else cadence.last_months(months)


def _fiscal_year(board: Board, found: re.Match[str]) -> Term | None:
    if found["year"] is None:
        return cadence.whole_year()
    year = year_from(found["year"])
    return cadence.whole_year(year + BUDDHIST_OFFSET) if year else None


def _years_end(board: Board, found: re.Match[str]) -> Term | None:
    return cadence.calendar_year(year_from(found["year"]) if found["year"] else None)


# --- days inside a period --------------------------------------------------------------------------------------


def _scope(board: Board, found: re.Match[str]) -> Term | None:
    """The period that "of the month", "of every quarter" or "of March" points at."""
    if found["scope"]:
        return board.at(found["scope"])
    return cadence.every_months(1) if found["bare"] else None


def _weekdays(text: str) -> frozenset[int]:
    chosen: list[int] = []
    ranged = False
    for part in _WEEKDAY_PARTS.findall(text):
        if part in ("-", "ถึง"):
            ranged = True
            continue
        day = WEEKDAYS.index("พฤหัสบดี" if part == "พฤหัส" else part)
        chosen += range(chosen[-1], day + 1) if ranged and chosen else [day]
        ranged = False
    return frozenset(chosen)


def _numbers_of(nth: str) -> list[int]:
    if "สุดท้าย" in nth:
        return [-1]
    return [int(number) for number in _NUMBERS.findall(nth)] or [1]


def _nth_weekday(board: Board, found: re.Match[str]) -> Term | None:
    scope = _scope(board, found) or cadence.every_months(1)
    return cadence.nth_weekday(scope, _weekdays(found["weekdays"]), _numbers_of(found["nth"]))


def _nth_week(board: Board, found: re.Match[str]) -> Term | None:
    scope = _scope(board, found)
    return scope and cadence.nth_weekday(scope, frozenset({4}), _numbers_of(found["nth"]))


def _nth_workday(board: Board, found: re.Match[str]) -> Term | None:
    scope = _scope(board, found) or cadence.every_months(1)
    return cadence.nth_workday(scope, _numbers_of(found["nth"])[0])


def _weekly_on(board: Board, found: re.Match[str]) -> Term | None:
    return cadence.every_weekday(_weekdays(found["weekdays"]))


def _weekly_on_if_weekly(board: Board, found: re.Match[str]) -> Term | None:
    weekly = any(term.step and term.step < 1 for term in board.inside(board.text))
    return _weekly_on(board, found) if weekly else None


def _last_day(board: Board, found: re.Match[str]) -> Term | None:
    scope = _scope(board, found)
    return scope and replace(scope, weight=Weight.NAMED) if found["scope"] else scope


def _first_day(board: Board, found: re.Match[str]) -> Term | None:
    scope = _scope(board, found)
    return scope and cadence.first_day(scope)


def _month_inside(board: Board, found: re.Match[str]) -> Term | None:
    scope = board.at(found["scope"]) if found["scope"] else cadence.every_months(3)
    return cadence.month_inside(scope, 0 if found["which"] == "แรก" else -1)


def _day_of_month(board: Board, found: re.Match[str]) -> Term | None:
    scope = _scope(board, found) or cadence.every_months(1)
    # "Day 10 of the quarter" names no month.
    return cadence.day_of(scope, _chosen(found["days"])) if scope.length == 1 else None


def _day_of_next_month(board: Board, found: re.Match[str]) -> Term | None:
    """Day N of the month after: after each period the duty names, else of every month."""
    coarse = [term for term in board.inside(board.text) if term.step and term.step > 1 and term.length]
    return cadence.day_of_month_after(coarse[-1] if coarse else cadence.every_months(1), _chosen(found["days"]))


def _day_of_month_after(board: Board, found: re.Match[str]) -> Term | None:
    return cadence.day_of_month_after(board.at(found["scope"]), _chosen(found["days"]))


def _day_if_monthly(board: Board, found: re.Match[str]) -> Term | None:
    monthly = [term for term in board.inside(board.text) if term.step == 1 and term.length == 1]
    return cadence.day_of(monthly[0], _chosen(found["days"])) if monthly else None


# --- before and after ------------------------------------------------------------------------------------------


def _after(board: Board, found: re.Match[str]) -> Term | None:
    return cadence.after(board.at(found["scope"]), int(found["count"]), found["unit"])


def _before(board: Board, found: re.Match[str]) -> Term | None:
    return cadence.after(board.at(found["scope"]), -int(found["count"]), found["unit"])


def _frequency_inside(board: Board, found: re.Match[str]) -> Term | None:
    often, window = board.at(found["often"]), board.at(found["window"])
    if often.step is None or window.step is not None or not window.length or often.step >= window.length:
        return None
    return cadence.within(often, [window])


def _bounding(part: Part) -> Build:
    def build(board: Board, found: re.Match[str]) -> Term | None:
        term = board.at(found["scope"])
        return replace(term, part=part) if term.step is None and term.part is Part.DUE else None

    return build


def _except(board: Board, found: re.Match[str]) -> Term | None:
    return cadence.joined(board.inside(found.group()), Part.EXCEPT)


_AFTER = (
    "(?:นับตั้งแต่|นับถัดจาก|นับแต่|นับจาก|นับ|ภายหลังจาก|ภายหลัง|หลังจาก|หลัง|ถัดจาก|ตั้งแต่|จาก)"
    "(?:วัน|ที่|สิ้นสุด|สิ้น|ครบ|ของ|ทุก|แต่ละ|เดือน|การ){0,5}"
)
_NUMBER_LIST = r"[1-4](?!\d)(?:(?:,|และ|หรือ|/|-|ถึง|กับ| )(?:ไตรมาส)?(?:ที่)?Q?[1-4](?!\d)){0,5}"
_YEAR = rf"(?:(?:/|ของ|\()?(?:ปีงบประมาณ|ปี)?{_ERA}(?P<year>(?<!\d)(?:25\d\d|20\d\d)(?!\d)))?"
_ROUND_LIST = r"(?P<months>\d{1,2}(?:เดือน)?(?:(?:,|และ|หรือ|/|กับ|-| )(?:รอบ)?\d{1,2}(?:เดือน)?){0,4})(?<=เดือน)"
_OF_YEAR = "(?:ของปีงบประมาณ|ของปี|ปีงบประมาณ)?"

# (pattern, what it makes); tried from the top, each over the whole wording, so finer wordings stand above coarser.
_RULES: tuple[tuple[str, Build], ...] = (
    # rounds, quarters and halves by name
    (rf"(?:ไตรมาส(?:ที่)?|Q)(?P<numbers>{_NUMBER_LIST}){_YEAR}", _quarters),
    (r"ไตรมาส(?:ที่)?(?P<which>แรก|สุดท้าย)", _end_quarter),
    (rf"เดือนเว้นเดือน(?!{T})", _every(2)),
    (
        rf"{_EACH}(?:ระยะ|ช่วง|รอบ|งวด)?(?P<step>\d{{1,2}})เดือน(?!\(?แรก|\(?หลัง(?!จาก))(?:(?:ละ|/|ต่อ)?1?ครั้ง)?|"
        rf"(?<!\d)(?P<times>\d{{1,2}})เดือน(?:/|ต่อ|ละ)?(?:1)?ครั้ง",
        _some_months,
    ),
    (
        rf"(?:รอบ|งวด|ช่วง)?(?<!\d)(?P<months>\d{{1,2}})เดือน\(?(?P<which>แรก|หลัง(?!จาก|สิ้น|วัน|ครบ|ได้|เสร็จ|การ))\)?{_OF_YEAR}",
        _part_of_year,
    ),
    (r"(?:รอบ|งวด)?ครึ่ง(?:ปีงบประมาณ|ปี)?\(?(?P<which>แรก|หลัง)\)?(?:ของปีงบประมาณ|ของปี)?", _part_of_year),
    (rf"(?<![กค])(?:รอบ|งวด)(?:ระยะเวลา|ระยะ|การประเมิน)?{_ROUND_LIST}", _rounds),
    (rf"{_EACH}(?:รอบ)?ครึ่งปี(?:งบประมาณ)?|ครึ่งปีละ{_TIMES}", _every(6)),
    (r"(?:รอบ|สิ้น|กลาง)ครึ่งปี|กลางปีงบประมาณ", lambda board, found: cadence.first_months(6)),
    # how often
    (
        rf"ไตรมาสละ{_TIMES}|(?:\d{{1,2}})?ครั้ง(?:/|ต่อ|ใน)(?:1)?ไตรมาส|"
        rf"{_EACH}(?:วัน)?(?:สิ้นสุด|สิ้น|รอบ|ปลาย)?ไตรมาส|สิ้น(?:สุด)?(?:ทุก|แต่ละ|ของ)?ไตรมาส|"
        "(?<=แรกของ)ไตรมาส|(?<=สุดท้ายของ)ไตรมาส",
        _every(3),
    ),
    (
        rf"เดือนละ{_TIMES}|(?:\d{{1,2}})?ครั้ง(?:/|ต่อ|ใน)(?:1)?เดือน(?!{T})|"
        rf"{_EACH}(?:วัน)?(?:สิ้นสุด|สิ้น|รอบ|ปลาย)?เดือน(?!{T})|(?:วัน)?(?:สิ้น|ปลาย)(?:ทุก|แต่ละ)?เดือน(?!{T})",
        _every(1),
    ),
    (rf"ปีละ{_TIMES}", _times_a_year),
    (r"(?P<times>\d{1,2})(?P<unit>ครั้ง)(?:/|ต่อ|ใน)(?:1)?ปี(?:งบประมาณ)?", _times_a_year),
    (r"(?:ทุก|ราย)(?P<step>\d)(?:สัปดาห์|อาทิตย์)", _some_weeks),
    (
        rf"(?:สัปดาห์|อาทิตย์)ละ{_TIMES}|(?:\d{{1,2}})?ครั้ง(?:/|ต่อ)(?:1)?(?:สัปดาห์|อาทิตย์)|"
        rf"{_EACH}(?:สิ้น|ปลาย)?(?:สัปดาห์|อาทิตย์)|สิ้นสัปดาห์",
        lambda board, found: cadence.every_weeks(1),
    ),
    # whole years
    (rf"(?P<scope>{T})(?:ของ)?(?:ทุก|แต่ละ)ปี(?:งบประมาณ)?(?!ละ)", lambda board, found: board.at(found["scope"])),
    (r"(?<=แรกของ)ปีงบประมาณ|(?<=สุดท้ายของ)ปีงบประมาณ", lambda board, found: cadence.whole_year()),
    (r"(?:ทุก|ราย)(?:วัน)?(?:สิ้น)?ปีปฏิทิน|(?:วัน)?สิ้นปีปฏิทิน(?P<year>25\d\d)?", lambda board, found: cadence.calendar_year()),
    (
        rf"(?:ตลอด(?:ทั้ง)?|ภายใน|(?:วัน)?สิ้นสุด|(?:วัน)?สิ้น|ทั้ง|ทุกสิ้น)(?:ของ)?(?:รอบ)?"
        rf"(?:ปีงบประมาณ(?:ปี)?{_ERA}(?P<year>25\d\d)?)",
        _fiscal_year,
    ),
    (rf"(?:ภายใน|ตลอด(?:ทั้ง)?)ปี(?:นี้)?{_ERA}(?P<year>25\d\d)?(?!\d)", _fiscal_year),
    (rf"(?:วัน)?สิ้น(?:ทุก)?ปี{_ERA}(?P<year>25\d\d)?", _years_end),
    (rf"^(?:ใน|ช่วง|ระหว่าง)?ปีงบประมาณ{_ERA}(?P<year>25\d\d)(?=$|\({T}\)$)", _fiscal_year),
    (r"(?:(?:ทุก|ราย|แต่ละ)(?:รอบ)?|(?<![กค])รอบ)ปี(?:งบประมาณ)?(?!ละ|\d)", _every(12)),
    # "annual" is a frequency only where it says how often, not in the name of a report
    (
        rf"(?:(?<=^)|(?<=เป็น)|(?<={T}และ)|(?<={T}หรือ)|(?<={T}/)|(?<={T},))ประจำปี(?:งบประมาณ)?(?=$|และ|หรือ|/|,|\()",
        _every(12),
    ),
    # days inside a period
    (rf"เดือน(?P<which>แรก|สุดท้าย)(?:ของ|ใน)?(?:ทุก|แต่ละ)?(?:(?P<scope>{T})|ไตรมาส)", _month_inside),
    (rf"(?:ทุก)?(?:วัน){_WDS}(?:ใน|ของ)?(?P<nth>(?:สัปดาห์)?{_NTH}){_SCOPE}", _nth_weekday),
    (rf"(?:ทุก)?สัปดาห์(?P<nth>{_NTH}){_SCOPE}", _nth_week),
    (rf"(?<!\d)(?:ทุก)?วันทำการ(?P<nth>{_NTH}){_SCOPE}", _nth_workday),
    (rf"(?P<nth>\d{{1,2}})วันทำการแรก{_SCOPE}", _nth_workday),
    (rf"(?:ทุก)?วันสุดท้าย{_SCOPE}", _last_day),
    (rf"(?<!\d){_DAYS}วันแรก{_SCOPE}", _day_of_month),
    (
        rf"(?:ทุก)?ต้น(?:ทุก|แต่ละ)?เดือน(?!{T})(?:ของ{T})?",
        lambda board, found: cadence.day_of(cadence.every_months(1), [1]),
    ),
    (
        rf"(?:ทุก)?กลาง(?:ทุก|แต่ละ)?เดือน(?!{T})(?:ของ{T})?",
        lambda board, found: cadence.day_of(cadence.every_months(1), [15]),
    ),
    (rf"(?:ทุก)?วันแรก{_SCOPE}", _first_day),
    (rf"(?:ทุก)วัน{_WDS}", _weekly_on),
    (rf"วัน{_WDS}(?:ของ)?", _weekly_on_if_weekly),
    (
        rf"วันที่{_DAYS}(?:ของ)?เดือน(?:แรก)?(?:ถัดจาก|หลังจาก|ต่อจาก|หลัง)(?:วัน)?(?:สิ้น)?(?P<scope>{T})",
        _day_of_month_after,
    ),
    (rf"วันที่{_DAYS}(?:หลังจาก|ถัดจาก|หลัง)(?P<scope>{T})", _day_of_month_after),
    (rf"วันที่{_DAYS}(?:ของ|ใน)?(?:ทุก)?เดือน(?:ถัดไป|ต่อไป|ถัดจาก)", _day_of_next_month),
    (rf"(?<!\d){_DAYS}วัน(?:แรก)?(?:ของ|ใน)?เดือน(?:ถัดไป|ต่อไป)", _day_of_next_month),
    (rf"(?:ทุก)?วันที่{_DAYS}(?:ของ|ใน)?(?:ทุก|แต่ละ)?(?:(?P<bare>เดือน)(?!{T})|(?P<scope>{T}))", _day_of_month),
    (rf"ทุกวันที่{_DAYS}(?!{T})(?P<bare>)(?P<scope>)", _day_of_month),
    (rf"วันที่{_DAYS}(?!{T})", _day_if_monthly),
    (r"เดือนถัดไป", _every(1)),
    # before and after a period's end
    (rf"(?<!\d)(?P<count>\d{{1,3}}){_UNIT}{_AFTER}(?P<scope>{T})", _after),
    (
        rf"{_AFTER}(?P<scope>{T})(?:แล้ว|ไป|ให้|รายงาน|ภายใน|ไม่เกินกว่า|ไม่เกิน|เป็นเวลา|อีก){{0,3}}(?P<count>\d{{1,3}}){_UNIT}",
        _after,
    ),
    (rf"(?<!\d)(?P<count>\d{{1,3}}){_UNIT}(?:ล่วงหน้า)?ก่อน(?:ถึง|วันที่|วัน|เดือน){{0,3}}(?P<scope>{T})", _before),
    (
        rf"ก่อน(?:ถึง|วันที่|วัน){{0,3}}(?P<scope>{T})(?:ไม่น้อยกว่า|อย่างน้อย|ล่วงหน้า|ไม่ต่ำกว่า){{0,2}}(?P<count>\d{{1,3}}){_UNIT}",
        _before,
    ),
    # from, until, except, inside
    (rf"(?:ยกเว้น|เว้นแต่|ไม่รวม|เว้น)(?:ใน|เฉพาะ|เดือน){{0,3}}{T}(?:(?:,|และ|หรือ|กับ|/)?(?:เดือน)?{T}){{0,6}}", _except),
    (rf"(?P<often>{T})(?:ใน|ของ|ตลอด|ระหว่าง|ช่วง|เฉพาะ|เดือน){{1,4}}(?P<window>{T})", _frequency_inside),
    (
        rf"(?:เริ่มตั้งแต่|เริ่มจาก|เริ่ม|นับตั้งแต่|นับแต่|ตั้งแต่|หลังจาก|หลัง)(?:วันที่|ต้น|เดือน|สิ้น){{0,3}}(?P<scope>{T})(?:เป็นต้นไป)?",
        _bounding(Part.OPENS),
    ),
    (rf"(?P<scope>{T})เป็นต้นไป", _bounding(Part.OPENS)),
    (rf"(?:ไปจนถึง|จนถึง|ไปถึง|ถึง|จน)(?:วันที่|สิ้น|เดือน){{0,3}}(?P<scope>{T})", _bounding(Part.CLOSES)),
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
    return cadence.within(cadence.every_months(1), [scope]) if scope.part is Part.SPAN else None


def parse(board: Board) -> None:
    """Rewrite a board's words into terms, rule by rule."""
    board.text = _share_each(board.text)
    board.rewrite(_EVERY_MONTH_OF_SPAN, _month_by_month)
    for pattern, build in _COMPILED:
        board.rewrite(pattern, build)
