"""Persons and positions in a responsible cell: titles, names, and the unit a position names. Pure."""

import re
from collections.abc import Callable

from models.readings import Person
from models.unit_names import canonical_unit
from tasks.plan.party_words import AGENCY, FILLER, SECTION, SECTION_HEAD, UNIT, UNIT_HEAD, any_of, loose

TITLE = re.compile(
    r"(?:นางสาว|น\s?\.?\s?ส\s?\.|นส(?=[\s.])\.?|นาย(?!ก\s?(?:อบ|อ\.|เทศ|องค์|เมือง|ฯ|ท[ตมน]\.|$)|ช่าง(?![\s]\S)|ทะเบียน|แพทย์|ด่าน|ตรวจ|สัตว)"
    r"|นาง|ว่าที่\s?(?:ร้อย\s?(?:ตรี|โท|เอก)|ร\s?\.\s?[ตทอ]\s?\.)\s?(?:หญิง)?|ดร\.|(?:จ่า|พันจ่า|สิบ|จ่าสิบ)(?:ตรี|โท|เอก)|จ\.ส\.[ตทอ]\.|จ\.[ตทอ]\."
    r"|ส\.[ตทอ]\.|พ\.จ\.[ตทอ]\.)\s?"
)
_NAME_END = re.compile(r"[\n,;/()\[\]:|]|[0-9๐-๙]|\s" + loose("ตำแหน่ง") + "|" + loose("ตำแหน่ง") + r"|\s(?:และ|โทร)")
_LABEL = re.compile(rf"\s?{loose('ตำแหน่ง')}\s?[:：]?\s?|\s?\(\s?(?:{loose('ตำแหน่ง')}\s?:?\s?)?")

SHORT_FORMS = {
    "จพง.": "เจ้าพนักงาน",
    "นวก.": "นักวิชาการ",
    "ผอ.": "ผู้อำนวยการ",
    "หน.": "หัวหน้า",
    "ผช.": "ผู้ช่วย",
    "จนท.": "เจ้าหน้าที่",
}
_KNOWN = (
    *("นักวิเคราะห์นโยบายและแผน", "นักทรัพยากรบุคคล", "นักจัดการงานทั่วไป", "นักพัฒนาชุมชน", "นักวิชาการเงินและบัญชี"),
    *("นักวิชาการคลัง", "นักวิชาการพัสดุ", "นักวิชาการจัดเก็บรายได้", "นักวิชาการศึกษา", "นักวิชาการสาธารณสุข"),
    *("นักวิชาการเกษตร", "นักวิชาการคอมพิวเตอร์", "นักวิชาการตรวจสอบภายใน", "นักประชาสัมพันธ์", "นักสันทนาการ", "นิติกร"),
    *("นักวิชาการสุขาภิบาล", "นักวิชาการสิ่งแวดล้อม", "นักบริหารงานทั่วไป", "เจ้าพนักงานธุรการ", "เจ้าพนักงานการเงินและบัญชี"),
    *("เจ้าพนักงานพัสดุ", "เจ้าพนักงานจัดเก็บรายได้", "เจ้าพนักงานป้องกันและบรรเทาสาธารณภัย", "เจ้าพนักงานพัฒนาชุมชน"),
    *("เจ้าพนักงานทะเบียน", "นายช่างโยธา", "นายช่างสำรวจ", "นายช่างไฟฟ้า", "นายช่างเขียนแบบ", "เจ้าพนักงานสาธารณสุข"),
    *(
        "ผู้บริหารสูงสุด",
        "ผู้บริหารท้องถิ่น",
        "คณะผู้บริหาร",
        "ผู้บริหารสถานศึกษา",
        "ผู้บริหาร",
        "ผู้ดูแลระบบ",
        "ผู้ดูแลเว็บไซต์",
        "ผู้ดูแลระบบเว็บไซต์",
        "แอดมินเว็บไซต์",
        "แอดมิน",
    ),
    *("เลขานุการนายก", "ประธานสภา", "ครูผู้ดูแลเด็ก", "หัวหน้าสถานศึกษา"),
)
_HEADS = (
    *("ผู้อำนวยการ", "หัวหน้า", "รองปลัด", "ปลัด", "รองนายก", "นายก", "นัก", "เจ้าพนักงาน", "วิศวกร", "นายช่าง", "สถาปนิก"),
    *("ผู้ช่วย", "เลขานุการ", "ครู", "รักษาราชการแทน", "รักษาการ", "คนงาน", "พยาบาล", "สัตวแพทย์"),
)
_SHORTS = "|".join(re.escape(short) for short in SHORT_FORMS)
POSITION = re.compile(
    rf"(?P<known>{any_of(_KNOWN)})|(?P<head>{any_of(_HEADS)}|{_SHORTS})(?!\s?{any_of(('ส่วนราชการ', 'ทุก', 'กองทุก'))})"
)
_LEVELS = ("ปฏิบัติการ", "ปฏิบัติงาน", "ชำนาญการพิเศษ", "ชำนาญการ", "ชำนาญงาน", "อาวุโส", "ระดับต้น", "ระดับกลาง")
_LEVEL = re.compile(rf"\s?{any_of(_LEVELS)}")
_STOP = re.compile(r"[\n,;/()\[\]:|]|[0-9๐-๙]{1,2}\s?[.)]")
_TITLE_LABEL = re.compile(rf"{TITLE.pattern}|{loose('ตำแหน่ง')}")
_GAP = re.compile(r"\s+")

