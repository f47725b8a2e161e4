"""The later day a message asks for or promises, counted from the Bangkok day it was written. Pure."""

import re
from datetime import date, datetime, timedelta

from bot import vocabulary
from models import fiscal, thaidate

_WEEKDAYS = (("จันทร์", 0), ("อังคาร", 1), ("พุธ", 2), ("พฤหัส", 3), ("ศุกร์", 4), ("เสาร์", 5), ("อาทิตย์", 6))
_WEEKDAY = "|".join(name for name, _ in _WEEKDAYS)
_DAY_OF = dict(_WEEKDAYS)
_NUMBERS = {"หนึ่ง": 1, "สอง": 2, "สาม": 3, "สี่": 4, "ห้า": 5, "หก": 6, "เจ็ด": 7, "แปด": 8, "เก้า": 9, "สิบ": 10}
_ONES = {**_NUMBERS, "เอ็ด": 1, "ยี่": 2, "": 0}
_ONE = "|".join(name for name in _NUMBERS if name != "สิบ")
# "สิบห้า", "ยี่สิบเอ็ด"; a single number only as the day of a month.
_SPELLED = re.compile(rf"(ยี่|{_ONE}|)สิบ(เอ็ด|{_ONE}|)|(?<=วันที่)({_ONE})(?!สิบ)")
_NUMBER = rf"((?<!\d)\d{{1,6}}|{'|'.join(_NUMBERS)})"
MOST_AHEAD = 1200  # of days, weeks or months: beyond what anybody may ask for, and still a day of the calendar
# "31 ธันวาคม 9999": a year that no document has, typed all the same; what was asked for is refused, not another day.
_NO_YEAR_OF_OURS = re.compile(r"(?:ปี)?(?:พ\.?ศ\.?)?(2[7-9]\d\d|[3-9]\d{3})(?=$|ค่ะ|คะ|ครับ|นะ|ได้|เพราะ|[^\dก-๛])")

