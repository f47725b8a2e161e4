"""The pages, opened from the chat: a link for one person, said in their 1:1 chat only."""

import re

from sqlalchemy.orm import Session

from bot.messages import pages
from bot.postback import escaped
from bot.scene import Outcome, Scene
from models import page_access
from models.permissions import Action, may
from models.records import StaffRecord
from models.thaitext import squeeze

_WEB = r"(?:เว็บ|เวบ|เว็ป|เวป|web)(?:ไซต์|ไซท์|site)?(?:page|เพจ)?"
# "เปิดหน้าเว็บ", "ขอลิงก์เข้าเว็บ", "หน้าเว็บ", "เปิดหน้ารายละเอียด", "เข้าสู่ระบบ"; alone, not within a report.
_COMMAND = re.compile(
    rf"(?:ขอ|ช่วย)?(?:ส่ง)?(?:ลิงก์|ลิงค์|ลิ้งก์|ลิ้งค์|link)?(?:"
    rf"(?:เปิด|เข้า|ดู|ไป(?:ที่)?)(?:หน้า)?(?:{_WEB}|รายละเอียด)|หน้า{_WEB}|เข้า(?:สู่)?ระบบ|ล็อกอิน|ล็อคอิน|login"
    rf")(?:ตามงาน)?(?:หน่อย)?(?:ด้วย)?(?:นะ)?(?:ค่ะ|คะ|ครับ|ค่า|คับ)?",
    re.IGNORECASE,
)
# "รายงานประจำปี", "ขอรายงานสิ้นปี", "เปิดหน้ารายงาน", "รายงาน"; alone, from whoever may see the whole office.
_REPORT = re.compile(
    r"(?:ขอ|ช่วย|ดู|เปิด|เข้า|ออก|จัดทำ|ทำ|เขียน|สร้าง|โหลด|ดาวน์โหลด){0,2}(?:หน้า|ไฟล์|เล่ม)?รายงาน(?:ผล)?(?:การดำเนินการ|การดำเนินงาน)?"
    r"(?:(?:ประจำ|สิ้น|ปลาย|ทั้ง|ของ|ครึ่ง|ราย)?ปี(?:งบประมาณ)?(?:นี้|[0-9๐-๙]{4})?|รอบ(?:6|๖|หก)เดือน)?"
    r"(?:ให้)?(?:ที)?(?:หน่อย)?(?:ด้วย)?(?:นะ)?(?:ค่ะ|คะ|ครับ|ค่า|คับ)?"
)

# "ปฏิทิน", "ขอลิงก์ปฏิทิน", "เพิ่มปฏิทินในโทรศัพท์", "สมัครรับปฏิทิน"; alone.
_CALENDAR = re.compile(
    r"(?:ขอ|ช่วย|อยากได้|สมัคร(?:รับ)?|ดู|เปิด|เพิ่ม|ส่ง|ตั้ง){0,2}(?:ลิงก์|ลิงค์|ลิ้งก์|ลิ้งค์|link|หน้า)?(?:ปฏิทิน|ปติทิน|ปฎิทิน|calendar)(?:งาน|กำหนดส่ง)?"
    r"(?:(?:ใน|ลง|เข้า)(?:โทรศัพท์|มือถือ|เครื่อง))?(?:หน่อย)?(?:ด้วย)?(?:นะ)?(?:ค่ะ|คะ|ครับ|ค่า|คับ)?",
    re.IGNORECASE,
)


def is_command(text: str) -> bool:
    """ "เปิดหน้าเว็บ" and nothing besides."""
    return bool(_COMMAND.fullmatch(squeeze(text[:80])))


def on_words(session: Session, scene: Scene, person: StaffRecord, words: str) -> Outcome | None:
    """The pages are asked for in words; None for all other words."""
    wanted = _wanted(person, squeeze(words[:80]))
    if wanted is None:
        return None
    path, label = wanted
    if scene.pages is None:
        return Outcome(pages.not_there(scene.voice))
    if not scene.is_private:
        return Outcome(pages.ask_privately(scene.voice, person.name, label, scene.agency.line_basic_id))
    url = page_url(session, scene, person, path)
    return Outcome(pages.opened(scene.voice, person.name, url or scene.pages, page_access.LINK_MINUTES, label))


def _wanted(person: StaffRecord, said: str) -> tuple[str, str] | None:
    """The page meant and what its button says; the report is for whoever may see the whole office."""
    if may(person.role, Action.SEE_ALL) and _REPORT.fullmatch(said):
        return "/report", pages.REPORT
    if _CALENDAR.fullmatch(said):
        return "/subscribe", pages.CALENDAR
    return ("/overview", pages.PAGES) if _COMMAND.fullmatch(said) else None


def page_url(session: Session, scene: Scene, person: StaffRecord, path: str = "/overview") -> str | None:
    """The address of a page of ours: in the 1:1 chat one that lets this person in, elsewhere the plain one.

    None while nobody can sign in there. path may bring a query: "/overview?unit=3".
    """
    if scene.pages is None:
        return None
    if not scene.is_private or scene.contact is None:
        return scene.pages + path
    secret = page_access.make_link(session, person, scene.now, scene.contact.id)
    return f"{scene.pages}/in/{secret}?to={escaped(path)}"
