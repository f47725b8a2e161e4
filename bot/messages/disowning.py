"""What is said when somebody writes that a thing is not theirs. Pure."""

from collections.abc import Sequence

from bot.messages import cards, parts
from bot.messages.confirmation import said
from bot.messages.english import chosen, spoken_in
from bot.messages.parts import Messages, press, prompt
from bot.messages.people import khun
from bot.postback import pack
from models.records import DueItem, Voice


def owned(voice: Voice, item: DueItem, event_id: int, coordinators: Sequence[str]) -> Messages:
    """Who answers for it by the plan, and the offer to tell who runs the work."""
    owner = cards.names(item.who) or "ผู้ที่แผนระบุ"
    words = f"ตามแผน {_named(item)} เป็น{cards.work_of(owner)}{voice.particle} ยังไม่มีการเปลี่ยนแปลง"
    whose = {"what": _named(item), "owner": cards.names(item.who, voice) or "whom it names"}
    if not coordinators:
        return said(voice, chosen(voice, words, "owned", **whose))
    name = khun(coordinators[0])
    words += f" หากไม่ถูกต้อง จะแจ้ง{name}ให้ตรวจสอบไหม{parts.question(voice)}"
    data = pack("notmine", o=item.occurrence_ids[0], e=event_id, **spoken_in(voice))
    actions = (press(chosen(voice, "แจ้งผู้ประสานงาน", "tell coordinator"), data),)
    return parts.said(voice, prompt(chosen(voice, words, "owned, tell", name=name, **whose), actions))


def which(voice: Voice) -> Messages:
    """Of what it is said cannot be told."""
    words = f"หมายถึงเรื่องไหน{parts.question(voice)} กดค้างที่การ์ดของเรื่องนั้นแล้วเลือก “ตอบกลับ” หรือดูจาก “งานของฉัน”"
    mine = press(chosen(voice, "งานของฉัน", "my tasks"), pack("mine", **spoken_in(voice)))
    return parts.said(voice, prompt(chosen(voice, words, "disowned which"), (mine,)))


def for_coordinator(voice: Voice, item: DueItem, who: str, words: str) -> Messages:
    """To the coordinator: who says that it is not theirs, in their words."""
    owner = cards.names(item.who)
    told = (f"{khun(who)}แจ้งว่าเรื่องนี้ไม่ใช่งานของตน{voice.particle}", cards.heading(item, 120), f"ตามแผน: {owner}")
    return said(voice, "\n".join((*told, f"“{parts.name(words, 200)}”")))


def told(voice: Voice, names: Sequence[str], is_reached: bool) -> Messages:
    """Said back; is_reached: LINE brings it to them."""
    whom = ", ".join(khun(name) for name in names[:3])
    if is_reached:
        return said(voice, chosen(voice, f"แจ้ง{whom}แล้ว{voice.particle}", "coordinator told", whom=whom))
    words = f"{whom}ยังไม่ได้ลงทะเบียน LINE {voice.particle} รบกวนแจ้งด้วยตนเอง"
    return said(voice, chosen(voice, words, "coordinator not reached", whom=whom))


def nobody_to_tell(voice: Voice) -> Messages:
    """There is no coordinator, or the words are gone."""
    words = f"ยังแจ้งผู้ประสานงานจากตรงนี้ไม่ได้{voice.particle} รบกวนแจ้งด้วยตนเอง"
    return said(voice, chosen(voice, words, "nobody to tell"))


def _named(item: DueItem) -> str:
    return parts.codes(item.codes) or f"“{parts.name(item.title, 60)}”"
