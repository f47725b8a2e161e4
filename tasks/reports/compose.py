"""From what is known of a year to its report as it is to be drawn, in the source document's own form. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from math import sqrt

from models.fiscal import fiscal_bounds
from models.source_form import FormColumn
from models.thaitext import squeeze
from tasks.plan.outline import is_introduction
from tasks.reports.annex import annex
from tasks.reports.cells import shifted_years
from tasks.reports.check import check_sheet
from tasks.reports.digits import Digits
from tasks.reports.facts import MeasureFacts, YearFacts
from tasks.reports.layout import Block, Cell, Column, Layout, Paragraph, Row
from tasks.reports.rows import ADDED, columns_of, rows_of
from tasks.reports.score_table import score_table

MOST_UPRIGHT = 4  # columns that a page can hold upright
KIND = "รายงานผลการดำเนินการตามมาตรการ"
DEFAULT_TABLE = (
    FormColumn("ประเด็น", "item"),
    FormColumn("มาตรการ/ขั้นตอน", "measure"),
    FormColumn("ผู้รับผิดชอบ", "responsible"),
    *ADDED,
)
# Columns of a word or a figure need no more than this, per mille; the others share the rest by what they hold.
_NARROW = {"ordinal": 45, "score": 70, "tick": 30, "code": 70, "progress": 80}
_LEAST = {"item": 115, "responsible": 95, "result": 150, "outcome": 110}  # a word of Thai is not to be cut every line
_LEAST_OTHER = 75
_LATIN_WORD = re.compile("[A-Za-z]+")
_LATIN_LETTER, _SIDES, _MOST_LATIN = 9.5, 12, 160  # per mille of the broad side at 14 points: words stay whole


def compose(facts: YearFacts) -> Layout:
    """The whole report."""
    digits = Digits(facts.digits, facts.office_digits)
    by = facts.fiscal_year - (facts.source_year or facts.fiscal_year)
    blocks = _blocks(facts, by, digits)
    return Layout(
        agency=facts.agency,
        fiscal_year=facts.fiscal_year,
        as_of=facts.as_of,
        digits=digits.kind,
        landscape=any(len(block.columns) > MOST_UPRIGHT for block in blocks),
        cover=facts.form.cover,
        title=_title(facts, by, digits),
        lead=tuple(_shifted(text, by, facts) for text in facts.form.lead),
        scores=score_table(facts, digits),
        blocks=blocks,
        check=check_sheet(facts, digits),
        annex=annex(facts, digits),
    )


def _shifted(text: str, by: int, facts: YearFacts) -> str:
    year = facts.source_year or facts.fiscal_year
    return shifted_years(text, by, range(year - 2, year + 2))


def _title(facts: YearFacts, by: int, digits: Digits) -> tuple[str, ...]:
    """The source's title block for the year reported; what was only a plan is told to be the report of one."""
    year = f"ประจำปีงบประมาณ พ.ศ. {facts.fiscal_year}"
    own = [_shifted(line, by, facts) for line in facts.form.title] or [facts.title or "", facts.agency]
    reports = any(c.meaning in ("result", "outcome") for table in facts.form.tables for c in table)
    head = [] if reports and facts.form.title else [digits.own(f"{KIND} {year}")]
    last = fiscal_bounds(facts.fiscal_year)[1]
    tail = [f"ข้อมูล ณ วันที่ {digits.day(facts.as_of)}"] if facts.as_of < last else []
    return tuple(line for line in (*head, *own, *tail) if line)


def _above(text: str, by: int, facts: YearFacts) -> Paragraph:
    """A line above a table: a heading as printed, an introduction for the year reported."""
    return Paragraph(_shifted(text, by, facts)) if is_introduction(text) else Paragraph(text, strong=True)


def _blocks(facts: YearFacts, by: int, digits: Digits) -> tuple[Block, ...]:
    """One table for each run of measures that stand under the same headings in the source."""
    found: list[Block] = []
    for (table, captions), group in groupby(_placed(facts), key=lambda one: one[0]):
        columns = facts.form.tables[table] if facts.form.tables else DEFAULT_TABLE
        measures = [measure for _, measure in group]
        rows = [(m, cells) for m in measures for cells in rows_of(m, columns, facts, digits)]
        drawn = columns_of(columns)
        widths = _widths(drawn, [cells for _, cells in rows])
        found.append(
            Block(
                above=tuple(_above(text, by, facts) for text in captions),
                columns=tuple(
                    Column(c.heading, c.meaning, width, c.over, added=c not in columns)
                    for c, width in zip(drawn, widths, strict=True)
                ),
                rows=tuple(_with_headings(rows)),
            )
        )
    return tuple(found)


def _placed(facts: YearFacts) -> list[tuple[tuple[int, tuple[str, ...]], MeasureFacts]]:
    """Each measure with its table; what stood in no table follows in the last one."""
    place: tuple[int, tuple[str, ...]] = (0, ())
    found = []
    for measure in sorted(facts.measures, key=lambda one: one.row is None):
        if measure.row is not None:
            place = (measure.row.table, measure.row.captions)
        found.append((place, measure))
    return found


def _with_headings(rows: Sequence[tuple[MeasureFacts, tuple[Cell, ...]]]) -> list[Row]:
    """The rows with those that head them; a cell is merged with the one above only when that says the same."""
    found: list[Row] = []
    above: tuple[Cell, ...] = ()
    path: tuple[str, ...] = ()
    for measure, cells in rows:
        headings = measure.row.headings if measure.row else path
        same = next(
            (n for n, (a, b) in enumerate(zip(path, headings, strict=False)) if a != b), min(len(path), len(headings))
        )
        found += [Row(heading=text) for text in headings[same:]]
        joined = above if headings == path else ()
        again = bool(found) and found[-1].measure == measure.number
        found.append(Row(tuple(_merged(cell, joined, i, again) for i, cell in enumerate(cells)), measure.number))
        above, path = cells, headings
    return found


def _merged(cell: Cell, above: Sequence[Cell], i: int, again: bool) -> Cell:
    if again:  # a further row of the same measure
        return cell
    return replace(cell, covered=bool(cell.covered and above and squeeze(above[i].text) == squeeze(cell.text)))


def _widths(columns: Sequence[FormColumn], rows: Sequence[Sequence[Cell]]) -> list[int]:
    """Per mille of the page's breadth: by the root of what a column holds, since text grows in two directions."""
    least = [
        _NARROW.get(c.meaning or "") or max(_LEAST.get(c.meaning or "", _LEAST_OTHER), _longest_word(rows, i))
        for i, c in enumerate(columns)
    ]
    if sum(least) > 1000:  # more columns than a page can hold well
        least = [width * 1000 // sum(least) for width in least]
    weights = [
        0.0 if column.meaning in _NARROW else sqrt(1 + sum(len(row[i].text) for row in rows if not row[i].covered))
        for i, column in enumerate(columns)
    ]
    spare = 1000 - sum(least)
    wanted = [
        max(0.0, 1000 * weight / (sum(weights) or 1) - floor) for weight, floor in zip(weights, least, strict=True)
    ]
    found = [floor + int(spare * more / (sum(wanted) or 1)) for floor, more in zip(least, wanted, strict=True)]
    found[-1] += 1000 - sum(found)
    return found


def _longest_word(rows: Sequence[Sequence[Cell]], i: int) -> int:
    """What the column's longest Latin word needs, per mille: Thai breaks anywhere, "Transparency" only by a cut."""
    words = (word for row in rows for word in _LATIN_WORD.findall(row[i].text))
    return min(_MOST_LATIN, _SIDES + round(_LATIN_LETTER * max(map(len, words), default=0)))
