"""More time: asked for and said back, put before those who decide, granted, refused or withdrawn. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.messages import cards, parts
from bot.messages.confirmation import said, what_and_whose
from bot.messages.english import chosen, day_of, speaks, spoken_in
from bot.messages.english import line as english_line
from bot.messages.parts import Messages, Part, button, line, press, prompt
from bot.messages.people import khun
from bot.postback import pack
from models.records import DueItem, Voice
from models.thaidate import WEEKDAYS, long_date, short_date

_PAGE = 8  # cards shown at once


def ask_until(voice: Voice, item: DueItem) -> Messages:
    """More time is wanted but no day was named."""
    words = f"ขอเลื่อน {what_and_whose(item)} ถึงวันไหน{parts.question(voice)}\n{cards.due(item)}"
    words = chosen(voice, words, "until when", what=what_and_whose(item), due=day_of(cards.expected(item)))
    pick = cards.answer(item, "later", chosen(voice, "เลือกวัน", "pick day"), **spoken_in(voice))
    return parts.said(voice, prompt(words, (pick,)))


def asked(
    voice: Voice,
    item: DueItem,
    until: date,
    reason: str | None,
    deciders: Sequence[str] = (),
    extension_id: int | None = None,
    asks_reason: bool = False,
    is_put: bool = True,
    other_weekday: bool = False,
) -> Messages:
    """The request is noted and lies with those who decide; is_put: LINE brings it before them.

    asks_reason: none was told; it is asked for, and may be left out. other_weekday: the day was said with one that it
    does not fall on.
    """
    what = what_and_whose(item)
    thai = f"รับเรื่องขอเลื่อน {what} เป็น{_day(until)}"
    told = [chosen(voice, thai, "time asked", what=what, until=day_of(until))]
    told += [_falls_on(voice, until)] if other_weekday else []
    told += [_reason(voice, reason)] if reason else []
    told.append(_put_before(voice, item, deciders, is_put))
    if extension_id is None:
        return said(voice, "\n".join(told))
    spoken = spoken_in(voice)
    actions = [press(chosen(voice, "ถอนคำขอ", "withdraw"), pack("withdraw", x=extension_id, **spoken))]
    if asks_reason:
        thai = f"ขอเลื่อนเพราะเรื่องใด{parts.question(voice)} พิมพ์สั้น ๆ ตอบข้อความนี้ได้เลย"
        told.append(chosen(voice, thai, "reason asked"))
        actions.insert(0, press(chosen(voice, "ไม่ระบุเหตุผล", "no reason"), pack("bare", **spoken)))
    return parts.said(voice, prompt("\n".join(told), actions))


def asked_of_oneself(
    voice: Voice, item: DueItem, until: date, reason: str | None, extension_id: int, other_weekday: bool = False
) -> Messages:
    """The roster has nobody else who could decide: the asker decides, and the trail says so."""
    what, due = what_and_whose(item), short_date(item.due_on)
    told = [chosen(voice, f"รับเรื่องขอเลื่อน {what} เป็น{_day(until)}", "time asked", what=what, until=day_of(until))]
    told += [_falls_on(voice, until)] if other_weekday else []
    told += [_reason(voice, reason)] if reason else []
    alone = f"ในทะเบียนยังไม่มีท่านอื่นที่พิจารณาคำขอนี้ได้ ท่านพิจารณาเองได้{voice.particle} และจะบันทึกว่าเป็นการพิจารณาคำขอของตนเอง"
    thai = f"{alone} (กำหนดตามแผน {due} ยังคงอยู่ในรายงาน)"
    told.append(chosen(voice, thai, "decides alone", due=day_of(item.due_on)))
    take_back = press(chosen(voice, "ถอนคำขอ", "withdraw"), pack("withdraw", x=extension_id, **spoken_in(voice)))
    return parts.said(voice, prompt("\n".join(told), (*_decisions(voice, extension_id), take_back)))


def _reason(voice: Voice, reason: str | None) -> str:
    if not reason:
        return chosen(voice, "ไม่ได้ระบุเหตุผล", "without reason")
    why = parts.name(reason, 300)
    return chosen(voice, f"เหตุผล: {why}", "reason", words=why)


def _put_before(voice: Voice, item: DueItem, deciders: Sequence[str], is_put: bool) -> str:
    """With whom the request lies, and that the plan's own date stays."""
    whom = ", ".join(khun(name) for name in deciders[:3])
    sent = f"ส่งให้{whom or 'ผู้มีอำนาจ'}พิจารณาแล้ว" if is_put else _waits(whom)
    thai = f"{sent}{voice.particle} (กำหนดตามแผน {short_date(item.due_on)} ยังคงอยู่ในรายงาน)"
    if not is_put and not whom:
        return chosen(voice, thai, "waits for nobody")
    key = "put before" if is_put else "waits for"
    return chosen(voice, thai, key, whom=whom or "those who may decide", due=day_of(item.due_on))


