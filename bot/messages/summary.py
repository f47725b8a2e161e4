"""How things stand as one card: figures, bars, what is due, who is silent; the alt text tells the same. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from bot.messages import cards, nudging, parts
from bot.messages.english import chosen, day_of
from bot.messages.parts import Part, box, button, line, link, press
from bot.postback import pack
from bot.view import View
from models.fiscal import quarter_of
from models.records import Actor, DueItem, Voice
from models.summaries import Obstacle, RequestedTime, Silent, Summary, Tally, UnitTally
from models.thaidate import short_date

Messages = parts.Messages

_BARS, _OBSTACLES, _REQUESTED, _SOON, _SILENT = 12, 3, 3, 3, 4  # rows of the card; what is left out is counted
_ROOM = 1_500  # bytes left in the card for a line that may be set above it
_FIGURES = (  # field of Tally, word, colour; the order of the figures and of a bar's pieces
    ("completed", "เสร็จแล้ว", parts.GREEN),
    ("in_progress", "กำลังทำ", parts.BLUE),
    ("not_started", "ยังไม่เริ่ม", "#B8C2CC"),
    ("overdue", "เกินกำหนด", parts.RED),
)


@dataclass(frozen=True)
class Offers:
    """What the reader may do from the card: how many units could be reminded, how many finished things acknowledged."""

    remind: int = 0
    acknowledge: int = 0
    detail_url: str | None = None


@dataclass(frozen=True)
class _Bar:
    """One row with a bar; tap: what pressing it shows, None for nothing more."""

    name: str
    tally: Tally
    tap: str | None


def overview(found: Summary, voice: Voice, view: View | None = None, offers: Offers | None = None) -> Messages:
    """The figures, a bar per unit (in one unit or of one person: per quarter), what is due, who is silent, obstacles
    in people's own words, which requests for more time wait, and where to look next.

    view: what is shown, for the buttons that lead on from it.
    """
    view, offers = view or View(), offers or Offers()
    title = f"ITA ปี {found.fiscal_year} · {parts.name(found.scope)}"
    bars = _BARS
    card = _card(found, title, view, offers, bars)
    while bars and parts.weight(card) > parts.BUBBLE_BYTES - _ROOM:  # names as long as they come
        bars -= 1
        card = _card(found, title, view, offers, bars)
    return parts.said(voice, parts.flex(_story(found, title, voice), [card]))


def _card(found: Summary, title: str, view: View, offers: Offers, bars: int) -> Part:
    body = [
        line(title, weight="bold", size="lg"),
        line(_day(found, view), size="xs", color=parts.GREY),
        box("horizontal", [_figure(found.tally, *figure) for figure in _FIGURES], margin="md"),
        _bar(found.tally, "10px"),
        *_looked_at(found),
        *_bars(_rows(found, view), bars),
        *_soon(found.due_soon),
        *_silent(found.silent),
        *_hindered(found.obstacles),
        *_requested(found.requested),
    ]
    return parts.bubble(body, _ways(found, view, offers))


def no_plan(voice: Voice) -> Messages:
    """Nothing was imported yet."""
    words = f"ยังไม่มีแผนของปีนี้ในระบบ{voice.particle} ผู้ประสานงานนำเข้าแผนด้วยคำสั่ง flask plan import"
    return parts.said(voice, parts.text(chosen(voice, words, "no plan")))


def no_year(voice: Voice, year: int) -> Messages:
    """Asked of a year that the office has no plan for."""
    return parts.said(voice, parts.text(chosen(voice, f"ไม่มีข้อมูลของปี {year} {voice.particle}", "no year", year=year)))


def hindered(voice: Voice, obstacles: Sequence[Obstacle]) -> Messages:
    """Who is stuck and why, in their own words."""
    if not obstacles:
        return parts.said(voice, parts.text(f"ขณะนี้ไม่มีเรื่องที่แจ้งว่าติดขัด{voice.particle}"))
    told = [f"ติดขัด {len(obstacles)} เรื่อง{voice.particle}", *(f"• {_obstacle(one)}" for one in obstacles[:_BARS])]
    left = len(obstacles) - _BARS
    return parts.said(voice, parts.text("\n".join(told + ([f"และอีก {left} เรื่อง"] if left > 0 else []))))


def not_yet(voice: Voice, day: date) -> Messages:
    """Asked as of a day that is still to come."""
    words = f"ยังไม่ถึงวันที่ {short_date(day)} {voice.particle} ดูย้อนหลังได้ถึงวันนี้"
    return parts.said(voice, parts.text(chosen(voice, words, "not yet", day=day_of(day))))


def ask_person(voice: Voice, typed: str, found: Sequence[tuple[int, str]], view: View) -> Messages:
    """Several people may be meant; found: (staff id, name)."""
    words = f"“{parts.name(typed)}” หมายถึงท่านใด{parts.question(voice)}"
    choices = [press(name, pack("summary", **{**view.keys, "p": staff_id})) for staff_id, name in found[:_BARS]]
    return parts.said(voice, parts.prompt(words, choices))


def nothing_there(voice: Voice, asked: str | None = None, year: int | None = None) -> Messages:
    """The unit, quarter or code asked for has no duties; asked: its name, where one was typed; year: None for this."""
    plan = chosen(voice, f"ในแผนปี {year} " if year else "ในแผนปีนี้", "plan of", year=year or "this year")
    if not asked:
        words = f"{plan}ไม่พบงานของส่วนที่ถาม{voice.particle}"
        return parts.said(voice, parts.text(chosen(voice, words, "nothing in view", plan=plan)))
    what = f"“{parts.name(asked)}”"
    words = f"{plan}ไม่พบงานของ{what} {voice.particle}"
    return parts.said(voice, parts.text(chosen(voice, words, "nothing there", plan=plan, what=what)))


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


def _day(found: Summary, view: View) -> str:
    return f"ณ {short_date(found.as_of)}" + (" (ข้อมูลย้อนหลัง)" if view.as_of else "")


def _looked_at(found: Summary) -> list[Part]:
    """Of what is finished: how much an executive acknowledged, and how much stands on the office's site."""
    if not found.tally.completed:
        return []
    words = f"ในที่เสร็จแล้ว: ผู้บริหารรับทราบ {found.verified} · เผยแพร่แล้ว {found.published}"
    return [line(words, size="xs", color=parts.GREY, margin="md")]


