"""The digest of what one chat or person is owed to hear: a line that names people, and cards to answer on. Pure."""

from collections.abc import Sequence
from datetime import date

from bot.messages import cards, parts
from bot.messages.parts import Messages, Part, button, line, press
from bot.messages.people import khun
from bot.postback import pack
from models.records import DueItem, Mention, Voice

_LISTED = 12  # lines in the last card; the rest are counted


def digest(items: Sequence[DueItem], people: Sequence[Mention], voice: Voice, today: date, in_group: bool) -> Messages:
    """One line and one Flex message for everything due, the most urgent first; nothing for no items.

    In a group registered people are mentioned (LINE allows it nowhere else); a 1:1 chat speaks to its person.
    today: the Bangkok day, which decides what counts as this month's.
    """
    if not items:
        return ()
    ordered = sorted(items, key=cards.urgency)
    words = "\n".join(leads(ordered, voice, today))
    alt = "\n".join([words, *(cards.told(item) for item in ordered[:8])])
    return parts.said(voice, _opening(people, words, in_group), parts.flex(alt, _bubbles(ordered)))


def _opening(people: Sequence[Mention], words: str, in_group: bool) -> parts.Message:
    if in_group:
        return parts.named([Mention(khun(p.name), p.line_user_id) for p in people], words)
    return parts.text(f"{khun(people[0].name)} {words}" if people else words)


def leads(items: Sequence[DueItem], voice: Voice, today: date) -> list[str]:
    """A sentence for the reader's own items, one for what a head and one for what an executive is told."""
    own = [i for i in items if i.stage not in ("unit_head", "executive")]
    found = [_own_lead(own, voice, today)] if own else []
    for stage, opening in (("unit_head", "เรียนหัวหน้าส่วนราชการ"), ("executive", "เรียนผู้บริหารเพื่อทราบ")):
        if some := [i for i in items if i.stage == stage]:
            found.append(_told_lead(some, opening, voice))
    return found


def _own_lead(items: Sequence[DueItem], voice: Voice, today: date) -> str:
    late = sum(i.days_left < 0 for i in items)
    now = sum(i.days_left == 0 for i in items)
    soon = len(items) - late - now
    if late + now == 0:
        return f"{_when(items, today)}{voice.particle}"
    counted = (("เลยกำหนดแล้ว", late), ("ครบกำหนดวันนี้", now), ("ใกล้ครบกำหนด", soon))
    told = " · ".join(f"{words} {count} เรื่อง" for words, count in counted if count)
    return f"ขอเรียนเตือน{voice.particle} {told}"


def _when(items: Sequence[DueItem], today: date) -> str:
    last = max(cards.expected(item) for item in items)
    this_month = (last.year, last.month) == (today.year, today.month)
    return "เรื่องที่ครบกำหนดเดือนนี้" if this_month else "เรื่องที่ใกล้ครบกำหนด"


def _told_lead(items: Sequence[DueItem], opening: str, voice: Voice) -> str:
    """Tells which units and how many days; it blames nobody."""
    days = -min(item.days_left for item in items)
    who = tuple(dict.fromkeys(name for item in items for name in item.who))
    work = f"{cards.work_of(cards.names(who))} " if who else "งาน"
    waited = f"เลยกำหนดมาแล้ว {days} วัน" if days > 0 else "ใกล้ครบกำหนด"
    return f"{opening} {work}{len(items)} เรื่องยังไม่ได้รับรายงาน {waited}{voice.particle}"


def _bubbles(items: Sequence[DueItem]) -> list[Part]:
    """As many cards as LINE takes; what does not fit is listed in the last one."""
    drawn = [cards.card(item) for item in items[: parts.BUBBLES]]
    for count in range(len(drawn), 0, -1):
        bubbles = drawn[:count] + ([_rest(items[count:])] if count < len(items) else [])
        if len(bubbles) <= parts.BUBBLES and parts.weight({"contents": bubbles}) <= parts.CAROUSEL_BYTES:
            return bubbles
    return [_rest(items)]


def _rest(items: Sequence[DueItem]) -> Part:
    rows = [cards.row(item) for item in items[:_LISTED]]
    more = [line(f"และอีก {len(items) - _LISTED} เรื่อง", size="xs", color=parts.GREY)] if len(items) > _LISTED else []
    title = line(f"อีก {len(items)} เรื่อง", weight="bold", size="md")
    return parts.bubble([title, *rows, *more], [button(press("ดูทั้งหมด", pack("mine")))])
