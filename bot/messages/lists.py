"""Lists of what is owed, a page at a time: one's own work, what is late, who is silent, how one item stands. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.messages import cards, parts
from bot.messages.english import chosen, day_of, speaks, spoken_in
from bot.messages.parts import Part, box, button, line, press
from bot.postback import pack
from bot.view import View
from models.records import DueItem, Status, Voice
from models.thaidate import short_date

Messages = parts.Messages

_ROWS = 8  # lines in a bubble: more would not be on a phone's screen at once
_PAGES = 5  # bubbles that anybody swipes through before the next page is asked for
_ROOM = 1_500  # bytes left in a carousel for the button to the next page
_TOLD = 8  # lines of the alt text


@dataclass(frozen=True)
class Page:
    """Where a list stands: the action that shows it and what it carries, and how many rows were shown before."""

    action: str
    keys: Mapping[str, int | str | date]
    skip: int = 0

    @property
    def when(self) -> Mapping[str, int | date]:
        """Of what it carries the day and the year that it tells of; nothing for today."""
        return {key: value for key, value in self.keys.items() if key in View.WHEN and not isinstance(value, str)}

    def at(self, row: int, **spoken: int) -> str:
        """The data of the button that shows what comes from this row on; spoken: the language it is in."""
        return pack(self.action, **{**self.keys, "n": row, **spoken})


def item_list(
    title: str,
    items: Sequence[DueItem],
    voice: Voice,
    page: Page,
    as_cards: bool = False,
    empty: str = "ไม่มีรายการ",
    draw: Callable[[DueItem, cards.When, Voice], Part] = cards.row,
) -> Messages:
    """A titled list, or the words for none; as_cards: each with its buttons while they fit, for one's own work.

    title, empty: in the language of the voice.
    """
    if not items:
        return parts.said(voice, parts.text(empty if speaks(voice) else f"{empty}{voice.particle}"))
    title = chosen(voice, f"{title} {len(items)} เรื่อง", "things", title=title, count=len(items))
    alt = "\n".join([title, *(cards.told(item, voice) for item in items[page.skip : page.skip + _TOLD])])
    if as_cards and len(items) <= parts.BUBBLES:
        drawn = [cards.card(item, voice) for item in items]
        if parts.weight({"contents": drawn}) <= parts.CAROUSEL_BYTES:
            return parts.said(voice, parts.flex(alt, drawn))
    rows = [draw(item, page.when, voice) for item in items]
    return parts.said(voice, parts.flex(alt, paged(title, rows, page, voice=voice)))


def standing(
    code: str, items: Sequence[DueItem], voice: Voice, page: Page, offers: Sequence[str] = (), as_of: date | None = None
) -> Messages:
    """How one item of the plan stands, due date by due date.

    offers: what the reader may do with a finished one (ack, published), as buttons beside it. as_of: None for today.
    """
    then = chosen(voice, f" ณ {short_date(as_of)}", "as of", day=day_of(as_of)) if as_of else ""
    title = chosen(voice, f"สถานะ {code}{then}", "how it stands", code=code, as_of=then)
    told = (_in_a_line(item, voice) for item in items[page.skip : page.skip + _TOLD])
    drawn, days = [], set[tuple[int, date]]()
    for item in items:
        day = (item.duty_id, item.due_on)
        drawn.append(_with_offers(item, offers if day not in days else (), page.when, voice))
        days.add(day)
    return parts.said(voice, parts.flex("\n".join([title, *told]), paged(title, drawn, page, voice=voice)))


def _in_a_line(item: DueItem, voice: Voice) -> str:
    words = (cards.told(item, voice), cards.still_owing(item, voice), cards.noted(item, voice))
    return " · ".join(word for word in words if word)


def _with_offers(item: DueItem, offers: Sequence[str], when: cards.When, voice: Voice) -> Part:
    """A finished one with what the reader may do: acknowledge it, or say that it stands on the office's site."""
    shown, spoken = cards.standing(item, when, voice), spoken_in(voice)
    open_ = {"ack": not item.verified, "published": not item.published}
    words = {"ack": chosen(voice, "รับทราบ", "acknowledge"), "published": chosen(voice, "เผยแพร่แล้ว", "published")}
    wanted = [name for name in words if name in offers and open_[name]] if item.status is Status.COMPLETED else []
    actions = [button(press(words[name], pack(name, d=item.duty_id, on=item.due_on, **spoken))) for name in wanted]
    return {**shown, "contents": [*shown["contents"], box("horizontal", actions, spacing="sm")]} if actions else shown


