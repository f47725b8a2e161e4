"""A planning cell cut into what one person does by one deadline, and the words that say the deadline. Pure."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from models.records import Actor, Schedule
from models.recurrence import read, split_items
from tasks.plan.compact import Compact, compact
from tasks.plan.outline import APART

NOMINAL_YEAR = 2570  # asked only whether a wording is datable, where no year is known
_OFFICE = r"(?:อบต\.?|อบจ\.?|เทศมนตรี|เทศบาล|องค์การบริหารส่วน(?:ตำบล|จังหวัด))?"
_HEAD = (
    r"(?:คณะ)?ผู้บริหาร(?:สูงสุด|ท้องถิ่น|ระดับสูง|ของหน่วยงาน|หน่วยงาน)?"
    rf"|(?:รอง)?นายก{_OFFICE}|(?<!สำนัก)(?<!สำนักงาน)(?:รอง)?ปลัด{_OFFICE}"
)
_OVERSEE = (
    r"(?:ได้|มี|จะ|ต้อง|เป็นผู้|ทำ)?(?:การ)?(?:ประชุม)?(?:กำกับ|ติดตาม|ตรวจ|กำชับ|เร่งรัด|สั่งการ|ควบคุม|สอบทาน|ทบทวน|รับทราบและ)"
)
_EXECUTIVE_BEGINS = re.compile(
    rf"^[-–•*(]?(?:\d{{1,2}}(?:\.\d{{1,2}})?[.)]?)?(?:โดย)?(?:ให้)?(?:{_HEAD})(?!รับ?ทราบ|ทราบ|และ(?:เจ้าหน้าที่|พนักงาน|บุคลากร))"
)
_ORDERS_REPORT = re.compile(
    r"^[-–•*(]?(?:\d{1,2}[.)]?)?ให้(?:ผู้บริหาร|นายก|ปลัด)\S{0,12}?(?:ทราบ|พิจารณา|อนุมัติ|ลงนาม|เห็นชอบ)"
)
_EXECUTIVE_WITHIN = re.compile(rf"(?:{_HEAD}){_OVERSEE}")
_BY_EXECUTIVE = re.compile(rf"(?:กำกับ|ติดตาม|ตรวจ|เร่งรัด|สอบทาน)\S{{0,24}}โดย(?:{_HEAD})")
# "รายงานให้ผู้บริหารติดตาม" is still the officer's report.
_SPOKEN_TO = re.compile(r"(?:รายงาน|ให้|ต่อ|เสนอ|แจ้ง|แก่|ถึง|เพื่อ|ของ|นำเสนอ|แต่งตั้ง|รายงานผล)$")
_NEXT_ACT = re.compile(
    r"(?:และ|พร้อมทั้ง|รวมทั้ง|จากนั้น|แล้ว|,|;)(?=(?:ให้)?(?:มีการ|ดำเนินการ)?(?:จัดทำ|รายงาน|สรุป|เผยแพร่|ส่ง|ติดตาม|ประชุม|ตรวจสอบ|ทบทวน|ปรับปรุง|ประเมิน|ประกาศ|จัดประชุม|นำ))"
)
_MONTH = (
    r"(?:มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม"
    r"|ม\.?ค\.|ก\.?พ\.|มี\.?ค\.|เม\.?ย\.|พ\.?ค\.|มิ\.?ย\.|ก\.?ค\.|ส\.?ค\.|ก\.?ย\.|ต\.?ค\.|พ\.?ย\.|ธ\.?ค\.)"
)
_NUMBER_WORD = r"(?:\d{1,3}|หนึ่ง|สอง|สาม|สี่|หก|เก้า|สิบสอง)"
_TIME = re.compile(
    rf"อย่างน้อย|อย่างต่ำ|ไม่น้อยกว่า|ประมาณ(?={_NUMBER_WORD})|เป็นประจำ(?=ทุก)|ภายใน(?=วันที่|เดือน|สิ้น|ไตรมาส|ปี|ต้น|กลาง|{_MONTH}|\d)|ก่อน(?=วันที่|สิ้น|เดือน|{_MONTH}|\d)"
    rf"|ไม่เกิน(?=วันที่|เดือน|สิ้น|{_MONTH}|\d)|ใน(?=เดือน|ไตรมาส|รอบ|วันที่|ทุก)|ทุกๆ?(?:{_NUMBER_WORD})?(?:สิ้น|ต้น|กลาง|ปลาย)?(?:เดือน|ไตรมาส|ปี(?:งบประมาณ)?|สัปดาห์|อาทิตย์|วัน(?:ที่\d{{1,2}}|ทำการ\S{{0,8}}?(?=ของ)|จันทร์|อังคาร|พุธ|พฤหัสบดี|พฤหัส|ศุกร์|เสาร์|อาทิตย์)?)"
    rf"|(?:ราย|ประจำ)(?:เดือน|ไตรมาส|ปี(?!ภายใน|ก่อน|ไม่เกิน)|สัปดาห์|วัน|{_NUMBER_WORD}เดือน|ครึ่งปี)|ประจำทุก|(?:เดือน|ไตรมาส|ปี|สัปดาห์|อาทิตย์|วัน)ละ|(?<!\d){_NUMBER_WORD}ครั้ง|{_NUMBER_WORD}หน"
    rf"|รอบ(?:ระยะเวลา)?(?:{_NUMBER_WORD}เดือน|ปี(?:งบประมาณ)?|ครึ่งปี)(?:แรก|หลัง)?|ไตรมาส(?:ที่)?(?:[1-4](?:(?:,|-|และ)[1-4])*|แรก|สุดท้าย)?|ครึ่งปี(?:แรก|หลัง)?"
    rf"|(?:สิ้น|ต้น|กลาง|ปลาย)(?:เดือน|ปี(?:งบประมาณ|ปฏิทิน)?|ไตรมาส)|วันที่\d{{1,2}}|วัน(?:จันทร์|อังคาร|พุธ|พฤหัสบดี|พฤหัส|ศุกร์|ทำการ)(?:แรก|สุดท้าย)?"
    rf"|(?:\d{{1,2}})?(?:เดือน)?{_MONTH}(?:พ\.?ศ\.?)?(?:25\d\d|\d\d(?!\d))?|\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}|\d{{4}}-\d{{2}}-\d{{2}}"
    rf"|ปีงบประมาณ(?:พ\.?ศ\.?)?25\d\d|ของ(?:ทุก(?:ปี|เดือน|ไตรมาส)(?:งบประมาณ)?|แต่ละ(?:ปี|เดือน)|เดือน(?:ถัดไป)?|ปี(?:ถัดไป)?)|(?:เดือน|ปี|ไตรมาส)ถัดไป|แต่ละ(?:เดือน|ไตรมาส|ปี)"
    rf"|(?<!ประมา)ณ(?=วันที่|สิ้น|\d)|ตั้งแต่|ถึง|ระหว่าง|{_NUMBER_WORD}(?:วัน(?:ทำการ)?|เดือน|สัปดาห์|ปี)|(?:นับ(?:แต่|จาก)|หลัง(?:จาก)?)(?:วัน)?(?=สิ้น)|ตามกำหนด(?=$|\W)|ให้ครบ(?=ทุก)|(?:สัปดาห์|ครั้ง)ที่\d|แรก|สุดท้าย"
)
_GLUE = re.compile(r"(?:และ|หรือ|กับ|,|/|-|–|\(|\)|:|ของ|ใน|ที่|เดือน|ครั้ง|โดย|คือ|ได้แก่|\.)*")
_LAST_MARKS = "()[],;:-–/ "


def items_of(text: str) -> tuple[str, ...]:
    """A cell's points: what was printed in rows of its own, and numbered or bulleted items."""
    return tuple(item for piece in text.split(APART) if piece.strip() for item in split_items(piece))


