"""Why more time is asked for, as said back: kept, changed, asked about, or left out. Pure."""

from bot.messages import parts
from bot.messages.confirmation import said, what_and_whose
from bot.messages.english import chosen, spoken_in
from bot.messages.parts import Messages, press, prompt
from bot.postback import pack
from models.records import DueItem, Voice


def reason_added(voice: Voice, item: DueItem, reason: str, extension_id: int, again: bool = False) -> Messages:
    """Said back to who told why after the request was sent, with a way back; again: in place of another reason."""
    did = "แก้" if again else "เพิ่ม"
    words = f"{did}เหตุผลในคำขอเลื่อน {what_and_whose(item)} แล้ว{voice.particle}: {parts.name(reason, 300)}"
    key, what, why = "reason changed" if again else "reason kept", what_and_whose(item), parts.name(reason, 300)
    words = chosen(voice, words, key, what=what, words=why)
    no_reason = press(chosen(voice, "ไม่ใช่เหตุผล", "not a reason"), pack("bare", x=extension_id, **spoken_in(voice)))
    return parts.said(voice, prompt(words, (no_reason,)))


def is_it_the_reason(voice: Voice, item: DueItem, extension_id: int, event_id: int) -> Messages:
    """Words came where the reason was asked for, and may be none; event_id: the words'."""
    what, spoken = what_and_whose(item), spoken_in(voice)
    words = f"ข้อความนี้เป็นเหตุผลที่ขอเลื่อน {what} ใช่ไหม{parts.question(voice)}"
    yes = press(chosen(voice, "ใช่ เป็นเหตุผล", "is reason"), pack("because", x=extension_id, e=event_id, **spoken))
    none = press(chosen(voice, "ไม่ใช่ ไม่ระบุเหตุผล", "is no reason"), pack("bare", **spoken))
    return parts.said(voice, prompt(chosen(voice, words, "is it the reason", what=what), (yes, none)))


def reason_removed(voice: Voice, item: DueItem) -> Messages:
    """The words were no reason after all."""
    what = what_and_whose(item)
    words = f"นำเหตุผลออกจากคำขอเลื่อน {what} แล้ว{voice.particle} คำขอยังอยู่"
    return said(voice, chosen(voice, words, "reason removed", what=what))


def no_reason(voice: Voice) -> Messages:
    """Left out on purpose."""
    return said(voice, chosen(voice, f"ส่งคำขอโดยไม่ระบุเหตุผลแล้ว{voice.particle}", "no reason given"))
