"""A plan file of any kind the service reads, as blocks in reading order."""

import re
from collections.abc import Callable
from pathlib import Path

from tasks.plan.bounds import shortened
from tasks.plan.decode import decode
from tasks.plan.document import Document, Table
from tasks.plan.read_csv import parse_csv
from tasks.plan.read_docx import read_docx
from tasks.plan.read_html import parse_html
from tasks.plan.read_pdf import read_pdf
from tasks.plan.read_text import parse_text
from tasks.plan.read_xlsx import read_xlsx
from tasks.plan.source_error import SourceError

__all__ = ["SourceError", "load", "read"]

LARGEST = 50 * 1024 * 1024  # bytes
MOST_ROWS = 25_000  # all tables together; no office's year has more, and a minute's reading would look like a hang
_NO_FILE = "ที่ระบุมาเป็นโฟลเดอร์หรืออุปกรณ์ ไม่ใช่ไฟล์ โปรดระบุไฟล์ของแผนหรือรายงาน"
_EMPTY = "ไฟล์ว่างเปล่า โปรดตรวจว่าส่งไฟล์ถูกต้อง แล้วส่งใหม่"
_BROKEN = "อ่านไฟล์ไม่ได้ ไฟล์อาจเสียหาย โปรดเปิดไฟล์แล้วบันทึกใหม่ จากนั้นส่งอีกครั้ง"
_TOO_LARGE = "ไฟล์ใหญ่เกิน 50 เมกะไบต์ โปรดส่งเฉพาะส่วนที่เป็นแผนหรือรายงาน"
_TOO_LONG = f"ตารางในไฟล์ยาวเกิน {MOST_ROWS:,} แถว โปรดส่งเฉพาะส่วนที่เป็นแผนหรือรายงานของปีเดียว"
_UNKNOWN = "ไม่รู้จักไฟล์ชนิดนี้ โปรดส่งเป็น .docx .xlsx .pdf .csv .txt หรือ .md"
_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|table)\b", re.IGNORECASE)
_OLD = {
    ".doc": "ไฟล์ .doc เป็นรุ่นเก่า โปรดเปิดใน Word แล้วบันทึกเป็น .docx จากนั้นส่งใหม่",
    ".xls": "ไฟล์ .xls เป็นรุ่นเก่า โปรดเปิดใน Excel แล้วบันทึกเป็น .xlsx จากนั้นส่งใหม่",
}


def load(path: Path) -> Document:
    """What the file holds. Raises SourceError with what to do; a file that is not there raises OSError."""
    if path.exists() and not path.is_file():  # a pipe or device might never end
        raise SourceError(_NO_FILE)
    if path.stat().st_size > LARGEST:
        raise SourceError(_TOO_LARGE)
    return read(path.name, path.read_bytes())


def check_name(name: str) -> None:
    """Raises SourceError when a file of this name is of no kind that is read; what is in it is not looked at.

    The old formats pass: under their names reporting systems hand out files that can be read.
    """
    ending = Path(name).suffix.lower()
    if ending not in (*_READERS, *_OLD):
        raise SourceError(_UNKNOWN)


def read(name: str, data: bytes) -> Document:
    """As load, for a file already in memory (an upload); the name's ending says the format."""
    ending = _true_ending(Path(name).suffix.lower(), data)
    if ending in _OLD:
        raise SourceError(_OLD[ending])
    if ending not in _READERS:
        raise SourceError(_UNKNOWN)
    if len(data) > LARGEST:
        raise SourceError(_TOO_LARGE)
    document = _attempt(_READERS[ending], data) if data.strip() else Document(())
    if not document.blocks:
        raise SourceError(_EMPTY)
    if sum(len(block.rows) for block in document.blocks if isinstance(block, Table)) > MOST_ROWS:
        raise SourceError(_TOO_LONG)
    return shortened(document)


def _true_ending(ending: str, data: bytes) -> str:
    """Reporting systems hand out web pages and new formats under the old names: the content decides."""
    if ending in _OLD and data.startswith(b"PK"):
        return ending + "x"
    if ending in (*_OLD, ".txt", ".md") and _PAGE.match(data):
        return ".html"
    return ending


def _attempt(reader: Callable[[bytes], Document], data: bytes) -> Document:
    """The libraries below raise whatever a broken file makes them trip over; to the sender it is one thing."""
    try:
        return reader(data)
    except SourceError:
        raise
    except Exception as problem:
        raise SourceError(_BROKEN) from problem


def _of_text(parse: Callable[[str], Document]) -> Callable[[bytes], Document]:
    def reader(data: bytes) -> Document:
        text, lost = decode(data)
        document = parse(text)
        return Document(document.blocks, lost + document.doubts)

    return reader


_READERS: dict[str, Callable[[bytes], Document]] = {
    ".txt": _of_text(parse_text),
    ".md": _of_text(parse_text),
    ".csv": _of_text(parse_csv),
    ".docx": read_docx,
    ".htm": _of_text(parse_html),
    ".html": _of_text(parse_html),
    ".pdf": read_pdf,
    ".xlsx": read_xlsx,
}
