"""Draws a report as a workbook: check sheet, report, scores and evidence each on a sheet, ready to print."""

import io
from collections.abc import Iterable, Sequence
from itertools import groupby

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from tasks.reports.layout import Block, Column, Layout, PlainTable, Row
from tasks.reports.safe import FORMULA, writable
from tasks.reports.sheet_rows import HIGHEST, LINE, fitting, height_of, lines_of, page_ends, spans

FONT = "TH Sarabun New"
SHEETS = ("ใบตรวจ", "รายงาน", "คะแนน", "หลักฐาน")
EVIDENCE = PlainTable("", ("ข้อ", "หลักฐาน", "วันที่และค่าตรวจสอบ"), (350, 350, 300), ())
_BREADTH = 150  # a landscape page in Excel's units of breadth, over which the columns share
_LONGEST = 32_000  # letters; a cell holds 32,767
_CUT = " … (ข้อความยาวเกินช่องของ Excel อ่านต่อในไฟล์ Word หรือ PDF)"
_RULE = Side(style="thin", color="808080")
_RULED = Border(left=_RULE, right=_RULE, top=_RULE, bottom=_RULE)
_SHADE = PatternFill("solid", start_color="E7EDF3")


def write_xlsx(layout: Layout) -> bytes:
    """The whole file. Every cell is text, whatever it begins with; pictures are named, not shown."""
    book = Workbook()
    sheets = [book.active, *(book.create_sheet() for _ in SHEETS[1:])]
    for sheet, name in zip(sheets, SHEETS, strict=True):
        sheet.title = name
    _check(_Sheet(sheets[0]), layout)
    _report(_Sheet(sheets[1]), layout)
    if layout.scores:
        _scores(_Sheet(sheets[2]), layout.scores)
    else:
        book.remove(sheets[2])
    _evidence(_Sheet(sheets[3]), layout)
    book.active = 1
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = sheet.title == SHEETS[1]
    book.properties.creator = ""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


class _Sheet:
    """Rows written from the top; every text is wrapped, every page fits the paper's breadth."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet, self.line = sheet, 0
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.print_options.horizontalCentered = True
        sheet.page_margins.left = sheet.page_margins.right = 0.4  # inches
        sheet.page_margins.top = sheet.page_margins.bottom = 0.6
        sheet.page_margins.header = sheet.page_margins.footer = 0.3
        sheet.oddFooter.center.text = "&P/&N"

    def set_widths(self, widths: Iterable[float]) -> None:
        """Column widths in letters."""
        for n, width in enumerate(widths, 1):
            self.sheet.column_dimensions[get_column_letter(n)].width = width

    def width(self, first: int, last: int) -> float:
        """The breadth of some columns in letters."""
        widths = (float(self.sheet.column_dimensions[get_column_letter(n)].width) for n in range(first, last + 1))
        return sum(widths)

    def put(self, column: int, text: str, *, bold: bool = False, centred: bool = False, size: int = 14) -> SheetCell:
        """A text in the present row."""
        cell = self.sheet.cell(self.line, column)
        words = writable(text)
        words = words if len(words) <= _LONGEST else words[:_LONGEST] + _CUT
        cell.value = words or None
        if words:
            cell.data_type = "s"  # openpyxl takes "=…" for a formula
            cell.quotePrefix = words.startswith(FORMULA)  # and Excel would when the cell is edited
        cell.font = Font(name=FONT, size=size, bold=bold)
        cell.alignment = Alignment(
            wrap_text=True, vertical="center" if centred else "top", horizontal="center" if centred else "left"
        )
        return cell

    def across(self, text: str, columns: int, *, bold: bool = False, centred: bool = False, size: int = 14) -> None:
        """A line of its own, merged over the table's breadth."""
        self.line += 1
        self.put(1, text, bold=bold, centred=centred, size=size)
        if columns > 1:
            self.sheet.merge_cells(start_row=self.line, end_row=self.line, start_column=1, end_column=columns)
        self.sheet.row_dimensions[self.line].height = height_of(text, self.width(1, columns))

    def give_height(self, texts: Sequence[str]) -> None:
        """The present row as high as the highest of its cells."""
        heights = [height_of(text, self.width(n, n)) for n, text in enumerate(texts, 1) if text]
        self.sheet.row_dimensions[self.line].height = max(heights, default=LINE)

    def heading(self, texts: Sequence[str]) -> None:
        """A table's heading."""
        self.line += 1
        for n, text in enumerate(texts, 1):
            cell = self.put(n, text, bold=True, centred=True)
            cell.border, cell.fill = _RULED, _SHADE
        self.give_height(texts)

    def row(self, texts: Sequence[str]) -> None:
        """A table's row."""
        self.line += 1
        for n, text in enumerate(texts, 1):
            self.put(n, text).border = _RULED
        self.give_height(texts)


