"""flask staff: the roster from a file, one-time codes for people, and erasing what is personal."""

import json
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup
from sqlalchemy.orm import Session

from models import contacts, join_codes, people, roster
from models.records import StaffRecord
from models.refusal import Refusal
from models.unit import live_units
from tasks.commands.shared import agency_option, at_work, format_option, office, show
from tasks.plan.source_error import SourceError
from tasks.plan.sources import load
from tasks.roster_apply import RosterReport, apply_roster
from tasks.roster_rows import ROLE_NAMES, read_roster

group = AppGroup("staff", help="ทะเบียนเจ้าหน้าที่ · the roster")
WHERE_TO_TYPE = "พิมพ์รหัสนี้ในแชตส่วนตัวกับบัญชี LINE ของหน่วยงาน (ใช้ได้ครั้งเดียว ภายใน 7 วัน)"
_LISTED = {"name": "ชื่อ", "position": "ตำแหน่ง", "unit": "สังกัด", "role": "บทบาท", "registered": "ลงทะเบียน LINE"}


@group.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--move", "moving", is_flag=True, help="ชื่อที่อยู่สังกัดอื่นคือคนเดิมที่ย้ายมา (ถ้าไม่ใส่ จะไม่นำเข้าบรรทัดนั้น)")
@agency_option
@format_option
def import_file(file: Path, moving: bool, slug: str, style: str) -> None:
    """นำเข้าทะเบียนจาก .csv หรือ .xlsx (ชื่อ, ตำแหน่ง, สังกัด, บทบาท) · Import the roster.

    The good lines are imported whatever the others are; with any bad line the exit code is 1.
    """
    if not file.is_file():  # a pipe or device might never end
        raise click.ClickException(f"{click.format_filename(file)} ไม่ใช่ไฟล์ธรรมดา ระบุไฟล์ .csv หรือ .xlsx")
    try:
        lines, faults = read_roster(load(file))
    except SourceError as error:
        raise click.ClickException(f"{error} (รายชื่อใช้ไฟล์ .csv หรือ .xlsx)") from error
    with at_work() as (house, session):
        report = apply_roster(session, office(session, slug).id, lines, faults, house.clock(), moving=moving)
    click.echo(json.dumps(_as_json(report), ensure_ascii=False, indent=2) if style == "json" else _in_words(report))
    for fault in report.faults:
        click.echo(f"บรรทัด {fault.line}: {fault.words}", err=True)
    if report.change.refused and not moving:
        click.echo("ชื่อที่มีอยู่ในสังกัดอื่น หากเป็นคนเดิมที่ย้ายมาทุกคน นำเข้าไฟล์อีกครั้งด้วย --move", err=True)
    if report.faults:
        raise click.ClickException(f"มี {len(report.faults)} บรรทัดที่นำเข้าไม่ได้ แก้แล้วนำเข้าใหม่ได้ บรรทัดอื่นนำเข้าแล้ว")


def _as_json(report: RosterReport) -> dict[str, Any]:
    change = report.change
    return {
        "added": list(change.added),
        "updated": list(change.updated),
        "unchanged": list(change.unchanged),
        "absent": list(change.absent),
        "new_units": list(report.new_units),
        "bad": [{"line": fault.line, "words": fault.words} for fault in report.faults],
    }


def _in_words(report: RosterReport) -> str:
    change = report.change
    lines = [f"เพิ่ม {len(change.added)} คน · แก้ไข {len(change.updated)} คน · เหมือนเดิม {len(change.unchanged)} คน"]
    if report.new_units:
        lines.append(f"ส่วนราชการและงานใหม่: {', '.join(report.new_units)}")
    if change.absent:
        lines.append(f"ไม่มีในไฟล์ (คงไว้ในทะเบียน ถ้าพ้นหน้าที่แล้วใช้ flask staff remove): {', '.join(change.absent)}")
    return "\n".join(lines)


@group.command("list")
@agency_option
@format_option
def list_all(slug: str, style: str) -> None:
    """รายชื่อในทะเบียน · List the roster."""
    with at_work() as (_, session):
        record = office(session, slug)
        names = _unit_paths(session, record.id)
        listed = people.roster(session, record.id)
    rows = [
        {
            "name": person.name,
            "position": person.position,
            "unit": names.get(person.unit_id or 0),
            "role": ROLE_NAMES[person.role],
            "registered": person.bound,
        }
        for person in listed
    ]
    show(rows, _LISTED, style)


