"""Whether a day is said with a weekday that it does not fall on. Pure."""

import re
from datetime import date

from models.thaidate import WEEKDAYS
from models.thaitext import squeeze

# "วันจันทร์ที่ 15 มกราคม", "ศุกร์ 15/1", over words without spaces.
_SAID = re.compile(r"(จันทร์|อังคาร|พุธ|พฤหัส|ศุกร์|เสาร์|อาทิตย์)(?:บดี|ฯ)?(?:ที่|,)?([0-3]?\d)(?!\d|ของเดือน)")


def differs(words: str, day: date) -> bool:
    """Of the same day of the month another weekday is said, and never its own."""
    said = [weekday for weekday, number in _SAID.findall(squeeze(words)) if int(number) == day.day]
    return bool(said) and not any(WEEKDAYS[day.weekday()].startswith(weekday) for weekday in said)
