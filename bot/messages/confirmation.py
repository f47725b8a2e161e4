"""What is said back to a report: what was understood, one-tap undo, and a question wherever there was doubt. Pure."""

from collections.abc import Sequence
from datetime import date

from bot.messages import cards, parts
from bot.messages.parts import Messages, Part, press, prompt
from bot.messages.people import khun
from bot.postback import pack
from models.records import DueItem, Status, Voice
from models.thaidate import long_date, short_date

MOST_CHOICES = 10
UNDO = "ยกเลิกการบันทึก"
_ACTION_OF = {"report_obstacle": "stuck", "request_extension": "later"}
_STATUS_ACTION = {Status.COMPLETED: "done", Status.IN_PROGRESS: "doing", None: "doing"}
_INTENDED = {
    "stuck": "ติดปัญหา/อุปสรรค",
    "later": "ขอขยายเวลา",
    "done": cards.STATUS_WORDS[Status.COMPLETED],
    "doing": cards.STATUS_WORDS[Status.IN_PROGRESS],
}


def recorded(
    voice: Voice,
    item: DueItem,
    *,
    became: Status,
    name: str | None,
    reply_id: int,
    links: int = 0,
    obstacle: str | None = None,
    progress: int | None = None,
    is_obstacle: bool = False,
) -> Messages:
    """Says back what was written down, with undo; an obstacle without words is asked for in a sentence."""
    state = cards.STATUS_WORDS[became] + (f" {progress}%" if progress is not None else "")
    told = [f"{_saved(voice, name)}: {_what(item)} {state}"]
    if links:
        told[0] += " พร้อมลิงก์" + (f" {links} รายการ" if links > 1 else "")
    if is_obstacle and obstacle:
        told.append(f"ปัญหา/อุปสรรค: {parts.name(obstacle, 300)}")
    if left := _left(item):
        told.append(left)
    if is_obstacle and not obstacle:
        told.append(f"ติดปัญหาเรื่องใด{parts.question(voice)} พิมพ์สั้น ๆ ตอบข้อความนี้ได้เลย")
    return parts.said(voice, prompt("\n".join(told), (press(UNDO, pack("undo", r=reply_id)),)))


def undone(voice: Voice, item: DueItem, back: Status) -> Messages:
    """A report was taken back; back: the status it has again."""
    return said(voice, f"ยกเลิกการบันทึกแล้ว{voice.particle} {_what(item)} กลับเป็น “{cards.STATUS_WORDS[back]}”")


def nothing_to_undo(voice: Voice) -> Messages:
    """Undone already, or followed by a later report."""
    return said(voice, f"รายการนี้ยกเลิกไปแล้วหรือมีการรายงานใหม่แล้ว{voice.particle} ไม่มีการเปลี่ยนแปลง")


def already_done(voice: Voice, item: DueItem) -> Messages:
    """The thing was finished before."""
    return said(voice, f"{_what(item)} บันทึกว่าเสร็จแล้วก่อนหน้านี้{voice.particle} ขอบคุณ{voice.particle}")


def refused(voice: Voice, item: DueItem, reason: str) -> Messages:
    """The step is not allowed; reason: a Thai sentence."""
    return said(voice, f"ยังบันทึก {_what(item)} ไม่ได้{voice.particle} {reason}")


def ask_which(voice: Voice, items: Sequence[DueItem], intent: str, became: Status | None) -> Messages:
    """Several things may be meant: buttons to choose from, and what will be written down."""
    if became is Status.NOT_STARTED and intent == "report_status":
        intended, choices = cards.STATUS_WORDS[became], [_spoken_choice(item) for item in items[:MOST_CHOICES]]
    else:
        action = _ACTION_OF.get(intent) or _STATUS_ACTION[became]
        intended, choices = _INTENDED[action], [_choice(item, action) for item in items[:MOST_CHOICES]]
    words = f"หมายถึงเรื่องไหน{parts.question(voice)} จะบันทึกว่า “{intended}”"
    if len(items) > MOST_CHOICES:
        words += f"\nมีทั้งหมด {len(items)} เรื่อง หากไม่อยู่ในปุ่ม พิมพ์รหัสข้อ เช่น O12"
    return parts.said(voice, prompt(words, choices))


def _choice(item: DueItem, action: str) -> Part:
    return cards.answer(item, action, _short(item))


def _spoken_choice(item: DueItem) -> Part:
    named = parts.codes(item.codes) or parts.name(item.title)
    return parts.say(_short(item), f"{named} ยังไม่ได้เริ่ม")


def ask_who(voice: Voice, item: DueItem, action: str, candidates: Sequence[tuple[int, str]]) -> Messages:
    """LINE did not tell who pressed; candidates: (staff id, name) of those who may report it."""
    if not candidates:
        return said(voice, f"ไม่ทราบว่าใครกดปุ่ม{voice.particle} พิมพ์ตอบพร้อมรหัสข้อ เช่น “O12 เสร็จแล้ว” ได้เลย{voice.particle}")
    buttons = [cards.answer(item, action, name, s=staff) for staff, name in candidates[:MOST_CHOICES]]
    words = f"ใครเป็นผู้รายงาน {_what(item)} “{_INTENDED.get(action, '')}”{parts.question(voice)}"
    return parts.said(voice, prompt(words, buttons))


def ask_until(voice: Voice, item: DueItem) -> Messages:
    """More time is wanted but no day was named."""
    words = f"ขอเลื่อน {_what(item)} ถึงวันไหน{parts.question(voice)}\n{cards.due(item)}"
    return parts.said(voice, prompt(words, (cards.answer(item, "later", "เลือกวัน"),)))


