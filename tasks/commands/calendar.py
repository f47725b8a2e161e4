"""flask calendar and flask milestone: addresses that phones subscribe to, and the dates the assessment announces."""

from datetime import datetime

import click
from flask.cli import AppGroup
from sqlalchemy.orm import Session

from models import calendar_link, milestones
from models.calendar_link import Whose
from models.fiscal import fiscal_year_of
from models.refusal import Refusal
from models.thaidate import short_date
from tasks.commands.shared import agency_option, at_work, format_option, office, show
from tasks.commands.staff import person_named
from tasks.commands.unit import unit_named

group = AppGroup("calendar", help="ปฏิทินสำหรับโทรศัพท์ · calendars that phones subscribe to")
milestone_group = AppGroup("milestone", help="ปฏิทินการประเมิน ITA · the dates the assessment announces")
_LISTED = {"key": "รหัส", "title": "รายการ", "starts": "เริ่ม", "ends": "สิ้นสุด", "certain": "ประกาศแล้ว", "source": "ที่มา"}
_DAY = click.DateTime(["%Y-%m-%d"])
_YEARS = click.IntRange(2500, 2700)
_year = click.option("--fiscal-year", type=_YEARS, required=True, help="ปีงบประมาณ (พ.ศ.)")


@group.command("link")
@agency_option
@click.option("--name", help="ปฏิทินงานของคนนี้ (ชื่อในทะเบียน)")
@click.option("--unit", help="ปฏิทินของส่วนราชการหรืองานนี้ (ไม่ระบุทั้งสองอย่าง = ทั้งหน่วยงาน)")
def link(slug: str, name: str | None, unit: str | None) -> None:
    """ออกที่อยู่ปฏิทินใหม่ · A new address to subscribe to; of a person's the five newest stay good."""
    with at_work() as (house, session):
        agency_id = office(session, slug).id
        whose = _whose(session, agency_id, name, unit)
        token = calendar_link.make(session, agency_id, whose, house.clock())
        base = house.settings.public_url
    click.echo(f"{(base or '').rstrip('/')}/calendar/{token}.ics")
    if base is None:
        click.echo("ยังไม่ได้ตั้ง PUBLIC_URL: เติมที่อยู่ของเว็บไว้ข้างหน้า", err=True)


@group.command("revoke")
@agency_option
@click.option("--name", help="ปฏิทินงานของคนนี้")
@click.option("--unit", help="ปฏิทินของส่วนราชการหรืองานนี้ (ไม่ระบุทั้งสองอย่าง = ทั้งหน่วยงาน)")
def revoke(slug: str, name: str | None, unit: str | None) -> None:
    """ยกเลิกที่อยู่ปฏิทินทั้งหมดของคน ส่วนราชการ หรือหน่วยงาน · Take back every address of one calendar."""
    with at_work() as (house, session):
        agency_id = office(session, slug).id
        taken = calendar_link.revoke(session, agency_id, _whose(session, agency_id, name, unit), house.clock())
    click.echo(f"ยกเลิกแล้ว {taken} ที่อยู่")


@milestone_group.command("list")
@agency_option
@_year
@format_option
def list_all(slug: str, fiscal_year: int, style: str) -> None:
    """ปฏิทินการประเมินของปี · The year's dates: announced ones, and proposals where nothing was set."""
    with at_work() as (_, session):
        found = milestones.of_year(session, office(session, slug).id, fiscal_year)
    as_json = style == "json"
    rows = [
        {
            "key": one.key,
            "title": one.title,
            "starts": one.starts_on.isoformat() if as_json else short_date(one.starts_on),
            "ends": one.ends_on.isoformat() if as_json else short_date(one.ends_on),
            "certain": one.certain,
            "source": one.source,
        }
        for one in found
    ]
    show(rows, _LISTED, style)


@milestone_group.command("set")
@click.argument("key")
@agency_option
@click.option("--from", "starts", type=_DAY, required=True, help="วันแรก ค.ศ. เช่น 2027-03-01")
@click.option("--to", "ends", type=_DAY, help="วันสุดท้าย (ไม่ระบุ = วันเดียว)")
@click.option("--fiscal-year", type=_YEARS, help="ปีงบประมาณ (พ.ศ.) ที่ประเมิน (ไม่ระบุ = ปีของวันแรก)")
@click.option("--title", help="ชื่อรายการ (จำเป็นเมื่อเป็นรายการใหม่)")
@click.option("--source", help="ที่มา เช่น เลขที่หนังสือหรือประกาศ")
@click.option("--expected", is_flag=True, help="ยังเป็นการคาดการณ์ ไม่ใช่ประกาศ")
def put(
    key: str,
    slug: str,
    starts: datetime,
    ends: datetime | None,
    fiscal_year: int | None,
    title: str | None,
    source: str | None,
    expected: bool,
) -> None:
    """กำหนดหรือเลื่อนวันตามประกาศ · Set or move a step; phones that subscribe follow."""
    first, last = starts.date(), (ends or starts).date()
    with at_work() as (house, session):
        agency_id, year = office(session, slug).id, fiscal_year or fiscal_year_of(first)
        days = (first, last, house.clock())
        more = milestones.Words(title, source, certain=not expected)
        one = milestones.put(session, agency_id, year, key, *days, more)
    click.echo(f"{one.title}: {short_date(one.starts_on)} ถึง {short_date(one.ends_on)}")


@milestone_group.command("remove")
@click.argument("key")
@agency_option
@_year
def remove(key: str, slug: str, fiscal_year: int) -> None:
    """เอารายการออกจากปฏิทินของปี · Take a step out of the year's calendar."""
    with at_work() as (house, session):
        milestones.withdraw(session, office(session, slug).id, fiscal_year, key, house.clock())
    click.echo("เอาออกแล้ว")


def _whose(session: Session, agency_id: int, name: str | None, unit: str | None) -> Whose:
    if name and unit:
        raise Refusal("ระบุ --name หรือ --unit อย่างใดอย่างหนึ่ง")
    if name:
        return Whose(staff_id=person_named(session, agency_id, name).id)
    return Whose(unit_id=unit_named(session, agency_id, unit).id) if unit else Whose()
