"""How much one plan file may hold: far above any office's year, far below what would take minutes. Pure."""

from dataclasses import replace

from tasks.plan.document import Cell, Document, Paragraph, Row, Table
from tasks.plan.source_error import SourceError

MOST_CELLS = 1_000_000  # all tables together, blank ones too
MOST_PARAGRAPHS = 200_000  # in cells too: 25,000 rows of eight
MOST_ELEMENTS = 4_000_000  # of XML or HTML: a million cells take three each
MOST_MERGED = 200_000  # cells under merges; the libraries make an object of each
LONGEST_TEXT = 10_000  # characters of one cell or paragraph; no measure's name or deadline has more
_TOO_MUCH = "ข้อมูลในไฟล์มากเกินไป โปรดลบแถว คอลัมน์ และย่อหน้าที่ไม่เกี่ยวข้อง แล้วส่งเฉพาะส่วนที่เป็นแผนหรือรายงาน"
_MERGED = f"ไฟล์ผสานช่องไว้เกิน {MOST_MERGED:,} ช่อง โปรดยกเลิกการผสานช่องทั้งแถวหรือทั้งคอลัมน์ แล้วส่งใหม่"
_CUT = "บรรทัดหรือแถวที่ {} มีข้อความยาวเกิน " + f"{LONGEST_TEXT:,} ตัวอักษร จึงอ่านเฉพาะส่วนต้น โปรดตรวจไฟล์"


def check_cells(count: int) -> None:
    """Raises SourceError when a file's tables have this many cells and that is too many."""
    if count > MOST_CELLS:
        raise SourceError(_TOO_MUCH)


def check_elements(elements: int, paragraphs: int = 0) -> None:
    """As check_cells, for the tags of a markup file and its paragraphs."""
    if elements > MOST_ELEMENTS or paragraphs > MOST_PARAGRAPHS:
        raise SourceError(_TOO_MUCH)


def check_merged(area: int) -> None:
    """As check_cells, for the cells that lie under merges."""
    if area > MOST_MERGED:
        raise SourceError(_MERGED)


def shortened(document: Document) -> Document:
    """The document with endless texts cut to LONGEST_TEXT characters, and a doubt for each line cut."""
    cut: list[int] = []
    blocks = tuple(_block(block, cut) for block in document.blocks)
    if not cut:
        return document
    return Document(blocks, (*document.doubts, *(_CUT.format(line) for line in dict.fromkeys(cut))))


def _block(block: Paragraph | Table, cut: list[int]) -> Paragraph | Table:
    if isinstance(block, Table):
        return replace(block, rows=tuple(_row(row, cut) for row in block.rows))
    if len(block.text) <= LONGEST_TEXT:
        return block
    cut.append(block.line)
    return replace(block, text=block.text[:LONGEST_TEXT])


def _row(row: Row, cut: list[int]) -> Row:
    if all(len(cell.text) <= LONGEST_TEXT for cell in row.cells):
        return row
    cut.append(row.line)
    return Row(tuple(Cell(cell.text[:LONGEST_TEXT], cell.origin, cell.hidden) for cell in row.cells), row.line)
