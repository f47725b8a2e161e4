"""What is said back to a report: what was understood, one-tap undo, and a question wherever there was doubt. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.messages import cards, english, parts
from bot.messages.english import chosen, line, speaks, spoken_in
from bot.messages.evidence import not_kept
from bot.messages.parts import Messages, Part, press, prompt
from bot.messages.people import khun
from bot.postback import pack
from models.records import DueItem, Status, Voice
from models.thaidate import short_date

UNDO = "ยกเลิกการบันทึก"
_MOST_UNDO = 5


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
    has_password: bool = False  # with a link that is not kept for it


def recorded(voice: Voice, notes: Sequence[Noted], name: str | None, further: Sequence[Part] = ()) -> Messages:
    """Says back what was written down, one thing or several, with undo; an obstacle without words is asked for.

    further: buttons for what may follow.
    """
    if len(notes) == 1:
        told = [f"{_saved(voice, name)}: {_state(voice, notes[0])}", *_besides(voice, notes[0])]
    else:
        told = [_saved(voice, name), *(f"• {_state(voice, one)}" for one in notes)]
        told += [words for one in notes for words in _besides(voice, one)[:1] if one.obstacle]
    if any(one.has_password for one in notes):
        told.append(not_kept(voice))
    if any(one.is_obstacle and not one.obstacle for one in notes):
        asks = f"ติดปัญหาเรื่องใด{parts.question(voice)} พิมพ์สั้น ๆ ตอบข้อความนี้ได้เลย"
        told.append(chosen(voice, asks, "which obstacle"))
    return parts.said(voice, prompt("\n".join(told), [*_undo_buttons(voice, notes), *further]))


def _state(voice: Voice, one: Noted) -> str:
    state = f"{_round(one.item)} {_status(voice, one.became)}"
    state += f" {one.progress}%" if one.progress is not None and one.became is not Status.COMPLETED else ""
    if not one.links:
        return state
    links = " พร้อมลิงก์" + (f" {one.links} รายการ" if one.links > 1 else "")
    return state + chosen(voice, links, "with links", links=one.links)


def _status(voice: Voice, status: Status) -> str:
    return (english.STATUS_WORDS if speaks(voice) else cards.STATUS_WORDS)[status]


def _besides(voice: Voice, one: Noted) -> list[str]:
    told = []
    if one.is_obstacle and one.obstacle:
        words = parts.name(cards.own_words(one.obstacle, one.item.codes), 300)
        told.append(chosen(voice, f"ปัญหา/อุปสรรค: {words}", "obstacle", words=words))
    left = _left(one.item) if one.became is Status.COMPLETED else ""
    return [*told, left] if left else told


def _undo_buttons(voice: Voice, notes: Sequence[Noted]) -> list[Part]:
    """Past a handful only all together: nobody reads ten buttons."""
    spoken = spoken_in(voice)
    if len(notes) == 1:
        return [press(chosen(voice, UNDO, "undo"), pack("undo", r=notes[0].reply_id, **spoken))]
    whole = pack("undo", r=notes[0].reply_id, all=1, **spoken)
    everything = press(chosen(voice, "ยกเลิกทั้งหมด", "undo all"), whole)
    each = [_undo_of(voice, one) for one in notes]
    return [*each, everything] if len(each) <= _MOST_UNDO else [everything]


def _undo_of(voice: Voice, one: Noted) -> Part:
    words = chosen(voice, f"ยกเลิก {named(one.item)}", "undo one", what=named(one.item))
    return press(words, pack("undo", r=one.reply_id, **spoken_in(voice)))


def undone(voice: Voice, taken: Sequence[tuple[DueItem, Status]]) -> Messages:
    """Reports were taken back, each with the status that stands again."""
    again = _stands_again(voice, taken)
    return said(voice, chosen(voice, f"ยกเลิกการบันทึกแล้ว{voice.particle} {again}", "undone", what=again))


def _stands_again(voice: Voice, taken: Sequence[tuple[DueItem, Status]]) -> str:
    return " · ".join(
        chosen(
            voice,
            f"{_round(item)} กลับเป็น “{cards.STATUS_WORDS[back]}”",
            "back to",
            what=_round(item),
            status=english.STATUS_WORDS[back],
        )
        for item, back in taken
    )


def corrected(
    voice: Voice, taken: Sequence[tuple[DueItem, Status]], answer: Messages, withdrawn: Sequence[DueItem] = ()
) -> Messages:
    """An edited message was read anew: what stands again as it was, then what the new words say, in one message.

    withdrawn: of what more time is not asked for any longer.
    """
    words = f"ปรับตามข้อความที่แก้แล้ว{voice.particle if not answer else ''}"  # the answer below has its own particle
    gone = [(what_and_whose(item), f"ถอนคำขอเลื่อน {what_and_whose(item)} แล้ว") for item in withdrawn]
    told = [chosen(voice, thai, "request withdrawn", what=what) for what, thai in gone]
    told += [_stands_again(voice, taken)] if taken else []
    between = chosen(voice, words, "edited") + (": " if speaks(voice) and told else " " if told else "")
    words = between + " · ".join(told)
    (lead,) = said(voice, words)
    return (parts.preceded(answer[0], lead["text"]), *answer[1:]) if answer else (lead,)


def not_your_report(voice: Voice, reporter: str | None) -> Messages:
    """Somebody else's report: they take it back themselves, or the coordinator does."""
    who = khun(reporter) if reporter else "ผู้รายงาน"
    words = f"เรื่องนี้ให้{who}หรือผู้ประสานงานเป็นผู้ยกเลิก{voice.particle} ไม่มีการเปลี่ยนแปลง"
    return said(voice, chosen(voice, words, "not your report", who=khun(reporter) if reporter else "Whoever reported"))


