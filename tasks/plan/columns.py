"""What a table heading means, told by its words and never by its place. Pure."""

import re
from dataclasses import dataclass
from functools import lru_cache

from models.thaitext import squeeze, strip_tags

# What `flask plan preview` may print; the other meanings are used inside only.
PUBLIC = frozenset(
    ("item", "finding", "measure", "steps", "responsible", "monitoring", "period", "score", "result", "outcome")
)


@dataclass(frozen=True)
class Rule:
    """One wording: `words` must be found in the space-free heading, `unless` must not."""

    meaning: str
    words: str
    unless: str = ""


# One column for the head who oversees and the officers who do the work.
_OVERSEER = r"(?:ผู้)?(?:กำกับ|ติดตาม|ควบคุม|ตรวจสอบ)(?:ดูแล|ติดตาม)?"
_DOER = r"(?:ผู้)?(?:ปฏิบัติ|ดำเนินการ|รับผิดชอบ|จัดทำ)(?:งาน)?"
_AND = r"(?:[/,-]|และ)(?=ผู้)"
# The first rule that fits wins, so the narrow wordings stand above the wide ones.
RULES = (
    Rule("ordinal", r"^(?:ที่|ลำดับ(?:ที่|ข้อ)?|ลําดับ|อันดับ(?:ที่)?|ข้อ(?:ที่)?|no|no\.|#|ตัวชี้วัดที่)$"),
    Rule("code", r"^(?:รหัส|ข้อo|oit$|iit$|eit$|code|ข้อ(?:คำถาม)?(?:oit|eit|iit))", r"ตำแหน่ง|ไปรษณีย์"),
    Rule(
        "name", r"^(?:ชื่อ[-–/]?(?:นาม)?สกุล|ชื่อและนามสกุล|ชื่อเจ้าหน้าที่|ชื่อบุคลากร|ชื่อ$|รายชื่อ)", r"รับผิดชอบ|ผู้(?:ดำเนิน|ปฏิบัติ|ประสาน)"
    ),
    Rule("position", r"^(?:ตำแหน่ง|ระดับตำแหน่ง)"),
    Rule("telephone", r"^(?:โทรศัพท์|เบอร์|หมายเลขโทร|อีเมล|e-?mail|lineid)"),
    Rule("remark", r"^หมายเหตุ|^ระดับ(?:คะแนน|ผล|การประเมิน)?(?!ตำแหน่ง)"),
    Rule("evidence", r"หลักฐาน|เอกสารอ้างอิง|เอกสารประกอบ|url|ลิงก์|ลิงค์|^link|ภาพถ่าย|ช่องทาง(?:การ)?เผยแพร่"),
    Rule("progress", r"ร้อยละ|สถานะ|ความคืบหน้า|เปอร์เซ็นต์|^%|^(?:ผล)?ความก้าวหน้า|^status$|^progress", r"คะแนน|ประเมิน"),
    Rule("progress", r"^(?:ยัง)?(?:ไม่(?:ได้)?|อยู่ระหว่าง(?:การ)?)?ดำเนินการ(?:แล้ว)?(?:เสร็จ(?:สิ้น)?)?$"),
    Rule("target", r"คาดว่าจะ|คาดหวัง|^(?:ค่า|กลุ่ม)?เป้าหมาย|ตัวชี้วัด(?:ความ|ผล)สำเร็จ|เกณฑ์ความสำเร็จ|^วัตถุประสงค์|^ผลผลิต"),
    Rule("outcome", r"ผลลัพธ์|ความสำเร็จ|ผลสำเร็จ|ประโยชน์ที่|ผลสัมฤทธิ์|^outcome"),
    Rule("responsible", rf"^{_OVERSEER}{_AND}{_DOER}|^{_DOER}{_AND}{_OVERSEER}"),
    Rule("supervisor", r"^ผู้(?:กำกับ|ติดตาม|ตรวจ|ควบคุม|อนุมัติ|รับรายงาน)"),
    Rule("result", r"ผล(?:ของ)?การ(?:กำกับ|ติดตาม)", r"แนวทาง|วิธี|กำหนด|การรายงานผล|รอบ"),
    Rule("monitoring", r"กำกับ|ติดตาม|^การรายงาน|(?:แนวทาง|วิธี|กำหนด|รอบ|การ)(?:การ)?รายงาน|^การประเมินผล"),
    Rule("obstacle", r"อุปสรรค|^ปัญหาที่เกิด|^ข้อ(?:ขัดข้อง|ติดขัด)|^สิ่งที่ติดขัด", r"ข้อค้นพบ|จุดอ่อน|ประเด็น"),
    Rule("score", r"คะแนน|^ผลการประเมิน|^ค่าเฉลี่ย|^score", r"วิเคราะห์|ข้อเสนอแนะ|ข้อค้นพบ"),
    Rule("finding", r"ข้อค้นพบ|ข้อบกพร่อง|จุดอ่อน|วิเคราะห์|สาเหตุ|ปัญหา|ข้อสังเกต|ข้อเสนอแนะ|จุดที่ต้อง|สิ่งที่ต้องปรับปรุง"),
    Rule("result", r"(?:สรุป|รายงาน|^)ผล(?:ของ)?(?:การ)?(?:ดำเนิน|ปฏิบัติ)|^(?:สรุป|รายงาน)ผล|^ผลงาน|^ผลที่ได้|^result|^ผลการ"),
    Rule("result", r"^การดำเนิน(?:งาน|การ)(?:ที่ผ่านมา|ตามมาตรการ)|^รายละเอียดผล"),
    Rule("start", r"^(?:วัน|เดือน|เวลา)?(?:ที่)?เริ่ม|^ตั้งแต่"),
    Rule(
        "responsible",
        r"รับผิดชอบ|^ผู้(?:ดำเนินการ|ปฏิบัติ|จัดทำ|ประสาน|รายงาน|ดูแล|ช่วย|ร่วม|ทำ$|มีหน้าที่|ได้รับมอบ)|^มอบหมาย(?:ให้|$)|^ใคร|เจ้าภาพ|^ส่วนราชการ$|^สำนัก/กอง|^กอง/|^สังกัด|^กอง$|^งาน$|^ฝ่าย$"
        r"|^เจ้าของ(?:งาน|เรื่อง|ภารกิจ|โครงการ|ข้อมูล)|^หน่วย(?:งาน)?(?:ที่)?(?:หลัก|รอง|สนับสนุน|ร่วม|ดำเนิน|เจ้าของ|ปฏิบัติ|เกี่ยวข้อง)?|^(?:สนับสนุน|หลัก|ร่วม|owner|responsible\w*|pic)$",
        r"^หน่วยงาน(?:ภายใน|ของ|มี|ไม่|ควร|แสดง)",
    ),
    Rule(
        "period",
        r"ระยะเวลา|ช่วงเวลา|ห้วงเวลา|ห้วงระยะ|กำหนดเวลา|แล้วเสร็จ|(?:กำหนด|วัน)ส่ง|ครบกำหนด|วันสิ้นสุด|^สิ้นสุด|ความถี่|^กำหนด(?:การ|เสร็จ|$)"
        r"|^กำหนดวัน|^วันกำหนด|^วันสุดท้าย|^(?:ระยะ|ช่วง|ห้วง)ดำเนิน|^(?:ส่ง|เสร็จ|ทำ|ดำเนินการ|เผยแพร่|รายงาน)(?:เมื่อ|ภายใน|ก่อน)|^เมื่อ(?:ใด|ไร|ไหร่)|^ปฏิทิน|^เวลา|^วันที่(?:ดำเนินการ|กำหนด|ส่ง)?$|^วัน/เดือน|^(?:ราย)?(?:เดือน|ไตรมาส)(?:/ไตรมาส)?$"
        r"|^แผน(?:การ)?ดำเนิน(?:งาน|การ)(?:ราย|ปี|$)|^ปี(?:งบประมาณ)?(?:พ\.ศ\.)?\d{4}$|^deadline|^due(?:date)?$|^period|^timeline",
    ),
    Rule("budget", r"^(?:วงเงิน|งบ|แหล่งงบ|แหล่งที่มาของงบ|จำนวนเงิน|ค่าใช้จ่าย|ประมาณการ)|\(บาท\)$|^บาท$"),
    Rule(
        "steps",
        r"^steps?$|ขั้นตอน|วิธี(?:การ|ปฏิบัติ|ดำเนิน|ทำ|แก้)|^ทำอย่างไร|แนวทาง(?:การ)?(?:ปฏิบัติ|ดำเนิน)|^รายละเอียด(?:การ|กิจกรรม|ของ)|^การปฏิบัติ",
    ),
    Rule(
        "measure",
        r"มาตรการ|กิจกรรม|โครงการ|แนวทาง|^measures?$|^activit|^action|^การแก้ไข|^การดำเนินการ|^สิ่งที่(?:ต้อง|จะ)|^แผนงาน|^แผน(?:การ)?(?:แก้ไข|ปรับปรุง|พัฒนา|ยกระดับ|ขับเคลื่อน)|^การ(?:ปรับปรุง|พัฒนา)|^ทำอะไร|^(?:งาน|ภารกิจ)(?:งาน)?ที่|^ภารกิจ$",
    ),
    Rule(
        "item",
        r"^items?$|^topic|^indicator|หัวข้อ|ข้อคำถาม|ประเด็น|ตัวชี้วัด|^ราย(?:การ|ละเอียด)|^เรื่อง|องค์ประกอบ|^ด้าน|^คำถาม|^ชื่อ(?:งาน|รายการ)|^ข้อมูลที่",
    ),
    Rule("group", r"^(?:เครื่องมือ|แบบวัด|หมวด|กลุ่ม)"),
)
_PATTERNS = tuple((r.meaning, re.compile(r.words), re.compile(r.unless or r"(?!)")) for r in RULES)
# Whole words that a scan may damage by a letter or two; only those long enough to be sure of.
_LANDMARKS = (
    ("responsible", "ผู้รับผิดชอบ"),
    ("responsible", "หน่วยงานรับผิดชอบ"),
    ("monitoring", "การกำกับติดตาม"),
    ("period", "ระยะเวลาดำเนินการ"),
    ("steps", "ขั้นตอนการปฏิบัติ"),
    ("result", "สรุปผลการดำเนินการ"),
    ("outcome", "ผลลัพธ์"),
    ("measure", "มาตรการ"),
    ("item", "หัวข้อการประเมิน"),
    ("finding", "ข้อบกพร่อง"),
)
_MEASURE_WORD = re.compile("มาตรการ|กิจกรรม|โครงการ")
_STEPS_WORD = re.compile("ขั้นตอน|วิธีการ|วิธีปฏิบัติ|แนวทาง(?:การ)?(?:ปฏิบัติ|ดำเนิน)")
LONGEST_HEADING = 150
_AROUND = re.compile(r"^\(?\d{1,2}[.)](?=\D)|(?<=\D)\(\d{1,2}\)$")  # "(1) มาตรการ", "มาตรการ (1)"


