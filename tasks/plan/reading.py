"""A plan document read by meaning: its measures, scores and year, and every doubt about them. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from models.fiscal import fiscal_year_of
from models.readings import Column, MeasureReading, PlanReading
from models.thaitext import fold_digits, normalise
from tasks.plan import doubts, heading, offers, scores
from tasks.plan.check_sheet import without_check_sheet
from tasks.plan.clauses import NOMINAL_YEAR, asked
from tasks.plan.columns import meaning_of, public_meaning
from tasks.plan.document import Document, Table
from tasks.plan.form import read_form
from tasks.plan.headers import MEASURES, Header
from tasks.plan.measures import Groups, progress_of, read_measure
from tasks.plan.pairs import with_results
from tasks.plan.results import copied_rows, judge
from tasks.plan.rows import Entry, join
from tasks.plan.tick_columns import month_columns
from tasks.plan.ticks import TickReading, read_marks
from tasks.plan.walk import Walk, walk

_PLANNING = ("period", "monitoring", "start")
# Meanings beyond the preview's list whose text finds its place elsewhere.
_KNOWN_INSIDE = frozenset(
    {
        *("ordinal", "code", "group", "tick", "start", "progress"),
        *("obstacle", "budget", "target", "evidence", "remark", "supervisor"),
    }
)


def read(document: Document, fiscal_year: int | None = None, known_units: Sequence[str] = ()) -> PlanReading:
    """The whole document for one fiscal year (BE), by default the document's own.

    Any document returns: one without a measure table has no measures and a doubt saying what to do.
    Dates are Bangkok days inside the year asked for. known_units: the agency's own names, to read parties by.
    """
    document = without_check_sheet(document)
    met = walk(document)
    rows, notes = join(met.measures)
    entries, joined = with_results(rows)
    titles = heading.title_lines(met.texts, _first_table_line(document))
    texts = [paragraph.text for paragraph in met.texts]
    agency, agency_doubts = heading.agency_of(_cover(titles, met), texts, _cells(document))
    own_year, year_doubts = heading.year_of(_planned_years(entries), titles, texts)
    tabled, score_doubts = scores.read_scores(met.scores)
    found = PlanReading(
        agency=agency,
        fiscal_year_be=own_year,
        title=heading.title_of(titles),
        digits=heading.digits_of([*texts, *_cells(document)]),
        columns=_columns(met.headers),
        scores=tabled or scores.scores_in_prose(met.texts),
        measures=_measures(entries, fiscal_year or own_year, met.legend, known_units),
        doubts=(),
        form=read_form(entries, met.scores, tabled, met.texts, titles),
    )
    of_year = year_doubts if not (fiscal_year and own_year is None) else []
    headed = [*document.doubts, *agency_doubts, *heading.misspelt_agency(texts), *of_year]
    of_rows = [*_column_doubts(met.headers, entries), *met.notes, *notes, *joined, *score_doubts]
    return replace(found, doubts=tuple(dict.fromkeys([*headed, *of_rows, *_doubts(found, met, titles)])))


def _doubts(found: PlanReading, met: Walk, titles: Sequence[str]) -> list[str]:
    """What the parts of a reading say of each other."""
    return [
        *scores.conflicts(found.scores, met.texts),
        *offers.outside_measures(met.texts, found.measures),
        *_dates_before_results(titles, found.fiscal_year_be, found.measures),
        *([] if found.measures else [doubts.no_table()]),
    ]


def _tables(document: Document) -> Iterator[Table]:
    return (block for block in document.blocks if isinstance(block, Table))


def _cells(document: Document) -> list[str]:
    return [cell.text for table in _tables(document) for row in table.rows for cell in row.cells if cell.origin]


def _first_table_line(document: Document) -> int:
    """Where the title block ends at the latest; a sheet's title stands in rows of the table itself."""
    for block in document.blocks:
        if isinstance(block, Table) and block.rows:
            return block.rows[0].line + 15
    return 1_000_000


