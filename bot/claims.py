"""How far a message says the work is; "completed" only for a plain claim that nothing else in it takes back. Pure."""

from collections.abc import Sequence
from functools import lru_cache

from bot import endings, english, hindrances
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
    rf"(?<![\d*^])(?<!\d\.)(?<!(?<!\d)-)(?<!ไม่)(?<!ไม่ถึง)(?<!ไม่เต็ม)(?<!ไม่ได้)(\d{{1,3}}|{_SPOKEN})%|(?:ร้อยละ"
    rf"|คืบหน้า(?:ประมาณ)?)(\d{{1,3}}|{_SPOKEN})(?![\d.])"
)
# "from 40 to 60 %", "not 54 %", "60, no, 80 %"
_NOT_THAT = pattern(r"\d{1,3}%(?=[^|\d]{0,3}เอ[๊้]ย)|จาก\d{1,3}%(?=[^|]{0,10}เป็น)|(?:ไม่|มิ)ใช่\d{1,3}%")
_HALF = pattern(r"(?<!เกิน)(?<!กว่า)(?<!ไม่ถึง)ครึ่ง(?!กว่า|ค่อน|แรก|หลัง)")
_NUMBER = rf"(?:\d{{1,5}}|(?<!เรียบ){_SPOKEN})"
_SPAN = r"(?:วัน|ชั่วโมง|ชม|นาที|สัปดาห์|อาทิตย์|เดือน|ปี)"
_NO_DATE = r"(?!\d|[/%]|[:.]\d|โมง|ทุ่ม|มกรา|กุมภา|มีนา|เมษา|พฤษภา|มิถุนา|กรกฎา|สิงหา|กันยา|ตุลา|พฤศจิกา|ธันวา|[กมพตธส]\.)"
_PART = rf"(?<!\d)(?P<part>{_NUMBER}){_NO_DATE}(?!ครบ)"
_WHOLE_OF = rf"(?P<whole>{_NUMBER}){_NO_DATE}"
_NOUN = r"[ก-๛a-z\s]{0,18}?"  # what is counted, with "แล้ว" or a particle: "3 ไฟล์แล้วครับ จาก 8 ไฟล์"
_OF_ALL = r"(?:[ก-๛]{0,14}?(?:ทั้งหมด|ทั้งสิ้น|จำนวน|ที่มี(?:อยู่)?|ต้อง[ก-๛]{1,10}?))?"
_BEHIND = r"(?:แล้ว|ได้|ไป|เสร็จ|มา|ครบ|ส่ง|ลง|อัพ|ขึ้น|แค่)"  # what stands before the part behind its whole
_COUNTS = (
    pattern(rf"{_PART}{_NOUN}\|?(?:(?:จาก|\bof\b\s?){_OF_ALL}|ทั้งหมด){_WHOLE_OF}"),
    pattern(rf"{_PART}{_NOUN}\|?(?<!ภาย)ใน{_OF_ALL}{_WHOLE_OF}(?!{_SPAN})"),  # not "3 เรื่องใน 5 วัน"
    pattern(rf"{_PART}{_SPAN}?ใน{_WHOLE_OF}"),
    pattern(rf"(?<!\d)(?P<part>\d{{1,3}}){_NOUN}/(?P<whole>\d{{1,3}})(?!\d|/|%)"),
    pattern(rf"(?:จาก|มี|ทั้งหมด|ทั้งสิ้น|จำนวน){_OF_ALL}{_WHOLE_OF}{_NOUN}\|?{_NOUN}{_BEHIND}{_PART}"),
    pattern(rf"(?<!\d){_WHOLE_OF}(?P<noun>[ก-๛]{{2,10}})\|?{_NOUN}{_BEHIND}{_PART}(?P=noun)"),
)
_THOUSANDS = pattern(r"(?<=\d)\|(?=\d{3}(?!\d))")  # the comma of "1,200" has cut a clause

_NOT_NEGATIVE = pattern(words.NOT_NEGATIVE)
_NOT_STARTED = pattern(words.NOT_STARTED)
_UNFINISHED = pattern(f"{words.UNFINISHED}|{words.PENDING_HAND}")
_UNDER_WAY = pattern(words.UNDER_WAY)
_DONE = pattern(words.DONE)
_STEP_DONE = pattern(words.STEP_DONE)
_PUBLISHED = pattern(words.PUBLISHED)
_WHOLE = pattern(r"เสร็จ(?:แล้ว|เรียบร้อย|สิ้น|สมบูรณ์)|เรียบร้อยแล้ว")  # said of the work besides a step of it
_HANDED = pattern(words.HANDED_TO_A_PERSON)
_HEDGE = pattern(words.HEDGE)
_FUTURE = pattern(words.FUTURE)
_BUT = pattern(r"(?<!ตั้ง)แต่(?!ละ|งตั้ง|งาน|เดิม|แรก|ต้น(?!ฉบับ|ทุน|สังกัด|เรื่อง|ปี))|\bbut\b")
_STATE_SAID = pattern(hindrances.STATE_SAID)
_HINDERED = pattern(f"{hindrances.OBSTACLE}|{words.WAITS}")
_NOTHING_LEFT = pattern(
    r"ไม่มี(?:อะไร|งาน|ข้อ|เรื่อง|ส่วน|หน้า|จุด|รายการ|หน่วย|กอง)?(?:ไหน|ใด|อะไร)?(?:ที่)?(?:ยัง)?"
    r"(?:(?:ติด)?ค้าง|ไม่(?:ได้)?(?:เสร็จ|ส่ง|ลง|ทำ|ครบ))◇?(?:อยู่)?(?:อะไร)?แล้ว(?!หรือ|หรอ|เหรอ|รึ|ไหม|มั้ย)"
)
_NO_PROGRESS = pattern(r"(?:ยัง)?ไม่(?:ค่อย)?(?:มี)?(?:ความ)?(?:คืบหน้า|ก้าวหน้า)")
_ANY_NOT = pattern(r"ไม่|ยัง(?!ไง)|\bnot\b|\bno\b(?!\s?gift)|n't\b|" + english.NEARLY_NOT)

