"""A plan file as blocks in reading order, whatever format it came in. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """One cell's text, tags kept as found.

    origin: False when the cell lies under a merge and repeats its origin's text (both down and across).
    hidden: its row or column is hidden in the sheet.
    """

    text: str
    origin: bool = True
    hidden: bool = False


@dataclass(frozen=True)
class Row:
    """One physical table row; line is its 1-based line (text), sheet row (xlsx) or running number (docx, pdf)."""

    cells: tuple[Cell, ...]
    line: int


@dataclass(frozen=True)
class Table:
    """Rows that stand together, every row with the same number of cells; name is the sheet's."""

    rows: tuple[Row, ...]
    name: str | None = None


@dataclass(frozen=True)
class Paragraph:
    """Running text outside tables; heading when the file styles it as one; sheet: a workbook's that it stands in."""

    text: str
    line: int
    heading: bool = False
    sheet: str | None = None


@dataclass(frozen=True)
class Document:
    """What a file holds, top to bottom; doubts are sentences (Thai) about what could not be taken over."""

    blocks: tuple[Paragraph | Table, ...]
    doubts: tuple[str, ...] = ()
