"""Plain text and Markdown as blocks: tab, pipe, HTML and blank-aligned tables between paragraphs. Pure."""

import re
from collections.abc import Sequence
from itertools import groupby

from models.thaitext import normalise
from tasks.plan.aligned import split
from tasks.plan.document import Document, Paragraph, Row, Table
from tasks.plan.grid import clean, extent, filled, is_rule, overfull, table
from tasks.plan.read_html import parse_html
from tasks.plan.text_rows import LIST_MARK, Line, framed, is_pipe, join_quoted, pipe_rows, tab_row, without_emphasis

Block = Paragraph | Table
_HEADING = re.compile(r"#{1,6}\s+(\S.*)")
_TABLE_TAG = re.compile(r"<(/?)table\b", re.IGNORECASE)
_CELL_TAG = re.compile(r"</?t[rdh]\b", re.IGNORECASE)


def parse_text(text: str) -> Document:
    """Every line of the text in order, as table rows or paragraphs; lines are numbered from 1 as in the file."""
    blocks: list[Block] = []
    doubts: list[str] = []
    for is_html, lines in _parts(_lines(text)):
        if is_html:
            blocks += _html(lines)
        else:
            _add_lines(blocks, doubts, join_quoted(lines))
    return Document(tuple(blocks), tuple(doubts))


def _lines(text: str) -> list[Line]:
    whole = normalise(text).replace("\r\n", "\n").replace("\r", "\n")
    return [(n, framed(line)) for n, line in enumerate(whole.split("\n"), 1)]


def _parts(lines: Sequence[Line]) -> list[tuple[bool, Sequence[Line]]]:
    """HTML tables (True) apart from the lines between them (False)."""
    parts: list[tuple[bool, Sequence[Line]]] = []
    at = start = 0
    while at < len(lines):
        end = _html_end(lines, at) if "<table" in lines[at][1].lower() else None
        if end is None:
            at += 1
            continue
        parts += [(False, lines[start:at]), (True, lines[at:end])]
        at = start = end
    return [*parts, (False, lines[start:])]


def _html_end(lines: Sequence[Line], at: int) -> int | None:
    """The line after the table's closing tag; a table never closed ends with its last cell."""
    depth, last_cell = 0, None
    for n in range(at, len(lines)):
        for found in _TABLE_TAG.finditer(lines[n][1]):
            depth += -1 if found.group(1) else 1
        if depth <= 0:
            return n + 1
        if _CELL_TAG.search(lines[n][1]):
            last_cell = n + 1
    return last_cell


def _html(lines: Sequence[Line]) -> list[Block]:
    """The HTML's blocks, their lines counted from the file's first."""
    before = lines[0][0] - 1
    found = parse_html("\n".join(text for _, text in lines))
    return [_moved(block, before) for block in found.blocks]


def _moved(block: Block, by: int) -> Block:
    if isinstance(block, Paragraph):
        return Paragraph(block.text, block.line + by, block.heading)
    return Table(tuple(Row(row.cells, row.line + by) for row in block.rows), block.name)


def _add_lines(blocks: list[Block], doubts: list[str], lines: Sequence[Line]) -> None:
    for kind, group in groupby(lines, key=lambda line: _kind(line[1])):
        members = list(group)
        if kind == "tab":
            _add_rows(blocks, doubts, [tab_row(line) for line in members], members)
        elif kind == "pipe" and (len(members) > 1 or members[0][1].lstrip().startswith("|")):
            _add_rows(blocks, doubts, pipe_rows(members), members)
        else:
            found, unsure = split(members)
            blocks += [part if isinstance(part, Table) else paragraph(part) for part in found if _says(part)]
            doubts += unsure


def _says(part: Line | Table) -> bool:
    """Blank and drawn lines say nothing."""
    return isinstance(part, Table) or not (part[1].isspace() or not part[1] or is_rule([part[1]], shortest=3))


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
    return len(texts) == 2 and len(row.cells) <= 3 and LIST_MARK.fullmatch(texts[0]) is not None


def _without_rules(rows: Sequence[Row]) -> list[Row]:
    """Rows without drawn lines; the second row of a table may be drawn with single dashes."""
    return [row for n, row in enumerate(rows) if not is_rule([c.text for c in row.cells], 1 if n == 1 else 2)]
