"""Plain text and Markdown as blocks: tab, pipe, HTML and blank-aligned tables between paragraphs. Pure."""

import re
from collections.abc import Sequence
from itertools import groupby

from models.thaitext import normalise
from tasks.plan.document import Document, Paragraph, Row, Table
from tasks.plan.grid import clean, extent, filled, is_rule, overfull, table
from tasks.plan.text_rows import Line, framed, is_pipe, join_quoted, pipe_rows, tab_row, without_emphasis

Block = Paragraph | Table
_HEADING = re.compile(r"#{1,6}\s+(\S.*)")
_LIST_MARK = re.compile(r"(?:\(?[0-9๐-๙]{1,3}(?:[.][0-9๐-๙]{1,3}){0,3}[.)]|[-•*·o➢✓])")


def parse_text(text: str) -> Document:
    """Every line of the text in order, as table rows or paragraphs; lines are numbered from 1 as in the file."""
    lines = join_quoted([(n, line) for n, line in enumerate(_lines(text), 1)])
    blocks: list[Block] = []
    doubts: list[str] = []
    for kind, group in groupby(lines, key=lambda line: _kind(line[1])):
        members = list(group)
        if kind == "tab":
            _add_rows(blocks, doubts, [tab_row(line) for line in members], members)
        elif kind == "pipe" and (len(members) > 1 or members[0][1].lstrip().startswith("|")):
            _add_rows(blocks, doubts, pipe_rows(members), members)
        else:
            blocks += [paragraph(line) for line in members if line[1].strip()]
    return Document(tuple(blocks), tuple(doubts))


def _lines(text: str) -> list[str]:
    return [framed(line) for line in normalise(text).replace("\r\n", "\n").replace("\r", "\n").split("\n")]


def _kind(line: str) -> str:
    bare = line.strip()
    if bare.startswith("|"):
        return "pipe"
    if "\t" in line and bare:
        return "tab"
    return "pipe" if is_pipe(line) else "plain"


def paragraph(line: Line) -> Paragraph:
    """One line of running text; Markdown's # makes it a heading."""
    text = without_emphasis(clean(line[1]))
    heading = _HEADING.fullmatch(text)
    return Paragraph(heading.group(1) if heading else text, line[0], heading is not None)


def _add_rows(blocks: list[Block], doubts: list[str], rows: list[Row], lines: Sequence[Line]) -> None:
    if not _is_table(rows, _last_width(blocks)):
        blocks += [paragraph((n, " ".join(text.split()))) for n, text in lines if text.strip()]
        return
    kept = _without_rules(rows)
    if kept:
        doubts += overfull(kept)
        blocks.append(table(kept, width=max(len(kept[0].cells), *(extent(row) for row in kept))))


def _last_width(blocks: Sequence[Block]) -> int:
    tables = (block for block in reversed(blocks) if isinstance(block, Table))
    return next((len(block.rows[0].cells) for block in tables), 0)


def _is_table(rows: Sequence[Row], before: int) -> bool:
    """Two filled cells side by side make a table; a lone piece must have the width of the table before it."""
    if len(rows) == 1 and len(rows[0].cells) == before:
        return True
    if not rows or max(filled(row) for row in rows) < 2:
        return False
    return not all(_is_listed(row) for row in rows)


def _is_listed(row: Row) -> bool:
    """A list item whose number is set off by a tab."""
    texts = [cell.text for cell in row.cells if cell.text]
    return len(texts) == 2 and len(row.cells) <= 3 and _LIST_MARK.fullmatch(texts[0]) is not None


def _without_rules(rows: Sequence[Row]) -> list[Row]:
    """Rows without drawn lines; the second row of a table may be drawn with single dashes."""
    return [row for n, row in enumerate(rows) if not is_rule([c.text for c in row.cells], 1 if n == 1 else 2)]