_STANDING_FOR = ("ผู้ช่วย", "ผช.", "รักษา")  # another position follows

Boundary = Callable[[str, int], bool]


def expanded(position: str) -> str:
    """The position with its usual short forms written out and broken spaces out: "จพง.ธุรการ" → "เจ้าพนักงานธุรการ"."""
    for short, full in SHORT_FORMS.items():
        position = position.replace(short, full)
    words = _GAP.sub("", position).strip(" -–")
    words = re.sub(r"^หัวหน้าส\.?ป\.?$", "หัวหน้าสำนักปลัด", words)
    return re.sub(r"(?<=[ก-๙])(?=อบ[ตจ])", " ", words)


def unit_named_by(position: str) -> str | None:
    """The unit a position leads or sits in, when it names one: "ผู้อำนวยการกองคลัง" → "กองคลัง"."""
    found = UNIT.search(position)
    return canonical_unit(found.group()) if found else None


def _run_end(text: str, start: int, is_boundary: Boundary) -> int:
    """Where a run of letters stops: a sign, a line break, a known word, or a space after something was said."""
    position = start
    while position < len(text):
        if _STOP.match(text, position) or (position > start and is_boundary(text, position)):
            break
        if text[position].isspace() and text[start:position].strip():
            break
        position += 1
    return position


def place_end(text: str, start: int, is_boundary: Boundary) -> int:
    """The end of the place an agency governs: "อบต. ตัวอย่าง", glued or after one space."""
    begin = start + 1 if text[start : start + 1] == " " else start
    if any(word.match(text, begin) for word in (FILLER, UNIT_HEAD, POSITION, _TITLE_LABEL)) or is_boundary(text, begin):
        return start
    end = _run_end(text, begin, is_boundary)
    return end if end > begin else start


def position_at(text: str, start: int, is_boundary: Boundary) -> int | None:
    """The end of the position printed at `start`, None when none begins there."""
    head = POSITION.match(text, start)
    if not head:
        return None
    end = head.end()
    if head["head"]:
        begin = end + 1 if text[end : end + 1].isspace() else end
        if head["head"].startswith(_STANDING_FOR) and (deeper := position_at(text, begin, is_boundary)):
            return deeper
        named = UNIT.match(text, begin) or SECTION.match(text, begin)
        agency = AGENCY.match(text, begin)
        if named:
            end = named.end()
        elif agency:
            end = place_end(text, agency.end(), is_boundary)
        elif SECTION_HEAD.match(text, begin) or not is_boundary(text, begin):
            end = _run_end(text, begin, is_boundary)
    while level := _LEVEL.match(text, end):
        end = level.end()
    return end


def _name_end(text: str, start: int, is_boundary: Boundary) -> int:
    """A first name and a surname (two words) at most; a following position or unit is not part of it."""
    sign = _NAME_END.search(text, start)
    limit = sign.start() if sign else len(text)
    words = list(re.finditer(r"\S+", text[start:limit]))
    end = start
    for number, word in enumerate(words[:2]):
        begin = start + word.start()
        if number and (TITLE.match(text, begin) or POSITION.match(text, begin) or is_boundary(text, begin)):
            break
        end = start + word.end()
    return end


def person_at(text: str, start: int, is_boundary: Boundary) -> tuple[Person, int] | None:
    """The titled person printed at `start` with the position that follows, and where both end."""
    title = TITLE.match(text, start)
    if not title:
        return None
    end = _name_end(text, title.end(), is_boundary)
    name = " ".join(text[start:end].split())
    if end <= title.end() + 1:
        return None
    label = _LABEL.match(text, end)
    begin = label.end() if label else end + (1 if text[end : end + 1].isspace() else 0)
    position_end = position_at(text, begin, is_boundary)
    if position_end is None and label:
        position_end = _run_end(text, begin, lambda _text, _position: False)
    if position_end is None or position_end <= begin:
        return Person(name), end
    closing = (
        position_end + 1
        if label and "(" in label.group() and text[position_end : position_end + 1] == ")"
        else position_end
    )
    return Person(name, expanded(text[begin:position_end])), closing
