"""What is asked for after something is done, and what is said back to each answer. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.messages import cards, parts
from bot.messages.evidence import not_kept
from bot.messages.parts import Messages, Part, link, press, prompt
from bot.messages.people import khun
from bot.postback import escaped, pack
from config.items import Element
from models.records import DueItem, Voice

CONTINUE = "ตอบต่อ"
_MOST_BUTTONS = 5
_ECHO = 300  # letters of an answer that are said back
_REMARKS = {
    "plan": "ข้อความนี้เหมือนกับที่เขียนไว้ในแผน หากมีสิ่งที่ทำจริง เช่น วันที่ สถานที่ จำนวนคน กด ‹แก้คำตอบ› เพื่อเพิ่มได้",
    "another": "ข้อความนี้เหมือนกับที่ตอบไว้ในเรื่องอื่น หากเรื่องนี้ต่างออกไป กด ‹แก้คำตอบ› ได้",
    "number": "ในคำตอบยังไม่มีตัวเลข หากทราบจำนวน กด ‹แก้คำตอบ› ได้",
    "date": "ในคำตอบยังไม่มีวันที่ หากทราบวันที่ กด ‹แก้คำตอบ› ได้",
    "added": "มีคำตอบเดิมอยู่แล้ว เก็บไว้ทั้งสองคำตอบ",
}


@dataclass(frozen=True)
class Kept:
    """An answer written down: of what, its words, its row, and what may be looked at again (_REMARKS)."""

    element: Element
    words: str
    answer_id: int
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asking:
    """The next question about an occurrence: which of how many, counted from 1."""

    occurrence_id: int
    element: Element
    place: int
    of: int


def ask(voice: Voice, item: DueItem, asking: Asking) -> Messages:
    """Begins, or begins again: what is asked for, and that it may wait."""
    words = f"ขอข้อมูล {asking.of} ข้อสำหรับรายงานสิ้นปีของ {_named(item)} {voice.particle}\n{_question(voice, asking)}"
    if asking.place > 1:
        words = (
            f"{_named(item)} ยังขาดข้อมูลอีก {asking.of - asking.place + 1} ข้อ{voice.particle}\n{_question(voice, asking)}"
        )
    return parts.said(voice, prompt(words, _ways_to_answer(asking)))


def noted(
    voice: Voice,
    item: DueItem,
    kept: Sequence[Kept],
    links: int,
    then: Asking | None,
    name: str,
    has_password: bool = False,
) -> Messages:
    """Says back what was written down, what may be looked at again, and asks the next question or says thanks.

    has_password: a link was left out because it tells one.
    """
    told = [f"จดแล้ว{voice.particle} {one.element.label} {_named(item)}: {_echo(one.words)}" for one in kept]
    told += [f"เก็บลิงก์เป็นหลักฐานของ {_named(item)} แล้ว{voice.particle}"] if links else []
    told += [not_kept(voice)] if has_password else []
    told += [f"{_REMARKS[remark]}{voice.particle}" for one in kept for remark in one.remarks]
    whole = f"ข้อมูลของ {_named(item)} ครบแล้ว ขอบคุณ{khun(name)}มาก{voice.particle}"
    told.append(_question(voice, then) if then else whole)
    buttons = [press(_amend_label(one, kept), pack("amend", r=one.answer_id)) for one in kept]
    return parts.said(voice, prompt("\n".join(told), [*(_ways_to_answer(then) if then else ()), *buttons]))


def complete(voice: Voice, item: DueItem) -> Messages:
    """Nothing is missing any more."""
    return parts.said(voice, parts.text(f"ข้อมูลของ {_named(item)} ครบแล้ว ขอบคุณ{voice.particle}"))


def nothing_missing(voice: Voice) -> Messages:
    """Asked to go on, but every report of theirs is complete."""
    return parts.said(voice, parts.text(f"ไม่มีข้อมูลรายงานที่รอเพิ่ม{voice.particle}"))


def put_off(voice: Voice) -> Messages:
    """It may wait; how to come back."""
    words = f"ได้{voice.particle} พร้อมเมื่อไรพิมพ์ “{CONTINUE}” หรือ “งานของฉัน” ได้เลย"
    return parts.said(voice, parts.text(words))


def ask_again(voice: Voice, item: DueItem, asking: Asking) -> Messages:
    """It was said once more that the thing is done; what was done is still asked for."""
    words = f"{_named(item)} บันทึกว่าเสร็จแล้ว{voice.particle}\n{_question(voice, asking)}"
    return parts.said(voice, prompt(words, _ways_to_answer(asking)))


def ask_proof(voice: Voice, item: DueItem, kept: Kept, asking: Asking) -> Messages:
    """Words came where a link, photo or file was asked for: they are kept, the proof is still missing."""
    told = f"จดไว้แล้ว{voice.particle}: {_echo(kept.words)}"
    words = f"{told}\nหลักฐานของ {_named(item)} ต้องเป็นลิงก์ รูป หรือไฟล์ ส่งในแชตนี้ได้เลย{voice.particle}"
    buttons = [*_ways_to_answer(asking), press("แก้คำตอบ", pack("amend", r=kept.answer_id))]
    return parts.said(voice, prompt(words, buttons))


def amend(voice: Voice, item: DueItem, element: Element, words: str, answer_id: int) -> Messages:
    """Asks for a better wording of one answer; the old one stands until it comes."""
    told = f"พิมพ์{element.label}ของ {_named(item)} ใหม่ได้เลย{voice.particle}\nเดิม: {_echo(words)}"
    buttons = (press("ลบคำตอบเดิม", pack("erase", r=answer_id)), press("คงไว้ตามเดิม", pack("wait")))
    return parts.said(voice, prompt(told, buttons))


def which_to_cancel(voice: Voice, reports: Sequence[tuple[DueItem, int]], answer: tuple[int, str] | None) -> Messages:
    """ "Cancel" was typed: the report or the last answer? (item, reply row) and (answer row, its words)."""
    told = f"ต้องการยกเลิกอะไร{parts.question(voice)} กดเลือกได้เลย{voice.particle} ตอนนี้ยังไม่มีการเปลี่ยนแปลง"
    buttons = [press(f"ยกเลิกการบันทึก {_named(item)}", pack("undo", r=reply_id)) for item, reply_id in reports]
    if answer:
        told += f"\nคำตอบล่าสุด: {_echo(answer[1])}"
        buttons.append(press("ลบคำตอบล่าสุด", pack("erase", r=answer[0])))
    return parts.said(voice, prompt(told, [*buttons, press("ไม่ยกเลิก", pack("wait"))]))


def erased(voice: Voice, item: DueItem, element: Element) -> Messages:
    """An answer was taken back."""
    return parts.said(voice, parts.text(f"ลบ{element.label}ของ {_named(item)} แล้ว{voice.particle}"))


def gone(voice: Voice) -> Messages:
    """The answer was taken back or replaced before, or its item left the plan."""
    return parts.said(voice, parts.text(f"คำตอบนี้ถูกแก้หรือลบไปแล้ว{voice.particle} ไม่มีการเปลี่ยนแปลง"))


def to_fill(voice: Voice, some: Sequence[tuple[DueItem, int, Sequence[Element]]]) -> Messages:
    """Finished things whose report lacks something, each with its way on; (item, occurrence, what it lacks)."""
    told = [f"เสร็จแล้ว แต่รายงานยังขาดข้อมูล {len(some)} เรื่อง"]
    for item, _, lacks in some[:_MOST_BUTTONS]:
        told.append(f"• {cards.heading(item, 40)}: {', '.join(e.label for e in lacks)}")
    left = len(some) - _MOST_BUTTONS
    told += [f"และอีก {left} เรื่อง"] if left > 0 else []
    buttons = [press(f"{CONTINUE} {_named(item)}", pack("fill", o=i)) for item, i, _ in some[:_MOST_BUTTONS]]
    return parts.said(voice, prompt("\n".join(told), buttons))


def whose_answer(
    voice: Voice, some: Sequence[tuple[DueItem, int, Element]], event_id: int, alone: bool = True
) -> Messages:
    """Words came unasked: of which report they are; (item, occurrence, what it lacks next); event_id: the words'.

    alone: in the 1:1 chat, where "no" leads on to one's own work.
    """
    if len(some) == 1:
        ((item, occurrence_id, element),) = some
        words = f"ข้อความนี้เป็น{element.label}ของ {_named(item)} ใช่ไหม{parts.question(voice)}"
        buttons = [press("ใช่ จดไว้เลย", pack("fill", o=occurrence_id, e=event_id, k=element.key))]
    else:
        words = f"ข้อความนี้เป็นข้อมูลรายงานของเรื่องไหน{parts.question(voice)}"
        buttons = [press(f"{_named(item)} · {e.label}", pack("fill", o=o, e=event_id, k=e.key)) for item, o, e in some]
    return parts.said(voice, prompt(words, [*buttons, press("ไม่ใช่", pack("mine"))] if alone else buttons))


def way_to_private(basic_id: str | None, code: str | None) -> tuple[Part, ...]:
    """The button that opens the 1:1 chat with the words already typed; none while LINE has not told the bot's id."""
    if basic_id is None:
        return ()
    spoken = f"{CONTINUE} {code}" if code else CONTINUE
    address = f"https://line.me/R/oaMessage/{escaped(basic_id)}/?{escaped(spoken)}"
    return (link("เพิ่มสรุปผลในแชตส่วนตัว", address),)


