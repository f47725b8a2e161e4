"""How a plan's document looks: title block, tables and cells as printed, for writing its report back. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class FormColumn:
    """A column as headed. over: the heading it shares with its neighbours, "" when it stands alone.

    meaning: as tasks/plan/columns.py names it, those beyond the preview's list too.
    """

    heading: str
    meaning: str | None
    over: str = ""


@dataclass(frozen=True)
class FormRow:
    """A measure as printed: its table's number, a text per column, the columns merged with the row above.

    captions: the lines above its table; headings: the rows inside the table that it stands under.
    """

    table: int
    cells: tuple[str, ...]
    carried: tuple[int, ...] = ()
    captions: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()


@dataclass(frozen=True)
class SourceForm:
    """A document's own form; tags are out of every text, its digits and spelling are the document's.

    title: the lines of the title block; cover: it ends with who prepared it, as a cover does. lead: what stands
    between it and the tables where that is a sentence or two, not an analysis. targets: sentences that promise a score.
    scores: the three headings of the scores' table.
    """

    title: tuple[str, ...] = ()
    cover: bool = False
    lead: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    scores: tuple[str, ...] = ()
    tables: tuple[tuple[FormColumn, ...], ...] = ()
    rows: tuple[FormRow, ...] = ()


def stored(form: SourceForm) -> dict[str, Any]:
    """What a plan keeps of the form; the rows are kept with their measures (stored_row)."""
    return {
        "title": list(form.title),
        "cover": form.cover,
        "lead": list(form.lead),
        "targets": list(form.targets),
        "scores": list(form.scores),
        "tables": [[{"heading": c.heading, "meaning": c.meaning, "over": c.over} for c in t] for t in form.tables],
    }


def stored_row(row: FormRow) -> dict[str, Any]:
    """What a measure keeps of its row."""
    return {
        "table": row.table,
        "cells": list(row.cells),
        "carried": list(row.carried),
        "captions": list(row.captions),
        "headings": list(row.headings),
    }


def form_of(kept: Mapping[str, Any]) -> SourceForm:
    """The form a plan keeps, without rows; an empty one where a plan keeps none."""
    return SourceForm(
        title=tuple(kept.get("title", ())),
        cover=bool(kept.get("cover")),
        lead=tuple(kept.get("lead", ())),
        targets=tuple(kept.get("targets", ())),
        scores=tuple(kept.get("scores", ())),
        tables=tuple(tuple(FormColumn(**column) for column in table) for table in kept.get("tables", ())),
    )


def row_of(kept: Mapping[str, Any] | None) -> FormRow | None:
    """The row a measure keeps; None for one that stood in no table (added by hand)."""
    if not kept:
        return None
    return FormRow(
        kept["table"], tuple(kept["cells"]), tuple(kept["carried"]), tuple(kept["captions"]), tuple(kept["headings"])
    )