def _unit_paths(session: Session, agency_id: int) -> dict[int, str]:
    units = live_units(session, agency_id)
    names = {unit.id: unit.name for unit in units}
    return {u.id: f"{names[u.parent_id]}/{u.name}" if u.parent_id else u.name for u in units}


@group.command("code")
@click.argument("name", required=False)
@click.option("--all", "everybody", is_flag=True, help="ออกให้ทุกคนที่ยังไม่ลงทะเบียนและยังไม่มีรหัสที่ใช้ได้")
@agency_option
@format_option
def code(name: str | None, everybody: bool, slug: str, style: str) -> None:
    """ออกรหัสผูกบัญชี LINE ให้เจ้าหน้าที่ · A one-time code that binds a person's LINE account.

    An older unused code of the person named ends. --all passes over who holds one that still works.
    """
    if bool(name) == everybody:
        raise click.ClickException("ระบุชื่อหนึ่งคน หรือ --all อย่างใดอย่างหนึ่ง")
    with at_work() as (house, session):
        agency_id = office(session, slug).id
        holding = join_codes.live_for(session, agency_id, house.clock())
        chosen, kept = _chosen(session, agency_id, name, holding)
        ended = [person.name for person in chosen if person.id in holding]
        codes = [
            {"name": person.name, "code": join_codes.make_staff_code(session, agency_id, person.id, house.clock())}
            for person in chosen
        ]
    if style == "json":
        show(codes, {}, style)
    else:
        lines = [f"รหัสของ {row['name']}: {row['code']}" for row in codes]
        click.echo("\n".join((*lines, *([WHERE_TO_TYPE] if lines else []))))
    if kept:
        click.echo(f"ยังมีรหัสที่ใช้ได้อยู่ จึงไม่ออกให้ใหม่ (ออกใหม่ทีละคนด้วย flask staff code ชื่อ): {', '.join(kept)}", err=True)
    if ended:
        click.echo(f"รหัสเดิมที่ยังไม่ได้ใช้ของ {', '.join(ended)} ใช้ไม่ได้แล้ว", err=True)


def _chosen(
    session: Session, agency_id: int, name: str | None, holding: Collection[int]
) -> tuple[tuple[StaffRecord, ...], list[str]]:
    """Whom codes are made for, and the names of those passed over because theirs still works."""
    if name:
        return (person_named(session, agency_id, name),), []
    found = tuple(person for person in people.roster(session, agency_id) if not person.bound)
    if not found:
        raise Refusal("ทุกคนในทะเบียนลงทะเบียน LINE แล้ว")
    return tuple(one for one in found if one.id not in holding), [one.name for one in found if one.id in holding]


@group.command("remove")
@click.argument("name")
@agency_option
def remove(name: str, slug: str) -> None:
    """นำชื่อออกจากทะเบียนและปลดบัญชี LINE · Take a person off the roster and release their LINE account."""
    with at_work() as (house, session):
        person = person_named(session, office(session, slug).id, name)
        roster.leave(session, person.agency_id, person.id, house.clock())
    click.echo(f"นำ {person.name} ออกจากทะเบียนแล้ว")


@group.command("forget")
@click.argument("name")
@agency_option
def forget(name: str, slug: str) -> None:
    """ลบข้อมูลบัญชี LINE ตามคำขอของเจ้าของข้อมูล (PDPA) · Erase a person's LINE account from the service.

    Who was taken off the roster is found too.
    """
    with at_work() as (house, session):
        person = _the_one(people.find_anybody(session, office(session, slug).id, name), name)
        known = contacts.accounts_of(session, person.agency_id, person.id)
        for account in known:
            contacts.forget(session, account.id, house.clock())
    click.echo(f"ลบบัญชี LINE ของ {person.name} แล้ว {len(known)} บัญชี")


def person_named(session: Session, agency_id: int, name: str) -> StaffRecord:
    """The one person a typed name means; Refusal naming the candidates when it is not one."""
    return _the_one(people.find_staff(session, agency_id, name), name)


def _the_one(found: Sequence[StaffRecord], name: str) -> StaffRecord:
    if not found:
        raise Refusal(f"ไม่พบ “{name}” ในทะเบียน ดูรายชื่อด้วย `flask staff list`")
    if len(found) > 1:
        raise Refusal(f"“{name}” อาจหมายถึง {', '.join(person.name for person in found[:10])} ระบุชื่อเต็ม")
    return found[0]
