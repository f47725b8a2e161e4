"""Finished work put before the executives, and what is said when it is acknowledged, sent back or published. Pure."""

from collections.abc import Sequence
from datetime import datetime

from bot.messages import cards, parts
from bot.messages.english import chosen, day_of, spoken_in
from bot.messages.parts import Messages, Part, button, line, press, prompt
from bot.messages.people import khun
from bot.postback import pack
from models.bangkok import bangkok_day
from models.figures import Finished
from models.records import DueItem, Voice
from models.thaidate import short_date

PAGE = 9  # cards beside the first one that tells how many there are
ACKNOWLEDGE, SEND_BACK = "รับทราบ", "ส่งกลับแก้ไข"


def waiting(voice: Voice, items: Sequence[Finished], skip: int, now: datetime) -> Messages:
    """All that waits for an executive's word, a page at a time; nothing for nothing.

    now: when the card is made; "acknowledge all" means what was finished by then and no later work.
    """
    shown = items[skip : skip + PAGE]
    if not shown:
        return ()
    title = f"งานที่เสร็จแล้ว รอรับทราบ {len(items)} เรื่อง"
    told = [f"เรียนผู้บริหาร {title}{voice.particle}", *(_told(one) for one in shown[:8])]
    bubbles = [_overview(title, items, skip, now), *(_card(one) for one in shown)]
    while parts.weight({"contents": bubbles}) > parts.CAROUSEL_BYTES:
        bubbles.pop()
    return parts.said(voice, parts.flex("\n".join(told), bubbles))


def _overview(title: str, items: Sequence[Finished], skip: int, now: datetime) -> Part:
    left = len(items) - skip - PAGE
    body = [line("เรียนผู้บริหาร", size="xs", color=parts.GREY), line(title, weight="bold", size="md")]
    body.append(line("ดูแล้วกดรับทราบ หรือส่งกลับพร้อมเหตุผลได้ทีละเรื่อง", size="xs", color=parts.GREY))
    actions = []
    if len(items) > 1:
        everything = press(f"รับทราบทั้งหมด {len(items)} เรื่อง", pack("ackall", t=int(now.timestamp())))
        actions.append(button(everything, "primary", color=parts.GREEN))
    if left > 0:
        actions.append(button(press(f"ดูอีก {left} เรื่อง", pack("approvals", n=skip + PAGE))))
    return parts.bubble(body, actions)


def _card(one: Finished) -> Part:
    when = f"เสร็จ {short_date(bangkok_day(one.finished_at))} · กำหนด {short_date(one.due_on)}"
    proofs = f"หลักฐาน {one.evidence} รายการ" if one.evidence else "ยังไม่มีหลักฐานแนบ"
    body = [
        line(when, size="sm", weight="bold", color=parts.GREEN),
        line(_heading(one), size="md", weight="bold", maxLines=4),
        line(f"{_owners(one)} · {proofs}", size="xs", color=parts.GREY),
    ]
    actions = (
        button(press(ACKNOWLEDGE, pack("ack", d=one.duty_id, on=one.due_on)), "primary", color=parts.GREEN),
        button(press(SEND_BACK, pack("sendback", d=one.duty_id, on=one.due_on))),
    )
    return parts.bubble(body, [parts.two_by_two(actions)])


def nothing_waits(voice: Voice) -> Messages:
    """Nothing finished waits for a word."""
    return _plain(voice, f"ไม่มีงานที่รอรับทราบ{voice.particle}")


def acknowledged(voice: Voice, items: Sequence[Finished], left: int) -> Messages:
    """Said back to the executive, with a way back; left: how many more wait."""
    what = ", ".join(_named(one, voice) for one in items[:6])
    if len(items) > 6:
        what += chosen(voice, f" และอีก {len(items) - 6} เรื่อง", "names more", count=len(items) - 6)
    words = chosen(voice, f"บันทึกแล้ว{voice.particle} รับทราบ {what}", "verified", what=what)
    more = chosen(voice, f"รอรับทราบอีก {left} เรื่อง", "more finished", count=left)
    actions = [press(more, pack("approvals"))] if left else []
    if len(items) == 1:
        back = chosen(voice, "ยกเลิกการรับทราบ", "back acknowledged")
        data = pack("unack", d=items[0].duty_id, on=items[0].due_on, **spoken_in(voice))
        actions.append(press(back, data))
    return parts.said(voice, prompt(words, actions)) if actions else _plain(voice, words)


def taken_back(voice: Voice, one: Finished) -> Messages:
    """The acknowledgement was not meant."""
    words = f"ยกเลิกการรับทราบ {_named(one)} แล้ว{voice.particle} เรื่องนี้กลับไปรอรับทราบ"
    return _plain(voice, chosen(voice, words, "not verified", what=_named(one, voice)))


def ask_reason(voice: Voice, one: Finished) -> Messages:
    """Nothing is sent back without a reason: the unit has to know what to mend."""
    words = f"ส่งกลับ {_named(one)} เพราะเรื่องใด{parts.question(voice)}"
    words += " พิมพ์สั้น ๆ ตอบข้อความนี้ได้เลย แล้วจะแจ้งให้ผู้รับผิดชอบแก้ไข"
    return _plain(voice, chosen(voice, words, "why sent back", what=_named(one, voice)))


def sent_back(voice: Voice, one: Finished, reason: str, is_told: bool) -> Messages:
    """Said back to the executive; is_told: whether LINE reaches anybody who is to mend it."""
    words = f"ส่งกลับ {_named(one)} แล้ว{voice.particle} สถานะกลับเป็น “กำลังดำเนินการ”"
    if is_told:
        words += f" และแจ้ง{_owners(one)}ให้แก้ไข"
    else:
        words += f" แต่ยังไม่มีแชตที่แจ้ง{_owners(one)}ได้ รบกวนแจ้งด้วยตนเอง{voice.particle}"
    why, key = parts.name(reason, 300), "sent back" if is_told else "sent back untold"
    told = {"what": _named(one, voice), "owners": _owners(one, voice), "reason": why}
    return _plain(voice, chosen(voice, f"{words}\nเหตุผล: {why}", key, **told))


