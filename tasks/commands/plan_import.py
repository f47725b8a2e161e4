"""flask plan import: take a document over as an office's plan, and tell what was done and what must be asked."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import click
from flask.cli import with_appcontext

from models.thaitext import printable
from tasks.commands.plan import loaded
from tasks.commands.shared import agency_option, at_work, office
from tasks.plan.apply import import_both
from tasks.plan.import_report import ApplyRefused, ImportReport, Source
from tasks.plan.reading import read


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@agency_option
@click.option("--fiscal-year", type=click.IntRange(2500, 2700), required=True, help="ปีงบประมาณ (พ.ศ.) ที่จะใช้แผนนี้")
@click.option("--replace", is_flag=True, help="ใช้แทนแผนเดิมแม้มาตรการส่วนใหญ่ไม่ตรงกัน")
@click.option("--format", "style", type=click.Choice(["table", "json"]), default="table", help="รูปแบบผลลัพธ์")
@with_appcontext
def command(file: Path, slug: str, fiscal_year: int, replace: bool, style: str) -> None:
    """นำเข้าแผน · Take FILE over as the plan of a fiscal year; a past year's file is kept and rolled forward."""
    document = loaded(file)
    source = Source(file.name, hashlib.sha256(file.read_bytes()).hexdigest())
    reading, as_printed = read(document, fiscal_year), read(document)
    with at_work() as (house, session):
        agency = office(session, slug)
        try:
            report = import_both(session, agency.id, reading, as_printed, source, fiscal_year, house.clock(), replace)
        except ApplyRefused as refusal:
            raise click.ClickException(str(refusal)) from refusal
    click.echo(json.dumps(asdict(report), ensure_ascii=False, indent=1) if style == "json" else told(report))


def told(report: ImportReport) -> str:
    """What the import did and what it left open, in lines for the person who ran it."""
    if report.unchanged:
        return f"ไฟล์นี้นำเข้าเป็นแผนปี {report.fiscal_year} ไว้แล้ว ไม่มีอะไรเปลี่ยน"
    lines = [
        f"แผนปีงบประมาณ {report.fiscal_year}: เพิ่ม {len(report.new_measures)} มาตรการ "
        f"แก้ไข {len(report.changed_measures)} ถอนออก {len(report.withdrawn_measures)} "
        f"· {report.duties} หน้าที่ · {report.new_occurrences} งวดใหม่"
    ]
    if report.before_start:
        lines.append(f"ครบกำหนดก่อนวันที่เริ่มใช้แผน {report.before_start} งวด ระบบเก็บไว้แต่จะไม่แจ้งเตือน")
    sections = (
        ("แก้ไข", report.changed_measures),
        ("ถอนออก (รายงานที่บันทึกไว้ยังอยู่)", report.withdrawn_measures),
        ("ยังไม่มีวันครบกำหนดในปีนี้ ตั้งได้ด้วย flask duty schedule หรือ flask duty add", report.undated),
        ("ยังไม่มีผู้รับผิดชอบ ตั้งได้ด้วย flask duty assign", report.unassigned),
        ("ข้อที่ต้องถาม", _doubts(report.doubts)),
    )
    for heading, rows in sections:
        if rows:
            lines += ["", f"{heading} ({len(rows)})", *(f"  - {printable(row)}" for row in rows)]
    return "\n".join(lines)


def _doubts(doubts: Mapping[str, Sequence[int]]) -> list[str]:
    """Each doubt in a line with its rows; what fewest rows have comes first, or what all have would bury it."""
    fewest_first = sorted(doubts.items(), key=lambda one: len(one[1]))
    return [f"{words} (แถวที่ {', '.join(map(str, rows))})" if rows else words for words, rows in fewest_first]