def come_privately(voice: Voice, basic_id: str | None) -> Messages:
    """In a group: the questions are asked in the 1:1 chat."""
    words = f"ตอบรายละเอียดได้ในแชตส่วนตัวกับตามงาน{voice.particle} พิมพ์ “{CONTINUE}” ได้เลย"
    return parts.said(voice, prompt(words, way_to_private(basic_id, None)))


def obstacle_told(voice: Voice, item: DueItem, who: str, words: str) -> Messages:
    """To the coordinator: what stands in somebody's way, in their own words."""
    lead = f"{khun(who)}แจ้งปัญหา/อุปสรรคของ {_named(item)} {voice.particle}"
    told = (lead, f"“{_echo(cards.own_words(words, item.codes))}”", cards.due(item))
    return parts.said(voice, parts.text("\n".join(told)))


def _question(voice: Voice, asking: Asking) -> str:
    which = f"({asking.place}/{asking.of}) " if asking.of > 1 else ""
    hint = f" ({asking.element.hint})" if asking.element.hint else ""
    return f"{which}{asking.element.label}: {asking.element.ask}{parts.question(voice)}{hint}"


def _ways_to_answer(asking: Asking) -> list[Part]:
    later = press("ตอบภายหลัง", pack("wait"))
    if asking.element.kind != "shown":
        return [later]
    return [press("มีครบแล้ว", pack("whole", o=asking.occurrence_id)), later]


def _amend_label(one: Kept, kept: Sequence[Kept]) -> str:
    return "แก้คำตอบ" if len(kept) == 1 else f"แก้{one.element.label}"


def _echo(words: str) -> str:
    return parts.name(words, _ECHO)


def _named(item: DueItem) -> str:
    return parts.codes(item.codes) or parts.name(item.title, 60)
