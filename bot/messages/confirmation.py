"""What is said back to a report: what was understood, one-tap undo, and a question wherever there was doubt. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.messages import cards, parts
from bot.messages.parts import Messages, Part, press, prompt
from bot.messages.people import khun
from bot.postback import pack
from models.records import DueItem, Status, Voice
from models.thaidate import long_date, short_date

MOST_CHOICES = 10
UNDO = "ยกเลิกการบันทึก"
ACTION_OF = {"report_obstacle": "stuck", "request_extension": "later"}
_MOST_UNDO = 5
STATUS_ACTION = {Status.COMPLETED: "done", Status.IN_PROGRESS: "doing", Status.NOT_STARTED: "idle", None: "doing"}
INTENDED = {
    "stuck": "ติดปัญหา/อุปสรรค",
    "later": "ขอขยายเวลา",
    "done": cards.STATUS_WORDS[Status.COMPLETED],
    "doing": cards.STATUS_WORDS[Status.IN_PROGRESS],
    "idle": cards.STATUS_WORDS[Status.NOT_STARTED],
}


@dataclass(frozen=True)
class Noted:
    """One thing written down: what of, the step it took, and what came with it; reply_id: the row undo takes back."""

    item: DueItem
    became: Status
    reply_id: int
    links: int = 0
    obstacle: str | None = None
    progress: int | None = None
    is_obstacle: bool = False


def recorded(voice: Voice, notes: Sequence[Noted], name: str | None, further: Sequence[Part] = ()) -> Messages:
    """Says back what was written down, one thing or several, with undo; an obstacle without words is asked for.

    further: buttons for what may follow.
    """
    if len(notes) == 1:
        told = [f"{_saved(voice, name)}: {_state(notes[0])}", *_besides(notes[0])]
    else:
        told = [_saved(voice, name), *(f"• {_state(one)}" for one in notes)]
        told += [words for one in notes for words in _besides(one)[:1] if one.obstacle]
    if any(one.is_obstacle and not one.obstacle for one in notes):
        told.append(f"ติดปัญหาเรื่องใด{parts.question(voice)} พิมพ์สั้น ๆ ตอบข้อความนี้ได้เลย")
    return parts.said(voice, prompt("\n".join(told), [*_undo_buttons(notes), *further]))


def _state(one: Noted) -> str:
    state = f"{_what(one.item)} {cards.STATUS_WORDS[one.became]}"
    state += f" {one.progress}%" if one.progress is not None and one.became is not Status.COMPLETED else ""
    return state + (" พร้อมลิงก์" + (f" {one.links} รายการ" if one.links > 1 else "") if one.links else "")


def _besides(one: Noted) -> list[str]:
    told = (
        [f"ปัญหา/อุปสรรค: {parts.name(cards.own_words(one.obstacle, one.item.codes), 300)}"]
        if one.is_obstacle and one.obstacle
        else []
    )
    left = _left(one.item) if one.became is Status.COMPLETED else ""
    return [*told, left] if left else told


def _undo_buttons(notes: Sequence[Noted]) -> list[Part]:
    """Past a handful only all together: nobody reads ten buttons."""
    if len(notes) == 1:
        return [press(UNDO, pack("undo", r=notes[0].reply_id))]
    everything = press("ยกเลิกทั้งหมด", pack("undo", r=notes[0].reply_id, all=1))
    each = [press(f"ยกเลิก {_named(one.item)}", pack("undo", r=one.reply_id)) for one in notes]
    return [*each, everything] if len(each) <= _MOST_UNDO else [everything]


def undone(voice: Voice, taken: Sequence[tuple[DueItem, Status]]) -> Messages:
    """Reports were taken back, each with the status that stands again."""
    return said(voice, f"ยกเลิกการบันทึกแล้ว{voice.particle} {_stands_again(taken)}")


def _stands_again(taken: Sequence[tuple[DueItem, Status]]) -> str:
    return " · ".join(f"{_what(item)} กลับเป็น “{cards.STATUS_WORDS[back]}”" for item, back in taken)


def corrected(
    voice: Voice, taken: Sequence[tuple[DueItem, Status]], answer: Messages, withdrawn: Sequence[DueItem] = ()
) -> Messages:
    """An edited message was read anew: what stands again as it was, then what the new words say, in one message.

    withdrawn: of what more time is not asked for any longer.
    """
    words = f"ปรับตามข้อความที่แก้แล้ว{voice.particle if not answer else ''}"  # the answer below has its own particle
    told = [f"ถอนคำขอเลื่อน {_what(item)} แล้ว" for item in withdrawn]
    told += [_stands_again(taken)] if taken else []
    words = " ".join([words, " · ".join(told)]) if told else words
    (lead,) = said(voice, words)
    return (parts.preceded(answer[0], lead["text"]), *answer[1:]) if answer else (lead,)


def not_your_report(voice: Voice, reporter: str | None) -> Messages:
    """Somebody else's report: they take it back themselves, or the coordinator does."""
    who = khun(reporter) if reporter else "ผู้รายงาน"
    return said(voice, f"เรื่องนี้ให้{who}หรือผู้ประสานงานเป็นผู้ยกเลิก{voice.particle} ไม่มีการเปลี่ยนแปลง")


