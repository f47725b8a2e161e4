"""The words of a cell that say its deadline, cut out of the sentence around them. Pure."""

import re
from collections.abc import Sequence

from models.readings import Schedule
from tasks.plan.clauses import asked
from tasks.plan.compact import Compact, compact

_MONTH = (
    r"(?:มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม"
    r"|ม\.?ค\.|ก\.?พ\.|มี\.?ค\.|เม\.?ย\.|พ\.?ค\.|มิ\.?ย\.|ก\.?ค\.|ส\.?ค\.|ก\.?ย\.|ต\.?ค\.|พ\.?ย\.|ธ\.?ค\.)"
)
_NUMBER_WORD = r"(?:\d{1,3}|หนึ่ง|สอง|สาม|สี่|หก|เก้า|สิบสอง)"
_TIME = re.compile(
    rf"อย่างน้อย|อย่างต่ำ|ไม่น้อยกว่า|ประมาณ(?={_NUMBER_WORD})|เป็นประจำ(?=ทุก)|ภายใน(?=วันที่|เดือน|สิ้น|ไตรมาส|ปี|ต้น|กลาง|{_MONTH}|\d)|ก่อน(?=วันที่|สิ้น|เดือน|{_MONTH}|\d)"
    rf"|ไม่เกิน(?=วันที่|เดือน|สิ้น|{_MONTH}|\d)|ใน(?=เดือน|ไตรมาส|รอบ|วันที่|ทุก)|ทุกๆ?(?:{_NUMBER_WORD})?(?:สิ้น|ต้น|กลาง|ปลาย)?(?:เดือน|ไตรมาส|ปี(?:งบประมาณ)?|สัปดาห์|อาทิตย์|วัน(?:ที่\d{{1,2}}|ทำการ\S{{0,8}}?(?=ของ)|จันทร์|อังคาร|พุธ|พฤหัสบดี|พฤหัส|ศุกร์|เสาร์|อาทิตย์)?)"
    rf"|(?:ราย|ประจำ)(?:เดือน|ไตรมาส|ปี(?!ภายใน|ก่อน|ไม่เกิน)|สัปดาห์|วัน|{_NUMBER_WORD}เดือน|ครึ่งปี)|ประจำทุก|(?:เดือน|ไตรมาส|ปี|สัปดาห์|อาทิตย์|วัน)ละ(?:ครั้ง)?|(?<!\d){_NUMBER_WORD}ครั้ง|{_NUMBER_WORD}หน"
    rf"|รอบ(?:ระยะเวลา)?(?:{_NUMBER_WORD}เดือน|ปี(?:งบประมาณ)?|ครึ่งปี)(?:แรก|หลัง)?|ไตรมาส(?:ที่)?(?:[1-4](?:(?:,|-|และ)[1-4])*|แรก|สุดท้าย)?|ครึ่งปี(?:แรก|หลัง)?"
    rf"|(?:สิ้น|ต้น|กลาง|ปลาย)(?:เดือน|ปี(?:งบประมาณ|ปฏิทิน)?|ไตรมาส)|วันที่\d{{1,2}}|วัน(?:จันทร์|อังคาร|พุธ|พฤหัสบดี|พฤหัส|ศุกร์|ทำการ)(?:แรก|สุดท้าย)?"
    rf"|(?:\d{{1,2}})?(?:เดือน)?{_MONTH}(?:พ\.?ศ\.?)?(?:25\d\d|\d\d(?!\d))?|\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}|\d{{4}}-\d{{2}}-\d{{2}}"
    rf"|ปีงบประมาณ(?:พ\.?ศ\.?)?25\d\d|ของ(?:ทุก(?:ปี|เดือน|ไตรมาส)(?:งบประมาณ)?|แต่ละ(?:ปี|เดือน)|เดือน(?:ถัดไป)?|ปี(?:ถัดไป)?)|(?:เดือน|ปี|ไตรมาส)ถัดไป|แต่ละ(?:เดือน|ไตรมาส|ปี)"
    rf"|(?<!ประมา)ณ(?=วันที่|สิ้น|\d)|ตั้งแต่|ถึง|ระหว่าง|{_NUMBER_WORD}(?:วัน(?:ทำการ)?|เดือน|สัปดาห์|ปี)|(?:นับ(?:แต่|จาก)|หลัง(?:จาก)?)(?:วัน)?(?=สิ้น)|ตามกำหนด(?=$|\W)|ให้ครบ(?=ทุก)|(?:สัปดาห์|ครั้ง)ที่\d|แรก|สุดท้าย"
)
_GLUE = re.compile(r"(?:และ|จน|หรือ|กับ|,|/|-|–|\(|\)|:|ของ|ใน|ที่|เดือน|ครั้ง|โดย|คือ|ได้แก่|\.)*")
_LAST_MARKS = "()[],;:-–/ "
_STEPS = (32, 8, 4, 2, 1)  # letters taken off at a time, so that a long sentence is cut in few readings
_BEFORE = re.compile(
    r"(?:อย่างน้อย|ภายใน|ไม่เกิน|ก่อน|ทุกๆ?|ราย|ประจำ|รอบ|ตลอด|ตั้งแต่|ครึ่ง|สิ้น|ต้น|ปลาย|เดือน|วันที่|วัน|ไตรมาส(?:ที่)?|ปีงบประมาณ|ปี|ณ)+$"
)
_AFTER = re.compile(
    r"(?:งบประมาณ|ของ(?:ทุก|แต่ละ)?(?:ปี|เดือน|ไตรมาส)|(?:ต่อ|/)?ครั้ง|แรก|หลัง|สุดท้าย|(?:พ\.?ศ\.?)?25\d\d|ของปีงบประมาณ|ถัดไป)+"
)


def _same(one: Schedule, other: Schedule) -> bool:
    return one.due == other.due and one.fixed == other.fixed and one.recurring == other.recurring


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
    start, end = _core(words, year, whole, clusters)
    return _balanced(words.printed(start, end))


def _core(words: Compact, year: int | None, whole: Schedule, clusters: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The least that still says it, whatever the wording, with the time words it touches."""
    start, end = 0, len(words.text)
    for step in _STEPS:
        while end - start > step and _same(asked(words.printed(start + step, end), year), whole):
            start += step
        while end - start > step and _same(asked(words.printed(start, end - step), year), whole):
            end -= step
    for first, last in clusters:
        if first < end and start < last:
            start, end = min(start, first), max(end, last)
    before, after = _BEFORE.search(words.text[:start]), _AFTER.match(words.text[end:])
    return before.start() if before else start, end + (after.end() if after else 0)


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
