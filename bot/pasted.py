"""Words of somebody else that were pasted or passed on: a name beside a clock time, or a mark of forwarding. Pure."""

import re

from models.thaitext import fold_digits, normalise

_CLOCK = r"(?:[01]?\d|2[0-3])[:.][0-5]\d(?:\s?(?:น\.?|am|pm))?"
_WORK = r"(?:เสร็จ|ส่ง|ลง|ทำ|เมื่อ|เวลา|ตอน|วัน|ประชุม|นัด|แล้ว|ถึง|ก่อน|หลัง|ภายใน|เรียบร้อย|กำหนด|แจ้ง|ยัง|ครบ|ขอ|เริ่ม|เลื่อน)"
_NAME = rf"(?![^\n\d]{{0,30}}{_WORK})[ก-๛A-Za-z][ก-๛A-Za-z. ]{{1,30}}"
_PASTED = re.compile(
    rf"^\s*{_NAME}[\s,\[(]{{1,3}}{_CLOCK}[\])]?(?:$|[\s:>-])"  # "ธนา 09:12", its words behind or below
    rf"|^\s*[\[(]?{_CLOCK}[^\n\]]{{0,14}}[\])]?(?:\t|\s{{1,3}}(?!{_WORK})[ก-๛A-Za-z]{{2,20}}(?:\s[ก-๛]{{2,20}})?[\s:\t])"
    r"|\[\s?(?:ส่งต่อ|forward(?:ed)?|fwd)\s?\]|-{2,}\s?(?:forwarded|ข้อความที่ส่งต่อ|ส่งต่อ)"
    r"|^\s*(?:fwd?|forwarded|(?:ข้อความ(?:ที่)?)?ส่งต่อ(?:มา)?|ข้อความ)(?:\s?จาก[^:\n]{1,40})?\s?[:>]",
    re.IGNORECASE | re.MULTILINE,
)


def is_pasted(text: str) -> bool:
    """Whether somebody else's words stand in the message, so that nothing in it is the sender's own claim."""
    return bool(_PASTED.search(fold_digits(normalise(text[:2000]))))
