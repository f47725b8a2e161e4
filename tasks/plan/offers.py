"""Measures that stand outside the table: told to a person, never taken in by themselves. Pure."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from models.codes import find_codes
from models.readings import MeasureReading
from models.thaitext import squeeze
from tasks.plan import doubts
from tasks.plan.document import Paragraph
from tasks.plan.outline import is_list_item, number_of

_ACTION_HEADING = re.compile(r"มาตรการ|แนวทาง(?:การ)?(?:ปรับปรุง|แก้ไข|พัฒนา|ขับเคลื่อน)|แผน(?:การ)?(?:ปรับปรุง|พัฒนา)")
LONGEST_HEADING = 160
_LEADING = 12  # a code that opens a paragraph is its subject; one further on is only spoken of


@dataclass(frozen=True)
class Finding:
    """A paragraph that opens with an item's code: what was found wanting in it."""

    code: str
    line: int
    text: str


def outside_measures(texts: Sequence[Paragraph], measures: Sequence[MeasureReading]) -> list[str]:
    """Sentences offering list points under a heading of measures, and coded findings no measure answers."""
    known = {code for measure in measures for code in measure.codes}
    return [*_points(texts), *_findings(texts, known)]


def _points(texts: Sequence[Paragraph]) -> list[str]:
    told: list[str] = []
    under, misnumbered = "", False
    for paragraph in texts:
        text = paragraph.text
        number = number_of(text.lstrip("-–•* "))
        if _opens(text, number):
            under, misnumbered = text, False
        elif under and is_list_item(text):
            told.append(doubts.offered(paragraph.line, text))
            elsewhere = [] if misnumbered else _numbered_elsewhere(under, number, paragraph.line)
            misnumbered = misnumbered or bool(elsewhere)
            told += elsewhere
        elif not is_list_item(text):
            under = ""
    return told


def _opens(text: str, number: str) -> bool:
    short = len(text) <= LONGEST_HEADING and not text.lstrip().startswith(("-", "•"))
    return short and "." not in number and bool(number) and bool(_ACTION_HEADING.search(squeeze(text)[:60]))


def _numbered_elsewhere(heading: str, number: str, line: int) -> list[str]:
    own = number_of(heading)
    outer = number.split(".")[0]
    if "." not in number or not own or outer == own:
        return []
    return [doubts.list_numbers_differ(own, number, line)]


def unanswered(texts: Sequence[Paragraph], known: Collection[str]) -> list[Finding]:
    """The findings whose code is not among the known ones, in the order of the document."""
    found: list[Finding] = []
    for paragraph in texts:
        reading = find_codes(paragraph.text)
        opening = paragraph.text.strip()[:_LEADING]
        for code, raw in zip(reading.codes[:1], reading.raw[:1], strict=True):
            if code not in known and raw in opening and len(paragraph.text) > 40:
                found.append(Finding(code, paragraph.line, paragraph.text))
    return found


def _findings(texts: Sequence[Paragraph], known: set[str]) -> list[str]:
    by_line = {finding.line: finding for finding in unanswered(texts, known)}
    told: list[str] = []
    for paragraph in texts:
        if finding := by_line.get(paragraph.line):
            told.append(doubts.finding_without_measure(finding.code, finding.line, finding.text))
        reading = find_codes(paragraph.text)
        opening = paragraph.text.strip()[:_LEADING]
        for raw in reading.unclear[:1]:
            if raw in opening:
                told.append(doubts.unclear_outside(raw, paragraph.line))
    return told
