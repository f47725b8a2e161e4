"""The report's layout as the data its PDF template draws: cells merged downwards, headings in one or two rows. Pure."""

from collections.abc import Collection, Sequence
from itertools import groupby
from typing import Any

from models.thaidate import MONTHS
from tasks.reports.layout import Annex, Block, Cell, CheckSheet, Column, Layout, Paragraph, PlainTable, Row

WHOLE = (*MONTHS, "ผู้บริหาร")  # words of every report that no line's end is to break
SIZES = ((4, 11.0), (6, 10.0), (99, 9.0))  # letters in points for tables of up to so many columns


def as_data(layout: Layout, pictures: Collection[int]) -> dict[str, Any]:
    """Everything the template draws; pictures: the ids for which there is a file."""
    return {
        "agency": layout.agency,
        "name": " ".join(layout.title) or layout.agency,
        "digits": layout.digits,
        "whole": list(WHOLE),
        "landscape": layout.landscape,
        "cover": layout.cover,
        "title": list(layout.title),
        "lead": list(layout.lead),
        "scores": plain(layout.scores) if layout.scores else None,
        "blocks": [_block(block) for block in layout.blocks],
        "check": _check(layout.check),
        "annex": _annex(layout.annex, pictures),
    }


def picture_name(picture: int) -> str:
    """The file a picture of the annex is drawn from."""
    return f"picture-{picture}.jpg"


def plain(table: PlainTable) -> dict[str, Any]:
    """A small table of ready texts."""
    return {
        "heading": table.heading,
        "columns": list(table.columns),
        "widths": list(table.widths),
        "rows": [list(row) for row in table.rows],
        "lines": list(table.lines),
    }


def _block(block: Block) -> dict[str, Any]:
    columns = len(block.columns)
    return {
        "above": [_line(one) for one in block.above],
        "widths": [column.width for column in block.columns],
        "size": next(size for most, size in SIZES if columns <= most),
        "columns": [{"text": column.heading, "width": column.width} for column in block.columns],
        "over": _shared(block.columns),
        "under": [column.heading for column in block.columns if column.over],
        "rows": [_row(row, block.rows[n + 1 :]) for n, row in enumerate(block.rows)],
    }


def _shared(columns: Sequence[Column]) -> list[dict[str, Any]]:
    """The upper row of headings: one cell over neighbours that share it; two rows deep where a column stands alone."""
    deep = 2 if any(column.over for column in columns) else 1
    found: list[dict[str, Any]] = []
    for over, some in groupby(columns, key=lambda column: column.over):
        group = list(some)
        if over:
            found.append({"text": over, "across": len(group), "down": 1})
        else:
            found += [{"text": column.heading, "across": 1, "down": deep} for column in group]
    return found


def _row(row: Row, below: Sequence[Row]) -> dict[str, Any]:
    if row.heading:
        return {"heading": row.heading, "cells": []}
    cells = [_cell(n, cell, 1 + _covered(n, below)) for n, cell in enumerate(row.cells) if not cell.covered]
    return {"heading": "", "cells": cells}


def _covered(column: int, below: Sequence[Row]) -> int:
    """How many rows right below lie under this cell."""
    count = 0
    for row in below:
        if row.heading or not row.cells[column].covered:
            break
        count += 1
    return count


def _cell(column: int, cell: Cell, down: int) -> dict[str, Any]:
    return {"column": column, "down": down, "lines": [_line(one) for one in cell.paragraphs]}


def _line(one: Paragraph) -> dict[str, Any]:
    return {"text": one.text, "number": one.number, "strong": one.strong}


def _check(check: CheckSheet) -> dict[str, Any]:
    return {
        "title": check.title,
        "lines": list(check.lines),
        "table": plain(check.table),
        "notes_heading": check.notes_heading,
        "notes": list(check.notes),
        "end": check.end,
    }


def _annex(annex: Annex, pictures: Collection[int]) -> dict[str, Any]:
    proofs = [
        {
            "label": proof.label,
            "what": proof.what,
            "url": proof.url,
            "facts": list(proof.facts),
            "picture": picture_name(proof.picture) if proof.picture in pictures and proof.picture is not None else None,
        }
        for proof in annex.proofs
    ]
    return {"title": annex.title, "proofs": proofs, "none": annex.none}