def _waits(whom: str) -> str:
    """Where LINE reaches nobody who decides: who is to be told, and that the request is not lost."""
    if not whom:
        how = "ที่หน้าเว็บ “ทะเบียนเจ้าหน้าที่”"
        return f"คำขอรออยู่ในระบบ แต่ในทะเบียนยังไม่มีผู้พิจารณา รบกวนผู้ประสานงานเพิ่มชื่อหัวหน้าส่วนราชการหรือผู้บริหาร{how}"
    return f"คำขอรอ{whom}พิจารณา ซึ่งยังไม่ได้ลงทะเบียน LINE รบกวนแจ้งให้ลงทะเบียน แล้วจะแสดงคำขอนี้ให้"


def withdrawn(voice: Voice, item: DueItem) -> Messages:
    """The request was taken back by whoever asked."""
    what, due = what_and_whose(item), cards.expected(item)
    thai = f"ถอนคำขอเลื่อน {what} แล้ว{voice.particle} กำหนดยังเป็น{_day(due)}"
    return said(voice, chosen(voice, thai, "withdrawn", what=what, due=day_of(due)))


def superseded(voice: Voice, item: DueItem, before: date, by: str, until: date) -> Messages:
    """To whoever asked first: a colleague's later request for the same thing is the one that is decided on."""
    words = f"{khun(by)}ขอเลื่อน {what_and_whose(item)} เป็น{_day(until)}"
    gone = f"คำขอเดิมที่ขอถึง {short_date(before)} จึงยกเลิกแล้ว{voice.particle}"
    return said(voice, f"{words} {gone} หากต้องการวันอื่น ส่งคำขอใหม่ได้{voice.particle}")


def ask_refusal(voice: Voice, item: DueItem, extension_id: int) -> Messages:
    """Who asked should hear why not; it may also be left out."""
    words = f"ไม่อนุมัติให้เลื่อน {what_and_whose(item)} เพราะเรื่องใด{parts.question(voice)} พิมพ์สั้น ๆ ตอบข้อความนี้ได้เลย"
    words = chosen(voice, words, "why refused", what=what_and_whose(item))
    no_reason = chosen(voice, "ไม่อนุมัติ โดยไม่ระบุเหตุผล", "refuse bare")
    bare = press(no_reason, pack("refuse", x=extension_id, bare=1, **spoken_in(voice)))
    return parts.said(voice, prompt(words, (bare,)))


def refusal_reworded(voice: Voice, item: DueItem, why: str) -> Messages:
    """Said back to who put the reason of a refusal right."""
    what, reason = what_and_whose(item), parts.name(why, 300)
    words = f"แก้เหตุผลที่ไม่อนุมัติให้เลื่อน {what} แล้ว{voice.particle}: {reason}"
    return said(voice, chosen(voice, words, "refusal reworded", what=what, words=reason))


def refusal_corrected(voice: Voice, item: DueItem, decider: str, why: str) -> Messages:
    """To whoever asked and has read the refusal with another reason."""
    words = f"{khun(decider)}แก้เหตุผลที่ยังไม่อนุมัติให้เลื่อน {what_and_whose(item)}"
    return said(voice, f"{words} แล้ว{voice.particle}\nเหตุผล: {parts.name(why, 300)}")


def for_approver(
    voice: Voice, item: DueItem, asker: str, until: date, reason: str | None, extension_id: int
) -> Messages:
    """Puts the request before one who decides."""
    told = [f"{khun(asker)}ขอเลื่อน {what_and_whose(item)}", parts.name(item.title, 160)]
    told.append(f"จาก {short_date(cards.expected(item))} เป็น{_day(until)}")
    told.append(_reason(voice, reason))
    return parts.said(voice, prompt("\n".join(told), _decisions(voice, extension_id)))


