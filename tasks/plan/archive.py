"""Office files are zip archives: checked here before any library unpacks them."""

import io
import zipfile

from tasks.plan.source_error import SourceError

LARGEST_UNPACKED = 150 * 1024 * 1024  # bytes; a zip bomb declares more, and zipfile never reads past what is declared
_MOST_MEMBERS = 10_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # how a password-protected .docx or .xlsx begins, and the old formats
_LOCKED = "ไฟล์ถูกล็อกด้วยรหัสผ่านหรือเป็นไฟล์รุ่นเก่า โปรดบันทึกใหม่เป็น {} แบบไม่มีรหัสผ่าน แล้วส่งใหม่"
_BROKEN = "ไฟล์เสียหายหรือไม่ใช่ไฟล์ {} จริง โปรดเปิดไฟล์แล้วบันทึกใหม่เป็น {} จากนั้นส่งอีกครั้ง"
_BOMB = "ข้อมูลในไฟล์เมื่อคลายออกใหญ่เกินไป โปรดลบรูปภาพหรือแผ่นงานที่ไม่เกี่ยวข้อง แล้วส่งใหม่"


def checked(data: bytes, ending: str, folder: str) -> zipfile.ZipFile:
    """The archive, when it may be unpacked and holds the format's own folder ("word/", "xl/").

    Raises SourceError for locked, broken, wrongly named or oversized archives.
    """
    if data.startswith(_OLE):
        raise SourceError(_LOCKED.format(ending))
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as problem:
        raise SourceError(_BROKEN.format(ending, ending)) from problem
    members = archive.infolist()
    if not any(member.filename.startswith(folder) for member in members):
        raise SourceError(_BROKEN.format(ending, ending))
    if any(member.flag_bits & 1 for member in members):
        raise SourceError(_LOCKED.format(ending))
    if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > LARGEST_UNPACKED:
        raise SourceError(_BOMB)
    return archive
