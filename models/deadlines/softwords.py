"""Soft words about time: they promise no date, are shown to a person and never scheduled by themselves. Pure."""

import re

from models.deadlines.repair import mended
from models.thaitext import squeeze

# Longest first where one begins like another; written without spaces, as they are looked for.
_SOFT_WORDS = (
    "อย่างสม่ำเสมอ",
    "สม่ำเสมอ",
    "อย่างต่อเนื่อง",
    "ต่อเนื่อง",
    "เป็นระยะ",
    "เป็นปัจจุบัน",
    "อย่างทันท่วงที",
    "ทันท่วงที",
    "ทันต่อเหตุการณ์",
    "ทันเวลา",
    "ตรงเวลา",
    "ตามกำหนดเวลา",
    "ตามกำหนด",
    "ตามรอบระยะเวลา",
    "ตามระยะเวลา",
    "ตามห้วงระยะเวลา",
    "ตามห้วงเวลา",
    "ตามเวลาที่เหมาะสม",
    "ระยะเวลาที่กำหนด",
    "ระยะเวลาที่เหมาะสม",
    "เวลาที่กำหนด",
    "ระยะเวลาอันสมควร",
    "โดยเร่งด่วน",
    "อย่างเร่งด่วน",
    "โดยด่วน",
    "โดยเร็ว",
    "อย่างรวดเร็ว",
    "โดยไม่ชักช้า",
    "โดยพลัน",
    "ทันที",
    "เป็นประจำ",
    "บ่อยครั้ง",
    "อยู่เสมอ",
    "ตลอดเวลา",
    "ตามความเหมาะสม",
    "ตามความจำเป็น",
    "ตามโอกาส",
    "ทุกครั้ง",
    "ต้นปีงบประมาณ",
    # Daily work is carried on, not handed in: a reminder a day would be 365 of them.
    "ทุกวันทำการ",
    "ทุกวันราชการ",
    "รายวัน",
    "ทุกวัน",
)
# "Every 15 days" says not from which day it counts; weeks said in days are weeks.
_SO_MANY_DAYS = r"ทุก(?!(?:7|14|28)วัน)\d{1,3}วัน(?:ทำการ)?|(?:ราย|ทุก)ปักษ์|ปักษ์ละ"
_SOFT = re.compile("|".join([_SO_MANY_DAYS, *sorted(_SOFT_WORDS, key=len, reverse=True)]))
# "every Monday", "every 5th", "annually" and "the last working day" are no soft words.
_HARD = re.compile(
    "ทุกวัน(?:ทำการ|ราชการ)?(?:จันทร์|อังคาร|พุธ|พฤหัส|ศุกร์|เสาร์|อาทิตย์|ที่|แรก|สุดท้าย|สิ้น|นี้|หยุด)|เป็นประจำ(?:ทุก|ปี|เดือน)"
)


def soft_words(text: str) -> tuple[str, ...]:
    """The soft words of a text in order of appearance, each once, without the scan's spaces."""
    found = _SOFT.findall(_HARD.sub("", mended(squeeze(text)).replace("ๆ", "")))
    return tuple(dict.fromkeys(found))
