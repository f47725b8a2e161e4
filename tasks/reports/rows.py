"""A measure of the year as the cells of its row: the source's own text, and this year's result only. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace

from models.completeness import OUTCOME, RESULT
from models.records import Status
from models.source_form import FormColumn, FormRow
from models.thaitext import squeeze
from tasks.reports import telling
from tasks.reports.cells import SubItem, by_position, paragraphs, sub_items, with_set_phrases
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


def rows_of(
    measure: MeasureFacts, table: Sequence[FormColumn], facts: YearFacts, digits: Digits
) -> tuple[tuple[Cell, ...], ...]:
    """The measure's cells, the added columns last: one row, or one for each item that its answers tell of apart."""
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
            found.append(_printed(measure, row, i, column.meaning == namer != "item", facts, digits))
    return _apart(tuple(found), measure, columns, facts, digits)


def listed_items(measure: MeasureFacts) -> tuple[int, tuple[SubItem, ...]]:
    """The column that lists several items of the measure's own codes, and those; (0, ()) where none does."""
    cells = measure.row.cells if measure.row else ()
    listed = ((i, sub_items(text, measure.codes)) for i, text in enumerate(cells))
    return next(((i, items) for i, items in listed if items), (0, ()))


def _apart(
    whole: tuple[Cell, ...],
    measure: MeasureFacts,
    columns: Sequence[FormColumn],
    facts: YearFacts,
    digits: Digits,
) -> tuple[tuple[Cell, ...], ...]:
    """A row for each listed item where some answer names one: its own text beside its own result and outcome."""
    listing, items = listed_items(measure)
    codes = [one.code for one in items if one.code]
    told = {key: telling.by_code(telling.answers(measure, key, digits), codes) for key in (RESULT.key, OUTCOME.key)}
    if not any(by_code for _, by_code in told.values()):
        return (whole,)
    head = {key: _head(general, digits) for key, (general, _) in told.items()}
    head[RESULT.key] = _head([*told[RESULT.key][0], *_more(measure, columns, facts, digits)], digits)
    lead = "" if items[0].code else items[0].text
    placed = list(enumerate(zip((column.meaning or "" for column in columns), whole, strict=True)))
    rows = [tuple(_lines(lead) if i == listing else head.get(key, cell) for i, (key, cell) in placed)]
    for item in items:
        if item.code:
            beside = (
                _lines(item.text) if i == listing else _of_item(item.code, told.get(key), cell, digits)
                for i, (key, cell) in placed
            )
            rows.append(tuple(beside))
    return tuple(rows)


def _lines(text: str) -> Cell:
    return Cell(paragraphs(text, whole=True))


def _head(lines: Sequence[str], digits: Digits) -> Cell:
    """What is told of all items together; nothing is missing where each tells its own."""
    return replace(_listed(lines, digits), missing=False) if lines else Cell()


def _of_item(code: str, told: tuple[list[str], dict[str, list[str]]] | None, whole: Cell, digits: Digits) -> Cell:
    """A column's cell beside one item: what was answered for it, else the whole row's merged cell."""
    if told is None:
        return replace(whole, covered=True)
    words, label = told[1].get(code), digits.own(f"{code}:")
    return Cell((Paragraph(" ".join(words), label),)) if words else Cell((Paragraph("—", label),), missing=True)


def _made_up(measure: MeasureFacts, table: Sequence[FormColumn]) -> FormRow:
    """A row for what was added by hand: each of its texts in the first column of that meaning."""
    texts = dict(measure.texts)
    texts.setdefault("item", measure.label)
    cells = [texts.pop(column.meaning or "", "") for column in table]
    if "item" in texts and not any(column.meaning == "item" for column in table):
        first = next((i for i, column in enumerate(table) if column.meaning in _NAMING), 0)
        cells[first] = cells[first] or texts["item"]
    return FormRow(0, tuple(cells))


def _printed(measure: MeasureFacts, row: FormRow, i: int, whole: bool, facts: YearFacts, digits: Digits) -> Cell:
    phrases = [(printed, digits.theirs(own)) for printed, own in measure.set_phrases]
    text = with_set_phrases(row.cells[i], phrases)
    text = by_position(text, measure.people) if facts.by_position else text
    return Cell(paragraphs(text, whole=whole), covered=i in row.carried)


def _reported(
    measure: MeasureFacts, column: FormColumn, columns: Sequence[FormColumn], facts: YearFacts, digits: Digits
) -> Cell:
    if column.meaning == "result":
        return _result(measure, columns, facts, digits)
    if column.meaning == "outcome":
        return _listed(telling.answers(measure, OUTCOME.key, digits), digits)
    if column.meaning == "obstacle":
        return _listed(telling.obstacles(measure, digits), digits)
    if column.meaning == "evidence":
        links = [piece.url or piece.file_name or "รูปภาพ" for share in measure.shares for piece in share.pieces]
        return _listed(list(dict.fromkeys(links)), digits)
    return _progress(measure, column)


def _result(measure: MeasureFacts, columns: Sequence[FormColumn], facts: YearFacts, digits: Digits) -> Cell:
    """People's answers first, then what else is known of it."""
    told = telling.answers(measure, RESULT.key, digits)
    return replace(_listed([*told, *_more(measure, columns, facts, digits)], digits), missing=not told)


def _more(measure: MeasureFacts, columns: Sequence[FormColumn], facts: YearFacts, digits: Digits) -> list[str]:
    """The item's further elements, what stood in the way, and what the stamps tell."""
    meanings = {column.meaning for column in columns}
    outcomes = telling.answers(measure, OUTCOME.key, digits) if "outcome" not in meanings else []
    blocked = telling.obstacles(measure, digits) if "obstacle" not in meanings else []
    return [
        *telling.elements(measure, digits),
        *(f"ผลลัพธ์: {words}" for words in outcomes),
        *(f"ปัญหา/อุปสรรค: {words}" for words in blocked),
        *telling.facts(measure, digits, facts.as_of),
    ]


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