def gone(voice: Voice) -> Messages:
    """A card of something that is not in the plan any more."""
    words = f"เรื่องในการ์ดนี้ไม่อยู่ในแผนแล้ว{voice.particle} พิมพ์ “งานของฉัน” เพื่อดูงานที่ยังรออยู่ได้เลย"
    return said(voice, chosen(voice, words, "gone from plan"))


def nothing_to_undo(voice: Voice) -> Messages:
    """Undone already, or followed by a later report."""
    words = f"เรื่องนี้ยกเลิกไปแล้วหรือมีการรายงานใหม่แล้ว{voice.particle} ไม่มีการเปลี่ยนแปลง"
    return said(voice, chosen(voice, words, "nothing to undo"))


def already_done(voice: Voice, item: DueItem) -> Messages:
    """The thing was finished before."""
    what = what_and_whose(item)
    words = f"{what} งวด {short_date(item.due_on)} บันทึกว่าเสร็จแล้วก่อนหน้านี้ ขอบคุณ{voice.particle}"
    return said(voice, chosen(voice, words, "already done", what=what, due=english.day_of(item.due_on)))


def ask_if_open(voice: Voice, item: DueItem, event_id: int | None) -> Messages:
    """A problem is told of what was finished before. event_id: brings its words back."""
    what, spoken = what_and_whose(item), {} if event_id is None else {"e": event_id}
    thai = f"{what} บันทึกว่าเสร็จแล้วก่อนหน้านี้{voice.particle} ยังไม่เสร็จใช่ไหม{parts.question(voice)}"
    label = chosen(voice, "ใช่ ยังไม่เสร็จ", "yes open")
    button = cards.pressed(item, "doing", label, **spoken, **spoken_in(voice))
    return parts.said(voice, prompt(chosen(voice, thai, "open again", what=what), (button,)))


def overtaken(voice: Voice, item: DueItem) -> Messages:
    """An older claim comes after a newer report: the newer one stands."""
    what = what_and_whose(item)
    stays = cards.STATUS_WORDS[item.status]
    words = f"{what} มีรายงานใหม่กว่านั้นแล้ว{voice.particle} คงไว้ว่า “{stays}” หากเปลี่ยนไปแล้วพิมพ์แจ้งใหม่ได้เลย"
    return said(voice, chosen(voice, words, "overtaken", what=what, state=english.STATUS_WORDS[item.status]))


def refused(voice: Voice, item: DueItem, reason: str) -> Messages:
    """The step is not allowed; reason: a Thai sentence."""
    what, why = what_and_whose(item), english.REFUSALS.get(reason)
    words = f"ยังบันทึก {what} ไม่ได้{voice.particle} {reason}"
    key = "not recorded" if why else "not recorded bare"
    return said(voice, chosen(voice, words, key, what=what, why=why or ""))


