"""A measure of the year as the cells of its row: the source's own text, and this year's result only. Pure."""

import re
from collections.abc import Sequence

from models.completeness import OUTCOME, RESULT
from models.records import Status
from models.source_form import FormColumn, FormRow
from models.thaitext import squeeze
from tasks.reports import telling
from tasks.reports.cells import by_position, has_sub_items, paragraphs, with_set_phrases
from tasks.reports.digits import Digits
from tasks.reports.facts import MeasureFacts, YearFacts
from tasks.reports.layout import Cell, Paragraph

BLANK = Cell((Paragraph("—"),), missing=True)
ADDED = (FormColumn("สรุปผลการดำเนินการ", "result"), FormColumn("ผลลัพธ์/ความสำเร็จ", "outcome"))
REPORTED = ("result", "outcome", "progress", "obstacle", "evidence")  # what an earlier year wrote here is not ours
_NAMING = ("item", "measure", "steps", "finding")  # the first of these with a text names the row: kept as printed
_STATES = (
    (Status.NOT_STARTED, re.compile("ยังไม่|ไม่ได้")),
    (Status.IN_PROGRESS, re.compile("ระหว่าง|กำลัง")),
    (Status.COMPLETED, re.compile("แล้ว|เสร็จ|ครบ")),
)
_WORDS = {
    Status.NOT_STARTED: "ยังไม่ได้ดำเนินการ",
    Status.IN_PROGRESS: "อยู่ระหว่างดำเนินการ",
    Status.COMPLETED: "ดำเนินการแล้วเสร็จ",
}


def columns_of(table: Sequence[FormColumn]) -> tuple[FormColumn, ...]:
    """The source's columns, with a result and an outcome behind them where it has neither."""
    return tuple(table) if any(c.meaning in ("result", "outcome") for c in table) else (*table, *ADDED)


def cells_of(measure: MeasureFacts, table: Sequence[FormColumn], facts: YearFacts, digits: Digits) -> tuple[Cell, ...]:
    """One cell per column, the added ones last."""
    columns = columns_of(table)
    row = measure.row or _made_up(measure, table)
    namer = next(
        (m for m in _NAMING for c, text in zip(table, row.cells, strict=True) if c.meaning == m and text), None
    )
    found = []
    for i, column in enumerate(columns):
        if column.meaning in REPORTED:
            found.append(_reported(measure, column, columns, facts, digits))
        elif column.meaning == "remark" and facts.source_year != facts.fiscal_year:
            found.append(Cell())
        else:
            found.append(_printed(measure, row, i, column.meaning == namer != "item", facts))
    return tuple(found)


def _made_up(measure: MeasureFacts, table: Sequence[FormColumn]) -> FormRow:
    """A row for what was added by hand: each of its texts in the first column of that meaning."""
    texts = dict(measure.texts)
    texts.setdefault("item", measure.label)
    cells = [texts.pop(column.meaning or "", "") for column in table]
    if "item" in texts and not any(column.meaning == "item" for column in table):
        first = next((i for i, column in enumerate(table) if column.meaning in _NAMING), 0)
        cells[first] = cells[first] or texts["item"]
    return FormRow(0, tuple(cells))


def _printed(measure: MeasureFacts, row: FormRow, i: int, whole: bool, facts: YearFacts) -> Cell:
    text = with_set_phrases(row.cells[i], measure.set_phrases)
    text = by_position(text, measure.people) if facts.by_position else text
    return Cell(paragraphs(text, whole=whole), covered=i in row.carried)


def _reported(
    measure: MeasureFacts, column: FormColumn, columns: Sequence[FormColumn], facts: YearFacts, digits: Digits
) -> Cell:
    if column.meaning == "result":
        return _result(measure, columns, facts, digits)
    if column.meaning == "outcome":
        return _answered(measure, telling.answers(measure, OUTCOME.key, digits), digits)
    if column.meaning == "obstacle":
        return _listed(telling.obstacles(measure, digits), digits)
    if column.meaning == "evidence":
        links = [piece.url or piece.file_name or "รูปภาพ" for share in measure.shares for piece in share.pieces]
        return _listed(list(dict.fromkeys(links)), digits)
    return _progress(measure, column)


def _result(measure: MeasureFacts, columns: Sequence[FormColumn], facts: YearFacts, digits: Digits) -> Cell:
    """People's answers first, then the item's further elements, what stood in the way, and what the stamps tell."""
    meanings = {column.meaning for column in columns}
    told = telling.answers(measure, RESULT.key, digits)
    outcomes = telling.answers(measure, OUTCOME.key, digits) if "outcome" not in meanings else []
    blocked = telling.obstacles(measure, digits) if "obstacle" not in meanings else []
    more = [
        *telling.elements(measure, digits),
        *(f"ผลลัพธ์: {words}" for words in outcomes),
        *(f"ปัญหา/อุปสรรค: {words}" for words in blocked),
        *telling.facts(measure, digits, facts.as_of),
    ]
    return _answered(measure, told, digits, more)


def _answered(measure: MeasureFacts, told: Sequence[str], digits: Digits, more: Sequence[str] = ()) -> Cell:
    """Answers by the measure's sub-items where it has them, each that nobody spoke of marked as missing."""
    subs = sub_items(measure)
    if not subs or not (told or more):
        cell = _listed([*told, *more], digits)
        return Cell(cell.paragraphs, missing=not told)
    general, by_code = telling.by_code(told, [code for code, _ in subs])
    lines = [Paragraph(" ".join(by_code.get(code, ["—"])), digits.own(f"{code} :")) for code, _ in subs]
    head = [Paragraph(words) for words in general]
    missing = any(code not in by_code for code, _ in subs) and not general
    return Cell((*head, *lines, *(Paragraph(words) for words in more)), missing=missing)


def sub_items(measure: MeasureFacts) -> tuple[tuple[str, str], ...]:
    """(code, title) of the items that one cell of the plan lists, where the measure answers for several of them."""
    cells = measure.row.cells if measure.row else ()
    return next((subs for text in cells if (subs := has_sub_items(text, measure.codes))), ())


def _listed(lines: Sequence[str], digits: Digits) -> Cell:
    """One line as it is, several numbered as offices do."""
    if not lines:
        return BLANK
    if len(lines) == 1:
        return Cell(paragraphs(lines[0], whole=True))
    return Cell(tuple(Paragraph(" ".join(text.split("\n")), digits.own(f"{n}.")) for n, text in enumerate(lines, 1)))


def _progress(measure: MeasureFacts, column: FormColumn) -> Cell:
    """How far it is: a tick under the state it is in, a bare figure under "ร้อยละ", else the state in words."""
    shares = [share for share in measure.shares if share.part in ("doer", "collector")]
    if not shares:
        return BLANK
    order = list(_WORDS)
    state = min((share.status for share in shares), key=order.index)
    if any(share.status != Status.NOT_STARTED for share in shares) and state == Status.NOT_STARTED:
        state = Status.IN_PROGRESS
    heading = squeeze(column.heading)
    named = next((status for status, words in _STATES if column.over and words.search(heading)), None)
    if named is not None:
        return Cell((Paragraph("✓"),)) if named == state else Cell()
    if "ร้อยละ" in heading or "%" in heading:
        percent = 100 if state == Status.COMPLETED else max((share.progress or 0 for share in shares), default=0)
        return Cell((Paragraph(str(percent)),))
    return Cell((Paragraph(_WORDS[state]),))
