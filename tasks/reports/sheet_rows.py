"""How a workbook's rows fill its printed pages: their heights, long rows in portions, where a page ends. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import ceil

from tasks.reports.layout import Paragraph, Row

LINE, HIGHEST = 20.0, 409.0  # points: a line of 14 points; the highest row Excel knows
PAGE = 500.0  # points of rows on a landscape page, at the scale at which its breadth fits
_MARGIN = 4.0
_MOST_LINES = int((HIGHEST - _MARGIN) / LINE)
_LETTER = 0.8  # units of breadth of a letter of 14 points, the end of a line that a long word leaves blank included
_LAST = 0.2  # of a line: where a text fills its last line nearly, a word of it goes on to another
_NO_BREADTH = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")  # vowels and tones above and below


def lines_of(text: str, width: float) -> int:
    """Lines that a wrapped text takes in a column of a width in Excel's units."""
    letters = (len(_NO_BREADTH.sub("", line)) for line in text.split("\n"))
    return sum(max(1, ceil(count * _LETTER / max(1.0, width) + _LAST)) for count in letters)


def height_of(text: str, width: float) -> float:
    """Points that a wrapped text needs: no program finds the height of rows with merged cells by itself."""
    return min(HIGHEST, LINE * lines_of(text, width) + _MARGIN)


def spans(rows: Sequence[Row]) -> Iterator[tuple[int, int, int]]:
    """(first row, row after the last, column) of cells merged downwards, all from 0."""
    for column in range(max((len(row.cells) for row in rows), default=0)):
        start = 0
        for at in range(1, len(rows) + 1):
            if at < len(rows) and rows[at].cells and rows[at].cells[column].covered:
                continue
            if at - start > 1:
                yield start, at, column
            start = at


def fitting(rows: Sequence[Row], widths: Sequence[float]) -> list[Row]:
    """The rows, one that is higher than Excel can show going on in further ones under its other cells."""
    merged = {(start, column) for start, _, column in spans(rows)}
    found: list[Row] = []
    for at, row in enumerate(rows):
        portions = {
            n: told
            for n, (cell, width) in enumerate(zip(row.cells, widths, strict=False))
            if not cell.covered and (at, n) not in merged and len(told := _portions(cell.text, width)) > 1
        }
        deep = max(map(len, portions.values()), default=1)
        found += [row] if deep == 1 else [_portion(row, portions, k) for k in range(deep)]
    return found


def _portion(row: Row, portions: Mapping[int, Sequence[str]], k: int) -> Row:
    cells = []
    for n, cell in enumerate(row.cells):
        told = portions.get(n, ())
        if k < len(told):
            cells.append(replace(cell, paragraphs=(Paragraph(told[k]),)))
        else:
            cells.append(replace(cell, covered=True) if k else cell)
    return replace(row, cells=tuple(cells))


def _portions(text: str, width: float) -> list[str]:
    """The text by lines in pieces of at most the highest row each."""
    found: list[list[str]] = [[]]
    free = _MOST_LINES
    for line in (part for whole in text.split("\n") for part in _parts(whole, width)):
        needed = lines_of(line, width)
        if needed > free and found[-1]:
            found.append([])
            free = _MOST_LINES
        found[-1].append(line)
        free -= needed
    return ["\n".join(lines) for lines in found]


def _parts(line: str, width: float) -> Iterator[str]:
    """A line that alone is higher than a row, cut at blanks where it has some."""
    most = max(1, int((_MOST_LINES - 1) * max(1.0, width) / _LETTER))  # letters with a breadth; marks come on top
    while lines_of(line, width) > _MOST_LINES:
        at = line.rfind(" ", most // 2, most)
        at = at if at > 0 else most
        while _NO_BREADTH.match(line, at):  # a mark stays with the letter that bears it
            at -= 1
        yield line[:at]
        line = line[at:].lstrip()
    yield line


def page_ends(heights: Sequence[float], blocks: Sequence[tuple[int, int]]) -> list[int]:
    """After which rows (from 0) to end a page so that no table's heading stays behind without its first row.

    blocks: each table's first row, its headings included, and its first row of measures.
    """
    begins = dict(blocks)
    found: list[int] = []
    used = 0.0
    for at, height in enumerate(heights):
        together = sum(heights[at : begins[at] + 1]) if at in begins else height
        if used and used + together > PAGE:
            used = 0.0
            if at in begins:
                found.append(at - 1)
        used += height
    return found
