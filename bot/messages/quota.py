"""What a coordinator is told when this month's counted messages will not suffice. Pure."""

from bot.messages import parts
from bot.messages.parts import Messages, link, press, prompt
from bot.postback import pack
from models.records import Voice

WAITING = "เรื่องที่จะรอส่งแบบไม่เสียโควตา"


def left(voice: Voice, used: int, quota: int, url: str | None) -> Messages:
    """Asked for: the month's counted messages by our own count; url: where each of them stands."""
    words = f"เดือนนี้ส่งแบบนับโควตาไปแล้ว {used} จาก {quota} ข้อความ เหลือ {max(quota - used, 0)} {voice.particle}"
    words += " (คำตอบในแชตไม่นับโควตา)"
    if url is None:
        return parts.said(voice, parts.text(words))
    return parts.said(voice, prompt(words, (link("โควตาและข้อความขาออก", url),)))


def running_short(voice: Voice, left: int, quota: int, needed: int, missing: int, urgent: bool) -> Messages:
    """How many are left, what the month needs, that some are held back, what is done, and what sending all would cost.

    left and quota in counted messages; urgent: not even everything due on its day can be pushed.
    """
    facts = f"เดือนนี้เหลือข้อความ {max(left, 0)} จาก {quota} {voice.particle} งานที่จะเตือนถึงสิ้นเดือนยังต้องใช้ราว {needed}"
    first = "แม้เรื่องเร่งด่วนก็อาจส่งได้ไม่ครบ" if urgent else "เรื่องเร่งด่วนจะส่งก่อน"
    rest = f"{first} เรื่องอื่นจะส่งเมื่อมีคนพูดในกลุ่ม (ไม่เสียโควตา)"
    kept = "ระบบกันข้อความส่วนหนึ่งไว้สำหรับเรื่องเร่งด่วนที่ยังไม่มีในแผน จึงนำมาใช้ทั้งหมดไม่ได้"
    price = f"หากต้องการส่งให้ครบในเวลา ต้องมีเพิ่มอีกราว {missing} ข้อความ"
    return parts.said(
        voice, prompt(f"{facts}\n{kept}\n{rest}\n{price}", (press("ดูรายการ", pack("unsent")),), alt=facts)
    )