@dataclass(frozen=True)
class Waiting:
    """A request that waits for a decision: of what, whose, until when and why; extension_id: its row.

    told_in: the event whose words refuse it and tell why, where somebody typed so.
    """

    item: DueItem
    asker: str
    until: date
    reason: str | None
    extension_id: int
    told_in: int | None = None


def not_refused(voice: Voice) -> Messages:
    """The press was not meant: nothing is decided; the request follows with its buttons."""
    words = f"ยังไม่ได้บันทึกผลการพิจารณา{voice.particle} กดเลือกได้เลย"
    return said(voice, chosen(voice, words, "not refused"))


def undecided(voice: Voice, waiting: Sequence[Waiting], skip: int = 0) -> Messages:
    """What waits for the reader's decision, each with its buttons, a page at a time; or that nothing does."""
    if not waiting:
        return said(voice, chosen(voice, f"ไม่มีคำขอเลื่อนที่รอพิจารณา{voice.particle}", "no requests"))
    shown, left = waiting[skip : skip + _PAGE] or waiting[:_PAGE], len(waiting) - skip - _PAGE
    drawn = [_card(voice, one) for one in shown]
    if left > 0:
        more = chosen(voice, f"ดูอีก {left} คำขอ", "more requests", count=left)
        further = button(press(more, pack("requests", n=skip + _PAGE, **spoken_in(voice))))
        drawn.append(parts.bubble([line(chosen(voice, f"ยังมีอีก {left} คำขอ", "more requests", count=left))], (further,)))
    told = [chosen(voice, f"คำขอเลื่อนรอพิจารณา {len(waiting)} คำขอ", "requests", count=len(waiting))]
    told += [_in_a_line(voice, one) for one in shown]
    return parts.said(voice, parts.flex("\n".join(told), drawn))


def _in_a_line(voice: Voice, one: Waiting) -> str:
    who, what = khun(one.asker), what_and_whose(one.item)
    return f"{who}: {what} " + (day_of(one.until) if speaks(voice) else f"ถึง {short_date(one.until)}")


def some_wait(voice: Voice, count: int) -> Messages:
    """To who has just registered: requests were put while nobody could decide on them."""
    words = f"มีคำขอเลื่อนรอพิจารณา {count} คำขอ{voice.particle}"
    return parts.said(voice, prompt(words, (press("ดูคำขอเลื่อน", pack("requests")),)))


def _card(voice: Voice, one: Waiting) -> Part:
    who, what, due = khun(one.asker), what_and_whose(one.item), cards.expected(one.item)
    days = {"day": day_of(due), "until": day_of(one.until)}
    body = [
        line(chosen(voice, f"{who}ขอเลื่อน {what}", "request of", name=who, what=what), weight="bold"),
        line(parts.name(one.item.title, 160), size="xs", color=parts.GREY),
        line(chosen(voice, f"จาก {short_date(due)} เป็น{_day(one.until)}", "from to", **days)),
        line(_reason(voice, one.reason), size="xs"),
    ]
    yes, no = _decisions(voice, one.extension_id, one.told_in)
    return parts.bubble(body, [parts.two_by_two((button(yes, "primary", color=parts.GREEN), button(no)))])


def reason_for_approver(voice: Voice, item: DueItem, asker: str, reason: str, extension_id: int) -> Messages:
    """Why, told after the request itself was read."""
    words = f"{khun(asker)}แจ้งเหตุผลที่ขอเลื่อน {what_and_whose(item)}: {parts.name(reason, 300)}"
    return parts.said(voice, prompt(words, _decisions(voice, extension_id)))


def told_in_group(asker: str, answer: Messages) -> Messages:
    """A decision where LINE does not reach the asker alone: whom it is for stands first."""
    return (parts.preceded(answer[0], khun(asker)), *answer[1:])


def _decisions(voice: Voice, extension_id: int, told_in: int | None = None) -> tuple[Part, ...]:
    """told_in: the event whose words are the reason of a refusal."""
    told = {"x": extension_id, **spoken_in(voice)}
    yes = press(chosen(voice, "อนุมัติ", "grant"), pack("approve", **told))
    if told_in is not None:
        return yes, press(chosen(voice, "ไม่อนุมัติ ตามที่พิมพ์", "refuse so"), pack("refuse", e=told_in, **told))
    return yes, press(chosen(voice, "ไม่อนุมัติ", "refuse"), pack("refuse", **told))


