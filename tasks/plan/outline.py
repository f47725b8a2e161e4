"""The lines between the rows of a plan: section headings, totals, signatures, notes, page numbers. Pure."""

import re

from models.codes import find_codes
from models.thaitext import normalise, squeeze, strip_tags

_SECTION = re.compile(
    r"^[(\[“\"]*(?:ตัวชี้วัด(?:ที่)?\d|เครื่องมือ(?:การประเมิน|ที่)|แบบวัด|ประเด็น(?:ที่)?\d|ประเด็นที่(?:เป็น|จะ|ต้อง|ควร)|ด้าน(?:ที่)?\d|ส่วนที่\d"
    r"|หมวด(?:ที่)?\d|ยุทธศาสตร์(?:ที่)?\d|มิติ(?:ที่)?\d|กลุ่มที่\d|องค์ประกอบ(?:ที่)?\d|แผนงาน(?:ที่)?\d|ตอนที่\d"
    r"|\d{1,2}(?:\.\d{1,2}){1,2}\D|\d{1,2}[.)]\D)"
)
_INDICATOR = re.compile(
    r"^(?:IIT|EIT|OIT)$|ตัวชี้วัด(?:ที่)?\d|เครื่องมือการประเมิน|แบบวัด|^\d{1,2}\.\d{1,2}(?!\d)|^ด้าน|^หมวด|^ส่วนที่|^ประเด็นที่\d"
)
_SCORE_BAND = re.compile(r"(?:ต่ำกว่า|น้อยกว่า|ไม่ถึง|มากกว่า|สูงกว่า|ตั้งแต่)\d+(?:\.\d+)?คะแนน|\d+\.\d+[-–]\d+\.\d+คะแนน")
_TOTAL = re.compile(r"(?:ยอด|ผล|คะแนน|ค่า)?(?:รวม|เฉลี่ย)|(?:คะแนน)?ภาพรวม")
# What may stand behind "รวม" in a total; anything else ("รวมข้อมูลส่ง…") makes it work to do.
_TOTAL_WORDS = re.compile(
    r"ทั้งสิ้น|ทั้งหมด|เป็นเงิน|งบประมาณ|คะแนน|เฉลี่ย|จำนวน|ทุก|หน่วยงาน|ita|ตัวชี้วัด|โครงการ|มาตรการ|กิจกรรม|รายการ|เรื่อง|ข้อ|คน|ด้าน|บาท"
    r"|[\d,.:：/()%-]+"
)
_SIGNATURE = re.compile(r"^\(?(?:ลงชื่อ|ลงนาม|ผู้จัดทำ|ผู้เสนอ|ผู้อนุมัติ|ผู้เห็นชอบ|ผู้รายงาน|ผู้ตรวจสอบ|ผู้รับรอง)")
_DOTTED_NAME = re.compile(r"^\(?[.…_ ]{4,}|^\((?:นาย|นาง|น\.ส\.|ว่าที่)")
_NOTE = re.compile(r"^\*{0,3}(?:หมายเหตุ|ที่มา|แหล่งที่มา|คำชี้แจง|คำอธิบาย)")
# A sentence tells what was done and why; a heading only names. Numbered lines and indicators are headings all the same.
_TELLS = re.compile(
    r"จึง|(?:ดังนี้|ต่อไปนี้)[:.]?$|^(?:ตามที่|จากการ|จากผล|ด้วย(?!ตนเอง)|เนื่องจาก|ทั้งนี้|สืบเนื่อง|อาศัย)"
    r"|^(?:เล่ม|เอกสาร|แผน|แผนปฏิบัติการ|รายงาน|มาตรการ|ตาราง)(?:ฉบับ|เล่ม)?นี้"
    r"|(?<!ที่)(?<!ซึ่ง)(?:ได้|จะ|ขอ)(?:มีการ|ทำการ)?"
    r"(?:ดำเนิน|วิเคราะห์|นำ|จัด|กำหนด|ทบทวน|ประเมิน|สรุป|พิจารณา|รวบรวม|ประชุม|แต่งตั้ง|รายงาน)"
)
_PAGE = re.compile(
    r"^(?:[-–—]+\d{1,3}[-–—]+|หน้า(?:ที่)?\d{1,3}(?:(?:/|จาก)\d{1,3})?|page\d{1,3}|\d{1,3}|\(?ต่อ\)?|-ต่อ-)$", re.IGNORECASE
)
_BULLET = re.compile(
    r"^\s*(?:[-–•●▪◦*]\s*)?(?:\(?[0-9๐-๙]{1,2}(?:\.[0-9๐-๙]{1,2}){0,2}[.)]?\s|[0-9๐-๙]{1,2}[.)]|[-–•●▪◦*]\s*\S)"
)
_NUMBER = re.compile(
    r"^\s*\(?([0-9๐-๙]{1,2}(?:\.[0-9๐-๙]{1,2}){0,3})(?:[.)]+|(?=\s+(?!เดือน|ปี|วัน|ครั้ง|ไตรมาส|คน|โครงการ)|$)|(?<=\.[0-9๐-๙])(?=[ก-๙]))\s*"
)

