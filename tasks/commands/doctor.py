"""flask doctor: is everything in order, and if not, what to do."""

import json
import sys
from dataclasses import asdict

import click
from flask.cli import with_appcontext

from tasks.doctor import OK, WARN, WRONG, examine
from tasks.house import current_house

MARKS = {OK: "✓", WARN: "!", WRONG: "✗"}


@click.command("doctor")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@with_appcontext
def command(form: str) -> None:
    """ตรวจการตั้งค่า ฐานข้อมูล และ LINE · Look at settings, database and LINE; exit 1 when anything is wrong."""
    findings = list(examine(current_house()))
    if form == "json":
        click.echo(json.dumps([asdict(f) for f in findings], ensure_ascii=False, indent=1))
    else:
        for finding in findings:
            click.echo(f"{MARKS[finding.state]} {finding.about}: {finding.says}")
    wrong = sum(f.state == WRONG for f in findings)
    if wrong:
        click.echo(f"พบสิ่งที่ต้องแก้ {wrong} รายการ · {wrong} to put right", err=True)
        sys.exit(1)
