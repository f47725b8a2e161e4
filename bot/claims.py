"""How far a message says the work is; "completed" only for a plain claim that nothing else in it takes back. Pure."""

from bot import hindrances
from bot import vocabulary as words
from bot.wording import pattern
from models.records import Status
from models.thaitext import fold_digits

_DIGITS = {
    "ศูนย์": 0,
    "หนึ่ง": 1,
    "เอ็ด": 1,
    "สอง": 2,
    "ยี่": 2,
    "สาม": 3,
    "สี่": 4,
    "ห้า": 5,
    "หก": 6,
    "เจ็ด": 7,
    "แปด": 8,
    "เก้า": 9,
}
_UNIT = "|".join(_DIGITS)
_SPOKEN = rf"(?:(?:{_UNIT})?สิบ(?:{_UNIT})?|(?:หนึ่ง)?ร้อย(?!ละ)|{_UNIT})"
# "10**30%" and "-5%" are no progress; the dash of "70-80%" is none of a sign.
_PERCENT = pattern(
    rf"(?<![\d.*^])(?<!(?<!\d)-)(\d{{1,3}}|{_SPOKEN})%|(?:ร้อยละ|คืบหน้า(?:ประมาณ)?)(\d{{1,3}}|{_SPOKEN})(?![\d.])"
)
_FROM_TO = pattern(r"จาก\d{1,3}%(?=[^|]{0,10}เป็น)")
_HALF = pattern(r"(?<!เกิน)(?<!กว่า)(?<!ไม่ถึง)ครึ่ง(?!กว่า|ค่อน|แรก|หลัง)")
_COUNT = pattern(r"(\d{1,3})(?:ใน|จาก|/)(\d{1,3})(?!\d|/|%)")

_NOT_NEGATIVE = pattern(words.NOT_NEGATIVE)
_NOT_STARTED = pattern(words.NOT_STARTED)
_UNFINISHED = pattern(f"{words.UNFINISHED}|{words.PENDING_HAND}")
_UNDER_WAY = pattern(words.UNDER_WAY)
_DONE = pattern(words.DONE)
_STEP_DONE = pattern(words.STEP_DONE)
_PUBLISHED = pattern(words.PUBLISHED)
_HANDED = pattern(words.HANDED_TO_A_PERSON)
_HEDGE = pattern(words.HEDGE)
_FUTURE = pattern(words.FUTURE)
_BUT = pattern(r"(?<!ตั้ง)แต่(?!ละ)|\bbut\b")
_HINDERED = pattern(f"{hindrances.OBSTACLE}|{words.WAITS}")
_ANY_NOT = pattern(r"ไม่|ยัง(?!ไง)|\bnot\b|\bno\b")


def status_of(flat: str) -> Status | None:
    """The state the words claim; None when they claim none."""
    plain = _NOT_NEGATIVE.sub("", flat)
    percent = progress_of(plain)
    parts = [share for share in _shares(plain) if share < 100]
    if percent == 0 or (_NOT_STARTED.search(plain) and not _under_way_besides(plain)):
        return Status.NOT_STARTED
    if _UNFINISHED.search(plain) or _NOT_STARTED.search(plain) or _part_counted(plain):
        return Status.IN_PROGRESS
    if parts:
        return Status.IN_PROGRESS
    if _DONE.search(plain) or percent == 100:
        return Status.IN_PROGRESS if _doubtful(plain) else Status.COMPLETED
    return Status.IN_PROGRESS if _UNDER_WAY.search(plain) else None


def progress_of(flat: str) -> int | None:
    """The per cent said; None for several different ones, and for other fractions than a half."""
    said = _shares(flat)
    if not said:
        return 50 if _HALF.search(flat) else None
    percent = said.pop()
    return percent if not said and percent <= 100 else None


def _shares(flat: str) -> set[int]:
    return {_number(found[1] or found[2]) for found in _PERCENT.finditer(_FROM_TO.sub("", flat))}


def _under_way_besides(plain: str) -> bool:
    rest = _NOT_STARTED.sub("", plain)
    return bool(_DONE.search(rest) or _UNDER_WAY.search(rest))


def _doubtful(plain: str) -> bool:
    """Whether anything stands beside the claim that a finished piece of work would not need."""
    step = _STEP_DONE.search(plain) and not _PUBLISHED.search(plain)
    marks = (_UNDER_WAY, _HEDGE, _FUTURE, _BUT, _ANY_NOT, _HINDERED)
    return bool(step or _HANDED.search(plain)) or any(mark.search(plain) for mark in marks)


def _part_counted(plain: str) -> bool:
    """ "3 จาก 5", "3/5": some of them only."""
    return any(int(found[1]) < int(found[2]) for found in _COUNT.finditer(plain))


def _number(text: str) -> int:
    if text.isdigit():
        return int(fold_digits(text))
    if text.endswith("ร้อย"):
        return 100
    tens, ten, ones = text.partition("สิบ")
    if not ten:
        return _DIGITS[text]
    return 10 * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0)
