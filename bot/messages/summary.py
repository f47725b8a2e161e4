"""How things stand: a card with figures and a bar per unit, and lists; the alt text alone tells the story. Pure."""

from collections.abc import Sequence

from bot.messages import cards, parts
from bot.messages.parts import Part, box, button, line, link, press
from bot.postback import pack
from models.fiscal import quarter_of
from models.records import Actor, DueItem, Obstacle, Summary, Tally, UnitTally, Voice
from models.thaidate import short_date

Messages = parts.Messages

_UNITS, _OBSTACLES, _SOON = 12, 4, 3  # rows of the overview; what is left out is counted
_ROWS, _PAGES = 10, 8  # lines in a bubble and bubbles in a list: 80 lines is more than anybody scrolls
_FIGURES = (  # field of Tally, word, colour; the order of the figures and of a bar's pieces
    ("completed", "เสร็จแล้ว", parts.GREEN),
    ("in_progress", "กำลังทำ", parts.BLUE),
    ("not_started", "ยังไม่เริ่ม", "#B8C2CC"),
    ("overdue", "เกินกำหนด", parts.RED),
)


def overview(found: Summary, voice: Voice, detail_url: str | None = None) -> Messages:
    """The figures, a bar per unit (a tap opens the unit), obstacles in people's own words, and where to look next."""
    title = f"ITA ปี {found.fiscal_year} · {parts.name(found.scope)}"
    body = [
        line(title, weight="bold", size="lg"),
        line(f"ณ {short_date(found.as_of)}", size="xs", color=parts.GREY),
        box("horizontal", [_figure(found.tally, *figure) for figure in _FIGURES], margin="md"),
        _bar(found.tally, "10px"),
        *_units(found.units),
        *_hindered(found.obstacles),
        *_soon(found.due_soon),
    ]
    return parts.said(voice, parts.flex(_story(found, title, voice), [parts.bubble(body, _ways(found, detail_url))]))


def item_list(
    title: str, items: Sequence[DueItem], voice: Voice, as_cards: bool = False, empty: str = "ไม่มีรายการ"
) -> Messages:
    """A titled list, or the words for none; as_cards: each with its buttons while they fit, for one's own work."""
    if not items:
        return parts.said(voice, parts.text(f"{empty}{voice.particle}"))
    alt = "\n".join([f"{title} {len(items)} เรื่อง", *(cards.told(item) for item in items[:8])])
    if as_cards and len(items) <= parts.BUBBLES:
        drawn = [cards.card(item) for item in items]
        if parts.weight({"contents": drawn}) <= parts.CAROUSEL_BYTES:
            return parts.said(voice, parts.flex(alt, drawn))
    rows = [cards.row(item) for item in items]
    return parts.said(voice, parts.flex(alt, _pages(f"{title} {len(items)} เรื่อง", rows)))


def standing(code: str, items: Sequence[DueItem], voice: Voice) -> Messages:
    """How one item of the plan stands, due date by due date."""
    title = f"สถานะ {code}"
    told = (" · ".join(filter(None, (cards.told(item), cards.still_owing(item)))) for item in items[:8])
    alt = "\n".join([title, *told])
    return parts.said(voice, parts.flex(alt, _pages(title, [cards.standing(item) for item in items])))


def missing(rows: Sequence[tuple[str, int, Sequence[DueItem]]], voice: Voice) -> Messages:
    """Who has said nothing yet: (unit's name, how many, which)."""
    if not rows:
        return parts.said(voice, parts.text(f"ทุกส่วนราชการรายงานครบแล้ว{voice.particle}"))
    title = f"ยังไม่รายงาน {len(rows)} แห่ง"
    alt = "\n".join([title, *(f"{parts.name(name)} {_counted(count, items)}" for name, count, items in rows[:20])])
    return parts.said(voice, parts.flex(alt, _pages(title, [_silent(*row) for row in rows])))


def no_plan(voice: Voice) -> Messages:
    """Nothing was imported yet."""
    how = "ผู้ประสานงานนำเข้าแผนด้วยคำสั่ง flask plan import"
    return parts.said(voice, parts.text(f"ยังไม่มีแผนของปีนี้ในระบบ{voice.particle} {how}"))


def nothing_there(voice: Voice, asked: str | None = None) -> Messages:
    """The unit, quarter or code asked for has no duties; asked: its name, where one was typed."""
    what = f"“{parts.name(asked)}” " if asked else "ส่วนที่ถาม"
    return parts.said(voice, parts.text(f"ในแผนปีนี้ไม่พบงานของ{what}{voice.particle}"))


def _figure(tally: Tally, field: str, word: str, colour: str) -> Part:
    number = line(str(getattr(tally, field)), size="xl", weight="bold", align="center", color=colour)
    return box("vertical", [number, line(word, size="xxs", align="center", color=parts.GREY)], flex=1)