def not_yours(voice: Voice, item: DueItem) -> Messages:
    """Somebody else answers for it."""
    what, owner = named(item), cards.names(item.who) or "ส่วนราชการอื่น"
    words = f"{what} เป็น{cards.work_of(owner)}{voice.particle} ให้ผู้รับผิดชอบรายงาน หรือแจ้งผู้ประสานงานได้เลย"
    return said(voice, chosen(voice, words, "not yours", what=what, owner=owner))


def left_to_owners(voice: Voice, items: Sequence[DueItem]) -> Messages:
    """Shares of others, told of in passing: nothing was written down of them."""
    owners = " และ".join(dict.fromkeys(cards.names(item.who) or "ส่วนราชการอื่น" for item in items))
    words = f"ส่วนของ{owners} ยังไม่ได้บันทึก{voice.particle} ให้ผู้รับผิดชอบรายงานเองได้เลย"
    return said(voice, chosen(voice, words, "left", owners=owners))


def nothing_owed(voice: Voice, codes: Sequence[str] = ()) -> Messages:
    """Nothing open matches; codes: those named."""
    if codes:
        words = f"ไม่พบข้อ {parts.codes(codes)} ในงานที่รอรายงาน{voice.particle}"
        return said(voice, chosen(voice, words, "not found", codes=parts.codes(codes)))
    return said(voice, chosen(voice, f"ไม่มีงานที่รอรายงานอยู่{voice.particle}", "nothing waits"))


def acknowledged(voice: Voice) -> Messages:
    """A thank-you for "noted"; only where the person is alone with the bot."""
    words = f"ขอบคุณ{voice.particle} เสร็จเมื่อไรแจ้งได้เลยนะ{parts.question(voice)}"
    return said(voice, chosen(voice, words, "acknowledged"))


def unclear(voice: Voice, code: str | None = None) -> Messages:
    """The words were not understood; what can be said instead. code: one of the office's plan, None for none."""
    instead = f"ลองพิมพ์ เช่น “{code} เสร็จแล้ว”" if code else "ลองกดค้างที่การ์ดแจ้งเตือนแล้วเลือก “ตอบกลับ”"
    words = f"ยังไม่เข้าใจข้อความนี้{voice.particle} {instead} หรือเลือกจากปุ่ม"
    told = chosen(voice, words, "unclear", code=code) if code else chosen(voice, words, "unclear without code")
    mine = press(chosen(voice, "งานของฉัน", "my tasks"), pack("mine", **spoken_in(voice)))
    usage = press(chosen(voice, "วิธีใช้", "help"), pack("help", **spoken_in(voice)))
    return parts.said(voice, prompt(told, (mine, usage)))


def said(voice: Voice, words: str) -> Messages:
    """Plain words in the office's digits."""
    return parts.said(voice, parts.text(words))


def _saved(voice: Voice, name: str | None) -> str:
    if speaks(voice):
        return line("saved for", name=khun(name)) if name else line("saved")
    return f"บันทึกแล้ว{voice.particle} {khun(name)}" if name else f"บันทึกแล้ว{voice.particle}"


def what_and_whose(item: DueItem) -> str:
    """ "O12 (กองช่าง)"; without a code the title's beginning."""
    who = cards.names(item.who).replace(" (รวบรวม)", " ผู้รวบรวม")  # no brackets within brackets
    return f"{named(item)} ({who})" if who else named(item)


def _round(item: DueItem) -> str:
    """As _what, with the due date where the item comes round several times a year."""
    return f"{what_and_whose(item)} งวด {short_date(item.due_on)}" if item.recurs else what_and_whose(item)


def named(item: DueItem) -> str:
    """Its codes; without one the title's beginning."""
    return parts.codes(item.codes) or parts.name(item.title, 60)


def _left(item: DueItem) -> str:
    if not item.handed_in:
        return ""
    left = item.handed_in[1] - item.handed_in[0]
    return f"เหลืออีก {left} ส่วนราชการ" if left else "ครบทุกส่วนราชการแล้ว"
