"""Questions and requests to the bot itself: how things stand, what is late, who is silent, what is mine, help. Pure."""

from datetime import date

from bot import claims, rules, scopes
from bot.reading import Reading
from bot.wording import CUT, Wording, pattern

HELP = (
    r"กด(?:ปุ่ม|ตรง|อัน)?(?:ไหน|อะไร)|(?:พิมพ์|ตอบ|กด|แจ้ง)(?:แบบ|อย่าง)นี้(?:ใช่|ถูก|ได้)|^help|ช่วยเหลือ|วิธี(?:การ)?(?:ใช้|แจ้ง"
    r"|รายงาน|ส่ง|ลงทะเบียน|พิมพ์|ตอบ|เลื่อน|ขอ|แนบ|บันทึก|กด|แก้|กรอก)|ใช้(?:งาน)?(?:บอท|ระบบ"
    r"|ไลน์)?(?:นี้)?(?:ยังไง|อย่างไร|ไง)|ทำอะไร(?:ได้|เป็น)|คู่มือ(?:การใช้|บอท|ใช้|หน่อย|$)|เมนู|มีคำสั่ง|คำสั่ง(?:มี)?อะไร"
    r"|สอน(?:ใช้|หน่อย|วิธี)|แนะนำการใช้|พิมพ์(?:ว่า)?(?:ยังไง|อย่างไร|อะไร|แบบไหน|ตรงไหน|ไง)|(?:พิมพ์|แจ้ง|รายงาน)[^|]{0,24}รูปแบบไหน|(?:แจ้ง|รายงาน|ส่ง|ตอบ|กด"
    r"|ลงทะเบียน|แก้|ยกเลิก|ขอเลื่อน|เลื่อน|แนบ|บันทึก)[^|]{0,24}(?:ยังไง|อย่างไร|ตรงไหน|ที่ไหน|ทางไหน|แบบไหน|ไง(?:คะ"
    r"|ครับ|$))|ต้อง(?:(?:พิมพ์|กด|แจ้ง|ตอบ)[^|]{0,16}อะไร|(?:พิมพ์|กด|แจ้ง|ทำ|ตอบ)[^|]{0,16}(?:ยังไง|อย่างไร"
    r"|ตรงไหน))|(?:บอท|ตามงาน|น้อง)[^|]{0,10}(?:ทำอะไร|ช่วยอะไร|ใช้ยังไง)|(?:ต้อง)?ทำ(?:ยัง|อย่าง)?ไง(?=$|คะ|ครับ)"
    r"|ช่วยอะไร(?:ได้|เรา)|how\s?(?:to|do)"
    r"|howto|usage|manual|งง(?:ค่ะ|ครับ|จัง|มาก|$)|ทำไม่เป็น(?=[^|]{0,12}(?:สอน|ช่วย|บอก))"
)
MINE = (
    r"(?:เหลือ|มี|ค้าง)(?:งาน)?อะไร[^|]{0,12}(?:เรา|ผม|หนู|ฉัน)|งาน(?:ที่)?(?:มอบหมาย)?(?:ให้)?(?:ของ)?(?:ฉัน|ผม|หนู"
    r"|เรา|ดิฉัน|ดิชั้น|ชั้น|ตัวเอง|กระผม|เค้า)|ของ(?:ฉัน|ผม|หนู|เรา|ดิฉัน|กระผม|ชั้น)[^|]{0,14}(?:อะไร|ข้อไหน|กี่"
    r"|บ้าง|เหลือ)|มอบหมายให้(?:ฉัน|ผม|หนู|เรา|ดิฉัน|กระผม)|(?:ฉัน|ผม|หนู|เรา|ดิฉัน|กระผม)(?:ต้อง|มี|รับผิดชอบ|เหลือ|ค้าง"
    r"|ได้รับ|ดูแล|ทำ|ส่ง)[^|]{0,20}(?:ไหน|อะไร|บ้าง|กี่|ไหม)|(?:มี|เหลือ)(?:งาน)?อะไร(?:ให้|ที่)?(?:ต้อง)?(?:ฉัน|ผม|หนู"
    r"|เรา)?(?:ต้อง)?(?:ทำ|ส่ง)(?:บ้าง)?|ต้อง(?:ทำ|ส่ง)(?:งาน)?(?:อะไร|ข้อไหน)(?:บ้าง)?|my\s?(?:task|work|job"
    r"|duties|to)|mytask|to\s?do|todo|รายการ(?:งาน)?(?:ที่)?(?:ของ)?(?:ฉัน|ผม|หนู|เรา|ดิฉัน)(?:ต้อง)?|ในมือ(?:ฉัน"
    r"|ผม|หนู|เรา)|ผู้รับผิดชอบ(?:คือ)?(?:ฉัน|ผม|หนู)|(?:เป็น|มี|ใน)ชื่อ(?:ของ)?(?:ฉัน|ผม|หนู|เรา|ดิฉัน|กระผม|ชั้น)"
    r"|(?:ข้อ|ตัวชี้วัด|งาน|เรื่อง|รายการ)[^|]{0,8}ที่(?:ฉัน|ผม|หนู|เรา|ดิฉัน|กระผม|ชั้น)(?:ต้อง|ได้)?(?:รับ|ดูแล|ทำ|ส่ง)"
)
MY_BACKLOG = (
    r"งาน(?:ที่)?ค้าง(?:อยู่)?(?:ของ)?(?:ฉัน|ผม|หนู|เรา|ดิฉัน|กระผม|ชั้น|พี่(?!น้อง))|(?:ฉัน|ผม|หนู|เรา|ดิฉัน|กระผม"
    r"|พี่)(?:ยัง)?(?:มี)?(?:งาน)?ค้าง|งานที่(?:ฉัน|ผม|หนู|เรา|ดิฉัน|กระผม)"
)
MISSING = (
    r"(?:ใคร|กองไหน|ส่วนไหน|หน่วยไหน|ฝ่ายไหน|สำนักไหน|คนไหน|ส่วนราชการไหน)[^|]{0,12}(?:ยังไม่|ไม่|ค้าง"
    r"|ขาด)(?:ได้)?(?:ส่ง|รายงาน|เสร็จ|ทำ|ตอบ|แจ้ง|อัพ|ลง|ดำเนินการ|$|บ้าง)?|(?:คน|กอง|หน่วย(?:งาน)?|รายชื่อ"
    r"|ส่วน(?:ราชการ)?)(?:คน)?(?:ที่)?ยังไม่(?:ได้)?(?:ส่ง|รายงาน|ตอบ|แจ้ง|ทำ)|ยังไม่ส่ง(?:มี)?(?:ใคร|กองไหน)"
    r"|ขาด(?:ใคร|กองไหน)"
)
OVERDUE = (
    r"อะไร[^|]{0,10}ยังไม่(?:เสร็จ|ส่ง)|ยังไม่เสร็จ[^|]{0,4}(?:บ้าง|กี่)|"
    r"(?:เกิน|เลย|พ้น|หลุด|ผ่าน)(?:กำหนด|เวลา|ดิว|วัน|เดดไลน์|เส้นตาย|deadline|due)|ล่าช้า|ส่งช้า|ตกค้าง|คั่งค้าง|หลุดกำหนด|overdue"
    r"|\blate\b"
    r"|past\s?due|ค้าง(?!คืน|คา$|ไว้)|(?:ข้อ|งาน|เรื่อง|รายการ|มาตรการ)ไหน[^|]{0,14}ยังไม่|ช้ากว่ากำหนด|พ้นกำหนด"
    r"|ไม่ทันกำหนด|(?:ใคร|กองไหน|ส่วนไหน|หน่วยไหน|ฝ่ายไหน|สำนักไหน|คนไหน|ส่วนราชการไหน)ช้า"
)
SUMMARY = (
    r"งานอะไร[^|]{0,8}(?:กอง|สำนัก)|"
    r"สรุป|ภาพรวม|ความ(?:คืบหน้า|ก้าวหน้า)|คืบหน้า[^|]{0,10}(?:ไหน|ไง|ยังไง|อย่างไร|เท่าไ|แค่ไหน|บ้าง|กี่)|(?:ถึง"
    r"|ไป)ไหน(?:แล้ว|กัน|มา)|รายงาน(?:สถานะ|ผลรวม|ภาพ|ความ)|สถานะ|กี่%|ร้อยละเท่าไ|dashboard|แดชบอร์ด|\bstatus\b"
    r"|overview|summary|progress\s?report|^report|ทำ(?:ไป)?(?:ได้)?(?:เท่าไ|แค่ไหน|กี่)|เหลือ(?:อีก)?กี่"
    r"|เสร็จ(?:ไป)?(?:แล้ว)?กี่|ส่ง(?:ไป)?(?:แล้ว)?กี่|กี่(?:ข้อ|งาน|กอง|เรื่อง)(?:แล้ว)?|(?:ใคร|กองไหน|ข้อไหน"
    r"|งานไหน)[^|]{0,8}(?:เสร็จ|ส่ง)[^|]{0,4}(?:แล้ว|บ้าง)|เป็น(?:ยังไง|อย่างไร|ไง)(?:บ้าง|แล้ว)?|ตัวเลข(?:รวม"
    r"|ภาพรวม)|ผลงานรวม|ดูรวม|ยอดรวม"
)
# Makes a keyword a request.
ASKS = (
    r"^(?:งานที่|รายชื่อ|รายการ|ใคร|ขอ|ช่วย|รบกวน|ดู|เช็ค|เช็ก|อยาก|แสดง|บอก|เปิด|list|show|check)|หน่อย|ให้ดู|ดูที|\b(?:list"
    r"|please|pls|show)\b"
)