def _bar(tally: Tally, height: str) -> Part:
    """A stacked bar; an empty one stays grey."""
    pieces = [(getattr(tally, field), colour) for field, _, colour in _FIGURES]
    drawn = [
        box("vertical", [{"type": "filler"}], flex=count, backgroundColor=colour) for count, colour in pieces if count
    ]
    empty = [box("vertical", [{"type": "filler"}], flex=1, backgroundColor=parts.LINE_GREY)]
    return box("horizontal", drawn or empty, height=height, cornerRadius="4px", margin="sm")


def _units(units: Sequence[UnitTally]) -> list[Part]:
    """The units with most overdue first; past a dozen they are counted."""
    ordered = sorted(units, key=lambda u: (-u.tally.overdue, u.tally.completed - u.tally.total, u.name))
    shown = [_unit(unit) for unit in ordered[:_UNITS]]
    left = len(ordered) - len(shown)
    return shown + ([line(f"และอีก {left} แห่ง", size="xxs", color=parts.GREY)] if left else [])


def _unit(unit: UnitTally) -> Part:
    late = f" · เกิน {unit.tally.overdue}" if unit.tally.overdue else ""
    said = f"{unit.tally.completed}/{unit.tally.total}{late}"
    head = box(
        "horizontal",
        [
            line(parts.name(unit.name, 40), size="xs", flex=3, wrap=False),
            line(said, size="xs", flex=2, align="end", color=parts.RED if late else parts.GREY),
        ],
    )
    tap = {} if unit.unit_id is None else {"action": press(unit.name, pack("summary", u=unit.unit_id))}
    return box("vertical", [head, _bar(unit.tally, "6px")], margin="md", **tap)


def _hindered(obstacles: Sequence[Obstacle]) -> list[Part]:
    if not obstacles:
        return []
    rows = [line(_obstacle(one), most=200, size="xs") for one in obstacles[:_OBSTACLES]]
    left = len(obstacles) - len(rows)
    more = [line(f"และอีก {left} เรื่อง", size="xxs", color=parts.GREY)] if left else []
    return [line("ปัญหา/อุปสรรค", size="sm", weight="bold", margin="lg"), *rows, *more]


def _obstacle(one: Obstacle) -> str:
    what = " ".join(words for words in (parts.name(one.who, 40), parts.codes(one.codes)) if words)
    return f"{what} “{parts.name(one.words, 140)}”"


def _soon(items: Sequence[DueItem]) -> list[Part]:
    if not items:
        return []
    head = line("ใกล้ครบกำหนด", size="sm", weight="bold", margin="lg")
    return [head, *(line(_next(item), most=160, size="xs") for item in items[:_SOON])]


def _next(item: DueItem) -> str:
    """The same item stands twice where the executives follow it up: theirs is named as such."""
    whose = f" · {cards.names(item.who)}" if item.actor is Actor.EXECUTIVE and item.who else ""
    return cards.told(item) + whose


def _ways(found: Summary, detail_url: str | None) -> list[Part]:
    asks = [
        button(press("ใครยังไม่ส่ง", pack("missing"))),
        button(press("ค้าง/เกินกำหนด", pack("overdue"))),
        button(press("ไตรมาสนี้", pack("summary", q=quarter_of(found.as_of)))),
        *([button(link("เปิดหน้ารายละเอียด", detail_url))] if detail_url else []),
    ]
    return [parts.two_by_two(asks)]


def _story(found: Summary, title: str, voice: Voice) -> str:
    """The card in plain text, for notifications and for phones that show no cards."""
    figures = " · ".join(f"{word} {getattr(found.tally, field)}" for field, word, _ in _FIGURES)
    late = [f"{parts.name(u.name, 40)} {u.tally.overdue}" for u in found.units if u.tally.overdue]
    told = [f"{title} ณ {short_date(found.as_of)}", figures]
    told.append(f"เกินกำหนด: {', '.join(late[:8])}" if late else f"ไม่มีงานเกินกำหนด{voice.particle}")
    told += [f"ติดขัด: {_obstacle(one)}" for one in found.obstacles[:3]]
    return "\n".join(told)


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


def _pages(title: str, rows: Sequence[Part]) -> list[Part]:
    """The rows as bubbles side by side, as many as fit; what is left is counted in the last one."""
    pages: list[Part] = []
    shown = 0
    while shown < len(rows) and len(pages) < _PAGES:
        page = _page(title, rows[shown : shown + _ROWS], len(rows) - shown - _ROWS if len(pages) == _PAGES - 1 else 0)
        if pages and parts.weight({"contents": [*pages, page]}) > parts.CAROUSEL_BYTES - 500:
            pages[-1]["body"]["contents"].append(_left(len(rows) - shown))
            break
        pages.append(page)
        shown += _ROWS
    return pages


def _page(title: str, rows: Sequence[Part], left: int) -> Part:
    more = [_left(left)] if left > 0 else []
    return parts.bubble([line(title, weight="bold", size="md"), *rows, *more])


def _left(count: int) -> Part:
    return line(f"และอีก {count} รายการ", size="xs", color=parts.GREY)
