"""How things stand as a picture for a phone: the same figures as the card, and no person's name, as it travels on."""

from functools import lru_cache
from operator import attrgetter
from typing import Any

from bot.messages.parts import BLUE, GREEN, RED
from models.figures import EXECUTIVES, NOBODY
from models.progress import DUE_SOON
from models.records import DueItem
from models.summaries import Summary, Tally, UnitTally
from tasks.reports.digits import Digits
from tasks.reports.typst_page import draw_png

BREADTH = 1040  # pixels: what LINE shows at most
MOST_UNITS, MOST_SOON = 12, 4
BY_NAME = "มอบหมายเป็นรายบุคคล"
PARTS = (  # field of Tally, word, colour: as the card in the chat has them
    ("completed", "เสร็จแล้ว", GREEN),
    ("in_progress", "กำลังทำ", BLUE),
    ("not_started", "ยังไม่เริ่ม", "#B8C2CC"),
    ("overdue", "เกินกำหนด", RED),
)


@lru_cache(maxsize=64)  # by what it shows: one summary is asked for by every phone of a chat
def summary_png(summary: Summary, agency_name: str, thai_digits: bool = False) -> bytes:
    """A PNG 1040 pixels broad, as tall as it needs to be. Raises DrawError."""
    return draw_png("summary", as_data(summary, agency_name, thai_digits), BREADTH)


def as_data(summary: Summary, agency_name: str, thai_digits: bool) -> dict[str, Any]:
    """What the template draws, every figure in the office's digits; codes stay as they are."""
    kind = "thai" if thai_digits else "arabic"
    digits = Digits(kind, kind)
    shown = sorted(_units(summary.units), key=attrgetter("lateness"))
    return {
        "agency": agency_name,
        "title": digits.theirs(f"ITA ปีงบประมาณ {summary.fiscal_year} · {summary.scope}"),
        "day": f"ข้อมูล ณ วันที่ {digits.day(summary.as_of)}",
        "figures": _pieces(summary.tally, digits),
        "units": [_bar(one, digits) for one in shown[:MOST_UNITS]],
        "more_units": _more(len(shown) - MOST_UNITS, "ส่วนราชการ", digits),
        "soon_heading": digits.own(f"ครบกำหนดใน {DUE_SOON.days} วัน"),
        "soon": [_soon(item, digits) for item in summary.due_soon[:MOST_SOON]],
        "more_soon": _more(len(summary.due_soon) - MOST_SOON, "เรื่อง", digits),
        "hindered": digits.own(f"แจ้งปัญหา/อุปสรรคไว้ {len(summary.obstacles)} เรื่อง") if summary.obstacles else "",
    }


def _units(units: tuple[UnitTally, ...]) -> list[UnitTally]:
    """The units; what is given to people by name is one row without their names."""
    named = [one for one in units if one.unit_id is None and one.name not in (EXECUTIVES, NOBODY)]
    rest = [one for one in units if one not in named]
    fields = [sum(getattr(one.tally, field) for one in named) for field, _, _ in PARTS]
    return [*rest, UnitTally(None, BY_NAME, Tally(*fields))] if named else rest


def _pieces(tally: Tally, digits: Digits) -> list[dict[str, Any]]:
    counts = [(getattr(tally, field), word, colour) for field, word, colour in PARTS]
    return [
        {"count": count, "said": digits.own(str(count)), "word": word, "colour": colour}
        for count, word, colour in counts
    ]


def _bar(unit: UnitTally, digits: Digits) -> dict[str, Any]:
    return {
        "name": digits.theirs(unit.name),
        "pieces": _pieces(unit.tally, digits),
        "said": digits.own(f"เสร็จ {unit.tally.completed}/{unit.tally.total}"),
        "late": digits.own(f" · เกิน {unit.tally.overdue}") if unit.tally.overdue else "",
    }


def _soon(item: DueItem, digits: Digits) -> str:
    day, codes = digits.short(item.extended_to or item.due_on), ", ".join(item.codes)
    return " ".join(filter(None, (day, "·", codes, digits.theirs(item.title))))


def _more(count: int, what: str, digits: Digits) -> str:
    return digits.own(f"และอีก {count} {what}") if count > 0 else ""
