"""Units told apart in one message: "ของกองการศึกษาเรียบร้อยแล้ว แต่สำนักปลัดยัง". Pure."""

from collections.abc import Iterator

from bot import claims, rules
from bot.vocabulary import PARTICLE
from bot.wording import CODE, CUT, pattern
from models.records import Status

# A unit's name ends before what is said of it; the shortest is "กองช่าง" without its mark.
_SAID_OF_IT = (
    r"เสร็จ|แล้ว|ส่ง(?!เสริม)|ลง|ทำ|ยัง|เรียบร้อย|ครบ|ที่|กับ|และ|กำลัง|ไม่|เหลือ|ขาด|อยู่|ดำเนินการ|เผยแพร่|ใกล้|เกือบ|จัด(?!การ|เก็บ)|อัพ|อีก"
    rf"|เริ่ม|ก็|เพิ่ง|น่าจะ|{PARTICLE}"
)
REST = "*"  # stands for every unit that is not named: "ทุกกองครบ ขาดแต่กองช่าง"
_EVERYBODY = (
    r"ทุก(?:กอง|ส่วนราชการ|สำนัก|หน่วย(?:งาน)?|ฝ่าย)(?:อื่น)?ๆ?|(?:กอง|ส่วนราชการ|สำนัก|หน่วยงาน)(?:อื่น|ที่เหลือ)ๆ?|ที่เหลือ|นอกนั้น"
)
_UNIT = pattern(
    rf"(?P<everybody>{_EVERYBODY})"
    r"|(?:(?<!ทุก)กอง(?!ทุน|กลาง|ๆ|ไหน|ละ|นี้|เรา|ใด)|สำนัก(?:งาน)?|ฝ่าย|ศูนย์|หน่วยตรวจสอบ)[ก-๛]{2,30}?"
    rf"(?=$|[\s|◇,/0-9%]|{_SAID_OF_IT})"
)
_JOINS = pattern(rf"(?:กับ|และ|,|/|\s|\||{CODE})*")
# Before a unit: it is the one left, or another one begins.
_LEFT = pattern(r"(?:ยัง)?(?:เหลือ|ขาด|ยกเว้น|เว้น)(?:แต่|แค่|เพียง|ของ)*$")
_OPENS = pattern(r"(?:แต่|ส่วน|ของ|ทาง)+$")


def by_unit(flat: str) -> dict[str, Status]:
    """The state of each unit named where every one has its own and they differ; empty otherwise, and at any doubt.

    A unit is named as typed, without blanks; REST is all others together. A cause told of one of
    them makes the whole a matter of that cause.
    """
    found: dict[str, Status] = {}
    for names, words, left in _told(flat):
        status = claims.status_of(words)
        if left and status in (None, Status.COMPLETED):
            status = Status.IN_PROGRESS
        if status is None or rules.has("OBSTACLE", rules.without("PENDING_HAND", words)) or set(names) & set(found):
            return {}
        found |= dict.fromkeys(names, status)
    return found if len(set(found.values())) > 1 and set(found) != {REST} else {}


def _told(flat: str) -> Iterator[tuple[tuple[str, ...], str, bool]]:
    """Each run of units with the words said of it, and whether it is named as what is left."""
    runs = _runs(flat)
    before = flat[: runs[0][1]] if runs else ""
    for place, (names, _, end) in enumerate(runs):
        words = flat[end : runs[place + 1][1]] if place + 1 < len(runs) else flat[end:]
        left = bool(_LEFT.search(before))
        yield names, _OPENS.sub("", _LEFT.sub("", words.strip(CUT))).strip(CUT), left
        before = words


def _runs(flat: str) -> list[tuple[tuple[str, ...], int, int]]:
    """Names that stand side by side, with where the run begins and ends."""
    runs: list[tuple[tuple[str, ...], int, int]] = []
    for found in _UNIT.finditer(flat):
        name = REST if found["everybody"] else found[0]
        if runs and _JOINS.fullmatch(flat, runs[-1][2], found.start()):
            names, start, _ = runs.pop()
            runs.append(((*names, name), start, found.end()))
        else:
            runs.append(((name,), found.start(), found.end()))
    return runs
