"""A year's report for machines: measures, shares, dates, answers and evidence, as docs/report.schema.json tells."""

import json
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from models.bangkok import BANGKOK
from tasks.reports.facts import MeasureFacts, Piece, Share, YearFacts
from tasks.reports.layout import Block, Layout, Row

VERSION = 1  # of the schema; a field that goes or changes its meaning raises it, a new one does not


def write_json(facts: YearFacts, layout: Layout) -> bytes:
    """One JSON document in UTF-8. Days are CE dates of Bangkok, moments ISO 8601 with offset, years พ.ศ."""
    gaps = {gap.measure: gap for gap in layout.check.gaps}
    document = {
        "version": VERSION,
        "agency": facts.agency,
        "fiscal_year_be": facts.fiscal_year,
        "as_of": facts.as_of.isoformat(),
        "title": list(layout.title),
        "figures": {
            "total": facts.tally.total,
            "completed": facts.tally.completed,
            "in_progress": facts.tally.in_progress,
            "not_started": facts.tally.not_started,
            "overdue": facts.tally.overdue,
            "before_start": facts.before_start,
        },
        "scores": [asdict(score) for score in facts.scores],
        "scores_reached": [asdict(score) for score in facts.reached],
        "measures": [
            _measure(one, layout, list(gaps[one.number].lacks) if one.number in gaps else []) for one in facts.measures
        ],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _measure(measure: MeasureFacts, layout: Layout, lacks: list[str]) -> dict[str, Any]:
    block, rows = _drawn(measure, layout)
    return {
        "number": measure.number,
        "codes": list(measure.codes),
        "title": measure.title,
        "headings": [*block.headings, *(measure.row.headings if measure.row else ())],
        "columns": [
            {"heading": f"{column.over} {column.heading}".strip(), "meaning": column.meaning, "text": _text(rows, i)}
            for i, column in enumerate(block.columns)
        ],
        "lacks": lacks,
        "duties": [_share(share) for share in measure.shares],
    }


def _drawn(measure: MeasureFacts, layout: Layout) -> tuple[Block, list[Row]]:
    """The table and rows in which the report prints a measure."""
    for block in layout.blocks:
        if rows := [row for row in block.rows if row.measure == measure.number]:
            return block, rows
    raise ValueError(f"measure {measure.number} stands in no table")


def _text(rows: list[Row], column: int) -> str:
    """A column's text over all rows of a measure, what is merged told once."""
    cells = [row.cells[column] for row in rows]
    return "\n".join(cell.text for n, cell in enumerate(cells) if cell.text and not (n and cell.covered))


def _share(share: Share) -> dict[str, Any]:
    return {
        "who": share.who,
        "part": share.part,
        "due_on": share.due_on.isoformat(),
        "extended_to": _day(share.extended_to),
        "status": share.status.value,
        "progress": share.progress,
        "completed_on": _day(share.completed_on),
        "in_time": share.completed_on <= share.expected_on if share.completed_on else None,
        "acknowledged_on": _day(share.verified_on),
        "published_on": _day(share.published_on),
        "answers": [{"element": one.key, "label": one.label, "words": one.words} for one in share.told],
        "lacks": list(share.lacks),
        "obstacles": list(share.obstacles),
        "evidence": [_piece(piece) for piece in share.pieces],
    }


def _piece(piece: Piece) -> dict[str, Any]:
    return {
        "kind": piece.kind,
        "url": piece.url,
        "file_name": piece.file_name,
        "sha256": piece.sha256,
        "sent_at": _moment(piece.at),
        "official": piece.official,
        "copies": [{"at": _moment(one.at), "sha256": one.sha256} for one in piece.copies if one.kept],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _moment(at: datetime) -> str:
    return at.astimezone(BANGKOK).isoformat(timespec="seconds")