def gone(voice: Voice) -> Messages:
    """A card of something that is not in the plan any more."""
    return said(voice, f"เรื่องในการ์ดนี้ไม่อยู่ในแผนแล้ว{voice.particle} พิมพ์ “งานของฉัน” เพื่อดูงานที่ยังรออยู่ได้เลย")


def nothing_to_undo(voice: Voice) -> Messages:
    """Undone already, or followed by a later report."""
    return said(voice, f"เรื่องนี้ยกเลิกไปแล้วหรือมีการรายงานใหม่แล้ว{voice.particle} ไม่มีการเปลี่ยนแปลง")


def already_done(voice: Voice, item: DueItem) -> Messages:
    """The thing was finished before."""
    told = f"{_what(item)} งวด {short_date(item.due_on)} บันทึกว่าเสร็จแล้วก่อนหน้านี้"
    return said(voice, f"{told} ขอบคุณ{voice.particle}")


def refused(voice: Voice, item: DueItem, reason: str) -> Messages:
    """The step is not allowed; reason: a Thai sentence."""
    return said(voice, f"ยังบันทึก {_what(item)} ไม่ได้{voice.particle} {reason}")


def action_of(intent: str, became: Status | None) -> str:
    """The button's action that asks for the same step as a report in words."""
    return ACTION_OF.get(intent) or STATUS_ACTION[became]


def ask_which(
    voice: Voice,
    items: Sequence[DueItem],
    intent: str,
    became: Status | None,
    event_id: int | None = None,
    day_known: bool = False,
) -> Messages:
    """Several things may be meant: buttons to choose from, and what will be written down.

    event_id: the message asked about; the button brings its words back. day_known: it named the later day itself.
    """
    action = action_of(intent, became)
    spoken = {} if event_id is None else {"e": event_id}
    choice = cards.pressed if day_known and spoken else cards.answer
    choices = [choice(item, action, _short(item), **spoken) for item in items[:MOST_CHOICES]]
    words = f"หมายถึงเรื่องไหน{parts.question(voice)} จะบันทึกว่า “{INTENDED[action]}”"
    if len(items) > MOST_CHOICES:
        words += f"\nมีทั้งหมด {len(items)} เรื่อง หากไม่อยู่ในปุ่ม พิมพ์รหัสข้อ เช่น O12"
    return parts.said(voice, prompt(words, choices))


def ask_who(
    voice: Voice, item: DueItem, action: str, candidates: Sequence[tuple[int, str]], until: date | None = None
) -> Messages:
    """LINE did not tell who pressed; candidates: (staff id, name) of those who may report it; until: a day picked."""
    if not candidates:
        return said(voice, f"ไม่ทราบว่าใครกดปุ่ม{voice.particle} พิมพ์ตอบพร้อมรหัสข้อ เช่น “O12 เสร็จแล้ว” ได้เลย{voice.particle}")
    if until is not None:
        values = {"until": until.isoformat()}
        buttons = [cards.pressed(item, action, name, s=staff, **values) for staff, name in candidates[:MOST_CHOICES]]
    else:
        buttons = [cards.answer(item, action, name, s=staff) for staff, name in candidates[:MOST_CHOICES]]
    what = _what(item) if len(item.who) == 1 else _named(item)
    words = f"LINE ไม่ได้แจ้งว่าใครกดปุ่ม{voice.particle} ใครเป็นผู้แจ้ง {what} ว่า “{INTENDED[action]}” {parts.question(voice)}"
    return parts.said(voice, prompt(words, buttons))


