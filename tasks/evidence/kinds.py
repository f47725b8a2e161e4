"""What a file really is, told by its first bytes and not by its name, and whether it is taken as evidence. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from models.file_names import is_refused

HEAD = 4096  # bytes that tell


@dataclass(frozen=True)
class Kind:
    """A kind of file: its media type, the ending it is stored under, and whether it is taken."""

    content_type: str
    ending: str
    taken: bool = True


# Offset, bytes, kind. Programs, web pages and drawings with scripts in them are told apart to be refused.
_MAGIC: tuple[tuple[int, bytes, Kind], ...] = (
    (0, b"\xff\xd8\xff", Kind("image/jpeg", ".jpg")),
    (0, b"\x89PNG\r\n\x1a\n", Kind("image/png", ".png")),
    (0, b"GIF87a", Kind("image/gif", ".gif")),
    (0, b"GIF89a", Kind("image/gif", ".gif")),
    (8, b"WEBP", Kind("image/webp", ".webp")),
    (0, b"%PDF-", Kind("application/pdf", ".pdf")),
    (4, b"ftypheic", Kind("image/heic", ".heic")),
    (4, b"ftypheix", Kind("image/heic", ".heic")),
    (4, b"ftypmif1", Kind("image/heic", ".heic")),
    (4, b"ftypM4A ", Kind("audio/mp4", ".m4a")),
    (4, b"ftypqt  ", Kind("video/quicktime", ".mov")),
    (4, b"ftyp", Kind("video/mp4", ".mp4")),
    (0, b"ID3", Kind("audio/mpeg", ".mp3")),
    (0, b"\xff\xfb", Kind("audio/mpeg", ".mp3")),
    (0, b"\xff\xf1", Kind("audio/aac", ".aac")),
    # Word, Excel and PowerPoint until 2003 share one container.
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind("application/x-ole-storage", ".doc")),
)
ZIP = b"PK\x03\x04"
_OFFICE = (
    ("word/", Kind("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx")),
    ("xl/", Kind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx")),
    ("ppt/", Kind("application/vnd.openxmlformats-officedocument.presentationml.presentation", ".pptx")),
)
_OLE_ENDINGS = (".doc", ".xls", ".ppt")
REFUSED = Kind("application/octet-stream", ".bin", taken=False)


def kind_of(head: bytes, file_name: str | None, members: Iterable[str] = ()) -> Kind:
    """The kind of a file whose first bytes these are; members: the names inside, where it is a zip.

    The name only chooses between kinds that share a container, or refuses (models/file_names.py); it never makes a file
    one that is taken.
    """
    if is_refused(file_name):
        return REFUSED
    if head.startswith(ZIP):
        return _office(tuple(members))
    found = next((kind for place, magic, kind in _MAGIC if head[place : place + len(magic)] == magic), REFUSED)
    if not _begins_whole(head):
        return REFUSED
    if found.content_type != "application/x-ole-storage":
        return found
    ending = f".{(file_name or '').rpartition('.')[2].lower()}"
    return Kind(found.content_type, ending) if ending in _OLE_ENDINGS else REFUSED


def _begins_whole(head: bytes) -> bool:
    """What is told by bytes further in begins as its container does, or a web page could carry them as words."""
    if head[8:12] == b"WEBP":
        return head.startswith(b"RIFF")
    return head[4:8] != b"ftyp" or 8 <= int.from_bytes(head[:4], "big") <= HEAD


def _office(members: tuple[str, ...]) -> Kind:
    """Documents of today's Office are zips; one with a program (macros) in it is not taken, nor any other zip."""
    if "[Content_Types].xml" not in members or any(name.lower().endswith("vbaproject.bin") for name in members):
        return REFUSED
    return next((kind for folder, kind in _OFFICE if any(name.startswith(folder) for name in members)), REFUSED)
