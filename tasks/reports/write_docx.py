"""Draws a report as a Word document: check sheet, title, tables with headings on every page, evidence annex."""

import io
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Cm, Twips

from tasks.evidence.shrinking import PRINT, shrunk
from tasks.reports.docx_parts import (
    FONT,
    cell,
    element,
    number_pages,
    page_number,
    paragraph,
    row,
    run,
    run_properties,
    table,
)
from tasks.reports.layout import Annex, Block, Cell, CheckSheet, Column, Layout, Paragraph, PlainTable, Row

BODY, TITLE, SMALL, SMALLEST = 16, 18, 14, 12  # points of TH Sarabun, whose 16 is as tall as 12 of other fonts
_SHORT, _LONG = (11906, 16838)  # A4 in twentieths of a point
_SIDE = 1134  # 2 cm
_TITLE_LINE = 480  # twentieths of a point that a line of the title takes
_PICTURE = Cm(9)
_MOST_WHOLE = 700  # letters of a row's longest cell; a longer row may go on overleaf, else half pages stay blank


def write_docx(layout: Layout, pictures: Mapping[int, bytes]) -> bytes:
    """The whole file. pictures: their bytes by the ids of the layout's proofs; one nobody can open is told by words."""
    document = docx.Document()
    _set_defaults(document)
    writer = _Writer(document, layout, pictures)
    writer.check(layout.check)
    writer.begin()
    writer.title()
    for text in layout.lead:
        writer.line(text, BODY, after=160, indented=True)
    if layout.scores:
        writer.plain_table(layout.scores)
    for block in layout.blocks:
        writer.block(block)
    writer.annex(layout.annex)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


