"""A year's report from the database to the bytes of a file, in any of its formats."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import structlog
from sqlalchemy.orm import Session

from config.settings import Settings
from tasks.evidence.storage import StorageError, storage_of
from tasks.reports.compose import compose
from tasks.reports.facts import YearFacts
from tasks.reports.gather import gather
from tasks.reports.layout import Layout
from tasks.reports.write_csv import write_csv
from tasks.reports.write_docx import write_docx
from tasks.reports.write_json import write_json
from tasks.reports.write_pdf import write_pdf
from tasks.reports.write_xlsx import write_xlsx

log = structlog.get_logger(__name__)
Pictures = Mapping[int, bytes]


@dataclass(frozen=True)
class Report:
    """What is known of the year, and how it is drawn."""

    facts: YearFacts
    layout: Layout


@dataclass(frozen=True)
class Format:
    """A kind of file: how it is written, what a browser is told of it, and what a person is.

    with_pictures: it shows the photos.
    """

    write: Callable[[Report, Pictures], bytes]
    content_type: str
    label: str
    about: str
    with_pictures: bool = False


FORMATS: Mapping[str, Format] = {
    "docx": Format(
        lambda report, pictures: write_docx(report.layout, pictures),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "Word",
        "แก้ไขต่อได้",
        with_pictures=True,
    ),
    "xlsx": Format(
        lambda report, _: write_xlsx(report.layout),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "Excel",
        "ตารางพร้อมพิมพ์",
    ),
    "pdf": Format(
        lambda report, pictures: write_pdf(report.layout, pictures),
        "application/pdf",
        "PDF",
        "สำหรับพิมพ์และเผยแพร่",
        with_pictures=True,
    ),
    "csv": Format(lambda report, _: write_csv(report.layout), "text/csv; charset=utf-8", "CSV", "ตารางสำหรับนำไปคำนวณ"),
    "json": Format(
        lambda report, _: write_json(report.facts, report.layout), "application/json", "JSON", "ข้อมูลทั้งหมดสำหรับเครื่อง"
    ),
}


def prepare(session: Session, agency_id: int, fiscal_year: int, as_of: date) -> Report:
    """The report of a year as it was known when a Bangkok day was over. Raises Refusal where there is no plan."""
    facts = gather(session, agency_id, fiscal_year, as_of)
    return Report(facts, compose(facts))


def written(report: Report, style: str, settings: Settings) -> bytes:
    """The file; photos are read from where evidence lies, so no transaction should be open. KeyError: no such kind."""
    kind = FORMATS[style]
    return kind.write(report, pictures_of(settings, report.facts) if kind.with_pictures else {})


def pictures_of(settings: Settings, facts: YearFacts) -> dict[int, bytes]:
    """The bytes of the year's photos by evidence id; one that cannot be read is left out and told in the log."""
    storage = storage_of(settings)
    found = {}
    for measure in facts.measures:
        for share in measure.shares:
            for piece in share.pieces:
                if piece.picture is not None:
                    try:
                        found[piece.id] = storage.read(piece.picture)
                    except StorageError:
                        log.warning("report_without_picture", evidence=piece.id)
    return found
