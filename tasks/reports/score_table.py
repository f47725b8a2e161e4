"""The scores a plan answers, its targets, and the scores reached since, side by side. Pure."""

from tasks.reports.digits import Digits
from tasks.reports.facts import YearFacts
from tasks.reports.layout import PlainTable

_OURS = ("ตัวชี้วัดที่", "ตัวชี้วัด", "คะแนน")
_WIDTHS, _WITH_REACHED = (150, 650, 200), (120, 480, 180, 220)
NONE_YET = "ยังไม่มีผลคะแนน"
NOWHERE = "—"  # an indicator the newer table does not name


def score_table(facts: YearFacts, digits: Digits) -> PlainTable | None:
    """The table and its lines; None where there are neither scores nor promises of any.

    The score reached is what the next year's plan prints as its own basis; until there is one, that is said.
    """
    if not facts.scores and not facts.form.targets and not facts.reached:
        return None
    headings = tuple(own or ours for own, ours in zip(facts.form.scores or _OURS, _OURS, strict=True))
    rows = [(digits.own(str(one.indicator)), one.name, digits.own(f"{one.score:.2f}")) for one in facts.scores]
    lines = [f"เป้าหมายตามแผน: {digits.theirs(text)}" for text in facts.form.targets]
    year = f"ปีงบประมาณ พ.ศ. {facts.fiscal_year}"
    if not facts.reached:
        told = digits.own(f"คะแนนที่ได้รับของ{year}: {NONE_YET}")
        return PlainTable(_heading(facts, digits), headings, _WIDTHS, tuple(rows), (*lines, told))
    reached = {one.indicator: digits.own(f"{one.score:.2f}") for one in facts.reached}
    beside = [(*row, reached.get(one.indicator, NOWHERE)) for row, one in zip(rows, facts.scores, strict=True)]
    known = {one.indicator for one in facts.scores}
    beside += [
        (digits.own(str(one.indicator)), one.name, NOWHERE, digits.own(f"{one.score:.2f}"))
        for one in facts.reached
        if one.indicator not in known
    ]
    columns = (*headings, digits.own(f"ได้รับใน{year}"))
    return PlainTable(_heading(facts, digits), columns, _WITH_REACHED, tuple(beside), tuple(lines))


def _heading(facts: YearFacts, digits: Digits) -> str:
    """Where the title speaks of a later year than the document did, its scores are told to be the document's."""
    source = facts.source_year
    of_document = f" (ตามเอกสารปี {source})" if source and source != facts.fiscal_year else ""
    return digits.own(f"คะแนนที่เป็นฐานของแผน{of_document}")