def ask_until(voice: Voice, item: DueItem) -> Messages:
    """More time is wanted but no day was named."""
    words = f"ขอเลื่อน {_what(item)} ถึงวันไหน{parts.question(voice)}\n{cards.due(item)}"
    return parts.said(voice, prompt(words, (cards.answer(item, "later", "เลือกวัน"),)))


def extension_asked(
    voice: Voice,
    item: DueItem,
    until: date,
    reason: str | None,
    deciders: Sequence[str] | None = (),
    extension_id: int | None = None,
    asks_reason: bool = False,
) -> Messages:
    """The request is noted and lies with those who decide (None: nobody of them can be reached in LINE yet).

    asks_reason: none was told; it is asked for, and may be left out.
    """
    told = [f"รับเรื่องขอเลื่อน {_what(item)} เป็น{_day(until)}"]
    if reason:
        told.append(f"เหตุผล: {parts.name(reason, 300)}")
    whom = ", ".join(khun(name) for name in deciders[:3]) if deciders else "ผู้มีอำนาจ"
    sent = f"ส่งให้{whom}พิจารณาแล้ว" if deciders is not None else "ผู้พิจารณายังไม่ได้ลงทะเบียน รบกวนแจ้งผู้ประสานงาน"
    told.append(f"{sent}{voice.particle} (กำหนดตามแผน {short_date(item.due_on)} ยังคงอยู่ในรายงาน)")
    if extension_id is None:
        return said(voice, "\n".join(told))
    actions = [press("ถอนคำขอ", pack("withdraw", x=extension_id))]
    if asks_reason:
        told.append(f"ขอเลื่อนเพราะเรื่องใด{parts.question(voice)} พิมพ์สั้น ๆ ตอบข้อความนี้ได้เลย")
        actions.insert(0, press("ไม่ระบุเหตุผล", pack("bare")))
    return parts.said(voice, prompt("\n".join(told), actions))


def reason_added(voice: Voice, item: DueItem, reason: str) -> Messages:
    """Said back to who told why after the request was sent."""
    return said(voice, f"เพิ่มเหตุผลในคำขอเลื่อน {_what(item)} แล้ว{voice.particle}: {parts.name(reason, 300)}")


def no_reason(voice: Voice) -> Messages:
    """Left out on purpose."""
    return said(voice, f"ส่งคำขอโดยไม่ระบุเหตุผลแล้ว{voice.particle}")


def extension_withdrawn(voice: Voice, item: DueItem) -> Messages:
    """The request was taken back by whoever asked."""
    return said(voice, f"ถอนคำขอเลื่อน {_what(item)} แล้ว{voice.particle} กำหนดยังเป็น{_day(cards.expected(item))}")


def ask_refusal(voice: Voice, item: DueItem, extension_id: int) -> Messages:
    """Who asked should hear why not; it may also be left out."""
    words = f"ไม่อนุมัติให้เลื่อน {_what(item)} เพราะเรื่องใด{parts.question(voice)} พิมพ์สั้น ๆ ตอบข้อความนี้ได้เลย"
    bare = press("ไม่อนุมัติ โดยไม่ระบุเหตุผล", pack("refuse", x=extension_id, bare=1))
    return parts.said(voice, prompt(words, (bare,)))


def extension_for_approver(
    voice: Voice, item: DueItem, asker: str, until: date, reason: str | None, extension_id: int
) -> Messages:
    """Puts the request before one who decides."""
    told = [f"{khun(asker)}ขอเลื่อน {_what(item)}", parts.name(item.title, 160)]
    told.append(f"จาก {short_date(cards.expected(item))} เป็น{_day(until)}")
    told.append(f"เหตุผล: {parts.name(reason, 300)}" if reason else "ไม่ได้ระบุเหตุผล")
    return parts.said(voice, prompt("\n".join(told), _decisions(extension_id)))


def reason_for_approver(voice: Voice, item: DueItem, asker: str, reason: str, extension_id: int) -> Messages:
    """Why, told after the request itself was read."""
    words = f"{khun(asker)}แจ้งเหตุผลที่ขอเลื่อน {_what(item)}: {parts.name(reason, 300)}"
    return parts.said(voice, prompt(words, _decisions(extension_id)))


