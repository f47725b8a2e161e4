"""flask plan draft: next year's plan as a draft, from this year's and the new scores."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from config.files import load_bands
from models.refusal import Refusal
from tasks.commands.shared import agency_option, at_work, office
from tasks.next_year.compose import compose
from tasks.next_year.proposals import Basis, propose
from tasks.next_year.sources import assessment
from tasks.plan.source_error import SourceError
from tasks.reports.gather import as_of_day, gather
from tasks.reports.report import FORMATS, Report

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
        new_scores, items = assessment(scores) if scores else ((), ())
    except SourceError as error:
        raise click.ClickException(str(error)) from error
    with at_work() as (house, session):
        last = fiscal_year - 1
        facts = gather(session, office(session, slug).id, last, as_of_day(None, last, house.clock()))
        if scores and not new_scores and not items:
            raise Refusal(f"ไม่พบคะแนนหรือข้อค้นพบใน {scores.name} โปรดใช้ไฟล์ที่มีตารางตัวชี้วัดและคะแนน")
    bands = load_bands()
    draft = propose(Basis(last, facts.measures, new_scores, items), bands)
    layout = compose(draft, facts, new_scores, bands, fiscal_year)
    try:
        output.write_bytes(FORMATS[style].write(Report(facts, layout), {}))
    except OSError as error:
        raise click.ClickException(f"เขียนไฟล์ {output} ไม่ได้ โปรดตรวจว่าโฟลเดอร์มีอยู่และเขียนได้") from error
    click.echo(f"{output}: {layout.check.lines[0]}")
