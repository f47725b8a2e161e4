"""What a spreadsheet cell shows, from its value and number format. Pure."""

import re
from datetime import date, datetime, time, timedelta

from models.thaidate import MONTHS
from models.thaitext import to_thai_digits

_BUDDHIST = 543
_FIRST_BUDDHIST_YEAR = 2400  # a year typed as พ.ศ. into a date cell; no plan speaks of that year A.D.
_QUOTED = re.compile(r'"([^"]*)"|\\(.)|_.|\*.')
_BRACKETS = re.compile(r"\[[^\]]*\]")
_NUMBER = re.compile(r"[#0?,]*[#0?][#0?,]*(?:\.([0#?]+))?")
_THAI_DIGITS = re.compile(r"^\s*t[#0]|\[\$-D0", re.IGNORECASE)  # the two ways Excel asks for ๐–๙
Value = str | bool | int | float | datetime | date | time | timedelta | None


def shown(value: Value, number_format: str) -> str:
    """The cell's text: dates as 2026-12-31 (A.D.), months alone in Thai, numbers and percents as displayed."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (datetime, date)):
        return _day(value, number_format)
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return str(value) if isinstance(value, timedelta) else _number(value, number_format)


def _day(value: datetime | date, number_format: str) -> str:
    year = value.year - _BUDDHIST if value.year > _FIRST_BUDDHIST_YEAR else value.year
    pattern = _BRACKETS.sub("", _QUOTED.sub("", number_format)).lower()
    if "d" not in pattern and "m" in pattern and ("y" in pattern or "b" in pattern):
        return f"{MONTHS[value.month - 1]} {year + _BUDDHIST}"
    clock = f" {value:%H:%M}" if isinstance(value, datetime) and (value.hour or value.minute) else ""
    return f"{year:04d}-{value:%m-%d}{clock}"


def _number(value: int | float, number_format: str) -> str:
    thai = _THAI_DIGITS.search(number_format) is not None
    section = _section(value, number_format)
    pattern = _NUMBER.search(_BRACKETS.sub("", _without_quotes(section)))
    text = _figures(value, pattern, percent="%" in _QUOTED.sub("", section))
    before, after = _around(section) if pattern else ("", "")
    text = f"{before}{text}{after}"
    return to_thai_digits(text) if thai else text


def _section(value: int | float, number_format: str) -> str:
    """A format may hold sections for positive; negative; zero numbers; the sign is then theirs to write."""
    sections = number_format.split(";")
    return sections[2] if value == 0 and len(sections) > 2 and sections[2].strip() else sections[0]


def _without_quotes(section: str) -> str:
    return _QUOTED.sub(lambda found: " ", section)


def _around(section: str) -> tuple[str, str]:
    """Quoted letters before and after the digits: a code typed as 12 may show as O12."""
    bare = _BRACKETS.sub("", section)
    digits = [n for n, sign in enumerate(_QUOTED.sub(lambda f: "\0" * len(f.group()), bare)) if sign in "#0?"]
    if not digits:
        return "", ""
    return _letters(bare[: digits[0]]), _letters(bare[digits[-1] + 1 :])


def _letters(part: str) -> str:
    return "".join((found.group(1) or found.group(2) or "") for found in _QUOTED.finditer(part))


def _figures(value: int | float, pattern: re.Match[str] | None, percent: bool) -> str:
    amount = value * 100 if percent else value
    sign = "%" if percent else ""
    if pattern is None:
        return f"{_plain(amount)}{sign}"
    decimals = len(pattern.group(1) or "")
    least = pattern.group().partition(".")[0].count("0")
    text = f"{amount:,.{decimals}f}" if "," in pattern.group() else f"{amount:.{decimals}f}"
    optional = (pattern.group(1) or "").count("#")
    for _ in range(optional):
        text = text.removesuffix("0")
    return text.removesuffix(".").zfill(least + (decimals + 1 if decimals else 0)) + sign


def _plain(amount: int | float) -> str:
    """Without ".0" and without the noise of binary fractions."""
    if isinstance(amount, int):
        return str(amount)
    return f"{amount:.10g}" if abs(amount) < 1e10 else f"{amount:.0f}"
