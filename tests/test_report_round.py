"""A report in the source's own form is read back as what it was written from: measures, codes, parties, results."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from models.thaitext import squeeze
from tasks.plan.document import Document
from tasks.plan.reading import read
from tasks.plan.sources import load
from tasks.reports.layout import Layout
from tasks.reports.report import FORMATS
from tests.reported import YEAR, open_year, sample

SHARED = Path(__file__).resolve().parents[2] / "shared"
STYLES = ("docx", "xlsx")
SAMPLES = ("two_score_bands", "one_measure_over_pages", "grouped_report", "report_without_units", "analysis_and_plan")
SEEDS = ("000", "001", "002", "003", "004")
pytestmark = pytest.mark.one_database


def told(layout: Layout, number: int, meaning: str) -> str:
    """What the report prints for a measure, "" for a blank."""
    for block in layout.blocks:
        at = next((n for n, column in enumerate(block.columns) if column.meaning == meaning), None)
        for row in block.rows:
            if row.measure == number and at is not None:
                return squeeze(row.cells[at].text).strip("—")
    raise AssertionError(number)


def form_of(title: Sequence[str], lead: Sequence[str]) -> tuple[list[str], list[str]]:
    """The title block and the lead, whatever blanks a line's end left."""
    return [squeeze(line) for line in title], [squeeze(line) for line in lead]


def comes_back(engine: Engine, document: Document, folder: Path, style: str) -> None:
    year = open_year(engine, document)
    year.live()
    report = year.report()
    layout = report.layout
    file = folder / f"report.{style}"
    file.write_bytes(FORMATS[style].write(report, {}))
    meant, found = read(document, YEAR), read(load(file), YEAR)
    assert len(found.measures) == len(meant.measures)
    assert form_of(found.form.title, found.form.lead) == form_of(layout.title, layout.lead)
    assert found.scores == meant.scores
    for one, again in zip(meant.measures, found.measures, strict=True):
        assert (again.codes, again.codes_unclear, again.score) == (one.codes, one.codes_unclear, one.score)
        assert squeeze(again.title) == squeeze(one.title)
        assert squeeze(again.group or "") == squeeze(one.group or "")
        assert [squeeze(step) for step in again.steps] == [squeeze(step) for step in one.steps]
        assert replace(again.responsible, raw="") == replace(one.responsible, raw="")
        dated = [(d.actor, d.schedule) for d in one.duties if d.schedule.due]  # the others were given a day anew
        assert [d for d in dated if d not in [(a.actor, a.schedule) for a in again.duties]] == []
        assert squeeze(again.result or "").strip("—") == told(layout, one.row, "result")
        assert squeeze(again.outcome or "").strip("—") == told(layout, one.row, "outcome")


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", SAMPLES)
def test_a_report_is_read_back_as_what_it_was_written_from(engine: Engine, tmp_path: Path, name: str, style: str):
    comes_back(engine, sample(name), tmp_path, style)


@pytest.mark.seeds
@pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="the real documents are not beside the repository")
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("number", SEEDS)
def test_a_real_document_comes_back_too(engine: Engine, tmp_path: Path, number: str, style: str):
    comes_back(engine, load(next((SHARED / "seeds").glob(f"{number}_*.txt"))), tmp_path, style)
