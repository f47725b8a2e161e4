"""What is asked for after something is done, and what is said back to each answer. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.messages import cards, english, parts
from bot.messages.english import chosen, speaks, spoken_in
from bot.messages.evidence import not_kept
from bot.messages.parts import Messages, Part, link, press, prompt
from bot.messages.people import khun
from bot.postback import escaped, pack
from config.items import Element
from models.records import DueItem, Voice

CONTINUE, CONTINUE_IN_ENGLISH = "ตอบต่อ", "continue"
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
    what, left = _named(item), asking.of - asking.place + 1
    begins = f"ขอข้อมูล {asking.of} ข้อสำหรับรายงานสิ้นปีของ {what} {voice.particle}"
    lead = chosen(voice, begins, "report begins", what=what, count=asking.of)
    if asking.place > 1:
        lead = chosen(voice, f"{what} ยังขาดข้อมูลอีก {left} ข้อ{voice.particle}", "report lacks", what=what, count=left)
    return parts.said(voice, prompt(f"{lead}\n{_question(voice, asking)}", _ways_to_answer(voice, asking)))


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
    what, spoken = _named(item), spoken_in(voice)
    told = [_written(voice, what, one) for one in kept]
    link_kept = f"เก็บลิงก์เป็นหลักฐานของ {what} แล้ว{voice.particle}"
    told += [chosen(voice, link_kept, "link kept", what=what)] if links else []
    told += [not_kept(voice)] if has_password else []
    told += [_remark(voice, remark) for one in kept for remark in one.remarks]
    whole = f"ข้อมูลของ {what} ครบแล้ว ขอบคุณ{khun(name)}มาก{voice.particle}"
    told.append(_question(voice, then) if then else chosen(voice, whole, "report whole", what=what, name=khun(name)))
    buttons = [press(_amend_label(voice, one, kept), pack("amend", r=one.answer_id, **spoken)) for one in kept]
    return parts.said(voice, prompt("\n".join(told), [*(_ways_to_answer(voice, then) if then else ()), *buttons]))


def _written(voice: Voice, what: str, one: Kept) -> str:
    label, words = one.element.label, _echo(one.words)
    return chosen(voice, f"จดแล้ว{voice.particle} {label} {what}: {words}", "noted", label=label, what=what, words=words)


def _remark(voice: Voice, remark: str) -> str:
    return english.REMARKS[remark] if speaks(voice) else f"{_REMARKS[remark]}{voice.particle}"


def complete(voice: Voice, item: DueItem) -> Messages:
    """Nothing is missing any more."""
    words = f"ข้อมูลของ {_named(item)} ครบแล้ว ขอบคุณ{voice.particle}"
    return _plain(voice, chosen(voice, words, "report whole bare", what=_named(item)))


def nothing_missing(voice: Voice) -> Messages:
    """Asked to go on, but every report of theirs is complete."""
    return _plain(voice, chosen(voice, f"ไม่มีข้อมูลรายงานที่รอเพิ่ม{voice.particle}", "nothing lacks"))


def put_off(voice: Voice) -> Messages:
    """It may wait; how to come back."""
    words = f"ได้{voice.particle} พร้อมเมื่อไรพิมพ์ “{CONTINUE}” หรือ “งานของฉัน” ได้เลย"
    return _plain(voice, chosen(voice, words, "may wait"))


def ask_again(voice: Voice, item: DueItem, asking: Asking) -> Messages:
    """It was said once more that the thing is done; what was done is still asked for."""
    lead = chosen(voice, f"{_named(item)} บันทึกว่าเสร็จแล้ว{voice.particle}", "done before", what=_named(item))
    return parts.said(voice, prompt(f"{lead}\n{_question(voice, asking)}", _ways_to_answer(voice, asking)))


def not_noted(voice: Voice, item: DueItem, asking: Asking) -> Messages:
    """Talk came where an answer was asked for: it is not kept, the question stands."""
    lead = chosen(voice, f"ข้อความนี้ยังไม่ได้จดลงรายงานของ {_named(item)} {voice.particle}", "not noted", what=_named(item))
    return parts.said(voice, prompt(f"{lead}\n{_question(voice, asking)}", _ways_to_answer(voice, asking)))


def ask_proof(voice: Voice, item: DueItem, kept: Kept, asking: Asking) -> Messages:
    """Words came where a link, photo or file was asked for: they are kept, the proof is still missing."""
    told = f"จดไว้แล้ว{voice.particle}: {_echo(kept.words)}"
    words = f"{told}\nหลักฐานของ {_named(item)} ต้องเป็นลิงก์ รูป หรือไฟล์ ส่งในแชตนี้ได้เลย{voice.particle}"
    words = chosen(voice, words, "proof wanted", words=_echo(kept.words), what=_named(item))
    amending = press(_amend_label(voice, kept, (kept,)), pack("amend", r=kept.answer_id, **spoken_in(voice)))
    buttons = [*_ways_to_answer(voice, asking), amending]
    return parts.said(voice, prompt(words, buttons))


def amend(voice: Voice, item: DueItem, element: Element, words: str, answer_id: int) -> Messages:
    """Asks for a better wording of one answer; the old one stands until it comes."""
    told = f"พิมพ์{element.label}ของ {_named(item)} ใหม่ได้เลย{voice.particle}\nเดิม: {_echo(words)}"
    told = chosen(voice, told, "type anew", label=element.label, what=_named(item), words=_echo(words))
    spoken = spoken_in(voice)
    erase = press(chosen(voice, "ลบคำตอบเดิม", "delete old"), pack("erase", r=answer_id, **spoken))
    leave = press(chosen(voice, "คงไว้ตามเดิม", "leave it"), pack("wait", **spoken))
    return parts.said(voice, prompt(told, (erase, leave)))


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
    what, label = _named(item), element.label
    return _plain(voice, chosen(voice, f"ลบ{label}ของ {what} แล้ว{voice.particle}", "deleted", label=label, what=what))


def gone(voice: Voice) -> Messages:
    """The answer was taken back or replaced before, or its item left the plan."""
    words = f"คำตอบนี้ถูกแก้หรือลบไปแล้ว{voice.particle} ไม่มีการเปลี่ยนแปลง"
    return _plain(voice, chosen(voice, words, "answer gone"))


def to_fill(voice: Voice, some: Sequence[tuple[DueItem, int, Sequence[Element]]]) -> Messages:
    """Finished things whose report lacks something, each with its way on; (item, occurrence, what it lacks)."""
    told = [chosen(voice, f"เสร็จแล้ว แต่รายงานยังขาดข้อมูล {len(some)} เรื่อง", "lacking", count=len(some))]
    for item, _, lacks in some[:_MOST_BUTTONS]:
        told.append(f"• {cards.heading(item, 40)}: {', '.join(e.label for e in lacks)}")
    left = len(some) - _MOST_BUTTONS
    told += [chosen(voice, f"และอีก {left} เรื่อง", "lacking more", count=left)] if left > 0 else []
    goes_on = [(chosen(voice, f"{CONTINUE} {_named(o)}", "continue", what=_named(o)), i) for o, i, _ in some]
    buttons = [press(label, pack("fill", o=i, **spoken_in(voice))) for label, i in goes_on[:_MOST_BUTTONS]]
    return parts.said(voice, prompt("\n".join(told), buttons))


def whose_answer(
    voice: Voice, some: Sequence[tuple[DueItem, int, Element]], event_id: int, alone: bool = True
) -> Messages:
    """Words came unasked: of which report they are; (item, occurrence, what it lacks next); event_id: the words'.

    alone: in the 1:1 chat, where "no" leads on to one's own work.
    """
    item, _, element = some[0]
    spoken, label, what = spoken_in(voice), element.label, _named(item)
    labels = [f"{_named(item)} · {e.label}" for item, _, e in some]
    words = chosen(voice, f"ข้อความนี้เป็นข้อมูลรายงานของเรื่องไหน{parts.question(voice)}", "which report")
    if len(some) == 1:
        thai = f"ข้อความนี้เป็น{label}ของ {what} ใช่ไหม{parts.question(voice)}"
        words = chosen(voice, thai, "whose answer", label=label, what=what)
        labels = [chosen(voice, "ใช่ จดไว้เลย", "yes note")]
    carried = [pack("fill", o=o, e=event_id, k=e.key, **spoken) for _, o, e in some]
    buttons = [press(label, data) for label, data in zip(labels, carried, strict=True)]
    no = press(chosen(voice, "ไม่ใช่", "no"), pack("mine", **spoken))
    return parts.said(voice, prompt(words, [*buttons, no] if alone else buttons))


def way_to_private(voice: Voice, basic_id: str | None, code: str | None) -> tuple[Part, ...]:
    """The button that opens the 1:1 chat with the words already typed; none while LINE has not told the bot's id."""
    if basic_id is None:
        return ()
    goes_on = CONTINUE_IN_ENGLISH if speaks(voice) else CONTINUE
    spoken = f"{goes_on} {code}" if code else goes_on
    address = f"https://line.me/R/oaMessage/{escaped(basic_id)}/?{escaped(spoken)}"
    return (link(chosen(voice, "เพิ่มสรุปผลในแชตส่วนตัว", "to private"), address),)


