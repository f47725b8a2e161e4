"""What is said about the pages: the link into them, where to ask for it, and that there are none. Pure."""

from bot.messages import parts
from bot.messages.parts import box, button, line, link
from bot.messages.people import khun
from bot.postback import escaped
from models.records import Voice

Messages = parts.Messages
PAGES, REPORT, CALENDAR = "เปิดหน้าเว็บ", "เปิดหน้ารายงาน", "เปิดหน้าปฏิทิน"


def opened(voice: Voice, name: str, url: str, minutes: int, label: str = PAGES) -> Messages:
    """The link for one person, good for so many minutes; label: PAGES, REPORT or CALENDAR."""
    words = f"{khun(name)} {label}ได้จากปุ่มนี้{voice.particle}"
    aside = f"ลิงก์เป็นของท่านคนเดียว ใช้เข้าได้ครั้งเดียวภายใน {minutes} นาที ไม่ต้องส่งต่อ"
    body = [line(words), line(aside, size="xs", color=parts.GREY)]
    ways = [box("vertical", [button(link(label, url))])]
    return parts.said(voice, parts.flex(f"{words}\n{aside}", [parts.bubble(body, ways)]))


def ask_privately(voice: Voice, name: str, label: str = PAGES, basic_id: str | None = None) -> Messages:
    """In a group: a link that lets one person in is not said there; the button opens the 1:1 chat, the words typed."""
    words = f"{khun(name)} ลิงก์เข้าหน้าเว็บเป็นของแต่ละท่าน รบกวนพิมพ์ “{label}” ในแชตส่วนตัวกับตามงานนะ{parts.question(voice)}"
    if basic_id is None:
        return parts.said(voice, parts.text(words))
    address = f"https://line.me/R/oaMessage/{escaped(basic_id)}/?{escaped(label)}"
    return parts.said(voice, parts.prompt(words, (link("ไปแชตส่วนตัว", address),)))


def not_there(voice: Voice) -> Messages:
    """The service has no address for pages yet."""
    words = f"หน้าเว็บยังไม่เปิดใช้งาน{voice.particle} พิมพ์ “สรุป” หรือ “งานของฉัน” เพื่อดูในแชตได้เลย{voice.particle}"
    return parts.said(voice, parts.text(words))
