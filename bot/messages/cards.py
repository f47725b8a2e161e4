"""One duty as a card or a line: what it is, when it is due, who owes it, and the buttons to answer with. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from bot.messages import parts
from bot.messages.parts import Part, box, button, line, pick_day, press
from bot.postback import pack
from models.records import Actor, DueItem, Status
from models.thaidate import short_date

SOON = 3  # days left from which a card turns amber
STATUS_WORDS = {
    Status.NOT_STARTED: "ยังไม่ได้ดำเนินการ",
    Status.IN_PROGRESS: "กำลังดำเนินการ",
    Status.COMPLETED: "เสร็จแล้ว",
}
_MOST_NAMES = 5
When = Mapping[str, int | date]  # of a list: the year and the day that it tells of, as its buttons carry them
NOW: When = {}


def expected(item: DueItem) -> date:
    """The day it is now expected: the extended one where more time was granted."""
    return item.extended_to or item.due_on


def today_of(item: DueItem) -> date:
    """The Bangkok day on which the item was looked at."""
    return expected(item) - timedelta(days=item.days_left)


def urgency(item: DueItem) -> tuple[int, int, str]:
    """Sorts the longest overdue first, then today, then what comes next."""
    return (0 if item.days_left < 0 else 1, item.days_left, parts.codes(item.codes))


def how_long(item: DueItem) -> str:
    """ "อีก 31 วัน", "วันนี้" or "เกินกำหนด 3 วัน" """
    if item.days_left < 0:
        return f"เกินกำหนด {-item.days_left} วัน"
    return f"อีก {item.days_left} วัน" if item.days_left else "วันนี้"


def due(item: DueItem) -> str:
    """The due day in words; an extended one names the legal day too, which stays."""
    if item.extended_to:
        legal = f"กำหนดตามแผน {short_date(item.due_on)}"
        return f"ขยายถึง {short_date(item.extended_to)} ({how_long(item)}) · {legal}"
    return f"ครบ {short_date(item.due_on)} ({how_long(item)})"


def heading(item: DueItem, most: int = 120) -> str:
    """Codes and title on one line."""
    return " ".join(words for words in (parts.codes(item.codes), parts.name(item.title, most)) if words)


def owners(item: DueItem) -> str:
    """Who still owes it, who gathers, and how many have handed in."""
    everybody = item.all_units and len(item.who) != 1  # a unit's own chat is told of its own share
    who = "ทุกส่วนราชการ" if everybody else names(item.who)
    if item.collector and item.collector != who:
        who = f"{who} → {parts.name(item.collector)}รวบรวม"
    if not item.handed_in:
        return who
    handed = f"ส่งแล้ว {item.handed_in[0]}/{item.handed_in[1]}"
    waiting = f"ยังไม่ส่ง: {names(item.who)}" if everybody and item.who and item.handed_in[0] else ""
    return " · ".join(words for words in (who, handed, waiting) if words)


def names(who: Sequence[str]) -> str:
    """Up to five names; the rest are counted."""
    more = f" และอีก {len(who) - _MOST_NAMES} แห่ง" if len(who) > _MOST_NAMES else ""
    return ", ".join(parts.name(name, 40) for name in who[:_MOST_NAMES]) + more


def own_words(words: str, codes: Sequence[str]) -> str:
    """What somebody said without what stands beside it already: the item's own code, and "ติดปัญหา" before the cause."""
    said = words.strip()
    for beside in (codes, ("ติดปัญหา", "มีปัญหา")):
        first, _, rest = said.partition(" ")
        said = rest.strip() if first in beside and rest.strip() else said
    return said


def work_of(who: str) -> str:
    """ "งานของกองช่าง"; a section's name begins with the same word and is not to stand twice."""
    return f"เรื่องของ{who}" if who.startswith("งาน") else f"งานของ{who}"


def colour(item: DueItem) -> str:
    """Red once overdue, amber shortly before, blue otherwise."""
    if item.days_left < 0:
        return parts.RED
    return parts.AMBER if item.days_left <= SOON else parts.BLUE


def card(item: DueItem) -> Part:
    """The whole card; escalated ones tell without asking their reader to do the work."""
    told_only = item.stage in ("unit_head", "executive")
    return parts.bubble(_body(item), (buttons(item),) if not told_only else (follow_up(item),))


def _body(item: DueItem) -> list[Part]:
    shown = [line("งานรวบรวมจากทุกส่วนราชการ", size="xs", weight="bold", color=parts.BLUE)] if item.gathers else []
    shown += [
        line(due(item), size="sm", weight="bold", color=colour(item)),
        line(heading(item), size="md", weight="bold", maxLines=4),
    ]
    if who := owners(item):
        shown.append(line(who, size="xs", color=parts.GREY))
    if item.owed and item.owed != item.title:
        shown.append(line(item.owed, most=160, size="xs", color=parts.GREY, maxLines=4))
    if item.status is Status.IN_PROGRESS:
        shown.append(line(f"สถานะ: {STATUS_WORDS[item.status]}", size="xs", color=parts.GREEN))
    return shown


