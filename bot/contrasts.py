"""Units told apart in one message: "ของกองการศึกษาเรียบร้อยแล้ว แต่สำนักปลัดยัง". Pure."""

from collections.abc import Callable, Iterator, Sequence

from bot import apart, claims, rules
from bot.vocabulary import PARTICLE
from bot.wording import CODE, CUT, Clause, flat, pattern
from models.records import Status
from models.unit_names import UNITS, short_names

# A unit's name ends before what is said of it; the shortest is "กองช่าง" without its mark.
_SAID_OF_IT = (
    r"เสร็จ|แล้ว|ส่ง(?!เสริม)|ลง|ทำ|ยัง|เรียบร้อย|ครบ|ที่|กับ|และ|กำลัง|ไม่|เหลือ|ขาด|อยู่|ดำเนินการ|เผยแพร่|ใกล้|เกือบ|จัด(?!การ|เก็บ)|อัพ|อีก"
    rf"|เริ่ม|ก็|เพิ่ง|น่าจะ|ติด(?!ตาม)|รอ(?![งบ])|รับ|ขอ(?!ง)|เจอ|{PARTICLE}"
)
# Without "กอง" only where a unit may begin and a deed follows at once; "ปลัด" and single letters are said of persons.
_CALLED = {flat(name) for unit in UNITS for name in short_names(unit)} - {"ปลัด"}
_SHORT = "|".join(sorted((name for name in _CALLED if len(name) > 3 and "." not in name), key=len, reverse=True))
REST = "*"  # stands for every unit that is not named: "ทุกกองครบ ขาดแต่กองช่าง"
_EVERYBODY = (
    r"ทุก(?:กอง|ส่วนราชการ|สำนัก|หน่วย(?:งาน)?|ฝ่าย)(?:อื่น)?ๆ?|(?:กอง|ส่วนราชการ|สำนัก|หน่วยงาน)(?:อื่น|ที่เหลือ)ๆ?|ที่เหลือ|นอกนั้น"
)
_UNIT = pattern(
    rf"(?P<everybody>{_EVERYBODY})"
    r"|(?:(?<!ทุก)กอง(?!ทุน|กลาง|ๆ|ไหน|ละ|นี้|เรา|ใด)|สำนัก(?:งาน)?|ฝ่าย|ศูนย์|หน่วยตรวจสอบ)[ก-๛]{2,30}?"
    rf"(?=$|[\s|◇,/0-9%]|{_SAID_OF_IT})"
    rf"|(?:^|(?<=[{CODE}{CUT},/])|(?<=แล้ว)|(?<=แต่)|(?<=ส่วน)|(?<=ของ)|(?<=ทาง)|(?<=กับ)|(?<=และ))(?:{_SHORT})"
    rf"(?=\|?(?:เสร็จ|ยัง|ส่ง(?!เสริม)|ทำ|เรียบร้อย|ครบ|กำลัง|กับ|และ))"
)
_JOINS = pattern(rf"(?:กับ|และ|,|/|\s|\||{CODE})*")
# Before a unit: it is the one left, or another one begins.
_LEFT = pattern(r"(?:ยัง)?(?:เหลือ|ขาด|ยกเว้น|เว้น)(?:แต่|แค่|เพียง|ของ)*$")
_OPENS = pattern(r"(?:แต่|ส่วน|ของ|ทาง)+$")
# Before a unit: something goes to it or comes from it, and nothing is told of it.
_PASSED = pattern(r"(?:ให้|ถึง|ส่ง|จาก|รอ|ที่|ไป|ต่อ)$")
_LEADS = pattern(rf"(?P<words>.*?)(?:แต่|ส่วน|และ|ข้อ|\|)*{CODE}(?:ของ|ทาง|\||[:\s–-])*")  # "O13 ของ", and a unit follows

_Names = tuple[str, ...]
_Codes = tuple[str, ...]
_Named = tuple[_Names, int, int]
_Share = tuple[_Names, _Codes, str, bool]  # units, codes, the words said of them, whether they are what is left
_UNCLEAR: _Share = ((), (), "", False)


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