APART = "\n\n"  # between pieces that were rows of their own; a cell by itself never holds a blank line


def plain(text: str) -> str:
    """A cell or line for reading: tags out (boxes kept as ☐/☑), runs of blanks joined, lines kept."""
    boxes = re.sub(r"<input\b[^<>]*\bchecked[^<>]*>", "☑ ", text, flags=re.IGNORECASE)
    boxes = re.sub(r"<input\b[^<>]*checkbox[^<>]*>", "☐ ", boxes, flags=re.IGNORECASE)
    lines = (" ".join(line.split()) for line in strip_tags(normalise(boxes)).splitlines())
    return "\n".join(line for line in lines if line)


def is_total(first: str) -> bool:
    """True for a row that only sums up others ("รวม", "รวมทั้งสิ้น 14 โครงการ")."""
    text = squeeze(first).lower()
    head = _TOTAL.match(text)
    return bool(head) and len(text) <= 80 and not _TOTAL_WORDS.sub("", _TOTAL.sub("", text, count=1))


def is_signature(text: str) -> bool:
    """True for the lines of a signature block."""
    return bool(_SIGNATURE.match(squeeze(text)) or _DOTTED_NAME.match(text.strip()))


def is_note(text: str) -> bool:
    """True for remarks printed under a table."""
    return bool(_NOTE.match(squeeze(text)))


def is_page_mark(text: str) -> bool:
    """True for a page number or "(ต่อ)" left by the printer."""
    return bool(_PAGE.match(squeeze(text)))


def is_list_item(text: str) -> bool:
    """True for a line that begins with a bullet or an item number."""
    return bool(_BULLET.match(text))


def reads_as_section(text: str) -> bool:
    """True for a line that names an indicator, a numbered part or a score band."""
    squeezed = squeeze(text)
    return len(squeezed) <= 220 and bool(_SECTION.match(squeezed) or _SCORE_BAND.search(squeezed))


def is_introduction(text: str) -> bool:
    """True for a sentence that leads in to a table, and so is no heading of what stands in it."""
    squeezed = squeeze(text).strip('()[]“”"')
    return bool(_TELLS.search(squeezed)) and not _SECTION.match(squeezed)


def names_indicator(text: str) -> bool:
    """True when the words begin a heading of their own rather than go on under the last one."""
    return bool(_INDICATOR.search(squeeze(text)))


def is_outer_section(text: str) -> bool:
    """True for a paragraph above a table that the rows below belong to."""
    squeezed = squeeze(text)
    if find_codes(text).codes or len(squeezed) > 220 or is_introduction(text):
        return False
    return bool(_SCORE_BAND.search(squeezed) or (reads_as_section(text) and not text.lstrip().startswith(("-", "•"))))


def number_of(text: str) -> str:
    """The item number a text begins with ("1", "1.2"), digits folded; "" when there is none."""
    found = _NUMBER.match(text)
    return squeeze(found.group(1)) if found else ""


def without_number(text: str) -> str:
    """The text without the item number it begins with."""
    return _NUMBER.sub("", text, count=1).strip() or text.strip()
