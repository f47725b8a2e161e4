"""What of a message tells why: kept as typed, without phrases that only say that something stands in the way. Pure."""

from collections.abc import Sequence

from bot import duewords, wording
from bot.vocabulary import PARTICLE
from bot.wording import CODE, Clause

# Phrases that tell of trouble and not of what it is. "ติดงาน" is a cause, "งานนี้" is not.
_EMPTY = wording.pattern(
    rf"{CODE}|{PARTICLE}|[^\w◇]"
    r"|(?:กอง|สำนัก|ฝ่าย|ศูนย์)[ก-๛]{2,24}?(?=ติดปัญหา|ติดขัด|มีปัญหา|เจอปัญหา|มีอุปสรรค|พบปัญหา)"  # whose, before it
    r"|(?:ตัว|ใน|ที่)?(?:ข้อ|เรื่อง|งาน|อัน|ตัว|ตรง|อย่าง)นี้|ข้อ(?!มูล)|เรื่อง|ส่วน|ของ|ทาง"
    r"|ติดขัด|ติด|มี|เจอ|พบ|เกิด|ประสบ|ปัญหา|อุปสรรค|ข้อขัดข้อง|ขัดข้อง|ทำ(?:ต่อ)?ไม่ได้|ไปต่อไม่ได้"
    r"|เพราะ|เนื่องจาก|ยัง|อยู่|และ|แล้ว|ตอนนี้|ขณะนี้|เลย|ด้วย|เหมือนกัน|จริงๆ|จริง|ๆ|อ่ะ|อะ"
    r"|นิดหน่อย|นิดนึง|นิดเดียว|เล็กน้อย|หน่อย|มาก|เยอะ|หลายอย่าง|บางอย่าง|บางประการ|พี่|หนู|ผม|เรา"
    r"|\b(?:i|we|it|there|have|has|had|is|are|am|got|a|an|the|some|with|on|and|but|still|now|here|this|that|item"
    r"|stuck|blocked|problems?|issues?|obstacles?|trouble|difficulty|difficulties)\b"
)


def told(clauses: Sequence[Clause]) -> str | None:
    """The clauses that tell what stands in the way, as typed; None where they only say that something does."""
    return " ".join(c.typed for c in clauses if not duewords.consists_of(_EMPTY, c.flat)).strip() or None


def tells_nothing(text: str) -> bool:
    """Whether the words only say that something stands in the way: "ติดปัญหาค่ะ"."""
    return told(wording.read(text, bare=True).clauses) is None