def decided(
    voice: Voice, item: DueItem, until: date, approved: bool, decider: str | None, why: str | None = None
) -> Messages:
    """Told to both sides; decider None: said to the one who decided. why: the reason of a refusal."""
    if speaks(voice) and decider is None:
        return _recorded(voice, item, until, approved, why)
    who = khun(decider) if decider else f"บันทึกแล้ว{voice.particle} "
    if approved:
        words = f"{who}อนุมัติให้เลื่อน {what_and_whose(item)} เป็น{_day(until)}"
        ends = f" แล้ว{voice.particle}" if decider else ""
        return said(voice, f"{words}{ends} (กำหนดตามแผน {short_date(item.due_on)} ยังคงอยู่ในรายงาน)")
    not_yet = "ยังไม่อนุมัติ" if decider else "ไม่อนุมัติ"
    still = f"กำหนดยังเป็น{_day(cards.expected(item))}"
    reason = f"\nเหตุผล: {parts.name(why, 300)}" if why else ""
    ends = f"{voice.particle} " if decider else ""
    return said(voice, f"{who}{not_yet}ให้เลื่อน {what_and_whose(item)} {ends}{still}{reason}")


def _recorded(voice: Voice, item: DueItem, until: date, approved: bool, why: str | None) -> Messages:
    """The decision said back in English to the one who decided."""
    key, what = "granted" if approved else "refused", what_and_whose(item)
    due = day_of(item.due_on if approved else cards.expected(item))
    told = [english_line(key, what=what, until=day_of(until), due=due)]
    return said(voice, "\n".join([*told, *([_reason(voice, why)] if why else [])]))


def day_passed(voice: Voice, item: DueItem, until: date, asker: str | None, extension_id: int) -> Messages:
    """The day asked for has passed before anybody decided: nothing is granted, and the request waits."""
    what = what_and_whose(item)
    thai = (
        f"ยังไม่ได้บันทึกการอนุมัติให้เลื่อน {what} เพราะวันที่ขอไว้คือ {short_date(until)} ผ่านมาแล้ว{voice.particle}"
        f"\nรบกวนแจ้ง{khun(asker) if asker else 'ผู้ขอ'}ให้ขอเป็นวันใหม่ หรือกดไม่อนุมัติได้เลย{voice.particle}"
    )
    words = chosen(voice, thai, "day passed", what=what, until=day_of(until))
    return parts.said(voice, prompt(words, _decisions(voice, extension_id)[1:]))


def not_to_decide(voice: Voice, own: bool) -> Messages:
    """Nobody decides on their own request, nor on another unit's without the right to."""
    if own:
        words = f"คำขอของตนเองต้องให้ผู้อื่นพิจารณา{voice.particle} ยังไม่มีการเปลี่ยนแปลง"
        return said(voice, chosen(voice, words, "own request"))
    words = f"คำขอนี้ให้หัวหน้าส่วนราชการนั้น ผู้ประสานงาน หรือผู้บริหารพิจารณา{voice.particle}"
    return said(voice, chosen(voice, words, "not to decide"))


def nothing_to_decide(voice: Voice) -> Messages:
    """The request was decided or withdrawn before."""
    words = f"คำขอนี้มีผู้พิจารณาแล้วหรือถูกยกเลิก{voice.particle} ไม่มีการเปลี่ยนแปลง"
    return said(voice, chosen(voice, words, "nothing to decide"))


def _falls_on(voice: Voice, day: date) -> str:
    """The date was taken, though another weekday was said with it."""
    thai = (
        f"({short_date(day)} เป็นวัน{WEEKDAYS[day.weekday()]} ไม่ตรงกับวันที่พิมพ์มา หากหมายถึงวันอื่น ส่งวันใหม่ได้เลย{voice.particle})"
    )
    return chosen(voice, thai, "falls on", day=day_of(day))


def _day(day: date) -> str:
    return f"วัน{WEEKDAYS[day.weekday()]}ที่ {long_date(day)}"
