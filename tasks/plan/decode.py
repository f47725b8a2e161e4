"""The bytes of a text file as text: UTF-8, UTF-16 or Windows-874, told apart by what they can be. Pure."""

import codecs

from tasks.plan.source_error import SourceError

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_HIGH_BYTES = frozenset((0x00, 0x0E))  # the upper halves of Latin and Thai code units in UTF-16
_MOSTLY = 0.9
_FEW = 0.01  # a share of broken characters that a damaged but readable file may have
_CONTROLS = frozenset(map(chr, (*range(0x09), *range(0x0E, 0x1A), *range(0x1B, 0x20), 0x7F)))
_NOT_TEXT = "ไฟล์นี้ไม่ใช่ไฟล์ข้อความที่อ่านได้ โปรดบันทึกใหม่เป็น UTF-8 แล้วส่งอีกครั้ง"
_DAMAGED = "อักขระบางตัวในไฟล์เสียหาย จึงแสดงเป็น \ufffd โปรดตรวจข้อความที่มีเครื่องหมายนี้"


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text and what was lost in it. Raises SourceError when the bytes are no text."""
    text = _decoded(data)
    if _share(text, "\ufffd") > _FEW or sum(map(text.count, _CONTROLS)) > _FEW * len(text):
        raise SourceError(_NOT_TEXT)
    return text, (_DAMAGED,) if "\ufffd" in text else ()


def _decoded(data: bytes) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    unmarked = _unmarked_utf16(data)
    if unmarked:
        return data.decode(unmarked, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _damaged_or_874(data)


def _damaged_or_874(data: bytes) -> str:
    """Windows-874 unless the bytes are UTF-8 but for a few (a cut end, one spoilt letter)."""
    as_utf8 = data.decode("utf-8", "replace")
    return as_utf8 if _share(as_utf8, "\ufffd") <= _FEW else data.decode("cp874", "replace")


def _unmarked_utf16(data: bytes) -> str | None:
    sample = data[:4096]
    half = len(sample) // 2
    if half and sum(byte in _HIGH_BYTES for byte in sample[1::2]) > _MOSTLY * half:
        return "utf-16-le"
    return "utf-16-be" if half and sum(byte in _HIGH_BYTES for byte in sample[::2]) > _MOSTLY * half else None


def _share(text: str, character: str) -> float:
    return text.count(character) / len(text) if text else 0.0
