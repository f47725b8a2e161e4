"""What the new assessment says, read from a file of scores or an analysis document of any kind the import reads."""

from collections.abc import Callable

from models.readings import MeasureReading, Score
from tasks.next_year.proposals import Item
from tasks.plan.check_sheet import without_check_sheet
from tasks.plan.document import Document
from tasks.plan.offers import unanswered
from tasks.plan.reading import read
from tasks.plan.source_error import SourceError
from tasks.plan.sources import read as read_file
from tasks.plan.walk import walk

Assessment = tuple[tuple[Score, ...], tuple[Item, ...]]


NOTHING = "ไม่พบคะแนนหรือข้อค้นพบในไฟล์ โปรดใช้ไฟล์ที่มีตารางตัวชี้วัดและคะแนน"


def read_apart(name: str, data: bytes, _tell: Callable[[str], object]) -> Assessment:
    """As assessment(), of a file in memory, in the way of tasks/apart.py."""
    return assessment(read_file(name, data))


def assessment(document: Document) -> Assessment:
    """The indicators' scores, and the items with a score or a finding of their own.

    An item's row tells its score or what was found; a paragraph that opens with a code that no row has is a finding.
    Raises SourceError when there is neither.
    """
    found = read(document)
    rows = [_item(one) for one in found.measures if one.score is not None]
    known = {code for one in found.measures for code in one.codes}
    loose = unanswered(walk(without_check_sheet(document)).texts, known)
    items = (*rows, *(Item((one.code,), _title(one.code, one.text), one.text) for one in loose))
    if not found.scores and not items:
        raise SourceError(NOTHING)
    return found.scores, items


def _item(one: MeasureReading) -> Item:
    return Item(one.codes, one.title, one.finding or "", one.score)


def _title(code: str, text: str) -> str:
    """The words after the code up to the first break, to name the row by; the whole stands in the finding."""
    first = " ".join(text.split())[:90]
    return f"{code} {first.split(' ', 1)[-1]}" if " " in first else first
