"""flask duty: what the plan's document left open, set by the coordinator: dates, and who answers."""

from collections.abc import Sequence
from datetime import date

import click
from flask.cli import AppGroup

from models import duty_list, measure
from models.assignee import Assignee
from models.assignment import assign
from models.bangkok import bangkok_day
from models.measure import Duty
from models.readings import Rhythm
from models.records import Actor
from models.thaidate import short_date
from tasks.commands.shared import KEPT_NUMBER, agency_option, at_work, format_option, office, show
from tasks.commands.unit import unit_named
from tasks.plan.dates import duty_of, set_dates, set_rule
from tasks.reminders.rollout import roll_out

group = AppGroup("duty", help="หน้าที่ตามแผน · the duties of the plan")
_LISTED = {
    "id": "เลขที่",
    "row": "ลำดับ",
    "codes": "ข้อ",
    "title": "เรื่อง",
    "rule": "กำหนด",
    "who": "ผู้รับผิดชอบ",
    "due": "งวด",
    "next": "กำหนดถัดไป",
}
_NEXT = 2  # dates shown in the table: the next one, and one more that tells the rhythm


@group.command("list")
@agency_option
@click.option("--undated", is_flag=True, help="เฉพาะที่ยังไม่มีวันครบกำหนด")
@click.option("--unassigned", is_flag=True, help="เฉพาะที่ยังไม่มีผู้รับผิดชอบ")
@format_option
def list_all(slug: str, undated: bool, unassigned: bool, style: str) -> None:
    """หน้าที่ทั้งหมด · List duties; a measure without any has no duty number."""
    with at_work() as (house, session):
        rows = duty_list.duty_rows(session, office(session, slug).id)
        today = bangkok_day(house.clock())
    if undated:
        rows = [row for row in rows if not row["due"]]
    if unassigned:
        rows = [row for row in rows if not row["who"]]
    if style == "table":
        rows = [{**row, "next": _next(row["dates"], today)} for row in rows]
    show(rows, _LISTED, style)


def _next(dates: Sequence[str], today: date) -> str:
    coming = [day for day in map(date.fromisoformat, dates) if day >= today]
    return ", ".join(map(short_date, coming[:_NEXT])) + (" …" if len(coming) > _NEXT else "")


@group.command("schedule")
@click.argument("duty_id", type=KEPT_NUMBER)
@click.argument("phrase")
@agency_option
def schedule(duty_id: int, phrase: str, slug: str) -> None:
    """ตั้งกำหนดใหม่ · Set a duty's deadline wording, e.g. "ภายในเดือนมกราคม" or "31 มกราคม 2570"."""
    with at_work() as (house, session):
        due = set_dates(session, office(session, slug).id, duty_id, phrase, house.clock())
    click.echo(f"ตั้งกำหนดแล้ว {len(due)} งวด: " + ", ".join(map(short_date, due)))


@group.command("assign")
@click.argument("duty_id", type=KEPT_NUMBER)
@click.argument("unit_names", nargs=-1, required=True, metavar="UNIT...")
@agency_option
def assign_to(duty_id: int, unit_names: tuple[str, ...], slug: str) -> None:
    """มอบหมายหน้าที่ · Give a duty to units or sections of the office."""
    with at_work() as (house, session):
        agency = office(session, slug)
        duty, plan = duty_of(session, agency.id, duty_id)
        units = [unit_named(session, agency.id, name) for name in unit_names]
        duty.assigned_by_hand = True
        assign(session, agency.id, duty.id, [Assignee("doer", unit_id=u.id) for u in units], house.clock())
        roll_out(session, plan, duty, house.clock())
    click.echo("มอบหมายแล้ว: " + ", ".join(unit.name for unit in units))


@group.command("add")
@click.argument("row", type=KEPT_NUMBER)
@click.argument("phrase")
@click.argument("unit_names", nargs=-1, required=True, metavar="UNIT...")
@agency_option
@click.option("--fiscal-year", type=click.IntRange(2500, 2700), required=True)
def add(row: int, phrase: str, unit_names: tuple[str, ...], slug: str, fiscal_year: int) -> None:
    """เพิ่มหน้าที่ให้มาตรการลำดับที่ ROW · Add a duty to measure number ROW of a year's plan."""
    with at_work() as (house, session):
        agency = office(session, slug)
        plan, found = measure.measure_in_row(session, agency.id, fiscal_year, row)
        duty = Duty(
            agency_id=agency.id,
            measure_id=found.id,
            key=f"hand-{house.clock().isoformat()}",
            phrase=phrase,
            actor=Actor.OFFICER,
            rhythm=Rhythm.ONCE,
            assigned_by_hand=True,
        )
        set_rule(duty, plan, phrase)
        session.add(duty)
        session.flush()
        units = [unit_named(session, agency.id, name) for name in unit_names]
        assign(session, agency.id, duty.id, [Assignee("doer", unit_id=u.id) for u in units], house.clock())
        new = roll_out(session, plan, duty, house.clock())
    click.echo(f"เพิ่มหน้าที่แล้ว {new} งวด")