# Rule, intent, and whether its words count only in a question or a request: in this order, for where several fall.
_QUESTIONS = (
    (pattern(HELP), "ask_help", False),
    (pattern(MISSING), "ask_missing", False),
    (pattern(MY_BACKLOG), "ask_my_tasks", True),
    (pattern(OVERDUE), "ask_overdue", True),
    (pattern(MINE), "ask_my_tasks", False),
    (pattern(SUMMARY), "ask_summary", True),
)
_ASKS = pattern(ASKS)
_ASKED_FOR = pattern(r"^(?:ขอ(?:ดู|สรุป|ราย|ภาพ|สถานะ|ความ)|ช่วย(?:สรุป|ดู|เช็ค)|ดู|เช็ค|สรุป)")
_DONE_YET = pattern(r"หรือยัง|ยัง(?:คะ|ครับ)|(?:เสร็จ|เรียบร้อย|ส่ง|ลง|ครบ)[^|]{0,10}แล้ว(?:ใช่)?(?:ไหม|หรือเปล่า|หรือไม่|ใช่ป่ะ)")
_SOMEBODY = pattern(r"พี่|น้อง|คุณ|ใคร")
_BARE = 12  # letters beside a keyword that still make the message no more than the keyword
_SHORT = 18


def asked(said: Wording, today: date) -> Reading | None:
    """What is asked of the bot; None for anything else. today: the Bangkok day, for "this quarter"."""
    flat = said.flat.replace(CUT, "")
    if (scope := scopes.command(flat, today)) is not None:
        return Reading("ask_summary", "asks how things stand", scope=scope)
    request = rules.is_question(flat) or bool(_ASKS.search(flat))
    if not (request or len(flat) < _SHORT) or _is_claim(said):
        return None
    for rule, intent, only_asked in _QUESTIONS:
        if rule.search(flat) and (request or not only_asked or len(rule.sub("", flat)) <= _BARE):
            return Reading(intent, "asks the bot", scope=scopes.scope_of(said.flat, today))
    if said.codes and _DONE_YET.search(flat) and not _SOMEBODY.search(flat):
        return Reading("ask_summary", "asks how a code stands")
    return None


def _is_claim(said: Wording) -> bool:
    """A statement about work that merely holds a word the questions use: "ยังสรุปไม่เสร็จ"."""
    if rules.is_question(said.flat) or _ASKED_FOR.search(said.flat):
        return False
    return bool(said.codes or rules.has("EXTENSION", said.flat)) and claims.status_of(said.flat) is not None
