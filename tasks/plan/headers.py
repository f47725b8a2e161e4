"""Which rows of a table are its heading, over one level or several, and what the table is about. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from models.codes import find_codes
from tasks.plan.columns import LONGEST_HEADING, key, meaning_of
from tasks.plan.document import Cell, Row

MEASURES, SCORES, STAFF, OTHER = "measures", "scores", "staff", "other"
_MONTHS = (
    "มค|กพ|มีค|เมย|พค|มิย|กค|สค|กย|ตค|พย|ธค|มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม"
    "|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม"
)
_TIME_HEADING = re.compile(
    rf"(?:เดือน)?(?:{_MONTHS})(?:25\d\d|\d\d)?|(?:ไตรมาส(?:ที่)?|q|ไตรมาสq)[1-4](?:\(.{{0,20}}\))?|ปี?(?:งบประมาณ)?(?:พศ)?25\d\d|[1-4]"
)
_YEAR_HEADING = re.compile(r"(?:ผล|คะแนน)?ปี?(?:งบประมาณ)?(?:พ\.?ศ\.?)?25\d\d")
_BLOCKS_HEADING = re.compile(r"^(?:สำนัก(?:งาน)?ปลัด|กอง(?!ที่|เจ้าของ|งาน|/)\S{3,}|ทุก|ภายใน|ไตรมาสละ|เดือนละ|ปีละ)")
_COLUMN_NUMBER = re.compile(r"\(?(\d{1,2})\)?")
ENOUGH_ALIKE = 0.8  # a repeated header differs by a word or a slip of the scanner
_CONTENT = frozenset(("measure", "steps"))
_WORK = frozenset(("responsible", "monitoring", "period", "result"))


@dataclass(frozen=True)
class Header:
    """A table's heading: one text and meaning per column; `rows` physical rows were taken for it.

    leaves: the lowest level alone, where a column of ticks says its month.
    """

    headings: tuple[str, ...]
    meanings: tuple[str | None, ...]
    rows: int
    kind: str
    leaves: tuple[str, ...] = ()

    def columns(self, *meanings: str) -> tuple[int, ...]:
        """The columns of these meanings, left to right."""
        return tuple(i for i, meaning in enumerate(self.meanings) if meaning in meanings)


def is_time_heading(text: str) -> bool:
    """True for a month, quarter or year that heads a column of ticks."""
    return bool(_TIME_HEADING.fullmatch(key(text).replace(".", "")))


def own_text(cell: Cell) -> str:
    """The cell's text where it stands itself; blank under a merge."""
    return cell.text.strip() if cell.origin else ""


def is_blank(row: Row) -> bool:
    """True when no cell holds anything."""
    return not any(cell.text.strip() for cell in row.cells)


def _heading_strength(row: Row) -> tuple[int, int]:
    """(cells with a known heading, cells filled); (0, n) when some cell can only be data."""
    texts = [own_text(cell) for cell in row.cells if own_text(cell)]
    keys = [key(text) for text in texts]
    if any(len(k) > LONGEST_HEADING or _BLOCKS_HEADING.match(k) for k in keys):
        return 0, len(texts)
    if any(find_codes(text).codes for text in texts):
        return 0, len(texts)
    known = sum(1 for text in texts if meaning_of(text) or is_time_heading(text))
    return known, len(texts)


def _reads_as_header(row: Row, strict: bool) -> bool:
    known, filled = _heading_strength(row)
    if strict:  # a second table in the same block must leave no doubt: data cells hold heading words too
        meanings = {meaning_of(own_text(cell)) for cell in row.cells if own_text(cell)} - {None}
        short = all(len(key(own_text(cell))) <= 60 for cell in row.cells)
        return known >= 3 and known >= 0.8 * filled and len(meanings) >= 3 and short
    return known >= 2 and 2 * known >= filled


