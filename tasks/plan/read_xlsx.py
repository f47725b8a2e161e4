"""Excel workbooks as blocks: every sheet's cells as shown, with merges, hidden parts and real dates."""

import io
import re
import warnings
import zipfile
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from html import unescape
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

from tasks.plan.archive import checked
from tasks.plan.document import Cell, Document, Row, Table
from tasks.plan.grid import clean, table
from tasks.plan.markup import check_size
from tasks.plan.sheet_values import shown

_SHAPE_TEXT = re.compile(rb"<a:t[^<>]*>([^<]*)</a:t>")
_FORMULA = re.compile(rb"<(?:[a-z]+:)?f[ >/]")
_WIDEST = 256  # a sheet with text further right has stray cells; then only its filled columns are kept
_LONGEST_NOTE = 500
# Excel takes "31/12/69" for 1969: the writer meant พ.ศ. 2569.
_TYPED_SHORT = range(1957, 2000)

_Place = tuple[int, int]


def read_xlsx(data: bytes) -> Document:
    """Each sheet as tables parted by blank rows, lines being sheet rows. Raises SourceError for a bad archive."""
    archive = checked(data, ".xlsx", "xl/")
    check_size(archive)
    blocks: list[Table] = []
    doubts = list(_shapes(archive))
    uncached = _uncached(data) if _has_formulas(archive) else {}
    for sheet in _workbook(data, computed=True).worksheets:
        blocks += _tables(sheet)
        doubts += _doubts(sheet, uncached.get(sheet.title, []))
    return Document(tuple(blocks), tuple(doubts))


def _workbook(data: bytes, computed: bool) -> Any:
    """openpyxl warns of every Excel extra it leaves out (drop-down lists, colour rules); none of them is text."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(data), data_only=computed, keep_links=False)


def _has_formulas(archive: zipfile.ZipFile) -> bool:
    names = [name for name in archive.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml")]
    return any(_FORMULA.search(archive.read(name)) for name in names)


def _uncached(data: bytes) -> dict[str, list[_Place]]:
    """Where each sheet computes a value; places that show none were never computed."""
    sheets = _workbook(data, computed=False).worksheets
    return {sheet.title: [at for at, cell in sheet._cells.items() if cell.data_type == "f"] for sheet in sheets}


def _shapes(archive: zipfile.ZipFile) -> Iterator[str]:
    """Text in boxes lies over the cells, so it has no place in a table."""
    for name in archive.namelist():
        if name.startswith("xl/drawings/drawing"):
            parts = (unescape(part.decode("utf-8", "replace")) for part in _SHAPE_TEXT.findall(archive.read(name)))
            text = clean(" ".join(parts))
            if text:
                yield f"ข้อความในกล่องข้อความไม่ได้นำเข้า: {text[:_LONGEST_NOTE]}"


def _tables(sheet: Any) -> list[Table]:
    """The rows that hold text, parted where a row between two of them is blank and under no merge."""
    texts = {at: text for at, cell in sheet._cells.items() if (text := clean(shown(cell.value, cell.number_format)))}
    lines = sorted({row for row, _ in texts})
    last = max((column for _, column in texts), default=0)
    columns = range(1, last + 1) if last <= _WIDEST else sorted({column for _, column in texts})
    covered, bridges = _covered(sheet, texts, lines, columns)
    hidden_columns = _hidden_columns(sheet)
    parts: list[list[Row]] = []
    for n, line in enumerate(lines):
        if n == 0 or (line > lines[n - 1] + 1 and not any(a <= lines[n - 1] and line <= b + 1 for a, b in bridges)):
            parts.append([])
        hidden = _is_hidden(sheet, line)
        cells = (_cell(texts, covered, (line, n), hidden or n in hidden_columns) for n in columns)
        parts[-1].append(Row(tuple(cells), line))
    return [table(rows, sheet.title, width=len(columns)) for rows in parts]


def _is_hidden(sheet: Any, line: int) -> bool:
    dimensions = sheet.row_dimensions
    return sheet.sheet_state != "visible" or (line in dimensions and bool(dimensions[line].hidden))


def _cell(texts: dict[_Place, str], covered: dict[_Place, str], at: _Place, hidden: bool) -> Cell:
    if at in covered:
        return Cell(covered[at], origin=False, hidden=hidden)
    return Cell(texts.get(at, ""), hidden=hidden)


def _covered(
    sheet: Any, texts: dict[_Place, str], lines: Sequence[int], columns: Sequence[int]
) -> tuple[dict[_Place, str], set[tuple[int, int]]]:
    """Places under a merge with its origin's text, and the (first, last) rows of merges that go down."""
    covered: dict[_Place, str] = {}
    bridges: set[tuple[int, int]] = set()
    for merge in sheet.merged_cells.ranges:
        origin = (merge.min_row, merge.min_col)
        if origin not in texts:
            continue
        if merge.max_row > merge.min_row:
            bridges.add((merge.min_row, merge.max_row))
        down = lines[bisect_left(lines, merge.min_row) : bisect_right(lines, merge.max_row)]
        across = columns[bisect_left(columns, merge.min_col) : bisect_right(columns, merge.max_col)]
        covered.update(((row, column), texts[origin]) for row in down for column in across)
        covered.pop(origin)
    return covered, bridges


def _hidden_columns(sheet: Any) -> frozenset[int]:
    hidden = [d for d in sheet.column_dimensions.values() if d.hidden]
    return frozenset(n for d in hidden if d.min and d.max for n in range(d.min, d.max + 1))


def _doubts(sheet: Any, formulas: list[_Place]) -> Iterator[str]:
    cells = sheet._cells
    if sheet.sheet_state != "visible" and any(cell.value is not None for cell in cells.values()):
        yield f"แผ่นงาน “{sheet.title}” ถูกซ่อนไว้ในไฟล์ โปรดตรวจว่าต้องการนำเข้าด้วยหรือไม่"
    for at in formulas:
        if at not in cells or cells[at].value is None:
            name = f"{sheet.title}!{get_column_letter(at[1])}{at[0]}"
            yield f"ช่อง {name} เป็นสูตรที่ยังไม่มีผลลัพธ์ โปรดเปิดใน Excel แล้วบันทึกใหม่"
    for _, cell in sorted(cells.items()):
        for doubt in _cell_doubts(cell):
            yield f"ช่อง {sheet.title}!{cell.coordinate} {doubt}"


def _cell_doubts(cell: Any) -> Iterator[str]:
    if cell.data_type == "e" and cell.value is not None:
        yield f"แสดงข้อผิดพลาด {cell.value} โปรดแก้ในไฟล์"
    if cell.comment is not None:
        yield f"มีความเห็นแนบ: {clean(str(cell.comment.text))[:_LONGEST_NOTE]}"
    if cell.data_type == "d" and getattr(cell.value, "year", None) in _TYPED_SHORT:
        yield f"เป็นวันที่ในปี ค.ศ. {cell.value.year} โปรดตรวจว่าตั้งใจพิมพ์ปี พ.ศ. หรือไม่"
