"""Physical table rows joined into the rows a human reader counts, with what was carried from above. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from models.codes import find_codes
from tasks.plan import doubts
from tasks.plan.clauses import NOMINAL_YEAR, asked, is_datable
from tasks.plan.document import Cell
from tasks.plan.headers import Header
from tasks.plan.outline import APART, is_list_item, number_of, plain, reads_as_section
from tasks.plan.row_signs import (
    has_parts,
    is_lead_blank,
    is_merged_across,
    key_column,
    lead_columns,
    merged_down,
    names_a_unit,
    number_in,
    own_text,
)
from tasks.plan.trail import Trail
from tasks.plan.unit_headings import is_unit_line
from tasks.plan.walk import BodyRow

# A blank here under a filled first cell is one merged cell for many rows; elsewhere a blank is a blank.
_MERGED_STYLE = ("group", "responsible", "period", "monitoring", "start")
_NAMING = ("item", "measure", "finding", "steps", "code", "group")
# Thai sentences do not end on these words: what follows in the next piece goes on from them.
_UNFINISHED = re.compile(r"(?:และ|หรือ|ที่|เพื่อ|โดย|การ|ให้|ของ|อีกทั้ง|ตาม|ใน|กับ|ต่อ|เป็น|แก่|จาก|เช่น)\s*$")
_DITTO = re.compile(r"(?:[\"'“”″〃]|,,){1,2}|เช่นเดียวกัน|เหมือนกัน|(?:เหมือน|ดัง|ตาม)ข้างต้น")
_DASH = re.compile(r"^[-–—.]{1,3}$")


@dataclass(frozen=True)
class Entry:
    """One row as counted: a text per column, its lines, and which columns were filled from above.

    hidden: the columns that are hidden in the file. group: the headings the row stands under; headings: those that are
    rows of the table itself.
    marks: the first line's cells as they are, for the columns of ticks.
    """

    header: Header
    texts: tuple[str, ...]
    lines: tuple[int, ...]
    carried: frozenset[int] = frozenset()
    hidden: frozenset[int] = frozenset()
    row_hidden: bool = False
    group: str | None = None
    marks: tuple[Cell, ...] = ()
    sheet: str | None = None
    headings: tuple[str, ...] = ()

    def text(self, *meanings: str) -> str:
        """The columns of these meanings, each named when there are several with something in them."""
        filled = [i for i in self.header.columns(*meanings) if self.texts[i]]
        if len(filled) == 1:
            return self.texts[filled[0]]
        return "\n".join(f"{self.header.leaves[i]}: {self.texts[i]}" for i in filled)


@dataclass
class _Open:
    body: BodyRow
    texts: list[str]
    lines: list[int]
    carried: set[int]
    group: str | None
    headings: tuple[str, ...] = ()

    def closed(self) -> Entry:
        texts = tuple("" if _DASH.match(text) else text for text in self.texts)
        carried = frozenset(i for i in self.carried if texts[i])
        cells = self.body.row.cells
        row_hidden = all(cell.hidden for cell in cells)
        hidden = frozenset() if row_hidden else frozenset(i for i, cell in enumerate(cells) if cell.hidden)
        return Entry(
            self.body.header,
            texts,
            tuple(self.lines),
            carried,
            hidden,
            row_hidden,
            self.group,
            cells,
            self.body.sheet,
            self.headings,
        )


@dataclass
class _Joiner:
    entries: list[_Open] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    section: str | None = None
    trail: Trail = field(default_factory=Trail)
    heading_rows: dict[str, _Open] = field(default_factory=dict)  # by number: their party holds for their parts

    def add(self, body: BodyRow, following: BodyRow | None) -> None:
        texts = [own_text(cell) for cell in body.row.cells]
        if body.section != self.section:
            self.section, self.heading_rows = body.section, {}
            self.trail.clear()
        if self._is_heading(body, texts, following):
            self._enter_heading(body, texts)
        elif self.entries and self._continues(body, texts):
            self._append(body, texts)
        elif not any(texts[i] for i in range(len(texts)) if body.header.meanings[i] != "ordinal"):
            words = " | ".join(plain(cell.text) for cell in body.row.cells if cell.text)
            self.notes.append(doubts.line_not_understood(body.row.line, words))
        else:
            self._open(body, texts)

    def _is_heading(self, body: BodyRow, texts: list[str], following: BodyRow | None) -> bool:
        """A row that only names what the next rows are about: merged across, or one text before numbered parts."""
        if is_merged_across(body) or names_a_unit(body, texts):
            return True
        header = body.header
        filled = [i for i, text in enumerate(texts) if text and header.meanings[i] != "ordinal"]
        naming = [i for i in filled if header.meanings[i] in _NAMING]
        if len({texts[i] for i in naming}) != 1 or naming[0] > 2 or len(texts) < 3:
            return False
        if has_parts(number_in(body, texts), following):
            return all(header.meanings[i] in (*_NAMING, "responsible", "budget", "target") for i in filled)
        alone = filled == naming and not any(not cell.origin and cell.text for cell in body.row.cells)
        text = texts[naming[0]]
        return alone and not is_lead_blank(body, texts) and not find_codes(text).codes and reads_as_section(text)

    def _enter_heading(self, body: BodyRow, texts: list[str]) -> None:
        naming = [text for i, text in enumerate(texts) if text and body.header.meanings[i] in _NAMING]
        text = next(iter((*naming, *filter(None, texts))), plain(body.row.cells[0].text))
        number = number_in(body, texts)
        self.trail.enter(text, number)
        own = [""] * len(texts) if is_merged_across(body) else texts
        outer = self.heading_rows.get(number.rpartition(".")[0])
        outer = outer if outer and outer.body.header.meanings == body.header.meanings else None
        told = [text or (outer.texts[i] if outer else "") for i, text in enumerate(own)]
        self.heading_rows = {} if outer is None else self.heading_rows
        self.heading_rows[number] = _Open(body, told, [body.row.line], set(), self._label())
        self.notes.append(doubts.heading_not_measure(body.row.line, text))

    def _label(self) -> str | None:
        return " › ".join(part for part in (self.section, self.trail.label()) if part) or None

    def _continues(self, body: BodyRow, texts: list[str]) -> bool:
        """A blank first cell goes on with the measure above, unless the row brings its own work and party."""
        last = self.entries[-1]
        if last.body.header.meanings != body.header.meanings:
            return False
        merged = merged_down(body)
        key = key_column(body.header)
        if key in merged:
            return True
        if merged & lead_columns(body.header):
            return not texts[key]
        if not is_lead_blank(body, texts):
            return self._ordinal_missing(body, texts)
        return body.cut or not self._brings_own(body, texts)

    def _ordinal_missing(self, body: BodyRow, texts: list[str]) -> bool:
        """A numbered table's row without its number goes on, when it brings no party and no date of its own."""
        ordinals = body.header.columns("ordinal")
        if not ordinals or texts[ordinals[0]] or not self.entries[-1].texts[ordinals[0]]:
            return False
        main = next((i for i in body.header.columns(*_NAMING) if texts[i]), None)
        if main is None or find_codes(texts[main]).codes or "." in number_of(texts[main]):
            return False
        party = any(texts[i] for i in body.header.columns("responsible", "group", "tick"))
        return not party and not self._has_own_deadline(body, texts)

    def _brings_own(self, body: BodyRow, texts: list[str]) -> bool:
        last = self.entries[-1].texts
        work = [i for i in body.header.columns("measure") if texts[i] and i not in lead_columns(body.header)]
        party = [i for i in body.header.columns("responsible", "period", "monitoring") if texts[i] and last[i]]
        return bool(work and party) and not any(_UNFINISHED.search(last[i]) for i in (*work, *party))

    def _append(self, body: BodyRow, texts: list[str]) -> None:
        last = self.entries[-1]
        apart = not body.cut and self._has_own_deadline(body, texts)
        self._note_party(body, texts, apart)
        for i, text in enumerate(texts):
            if not text:
                continue
            fresh = not last.texts[i] or i in last.carried
            promises = apart and body.header.meanings[i] in ("steps", "period", "monitoring")
            last.texts[i] = text if fresh else _sentence(last.texts[i], text, promises)
            last.carried.discard(i)
        last.lines.append(body.row.line)

    def _note_party(self, body: BodyRow, texts: list[str], apart: bool) -> None:
        """Told where one step of several names a unit of its own; the measure is then everybody's."""
        points = apart or any(is_list_item(texts[i]) for i in body.header.columns("steps", "measure"))
        for i in body.header.columns("responsible") if points and not body.cut else ():
            if self.entries[-1].texts[i] not in ("", texts[i]) and is_unit_line(texts[i]):
                self.notes.append(doubts.part_has_own_party(body.row.line, texts[i]))

    def _has_own_deadline(self, body: BodyRow, texts: list[str]) -> bool:
        """True when a date stands both here and above: a point of its own, not a line wrapped in mid-sentence."""
        dates = [(self.entries[-1].texts[i], texts[i]) for i in body.header.columns("period", "monitoring")]
        return any(above and text and _is_dated(above) and _is_dated(text) for above, text in dates)

    def _open(self, body: BodyRow, texts: list[str]) -> None:
        self.trail.pass_row(number_in(body, texts))
        group = self._label()
        above = self._above(body, group)
        carried = self._carry(body, texts, above)
        headings = tuple(label for _, label in self.trail.steps)
        self.entries.append(_Open(body, texts, [body.row.line], carried, group, headings))

    def _carry(self, body: BodyRow, texts: list[str], above: _Open | None) -> set[int]:
        """Fills the cells that are merged with those above; which ones."""
        merged = merged_down(body)
        lead = frozenset() if any(texts[i] for i in lead_columns(body.header)) else lead_columns(body.header)
        merged_style = [m for m in _MERGED_STYLE if not any(texts[i] for i in body.header.columns(m))]
        carried = set()
        for i, meaning in enumerate(body.header.meanings):
            ditto = above is not None and bool(_DITTO.fullmatch(texts[i]))
            if texts[i] and not ditto:
                continue
            if i in merged:
                texts[i] = plain(body.row.cells[i].text)
            elif above and (ditto or i in lead or meaning in merged_style):
                texts[i] = above.texts[i]
            else:
                continue
            carried.add(i)
        return carried

    def _above(self, body: BodyRow, group: str | None) -> _Open | None:
        """The row whose merged cells reach down to this one: the last of its group, or the group's heading row."""
        for row in (*self.entries[-1:], *reversed(self.heading_rows.values())):
            if row.group == group and row.body.header.meanings == body.header.meanings:
                return row
        return None


def _is_dated(text: str) -> bool:
    return is_datable(asked(text, NOMINAL_YEAR))


def _sentence(before: str, after: str, apart: bool) -> str:
    """Two pieces of one cell: a point of its own stands apart, anything else goes on with the sentence."""
    if apart:
        return f"{before}{APART}{after}"
    return f"{before}\n{after}" if is_list_item(after) or _begins_item(after) else f"{before} {after}"


def _begins_item(text: str) -> bool:
    """True for a piece that opens with a code: the next of the items its cell lists."""
    reading = find_codes(text)
    return bool(reading.raw) and text.startswith(reading.raw[0])


def join(rows: Sequence[BodyRow]) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """The rows as counted, and a sentence for each line that was no measure."""
    joiner = _Joiner()
    for at, body in enumerate(rows):
        joiner.add(body, rows[at + 1] if at + 1 < len(rows) else None)
    return tuple(entry.closed() for entry in joiner.entries), tuple(joiner.notes)