def _is_level_below(top: Sequence[str], row: Row) -> bool:
    """True for a second heading line: its own cells stand only where the line above spans or is blank."""
    fresh = [i for i, cell in enumerate(row.cells) if own_text(cell) and own_text(cell) != top[i]]
    if not fresh or 0 in fresh or len(fresh) == len(row.cells):
        return False
    for i in fresh:
        text = own_text(row.cells[i])
        spanned = not top[i] or (i + 1 < len(top) and not top[i + 1])
        parted = _is_under(top, i, "responsible")  # a column for each unit, to be marked
        if len(key(text)) > 40 or find_codes(text).codes or (_BLOCKS_HEADING.match(key(text)) and not parted):
            return False
        if not is_time_heading(text) and not (spanned or meaning_of(text)):
            return False
    if all(_is_under(top, i, "responsible") for i in fresh) and len(fresh) > 1:
        return all(len(own_text(row.cells[i])) <= 40 for i in fresh) and any(not top[i] for i in fresh)
    return any(is_time_heading(own_text(row.cells[i])) or meaning_of(own_text(row.cells[i])) for i in fresh) or (
        any(not top[i] for i in fresh) and all(len(own_text(row.cells[i])) <= 25 for i in fresh)
    )


def _is_under(top: Sequence[str], column: int, meaning: str) -> bool:
    """True when the heading that stands over this column, itself or spanned from the left, has the meaning."""
    above = next((text for text in reversed(top[: column + 1]) if text), "")
    return meaning_of(above) == meaning


def _spread(row: Row) -> list[str]:
    """The first line's texts; a blank or covered cell belongs to the heading on its left."""
    texts: list[str] = []
    for cell in row.cells:
        texts.append(cell.text.strip() or (texts[-1] if texts else ""))
    return texts


def _merged(levels: Sequence[Row]) -> tuple[list[str], list[str | None], list[str]]:
    top, lower = levels[0], levels[1:]
    spread = _spread(top) if lower else [cell.text.strip() for cell in top.cells]
    headings: list[str] = []
    meanings: list[str | None] = []
    leaves: list[str] = []
    for i, cell in enumerate(top.cells):
        below = [own_text(row.cells[i]) for row in lower if own_text(row.cells[i]) not in ("", cell.text.strip())]
        above = spread[i] if below or not cell.origin else cell.text.strip()
        headings.append(" ".join(dict.fromkeys(part for part in (above, *below) if part)))
        meanings.append(_meaning(above, below))
        leaves.append(below[-1] if below else above)
    return headings, meanings, leaves


def _meaning(above: str, below: Sequence[str]) -> str | None:
    if any(is_time_heading(text) for text in below[-1:]) or (not below and is_time_heading(above)):
        return "tick"
    if below and meaning_of(above) == "progress":
        return "progress"  # the states to tick, whatever each is called
    for text in (*reversed(below), above):
        if (meaning := meaning_of(text)) is not None:
            return meaning
    return None


def _settled(meanings: Sequence[str | None], headings: Sequence[str]) -> tuple[str | None, ...]:
    """Meanings told apart by their neighbours: an indicator beside a question is a group, an issue a finding."""
    found = list(meanings)
    if not headings[0].strip() and found[0] is None:
        found[0] = "ordinal"  # an office often leaves the running number's heading blank
    if not {"item", "measure", "finding", "steps"} & set(found) and found.count("responsible") > 1:
        found = ["measure" if key(h) == "งาน" else m for h, m in zip(headings, found, strict=True)]  # no section's name
    unnamed = [i for i, meaning in enumerate(found) if meaning is None and headings[i].strip()]
    if unnamed and _plans_unnamed_work(set(found)):
        found[unnamed[0]] = "item"  # rows must be called by something; reading.py asks a person
    measures = [i for i, meaning in enumerate(found) if meaning == "measure"]
    for i, meaning in enumerate(found):
        if meaning == "item" and measures and i > measures[0] and key(headings[i]).startswith("ตัวชี้วัด"):
            found[i] = "target"  # beside a project the indicator is the project's own
    steps = [i for i, meaning in enumerate(found) if meaning == "steps"]
    if len(steps) > 1 and not measures:
        found[steps[0]] = "measure"
    items = [i for i, meaning in enumerate(found) if meaning == "item"]
    numbered = max((i for i, meaning in enumerate(found) if meaning in ("ordinal", "code")), default=-1)
    for i in items:
        before_its_rows = i < numbered < max((*items, *measures))  # what the number counts stands behind the number
        if (i != items[-1] or before_its_rows) and re.search("ตัวชี้วัด|^ด้าน|องค์ประกอบ", key(headings[i])):
            found[i] = "group"
    asked = [i for i in items if found[i] == "item"]
    for i in asked[1:]:
        if "finding" not in found and re.search("ประเด็น|ต้องปรับปรุง|ต้องพัฒนา", key(headings[i])):
            found[i] = "finding"
    if "ordinal" in found and found.count("ordinal") > 1:
        first = found.index("ordinal")
        found = ["code" if m == "ordinal" and i != first else m for i, m in enumerate(found)]
    return tuple(found)


