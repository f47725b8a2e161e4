"""The operator's `flask plan` commands: what a plan file would bring in."""

import json
from pathlib import Path

import click
from flask.cli import AppGroup

from tasks.plan import preview, reading
from tasks.plan.document import Document
from tasks.plan.source_error import SourceError
from tasks.plan.sources import load

group = AppGroup("plan", help="แผนและรายงาน · an office's plan or report")


@group.command("preview")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--fiscal-year", type=click.IntRange(2500, 2700), help="Fiscal year (BE) to compute due dates for.")
@click.option("--format", "style", type=click.Choice(["json", "table"]), default="json", show_default=True)
def preview_file(file: Path, fiscal_year: int | None, style: str) -> None:
    """Show what FILE would bring in; writes nothing and needs no database."""
    document = loaded(file)
    found = reading.read(document, fiscal_year)
    if style == "json":
        click.echo(json.dumps(preview.as_json(found), ensure_ascii=False, indent=1))
    else:
        click.echo(preview.as_table(found))


def loaded(file: Path) -> Document:
    """The file's blocks; what is wrong with it ends the command in one sentence."""
    try:
        return load(file)
    except SourceError as problem:
        raise click.ClickException(str(problem)) from problem
    except OSError as problem:
        raise click.ClickException(f"เปิดไฟล์ {file} ไม่ได้ โปรดตรวจชื่อและที่อยู่ของไฟล์") from problem
