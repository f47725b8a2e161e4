"""A plan file gone through from top to bottom: which row belongs to which heading, and what stands between. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tasks.plan import doubts
from tasks.plan.document import Document, Paragraph, Row, Table
from tasks.plan.headers import (
    MEASURES,
    OTHER,
    SCORES,
    STAFF,
    Header,
    header_at,
    is_blank,
    numbers_columns,
    own_text,
    repeats,
)
from tasks.plan.outline import (
    is_note,
    is_outer_section,
    is_page_mark,
    is_signature,
    is_total,
    number_of,
    plain,
)
from tasks.plan.unit_headings import is_unit_line

_CAPTION = re.compile(r"^\s*(?:ตาราง|หน่วย\s*[:：])")  # between a section's heading and its table
_NAMES_ROWS = ("ordinal", "item", "code", "measure", "group", None)
_TITLE_ROWS = 15  # how far down a sheet's heading may stand below its title block


@dataclass(frozen=True)
class BodyRow:
    """One physical row under a heading. cut: the first row of a new piece of the same table (a page break)."""

    header: Header
    row: Row
    section: str | None
    cut: bool
    sheet: str | None = None


@dataclass
class Walk:
    """What was met on the way; `texts` are the lines outside tables, title rows of sheets included."""

    measures: list[BodyRow] = field(default_factory=list)
    scores: list[BodyRow] = field(default_factory=list)
    headers: list[Header] = field(default_factory=list)
    texts: list[Paragraph] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    legend: list[str] = field(default_factory=list)
    header: Header | None = None
    section: str | None = None
    sheet: str | None = None
    pending: list[Paragraph] = field(default_factory=list)

    def paragraph(self, paragraph: Paragraph) -> None:
        """A line outside the tables."""
        text = plain(paragraph.text)
        if not text:
            return
        self.texts.append(Paragraph(text, paragraph.line, paragraph.heading, self.sheet))
        if not is_page_mark(text):
            self.pending.append(self.texts[-1])
        if is_note(text) or "=" in text:
            self.legend.append(text)

    def table(self, table: Table) -> None:
        """One run of rows: a new table, or the next piece of the one before."""
        rows, self.sheet = table.rows, table.name
        fits = self.header is not None and len(self.header.headings) == len(rows[0].cells)
        start = self._start(rows, fits)
        self._titles(rows[: start or 0])
        named = self._enter_section()
        if start is None and all(_is_line(row) for row in rows) and not (fits and self._goes_on_first()):
            self._titles(rows)  # a title block or a section's heading with a blank row below it
            return
        if start is None and not fits:
            self.notes.append(doubts.table_not_understood(rows[0].line, _words(rows[0])))
            return
        at, cut, signed = start or 0, True, False
        while at < len(rows):
            found = self._header_here(rows, at, start)
            if found is not None:
                named = self._enter_section() or (named and at == start)
                self._take_header(found, named)
                at, signed = at + found.rows, False
                continue
            signed = signed or self._ends_table(rows[at])
            if not signed and self._is_prose(rows, at):
                self.paragraph(Paragraph(_words(rows[at]), rows[at].line))
            elif not signed and not self._passes(rows[at]):
                self._enter_section()
                self._take(rows[at], cut)
                cut = False
            at += 1

    def _goes_on_first(self) -> bool:
        """True when the first column holds long texts, whose next piece may stand alone in its row."""
        return self.header is not None and self.header.meanings[0] not in _NAMES_ROWS

    def _is_prose(self, rows: Sequence[Row], at: int) -> bool:
        """True for a line of text between the tables of one sheet: after a blank row or another such line."""
        if not _is_line(rows[at]) or self.header is None:
            return False
        if self.header.kind != MEASURES:
            return True
        if self._goes_on_first():
            return False
        return at > 0 and (is_blank(rows[at - 1]) or bool(self.pending))

    def _start(self, rows: Sequence[Row], fits: bool) -> int | None:
        """Where the heading of this piece stands, under its title rows; None when it prints none."""
        for at in range(min(len(rows), _TITLE_ROWS)):
            if at and _filled(rows[at - 1]) > 2:
                return None  # a row of several cells above is data, not a title
            if (self.header and fits and repeats(self.header, rows[at])) or header_at(rows, at, strict=fits):
                return at
        return None

    def _titles(self, rows: Sequence[Row]) -> None:
        for row in rows:
            self.paragraph(Paragraph(_words(row), row.line))

    def _enter_section(self) -> bool:
        """The heading straight above a table is the section its rows belong to; False when there is none."""
        pending, self.pending = self.pending, []
        while pending and _CAPTION.match(pending[-1].text):
            pending.pop()
        above = pending[-1].text if pending else ""
        if not (is_outer_section(above) or is_unit_line(above)) or _ends_a_list(pending):
            return False
        self.section = above[1:-1].strip() if above.startswith("(") and above.endswith(")") else above
        return True

    def _header_here(self, rows: Sequence[Row], at: int, start: int | None) -> Header | None:
        fits = self.header is not None and len(self.header.headings) == len(rows[at].cells)
        if self.header and fits and repeats(self.header, rows[at]):
            return header_at(rows, at, strict=True) or replace(self.header, rows=1)
        if at == start:
            return header_at(rows, at, strict=fits)
        return header_at(rows, at, strict=True) if at and _filled(rows[at - 1]) <= 2 else None

    def _take_header(self, found: Header, named: bool) -> None:
        if self.header is not None and found.meanings == self.header.meanings:
            return
        if self.header is not None and not named:
            self.section = None
        self.header = found
        self.headers.append(found)
        if found.kind == STAFF:
            self.notes.append(doubts.staff_list())
        if found.kind == OTHER:
            self.notes.append(doubts.table_without_measures(" · ".join(found.headings)))

    def _ends_table(self, row: Row) -> bool:
        texts = list(dict.fromkeys(own_text(cell) for cell in row.cells if own_text(cell)))
        signed = bool(texts) and len(texts) <= 3 and any(is_signature(text) for text in texts)
        if signed:
            self.notes.append(doubts.outside(row.line, _words(row)))
        return signed

    def _passes(self, row: Row) -> bool:
        """True for rows that carry no measure: blank, column numbers, totals, remarks."""
        if is_blank(row) or numbers_columns(row):
            return True
        texts = [own_text(cell) for cell in row.cells if own_text(cell)]
        if texts and is_total(texts[0]):
            self.notes.append(doubts.total_dropped(row.line, _words(row)))
            return True
        if len(set(texts)) == 1 and (is_note(texts[0]) or is_page_mark(texts[0])):
            if is_note(texts[0]):
                self.legend.append(plain(texts[0]))
                self.notes.append(doubts.outside(row.line, _words(row)))
            return True
        return False

    def _take(self, row: Row, cut: bool) -> None:
        if self.header is None or self.header.kind in (STAFF, OTHER):
            return
        body = BodyRow(self.header, row, self.section, cut, self.sheet)
        (self.scores if self.header.kind == SCORES else self.measures).append(body)


def _words(row: Row) -> str:
    texts = dict.fromkeys(plain(cell.text) for cell in row.cells if cell.text.strip())
    return " | ".join(texts).replace("\n", " ")


def _is_line(row: Row) -> bool:
    """True for a row of one text that begins in the first column."""
    return _filled(row) == 1 and bool(own_text(row.cells[0]))


def _filled(row: Row) -> int:
    return len({own_text(cell) for cell in row.cells} - {""})


def _ends_a_list(paragraphs: Sequence[Paragraph]) -> bool:
    """True when the line above the table is the last of several points rather than a heading."""
    numbers = [number_of(paragraph.text) for paragraph in paragraphs[-2:]]
    return len(numbers) == 2 and all(numbers) and numbers[0].count(".") == numbers[1].count(".")


def walk(document: Document) -> Walk:
    """Goes through the blocks once."""
    found = Walk()
    for block in document.blocks:
        if isinstance(block, Paragraph):
            found.paragraph(block)
        elif block.rows:
            found.table(block)
    return found
