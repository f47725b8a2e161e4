"""An office's monthly meeting: "the third Wednesday", "the 15th", read from words and reckoned for a month. Pure."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from models.fiscal import month_end
from models.refusal import Refusal
from models.thaidate import WEEKDAYS
from models.thaitext import fold_digits, squeeze

_DAY = re.compile(r"(?:ทุก)?(?:วันที่)?(\d{1,2})(?:ของ(?:ทุก)?เดือน)?")
_MONTH_END = re.compile(r"(?:วัน)?สิ้นเดือน|วันสุดท้าย(?:ของเดือน)?")
_NTH = re.compile(rf"(?:ทุก)?(?:วัน)?({'|'.join((*WEEKDAYS, 'พฤหัส'))})(?:ที่|สัปดาห์ที่)?([1-4]|สุดท้าย|แรก)(?:ของ(?:ทุก)?เดือน)?")
_LAST = 5


@dataclass(frozen=True)
class MeetingDay:
    """A day of the month (31: the last one), or the nth (5: last) of a weekday (0: Monday)."""

    day: int | None = None
    weekday: int | None = None
    nth: int = 1

    @property
    def written(self) -> str:
        """As people write it, and as read_meeting() reads it again."""
        if self.weekday is not None:
            which = "สุดท้าย" if self.nth == _LAST else f"ที่ {self.nth} "
            return f"วัน{WEEKDAYS[self.weekday]}{which}ของเดือน"
        return "วันสิ้นเดือน" if self.day == 31 else f"วันที่ {self.day} ของเดือน"

    def of_month(self, year: int, month: int) -> date:
        """The day in a month (CE year), whether the office works on it or not."""
        last = month_end(year, month)
        if self.weekday is None:
            return min(last.replace(day=min(self.day or 31, last.day)), last)
        if self.nth == _LAST:
            return last - timedelta(days=(last.weekday() - self.weekday) % 7)
        first = date(year, month, 1)
        return first + timedelta(days=(self.weekday - first.weekday()) % 7 + 7 * (self.nth - 1))

    def next_from(self, today: date) -> date:
        """The first one that is not before a day."""
        this = self.of_month(today.year, today.month)
        return this if this >= today else self.of_month(today.year + today.month // 12, today.month % 12 + 1)


def read_meeting(words: str) -> MeetingDay:
    """The day that the words name. Raises Refusal when they name none."""
    plain = squeeze(fold_digits(words))
    if found := _NTH.fullmatch(plain):
        weekday = next(n for n, name in enumerate(WEEKDAYS) if name.startswith(found[1]))
        return MeetingDay(None, weekday, {"สุดท้าย": _LAST, "แรก": 1}.get(found[2]) or int(found[2]))
    if _MONTH_END.fullmatch(plain):
        return MeetingDay(31)
    if (found := _DAY.fullmatch(plain)) and 1 <= int(found[1]) <= 31:
        return MeetingDay(int(found[1]))
    raise Refusal(f"อ่านวันประชุม {words!r} ไม่ได้ เขียนเป็น “วันพุธที่ 3” “วันศุกร์สุดท้าย” “วันที่ 15” หรือ “สิ้นเดือน”", "meeting")
