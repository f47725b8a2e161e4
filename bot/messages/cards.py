"""One duty as a card or a line: what it is, when it is due, who owes it, and the buttons to answer with. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from bot.messages import english, parts
from bot.messages.english import chosen, day_of, speaks, spoken_in
from bot.messages.parts import Part, box, button, line, pick_day, press
from bot.postback import pack
from models.records import Actor, DueItem, Status, Voice
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
THAI = Voice()  # how a card speaks unless whoever asked for it wrote English; its digits are the office's in parts.said


def expected(item: DueItem) -> date:
    """The day it is now expected: the extended one where more time was granted."""
    return item.extended_to or item.due_on


def today_of(item: DueItem) -> date:
    """The Bangkok day on which the item was looked at."""
    return expected(item) - timedelta(days=item.days_left)


def urgency(item: DueItem) -> tuple[int, int, str]:
    """Sorts the longest overdue first, then today, then what comes next."""
    return (0 if item.days_left < 0 else 1, item.days_left, parts.codes(item.codes))


def how_long(item: DueItem, voice: Voice = THAI) -> str:
    """ "อีก 31 วัน", "วันนี้" or "เกินกำหนด 3 วัน" """
    days = abs(item.days_left)
    if item.days_left < 0:
        return chosen(voice, f"เกินกำหนด {days} วัน", "days late", days=days)
    return chosen(voice, f"อีก {days} วัน", "in days", days=days) if days else chosen(voice, "วันนี้", "today")


def due(item: DueItem, voice: Voice = THAI) -> str:
    """The due day in words; an extended one names the legal day too, which stays."""
    long, legal = how_long(item, voice), day_of(item.due_on)
    if item.extended_to:
        thai = f"ขยายถึง {short_date(item.extended_to)} ({long}) · กำหนดตามแผน {short_date(item.due_on)}"
        return chosen(voice, thai, "extended to", until=day_of(item.extended_to), long=long, due=legal)
    return chosen(voice, f"ครบ {short_date(item.due_on)} ({long})", "due", long=long, due=legal)


def heading(item: DueItem, most: int = 120) -> str:
    """Codes and title on one line."""
    return " ".join(words for words in (parts.codes(item.codes), parts.name(item.title, most)) if words)


def owners(item: DueItem, voice: Voice = THAI) -> str:
    """Who still owes it, who gathers, and how many have handed in."""
    everybody = item.all_units and len(item.who) != 1  # a unit's own chat is told of its own share
    who = chosen(voice, "ทุกส่วนราชการ", "all units") if everybody else names(item.who, voice)
    if item.collector and item.collector != who:
        gatherer = parts.name(item.collector)
        who = chosen(voice, f"{who} → {gatherer}รวบรวม", "gathered by", who=who, gatherer=gatherer)
    if not item.handed_in:
        return who
    done, total = item.handed_in
    handed = chosen(voice, f"ส่งแล้ว {done}/{total}", "handed in", done=done, total=total)
    missing = names(item.who, voice) if everybody and item.who and done else ""
    waiting = chosen(voice, f"ยังไม่ส่ง: {missing}", "not handed in", names=missing) if missing else ""
    return " · ".join(words for words in (who, handed, waiting) if words)


def names(who: Sequence[str], voice: Voice = THAI) -> str:
    """Up to five names; the rest are counted."""
    left = len(who) - _MOST_NAMES
    more = chosen(voice, f" และอีก {left} แห่ง", "names more", count=left) if left > 0 else ""
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


def card(item: DueItem, voice: Voice = THAI) -> Part:
    """The whole card; escalated ones tell without asking their reader to do the work."""
    told_only = item.stage in ("unit_head", "executive")
    return parts.bubble(_body(item, voice), (buttons(item, voice),) if not told_only else (follow_up(item),))


def _body(item: DueItem, voice: Voice) -> list[Part]:
    gathers = chosen(voice, "งานรวบรวมจากทุกส่วนราชการ", "gathers")
    shown = [line(gathers, size="xs", weight="bold", color=parts.BLUE)] if item.gathers else []
    shown += [
        line(due(item, voice), size="sm", weight="bold", color=colour(item)),
        line(heading(item), size="md", weight="bold", maxLines=4),
    ]
    if who := owners(item, voice):
        shown.append(line(who, size="xs", color=parts.GREY))
    if item.owed and item.owed != item.title:
        shown.append(line(item.owed, most=160, size="xs", color=parts.GREY, maxLines=4))
    if item.status is Status.IN_PROGRESS:
        status = chosen(
            voice, f"สถานะ: {STATUS_WORDS[item.status]}", "status", status=english.STATUS_WORDS[item.status]
        )
        shown.append(line(status, size="xs", color=parts.GREEN))
    return shown


def buttons(item: DueItem, voice: Voice = THAI) -> Part:
    """The four answers; an executive's follow-up is acknowledged, and what is gathered is closed, not handed in."""
    if item.gathers:
        return _gathering(item, voice)
    done, spoken = chosen(voice, "เสร็จแล้ว", "press done"), spoken_in(voice)
    if item.actor is Actor.EXECUTIVE:
        done = chosen(voice, "ติดตามแล้ว", "press followed up")
    return parts.two_by_two(
        (
            button(answer(item, "done", done, **spoken), "primary", color=parts.GREEN),
            button(answer(item, "doing", chosen(voice, "กำลังทำ", "press doing"), **spoken)),
            button(answer(item, "stuck", chosen(voice, "ติดปัญหา", "press stuck"), **spoken)),
            button(answer(item, "later", chosen(voice, "ขอเลื่อน", "press later"), **spoken)),
        )
    )