def missing(
    rows: Sequence[tuple[str, int, Sequence[DueItem]]], voice: Voice, page: Page, remind: Part | None = None
) -> Messages:
    """Who has said nothing yet: (unit's name, how many, which); remind: the button that has them reminded."""
    title = f"ยังไม่รายงาน {len(rows)} แห่ง"
    told = (f"{parts.name(name, 40)} {_counted(count, items)}" for name, count, items in rows[page.skip :][:20])
    drawn = paged(title, [_silent(*row) for row in rows], page, [button(remind)] if remind else [])
    return parts.said(voice, parts.flex("\n".join([title, *told]), drawn))


def nobody_missing(
    voice: Voice, still_open: int, total: int, late: int, next_on: date | None, day: date, is_past: bool = False
) -> Messages:
    """Nobody is silent about what is due soon: what that leaves, in due dates; next_on: the next day something is due.

    "Everybody has reported" is said of a year that is finished, and of nothing else. is_past: of an earlier day.
    """
    if not total:
        return parts.said(voice, parts.text(f"ไม่มีงานในส่วนนี้{voice.particle}"))
    if not still_open:
        return parts.said(voice, parts.text(f"ทุกส่วนราชการรายงานเสร็จครบแล้ว{voice.particle}"))
    as_of = f"ถึง {short_date(day)} " if is_past else ""
    lead = f"{as_of or 'ถึงวันนี้'}ไม่มีเรื่องที่ขาดส่ง"
    if late:
        lead = f"{as_of}เกินกำหนด {late} งวด แจ้งความคืบหน้าไว้แล้วแต่ยังไม่เสร็จ"
    told = f"{lead}{voice.particle} ยังไม่เสร็จ {still_open} จากทั้งหมด {total} งวด"
    if next_on:
        told += f" กำหนดถัดไป {short_date(next_on)}" + ("" if is_past else f" ({_in_days((next_on - day).days)})")
    return parts.said(voice, parts.text(told))


def _in_days(days: int) -> str:
    return f"อีก {days} วัน" if days else "วันนี้"


def paged(
    title: str, rows: Sequence[Part], page: Page, ways: Sequence[Part] = (), voice: Voice = cards.THAI
) -> list[Part]:
    """The rows as bubbles side by side, as many as fit; the last one leads on. ways: buttons under the first."""
    start = page.skip if page.skip < len(rows) else 0  # the list has become shorter since the button was drawn
    left, bubbles = list(rows[start:]), list[Part]()
    while left and len(bubbles) < _PAGES:
        here = left[:_ROWS]
        while len(here) > 1 and parts.weight(_bubble(title, here, ways)) > parts.BUBBLE_BYTES - _ROOM:
            here.pop()
        drawn = _bubble(title, here, ways if not bubbles else ())
        if bubbles and parts.weight({"contents": [*bubbles, drawn]}) > parts.CAROUSEL_BYTES - _ROOM:
            break
        bubbles.append(drawn)
        left = left[len(here) :]
    if left:
        words = chosen(voice, f"หน้าถัดไป (อีก {len(left)} รายการ)", "next page", count=len(left))
        further = press(words, page.at(len(rows) - len(left), **spoken_in(voice)))
        bubbles[-1] = _led_on(bubbles[-1], further)
    return bubbles


def _bubble(title: str, rows: Sequence[Part], ways: Sequence[Part]) -> Part:
    return parts.bubble([line(title, weight="bold", size="md"), *rows], ways)


def _led_on(bubble: Part, action: Part) -> Part:
    footer = bubble.get("footer", box("vertical", [], spacing="sm"))
    return {**bubble, "footer": {**footer, "contents": [*footer["contents"], button(action)]}}


def _silent(name: str, count: int, items: Sequence[DueItem]) -> Part:
    named = _distinct(items)
    more = f" และอีก {len(named) - 8} เรื่อง" if len(named) > 8 else ""
    head = line(f"{parts.name(name, 40)} · {_counted(count, items)}", size="sm", weight="bold")
    return box("vertical", [head, line(", ".join(named[:8]) + more, size="xs", color=parts.GREY)], margin="md")


def _distinct(items: Sequence[DueItem]) -> list[str]:
    """The things, each once however many due dates of it are meant."""
    return list(dict.fromkeys(parts.codes(item.codes) or parts.name(item.title, 30) for item in items))


def _counted(count: int, items: Sequence[DueItem]) -> str:
    """How many things, and how many due dates where some have several."""
    things = len(_distinct(items))
    return f"{things} เรื่อง" + (f" ({count} งวด)" if count > things else "")
