"""flask agency: offices, their settings, their LINE channel and their own days off."""

from datetime import date

import click
from flask.cli import AppGroup

from config.files import load_policy
from models import agency, audit, own_days
from models.agency import Wishes
from models.records import AgencyRecord, Voice
from models.refusal import Refusal
from models.secrets import SecretError, seal_secret
from models.thaidate import find_dates, long_date
from models.unit import live_units
from tasks.commands.shared import KEPT_NUMBER, agency_option, at_work, format_option, office, show
from tasks.reminders.recompute import look_again

group = AppGroup("agency", help="หน่วยงาน · the offices")
_LISTED = {
    "slug": "ชื่อย่อ",
    "name": "ชื่อหน่วยงาน",
    "quota": "โควตา/เดือน",
    "units": "ส่วนราชการ",
    "line_connected": "LINE เชื่อมแล้ว",
}


@group.command("create")
@click.argument("slug")
@click.option("--name", required=True, help="ชื่อเต็มของหน่วยงาน")
@click.option("--units", default="", help="ส่วนราชการ คั่นด้วยจุลภาค")
@click.option("--quota", type=KEPT_NUMBER, help="ข้อความที่นับต่อเดือนตามแผน LINE OA (ไม่ระบุ = แผนฟรี)")
def create(slug: str, name: str, units: str, quota: int | None) -> None:
    """สร้างหน่วยงาน · Set an office up, with its units."""
    names = [unit.strip() for unit in units.split(",") if unit.strip()]
    with at_work() as (house, session):
        limit = quota or load_policy().monthly_quota
        made = agency.create(session, slug, name, limit, names, house.clock())
        audit.note(session, made.id, "agency_created", house.clock())
        count = len(live_units(session, made.id))
    click.echo(f"สร้าง {made.name} ({made.slug}) แล้ว · ส่วนราชการ {count} แห่ง · โควตา {made.quota} ข้อความ/เดือน")


@group.command("list")
@format_option
def list_all(style: str) -> None:
    """รายชื่อหน่วยงาน · List the offices."""
    with at_work() as (_, session):
        rows = [
            {
                "slug": record.slug,
                "name": record.name,
                "quota": record.quota,
                "units": [unit.name for unit in live_units(session, record.id) if unit.parent_id is None],
                "line_connected": record.line_bot_id is not None,
            }
            for record in agency.all_agencies(session)
        ]
    show(rows, _LISTED, style)


@group.command("set")
@click.argument("slug")
@click.option("--name", help="ชื่อเต็ม")
@click.option("--quota", type=KEPT_NUMBER, help="ข้อความที่นับต่อเดือน")
@click.option("--particle", type=click.Choice(["ค่ะ", "ครับ"]), help="คำลงท้าย")
@click.option("--digits", type=click.Choice(["arabic", "thai"]), help="ตัวเลขที่ใช้ในข้อความ")
@click.option("--website", help="เว็บไซต์ของหน่วยงาน เช่น www.example.go.th (ใช้ตรวจลิงก์หลักฐาน)")
@click.option("--report-names", "names", type=click.Choice(["names", "positions"]), help="ชื่อหรือตำแหน่งในรายงาน")
@click.option("--privacy-contact", help="ติดต่อเรื่องข้อมูลส่วนบุคคล (เว้นว่าง = ผู้ประสานงาน ITA)")
@click.option("--meeting", help="วันประชุมประจำเดือน เช่น “วันพุธที่ 3” “วันที่ 15” “สิ้นเดือน” (เว้นว่าง = ไม่มี)")
def change(
    slug: str,
    name: str | None,
    quota: int | None,
    particle: str | None,
    digits: str | None,
    website: str | None,
    names: str | None,
    privacy_contact: str | None,
    meeting: str | None,
) -> None:
    """แก้ไขหน่วยงาน · Change an office's name, quota, way of speaking, website, report names or monthly meeting."""
    with at_work() as (house, session):
        before = office(session, slug)
        voice = Voice(particle or before.voice.particle, digits or before.voice.digits)
        by_position = None if names is None else names == "positions"
        wishes = Wishes(name, quota, voice, website, by_position, privacy_contact, meeting)
        after = agency.change(session, before.id, wishes, house.clock())
    click.echo(_described(after))


def _described(record: AgencyRecord) -> str:
    digits = "เลขไทย" if record.voice.digits == "thai" else "เลขอารบิก"
    site = f" · เว็บไซต์ {record.website}" if record.website else ""
    meets = f" · ประชุมประจำเดือน{record.meeting}" if record.meeting else ""
    spoken = f"ลงท้าย {record.voice.particle} · {digits}"
    told = " · รายงานใช้ตำแหน่ง" if record.by_position else ""
    ask = f" · ข้อมูลส่วนบุคคลติดต่อ{record.privacy_contact}" if record.privacy_contact else ""
    return f"{record.name} ({record.slug}) · โควตา {record.quota} · {spoken}{site}{meets}{told}{ask}"


@group.command("channel")
@click.argument("slug")
@click.option("--channel-id", help="Channel ID (ใช้ขอ token อัตโนมัติ)")
@click.option("--secret", prompt="Channel secret", hide_input=True, help="ไม่ระบุ = ถามโดยไม่แสดงบนจอ")
@click.option("--token", help="Channel access token ถ้าไม่ใช้ Channel ID")
def channel(slug: str, channel_id: str | None, secret: str, token: str | None) -> None:
    """เก็บช่องทาง LINE ของหน่วยงานแบบเข้ารหัส · Keep an office's own LINE channel, encrypted with SECRET_KEY."""
    if not (channel_id or token):
        raise click.ClickException("ระบุ --channel-id หรือ --token อย่างใดอย่างหนึ่ง")
    with at_work() as (house, session):
        record = office(session, slug)
        try:
            sealed = seal_secret(secret.strip(), house.settings.secret_key)
            sealed_token = seal_secret(token.strip(), house.settings.secret_key) if token else None
        except SecretError as error:
            raise click.ClickException(str(error)) from error
        agency.keep_channel(session, record.id, channel_id, sealed, sealed_token)
        audit.note(session, record.id, "channel_kept", house.clock())
    click.echo(f"เก็บช่องทาง LINE ของ {record.name} แล้ว")


@group.command("day-off")
@click.argument("day")
@click.option("--reason", required=True, help="เหตุผล เช่น ประกาศจังหวัด")
@click.option("--open", "is_open", is_flag=True, help="กลับกัน: เป็นวันทำการแม้ปฏิทินว่าหยุด")
@agency_option
def day_off(day: str, reason: str, is_open: bool, slug: str) -> None:
    """กำหนดวันหยุดของหน่วยงาน (2026-12-31 หรือ 31 ธ.ค. 2569) · A day this office is closed, or open, by its own word."""
    with at_work() as (house, session):
        record, date_meant = office(session, slug), _day(day)
        own_days.set_day(session, record.id, date_meant, is_open, reason, house.clock())
        look_again(session, record.id, house.clock(), load_policy())
    click.echo(f"{long_date(date_meant)}: {'วันทำการ' if is_open else 'วันหยุด'} ({reason})")


def _day(written: str) -> date:
    found = find_dates(written)
    if len(found) != 1:
        raise Refusal(f"อ่านวันที่ {written!r} ไม่ได้ เขียนเป็น 2026-12-31 หรือ 31 ธ.ค. 2569")
    return found[0]
