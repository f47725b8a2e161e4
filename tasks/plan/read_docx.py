"""Word documents as blocks: paragraphs and tables in order, also inside boxes, controls and other tables."""

import io
from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from tasks.plan.archive import checked
from tasks.plan.document import Cell, Document, Paragraph, Row, Table
from tasks.plan.docx_numbering import Numbering
from tasks.plan.docx_text import APART, text_of
from tasks.plan.grid import clean, extent, table
from tasks.plan.markup import check_size

_GONE = frozenset((qn("w:del"), qn("w:moveFrom"), qn("w:sectPr"), *[tag for tag in APART if "Fallback" in tag]))
_WIDEST = 200
_MARGINS = (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER, RELATIONSHIP_TYPE.FOOTNOTES)
_MARGIN_TABLE = "หัวกระดาษ ท้ายกระดาษ หรือเชิงอรรถมีตารางซึ่งไม่ได้นำเข้า โปรดย้ายตารางมาไว้ในเนื้อหาหากเป็นส่วนของแผน"
_COMMENTS = "เอกสารมีความเห็น (comment) {} รายการซึ่งไม่ได้นำเข้า"


def read_docx(data: bytes) -> Document:
    """Tracked deletions are left out, insertions taken in; lines count paragraphs and rows from 1.

    Raises SourceError for a bad archive.
    """
    check_size(checked(data, ".docx", "word/"))
    document = docx.Document(io.BytesIO(data))
    reader = _Reader(document.part)
    reader.take(document.element.body)
    return Document(tuple(reader.blocks), tuple(_doubts(document.part)))


def _doubts(part: Any) -> Iterator[str]:
    related = [relation for relation in part.rels.values() if not relation.is_external]
    margins = [relation.target_part for relation in related if relation.reltype in _MARGINS]
    if any(b"<w:tbl>" in margin.blob for margin in margins):
        yield _MARGIN_TABLE
    notes = [relation.target_part for relation in related if relation.reltype == RELATIONSHIP_TYPE.COMMENTS]
    count = sum(note.blob.count(b"<w:comment ") for note in notes)
    if count:
        yield _COMMENTS.format(count)


def _root(part: Any, kind: str) -> Any:
    """The XML of a related part, None when the file has none."""
    found = [r.target_part for r in part.rels.values() if r.reltype == kind and not r.is_external]
    return found[0].element if found else None


class _Reader:
    def __init__(self, part: Any) -> None:
        styles = _root(part, RELATIONSHIP_TYPE.STYLES)
        self.blocks: list[Paragraph | Table] = []
        self._numbering = Numbering(_root(part, RELATIONSHIP_TYPE.NUMBERING), styles)
        self._headings = _heading_styles(styles)
        self._line = 0

    def take(self, container: Any) -> None:
        """Every paragraph and table below this element, whatever wraps them."""
        for child in container.iterchildren(tag="{*}*"):
            if child.tag == qn("w:p"):
                self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                self._table(child)
            elif child.tag not in _GONE:
                self.take(child)

    def _paragraph(self, element: Any) -> None:
        text = clean(text_of(element))
        mark = self._numbering.mark(element)
        if text:
            self._line += 1
            self.blocks.append(Paragraph(clean(mark + text), self._line, self._is_heading(element)))
        self._boxes(element)

    def _boxes(self, element: Any) -> None:
        for child in element.iterchildren(tag="{*}*"):
            if child.tag == qn("w:txbxContent"):
                self.take(child)
            elif child.tag not in _GONE:
                self._boxes(child)

    def _is_heading(self, element: Any) -> bool:
        properties = element.find(qn("w:pPr"))
        if properties is None:
            return False
        style = properties.find(qn("w:pStyle"))
        named = style is not None and style.get(qn("w:val")) in self._headings
        return named or properties.find(qn("w:outlineLvl")) is not None

    def _table(self, element: Any) -> None:
        """The table, then what stands in boxes and tables inside its cells."""
        rows: list[Row] = []
        inner: list[Any] = []
        merged: dict[int, str] = {}
        for row in _below(element, qn("w:tr")):
            if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is None:
                self._line += 1
                cells, merged = self._cells(row, merged, inner)
                rows.append(Row(tuple(cells), self._line))
        rows = [row for row in rows if extent(row)]
        if rows:
            self.blocks.append(table(rows, width=max(len(row.cells) for row in rows)))
        for nested in inner:
            self._inner(nested)

    def _cells(self, row: Any, above: dict[int, str], inner: list[Any]) -> tuple[list[Cell], dict[int, str]]:
        """One row's cells, and the texts of vertical merges still open under it, by column."""
        cells = [Cell("")] * _count(row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}"), 0)
        hidden = row.find(f"{qn('w:trPr')}/{qn('w:hidden')}") is not None
        below: dict[int, str] = {}
        for element in _below(row, qn("w:tc")):
            properties = element.find(qn("w:tcPr"))
            at = len(cells)
            text = self._cell_text(element)
            inner.append(element)
            joined = _merge(properties, "w:vMerge") == "continue" and at in above
            if joined:
                text = above[at]
            if _merge(properties, "w:vMerge"):
                below[at] = text
            beside = _merge(properties, "w:hMerge") == "continue" and bool(cells)
            text = cells[-1].text if beside else text
            across = 1 if properties is None else _count(properties.find(qn("w:gridSpan")), 1)
            own = not joined and not beside
            cells += [Cell(text, origin=own and n == 0, hidden=hidden) for n in range(across)][: _WIDEST - at]
        return cells, below

    def _cell_text(self, cell: Any) -> str:
        paragraphs = _below(cell, qn("w:p"))
        return clean("\n".join(self._numbering.mark(p) + clean(text_of(p)) for p in paragraphs))

    def _inner(self, cell: Any) -> None:
        """Tables and boxes of a cell as blocks of their own; its text is in the cell already."""
        for child in cell.iterchildren(tag="{*}*"):
            if child.tag == qn("w:tbl"):
                self._table(child)
            elif child.tag == qn("w:txbxContent"):
                self.take(child)
            elif child.tag not in _GONE:
                self._inner(child)


def _below(element: Any, tag: str) -> Iterator[Any]:
    """Elements of this tag, in order, through content controls and insertions but not into tables or boxes."""
    for child in element.iterchildren(tag="{*}*"):
        if child.tag == tag:
            yield child
        elif child.tag not in _GONE and child.tag not in APART and child.tag != qn("w:tbl"):
            yield from _below(child, tag)


def _merge(properties: Any, name: str) -> str:
    """ "restart", "continue" (also when the file says nothing more) or "" without a merge."""
    found = None if properties is None else properties.find(qn(name))
    return "" if found is None else found.get(qn("w:val")) or "continue"


def _count(element: Any, default: int) -> int:
    value = "" if element is None else element.get(qn("w:val")) or ""
    return min(int(value[:6]), _WIDEST) if value.isdecimal() else default


def _heading_styles(styles: Any) -> frozenset[str]:
    """Styles that make a heading, by name (Word keeps the English ones in the file) or outline level."""
    if styles is None:
        return frozenset()
    found = set()
    for style in styles.iterchildren(qn("w:style")):
        name = style.find(qn("w:name"))
        called = "" if name is None else (name.get(qn("w:val")) or "").lower()
        if called.startswith(("heading", "title")) or style.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}") is not None:
            found.add(style.get(qn("w:styleId")) or "")
    return frozenset(found)
