"""Ticks, arrows and bars under month columns, turned into a deadline in words. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from models.thaidate import MONTHS, SHORT_MONTHS
from models.thaitext import squeeze, strip_tags
from tasks.plan.document import Cell
from tasks.plan.tick_columns import FISCAL_ORDER, Period


@dataclass(frozen=True)
class TickReading:
    """The deadline a row of ticks spells.

    phrase: wording for models/recurrence.read, "" without ticks. months: the months at whose end something
    is due. span: an arrow or bar over several months, due at its end. doubts: Thai sentences.
    """

    phrase: str = ""
    months: tuple[int, ...] = ()
    span: bool = False
    doubts: tuple[str, ...] = ()


class _Mark(Enum):
    NONE = auto()
    TICK = auto()
    LINE = auto()  # a piece of an arrow or bar
    DAY = auto()
    AMOUNT = auto()


class _Sense(Enum):
    """What the legend says a mark stands for."""

    DUE = auto()  # something is handed in or finished
    WORK = auto()
    SPAN = auto()  # work that goes on
    IGNORED = auto()  # what was done, or not to be done


@dataclass(frozen=True)
class _Place:
    """One marked column, or a bar's run of columns."""

    columns: tuple[int, ...]
    mark: _Mark
    text: str

    @property
    def last(self) -> int:
        return self.columns[-1]


_BLANK = frozenset(("", "-", "–", "—", ".", "☐", "□", "○", "◯", "ไม่มี", "0", "false", "n/a", "&nbsp;", "_"))
_LINE = re.compile(
    r"[<>←→↔⟵⟶⟷➔➜➝►◄▶◀⇐⇒⇔|+\s]*(?:[-–—―─━═=_.]{2,}|[←→↔⟵⟶⟷➔➜➝►◄▶◀⇐⇒⇔<>█▬▓▒░])[-–—―─━═=_.←→↔⟵⟶⟷➔➜➝►◄▶◀⇐⇒⇔<>|+█▬▓▒░\s]*"
)
_OPENS = re.compile(r"^\s*[<←⟵◄◀⇐|]")
_MONTH_WORD = "|".join(re.escape(word.rstrip(".")) for word in (*MONTHS, *SHORT_MONTHS))
_DAY = re.compile(
    rf"(?:วันที่|ภายใน|ก่อน)?(?:วันที่)?(3[01]|[12][0-9]|[1-9])(?:(?:{_MONTH_WORD})\.?)?(?:25[0-9]{{2}}|[0-9]{{2}})?"
)
_SAYS_DAY = re.compile(r"วันที่|ภายใน|ก่อน|[มกพสตธ]")
_AMOUNT = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?(?:บาท|-)?")
_LEGEND = re.compile(
    r"(?P<mark>[^\s=:ก-๙,;()]{1,6}|แถบ(?:สี)?\S{0,12}|แรเงา)\s*(?:=|:|หมายถึง|คือ)\s*(?P<sense>[^,;=\n]{2,60})"
)
# The first that fits wins; "รายงานผล" is due although it holds "ผล".
_SENSES = (
    (_Sense.IGNORED, re.compile(r"ไม่(?:ได้)?ดำเนิน|ยกเลิก|ผลการดำเนินงานจริง|^ผล|ดำเนินการจริง|ปฏิบัติจริง|เลื่อน")),
    (_Sense.DUE, re.compile(r"รายงาน|แล้วเสร็จ|กำหนดส่ง|ส่ง|สิ้นสุด|เผยแพร่|ครบกำหนด|เสร็จสิ้น|สรุปผล")),
    (_Sense.SPAN, re.compile(r"ต่อเนื่อง|ตลอด|ช่วง|ระยะเวลา|ระหว่าง")),
    (_Sense.WORK, re.compile(r"ดำเนิน|จัดทำ|เตรียม|วางแผน|ปฏิบัติ|แผน|ประชุม")),
)


def _marked(text: str) -> _Mark:
    key = squeeze(strip_tags(text)).lower()
    if key in _BLANK:
        return _Mark.NONE
    if _LINE.fullmatch(key):
        return _Mark.LINE
    if _DAY.fullmatch(key) and _SAYS_DAY.search(key):
        return _Mark.DAY
    return _Mark.AMOUNT if _AMOUNT.fullmatch(key) and key not in ("1", "2", "3", "4") else _Mark.TICK


def _senses(legend: str) -> dict[str, _Sense]:
    found: dict[str, _Sense] = {}
    for entry in _LEGEND.finditer(strip_tags(legend)):
        sense = next((sense for sense, words in _SENSES if words.search(squeeze(entry["sense"]))), None)
        if sense:
            found[squeeze(entry["mark"]).lower()] = sense
    return found


def _places(cells: Sequence[Cell], columns: Mapping[int, Period]) -> list[_Place]:
    """The marks in order of their columns, cells under one merge taken together."""
    places: list[_Place] = []
    for index in sorted(column for column in columns if column < len(cells)):
        cell = cells[index]
        under_bar = not cell.origin and places and places[-1].last == index - 1 and places[-1].text == cell.text
        if under_bar:
            places[-1] = _Place((*places[-1].columns, index), places[-1].mark, cell.text)
        else:
            places.append(_Place((index,), _marked(cell.text), cell.text))
    return [place for place in places if place.mark is not _Mark.NONE]