def by_share(
    clauses: Sequence[Clause], besides: Callable[[str], bool] = lambda words: False
) -> dict[tuple[str, str], Status | None]:
    """(unit, code) → the state of that share, where several units are named, each with codes of its own.

    "กองคลังเสร็จแล้ว O13 แต่กองช่างยังไม่เริ่ม O12", also with the codes before the units. besides: tells the words of
    a cause or a later day; a share they are said of has None. Empty for all other messages, and at any doubt.
    """
    flat = CUT.join(clause.flat for clause in clauses)
    units = _runs(flat)
    runs = [run for clause in clauses for run in clause.runs]
    if len(units) < 2 or len(runs) < 2 or len(runs) != flat.count(CODE) or any(REST in names for names, _, _ in units):
        return {}
    found: dict[tuple[str, str], Status | None] = {}
    for names, codes, words, left in _shares(flat, units, runs):
        status, is_besides = claims.status_of(words), besides(words)
        if left and status in (None, Status.COMPLETED):
            status = Status.IN_PROGRESS
        shares = [(name, code) for name in names for code in codes]
        if not shares or found.keys() & set(shares) or (status is None and not is_besides):
            return {}
        found |= dict.fromkeys(shares, None if is_besides else status)
    return found


def _shares(flat: str, units: Sequence[_Named], runs: Sequence[_Codes]) -> Iterator[_Share]:
    """Units with codes and the words said of them; nothing as soon as it is unclear what belongs together."""
    names = [one[0] for one in units]
    starts, ends = [one[1] for one in units], [one[2] for one in units]
    first, *between = (flat[end:start] for end, start in zip([0, *ends], [*starts, len(flat)], strict=True))
    if claims.status_of(first) or any(_PASSED.search(words) for words in (first, *between[:-1])):
        return iter([_UNCLEAR])
    if CODE in first:
        return _behind(names, first, between, runs)
    return _before(names, first, between, runs)


def _before(names: Sequence[_Names], first: str, between: Sequence[str], runs: Sequence[_Codes]) -> Iterator[_Share]:
    """Each unit stands before its codes: "กองคลังส่ง O13 แล้ว"."""
    waiting, ahead = list(runs), first
    for unit, words in zip(names, between, strict=True):
        mine = [waiting.pop(0) for _ in range(words.count(CODE))]
        left = bool(_LEFT.search(ahead))
        found = [(unit, codes, said, left or is_left) for codes, said, is_left in apart.by_run(mine, _closed(words))]
        yield from found or [_UNCLEAR]
        ahead = words


def _behind(names: Sequence[_Names], first: str, between: Sequence[str], runs: Sequence[_Codes]) -> Iterator[_Share]:
    """Each unit stands behind its codes: "O13 ของกองคลังเสร็จแล้ว"."""
    leads = [_LEADS.fullmatch(words) for words in (first, *between[:-1])]
    said = [lead["words"] for lead in leads[1:] if lead] + [between[-1]]
    if not all(leads) or len(runs) != len(names) or any(CODE in words for words in said):
        return iter([_UNCLEAR])
    return ((unit, codes, _closed(words), False) for unit, codes, words in zip(names, runs, said, strict=True))


def _closed(words: str) -> str:
    """Without what opens the next unit."""
    return _OPENS.sub("", _LEFT.sub("", words.strip(CUT))).strip(CUT)


def _told(flat: str) -> Iterator[tuple[tuple[str, ...], str, bool]]:
    """Each run of units with the words said of it, and whether it is named as what is left."""
    runs = _runs(flat)
    before = flat[: runs[0][1]] if runs else ""
    for place, (names, _, end) in enumerate(runs):
        words = flat[end : runs[place + 1][1]] if place + 1 < len(runs) else flat[end:]
        left = bool(_LEFT.search(before))
        yield names, _closed(words), left
        before = words


def _runs(flat: str) -> list[_Named]:
    """Names that stand side by side, with where the run begins and ends."""
    runs: list[_Named] = []
    for found in _UNIT.finditer(flat):
        name = REST if found["everybody"] else found[0]
        if runs and _JOINS.fullmatch(flat, runs[-1][2], found.start()):
            names, start, _ = runs.pop()
            runs.append(((*names, name), start, found.end()))
        else:
            runs.append(((name,), found.start(), found.end()))
    return runs
