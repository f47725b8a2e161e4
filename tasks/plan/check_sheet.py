"""The check sheet in front of our own reports: told by its first and last line, and not read with them. Pure."""

from collections.abc import Iterator
from dataclasses import replace

from tasks.plan.document import Document, Paragraph, Table

BEGINS = "ใบตรวจความครบถ้วนก่อนส่งรายงาน"
ENDS = "สิ้นสุดใบตรวจ"
LEFT_OUT = "ใบตรวจความครบถ้วนที่อยู่หน้ารายงานไม่ใช่ส่วนของแผน จึงไม่ได้นำเข้า"


def without_check_sheet(document: Document) -> Document:
    """The document from behind the sheet's last line; unchanged where it begins with none, or that has no end."""
    blocks = document.blocks
    if not blocks or not next(_lines(blocks[0]), "").startswith(BEGINS):
        return document
    ends = (n for n, block in enumerate(blocks) if any(line.startswith(ENDS) for line in _lines(block)))
    end = next(ends, None)
    if end is None:
        return document
    return replace(document, blocks=blocks[end + 1 :], doubts=(*document.doubts, LEFT_OUT))


def _lines(block: Paragraph | Table) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield block.text.strip()
        return
    for row in block.rows:
        yield next((cell.text.strip() for cell in row.cells if cell.text.strip()), "")