def _arrows(places: Sequence[_Place], columns: Sequence[int]) -> list[_Place]:
    """Pieces of one arrow joined: neighbours, or an opening head and the next piece behind blanks."""
    joined: list[_Place] = []
    for place in places:
        before = joined[-1] if joined else None
        if before and before.mark is place.mark is _Mark.LINE:
            near = columns.index(place.columns[0]) - columns.index(before.last) == 1
            if near or (len(before.columns) == 1 and _OPENS.match(before.text) and not _OPENS.match(place.text)):
                first, last = columns.index(before.columns[0]), columns.index(place.last)
                joined[-1] = _Place(tuple(columns[first : last + 1]), _Mark.LINE, before.text)
                continue
        joined.append(place)
    return joined


def _sense(place: _Place, senses: Mapping[str, _Sense]) -> _Sense | None:
    return senses.get(squeeze(place.text).lower())


def _is_span(place: _Place, senses: Mapping[str, _Sense]) -> bool:
    return len(place.columns) > 1 and _sense(place, senses) is not _Sense.DUE


def _running(places: Sequence[_Place], senses: Mapping[str, _Sense], columns: Sequence[int]) -> list[_Place]:
    """Neighbouring ticks whose mark the legend calls continuing work, joined to one bar."""
    joined: list[_Place] = []
    for place in places:
        before = joined[-1] if joined else None
        runs = before and _sense(before, senses) is _sense(place, senses) is _Sense.SPAN
        if before and runs and columns.index(place.columns[0]) - columns.index(before.last) == 1:
            joined[-1] = _Place((*before.columns, *place.columns), before.mark, before.text)
        else:
            joined.append(place)
    return joined


def _due(places: Sequence[_Place], senses: Mapping[str, _Sense]) -> list[_Place]:
    """Where something falls due: marks the legend calls due if the row has any, every mark otherwise."""
    planned = [
        place for place in places if _sense(place, senses) is not _Sense.IGNORED and place.mark is not _Mark.AMOUNT
    ]
    due = [place for place in planned if _sense(place, senses) is _Sense.DUE]
    return due or planned


def _joined(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{' '.join(words[:-1])} และ{words[-1]}"


def _phrase(due: Sequence[_Place], columns: Mapping[int, Period]) -> str:
    periods = [columns[place.last] for place in due]
    months = [period.months[-1] for period in periods]
    single = all(len(place.columns) == 1 for place in due)
    if single and set(months) == set(FISCAL_ORDER):
        return "ทุกเดือน"
    if single and {period.quarter for period in periods} == {1, 2, 3, 4}:
        return "ทุกไตรมาส"
    words = [_deadline(place, month) for place, month in zip(due, months, strict=True)]
    return "ภายใน" + _joined(list(dict.fromkeys(words)))


def _deadline(place: _Place, month: int) -> str:
    day = _DAY.fullmatch(squeeze(place.text)) if place.mark is _Mark.DAY else None
    return f"วันที่ {day.group(1)} {MONTHS[month - 1]}" if day else f"เดือน{MONTHS[month - 1]}"


def _doubts(
    places: Sequence[_Place], due: Sequence[_Place], columns: Mapping[int, Period], spans: bool
) -> tuple[str, ...]:
    told = []
    if amounts := [place.text.strip() for place in places if place.mark is _Mark.AMOUNT]:
        told.append(f"ตัวเลข “{amounts[0]}” ในช่องเดือนอ่านเป็นงบประมาณ ไม่ใช่กำหนดเวลา")
    if counted := [place.text.strip() for place in due if place.text.strip().isdecimal()]:
        told.append(f"ตัวเลข “{counted[0]}” ในช่องเดือนอ่านเป็นเครื่องหมายว่าดำเนินการในเดือนนั้น")
    if spans:
        told.append("แถบหรือลูกศรหลายเดือนอ่านว่าครบกำหนดสิ้นเดือนสุดท้าย")
    if any(place.mark is _Mark.LINE and len(place.columns) == 1 and not columns[place.last].quarter for place in due):
        told.append("ลูกศรอยู่ในช่องเดือนเดียว ไม่ทราบว่าสิ้นสุดเดือนใด")
    return tuple(told)


def read_marks(cells: Sequence[Cell], columns: Mapping[int, Period], legend: str = "") -> TickReading:
    """Read one row's cells under `columns` (from month_columns); legend is the note that explains the marks.

    Separate ticks are separate deadlines, each at its month's (or quarter's) end; an arrow, a merged bar or a
    mark the legend calls continuing is one deadline at its end. Where the legend tells reporting or finishing
    marks from working ones, only the former fall due.
    """
    senses, order = _senses(legend), sorted(columns)
    marked = _places(cells, columns)
    places = _running(_arrows(marked, order), senses, order)
    due = _due(places, senses)
    if not due:
        return TickReading(doubts=_doubts(places, (), columns, spans=False))
    spans = any(_is_span(place, senses) for place in due)
    months = tuple(dict.fromkeys(columns[place.last].months[-1] for place in due))
    return TickReading(_phrase(due, columns), months, spans, _doubts(places, due, columns, spans))
