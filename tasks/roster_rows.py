"""The people a roster file lists: headings recognised, one person a line, what cannot be taken named by line. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.person_name import name_key, same_person
from models.records import Role
from models.thaitext import printable, squeeze
from models.unit_names import UNITS, canonical_unit
from tasks.plan.document import Document, Row, Table
from tasks.plan.source_error import SourceError

NO_HEADINGS = "ไม่พบหัวตารางที่มีคอลัมน์ ชื่อ (คอลัมน์อื่นคือ ตำแหน่ง, สังกัด, บทบาท)"

# "ชื่อสกุล" is a surname beside a column "ชื่อ" and a whole name alone: parts of a name are joined as they stand.
_MEANINGS = {
    "name": (
        *("ชื่อ", "ชื่อสกุล", "ชื่อนามสกุล", "ชื่อและนามสกุล", "ชื่อเจ้าหน้าที่", "ชื่อบุคลากร", "คำนำหน้า", "คำนำหน้าชื่อ"),
        *("คำนำหน้านาม", "นามสกุล", "สกุล", "รายชื่อ", "name", "fullname", "firstname", "lastname", "surname"),
    ),
    "position": ("ตำแหน่ง", "ชื่อตำแหน่ง", "ตำแหน่งงาน", "position"),
    "unit": ("สังกัด", "ส่วนราชการ", "หน่วยงาน", "กอง", "สำนักกอง", "กองสำนัก", "หน่วยงานที่สังกัด", "unit"),
    "section": ("งาน", "ฝ่าย", "ฝ่ายงาน", "งานฝ่าย", "กลุ่มงาน", "section"),
    "role": ("บทบาท", "บทบาทในระบบ", "สิทธิ", "สิทธิ์", "role"),
}
_HEADINGS = {word: meaning for meaning, words in _MEANINGS.items() for word in words}
_ROLES = {
    Role.OFFICER: ("เจ้าหน้าที่", "ผู้ปฏิบัติ", "ผู้ปฏิบัติงาน", "ผู้รับผิดชอบ", "officer"),
    Role.UNIT_HEAD: (
        *("หัวหน้าส่วน", "หัวหน้าส่วนราชการ", "หัวหน้ากอง", "หัวหน้าหน่วยงาน", "หัวหน้า", "ผู้อำนวยการกอง"),
        *("ผอกอง", "หัวหน้าสำนักปลัด", "unithead", "head"),
    ),
    Role.COORDINATOR: ("ผู้ประสาน", "ผู้ประสานงาน", "ผู้ประสานita", "ผู้ประสานงานita", "coordinator"),
    Role.EXECUTIVE: ("ผู้บริหาร", "ผู้บริหารท้องถิ่น", "คณะผู้บริหาร", "นายก", "รองนายก", "ปลัด", "รองปลัด", "executive"),
    Role.ADMINISTRATOR: ("ผู้ดูแลระบบ", "ผู้ดูแล", "แอดมิน", "administrator", "admin"),
}
ROLE_WORDS = {word: role for role, words in _ROLES.items() for word in words}
ROLE_NAMES = {role: words[0] for role, words in _ROLES.items()}
_LETTERS = re.compile(r"[^\w\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]|[ฯ_]")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_TOTAL = re.compile(r"รวม(?:ทั้งสิ้น|ทั้งหมด)?[\d:]*(?:คน|ราย|อัตรา)?")
_NOTHING = frozenset(("", "-", "–", "—", "."))


@dataclass(frozen=True)
class RosterLine:
    """One person as the file gives them; unit is a path ("กองคลัง/งานพัสดุ"). None: the file does not say."""

    line: int
    name: str
    position: str | None = None
    unit: str | None = None
    role: Role | None = None


@dataclass(frozen=True)
class Fault:
    """A line that cannot be taken, and why: one Thai sentence."""

    line: int
    words: str


def read_roster(document: Document, most: int | None = None) -> tuple[tuple[RosterLine, ...], tuple[Fault, ...]]:
    """Whom the file lists, and the lines that cannot be taken; a file without headings is one fault.

    most: how many lines of people, told twice or wrong ones included, are read; raises SourceError beyond.
    """
    rows = [row for block in document.blocks if isinstance(block, Table) for row in block.rows]
    columns: dict[int, str] = {}
    read: list[RosterLine | Fault] = []
    for row in rows:
        headings = _headings(row)
        if headings:
            columns = headings
        elif columns and (found := _read(row, columns)):
            read.append(found)
        if most is not None and len(read) > most:
            raise SourceError(f"มีรายชื่อเกิน {most:,} บรรทัด แบ่งเป็นหลายไฟล์แล้วนำเข้าทีละไฟล์")
    if not columns:
        return (), (Fault(rows[0].line if rows else 1, NO_HEADINGS),)
    return _once(read)


def _headings(row: Row) -> dict[int, str] | None:
    """Column → meaning, when the row is one of headings: a name column and one more; None otherwise."""
    keys = [_LETTERS.sub("", squeeze(_IN_BRACKETS.sub("", cell.text))).lower() for cell in row.cells]
    found = {n: _HEADINGS[key] for n, key in enumerate(keys) if key in _HEADINGS}
    return found if "name" in found.values() and len(found) > 1 else None


def _read(row: Row, columns: dict[int, str]) -> RosterLine | Fault | None:
    name, position, role = (_joined(row, columns, meaning) for meaning in ("name", "position", "role"))
    path = "/".join(part for part in (_joined(row, columns, "unit"), _joined(row, columns, "section")) if part)
    if not name:
        return Fault(row.line, "ไม่มีชื่อ") if position or role else None
    if _TOTAL.fullmatch(squeeze(name)) or canonical_unit(name) in UNITS:
        return Fault(row.line, f"“{name}” ไม่ใช่ชื่อบุคคล")
    known = ROLE_WORDS.get(_LETTERS.sub("", squeeze(role)).lower())
    if role and known is None:
        choices = ", ".join(ROLE_NAMES.values())
        return Fault(row.line, f"ไม่รู้จักบทบาท “{role}” ของ{name} ใช้ได้: {choices}")
    return RosterLine(row.line, name, position or None, path or None, known)


def _joined(row: Row, columns: dict[int, str], meaning: str) -> str:
    """The text under the columns of one meaning; a cell merged across both is said once."""
    texts = [row.cells[n].text for n, what in columns.items() if what == meaning and n < len(row.cells)]
    kept = [printable(text) for text in dict.fromkeys(texts) if text.strip() not in _NOTHING]
    return " ".join(kept)


def _once(read: Sequence[RosterLine | Fault]) -> tuple[tuple[RosterLine, ...], tuple[Fault, ...]]:
    """The same person twice is taken once; a second line that says something else is a fault."""
    kept: list[RosterLine] = []
    faults: list[Fault] = []
    called: dict[str, list[RosterLine]] = {}  # by the key of the name: a นาย and a นาง at most
    for item in read:
        if isinstance(item, Fault):
            faults.append(item)
            continue
        alike = called.setdefault(name_key(item.name), [])
        first = next((other for other in alike if same_person(other.name, item.name)), None)
        if first is None:
            alike.append(item)
            kept.append(item)
        elif replace(first, line=item.line, name=item.name) != item:
            faults.append(Fault(item.line, f"{item.name} ซ้ำกับบรรทัด {first.line} แต่ข้อมูลไม่ตรงกัน"))
    return tuple(kept), tuple(faults)