def _rows(found: Summary, view: View) -> list[_Bar]:
    """Of the whole office the units, those with most overdue first; of one unit or person quarters, then people."""
    if view.unit_id is None and view.staff_id is None:
        by_name = {one.name: one.staff_id for one in found.people}  # given to somebody by name: no unit owes it
        late_first = sorted(found.units, key=attrgetter("lateness"))
        return [_Bar(unit.name, unit.tally, _unit_tap(view, unit, by_name)) for unit in late_first]
    quarters = [_Bar(f"ไตรมาส {one.quarter}", one.tally, _tap(view, q=one.quarter)) for one in found.quarters]
    people = [_Bar(one.name, one.tally, _tap(view, p=one.staff_id)) for one in found.people]
    return [
        *(quarters if view.quarter is None and view.month is None else ()),
        *(people if view.staff_id is None else ()),
    ]


def _unit_tap(view: View, unit: UnitTally, people: Mapping[str, int]) -> str | None:
    return _tap(view, p=people.get(unit.name)) if unit.unit_id is None else _tap(view, u=unit.unit_id)


def _tap(view: View, **further: int | None) -> str | None:
    """The data that shows the same with one more condition."""
    added = {key: value for key, value in further.items() if value is not None}
    return pack("summary", **{**view.keys, **added}) if added else None


def _bars(rows: Sequence[_Bar], most: int) -> list[Part]:
    """Past so many they are counted."""
    shown = [_bar_row(row) for row in rows[:most]]
    left = len(rows) - len(shown)
    return shown + ([line(f"และอีก {left} แห่ง", size="xxs", color=parts.GREY)] if left else [])


def _bar_row(row: _Bar) -> Part:
    late = f" · เกิน {row.tally.overdue}" if row.tally.overdue else ""
    said = f"{row.tally.completed}/{row.tally.total}{late}"
    head = box(
        "horizontal",
        [
            line(parts.name(row.name, 40), size="xs", flex=3, wrap=False),
            line(said, size="xs", flex=2, align="end", color=parts.RED if late else parts.GREY),
        ],
    )
    tap = {} if row.tap is None else {"action": press(row.name, row.tap)}
    return box("vertical", [head, _bar(row.tally, "6px")], margin="md", **tap)


def _hindered(obstacles: Sequence[Obstacle]) -> list[Part]:
    rows = [line(_obstacle(one), most=200, size="xs") for one in obstacles[:_OBSTACLES]]
    return _headed(f"ปัญหา/อุปสรรค {len(obstacles)} เรื่อง", rows, len(obstacles), "เรื่อง")


