"""Comma, semicolon, tab or pipe separated values as tables between blank rows. Pure."""

import csv
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from tasks.plan.bounds import check_cells
from tasks.plan.document import Document, Paragraph, Row, Table
from tasks.plan.grid import extent, filled, is_rule, overfull, table, text_row

_SEPARATORS = ",;\t|"
_SAMPLE = 300  # lines that decide the separator
_LONGEST_CELL = 100  # line breaks in one cell; more means a quote that was never closed
_STRAY_QUOTE = "พบเครื่องหมายคำพูดที่ไม่ปิด จึงอ่านไฟล์ทีละบรรทัด โปรดตรวจช่องที่มีหลายบรรทัด"

_Fields = tuple[int, list[str]]


def parse_csv(text: str) -> Document:
    """Rows in order; blank rows part the tables, and single cells above a table are its title lines.

    Raises SourceError for more cells than a plan can have.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    check_cells(sum(text.count(separator) for separator in _SEPARATORS))
    separator, first = _declared(lines)
    separator = separator or _sniffed(lines[first : first + _SAMPLE])
    fields, doubts = _fields(lines[first:], separator, first)
    rows = [text_row(cells, line) for line, cells in fields]
    width = max((extent(row) for row in rows), default=0)
    check_cells(width * len(rows))
    blocks: list[Paragraph | Table] = []
    for blank, group in groupby(rows, key=lambda row: extent(row) == 0):
        if not blank:
            members = list(group)
            blocks += _blocks(members, width, goes_on=any(isinstance(block, Table) for block in blocks))
            doubts += overfull([row for row in members if len(row.cells) > 1])
    return Document(tuple(blocks), doubts)


def _declared(lines: Sequence[str]) -> tuple[str | None, int]:
    """Excel's own first line "sep=;" names the separator and is no data."""
    head = lines[0].strip().strip('"').lower() if lines[0].strip() else ""
    return (lines[0].strip().strip('"')[4], 1) if head.startswith("sep=") and len(head) == 5 else (None, 0)


def _sniffed(lines: Sequence[str]) -> str:
    return max(_SEPARATORS, key=lambda separator: _fit(lines, separator))


def _fit(lines: Sequence[str], separator: str) -> int:
    """How many cells the separator yields in rows of its commonest width."""
    rows, _ = _fields(lines, separator, 0)
    widths = Counter(len(cells) for _, cells in rows if len(cells) > 1)
    return max(((width - 1) * times for width, times in widths.items()), default=0)


def _fields(lines: Sequence[str], separator: str, offset: int) -> tuple[list[_Fields], tuple[str, ...]]:
    """The cells of every row with its first line's number; a stray quote is read as a letter."""
    try:
        rows = _read(lines, separator, offset)
    except csv.Error:
        rows = []
    if rows and all(cell.count("\n") < _LONGEST_CELL for _, cells in rows for cell in cells):
        return rows, ()
    return [(offset + n, line.split(separator)) for n, line in enumerate(lines, 1)], (_STRAY_QUOTE,)


def _read(lines: Sequence[str], separator: str, offset: int) -> list[_Fields]:
    reader = csv.reader((line + "\n" for line in lines), delimiter=separator)
    rows: list[_Fields] = []
    line = 0
    for cells in reader:
        rows.append((offset + line + 1, cells))
        line = reader.line_num
    return rows


def _blocks(rows: list[Row], width: int, goes_on: bool) -> list[Paragraph | Table]:
    """goes_on: a table stands above, so a cell beyond the first column is its next line and no title."""
    kept = [row for row in rows if not is_rule([cell.text for cell in row.cells])]
    first = next((n for n, row in enumerate(kept) if filled(row) > 1 or (goes_on and not row.cells[0].text)), len(kept))
    last = max((n for n, row in enumerate(kept, 1) if len(row.cells) > 1), default=0)
    body = kept[first : max(first, last)]
    titles = [_paragraph(row) for row in kept[:first]]
    notes = [_paragraph(row) for row in kept[max(first, last) :]]
    return [*titles, *([table(body, width=width)] if body else []), *notes]


def _paragraph(row: Row) -> Paragraph:
    return Paragraph(" ".join(cell.text for cell in row.cells if cell.text), row.line)