def _decisions(extension_id: int) -> tuple[Part, ...]:
    return press("อนุมัติ", pack("approve", x=extension_id)), press("ไม่อนุมัติ", pack("refuse", x=extension_id))


def extension_decided(
    voice: Voice, item: DueItem, until: date, approved: bool, decider: str | None, why: str | None = None
) -> Messages:
    """Told to both sides; decider None: said to the one who decided. why: the reason of a refusal."""
    who = khun(decider) if decider else f"บันทึกแล้ว{voice.particle} "
    if approved:
        words = f"{who}อนุมัติให้เลื่อน {_what(item)} เป็น{_day(until)} แล้ว{voice.particle if decider else ''}"
        return said(voice, f"{words} (กำหนดตามแผน {short_date(item.due_on)} ยังคงอยู่ในรายงาน)")
    not_yet = "ยังไม่อนุมัติ" if decider else "ไม่อนุมัติ"
    still = f"กำหนดยังเป็น{_day(cards.expected(item))}"
    reason = f"\nเหตุผล: {parts.name(why, 300)}" if why else ""
    ends = f"{voice.particle} " if decider else ""
    return said(voice, f"{who}{not_yet}ให้เลื่อน {_what(item)} {ends}{still}{reason}")


def not_to_decide(voice: Voice, own: bool) -> Messages:
    """Nobody decides on their own request, nor on another unit's without the right to."""
    if own:
        return said(voice, f"คำขอของตนเองต้องให้ผู้อื่นพิจารณา{voice.particle} ยังไม่มีการเปลี่ยนแปลง")
    return said(voice, f"คำขอนี้ให้หัวหน้าส่วนราชการนั้น ผู้ประสานงาน หรือผู้บริหารพิจารณา{voice.particle}")


def nothing_to_decide(voice: Voice) -> Messages:
    """The request was decided or withdrawn before."""
    return said(voice, f"คำขอนี้มีผู้พิจารณาแล้วหรือถูกยกเลิก{voice.particle} ไม่มีการเปลี่ยนแปลง")


def not_yours(voice: Voice, item: DueItem) -> Messages:
    """Somebody else answers for it."""
    named, owner = _named(item), cards.names(item.who) or "ส่วนราชการอื่น"
    return said(voice, f"{named} เป็น{cards.work_of(owner)}{voice.particle} ให้ผู้รับผิดชอบรายงาน หรือแจ้งผู้ประสานงานได้เลย")


def nothing_owed(voice: Voice, codes: Sequence[str] = ()) -> Messages:
    """Nothing open matches; codes: those named."""
    if codes:
        return said(voice, f"ไม่พบข้อ {parts.codes(codes)} ในงานที่รอรายงาน{voice.particle}")
    return said(voice, f"ไม่มีงานที่รอรายงานอยู่{voice.particle}")


def acknowledged(voice: Voice) -> Messages:
    """A thank-you for "noted"; only where the person is alone with the bot."""
    return said(voice, f"ขอบคุณ{voice.particle} เสร็จเมื่อไรแจ้งได้เลยนะ{parts.question(voice)}")


def unclear(voice: Voice) -> Messages:
    """The words were not understood; what can be said instead."""
    words = f"ยังไม่เข้าใจข้อความนี้{voice.particle} ลองพิมพ์ เช่น “O12 เสร็จแล้ว” หรือเลือกจากปุ่ม"
    return parts.said(voice, prompt(words, (press("งานของฉัน", pack("mine")), press("วิธีใช้", pack("help")))))


def said(voice: Voice, words: str) -> Messages:
    """Plain words in the office's digits."""
    return parts.said(voice, parts.text(words))


def _saved(voice: Voice, name: str | None) -> str:
    return f"บันทึกแล้ว{voice.particle} {khun(name)}" if name else f"บันทึกแล้ว{voice.particle}"


def _what(item: DueItem) -> str:
    """ "O12 (กองช่าง)"; without a code the title's beginning."""
    who = cards.names(item.who).replace(" (รวบรวม)", " ผู้รวบรวม")  # no brackets within brackets
    return f"{_named(item)} ({who})" if who else _named(item)


def _named(item: DueItem) -> str:
    return parts.codes(item.codes) or parts.name(item.title, 60)


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