def buttons(item: DueItem) -> Part:
    """The four answers; an executive's follow-up is acknowledged, and what is gathered is closed, not handed in."""
    if item.gathers:
        return _gathering(item)
    done = "ติดตามแล้ว" if item.actor is Actor.EXECUTIVE else "เสร็จแล้ว"
    return parts.two_by_two(
        (
            button(answer(item, "done", done), "primary", color=parts.GREEN),
            button(answer(item, "doing", "กำลังทำ")),
            button(answer(item, "stuck", "ติดปัญหา")),
            button(answer(item, "later", "ขอเลื่อน")),
        )
    )


def _gathering(item: DueItem) -> Part:
    """Who gathers looks who is missing and has them reminded, before it is closed."""
    return parts.two_by_two(
        (
            button(answer(item, "done", "รวบรวมครบแล้ว"), "primary", color=parts.GREEN),
            button(press("ใครยังไม่ส่ง", pack("missing", d=item.duty_id, on=item.due_on))),
            button(press("เตือนกองที่ยังไม่ส่ง", pack("nudge", d=item.duty_id, on=item.due_on))),
            button(answer(item, "stuck", "ติดปัญหา")),
        )
    )


def follow_up(item: DueItem) -> Part:
    """What a head or an executive may want to see next; the work itself is reported by those who do it."""
    code = item.codes[0] if item.codes else None
    ask = pack("summary", code=code) if code else pack("overdue")
    return button(press("ดูสถานะ", ask))


def answer(item: DueItem, action: str, words: str, **values: int | str) -> Part:
    """The action behind one answer; asking for time opens a calendar from tomorrow on."""
    if action != "later":
        return pressed(item, action, words, **values)
    tomorrow = today_of(item) + timedelta(days=1)
    return pick_day(words, _data(item, action, values), tomorrow, max(tomorrow, expected(item) + timedelta(days=7)))


def pressed(item: DueItem, action: str, words: str, **values: int | str) -> Part:
    """The action behind an answer that needs nothing but the press."""
    return press(words, _data(item, action, values))


def _data(item: DueItem, action: str, values: Mapping[str, int | str]) -> str:
    share = {} if item.share is None else {"o": item.share}
    return pack(action, d=item.duty_id, on=item.due_on, **share, **values)


def row(item: DueItem, when: When = NOW) -> Part:
    """The duty as two lines of a list."""
    under_way = STATUS_WORDS[item.status] if item.status is Status.IN_PROGRESS else ""
    below = " · ".join(words for words in (due(item), under_way, names(item.who)) if words)
    return _two_lines(item, below, colour(item), when)


def standing(item: DueItem, when: When = NOW) -> Part:
    """The duty on one due date with how it stands: finished and what came of it, or who owes it and has noted it."""
    if item.status is Status.COMPLETED:
        below = f"{STATUS_WORDS[item.status]} · กำหนด {short_date(item.due_on)}"
        return _two_lines(item, " · ".join(filter(None, (below, came_of(item)))), parts.GREEN, when)
    return _two_lines(item, " · ".join(filter(None, (due(item), still_owing(item), noted(item)))), colour(item), when)


def came_of(item: DueItem) -> str:
    """Of a finished one: whether an executive acknowledged it, and whether it stands on the office's own site."""
    stamps = (("ผู้บริหารรับทราบแล้ว", item.verified), ("เผยแพร่แล้ว", item.published))
    return " · ".join(word for word, given in stamps if given)


def noted(item: DueItem) -> str:
    """Who has said no more than "noted" of an open one, and on which day."""
    seen = ", ".join(f"{parts.name(who, 40)} {short_date(day)}" for who, day in item.seen[:_MOST_NAMES])
    return f"ตอบรับทราบแล้ว: {seen}" if seen else ""


def still_owing(item: DueItem) -> str:
    """How far an open one is, and whose it is; nothing for a finished one."""
    if item.status is Status.COMPLETED:
        return ""
    under_way = STATUS_WORDS[item.status] if item.status is Status.IN_PROGRESS else ""
    return " · ".join(filter(None, (under_way, owners(item))))


def _two_lines(item: DueItem, below: str, tint: str, when: When) -> Part:
    """A tap on it shows how the item stands, then and in that year; one without a code has nothing to be asked by."""
    lines = (
        line(heading(item, 80), size="sm", weight="bold", maxLines=2),
        line(below, most=200, size="xs", color=tint),
    )
    tap = {"action": press(item.codes[0], pack("summary", code=item.codes[0], **when))} if item.codes else {}
    return box("vertical", lines, margin="md", **tap)


def told(item: DueItem) -> str:
    """The duty in one line of plain text, for notifications."""
    if item.status is Status.COMPLETED:
        stamps = f" · {came}" if (came := came_of(item)) else ""
        return f"{heading(item, 60)} {STATUS_WORDS[item.status]} (กำหนด {short_date(item.due_on)}){stamps}"
    return f"{heading(item, 60)} {due(item)}"
