"""Whether a reported result proves that the measure was done: only its own plain claim does. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from models.thaitext import squeeze
from tasks.plan import doubts

COPIED = 0.9  # alike enough to be the plan's own text with a word or two changed
COPIED_FROM_ROW = 0.97  # stricter: rows of one office share their turns of speech and still tell of different work
_NEAR = 20
# "แล้ว" closes the act: only a condition or a denial right before it takes the claim back.
_DONE_ALREADY = re.compile(
    r"(?:เสร็จ(?:สิ้น|สมบูรณ์|เรียบร้อย)?|เรียบร้อย|ครบถ้วน|ครบ)(?:ทุกรายการ|สมบูรณ์)?แล้ว"
    r"|(?:ดำเนินการ|จัดทำ|เผยแพร่|ประกาศ(?:ใช้)?|รายงาน|ประชุม|ส่ง|แต่งตั้ง|อบรม|ปรับปรุง|แก้ไข|แจ้งเวียน|ลงนาม)(?:ครบถ้วน|เสร็จ)?แล้ว(?!จึง|แต่|ก็|ให้|เสร็จ(?!สิ้น$|$))"
    r"|(?:ร้อยละ100(?!\d)|(?<!\d)100(?:\.0+)?(?:%|เปอร์เซ็นต์))"
)
# Without it the words may as well be an order ("ให้เสร็จสิ้นภายใน…").
_DONE = re.compile(r"แล้วเสร็จ|เสร็จ(?:สิ้น|สมบูรณ์|เรียบร้อย)?|เรียบร้อย")
_PENDING = re.compile(
    r"ยังไม่(?:ได้)?(?:ดำเนิน|แล้ว|เสร็จ|เรียบร้อย|เริ่ม|จัดทำ|เผยแพร่|ส่ง)|อยู่ระหว่าง|ยังดำเนินการไม่|ไม่แล้วเสร็จ|ไม่เสร็จ|บางส่วนยัง"
)
# Words that make the claim a plan, an order, a wish or a condition.
_ORDERED = re.compile(r"(?:ให้|ต้อง|จะ|ควร|เพื่อ|หาก|ถ้า|เมื่อ|คาดว่า|กำหนด|ภายใน|วัน|ความ|ไม่|ใกล้|เกือบ|ผล)[^\s\d.]{0,14}$")
_CONDITION = re.compile(r"(?:หาก|ถ้า|เมื่อ|จะ|คาดว่า|หลังจาก|ไม่|ใกล้|เกือบ|น่าจะ)[^\s\d.]{0,10}$")


@dataclass(frozen=True)
class Verdict:
    """status is "completed" only for an explicit claim; evidence says why."""

    status: str
    evidence: str
    doubts: tuple[str, ...] = ()


def claims_done(text: str) -> bool:
    """True for a plain claim that the work is finished; denials, orders and lists of possible states are none."""
    squeezed = squeeze(text)
    if not squeezed or _PENDING.search(squeezed):
        return False
    closed = (hit for hit in _DONE_ALREADY.finditer(squeezed) if not _CONDITION.search(squeezed[: hit.start()]))
    stated = (hit for hit in _DONE.finditer(squeezed) if not _ORDERED.search(squeezed[: hit.start()]))
    return any(closed) or any(stated)


def alike(one: str, other: str, least: float = COPIED) -> bool:
    """True when two texts say the same, blanks and a word or two aside."""
    return _alike(squeeze(one), squeeze(other), least)


def _alike(a: str, b: str, least: float) -> bool:
    if not _near_in_length(a, b, least):
        return False
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return matcher.quick_ratio() >= least and matcher.ratio() >= least


def _first_alike(text: str, words: Sequence[str], rows: Iterable[int]) -> int | None:
    """The first of the rows that nearly says the text; the matcher keeps what it learned of the text."""
    matcher = SequenceMatcher(None, "", text, autojunk=False)
    for row in rows:
        if _near_in_length(words[row], text, COPIED_FROM_ROW):
            matcher.set_seq1(words[row])
            if matcher.quick_ratio() >= COPIED_FROM_ROW and matcher.ratio() >= COPIED_FROM_ROW:
                return row
    return None


def _near_in_length(a: str, b: str, least: float) -> bool:
    """The ratio counts letters in common twice over both lengths: two texts too unlike in length cannot reach it."""
    return bool(a and b) and 2 * min(len(a), len(b)) >= least * (len(a) + len(b))


def copied_rows(results: Sequence[str]) -> tuple[int | None, ...]:
    """For each result the earlier row (0-based) that says the same, if any.

    The very same words are found however far up; nearly the same ones only among the nearest rows, since
    copying is done from sight.
    """
    words = [squeeze(result) for result in results]
    first: dict[str, int] = {}
    found: list[int | None] = []
    for row, text in enumerate(words):
        same = first.get(text) if text else None
        found.append(same if same is not None else _first_alike(text, words, range(max(0, row - _NEAR), row)))
        first.setdefault(text, row)
    return tuple(found)


def judge(result: str, plans: Sequence[str], progress: str, has_column: bool, copied_from: int | None) -> Verdict:
    """The verdict on one row: `plans` are its planning cells, `copied_from` a row above (0-based) saying the same."""
    if not has_column:
        return Verdict("none", "no_result_column")
    if not result and not progress:
        return Verdict("none", "no_result_column", (doubts.result_blank(),))
    if claims_done(progress) or (claims_done(result) and not any(claims_done(plan) for plan in plans)):
        return Verdict("completed", "explicit")
    if any(alike(result, plan) for plan in plans):
        return Verdict("none", "copied_from_plan", (doubts.result_repeats_plan(),))
    if copied_from is not None:
        return Verdict("none", "copied_from_other_row", (doubts.result_repeats_row(copied_from + 1),))
    return Verdict("none", "narrative", (doubts.result_narrative(),))