# What of it a message holds, for whoever weighs it as a whole.
MARKS = {
    "not-started": _NOT_STARTED,
    "unfinished": _UNFINISHED,
    "under-way": _UNDER_WAY,
    "done": _DONE,
    "step-done": _STEP_DONE,
    "published": _PUBLISHED,
    "hedge": _HEDGE,
    "not": _ANY_NOT,
}


@lru_cache(maxsize=64)  # asked of the same words over and over while one message is read
def status_of(flat: str) -> Status | None:
    """The state the words claim; None when they claim none."""
    plain = _NOT_NEGATIVE.sub("", flat)
    percent = progress_of(plain)
    parts = [share for share in _shares(plain) if share < 100]
    plain = _NO_PROGRESS.sub("", plain) if _NOT_STARTED.search(plain) else plain
    if percent == 0 or (_NOT_STARTED.search(plain) and not _under_way_besides(plain)):
        return Status.NOT_STARTED
    if _UNFINISHED.search(plain) or _NOT_STARTED.search(plain) or _part_counted(plain):
        return Status.IN_PROGRESS
    if parts:
        return Status.IN_PROGRESS
    if _DONE.search(plain) or _NOTHING_LEFT.search(flat) or percent == 100:
        return Status.IN_PROGRESS if _doubtful(plain) else Status.COMPLETED
    return Status.IN_PROGRESS if _UNDER_WAY.search(plain) else None


def status_beside(flat: str) -> Status | None:
    """The state said beside a cause or a later day: never completed, and none that the words do not name."""
    if _NOT_STARTED.search(flat):
        return Status.NOT_STARTED
    said = progress_of(flat) is not None or _STATE_SAID.search(flat)
    status = status_of(flat) if said else None
    return Status.IN_PROGRESS if status is Status.COMPLETED else status


def is_said_at_last(clauses: Sequence[str]) -> bool:
    """Whether a clause claims that the work is done, none before it says otherwise, and none after it takes it back."""
    plain = [_NOT_NEGATIVE.sub("", flat) for flat in clauses]
    done = [place for place, flat in enumerate(clauses) if status_of(flat) is Status.COMPLETED]
    if not done or any(mark.search(flat) for flat in plain for mark in (_UNFINISHED, _NOT_STARTED, _HEDGE, _FUTURE)):
        return False
    return not any(_ANY_NOT.search(flat) or _part_counted(flat) for flat in plain[done[-1] :])


def progress_of(flat: str) -> int | None:
    """The per cent said; None for several different ones, and for other fractions than a half."""
    said = _shares(flat)
    if not said:
        return 50 if _HALF.search(flat) else None
    percent = said.pop()
    return percent if not said and percent <= 100 else None


def _shares(flat: str) -> set[int]:
    return {_number(found[1] or found[2]) for found in _PERCENT.finditer(_NOT_THAT.sub("", flat))}


def _under_way_besides(plain: str) -> bool:
    rest = _NOT_STARTED.sub("", plain)
    return bool(_DONE.search(rest) or _UNDER_WAY.search(rest))


def _doubtful(plain: str) -> bool:
    """Whether anything stands beside the claim that a finished piece of work would not need."""
    step = _STEP_DONE.search(plain) and not (_PUBLISHED.search(plain) or _WHOLE.search(_STEP_DONE.sub("", plain)))
    if english.is_more_than_a_claim(plain) or endings.trails_off(plain):
        return True
    marks = (_UNDER_WAY, _HEDGE, _FUTURE, _BUT, _ANY_NOT, _HINDERED)
    return bool(step or _HANDED.search(plain)) or any(mark.search(plain) for mark in marks)


def _part_counted(plain: str) -> bool:
    """ "3 จาก 5", "3 ไฟล์จาก 8 ไฟล์", "3/5", "จาก 8 ส่งแล้ว 3": some of them only."""
    joined = _THOUSANDS.sub("", plain)
    counted = (found for count in _COUNTS for found in count.finditer(joined))
    return any(_number(found["part"]) < _number(found["whole"]) for found in counted)


def _number(text: str) -> int:
    if text.isdigit():
        return int(fold_digits(text))
    if text.endswith("ร้อย"):
        return 100
    tens, ten, ones = text.partition("สิบ")
    if not ten:
        return _DIGITS[text]
    return 10 * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0)
