"""Work that several owe and one gathers: who has handed in, reminding the rest, closing, speaking for one. Pure."""

from collections.abc import Sequence

from bot.messages import cards, choices, confirmation, parts
from bot.messages.english import INTENDED, chosen, day_of, spoken_in
from bot.messages.parts import Messages, press, prompt
from bot.postback import pack
from models.records import DueItem, Voice
from models.thaidate import short_date

REMIND, CLOSE = "เตือนกองที่ยังไม่ส่ง", "ปิดงานรวบรวมเลย"


def standing(
    voice: Voice, item: DueItem, done: Sequence[str], missing: Sequence[str], noted: Sequence[str], may_remind: bool
) -> Messages:
    """Who has handed in one thing and who has not; noted: of these who has at least noted it."""
    handed = f"ส่งแล้ว {len(done)}/{len(done) + len(missing)}"
    told = [cards.told(item), f"{handed}: {cards.names(done)}" if done else handed]
    told.append(f"ยังไม่ส่ง: {cards.names(missing)}" if missing else f"ครบทุกส่วนราชการแล้ว{voice.particle}")
    if noted:
        told.append(f"ในจำนวนนี้ตอบรับทราบแล้ว: {cards.names(noted)}")
    words = "\n".join(told)
    if not (missing and may_remind):
        return confirmation.said(voice, words)
    return parts.said(voice, prompt(words, (press(REMIND, pack("nudge", d=item.duty_id, on=item.due_on)),)))


def reminded(voice: Voice, item: DueItem, who: Sequence[str], before: int) -> Messages:
    """Said back to who had the others reminded; before: how many had been reminded that day already."""
    told = f"จะเตือน {len(who)} ส่วนราชการเรื่อง {_named(item)} ให้{voice.particle}: {cards.names(who)}"
    return confirmation.said(voice, told + (f"\nอีก {before} ส่วนราชการเตือนไปแล้ววันนี้" if before else ""))


def reminded_before(voice: Voice, item: DueItem) -> Messages:
    """Once a day is enough."""
    return confirmation.said(voice, f"วันนี้เตือนเรื่อง {_named(item)} ไปแล้ว{voice.particle} เตือนซ้ำได้อีกในวันถัดไป")


def nobody_missing(voice: Voice, item: DueItem) -> Messages:
    """Everybody has handed in."""
    return confirmation.said(voice, f"{_named(item)} ส่งครบทุกส่วนราชการแล้ว{voice.particle}")


def collector_only(voice: Voice) -> Messages:
    """Somebody who neither gathers nor runs the work."""
    return confirmation.said(voice, f"เรื่องนี้ให้ผู้รวบรวมหรือผู้ประสานงานเป็นผู้เตือน{voice.particle}")


def ask_close(voice: Voice, item: DueItem, missing: Sequence[str]) -> Messages:
    """Gathering is about to be closed though some have not handed in."""
    words = f"{_named(item)} ยังไม่ส่งอีก {len(missing)} ส่วนราชการ: {cards.names(missing)}"
    ask = f"{words}\nปิดงานรวบรวมงวด {short_date(item.due_on)} เลยไหม{parts.question(voice)}"
    told = {"names": cards.names(missing), "what": _named(item), "due": day_of(item.due_on)}
    ask = chosen(voice, ask, "close", count=len(missing), **told)
    spoken = spoken_in(voice)
    actions = (
        cards.pressed(item, "done", chosen(voice, CLOSE, "close now"), sure=1, closes=1, **spoken),
        press(chosen(voice, REMIND, "remind them"), pack("nudge", d=item.duty_id, on=item.due_on, **spoken)),
    )
    return parts.said(voice, prompt(ask, actions))


def ask_for_another(
    voice: Voice, some: Sequence[tuple[DueItem, str]], event_id: int | None, day_known: bool
) -> Messages:
    """Somebody who may report for anybody speaks of another unit's work: asked first. some: (item, action)."""
    spoken = ({"sure": 1} if event_id is None else {"sure": 1, "e": event_id}) | spoken_in(voice)
    choice = cards.pressed if day_known and event_id is not None else cards.answer
    told, actions = [], []
    for item, action in some[: choices.MOST_CHOICES]:
        owner = cards.names(item.who) or "ผู้อื่น"
        what = f"{_named(item)} เป็น{cards.work_of(owner)}"
        thai = f"{what} จะบันทึกแทนว่า “{choices.INTENDED[action]}” ไหม{parts.question(voice)}"
        state, named = INTENDED[action], _named(item)
        told.append(chosen(voice, thai, "another's", what=named, owner=owner, state=state))
        label = chosen(voice, f"ใช่ {named} แทน{owner}", "this for another", what=named)
        if len(some) == 1:
            label = chosen(voice, f"ใช่ บันทึกแทน{owner}", "for another")
        actions.append(choice(item, action, label, **spoken))
    return parts.said(voice, prompt("\n".join(told), actions))


def ask_whose(voice: Voice, items: Sequence[DueItem], action: str, event_id: int | None) -> Messages:
    """Another is named beside a claim: whether the speaker's own share is meant. event_id: brings its words back."""
    spoken = ({} if event_id is None else {"e": event_id}) | spoken_in(voice)
    owner, what = cards.names(items[0].who) or "ท่าน", _named(items[0])
    thai = f"หมายถึงส่วนของ{owner}ใช่ไหม{parts.question(voice)} จะบันทึก {what} ว่า “{choices.INTENDED[action]}”"
    words = chosen(voice, thai, "whose", owner=owner, what=what, state=INTENDED[action])
    label = chosen(voice, f"ใช่ ของ{owner}", "yes ours")
    buttons = [
        cards.pressed(item, action, f"{short_date(item.due_on)} {label}" if len(items) > 1 else label, **spoken)
        for item in items[: choices.MOST_CHOICES]
    ]
    return parts.said(voice, prompt(words, buttons))


def _named(item: DueItem) -> str:
    return parts.codes(item.codes) or parts.name(item.title, 60)
