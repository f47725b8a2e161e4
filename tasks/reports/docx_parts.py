"""Pieces of a Word document that python-docx leaves to its user: Thai fonts and sizes, cells, fields, page sides."""

from collections.abc import Iterable, Sequence
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from tasks.reports.layout import Paragraph
from tasks.reports.safe import writable

FONT = "TH Sarabun New"  # what offices write in; Word takes its own Thai font where it is not installed
TABLE_POINTS = 14
_HANGING = 300  # twentieths of a point between a list number's beginning and its text
_FIRST_LINE = 720  # twentieths of a point by which a sentence across the page begins further in
_SHADE = "E7EDF3"
_MARGIN = 70  # twentieths of a point between a cell's border and its text


def element(name: str, **attributes: str | int) -> Any:
    """An element of the w: namespace with w: attributes."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key.rstrip('_')}"), str(value))
    return made


def run_properties(points: float, bold: bool = False, link: bool = False) -> Any:
    """Font, size and weight for Latin and Thai alike: Thai takes the "complex script" ones, which Word keeps apart.

    Word wants these in this very order.
    """
    properties = element("rPr")
    properties.append(element("rFonts", ascii=FONT, hAnsi=FONT, cs=FONT, eastAsia=FONT))
    if bold:
        properties.append(element("b"))
        properties.append(element("bCs"))
    if link:
        properties.append(element("color", val="0B4F8A"))
    properties.append(element("sz", val=round(points * 2)))
    properties.append(element("szCs", val=round(points * 2)))
    if link:
        properties.append(element("u", val="single"))
    properties.append(element("lang", val="en-US", bidi="th-TH"))
    return properties


def run(text: str, points: float, bold: bool = False, link: bool = False) -> Any:
    """A run of text in one size."""
    made = element("r")
    made.append(run_properties(points, bold, link))
    words = OxmlElement("w:t")
    words.set(qn("xml:space"), "preserve")
    words.text = writable(text)
    made.append(words)
    return made


def paragraph(
    text: str,
    points: float,
    bold: bool = False,
    align: str = "left",
    hanging: bool = False,
    before: int = 0,
    after: int = 0,
    keep_next: bool = False,
    indented: bool = False,
) -> Any:
    """A paragraph of one run; align as Word names it; before, after: twentieths of a point above and below it.

    hanging: all lines but the first further in; indented: the first line further in.
    """
    made = element("p")
    properties = element("pPr")
    if keep_next:
        properties.append(element("keepNext"))
    properties.append(element("spacing", before=before, after=after, line=240, lineRule="auto"))
    if hanging:
        properties.append(element("ind", left=_HANGING, hanging=_HANGING))
    elif indented:
        properties.append(element("ind", firstLine=_FIRST_LINE))
    properties.append(element("jc", val=align))
    made.append(properties)
    if text:
        made.append(run(text, points, bold))
    return made


def cell(
    paragraphs: Iterable[Paragraph],
    width: int,
    points: float = TABLE_POINTS,
    *,
    across: int = 1,
    merge: str = "",
    heading: bool = False,
) -> Any:
    """A table cell; width in twentieths of a point; merge: "restart" or "continue" of a vertical merge."""
    made = element("tc")
    properties = element("tcPr")
    properties.append(element("tcW", w=width, type_="dxa"))
    if across > 1:
        properties.append(element("gridSpan", val=across))
    if merge:
        properties.append(element("vMerge", val=merge))
    if heading:
        properties.append(element("shd", val="clear", color="auto", fill=_SHADE))
        properties.append(element("vAlign", val="center"))
    made.append(properties)
    align = "center" if heading else "left"
    for one in paragraphs:
        made.append(paragraph(one.printed, points, heading or one.strong, align, hanging=bool(one.number)))
    if len(made) == 1:
        made.append(paragraph("", points))
    return made


def row(cells: Iterable[Any], *, repeats: bool = False, whole: bool = True) -> Any:
    """A table row; repeats: printed again on every page; whole: never cut by a page's end."""
    made = element("tr")
    properties = element("trPr")
    if whole:
        properties.append(element("cantSplit"))
    if repeats:
        properties.append(element("tblHeader"))
    made.append(properties)
    made.extend(list(cells))
    return made


def table(widths: Sequence[int], rows: Iterable[Any]) -> Any:
    """A ruled table of fixed columns, widths in twentieths of a point."""
    made = element("tbl")
    properties = element("tblPr")
    properties.append(element("tblW", w=sum(widths), type_="dxa"))
    borders = element("tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(element(side, val="single", sz=4, space=0, color="808080"))
    properties.append(borders)
    properties.append(element("tblLayout", type_="fixed"))
    margins = element("tblCellMar")
    for side in ("left", "right"):
        margins.append(element(side, w=_MARGIN, type_="dxa"))
    properties.append(margins)
    made.append(properties)
    grid = element("tblGrid")
    for width in widths:
        grid.append(element("gridCol", w=width))
    made.append(grid)
    made.extend(list(rows))
    return made


def number_pages(section: Any, thai: bool, first_page: int | None = None) -> None:
    """Page numbers in Thai digits or not, from first_page on or going on.

    section: a w:sectPr; Word wants its parts in their order, this one before the columns.
    """
    for old in section.findall(qn("w:pgNumType")):
        section.remove(old)
    columns = section.find(qn("w:cols"))
    numbers = element("pgNumType", fmt="thaiNumbers" if thai else "decimal")
    if first_page is not None:
        numbers.set(qn("w:start"), str(first_page))
    columns.addprevious(numbers)


def page_number(points: float, thai: bool) -> list[Any]:
    """The runs of a field that Word fills with the page's number, in Thai digits where the report is in them.

    LibreOffice (7.4) knows neither this switch nor the section's thaiNumbers and prints 1, 2, 3: of all numberings that
    Word can name (tried one by one) it has the letters ก ข ค for Thai, no digits.
    """
    instruction = element("instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = " PAGE \\* THAIARABIC " if thai else " PAGE "
    parts = (element("fldChar", fldCharType="begin"), instruction, element("fldChar", fldCharType="end"))
    runs = []
    for part in parts:
        made = element("r")
        made.append(run_properties(points))
        made.append(part)
        runs.append(made)
    return runs
