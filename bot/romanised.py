"""Thai in Latin letters, as chats write it: "O12 riab roi laew krub", put into Thai ones. Pure."""

import re

_SPELT = {  # the Thai word: how it is spelt
    "เรียบร้อย": "riab\\s?ro[iy]|reab\\s?roi",
    "ยังไง": "yang\\s?ngai",
    "ยังไม่": "yang\\s?mai",
    "ไม่มี": "mai\\s?m(?:ee|i)",
    "เสร็จ": "set+|sed|sret",
    "แล้ว": "laew|leaw|laeo|laaw|leow",
    "ยัง": "yang|yung",
    "ทำ": "th?um|tham",
    "ส่ง": "song",
    "ลง": "long",
    "อยู่": "yu+|yoo+",
    "กำลัง": "[kg]amlang|kumlang",
    "ครบ": "k(?:h)?rob|krop",
    "ได้": "dai",
    "เลย": "l(?:o|e)e?[iy]",
    "เริ่ม": "rerm|roem",
    "ไป": "pai",
    "ขอ": "kh?or",
    "เลื่อน": "l(?:ue|u)an",
    "เวลา": "wela+",
    "อีก": "eek",
    "วัน": "wan",
    "เดือน": "d(?:ue|eu)an",
    "สิ้น": "sin",
    "นี้": "nee",
    "หน้า": "na+h?(?=\\s?$)",
    "นะ": "na",
    "หนึ่ง": "n(?:ue|eu)ng",
    "สอง": "sawng",
    "สาม": "sa+m",
    "งาน": "nga+r?n",
    "ของ": "khong",
    "ผม": "ph?om",
    "หนู": "nu+",
    "พี่": "ph?(?:i|ee)|p",
    "มี": "mee",
    "อะไร": "arai",
    "บ้าง": "ba+ng",
    "ช่วย": "chua[iy]",
    "หน่อย": "no[iy]",
    "ใช้": "chai",
    "เว็บ": "web|wep",
    "ล่ม": "lom",
    "ใส่": "sai",
    "รูป": "ro?u?o?p",
    "หรือ": "r(?:ue|eu)",
    "ไหม": "mai(?=(?:\\s(?:kh?a+|k(?:h)?r?[aui]+[bp]|na|ph?i?))*\\W*$)",  # behind a word it asks
    "ไม่": "mai",  # before one it is "not"
    "ค่ะ": "kh?a+h?",
    "ครับ": "k(?:h)?r?[aui]+[bp]+",
}
_WORD = re.compile(rf"(?<![a-z0-9'])(?:{'|'.join(f'({spelt})' for spelt in _SPELT.values())})(?![a-z0-9'])")
_THAI = tuple(_SPELT)
_SURELY = re.compile(  # one of these shows that the rest is Thai, too
    r"\b(?:laew|leaw|laeo|riab\s?ro[iy]|yang\s?mai|mai\s?dai|tham|kamlang|kor|khor|arai|khong|luean|phom|chuay)\b"
)
_LATIN = re.compile(r"[a-z]+")
_LOANS = re.compile(r"[oei]|[oei]it|ita|upload|update|file|link|pdf|word|excel|google|drive|facebook|page|line|bot")


def in_thai(text: str) -> str:
    """The words in Thai letters where all of them are Thai ones or loans; any other text as it is.

    One unknown word may be a "not" that no list has, so that nothing is read into such a message.
    """
    low = text.lower()
    if not _SURELY.search(low) or re.search("[ก-๛]", text):
        return text
    spelt = _WORD.sub(lambda found: _THAI[(found.lastindex or 1) - 1], low)
    return spelt if all(_LOANS.fullmatch(word) for word in _LATIN.findall(spelt)) else text
