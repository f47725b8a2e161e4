"""flask report: the year-end report of an office, written into a file."""

from pathlib import Path

import click
from flask.cli import AppGroup, with_appcontext

from tasks.commands.shared import agency_option, at_work, office
from tasks.reports.gather import as_of_day
from tasks.reports.report import FORMATS, prepare, written

group = AppGroup("report", help="รายงานประจำปี · the year-end report")


@group.command("write")
@agency_option
@click.option("--fiscal-year", type=click.IntRange(2500, 2700), required=True, help="ปีงบประมาณ (พ.ศ.) ที่รายงาน")
@click.option("--format", "style", type=click.Choice(list(FORMATS)), default="docx", show_default=True, help="ชนิดไฟล์")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), required=True, help="ไฟล์ที่จะเขียน")
@click.option(
    "--as-of",
    metavar="DATE|half|full",
    help="ข้อมูล ณ วันที่ (2027-03-31) หรือ half (31 มีนาคม) หรือ full (สิ้นปีงบประมาณ) ถ้าไม่ระบุใช้วันนี้",
)
@with_appcontext
def write(slug: str, fiscal_year: int, style: str, output: Path, as_of: str | None) -> None:
    """เขียนรายงานผลของปี · Write the report of a year in the form of the document its plan came from."""
    with at_work() as (house, session):
        day = as_of_day(as_of, fiscal_year, house.clock())
        report = prepare(session, office(session, slug).id, fiscal_year, day)
    data = written(report, style, house.settings)
    try:
        output.write_bytes(data)
    except OSError as error:
        raise click.ClickException(f"เขียนไฟล์ {output} ไม่ได้ โปรดตรวจว่าโฟลเดอร์มีอยู่และเขียนได้") from error
    click.echo(f"{output}: {report.layout.check.lines[0]}")
