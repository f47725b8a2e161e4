"""How the blind plan documents are written to files of each kind, and how what was read is told field by field."""

import html
import io
from dataclasses import dataclass
from datetime import date
from typing import Any

import docx
import openpyxl

SPAN = "<"
DOWN = "^"


@dataclass(frozen=True)
class Want:
    """What a careful person reads off one measure; due and executive as month-ends ("12 3") or ISO dates."""

    title: str
    codes: str = ""
    units: str = ""
    sections: str = ""
    all_units: bool = False
    collector: str | None = None
    others: bool = False
    people: tuple[str, ...] = ()
    due: str = ""
    executive: str = ""
    score: float | None = None
    status: str = "none"


@dataclass(frozen=True)
class Blind:
    """One document with what must be read from it; asked: words that must stand together in one doubt."""

    name: str
    data: bytes
    measures: tuple[Want, ...]
    agency: str | None
    year: int = 2570
    scores: tuple[tuple[int, float], ...] = ()
    asked: tuple[tuple[str, ...], ...] = ()


def days(words: str, fiscal_year: int = 2570) -> list[str]:
    """ "12 3 2027-01-15" → the ends of these months within the fiscal year, and the dates as they stand."""
    return sorted(word if "-" in word else _month_end(int(word), fiscal_year) for word in words.split())


def _month_end(month: int, fiscal_year: int) -> str:
    year = fiscal_year - 543 - (month >= 10)
    following = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1).isoformat()


Grid = list[list[Any]]


def workbook(**sheets: Grid) -> openpyxl.Workbook:
    """Sheets of typed values; "<" joins the cell to its left neighbour, "^" to the one above."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, grid in sheets.items():
        sheet = book.create_sheet(name)
        for r, line in enumerate(grid, 1):
            for c, value in enumerate(line, 1):
                if value not in (SPAN, DOWN, ""):
                    sheet.cell(r, c, value)
        for top, left, bottom, right in merges(grid):
            sheet.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
    return book


def merges(grid: Grid) -> list[tuple[int, int, int, int]]:
    """Rectangles (top, left, bottom, right) of the joined cells."""
    found = []
    for r, line in enumerate(grid):
        for c, value in enumerate(line):
            if value in (SPAN, DOWN):
                continue
            right = c
            while right + 1 < len(line) and line[right + 1] == SPAN:
                right += 1
            bottom = r
            while bottom + 1 < len(grid) and c < len(grid[bottom + 1]) and grid[bottom + 1][c] == DOWN:
                bottom += 1
            if (bottom, right) != (r, c):
                found.append((r, c, bottom, right))
    return found


def xlsx(book: openpyxl.Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def word(*blocks: str | Grid) -> bytes:
    """Paragraphs ("# …" is a heading) and tables in order."""
    document = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_heading(block[2:], 1) if block.startswith("# ") else document.add_paragraph(block)
            continue
        table = document.add_table(len(block), len(block[0]))
        for r, line in enumerate(block):
            for c, value in enumerate(line):
                if value not in (SPAN, DOWN):
                    table.cell(r, c).text = str(value)
        for top, left, bottom, right in merges(block):
            table.cell(top, left).merge(table.cell(bottom, right)).text = str(block[top][left])
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def page(*blocks: str | Grid) -> bytes:
    """A web page: paragraphs and tables with rowspan and colspan."""
    parts = [block if isinstance(block, str) else html_table(block) for block in blocks]
    body = "".join(p if p.startswith("<table") else f"<p>{html.escape(p)}</p>" for p in parts)
    return f"<html><head><meta charset=utf-8></head><body>{body}</body></html>".encode()


def html_table(grid: Grid) -> str:
    spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in merges(grid)}
    lines = []
    for r, line in enumerate(grid):
        cells = "".join(
            f"<td rowspan={spans.get((r, c), (1, 1))[0]} colspan={spans.get((r, c), (1, 1))[1]}>"
            f"{html.escape(str(value)).replace(chr(10), '<br>')}</td>"
            for c, value in enumerate(line)
            if value not in (SPAN, DOWN)
        )
        lines.append(f"<tr>{cells}</tr>")
    return f"<table border=1>{''.join(lines)}</table>"


def delimited(separator: str, encoding: str, *lines: str) -> bytes:
    """Lines typed with bars between cells, written with the separator."""
    return "\r\n".join(separator.join(p.strip() for p in line.split("|")) for line in lines).encode(encoding)


def aligned(widths: tuple[int, ...], *lines: str) -> bytes:
    """Lines typed with bars, set in columns by blanks as they stand on a screen (marks take no room)."""
    marks = dict.fromkeys([*range(0xE34, 0xE3B), *range(0xE47, 0xE4F), 0xE31])
    text = []
    for line in lines:
        cells = line.split("|")
        if len(cells) == 1:
            text.append(line)
            continue
        text.append(
            "".join(
                cell.strip() + " " * (width - len(cell.strip().translate(marks)))
                for cell, width in zip(cells, widths, strict=True)
            ).rstrip()
        )
    return "\n".join(text).encode()


def strip(row: list[Any], months: str, mark: str = "●") -> list[Any]:
    """Twelve month cells, October first, with the mark at the months named, put in place of the "12" in a row."""
    wanted = {int(m) for m in months.split()}
    cells = [mark if m in wanted else "" for m in (10, 11, 12, 1, 2, 3, 4, 5, 6, 7, 8, 9)]
    at = row.index("12")
    return [*row[:at], *cells, *row[at + 1 :]]
