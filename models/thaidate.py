"""Thai dates in every written form: found in text, and written out again. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from models.fiscal import BUDDHIST_OFFSET, year_of_month
from models.misprint import bare, misprints_of
from models.thaitext import compact, to_thai_digits

MONTHS = (
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
)
SHORT_MONTHS = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")
WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")
ENGLISH_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ENGLISH_LONG = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
# Misspellings in the letters themselves; lost and moved marks are every month's (models.misprint).
_MISSPELT = {"กุมภาพัน": 2, "พฤกษภาคม": 5, "ธันวาคาม": 12}
# What people say for short; only believed beside a day, a year or the word เดือน (ตุลาการ is a court, มีนาที not March).
_SPOKEN = ("มกรา", "กุมภา", "มีนา", "เมษา", "พฤษภา", "มิถุนา", "กรกฎา", "สิงหา", "กันยา", "ตุลา", "พฤศจิกา", "ธันวา")


def _month_words() -> dict[str, int]:
    words = dict(_MISSPELT)
    for number in range(1, 13):
        short = SHORT_MONTHS[number - 1]
        bare = short.replace(".", "")
        for word in (MONTHS[number - 1], short, short[:-1], bare + ".", bare, _SPOKEN[number - 1]):
            words[word] = number
        words[_ENGLISH_LONG[number - 1].lower()] = words[ENGLISH_MONTHS[number - 1].lower()] = number
    return words


_MONTH_OF = _month_words()
_SURE = frozenset(MONTHS) | frozenset(SHORT_MONTHS) | frozenset(_MISSPELT) | {short[:-1] for short in SHORT_MONTHS}
_MONTH_BY_LETTERS = {bare(word): number for number, word in enumerate(MONTHS, start=1)}
_WORDS = {word: re.escape(word) for word in _MONTH_OF} | {word: misprints_of(word) for word in MONTHS}
# Without its marks March is the end of คมนาคม, transport; a letter with marks of its own ends no short name ("ก.คู่มือ").
_MONTH = (
    rf"(?:(?!(?<=ค)มนาคม)(?:{'|'.join(_WORDS[word] for word in sorted(_WORDS, key=len, reverse=True))})"
    rf"(?![\u0e30-\u0e3a\u0e47-\u0e4e]))"
)
_WEEKDAY = "|".join(WEEKDAYS)
_DAY_GLUE = "(?:-|ถึง|จนถึง|,|และ|หรือ|กับ|/)(?:วันที่)?"
_ERA = r"(?:พ\.?ศ\.?|ค\.?ศ\.?|พุทธศักราช|คริสต์ศักราช|B\.?E\.?)"
_YEAR_GLUE = rf"(?:ของ)?(?P<fiscal>ปีงบประมาณ|ปีงบ)?(?:ปี)?,?{_ERA}?"
# "มกราคม 15 วัน" counts days and "2 ครั้ง" times: a number before such a word is no year.
_NO_YEAR = r"(?!วัน|เดือน|ครั้ง|คน|ราย|บาท|ชุด|เรื่อง|โครงการ|กิจกรรม|แห่ง|ชั่วโมง|นาที|%|[.,/]\d)"
# Bodies whose initials look like months: ก.พ.ร., ก.พ.ค., ก.ค.ศ.; and the forms ก.พ.7 and ส.ค.1.
_NO_MONTH = r"(?!ก\.พ\.?(?:[รคอ]\.|\d(?!\d))|ก\.ค\.?ศ|ส\.ค\.?(?:ส|\d(?!\d)))"
_NAMED = re.compile(
    rf"(?:(?P<days>(?<!\d)\d{{1,2}}(?:{_DAY_GLUE}\d{{1,2}}(?!\d)){{0,7}})(?P<of>ของ)?(?:เดือน)?)?"
    rf"{_NO_MONTH}(?P<month>{_MONTH})(?:{_YEAR_GLUE}(?P<year>\d{{4}}(?!\d)|[5-9]\d(?!\d){_NO_YEAR}))?",
    re.IGNORECASE,
)
# Figures hanging on Latin letters ("plan-31-12-2569.pdf") are part of a name.
_NUMERIC = re.compile(
    r"(?<!\d)(?<!\d[./])(?<![A-Za-z][./_-])(?P<day>\d{1,2})(?P<sep>[/.-])(?P<month>\d{1,2})(?P=sep)(?P<year>\d{4}|\d{2})(?!\d)"
)
_ISO = re.compile(
    r"(?<!\d)(?<![A-Za-z][./_-])(?P<year>\d{4})(?P<sep>[/.-])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?!\d)"
)
# "วันที่ 30 เดือน 9 พ.ศ. 2570", as forms are filled in
_NUMBERED = re.compile(rf"(?<=วันที่)(?P<day>\d{{1,2}})เดือน(?:ที่)?(?P<month>\d{{1,2}})(?:ปี)?{_ERA}?(?P<year>\d{{4}})(?!\d)")
_MONTH_NUMBER = re.compile(r"(?<=เดือน)(?P<month>\d{1,2})/(?P<year>\d{4}|\d{2})(?!\d)")
# "3/2570" alone is a month; elsewhere it numbers a meeting or an order.
_MONTH_ALONE = re.compile(r"(?:^|(?<=ภายใน)|(?<=ก่อน))(?P<month>\d{1,2})/(?P<year>2\d{3})$")
# "30/6" is a day only after a word that asks for one, or "of every year"; elsewhere it numbers things.
_PAIR = r"\d{1,2}/\d{1,2}(?![\d/])"
_PAIRS = rf"{_PAIR}(?:(?:,|และ|หรือ|กับ|-|ถึง)(?:วันที่)?{_PAIR}){{0,5}}"
_NO_FRACTION = "(?!ของ|วัน|เดือน|ปี|ชั่วโมง|ครั้ง)"
_DAYS_AND_MONTHS = re.compile(
    rf"(?:(?<=วันที่)|(?<=ภายใน)|(?<=ก่อน)|(?<=ไม่เกิน)){_PAIRS}(?:{_NO_FRACTION}|(?=ของทุกปี))|(?<![\d/]){_PAIRS}(?=ของทุกปี)"
)
_DAY_AND_MONTH = re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})")
_NUMBER = re.compile(r"\d+")
# "สำนักงาน ก.พ." and what ก.พ. decides: the Civil Service Commission, not February.
_COMMISSION = re.compile(r"(?:สำนักงาน|มติ|ที่|ของ|เลขาธิการ|คณะกรรมการ|หนังสือ|ระเบียบ|ประกาศ)$")
# What may stand before "มค."; elsewhere it is the end of one word and the initial of the next ("นิคม ค.ศ.").
_OPENING = re.compile("(?:^|[^ก-๛]|ถึง|และ|หรือ|ภายใน|สิ้น)$")
# "Time 1 March" numbers the time; "day 1 March" and "Monday 1 March" are days.
_NUMBERING = re.compile(rf"(?<!วัน)(?<!{')(?<!'.join(WEEKDAYS)})(?<!พฤหัส)ที่$|(?:ไตรมาส|ข้อ)$")
# "The Friday 2 of March" is the second one; "Friday 25 March" is a day.
_WEEKDAY_NUMBER = re.compile(f"(?:{_WEEKDAY}|พฤหัส)ที่$")
_LONGEST_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True)
class Mention:
    """A month, or a day of it, named at start:end of a compact text; year is CE, None where none is named.

    spread: the day was said "of the month", so that it holds for the months listed after it as well.
    """

    start: int
    end: int
    month: int
    day: int | None = None
    year: int | None = None
    spread: bool = False

    def on(self, year: int) -> date | None:
        """The named day in a CE year; None for 29 February of a common year. Needs a day."""
        return _real_date(year, self.month, self.day or 0)


def year_from(digits: str) -> int | None:
    """The CE year meant by 2 or 4 digits: Buddhist Era, unless the four say otherwise; None if it is no year."""
    number = int(digits)
    if len(digits) == 2:
        return number + 2500 - BUDDHIST_OFFSET if number >= 50 else None
    if 2400 <= number < 2700:
        return number - BUDDHIST_OFFSET
    return number if 1900 <= number < 2150 else None


def _real_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _valid(mention: Mention) -> bool:
    if not 1 <= mention.month <= 12:
        return False
    if mention.day is None:
        return True
    if mention.year is None:
        return 1 <= mention.day <= _LONGEST_MONTH[mention.month - 1]
    return mention.on(mention.year) is not None


def _year_of(found: re.Match[str], month: int) -> int | None:
    if found["year"] is None or (year := year_from(found["year"])) is None:
        return None
    return year_of_month(year + BUDDHIST_OFFSET, month) if found["fiscal"] else year


def _month_of(word: str) -> int:
    return _MONTH_OF.get(word.lower()) or _MONTH_BY_LETTERS[bare(word)]


def _believed(found: re.Match[str]) -> bool:
    word, before = found["month"], found.string[max(0, found.start() - 16) : found.start()]
    if found["days"] or (found["year"] and year_from(found["year"])) or before.endswith("เดือน"):
        return True
    if word.endswith(".") and word not in _SURE:
        return _OPENING.search(before) is not None
    sure = word in _SURE or bare(word) in _MONTH_BY_LETTERS
    return sure and not (word.startswith("ก.พ") and _COMMISSION.search(before))


def _named(found: re.Match[str]) -> list[Mention]:
    if not _believed(found):
        return []
    month = _month_of(found["month"])
    year = _year_of(found, month)
    # A number that turned out to be no year stays in the text for others to read.
    end = found.end() if year is not None or found["year"] is None else found.end("month")
    before = found.string[max(0, found.start() - 16) : found.start()]
    if found["days"] is None or _NUMBERING.search(before) or (found["of"] and _WEEKDAY_NUMBER.search(before)):
        return [Mention(found.start("month"), end, month, None, year)]
    days = list(_NUMBER.finditer(found["days"]))
    base = found.start("days")
    ends = [base + day.end() for day in days[:-1]] + [end]
    spread = found["of"] is not None
    return [
        Mention(base + day.start(), stop, month, int(day.group()), year, spread)
        for day, stop in zip(days, ends, strict=True)
    ]


def _numeric(found: re.Match[str]) -> list[Mention]:
    before = found.string[: found.start()][-6:]
    year = year_from(found["year"])
    # "ที่ 12/3/2569" numbers a letter or an order, "วันที่ 12/3/2569" is a day.
    if year is None or (before.endswith(("ที่", "ข้อ")) and not before.endswith("วันที่")):
        return []
    day = found.groupdict().get("day")
    return [Mention(found.start(), found.end(), int(found["month"]), int(day) if day else None, year)]


def _yearless(text: str) -> Iterator[Mention]:
    for pairs in _DAYS_AND_MONTHS.finditer(text):
        for one in _DAY_AND_MONTH.finditer(text, *pairs.span()):
            yield Mention(one.start(), one.end(), int(one["month"]), int(one["day"]))


def find_mentions(text: str) -> tuple[Mention, ...]:
    """Every day or month named in a compact text (models.thaitext.compact), in order; impossible dates are none."""
    found: list[Mention] = []
    for pattern in (_ISO, _NUMERIC, _NUMBERED, _MONTH_NUMBER, _MONTH_ALONE):
        for match in pattern.finditer(text):
            if all(match.end() <= other.start or match.start() >= other.end for other in found):
                found += filter(_valid, _numeric(match))
    for match in _NAMED.finditer(text):
        found += filter(_valid, _named(match))
    found += filter(_valid, _yearless(text))
    return tuple(sorted(found, key=lambda mention: mention.start))


def find_dates(text: str) -> tuple[date, ...]:
    """Every full date in any text, in order of appearance; two-digit years are Buddhist Era."""
    mentions = find_mentions(compact(text))
    dates = (mention.on(mention.year) for mention in mentions if mention.year is not None and mention.day)
    return tuple(day for day in dates if day is not None)


def _written(day: date, months: tuple[str, ...], thai_digits: bool) -> str:
    text = f"{day.day} {months[day.month - 1]} {day.year + BUDDHIST_OFFSET}"
    return to_thai_digits(text) if thai_digits else text


def long_date(day: date, *, thai_digits: bool = False) -> str:
    """ "31 ธันวาคม 2569" """
    return _written(day, MONTHS, thai_digits)


def short_date(day: date, *, thai_digits: bool = False) -> str:
    """ "31 ธ.ค. 2569" """
    return _written(day, SHORT_MONTHS, thai_digits)


def long_month(day: date) -> str:
    """ "ธันวาคม 2569" """
    return f"{MONTHS[day.month - 1]} {day.year + BUDDHIST_OFFSET}"
