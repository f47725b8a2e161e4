"""The XML inside office files is counted here, before a library builds it in memory."""

import contextlib
import zipfile
from xml.parsers import expat

from openpyxl.utils import range_boundaries

from tasks.plan.bounds import check_cells, check_elements, check_merged


def check_size(archive: zipfile.ZipFile) -> None:
    """Raises SourceError when the archive's XML holds too many cells, paragraphs, tags or merged cells together."""
    count = _Count()
    for member in archive.infolist():
        reader = expat.ParserCreate()
        reader.StartElementHandler = count.take
        # Pictures are no XML; XML that is broken breaks in the library too.
        with archive.open(member) as content, contextlib.suppress(expat.ExpatError):
            reader.ParseFile(content)


class _Count:
    def __init__(self) -> None:
        self._elements = self._paragraphs = self._cells = self._merged = 0

    def take(self, tag: str, attributes: dict[str, str]) -> None:
        """One opening tag; its prefix is the file's own choice."""
        self._elements += 1
        check_elements(self._elements, self._paragraphs)
        name = tag.rpartition(":")[2]
        if name in ("c", "tc"):
            self._cells += 1
            check_cells(self._cells)
        elif name == "p":
            self._paragraphs += 1
        elif name == "mergeCell":
            self._merged += _area(attributes["ref"])
            check_merged(self._merged)


def _area(reference: str) -> int:
    """How many cells a range such as "A5:B6" has."""
    left, top, right, bottom = range_boundaries(reference)
    return int((right - left + 1) * (bottom - top + 1))