def _check(page: _Sheet, layout: Layout) -> None:
    sheet = layout.check
    page.set_widths(_BREADTH * width / 1000 for width in sheet.table.widths)
    columns = len(sheet.table.columns)
    page.across(sheet.title, columns, bold=True, centred=True, size=16)
    for n, text in enumerate(sheet.lines):
        page.across(text, columns, bold=n == 0)
    if sheet.table.rows:
        page.heading(sheet.table.columns)
        for row in sheet.table.rows:
            page.row(row)
    for text in (sheet.notes_heading, *sheet.notes) if sheet.notes else ():
        page.across(text, columns)
    page.across(sheet.end, columns, centred=True)


def _report(page: _Sheet, layout: Layout) -> None:
    widest = max((block.columns for block in layout.blocks), key=len, default=())
    page.set_widths(max(4.0, _BREADTH * column.width / 1000) for column in widest)
    for text in layout.title:
        page.across(text, max(1, len(widest)), bold=True, centred=True, size=16)
    for text in layout.lead:
        page.across(text, max(1, len(widest)))
    tables = []
    for block in layout.blocks:
        page.line += 1
        begins = page.line
        for one in block.above:
            page.across(one.text, len(block.columns), bold=one.strong)
        top = page.line + 1
        _headings(page, block.columns)
        if len(layout.blocks) == 1:
            page.sheet.print_title_rows = f"{top}:{page.line}"
        tables.append((begins - 1, page.line))
        _rows(page, block)
    heights = [page.sheet.row_dimensions[n].height or LINE for n in range(1, page.line + 1)]
    for at in page_ends(heights, tables):
        page.sheet.row_breaks.append(Break(id=at + 1))


def _rows(page: _Sheet, block: Block) -> None:
    first = page.line + 1
    rows = fitting(block.rows, [page.width(n, n) for n in range(1, len(block.columns) + 1)])
    for row in rows:
        if row.heading:
            page.row([row.heading] + [""] * (len(block.columns) - 1))
            page.sheet.merge_cells(
                start_row=page.line, end_row=page.line, start_column=1, end_column=len(block.columns)
            )
            page.sheet.cell(page.line, 1).font = Font(name=FONT, size=14, bold=True)
            page.sheet.row_dimensions[page.line].height = height_of(row.heading, _BREADTH)
        else:
            page.row(["" if cell.covered else cell.text for cell in row.cells])
    _merge_down(page, rows, first)


def _headings(page: _Sheet, columns: Sequence[Column]) -> None:
    if not any(column.over for column in columns):
        page.heading([column.heading for column in columns])
        return
    page.heading([column.over or column.heading for column in columns])
    page.heading([column.heading if column.over else "" for column in columns])
    at = 1
    for over, group in groupby(columns, key=lambda column: column.over):
        count = len(list(group))
        top, sheet = page.line - 1, page.sheet
        if over and count > 1:
            sheet.merge_cells(start_row=top, end_row=top, start_column=at, end_column=at + count - 1)
        for n in range(at, at + count) if not over else ():
            sheet.merge_cells(start_row=top, end_row=page.line, start_column=n, end_column=n)
        at += count


def _merge_down(page: _Sheet, rows: Sequence[Row], first: int) -> None:
    """Cells that lie under the one above are merged with it; their rows together get the height its text needs."""
    merged = list(spans(rows))
    starts = {(start, column) for start, _, column in merged}
    for at in {at for start, end, _ in merged for at in range(start, end)}:
        page.line = first + at
        alone = ["" if cell.covered or (at, n) in starts else cell.text for n, cell in enumerate(rows[at].cells)]
        page.give_height(alone)
    page.line = first + len(rows) - 1
    for start, end, column in merged:
        page.sheet.merge_cells(
            start_row=first + start, end_row=first + end - 1, start_column=column + 1, end_column=column + 1
        )
        lines = [page.sheet.row_dimensions[first + at] for at in range(start, end)]
        needed = LINE * lines_of(rows[start].cells[column].text, page.width(column + 1, column + 1))
        more = max(0.0, needed - sum(line.height for line in lines)) / len(lines)
        for line in lines:
            line.height = min(HIGHEST, line.height + more)


def _scores(page: _Sheet, scores: PlainTable) -> None:
    page.set_widths(_BREADTH / 2 * width / 1000 for width in scores.widths)
    page.across(scores.heading, len(scores.columns), bold=True)
    if scores.rows:
        page.heading(scores.columns)
        for row in scores.rows:
            page.row(row)
    for text in scores.lines:
        page.across(text, len(scores.columns))


def _evidence(page: _Sheet, layout: Layout) -> None:
    page.set_widths(_BREADTH * width / 1000 for width in EVIDENCE.widths)
    page.across(layout.annex.title, len(EVIDENCE.columns), bold=True, centred=True, size=16)
    if not layout.annex.proofs:
        page.across(layout.annex.none, len(EVIDENCE.columns))
        return
    page.heading(EVIDENCE.columns)
    page.sheet.print_title_rows = f"{page.line}:{page.line}"
    for proof in layout.annex.proofs:
        page.row((proof.label, proof.what, "\n".join(proof.facts)))
        if proof.url and len(proof.url) <= 2000:  # Excel knows no longer link
            page.sheet.cell(page.line, 2).hyperlink = proof.url
