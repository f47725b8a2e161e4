"""PDF files with a text layer as blocks: ruled tables by their lines, others by the alignment of their text."""

import io
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfplumber.page import PDFPageAggregatorWithMarkedContent
from pdfplumber.utils.exceptions import PdfminerException

from tasks.plan.aligned import split
from tasks.plan.document import Cell, Document, Paragraph, Row, Table
from tasks.plan.grid import clean, filled, table
from tasks.plan.pdf_text import Glyph, Line, block_text, goes_on, grid_text, lines, sideways, together, words
from tasks.plan.source_error import SourceError

_MOST_PAGES = 500
_ONE_EDGE = 2.0  # points within which drawn edges are the same edge
_MOSTLY = 0.3
_LOST = "\ufffd"
_LOCKED = "ไฟล์ PDF ถูกล็อกด้วยรหัสผ่าน โปรดปลดล็อกหรือบันทึกใหม่แบบไม่มีรหัสผ่าน แล้วส่งใหม่"
_SCANNED = "ไฟล์ PDF นี้เป็นภาพสแกน ไม่มีข้อความให้อ่าน โปรดส่งไฟล์ Word หรือ Excel ต้นฉบับ หรือทำ OCR ก่อน"
_UNREADABLE = "ฟอนต์ในไฟล์ PDF นี้อ่านเป็นข้อความไม่ได้ โปรดส่งไฟล์ Word หรือ Excel ต้นฉบับ"
_TOO_LONG = "ไฟล์ PDF ยาวเกิน 500 หน้า โปรดส่งเฉพาะหน้าที่เป็นแผนหรือรายงาน"
_SOME_LOST = "อักขระบางตัวใน PDF อ่านไม่ได้ จึงแสดงเป็น \ufffd โปรดตรวจข้อความที่มีเครื่องหมายนี้"

Block = Paragraph | Table
_Box = tuple[float, float, float, float]


def read_pdf(data: bytes) -> Document:
    """Pages in order; lines count paragraphs and rows from 1. Raises SourceError for locked or scanned files."""
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            return _document(pdf)
    except PdfminerException as problem:
        if any(isinstance(part, PDFPasswordIncorrect) for part in problem.args):
            raise SourceError(_LOCKED) from problem
        raise


def _document(pdf: Any) -> Document:
    if len(pdf.pages) > _MOST_PAGES:
        raise SourceError(_TOO_LONG)
    numbers = count(1)
    blocks: list[Block] = []
    doubts: list[str] = []
    letters = lost = 0
    for page in pdf.pages:
        glyphs = _glyphs(page)
        texts = "".join(glyph.text for glyph in glyphs)
        letters, lost = letters + len("".join(texts.split())), lost + texts.count(_LOST)
        if not texts.strip() and page.images:
            doubts.append(f"หน้าที่ {page.page_number} เป็นภาพ ไม่มีข้อความให้อ่าน")
        blocks += _blocks(page, glyphs, numbers)
        page.close()
    if not letters:
        raise SourceError(_SCANNED)
    if lost > _MOSTLY * letters:
        raise SourceError(_UNREADABLE)
    return Document(tuple(blocks), (*doubts, *([_SOME_LOST] if lost else [])))


class _Spoken(PDFPageAggregatorWithMarkedContent):  # type: ignore[misc]
    """Takes a glyph run's ActualText where the file gives it: fonts without a code for a shifted Thai mark."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._open: list[str | None] = []

    def begin_tag(self, tag: Any, props: Any = None) -> None:
        super().begin_tag(tag, props)
        value = props.get("ActualText") if isinstance(props, dict) else None
        self._open.append(_actual(value) if isinstance(value, bytes) else None)

    def end_tag(self) -> None:
        super().end_tag()
        if self._open:
            self._open.pop()

    def render_char(self, *args: Any, **kwargs: Any) -> float:
        advance: float = super().render_char(*args, **kwargs)
        if self._open and self._open[-1] is not None:
            self.cur_item._objs[-1]._text = self._open[-1]
            self._open[-1] = ""  # the whole run is said by its first glyph
        return advance


def _actual(value: bytes) -> str:
    marked = value.startswith(b"\xfe\xff")
    return value[2:].decode("utf-16-be", "replace") if marked else value.decode("latin-1")


def _glyphs(page: Any) -> list[Glyph]:
    """The page's characters in the order they are drawn."""
    device = _Spoken(page.pdf.rsrcmgr, pageno=page.page_number, laparams=page.pdf.laparams)
    PDFPageInterpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    page._layout = device.get_result()
    return [_glyph(char) for char in page.chars]


def _glyph(char: dict[str, Any]) -> Glyph:
    text = char["text"]
    known = text != "\0" and not text.startswith("(cid:")
    baseline = char["top"] + char["y1"] - char["matrix"][5]
    return Glyph(text if known else _LOST, char["x0"], char["x1"], baseline, char["size"], char["upright"])