# Words that name a time nobody can put a day to; with them no day is guessed.
_VAGUE = re.compile(
    r"วันทำการ|(?:ต้น|กลาง|ปลาย)(?:เดือน|ปี|สัปดาห์|อาทิตย์|ไตรมาส)|หลัง(?:ปีใหม่|สงกรานต์|วันหยุด|เทศกาล|ประชุม|สอบ|เลือกตั้ง)|สัก\d"
    r"|[2-9][-–][2-9]วัน|วันสองวัน|(?:สองสาม|สามสี่|สี่ห้า)(?:วัน|อาทิตย์|สัปดาห์)"
)
PAST_DAY = re.compile(r"เมื่อ|ตั้งแต่|ไปแล้ว|ที่ผ่านมา|ที่แล้ว")
LONG_TO_COME = 200  # days: "ลงเว็บ 3 ธ.ค.", said on the 8th, tells of last week and not of next year
_THIS_EVENING, _EVENING = re.compile(r"(?:เย็น|ค่ำ|คืน)นี้"), 15  # the hour before which it has yet to come
_TODAY = re.compile(r"วันนี้|(?:เย็น|บ่าย|เที่ยง|ค่ำ|คืน)นี้|ก่อนเลิกงาน|today|tonight")
_TOMORROW = re.compile(r"พรุ่งนี้|วันพรุ่ง|พรุ่งเช้า|tomorrow")
_DAY_AFTER = re.compile(r"มะรืน(?!เรื่อง)")
_THIRD_DAY = re.compile(r"มะเรื่?อง|มะรืนเรื่อง")
_IN_DAYS = re.compile(
    rf"(?:อีก|ภายใน|เวลา|ต่อ|เพิ่ม|ขอ|เลื่อน(?:ไป|ออกไป)?|ออกไป|ไป|ประมาณ)(?:เวลา)?(?:อีก)?(?:ประมาณ)?{_NUMBER}(วัน|สัปดาห์"
    rf"|อาทิตย์|เดือน)"
)
# In a request a number of days is a term even without such a word before it; "for 3 days now" is none.
_DAYS_SAID = re.compile(rf"(?<!ที่){_NUMBER}(วัน|สัปดาห์|อาทิตย์|เดือน)(?!ทำการ|แล้ว|ก่อน|ที่)")
_ONE_MORE = re.compile(r"(?:อีก|สัก)(?:สัก)?(วัน|สัปดาห์|อาทิตย์|เดือน)(?!หน้า|\d)")
# "จ.หน้า": a weekday by its letter; "รพ." and "ผอ." are none.
_SHORT_WEEKDAY = re.compile(r"(?:วัน)?(พฤ|อา|(?<!ร)พ|(?<!ผ)อ|จ|ศ|ส)\.(?=นี้|หน้า)|(?:วัน)?(พฤ)(?=นี้|หน้า)")
_WEEKDAY_OF_LETTER = {"จ": "จันทร์", "อ": "อังคาร", "พ": "พุธ", "พฤ": "พฤหัส", "ศ": "ศุกร์", "ส": "เสาร์", "อา": "วันอาทิตย์"}
_DENIED = re.compile(
    rf"(?:ไม่ใช่|มิใช่|ไม่เอา)(?:เป็น)?(?:วัน)?(?:(?:{_WEEKDAY})(?:บดี)?(?:นี้|หน้า)?|ที่\d{{1,2}}|พรุ่งนี้|มะรืน|สิ้นเดือน(?:นี้|หน้า)?)"
    rf"|(?:วัน)?(?:(?:{_WEEKDAY})(?:บดี)?(?:นี้|หน้า)|พรุ่งนี้|มะรืน|สิ้นเดือน(?:นี้)?)(?:คง|น่าจะ)?ไม่(?:ทัน|ได้|สะดวก|ว่าง|เสร็จ)"
    r"|แทน(?:วันที่)?(?:เดิม)?\d{1,2}[^|]{0,12}"
    r"|ที่(?:เคย)?(?:ขอ|แจ้ง)(?:ขยาย|เลื่อน|ผ่อนผัน)?(?:เวลา)?(?:ไว้|ไป)[^|]{1,24}(?=\||ขอแก้|แก้เป็น|เปลี่ยน)"
)
_PUT_RIGHT = re.compile(
    rf"^.*(?:(?:แก้|เปลี่ยน|ปรับ)(?:ไข)?(?:ใหม่)?เป็น|เอ[๊้]ย)(?=[^|]{{0,8}}(?:\d|สิ้น|วัน|เดือน|พรุ่งนี้|มะรืน|{_WEEKDAY}))"
)  # what it was before is past
# "สิ้นเมษา": a month as people say it, after a word that makes it one.
_MONTH_SAID = re.compile(
    r"(ภายใน|สิ้น|ถึง|เป็น|ไป|ขอ)(มกรา|กุมภา|มีนา|เมษา|พฤษภา|มิถุนา|กรกฎา|สิงหา|กันยา|ตุลา|พฤศจิกา|ธันวา)(?!คม|พันธ์|ยน)"
)
_FROM = re.compile(r"จาก(?:เดิม)?[^|]{1,25}?(?=เป็น|ไป(?:เป็น)?(?:วัน|สิ้น|เดือน|\d))|จากเดิม[^|]{1,25}$")
_WEEKDAY_SAID = re.compile(rf"(?:วัน)?({_WEEKDAY})(?:บดี|ฯ)?(?:ที่)?(นี้|หน้า|ถัดไป)")
_SUNDAY_WEEK = re.compile(r"(?<!วัน)อาทิตย์(?:หน้า|นี้)")  # "next week" far more often than "next Sunday"
_WEEKDAY_IN_WEEK = re.compile(
    rf"(?:วัน)?({_WEEKDAY})(?:บดี)?(?:ของ)?(?:อาทิตย์|สัปดาห์)(นี้|หน้า)|(?:อาทิตย์|สัปดาห์)(นี้|หน้า)(?:วัน)?({_WEEKDAY})"
)
# "ขอส่งพรุ่งนี้ เพราะมะรืนลาป่วย": the day on which somebody is away is not the day asked for.
_NOT_THEN = re.compile(
    rf"(?:เพราะ|เนื่องจาก|ด้วย|[|])?(?:(?:วัน)?(?:{_WEEKDAY})(?:บดี)?(?:นี้|หน้า)?|วันนี้|พรุ่งนี้|มะรืน)"
    r"(?:ผม|หนู|ดิฉัน|พี่)?(?:ต้อง)?(?:ลา(?:ป่วย|กิจ|พัก)?(?![ก-ฮ]ง)|ไม่อยู่|ไม่ว่าง|หยุด|ไปราชการ|ติด(?:ประชุม|อบรม)|มีประชุม)"
)
_COMING = re.compile(rf"(?:วัน)?({_WEEKDAY})(?:บดี)?ที่(?:จะ|กำลัง)(?:มา)?ถึง")
# "ศุกร์สุดท้ายของเดือนนี้", "วันสุดท้ายของเดือนหน้า", "วันพุธแรกของเดือนมีนาคม"
_IN_MONTH = re.compile(
    rf"(?:วัน)?(?P<day>{_WEEKDAY}|วัน)(?:บดี)?(?:(?P<which>แรก|สุดท้าย|ท้าย)(?:ของ|ใน)?"
    # "วันพุธที่ 4 เดือนกุมภาพันธ์" is a date; "พุธที่ 4 ของเดือน" counts
    rf"|ที่(?P<nth>1|2|3|4|หนึ่ง|สอง|สาม|สี่)(?:ของ|ใน))เดือน(?P<next>นี้|หน้า)?"
)
_WEEKDAY_ALONE = re.compile(rf"วัน({_WEEKDAY})(?:บดี)?(?!นี้|หน้า|ที่แล้ว|ก่อน|ที่ผ่านมา)")
_MONTH_END = re.compile(r"สิ้นเดือน(?:นี้|หน้า)?|ปลายเดือนนี้$")
_QUARTER_END = re.compile(r"สิ้นไตรมาส(?:ที่)?([1-4])?(หน้า|ถัดไป)?")
_FISCAL_END = re.compile(r"สิ้นปีงบ(?:ประมาณ)?")
_YEAR_END = re.compile(r"สิ้นปี(?!งบ)")
_DAY_OF_MONTH = re.compile(
    r"(?:วันที่|(?<!มาส)(?<!ครั้ง)(?<!อัน)(?<!ข้อ)(?<!ตัว)ที่)([1-9]|[12]\d|3[01])(?!\d|[/.:]\d)(เดือนหน้า|ของเดือนหน้า)?"
)
_ENGLISH_DAYS = dict(
    zip(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"), _DAY_OF, strict=True)
)
_ENGLISH_MONTHS = dict(
    zip(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
        thaidate.SHORT_MONTHS,
        strict=False,
    )
)
_ENGLISH = re.compile(
    rf"(?:(?P<which>next|this)\s?)?(?P<day>{'|'.join(_ENGLISH_DAYS)})|end\s?of\s?(?:the\s?"
    rf"|this\s?)?(?P<next>next\s?)?month"
    rf"|(?P<number>\d{{1,2}})\s?(?P<month>{'|'.join(_ENGLISH_MONTHS)})[a-z]{{0,6}}|(?P<week>next\s?week)"
    rf"|(?P<first>{'|'.join(_ENGLISH_MONTHS)})[a-z]{{0,6}}\s?(?P<second>\d{{1,2}})(?!\d)"
)


def _in_thai(words: str) -> str:
    """English days and months, and weekdays by their letter, as Thai words, so that one reader reads all."""
    words = _SHORT_WEEKDAY.sub(lambda found: _WEEKDAY_OF_LETTER[found[1] or found[2]], words)
    return _ENGLISH.sub(_thai_of, words)


def _thai_of(found: re.Match[str]) -> str:
    if found["day"]:
        day = _ENGLISH_DAYS[found["day"]]
        return f"{day}หน้า" if found["which"] == "next" else f"{day}นี้" if found["which"] else f"วัน{day}"
    if found["week"]:
        return "สัปดาห์หน้า"
    if month := found["month"] or found["first"]:
        return f"{found['number'] or found['second']}{_ENGLISH_MONTHS[month]}"
    return "สิ้นเดือนหน้า" if found["next"] else "สิ้นเดือน"


def is_to_come(words: str, now: datetime) -> bool:
    """Whether words that claim something done name a day, or hours of this one, that have yet to come."""
    if now.hour < _EVENING and _THIS_EVENING.search(words):
        return True
    day = None if PAST_DAY.search(words) or "กำหนด" in words else due_from(words, now.date())
    return day is not None and 0 < (day - now.date()).days <= LONG_TO_COME


def due_from(words: str, today: date) -> date | None:
    """The day meant by words without spaces; None when no day or no single day can be told.

    Weeks start on Monday: "ศุกร์นี้" is this week's Friday, "ศุกร์หน้า" the next week's. A month alone means its last
    day, a day or month without a year the next one to come.
    """
    words = _NOT_THEN.sub("", _PUT_RIGHT.sub("", words))
    words = _DENIED.sub("", _FROM.sub("", _MONTH_SAID.sub(r"\1เดือน\2", _in_thai(words))))
    if _VAGUE.search(words):
        return None
    words = _SPELLED.sub(_in_digits, words)
    if day := _in_month(words, today):
        return day
    if thaidate.find_mentions(words):
        return _named(words, today)
    for rule in (_next_day_of_month, _counted, _weekday, _period_end, _days_said):
        if day := rule(words, today):
            return day
    return today if _TODAY.search(words) else None


def span_from(words: str, start: date) -> date | None:
    """Where a span that the words name ("อีก 15 วัน") ends, counted from start; None without one."""
    words = _SPELLED.sub(_in_digits, words)
    found = _IN_DAYS.search(words)
    return _after(start, found[1], found[2]) if found else _days_said(words, start)


_MONTHS = "|".join((*thaidate.MONTHS, *(re.escape(month) for month in thaidate.SHORT_MONTHS)))
_TIME_WORD = re.compile(
    rf"ขอ|เป็น|ภายใน|ไม่เกิน|ประมาณ|ช่วง|ก่อน|อีก|วันที่|วัน|สัปดาห์|เดือน|ไตรมาส|ปีงบประมาณ|ปี|นี้|หน้า|ถัดไป|สิ้น|ปลาย|ต้น|กลาง|หลัง|ถึง"
    rf"|ไป|น่าจะ|คง"
    rf"|พรุ่งนี้|มะรืน|เช้า|บ่าย|เย็น|ค่ำ|เที่ยง|คืน|{_WEEKDAY}|บดี|{_MONTHS}|{_NUMBER}|ทำการ|{vocabulary.PARTICLE}|พี่|จะ|ส่งให้|ได้"
    rf"|เลย|ๆ|◇|[^\wก-๛]"
)


def only_time(words: str) -> bool:
    """Whether the words are nothing but a time, as an answer to "when?" is."""
    return names_time(words) and consists_of(_TIME_WORD, _in_thai(words))


def consists_of(rule: re.Pattern[str], words: str) -> bool:
    """Whether the rule takes the words piece after piece, leaving nothing."""
    position = 0
    while position < len(words):
        found = rule.match(words, position)
        if not found or found.end() == position:
            return False
        position = found.end()
    return True


def names_time(words: str) -> bool:
    """Whether the words name a coming time at all, be it one that cannot be put to a day."""
    words = _in_thai(words)
    spoken = (
        _VAGUE,
        _TODAY,
        _TOMORROW,
        _DAY_AFTER,
        _THIRD_DAY,
        _COMING,
        _IN_MONTH,
        _IN_DAYS,
        _WEEKDAY_SAID,
        _SUNDAY_WEEK,
        _WEEKDAY_IN_WEEK,
    )
    ends = (_MONTH_END, _QUARTER_END, _FISCAL_END, _YEAR_END, _DAY_OF_MONTH, _WEEKDAY_ALONE)
    named = re.search(r"(?:สัปดาห์|เดือน|ปี|ไตรมาส)(?:หน้า|ถัดไป)|next(?:week|month)|next\s(?:week|month)", words)
    return bool(named or thaidate.find_mentions(words)) or any(rule.search(words) for rule in (*spoken, *ends))


def _named(words: str, today: date) -> date | None:
    """A day or month named in so many words; the last one said counts: "from the 5th to the 20th"."""
    mention = thaidate.find_mentions(words)[-1]
    if mention.day and not mention.year and (typed := _NO_YEAR_OF_OURS.match(words, mention.end)):
        return mention.on(int(typed[1]) - fiscal.BUDDHIST_OFFSET)
    year = mention.year or today.year
    for candidate in (year,) if mention.year else (year, year + 1):
        day = mention.on(candidate) if mention.day else fiscal.month_end(candidate, mention.month)
        if day and (day >= today or mention.year):
            return day
    return None


def _counted(words: str, today: date) -> date | None:
    """The farthest of tomorrow and the days after it, of several named the later one is asked for; or a term."""
    for rule, days in ((_THIRD_DAY, 3), (_DAY_AFTER, 2), (_TOMORROW, 1)):
        if rule.search(words):
            return today + timedelta(days=days)
    found = _IN_DAYS.search(words)
    return _after(today, found[1], found[2]) if found else None


def _days_said(words: str, today: date) -> date | None:
    if found := _DAYS_SAID.search(words):
        return _after(today, found[1], found[2])
    return _after(today, "1", found[1]) if (found := _ONE_MORE.search(words)) else None


def _in_digits(found: re.Match[str]) -> str:
    if found[3]:
        return str(_NUMBERS[found[3]])
    return str((_ONES[found[1]] or 1) * 10 + _ONES[found[2]])


def _in_month(words: str, today: date) -> date | None:
    """A weekday or the day itself by its place in a month: the first, the last, the second."""
    found = _IN_MONTH.search(words)
    if found is None or (found["day"] == "วัน" and found["nth"]):
        return None  # "the 2nd of the month" is a date like any other
    first = fiscal.add_months(today.replace(day=1), 1 if found["next"] == "หน้า" else 0)
    if not found["next"] and (named := thaidate.find_mentions(words[found.start() :])):
        year = named[0].year or (first.year + (named[0].month < first.month))
        first = date(year, named[0].month, 1)
    last = fiscal.month_end(first.year, first.month)
    days = [first + timedelta(days=n) for n in range(last.day)]
    if found["day"] != "วัน":
        days = [day for day in days if day.weekday() == _DAY_OF[found["day"]]]
    if found["nth"]:
        return days[(_NUMBERS.get(found["nth"]) or int(found["nth"])) - 1]
    return days[0 if found["which"] == "แรก" else -1]


def _after(today: date, number: str, of: str) -> date:
    count = min(_NUMBERS.get(number) or int(number), MOST_AHEAD)
    if of == "เดือน":
        return fiscal.add_months(today, count)
    return today + timedelta(days=count if of == "วัน" else 7 * count)


def _weekday(words: str, today: date) -> date | None:
    if found := _WEEKDAY_IN_WEEK.search(words):
        name, which = found[1] or found[4], found[2] or found[3]
    elif (found := _WEEKDAY_SAID.search(words)) and not _SUNDAY_WEEK.match(words, found.start()):
        name, which = found[1], found[2]
    elif found := _COMING.search(words) or _WEEKDAY_ALONE.search(words):
        ahead = (_DAY_OF[found[1]] - today.weekday()) % 7
        return today + timedelta(days=ahead or 7)
    else:
        return None
    monday = today - timedelta(days=today.weekday())
    return monday + timedelta(days=_DAY_OF[name] + (0 if which == "นี้" else 7))


def _period_end(words: str, today: date) -> date | None:
    if found := _MONTH_END.search(words):
        first = fiscal.add_months(today.replace(day=1), 1 if found[0].endswith("หน้า") else 0)
        return fiscal.month_end(first.year, first.month)
    year = fiscal.fiscal_year_of(today)
    if _FISCAL_END.search(words):
        return fiscal.fiscal_bounds(year)[1]
    if found := _QUARTER_END.search(words):
        return _quarter_end(year, int(found[1]) if found[1] else fiscal.quarter_of(today) + bool(found[2]))
    return date(today.year, 12, 31) if _YEAR_END.search(words) else None


def _quarter_end(year: int, quarter: int) -> date:
    return fiscal.quarter_bounds(year + 1, 1)[1] if quarter > 4 else fiscal.quarter_bounds(year, quarter)[1]


def _next_day_of_month(words: str, today: date) -> date | None:
    found = _DAY_OF_MONTH.search(words)
    if not found:
        return None
    day, first = int(found[1]), today.replace(day=1)
    for month in range(1 if found[2] else 0, 13):
        start = fiscal.add_months(first, month)
        if day <= fiscal.month_end(start.year, start.month).day and start.replace(day=day) >= today:
            return start.replace(day=day)
    return None
