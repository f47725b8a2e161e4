"""What is asked where a request for more time is to be taken back, and which or whether is not told. Pure."""

from collections.abc import Sequence

from bot.messages import parts
from bot.messages.confirmation import what_and_whose
from bot.messages.english import chosen, spoken_in
from bot.messages.parts import Messages, press, prompt
from bot.postback import pack
from models.records import DueItem, Voice

_MOST_BUTTONS = 10


def which(voice: Voice, some: Sequence[tuple[DueItem, int]]) -> Messages:
    """The requests that wait, each with its button; (item, the request's row)."""
    words = f"ถอนคำขอเลื่อนเรื่องไหน{parts.question(voice)} กดเลือกได้เลย{voice.particle} ตอนนี้คำขอยังอยู่"
    if len(some) == 1:
        what = what_and_whose(some[0][0])
        words = f"ต้องการถอนคำขอเลื่อน {what} ใช่ไหม{parts.question(voice)} ตอนนี้คำขอยังอยู่"
    words = chosen(voice, words, "withdraw which")
    buttons = [
        press(
            chosen(
                voice, f"ถอนคำขอ {parts.codes(item.codes) or item.title}", "withdraw one", what=parts.codes(item.codes)
            ),
            pack("withdraw", x=extension_id, **spoken_in(voice)),
        )
        for item, extension_id in some[:_MOST_BUTTONS]
    ]
    return parts.said(voice, prompt(words, buttons))
