"""What the new assessment says, read from a file of scores or an analysis document of any kind the import reads."""

from pathlib import Path

from models.records import MeasureReading, Score
from tasks.next_year.proposals import Item
from tasks.plan.check_sheet import without_check_sheet
from tasks.plan.offers import unanswered
from tasks.plan.reading import read
from tasks.plan.sources import load
from tasks.plan.walk import walk


def assessment(file: Path) -> tuple[tuple[Score, ...], tuple[Item, ...]]:
    """The indicators' scores, and the items with a score or a finding of their own. Raises SourceError.

    An item's row tells its score or what was found; a paragraph that opens with a code that no row has is a finding.
    """
    document = load(file)
    found = read(document)
    rows = [_item(one) for one in found.measures if one.score is not None]
    known = {code for one in found.measures for code in one.codes}
    loose = unanswered(walk(without_check_sheet(document)).texts, known)
    return found.scores, (*rows, *(Item((one.code,), _title(one.code, one.text), one.text) for one in loose))


def _item(one: MeasureReading) -> Item:
    return Item(one.codes, one.title, one.finding or "", one.score)


def _title(code: str, text: str) -> str:
    """The words after the code up to the first break, to name the row by; the whole stands in the finding."""
    first = " ".join(text.split())[:90]
    return f"{code} {first.split(' ', 1)[-1]}" if " " in first else first