def _obstacle(one: Obstacle) -> str:
    what = " ".join(words for words in (parts.name(one.who, 40), parts.codes(one.codes)) if words)
    return f"{what} “{parts.name(cards.own_words(one.words, one.codes), 140)}”"


def _requested(some: Sequence[RequestedTime]) -> list[Part]:
    rows = [line(_wanted(one), size="xs") for one in some[:_REQUESTED]]
    return _headed(f"รออนุมัติเลื่อน {len(some)} เรื่อง", rows, len(some), "เรื่อง")


def _wanted(one: RequestedTime) -> str:
    return f"{' '.join(filter(None, (parts.name(one.who, 40), parts.codes(one.codes))))} ถึง {short_date(one.until)}"


def _soon(items: Sequence[DueItem]) -> list[Part]:
    rows = [line(_next(item), most=160, size="xs") for item in items[:_SOON]]
    return _headed(f"ครบใน 7 วัน {len(items)} เรื่อง", rows, len(items), "เรื่อง")


def _silent(silent: Sequence[Silent]) -> list[Part]:
    rows = [line(_not_heard(one), size="xs") for one in silent[:_SILENT]]
    return _headed(f"ยังไม่รายงาน {len(silent)} แห่ง", rows, len(silent), "แห่ง")


def _not_heard(one: Silent) -> str:
    return f"{parts.name(one.name, 40)} {one.things} เรื่อง"


def _headed(title: str, rows: Sequence[Part], count: int, counted: str) -> list[Part]:
    """Rows under a heading, with how many more there are; nothing for none."""
    if not rows:
        return []
    left = count - len(rows)
    more = [line(f"และอีก {left} {counted}", size="xxs", color=parts.GREY)] if left else []
    return [line(title, size="sm", weight="bold", margin="lg"), *rows, *more]


def _next(item: DueItem) -> str:
    """The same item stands twice where the executives follow it up: theirs is named as such."""
    whose = f" · {cards.names(item.who)}" if item.actor is Actor.EXECUTIVE and item.who else ""
    return cards.told(item) + whose


def _ways(found: Summary, view: View, offers: Offers) -> list[Part]:
    keys = view.keys
    asks = [press("ใครยังไม่ส่ง", pack("missing", **keys)), press("เกินกำหนด", pack("overdue", **keys))]
    if view.is_narrow:
        whole = View(as_of=view.as_of, year=view.year).keys
        asks += [press("รายการงาน", pack("items", **keys)), press("ดูทุกส่วนราชการ", pack("summary", **whole))]
    else:
        asks.append(press("ไตรมาสนี้", pack("summary", **keys, q=quarter_of(found.as_of))))
        asks.append(press("เดือนนี้", pack("summary", **keys, m=found.as_of.replace(day=1))))
    wide = []
    if offers.acknowledge:
        wide.append(
            button(press(f"รอรับทราบ {offers.acknowledge} เรื่อง", pack("approvals")), "primary", color=parts.GREEN)
        )
    if offers.remind:
        wide.append(button(press(nudging.remind(offers.remind), pack("remind", **keys))))
    if offers.detail_url:
        wide.append(button(link("เปิดหน้ารายละเอียด", offers.detail_url)))
    return [parts.two_by_two([button(ask) for ask in asks]), *wide]


def _story(found: Summary, title: str, voice: Voice) -> str:
    """The card in plain text, for notifications and for phones that show no cards."""
    figures = " · ".join(f"{word} {getattr(found.tally, field)}" for field, word, _ in _FIGURES)
    late = [f"{parts.name(u.name, 40)} {u.tally.overdue}" for u in found.units if u.tally.overdue]
    told = [f"{title} ณ {short_date(found.as_of)}", figures]
    told.append(f"เกินกำหนด: {', '.join(late[:8])}" if late else f"ไม่มีงานเกินกำหนด{voice.particle}")
    told += [f"ครบใน 7 วัน {len(found.due_soon)} เรื่อง"] if found.due_soon else []
    silent = ", ".join(_not_heard(one) for one in found.silent[:_SILENT])
    told += [f"ยังไม่รายงาน {len(found.silent)} แห่ง: {silent}"] if silent else []
    told += [f"ติดขัด: {_obstacle(one)}" for one in found.obstacles[:_OBSTACLES]]
    told += [f"รออนุมัติเลื่อน: {_wanted(one)}" for one in found.requested[:_REQUESTED]]
    return "\n".join(told)