def to_mend(voice: Voice, item: DueItem, by: str, reason: str, reporter: str | None) -> Messages:
    """Told to who answers for it: what to mend, with the buttons to report again."""
    lead = f"{khun(reporter)}{parts.question(voice)} " if reporter else ""  # or two names stand there like a list
    told = [f"{lead}{khun(by)}ขอให้แก้ไข {cards.heading(item, 100)}{voice.particle}", f"เหตุผล: {parts.name(reason, 300)}"]
    told.append(f"แก้แล้วกด “แก้ไขแล้ว” ได้เลย · {cards.due(item)}")
    actions = (cards.pressed(item, "done", "แก้ไขแล้ว"), cards.pressed(item, "stuck", "ติดปัญหา"))
    return parts.said(voice, prompt("\n".join(told), actions))


def not_finished(voice: Voice, codes: Sequence[str]) -> Messages:
    """There is nothing (any more) to acknowledge or to send back; codes: of what was meant."""
    what = ", ".join(codes) or chosen(voice, "เรื่องนี้", "this one")
    gap = " " if what.isascii() else ""  # a code stands apart, Thai words run on
    words = f"{what}{gap}ไม่ได้อยู่ในรายการรอรับทราบ{voice.particle} ไม่มีการเปลี่ยนแปลง"
    return _plain(voice, chosen(voice, words, "not finished", what=what))


def executives_only(voice: Voice) -> Messages:
    """Who runs or does the work does not acknowledge it."""
    words = f"เรื่องนี้ให้ผู้บริหารเป็นผู้รับทราบหรือส่งกลับ{voice.particle} ไม่มีการเปลี่ยนแปลง"
    return _plain(voice, chosen(voice, words, "executives only"))


def published(voice: Voice, one: Finished) -> Messages:
    """Noted on the coordinator's word, with a way back."""
    words = f"บันทึกแล้ว{voice.particle} {_named(one)} เผยแพร่บนเว็บไซต์ของหน่วยงานแล้ว"
    back = press("ยกเลิกการเผยแพร่", pack("unpublished", d=one.duty_id, on=one.due_on))
    return parts.said(voice, prompt(words, (back,)))


def unpublished(voice: Voice, one: Finished) -> Messages:
    """The coordinator takes it back."""
    return _plain(voice, f"ยกเลิกแล้ว{voice.particle} {_named(one)} ยังไม่บันทึกว่าเผยแพร่")


def not_published(voice: Voice) -> Messages:
    """There is no such note to take back."""
    return _plain(voice, f"เรื่องนี้ยังไม่ได้บันทึกว่าเผยแพร่{voice.particle} ไม่มีการเปลี่ยนแปลง")


def not_sent_back(voice: Voice, one: Finished) -> Messages:
    """‹ส่งกลับแก้ไข› was not meant: it waits for a word, with the buttons."""
    words = f"ยังไม่ได้ส่งกลับ {_named(one)} {voice.particle} เรื่องนี้ยังรอรับทราบอยู่"
    seen = press(ACKNOWLEDGE, pack("ack", d=one.duty_id, on=one.due_on))
    back = press(SEND_BACK, pack("sendback", d=one.duty_id, on=one.due_on))
    return parts.said(voice, prompt(words, (seen, back)))


def still_asked(voice: Voice, one: Finished) -> Messages:
    """The reason for sending something back is put off: nothing was sent back, and the question stays open."""
    words = f"ยังไม่ได้ส่งกลับ {_named(one)} {voice.particle} คำถามนี้ยังรออยู่ พิมพ์เหตุผลเมื่อสะดวกได้เลย"
    return _plain(voice, chosen(voice, words, "still asked", what=_named(one, voice)))


def coordinators_only(voice: Voice) -> Messages:
    """Whether it stands on the office's site is the coordinator's word, or our own look at the link."""
    return _plain(voice, f"เรื่องนี้ให้ผู้ประสานงานเป็นผู้แจ้ง{voice.particle} ไม่มีการเปลี่ยนแปลง")


def not_to_publish(voice: Voice) -> Messages:
    """It is not finished, or was noted before."""
    return _plain(voice, f"เรื่องนี้ยังไม่เสร็จ หรือบันทึกว่าเผยแพร่ไว้แล้ว{voice.particle} ไม่มีการเปลี่ยนแปลง")


def _told(one: Finished) -> str:
    return f"{_heading(one, 60)} เสร็จ {short_date(bangkok_day(one.finished_at))} · {_owners(one)}"


def _heading(one: Finished, most: int = 120) -> str:
    return " ".join(words for words in (parts.codes(one.codes), parts.name(one.title, most)) if words)


def _named(one: Finished, voice: Voice = cards.THAI) -> str:
    due = chosen(voice, f" งวด {short_date(one.due_on)}", "of due date", due=day_of(one.due_on))
    return f"{parts.codes(one.codes) or parts.name(one.title, 60)}{due}"


def _owners(one: Finished, voice: Voice = cards.THAI) -> str:
    doers = tuple(dict.fromkeys(share.owner for share in one.shares if share.part == "doer"))
    if len(doers) > 1:
        return chosen(voice, "ทุกส่วนราชการ", "every unit")
    return cards.names(doers or tuple(share.owner for share in one.shares), voice)


def _plain(voice: Voice, words: str) -> Messages:
    return parts.said(voice, parts.text(words))
