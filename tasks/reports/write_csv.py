"""A report's table as CSV: the source's columns in their order, for whoever reckons with it further."""

import csv
import io

from tasks.reports.layout import Block, Cell, Layout, Row
from tasks.reports.safe import as_text

GROUP = "หมวด"


def write_csv(layout: Layout) -> bytes:
    """UTF-8 with the mark by which Excel knows it. What merges in print is repeated; what heads rows has a column."""
    headings = list(dict.fromkeys(name for block in layout.blocks for name in _names(block)))
    grouped = any(block.headings or any(row.heading for row in block.rows) for block in layout.blocks)
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([as_text(name) for name in ([GROUP] if grouped else []) + headings])
    for block in layout.blocks:
        for group, cells in _rows(block):
            told = dict(zip(_names(block), (cell.text for cell in cells), strict=True))
            row = ([group] if grouped else []) + [told.get(name, "") for name in headings]
            writer.writerow([as_text(text) for text in row])
    return stream.getvalue().encode("utf-8-sig")


def _names(block: Block) -> list[str]:
    return [f"{column.over} {column.heading}".strip() for column in block.columns]


def _rows(block: Block) -> list[tuple[str, tuple[Cell, ...]]]:
    """Each row with the headings it stands under."""
    found: list[tuple[str, tuple[Cell, ...]]] = []
    own: list[str] = []
    last: Row | None = None
    for row in block.rows:
        if row.heading:
            own = [*own, row.heading] if last and last.heading else [row.heading]
        else:
            found.append((" › ".join((*block.headings, *own)), row.cells))
        last = row
    return found