class _Ruled:
    """One drawn table: its cells' boxes, and the glyphs that fell into each."""

    def __init__(self, boxes: Sequence[_Box]) -> None:
        self._boxes = boxes
        self._lefts = _edges([x for box in boxes for x in (box[0], box[2])])
        self._tops = _edges([y for box in boxes for y in (box[1], box[3])])
        self._glyphs: list[list[Glyph]] = [[] for _ in boxes]
        self._owner = {place: n for n, box in enumerate(boxes) for place in self._places(box)}
        self.top = self._tops[0]
        # A frame round the page, a box round a title or a line under it is no table.
        self.is_table = len(boxes) > 1 and len(self._lefts) > 2

    def _places(self, box: _Box) -> Iterator[tuple[int, int]]:
        left, top, right, bottom = box
        for row in range(_at(self._tops, top), _at(self._tops, bottom)):
            for column in range(_at(self._lefts, left), _at(self._lefts, right)):
                yield row, column

    def take(self, glyph: Glyph, middle: tuple[float, float]) -> bool:
        """Whether the glyph lies in one of the cells, which then keeps it."""
        place = bisect_right(self._tops, middle[1]) - 1, bisect_right(self._lefts, middle[0]) - 1
        owner = self._owner.get(place)
        if owner is not None:
            self._glyphs[owner].append(glyph)
        return owner is not None

    def table(self, numbers: Iterator[int]) -> Table | None:
        """The cells as rows, those under a merge repeating its text; rows without text of their own go."""
        texts = [clean(block_text(glyphs)) for glyphs in self._glyphs]
        seen: set[int] = set()
        rows: list[Row] = []
        for row in range(len(self._tops) - 1):
            cells = tuple(self._cell(texts, seen, row, column) for column in range(len(self._lefts) - 1))
            if filled(Row(cells, 0)):
                rows.append(Row(cells, next(numbers)))
        return table(rows, width=len(self._lefts) - 1) if rows else None

    def _cell(self, texts: Sequence[str], seen: set[int], row: int, column: int) -> Cell:
        owner = self._owner.get((row, column))
        if owner is None:
            return Cell("")
        first = owner not in seen
        seen.add(owner)
        return Cell(texts[owner], origin=first)


def _edges(values: Sequence[float]) -> list[float]:
    """The drawn edges, those nearly in one place being one."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _ONE_EDGE:
            edges.append(value)
    return edges


def _at(edges: Sequence[float], value: float) -> int:
    return bisect_right(edges, value + _ONE_EDGE / 2) - 1


def _blocks(page: Any, glyphs: Sequence[Glyph], numbers: Iterator[int]) -> list[Block]:
    """Ruled tables where they stand between the lines around them; without any, tables by alignment."""
    ruled = [each for each in (_Ruled(found.cells) for found in page.find_tables()) if each.is_table]
    outside: list[Glyph] = []
    for glyph, char in zip(glyphs, page.chars, strict=True):
        middle = ((char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2)
        if not any(each.take(glyph, middle) for each in ruled):
            outside.append(glyph)
    blocks = _between(ruled, outside, page.width, numbers) if ruled else _aligned(outside, page.width, numbers)
    aside = clean(sideways(glyph for glyph in outside if not glyph.upright))
    return [*blocks, *([Paragraph(aside, next(numbers))] if aside else [])]


def _between(ruled: Sequence[_Ruled], outside: Sequence[Glyph], breadth: float, numbers: Iterator[int]) -> list[Block]:
    blocks: list[Block] = []
    waiting = sorted(ruled, key=lambda each: each.top)
    printed = lines(glyph for glyph in outside if glyph.upright)
    while printed or waiting:
        if waiting and (not printed or waiting[0].top < printed[0].baseline):
            found = waiting.pop(0).table(numbers)
            blocks += [found] if found else []
        else:
            above = [line for line in printed if not waiting or line.baseline <= waiting[0].top]
            blocks += _sentences(above, breadth, numbers)
            printed = printed[len(above) :]
    return blocks


def _sentences(printed: Sequence[Line], breadth: float, numbers: Iterator[int]) -> list[Block]:
    """Lines as paragraphs, a sentence of several lines as one."""
    texts: list[str] = []
    for above, line in zip([None, *printed], printed, strict=False):
        text = clean(words(line))
        if above is not None and goes_on(above, line, breadth):
            texts[-1] = together(texts[-1], text)
        else:
            texts.append(text)
    return [Paragraph(text, next(numbers)) for text in texts]


def _aligned(outside: Sequence[Glyph], breadth: float, numbers: Iterator[int]) -> list[Block]:
    printed = lines(glyph for glyph in outside if glyph.upright)
    found, _ = split(list(enumerate(grid_text(printed))))
    if not any(isinstance(part, Table) for part in found):
        return _sentences(printed, breadth, numbers)
    return [block for part in found for block in _numbered(part, numbers)]


def _numbered(part: tuple[int, str] | Table, numbers: Iterator[int]) -> list[Block]:
    if isinstance(part, Table):
        return [Table(tuple(Row(row.cells, next(numbers)) for row in part.rows))]
    return [Paragraph(" ".join(clean(part[1]).split()), next(numbers))] if part[1].strip() else []
