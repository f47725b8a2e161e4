"""flask unit: the office's units and sections and what else they are called."""

import click
from flask.cli import AppGroup
from sqlalchemy.orm import Session

from models import unit_changes
from models.records import UnitRecord
from models.refusal import Refusal
from models.unit import aliases_of, live_units, resolve_unit
from models.unit_key import split_path
from tasks.commands.shared import agency_option, at_work, format_option, office, show

group = AppGroup("unit", help="ส่วนราชการและงาน · units and sections")
_LISTED = {"path": "ส่วนราชการ/งาน", "aliases": "ชื่อเรียกอื่น"}


@group.command("list")
@agency_option
@format_option
def list_all(slug: str, style: str) -> None:
    """รายชื่อส่วนราชการและงาน · List units and sections, sections under their unit."""
    with at_work() as (_, session):
        record = office(session, slug)
        units, aliases = live_units(session, record.id), aliases_of(session, record.id)
    names = {unit.id: unit.name for unit in units}
    ordered = [u for top in units if top.parent_id is None for u in (top, *(s for s in units if s.parent_id == top.id))]
    rows = [
        {
            "path": unit.name if unit.parent_id is None else f"{names[unit.parent_id]}/{unit.name}",
            "name": unit.name,
            "parent": names.get(unit.parent_id or 0),
            "aliases": [key for key, unit_id in aliases.items() if unit_id == unit.id],
        }
        for unit in ordered
    ]
    show(rows, _LISTED, style)


@group.command("add")
@click.argument("path")
@agency_option
def add(path: str, slug: str) -> None:
    """เพิ่มส่วนราชการ หรือ "กองคลัง/งานพัสดุ" · Add a unit, or a section under its unit."""
    parts = split_path(path)
    with at_work() as (house, session):
        record = office(session, slug)
        if len(parts) not in (1, 2):
            raise Refusal("เขียนเป็น กองคลัง หรือ กองคลัง/งานพัสดุ")
        unit = unit_changes.add(session, record.id, None, parts[0], house.clock())
        if len(parts) == 2:
            unit_changes.add(session, record.id, unit.id, parts[1], house.clock())
    click.echo(f"มี {'/'.join(parts)} แล้ว")


@group.command("alias")
@click.argument("name")
@click.argument("alias")
@agency_option
def add_alias(name: str, alias: str, slug: str) -> None:
    """เพิ่มชื่อเรียกอื่น เช่น กองคลัง "งานคลัง" · Another name by which documents call a unit or section."""
    with at_work() as (house, session):
        record = office(session, slug)
        unit = unit_named(session, record.id, name)
        unit_changes.call(session, record.id, unit.id, alias, house.clock())
    click.echo(f"{alias} หมายถึง {unit.name}")


def unit_named(session: Session, agency_id: int, name: str) -> UnitRecord:
    """The unit or section a written name means; Refusal when none or several could be meant."""
    found = resolve_unit(session, agency_id, name)
    if found is None:
        raise Refusal(f"ไม่พบส่วนราชการ “{name}” ดูรายชื่อด้วย `flask unit list`")
    return found


@group.command("rename")
@click.argument("name")
@click.argument("new_name")
@agency_option
def rename(name: str, new_name: str, slug: str) -> None:
    """เปลี่ยนชื่อส่วนราชการหรืองาน · Rename a unit or section; the old name goes on meaning it."""
    with at_work() as (house, session):
        record = office(session, slug)
        unit = unit_named(session, record.id, name)
        unit_changes.rename(session, record.id, unit.id, new_name, house.clock())
    click.echo(f"{unit.name} เปลี่ยนชื่อเป็น {new_name}")


@group.command("merge")
@click.argument("name")
@click.argument("into")
@agency_option
def merge(name: str, into: str, slug: str) -> None:
    """รวมส่วนราชการเข้ากับอีกแห่ง · Merge a unit or section into another: people, work, groups and names go over."""
    with at_work() as (house, session):
        record = office(session, slug)
        unit, other = unit_named(session, record.id, name), unit_named(session, record.id, into)
        went = unit_changes.merge(session, record.id, unit.id, other.id, house.clock())
    click.echo(f"รวม {unit.name} เข้ากับ {other.name} แล้ว · {' · '.join(went.words) or 'ไม่มีสิ่งที่ต้องย้าย'}")


@group.command("close")
@click.argument("name")
@agency_option
def close(name: str, slug: str) -> None:
    """ปิดส่วนราชการที่ไม่มีงานค้าง (เปิดใหม่ด้วย unit add) · Close a unit that nothing hangs on."""
    with at_work() as (house, session):
        record = office(session, slug)
        unit = unit_named(session, record.id, name)
        unit_changes.close(session, record.id, unit.id, house.clock())
    click.echo(f"ปิด {unit.name} แล้ว")