def come_privately(voice: Voice, basic_id: str | None) -> Messages:
    """In a group: the questions are asked in the 1:1 chat."""
    words = f"ตอบรายละเอียดได้ในแชตส่วนตัวกับตามงาน{voice.particle} พิมพ์ “{CONTINUE}” ได้เลย"
    words = chosen(voice, words, "come privately")
    return parts.said(voice, prompt(words, way_to_private(voice, basic_id, None)))


def obstacle_told(voice: Voice, item: DueItem, who: str, words: str) -> Messages:
    """To the coordinator: what stands in somebody's way, in their own words."""
    lead = f"{khun(who)}แจ้งปัญหา/อุปสรรคของ {_named(item)} {voice.particle}"
    told = (lead, f"“{_echo(cards.own_words(words, item.codes))}”", cards.due(item))
    return parts.said(voice, parts.text("\n".join(told)))


def _question(voice: Voice, asking: Asking) -> str:
    which = f"({asking.place}/{asking.of}) " if asking.of > 1 else ""
    element = asking.element
    if speaks(voice):
        return which + _in_english(element)
    hint = f" ({element.hint})" if element.hint else ""
    return f"{which}{element.label}: {element.ask}{parts.question(voice)}{hint}"


def _in_english(element: Element) -> str:
    """The report's own words are quoted: the label, and the names of what must be shown."""
    hint = element.hint if element.kind == "shown" else english.HINTS.get(element.hint, "item by item, if they differ")
    asked = english.ASKS.get(element.ask, f"“{element.ask}”?")
    return f"“{element.label}”: {asked}" + (f" ({hint})" if element.hint else "")


def _ways_to_answer(voice: Voice, asking: Asking) -> list[Part]:
    spoken = spoken_in(voice)
    later = press(chosen(voice, "ตอบภายหลัง", "answer later"), pack("wait", **spoken))
    if asking.element.kind != "shown":
        return [later]
    whole = pack("whole", o=asking.occurrence_id, **spoken)
    return [press(chosen(voice, "มีครบแล้ว", "all there"), whole), later]


def _amend_label(voice: Voice, one: Kept, kept: Sequence[Kept]) -> str:
    label = one.element.label
    if len(kept) == 1:
        return chosen(voice, "แก้คำตอบ", "change")
    return chosen(voice, f"แก้{label}", "change one", label=label)


def _plain(voice: Voice, words: str) -> Messages:
    return parts.said(voice, parts.text(words))


def _echo(words: str) -> str:
    return parts.name(words, _ECHO)


def _named(item: DueItem) -> str:
    return parts.codes(item.codes) or parts.name(item.title, 60)