def _cover(titles: Sequence[str], met: Walk) -> list[str]:
    """The title block and the lines of a cover page below it."""
    return [*titles, *(p.text for p in met.texts[:12] if len(p.text) <= heading.LONGEST_TITLE_LINE)]


def _planned_years(entries: Sequence[Entry]) -> list[int]:
    """The fiscal years that the planning columns name with a full date, one vote per row."""
    years: list[int] = []
    for entry in entries:
        days = {day for meaning in _PLANNING for day in asked(entry.text(meaning), NOMINAL_YEAR).fixed}
        if days:
            years.append(fiscal_year_of(max(days)))
    return years


def _measures(
    entries: Sequence[Entry], year: int | None, legend: Sequence[str], known_units: Sequence[str]
) -> tuple[MeasureReading, ...]:
    groups, results = Groups(), [entry.text("result") for entry in entries]
    copied = copied_rows(results)
    months = {header: month_columns(header.leaves) for header in {entry.header for entry in entries}}
    read_rows = []
    for at, entry in enumerate(entries):
        plans = [entry.text(meaning) for meaning in ("measure", "steps", "monitoring")]
        has_column = bool(entry.header.columns("result", "progress"))
        verdict = judge(results[at], plans, progress_of(entry), has_column, copied[at])
        columns = months[entry.header]
        ticked = read_marks(entry.marks, columns, "\n".join(legend)) if columns else TickReading()
        read_rows.append(read_measure(entry, at + 1, groups, verdict, year, ticked, known_units))
    return tuple(read_rows)


def _measure_headers(headers: Sequence[Header]) -> list[Header]:
    return [header for header in headers if header.kind == MEASURES]


def _columns(headers: Sequence[Header]) -> tuple[Column, ...]:
    """The measure table's columns as first printed; further tables add the headings they alone have."""
    columns: dict[str, Column] = {}
    for header in _measure_headers(headers):
        for text, meaning in zip(header.headings, header.meanings, strict=True):
            name = " ".join(text.split())
            columns.setdefault(name, Column(name, public_meaning(meaning)))
    return tuple(columns.values())


def _column_doubts(headers: Sequence[Header], entries: Sequence[Entry]) -> list[str]:
    told: list[str] = []
    for header in _measure_headers(headers):
        rows = [entry for entry in entries if entry.header.meanings == header.meanings]
        for i, meaning in enumerate(header.meanings):
            samples = [entry.texts[i] for entry in rows if entry.texts[i]]
            lost = meaning == "tick" and i not in month_columns(header.leaves)
            unknown = lost or (public_meaning(meaning) is None and meaning not in _KNOWN_INSIDE)
            if unknown and (samples or header.headings[i]):
                told.append(doubts.column_unknown(header.headings[i], samples[:3]))
            if meaning == "item" and meaning_of(header.headings[i]) is None and header.leaves[i] == header.headings[i]:
                told.append(doubts.column_taken_as_item(header.headings[i]))
    told += [doubts.two_headers(" · ".join(h.headings)) for h in _measure_headers(headers)[1:]]
    hidden = {i: e.header for e in entries for i in e.hidden}
    told += [doubts.column_hidden(header.headings[i]) for i, header in sorted(hidden.items(), key=lambda x: x[0])]
    lines = [line for entry in entries if entry.row_hidden for line in entry.lines]
    return [*told, *([doubts.rows_hidden(lines)] if lines else [])]


def _dates_before_results(titles: Sequence[str], year: int | None, measures: Sequence[MeasureReading]) -> list[str]:
    """A plan that answers the results of a year cannot fall due before they were known (they come in August)."""
    head = fold_digits(normalise(" ".join(titles)))
    if year is None or "วิเคราะห์ผล" not in head or str(year) not in head:
        return []
    days = {day for m in measures for duty in m.duties for day in duty.schedule.fixed if fiscal_year_of(day) == year}
    return [doubts.due_before_result(max(days))] if days else []
