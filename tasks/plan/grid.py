"""Ragged lists of cells made into tables, the same way for every format. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from models.thaitext import normalise
from tasks.plan.bounds import check_cells
from tasks.plan.document import Cell, Row, Table

_RULE_CELL = re.compile(r":?[-–—=_]+:?")
# Word's manual line break, page breaks and the line ends of other systems.
_BREAKS = re.compile(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")


@dataclass(frozen=True)
class Span:
    """A cell as the file states it, before its merge is spread over the cells it covers."""

    text: str
    down: int = 1
    across: int = 1


def clean(text: str) -> str:
    """A cell's text in one spelling; line breaks inside it stay, blanks around them and at the ends go."""
    return "\n".join(line.strip() for line in _BREAKS.sub("\n", normalise(text)).split("\n")).strip()


def is_rule(texts: Sequence[str], shortest: int = 2) -> bool:
    """Whether a row is only a drawn line: dashes in every filled cell ("-" alone usually means "none")."""
    filled = [text.strip() for text in texts if text.strip()]
    return bool(filled) and all(len(text.strip(":")) >= shortest and _RULE_CELL.fullmatch(text) for text in filled)


def filled(row: Row) -> int:
    """How many cells of the row hold text of their own."""
    return sum(1 for cell in row.cells if cell.text and cell.origin)


def extent(row: Row) -> int:
    """The number of columns up to the row's last filled cell."""
    return max((n for n, cell in enumerate(row.cells, 1) if cell.text), default=0)


def table(rows: Sequence[Row], name: str | None = None, width: int | None = None) -> Table:
    """The rows as one table of this width (default: up to the last filled column); shorter rows are padded."""
    across = max((extent(row) for row in rows), default=0) if width is None else width
    return Table(tuple(_padded(row, across) for row in rows), name)


def _padded(row: Row, width: int) -> Row:
    cells = row.cells[:width] + (Cell(""),) * (width - len(row.cells))
    return Row(cells, row.line)


def text_row(texts: Sequence[str], line: int) -> Row:
    """A row of plain cells."""
    return Row(tuple(Cell(clean(text)) for text in texts), line)


def overfull(rows: Sequence[Row]) -> tuple[str, ...]:
    """One sentence for each row with text beyond the last heading: its cells may stand in the wrong column."""
    heading = next((row for row in rows if filled(row) > 1), None)
    if heading is None:
        return ()
    width = len(heading.cells)
    return tuple(
        f"บรรทัดที่ {row.line} มี {extent(row)} ช่อง มากกว่าหัวตารางซึ่งมี {width} ช่อง โปรดตรวจว่าข้อความตรงช่อง"
        for row in rows
        if extent(row) > width
    )


def spread(rows: Sequence[tuple[int, Sequence[Span]]], widest: int = 1000) -> tuple[Row, ...]:
    """Rows of spans as rows of cells; a covered cell repeats its origin's text with origin=False.

    rows: (line, spans) in order. widest: columns kept, a bound against absurd spans.
    Raises SourceError when the spans cover more cells than a plan can have.
    """
    above: dict[int, tuple[int, str]] = {}  # column -> rows still to cover, text
    result: list[Row] = []
    count = 0
    for line, spans in rows:
        cells: list[Cell] = []
        below: dict[int, tuple[int, str]] = {}
        for span in spans:
            _cover(cells, above, below)
            across = max(0, min(span.across, widest - len(cells)))
            if span.down > 1:
                below.update(dict.fromkeys(range(len(cells), len(cells) + across), (span.down - 1, span.text)))
            cells += [Cell(span.text, origin=n == 0) for n in range(across)]
        _cover(cells, above, below)
        while any(column >= len(cells) for column in above):
            cells.append(Cell(""))
            _cover(cells, above, below)
        result.append(Row(tuple(cells), line))
        count += len(cells)
        check_cells(count)
        above = below
    return tuple(result)


def _cover(cells: list[Cell], above: dict[int, tuple[int, str]], below: dict[int, tuple[int, str]]) -> None:
    while len(cells) in above:
        left, text = above[len(cells)]
        if left > 1:
            below[len(cells)] = (left - 1, text)
        cells.append(Cell(text, origin=False))