def _plans_unnamed_work(found: set[str | None]) -> bool:
    """True for a plan whose column of what is to be done has a heading nobody knows."""
    planned = "steps" in found or ("responsible" in found and found & {"period", "monitoring", "tick"})
    return bool(planned) and not found & {"item", "measure", "finding", "name"}


def _kind(meanings: Sequence[str | None]) -> str:
    found = set(meanings)
    if "name" in found and ("position" in found or "telephone" in found) and not found & _CONTENT:
        return STAFF
    if "score" in found and not found & (_CONTENT | _WORK | {"finding"}):
        return SCORES
    if found & _CONTENT or (found & {"item", "finding", "code"} and found & (_WORK | {"tick", "outcome"})):
        return MEASURES
    return OTHER


def _years_as_scores(meanings: tuple[str | None, ...], leaves: Sequence[str]) -> tuple[str | None, ...]:
    """Indicators with nothing but years beside them are told their scores of those years."""
    ticks = [i for i, meaning in enumerate(meanings) if meaning == "tick"]
    if set(meanings) - {"tick", "item", "ordinal", "group", "code", "remark", "score"} or not ticks:
        return meanings
    if not all(_YEAR_HEADING.fullmatch(key(leaves[i])) for i in ticks):
        return meanings
    return tuple("score" if meaning == "tick" else meaning for meaning in meanings)


def header_at(rows: Sequence[Row], at: int, strict: bool = False) -> Header | None:
    """The heading that begins at this row, or None. `strict` asks for a heading that leaves no doubt."""
    if not _reads_as_header(rows[at], strict):
        return None
    levels = [rows[at]]
    top = [own_text(cell) for cell in rows[at].cells]
    while at + len(levels) < len(rows) and len(levels) < 4 and _is_level_below(top, rows[at + len(levels)]):
        levels.append(rows[at + len(levels)])
    headings, meanings, leaves = _merged(levels)
    settled = _years_as_scores(_settled(meanings, headings), leaves)
    return Header(tuple(headings), settled, len(levels), _kind(settled), tuple(leaves))


def repeats(header: Header, row: Row) -> bool:
    """True when the row prints the heading again, spaces and a word or two aside."""
    again = "|".join(key(cell.text) for cell in row.cells)
    once = "|".join(key(text) for text in header.headings)
    if not again.strip("|") or min(len(again), len(once)) * 3 < max(len(again), len(once)) * 2:
        return False  # so different in length that they cannot be alike enough
    return again == once or SequenceMatcher(None, once, again, autojunk=False).ratio() >= ENOUGH_ALIKE


def numbers_columns(row: Row) -> bool:
    """True for the line "(1) (2) (3) …" that some forms print under their heading."""
    numbers = [_COLUMN_NUMBER.fullmatch(key(cell.text)) for cell in row.cells if own_text(cell)]
    values = [int(number.group(1)) for number in numbers if number]
    return len(values) == len(numbers) >= 3 and values == list(range(values[0], values[0] + len(values)))