@lru_cache(maxsize=4096)  # one cell is asked several times, and offices repeat their phrases row after row
def asked(text: str, year: int | None) -> Schedule:
    """The wording's schedule; without a year only whether it has one, its dates left out."""
    found = read(text, year or NOMINAL_YEAR)
    if year is None:
        return Schedule((), found.vague, found.rhythm, found.fixed, found.recurring)
    return found


def is_datable(schedule: Schedule) -> bool:
    """True when the wording promises a date, in this year or another."""
    return bool(schedule.due or schedule.fixed or schedule.recurring)


def _same(one: Schedule, other: Schedule) -> bool:
    return one.due == other.due and one.fixed == other.fixed and one.recurring == other.recurring


def actor_of(text: str, before: Actor = Actor.OFFICER) -> Actor:
    """Whose act the words are: the executive's only when the executive is their subject."""
    words = compact(text).text
    if _ORDERS_REPORT.match(words):
        return Actor.OFFICER
    return Actor.EXECUTIVE if _EXECUTIVE_BEGINS.match(words) or _BY_EXECUTIVE.search(words) else before


def _cut(words: Compact, places: Sequence[int]) -> list[str]:
    edges = [0, *places, len(words.text)]
    return [part for a, b in pairwise(edges) if (part := words.printed(a, b).strip())]


