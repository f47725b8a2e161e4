"""Words of time as scans, text layers and typing hands leave them, put right again. Pure."""

import re

from models.misprint import misprints_of
from models.thaidate import WEEKDAYS

# To a scanner ำ and า are one letter. All become า, and these, the words that are looked for, get their ำ back.
_WITH_AM = (
    *("กำกับ", "กำหนด", "คำสั่ง", "จัดทำ", "จำนวน", "จำเป็น", "ดำเนิน", "ต่ำกว่า", "ทำการ", "นำเสนอ"),
    *("ประจำ", "ลำดับ", "สม่ำเสมอ", "สำนักงาน", "สำรวจ"),
)
_AM_OF = {word.replace("ำ", "า"): word for word in _WITH_AM}
_AM = re.compile("|".join(_AM_OF))

_UNIT = "(?:เดือน|ไตรมาส|สัปดาห์|ปี)"
_WEEKDAY = "|".join(WEEKDAYS)
# Long words are known by their letters alone; short ones only in their company, each for the reason beside it.
_BY_LETTERS = (
    *("เดือน", "ไตรมาส", "สัปดาห์", "ปีงบประมาณ", "ปีปฏิทิน", *(f"วัน{day}" for day in WEEKDAYS)),
    *("สุดท้าย", "ถัดไป", "ถัดจาก", "นับแต่", "นับจาก", "นับถัด", "นับตั้งแต่", "ยกเว้น"),
)
_IN_COMPANY = (
    # ส่วนที่ 2 is part two, จำนวนที่ a number
    (r"(?:ว(?:ัน|นั)|(?:(?<=ภายใน)|(?<=ก่อน)|(?<=ทุก)|(?<=ถึง))วน)ท[ี่]{0,2}(?=\d)", "วันที่"),
    (r"ป[ิึื]?ล[ีิึื]ะ", "ปีละ"),
    (r"วนั|(?<=\d)วน(?![ก-ฮ]?[ั์])", "วัน"),
    # not the end of ประเภท or ประชุม, which begin alike
    (r"(?:(?<=ทุก)|(?<=ประจำ)|(?<=ราย)|(?<=สิ้น))ป[ิึื]?(?![ก-๎])", "ปี"),
    # ทรัพย์สิน and หนี้สิน have another สิน, แสน is a number
    (rf"(?<!พย์)(?<!นี้)(?<!แ)ส[ิีึื่้]{{0,3}}น[ิ้]{{0,2}}(?={_UNIT}|สุด)", "สิ้น"),
    # บันทึก ends like ทุก but for its vowel
    (rf"ทกุ|ท[ุู]?ก[ุู]?(?=\d{{0,2}}{_UNIT}|สิ้น|วันที่|วัน(?:{_WEEKDAY}))", "ทุก"),
    ("หลั?งั?(?=สิ้น|จาก)", "หลัง"),
    # ครั้งปี 2570 is a time in that year, not its half
    ("(?<!โ)คร[ึ่]{0,2}ง[ึ่]{0,2}ป[ีิึ]?(?=แรก|หลัง)", "ครึ่งปี"),
    (r"(?:(?<=ละ)|(?<=\d))คร[ั้่]{0,2}ง[ั้]{0,2}", "ครั้ง"),
    ("ไตมาส", "ไตรมาส"),
    ("ไตร-มาส", "ไตรมาส"),
    ("สัปดาร์", "สัปดาห์"),
    ("ปีงบประมาน", "ปีงบประมาณ"),
)
_SPELLINGS = (*((misprints_of(word), word) for word in _BY_LETTERS), *_IN_COMPANY)
_REPAIRS = tuple((re.compile(pattern), word) for pattern, word in _SPELLINGS)


def mended(text: str) -> str:
    """A compact wording with its words of time spelled right; the names of months are thaidate's own care."""
    text = _AM.sub(lambda found: _AM_OF[found.group()], text.replace("ำ", "า"))
    for pattern, word in _REPAIRS:
        text = pattern.sub(word, text)
    return text
