"""Which columns of a plan stand for months, quarters or half-years. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from models.thaidate import MONTHS, SHORT_MONTHS
from models.thaitext import squeeze, strip_tags

FISCAL_ORDER = (10, 11, 12, 1, 2, 3, 4, 5, 6, 7, 8, 9)
_QUARTERS = {number: FISCAL_ORDER[3 * number - 3 : 3 * number] for number in (1, 2, 3, 4)}
_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# One letter a month, as narrow columns print it, from October on.
_INITIALS = ("ต", "พ", "ธ", "ม", "ก", "มี", "เม", "พ", "มิ", "ก", "ส", "ก")


@dataclass(frozen=True)
class Period:
    """The months one column stands for, in order of time: one, a quarter's three or a half-year's six."""

    months: tuple[int, ...]

    @property
    def quarter(self) -> int | None:
        """The fiscal quarter (1 = October–December) when the column is one."""
        return next((number for number, months in _QUARTERS.items() if months == self.months), None)


def _month_words() -> dict[str, int]:
    words = {}
    for number in range(1, 13):
        dotted = SHORT_MONTHS[number - 1]
        for word in (MONTHS[number - 1], dotted, dotted[:-1], dotted.replace(".", ""), _ENGLISH[number - 1]):
            words[word] = number
    return words


_MONTH_OF = _month_words()
_MONTH = re.compile(
    "|".join(re.escape(word) for word in sorted(_MONTH_OF, key=len, reverse=True)).replace("jan|", "jan[a-z]{0,5}|")
)
_QUARTER = re.compile(r"(?:ไตรมาส(?:ที่)?|quarter|qtr\.?|(?<![a-z])q)\.?([1-4])(?!\d)")
_HALF = re.compile(r"(?:ครึ่งปี|6เดือน|รอบ6เดือน)(?:งบประมาณ)?(แรก|หลัง|ที่[12])")
# What may stand beside the month in a heading; with more words it is no column to tick.
_BESIDE = re.compile(
    r"(?:ระยะ|ช่วง|ห้วง)เวลา(?:ใน)?(?:การ)?(?:ดำเนิน(?:การ|งาน)|ปฏิบัติ(?:งาน)?)?|แผน(?:การ)?(?:ดำเนิน(?:การ|งาน)|ปฏิบัติ(?:งาน)?)?(?:ราย)?"
    r"|เดือน|ปี(?:งบประมาณ)?|พ\.?ศ\.?|งบประมาณ|ปฏิทิน|กำหนดการ|ไตรมาส(?:ที่)?|[a-z]{0,6}|[0-9]{1,4}|[()/.,:–—\[\]-]"
)
_MOST_WORDS_BESIDE = 6


def _period(heading: str) -> Period | None:
    """What one heading stands for by itself; None for any other heading."""
    text = squeeze(strip_tags(heading)).lower()
    found = list(_MONTH.finditer(text))
    rest = _BESIDE.sub("", _HALF.sub("", _QUARTER.sub("", _MONTH.sub("", text))))
    if len(rest) > _MOST_WORDS_BESIDE:
        return None
    if len(found) == 1:
        return Period((_MONTH_OF.get(found[0].group(), 1),))
    if quarter := _QUARTER.search(text):
        return Period(_QUARTERS[int(quarter.group(1))])
    if half := _HALF.search(text):
        return Period(FISCAL_ORDER[:6] if half.group(1) in ("แรก", "ที่1") else FISCAL_ORDER[6:])
    if len(found) == 2:
        return Period(_between(_MONTH_OF[found[0].group()], _MONTH_OF[found[1].group()]))
    return Period(tuple(_MONTH_OF[month.group()] for month in found)) if len(found) > 2 else None


def _between(first: int, last: int) -> tuple[int, ...]:
    count = (last - first) % 12 + 1
    return tuple((first + step - 1) % 12 + 1 for step in range(count))


def _short_run(headings: Sequence[str]) -> dict[int, Period]:
    """Twelve columns in a row headed by bare initials or by month numbers."""
    keys = [squeeze(strip_tags(heading)).replace(".", "") for heading in headings]
    numbers = [str(month) for month in FISCAL_ORDER]
    for start in range(len(keys) - 11):
        run = keys[start : start + 12]
        initials = all(
            word and (full.startswith(word) or word == full[0]) for word, full in zip(run, _INITIALS, strict=True)
        )
        if initials or run == numbers:
            return {start + step: Period((month,)) for step, month in enumerate(FISCAL_ORDER)}
    return {}


def month_columns(headings: Sequence[str]) -> dict[int, Period]:
    """Column index → the months it stands for; empty when fewer than two columns are such.

    Years beside the months are let go: a plan's ticks recur in the year it is rolled into. A narrow month
    column inside a wide quarter heading ("ไตรมาส 1 ต.ค.") is the month.
    """
    found = {index: period for index, heading in enumerate(headings) if (period := _period(heading))}
    if len({period.months for period in found.values()}) >= 2:
        return found
    return _short_run(headings)