def by_actor(item: str) -> list[tuple[Actor, str]]:
    """The item cut where the executive becomes the subject."""
    words = compact(item)
    places = [
        start for start, _ in words.spans(_EXECUTIVE_WITHIN) if start > 3 and not _SPOKEN_TO.search(words.text[:start])
    ]
    if actor_of(item) is Actor.EXECUTIVE:
        return [(Actor.EXECUTIVE, item)]
    parts = _cut(words, places)
    return [(Actor.EXECUTIVE if i else Actor.OFFICER, part) for i, part in enumerate(parts)] or [(Actor.OFFICER, item)]


def by_deadline(text: str, year: int | None) -> list[str]:
    """The text cut into acts that each have a deadline of their own; whole when that would change its dates."""
    whole = asked(text, year)
    words = compact(text)
    places = [end for _, end in words.spans(_NEXT_ACT)]
    if not places or not is_datable(whole):
        return [text]
    grouped = _datable_groups(_cut(words, places), year)
    readings = [asked(part, year) for part in grouped]
    same_dates = {day for reading in readings for day in reading.due} == set(whole.due)
    distinct = len({(reading.due, reading.fixed) for reading in readings}) == len(readings)
    return grouped if len(grouped) > 1 and same_dates and distinct else [text]


def _datable_groups(parts: Sequence[str], year: int | None) -> list[str]:
    groups: list[str] = []
    waiting = ""
    for part in parts:
        waiting = f"{waiting} {part}".strip()
        if is_datable(asked(part, year)):
            groups.append(waiting)
            waiting = ""
    if waiting and groups:
        groups[-1] = f"{groups[-1]} {waiting}"
    return groups


def deadline_words(text: str, year: int | None) -> str:
    """The shortest run of printed words that says the same deadline as the whole text."""
    whole = asked(text, year)
    words = compact(text)
    clusters = _clusters(words)
    for start, end in clusters:
        said = words.printed(start, end).strip(_LAST_MARKS)
        if said and _same(asked(said, year), whole):
            return _balanced(words.printed(start, end))
    if clusters:
        said = words.printed(clusters[0][0], clusters[-1][1])
        if _same(asked(said, year), whole):
            return _balanced(said)
    return " ".join(text.split())


def _clusters(words: Compact) -> list[tuple[int, int]]:
    """Runs of time words with only joining words between them."""
    clusters: list[tuple[int, int]] = []
    for start, end in words.spans(_TIME):
        if start == end:
            continue
        if clusters and _GLUE.fullmatch(words.text, clusters[-1][1], start):
            clusters[-1] = (clusters[-1][0], end)
        else:
            clusters.append((start, end))
    return clusters


def _balanced(text: str) -> str:
    """The words without a bracket or joint left over at either end."""
    said = " ".join(text.split())
    if said.count("(") != said.count(")"):
        said = said + ")" if said.count("(") > said.count(")") else said.strip(_LAST_MARKS)
    return said.strip(",;:-–/ ").removeprefix("ใน").strip()
