"""A duty's wording made ready to be read: one spelling, digits for number words, look-alikes struck out. Pure."""

import re

from models.deadlines.english import in_thai
from models.deadlines.repair import mended
from models.thaidate import MONTHS, SHORT_MONTHS, WEEKDAYS
from models.thaitext import compact

# Stands where something was struck out, so that what is left and right of it does not grow together.
GAP = "\x00"
# Room for the terms that the reader puts in the place of words; nobody else's private characters may stay.
FIRST_PLACE, LAST_PLACE = 0xE000, 0xF6FF
_PRIVATE = re.compile("[\ue000-\uf8ff\x00]")
_DASH = re.compile("[‐‑‒–—―−~→➔➜⇒]+")
_DIGIT_WORDS = ("หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")


def _number_words() -> dict[str, int]:
    words = {word: number for number, word in enumerate(_DIGIT_WORDS, start=1)}
    for tens, word in enumerate(("สิบ", "ยี่สิบ", "สามสิบ", "สี่สิบ", "ห้าสิบ", "หกสิบ", "เจ็ดสิบ", "แปดสิบ", "เก้าสิบ"), start=1):
        words[word] = tens * 10
        words |= {word + unit: tens * 10 + number for number, unit in enumerate(_DIGIT_WORDS, start=1)}
        words[word + "เอ็ด"] = tens * 10 + 1
    return words


_NUMBERS = _number_words()
_NUMBER_WORD = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_SAID_TWICE = re.compile(rf"(?<=\d)\((?:{_NUMBER_WORD}|\d{{1,2}})\)")
# A number word is a number beside a unit or after ที่, ละ and the like; elsewhere หก spills and เจ็ด is a name.
_COUNTED = re.compile(rf"(?:{_NUMBER_WORD})(?=วัน|เดือน|ครั้ง|ไตรมาส|สัปดาห์|อาทิตย์|หน|\()")
_ORDINAL = re.compile(rf"(?<=ที่)(?:{_NUMBER_WORD})|(?<=ไตรมาส)(?:{_NUMBER_WORD})")
_ORDINAL_LIST = re.compile(rf"(?<=\d)(และ|,|หรือ)(?:ที่)?({_NUMBER_WORD})(?=ของ|เดือน|ไตรมาส)")

_SPELLINGS = (
    ("ๆ", ""),
    ("พฤหัสฯ", "พฤหัสบดี"),
    ("ปีงปม.", "ปีงบประมาณ"),
    ("ปีงบฯ", "ปีงบประมาณ"),
)
# "The Friday at the month's end" is its last Friday.
_AT_AN_END = re.compile(f"({'|'.join(WEEKDAYS)}|พฤหัส|วันทำการ)(สิ้น|ปลาย|ต้น)(?=เดือน|ไตรมาส)")
# A scan's spaces inside "2570", believed where a year is due: after a month's name, พ.ศ. or ปี.
_BROKEN_YEAR = re.compile(r"(?<=คม|ยน|ธ์|ค\.|ย\.|พ\.|ศ\.|ปี|าณ)2 ?5 ?[5-9] ?\d(?!\d)")
# The same inside a day: "วันที่ 1 5 มกราคม" is the 15th.
_BROKEN_DAY = re.compile(
    rf"(?:(?<=วันที่)|(?<=ภายใน)|(?<=ก่อน))[1-3] \d(?=(?:เดือน)?(?:{'|'.join(map(re.escape, (*MONTHS, *SHORT_MONTHS)))}))"
)
_ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4"}
_ROMAN_QUARTERS = re.compile(
    r"ไตรมาส(?:ที่)?(?:IV|I{1,3})(?:(?:,|และ|หรือ|/|-|ถึง)(?:ไตรมาส)?(?:ที่)?(?:IV|I{1,3})){0,3}(?![A-Za-z0-9])"
)
# Asked of somebody in a questionnaire; "check whether" asks nobody.
_ASKED = re.compile(r"ใช่หรือไม่|ใช่ไหม|หรือเปล่า|เพียงใด|ท่าน.{0,200}?หรือไม่|\?$")
# The figures in an address of the web are no dates; seen before the spaces go, for they end it.
_WEB_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>ก-๎]{1,500}", re.IGNORECASE)
_BUDGET_YEAR = re.compile("ปีงบ(?!ประมาณ)")
# Words that look like a schedule and are none; each would otherwise be read as one.
_LOOK_ALIKES = re.compile(
    "ขั้นตอน(?:และ)?ระยะเวลา"
    "|วัน/เดือน/ปี|วันเดือนปี(?:เกิด)?"
    # looking back: "in the past year", "last month's result"
    r"|(?:ใน)?(?:ช่วง|รอบ|ระยะ)?(?:เวลา)?\d{0,2}(?:ครึ่งปี|เดือน|ปี|ไตรมาส|สัปดาห์)(?:งบประมาณ)?(?:ที่ผ่านมา|ที่แล้ว|ก่อนหน้า|ที่ล่วงมา)"
    # money by the month
    r"|(?:เดือน|ปี|สัปดาห์|ไตรมาส)ละ(?:ไม่เกิน)?[\d,.]{1,12}บาท"
    "|(?:เงิน|ค่าตอบแทน|ค่าจ้าง|ค่าเช่า|เบี้ยเลี้ยง|เบี้ยยังชีพ|เบี้ยความพิการ|ลูกจ้าง|พนักงานจ้าง|จ้างเหมา)(?:เป็น)?ราย(?:เดือน|ปี|ไตรมาส)"
    "|ทุกวันนี้|ทุกวันหยุด"
)


def _figure(word: re.Match[str]) -> str:
    return str(_NUMBERS[word.group()])


def _figures(text: str) -> str:
    text = _ORDINAL.sub(_figure, _COUNTED.sub(_figure, text))
    text = _ORDINAL_LIST.sub(lambda word: word[1] + str(_NUMBERS[word[2]]), text)
    return _SAID_TWICE.sub("", text)


def _without_question(text: str) -> str:
    """The wording without what it asks, from its beginning or from ว่า on: a question promises nothing."""
    ends = [asked.end() for asked in _ASKED.finditer(text)]
    if not ends:
        return text
    opening = text.rfind("ว่า", 0, ends[-1])
    return text[: opening if opening >= 0 else 0] + GAP + text[ends[-1] :]


def prepared(text: str) -> str:
    """The wording compact, with one kind of dash, figures for number words and GAP in place of look-alikes."""
    text = _DASH.sub("-", compact(_WEB_ADDRESS.sub(GAP, _PRIVATE.sub("", text))))
    text = in_thai(mended(text))
    for written, meant in _SPELLINGS:
        text = text.replace(written, meant)
    text = _BUDGET_YEAR.sub("ปีงบประมาณ", _figures(text))
    for broken in (_BROKEN_YEAR, _BROKEN_DAY):
        text = broken.sub(lambda number: number.group().replace(" ", ""), text)
    text = _ROMAN_QUARTERS.sub(
        lambda found: re.sub("IV|I{1,3}", lambda roman: _ROMAN[roman.group()], found.group()), text
    )
    text = _AT_AN_END.sub(lambda end: f"{end[1]}{'แรก' if end[2] == 'ต้น' else 'สุดท้าย'}ของ", text)
    return _LOOK_ALIKES.sub(GAP, _without_question(text))