@lru_cache(maxsize=4096)  # every row is compared with its heading
def key(heading: str) -> str:
    """The heading for comparing: no tags, no spaces, small letters, no number or marks around it."""
    return _AROUND.sub("", squeeze(strip_tags(heading)).lower().strip("*:：.-–"))


def _distance_inside(word: str, text: str) -> int:
    """Fewest letter changes that make `word` a piece of `text` (Sellers)."""
    row = [0] * (len(text) + 1)
    for i, letter in enumerate(word, start=1):
        before, row[0] = row[0], i
        for j, other in enumerate(text, start=1):
            before, row[j] = row[j], min(before + (letter != other), row[j] + 1, row[j - 1] + 1)
    return min(row)


def _damaged(heading: str) -> str | None:
    for meaning, word in _LANDMARKS:
        allowed = 1 if len(word) < 12 else 2
        if len(heading) <= 2 * len(word) and _distance_inside(word, heading) <= allowed:
            return meaning
    return None


@lru_cache(maxsize=4096)
def meaning_of(heading: str) -> str | None:
    """The meaning of one heading, or None when its words are unknown."""
    text = key(heading)
    if not text or len(text) > LONGEST_HEADING:
        return None
    for meaning, words, unless in _PATTERNS:
        if words.search(text) and not unless.search(text):
            return meaning if meaning != "steps" or not _measure_comes_first(text) else "measure"
    return _damaged(text)


def _measure_comes_first(text: str) -> bool:
    """ "มาตรการ/ขั้นตอน" is the measure's column, "ขั้นตอน/มาตรการ" the steps'; both carry both."""
    measure, steps = _MEASURE_WORD.search(text), _STEPS_WORD.search(text)
    return bool(measure and steps and "/" in text and measure.start() < steps.start())


def holds_measure_and_steps(heading: str) -> bool:
    """True for one column headed with both, as "ขั้นตอนหรือวิธีการ/มาตรการ"."""
    text = key(heading)
    return "ผล" not in text and bool(_MEASURE_WORD.search(text) and _STEPS_WORD.search(text))


def holds_period_too(heading: str) -> bool:
    """True for a responsible column that prints the deadline in the same cell."""
    text = key(heading)
    return "รับผิดชอบ" in text and bool(re.search("ระยะเวลา|กำหนด|แล้วเสร็จ|ช่วงเวลา", text))


def public_meaning(meaning: str | None) -> str | None:
    """The meaning as the preview prints it: None for those beyond its list."""
    return meaning if meaning in PUBLIC else None
