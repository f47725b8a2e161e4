"""flask plan draft: next year's plan as a draft, from this year's and the new scores."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from tasks.commands.shared import agency_option, at_work, office
from tasks.next_year.drafting import drafted
from tasks.next_year.sources import assessment
from tasks.plan.source_error import SourceError
from tasks.plan.sources import load
from tasks.reports.report import FORMATS

KINDS = ("docx", "xlsx", "pdf")


@click.command("draft")
@agency_option
@click.option("--fiscal-year", type=click.IntRange(2501, 2700), required=True, help="ปีงบประมาณ (พ.ศ.) ของร่างแผน")
@click.option(
    "--scores", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="ไฟล์คะแนนหรือผลวิเคราะห์ของปีก่อน"
)
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), required=True, help="ไฟล์ .docx .xlsx หรือ .pdf"
)
@with_appcontext
def command(slug: str, fiscal_year: int, scores: Path | None, output: Path) -> None:
    """ร่างแผนปีหน้า · A draft of next year's plan: low scores, findings without a measure, and what goes on."""
    style = output.suffix.lower().removeprefix(".")
    if style not in KINDS:
        raise click.ClickException(f"ไฟล์ผลลัพธ์ต้องลงท้ายด้วย .docx .xlsx หรือ .pdf ไม่ใช่ “{output.suffix}”")
    try:
        new_scores, items = assessment(load(scores)) if scores else ((), ())
    except SourceError as error:
        raise click.ClickException(str(error)) from error
    with at_work() as (house, session):
        found = drafted(session, office(session, slug).id, fiscal_year, new_scores, items, house.clock())
    try:
        output.write_bytes(FORMATS[style].write(found.report, {}))
    except OSError as error:
        raise click.ClickException(f"เขียนไฟล์ {output} ไม่ได้ โปรดตรวจว่าโฟลเดอร์มีอยู่และเขียนได้") from error
    click.echo(f"{output}: {found.report.layout.check.lines[0]}")