class _Writer:
    """Appends to the end of the document's last section."""

    def __init__(self, document: Document, layout: Layout, pictures: Mapping[int, bytes]) -> None:
        self._document, self._layout, self._pictures = document, layout, pictures
        self._thai = layout.digits == "thai"
        self._links = 0
        self._breadth = (_LONG if layout.landscape else _SHORT) - 2 * _SIDE
        self._height = (_SHORT if layout.landscape else _LONG) - 2 * _SIDE
        _set_page(document.sections[0], layout.landscape)

    def _add(self, made: Any) -> None:
        self._document.element.body[-1].addprevious(made)  # the last child tells the section's page

    def line(self, text: str, points: float, bold: bool = False, align: str = "left", **how: Any) -> None:
        """A paragraph across the page."""
        self._add(paragraph(text, points, bold, align, **how))

    def check(self, sheet: CheckSheet) -> None:
        """The check sheet on pages of its own, without page numbers: it is taken out before the report is published."""
        self.line(sheet.title, TITLE, bold=True, align="center", after=120)
        for n, text in enumerate(sheet.lines):
            self.line(text, BODY if n == 0 else SMALL, bold=n == 0)
        if sheet.table.rows:
            self.plain_table(sheet.table, SMALLEST)
        if sheet.notes:
            self.line(sheet.notes_heading, SMALL, bold=True, keep_next=True)
        for note in sheet.notes:
            self.line(f"- {note}", SMALLEST)
        self.line(sheet.end, SMALLEST, align="center")

    def begin(self) -> None:
        """The report itself, its pages numbered from one."""
        section = self._document.add_section(WD_SECTION.NEW_PAGE)
        _set_page(section, self._layout.landscape)
        _number_pages(section, self._thai)

    def title(self) -> None:
        """The title block: on a page of its own where the source has a cover."""
        lines = self._layout.title
        above = max(0, (self._height - len(lines) * _TITLE_LINE) // 2) if self._layout.cover else 0
        for n, text in enumerate(lines):
            self.line(text, TITLE, bold=True, align="center", before=0 if n else above)
        if self._layout.cover:
            number_pages(self._document.add_section(WD_SECTION.NEW_PAGE)._sectPr, self._thai)
        else:
            self.line("", SMALL)

    def plain_table(self, told: PlainTable, points: int = SMALL) -> None:
        """A small table under its heading line, its lines below."""
        if told.heading:
            self.line(told.heading, BODY, bold=True, keep_next=True)
        widths = [self._breadth * share // 1000 for share in told.widths]
        head = row(
            [cell([Paragraph(t)], w, points, heading=True) for t, w in zip(told.columns, widths, strict=True)],
            repeats=True,
        )
        rows = [
            row([cell([Paragraph(t)] if t else [], w, points) for t, w in zip(texts, widths, strict=True)])
            for texts in told.rows
        ]
        if rows:
            self._add(table(widths, [head, *rows]))
        for text in told.lines:
            self.line(text, BODY)
        self.line("", SMALL)

    def block(self, block: Block) -> None:
        """A table of measures under its headings."""
        for one in block.above:
            self.line(one.text, BODY, bold=one.strong, keep_next=True)
        widths = [self._breadth * column.width // 1000 for column in block.columns]
        rows = [_drawn(one, following, widths) for one, following in _with_following(block.rows)]
        self._add(table(widths, [*_heading_rows(block.columns, widths), *rows]))
        self.line("", SMALL)

    def annex(self, annex: Annex) -> None:
        """The evidence, each piece with its facts, its link to press, or its picture."""
        if annex.proofs:
            self._document.add_page_break()
        self.line(annex.title, TITLE, bold=True, align="center", after=120)
        if not annex.proofs:
            self.line(annex.none, BODY)
        for label, group in groupby(annex.proofs, key=lambda proof: proof.label):
            self.line(label, SMALL, bold=True, keep_next=True)
            for proof in group:
                made = paragraph("", SMALL, keep_next=True)
                made.append(self._link(proof.url) if proof.url else run(proof.what, SMALL))
                self._add(made)
                raw = self._pictures.get(proof.picture) if proof.picture is not None else None
                picture = shrunk(raw, PRINT) if raw else None
                for n, text in enumerate(proof.facts, 1):
                    last = n == len(proof.facts)
                    together = not last or picture is not None  # words and picture are not parted by a page's end
                    self.line(text, SMALLEST, after=60 if last else 0, keep_next=together)
                if picture:
                    self._document.add_picture(io.BytesIO(picture), width=_PICTURE)

    def _link(self, url: str) -> Any:
        self._links += 1
        own = f"rIdLink{self._links}"  # numbered by us: python-docx looks all others through for each
        self._document.part.rels.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, url, own, is_external=True)
        made = element("hyperlink")
        made.set(qn("r:id"), own)
        made.append(run(url, SMALL, link=True))
        return made


def _set_defaults(document: Document) -> None:
    """Thai for every word, also those the office types in itself."""
    styles = document.styles.element
    defaults = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}")
    for old in list(defaults):
        defaults.remove(old)
    defaults.append(run_properties(BODY))
    document.styles["Normal"].font.name = FONT
    properties = document.styles["Normal"].element.get_or_add_rPr()
    for old in list(properties):
        properties.remove(old)
    properties.extend(list(run_properties(BODY)))
    document.core_properties.language = "th-TH"
    document.core_properties.author = ""


def _set_page(section: Section, landscape: bool) -> None:
    broad, high = (_LONG, _SHORT) if landscape else (_SHORT, _LONG)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Twips(broad), Twips(high)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Twips(_SIDE)


def _number_pages(section: Section, thai: bool) -> None:
    number_pages(section._sectPr, thai, first_page=1)
    section.footer.is_linked_to_previous = False
    foot = section.footer.paragraphs[0]._p
    for made in paragraph("", SMALL, align="center").findall(qn("w:pPr")):
        foot.insert(0, made)
    foot.extend(page_number(SMALL, thai))


def _heading_rows(columns: Sequence[Column], widths: Sequence[int]) -> list[Any]:
    """The heading, over two rows where columns share one."""
    if not any(column.over for column in columns):
        return [row([_head(c.heading, w) for c, w in zip(columns, widths, strict=True)], repeats=True)]
    top, below = [], []
    for over, group in groupby(zip(columns, widths, strict=True), key=lambda one: one[0].over):
        together = list(group)
        if over:
            top.append(_head(over, sum(width for _, width in together), across=len(together)))
            below += [_head(column.heading, width) for column, width in together]
        else:
            top += [_head(column.heading, width, merge="restart") for column, width in together]
            below += [_head("", width, merge="continue") for _, width in together]
    return [row(top, repeats=True), row(below, repeats=True)]


def _head(text: str, width: int, **how: Any) -> Any:
    return cell([Paragraph(text)] if text else [], width, heading=True, **how)


def _with_following(rows: Sequence[Row]) -> list[tuple[Row, Row | None]]:
    return list(zip(rows, [*rows[1:], None], strict=True))


def _drawn(one: Row, following: Row | None, widths: Sequence[int]) -> Any:
    if one.heading:
        return row([cell([Paragraph(one.heading, strong=True)], sum(widths), across=len(widths))])
    below = following.cells if following and following.cells else (Cell(),) * len(widths)
    cells = [
        cell(() if own.covered else own.paragraphs, width, merge=_merge(own, under))
        for own, under, width in zip(one.cells, below, widths, strict=True)
    ]
    return row(cells, whole=max(len(own.text) for own in one.cells) <= _MOST_WHOLE)


def _merge(own: Cell, under: Cell) -> str:
    if own.covered:
        return "continue"
    return "restart" if under.covered else ""