def _gathering(item: DueItem, voice: Voice) -> Part:
    """Who gathers looks who is missing and has them reminded, before it is closed."""
    spoken = spoken_in(voice)
    all_in, stuck = chosen(voice, "รวบรวมครบแล้ว", "press gathered"), chosen(voice, "ติดปัญหา", "press stuck")
    missing, remind = chosen(voice, "ใครยังไม่ส่ง", "missing"), chosen(voice, "เตือนกองที่ยังไม่ส่ง", "remind them")
    return parts.two_by_two(
        (
            button(answer(item, "done", all_in, **spoken), "primary", color=parts.GREEN),
            button(press(missing, pack("missing", d=item.duty_id, on=item.due_on))),
            button(press(remind, pack("nudge", d=item.duty_id, on=item.due_on))),
            button(answer(item, "stuck", stuck, **spoken)),
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


def row(item: DueItem, when: When = NOW, voice: Voice = THAI) -> Part:
    """The duty as two lines of a list."""
    words = english.STATUS_WORDS if speaks(voice) else STATUS_WORDS
    under_way = words[item.status] if item.status is Status.IN_PROGRESS else ""
    below = " · ".join(told for told in (due(item, voice), under_way, names(item.who, voice)) if told)
    return _two_lines(item, below, colour(item), when, voice)


def standing(item: DueItem, when: When = NOW, voice: Voice = THAI) -> Part:
    """The duty on one due date with how it stands: finished and what came of it, or who owes it and has noted it."""
    if item.status is Status.COMPLETED:
        status, legal = english.STATUS_WORDS[item.status], day_of(item.due_on)
        thai = f"{STATUS_WORDS[item.status]} · กำหนด {short_date(item.due_on)}"
        below = (chosen(voice, thai, "finished", status=status, due=legal), came_of(item, voice))
        return _two_lines(item, " · ".join(filter(None, below)), parts.GREEN, when, voice)
    told = (due(item, voice), still_owing(item, voice), noted(item, voice))
    return _two_lines(item, " · ".join(filter(None, told)), colour(item), when, voice)


def came_of(item: DueItem, voice: Voice = THAI) -> str:
    """Of a finished one: whether an executive acknowledged it, and whether it stands on the office's own site."""
    seen, shown = chosen(voice, "ผู้บริหารรับทราบแล้ว", "seen by executive"), chosen(voice, "เผยแพร่แล้ว", "on the site")
    stamps = ((seen, item.verified), (shown, item.published))
    return " · ".join(word for word, given in stamps if given)


def noted(item: DueItem, voice: Voice = THAI) -> str:
    """Who has said no more than "noted" of an open one, and on which day."""
    written = day_of if speaks(voice) else short_date
    seen = ", ".join(f"{parts.name(who, 40)} {written(day)}" for who, day in item.seen[:_MOST_NAMES])
    return chosen(voice, f"ตอบรับทราบแล้ว: {seen}", "said noted", who=seen) if seen else ""


def still_owing(item: DueItem, voice: Voice = THAI) -> str:
    """How far an open one is, and whose it is; nothing for a finished one."""
    if item.status is Status.COMPLETED:
        return ""
    words = english.STATUS_WORDS if speaks(voice) else STATUS_WORDS
    under_way = words[item.status] if item.status is Status.IN_PROGRESS else ""
    return " · ".join(filter(None, (under_way, owners(item, voice))))


def _two_lines(item: DueItem, below: str, tint: str, when: When, voice: Voice) -> Part:
    """A tap on it shows how the item stands, then and in that year; one without a code has nothing to be asked by."""
    lines = (
        line(heading(item, 80), size="sm", weight="bold", maxLines=2),
        line(below, most=200, size="xs", color=tint),
    )
    data = pack("summary", code=item.codes[0], **when, **spoken_in(voice)) if item.codes else ""
    tap = {"action": press(item.codes[0], data)} if item.codes else {}
    return box("vertical", lines, margin="md", **tap)


def told(item: DueItem, voice: Voice = THAI) -> str:
    """The duty in one line of plain text, for notifications."""
    if item.status is Status.COMPLETED:
        status, legal = english.STATUS_WORDS[item.status], day_of(item.due_on)
        thai = f"{STATUS_WORDS[item.status]} (กำหนด {short_date(item.due_on)})"
        stamps = f" · {came}" if (came := came_of(item, voice)) else ""
        return f"{heading(item, 60)} {chosen(voice, thai, 'told finished', status=status, due=legal)}{stamps}"
    return f"{heading(item, 60)} {due(item, voice)}"