def extension_asked(
    voice: Voice, item: DueItem, until: date, reason: str | None, deciders: Sequence[str] = ()
) -> Messages:
    """The request is noted and lies with those who decide; the legal day stays."""
    told = [f"รับเรื่องขอเลื่อน {_what(item)} เป็น{_day(until)}"]
    if reason:
        told.append(f"เหตุผล: {parts.name(reason, 300)}")
    whom = ", ".join(khun(name) for name in deciders[:3]) or "ผู้มีอำนาจ"
    told.append(f"ส่งให้{whom}พิจารณาแล้ว{voice.particle} (กำหนดตามแผน {short_date(item.due_on)} ยังคงอยู่ในรายงาน)")
    return said(voice, "\n".join(told))


def extension_for_approver(
    voice: Voice, item: DueItem, asker: str, until: date, reason: str | None, extension_id: int
) -> Messages:
    """Puts the request before one who decides."""
    told = [f"{khun(asker)}ขอเลื่อน {_what(item)}", parts.name(item.title, 160)]
    told.append(f"จาก {short_date(cards.expected(item))} เป็น{_day(until)}")
    told.append(f"เหตุผล: {parts.name(reason, 300)}" if reason else "ไม่ได้ระบุเหตุผล")
    actions = (
        press("อนุมัติ", pack("approve", x=extension_id)),
        press("ไม่อนุมัติ", pack("refuse", x=extension_id)),
    )
    return parts.said(voice, prompt("\n".join(told), actions))


def extension_decided(voice: Voice, item: DueItem, until: date, approved: bool, decider: str) -> Messages:
    """Told to both sides."""
    if approved:
        words = f"{khun(decider)}อนุมัติให้เลื่อน {_what(item)} เป็น{_day(until)}แล้ว{voice.particle}"
        return said(voice, f"{words} (กำหนดตามแผน {short_date(item.due_on)} ยังคงอยู่ในรายงาน)")
    return said(voice, f"{khun(decider)}ยังไม่อนุมัติให้เลื่อน {_what(item)}{voice.particle} กำหนดเดิมคือ{_day(item.due_on)}")


def nothing_to_decide(voice: Voice) -> Messages:
    """The request was decided or withdrawn before."""
    return said(voice, f"คำขอนี้มีผู้พิจารณาแล้วหรือถูกยกเลิก{voice.particle} ไม่มีการเปลี่ยนแปลง")


def not_yours(voice: Voice, item: DueItem) -> Messages:
    """Somebody else answers for it."""
    owner = cards.names(item.who)
    of_whom = f"อยู่ในความรับผิดชอบของ{owner}" if owner else "อยู่ในความรับผิดชอบของส่วนราชการอื่น"
    return said(voice, f"{_what(item)} {of_whom}{voice.particle} ให้ผู้รับผิดชอบรายงาน หรือแจ้งผู้ประสานงานได้{voice.particle}")


def nothing_owed(voice: Voice, codes: Sequence[str] = ()) -> Messages:
    """Nothing open matches; codes: those named."""
    if codes:
        return said(voice, f"ไม่พบงานที่รอรายงานของข้อ {parts.codes(codes)}{voice.particle}")
    return said(voice, f"ไม่มีงานที่รอรายงานอยู่{voice.particle}")


def acknowledged(voice: Voice) -> Messages:
    """A thank-you for "noted"; only where the person is alone with the bot."""
    return said(voice, f"ขอบคุณ{voice.particle} เสร็จเมื่อไรแจ้งได้เลย{voice.particle}")


def unclear(voice: Voice) -> Messages:
    """The words were not understood; what can be said instead."""
    words = f"ยังไม่เข้าใจข้อความนี้{voice.particle} ลองพิมพ์ เช่น “O12 เสร็จแล้ว” หรือเลือกจากปุ่ม"
    return parts.said(voice, prompt(words, (press("งานของฉัน", pack("mine")), press("วิธีใช้", pack("help")))))


def files_as_link(voice: Voice) -> Messages:
    """Photos and files are not kept yet; a link is."""
    return said(voice, f"ส่งหลักฐานเป็นลิงก์พร้อมรหัสข้อได้{voice.particle} เช่น “O12 เสร็จแล้ว” ตามด้วยที่อยู่เว็บ")


def said(voice: Voice, words: str) -> Messages:
    """Plain words in the office's digits."""
    return parts.said(voice, parts.text(words))


def _saved(voice: Voice, name: str | None) -> str:
    return f"บันทึกแล้ว{voice.particle} {khun(name)}" if name else f"บันทึกแล้ว{voice.particle}"


def _what(item: DueItem) -> str:
    """ "O12 (กองช่าง)"; without a code the title's beginning."""
    named = parts.codes(item.codes) or parts.name(item.title, 60)
    return f"{named} ({cards.names(item.who)})" if item.who else named


def _short(item: DueItem) -> str:
    who = f" · {parts.name(item.who[0])}" if len(item.who) == 1 else ""
    return f"{cards.heading(item, 30 if who else 60)}{who}"


def _left(item: DueItem) -> str:
    if not item.handed_in:
        return ""
    left = item.handed_in[1] - item.handed_in[0]
    return f"เหลืออีก {left} ส่วนราชการ" if left else "ครบทุกส่วนราชการแล้ว"


def _day(day: date) -> str:
    weekdays = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")
    return f"วัน{weekdays[day.weekday()]}ที่ {long_date(day)}"
